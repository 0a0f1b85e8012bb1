//! What a record is, from the set of ops about it: any order, any repetition, any split give the same.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Existence, FieldEdit, OpId, decode, encode};
use crate::model::{EXISTENCE, Tag};

/// One op about a record: its id, its author's time, and where this laptop keeps it (`L`).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct OpRef<L> {
    pub id: OpId,
    /// UTC milliseconds.
    pub time: i64,
    pub at: L,
}

/// A value that nobody who saw it has replaced. `None`: the field was emptied.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct LiveValue {
    pub op: OpId,
    pub value: Option<Vec<u8>>,
}

/// One field: its live values, and the replaced ones that have not arrived yet. Both sorted by op.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Register {
    pub live: Vec<LiveValue>,
    pub awaited: Vec<OpId>,
}

impl Register {
    /// Two live values that differ, written without knowledge of each other.
    pub fn diverges(&self) -> bool {
        self.live.iter().skip(1).any(|other| Some(&other.value) != self.live.first().map(|first| &first.value))
    }

    fn apply(&mut self, id: OpId, edit: &FieldEdit, known: impl Fn(&OpId) -> bool) {
        for replaced in &edit.replaces {
            self.live.retain(|value| value.op != *replaced);
            if !known(replaced) && *replaced != id {
                insert_sorted(&mut self.awaited, *replaced);
            }
        }
        if let Ok(place) = self.awaited.binary_search(&id) {
            self.awaited.remove(place);
        } else if let Err(place) = self.live.binary_search_by(|value| value.op.cmp(&id)) {
            self.live.insert(place, LiveValue { op: id, value: edit.value.clone() });
        }
    }
}

fn insert_sorted(list: &mut Vec<OpId>, id: OpId) {
    if let Err(place) = list.binary_search(&id) {
        list.insert(place, id);
    }
}

/// One record: the ops about it that count, in the order of their arrival, and its registers.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct RecordState<L> {
    pub ops: Vec<OpRef<L>>,
    pub registers: BTreeMap<Tag, Register>,
}

impl<L> Default for RecordState<L> {
    fn default() -> Self {
        Self { ops: Vec::new(), registers: BTreeMap::new() }
    }
}

impl<L: Copy> RecordState<L> {
    /// Adds one op. One that is already here changes nothing.
    pub fn apply(&mut self, op: OpRef<L>, edits: &[FieldEdit]) {
        if self.holds(&op.id) {
            return;
        }
        for edit in edits {
            let ops = &self.ops;
            let known = |id: &OpId| ops.iter().any(|held| held.id == *id);
            self.registers.entry(edit.tag).or_default().apply(op.id, edit, known);
        }
        for register in self.registers.values_mut() {
            register.awaited.retain(|id| *id != op.id);
        }
        self.ops.push(op);
    }

    pub fn holds(&self, id: &OpId) -> bool {
        self.ops.iter().any(|op| op.id == *id)
    }

    /// The time of an op about this record, or the earliest of times.
    pub fn time_of(&self, id: &OpId) -> i64 {
        self.ops.iter().find(|op| op.id == *id).map_or(i64::MIN, |op| op.time)
    }

    /// The value shown: the latest of the live ones, until someone chooses. `None`: never written, or emptied.
    pub fn shown(&self, tag: Tag) -> Option<&[u8]> {
        let register = self.registers.get(&tag)?;
        register.live.iter().max_by_key(|value| (self.time_of(&value.op), value.op))?.value.as_deref()
    }

    /// The ids that an edit of this field made now replaces.
    pub fn live_ops(&self, tag: Tag) -> Vec<OpId> {
        self.registers
            .get(&tag)
            .map(|register| register.live.iter().map(|value| value.op).collect())
            .unwrap_or_default()
    }

    /// Fields with two live values that differ. A delete that met an edit diverges at tag 0.
    pub fn diverging(&self) -> Vec<Tag> {
        self.registers.iter().filter(|(_, register)| register.diverges()).map(|(tag, _)| *tag).collect()
    }

    /// Kind and presence. A record of which existence diverges is here, and shown whole.
    pub fn existence(&self) -> Option<Existence> {
        let register = self.registers.get(&EXISTENCE)?;
        let read = |value: &LiveValue| value.value.as_deref().and_then(|bytes| decode::<Existence>(bytes).ok());
        let mut found: Vec<Existence> = register.live.iter().filter_map(read).collect();
        found.sort_by_key(|existence| (existence.here, existence.kind));
        found.pop()
    }

    /// UTC milliseconds of the latest op.
    pub fn updated(&self) -> i64 {
        self.ops.iter().map(|op| op.time).max().unwrap_or_default()
    }

