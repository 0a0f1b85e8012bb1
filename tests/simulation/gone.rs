//! Visits that are erased for good, everywhere, and visits that are cleared from one laptop.

use std::collections::BTreeSet;
use std::fs;

use maillage::log::{Body, Segment, decode};
use maillage::model::{Kind, RecordId, Setting};
use maillage::store::{Entry, Store, ViewsIn};
use maillage::workspace::{Edit, Retention, ToErase, VisitFilter, VisitTotals};

use super::laptop::{Laptop, copy_folder, opening};
use super::ledger::Erasing;
use super::world::{World, go};

impl World {
    /// The team lets visits be cleared as early as it may.
    pub fn keep_visits_for_a_month(&mut self) {
        let setting = Setting { keep_visits_days: Some(Setting::FEWEST_DAYS), ..Setting::default() };
        let id = Setting::id();
        self.commit(0, Kind::Setting, id, Edit::new("done-saved").create(id, setting), true);
        self.laptops[0].session.clear();
    }

    /// A steward erases a visit, with the notes about it.
    pub fn erase_one(&mut self) {
        let stewards = self.stewards();
        let Some(who) = self.dice.of(&stewards) else { return };
        let Some((_, visit)) = self.some_record(who, &[Kind::Visit]) else { return };
        let moment = self.begin(who);
        let workspace = self.laptops[who].ws_mut();
        let what = workspace.erasable(&ToErase::Records(vec![visit])).unwrap();
        let done = workspace.erase(&what, None, &mut go).unwrap();
        let ([erasure], true) = (done.erasures.as_slice(), done.purged) else { panic!("{done:?}") };
        self.note(who, moment, (Kind::Erasure, *erasure), true, None);
        // It is not undone.
        self.laptops[who].session.pop();
        let records: BTreeSet<RecordId> = what.records().collect();
        self.ledger.erasures.push(Erasing { said_by: moment.0, records: records.clone() });
        for record in records {
            let kind = if what.visits.contains(&record) { Kind::Visit } else { Kind::Note };
            self.must_show(who, kind, &record);
        }
        self.count("erasures");
    }

    /// A field laptop clears what is old by its clock, and proven to be at the head office.
    pub fn clear_one(&mut self) {
        let members: Vec<usize> = self.members().into_iter().filter(|at| !self.laptops[*at].steward).collect();
        let Some(who) = self.dice.of(&members) else { return };
        self.begin(who);
        let held = self.visits_and_notes(who);
        let sums = totals(&self.laptops[who]);
        let done = self.laptops[who].ws_mut().clear_old(false, &|_| {}).unwrap();
        let Retention::On(cleared) = done else { panic!("{done:?}") };
        let name = &self.laptops[who].name;
        assert!(cleared.period.is_none_or(|(_, last)| last < cleared.before), "{name} clears {cleared:?}");
        assert_eq!(totals(&self.laptops[who]), sums, "{name}: sums stay");
        let gone: BTreeSet<RecordId> = held.difference(&self.visits_and_notes(who)).copied().collect();
        assert_eq!(gone.len() as u64, cleared.visits + cleared.deleted + cleared.notes, "{name} clears {cleared:?}");
        for record in &gone {
            self.must_be_proven(who, record);
        }
        if !gone.is_empty() {
            self.laptops[who].cleared.extend(gone);
            self.count("clearings");
        }
    }

    /// Visits, and notes about them, of which a laptop has the history.
    fn visits_and_notes(&self, who: usize) -> BTreeSet<RecordId> {
        let laptop = &self.laptops[who];
        let of_visits = laptop.known.iter().map(|number| &self.ledger.acts[number]).filter(|act| act.owner.is_some());
        let records: BTreeSet<_> = of_visits.map(|act| act.of_what()).collect();
        let has = |(kind, record): &(Kind, RecordId)| !self.numbers(laptop, *kind, record).is_empty();
        records.into_iter().filter(has).map(|(_, record)| record).collect()
    }

    /// Two stewards have held every edit of it, or one has, and its backup.
    fn must_be_proven(&self, who: usize, record: &RecordId) {
        let laptop = &self.laptops[who];
        for act in self.ledger.of(record, &laptop.known) {
            let stewards = self.laptops.iter().filter(|one| one.steward);
            let has_held = |one: &&Laptop| one.known.contains(&act.number) || one.once.contains(&act.number);
            let holders: Vec<&Laptop> = stewards.filter(has_held).collect();
            let devices: BTreeSet<_> = holders.iter().map(|one| one.device).collect();
            let backed_up = holders.iter().any(|one| one.backed_up.contains(&act.number));
            assert!(devices.len() > 1 || backed_up, "{} clears edit {} too early", laptop.name, act.number);
        }
    }

    /// Records of which the content is in the journal, and should be gone for good.
    pub fn still_there(&self, laptop: &Laptop) -> Vec<String> {
        let copy = self.path(&format!("read-{}", laptop.name));
        copy_folder(&laptop.folder, &copy);
        let (store, _) = Store::open(&copy, opening(ViewsIn::Memory, 0)).unwrap();
        let mut found = BTreeSet::new();
        for frame in store.journal().iter_from(None) {
            let Ok((_, bytes)) = frame else {
                assert!(laptop.damaged.is_some(), "{}: its journal cannot be read", laptop.name);
                continue;
            };
            let entries: Vec<Entry> = decode(&bytes).unwrap();
            found.extend(entries.iter().flat_map(with_content));
        }
        drop(store);
        fs::remove_dir_all(&copy).unwrap();
        let gone = |id: &RecordId| laptop.cleared.contains(id) || self.ledger.is_erased(id, &laptop.known);
        let still = found.into_iter().filter(gone);
        still.map(|id| format!("{}: the content of {} is still there", laptop.name, id.short())).collect()
    }
}

fn totals(laptop: &Laptop) -> VisitTotals {
    laptop.ws().totals(&VisitFilter::default(), &|| false).unwrap()
}

fn with_content(entry: &Entry) -> Vec<RecordId> {
    let Entry::Ops(Segment { ops, .. }) = entry else { return Vec::new() };
    ops.iter().filter(|op| matches!(op.body, Body::Payload(_))).map(|op| op.record).collect()
}
