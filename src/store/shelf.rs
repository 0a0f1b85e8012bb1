//! Where the views stand on the disk: opened, held against the journal, moved aside and made anew.

use std::cell::RefCell;
use std::ops::ControlFlow;
use std::sync::Arc;

use super::journal::{self, Damage, Journal, JournalError, Location, Position, Reader};
use super::kept::Kept;
use super::kv::{Kv, MemoryKv, SledKv};
use super::recovery::ViewFolders;
use super::vault::Contents;
use super::views::{Frames, ViewError, Views};
use super::{Disk, Entry, Notice, Random, StoreError};
use crate::log::{Body, Op, decode};

/// How far views are that are brought up to the journal: bytes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Replayed {
    pub done: u64,
    pub total: u64,
}

/// Told from time to time, and may stop it: nothing is lost, and the next opening begins it anew.
pub type OnReplay<'a> = &'a dyn Fn(Replayed) -> ControlFlow<()>;

/// For what is not stopped half way.
pub(super) fn unstopped(_: Replayed) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

/// Frames applied between two reports of progress: one of a large import has hundreds of edits.
const REPORT_EVERY: u64 = 64;

/// Reads ops of the journal again, and keeps the frames of the last ones decoded.
pub(super) struct FrameReader {
    reader: Reader,
    kept: RefCell<Kept<Location, Arc<Vec<Entry>>>>,
}

/// Bytes that decoded frames take at most: the journal of a team's first years, or several blocks of a large import.
const KEPT_BYTES: usize = 4 << 20;

impl FrameReader {
    pub fn new(reader: Reader) -> Self {
        Self { reader, kept: RefCell::new(Kept::at_most(KEPT_BYTES)) }
    }

    /// The journal has grown.
    pub fn renew(&mut self, reader: Reader) {
        self.reader = reader;
    }
}

impl Frames for FrameReader {
    fn frame(&self, at: Location) -> Result<Arc<Vec<Entry>>, ViewError> {
        if let Some(frame) = self.kept.borrow_mut().get(&at) {
            return Ok(frame);
        }
        let mut entries: Vec<Entry> = decode(&self.reader.read(at)?)?;
        // Receipts that came with them are many times as long, and the views have them.
        entries.retain(|entry| matches!(entry, Entry::Ops(_) | Entry::Action { .. } | Entry::Undoes(_)));
        entries.shrink_to_fit();
        let frame = Arc::new(entries);
        self.kept.borrow_mut().put(at, weight(&frame), Arc::clone(&frame));
        Ok(frame)
    }
}

/// Bytes that ops take in memory, about.
fn weight(entries: &[Entry]) -> usize {
    let of_op =
        |op: &Op| size_of::<Op>() + if let Body::Payload(bytes) = &op.body { bytes.len() + ALLOCATION } else { 0 };
    let of_entry = |entry: &Entry| {
        let ops = if let Entry::Ops(segment) = entry { segment.ops.iter().map(of_op).sum() } else { 0 };
        size_of::<Entry>() + ALLOCATION + ops
    };
    KEY + entries.iter().map(of_entry).sum::<usize>()
}

/// What the allocator adds to a piece of memory, and the cache to a frame, about.
const ALLOCATION: usize = 16;
const KEY: usize = 128;

/// A frame as the journal gives it. Damage was named when the journal opened; what follows it still counts.
pub(super) fn read_frame(
    frame: Result<(Location, Vec<u8>), JournalError>,
) -> Result<(Location, Vec<Entry>), ViewError> {
    let (location, bytes) = frame?;
    // It was sealed here, whole: what cannot be read in it was not damaged on the way.
    Ok((location, decode(&bytes).map_err(|_| ViewError::LaterProgram)?))
}

