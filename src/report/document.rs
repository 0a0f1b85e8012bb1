//! A report as it is shown and written, whatever the format: facts, then sections of tables. Its texts are in the
//! reader's language; its keys are for machines, and stable.

use chrono::NaiveDate;
use serde_json::{Value as Json, json};

use super::Period;
use crate::i18n::format::{date_short, duration, whole};
use crate::i18n::{Lang, Words};
use crate::model::{Decimal, PartialDate, RecordId};
use crate::t;
use crate::wording::{machine, values};

/// A report.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// Which one: `week`, `month`, `year`.
    pub key: &'static str,
    pub lang: Lang,
    pub title: String,
    pub period: Option<Period>,
    /// Whom or what it is about: a holder, a territory.
    pub of: Option<Cell>,
    pub made_on: NaiveDate,
    /// What the reader is to know before the figures: who wrote it, when, what is left out.
    pub remarks: Vec<String>,
    /// The few figures that matter most.
    pub facts: Vec<Fact>,
    pub sections: Vec<Section>,
}

/// One figure with its name.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    pub key: &'static str,
    pub label: String,
    pub value: Cell,
}

/// What belongs under one heading.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    pub key: &'static str,
    pub title: String,
    pub paragraphs: Vec<String>,
    pub tables: Vec<Table>,
}

/// A table; the first column names the row.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    pub key: &'static str,
    pub caption: String,
    pub columns: Vec<Column>,
    pub rows: Vec<Vec<Cell>>,
    /// The sums, in the form of a row.
    pub total: Option<Vec<Cell>>,
    /// What is said where there is no row.
    pub none: String,
}

/// A column, by its name for machines and its label.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    pub key: &'static str,
    pub label: String,
}

/// What stands in one place of a table.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    Empty,
    Text(String),
    /// A choice of a closed list.
    Choice {
        key: &'static str,
        label: String,
    },
    Record {
        id: RecordId,
        name: String,
    },
    /// A territory with its official code.
    Place {
        code: String,
        name: String,
    },
    Whole(i64),
    Decimal(Decimal),
    /// How long, shown in hours.
    Minutes(i64),
    /// Days; the sign is that of a slip.
    Slip(i64),
    /// More or less than before, in percent.
    Trend(i64),
    Day(NaiveDate),
    Date(PartialDate),
    /// Left out, so that nobody can be recognised by it.
    Withheld,
}

impl Section {
    pub fn new(key: &'static str, title: String) -> Self {
        Self { key, title, paragraphs: Vec::new(), tables: Vec::new() }
    }

    pub fn with(mut self, table: Table) -> Self {
        self.tables.push(table);
        self
    }

    pub fn saying(mut self, paragraph: impl Into<String>) -> Self {
        self.paragraphs.push(paragraph.into());
        self
    }
}

impl Table {
    pub fn new(key: &'static str, caption: String, columns: Vec<Column>) -> Self {
        Self { key, caption, columns, rows: Vec::new(), total: None, none: String::new() }
    }

    pub fn or_else_saying(self, none: String) -> Self {
        Self { none, ..self }
    }

    /// Whether a column holds figures, which stand on the right.
    pub fn is_numeric(&self, column: usize) -> bool {
        let cells = || self.rows.iter().filter_map(|row| row.get(column)).filter(|cell| **cell != Cell::Empty);
        cells().next().is_some() && cells().all(Cell::is_number)
    }

    /// The rows, the sums last.
    pub fn lines(&self) -> impl Iterator<Item = &Vec<Cell>> {
        self.rows.iter().chain(&self.total)
    }
}

impl Column {
    pub fn new(key: &'static str, label: impl Into<String>) -> Self {
        Self { key, label: label.into() }
    }
}

impl Cell {
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }

    pub const fn is_number(&self) -> bool {
        matches!(
            self,
            Self::Whole(_) | Self::Decimal(_) | Self::Minutes(_) | Self::Slip(_) | Self::Trend(_) | Self::Withheld
        )
    }

    /// For people.
    pub fn shown(&self, words: &Words) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) => text.clone(),
            Self::Choice { label: name, .. } | Self::Record { name, .. } => name.clone(),
            Self::Place { code, name } => format!("{name} ({code})"),
            Self::Whole(number) => whole(words.lang, *number),
            Self::Decimal(number) => values::decimal(words.lang, *number),
            Self::Minutes(minutes) => duration(*minutes),
            Self::Slip(0) => "0".to_owned(),
            Self::Slip(days) => t!(words, "slip-days", days = format!("{days:+}")),
            Self::Trend(percent) => t!(words, "percent", number = format!("{percent:+}")),
            Self::Day(day) => date_short(*day),
            Self::Date(date) => values::partial_date_short(*date),
            Self::Withheld => t!(words, "withheld"),
        }
    }

    /// For machines.
    pub fn machine(&self) -> Json {
        match self {
            Self::Empty => Json::Null,
            Self::Text(text) => Json::String(text.clone()),
            Self::Choice { key, .. } => Json::from(*key),
            Self::Record { id, name } => json!({"id": id.to_string(), "name": name}),
            Self::Place { code, name } => json!({"code": code, "name": name}),
            Self::Whole(number) | Self::Minutes(number) | Self::Slip(number) | Self::Trend(number) => {
                Json::from(*number)
            }
            Self::Decimal(number) => machine::json(&crate::model::Value::Decimal(*number)),
            Self::Day(day) => Json::String(day.to_string()),
            Self::Date(date) => Json::String(date.to_string()),
            Self::Withheld => Json::from("withheld"),
        }
    }
}
