//! What was done on this laptop, action by action, as its journal keeps it: each is taken back, or done again, today or
//! after any number of restarts.

use std::collections::{BTreeMap, BTreeSet};

use super::history::here;
use super::undo::{FieldUndo, Held, Undo, UndoRecord, distinct, same};
use super::{Committed, Workspace, WorkspaceError};
use crate::log::{DeviceId, FieldEdit, OpId, OpRef};
use crate::model::{AnyRecord, EXISTENCE, FIRST_TRUST_TAG, Kind, MERGED_INTO, RecordId, Tag, Value};
use crate::store::views::{Frames, HistoryOp, State, StoredRecord};
use crate::store::{Entry, Place};

/// Records of one action that are looked at: of an action on more, the first ones speak for all.
const LOOKED_AT: usize = 40;
/// Actions read at first where one of them is looked for.
const RUN: usize = 256;

/// One action of the person.
#[derive(Clone, Debug, PartialEq)]
pub struct Deed {
    /// Of its first op.
    pub id: OpId,
    /// UTC milliseconds.
    pub time: i64,
    /// Message id of its name.
    pub label: String,
    /// The first of the records that it touched.
    pub records: Vec<DeedRecord>,
    /// How many it touched.
    pub touched: usize,
    pub stands: Stands,
}

/// What an action did to one record.
#[derive(Clone, Debug, PartialEq)]
pub struct DeedRecord {
    pub kind: Kind,
    pub id: RecordId,
    /// As it is now, with what the action wrote: what it is called by, even if it is gone.
    pub record: AnyRecord,
    /// `Some(false)` deleted it, `Some(true)` created it or brought it back.
    pub here: Option<bool>,
    /// `None` as a value: emptied.
    pub changes: Vec<(Tag, Option<Value>)>,
}

/// What is left of an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stands {
    /// All that it wrote; it can be taken back.
    Whole,
    /// Some fields were changed since: taking it back leaves those alone.
    Part,
    /// Everything that it wrote was changed since, erased, or has left this laptop.
    Not,
    /// It was taken back, at this time (UTC milliseconds); it can be done again.
    Undone(i64),
    /// It says who is in the team, or what is erased: that is not taken back by a key.
    ForGood,
}

/// What was done, newest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Deeds {
    pub all: Vec<Deed>,
    /// Older ones were not read.
    pub more: bool,
}

/// An action as the journal has it.
struct Written {
    id: OpId,
    label: String,
    undoes: Option<OpId>,
    ops: Vec<(Place, OpId)>,
}

impl Workspace {
    /// The last actions of this laptop, newest first. What took another one back, or did it again, is no line of its own:
    /// that one says so. `most`: actions to read.
    ///
    /// # Errors
    /// [`WorkspaceError::Store`].
    pub fn deeds(&self, most: usize) -> Result<Deeds, WorkspaceError> {
        let (written, more) = self.written(most)?;
        let turns = turns(&written);
        let roots = written.iter().filter(|one| one.undoes.is_none());
        let all = roots.map(|one| self.deed(one, last_turn(&turns, one))).collect::<Result<_, _>>()?;
        Ok(Deeds { all, more })
    }

    /// Takes one action back, whenever it was done, or does it again if it was taken back: as [`Workspace::undo`], a field
    /// is touched only where what the action wrote is still its only value. `true`: it was done again. `None`: there is no
    /// such action, or it is not to be taken back.
    ///
    /// # Errors
    /// What the disk said; nothing is changed then.
    pub fn turn_deed(&mut self, id: &OpId) -> Result<Option<(String, bool, Committed)>, WorkspaceError> {
        let mut most = RUN;
        let (written, at) = loop {
            let (written, more) = self.written(most)?;
            match written.iter().position(|one| one.id == *id) {
                Some(at) => break (written, at),
                None if more => most *= 4,
                None => return Ok(None),
            }
        };
        let Some(root) = written.get(at).filter(|one| one.undoes.is_none()) else { return Ok(None) };
        let turns = turns(&written);
        let (last, again) = last_turn(&turns, root).map_or((root, false), |(last, redone)| (last, !redone));
        if self.is_for_good(root)? {
            return Ok(None);
        }
        let undo = self.undo_of(last, usize::MAX)?;
        let (back, done) = self.reverse(&undo)?;
        let chain: BTreeSet<OpId> = chain(&turns, root).map(|one| one.id).collect();
        self.undo.retain(|one| !chain.contains(&one.id));
        self.redo.retain(|one| !chain.contains(&one.id));
        if again { &mut self.undo } else { &mut self.redo }.extend(back);
        Ok(Some((undo.label, again, done)))
    }

