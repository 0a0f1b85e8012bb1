//! Writing: an edit is saved when its frame is synced.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::super::disk::{Disk, DiskError, DiskFile};
use super::super::{Random, seal::SEAL_BYTES};
use super::file::{Ended, FIRST_FRAME, FileHeader, FileId, FileKind};
use super::frame::{FrameSeal, OVERHEAD_BYTES, Place};
use super::index::{FileInfo, Index, NAME, State};
use super::large::PART_SUFFIX;
use super::reader::{Reader, Verification};
use super::{Damage, Entries, FILE_LIMIT, JournalError, Location, MAX_ENTRY_BYTES, Position};

/// After this many bytes the index is told how far the journal is known to be whole: open reads the rest again.
const CHECKPOINT_BYTES: u64 = 4 << 20;

/// The journal of one store, open to be written; [`StoreLock`](crate::store::StoreLock) sees to it that it is the only
/// one.
#[derive(Debug)]
pub struct Journal {
    reader: Reader,
    random: Random,
    /// The file that grows, if there is one; the last of the reader's files then.
    active: Option<DiskFile>,
    /// The last number that was given to a file.
    last_number: u32,
    file_limit: u32,
    /// Bytes written since the index was.
    unindexed: u64,
}

impl Journal {
    /// A new, empty journal in `folder`, which is made if need be.
    pub fn create(
        disk: Disk,
        folder: &Path,
        data_key: &[u8; 32],
        store_id: [u8; 16],
        random: Random,
    ) -> Result<Self, JournalError> {
        let seal = FrameSeal::new(data_key, store_id);
        disk.create_folder(folder)?;
        if disk.list(folder)?.iter().any(|name| name == NAME || FileId::parse_name(name).is_some()) {
            return Err(JournalError::Exists(folder.to_owned()));
        }
        let mut journal = Self::of(Reader::new(disk, folder, seal, BTreeMap::new()), random, None);
        journal.write_index()?;
        Ok(journal)
    }

    pub(super) fn of(reader: Reader, random: Random, active: Option<DiskFile>) -> Self {
        let last_number = reader.files.keys().next_back().copied().unwrap_or(0);
        Self { reader, random, active, last_number, file_limit: FILE_LIMIT, unindexed: 0 }
    }

    /// Saves one entry: when this returns, it survives a power cut.
    ///
    /// On an error it is not saved, and nothing that was saved before is touched: the next one goes to a new file, which
    /// voids what the failed write may have left.
    pub fn append(&mut self, entry: &[u8]) -> Result<Location, JournalError> {
        if entry.len() > MAX_ENTRY_BYTES {
            return Err(JournalError::TooLong(entry.len()));
        }
        self.make_room(entry.len() + OVERHEAD_BYTES)?;
        let Some(info) = self.reader.files.values().next_back() else { return Err(JournalError::Full) };
        let (file, offset, number) = (info.id, info.end, info.frames.saturating_add(1));
        let frame = self.reader.seal.frame(Place { file, offset, number }, entry, &mut self.random)?;
        if let Err(error) = self.write(&frame) {
            // at once if it can be, or else before the next entry
            let _ = self.start_file();
            return Err(error.into());
        }
        if let Some(info) = self.reader.files.get_mut(&file.number) {
            info.end = info.end.saturating_add(u32::try_from(frame.len()).unwrap_or(u32::MAX));
            info.frames = number;
        }
        self.unindexed += frame.len() as u64;
        if self.unindexed > CHECKPOINT_BYTES {
            self.update_index();
        }
        Ok(Location { file: file.number, offset, index: 0 })
    }

    /// A file that grows and has room for a frame.
    fn make_room(&mut self, frame_bytes: usize) -> Result<(), JournalError> {
        let room = self.active.as_ref().map_or(0, |file| u64::from(self.file_limit).saturating_sub(file.end()));
        if frame_bytes as u64 > room { self.start_file() } else { Ok(()) }
    }

    fn write(&mut self, frame: &[u8]) -> Result<(), DiskError> {
        let Some(mut file) = self.active.take() else { return Ok(()) };
        file.append(frame)?;
        file.sync()?;
        self.active = Some(file);
        Ok(())
    }

    /// A new file, whose header says where the one before ends. Until it stands under its name, nothing has changed.
    pub(super) fn start_file(&mut self) -> Result<(), JournalError> {
        self.active = None;
        let number = self.last_number.checked_add(1).ok_or(JournalError::Full)?;
        let id = FileId { number, generation: 0 };
        let own = Ended::default();
        let header = FileHeader { kind: FileKind::Entries, head: number, previous: self.ended(), own };
        let bytes = header.to_bytes(id, &self.reader.seal, &mut self.random)?;
        let path = self.path(id);
        self.reader.disk.replace(&path, &bytes)?;
        let file = self.reader.disk.open_to_write(&path)?;
        self.last_number = number;
        self.adopt(vec![FileInfo::of_header(id, &header)]);
        self.active = Some(file);
        Ok(())
    }

