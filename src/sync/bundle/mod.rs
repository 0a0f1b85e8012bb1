//! The file that travels. `FORMAT.md`, beside this room, specifies it byte by byte.

mod chunk;
mod frame;
mod manifest;
mod open;
mod seal;

pub(super) use chunk::Chunk;
pub(super) use frame::{Framer, Kind, decode_receipts, seal_matches};
pub use manifest::{AudienceKind, Entry, Manifest};
pub(super) use open::{Frames, first_line, open, read_format};
pub(super) use seal::Sealer;

/// The version of the format that this program writes, and the latest that it reads.
pub const FORMAT: u16 = 1;

/// What a bundle starts with; a version number and a line feed follow.
pub const MAGIC: &[u8] = b"maillage bundle ";

/// Longest first line that is read, in bytes.
const MAX_MAGIC_LINE: usize = 32;
/// Longest age header that is read, in bytes: some 2,500 recipients.
const MAX_AGE_HEADER: usize = 256 * 1024;
/// Devices of one audience.
pub(super) const MAX_RECIPIENTS: usize = 2_000;
/// Segments of one bundle.
pub(super) const MAX_ENTRIES: usize = 100_000;
/// Longest manifest, in bytes.
const MAX_MANIFEST: usize = 16 * 1024 * 1024;
/// Longest section of receipts, in bytes.
const MAX_RECEIPTS: usize = 16 * 1024 * 1024;
/// Ops of one chunk.
pub(super) const MAX_CHUNK_OPS: usize = 4_096;
/// A chunk is closed when it has grown to this many bytes.
pub(super) const CHUNK_BYTES: usize = 1024 * 1024;
/// Longest chunk that is read: a full one, one more op, and its columns.
const MAX_CHUNK: usize = CHUNK_BYTES + crate::log::MAX_PAYLOAD_BYTES + 256 * 1024;
/// Longest section of a kind that a later program may add, and that this one passes over.
pub(super) const MAX_OPTIONAL: usize = 1024 * 1024;

/// Inflated bytes that any file may have, whatever its size.
const INFLATED_FLOOR: u64 = 64 * 1024 * 1024;
/// Inflated bytes for each byte of the file beyond that. Real bundles are between 2 and 10.
const INFLATED_RATIO: u64 = 200;
/// Inflated bytes that no file may exceed.
const INFLATED_CEILING: u64 = 16 * 1024 * 1024 * 1024;
/// zstd window that is accepted: 8 MiB (2^23), four times what level 3 uses.
const MAX_WINDOW_LOG: u32 = 23;
const ZSTD_LEVEL: i32 = 3;
