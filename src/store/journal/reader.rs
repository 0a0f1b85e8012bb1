//! Reading: one entry by its location, or all of them, streaming.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::super::disk::{Disk, DiskFile, with_suffix};
use super::super::kept::Kept;
use super::file::{FIRST_FRAME, FileId, FileKind};
use super::frame::{FrameSeal, PREFIX_BYTES, Place, Prefix};
use super::index::{FileInfo, State};
use super::large::Block;
use super::walk::Walker;
use super::{Bookmark, Damage, Entries, JournalError, Location, Position, Seam};

/// Bytes of blocks of large imports that are kept decoded.
const BLOCK_BYTES_KEPT: usize = 2 << 20;
/// Files that are kept open.
const FILES_KEPT: usize = 32;

/// What the journal holds at one moment; cheap to clone, can go to another thread, and stays as it was when taken.
#[derive(Debug, Clone)]
pub struct Reader {
    pub(super) disk: Disk,
    pub(super) folder: PathBuf,
    pub(super) seal: FrameSeal,
    pub(super) files: BTreeMap<u32, FileInfo>,
    /// After the names of files: those of an import that is not yet committed.
    pub(super) suffix: &'static str,
    opened: Arc<Mutex<Opened>>,
}

#[derive(Debug)]
struct Opened {
    files: Kept<FileId, Arc<DiskFile>>,
    blocks: Kept<(FileId, u32), Arc<Block>>,
}

impl Default for Opened {
    fn default() -> Self {
        Self { files: Kept::at_most(FILES_KEPT), blocks: Kept::at_most(BLOCK_BYTES_KEPT) }
    }
}

/// What [`Reader::verify`] found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Verification {
    pub entries: u64,
    /// All stretches that cannot be read, those that are known already included.
    pub damages: Vec<Damage>,
    /// Files that are not there.
    pub missing: Vec<u32>,
}

impl Verification {
    pub fn is_whole(&self) -> bool {
        self.damages.is_empty() && self.missing.is_empty()
    }
}

impl Reader {
    pub(super) fn new(disk: Disk, folder: &Path, seal: FrameSeal, files: BTreeMap<u32, FileInfo>) -> Self {
        Self { disk, folder: folder.to_owned(), seal, files, suffix: "", opened: Arc::default() }
    }

    /// The same reader over other files, sharing nothing that is kept.
    pub(super) fn over(&self, files: BTreeMap<u32, FileInfo>, suffix: &'static str) -> Self {
        Self { files, suffix, opened: Arc::default(), ..self.clone() }
    }

    fn opened(&self) -> MutexGuard<'_, Opened> {
        // what is kept is whole at every moment
        self.opened.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// After the last entry.
    pub fn end(&self) -> Position {
        self.files.values().next_back().map_or(Position::START, |file| Position {
            file: file.id.number,
            offset: file.end,
            index: 0,
        })
    }

    /// After the last entry, to be known again.
    pub fn bookmark(&self) -> Bookmark {
        let position = self.end();
        Bookmark { position, seam: self.seam_at(position) }
    }

    /// Whether this journal begins with what was read to there, as far as can be told without reading it again.
    pub fn holds(&self, bookmark: &Bookmark) -> bool {
        let same = match (bookmark.seam, self.seam_at(bookmark.position)) {
            (Some(then), Some(now)) => then == now,
            _ => true,
        };
        bookmark.position <= self.end() && same
    }

    /// `None` where there is nothing to read: what is missing or cut is told when the journal opens.
    fn seam_at(&self, position: Position) -> Option<Seam> {
        let info = self.files.get(&position.file).filter(|info| info.is_readable())?;
        let mut seam = Seam::default();
        let from = position.offset.checked_sub(u32::try_from(seam.len()).ok()?)?;
        self.file(info.id).ok()?.read_at(from.into(), &mut seam).ok()?;
        Some(seam)
    }

    /// Bytes of the journal's files, as far as they are valid.
    pub fn bytes(&self) -> u64 {
        self.files.values().map(|file| u64::from(file.end)).sum()
    }

    /// The same, before a position.
    pub fn bytes_before(&self, position: Position) -> u64 {
        let before = self.files.range(..position.file).map(|(_, file)| u64::from(file.end));
        before.sum::<u64>() + u64::from(position.offset)
    }

    /// The entry at `location`.
    pub fn read(&self, location: Location) -> Result<Vec<u8>, JournalError> {
        let no_entry = || JournalError::NoEntry(location);
        let info = self.files.get(&location.file).filter(|info| info.is_readable()).ok_or_else(no_entry)?;
        match info.kind {
            FileKind::Entries if location.index > 0 => Err(no_entry()),
            FileKind::Entries => self.frame(info, location.offset).map_err(|error| at(error, location)),
            FileKind::Blocks => {
                let block = self.block(info, location.offset).map_err(|error| at(error, location))?;
                block.entry(location.index.into()).map(<[u8]>::to_vec).ok_or_else(no_entry)
            }
        }
    }

