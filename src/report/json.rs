//! A report for machines: the keys of its facts, tables and columns, in English; ISO dates, codes as strings.

use serde::Serialize;
use serde_json::{Map, Value as Json, json};

use super::document::{Cell, Document, Table};

#[derive(Serialize)]
struct Page {
    report: &'static str,
    period: Option<String>,
    from: Option<String>,
    to: Option<String>,
    of: Json,
    made_on: String,
    remarks: Vec<String>,
    figures: Map<String, Json>,
    /// What is said in words, by the key of its section.
    texts: Map<String, Json>,
    tables: Map<String, Json>,
}

/// The document, indented, with a line's end.
pub fn write(document: &Document) -> String {
    let tables = document.sections.iter().flat_map(|section| &section.tables);
    let page = Page {
        report: document.key,
        period: document.period.map(|period| period.to_string()),
        from: document.period.map(|period| period.first().to_string()),
        to: document.period.map(|period| period.last().to_string()),
        of: document.of.as_ref().map_or(Json::Null, Cell::machine),
        made_on: document.made_on.to_string(),
        remarks: document.remarks.clone(),
        figures: document.facts.iter().map(|fact| (fact.key.to_owned(), fact.value.machine())).collect(),
        texts: document
            .sections
            .iter()
            .filter(|section| !section.paragraphs.is_empty())
            .map(|section| (section.key.to_owned(), Json::from(section.paragraphs.clone())))
            .collect(),
        tables: tables
            .map(|table| (table.key.to_owned(), json!({"rows": rows(table), "total": total(table)})))
            .collect(),
    };
    let mut text = serde_json::to_string_pretty(&page).unwrap_or_default();
    text.push('\n');
    text
}

fn rows(table: &Table) -> Vec<Json> {
    table.rows.iter().map(|row| object(table, row)).collect()
}

fn total(table: &Table) -> Json {
    table.total.as_ref().map_or(Json::Null, |row| object(table, row))
}

fn object(table: &Table, row: &[Cell]) -> Json {
    let cells = table.columns.iter().zip(row).map(|(column, cell)| (column.key.to_owned(), cell.machine()));
    Json::Object(cells.collect())
}
