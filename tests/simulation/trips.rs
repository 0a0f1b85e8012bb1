//! Sticks: written, lost, late, handed over twice, out of order, damaged, given to the wrong person.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use maillage::log::DeviceId;
use maillage::sync::{Audience, ImportError, Refused};
use maillage::workspace::{Exported, Imported, WorkspaceError};

use super::laptop::{Laptop, digest_of};
use super::ledger::{Known, Number};
use super::world::{World, go};

/// More sticks than this are not under way at a time: the oldest is lost for good.
const POCKET: usize = 60;

/// So many bundles in a thousand are looked into, byte by byte.
const LOOKED_INTO: usize = 30;

/// A bundle on its way.
#[derive(Clone)]
pub struct Stick {
    pub path: PathBuf,
    pub recipients: Vec<DeviceId>,
    /// Recipients of which the writer had not heard for long: it did not reckon with them.
    pub silent: Vec<DeviceId>,
    /// What its writer knew, of what all its recipients may read.
    pub carries: Known,
    /// What its writer may have held without counting it.
    pub held: Known,
    /// Visits were cleared from its writer, which gives out only what follows them, or its journal was damaged: there may
    /// be gaps in it.
    pub has_gaps: bool,
}

impl World {
    /// Somebody writes a bundle for the head office, for the team, or for one or two people.
    pub fn write_stick(&mut self, writer: usize) {
        let members = self.reachable(writer);
        if members.is_empty() {
            return;
        }
        let audience = match self.dice.below(20) {
            0..=10 => Audience::Stewards,
            // Seldom: as long as one of the team has never answered, such a bundle holds everything.
            11 => Audience::Team,
            _ => {
                let one = self.laptops[self.dice.of(&members).unwrap()].device;
                let two = self.laptops[self.dice.of(&members).unwrap()].device;
                let named = if self.dice.happens(300) { BTreeSet::from([one, two]) } else { BTreeSet::from([one]) };
                Audience::Devices(named.into_iter().collect())
            }
        };
        if audience == Audience::Stewards && self.stewards() == [writer] {
            return;
        }
        let full = self.dice.happens(5) || self.someone_asks_for_all(&audience);
        let stick = self.export(writer, &audience, full);
        self.sticks.push(stick);
        if self.sticks.len() > POCKET {
            self.lose(0);
        }
        self.count("bundles written");
    }

    /// Whether a laptop knows that another was admitted.
    pub fn has_heard_of(&self, who: usize, other: usize) -> bool {
        self.ledger.of(&self.laptops[other].device.record(), &self.laptops[who].known).next().is_some()
    }

    fn someone_asks_for_all(&self, audience: &Audience) -> bool {
        let Audience::Devices(named) = audience else { return false };
        self.laptops.iter().any(|laptop| laptop.asks_for_all && named.iter().any(|device| laptop.is(device)))
    }

    pub fn export(&mut self, writer: usize, audience: &Audience, full: bool) -> Stick {
        let (number, _) = self.begin(writer);
        let path = self.path(&format!("{number}.maillage"));
        let laptop = &mut self.laptops[writer];
        let done = laptop.ws_mut().export(audience, &path, full, &mut go);
        let done: Exported = done.unwrap_or_else(|error| panic!("{} exports: {error}", laptop.name));
        let (laptop, ledger) = (&self.laptops[writer], &self.ledger);
        let everyone_reads = |number: &&Number| {
            let owner = ledger.acts[*number].owner;
            owner.is_none()
                || *audience != Audience::Team && done.recipients.iter().all(|device| self.may_read(*device, owner))
        };
        let has_gaps = !laptop.cleared.is_empty() || laptop.damaged.is_some();
        let gives = |number: &&Number| !laptop.cleared.contains(&ledger.acts[*number].record);
        let carries = laptop.known.iter().filter(everyone_reads).filter(gives).copied().collect();
        let held = laptop.held.iter().filter(everyone_reads).copied().collect();
        let stick =
            Stick { path: done.path, recipients: done.recipients, silent: done.silent, carries, held, has_gaps };
        self.tell_the_way("writes", writer, &stick);
        if self.dice.happens(LOOKED_INTO) {
            self.look_inside(writer, &stick);
        }
        stick
    }

