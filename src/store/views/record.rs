//! A record as a page holds it: op ids once, registers by their number.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::State;
use crate::log::{Channel, LiveValue, OpId, OpRef, Register, Unreadable};
use crate::model::{AnyRecord, Kind, RecordId, Tag, Value, followed};
use crate::store::Place;

/// A record, read from the views.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredRecord {
    pub id: RecordId,
    /// Of this version or of a later one.
    pub kind: u16,
    pub channel: Channel,
    pub state: State,
}

impl StoredRecord {
    pub fn here(&self) -> bool {
        self.state.existence().is_some_and(|existence| existence.here)
    }

    /// Fields with two live values that differ and are to be chosen between: not those that follow another of them. Of a
    /// deleted record there is nothing to choose.
    pub fn diverging(&self) -> Vec<Tag> {
        if !self.here() {
            return Vec::new();
        }
        let all = self.state.diverging();
        let follows = |tag: &Tag| followed(self.kind, *tag).is_some_and(|leader| all.contains(&leader));
        all.iter().filter(|tag| !follows(tag)).copied().collect()
    }

    /// The typed record, or `None` for a kind that this version does not know. Fields that it does not know, or of which
    /// the value is unreadable, stay in the state alone.
    pub fn typed(&self) -> Option<AnyRecord> {
        let kind = Kind::from_number(self.kind)?;
        let mut record = AnyRecord::empty(kind);
        for spec in kind.fields() {
            let value = self.state.shown(spec.tag).and_then(|bytes| Value::from_bytes(bytes).ok());
            if value.is_some() {
                let _ = record.set(spec.tag, value);
            }
        }
        Some(record)
    }
}

/// Tag, live values by the number of their op, ids that are awaited.
type PackedRegister = (Tag, Vec<(u32, Option<Vec<u8>>)>, Vec<OpId>);

/// [`RecordState`](crate::log::RecordState) in the form that pages keep: live values name their op by its number here.
#[derive(Serialize, Deserialize)]
pub(super) struct Packed {
    ops: Vec<OpRef<Place>>,
    registers: Vec<PackedRegister>,
}

impl Packed {
    pub fn pack(state: &State) -> Self {
        let number: BTreeMap<OpId, u32> = state.ops.iter().zip(0..).map(|(op, n)| (op.id, n)).collect();
        let live = |value: &LiveValue| Some((*number.get(&value.op)?, value.value.clone()));
        let registers = state
            .registers
            .iter()
            .map(|(tag, register)| (*tag, register.live.iter().filter_map(live).collect(), register.awaited.clone()))
            .collect();
        Self { ops: state.ops.clone(), registers }
    }

    pub fn unpack(self) -> Result<State, Unreadable> {
        let mut registers = BTreeMap::new();
        for (tag, live, awaited) in self.registers {
            let live: Result<Vec<LiveValue>, Unreadable> = live
                .into_iter()
                .map(|(n, value)| {
                    let op = usize::try_from(n).ok().and_then(|n| self.ops.get(n)).ok_or(Unreadable)?.id;
                    Ok(LiveValue { op, value })
                })
                .collect();
            registers.insert(tag, Register { live: live?, awaited });
        }
        Ok(State { ops: self.ops, registers })
    }
}
