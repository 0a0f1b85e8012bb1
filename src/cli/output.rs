//! How results are written: for people as a table, for machines as JSON, JSON lines or CSV.
//!
//! Machine forms are the contract: English snake_case names, closed lists by key, codes as strings with their leading
//! zeros, ISO dates, numbers as numbers, references as ids, always in the same order.

use std::io::{self, Write};

use clap::ValueEnum;
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use serde_json::Value as Json;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::i18n::Words;
use crate::model::{FieldSpec, RecordId, Value};
use crate::wording::{machine, values};

/// What `list` can write.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    Table,
    Json,
    Jsonl,
    Csv,
}

/// A column: its name for machines, its label for people, and its field's declaration where it has one.
#[derive(Clone, Debug)]
pub struct Column {
    pub key: String,
    pub label: String,
    pub spec: Option<&'static FieldSpec>,
}

impl Column {
    pub fn text(key: impl Into<String>, label: impl Into<String>) -> Self {
        Self { key: key.into(), label: label.into(), spec: None }
    }

    pub fn field(spec: &'static FieldSpec, label: impl Into<String>) -> Self {
        Self { key: spec.key.to_owned(), label: label.into(), spec: Some(spec) }
    }
}

/// One cell of a row.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    Empty,
    Text(String),
    /// Several, one beside the other in a table.
    Texts(Vec<String>),
    Number(i64),
    Value(Value),
}

impl From<Option<Value>> for Cell {
    fn from(value: Option<Value>) -> Self {
        value.map_or(Self::Empty, Self::Value)
    }
}

impl From<RecordId> for Cell {
    fn from(id: RecordId) -> Self {
        Self::Text(id.to_string())
    }
}

/// What the table needs to show values to people.
pub struct Shown<'a> {
    pub words: &'a Words,
    /// Columns of the terminal; `None` cuts nothing.
    pub width: Option<usize>,
    /// The name of a record.
    pub resolve: &'a dyn Fn(RecordId) -> Option<String>,
}

/// Writes rows in a format. All but the table are written as they come, however many there are.
///
/// # Errors
/// Those of `out`.
pub fn rows(
    out: &mut dyn Write,
    format: Format,
    shown: &Shown<'_>,
    columns: &[Column],
    rows: impl IntoIterator<Item = Vec<Cell>>,
) -> io::Result<()> {
    let rows = rows.into_iter();
    match format {
        Format::Table => table(out, shown, columns, rows),
        Format::Json => json(out, columns, rows),
        Format::Jsonl => json_lines(out, columns, rows),
        Format::Csv => csv(out, columns, rows),
    }
}

/// Writes one JSON document, indented.
///
/// # Errors
/// Those of `out`.
pub fn json_document(out: &mut dyn Write, document: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, document)?;
    writeln!(out)
}

impl Cell {
    pub fn machine(&self) -> Json {
        match self {
            Self::Empty => Json::Null,
            Self::Text(text) => Json::String(text.clone()),
            Self::Texts(texts) => Json::from(texts.clone()),
            Self::Number(number) => Json::from(*number),
            Self::Value(value) => machine::json(value),
        }
    }

    fn csv(&self) -> String {
        machine::cell(self.machine())
    }

    fn shown(&self, shown: &Shown<'_>, column: &Column) -> String {
        let text = match self {
            Self::Empty => String::new(),
            Self::Text(text) => text.clone(),
            Self::Texts(texts) => texts.join(", "),
            Self::Number(number) => shown.words.figure(*number),
            Self::Value(value) => values::cell(shown.words, column.spec, value, shown.resolve),
        };
        one_line(&text)
    }

    fn is_number(&self) -> bool {
        matches!(self, Self::Number(_) | Self::Value(Value::Int(_) | Value::Decimal(_) | Value::Money(_)))
    }
}

/// A text on one line: a row is one, and text from another laptop commands no terminal.
fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// One row as a JSON object, its names in the columns' order.
struct Object<'a>(&'a [Column], &'a [Cell]);

