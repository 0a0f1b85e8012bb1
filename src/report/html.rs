//! A report as one page: no script, nothing fetched, light and dark, A4 on paper. Whatever comes from the store is
//! escaped by the template.

use std::io;

use askama::Template;

use super::document::{Cell, Document, Section, Table};
use crate::i18n::Words;
use crate::i18n::format::date_long;
use crate::t;

#[derive(Template)]
#[template(path = "report.html")]
struct Page<'a> {
    lang: &'a str,
    service: String,
    title: &'a str,
    subtitle: String,
    made: String,
    remarks: &'a [String],
    facts: Vec<FactView<'a>>,
    sections: Vec<SectionView<'a>>,
}

struct FactView<'a> {
    label: &'a str,
    value: String,
}

struct SectionView<'a> {
    key: &'a str,
    title: &'a str,
    paragraphs: &'a [String],
    tables: Vec<TableView<'a>>,
}

struct TableView<'a> {
    caption: &'a str,
    /// The heading above says the same: it is there for those who hear the page.
    caption_hidden: bool,
    none: &'a str,
    columns: Vec<ColumnView<'a>>,
    rows: Vec<RowView>,
}

struct ColumnView<'a> {
    label: &'a str,
    number: bool,
}

struct RowView {
    total: bool,
    cells: Vec<CellView>,
}

struct CellView {
    text: String,
    number: bool,
}

/// The page of a document.
///
/// # Errors
/// What the template came up against; it has all it needs.
pub fn write(document: &Document, words: &Words) -> io::Result<String> {
    let of = document.of.as_ref().map(|of| of.shown(words));
    let subtitle: Vec<String> = of.into_iter().chain(document.period.map(|period| period.words(words))).collect();
    let page = Page {
        lang: document.lang.code(),
        service: t!(words, "service-name"),
        title: &document.title,
        subtitle: subtitle.join(" · "),
        made: t!(words, "made-on", date = date_long(words, document.made_on)),
        remarks: &document.remarks,
        facts: document
            .facts
            .iter()
            .map(|fact| FactView { label: &fact.label, value: fact.value.shown(words) })
            .collect(),
        sections: document.sections.iter().map(|section| section_view(section, words)).collect(),
    };
    let mut text = page.render().map_err(io::Error::other)?;
    text.push('\n');
    Ok(text)
}

fn section_view<'a>(section: &'a Section, words: &Words) -> SectionView<'a> {
    let table = |table: &'a Table| table_view(table, table.caption == section.title, words);
    SectionView {
        key: section.key,
        title: &section.title,
        paragraphs: &section.paragraphs,
        tables: section.tables.iter().map(table).collect(),
    }
}

fn table_view<'a>(table: &'a Table, caption_hidden: bool, words: &Words) -> TableView<'a> {
    let numeric: Vec<bool> = (0..table.columns.len()).map(|column| table.is_numeric(column)).collect();
    let columns = table.columns.iter().zip(&numeric);
    let cells = |row: &[Cell]| {
        let cells = row.iter().zip(&numeric);
        cells.map(|(cell, number)| CellView { text: cell.shown(words), number: *number }).collect()
    };
    let rows = table.rows.iter().map(|row| RowView { total: false, cells: cells(row) });
    let total = table.total.iter().map(|row| RowView { total: true, cells: cells(row) });
    TableView {
        caption: &table.caption,
        caption_hidden,
        none: &table.none,
        columns: columns.map(|(column, number)| ColumnView { label: &column.label, number: *number }).collect(),
        rows: rows.chain(total).collect(),
    }
}
