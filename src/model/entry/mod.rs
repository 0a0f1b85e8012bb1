//! What people type, read as values. French and English words are both accepted, and ISO forms always.
//!
//! Form, command line and CSV entry all come through here, so that a text means the same everywhere.

mod day;
mod time;
mod value;

use thiserror::Error;

pub use day::{day, partial};
pub use time::{day_time, minutes, time};
pub use value::{EntryContext, Resolve, value};

use super::reference::fold;
use crate::i18n::Words;

/// Where a weekday, or a day without its year, is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Looking {
    /// What was: logging. `lundi` is the last Monday, today included.
    Back,
    /// What is to come: planning. `lundi` is the next Monday, after today.
    Forward,
}

/// A text that cannot be read: the message that says why, and its values.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("{message}")]
pub struct BadEntry {
    /// An `entry-…` message.
    pub message: &'static str,
    pub args: Vec<(&'static str, String)>,
}

impl BadEntry {
    /// `$text` in the message is what was typed, cut to a readable length.
    pub fn new(message: &'static str, text: &str) -> Self {
        let text = text.trim();
        let shown: String = text.chars().filter(|c| !c.is_control()).take(40).collect();
        let shown = if text.chars().count() > 40 { format!("{shown}…") } else { shown };
        Self { message, args: vec![("text", shown)] }
    }

    /// One more value of the message.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.args.push((name, value.into()));
        self
    }

    /// The reason, in the user's language.
    pub fn words(&self, words: &Words) -> String {
        words.look_up_with(self.message, &self.args).unwrap_or_else(|| self.message.to_owned())
    }
}

/// `oui`, `o`, `yes`, `vrai`, `1` …, and their contraries.
///
/// # Errors
/// [`BadEntry`] for anything else.
pub fn yes_no(text: &str) -> Result<bool, BadEntry> {
    match fold(text).as_str() {
        "oui" | "o" | "yes" | "y" | "true" | "vrai" | "1" | "x" => Ok(true),
        "non" | "n" | "no" | "false" | "faux" | "0" => Ok(false),
        _ => Err(BadEntry::new("entry-yes-no", text)),
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use proptest::prelude::*;

    use super::*;
    use crate::i18n::Lang;

    #[test]
    fn yes_and_no_in_both_languages() {
        assert_eq!(yes_no(" Oui "), Ok(true));
        assert_eq!(yes_no("N"), Ok(false));
        let bad = yes_no("peut-être").unwrap_err();
        assert!(bad.words(&Words::new(Lang::Fr)).contains("peut-être"));
    }

    #[test]
    fn what_was_typed_is_cut_in_messages() {
        let bad = BadEntry::new("entry-date", &"x".repeat(100));
        assert_eq!(bad.args[0].1.chars().count(), 41);
    }

    /// Any text, and texts made of what dates and times are made of.
    fn texts() -> impl Strategy<Value = String> {
        prop_oneof![
            any::<String>(),
            "[0-9]{0,6}[-/.: hHjT+]{0,2}[0-9]{0,6}[-/.: hH]{0,2}[0-9]{0,5}",
            "(lundi|mar|hier|15|31|29|\\+|-|0|9999|février|mars|2026|é|T| ){0,6}",
        ]
    }

    proptest! {
        #[test]
        fn no_text_makes_a_parser_panic(text in texts(), days in 0..80_000_u64, back in any::<bool>()) {
            let today = NaiveDate::from_ymd_opt(1950, 1, 1).unwrap() + chrono::Days::new(days);
            let looking = if back { Looking::Back } else { Looking::Forward };
            let now = today.and_hms_opt(14, 32, 0).unwrap();
            let _ = (time(&text), minutes(&text), yes_no(&text), partial(&text, today, looking));
            let _ = day_time(&text, now, looking);
            if let Ok(found) = day(&text, today, looking) {
                prop_assert_eq!(day(&found.to_string(), today, looking), Ok(found));
            }
        }
    }
}
