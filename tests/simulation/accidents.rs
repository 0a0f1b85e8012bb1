//! What happens to laptops: clones, old copies put back, rolled-back disks, wrong clocks, late admissions.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use maillage::model::RecordId;
use maillage::store::{Notice, ViewsIn};
use maillage::sync::Audience;

use super::laptop::{Laptop, copy_folder};
use super::ledger::Known;
use super::world::{DAY, World, go};

/// A copy of a store's folder, or a backup, put aside, and what is on it.
pub struct Copy {
    laptop: usize,
    machine: u64,
    folder: PathBuf,
    known: Known,
    held: Known,
    cleared: BTreeSet<RecordId>,
}

impl Copy {
    fn of(laptop: &Laptop, at: usize, folder: PathBuf) -> Self {
        let (known, held, cleared) = (laptop.known.clone(), laptop.held.clone(), laptop.cleared.clone());
        Self { laptop: at, machine: laptop.machine, folder, known, held, cleared }
    }

    /// From here on the laptop is what it was then.
    fn takes_the_place_of(self, laptop: &mut Laptop) {
        laptop.once.append(&mut laptop.known);
        (laptop.known, laptop.held, laptop.cleared) = (self.known, self.held, self.cleared);
        laptop.single = false;
    }
}

/// Copies that live on, at most.
const CLONES: usize = 3;

/// Some clocks are wrong, and never put right.
pub fn wrong_clock(number: usize) -> i64 {
    match number % 13 {
        4 => -3 * 365 * DAY,
        8 => 20 * 365 * DAY,
        10 => -40 * DAY,
        11 => DAY / 20,
        _ => 0,
    }
}

impl World {
    pub fn accident(&mut self) {
        if self.dice.happens(10) {
            self.admit_a_late_one();
        }
        if self.dice.happens(40) {
            self.put_a_copy_aside();
        }
        if self.dice.happens(8) {
            self.put_a_copy_back();
        }
        if self.dice.happens(3) {
            self.clone_one();
        }
        if self.dice.happens(10) {
            self.roll_a_disk_back();
        }
        if self.dice.happens(10) {
            self.set_a_clock();
        }
        if self.dice.happens(10) {
            self.restart_one();
        }
        if self.dice.happens(3) {
            self.revoke_one();
        }
        if self.dice.happens(10) {
            self.move_a_cut();
        }
        if self.dice.happens(5) {
            self.hand_over_a_territory();
        }
        if self.dice.happens(4) {
            self.change_keys();
        }
        if self.dice.happens(5) {
            self.damage_a_journal();
        }
        if self.dice.happens(8) {
            self.erase_one();
        }
        if self.dice.happens(12) {
            self.clear_one();
        }
        if self.dice.happens(20) {
            self.back_one_up();
        }
        if self.dice.happens(6) {
            self.restore_one();
        }
    }

    fn put_a_copy_aside(&mut self) {
        let members = self.members();
        let laptop = self.dice.of(&members).unwrap();
        let seed = self.fresh_seed();
        let folder = self.path(&format!("copy-{seed}"));
        // Views on the disk are whole once the store is closed.
        if self.laptops[laptop].views_in == ViewsIn::Folder {
            self.laptops[laptop].while_closed(seed, |own| copy_folder(own, &folder));
        } else {
            copy_folder(&self.laptops[laptop].folder, &folder);
        }
        self.copies.push(Copy::of(&self.laptops[laptop], laptop, folder));
        self.count("copies put aside");
    }

    pub fn forget_copies_of(&mut self, laptop: usize) {
        self.copies.retain(|copy| copy.laptop != laptop);
        self.backups.retain(|copy| copy.laptop != laptop);
    }

    /// The laptop breaks; an older copy of its folder is all there is. It looks whole to itself.
    fn put_a_copy_back(&mut self) {
        if self.copies.is_empty() {
            return;
        }
        let copy = self.copies.remove(self.dice.below(self.copies.len()));
        // A cut names the last edit by its number: what a revoked laptop writes on an older branch below it counts.
        if !self.is_live(copy.laptop) {
            return;
        }
        let at = copy.laptop;
        let office = self.go_to_the_office(at);
        let seed = self.fresh_seed();
        self.begin(at);
        self.laptops[at].while_closed(seed, |own| {
            fs::remove_dir_all(own).unwrap();
            fs::rename(&copy.folder, own).unwrap();
        });
        // Journals that went on from elsewhere are not this one's past.
        self.laptops[at].machine = seed;
        copy.takes_the_place_of(&mut self.laptops[at]);
        self.tell_where(at, "is put back");
        self.count("old copies put back");
        if let Some(office) = office {
            self.some_edit(office);
            self.carry(office, at);
        }
    }

    /// Now and then that happens on the day on which it was at a steward's, who then reckons with what it has lost.
    fn go_to_the_office(&mut self, at: usize) -> Option<usize> {
        let know_each_other =
            |office: &usize| *office != at && self.has_heard_of(*office, at) && self.has_heard_of(at, *office);
        let offices: Vec<usize> = self.stewards().into_iter().filter(know_each_other).collect();
        let office = self.dice.of(&offices).filter(|_| self.dice.happens(500))?;
        self.carry(office, at);
        self.carry(at, office);
        Some(office)
    }

    fn carry(&mut self, from: usize, to: usize) {
        let stick = self.export(from, &Audience::Devices(vec![self.laptops[to].device]), false);
        self.hand_over(&stick, to);
    }