impl Serialize for Object<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(Some(self.0.len()))?;
        for (column, cell) in self.0.iter().zip(self.1) {
            map.serialize_entry(&column.key, &cell.machine())?;
        }
        map.end()
    }
}

fn json(out: &mut dyn Write, columns: &[Column], rows: impl Iterator<Item = Vec<Cell>>) -> io::Result<()> {
    let mut before = "[\n";
    for row in rows {
        out.write_all(before.as_bytes())?;
        serde_json::to_writer(&mut *out, &Object(columns, &row))?;
        before = ",\n";
    }
    out.write_all(if before == "[\n" { b"[]\n" } else { b"\n]\n" })
}

fn json_lines(out: &mut dyn Write, columns: &[Column], rows: impl Iterator<Item = Vec<Cell>>) -> io::Result<()> {
    for row in rows {
        serde_json::to_writer(&mut *out, &Object(columns, &row))?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

/// RFC 4180: a header, CRLF, quotes where they are needed.
fn csv(out: &mut dyn Write, columns: &[Column], rows: impl Iterator<Item = Vec<Cell>>) -> io::Result<()> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
    writer.write_record(columns.iter().map(|column| &column.key))?;
    for row in rows {
        writer.write_record(row.iter().map(Cell::csv))?;
    }
    writer.flush()
}

const GAP: &str = "  ";

fn table(
    out: &mut dyn Write,
    shown: &Shown<'_>,
    columns: &[Column],
    rows: impl Iterator<Item = Vec<Cell>>,
) -> io::Result<()> {
    let mut right = vec![false; columns.len()];
    let mut lines = vec![columns.iter().map(|column| column.label.clone()).collect::<Vec<_>>()];
    for row in rows {
        for (right, cell) in right.iter_mut().zip(&row) {
            *right |= cell.is_number();
        }
        lines.push(columns.iter().zip(&row).map(|(column, cell)| cell.shown(shown, column)).collect());
    }
    if lines.len() == 1 {
        return Ok(());
    }
    let widths = fitted(natural_widths(columns.len(), &lines), shown.width);
    for line in &lines {
        writeln!(out, "{}", aligned(line, &widths, &right).trim_end())?;
    }
    Ok(())
}

fn natural_widths(columns: usize, lines: &[Vec<String>]) -> Vec<usize> {
    let width_of = |i: usize| lines.iter().filter_map(|line| line.get(i)).map(|cell| cell.width()).max();
    (0..columns).map(|i| width_of(i).unwrap_or_default()).collect()
}

/// Takes from the widest column until the row fits, and leaves every column its first characters.
fn fitted(mut widths: Vec<usize>, total: Option<usize>) -> Vec<usize> {
    const NARROWEST: usize = 6;
    let Some(total) = total else { return widths };
    let gaps = GAP.len() * widths.len().saturating_sub(1);
    while widths.iter().sum::<usize>() + gaps > total {
        match widths.iter_mut().max_by_key(|width| **width) {
            Some(widest) if *widest > NARROWEST => *widest -= 1,
            _ => break,
        }
    }
    widths
}

fn aligned(line: &[String], widths: &[usize], right: &[bool]) -> String {
    let cells = line.iter().zip(widths).zip(right).map(|((text, &width), &right)| {
        let text = cut(text, width);
        let pad = " ".repeat(width.saturating_sub(text.width()));
        if right { format!("{pad}{text}") } else { format!("{text}{pad}") }
    });
    cells.collect::<Vec<_>>().join(GAP)
}

/// `text` in at most `width` columns, with an ellipsis where it is cut.
fn cut(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut kept = String::new();
    let mut used = 1;
    for c in text.chars() {
        used += c.width().unwrap_or_default();
        if used > width {
            break;
        }
        kept.push(c);
    }
    kept.truncate(kept.trim_end().len());
    kept.push('…');
    kept
}

#[cfg(test)]
mod tests;
