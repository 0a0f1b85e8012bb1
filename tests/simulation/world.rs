//! The team, its laptops, its sticks, and time.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::PathBuf;

use maillage::log::DeviceId;
use maillage::model::{DeviceRole, RecordId};
use maillage::store::ViewsIn;
use tempfile::TempDir;

use super::dice::Dice;
use super::laptop::{Laptop, STEP};
use super::later::Later;
use super::ledger::{Act, Ledger, Number};
use super::trips::Stick;

pub const MINUTE: i64 = 60_000;
pub const DAY: i64 = 24 * 60 * MINUTE;
/// Monday 5 January 2026, 9:00 in Paris.
const START: i64 = 1_767_600_000_000;

/// How large a run is.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    pub seed: u64,
    pub devices: usize,
    pub stewards: usize,
    pub trips: usize,
}

/// What happened, for the account at the end, and so that a run that tries nothing is noticed.
pub type Counts = BTreeMap<&'static str, u64>;

pub struct World {
    pub size: Size,
    pub dice: Dice,
    pub laptops: Vec<Laptop>,
    /// Laptops with a later version of the program.
    pub later: Vec<Later>,
    pub ledger: Ledger,
    /// UTC milliseconds, as they are.
    pub now: i64,
    number: Number,
    seeds: u64,
    pub sticks: Vec<Stick>,
    pub counts: Counts,
    pub centre: RecordId,
    /// Copies of folders, to be put back one day.
    pub copies: Vec<super::accidents::Copy>,
    pub backups: Vec<super::accidents::Copy>,
    /// The edit whose way is told.
    follow: Option<Number>,
    pub folder: TempDir,
}

