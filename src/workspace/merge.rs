//! Two records for one thing become one: the one that gives way keeps its history and says which one stays.

use thiserror::Error;

use super::edit::RecordEdit;
use super::{Committed, Desk, Edit, Workspace, WorkspaceError};
use crate::model::pipeline::{stage_id, step_id};
use crate::model::{AnyRecord, Change, Kind, MERGED_INTO, RecordId, Tag, Value, can_give_way, reference};
use crate::store::views::StoredRecord;

/// Why two records cannot be merged, or parted.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum MergeError {
    #[error("a record cannot give way to itself")]
    Itself,
    #[error("the records are of different kinds")]
    Kinds,
    /// Visits of two people, or notes about them.
    #[error("the records are not on the same channel")]
    Channels,
    #[error("records of kind {0:?} are not merged")]
    Never(Kind),
    #[error("the record has not given way to another")]
    NotMerged,
}

/// Two records that are to become one, side by side.
#[derive(Clone, Debug, PartialEq)]
pub struct Pair {
    pub kind: Kind,
    pub stays: (RecordId, AnyRecord),
    pub gives_way: (RecordId, AnyRecord),
    /// Fields that either fills in, in display order.
    pub fields: Vec<PairField>,
}

/// One field of a pair.
#[derive(Clone, Debug, PartialEq)]
pub struct PairField {
    pub tag: Tag,
    /// Of the record that stays: it is kept, unless the other one's is taken.
    pub kept: Option<Value>,
    /// Of the record that gives way: it fills what is empty in the other.
    pub other: Option<Value>,
}

impl PairField {
    /// Whether there is something to choose.
    pub fn differs(&self) -> bool {
        self.kept.is_some() && self.other.is_some() && self.kept != self.other
    }

    /// What the one record will hold.
    pub fn outcome(&self, take: bool) -> Option<&Value> {
        match (&self.kept, &self.other) {
            (Some(_), Some(other)) if take => Some(other),
            (Some(kept), _) => Some(kept),
            (None, other) => other.as_ref(),
        }
    }
}

impl Workspace {
    /// Two records side by side, as [`Workspace::merge`] takes them. Each may be one that gave way already: the one that
    /// stands for it is meant.
    ///
    /// # Errors
    /// [`WorkspaceError::Merge`], [`WorkspaceError::NotFound`], [`WorkspaceError::Store`].
    pub fn pair(&self, stays: &RecordId, gives_way: &RecordId) -> Result<Pair, WorkspaceError> {
        let (stays, gives_way) = (self.desk.stays(stays), self.desk.stays(gives_way));
        let (kind, kept) = self.one(&stays)?;
        let (other_kind, other) = self.one(&gives_way)?;
        if kind != other_kind {
            return Err(MergeError::Kinds.into());
        }
        self.check_link(kind, &gives_way, Some(&Value::Ref(stays)))?;
        let fields = kind.fields().iter().map(|spec| PairField {
            tag: spec.tag,
            kept: kept.get(spec.tag),
            other: other.get(spec.tag).filter(|value| !refers_to(value, &[stays, gives_way])),
        });
        let fields = fields.filter(|field| field.kept.is_some() || field.other.is_some()).collect();
        Ok(Pair { kind, stays: (stays, kept), gives_way: (gives_way, other), fields })
    }

    /// Makes one record of two, as one action: what is empty in the one that stays is filled from the other, of what
    /// differs the fields in `take` are the other's. A centre's or member's stages and steps come along.
    ///
    /// # Errors
    /// As [`Workspace::pair`] and [`Workspace::commit`].
    pub fn merge(&mut self, stays: &RecordId, gives_way: &RecordId, take: &[Tag]) -> Result<Committed, WorkspaceError> {
        let pair = self.pair(stays, gives_way)?;
        let (stays, gives_way) = (pair.stays.0, pair.gives_way.0);
        let outcome = |field: &PairField| field.outcome(take.contains(&field.tag)).cloned();
        let changed = pair.fields.iter().filter(|field| outcome(field) != field.kept);
        let mut changes: Vec<Change> = changed.map(|field| Change { tag: field.tag, value: outcome(field) }).collect();
        // A link of its own, void as long as it stays, would make a circle.
        if self.stored(pair.kind, &stays)?.state.merged_into().is_some() {
            changes.push(Change { tag: MERGED_INTO, value: None });
        }
        let mut edit = Edit::new("done-merged");
        if !changes.is_empty() {
            edit.records.push(RecordEdit { id: stays, kind: pair.kind, here: true, changes, visit_of: None });
        }
        edit = self.desk.bring_along(edit, stays, gives_way);
        edit = edit.set(gives_way, pair.kind, vec![(MERGED_INTO, Some(Value::Ref(stays)))]);
        self.commit(edit)
    }

