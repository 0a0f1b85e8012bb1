//! A report as a workbook: a first sheet with the facts, then a sheet a table, with typed cells. A text is a text,
//! whatever it begins with.

use std::collections::BTreeSet;
use std::io;

use chrono::{Datelike, NaiveDate};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::document::{Cell, Document, Table};
use crate::i18n::Words;
use crate::model::PartialDate;
use crate::t;

/// Characters of a sheet's name, at most; and those that it may not have.
const LONGEST_NAME: usize = 31;
const NOT_IN_NAMES: [char; 7] = ['[', ']', ':', '*', '?', '/', '\\'];

/// The bytes of the workbook.
///
/// # Errors
/// What the workbook came up against.
pub fn write(document: &Document, words: &Words) -> io::Result<Vec<u8>> {
    workbook(document, words).map_err(io::Error::other)
}

struct Styles {
    head: Format,
    title: Format,
    day: Format,
    decimal: Format,
}

fn workbook(document: &Document, words: &Words) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let mut about = DocProperties::new().set_title(&document.title).set_company(t!(words, "service-name"));
    if let Some(made) = excel_day(document.made_on) {
        about = about.set_creation_datetime(&made);
    }
    book.set_properties(&about);
    let styles = Styles {
        head: Format::new().set_bold().set_text_wrap(),
        title: Format::new().set_bold().set_font_size(14),
        day: Format::new().set_num_format("dd/mm/yyyy"),
        decimal: Format::new().set_num_format("#,##0.###"),
    };
    let mut names = BTreeSet::new();
    write_facts(book.add_worksheet(), document, words, &styles, &mut names)?;
    for table in document.sections.iter().flat_map(|section| &section.tables) {
        write_table(book.add_worksheet(), table, words, &styles, &mut names)?;
    }
    book.save_to_buffer()
}

fn write_facts(
    sheet: &mut Worksheet,
    document: &Document,
    words: &Words,
    styles: &Styles,
    names: &mut BTreeSet<String>,
) -> Result<(), XlsxError> {
    sheet.set_name(name(&document.title, names))?;
    sheet.write_string_with_format(0, 0, &document.title, &styles.title)?;
    let of = document.of.as_ref().map(|of| of.shown(words));
    let lines = of.into_iter().chain(document.period.map(|period| period.words(words)));
    let said = document.sections.iter().flat_map(|section| &section.paragraphs);
    let mut row = 1;
    for line in lines.chain(document.remarks.iter().cloned()).chain(said.cloned()) {
        sheet.write_string(row, 0, line)?;
        row += 1;
    }
    row += 1;
    for fact in &document.facts {
        sheet.write_string(row, 0, fact.label.as_str())?;
        write_cell(sheet, row, 1, &fact.value, words, styles)?;
        row += 1;
    }
    sheet.set_column_width(0, 40)?;
    Ok(())
}

fn write_table(
    sheet: &mut Worksheet,
    table: &Table,
    words: &Words,
    styles: &Styles,
    names: &mut BTreeSet<String>,
) -> Result<(), XlsxError> {
    sheet.set_name(name(&table.caption, names))?;
    for (column, at) in table.columns.iter().zip(0_u16..) {
        sheet.write_string_with_format(0, at, column.label.as_str(), &styles.head)?;
        sheet.set_column_width(at, if at == 0 { 34 } else { 16 })?;
    }
    for (line, row) in table.lines().zip(1_u32..) {
        for (cell, at) in line.iter().zip(0_u16..) {
            write_cell(sheet, row, at, cell, words, styles)?;
        }
    }
    sheet.set_freeze_panes(1, 1)?;
    Ok(())
}

fn write_cell(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    cell: &Cell,
    words: &Words,
    styles: &Styles,
) -> Result<(), XlsxError> {
    let day = match cell {
        Cell::Day(day) | Cell::Date(PartialDate::Day(day)) => excel_day(*day),
        _ => None,
    };
    match (cell, day) {
        (_, Some(day)) => sheet.write_datetime_with_format(row, column, &day, &styles.day)?,
        (Cell::Empty, _) => sheet,
        (Cell::Whole(n) | Cell::Minutes(n) | Cell::Slip(n) | Cell::Trend(n), _) => {
            sheet.write_number(row, column, *n as f64)?
        }
        (Cell::Decimal(n), _) => sheet.write_number_with_format(row, column, n.to_f64(), &styles.decimal)?,
        (other, _) => sheet.write_string(row, column, other.shown(words))?,
    };
    Ok(())
}

/// `None` for a day before those that workbooks count.
fn excel_day(day: NaiveDate) -> Option<ExcelDateTime> {
    let (month, of_month) = (u8::try_from(day.month()).ok()?, u8::try_from(day.day()).ok()?);
    ExcelDateTime::from_ymd(u16::try_from(day.year()).ok()?, month, of_month).ok()
}

/// A sheet's name that no other has.
fn name(wanted: &str, names: &mut BTreeSet<String>) -> String {
    let clean: String = wanted.chars().map(|c| if NOT_IN_NAMES.contains(&c) { ' ' } else { c }).collect();
    let clean = clean.trim_matches('\'');
    let cut = |length: usize| clean.chars().take(length).collect::<String>();
    let mut found = cut(LONGEST_NAME);
    for n in 2.. {
        if names.insert(found.to_lowercase()) {
            break;
        }
        let end = format!(" {n}");
        found = format!("{}{end}", cut(LONGEST_NAME - end.len()));
    }
    found
}
