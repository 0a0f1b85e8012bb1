//! Where references to a record that gave way lead.

use std::collections::BTreeMap;

use crate::log::Merges;
use crate::model::{AnyRecord, RecordId, Value};

#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Merged {
    /// Record that gave way → the one that stays.
    stays: BTreeMap<RecordId, RecordId>,
    /// Record that stays → those that gave way to it.
    gone: BTreeMap<RecordId, Vec<RecordId>>,
}

impl Merged {
    pub fn of(merges: &Merges) -> Self {
        let mut merged = Self::default();
        for gave in merges.gave_way() {
            merged.stays.insert(gave.gone, gave.stays);
            merged.gone.entry(gave.stays).or_default().push(gave.gone);
        }
        merged
    }

    pub fn gave_way(&self, id: &RecordId) -> bool {
        self.stays.contains_key(id)
    }

    pub fn gone(&self) -> impl Iterator<Item = RecordId> {
        self.stays.keys().copied()
    }

    pub fn stays(&self, id: &RecordId) -> RecordId {
        self.stays.get(id).copied().unwrap_or(*id)
    }

    pub fn to(&self, stays: RecordId) -> impl Iterator<Item = RecordId> {
        self.gone.get(&stays).into_iter().flatten().copied()
    }

    /// The record, referring to what stays.
    pub fn lead(&self, mut record: AnyRecord) -> AnyRecord {
        if self.stays.is_empty() {
            return record;
        }
        for spec in record.kind().fields() {
            let led = match record.get(spec.tag) {
                Some(Value::Ref(id)) if self.gave_way(&id) => Value::Ref(self.stays(&id)),
                Some(Value::Refs(ids)) if ids.iter().any(|id| self.gave_way(id)) => Value::Refs(self.lead_all(&ids)),
                _ => continue,
            };
            // A reference leads to a reference: the type is the same.
            let _ = record.set(spec.tag, Some(led));
        }
        record
    }

    /// Each once, in their order.
    fn lead_all(&self, ids: &[RecordId]) -> Vec<RecordId> {
        let mut led = Vec::with_capacity(ids.len());
        for id in ids.iter().map(|id| self.stays(id)) {
            if !led.contains(&id) {
                led.push(id);
            }
        }
        led
    }
}