    /// Parts a record from the one that it gave way to. What that one took from it, it keeps.
    ///
    /// # Errors
    /// [`MergeError::NotMerged`], or as [`Workspace::commit`].
    pub fn unmerge(&mut self, id: &RecordId) -> Result<Committed, WorkspaceError> {
        let stays = self.desk.stays(id);
        if stays == *id {
            return Err(MergeError::NotMerged.into());
        }
        let (kind, _) = self.one(&stays)?;
        let mut edit = Edit::new("done-unmerged").set(*id, kind, vec![(MERGED_INTO, None)]);
        // The one that stays of a circle would give way in its turn.
        if self.stored(kind, &stays)?.state.merged_into().is_some() {
            edit = edit.set(stays, kind, vec![(MERGED_INTO, None)]);
        }
        self.commit(edit)
    }

    /// Whether a record may carry this link.
    pub(super) fn check_link(&self, kind: Kind, id: &RecordId, to: Option<&Value>) -> Result<(), WorkspaceError> {
        let to = match to {
            None => return Ok(()),
            Some(Value::Ref(to)) => to,
            Some(_) => return Err(crate::model::WrongType(MERGED_INTO).into()),
        };
        if !can_give_way(kind.number()) {
            return Err(MergeError::Never(kind).into());
        }
        if id == to {
            return Err(MergeError::Itself.into());
        }
        let here = |id: &RecordId| -> Result<StoredRecord, WorkspaceError> {
            let stored = self.stored(kind, id)?;
            if stored.here() { Ok(stored) } else { Err(WorkspaceError::NotFound(*id)) }
        };
        if here(id)?.channel != here(to)?.channel {
            return Err(MergeError::Channels.into());
        }
        Ok(())
    }

    /// Edits of a record that gave way are of the one that stays, unless they choose between its own values or say
    /// where it leads; with a record go those that gave way to it.
    pub(super) fn led(&self, edits: Vec<RecordEdit>) -> Result<Vec<RecordEdit>, WorkspaceError> {
        let mut led = Vec::with_capacity(edits.len());
        for mut edit in edits {
            if !edit.here {
                let gone = self.desk.gave_way_to(&edit.id);
                led.extend(gone.map(|id| RecordEdit {
                    id,
                    kind: edit.kind,
                    here: false,
                    changes: Vec::new(),
                    visit_of: None,
                }));
            } else if self.desk.stays(&edit.id) != edit.id && !self.is_of_its_own(&edit)? {
                edit.id = self.desk.stays(&edit.id);
            }
            led.push(edit);
        }
        Ok(led)
    }

    fn is_of_its_own(&self, edit: &RecordEdit) -> Result<bool, WorkspaceError> {
        let diverging = self.stored(edit.kind, &edit.id)?.state.diverging();
        let chooses = |change: &Change| change.tag == MERGED_INTO || diverging.contains(&change.tag);
        Ok(edit.changes.is_empty() || edit.changes.iter().any(chooses))
    }

    /// A record that is here, of any kind.
    pub(super) fn one(&self, id: &RecordId) -> Result<(Kind, AnyRecord), WorkspaceError> {
        if let Some(card) = self.desk.card(id) {
            return Ok((card.kind(), card.record.clone()));
        }
        let row = self.visit(id)?.ok_or(WorkspaceError::NotFound(*id))?;
        Ok((Kind::Visit, row.visit.into()))
    }
}

impl Desk {
    /// What is recorded of the stages and checklists of a subject that gives way, where the one that stays has nothing.
    /// Steps that a person added need no copy: they show on the one that stays.
    fn bring_along(&self, mut edit: Edit, stays: RecordId, gives_way: RecordId) -> Edit {
        for (_, stage) in self.stages_of(&gives_way) {
            if let Some(id) = stage.stage.map(|key| stage_id(stays, key)) {
                edit = self.fill(edit, id, stage.clone().into(), stays);
            }
        }
        for (_, step) in self.steps_of(&gives_way) {
            let (Some(key), Some(item)) = (step.stage, step.item.as_deref()) else { continue };
            if reference::step(key, item).is_some() {
                edit = self.fill(edit, step_id(stays, key, item), step.clone().into(), stays);
            }
        }
        edit
    }

    fn fill(&self, edit: Edit, id: RecordId, from: AnyRecord, subject: RecordId) -> Edit {
        let kind = from.kind();
        let before = self.card(&id).map(|card| &card.record);
        let mut after = before.cloned().unwrap_or_else(|| AnyRecord::empty(kind));
        for spec in kind.fields() {
            let value = if spec.key == SUBJECT { Some(Value::Ref(subject)) } else { from.get(spec.tag) };
            if after.get(spec.tag).is_none() {
                // Both are of one kind: the types are the same.
                let _ = after.set(spec.tag, value);
            }
        }
        edit.put(id, before, &after)
    }
}

/// The field of a stage or step that says whose it is.
const SUBJECT: &str = "subject";

fn refers_to(value: &Value, ids: &[RecordId]) -> bool {
    match value {
        Value::Ref(id) => ids.contains(id),
        _ => false,
    }
}
