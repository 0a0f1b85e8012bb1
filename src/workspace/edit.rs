//! What a face asks to be changed.

use crate::model::{AnyRecord, Change, Kind, OfKind, RecordId, Tag, Value};

/// One action of the person: any number of records, saved and undone together.
#[derive(Clone, Debug, PartialEq)]
pub struct Edit {
    /// Message id of the action's name (`done-…`): « Visite enregistrée ». For the status bar, undo and the list of what was done.
    pub label: &'static str,
    pub records: Vec<RecordEdit>,
}

/// The change of one record.
#[derive(Clone, Debug, PartialEq)]
pub struct RecordEdit {
    pub id: RecordId,
    pub kind: Kind,
    /// `false` deletes it.
    pub here: bool,
    pub changes: Vec<Change>,
}

impl Edit {
    pub fn new(label: &'static str) -> Self {
        Self { label, records: Vec::new() }
    }

    /// A new record, or all that is filled in of one whose id is derived.
    pub fn create(mut self, id: RecordId, record: impl Into<AnyRecord>) -> Self {
        let record = record.into();
        self.records.push(RecordEdit { id, kind: record.kind(), here: true, changes: record.changes_since(None) });
        self
    }

    /// What differs between a record as it was shown and as it shall be; nothing if nothing does.
    pub fn update<T: OfKind>(mut self, id: RecordId, before: &T, after: T) -> Self {
        let changes = after.into().changes_since(Some(&before.clone().into()));
        if !changes.is_empty() {
            self.records.push(RecordEdit { id, kind: T::KIND, here: true, changes });
        }
        self
    }

    /// The same for a record of any kind; `before` is `None` for a new one.
    pub fn put(mut self, id: RecordId, before: Option<&AnyRecord>, after: &AnyRecord) -> Self {
        let changes = after.changes_since(before);
        if before.is_none() || !changes.is_empty() {
            self.records.push(RecordEdit { id, kind: after.kind(), here: true, changes });
        }
        self
    }

    /// Single fields.
    pub fn set(mut self, id: RecordId, kind: Kind, changes: Vec<(Tag, Option<Value>)>) -> Self {
        let changes = changes.into_iter().map(|(tag, value)| Change { tag, value }).collect();
        self.records.push(RecordEdit { id, kind, here: true, changes });
        self
    }

    pub fn delete(mut self, id: RecordId, kind: Kind) -> Self {
        self.records.push(RecordEdit { id, kind, here: false, changes: Vec::new() });
        self
    }

    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }
}
