//! Records by name, from the desk: for the fields of forms, and wherever a screen calls a record by its name.

use std::rc::Rc;
use std::sync::Arc;

use crate::i18n::Words;
use crate::model::{AnyRecord, Centre, Contact, FieldType, FieldValue, Kind, Member, RecordId, Value};
use crate::tui::cx::Cx;
use crate::tui::form::{Completer, Suggestion};
use crate::tui::palette::fuzzy;
use crate::tui::request::Desk;
use crate::wording::title::{centre_name, title};
use crate::wording::values;

/// Where a field that names any record looks.
const ANY: [Kind; 5] = [Kind::Member, Kind::Centre, Kind::Contact, Kind::Position, Kind::Project];

/// The records of the desk as a form finds them.
pub struct Records {
    desk: Arc<Desk>,
    words: Words,
    /// What the form is about: its records come first.
    near: Vec<RecordId>,
}

impl Records {
    /// The desk as it is now.
    pub fn of(cx: &Cx) -> Rc<Self> {
        Self::near(cx, &[])
    }

    /// The same; what belongs to one of these records comes first.
    pub fn near(cx: &Cx, near: &[RecordId]) -> Rc<Self> {
        Rc::new(Self { desk: Arc::clone(&cx.desk), words: cx.words.clone(), near: near.to_vec() })
    }

    fn suggestion(&self, id: RecordId, record: &AnyRecord) -> Suggestion {
        Suggestion::new(Value::Ref(id), label(&self.desk, &self.words, record)).detail(detail(&self.desk, record))
    }

    /// What the form is about first, then my sector, then the others.
    fn rank(&self, id: RecordId, record: &AnyRecord) -> u8 {
        let mine = match record {
            AnyRecord::Member(member) => self.desk.member_is_mine(&id, member),
            AnyRecord::Centre(centre) => self.desk.centre_is_mine(centre),
            AnyRecord::Device(_) => self.desk.me.is_some_and(|me| me.record() == id),
            _ => false,
        };
        match () {
            () if self.near.iter().any(|near| *near == id || belongs(record, *near)) => 0,
            () if mine => 1,
            () => 2,
        }
    }
}

impl Completer for Records {
    fn records(&self, kind: Option<Kind>, text: &str, limit: usize) -> Vec<Suggestion> {
        let kinds = kind.as_ref().map_or(ANY.as_slice(), std::slice::from_ref);
        let cards = kinds.iter().flat_map(|kind| self.desk.cards(*kind));
        let mut all: Vec<(u8, Suggestion)> =
            cards.map(|card| (self.rank(card.id, &card.record), self.suggestion(card.id, &card.record))).collect();
        if text.trim().is_empty() {
            all.sort_by(|(a, one), (b, other)| (a, &one.label).cmp(&(b, &other.label)));
            return all.into_iter().map(|(_, one)| one).take(limit).collect();
        }
        let named = |(rank, one): (u8, Suggestion)| {
            let text = format!("{} {}", one.label, one.detail);
            ((rank, one), text)
        };
        let mut found = fuzzy(text, all.into_iter().map(named));
        found.sort_by_key(|(rank, _)| *rank > 0);
        found.into_iter().map(|(_, one)| one).take(limit).collect()
    }

    fn name(&self, id: RecordId) -> Option<String> {
        self.desk.card(&id).map(|card| label(&self.desk, &self.words, &card.record))
    }
}

/// A record's name; the start of its id for one that is not on this laptop.
pub fn name(cx: &Cx, id: RecordId) -> String {
    cx.desk.card(&id).map_or_else(|| id.short(), |card| label(&cx.desk, &cx.words, &card.record))
}

fn label(desk: &Desk, words: &Words, record: &AnyRecord) -> String {
    let short = match record {
        AnyRecord::Contact(contact) => contact.name.clone(),
        AnyRecord::Device(device) => device.holder.clone(),
        AnyRecord::Centre(centre) => Some(centre_name(centre)),
        _ => None,
    };
    let lookup = |id: RecordId| desk.card(&id).map(|card| card.record.clone());
    short.filter(|name| !name.is_empty()).unwrap_or_else(|| title(record, words, &lookup))
}

/// What tells a record apart from others of its name.
pub fn detail(desk: &Desk, record: &AnyRecord) -> String {
    let member_name = |id: RecordId| desk.get::<Member>(&id).and_then(|member| member.name.clone());
    let found = match record {
        AnyRecord::Member(member) => member.departements.as_ref().map(|all| {
            let codes: Vec<String> = all.iter().map(ToString::to_string).collect();
            codes.join(", ")
        }),
        AnyRecord::Centre(centre) => {
            centre.commune.map(|code| format!("{} {}", code.departement(), values::commune(code)))
        }
        AnyRecord::Contact(contact) => {
            let member = contact.member.and_then(|member| member_name(member.0));
            let parts: Vec<String> = contact.function.iter().cloned().chain(member).collect();
            Some(parts.join(" · "))
        }
        AnyRecord::Device(device) => device.code.clone(),
        _ => None,
    };
    found.unwrap_or_default()
}

fn belongs(record: &AnyRecord, to: RecordId) -> bool {
    match record {
        AnyRecord::Contact(Contact { member, .. }) => member.is_some_and(|member| member.0 == to),
        AnyRecord::Centre(Centre { host, .. }) => host.is_some_and(|host| host.0 == to),
        AnyRecord::Position(position) => position.centre.is_some_and(|centre| centre.0 == to),
        _ => false,
    }
}

/// The label of a choice of a closed list.
pub fn choice<C: FieldValue>(words: &Words, choice: C) -> String {
    match (C::TYPE, choice.to_value()) {
        (FieldType::Choice(list, _), Value::Choice(key)) => words.choice(list, &key),
        _ => String::new(),
    }
}
