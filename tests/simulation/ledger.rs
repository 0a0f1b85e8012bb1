//! The simulation's own plain list of edits: who made which, knowing which, and who may read them. It knows nothing of
//! ops, chains, bundles or registers; what a laptop must show follows from it alone.

use std::collections::{BTreeMap, BTreeSet};

use maillage::log::DeviceId;
use maillage::model::{EXISTENCE, Kind, MERGED_INTO, RecordId, Tag, Value};

/// The number of an action. The clock of whoever acts ends in it, so that an edit found anywhere names its action.
pub type Number = u64;

/// What a laptop knows.
pub type Known = BTreeSet<Number>;

/// The edit of one record.
#[derive(Clone, Debug)]
pub struct Act {
    pub number: Number,
    pub author: DeviceId,
    pub kind: Kind,
    pub record: RecordId,
    /// Whose visits it is among; `None`: common.
    pub owner: Option<DeviceId>,
    /// UTC milliseconds, by a clock that may be wrong.
    pub time: i64,
    /// `false` deletes the record.
    pub here: bool,
    pub changes: BTreeMap<Tag, Option<Value>>,
    /// What the changed fields showed before, for an undo.
    pub before: BTreeMap<Tag, Option<Value>>,
    pub here_before: bool,
    /// By field: the edits whose values stood there and that this one takes the place of.
    pub replaces: BTreeMap<Tag, Known>,
}

/// A revocation: what is accepted of the device. It counts for whoever knows the edit that says so.
pub struct Cut {
    pub said_by: Number,
    pub device: DeviceId,
    pub accepted: Known,
    /// What moved the end of the device moved these.
    pub replaces: Known,
}

/// A steward's erasure: its records show nothing to whoever knows the edit that says so.
pub struct Erasing {
    pub said_by: Number,
    pub records: BTreeSet<RecordId>,
}

/// What a laptop must show of a record.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Expected {
    pub here: bool,
    pub fields: BTreeMap<Tag, Value>,
    pub diverging: BTreeSet<Tag>,
    pub updated: i64,
}

#[derive(Default)]
pub struct Ledger {
    pub acts: BTreeMap<Number, Act>,
    records: BTreeMap<RecordId, Known>,
    pub cuts: Vec<Cut>,
    /// Actions that edited several records: the moment of the action, and a record → the number of that edit.
    pub parts: BTreeMap<(Number, RecordId), Number>,
    /// By device: the edits that admitted it.
    pub admissions: BTreeMap<DeviceId, Known>,
    pub erasures: Vec<Erasing>,
}

impl Ledger {
    pub fn add(&mut self, act: Act) {
        self.records.entry(act.record).or_default().insert(act.number);
        self.acts.insert(act.number, act);
    }

    pub fn records(&self) -> impl Iterator<Item = (&RecordId, &Known)> {
        self.records.iter()
    }

    /// The edits of a record among those known, and that count for who knows them.
    pub fn of<'a>(&'a self, record: &RecordId, known: &'a Known) -> impl Iterator<Item = &'a Act> {
        let numbers = self.records.get(record).into_iter().flatten().filter(|number| known.contains(number));
        numbers.filter_map(|number| self.acts.get(number)).filter(|act| self.counts(act, known))
    }

    /// Whether an edit is not beyond the end of its author, nor that of who admitted its author.
    pub fn counts(&self, act: &Act, known: &Known) -> bool {
        if self.is_beyond(act.author, act.number, known) {
            return false;
        }
        let admitted =
            || self.admissions.get(&act.author).into_iter().flatten().filter(|number| known.contains(number));
        let beyond = |number: &Number| self.is_beyond(self.acts[number].author, *number, known);
        self.cuts.is_empty() || !admitted().all(beyond) || admitted().next().is_none()
    }

    fn is_beyond(&self, author: DeviceId, number: Number, known: &Known) -> bool {
        let said = || self.cuts.iter().filter(|cut| cut.device == author && known.contains(&cut.said_by));
        let stands = |cut: &&Cut| !said().any(|later| later.replaces.contains(&cut.said_by));
        said().filter(stands).any(|cut| !cut.accepted.contains(&number))
    }

    /// Whether an edit would count for who knows this and got hold of it: its author was admitted, and not cut off before.
    pub fn would_count(&self, act: &Act, known: &Known) -> bool {
        self.of(&act.author.record(), known).next().is_some() && self.counts(act, known)
    }

    /// Whether who knows this knows that the device was revoked.
    pub fn is_revoked(&self, device: DeviceId, known: &Known) -> bool {
        self.cuts.iter().any(|cut| cut.device == device && known.contains(&cut.said_by))
    }

