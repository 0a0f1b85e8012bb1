//! Opening: what the files and the index say is put together, the tail is read, and whatever is wrong is named.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use super::super::Random;
use super::super::disk::{Disk, DiskError, DiskFile};
use super::append::Journal;
use super::file::{FIRST_FRAME, FileHeader, FileId, FileKind};
use super::frame::FrameSeal;
use super::index::{FileInfo, Index, NAME, State};
use super::large::PART_SUFFIX;
use super::reader::Reader;
use super::walk::{Step, Walker};
use super::{Damage, JournalError, Notice};

/// A file in the folder.
struct Found {
    id: FileId,
    len: u32,
    /// None if it does not open.
    header: Option<FileHeader>,
}

/// What is being put together.
struct Opening {
    disk: Disk,
    seal: FrameSeal,
    reader: Reader,
    found: BTreeMap<u32, Found>,
    notices: Vec<Notice>,
}

impl Journal {
    /// Opens the journal in `folder`, with what is to be told. Before the caller writes anything it takes a new
    /// incarnation if [`Notice::needs_new_incarnation`] says so, or if [`Journal::end`] is before the position that its
    /// views have applied.
    pub fn open(
        disk: Disk,
        folder: &Path,
        data_key: &[u8; 32],
        store_id: [u8; 16],
        random: Random,
    ) -> Result<(Self, Vec<Notice>), JournalError> {
        let seal = FrameSeal::new(data_key, store_id);
        let names = disk.list(folder).map_err(|error| missing(error, folder))?;
        let found = find(&disk, folder, &seal, &names)?;
        let index = Index::read(&disk, folder, &seal);
        if index.is_none() && found.values().all(|file| file.header.is_none()) {
            let nothing = found.is_empty() && !names.iter().any(|name| name == NAME);
            return Err(if nothing { JournalError::Missing(folder.to_owned()) } else { JournalError::WrongKey });
        }
        let reader = Reader::new(disk.clone(), folder, seal.clone(), BTreeMap::new());
        let mut opening = Opening { disk, seal, reader, found, notices: Vec::new() };
        opening.remove_leftovers(&names, index.as_ref());
        opening.run(index, random)
    }
}

fn missing(error: DiskError, folder: &Path) -> JournalError {
    if error.is_missing() { JournalError::Missing(folder.to_owned()) } else { error.into() }
}

/// The files that stand in the folder, of each number the latest generation whose header opens.
fn find(disk: &Disk, folder: &Path, seal: &FrameSeal, names: &[String]) -> Result<BTreeMap<u32, Found>, JournalError> {
    let mut found: BTreeMap<u32, Found> = BTreeMap::new();
    for id in names.iter().filter_map(|name| FileId::parse_name(name)) {
        let file = disk.open_to_read(&folder.join(id.name()))?;
        let mut start = [0; FIRST_FRAME as usize];
        let read = file.read_at(0, &mut start).is_ok();
        let header = read.then(|| FileHeader::parse(&start, id, seal)).flatten();
        let rank = (header.is_some(), id);
        if found.get(&id.number).is_none_or(|other| (other.header.is_some(), other.id) < rank) {
            found.insert(id.number, Found { id, len: u32::try_from(file.end()).unwrap_or(u32::MAX), header });
        }
    }
    Ok(found)
}

impl Opening {
    fn run(mut self, index: Option<Index>, random: Random) -> Result<(Journal, Vec<Notice>), JournalError> {
        if index.is_none() {
            self.notices.push(Notice::IndexRebuilt);
        }
        let index = index.unwrap_or_default();
        let known: BTreeMap<u32, FileInfo> = index.files.iter().map(|info| (info.id.number, info.clone())).collect();
        let mut infos = self.infos(&known);
        self.close_by_headers(&mut infos);
        let last = infos.keys().next_back().copied();
        for info in infos.values_mut().filter(|info| info.is_readable()) {
            self.look_at_end(info, Some(info.id.number) == last)?;
        }
        let open = infos.values().find(|info| info.state == State::Open).map(|info| info.id);
        let active = open.map(|id| self.disk.open_to_write(&self.reader.path(id))).transpose()?;
        self.reader.files = infos;
        let changed = index.files.iter().ne(self.reader.files.values()) || !self.notices.is_empty();
        let mut journal = Journal::of(self.reader, random, active);
        if changed {
            journal.update_index();
        }
        Ok((journal, self.notices))
    }

    /// Files that never counted. That one cannot be removed harms nobody: it is met again at the next open.
    fn remove_leftovers(&mut self, names: &[String], index: Option<&Index>) {
        let listed = |number| index.is_some_and(|index| index.files.iter().any(|info| info.id.number == number));
        let parts = names.iter().filter(|name| name.ends_with(PART_SUFFIX)).cloned();
        // the first file of an import is named last: without it the import was not committed
        let orphans = self.found.values().filter(|file| {
            let head = file.header.map_or(file.id.number, |header| header.head);
            !self.found.contains_key(&head) && !listed(file.id.number) && !listed(head)
        });
        let orphans: Vec<FileId> = orphans.map(|file| file.id).collect();
        self.found.retain(|_, file| !orphans.contains(&file.id));
        // a compacted file has taken the place of the one with a lower generation
        let former = names
            .iter()
            .filter_map(|name| FileId::parse_name(name))
            .filter(|id| self.found.get(&id.number).is_some_and(|file| file.id > *id && file.header.is_some()));
        let ids = orphans.iter().copied().chain(former).map(FileId::name);
        for name in parts.chain(ids).collect::<Vec<_>>() {
            let _ = self.disk.remove_if_there(&self.reader.folder.join(name));
        }
    }

