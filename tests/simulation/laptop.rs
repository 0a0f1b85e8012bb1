//! A laptop: a whole store in a folder, its clock, and what the simulation says that it knows.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use maillage::log::DeviceId;
use maillage::model::{AnyRecord, Kind, RecordId, Tag, Value};
use maillage::store::{KdfCost, Notice, Opening, Random, ViewsIn};
use maillage::workspace::{Clock, Founding, Workspace};

use super::ledger::{Expected, Known, Number};
use super::world::go;

/// Times are multiples of this, and the number of the action: 17 minutes or so.
pub const STEP: i64 = 1_000_000;

pub struct Laptop {
    pub name: String,
    pub folder: PathBuf,
    /// `None` only while its folder is copied or replaced.
    pub workspace: Option<Workspace>,
    pub device: DeviceId,
    /// The devices that it was before its keys were changed.
    pub former: BTreeSet<DeviceId>,
    pub steward: bool,
    pub joined: bool,
    clock: Arc<AtomicI64>,
    /// How wrong its clock is, in milliseconds.
    pub wrong_by: i64,
    pub views_in: ViewsIn,
    /// Another one after each restore, and each time an older copy is put back: journals of one are no past of another.
    pub machine: u64,
    pub known: Known,
    /// Edits that it may hold without counting them: it lost the admission of their author, or they lie beyond a cut that
    /// whoever gave them knew of. It hands them on, and shows them once they count.
    pub held: Known,
    /// What it knew before an older copy of it took its place.
    pub once: Known,
    /// What is in a backup of it.
    pub backed_up: Known,
    /// Records that were cleared from it.
    pub cleared: BTreeSet<RecordId>,
    /// One life, one laptop: no copy of it lived on and it was never put back. What it said that it holds, it holds.
    pub single: bool,
    /// What an undo would take back, newest last.
    pub session: Vec<Number>,
    /// What was written here since the store was opened.
    pub mine: Known,
    /// Its journal was damaged, before this action: of what stands behind the hole it may give nothing.
    pub damaged: Option<Number>,
    /// It was told that something is missing: whoever writes to it next sends everything.
    pub asks_for_all: bool,
}

pub fn opening(views_in: ViewsIn, seed: u64) -> Opening {
    Opening { views_in, ..Opening::for_simulation(Random::seeded(seed)) }
}

fn clock_over(time: &Arc<AtomicI64>) -> Clock {
    let time = Arc::clone(time);
    Arc::new(move || time.load(Ordering::Relaxed))
}

impl Laptop {
    /// A new store that founds a team, or waits to join one.
    pub fn new(folder: &Path, number: usize, views_in: ViewsIn, seed: u64, time: i64, founds: bool) -> Self {
        let name = format!("L{number:02}");
        let folder = folder.join(&name);
        let clock = Arc::new(AtomicI64::new(time));
        let founding = Founding {
            holder: format!("Personne {}", name.to_lowercase()),
            sector: Vec::new(),
            code: name.clone(),
            demo: false,
            opening: opening(views_in, seed),
            cost: KdfCost::CHEAP,
        };
        let workspace = if founds {
            Workspace::found(&folder, founding, false, clock_over(&clock)).unwrap().0
        } else {
            Workspace::wait_to_join(&folder, founding, clock_over(&clock)).unwrap()
        };
        Self {
            name,
            folder,
            device: workspace.me(),
            workspace: Some(workspace),
            former: BTreeSet::new(),
            steward: founds,
            joined: founds,
            clock,
            wrong_by: 0,
            views_in,
            machine: 0,
            known: Known::new(),
            held: Known::new(),
            once: Known::new(),
            backed_up: Known::new(),
            cleared: BTreeSet::new(),
            single: true,
            session: Vec::new(),
            mine: Known::new(),
            damaged: None,
            asks_for_all: false,
        }
    }

    pub fn is(&self, device: &DeviceId) -> bool {
        self.device == *device || self.former.contains(device)
    }

    pub fn ws(&self) -> &Workspace {
        self.workspace.as_ref().unwrap()
    }

    pub fn ws_mut(&mut self) -> &mut Workspace {
        self.workspace.as_mut().unwrap()
    }