impl World {
    /// A founder, its stewards and coordinators, most of whom have joined.
    pub fn new(size: Size) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut world = Self {
            size,
            dice: Dice::new(size.seed),
            laptops: Vec::new(),
            later: Vec::new(),
            ledger: Ledger::default(),
            now: START,
            number: 0,
            seeds: size.seed.wrapping_mul(1_000_003),
            sticks: Vec::new(),
            counts: Counts::new(),
            centre: RecordId::fixture("centre", "simulation"),
            copies: Vec::new(),
            backups: Vec::new(),
            follow: super::asked("MAILLAGE_SIMULATION_FOLLOW"),
            folder,
        };
        for number in 0..size.devices {
            world.buy(number);
        }
        world.found_centre();
        world.keep_visits_for_a_month();
        for number in 1..size.devices {
            let role = if number < size.stewards { DeviceRole::Steward } else { DeviceRole::Field };
            // Some come later.
            if number % 10 != 9 {
                world.admit(0, number, role);
            }
        }
        world.first_bundles();
        world.buy_later_ones();
        world
    }

    /// A new laptop, with nothing on it but its keys.
    fn buy(&mut self, number: usize) {
        // Two keep their views on the disk, so that these can be ahead of a journal that was rolled back.
        let views_in = if number % 20 == 7 { ViewsIn::Folder } else { ViewsIn::Memory };
        let seed = self.fresh_seed();
        self.number += 1;
        let time = START + i64::try_from(self.number).unwrap();
        let mut laptop = Laptop::new(self.folder.path(), number, views_in, seed, time, number == 0);
        if number == 0 {
            self.note_founding(&mut laptop, self.number, time);
        }
        laptop.wrong_by = super::accidents::wrong_clock(number);
        self.laptops.push(laptop);
    }

    /// The founder's own admission is the root's word, which the simulation did not see it write.
    fn note_founding(&mut self, laptop: &mut Laptop, number: Number, time: i64) {
        let (kind, record) = (maillage::model::Kind::Device, laptop.device.record());
        let shown = laptop.shown(kind, &record).unwrap();
        self.ledger.add(Act {
            number,
            author: laptop.device,
            kind,
            record,
            owner: None,
            time,
            here: true,
            changes: shown.fields.into_iter().map(|(tag, value)| (tag, Some(value))).collect(),
            before: BTreeMap::new(),
            here_before: false,
            replaces: BTreeMap::new(),
        });
        laptop.known.insert(number);
    }

    pub fn fresh_seed(&mut self) -> u64 {
        self.seeds += 2;
        self.seeds
    }

    /// Begins an action of a laptop: its number, and the time by its clock.
    pub fn begin(&mut self, laptop: usize) -> (Number, i64) {
        self.number += 1;
        (self.number, self.laptops[laptop].set_clock(self.now, self.number))
    }

    /// The same for one that is no laptop of the list.
    pub fn next_number(&mut self) -> (Number, i64) {
        self.number += 1;
        (self.number, self.now.div_euclid(STEP) * STEP + i64::try_from(self.number).unwrap())
    }

    /// Tells where the edit that is followed is, to whoever looks for a fault.
    pub fn tell_the_way(&self, what: &str, who: usize, stick: &Stick) {
        let Some(number) = self.follow else { return };
        let on = match (stick.carries.contains(&number), stick.held.contains(&number)) {
            (true, _) => "it is on it",
            (_, true) => "it may be held on it",
            _ => "it is not on it",
        };
        self.tell_where(who, &format!("{what} {:?}, {on}:", stick.path.file_name().unwrap_or_default()));
    }

    /// Whether the edit that is followed is on a laptop, by the ledger and by the laptop.
    pub fn tell_where(&self, who: usize, what: &str) {
        let Some(act) = self.follow.and_then(|number| self.ledger.acts.get(&number)) else { return };
        let laptop = &self.laptops[who];
        let (known, held) = (laptop.known.contains(&act.number), laptop.held.contains(&act.number));
        let shown = self.numbers(laptop, act.kind, &act.record).contains(&act.number);
        if known || held || shown || what.contains("on it:") {
            let (counts, single) = (self.ledger.would_count(act, &laptop.known), laptop.single);
            eprintln!(
                "{} {what} known {known}, perhaps held {held}, in its history {shown}, counts {counts}, one life {single}",
                laptop.name
            );
        }
    }

    pub fn count(&mut self, what: &'static str) {
        *self.counts.entry(what).or_default() += 1;
    }

    /// Laptops that have joined.
    pub fn members(&self) -> Vec<usize> {
        (0..self.laptops.len()).filter(|at| self.laptops[*at].joined).collect()
    }

    /// Stewards whom nobody revoked.
    pub fn stewards(&self) -> Vec<usize> {
        self.members().into_iter().filter(|at| self.laptops[*at].steward && self.is_live(*at)).collect()
    }

    /// Members of which the writer knows that they were admitted, and not that they were revoked.
    pub fn reachable(&self, writer: usize) -> Vec<usize> {
        let known = &self.laptops[writer].known;
        let members = self.members().into_iter();
        let live = |at: &usize| !self.ledger.is_revoked(self.laptops[*at].device, known);
        members.filter(|at| self.has_heard_of(writer, *at)).filter(live).collect()
    }

    /// Laptops that nobody revoked.
    pub fn is_live(&self, at: usize) -> bool {
        self.ledger.cuts.iter().all(|cut| cut.device != self.laptops[at].device)
    }

    /// Whether the holder of a device may read what is of this owner; `None`: common.
    pub fn may_read(&self, device: DeviceId, owner: Option<DeviceId>) -> bool {
        let Some(owner) = owner else { return true };
        let may = |laptop: &Laptop| laptop.steward || laptop.former.contains(&owner);
        owner == device || self.laptops.iter().any(|laptop| laptop.device == device && may(laptop))
    }

    /// A few hours: somebody edits, somebody writes a stick most of the time, and one of those under way arrives or not.
    pub fn trip(&mut self) {
        self.now += i64::try_from(self.dice.below(6 * 60)).unwrap() * MINUTE;
        let members = self.members();
        let writer = self.dice.of(&members).unwrap();
        for _ in 0..self.dice.below(5) {
            self.some_edit(writer);
        }
        self.accident();
        if self.dice.happens(700) {
            self.write_stick(writer);
        }
        self.carry_some_stick();
        if self.dice.happens(60) {
            self.meet_a_later_one();
        }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }
}

pub fn go(_: maillage::sync::Progress) -> ControlFlow<()> {
    ControlFlow::Continue(())
}
