//! Who is of the team: late admissions, revocations, and what is accepted of a revoked laptop.

use maillage::log::DeviceId;
use maillage::model::{DeviceRole, Kind, RevokeReason};

use super::ledger::{Cut, Known, Number};
use super::world::World;

/// Laptops that are revoked, at most; one of them may be a steward's.
const REVOKED: usize = 4;

/// Who revokes: what two who do not know of each other say of one laptop is for tests of the verdict alone.
const REVOKER: usize = 0;

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

    /// A steward hears that a laptop was stolen: what it holds of it counts, what comes later does not.
    pub fn revoke_one(&mut self) {
        let revoked = self.laptops.iter().enumerate().filter(|(at, _)| !self.is_live(*at)).count();
        if revoked >= REVOKED {
            return;
        }
        let lone = |at: &usize| *at != REVOKER && self.laptops[*at].single && self.laptops[*at].joined;
        let reachable = self.reachable(REVOKER).into_iter();
        let can = |at: &usize| lone(at) && (!self.laptops[*at].steward || self.can_do_without(*at));
        let Some(victim) = self.dice.of(&reachable.filter(can).collect::<Vec<_>>()) else { return };
        let device = self.laptops[victim].device;
        let moment = self.begin(REVOKER);
        let before = self.laptops[REVOKER].shown(Kind::Device, &device.record());
        self.laptops[REVOKER].ws_mut().revoke(device, RevokeReason::Stolen).unwrap();
        self.note(REVOKER, moment, (Kind::Device, device.record()), true, before);
        self.cut(moment.0, device);
        self.count("revocations");
        if self.laptops[victim].steward {
            self.count("revoked stewards");
            self.admit_anew(device);
        }
    }

    /// Of the others' edits, what the revoker holds and counts now is accepted.
    fn cut(&mut self, said_by: Number, device: DeviceId) {
        let known = &self.laptops[REVOKER].known;
        let by_it = |number: &&Number| self.ledger.acts[*number].author == device;
        let mut accepted: Known = known.iter().filter(by_it).copied().collect();
        let revoked = Kind::Device.field("revoked").unwrap().tag;
        let replaces = self.ledger.acts[&said_by].replaces[&revoked].clone();
        // What was accepted before stays so, also where the revoker has lost it since.
        let moved = self.ledger.cuts.iter().filter(|cut| replaces.contains(&cut.said_by));
        moved.for_each(|cut| accepted.extend(&cut.accepted));
        self.ledger.cuts.push(Cut { said_by, device, accepted, replaces });
        self.laptops[REVOKER].session.clear();
    }

    /// A coordinator changes the keys of a laptop, which goes on as another device with the visits of before.
    pub fn change_keys(&mut self) {
        let lone = |at: &usize| {
            let laptop = &self.laptops[*at];
            let heard = self.has_heard_of(REVOKER, *at) && self.has_heard_of(*at, *at);
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

    /// Two others remain, and what this one erased is known: an erasure that no longer counts is for tests of its own.
    fn can_do_without(&self, steward: usize) -> bool {
        let known = &self.laptops[REVOKER].known;
        let by_it = |said_by: &Number| self.ledger.acts[said_by].author == self.laptops[steward].device;
        let mut erasures = self.ledger.erasures.iter().map(|erasure| erasure.said_by).filter(by_it);
        self.stewards().len() > 2 && erasures.all(|said_by| known.contains(&said_by))
    }

    /// Laptops that a revoked steward admitted, of which the revoker had not heard: no one counts them any more.
    fn admit_anew(&mut self, steward: DeviceId) {
        let known = &self.laptops[REVOKER].known;
        let by_it = |at: &usize| {
            let mut admissions = self.ledger.admissions.get(&self.laptops[*at].device).into_iter().flatten();
            admissions.any(|number| self.ledger.acts[number].author == steward && !known.contains(number))
        };
        let fallen: Vec<usize> = (0..self.laptops.len()).filter(by_it).filter(|at| self.is_live(*at)).collect();
        for laptop in fallen {
            if !self.has_heard_of(REVOKER, laptop) {
                self.admit(REVOKER, laptop, DeviceRole::Field);
                self.count("admitted anew");
            }
        }
    }

    /// Honest edits of a revoked laptop have come in since: they are accepted.
    pub fn move_a_cut(&mut self) {
        let known = &self.laptops[REVOKER].known;
        let said = self.ledger.cuts.iter().filter(|cut| known.contains(&cut.said_by));
        let single = |device: &DeviceId| self.laptops.iter().all(|one| one.device != *device || one.single);
        let held = |device: &DeviceId| {
            let acts = known.union(&self.laptops[REVOKER].held).map(|number| &self.ledger.acts[number]);
            acts.filter(|act| act.author == *device).any(|act| !self.ledger.counts(act, known))
        };
        let devices: Vec<DeviceId> = said.map(|cut| cut.device).filter(single).filter(held).collect();
        let Some(device) = self.dice.of(&devices) else { return };
        let moment = self.begin(REVOKER);
        let before = self.laptops[REVOKER].shown(Kind::Device, &device.record());
        let accepted = self.laptops[REVOKER].ws_mut().accept_held(device, None).unwrap();
        assert_eq!(accepted.held, 0, "all that is held is accepted");
        self.note(REVOKER, moment, (Kind::Device, device.record()), true, before);
        self.cut(moment.0, device);
        // What it may have held shows now if it did.
        let laptop = &self.laptops[REVOKER];
        let by_it = |number: &&Number| self.ledger.acts[*number].author == device;
        let perhaps: Known = laptop.held.iter().filter(by_it).copied().collect();
        let cut = self.ledger.cuts.last_mut().unwrap();
        let before_it = cut.accepted.clone();
        cut.accepted.extend(&perhaps);
        self.look_for(REVOKER, perhaps.union(&self.laptops[REVOKER].held).copied().collect());
        let known = &self.laptops[REVOKER].known;
        let in_vain = |number: &Number| perhaps.contains(number) && !known.contains(number);
        let cut = self.ledger.cuts.last_mut().unwrap();
        cut.accepted.retain(|number| before_it.contains(number) || !in_vain(number));
        let records: Vec<_> = perhaps.union(known).map(|number| &self.ledger.acts[number]).collect();
        let of_it: std::collections::BTreeSet<_> =
            records.iter().filter(|act| act.author == device).map(|act| act.of_what()).collect();
        for (kind, record) in of_it {
            self.must_show(REVOKER, kind, &record);
        }
        self.count("cuts moved");
    }
}
