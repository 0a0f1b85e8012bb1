//! Who is of the team: late admissions, revocations, and what is accepted of a revoked laptop.

use maillage::log::DeviceId;
use maillage::model::{DeviceRole, Kind, RevokeReason};

use super::laptop::Laptop;
use super::ledger::{Cut, Known, Number};
use super::world::World;

/// Laptops that are revoked, at most; one of them may be a steward's.
const REVOKED: usize = 4;

/// Who alone revokes stewards: those who revoke each other are for tests of the verdict alone.
const FOUNDER: usize = 0;

impl World {
    pub fn admit_a_late_one(&mut self) {
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

    /// A steward hears that a laptop was stolen: what it holds of it counts, what comes later does not. Two who have not
    /// heard of each other may say so of the same laptop.
    pub fn revoke_one(&mut self) {
        let stewards = self.stewards();
        let revoker = if self.dice.happens(500) { FOUNDER } else { self.dice.of(&stewards).unwrap_or(FOUNDER) };
        let enough = (0..self.laptops.len()).filter(|at| !self.is_live(*at)).count() >= REVOKED;
        let can = |at: &usize| {
            let laptop = &self.laptops[*at];
            let may = !laptop.steward || (revoker == FOUNDER && *at != FOUNDER && self.can_do_without(*at));
            laptop.single && laptop.joined && may && !(enough && self.is_live(*at))
        };
        let reachable = self.reachable(revoker).into_iter();
        let victims: Vec<usize> = reachable.filter(can).collect();
        // Stewards are few: one would seldom be met.
        let first: Vec<usize> = victims.iter().copied().filter(|at| self.laptops[*at].steward).collect();
        let among = if first.is_empty() || self.dice.happens(500) { victims } else { first };
        let Some(victim) = self.dice.of(&among) else { return };
        let again = !self.is_live(victim);
        let device = self.laptops[victim].device;
        let moment = self.begin(revoker);
        let before = self.laptops[revoker].shown(Kind::Device, &device.record());
        self.laptops[revoker].ws_mut().revoke(device, RevokeReason::Stolen).unwrap();
        self.note(revoker, moment, (Kind::Device, device.record()), true, before);
        self.cut(revoker, moment.0, device);
        self.count("revocations");
        if again {
            self.count("laptops revoked by two");
        }
        if self.laptops[victim].steward {
            self.count("revoked stewards");
            self.admit_anew(device);
        }
    }

    /// Of the others' edits, what the revoker holds and counts now is accepted.
    fn cut(&mut self, revoker: usize, said_by: Number, device: DeviceId) {
        let known = &self.laptops[revoker].known;
        let by_it = |number: &&Number| self.ledger.acts[*number].author == device;
        let mut accepted: Known = known.iter().filter(by_it).copied().collect();
        let revoked = Kind::Device.field("revoked").unwrap().tag;
        let replaces = self.ledger.acts[&said_by].replaces[&revoked].clone();
        // What all accepted before stays so, also where the revoker has lost it since.
        let mut moved = self.ledger.cuts.iter().filter(|cut| replaces.contains(&cut.said_by)).map(|cut| &cut.accepted);
        if let Some(first) = moved.next() {
            accepted.extend(moved.fold(first.clone(), |all, one| &all & one));
        }
        self.ledger.cuts.push(Cut { said_by, device, accepted, replaces });
        self.laptops[revoker].session.clear();
    }

    /// A coordinator changes the keys of a laptop, which goes on as another device with the visits of before.
    pub fn change_keys(&mut self) {
        let lone = |at: &usize| {
            let laptop = &self.laptops[*at];
            let heard = self.has_heard_of(FOUNDER, *at) && self.has_heard_of(*at, *at);
            laptop.single && !laptop.steward && laptop.former.len() < 2 && heard && self.is_live(*at)
        };
        let lone: Vec<usize> = self.members().into_iter().filter(lone).collect();
        let Some(who) = self.dice.of(&lone) else { return };
        let old = self.laptops[who].device;
        let (number, time) = self.begin(who);
        let ends = self.next_number().0;
        let before = self.laptops[who].shown(Kind::Device, &old.record());
        let heir = self.laptops[who].ws_mut().rekey().unwrap();
        self.ledger.admissions.entry(heir).or_default().insert(number);
        self.ledger.parts.insert((number, old.record()), ends);
        self.note(who, (number, time), (Kind::Device, heir.record()), true, None);
        self.note(who, (ends, time), (Kind::Device, old.record()), true, before);
        let laptop = &mut self.laptops[who];
        laptop.former.insert(std::mem::replace(&mut laptop.device, heir));
        laptop.session.clear();
        laptop.mine.clear();
        // Whoever has an old copy has the old keys.
        self.forget_copies_of(who);
        self.count("keys changed");
    }

    /// Two others remain, and what this one erased and whom it revoked is known: an erasure, or a revocation, that no
    /// longer counts is for tests of its own.
    fn can_do_without(&self, steward: usize) -> bool {
        let known = &self.laptops[FOUNDER].known;
        let by_it = |said_by: &Number| self.ledger.acts[said_by].author == self.laptops[steward].device;
        let erasures = self.ledger.erasures.iter().map(|erasure| erasure.said_by);
        let mut words = erasures.chain(self.ledger.cuts.iter().map(|cut| cut.said_by)).filter(by_it);
        self.stewards().len() > 2 && words.all(|said_by| known.contains(&said_by))
    }

    /// Laptops that a revoked steward admitted, of which the revoker had not heard: no one counts them any more.
    fn admit_anew(&mut self, steward: DeviceId) {
        let known = &self.laptops[FOUNDER].known;
        let by_it = |at: &usize| {
            let mut admissions = self.ledger.admissions.get(&self.laptops[*at].device).into_iter().flatten();
            admissions.any(|number| self.ledger.acts[number].author == steward && !known.contains(number))
        };
        let fallen: Vec<usize> = (0..self.laptops.len()).filter(by_it).filter(|at| self.is_live(*at)).collect();
        for laptop in fallen {
            if !self.has_heard_of(FOUNDER, laptop) {
                self.admit(FOUNDER, laptop, DeviceRole::Field);
                self.count("admitted anew");
            }
        }
    }

    /// Honest edits of a revoked laptop have come in since: they are accepted.
    pub fn move_a_cut(&mut self) {
        let stewards = self.stewards();
        let Some(who) = self.dice.of(&stewards) else { return };
        let known = &self.laptops[who].known;
        let said = self.ledger.cuts.iter().filter(|cut| known.contains(&cut.said_by));
        // That of a steward is moved by who said it.
        let may = |one: &Laptop| one.single && (!one.steward || who == FOUNDER);
        let may_move = |device: &DeviceId| self.laptops.iter().all(|one| one.device != *device || may(one));
        let held = |device: &DeviceId| {
            let acts = known.union(&self.laptops[who].held).map(|number| &self.ledger.acts[number]);
            acts.filter(|act| act.author == *device).any(|act| !self.ledger.counts(act, known))
        };
        let devices: Vec<DeviceId> = said.map(|cut| cut.device).filter(may_move).filter(held).collect();
        let Some(device) = self.dice.of(&devices) else { return };
        let moment = self.begin(who);
        let before = self.laptops[who].shown(Kind::Device, &device.record());
        let accepted = self.laptops[who].ws_mut().accept_held(device, None).unwrap();
        assert_eq!(accepted.held, 0, "all that is held is accepted");
        self.note(who, moment, (Kind::Device, device.record()), true, before);
        self.cut(who, moment.0, device);
        // What it may have held shows now if it did.
        let laptop = &self.laptops[who];
        let by_it = |number: &&Number| self.ledger.acts[*number].author == device;
        let perhaps: Known = laptop.held.iter().filter(by_it).copied().collect();
        let cut = self.ledger.cuts.last_mut().unwrap();
        let before_it = cut.accepted.clone();
        cut.accepted.extend(&perhaps);
        self.look_for(who, perhaps.union(&self.laptops[who].held).copied().collect());
        let known = &self.laptops[who].known;
        let in_vain = |number: &Number| perhaps.contains(number) && !known.contains(number);
        let cut = self.ledger.cuts.last_mut().unwrap();
        cut.accepted.retain(|number| before_it.contains(number) || !in_vain(number));
        let records: Vec<_> = perhaps.union(known).map(|number| &self.ledger.acts[number]).collect();
        let of_it: std::collections::BTreeSet<_> =
            records.iter().filter(|act| act.author == device).map(|act| act.of_what()).collect();
        for (kind, record) in of_it {
            self.must_show(who, kind, &record);
        }
        self.count("cuts moved");
    }
}
