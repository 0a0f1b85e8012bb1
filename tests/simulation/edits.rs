//! What people enter.

use std::collections::{BTreeMap, BTreeSet};

use maillage::log::DeviceId;
use maillage::model::{
    AnyRef, Centre, CentreStatus, Device, DeviceRole, EXISTENCE, Followup, Kind, LocalTime, LongText, MERGED_INTO,
    Member, MemberKind, MemberStatus, Note, Reason, RecordId, Ref, RequestedBy, Tag, Value, Visit, VisitRole,
    VisitStatus,
};
use maillage::store::views::Edge;
use maillage::sync::Card;
use maillage::workspace::{Committed, Edit, VisitFilter, WorkspaceError};

use super::laptop::Laptop;
use super::ledger::{Act, Expected, Known};
use super::world::{DAY, World};

/// Fields of text, by kind: what is edited over and over, so that edits meet.
const TEXTS: [(Kind, &[&str]); 4] = [
    (Kind::Member, &["name", "acronym", "signatory", "note"]),
    (Kind::Followup, &["what"]),
    (Kind::Note, &["text"]),
    (Kind::Visit, &["note"]),
];

fn texts(kind: Kind) -> &'static [&'static str] {
    TEXTS.iter().find(|(one, _)| *one == kind).map_or(&[], |(_, fields)| fields)
}

impl World {
    /// Anything that a coordinator does in a minute.
    pub fn some_edit(&mut self, who: usize) {
        match self.dice.below(20) {
            0 | 1 => self.create(who, Kind::Member),
            2 => self.create(who, Kind::Followup),
            3 => self.create(who, Kind::Note),
            4..=8 => self.create(who, Kind::Visit),
            9 => self.delete_or_bring_back(who),
            10 => self.undo(who),
            11 | 12 => self.settle_a_divergence(who),
            13 if self.dice.happens(500) => self.merge_or_part_two(who),
            13 | 14 => self.edit_a_visit(who),
            _ => self.edit_a_text(who),
        }
    }

    /// The one centre, that all visits start from.
    pub fn found_centre(&mut self) {
        let centre = Centre {
            name: Some("Centre de santé de Céret".into()),
            commune: Some("66049".parse().unwrap()),
            status: Some(CentreStatus::Open),
            opened: Some("2024-11-04".parse().unwrap()),
            opened_despite: Some("Ouvert avant le carnet".into()),
            ..Centre::default()
        };
        let id = self.centre;
        self.commit(0, Kind::Centre, id, Edit::new("done-saved").create(id, centre), true);
    }

    /// A steward admits the card of another laptop.
    pub fn admit(&mut self, steward: usize, other: usize, role: DeviceRole) {
        let card = self.laptops[other].ws().card().unwrap();
        self.admit_card(steward, &card, card.device().record(), role);
        self.laptops[other].steward = role == DeviceRole::Steward;
    }

    pub fn admit_card(&mut self, steward: usize, card: &Card, record: RecordId, role: DeviceRole) {
        let (number, time) = self.begin(steward);
        let before = self.laptops[steward].shown(Kind::Device, &record);
        self.laptops[steward].ws_mut().admit(card, role, &BTreeSet::new()).unwrap();
        self.note(steward, (number, time), (Kind::Device, record), true, before);
        self.ledger.admissions.entry(DeviceId::from_record(record)).or_default().insert(number);
        // It is not undone.
        self.laptops[steward].session.clear();
        self.count("admissions");
    }

    fn create(&mut self, who: usize, kind: Kind) {
        let laptop = &mut self.laptops[who];
        let id = laptop.ws_mut().new_id().unwrap();
        let today = laptop.ws().today();
        let edit = Edit::new("done-saved");
        let word = self.dice.word();
        let edit = match kind {
            Kind::Member => edit.create(
                id,
                Member {
                    name: Some(word),
                    kind: Some(MemberKind::Association),
                    status: Some(MemberStatus::Prospect),
                    owner: self.perhaps_mine(who),
                    ..Member::default()
                },
            ),
            Kind::Followup => {
                let owner = self.perhaps_mine(who);
                edit.create(id, Followup { what: Some(word), due: Some(today), owner, ..Followup::default() })
            }
            Kind::Note => {
                let Some((_, about)) = self.some_record(who, &[Kind::Member, Kind::Visit]) else { return };
                let text = Some(LongText::from(word.as_str()));
                edit.create(id, Note { about: Some(AnyRef(about)), date: Some(today), text })
            }
            _ => edit.create(id, self.a_visit(who, &word)),
        };
        self.commit(who, kind, id, edit, true);
    }

