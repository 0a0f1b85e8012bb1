//! Compaction: a closed file is written anew, in blocks, as its next generation, without what no longer counts.
//!
//! The new file is written beside the old one, synced, read back, renamed: at every moment one of the two counts, and
//! where both stand, opening takes the later. Locations change; who keeps them must take them anew.

use super::append::Journal;
use super::file::{Ended, FileId, FileKind};
use super::index::{FileInfo, State};
use super::large::{Filling, Part, note, reads_back};
use super::{Entries, JournalError, Location};

/// What becomes of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    Keep,
    Replace(Vec<u8>),
    Drop,
}

/// Says what becomes of an entry. It is asked up to twice, and must answer alike.
pub type Judge<'a, E> = &'a dyn Fn(Location, &[u8]) -> Result<Fate, E>;

/// Which files are looked at, beside the closed ones that are whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Reach {
    /// The file that grows too: it is closed first.
    pub open: bool,
    /// Files of which a stretch is lost too. What is left of them is kept; the bytes of the stretch, of which a later
    /// recovery might have made something, are not. That something was lost is still remembered.
    pub damaged: bool,
}

/// A file written anew, read back, not yet named.
#[derive(Debug)]
#[must_use]
pub struct Rewritten {
    part: Part,
    info: FileInfo,
    former: FileId,
    /// Damage that was not known was stepped over: the store must take a new incarnation before this counts.
    pub met_damage: bool,
}

impl Journal {
    /// The numbers of the files that compaction may rewrite. Closes the file that grows, if that is asked.
    pub fn compactable(&mut self, reach: Reach) -> Result<Vec<u32>, JournalError> {
        if reach.open && self.files().any(|info| info.state == State::Open && info.frames > 0) {
            self.start_file()?;
        }
        let fits = |info: &&FileInfo| {
            info.state == State::Closed && info.frames > 0 && (reach.damaged || info.lost.is_empty())
        };
        Ok(self.files().filter(fits).map(|info| info.id.number).collect())
    }

    /// Bytes of whole files that were never compacted.
    pub fn grown(&self) -> u64 {
        let grown = |info: &&FileInfo| info.kind == FileKind::Entries && info.is_readable() && info.lost.is_empty();
        self.files().filter(grown).map(|info| u64::from(info.end)).sum()
    }

    /// Writes a file anew beside itself; nothing if that would change nothing, or, unless `reach` says otherwise, if a
    /// stretch of it cannot be read.
    pub fn rewrite<E: From<JournalError>>(
        &mut self,
        number: u32,
        reach: Reach,
        fate: Judge<'_, E>,
    ) -> Result<Option<Rewritten>, E> {
        let Some(info) = self.files().find(|info| info.id.number == number).cloned() else { return Ok(None) };
        if !self.is_worth_it(&info, fate)? {
            return Ok(None);
        }
        let id = FileId { generation: info.id.generation.checked_add(1).ok_or(JournalError::Full)?, ..info.id };
        let mut writing = Writing {
            part: Part::start(self, id)?,
            journal: self,
            filling: Filling::default(),
            digest: blake3::Hasher::new(),
        };
        let done = writing.copy(&info, reach, fate);
        if !matches!(done, Ok(Some(_))) {
            writing.part.abandon(writing.journal);
        }
        let part = writing.part;
        Ok(done?.map(|(fresh, met_damage)| Rewritten { part, info: fresh, former: info.id, met_damage }))
    }

    /// A file of one entry a frame always is: blocks are smaller.
    fn is_worth_it<E: From<JournalError>>(&self, info: &FileInfo, fate: Judge<'_, E>) -> Result<bool, E> {
        if info.kind == FileKind::Entries {
            return Ok(true);
        }
        for entry in Entries::of_file(self.reader(), info.id.number) {
            match entry {
                Ok((location, bytes)) if fate(location, &bytes)? != Fate::Keep => return Ok(true),
                Ok(_) | Err(JournalError::Damaged(_)) => {}
                Err(other) => return Err(other.into()),
            }
        }
        Ok(false)
    }

    /// Names the new file, which counts from then on, and removes the former. On an error the former still counts.
    pub fn swap_in(&mut self, rewritten: Rewritten) -> Result<(), JournalError> {
        if let Err(error) = rewritten.part.name(self) {
            // where it was named all the same and this fails too, both say the same, and the next open takes it
            rewritten.part.abandon(self);
            return Err(error);
        }
        self.replace_info(rewritten.info);
        let former = self.path(rewritten.former);
        // a leftover is removed when the journal opens
        let _ = self.disk().remove_if_there(&former);
        Ok(())
    }
}

/// A file on its way.
struct Writing<'a> {
    journal: &'a mut Journal,
    part: Part,
    filling: Filling,
    /// Of all entries and their lengths, to compare with what reads back.
    digest: blake3::Hasher,
}

impl Writing<'_> {
    /// What is said of the new file, and whether unknown damage was stepped over; nothing if damage stands in the way.
    fn copy<E: From<JournalError>>(
        &mut self,
        info: &FileInfo,
        reach: Reach,
        fate: Judge<'_, E>,
    ) -> Result<Option<(FileInfo, bool)>, E> {
        let (mut lost, mut met_damage) = (!info.lost.is_empty(), false);
        for entry in Entries::of_file(self.journal.reader(), info.id.number) {
            match entry {
                Ok((location, bytes)) => match fate(location, &bytes)? {
                    Fate::Keep => self.put(&bytes)?,
                    Fate::Replace(bytes) => self.put(&bytes)?,
                    Fate::Drop => {}
                },
                Err(JournalError::Damaged(_)) if !reach.damaged => return Ok(None),
                Err(JournalError::Damaged(damage)) => {
                    lost = true;
                    met_damage |= !info.knows(damage);
                }
                Err(other) => return Err(other.into()),
            }
        }
        if !self.filling.is_empty() {
            self.write_block()?;
        }
        let mut fresh = self.finish(info)?;
        if lost {
            fresh.lost = vec![(0, 0)];
        }
        Ok(Some((fresh, met_damage)))
    }

    fn put(&mut self, entry: &[u8]) -> Result<(), JournalError> {
        note(&mut self.digest, entry);
        self.filling.push(entry)?;
        if self.filling.is_full() { self.write_block() } else { Ok(()) }
    }

    fn write_block(&mut self) -> Result<(), JournalError> {
        let plaintext = self.filling.take()?;
        self.part.write_block(&plaintext, self.journal)
    }

    fn finish(&mut self, info: &FileInfo) -> Result<FileInfo, JournalError> {
        let previous = self.previous(info)?;
        // what it was part of was committed: from now on it stands by itself
        let fresh = self.part.finish(info.id.number, previous, self.journal)?;
        reads_back(self.journal.reader_of_parts(std::slice::from_ref(&fresh)), &self.digest)?;
        Ok(fresh)
    }

    /// What the former file says of the one before: where that one ended when it grew, whatever became of it since.
    fn previous(&self, info: &FileInfo) -> Result<Ended, JournalError> {
        if let Some(header) = self.journal.header(info.id)? {
            return Ok(header.previous);
        }
        let before = self.journal.files().take_while(|file| file.id.number < info.id.number).last();
        let ended = |file: &FileInfo| Ended { file: file.id.number, end: file.end, frames: file.frames };
        Ok(before.map_or(Ended::default(), ended))
    }
}
