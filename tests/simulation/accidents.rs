//! What happens to laptops: clones, old copies put back, rolled-back disks, wrong clocks, late admissions.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use maillage::model::{DeviceRole, Kind, RecordId, RevokeReason};
use maillage::store::{Notice, ViewsIn};

use super::laptop::{Laptop, copy_folder};
use super::ledger::{Cut, Known, Number};
use super::world::{DAY, World, go};

/// A copy of a store's folder, or a backup, put aside, and what is on it.
pub struct Copy {
    laptop: usize,
    folder: PathBuf,
    known: Known,
    held: Known,
    cleared: BTreeSet<RecordId>,
}

impl Copy {
    fn of(laptop: &Laptop, at: usize, folder: PathBuf) -> Self {
        let (known, held, cleared) = (laptop.known.clone(), laptop.held.clone(), laptop.cleared.clone());
        Self { laptop: at, folder, known, held, cleared }
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
const REVOKED: usize = 3;

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

    fn admit_a_late_one(&mut self) {
        let waiting = |at: &usize| !self.laptops[*at].joined && !self.is_admitted(*at);
        let Some(late) = (0..self.laptops.len()).find(waiting) else { return };
        let stewards = self.stewards();
        let steward = self.dice.of(&stewards).unwrap();
        self.admit(steward, late, DeviceRole::Field);
    }

    fn is_admitted(&self, at: usize) -> bool {
        let record = self.laptops[at].device.record();
        self.ledger.records().any(|(id, _)| *id == record)
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

    /// The laptop breaks; an older copy of its folder is all there is. It looks whole to itself.
    fn put_a_copy_back(&mut self) {
        if self.copies.is_empty() {
            return;
        }
        let copy = self.copies.remove(self.dice.below(self.copies.len()));
        let seed = self.fresh_seed();
        self.begin(copy.laptop);
        self.laptops[copy.laptop].while_closed(seed, |own| {
            fs::remove_dir_all(own).unwrap();
            fs::rename(&copy.folder, own).unwrap();
        });
        let at = copy.laptop;
        copy.takes_the_place_of(&mut self.laptops[at]);
        self.count("old copies put back");
    }

    fn clone_one(&mut self) {
        if self.laptops.len() >= self.size.devices + CLONES {
            return;
        }
        let members = self.members();
        let original = self.dice.of(&members).unwrap();
        if self.laptops[original].views_in == ViewsIn::Folder {
            return;
        }
        self.begin(original);
        let (seed, folder) = (self.fresh_seed(), self.folder.path().to_owned());
        let copy = self.laptops[original].clone_to(&folder, seed);
        let taken = self.laptops.iter().any(|laptop| laptop.name == copy.name);
        if !taken {
            self.laptops.push(copy);
            self.count("clones");
        }
    }

    /// The journal is an older one, the views are not: the store sees that and begins a new life.
    fn roll_a_disk_back(&mut self) {
        let rolled = |copy: &Copy| self.laptops[copy.laptop].views_in == ViewsIn::Folder;
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
        copy.takes_the_place_of(laptop);
        self.count("disks rolled back");
    }

    /// A steward hears that a laptop was stolen: what it holds of it counts, what comes later does not.
    fn revoke_one(&mut self) {
        if self.ledger.cuts.len() >= REVOKED {
            return;
        }
        let steward = 0;
        let reachable = self.reachable(steward).into_iter();
        let lone = |at: &usize| self.laptops[*at].single && !self.laptops[*at].steward && self.laptops[*at].joined;
        let Some(victim) = self.dice.of(&reachable.filter(lone).collect::<Vec<_>>()) else { return };
        let device = self.laptops[victim].device;
        let known = &self.laptops[steward].known;
        let by_it = |number: &&Number| self.ledger.acts[*number].author == device;
        let accepted: Known = known.iter().filter(by_it).copied().collect();
        let (number, time) = self.begin(steward);
        let before = self.laptops[steward].shown(Kind::Device, &device.record());
        self.laptops[steward].ws_mut().revoke(device, RevokeReason::Stolen).unwrap();
        self.note(steward, (number, time), (Kind::Device, device.record()), true, before);
        self.laptops[steward].session.clear();
        self.ledger.cuts.push(Cut { said_by: number, device, accepted });
        self.count("revocations");
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
        backup.takes_the_place_of(laptop);
        self.count("backups restored");
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