    /// Takes new files in, after closing the one that grew.
    pub(super) fn adopt(&mut self, infos: Vec<FileInfo>) {
        self.active = None;
        for info in self.reader.files.values_mut().filter(|info| info.state == State::Open) {
            info.state = State::Closed;
        }
        self.reader.files.extend(infos.into_iter().map(|info| (info.id.number, info)));
        self.update_index();
    }

    /// Remembers a stretch as lost, so that it is passed over from now on; its bytes stay where they are.
    /// The store must take a new incarnation before it writes again.
    pub fn acknowledge(&mut self, damage: Damage) {
        if let Some(info) = self.reader.files.get_mut(&damage.file).filter(|info| !info.knows(damage)) {
            info.lost.push((damage.from, damage.to));
            if info.state == State::Open {
                info.state = State::Closed;
                self.active = None;
            }
            self.update_index();
        }
    }

    /// All files, by number.
    pub(super) fn files(&self) -> impl Iterator<Item = &FileInfo> {
        self.reader.files.values()
    }

    /// What a file says of itself; nothing if that is damaged.
    pub(super) fn header(&self, id: FileId) -> Result<Option<FileHeader>, JournalError> {
        let mut start = [0; FIRST_FRAME as usize];
        self.reader.file(id)?.read_at(0, &mut start)?;
        Ok(FileHeader::parse(&start, id, &self.reader.seal))
    }

    /// A later generation has taken a file's place.
    pub(super) fn replace_info(&mut self, info: FileInfo) {
        let mut files = std::mem::take(&mut self.reader.files);
        files.insert(info.id.number, info);
        // nothing is kept of the former file
        self.reader = self.reader.over(files, self.reader.suffix);
        self.update_index();
    }

    /// Where the last file ends.
    pub(super) fn ended(&self) -> Ended {
        let last = self.reader.files.values().next_back();
        last.map_or(Ended::default(), |info| Ended { file: info.id.number, end: info.end, frames: info.frames })
    }

    /// A number that no file has had.
    pub(super) fn take_number(&mut self) -> Result<FileId, JournalError> {
        self.last_number = self.last_number.checked_add(1).ok_or(JournalError::Full)?;
        Ok(FileId { number: self.last_number, generation: 0 })
    }

    pub(super) fn sealing(&mut self) -> (&FrameSeal, &mut Random) {
        (&self.reader.seal, &mut self.random)
    }

    pub(super) fn path(&self, id: FileId) -> PathBuf {
        self.reader.path(id)
    }

    pub(super) fn disk(&self) -> &Disk {
        &self.reader.disk
    }

    pub(super) fn file_limit(&self) -> u32 {
        self.file_limit
    }

    /// Smaller files, for tests.
    #[cfg(test)]
    pub(super) fn set_file_limit(&mut self, bytes: u32) {
        self.file_limit = bytes;
    }

    pub(super) fn reader_of_parts(&self, infos: &[FileInfo]) -> Reader {
        self.reader.over(infos.iter().map(|info| (info.id.number, info.clone())).collect(), PART_SUFFIX)
    }

    /// The files say themselves what the index says, so that a failure to write it can wait.
    pub(super) fn update_index(&mut self) {
        if self.write_index().is_err() {
            self.unindexed = self.unindexed.max(SEAL_BYTES as u64);
        }
    }

    fn write_index(&mut self) -> Result<(), JournalError> {
        let index = Index { files: self.reader.files.values().cloned().collect() };
        index.write(&self.reader.disk, &self.reader.folder, &self.reader.seal, &mut self.random)?;
        self.unindexed = 0;
        Ok(())
    }

    /// The entry at `location`. See [`Reader::read`].
    pub fn read(&self, location: Location) -> Result<Vec<u8>, JournalError> {
        self.reader.read(location)
    }

    /// All entries from `position` on. See [`Reader::iter_from`].
    pub fn iter_from(&self, position: Option<Position>) -> Entries {
        self.reader.iter_from(position)
    }

    /// After the last entry. A journal that ends before a position that was once its end was rolled back.
    pub fn end(&self) -> Position {
        self.reader.end()
    }

    /// Reads every frame. See [`Reader::verify`].
    pub fn verify(&self, progress: impl FnMut(u64, u64)) -> Result<Verification, JournalError> {
        self.reader.verify(progress)
    }

    /// What the journal holds now, to be read elsewhere.
    pub fn reader(&self) -> Reader {
        self.reader.clone()
    }
}

impl Drop for Journal {
    /// So that the next open need not read the tail again, and sees if it was cut.
    fn drop(&mut self) {
        if self.unindexed > 0 {
            self.update_index();
        }
    }
}
