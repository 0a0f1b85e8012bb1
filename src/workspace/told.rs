//! Why something could not be done, in the user's words.

use super::WorkspaceError;
use crate::i18n::{Tell, Told, Words};
use crate::t;

impl Tell for WorkspaceError {
    fn told(&self, words: &Words) -> Told {
        match self {
            Self::Refused(refusals) => Told::new(t!(words, "edit-refused", n = refusals.len())),
            Self::NotFound(id) => {
                Told::new(t!(words, "record-not-found", text = id.to_string())).next(t!(words, "record-not-found-next"))
            }
            Self::NoTeam => Told::new(t!(words, "no-team")).next(t!(words, "no-team-next")),
            Self::StewardsOnly => Told::new(t!(words, "stewards-only")).next(t!(words, "stewards-only-next")),
            Self::TrustField => Told::new(t!(words, "trust-field")).next(t!(words, "trust-field-next")),
            Self::TooLarge => Told::new(t!(words, "action-too-large")).next(t!(words, "edit-too-large-next")),
            Self::WrongType(_) => Told::new(t!(words, "value-of-wrong-type")),
            Self::Store(error) => error.told(words),
            Self::Export(error) => error.told(words),
            Self::File(error) => error.told(words),
            Self::Import(error) => error.told(words),
            Self::NotConfirmed => {
                Told::new(t!(words, "fingerprint-refused")).next(t!(words, "fingerprint-refused-next"))
            }
            Self::Card(error) => error.told(words),
            Self::Admission(error) => error.told(words),
            Self::BadKeys => Told::new(t!(words, "vault-damaged")).next(t!(words, "vault-damaged-next")),
        }
    }
}