    fn written(&self, most: usize) -> Result<(Vec<Written>, bool), WorkspaceError> {
        let mine = |device: &DeviceId| self.desk.is_me(Some(device.record()));
        let frames = self.store.views().last_deeds(&mine, most)?;
        let more = frames.len() == most;
        let mut all = Vec::new();
        for (at, ops) in frames.into_iter().rev() {
            let Some((_, id)) = ops.first().copied() else { continue };
            let entries = self.store.frame(at)?;
            let label = entries.iter().find_map(|entry| match entry {
                Entry::Action { label } => Some(label.clone()),
                _ => None,
            });
            let undoes = entries.iter().find_map(|entry| match entry {
                Entry::Undoes(id) => Some(*id),
                _ => None,
            });
            // Edits of this laptop that came back from elsewhere were no action here.
            all.extend(label.map(|label| Written { id, label, undoes, ops }));
        }
        Ok((all, more))
    }

    /// The ops of an action by the record that they are of, the first `most` records.
    fn ops_by_record(&self, written: &Written, most: usize) -> Result<Vec<Vec<HistoryOp>>, WorkspaceError> {
        let mut all: Vec<Vec<HistoryOp>> = Vec::new();
        let mut slots: BTreeMap<RecordId, usize> = BTreeMap::new();
        for (at, id) in &written.ops {
            let op = self.store.views().history_op(&OpRef { id: *id, time: 0, at: *at }, &self.store)?;
            let next = all.len();
            let slot = *slots.entry(op.record).or_insert(next);
            match all.get_mut(slot) {
                Some(ops) => ops.push(op),
                None if next < most => all.push(vec![op]),
                None => break,
            }
        }
        Ok(all)
    }

    fn deed(&self, written: &Written, turned: Option<(&Written, bool)>) -> Result<Deed, WorkspaceError> {
        let (mut records, mut time, mut undos) = (Vec::new(), None, Vec::new());
        let by_record = self.ops_by_record(written, LOOKED_AT)?;
        for ops in &by_record {
            time = time.or(ops.first().map(|op| op.time));
            let Some(kind) = kind_of(ops) else { continue };
            let stored = self.store.views().record(kind.number(), &id_of(ops))?;
            let undo = stored.as_ref().map(|stored| self.undo_record(ops, stored)).transpose()?.flatten();
            records.push(deed_record(kind, ops, stored.as_ref(), undo.as_ref()));
            undos.extend(undo);
        }
        let stands = match turned {
            _ if self.is_for_good(written)? => Stands::ForGood,
            Some((last, false)) => Stands::Undone(self.time_of(last)?),
            Some((last, true)) => self.what_stands(&self.undo_of(last, LOOKED_AT)?.records, by_record.len())?,
            None => self.what_stands(&undos, by_record.len())?,
        };
        let touched = if by_record.len() < LOOKED_AT { by_record.len() } else { written.ops.len() };
        let (id, label) = (written.id, written.label.clone());
        Ok(Deed { id, time: time.unwrap_or_default(), label, records, touched, stands })
    }

    fn time_of(&self, written: &Written) -> Result<i64, WorkspaceError> {
        Ok(self.ops_by_record(written, 1)?.first().and_then(|ops| ops.first()).map_or(0, |op| op.time))
    }

    fn undo_of(&self, written: &Written, most: usize) -> Result<Undo, WorkspaceError> {
        let mut records = Vec::new();
        for ops in self.ops_by_record(written, most)? {
            let Some(kind) = kind_of(&ops) else { continue };
            let Some(stored) = self.store.views().record(kind.number(), &id_of(&ops))? else { continue };
            records.extend(self.undo_record(&ops, &stored)?);
        }
        Ok(Undo { id: written.id, label: written.label.clone(), records })
    }

    /// What one action wrote of a record, and what stood there before. `None`: its content was erased.
    fn undo_record(&self, ops: &[HistoryOp], stored: &StoredRecord) -> Result<Option<UndoRecord>, WorkspaceError> {
        let edits: Vec<&FieldEdit> = ops.iter().filter_map(|op| op.edits.as_ref()).flatten().collect();
        if edits.is_empty() {
            return Ok(None);
        }
        let presence = |held: Held| distinct(held.iter().filter_map(|value| here(value.as_deref())).collect(), false);
        let (mut presences, mut fields) = ((vec![false], vec![false]), Vec::new());
        for tag in edits.iter().map(|edit| edit.tag).collect::<BTreeSet<Tag>>() {
            let own = || edits.iter().filter(move |edit| edit.tag == tag);
            let after = distinct(own().map(|edit| edit.value.clone()).collect(), None);
            let replaced: BTreeSet<OpId> = own().flat_map(|edit| &edit.replaces).copied().collect();
            match self.values_of(&replaced, tag, &stored.state)? {
                Some(before) if tag == EXISTENCE => presences = (presence(before), presence(after)),
                Some(before) => fields.push(FieldUndo { tag, before, after }),
                // What was there is not here: it cannot be put back.
                None => {}
            }
        }
        Ok(Some(UndoRecord { kind: stored.kind, id: stored.id, here: presences, fields }))
    }

