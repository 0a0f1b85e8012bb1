//! Where two values stand side by side: who wrote each, what both replaced, and the choice that ends it.

use std::collections::{BTreeMap, BTreeSet};

use super::history::here;
use super::{Committed, Desk, Edit, Workspace, WorkspaceError};
use crate::log::{DeviceId, FieldEdit, OpId};
use crate::model::{EXISTENCE, FIRST_TRUST_TAG, Kind, MERGED_INTO, RecordId, Tag, Value};
use crate::store::views::{HistoryOp, StoredRecord};

/// One field with two live values that differ.
#[derive(Clone, Debug, PartialEq)]
pub struct Divergence {
    pub kind: Kind,
    pub record: RecordId,
    /// 0: a delete met an edit; the values are then yes (here) and no (deleted).
    pub tag: Tag,
    /// The earliest first.
    pub choices: Vec<LiveChoice>,
    /// The last value that the authors of all of them have seen and replaced; `None` if there was none.
    pub before: Option<LiveChoice>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct LiveChoice {
    pub author: DeviceId,
    /// UTC milliseconds by the author's clock.
    pub time: i64,
    pub value: Option<Value>,
    /// Of a record that one person deleted and another went on with: the fields that were set meanwhile.
    pub edited: Vec<Tag>,
}

/// Which value of several divergences is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    Latest,
    /// This laptop's own.
    Mine,
    /// The latest of the others'.
    Theirs,
    Of(DeviceId),
}

/// What ends one divergence.
#[derive(Clone, Debug, PartialEq)]
pub struct Resolution {
    pub kind: Kind,
    pub record: RecordId,
    pub tag: Tag,
    /// One of its values, or another one.
    pub value: Option<Value>,
}

impl Divergence {
    /// The value that is kept; `None` where none is whose it should be.
    pub fn kept(&self, keep: Keep, me: Option<DeviceId>) -> Option<&LiveChoice> {
        self.choices.iter().rfind(|choice| match keep {
            Keep::Latest => true,
            Keep::Mine => Some(choice.author) == me,
            Keep::Theirs => Some(choice.author) != me,
            Keep::Of(author) => choice.author == author,
        })
    }

    pub fn resolution(&self, value: Option<Value>) -> Resolution {
        Resolution { kind: self.kind, record: self.record, tag: self.tag, value }
    }
}

impl Desk {
    /// What ends these divergences in one stroke. Those of which no value is whose it should be, or which this laptop may
    /// not end, are not among them.
    pub fn resolutions<'d>(&self, all: impl IntoIterator<Item = &'d Divergence>, keep: Keep) -> Vec<Resolution> {
        let ends = |one: &&Divergence| self.may_resolve(one);
        let kept = |one: &Divergence| Some(one.resolution(one.kept(keep, self.me)?.value.clone()));
        all.into_iter().filter(ends).filter_map(kept).collect()
    }

    /// Keys and roles of a device are the device commands' affair, its other fields a steward's; a field of a later
    /// version waits for it.
    pub fn may_resolve(&self, one: &Divergence) -> bool {
        let known = matches!(one.tag, EXISTENCE | MERGED_INTO) || one.kind.field_by_tag(one.tag).is_some();
        known && (one.kind != Kind::Device || (one.tag < FIRST_TRUST_TAG && self.is_steward()))
    }
}

impl Workspace {
    /// The fields of a record that diverge, each value with author and time, and those of the records that gave way to it.
    /// None of a record that is deleted.
    ///
    /// # Errors
    /// [`WorkspaceError::NotFound`], or [`WorkspaceError::Store`].
    pub fn divergences(&self, kind: Kind, id: &RecordId) -> Result<Vec<Divergence>, WorkspaceError> {
        let mut all = self.own_divergences(kind, id)?;
        for gone in self.desk.gave_way_to(id) {
            all.extend(self.own_divergences(kind, &gone)?);
        }
        Ok(all)
    }

    fn own_divergences(&self, kind: Kind, id: &RecordId) -> Result<Vec<Divergence>, WorkspaceError> {
        let stored = self.stored(kind, id)?;
        let tags = stored.diverging();
        if tags.is_empty() {
            return Ok(Vec::new());
        }
        let history = self.store.views().history(id, Some(&stored), &self.store)?;
        Ok(tags.into_iter().map(|tag| Lineage::of(&history, tag).divergence(kind, &stored)).collect())
    }

    /// Every divergence of the store.
    ///
    /// # Errors
    /// [`WorkspaceError::Store`].
    pub fn all_divergences(&self) -> Result<Vec<Divergence>, WorkspaceError> {
        let mut all = Vec::new();
        for (kind, id) in self.store.views().diverging()? {
            if let Some(kind) = Kind::from_number(kind) {
                all.extend(self.own_divergences(kind, &id)?);
            }
        }
        Ok(all)
    }

    /// Ends one divergence with one of its values, or another one.
    ///
    /// # Errors
    /// As [`Workspace::commit`].
    pub fn resolve(
        &mut self,
        kind: Kind,
        record: RecordId,
        tag: Tag,
        value: Option<Value>,
    ) -> Result<Committed, WorkspaceError> {
        self.settle(&[Resolution { kind, record, tag, value }])
    }

