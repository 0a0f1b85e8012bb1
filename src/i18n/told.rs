//! An error in the user's words: what happened and where, then what to do next.

use super::Words;

/// What a person is told of an error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// What, and where. One sentence, without a final point, as it follows « erreur : » on the command line.
    pub what: String,
    pub next: Option<String>,
}

impl Told {
    pub fn new(what: impl Into<String>) -> Self {
        Self { what: what.into(), next: None }
    }

    #[must_use]
    pub fn next(self, next: impl Into<String>) -> Self {
        Self { next: Some(next.into()), ..self }
    }
}

/// An error that can be told to people, in their language. `Display` is for logs and tests.
pub trait Tell {
    fn told(&self, words: &Words) -> Told;
}
