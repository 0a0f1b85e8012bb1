//! A journal file: its name and its header.

use std::io;

use serde::{Deserialize, Serialize};

use super::super::Random;
use super::frame::{FrameSeal, OVERHEAD_BYTES, PREFIX_BYTES, Place, Prefix};

const MAGIC: &[u8; 8] = b"MAILJNL\x01";
const CLEAR_BYTES: usize = MAGIC.len() + 8;
const PLAINTEXT_BYTES: usize = 1 + 6 * 4;
/// The header's length: where the first frame of entries starts.
pub(super) const FIRST_FRAME: u32 = (CLEAR_BYTES + OVERHEAD_BYTES + PLAINTEXT_BYTES) as u32;

/// Which file: its number in the journal, and how many times it was compacted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub(super) struct FileId {
    pub number: u32,
    pub generation: u32,
}

impl FileId {
    pub fn name(self) -> String {
        format!("{:08}.{}.journal", self.number, self.generation)
    }

    pub fn parse_name(name: &str) -> Option<Self> {
        let (number, generation) = name.strip_suffix(".journal")?.split_once('.')?;
        let id = Self { number: number.parse().ok()?, generation: generation.parse().ok()? };
        (id.number > 0 && id.name() == name).then_some(id)
    }
}

/// What the frames of a file hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum FileKind {
    /// One entry a frame.
    Entries,
    /// A compressed block of entries a frame.
    Blocks,
}

/// Where a file ends. A file that ends at 0 still grows; numbers are 0 where there is no file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Ended {
    pub file: u32,
    pub end: u32,
    /// Frames of entries.
    pub frames: u32,
}

/// What a file says of itself and of the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct FileHeader {
    pub kind: FileKind,
    /// The first file of the import that this one is part of, or itself. The import counts if its first file stands.
    pub head: u32,
    /// What follows the end of the file before is void.
    pub previous: Ended,
    /// Where this one ends, if it was written whole before it was named.
    pub own: Ended,
}

impl FileHeader {
    /// The first [`FIRST_FRAME`] bytes of the file.
    pub fn to_bytes(self, id: FileId, seal: &FrameSeal, random: &mut Random) -> io::Result<Vec<u8>> {
        let mut bytes = clear(id);
        bytes.extend(seal.frame(place(id), &self.plaintext(), random)?);
        Ok(bytes)
    }

    /// Nothing if it is not the header of this file of this store, whole.
    pub fn parse(bytes: &[u8], id: FileId, seal: &FrameSeal) -> Option<Self> {
        let (start, frame) = bytes.get(..FIRST_FRAME as usize)?.split_at_checked(CLEAR_BYTES)?;
        let (prefix, sealed) = frame.split_at_checked(PREFIX_BYTES)?;
        let whole = Prefix { length: u32::try_from(sealed.len()).ok()?, number: 0 };
        if start != clear(id) || Prefix::parse(prefix) != Some(whole) {
            return None;
        }
        Self::from_plaintext(id, &seal.open(place(id), sealed)?)
    }

    fn plaintext(self) -> Vec<u8> {
        let mut bytes = vec![self.kind as u8];
        let Self { previous, own, .. } = self;
        for number in [self.head, previous.file, previous.end, previous.frames, own.end, own.frames] {
            bytes.extend(number.to_le_bytes());
        }
        bytes
    }

    fn from_plaintext(id: FileId, bytes: &[u8]) -> Option<Self> {
        let (kind, rest) = bytes.split_first()?;
        let kind = match kind {
            0 => FileKind::Entries,
            1 => FileKind::Blocks,
            _ => return None,
        };
        let mut numbers = rest.chunks_exact(4).filter_map(|chunk| chunk.try_into().ok()).map(u32::from_le_bytes);
        Some(Self {
            kind,
            head: numbers.next()?,
            previous: Ended { file: numbers.next()?, end: numbers.next()?, frames: numbers.next()? },
            own: Ended { file: id.number, end: numbers.next()?, frames: numbers.next()? },
        })
    }
}

fn clear(id: FileId) -> Vec<u8> {
    let mut bytes = MAGIC.to_vec();
    bytes.extend(id.number.to_le_bytes());
    bytes.extend(id.generation.to_le_bytes());
    bytes
}

/// The header's own frame: number 0, after what is in clear.
fn place(file: FileId) -> Place {
    Place { file, offset: CLEAR_BYTES as u32, number: 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_as_they_are_written() {
        let id = FileId { number: 12, generation: 3 };
        assert_eq!(id.name(), "00000012.3.journal");
        assert_eq!(FileId::parse_name(&id.name()), Some(id));
        for wrong in ["00000000.0.journal", "12.3.journal", "00000012.3.journal.part", "index", "00000012.+3.journal"] {
            assert_eq!(FileId::parse_name(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_header_is_read_as_it_was_written_and_only_for_its_file() {
        let seal = FrameSeal::new(&[1; 32], [2; 16]);
        let id = FileId { number: 7, generation: 1 };
        let header = FileHeader {
            kind: FileKind::Blocks,
            head: 6,
            previous: Ended { file: 6, end: 5000, frames: 9 },
            own: Ended { file: 7, end: 900, frames: 2 },
        };
        let bytes = header.to_bytes(id, &seal, &mut Random::seeded(1)).unwrap();
        assert_eq!(bytes.len(), FIRST_FRAME as usize);
        assert_eq!(FileHeader::parse(&bytes, id, &seal), Some(header));
        assert_eq!(FileHeader::parse(&bytes, FileId { number: 8, ..id }, &seal), None);
        assert_eq!(FileHeader::parse(&bytes, id, &FrameSeal::new(&[1; 32], [3; 16])), None);
        for at in 0..bytes.len() {
            let mut flipped = bytes.clone();
            flipped[at] ^= 0x10;
            assert_eq!(FileHeader::parse(&flipped, id, &seal), None, "byte {at}");
        }
    }
}
