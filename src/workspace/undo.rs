//! What was done, taken back and done again. Undo is a new edit: history is never rewritten.

use std::collections::BTreeSet;

use super::commit::{Committed, Draft};
use super::{Workspace, WorkspaceError};
use crate::log::{Existence, FieldEdit, LiveValue, OpId, decode};
use crate::model::{EXISTENCE, Kind, RecordId, Tag};
use crate::store::views::{State, ViewError};

/// One action, in the form that can be taken back: per record, what each field held before and after.
#[derive(Clone, Debug)]
pub(super) struct Undo {
    /// Of its first op: what names it in the journal.
    pub id: OpId,
    pub label: String,
    pub records: Vec<UndoRecord>,
}

impl Undo {
    /// What was erased is not brought back.
    pub fn forget(&mut self, erased: &BTreeSet<RecordId>) {
        self.records.retain(|record| !erased.contains(&record.id));
    }

    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }
}

#[derive(Clone, Debug)]
pub(super) struct UndoRecord {
    pub kind: u16,
    pub id: RecordId,
    /// Whether it was here before, and after; both answers where a delete had met an edit.
    pub here: (Vec<bool>, Vec<bool>),
    pub fields: Vec<FieldUndo>,
}

/// A field's values before and after an action.
#[derive(Clone, Debug)]
pub(super) struct FieldUndo {
    pub tag: Tag,
    pub before: Held,
    pub after: Held,
}

/// What a field holds: one value, or those that diverge, the latest last. Never empty: `None` is an empty field.
pub(super) type Held = Vec<Option<Vec<u8>>>;

/// What a field holds now.
pub(super) fn held(state: &State, tag: Tag) -> Held {
    distinct(live(state, tag).into_iter().map(|live| live.value.clone()).collect(), None)
}

/// Whether a record is here now; both answers where a delete met an edit.
pub(super) fn presence(state: &State) -> Vec<bool> {
    let here = |live: &LiveValue| decode::<Existence>(live.value.as_deref()?).ok().map(|existence| existence.here);
    distinct(live(state, EXISTENCE).into_iter().filter_map(here).collect(), false)
}

/// The live values of a field, the latest last: the one that is shown.
fn live(state: &State, tag: Tag) -> Vec<&LiveValue> {
    let mut live: Vec<&LiveValue> =
        state.registers.get(&tag).map(|register| register.live.iter().collect()).unwrap_or_default();
    live.sort_by_key(|live| (state.time_of(&live.op), live.op));
    live
}

/// Each once, at its last place; `empty` if there is none.
pub(super) fn distinct<T: PartialEq + Clone>(values: Vec<T>, empty: T) -> Vec<T> {
    let last = |at: usize, value: &T| !values.iter().skip(at + 1).any(|later| later == value);
    let kept: Vec<T> =
        values.iter().enumerate().filter(|(at, value)| last(*at, value)).map(|(_, v)| v.clone()).collect();
    if kept.is_empty() { vec![empty] } else { kept }
}

/// The same values, in whatever order.
pub(super) fn same<T: PartialEq>(some: &[T], others: &[T]) -> bool {
    some.len() == others.len() && some.iter().all(|one| others.contains(one))
}

/// The nth of some values, or the last: where one field has more of them than another.
fn nth<T>(values: &[T], n: usize) -> Option<&T> {
    values.get(n).or(values.last())
}

impl Workspace {
    /// Takes back the last action of this session; `None` if there is none.
    ///
    /// # Errors
    /// What the disk said; nothing is taken back then.
    pub fn undo(&mut self) -> Result<Option<(String, Committed)>, WorkspaceError> {
        let Some(undo) = self.undo.pop() else { return Ok(None) };
        match self.reverse(&undo) {
            Ok((redo, done)) => {
                self.redo.extend(redo);
                Ok(Some((undo.label, done)))
            }
            Err(error) => {
                self.undo.push(undo);
                Err(error)
            }
        }
    }

    /// Does again what was last taken back.
    ///
    /// # Errors
    /// What the disk said; nothing is done then.
    pub fn redo(&mut self) -> Result<Option<(String, Committed)>, WorkspaceError> {
        let Some(redo) = self.redo.pop() else { return Ok(None) };
        match self.reverse(&redo) {
            Ok((undo, done)) => {
                self.undo.extend(undo);
                Ok(Some((redo.label, done)))
            }
            Err(error) => {
                self.redo.push(redo);
                Err(error)
            }
        }
    }

    /// A new edit that brings back what was, where my value is still the only live one.
    pub(super) fn reverse(&mut self, undo: &Undo) -> Result<(Option<Undo>, Committed), WorkspaceError> {
        let mut done = Committed::default();
        let mut drafts = Vec::new();
        for record in &undo.records {
            let Some(stored) = self.store.views().record(record.kind, &record.id)? else { continue };
            let state = &stored.state;
            let Some(kind) = Kind::from_number(record.kind) else { continue };
            let here_now = presence(state);
            let here = if self.presence_stands(state, record)? { record.here.0.clone() } else { here_now.clone() };
            if !same(&here, &record.here.0) {
                done.kept.push((kind, record.id, EXISTENCE));
            }
            let mut fields = Vec::new();
            for field in &record.fields {
                if self.stands(state, field)? {
                    fields.push(FieldUndo { tag: field.tag, before: field.after.clone(), after: field.before.clone() });
                } else {
                    done.kept.push((kind, record.id, field.tag));
                }
            }
            if !fields.is_empty() || !same(&here, &here_now) {
                done.records.push((kind, record.id));
                let redo = UndoRecord { kind: record.kind, id: record.id, here: (here_now, here), fields };
                let ops = ops(state, &redo);
                drafts.push(Draft::new(redo, stored.channel, ops, None));
            }
        }
        let undo = self.write(&undo.label, Some(undo.id), drafts)?;
        done.saved_at = undo.as_ref().and(self.desk.saved_at);
        Ok((undo, done))
    }

    /// Whether a field still holds what an action wrote there, and nobody else's.
    pub(super) fn stands(&self, state: &State, field: &FieldUndo) -> Result<bool, ViewError> {
        Ok(same(&held(state, field.tag), &field.after) && self.are_mine(state, field.tag)?)
    }

    /// The same for whether a record is here.
    pub(super) fn presence_stands(&self, state: &State, record: &UndoRecord) -> Result<bool, ViewError> {
        Ok(same(&presence(state), &record.here.1) && self.are_mine(state, EXISTENCE)?)
    }

    /// Whether all that a field holds was written on this laptop.
    fn are_mine(&self, state: &State, tag: Tag) -> Result<bool, ViewError> {
        for live in live(state, tag) {
            let Some(op) = state.ops.iter().find(|op| op.id == live.op) else { return Ok(false) };
            let author = self.store.views().history_op(op, &self.store)?.author;
            if !self.desk.is_me(Some(author.record())) {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

/// The ops that give a record what it is to hold after. Where values are to stand side by side again, as many ops that
/// know nothing of each other.
fn ops(state: &State, change: &UndoRecord) -> Vec<Vec<FieldEdit>> {
    let here = &change.here.1;
    let count = change.fields.iter().map(|field| field.after.len()).chain([here.len()]).max().unwrap_or(1);
    let op = |n: usize| {
        let here = nth(here, n).copied().unwrap_or_default();
        let fields = change.fields.iter().filter(|field| n == 0 || n < field.after.len());
        let edits = fields.map(|field| state.edit(field.tag, nth(&field.after, n).cloned().flatten()));
        std::iter::once(state.existence_edit(Existence { kind: change.kind, here })).chain(edits).collect()
    };
    (0..count).map(op).collect()
}
