//! What goes wrong between laptops, in the user's words.

use std::io;

use super::file::FileError;
use super::{AdmissionError, ArchiveError, BadCard, BadRecoveryCard, ExportError, ImportError, Refused};
use crate::i18n::{Tell, Told, Words};
use crate::log::DeviceId;
use crate::t;

/// A device that may have no name here.
fn short(device: &DeviceId) -> String {
    device.record().short()
}

fn unreadable(words: &Words, error: &io::Error) -> Told {
    Told::new(t!(words, "bundle-unread", reason = error.to_string())).next(t!(words, "bundle-unread-next"))
}

impl Tell for Refused {
    fn told(&self, words: &Words) -> Told {
        match self {
            Self::NotABundle => Told::new(t!(words, "bundle-none")).next(t!(words, "bundle-none-next")),
            Self::IsABackup => Told::new(t!(words, "bundle-is-backup")).next(t!(words, "bundle-is-backup-next")),
            Self::IsABundle => Told::new(t!(words, "backup-is-bundle")).next(t!(words, "backup-is-bundle-next")),
            Self::NotABackup => Told::new(t!(words, "backup-none")).next(t!(words, "backup-none-next")),
            Self::TooNew { format, program } => {
                let (format, mine) = (format.to_string(), env!("CARGO_PKG_VERSION"));
                Told::new(t!(words, "bundle-too-new", format = format)).next(match program {
                    Some(program) => t!(words, "newer-program-which-next", program = program.as_str()),
                    None => t!(words, "newer-program-than-next", mine = mine),
                })
            }
            Self::NotForUs => Told::new(t!(words, "bundle-not-for-us")).next(t!(words, "bundle-not-for-us-next")),
            Self::Damaged => Told::new(t!(words, "bundle-damaged")).next(t!(words, "bundle-damaged-next")),
            Self::BadSignature => Told::new(t!(words, "bundle-bad-signature")).next(t!(words, "bundle-damaged-next")),
            Self::OtherTeam { team } => Told::new(t!(words, "bundle-other-team", fingerprint = team.fingerprint()))
                .next(t!(words, "bundle-other-team-next")),
            Self::UnknownSender { sender, put_back } => {
                Told::new(t!(words, "bundle-unknown-sender", device = short(sender))).next(match put_back {
                    true => t!(words, "bundle-put-back-next"),
                    false => t!(words, "bundle-unknown-sender-next"),
                })
            }
            Self::Hollow => Told::new(t!(words, "bundle-hollow")).next(t!(words, "bundle-hollow-next")),
            Self::NotAdmitted => {
                Told::new(t!(words, "bundle-not-admitted")).next(t!(words, "bundle-not-admitted-next"))
            }
            Self::OnlyGaps(told) => {
                let gaps = told.summary.gaps().count();
                Told::new(t!(words, "bundle-only-gaps", n = gaps)).next(t!(words, "bundle-only-gaps-next"))
            }
        }
    }
}

impl Tell for ImportError {
    fn told(&self, words: &Words) -> Told {
        match self {
            Self::Refused(refused) => refused.told(words),
            Self::Read(error) => unreadable(words, error),
            Self::Archive(error) => error.told(words),
            Self::Stopped => Told::new(t!(words, "job-stopped")),
        }
    }
}

impl Tell for ArchiveError {
    fn told(&self, words: &Words) -> Told {
        Told::new(t!(words, "store-unreadable", reason = self.to_string())).next(t!(words, "store-unreadable-next"))
    }
}

impl Tell for ExportError {
    fn told(&self, words: &Words) -> Told {
        match self {
            Self::NoTeam => Told::new(t!(words, "no-team")).next(t!(words, "no-team-next")),
            Self::NotInTeam(device) => Told::new(t!(words, "export-not-in-team", device = short(device)))
                .next(t!(words, "export-not-in-team-next")),
            Self::Nobody => Told::new(t!(words, "export-nobody")).next(t!(words, "export-nobody-next")),
            Self::TooMany => Told::new(t!(words, "export-too-many")).next(t!(words, "export-too-many-next")),
            Self::BadSealingKey(device) => {
                Told::new(t!(words, "export-bad-key", device = short(device))).next(t!(words, "export-bad-key-next"))
            }
            Self::BrokenChain { .. } => {
                Told::new(t!(words, "export-broken-chain")).next(t!(words, "store-unreadable-next"))
            }
            Self::Archive(error) => error.told(words),
            Self::Write(error) => Told::new(t!(words, "export-unwritten", reason = error.to_string()))
                .next(t!(words, "export-unwritten-next")),
            Self::Stopped => Told::new(t!(words, "job-stopped")),
        }
    }
}