    /// Some things to do are somebody's, and can be handed over.
    fn perhaps_mine(&mut self, who: usize) -> Option<Ref<Device>> {
        self.dice.happens(300).then(|| Ref::new(self.laptops[who].device.record()))
    }

    fn a_visit(&mut self, who: usize, word: &str) -> Visit {
        let (_, time) = self.begin(who);
        let planned = self.dice.happens(150);
        let start = LocalTime::in_france_at(if planned { time + 3 * DAY } else { time - DAY / 24 }).unwrap();
        let minutes = 20 + i64::try_from(self.dice.below(40)).unwrap();
        let reason = self.dice.of(&[Reason::Chronic, Reason::Acute, Reason::Renewal]);
        Visit {
            centre: Some(Ref::new(self.centre)),
            role: Some(VisitRole::Nurse),
            commune: Some("66049".parse().unwrap()),
            patient: Some(self.laptops[who].ws().next_patient().unwrap()),
            start: Some(start),
            requested_by: Some(RequestedBy::Patient),
            reason,
            status: Some(if planned { VisitStatus::Planned } else { VisitStatus::Done }),
            minutes: (!planned).then_some(minutes),
            note: Some(LongText::from(word)),
            ..Visit::default()
        }
    }

    fn edit_a_text(&mut self, who: usize) {
        let kinds = [Kind::Member, Kind::Member, Kind::Followup, Kind::Note];
        let Some((kind, id)) = self.some_record(who, &kinds) else { return };
        let field = self.dice.of(texts(kind)).unwrap();
        let tag = kind.field(field).unwrap().tag;
        // Now and then a field is emptied: a rule refuses it where it is required.
        let value = (!self.dice.happens(60)).then(|| Value::Text(self.dice.word()));
        self.commit(who, kind, id, Edit::new("done-saved").set(id, kind, vec![(tag, value)]), true);
    }

    fn edit_a_visit(&mut self, who: usize) {
        let Some((kind, id)) = self.some_record(who, &[Kind::Visit]) else { return };
        let tag = |key: &str| kind.field(key).unwrap().tag;
        let change = match self.dice.below(3) {
            0 => (tag("note"), Some(Value::Text(self.dice.word()))),
            1 => (tag("minutes"), Some(Value::Int(5 + i64::try_from(self.dice.below(200)).unwrap()))),
            _ => (tag("status"), Some(Value::Choice("absent".into()))),
        };
        self.commit(who, kind, id, Edit::new("done-saved").set(id, kind, vec![change]), true);
    }

    fn delete_or_bring_back(&mut self, who: usize) {
        let laptop = &self.laptops[who];
        let gone = |(record, numbers): (&RecordId, &BTreeSet<u64>)| {
            let act = self.ledger.acts.get(numbers.first()?)?;
            let known = numbers.iter().any(|number| laptop.known.contains(number));
            let gone = laptop.cleared.contains(record) || self.ledger.is_erased(record, &laptop.known);
            let can = known && !gone && !matches!(act.kind, Kind::Device | Kind::Erasure | Kind::Setting);
            (can && !self.ledger.is_here(record, &laptop.known)).then_some((act.kind, *record))
        };
        let deleted: Vec<(Kind, RecordId)> = self.ledger.records().filter_map(gone).collect();
        if let Some((kind, id)) = self.dice.of(&deleted).filter(|_| self.dice.happens(500)) {
            let edit = Edit::new("done-saved").set(id, kind, Vec::new());
            return self.commit(who, kind, id, edit, true);
        }
        let kinds = [Kind::Member, Kind::Followup, Kind::Note, Kind::Visit];
        let Some((kind, id)) = self.some_record(who, &kinds) else { return };
        // With it go those that gave way to it, as edits of one moment: that is for tests of merging.
        if self.laptops[who].ws().desk().gave_way_to(&id).next().is_some() {
            return;
        }
        self.commit(who, kind, id, Edit::new("done-deleted").delete(id, kind), false);
    }