    /// One of the sticks that are under way gets somewhere, or does not.
    pub fn carry_some_stick(&mut self) {
        if self.sticks.is_empty() {
            return;
        }
        let at = self.dice.below(self.sticks.len());
        if self.dice.happens(100) {
            self.count("sticks lost");
            return self.lose(at);
        }
        let stick = self.sticks[at].clone();
        let meant = |laptop: &Laptop| stick.recipients.iter().any(|device| laptop.is(device));
        let wrong_one = self.dice.happens(40);
        let takers: Vec<usize> = (0..self.laptops.len()).filter(|at| meant(&self.laptops[*at]) != wrong_one).collect();
        let Some(taker) = self.dice.of(&takers) else { return };
        if self.dice.happens(100) {
            self.hand_over_damaged(&stick, taker);
        }
        if wrong_one && self.made_by(&stick).is_none_or(|writer| !self.laptops[taker].is(&writer)) {
            self.must_refuse(&stick.path, taker, |refused| matches!(refused, Refused::NotForUs));
            self.count("bundles for someone else");
            return;
        }
        self.hand_over(&stick, taker);
        if self.dice.happens(150) {
            self.hand_over(&stick, taker);
            self.count("bundles twice in a row");
        }
        if self.dice.happens(400) {
            self.lose(at);
        }
    }

    /// Its writer can open a bundle too.
    fn made_by(&self, stick: &Stick) -> Option<DeviceId> {
        let opens = |laptop: &&Laptop| laptop.ws().inspect(&stick.path).is_ok();
        let own = |laptop: &&Laptop| !stick.recipients.iter().any(|device| laptop.is(device));
        self.laptops.iter().filter(own).find(opens).map(|laptop| laptop.device)
    }

    fn lose(&mut self, at: usize) {
        let stick = self.sticks.remove(at);
        let _ = fs::remove_file(stick.path);
    }

    pub fn hand_over(&mut self, stick: &Stick, taker: usize) {
        self.begin(taker);
        let foretold = self.dice.happens(100).then(|| self.import(&stick.path, taker, true));
        let done = self.import(&stick.path, taker, false);
        if let Some(foretold) = foretold {
            let told =
                |done: &Result<Imported, WorkspaceError>| done.as_ref().ok().and_then(|done| done.summary.clone());
            assert_eq!(told(&foretold), told(&done), "a dry run says what the import then does");
        }
        self.laptops[taker].asks_for_all = false;
        match done {
            Ok(done) => {
                self.learn(stick, taker, &done);
                self.tell_the_way("takes", taker, stick);
            }
            // Whoever lost what it once said that it holds, the sender's admission or an erasure perhaps, is sent what
            // follows that.
            Err(WorkspaceError::Import(ImportError::Refused(
                refused @ (Refused::OnlyGaps(_)
                | Refused::UnknownSender { .. }
                | Refused::Hollow
                | Refused::NotAdmitted),
            ))) => {
                assert!(!self.is_reckoned_with(stick, taker), "{}: {refused}", self.laptops[taker].name);
                self.laptops[taker].asks_for_all = true;
                self.count("bundles with nothing but gaps");
            }
            Err(other) => panic!("{} imports {:?}: {other}", self.laptops[taker].name, stick.path),
        }
    }

    fn import(&mut self, path: &Path, taker: usize, dry_run: bool) -> Result<Imported, WorkspaceError> {
        self.laptops[taker].ws_mut().import(path, dry_run, &mut |_| true, &mut go)
    }