    /// All entries from `position` on (from the first if none), in order. Damage that is not known yet comes as an
    /// error in its place, and what follows it after; known damage is passed over.
    pub fn iter_from(&self, position: Option<Position>) -> Entries {
        Entries::from(self.clone(), position.unwrap_or(Position::START))
    }

    /// Reads every frame. `progress` is told the bytes done and the bytes to do.
    pub fn verify(&self, mut progress: impl FnMut(u64, u64)) -> Result<Verification, JournalError> {
        let mut found = Verification::default();
        let (mut before, total) = (0, self.bytes());
        for info in self.files.values() {
            match info.state {
                State::Missing => found.missing.push(info.id.number),
                State::Unreadable => found.damages.extend(lost(info)),
                State::Open | State::Closed => {
                    self.verify_file(info, &mut found, |done| progress(before + done, total))?
                }
            }
            before += u64::from(info.end);
            progress(before, total);
        }
        Ok(found)
    }

    fn verify_file(
        &self,
        info: &FileInfo,
        found: &mut Verification,
        mut progress: impl FnMut(u64),
    ) -> Result<(), JournalError> {
        // damage of the header is met by opening only
        found.damages.extend(lost(info).filter(|damage| damage.from < FIRST_FRAME));
        for entry in Entries::of_file(self.clone(), info.id.number) {
            match entry {
                Ok((location, _)) => {
                    found.entries += 1;
                    progress(location.offset.into());
                }
                Err(JournalError::Damaged(damage)) => found.damages.push(damage),
                Err(other) => return Err(other),
            }
        }
        Ok(())
    }

    pub(super) fn path(&self, id: FileId) -> PathBuf {
        with_suffix(&self.folder.join(id.name()), self.suffix)
    }

    pub(super) fn file(&self, id: FileId) -> Result<Arc<DiskFile>, JournalError> {
        let mut opened = self.opened();
        if let Some(file) = opened.files.get(&id) {
            return Ok(file);
        }
        let file = Arc::new(self.disk.open_to_read(&self.path(id))?);
        opened.files.put(id, 1, file.clone());
        Ok(file)
    }

    pub(super) fn walker(&self, info: &FileInfo, offset: u32) -> Result<Walker, JournalError> {
        let file = self.file(info.id)?;
        let len = u32::try_from(file.len_now()?).unwrap_or(u32::MAX);
        let (offset, number) = if offset <= FIRST_FRAME { (FIRST_FRAME, Some(1)) } else { (offset, None) };
        Ok(Walker::new(self.seal.clone(), info.id, file, offset, number, info.end.min(len)))
    }

    /// The plaintext of the frame at `offset`: the error is [`JournalError::Damaged`] if it does not open.
    fn frame(&self, info: &FileInfo, offset: u32) -> Result<Vec<u8>, JournalError> {
        let left = info.end.saturating_sub(offset);
        let damaged = |to| JournalError::Damaged(Damage { file: info.id.number, from: offset, to });
        if offset < FIRST_FRAME || (left as usize) < PREFIX_BYTES {
            return Err(damaged(offset));
        }
        let file = self.file(info.id)?;
        let mut prefix = [0; PREFIX_BYTES];
        file.read_at(offset.into(), &mut prefix)?;
        let prefix =
            Prefix::parse(&prefix).filter(|prefix| prefix.frame_bytes() <= left).ok_or_else(|| damaged(info.end))?;
        let mut sealed = vec![0; prefix.length as usize];
        file.read_at(u64::from(offset) + PREFIX_BYTES as u64, &mut sealed)?;
        let place = Place { file: info.id, offset, number: prefix.number };
        self.seal.open(place, &sealed).ok_or_else(|| damaged(offset.saturating_add(prefix.frame_bytes())))
    }

    fn block(&self, info: &FileInfo, offset: u32) -> Result<Arc<Block>, JournalError> {
        if let Some(block) = self.opened().blocks.get(&(info.id, offset)) {
            return Ok(block);
        }
        let plaintext = self.frame(info, offset)?;
        let damage = Damage { file: info.id.number, from: offset, to: offset.saturating_add(1) };
        let block = Arc::new(Block::decode(&plaintext).ok_or(JournalError::Damaged(damage))?);
        self.opened().blocks.put((info.id, offset), block.weight(), block.clone());
        Ok(block)
    }
}

/// Reading past the end of a file that was cut is damage too; where no frame can be is no entry.
fn at(error: JournalError, location: Location) -> JournalError {
    match error {
        JournalError::Damaged(damage) if damage.from >= damage.to => JournalError::NoEntry(location),
        JournalError::Disk(error) if error.source.kind() == std::io::ErrorKind::UnexpectedEof => {
            let from = location.offset;
            JournalError::Damaged(Damage { file: location.file, from, to: from.saturating_add(1) })
        }
        other => other,
    }
}

fn lost(info: &FileInfo) -> impl Iterator<Item = Damage> + '_ {
    info.lost.iter().map(|(from, to)| Damage { file: info.id.number, from: *from, to: *to })
}