    /// One of the values that stand side by side, or a third.
    fn settle_a_divergence(&mut self, who: usize) {
        let found = self.laptops[who].ws().all_divergences().unwrap();
        let Some(divergence) = self.dice.of(&found) else { return };
        let (kind, id, tag) = (divergence.kind, divergence.record, divergence.tag);
        if self.ledger.stays(&id, &self.laptops[who].known) != id {
            return;
        }
        // A field of a later version can only be settled by one, what two stewards said of a device by moving it; a link,
        // which no field shows, by merging and parting.
        if tag == MERGED_INTO || !self.laptops[who].ws().desk().may_resolve(&divergence) {
            return;
        }
        let third = tag != EXISTENCE && matches!(divergence.choices[0].value, Some(Value::Text(_)));
        let value = if third && self.dice.happens(300) {
            Some(Value::Text(self.dice.word()))
        } else {
            self.dice.of(&divergence.choices).unwrap().value
        };
        let here = tag != EXISTENCE || value != Some(Value::Bool(false));
        let (number, time) = self.begin(who);
        let before = self.laptops[who].shown(kind, &id);
        let done = self.laptops[who].ws_mut().resolve(kind, id, tag, value);
        if self.was_saved(who, done) {
            self.note(who, (number, time), (kind, id), here, before);
            self.count("divergences settled");
        }
    }

    /// What was done last in this session is taken back, where nobody has changed it since.
    fn undo(&mut self, who: usize) {
        // What was erased has gone from what can be taken back.
        let Laptop { session, known, .. } = &mut self.laptops[who];
        session.retain(|number| !self.ledger.is_erased(&self.ledger.acts[number].record, known));
        let Some(last) = self.laptops[who].session.last().copied() else { return };
        let undone = self.ledger.acts[&last].clone();
        if self.laptops[who].cleared.contains(&undone.record) {
            return;
        }
        // Values that stand side by side again are several edits, of moments that the numbers here have no room for.
        let here_diverges =
            self.ledger.expected(&undone.record, &self.laptops[who].known).diverging.contains(&EXISTENCE);
        let is_part = self.ledger.parts.keys().any(|(moment, _)| *moment == last);
        if here_diverges || is_part || undone.settled(&self.ledger) {
            return;
        }
        self.laptops[who].session.pop();
        let (known, mine) = (&self.laptops[who].known, &self.laptops[who].mine);
        let alone = |tag: Tag| {
            let live = self.ledger.live(&undone.record, tag, known);
            live.iter().all(|act| mine.contains(&act.number) && act.value(tag) == undone.value(tag))
        };
        let here_now = self.ledger.is_here(&undone.record, known);
        let here = if alone(EXISTENCE) { undone.here_before } else { here_now };
        let back: BTreeMap<Tag, Option<Value>> =
            undone.before.iter().filter(|(tag, _)| alone(**tag)).map(|(tag, value)| (*tag, value.clone())).collect();
        let (number, time) = self.begin(who);
        self.laptops[who].ws_mut().undo().unwrap().expect("something to undo");
        self.count("undone");
        if back.is_empty() && here == here_now {
            return;
        }
        let act = Act { number, time, here, changes: back, here_before: here_now, ..undone };
        self.add(who, act);
    }

    /// A record that this laptop shows, the latest more often than others.
    pub fn some_record(&mut self, who: usize, kinds: &[Kind]) -> Option<(Kind, RecordId)> {
        let kind = self.dice.of(kinds)?;
        let ids: Vec<RecordId> = if kind == Kind::Visit {
            let page = self.laptops[who].ws().visits(&VisitFilter::default(), Edge::Newest, 30).unwrap();
            page.rows.iter().map(|row| row.id).collect()
        } else {
            let desk = self.laptops[who].ws().desk();
            let newest_first = desk.cards(kind).map(|card| card.id).collect::<Vec<_>>().into_iter().rev();
            newest_first.collect()
        };
        let bound = 1 + self.dice.below(ids.len());
        Some((kind, ids.get(self.dice.below(bound)).copied()?))
    }

