//! Blocks of compressed entries, and large imports made of them: written whole beside the journal, then named.

use super::super::coding::{press, unpress};
use super::super::disk::{DiskFile, with_suffix};
use super::append::Journal;
use super::file::{Ended, FIRST_FRAME, FileHeader, FileId, FileKind};
use super::frame::{OVERHEAD_BYTES, Place};
use super::index::{FileInfo, State};
use super::reader::Reader;
use super::{Entries, JournalError, MAX_ENTRY_BYTES, Position};

/// A block is closed when its entries reach this many bytes.
const BLOCK_BYTES: usize = 64 << 10;
/// Entries that an index of 16 bits tells apart, and a position after the last one.
const BLOCK_ENTRIES: usize = u16::MAX as usize;
const MAX_BLOCK_BYTES: usize = BLOCK_BYTES + MAX_ENTRY_BYTES + 4;
const ZSTD_LEVEL: i32 = 3;
pub(super) const PART_SUFFIX: &str = ".part";

/// What a large import put into the journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Large {
    /// Before its first entry.
    pub from: Position,
    /// After its last one.
    pub to: Position,
    pub entries: u64,
}

/// Entries taken out of one block.
#[derive(Debug)]
pub(super) struct Block {
    bytes: Vec<u8>,
    /// Where each entry starts and ends.
    entries: Vec<(usize, usize)>,
}

impl Block {
    /// The entries of a frame's plaintext: the length of what was compressed, then that.
    pub fn decode(plaintext: &[u8]) -> Option<Self> {
        let bytes = unpress(plaintext, MAX_BLOCK_BYTES)?;
        let mut entries = Vec::new();
        let mut at = 0;
        while at < bytes.len() {
            let start = at.checked_add(4)?;
            let length = u32::from_le_bytes(bytes.get(at..start)?.try_into().ok()?);
            at = start.checked_add(length as usize).filter(|end| *end <= bytes.len())?;
            entries.push((start, at));
        }
        Some(Self { bytes, entries })
    }

    /// Bytes that it takes in memory, about.
    pub fn weight(&self) -> usize {
        size_of::<Self>() + self.bytes.capacity() + self.entries.capacity() * size_of::<(usize, usize)>()
    }

    pub fn entry(&self, index: usize) -> Option<&[u8]> {
        let (start, end) = *self.entries.get(index)?;
        self.bytes.get(start..end)
    }
}

/// The block that is being filled.
#[derive(Debug, Default)]
pub(super) struct Filling {
    bytes: Vec<u8>,
    entries: usize,
}

impl Filling {
    pub fn push(&mut self, entry: &[u8]) -> Result<(), JournalError> {
        let length = u32::try_from(entry.len()).ok().filter(|_| entry.len() <= MAX_ENTRY_BYTES);
        self.bytes.extend(length.ok_or(JournalError::TooLong(entry.len()))?.to_le_bytes());
        self.bytes.extend(entry);
        self.entries += 1;
        Ok(())
    }

    pub fn is_empty(&self) -> bool {
        self.entries == 0
    }

    pub fn is_full(&self) -> bool {
        self.bytes.len() >= BLOCK_BYTES || self.entries >= BLOCK_ENTRIES
    }

    /// The plaintext of its frame.
    pub fn take(&mut self) -> Result<Vec<u8>, JournalError> {
        let pressed = press(&self.bytes, ZSTD_LEVEL)?;
        *self = Self::default();
        Ok(pressed)
    }
}

/// A file of blocks, written whole before it is named.
#[derive(Debug)]
pub(super) struct Part {
    id: FileId,
    file: DiskFile,
    frames: u32,
}

impl Part {
    pub fn start(journal: &Journal, id: FileId) -> Result<Self, JournalError> {
        let path = with_suffix(&journal.path(id), PART_SUFFIX);
        journal.disk().remove_if_there(&path)?;
        let mut file = journal.disk().create(&path)?;
        // the header is written last, when the end is known
        file.append(&[0; FIRST_FRAME as usize])?;
        Ok(Self { id, file, frames: 0 })
    }

    fn end(&self) -> u32 {
        u32::try_from(self.file.end()).unwrap_or(u32::MAX)
    }

    fn ended(&self) -> Ended {
        Ended { file: self.id.number, end: self.end(), frames: self.frames }
    }

    pub fn write_block(&mut self, plaintext: &[u8], journal: &mut Journal) -> Result<(), JournalError> {
        let (seal, random) = journal.sealing();
        let number = self.frames.saturating_add(1);
        let frame = seal.frame(Place { file: self.id, offset: self.end(), number }, plaintext, random)?;
        self.file.append(&frame)?;
        self.frames = number;
        Ok(())
    }

    /// Writes the header, which says where the file ends, and syncs.
    pub fn finish(&mut self, head: u32, previous: Ended, journal: &mut Journal) -> Result<FileInfo, JournalError> {
        let own = self.ended();
        let header = FileHeader { kind: FileKind::Blocks, head, previous, own };
        let (seal, random) = journal.sealing();
        self.file.overwrite(0, &header.to_bytes(self.id, seal, random)?)?;
        self.file.sync()?;
        let info = FileInfo::of_header(self.id, &header);
        Ok(FileInfo { end: own.end, frames: own.frames, state: State::Closed, ..info })
    }

