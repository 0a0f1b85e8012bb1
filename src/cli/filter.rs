//! `--where field=value`.

use super::Problem;
use super::entry::{Reader, assignment};
use super::{Exit, entry::fault_line};
use crate::model::reference::fold;
use crate::model::{AnyRecord, FieldSpec, FieldType, Kind, RecordId, Value};
use crate::t;

/// One condition on one field.
#[derive(Clone, Debug, PartialEq)]
pub struct Filter {
    pub spec: &'static FieldSpec,
    wanted: Wanted,
}

#[derive(Clone, Debug, PartialEq)]
enum Wanted {
    /// The field is empty.
    Nothing,
    /// An ISO date or its beginning: `2026`, `2026-11`.
    DateFrom(String),
    /// Folded text.
    Text(String),
    Value(Value),
}

impl Filter {
    /// Reads `field=value`.
    ///
    /// # Errors
    /// Exit 2: no such field, or no such value.
    pub fn read(reader: &Reader, kind: Kind, argument: &str) -> Result<Self, Problem> {
        let (spec, text) = assignment(&reader.words, kind, argument)?;
        let text = text.trim();
        let dated =
            matches!(spec.ty, FieldType::Date | FieldType::PartialDate | FieldType::LocalTime | FieldType::Dates);
        let wanted = match spec.ty {
            _ if text.is_empty() => Wanted::Nothing,
            FieldType::Text | FieldType::LongText(_) => Wanted::Text(fold(text)),
            _ if dated && is_iso_start(text) => Wanted::DateFrom(text.to_owned()),
            _ => match reader.read(spec, text) {
                Ok(Some(value)) => Wanted::Value(value),
                Ok(None) => Wanted::Nothing,
                Err(bad) => {
                    let what = t!(reader.words, "filter-refused", filter = argument);
                    let details = vec![fault_line(&reader.words, spec.key, &bad.words(&reader.words))];
                    return Err(Problem::new(Exit::Usage, what).details(details));
                }
            },
        };
        Ok(Self { spec, wanted })
    }

    pub fn keeps(&self, record: &AnyRecord) -> bool {
        let value = record.get(self.spec.tag);
        match (&self.wanted, value) {
            (Wanted::Nothing, value) => value.is_none(),
            // What nobody answered is not yes.
            (Wanted::Value(Value::Bool(false)), None) => true,
            (_, None) => false,
            (Wanted::Text(wanted), Some(Value::Text(text))) => fold(&text) == *wanted,
            (Wanted::DateFrom(start), Some(value)) => dates(&value).iter().any(|date| date.starts_with(start)),
            (Wanted::Value(wanted), Some(value)) => holds(&value, wanted),
            (Wanted::Text(_), Some(_)) => false,
        }
    }

    /// The record that a reference must be to.
    pub fn reference(&self) -> Option<RecordId> {
        match self.wanted {
            Wanted::Value(Value::Ref(id)) => Some(id),
            _ => None,
        }
    }
}

/// `2026`, `2026-11`, `2026-11-23` or the beginning of an ISO time.
fn is_iso_start(text: &str) -> bool {
    let year = text.get(..4).is_some_and(|year| year.bytes().all(|b| b.is_ascii_digit()));
    year && text.as_bytes().get(4).is_none_or(|sign| *sign == b'-')
}

fn dates(value: &Value) -> Vec<String> {
    match value {
        Value::Date(day) => vec![day.to_string()],
        Value::PartialDate(date) => vec![date.to_string()],
        Value::LocalTime(time) => vec![time.to_string()],
        Value::Dates(days) => days.iter().map(|day| day.0.to_string()).collect(),
        _ => Vec::new(),
    }
}

/// Whether a value is the wanted one, or a list holds all the wanted items.
fn holds(value: &Value, wanted: &Value) -> bool {
    match (value, wanted) {
        (Value::Refs(held), Value::Refs(wanted)) => wanted.iter().all(|one| held.contains(one)),
        (Value::Communes(held), Value::Communes(wanted)) => wanted.iter().all(|one| held.contains(one)),
        (Value::Departements(held), Value::Departements(wanted)) => wanted.iter().all(|one| held.contains(one)),
        (Value::Dates(held), Value::Dates(wanted)) => wanted.iter().all(|one| held.contains(one)),
        _ => value == wanted,
    }
}