    /// What these ops wrote into a field, the latest last; `None` where one of them is not held with its content.
    fn values_of(&self, ops: &BTreeSet<OpId>, tag: Tag, state: &State) -> Result<Option<Held>, WorkspaceError> {
        let mut values = Vec::new();
        for id in ops {
            let Some(op) = state.ops.iter().find(|op| op.id == *id) else { return Ok(None) };
            let op = self.store.views().history_op(op, &self.store)?;
            let edit = op.edits.as_ref().and_then(|edits| edits.iter().find(|edit| edit.tag == tag));
            let Some(edit) = edit else { return Ok(None) };
            values.push((op.time, op.id, edit.value.clone()));
        }
        values.sort();
        Ok(Some(distinct(values.into_iter().map(|(.., value)| value).collect(), None)))
    }

    /// `records`: how many it is about, some of which may be gone.
    fn what_stands(&self, undos: &[UndoRecord], records: usize) -> Result<Stands, WorkspaceError> {
        let (mut standing, mut gone) = (0, records.saturating_sub(undos.len()));
        for undo in undos {
            let Some(stored) = self.store.views().record(undo.kind, &undo.id)? else { continue };
            let moved = !same(&undo.here.0, &undo.here.1);
            let presence = moved.then(|| self.presence_stands(&stored.state, undo)).transpose()?;
            let fields = undo.fields.iter().map(|field| self.stands(&stored.state, field));
            for stands in presence.into_iter().map(Ok).chain(fields) {
                if stands? { standing += 1 } else { gone += 1 }
            }
        }
        Ok(match (standing, gone) {
            (0, _) => Stands::Not,
            (_, 0) => Stands::Whole,
            _ => Stands::Part,
        })
    }

    /// Who is in the team and what is erased is not undone by a key.
    fn is_for_good(&self, written: &Written) -> Result<bool, WorkspaceError> {
        let ops = self.ops_by_record(written, LOOKED_AT)?;
        Ok(ops.iter().any(|ops| match kind_of(ops) {
            Some(Kind::Erasure) => true,
            Some(Kind::Device) => edits(ops).any(|edit| edit.tag >= FIRST_TRUST_TAG && edit.tag != MERGED_INTO),
            _ => false,
        }))
    }
}

/// What took each action back, by that action.
fn turns(written: &[Written]) -> BTreeMap<OpId, &Written> {
    written.iter().rev().filter_map(|one| Some((one.undoes?, one))).collect()
}

/// An action, what took it back, what did it again, and so on.
fn chain<'w>(turns: &BTreeMap<OpId, &'w Written>, root: &'w Written) -> impl Iterator<Item = &'w Written> {
    // Each names an earlier one; what does not, as in a journal that someone has made up, ends it.
    let most = turns.len() + 1;
    std::iter::successors(Some(root), |one| turns.get(&one.id).copied()).take(most)
}

/// The last of these, and whether it did the action again: nothing if it was never taken back.
fn last_turn<'w>(turns: &BTreeMap<OpId, &'w Written>, root: &'w Written) -> Option<(&'w Written, bool)> {
    let (count, last) = chain(turns, root).enumerate().last()?;
    (count > 0).then_some((last, count % 2 == 0))
}

fn edits(ops: &[HistoryOp]) -> impl Iterator<Item = &FieldEdit> {
    ops.iter().filter_map(|op| op.edits.as_ref()).flatten()
}

fn id_of(ops: &[HistoryOp]) -> RecordId {
    ops.first().map_or(RecordId::from_bytes([0; 16]), |op| op.record)
}

/// Of this version's kinds; `None` also where nothing is left of what was written.
fn kind_of(ops: &[HistoryOp]) -> Option<Kind> {
    let existence = edits(ops).find(|edit| edit.tag == EXISTENCE)?.value.as_deref()?;
    Kind::from_number(crate::log::decode::<crate::log::Existence>(existence).ok()?.kind)
}

fn deed_record(kind: Kind, ops: &[HistoryOp], stored: Option<&StoredRecord>, undo: Option<&UndoRecord>) -> DeedRecord {
    let mut record = stored.and_then(StoredRecord::typed).unwrap_or_else(|| AnyRecord::empty(kind));
    let mut changes = Vec::new();
    for edit in edits(ops).filter(|edit| edit.tag != EXISTENCE) {
        let value = edit.value.as_deref().and_then(|bytes| Value::from_bytes(bytes).ok());
        if value.is_some() {
            // A value of another type is a later version's: the record is called by the rest.
            let _ = record.set(edit.tag, value.clone());
        }
        changes.push((edit.tag, value));
    }
    let here = undo.filter(|undo| !same(&undo.here.0, &undo.here.1)).and_then(|undo| undo.here.1.last().copied());
    DeedRecord { kind, id: id_of(ops), record, here, changes }
}
