//! The formats of a report, and how one is written.

use std::path::Path;

use super::document::Document;
use super::{csv, html, json};
use crate::i18n::Words;

/// How a report is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// One page that needs nothing else.
    Html,
    /// For spreadsheets.
    Csv,
    Json,
}

impl Format {
    pub const ALL: [Self; 3] = [Self::Html, Self::Csv, Self::Json];

    /// Its name on the command line, and what its files end with.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Csv => "csv",
            Self::Json => "json",
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
        }
    }
}
