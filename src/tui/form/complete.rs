//! What a field offers while one types.

use crate::i18n::Words;
use crate::model::entry::BadEntry;
use crate::model::reference::{Commune, communes, departements, epcis, fold};
use crate::model::{FieldSpec, FieldType, Kind, RecordId, Value};
use crate::tui::palette::fuzzy;
use crate::wording::values;

/// Lines offered at once.
pub const OFFERED: usize = 6;

/// One line of what a field offers.
#[derive(Clone, Debug, PartialEq)]
pub struct Suggestion {
    pub value: Value,
    /// What the field then shows.
    pub label: String,
    /// What tells it apart from the others: a département, a commune, a date.
    pub detail: String,
}

impl Suggestion {
    pub fn new(value: Value, label: impl Into<String>) -> Self {
        Self { value, label: label.into(), detail: String::new() }
    }

    pub fn detail(self, detail: impl Into<String>) -> Self {
        Self { detail: detail.into(), ..self }
    }
}

/// Where a form finds records by name: the screen gives it. Communes, EPCI, départements and closed lists need none.
pub trait Completer {
    /// The records of a kind (`None`: of any) that a text may mean, the likeliest first. An empty text: the usual ones.
    fn records(&self, kind: Option<Kind>, text: &str, limit: usize) -> Vec<Suggestion>;

    /// The communes that a text may mean, the likeliest first; a screen that knows where one is puts the near ones first.
    fn communes(&self, text: &str, limit: usize) -> Vec<Suggestion> {
        communes().search(text, limit).into_iter().map(of_commune).collect()
    }

    /// A record's name.
    fn name(&self, id: RecordId) -> Option<String>;

    /// The one record that a text names.
    ///
    /// # Errors
    /// `entry-record-unknown` or `entry-record-several`.
    fn resolve(&self, kind: Option<Kind>, text: &str) -> Result<RecordId, BadEntry> {
        let found = self.records(kind, text, 10);
        let wanted = fold(text);
        let mut exact = found.iter().filter(|one| fold(&one.label) == wanted);
        let only = match (exact.next(), exact.next(), found.as_slice()) {
            (Some(one), None, _) | (None, None, [one]) => &one.value,
            (None, _, []) => return Err(BadEntry::new("entry-record-unknown", text)),
            _ => {
                let choices: Vec<&str> = found.iter().map(|one| one.label.as_str()).collect();
                return Err(BadEntry::new("entry-record-several", text).with("choices", choices.join(", ")));
            }
        };
        match only {
            Value::Ref(id) => Ok(*id),
            _ => Err(BadEntry::new("entry-record-unknown", text)),
        }
    }
}

/// A commune as it is offered: its name, with its département beside it.
pub fn of_commune(one: &Commune) -> Suggestion {
    Suggestion::new(Value::Commune(one.code), one.label()).detail(values::departement(one.departement()))
}

/// No records: for forms without references.
pub struct NoRecords;

impl Completer for NoRecords {
    fn records(&self, _: Option<Kind>, _: &str, _: usize) -> Vec<Suggestion> {
        Vec::new()
    }

    fn name(&self, _: RecordId) -> Option<String> {
        None
    }
}

/// All choices of a closed list, or yes and no; empty for other types.
pub fn choices(spec: &FieldSpec, words: &Words) -> Vec<Suggestion> {
    match spec.ty {
        FieldType::Choice(list, keys) => {
            keys.iter().map(|key| Suggestion::new(Value::Choice((*key).to_owned()), words.choice(list, key))).collect()
        }
        FieldType::Bool => [true, false]
            .map(|value| {
                Suggestion::new(Value::Bool(value), values::value(words, Some(spec), &Value::Bool(value), &|_| None))
            })
            .to_vec(),
        _ => Vec::new(),
    }
}

/// What a field of this type offers for a text.
pub fn suggest(spec: &FieldSpec, text: &str, words: &Words, records: &dyn Completer) -> Vec<Suggestion> {
    let item = last_item(spec.ty, text);
    match spec.ty {
        FieldType::Choice(..) | FieldType::Bool => {
            let all = choices(spec, words);
            fuzzy(
                text,
                all.into_iter().map(|one| {
                    let label = one.label.clone();
                    (one, label)
                }),
            )
        }
        FieldType::Ref(kind) | FieldType::Refs(kind) => records.records(Some(kind), item, OFFERED),
        FieldType::AnyRef => records.records(None, item, OFFERED),
        FieldType::Commune | FieldType::Communes => records.communes(item, OFFERED),
        FieldType::Epci => named(item, epcis().iter().map(|one| (Value::Epci(one.code), one.name.clone()))),
        FieldType::Departement | FieldType::Departements => {
            named(item, departements().iter().map(|one| (Value::Departement(one.code), one.name.clone())))
        }
        _ => Vec::new(),
    }
}

fn named(text: &str, all: impl Iterator<Item = (Value, String)>) -> Vec<Suggestion> {
    if text.is_empty() {
        return Vec::new();
    }
    let items = all.map(|(value, name)| (Suggestion::new(value, name.clone()), name));
    fuzzy(text, items).into_iter().take(OFFERED).collect()
}

/// A field of several values is completed item by item.
pub fn several(ty: FieldType) -> bool {
    matches!(ty, FieldType::Refs(_) | FieldType::Communes | FieldType::Departements | FieldType::Dates)
}

fn last_item(ty: FieldType, text: &str) -> &str {
    let item = if several(ty) { text.rsplit(';').next().unwrap_or(text) } else { text };
    item.trim()
}

/// The text once a suggestion is accepted.
pub fn accepted(ty: FieldType, text: &str, label: &str) -> String {
    if !several(ty) {
        return label.to_owned();
    }
    match text.rsplit_once(';') {
        Some((before, _)) => format!("{before}; {label}; "),
        None => format!("{label}; "),
    }
}
