//! A report as lines of text, for a terminal: its tables with their columns one below the other.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::document::{Document, Table};
use crate::i18n::Words;
use crate::t;

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineKind {
    Title,
    /// Of a table, or of a text.
    Heading,
    /// The columns' names.
    Columns,
    Total,
    Plain,
}

/// One line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextLine {
    pub kind: LineKind,
    pub text: String,
}

impl TextLine {
    fn new(kind: LineKind, text: impl AsRef<str>) -> Self {
        // A line is one, and text from another laptop commands no terminal.
        let text = text.as_ref().chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        Self { kind, text }
    }

    fn blank() -> Self {
        Self::new(LineKind::Plain, "")
    }
}

/// The lines of a document. `width`: columns that there are; tables give way, texts are left to be wrapped.
pub fn lines(document: &Document, words: &Words, width: Option<usize>) -> Vec<TextLine> {
    let of = document.of.as_ref().map(|of| of.shown(words));
    let title = std::iter::once(document.title.clone()).chain(of).chain(document.period.map(|one| one.words(words)));
    let mut lines = vec![TextLine::new(LineKind::Title, title.collect::<Vec<_>>().join(" · "))];
    for text in document.remarks.iter().flat_map(|remark| remark.lines()) {
        lines.push(TextLine::new(LineKind::Plain, text));
    }
    if !document.facts.is_empty() {
        lines.push(TextLine::blank());
    }
    for fact in &document.facts {
        let text = t!(words, "show-change", field = fact.label.as_str(), value = fact.value.shown(words));
        lines.push(TextLine::new(LineKind::Plain, text));
    }
    for section in &document.sections {
        if !section.paragraphs.is_empty() {
            lines.extend([TextLine::blank(), TextLine::new(LineKind::Heading, &section.title)]);
        }
        for text in section.paragraphs.iter().flat_map(|paragraph| paragraph.lines()) {
            lines.push(TextLine::new(LineKind::Plain, text));
        }
        for table in &section.tables {
            lines.extend([TextLine::blank(), TextLine::new(LineKind::Heading, &table.caption)]);
            if table.rows.is_empty() {
                lines.push(TextLine::new(LineKind::Plain, &table.none));
            } else {
                lines.extend(table_lines(table, words, width));
            }
        }
    }
    lines
}

const GAP: usize = 2;
/// No column gets narrower than this.
const NARROWEST: usize = 6;

fn table_lines(table: &Table, words: &Words, width: Option<usize>) -> Vec<TextLine> {
    let head: Vec<String> = table.columns.iter().map(|column| column.label.clone()).collect();
    let cells = table.lines().map(|row| row.iter().map(|cell| cell.shown(words).replace('\n', " ")).collect());
    let rows: Vec<Vec<String>> = std::iter::once(head).chain(cells).collect();
    let natural = |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.width()).max();
    let widths: Vec<usize> = (0..table.columns.len()).map(|column| natural(column).unwrap_or_default()).collect();
    let widths = fitted(widths, width);
    let numeric: Vec<bool> = (0..table.columns.len()).map(|column| table.is_numeric(column)).collect();
    let last = rows.len().saturating_sub(1);
    let line = |(at, row): (usize, &Vec<String>)| {
        let kind = match at {
            0 => LineKind::Columns,
            at if at == last && table.total.is_some() => LineKind::Total,
            _ => LineKind::Plain,
        };
        TextLine::new(kind, aligned(row, &widths, &numeric).trim_end())
    };
    rows.iter().enumerate().map(line).collect()
}

/// Takes from the widest column until the row fits, and leaves every column its first characters.
fn fitted(mut widths: Vec<usize>, total: Option<usize>) -> Vec<usize> {
    let Some(total) = total else { return widths };
    let gaps = GAP * widths.len().saturating_sub(1);
    while widths.iter().sum::<usize>() + gaps > total {
        match widths.iter_mut().max_by_key(|width| **width) {
            Some(widest) if *widest > NARROWEST => *widest -= 1,
            _ => break,
        }
    }
    widths
}

fn aligned(row: &[String], widths: &[usize], numeric: &[bool]) -> String {
    let cells = row.iter().zip(widths).zip(numeric).map(|((text, &width), &right)| {
        let text = cut(text, width);
        let pad = " ".repeat(width.saturating_sub(text.width()));
        if right { format!("{pad}{text}") } else { format!("{text}{pad}") }
    });
    cells.collect::<Vec<_>>().join(&" ".repeat(GAP))
}

fn cut(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let (mut kept, mut used) = (String::new(), 1);
    for c in text.chars() {
        used += c.width().unwrap_or_default();
        if used > width {
            break;
        }
        kept.push(c);
    }
    format!("{}…", kept.trim_end())
}