    /// One entry for every file that there is, or was.
    fn infos(&mut self, known: &BTreeMap<u32, FileInfo>) -> BTreeMap<u32, FileInfo> {
        let mut infos = BTreeMap::new();
        for (number, file) in &self.found {
            let info = match (file.header, known.get(number)) {
                (Some(header), known) => of_header(file.id, &header, known),
                (None, Some(known)) if known.is_readable() => without_header(known, &mut self.notices),
                (None, Some(known)) if known.state == State::Unreadable => known.clone(),
                (None, _) => {
                    self.notices.push(Notice::Unreadable { file: *number });
                    FileInfo::unreadable(file.id, file.len)
                }
            };
            infos.insert(*number, info);
        }
        let before = self.found.values().filter_map(|file| file.header).map(|header| header.previous.file);
        for number in known.keys().copied().chain(before.filter(|number| *number > 0)) {
            infos.entry(number).or_insert_with(|| missing_file(number, known.get(&number), &mut self.notices));
        }
        infos
    }

    /// A file's end is stated by the header of the next one; what follows it is void. A file written whole before it was
    /// named says it itself: it may be a later generation than the next one knew.
    fn close_by_headers(&self, infos: &mut BTreeMap<u32, FileInfo>) {
        for header in self.found.values().filter_map(|file| file.header) {
            let previous = header.previous;
            let grew = |info: &&mut FileInfo| info.is_readable() && info.kind == FileKind::Entries;
            if let Some(info) = infos.get_mut(&previous.file).filter(grew) {
                (info.end, info.frames, info.state) = (previous.end, previous.frames, State::Closed);
            }
        }
    }

    fn look_at_end(&mut self, info: &mut FileInfo, last: bool) -> Result<(), JournalError> {
        let len = self.found.get(&info.id.number).map_or(0, |file| file.len);
        let whole_header = self.found.get(&info.id.number).is_some_and(|file| file.header.is_some());
        if len < info.end {
            let damage = Damage { file: info.id.number, from: len, to: info.end };
            if !info.knows(damage) {
                info.lost.push((damage.from, damage.to));
                self.notices.push(Notice::Cut(damage));
            }
            info.state = State::Closed;
        } else if info.state == State::Open {
            let whole = self.read_tail(info, len, last)?;
            if !(whole && last && whole_header && info.lost.is_empty()) {
                info.state = State::Closed;
            }
        }
        Ok(())
    }

    /// Reads what follows the checkpoint; whether the file can go on growing.
    fn read_tail(&mut self, info: &mut FileInfo, len: u32, last: bool) -> Result<bool, JournalError> {
        let file: Arc<DiskFile> = self.reader.file(info.id)?;
        let number = Some(info.frames.saturating_add(1));
        let mut walker = Walker::new(self.seal.clone(), info.id, file, info.end.max(FIRST_FRAME), number, len);
        let mut whole = true;
        loop {
            match walker.step()? {
                Step::End => return Ok(whole),
                Step::Frame { .. } => {
                    let (end, number) = walker.reached();
                    info.end = end;
                    info.frames = number.map_or(info.frames, |number| number.saturating_sub(1));
                }
                Step::Torn { from } if whole => return Ok(self.cut_torn(info, from, len, last)),
                Step::Torn { from } => self.damaged(info, from, len),
                Step::Damage { from, to } => {
                    whole = false;
                    self.damaged(info, from, to);
                }
            }
        }
    }

    fn damaged(&mut self, info: &mut FileInfo, from: u32, to: u32) {
        let damage = Damage { file: info.id.number, from, to };
        info.end = to;
        info.lost.push((from, to));
        self.notices.push(Notice::Damaged(damage));
    }

    /// Cuts what a write that was never reported as saved has left. If it cannot be cut, a new file voids it.
    fn cut_torn(&mut self, info: &FileInfo, from: u32, len: u32, last: bool) -> bool {
        self.notices.push(Notice::TornTail { file: info.id.number, bytes: len.saturating_sub(from) });
        let cut = || self.disk.open_to_write(&self.reader.path(info.id)).and_then(|mut file| file.cut(from.into()));
        last && cut().is_ok()
    }
}

/// What a file says of itself, and what the index knows besides.
fn of_header(id: FileId, header: &FileHeader, known: Option<&FileInfo>) -> FileInfo {
    let mut info = FileInfo::of_header(id, header);
    if header.kind == FileKind::Blocks {
        (info.end, info.frames, info.state) = (header.own.end, header.own.frames, State::Closed);
    }
    match known {
        Some(known) if known.id == id && known.is_readable() => {
            FileInfo { lost: known.lost.clone(), end: known.end, frames: known.frames, state: known.state, ..info }
        }
        // compacted, and the index was not told any more
        Some(known) if known.id < id => FileInfo { lost: known.lost_before_compaction(), ..info },
        _ => info,
    }
}

/// The header is damaged, but the index knows the file: what is in it is read all the same.
fn without_header(known: &FileInfo, notices: &mut Vec<Notice>) -> FileInfo {
    let damage = Damage { file: known.id.number, from: 0, to: FIRST_FRAME };
    let mut info = known.clone();
    if !info.knows(damage) {
        info.lost.push((damage.from, damage.to));
        notices.push(Notice::Damaged(damage));
    }
    info
}

fn missing_file(number: u32, known: Option<&FileInfo>, notices: &mut Vec<Notice>) -> FileInfo {
    let nameless = || FileInfo::unreadable(FileId { number, generation: 0 }, 0);
    let info = known.cloned().unwrap_or_else(nameless);
    if info.state != State::Missing {
        notices.push(Notice::Missing { file: number });
    }
    FileInfo { state: State::Missing, ..info }
}
