//! What a face asks to be changed.

use crate::log::DeviceId;
use crate::model::{AnyRecord, Change, Kind, MERGED_INTO, OfKind, RecordId, Tag, Value};
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
    /// Of a new visit, or a note about one: whose it is. `None`: this laptop's own.
    pub visit_of: Option<DeviceId>,
}

impl RecordEdit {
    /// Whether it says nothing but which record this one gives way to.
    pub(super) fn only_links(&self) -> bool {
        !self.changes.is_empty() && self.changes.iter().all(|change| change.tag == MERGED_INTO)
    }
}

impl Edit {
    pub fn new(label: &'static str) -> Self {
        Self { label, records: Vec::new() }
    }

    /// A new record, or all that is filled in of one whose id is derived.
    pub fn create(mut self, id: RecordId, record: impl Into<AnyRecord>) -> Self {
        let record = record.into();
        self.records.push(RecordEdit {
            id,
            kind: record.kind(),
            here: true,
            changes: record.changes_since(None),
            visit_of: None,
        });
        self
    }

    /// A new visit, or a note about one, among those of another holder; only who may write there can save it.
    pub fn create_for(mut self, owner: DeviceId, id: RecordId, record: impl Into<AnyRecord>) -> Self {
        self = self.create(id, record);
        if let Some(last) = self.records.last_mut() {
            last.visit_of = Some(owner);
        }
        self
    }

    /// What differs between a record as it was shown and as it shall be; nothing if nothing does.
    pub fn update<T: OfKind>(mut self, id: RecordId, before: &T, after: T) -> Self {
        let changes = after.into().changes_since(Some(&before.clone().into()));
        if !changes.is_empty() {
            self.records.push(RecordEdit { id, kind: T::KIND, here: true, changes, visit_of: None });
        }
        self
    }

    /// The same for a record of any kind; `before` is `None` for a new one.
    pub fn put(mut self, id: RecordId, before: Option<&AnyRecord>, after: &AnyRecord) -> Self {
        let changes = after.changes_since(before);
        if before.is_none() || !changes.is_empty() {
            self.records.push(RecordEdit { id, kind: after.kind(), here: true, changes, visit_of: None });
        }
        self
    }

    /// Single fields.
    pub fn set(mut self, id: RecordId, kind: Kind, changes: Vec<(Tag, Option<Value>)>) -> Self {
        let changes = changes.into_iter().map(|(tag, value)| Change { tag, value }).collect();
        self.records.push(RecordEdit { id, kind, here: true, changes, visit_of: None });
        self
    }

    pub fn delete(mut self, id: RecordId, kind: Kind) -> Self {
        self.records.push(RecordEdit { id, kind, here: false, changes: Vec::new(), visit_of: None });
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