/// Applies what the journal has and the views have not. Damage that was met on the way is stepped over and answered.
pub(super) fn apply_all(
    views: &mut Views,
    journal: &Journal,
    frames: &FrameReader,
    progress: OnReplay<'_>,
) -> Result<Vec<Damage>, StoreError> {
    let reader = journal.reader();
    let from = views.position();
    if from == Some(reader.end()) {
        return Ok(Vec::new());
    }
    let before = from.map_or(0, |from| reader.bytes_before(from));
    let total = reader.bytes().saturating_sub(before);
    let damages = RefCell::new(Vec::new());
    let mut frames_done: u64 = 0;
    let mut told = |frame: (Location, Vec<Entry>)| {
        frames_done += 1;
        let done = || reader.bytes_before(Position::after(frame.0)).saturating_sub(before);
        if frames_done.is_multiple_of(REPORT_EVERY) && progress(Replayed { done: done(), total }).is_break() {
            return Err(ViewError::Stopped);
        }
        Ok(frame)
    };
    let read = reader.iter_from(from).filter(|frame| noted(frame, &damages)).map(read_frame);
    let counted = read.map(|frame| frame.and_then(&mut told));
    views.apply(counted, || reader.bookmark(), frames)?;
    Ok(damages.into_inner())
}

/// Whether a frame can be applied; damage is noted instead.
fn noted(frame: &Result<(Location, Vec<u8>), JournalError>, damages: &RefCell<Vec<Damage>>) -> bool {
    match frame {
        Err(JournalError::Damaged(damage)) => {
            damages.borrow_mut().push(*damage);
            false
        }
        _ => true,
    }
}

/// Where the views are kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ViewsIn {
    /// In the store's folder, by sled.
    #[default]
    Folder,
    /// In memory, made anew from the journal at each open. For simulations: a long journal opens slowly, and one that
    /// was rolled back is not noticed, since nothing remembers how far it went.
    Memory,
}

/// The folder of the views, and how to fill it.
pub(super) struct Shelf {
    pub folders: ViewFolders,
    pub views_in: ViewsIn,
    pub disk: Disk,
    pub random: Random,
}

impl Shelf {
    /// The views, brought up to the journal; made anew if they cannot be trusted.
    pub fn open(
        &self,
        keys: &Contents,
        journal: &Journal,
        frames: &FrameReader,
        notices: &mut Vec<Notice>,
        progress: OnReplay<'_>,
    ) -> Result<Views, StoreError> {
        self.folders.tidy()?;
        if self.views_in == ViewsIn::Memory {
            return self.open_current(keys, journal, frames, notices, progress);
        }
        let missing = !self.folders.current().is_dir() && journal.reader().iter_from(None).next().is_some();
        let met = notices.len();
        let error = match self.open_current(keys, journal, frames, notices, progress) {
            Ok(views) => {
                notices.extend(missing.then_some(Notice::ViewsRebuilt { reason: None }));
                return Ok(views);
            }
            // To be rebuilt by who can read the journal.
            Err(error @ StoreError::Views(ViewError::LaterProgram | ViewError::Stopped)) => return Err(error),
            Err(error) => error,
        };
        notices.push(Notice::ViewsRebuilt { reason: Some(error.to_string()) });
        let views = self.rebuild(keys, journal, frames, notices, progress)?;
        // Damage is its own reason why the journal is not what it was.
        let damaged = notices.iter().skip(met).any(Notice::needs_new_incarnation);
        if matches!(error, StoreError::Views(ViewError::RolledBack)) && !damaged {
            notices.push(Notice::RolledBack);
        }
        Ok(views)
    }

    fn open_current(
        &self,
        keys: &Contents,
        journal: &Journal,
        frames: &FrameReader,
        notices: &mut Vec<Notice>,
        progress: OnReplay<'_>,
    ) -> Result<Views, StoreError> {
        let mut views = self.open_folder(self.folders.current(), keys)?;
        if notices.iter().any(Notice::needs_new_incarnation) && views.applied().is_some() {
            return Err(ViewError::Disagree("the journal has lost what they may hold").into());
        }
        if views.applied().is_some_and(|applied| !journal.reader().holds(applied)) {
            return Err(ViewError::RolledBack.into());
        }
        let damages = apply_all(&mut views, journal, frames, progress)?;
        notices.extend(damages.into_iter().map(|damage| Notice::Journal(journal::Notice::Damaged(damage))));
        Ok(views)
    }

    fn open_folder(&self, folder: &std::path::Path, keys: &Contents) -> Result<Views, StoreError> {
        let sled = || SledKv::open(self.disk.clone(), folder, &keys.data_key, keys.store_id, self.random.clone());
        let kv: Arc<dyn Kv> = match self.views_in {
            ViewsIn::Folder => Arc::new(sled().map_err(ViewError::from)?),
            ViewsIn::Memory => Arc::new(MemoryKv::new()),
        };
        Ok(Views::open(kv)?)
    }