    /// Gives it its name: from then on it counts.
    pub fn name(&self, journal: &Journal) -> Result<(), JournalError> {
        Ok(journal.disk().rename(self.file.path(), &journal.path(self.id))?)
    }

    /// What cannot be removed now is a leftover for the next open.
    pub fn abandon(&self, journal: &Journal) {
        let _ = journal.disk().remove_if_there(&journal.path(self.id));
        let _ = journal.disk().remove_if_there(self.file.path());
    }
}

/// A large import on its way into the journal.
struct Import<'a> {
    journal: &'a mut Journal,
    parts: Vec<Part>,
    previous: Ended,
    filling: Filling,
    entries: u64,
    /// Of all entries and their lengths, to compare with what reads back.
    digest: blake3::Hasher,
}

impl Journal {
    /// Commits all entries that `write` puts, or nothing of them. For imports of more than 1 MB.
    ///
    /// They are written to `.part` files in compressed blocks, read back, synced; naming the first file is the commit.
    /// An error, from `write` or from here, leaves the journal as it was.
    pub fn append_large<E: From<JournalError>>(
        &mut self,
        write: impl FnOnce(&mut dyn FnMut(&[u8]) -> Result<(), JournalError>) -> Result<(), E>,
    ) -> Result<Large, E> {
        let previous = self.ended();
        let (parts, filling) = (Vec::new(), Filling::default());
        let mut import = Import { journal: self, parts, previous, filling, entries: 0, digest: blake3::Hasher::new() };
        let done = write(&mut |entry| import.put(entry)).and_then(|()| Ok(import.commit()?));
        if done.is_err() {
            import.abandon();
        }
        done
    }
}

pub(super) fn note(digest: &mut blake3::Hasher, entry: &[u8]) {
    digest.update(&(entry.len() as u64).to_le_bytes()).update(entry);
}

/// Whether the entries of files just written are those that went in.
pub(super) fn reads_back(parts: Reader, written: &blake3::Hasher) -> Result<(), JournalError> {
    let mut digest = blake3::Hasher::new();
    for entry in Entries::all(parts) {
        note(&mut digest, &entry.map_err(|_| JournalError::NotAsWritten)?.1);
    }
    if digest.finalize() == written.finalize() { Ok(()) } else { Err(JournalError::NotAsWritten) }
}

impl Import<'_> {
    fn put(&mut self, entry: &[u8]) -> Result<(), JournalError> {
        note(&mut self.digest, entry);
        self.entries += 1;
        self.filling.push(entry)?;
        if self.filling.is_full() { self.write_block() } else { Ok(()) }
    }

    fn write_block(&mut self) -> Result<(), JournalError> {
        let plaintext = self.filling.take()?;
        let room = self.parts.last().map_or(0, |part| self.journal.file_limit().saturating_sub(part.end()));
        if plaintext.len() + OVERHEAD_BYTES > room as usize {
            self.start_part()?;
        }
        let Some(part) = self.parts.last_mut() else { return Err(JournalError::Full) };
        part.write_block(&plaintext, self.journal)
    }

    fn start_part(&mut self) -> Result<(), JournalError> {
        let id = self.journal.take_number()?;
        self.parts.push(Part::start(self.journal, id)?);
        Ok(())
    }

    fn commit(&mut self) -> Result<Large, JournalError> {
        if !self.filling.is_empty() {
            self.write_block()?;
        }
        let infos = self.write_headers()?;
        let (Some(first), Some(last)) = (infos.first(), infos.last()) else {
            let here = self.journal.end();
            return Ok(Large { from: here, to: here, entries: 0 });
        };
        let from = Position { file: first.id.number, offset: FIRST_FRAME, index: 0 };
        let to = Position { file: last.id.number, offset: last.end, index: 0 };
        self.compare(&infos)?;
        // the first file last: it is the one that counts
        self.parts.iter().rev().try_for_each(|part| part.name(self.journal))?;
        self.journal.adopt(infos);
        Ok(Large { from, to, entries: self.entries })
    }

    fn write_headers(&mut self) -> Result<Vec<FileInfo>, JournalError> {
        let head = self.parts.first().map_or(0, |part| part.id.number);
        let mut previous = self.previous;
        let mut infos = Vec::new();
        for part in &mut self.parts {
            infos.push(part.finish(head, previous, self.journal)?);
            previous = part.ended();
        }
        Ok(infos)
    }

    /// Reads all back before it counts.
    fn compare(&self, infos: &[FileInfo]) -> Result<(), JournalError> {
        reads_back(self.journal.reader_of_parts(infos), &self.digest)
    }

    /// Whatever cannot be removed now is a leftover for the next open, or, if its first file was named, an import that
    /// is there after all: harmless, since an import may be repeated.
    fn abandon(&self) {
        self.parts.iter().for_each(|part| part.abandon(self.journal));
    }
}
