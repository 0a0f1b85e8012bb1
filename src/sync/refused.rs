//! Why a bundle was not taken.

use std::io;

use super::{ArchiveError, Summary};
use crate::log::{BadSignature, DeviceId, Receipt, SegmentError, TeamId};

/// The whole file is refused, and nothing of it was used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("not a bundle")]
    NotABundle,
    /// It is restored, not imported.
    #[error("a backup, not a bundle")]
    IsABackup,
    #[error("not a backup")]
    NotABackup,
    /// It is imported, not restored.
    #[error("a bundle, not a backup")]
    IsABundle,
    /// Made by a later program; the version of it that reads this format, if the file says.
    #[error("format {format} is later than this program")]
    TooNew { format: u64, program: Option<String> },
    /// Sealed for other devices.
    #[error("not sealed for this device")]
    NotForUs,
    /// Cut, altered, or made by a program that errs.
    #[error("damaged")]
    Damaged,
    #[error("a signature does not match")]
    BadSignature,
    #[error("of another team")]
    OtherTeam { team: TeamId },
    /// No chain of admissions that is known here leads from the team's root to the sender. `put_back`: this device's own
    /// word in the bundle names edits that it does not hold, so the admission may be among what it has lost.
    #[error("no admission of the sender is known here")]
    UnknownSender { sender: DeviceId, put_back: bool },
    /// A first bundle, made before this device was admitted.
    #[error("this device was not admitted to the team")]
    NotAdmitted,
    /// Edits without their content, of which no steward's erasure says why.
    #[error("edits without content that no erasure allows")]
    Hollow,
    /// Every segment follows edits that this laptop does not have.
    #[error("only edits that follow missing ones")]
    OnlyGaps(Box<OnlyGaps>),
}

/// What a verified file says of which nothing joined.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OnlyGaps {
    pub summary: Summary,
    /// This device's own word in it: its store may have been put back to an earlier state.
    pub own_receipts: Vec<Receipt>,
}

impl From<BadSignature> for Refused {
    fn from(_: BadSignature) -> Self {
        Self::BadSignature
    }
}

impl From<SegmentError> for Refused {
    fn from(_: SegmentError) -> Self {
        Self::Damaged
    }
}

/// An import that did not happen.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    #[error(transparent)]
    Refused(#[from] Refused),
    /// The file could not be read.
    #[error("reading: {0}")]
    Read(#[from] io::Error),
    #[error(transparent)]
    Archive(#[from] ArchiveError),
    /// The person stopped it.
    #[error("stopped")]
    Stopped,
}
