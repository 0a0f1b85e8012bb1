//! What a face asks to be changed.

use crate::model::{AnyRecord, Change, Kind, OfKind, RecordId, Tag, Value};
use crate::store::Random;

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

/// Ids for records that a face creates.
#[derive(Clone, Debug)]
pub struct Ids(Random);

impl Ids {
    /// From the system's generator.
    pub fn system() -> Self {
        Self(Random::Os)
    }

    /// The same ids for the same seed, for tests.
    pub fn seeded(seed: u64) -> Self {
        Self(Random::seeded(seed))
    }

    /// A new id, made at `now` (UTC milliseconds).
    pub fn fresh(&mut self, now: i64) -> RecordId {
        // Without randomness an id still differs by its time; the system's generator fails only before it is seeded.
        let random = self.0.bytes().unwrap_or_default();
        RecordId::new(u64::try_from(now).unwrap_or_default(), random)
    }
}