    /// Made anew in a folder beside, flushed, then put in place. Those that stand there stay until then: stopped half way,
    /// the next opening meets what this one did.
    fn rebuild(
        &self,
        keys: &Contents,
        journal: &Journal,
        frames: &FrameReader,
        notices: &mut Vec<Notice>,
        progress: OnReplay<'_>,
    ) -> Result<Views, StoreError> {
        let building = self.folders.start_building()?;
        {
            let mut views = self.open_folder(&building, keys)?;
            let damages = apply_all(&mut views, journal, frames, progress)?;
            notices.extend(damages.into_iter().map(|damage| Notice::Journal(journal::Notice::Damaged(damage))));
            views.kv().settle().map_err(ViewError::from)?;
        }
        self.folders.swap_in()?;
        self.open_folder(self.folders.current(), keys)
    }

    /// Made anew in the folder beside, to be looked at and then tidied away; those in use stay.
    pub fn build_beside(
        &self,
        keys: &Contents,
        journal: &Journal,
        frames: &FrameReader,
        progress: OnReplay<'_>,
    ) -> Result<Views, StoreError> {
        let mut views = self.open_folder(&self.folders.start_building()?, keys)?;
        apply_all(&mut views, journal, frames, progress)?;
        Ok(views)
    }

    /// The same while the views in use are open: they are closed first. `notices` gets the damage that was met.
    pub fn rebuild_over(
        &self,
        views: &mut Views,
        keys: &Contents,
        journal: &Journal,
        frames: &FrameReader,
        notices: &mut Vec<Notice>,
        progress: OnReplay<'_>,
    ) -> Result<Views, StoreError> {
        *views = Views::open(Arc::new(MemoryKv::new()))?;
        if self.views_in == ViewsIn::Memory {
            return self.open_current(keys, journal, frames, notices, progress);
        }
        self.folders.set_aside()?;
        self.rebuild(keys, journal, frames, notices, progress)
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::super::vault::KdfCost;
    use super::super::{Opening, Store};
    use super::*;
    use crate::log::{Channel, DeviceId, FeedId, Segment, Tip};
    use crate::model::RecordId;

    fn local(value: u8) -> Vec<Entry> {
        vec![Entry::Local { key: "draft".to_owned(), value: Some(vec![value]) }]
    }

    #[test]
    fn a_store_of_a_simulation_keeps_no_views_on_the_disk_and_opens_like_any_other() {
        let folder = tempfile::tempdir().unwrap();
        let opening = |seed| Opening::for_simulation(Random::seeded(seed));
        let contents = Contents::new("SIM", String::new(), &mut Random::seeded(1)).unwrap();
        let mut store = Store::create(folder.path(), opening(2), contents, KdfCost::CHEAP).unwrap();
        store.append(local(7)).unwrap();
        store.rebuild().unwrap();
        store.append(local(8)).unwrap();
        drop(store);
        assert!(!folder.path().join("views").exists());
        let (store, notices) = Store::open(folder.path(), opening(3)).unwrap();
        assert!(notices.is_empty(), "{notices:?}");
        assert_eq!(store.views().local("draft").unwrap(), Some(vec![8]));
        drop(store);
        let (store, notices) = Store::open(folder.path(), Opening::new(None)).unwrap();
        assert!(matches!(notices[..], [Notice::ViewsRebuilt { reason: None }]), "{notices:?}");
        assert_eq!(store.views().local("draft").unwrap(), Some(vec![8]));
    }

    fn opening(seed: u64) -> Opening {
        Opening { random: Random::seeded(seed), disk: Disk::unsynced(), ..Opening::new(None) }
    }

    fn create(folder: &Path) -> Store {
        let contents = Contents::new("SIM", String::new(), &mut Random::seeded(1)).unwrap();
        Store::create(folder, opening(2), contents, KdfCost::CHEAP).unwrap()
    }

    fn copy(from: &Path, to: &Path) {
        let _ = fs::remove_dir_all(to);
        fs::create_dir_all(to).unwrap();
        for entry in fs::read_dir(from).unwrap().map(|entry| entry.unwrap()) {
            let to = to.join(entry.file_name());
            if entry.path().is_dir() {
                copy(&entry.path(), &to);
            } else {
                fs::copy(entry.path(), to).unwrap();
            }
        }
    }

    /// Appends so many frames in a fresh session, and closes.
    fn write(folder: &Path, seed: u64, frames: usize, value: u8) {
        let (mut store, notices) = Store::open(folder, opening(seed)).unwrap();
        assert!(notices.is_empty(), "{notices:?}");
        (0..frames).for_each(|_| drop(store.append(local(value)).unwrap()));
    }

    #[test]
    fn a_journal_of_another_branch_is_not_taken_for_what_was_applied() {
        // As long as what was applied, a little longer, and so much longer that it looks like its continuation.
        for frames in [4, 5, 40] {
            let folders = [(); 3].map(|()| tempfile::tempdir().unwrap());
            let [store, start, branch] = folders.each_ref().map(tempfile::TempDir::path);
            create(store).append(local(1)).unwrap();
            copy(store, start);
            write(store, 3, frames, 2);
            copy(store, branch);
            copy(start, store);
            write(store, 4, 4, 3);
            copy(&branch.join("journal"), &store.join("journal"));
            let (opened, notices) = Store::open(store, opening(5)).unwrap();
            assert!(matches!(notices[..], [Notice::ViewsRebuilt { .. }, Notice::RolledBack]), "{frames}: {notices:?}");
            assert_eq!(opened.views().local("draft").unwrap(), Some(vec![2]), "{frames}");
            drop(opened);
            let (_, notices) = Store::open(store, opening(6)).unwrap();
            assert!(notices.is_empty(), "said once: {notices:?}");
        }
    }

    #[test]
    fn what_the_journal_has_lost_is_in_the_views_no_more() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = create(folder.path());
        store.append(local(1)).unwrap();
        store.append(local(2)).unwrap();
        drop(store);
        let file = folder.path().join("journal/00000001.0.journal");
        let mut bytes = fs::read(&file).unwrap();
        *bytes.last_mut().unwrap() ^= 1;
        fs::write(&file, &bytes).unwrap();
        let (store, notices) = Store::open(folder.path(), opening(3)).unwrap();
        let damaged = |notice: &Notice| matches!(notice, Notice::Journal(journal::Notice::Damaged(_)));
        assert!(notices.iter().any(damaged), "{notices:?}");
        assert!(!notices.iter().any(|notice| matches!(notice, Notice::RolledBack)), "{notices:?}");
        assert_eq!(store.views().local("draft").unwrap(), Some(vec![1]));
        drop(store);
        let (_, notices) = Store::open(folder.path(), opening(4)).unwrap();
        assert!(notices.is_empty(), "said once: {notices:?}");
    }