    /// Sets the clock for one action: `now` as this laptop sees it, ended by the action's number.
    pub fn set_clock(&self, now: i64, number: Number) -> i64 {
        let time = (now + self.wrong_by).div_euclid(STEP) * STEP + i64::try_from(number).unwrap();
        self.clock.store(time, Ordering::Relaxed);
        time
    }

    /// Closes the store, lets `act` do what it likes to the folder, and opens it again.
    pub fn while_closed(&mut self, seed: u64, act: impl FnOnce(&Path)) -> Vec<Notice> {
        self.workspace = None;
        act(&self.folder);
        let (workspace, notices) =
            Workspace::open(&self.folder, opening(self.views_in, seed), clock_over(&self.clock)).unwrap();
        self.workspace = Some(workspace);
        self.session.clear();
        self.mine.clear();
        notices
    }

    /// A new machine in place of this one, made from a backup.
    pub fn restore(&mut self, backup: &Path, seed: u64) {
        self.workspace = None;
        fs::remove_dir_all(&self.folder).unwrap();
        let opening = opening(self.views_in, seed);
        let restored = Workspace::restore(&self.folder, backup, opening, clock_over(&self.clock), &mut go).unwrap();
        self.workspace = Some(restored.0);
        self.session.clear();
        self.mine.clear();
    }

    /// A copy of the folder that lives on, on another machine with a clock of its own.
    pub fn clone_to(&mut self, folder: &Path, name: String, seed: u64) -> Self {
        let copy = folder.join(&name);
        self.while_closed(seed, |own| copy_folder(own, &copy));
        self.single = false;
        let clock = Arc::new(AtomicI64::new(self.clock.load(Ordering::Relaxed)));
        let opened = Workspace::open(&copy, opening(ViewsIn::Memory, seed + 1), clock_over(&clock)).unwrap();
        Self {
            name,
            folder: copy,
            workspace: Some(opened.0),
            clock,
            views_in: ViewsIn::Memory,
            former: self.former.clone(),
            known: self.known.clone(),
            held: self.held.clone(),
            once: self.once.clone(),
            backed_up: self.backed_up.clone(),
            cleared: self.cleared.clone(),
            session: Vec::new(),
            mine: Known::new(),
            ..*self
        }
    }

    /// What the laptop shows of a record, in the simulation's words; `None` if it shows nothing of it.
    pub fn shown(&self, kind: Kind, id: &RecordId) -> Option<Expected> {
        if kind == Kind::Visit {
            let row = self.ws().visit(id).unwrap()?;
            let diverging = if row.diverges { self.diverging(kind, id) } else { BTreeSet::new() };
            return Some(shown(&row.visit.into(), diverging, row.updated));
        }
        let desk = self.ws().desk();
        // In place of one that gave way the card is that of the one that stays.
        let card = desk.card(id).filter(|card| card.id == *id)?;
        Some(shown(&card.record, card.diverging.iter().copied().collect(), card.updated))
    }

    fn diverging(&self, kind: Kind, id: &RecordId) -> BTreeSet<Tag> {
        self.ws().divergences(kind, id).unwrap().into_iter().map(|divergence| divergence.tag).collect()
    }
}

/// The action that a time ends in.
pub fn number_of(time: i64) -> Number {
    Number::try_from(time.rem_euclid(STEP)).unwrap()
}

fn shown(record: &AnyRecord, diverging: BTreeSet<Tag>, updated: i64) -> Expected {
    let fields = record.kind().fields().iter().filter_map(|spec| Some((spec.tag, record.get(spec.tag)?)));
    Expected { here: true, fields: fields.collect::<BTreeMap<Tag, Value>>(), diverging, updated }
}

pub fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy_folder(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// A digest of every name and byte of a store, but for its views, which sled writes when it likes: whether anything was
/// touched.
pub fn digest_of(folder: &Path) -> blake3::Hash {
    let mut hasher = blake3::Hasher::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let mut paths: Vec<PathBuf> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        for path in paths {
            hasher.update(path.to_string_lossy().as_bytes());
            if path.is_dir() {
                folders.extend((!path.ends_with("views")).then_some(path));
            } else {
                hasher.update(&fs::read(&path).unwrap());
            }
        }
    }
    hasher.finalize()
}