    /// Ends several divergences as one action: all or none.
    ///
    /// # Errors
    /// As [`Workspace::commit`].
    pub fn settle(&mut self, all: &[Resolution]) -> Result<Committed, WorkspaceError> {
        let deletes = |one: &Resolution| one.tag == EXISTENCE && one.value == Some(Value::Bool(false));
        let deleted: BTreeSet<RecordId> = all.iter().filter(|one| deletes(one)).map(|one| one.record).collect();
        let mut edit = Edit::new(if all.len() > 1 { "done-settled" } else { "done-resolved" });
        for one in all {
            edit = match (one.tag, deleted.contains(&one.record)) {
                // Of a record that goes, no other field needs an end.
                (_, true) => edit.delete(one.record, one.kind),
                (EXISTENCE, false) => edit.set(one.record, one.kind, Vec::new()),
                (tag, false) => edit.set(one.record, one.kind, vec![(tag, one.value.clone())]),
            };
        }
        self.commit(edit)
    }
}

/// The edits of one field of a record, by their ops.
struct Lineage<'h> {
    tag: Tag,
    edits: BTreeMap<OpId, (&'h HistoryOp, &'h FieldEdit)>,
}

impl<'h> Lineage<'h> {
    fn of(history: &'h [HistoryOp], tag: Tag) -> Self {
        let edit = |op: &'h HistoryOp| Some((op.id, (op, op.edits.as_ref()?.iter().find(|edit| edit.tag == tag)?)));
        Self { tag, edits: history.iter().filter_map(edit).collect() }
    }

    fn divergence(&self, kind: Kind, stored: &StoredRecord) -> Divergence {
        let live = stored.state.live_ops(self.tag);
        let written: Vec<OpId> = live.iter().map(|op| self.written(op, &live)).collect();
        let seen: Vec<BTreeSet<OpId>> = written.iter().map(|op| self.replaced_by(op)).collect();
        let common = seen.iter().skip(1).fold(seen.first().cloned().unwrap_or_default(), |common, one| &common & one);
        let mut choices: Vec<(i64, OpId, LiveChoice)> = Vec::new();
        for (op, seen) in written.iter().zip(&seen) {
            let Some(mut choice) = self.choice(op) else { continue };
            if choice.value == Some(Value::Bool(true)) && self.tag == EXISTENCE {
                choice.edited = self.edited(seen.difference(&common).chain([op]));
            }
            choices.push((choice.time, *op, choice));
        }
        choices.sort_by_key(|(time, op, _)| (*time, *op));
        let choices = choices.into_iter().map(|(.., choice)| choice).collect();
        let before = self.last(&common).and_then(|op| self.choice(&op));
        Divergence { kind, record: stored.id, tag: self.tag, choices, before }
    }

    /// Every op whose value an op's author has seen replaced, by this op or before it.
    fn replaced_by(&self, op: &OpId) -> BTreeSet<OpId> {
        let mut found = BTreeSet::new();
        let mut next = vec![*op];
        while let Some((_, edit)) = next.pop().and_then(|op| self.edits.get(&op)) {
            next.extend(edit.replaces.iter().filter(|op| self.edits.contains_key(op) && found.insert(**op)));
        }
        found
    }

    /// Of ops that hold all that they have replaced: the one that none of the others has; the latest, if there are several.
    fn last(&self, ops: &BTreeSet<OpId>) -> Option<OpId> {
        let replaced: BTreeSet<OpId> = self.replaced_at_once(ops);
        ops.difference(&replaced).copied().max_by_key(|op| (self.edits.get(op).map(|(op, _)| op.time), *op))
    }

    fn replaced_at_once<'o>(&self, ops: impl IntoIterator<Item = &'o OpId>) -> BTreeSet<OpId> {
        ops.into_iter().filter_map(|op| self.edits.get(op)).flat_map(|(_, edit)| &edit.replaces).copied().collect()
    }

    /// The op that first wrote one of the values that stand side by side. An undo writes again those that a choice had
    /// ended, as ops that know nothing of each other: they stay their authors'.
    fn written(&self, op: &OpId, side_by_side: &[OpId]) -> OpId {
        let (mut op, mut side_by_side) = (*op, side_by_side.iter().copied().collect::<BTreeSet<OpId>>());
        while self.has_twin(&op, &side_by_side)
            && let Some((_, edit)) = self.edits.get(&op)
        {
            side_by_side = self.replaced_at_once(&edit.replaces);
            let equal = |op: &&OpId| self.edits.get(*op).is_some_and(|(_, held)| held.value == edit.value);
            let Some(first) = side_by_side.iter().find(equal) else { break };
            op = *first;
        }
        op
    }

    /// Whether its author wrote another value at the same place: only an undo does.
    fn has_twin(&self, op: &OpId, side_by_side: &BTreeSet<OpId>) -> bool {
        let Some((by, edit)) = self.edits.get(op) else { return false };
        let twin = |(of, other): &(&HistoryOp, &FieldEdit)| of.author == by.author && other.replaces == edit.replaces;
        !edit.replaces.is_empty()
            && side_by_side.iter().filter(|other| *other != op).filter_map(|other| self.edits.get(other)).any(twin)
    }

    fn choice(&self, op: &OpId) -> Option<LiveChoice> {
        let (op, edit) = self.edits.get(op)?;
        let value = match self.tag {
            EXISTENCE => here(edit.value.as_deref()).map(Value::Bool),
            _ => edit.value.as_deref().and_then(|bytes| Value::from_bytes(bytes).ok()),
        };
        Some(LiveChoice { author: op.author, time: op.time, value, edited: Vec::new() })
    }

    fn edited<'o>(&self, ops: impl Iterator<Item = &'o OpId>) -> Vec<Tag> {
        let edits = ops.filter_map(|op| self.edits.get(op)?.0.edits.as_ref());
        let tags: BTreeSet<Tag> = edits.flatten().map(|edit| edit.tag).filter(|tag| *tag != EXISTENCE).collect();
        tags.into_iter().collect()
    }
}

#[cfg(test)]
mod tests;