    /// The edit of tag 0 that every op carries.
    pub fn existence_edit(&self, existence: Existence) -> FieldEdit {
        FieldEdit { tag: EXISTENCE, replaces: self.live_ops(EXISTENCE), value: Some(encode(&existence)) }
    }

    /// An edit of a field, made with the knowledge of all its live values.
    pub fn edit(&self, tag: Tag, value: Option<Vec<u8>>) -> FieldEdit {
        FieldEdit { tag, replaces: self.live_ops(tag), value }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    type State = RecordState<()>;

    fn op(n: u8) -> OpRef<()> {
        OpRef { id: OpId([n; 16]), time: i64::from(n % 3), at: () }
    }

    fn edit(tag: Tag, replaces: &[u8], value: u8) -> FieldEdit {
        FieldEdit { tag, replaces: replaces.iter().map(|n| OpId([*n; 16])).collect(), value: Some(vec![value]) }
    }

    #[test]
    fn an_edit_replaces_what_its_author_saw() {
        let mut state = State::default();
        state.apply(op(1), &[edit(5, &[], 10)]);
        state.apply(op(2), &[edit(5, &[1], 20)]);
        assert_eq!(state.shown(5), Some(&[20][..]));
        assert!(state.diverging().is_empty());
    }

    #[test]
    fn two_edits_made_apart_diverge_until_someone_chooses() {
        let mut state = State::default();
        state.apply(op(1), &[edit(5, &[], 10)]);
        state.apply(op(2), &[edit(5, &[1], 20)]);
        state.apply(op(3), &[edit(5, &[1], 30)]);
        assert_eq!(state.diverging(), vec![5]);
        assert_eq!(state.shown(5), Some(&[20][..]), "the latest by time is shown");
        state.apply(op(4), &[FieldEdit { tag: 5, replaces: state.live_ops(5), value: Some(vec![30]) }]);
        assert!(state.diverging().is_empty());
    }

    #[test]
    fn equal_values_written_apart_do_not_diverge() {
        let mut state = State::default();
        state.apply(op(1), &[edit(5, &[], 10)]);
        state.apply(op(2), &[edit(5, &[], 10)]);
        assert!(state.diverging().is_empty());
    }

    #[test]
    fn a_delete_that_met_an_edit_leaves_the_record_here_and_diverging() {
        let here = |here| Some(encode(&Existence { kind: 2, here }));
        let mut state = State::default();
        state.apply(op(1), &[FieldEdit { tag: EXISTENCE, replaces: vec![], value: here(true) }]);
        let first = vec![OpId([1; 16])];
        state.apply(op(2), &[FieldEdit { tag: EXISTENCE, replaces: first.clone(), value: here(false) }]);
        state.apply(op(3), &[FieldEdit { tag: EXISTENCE, replaces: first, value: here(true) }]);
        assert_eq!(state.diverging(), vec![EXISTENCE]);
        assert!(state.existence().unwrap().here);
    }

    /// Random histories: each op edits one or two tags, and has seen some of the earlier ops.
    fn histories() -> impl Strategy<Value = Vec<(OpRef<()>, Vec<FieldEdit>)>> {
        prop::collection::vec((0_u8..3, any::<u16>(), 0_u8..4), 1..24).prop_map(|plan| {
            plan.into_iter()
                .enumerate()
                .map(|(n, (tag, seen, value))| {
                    let n = u8::try_from(n).unwrap();
                    let replaces: Vec<u8> = (0..n).filter(|earlier| seen >> (earlier % 16) & 1 == 1).collect();
                    (op(n), vec![edit(u16::from(tag), &replaces, value), edit(9, &[], value)])
                })
                .collect()
        })
    }

    proptest! {
        #[test]
        fn any_order_and_repetition_give_the_same_registers(ops in histories(), order in any::<prop::sample::Index>(), seed in any::<u64>()) {
            let mut plain = State::default();
            for (op, edits) in &ops {
                plain.apply(*op, edits);
            }
            let mut shuffled = ops.clone();
            let mut random = seed | 1;
            for i in (1..shuffled.len()).rev() {
                random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                shuffled.swap(i, (random >> 33) as usize % (i + 1));
            }
            let repeated = shuffled[order.index(shuffled.len())].clone();
            shuffled.push(repeated);
            let mut other = State::default();
            for (op, edits) in &shuffled {
                other.apply(*op, edits);
            }
            prop_assert_eq!(&plain.registers, &other.registers);
            for tag in 0..10 {
                prop_assert_eq!(plain.shown(tag), other.shown(tag));
            }
        }
    }
}