    /// Whether the writer knew what the taker holds, by its own word: then nothing of what it knew can be missing.
    fn is_reckoned_with(&self, stick: &Stick, taker: usize) -> bool {
        !stick.has_gaps
            && self.laptops[taker].single
            && !stick.silent.iter().any(|device| self.laptops[taker].is(device))
    }

    fn learn(&mut self, stick: &Stick, taker: usize, done: &Imported) {
        self.count("bundles taken in");
        let summary = done.summary.as_ref().unwrap();
        let laptop = &mut self.laptops[taker];
        laptop.joined = true;
        let gaps = summary.gaps().count() > 0;
        assert!(!done.own_came_back || !laptop.single, "{}: its own edits came back", laptop.name);
        assert!(summary.dropped().is_empty(), "{}: what it may not read was in it", laptop.name);
        let new: Known = stick.carries.difference(&laptop.known).copied().collect();
        let mut candidates: Known = laptop.held.union(&stick.held).copied().collect();
        if self.is_reckoned_with(stick, taker) {
            assert!(!gaps, "{}: a gap in a bundle that reckons with it", self.laptops[taker].name);
            self.laptops[taker].known.extend(&new);
        } else {
            self.laptops[taker].asks_for_all = gaps;
            candidates.extend(&new);
        }
        self.look_for(taker, candidates);
        let records: BTreeSet<_> = new.iter().map(|number| self.ledger.acts[number].of_what()).collect();
        if let Some((kind, record)) = self.dice.of(&records.into_iter().collect::<Vec<_>>()) {
            self.must_show(taker, kind, &record);
        }
    }

    /// Which of these a laptop shows, by its own histories: its knowledge cannot be foretold. Of the rest, those that do
    /// not count for it yet may be held all the same.
    pub fn look_for(&mut self, who: usize, mut candidates: Known) {
        candidates.retain(|number| !self.laptops[who].known.contains(number));
        let records: BTreeSet<_> = candidates.iter().map(|number| self.ledger.acts[number].of_what()).collect();
        for (kind, record) in records {
            if self.laptops[who].cleared.contains(&record) {
                // What comes of these shows nowhere, and goes no further.
                let of_it = candidates.iter().filter(|number| self.ledger.acts[*number].record == record);
                self.laptops[who].known.extend(of_it);
                continue;
            }
            let shown: Known = self.numbers(&self.laptops[who], kind, &record).into_iter().collect();
            self.laptops[who].known.extend(shown.intersection(&candidates));
        }
        let known = &self.laptops[who].known;
        candidates
            .retain(|number| !known.contains(number) && !self.ledger.would_count(&self.ledger.acts[number], known));
        self.laptops[who].held = candidates;
    }

    /// A bundle that was changed on its way is refused whole, and changes not one byte.
    fn hand_over_damaged(&mut self, stick: &Stick, taker: usize) {
        let mut bytes = fs::read(&stick.path).unwrap();
        let at = self.dice.below(bytes.len());
        match self.dice.below(3) {
            0 => bytes[at] ^= 1 << self.dice.below(8),
            1 => bytes.truncate(at),
            _ => bytes.extend_from_slice(&[0; 3]),
        }
        let path = self.path("damaged.maillage");
        fs::write(&path, bytes).unwrap();
        self.must_refuse(&path, taker, |_| true);
        self.count("damaged bundles");
    }

    fn must_refuse(&mut self, path: &Path, taker: usize, why: impl Fn(&Refused) -> bool) {
        self.begin(taker);
        let before = digest_of(&self.laptops[taker].folder);
        let refused = match self.import(path, taker, false) {
            Err(WorkspaceError::Import(ImportError::Refused(refused))) if why(&refused) => refused,
            other => panic!("{}: {path:?} was not refused as it should be: {other:?}", self.laptops[taker].name),
        };
        let after = digest_of(&self.laptops[taker].folder);
        assert!(before == after, "{}: {refused}, and the store changed", self.laptops[taker].name);
    }
}