    #[test]
    fn frames_that_were_read_are_not_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let opening = Opening::for_simulation(Random::seeded(1));
        let contents = Contents::new("SIM", String::new(), &mut Random::seeded(2)).unwrap();
        let mut store = Store::create(folder.path(), opening, contents, KdfCost::CHEAP).unwrap();
        (0..100).for_each(|value| drop(store.append(local(value)).unwrap()));
        let frames = FrameReader::new(store.journal().reader());
        let places: Vec<Location> = store.journal().iter_from(None).map(|entry| entry.unwrap().0).collect();
        assert!(places.len() >= 100, "{}", places.len());
        let read = || places.iter().map(|at| frames.frame(*at).unwrap()).collect::<Vec<_>>();
        let (first, second) = (read(), read());
        assert!(first.iter().zip(&second).all(|(one, other)| Arc::ptr_eq(one, other)));
        // What is no op is not kept with them.
        assert!(first.iter().all(|frame| frame.is_empty()));
    }

    #[test]
    fn what_is_kept_of_frames_has_a_bound() {
        let op = Op { time: 0, record: RecordId::from_bytes([1; 16]), body: Body::Payload(vec![0; 1_000]) };
        let feed = FeedId { device: DeviceId([1; 16]), incarnation: 1, channel: Channel::Common };
        let frame = |ops| vec![Entry::Ops(Segment { feed, follows: Tip::START, ops: vec![op.clone(); ops] })];
        let (one, many) = (weight(&frame(1)), weight(&frame(1_000)));
        assert!((1_000..2_000).contains(&one), "{one}");
        assert!((1_000_000..1_200_000).contains(&many), "{many}");
    }

    #[test]
    fn a_replay_beside_the_views_in_use_says_the_same_and_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let opening = Opening { random: Random::seeded(2), ..Opening::new(None) };
        let contents = Contents::new("SIM", String::new(), &mut Random::seeded(1)).unwrap();
        let mut store = Store::create(folder.path(), opening, contents, KdfCost::CHEAP).unwrap();
        store.append(local(7)).unwrap();
        let building = folder.path().join("views.building");
        for (most, on_the_disk) in [(0, true), (u64::MAX, false)] {
            let look = |views: &Views| {
                assert_eq!(building.is_dir(), on_the_disk);
                views.local("draft").unwrap()
            };
            assert_eq!(store.look_at_replay_within(most, look).unwrap(), Some(vec![7]));
            assert!(!building.exists());
        }
        store.append(local(8)).unwrap();
        assert_eq!(store.views().local("draft").unwrap(), Some(vec![8]), "those in use were left alone");
    }

    #[test]
    fn a_rebuild_that_is_stopped_loses_nothing_and_the_next_opening_makes_it() {
        let folder = tempfile::tempdir().unwrap();
        let opening = |seed| Opening { disk: Disk::unsynced(), random: Random::seeded(seed), ..Opening::new(None) };
        let contents = Contents::new("SIM", String::new(), &mut Random::seeded(1)).unwrap();
        let mut store = Store::create(folder.path(), opening(2), contents, KdfCost::CHEAP).unwrap();
        (0..=200).for_each(|value| drop(store.append(local(value)).unwrap()));
        drop(store);
        let views = folder.path().join("views");
        for missing in [true, false] {
            if missing {
                std::fs::remove_dir_all(&views).unwrap();
            } else {
                std::fs::write(views.join("db"), b"not what it was").unwrap();
            }
            let told = RefCell::new(Vec::new());
            let stop_at = |most: usize| {
                let told = &told;
                move |at: Replayed| {
                    told.borrow_mut().push(at);
                    if told.borrow().len() < most { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
                }
            };
            for most in [1, 2] {
                told.borrow_mut().clear();
                let stopped = Store::open_telling(folder.path(), opening(3), &stop_at(most)).map(drop);
                assert!(matches!(stopped, Err(StoreError::Views(ViewError::Stopped))), "{stopped:?}");
            }
            told.borrow_mut().clear();
            let (store, _) = Store::open_telling(folder.path(), opening(4), &stop_at(usize::MAX)).unwrap();
            assert_eq!(store.views().local("draft").unwrap(), Some(vec![200]));
            let told = told.into_inner();
            assert_eq!(told.len(), 3, "each 64 frames");
            assert!(told.is_sorted_by(|one, next| one.done < next.done && next.done <= next.total), "{told:?}");
            assert!(folder.path().read_dir().unwrap().all(|one| !one.unwrap().path().ends_with("views.building")));
        }
    }

    #[test]
    fn a_rollback_is_not_forgotten_by_a_rebuild_that_was_stopped() {
        let folder = tempfile::tempdir().unwrap();
        let opening = |seed| Opening { disk: Disk::unsynced(), random: Random::seeded(seed), ..Opening::new(None) };
        let contents = Contents::new("SIM", String::new(), &mut Random::seeded(1)).unwrap();
        let mut store = Store::create(folder.path(), opening(2), contents, KdfCost::CHEAP).unwrap();
        let (journal, before) = (folder.path().join("journal"), folder.path().join("before"));
        for value in 0..=200 {
            store.append(local(value)).unwrap();
            if value == 150 {
                std::fs::create_dir(&before).unwrap();
                for file in std::fs::read_dir(&journal).unwrap().map(|file| file.unwrap()) {
                    std::fs::copy(file.path(), before.join(file.file_name())).unwrap();
                }
            }
        }
        let life = store.incarnation();
        drop(store);
        std::fs::remove_dir_all(&journal).unwrap();
        std::fs::rename(&before, &journal).unwrap();
        let stop = |_: Replayed| ControlFlow::Break(());
        let stopped = Store::open_telling(folder.path(), opening(3), &stop).map(drop);
        assert!(matches!(stopped, Err(StoreError::Views(ViewError::Stopped))), "{stopped:?}");
        let (store, notices) = Store::open(folder.path(), opening(4)).unwrap();
        assert!(notices.iter().any(|notice| matches!(notice, Notice::RolledBack)), "{notices:?}");
        assert_ne!(store.incarnation(), life);
        assert_eq!(store.views().local("draft").unwrap(), Some(vec![150]));
    }
}