    /// Whether who knows this knows that the record's content was erased.
    pub fn is_erased(&self, record: &RecordId, known: &Known) -> bool {
        let by = |one: &Erasing| known.contains(&one.said_by) && self.counts(&self.acts[&one.said_by], known);
        self.erasures.iter().any(|one| one.records.contains(record) && by(one))
    }

    pub fn numbers_of(&self, record: &RecordId, known: &Known) -> Known {
        self.of(record, known).map(|act| act.number).collect()
    }

    /// The edits of a field of which no other, among those known, takes the place.
    pub fn live<'a>(&'a self, record: &RecordId, tag: Tag, known: &'a Known) -> Vec<&'a Act> {
        let acts: Vec<&Act> = self.of(record, known).filter(|act| act.writes(tag)).collect();
        let takes_its_place =
            |other: &Act, act: &Act| other.replaces.get(&tag).is_some_and(|by| by.contains(&act.number));
        let stands = |act: &&&Act| !acts.iter().any(|other| takes_its_place(other, act));
        acts.iter().filter(stands).copied().collect()
    }

    /// Whether the record is there for who knows this: a delete that met an edit leaves it there.
    pub fn is_here(&self, record: &RecordId, known: &Known) -> bool {
        !self.is_erased(record, known) && self.live(record, EXISTENCE, known).iter().any(|act| act.here)
    }

    pub fn shown(&self, record: &RecordId, tag: Tag, known: &Known) -> Option<Value> {
        self.live(record, tag, known).into_iter().max_by_key(|act| act.time)?.value(tag)
    }

    /// The number of the edit of a record that was made at a moment.
    pub fn number_at(&self, moment: Number, record: &RecordId) -> Number {
        self.parts.get(&(moment, *record)).copied().unwrap_or(moment)
    }

    /// The record that this one gives way to, for who knows this: both are here.
    fn leads_to(&self, record: &RecordId, known: &Known) -> Option<RecordId> {
        match self.shown(record, MERGED_INTO, known)? {
            Value::Ref(to) if self.is_here(record, known) && self.is_here(&to, known) => Some(to),
            _ => None,
        }
    }

    /// The record that stands for this one: where the links end, or the smallest id of the circle that they end in.
    pub fn stays(&self, record: &RecordId, known: &Known) -> RecordId {
        let (mut passed, mut at) = (vec![*record], *record);
        while let Some(next) = self.leads_to(&at, known) {
            if let Some(start) = passed.iter().position(|one| *one == next) {
                return passed[start..].iter().min().copied().unwrap_or(next);
            }
            passed.push(next);
            at = next;
        }
        at
    }

    pub fn expected(&self, record: &RecordId, known: &Known) -> Expected {
        let tags: BTreeSet<Tag> = self.of(record, known).flat_map(|act| act.changes.keys().copied()).collect();
        let diverges = |tag: &Tag| {
            let live = self.live(record, *tag, known);
            live.iter().any(|act| act.value(*tag) != live[0].value(*tag))
        };
        let led = |value: Value| match value {
            Value::Ref(to) => Value::Ref(self.stays(&to, known)),
            other => other,
        };
        let shown = |tag: &Tag| Some((*tag, led(self.shown(record, *tag, known)?)));
        Expected {
            here: self.is_here(record, known) && self.stays(record, known) == *record,
            fields: tags.iter().filter_map(shown).collect(),
            diverging: tags.iter().copied().chain([EXISTENCE]).filter(diverges).collect(),
            updated: self.of(record, known).map(|act| act.time).max().unwrap_or_default(),
        }
    }
}

impl Act {
    pub fn of_what(&self) -> (Kind, RecordId) {
        (self.kind, self.record)
    }

    /// What it takes the place of, for who knows this.
    pub fn knowing(mut self, ledger: &Ledger, known: &Known) -> Self {
        for tag in self.changes.keys().copied().chain([EXISTENCE]) {
            let live = ledger.live(&self.record, tag, known).into_iter().map(|act| act.number).collect();
            self.replaces.insert(tag, live);
        }
        self
    }

    /// Whether it took the place of values that differed.
    pub fn settled(&self, ledger: &Ledger) -> bool {
        let differ = |(tag, numbers): (&Tag, &Known)| {
            let mut values = numbers.iter().map(|number| ledger.acts[number].value(*tag));
            let first = values.next();
            values.any(|value| Some(value) != first)
        };
        self.replaces.iter().any(differ)
    }

    /// Every edit says that its record is here, or deletes it.
    fn writes(&self, tag: Tag) -> bool {
        tag == EXISTENCE || self.changes.contains_key(&tag)
    }

    pub fn value(&self, tag: Tag) -> Option<Value> {
        match tag {
            EXISTENCE => Some(Value::Bool(self.here)),
            _ => self.changes.get(&tag).cloned().flatten(),
        }
    }
}
