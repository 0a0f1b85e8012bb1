//! Why something could not be done, in the user's words.

use super::{MergeError, TeamError, WorkspaceError};
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
            Self::Erased(id) => {
                Told::new(t!(words, "erased-record", text = id.to_string())).next(t!(words, "erased-record-next"))
            }
            Self::OnlyByErasing => Told::new(t!(words, "only-by-erasing")).next(t!(words, "only-by-erasing-next")),
            Self::NotErasable(id) => {
                Told::new(t!(words, "not-erasable", text = id.to_string())).next(t!(words, "not-erasable-next"))
            }
            Self::NoSuccessor => Told::new(t!(words, "no-successor")).next(t!(words, "no-successor-next")),
            Self::PlanChanged => Told::new(t!(words, "plan-changed")).next(t!(words, "plan-changed-next")),
            Self::Merge(error) => error.told(words),
            Self::TooLarge => Told::new(t!(words, "action-too-large")).next(t!(words, "edit-too-large-next")),
            Self::WrongType(_) => Told::new(t!(words, "value-of-wrong-type")),
            Self::Store(error) => error.told(words),
            Self::Export(error) => error.told(words),
            Self::File(error) => error.told(words),
            Self::Import(error) => error.told(words),
            Self::NotConfirmed => {
                Told::new(t!(words, "fingerprint-refused")).next(t!(words, "fingerprint-refused-next"))
            }
            Self::FileThere(path) => {
                Told::new(t!(words, "file-there", path = path.display().to_string())).next(t!(words, "file-there-next"))
            }
            Self::RestoreOver(folder) => {
                let folder = folder.display().to_string();
                Told::new(t!(words, "restore-over", folder = folder)).next(t!(words, "restore-over-next"))
            }
            Self::Card(error) => error.told(words),
            Self::Admission(error) => error.told(words),
            Self::Team(error) => error.told(words),
            Self::Recovery(error) => error.told(words),
            Self::BadKeys => Told::new(t!(words, "vault-damaged")).next(t!(words, "vault-damaged-next")),
        }
    }
}

impl Tell for TeamError {
    fn told(&self, words: &Words) -> Told {
        let short = |device: &crate::log::DeviceId| device.record().short();
        match self {
            Self::Unknown(device) => Told::new(t!(words, "export-not-in-team", device = short(device)))
                .next(t!(words, "export-not-in-team-next")),
            Self::Above(device) => {
                Told::new(t!(words, "revoke-above", device = short(device))).next(t!(words, "revoke-above-next"))
            }
            Self::LastSteward => Told::new(t!(words, "revoke-last")).next(t!(words, "revoke-last-next")),
            Self::Already(device) => {
                Told::new(t!(words, "revoke-already", device = short(device))).next(t!(words, "revoke-already-next"))
            }
            Self::TookOver { device, heir } => {
                Told::new(t!(words, "revoke-took-over", device = short(device), heir = short(heir))).next(t!(
                    words,
                    "revoke-took-over-next",
                    heir = short(heir)
                ))
            }
            Self::NotRevoked(device) => Told::new(t!(words, "accept-not-revoked", device = short(device)))
                .next(t!(words, "export-not-in-team-next")),
            Self::NotMine(device) => {
                Told::new(t!(words, "accept-not-mine", device = short(device))).next(t!(words, "revoke-above-next"))
            }
            Self::OtherTeam => Told::new(t!(words, "recovery-other-team")).next(t!(words, "recovery-other-team-next")),
            Self::TooManyFeeds(device) => {
                Told::new(t!(words, "revoke-too-many", device = short(device))).next(t!(words, "revoke-above-next"))
            }
        }
    }
}

impl Tell for MergeError {
    fn told(&self, words: &Words) -> Told {
        match self {
            Self::Itself => Told::new(t!(words, "merge-itself")),
            Self::Kinds => Told::new(t!(words, "merge-kinds")).next(t!(words, "merge-kinds-next")),
            Self::Channels => Told::new(t!(words, "merge-channels")).next(t!(words, "merge-channels-next")),
            Self::Never(kind) => Told::new(t!(words, "merge-never", kinds = words.kind_plural(*kind))),
            Self::NotMerged => Told::new(t!(words, "merge-not-merged")).next(t!(words, "merge-not-merged-next")),
        }
    }
}
