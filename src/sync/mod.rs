//! Between laptops: bundles, what goes in them, what an import brings; cards, admission, drives.
//!
//! Sync reads the store through [`Archive`] and writes nothing of it: an export writes a file, an import gives a value
//! that the workspace commits. `FORMAT.md`, in this folder, specifies every file that leaves.

mod addition;
mod admission;
mod archive;
mod backup;
mod bundle;
mod card;
pub mod drives;
mod export;
pub mod file;
#[doc(hidden)]
pub mod fuzz;
mod import;
mod lines;
pub mod memory;
mod place;
mod plan;
mod quota;
mod recovery_card;
mod refused;
mod summary;
#[cfg(test)]
mod tests;
mod told;
mod trust;
mod verify;

pub use addition::{Addition, Private, is_later};
pub use admission::{
    AdmissionError, ByRoot, admit, admit_by_root, changes_of, check_code, device_record, write_by_root,
};
pub use age::x25519::{Identity, Recipient};
pub use archive::{Archive, ArchiveError, FeedRow, Progress};
pub use backup::{Part, open_backup, write_backup_head};
pub use bundle::{AudienceKind, Entry, FORMAT, MAGIC, Manifest};
pub use card::{BadCard, Card, MAX_CARD_BYTES, is_code};
pub use export::{ExportError, Sender, Written, write};
pub use import::{Arrival, DeliveryError, Inspection, inspect, read};
pub use plan::{Audience, Plan, Run, SILENT_AFTER, plan};
pub use quota::{MAX_HELD_BYTES, MAX_HELD_OPS};
pub use recovery_card::{BadRecoveryCard, ROWS, is_recovery_row, read_recovery_card, recovery_rows};
pub use refused::{ImportError, OnlyGaps, Refused};
pub use summary::{Held, HeldWhy, SegmentReport, Summary, Verdict};
pub use trust::team_ops_of;
pub use verify::why_held;
