//! How a command ends: its exit code, and what an error says.

use std::process::ExitCode;

/// The exit codes of the contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Exit {
    Done = 0,
    Failed = 1,
    Usage = 2,
    StoreInUse = 3,
    WrongPassphrase = 4,
    /// Damaged, not for us, untrusted, or only gaps.
    BundleRefused = 5,
    /// Found by `check`.
    Damage = 6,
    DataRefused = 7,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// Why a command did not do what it was asked: what happened and where, then what to do next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub exit: Exit,
    /// What, and where.
    pub what: String,
    /// Further lines, such as the faults of an input file.
    pub details: Vec<String>,
    pub next: Option<String>,
}

impl Problem {
    pub fn new(exit: Exit, what: impl Into<String>) -> Self {
        Self { exit, what: what.into(), details: Vec::new(), next: None }
    }

    /// What to do next.
    pub fn next(self, next: impl Into<String>) -> Self {
        Self { next: Some(next.into()), ..self }
    }

    pub fn details(self, details: Vec<String>) -> Self {
        Self { details, ..self }
    }
}
