//! What one holder had to do becomes another's.

use std::collections::BTreeMap;

use maillage::log::DeviceId;
use maillage::model::{Kind, RecordId};
use maillage::workspace::HandoverPlan;

use super::ledger::Expected;
use super::world::World;

impl World {
    /// A steward hands over all that is somebody's, in one action: edits of many records, of one moment.
    pub fn hand_over_a_territory(&mut self) {
        let stewards = self.stewards();
        let Some(who) = self.dice.of(&stewards) else { return };
        let known_of = self.reachable(who);
        let (Some(from), Some(to)) = (self.dice.of(&known_of), self.dice.of(&known_of)) else { return };
        let (from, to) = (self.laptops[from].device, self.laptops[to].device);
        let (number, time) = self.begin(who);
        if from == to {
            return;
        }
        let plan = self.laptops[who].ws().handover_plan(from, to, &[]).unwrap();
        if plan.is_empty() {
            return;
        }
        let before = self.before(who, &plan);
        let done = self.laptops[who].ws_mut().hand_over(&plan);
        let changed = done.as_ref().map(|done| done.records.clone()).unwrap_or_default();
        if self.was_saved(who, done) {
            self.note_all(who, (number, time), to, &changed, before);
            self.count("handovers");
        }
    }

    fn before(&self, who: usize, plan: &HandoverPlan) -> BTreeMap<RecordId, Expected> {
        let visits = plan.visits.iter().map(|row| (Kind::Visit, row.id));
        let devices = [plan.from, plan.to].map(|device| (Kind::Device, device.record()));
        let all = plan.records.iter().copied().chain(visits).chain(devices);
        all.filter_map(|(kind, id)| Some((id, self.laptops[who].shown(kind, &id)?))).collect()
    }

    fn note_all(
        &mut self,
        who: usize,
        (moment, time): (u64, i64),
        to: DeviceId,
        changed: &[(Kind, RecordId)],
        mut before: BTreeMap<RecordId, Expected>,
    ) {
        let session = self.laptops[who].session.len();
        let mut number = moment;
        for (kind, record) in changed {
            if number != moment {
                self.ledger.parts.insert((moment, *record), number);
            }
            let known = self.ledger.of(record, &self.laptops[who].known).next().is_some();
            let owner = match kind {
                Kind::Visit if !known => Some(to),
                _ => self.owner_of(&self.laptops[who], *kind, record),
            };
            self.note_among(owner, who, (number, time), (*kind, *record), true, before.remove(record));
            number = self.next_number().0;
        }
        // One undo takes all of it back.
        self.laptops[who].session.truncate(session + 1);
    }
}
