//! Who changed what, knowing what: ops, feeds, hash chains, registers, signed heads and receipts, trust.
//!
//! No disk, no clock; of the model it knows values only as bytes, and the device record, which carries trust.

mod erasure;
mod feed;
mod merge;
mod op;
mod register;
mod sign;
mod trust;
mod wire;

pub use feed::{Channel, DeviceId, FeedId, Incarnation, TeamId, Tip};
pub use merge::{Facts, Gave, Merges, Relinked};
pub use op::{Body, Existence, FieldEdit, MAX_PAYLOAD_BYTES, Op, OpId, Payload, Segment, SegmentError};
pub use register::{LiveValue, OpRef, RecordState, Register};
pub use sign::{BackupReceipt, BadSignature, Receipt, Seen, SignedHead, keep_latest, signing_key};
pub(crate) use sign::{sign, verify};
pub use trust::{Cut, CutPoint, Cuts, Roster, Standing, TeamOp, prove_succession};
pub(crate) use trust::{from_hex, to_hex};
pub use wire::{Unreadable, decode, decode_borrowed, encode};
