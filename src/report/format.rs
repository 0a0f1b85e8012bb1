//! The formats of a report, and how one is written.

use std::path::Path;

use super::document::Document;
use super::text::lines;
use super::{csv, html, json, xlsx};
use crate::i18n::Words;

/// The lines of a document, `width` columns wide where there is such a bound.
pub fn plain(document: &Document, words: &Words, width: Option<usize>) -> String {
    lines(document, words, width).into_iter().map(|line| line.text + "\n").collect()
}

/// How a report is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// One page that needs nothing else.
    Html,
    /// For spreadsheets.
    Csv,
    Json,
    /// A workbook with typed cells.
    Xlsx,
    /// Plain text, as every command answers.
    Text,
}

impl Format {
    pub const ALL: [Self; 5] = [Self::Html, Self::Csv, Self::Xlsx, Self::Json, Self::Text];

    /// What its files end with.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Csv => "csv",
            Self::Json => "json",
            Self::Xlsx => "xlsx",
            Self::Text => "txt",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.key() == key)
    }

    /// By the end of a file's name.
    pub fn of_file(path: &Path) -> Option<Self> {
        Self::from_key(&path.extension()?.to_str()?.to_ascii_lowercase())
    }

    /// The bytes of a document.
    ///
    /// # Errors
    /// What a writer came up against; in memory none does.
    pub fn write(self, document: &Document, words: &Words) -> std::io::Result<Vec<u8>> {
        match self {
            Self::Html => html::write(document, words).map(String::into_bytes),
            Self::Csv => csv::write(document, words),
            Self::Json => Ok(json::write(document).into_bytes()),
            Self::Xlsx => xlsx::write(document, words),
            Self::Text => Ok(plain(document, words, None).into_bytes()),
        }
    }
}
