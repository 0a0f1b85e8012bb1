//! Who changed what, when.

use super::{Workspace, WorkspaceError, is_suspect};
use crate::log::DeviceId;
use crate::model::{EXISTENCE, Kind, RecordId, Tag, Value};
use crate::store::views::StoredRecord;

/// One op of a record's history.
#[derive(Clone, Debug, PartialEq)]
pub struct HistoryLine {
    /// The record that it is of: the one that was asked for, or one that gave way to it.
    pub record: RecordId,
    pub author: DeviceId,
    /// UTC milliseconds by the author's clock.
    pub time: i64,
    /// What was set; `None` as a value: emptied. Tag 0 only where the record was created, deleted or brought back.
    pub changes: Vec<(Tag, Option<Value>)>,
    /// `Some(false)` deletes, `Some(true)` creates or brings back.
    pub here: Option<bool>,
    /// Its content was erased by a steward.
    pub erased: bool,
    /// Its time lies in the future: its author's clock was wrong.
    pub suspect: bool,
}

/// When a field was set (UTC milliseconds by the author's clock), by whom, to what; `None`: emptied.
pub type FieldChange = (i64, DeviceId, Option<Value>);

impl Workspace {
    /// A record's history, in the order of arrival here. Where others gave way to it, that of all of them, by time.
    ///
    /// # Errors
    /// [`WorkspaceError::NotFound`], or [`WorkspaceError::Store`].
    pub fn history(&self, kind: Kind, id: &RecordId) -> Result<Vec<HistoryLine>, WorkspaceError> {
        let id = self.desk.stays(id);
        let mut lines = self.own_history(kind, &id)?;
        let own = lines.len();
        for gone in self.desk.gave_way_to(&id) {
            lines.extend(self.own_history(kind, &gone)?);
        }
        if lines.len() > own {
            lines.sort_by_key(|line| line.time);
        }
        Ok(lines)
    }

    fn own_history(&self, kind: Kind, id: &RecordId) -> Result<Vec<HistoryLine>, WorkspaceError> {
        let stored = self.store.views().record(kind.number(), id)?;
        let ops = self.store.views().history(id, stored.as_ref(), &self.store)?;
        if stored.is_none() && ops.is_empty() {
            return Err(WorkspaceError::NotFound(*id));
        }
        let (mut was_here, now) = (false, self.now());
        let mut lines = Vec::new();
        for op in ops {
            let edits = op.edits.as_deref().unwrap_or_default();
            let existence =
                edits.iter().find(|edit| edit.tag == EXISTENCE).and_then(|edit| here(edit.value.as_deref()));
            let changed = existence.filter(|here| *here != was_here);
            was_here = existence.unwrap_or(was_here);
            let value = |bytes: &Option<Vec<u8>>| bytes.as_deref().and_then(|bytes| Value::from_bytes(bytes).ok());
            lines.push(HistoryLine {
                record: *id,
                author: op.author,
                time: op.time,
                changes: edits
                    .iter()
                    .filter(|edit| edit.tag != EXISTENCE)
                    .map(|edit| (edit.tag, value(&edit.value)))
                    .collect(),
                here: changed,
                erased: op.edits.is_none(),
                suspect: is_suspect(op.time, now),
            });
        }
        Ok(lines)
    }

    /// What one field was set to over time, by whom and when (UTC milliseconds), the latest last.
    ///
    /// # Errors
    /// As [`Workspace::history`].
    pub fn changes_of(&self, kind: Kind, id: &RecordId, tag: Tag) -> Result<Vec<FieldChange>, WorkspaceError> {
        let lines = self.history(kind, id)?.into_iter();
        let of = |line: HistoryLine| {
            let value = line.changes.into_iter().find(|(changed, _)| *changed == tag).map(|(_, value)| value)?;
            Some((line.time, line.author, value))
        };
        let mut changes: Vec<FieldChange> = lines.filter_map(of).collect();
        changes.sort_by_key(|(time, ..)| *time);
        Ok(changes)
    }

    /// Who set a field last; `None` where nobody did.
    ///
    /// # Errors
    /// As [`Workspace::history`].
    pub fn last_author(&self, kind: Kind, id: &RecordId, tag: Tag) -> Result<Option<DeviceId>, WorkspaceError> {
        Ok(self.changes_of(kind, id, tag)?.last().map(|(_, author, _)| *author))
    }

    pub(super) fn stored(&self, kind: Kind, id: &RecordId) -> Result<StoredRecord, WorkspaceError> {
        self.store.views().record(kind.number(), id)?.ok_or(WorkspaceError::NotFound(*id))
    }
}

pub(super) fn here(existence: Option<&[u8]>) -> Option<bool> {
    crate::log::decode::<crate::log::Existence>(existence?).ok().map(|existence| existence.here)
}