    pub fn commit(&mut self, who: usize, kind: Kind, id: RecordId, edit: Edit, here: bool) {
        let (number, time) = self.begin(who);
        let before = self.laptops[who].shown(kind, &id);
        let done = self.laptops[who].ws_mut().commit(edit);
        if self.was_saved(who, done) {
            self.note(who, (number, time), (kind, id), here, before);
        }
    }

    pub fn was_saved(&mut self, who: usize, done: Result<Committed, WorkspaceError>) -> bool {
        match done {
            Ok(done) => done.saved_at.is_some(),
            Err(WorkspaceError::Refused(_)) => {
                self.count("edits that a rule refused");
                false
            }
            Err(other) => panic!("{}: {other}", self.laptops[who].name),
        }
    }

    /// Enters an edit in the ledger: what the laptop shows now and did not before is what was edited.
    pub fn note(
        &mut self,
        who: usize,
        (number, time): (u64, i64),
        (kind, record): (Kind, RecordId),
        here: bool,
        before: Option<Expected>,
    ) {
        let owner = self.owner_of(&self.laptops[who], kind, &record);
        self.note_among(owner, who, (number, time), (kind, record), here, before);
    }

    /// The same, of a record that is among somebody's visits.
    pub fn note_among(
        &mut self,
        owner: Option<DeviceId>,
        who: usize,
        (number, time): (u64, i64),
        (kind, record): (Kind, RecordId),
        here: bool,
        before: Option<Expected>,
    ) {
        let laptop = &self.laptops[who];
        let before = before.unwrap_or_default();
        let after = laptop.shown(kind, &record).unwrap_or_default();
        let tags = kind.fields().iter().map(|spec| spec.tag);
        let settled = |tag: &Tag| before.diverging.contains(tag) && !after.diverging.contains(tag);
        let changed = tags.filter(|tag| here && (before.fields.get(tag) != after.fields.get(tag) || settled(tag)));
        let known = &laptop.known;
        let written = |tag: Tag| self.as_written(&record, tag, after.fields.get(&tag).cloned(), known);
        let changes: BTreeMap<Tag, Option<Value>> = changed.map(|tag| (tag, written(tag))).collect();
        let act = Act {
            number,
            author: laptop.device,
            kind,
            record,
            owner,
            time,
            here,
            before: changes.keys().map(|tag| (*tag, self.ledger.shown(&record, *tag, known))).collect(),
            changes,
            here_before: self.ledger.is_here(&record, known),
            replaces: BTreeMap::new(),
        };
        self.add(who, act);
        self.laptops[who].session.push(number);
    }

    /// A reference is shown as it leads; a record that comes back has again what it said, word for word.
    fn as_written(&self, record: &RecordId, tag: Tag, shown: Option<Value>, known: &Known) -> Option<Value> {
        let said = self.ledger.shown(record, tag, known);
        match (&said, &shown) {
            (Some(Value::Ref(to)), Some(Value::Ref(stays))) if self.ledger.stays(to, known) == *stays => said,
            _ => shown,
        }
    }

    /// Whose visits a record is among: fixed when it is created.
    pub fn owner_of(&self, laptop: &Laptop, kind: Kind, record: &RecordId) -> Option<DeviceId> {
        if let Some(first) = self.ledger.of(record, &laptop.known).next() {
            return first.owner;
        }
        match kind {
            Kind::Visit => Some(laptop.device),
            Kind::Note => {
                let about = laptop.ws().desk().get::<Note>(record)?.about?;
                self.ledger.of(&about.0, &laptop.known).next()?.owner
            }
            _ => None,
        }
    }

    /// The author of an edit takes the place of what it knows; and its laptop must now show what follows.
    pub fn add(&mut self, who: usize, act: Act) {
        let (kind, record, number) = (act.kind, act.record, act.number);
        let act = Act { replaces: BTreeMap::new(), author: self.laptops[who].device, ..act };
        let act = act.knowing(&self.ledger, &self.laptops[who].known);
        self.ledger.add(act);
        self.laptops[who].known.insert(number);
        self.laptops[who].mine.insert(number);
        self.count("edits");
        self.must_show(who, kind, &record);
    }
}
