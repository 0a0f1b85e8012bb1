//! Where references to a record that gave way lead.

use std::collections::BTreeMap;

use crate::log::Merges;
use crate::model::{AnyRecord, RecordId, Value};

/// Record that gave way → the one that stays.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Merged(BTreeMap<RecordId, RecordId>);

impl Merged {
    pub fn of(merges: &Merges) -> Self {
        Self(merges.gave_way().map(|gave| (gave.gone, gave.stays)).collect())
    }

    pub fn gave_way(&self, id: &RecordId) -> bool {
        self.0.contains_key(id)
    }

    pub fn gone(&self) -> impl Iterator<Item = RecordId> {
        self.0.keys().copied()
    }

    pub fn stays(&self, id: &RecordId) -> RecordId {
        self.0.get(id).copied().unwrap_or(*id)
    }

    pub fn to(&self, stays: RecordId) -> impl Iterator<Item = RecordId> {
        self.0.iter().filter(move |(_, end)| **end == stays).map(|(gone, _)| *gone)
    }

    /// The record, referring to what stays.
    pub fn lead(&self, mut record: AnyRecord) -> AnyRecord {
        if self.0.is_empty() {
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