impl Tell for FileError {
    fn told(&self, words: &Words) -> Told {
        match self {
            Self::Full(path) => {
                Told::new(t!(words, "drive-full", path = path.display().to_string())).next(t!(words, "drive-full-next"))
            }
            Self::ReadOnly(path) => Told::new(t!(words, "drive-read-only", path = path.display().to_string()))
                .next(t!(words, "drive-read-only-next")),
            Self::Gone(path) => {
                Told::new(t!(words, "disk-gone", path = path.display().to_string())).next(t!(words, "disk-gone-next"))
            }
            Self::Folder(path) => Told::new(t!(words, "file-is-folder", path = path.display().to_string()))
                .next(t!(words, "file-is-folder-next")),
            Self::NotAsWritten(path) => Told::new(t!(words, "drive-not-as-written", path = path.display().to_string()))
                .next(t!(words, "drive-not-as-written-next")),
            Self::Disk(error) => error.told(words),
            Self::Export(error) => error.told(words),
        }
    }
}

impl Tell for AdmissionError {
    fn told(&self, words: &Words) -> Told {
        match self {
            Self::NotASteward => Told::new(t!(words, "stewards-only")).next(t!(words, "stewards-only-next")),
            Self::AlreadyListed(device) => Told::new(t!(words, "admit-already-listed", device = short(device)))
                .next(t!(words, "admit-already-listed-next")),
            Self::CodeTaken(device) => Told::new(t!(words, "admit-code-taken", device = short(device)))
                .next(t!(words, "admit-code-taken-next")),
            Self::BadCode => Told::new(t!(words, "admit-bad-code")).next(t!(words, "admit-bad-code-next")),
            Self::UnknownOwner(device) => Told::new(t!(words, "export-not-in-team", device = short(device)))
                .next(t!(words, "export-not-in-team-next")),
        }
    }
}

impl Tell for BadCard {
    fn told(&self, words: &Words) -> Told {
        let damaged = |what: String| Told::new(what).next(t!(words, "card-damaged-next"));
        match self {
            Self::NotACard => Told::new(t!(words, "card-none")).next(t!(words, "card-none-next")),
            Self::TooNew { format } => {
                Told::new(t!(words, "card-too-new", format = format.to_string())).next(t!(words, "newer-program-next"))
            }
            Self::Line { line } => damaged(t!(words, "card-line", line = line.to_string())),
            Self::BadSignature => damaged(t!(words, "card-bad-signature")),
        }
    }
}

impl Tell for BadRecoveryCard {
    fn told(&self, words: &Words) -> Told {
        let what = match self {
            Self::Missing { row } => t!(words, "recovery-row-missing", row = row.to_string()),
            Self::Mistyped { row } => t!(words, "recovery-row-mistyped", row = row.to_string()),
        };
        Told::new(what).next(t!(words, "recovery-row-next"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Lang;
    use crate::log::TeamId;

    #[test]
    fn every_refusal_says_what_next_in_both_languages() {
        let device = DeviceId([7; 16]);
        for words in Lang::ALL.map(Words::new) {
            let refusals = [
                Refused::NotABundle,
                Refused::IsABackup,
                Refused::NotABackup,
                Refused::IsABundle,
                Refused::TooNew { format: 9, program: None },
                Refused::TooNew { format: 9, program: Some("0.9.0".into()) },
                Refused::NotForUs,
                Refused::Damaged,
                Refused::BadSignature,
                Refused::OtherTeam { team: TeamId([1; 32]) },
                Refused::UnknownSender { sender: device, put_back: false },
                Refused::UnknownSender { sender: device, put_back: true },
                Refused::NotAdmitted,
                Refused::Hollow,
                Refused::OnlyGaps(Box::default()),
            ];
            for refusal in refusals {
                let told = refusal.told(&words);
                assert!(!told.what.is_empty() && told.next.is_some(), "{refusal}");
                assert!(!told.what.ends_with('.'), "{}", told.what);
            }
            assert!(FileError::Full("/media/stick".into()).told(&words).what.contains("/media/stick"));
            assert!(AdmissionError::CodeTaken(device).told(&words).what.contains("07070707"));
            assert!(BadRecoveryCard::Mistyped { row: 3 }.told(&words).what.contains('3'));
        }
    }
}
