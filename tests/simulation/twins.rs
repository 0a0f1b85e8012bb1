//! Two records for one thing become one, and are parted again.

use std::collections::BTreeMap;

use maillage::model::{Kind, MERGED_INTO, RecordId, Value};

use super::ledger::Act;
use super::world::World;

impl World {
    pub fn merge_or_part_two(&mut self, who: usize) {
        let known = &self.laptops[who].known;
        let members = self.ledger.records().filter(|(_, numbers)| {
            let first = numbers.first().map(|number| &self.ledger.acts[number]);
            first.is_some_and(|act| act.kind == Kind::Member && known.contains(&act.number))
        });
        let gone: Vec<RecordId> = members.map(|(id, _)| *id).filter(|id| self.ledger.stays(id, known) != *id).collect();
        match self.dice.of(&gone).filter(|_| self.dice.happens(400)) {
            Some(gone) => self.part(who, gone),
            None => self.merge(who),
        }
    }

    /// Two members, of which the one that stays has all that the other says: then one record alone is edited.
    fn merge(&mut self, who: usize) {
        let Some((kind, one)) = self.some_record(who, &[Kind::Member]) else { return };
        let Some((_, other)) = self.some_record(who, &[Kind::Member]) else { return };
        let linked = |id: &RecordId| self.ledger.shown(id, MERGED_INTO, &self.laptops[who].known).is_some();
        if one == other || linked(&one) {
            return;
        }
        let pair = self.laptops[who].ws().pair(&one, &other).unwrap();
        if pair.fields.iter().any(|field| field.kept.is_none()) {
            return;
        }
        let moment = self.begin(who);
        let done = self.laptops[who].ws_mut().merge(&one, &other, &[]);
        if self.was_saved(who, done) {
            self.note_link(who, moment, (kind, other), Some(one));
            self.must_show(who, kind, &one);
            self.count("merges");
        }
    }

    /// What the other took from it, it keeps.
    fn part(&mut self, who: usize, gone: RecordId) {
        let known = &self.laptops[who].known;
        let stays = self.ledger.stays(&gone, known);
        // One that gives way by a circle is parted with two edits.
        if self.ledger.shown(&stays, MERGED_INTO, known).is_some() {
            return;
        }
        let moment = self.begin(who);
        let done = self.laptops[who].ws_mut().unmerge(&gone);
        if self.was_saved(who, done) {
            self.note_link(who, moment, (Kind::Member, gone), None);
            self.must_show(who, Kind::Member, &stays);
            self.count("partings");
        }
    }

    /// A link is in no field that shows: it is entered as what was done.
    fn note_link(&mut self, who: usize, (number, time): (u64, i64), of_what: (Kind, RecordId), to: Option<RecordId>) {
        let ((kind, record), known) = (of_what, &self.laptops[who].known);
        let act = Act {
            number,
            author: self.laptops[who].device,
            kind,
            record,
            owner: None,
            time,
            here: true,
            changes: BTreeMap::from([(MERGED_INTO, to.map(Value::Ref))]),
            before: BTreeMap::from([(MERGED_INTO, self.ledger.shown(&record, MERGED_INTO, known))]),
            here_before: self.ledger.is_here(&record, known),
            replaces: BTreeMap::new(),
        };
        self.add(who, act);
        self.laptops[who].session.push(number);
    }
}