    fn clone_one(&mut self) {
        if self.laptops.len() >= self.size.devices + CLONES {
            return;
        }
        let members = self.members();
        let original = self.dice.of(&members).unwrap();
        let name = format!("{}'", self.laptops[original].name);
        let taken = self.laptops.iter().any(|laptop| laptop.name == name);
        if taken || self.laptops[original].views_in == ViewsIn::Folder {
            return;
        }
        self.begin(original);
        let (seed, folder) = (self.fresh_seed(), self.folder.path().to_owned());
        let copy = self.laptops[original].clone_to(&folder, name, seed);
        self.laptops.push(copy);
        self.count("clones");
    }

    /// The journal is an older one, the views are not: the store sees that and begins a new life.
    fn roll_a_disk_back(&mut self) {
        let same_disk =
            |copy: &Copy, laptop: &Laptop| laptop.views_in == ViewsIn::Folder && laptop.machine == copy.machine;
        let rolled = |copy: &Copy| same_disk(copy, &self.laptops[copy.laptop]);
        let Some(at) = self.copies.iter().position(rolled) else { return };
        let copy = self.copies.remove(at);
        if self.laptops[copy.laptop].known == copy.known {
            return;
        }
        let seed = self.fresh_seed();
        self.begin(copy.laptop);
        let notices = self.laptops[copy.laptop].while_closed(seed, |own| {
            fs::remove_dir_all(own.join("journal")).unwrap();
            fs::rename(copy.folder.join("journal"), own.join("journal")).unwrap();
        });
        let laptop = &mut self.laptops[copy.laptop];
        assert!(notices.iter().any(|notice| matches!(notice, Notice::RolledBack)), "{}: {notices:?}", laptop.name);
        let at = copy.laptop;
        copy.takes_the_place_of(laptop);
        self.tell_where(at, "is rolled back");
        self.count("disks rolled back");
    }

    fn back_one_up(&mut self) {
        let members = self.members();
        let at = self.dice.of(&members).unwrap();
        let (number, _) = self.begin(at);
        let path = self.path(&format!("{number}.backup"));
        let laptop = &mut self.laptops[at];
        laptop.ws_mut().backup(&path, &mut go).unwrap();
        laptop.backed_up.extend(&laptop.known);
        self.backups.push(Copy::of(laptop, at, path));
        self.count("backups");
    }

    /// The laptop is stolen, another machine is made from its backup: the same keys, another life.
    fn restore_one(&mut self) {
        if self.backups.is_empty() {
            return;
        }
        let backup = self.backups.remove(self.dice.below(self.backups.len()));
        self.begin(backup.laptop);
        let seed = self.fresh_seed();
        let laptop = &mut self.laptops[backup.laptop];
        laptop.restore(&backup.folder, seed);
        laptop.machine = seed;
        let at = backup.laptop;
        backup.takes_the_place_of(laptop);
        self.tell_where(at, "is restored");
        self.count("backups restored");
    }

    /// A bit of the journal flips: a frame is lost, whatever was in it, and with it perhaps what follows is without a join.
    fn damage_a_journal(&mut self) {
        let members = self.members();
        let who = self.dice.of(&members).unwrap();
        let laptop = &self.laptops[who];
        // The founder's may lose the team's beginning: then a backup helps.
        let spared = who == 0 || laptop.views_in == ViewsIn::Folder || !laptop.cleared.is_empty();
        if spared || !self.is_live(who) {
            return;
        }
        let (number, _) = self.begin(who);
        let (seed, at) = (self.fresh_seed(), self.dice.below(1 << 20));
        let notices = self.laptops[who].while_closed(seed, |own| flip_a_bit(&own.join("journal"), at));
        let laptop = &mut self.laptops[who];
        // What was damaged before was set aside, and is not read again.
        let told = notices.iter().any(|notice| matches!(notice, Notice::Journal(_)));
        assert!(told || laptop.damaged.is_some(), "{}: {notices:?}", laptop.name);
        (laptop.single, laptop.damaged) = (false, Some(number));
        // What is lost may be that it joined: the next bundle makes it join again.
        laptop.joined = laptop.ws().desk().team.is_some();
        let known = std::mem::take(&mut laptop.known);
        laptop.once.extend(&known);
        let candidates = known.union(&laptop.held).copied().collect();
        self.look_for(who, candidates);
        self.tell_where(who, "is damaged");
        self.count("damaged journals");
    }

    fn set_a_clock(&mut self) {
        let members = self.members();
        let laptop = self.dice.of(&members).unwrap();
        let wrong = self.dice.below(26);
        self.laptops[laptop].wrong_by = wrong_clock(wrong);
        self.count("clocks set");
    }

    /// A laptop is switched off and on: what it knew, it knows.
    fn restart_one(&mut self) {
        let members = self.members();
        let laptop = self.dice.of(&members).unwrap();
        let seed = self.fresh_seed();
        self.begin(laptop);
        let notices = self.laptops[laptop].while_closed(seed, |_| {});
        assert!(notices.is_empty(), "{}: {notices:?}", self.laptops[laptop].name);
        self.count("restarts");
    }
}

/// In the last quarter of the largest file.
fn flip_a_bit(journal: &Path, at: usize) {
    let paths = fs::read_dir(journal).unwrap().map(|entry| entry.unwrap().path());
    let path = paths.max_by_key(|path| (fs::metadata(path).unwrap().len(), path.clone())).unwrap();
    let mut bytes = fs::read(&path).unwrap();
    let last = bytes.len() / 4;
    let start = bytes.len() - last;
    bytes[start + at % last] ^= 4;
    fs::write(&path, bytes).unwrap();
}
