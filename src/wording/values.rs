//! How the values of the model are written for people, in each language. Plain numbers and dates are in `i18n::format`;
//! nothing else formats them.

use crate::i18n::format::{date_medium, date_short, duration, grouped, month_name, time, whole, with_unit};
use crate::i18n::{Lang, Words};
use crate::model::{
    Cents, CommuneCode, Decimal, DeptCode, FieldSpec, FieldType, LocalTime, PartialDate, RecordId, Value, reference,
};
use crate::t;

/// A number without trailing zeros: `1 234,5`.
pub fn decimal(lang: Lang, number: Decimal) -> String {
    grouped(lang, &number.to_string())
}

/// An amount; cents are shown only where there are some: `195 000 €`, `1 234,50 €`.
pub fn money(words: &Words, amount: Cents) -> String {
    let text = amount.to_string();
    t!(words, "amount-euros", amount = grouped(words.lang, text.strip_suffix(".00").unwrap_or(&text)))
}

pub fn km(words: &Words, distance: Decimal) -> String {
    with_unit(words, &decimal(words.lang, distance), "km")
}

/// A date to its known precision: `lun. 15 mars 2027`, `mars 2027`, `2027`.
pub fn partial_date(words: &Words, date: PartialDate) -> String {
    match date {
        PartialDate::Year(year) => year.to_string(),
        PartialDate::Month(year, month) => {
            t!(words, "date-month", month = month_name(words, u32::from(month)), year = year.to_string())
        }
        PartialDate::Day(day) => date_medium(words, day),
    }
}

/// The same in at most ten columns: `15/03/2027`, `03/2027`, `2027`.
pub fn partial_date_short(date: PartialDate) -> String {
    match date {
        PartialDate::Year(year) => year.to_string(),
        PartialDate::Month(year, month) => format!("{month:02}/{year:04}"),
        PartialDate::Day(day) => date_short(day),
    }
}

/// `lun. 23 nov. 2026, 14:32`.
pub fn date_time(words: &Words, at: LocalTime) -> String {
    t!(words, "date-and-time", date = date_medium(words, at.date()), time = time(at.wall().time()))
}

/// `23/11/2026 14:32`, for columns.
pub fn date_time_short(at: LocalTime) -> String {
    format!("{} {}", date_short(at.date()), time(at.wall().time()))
}

/// Any value of the model, for people. `spec` is its field's declaration; without one (a field of a later version)
/// choices and numbers show as they are. `resolve` names a record; an unnamed one shows its short id.
pub fn value(
    words: &Words,
    spec: Option<&FieldSpec>,
    value: &Value,
    resolve: &dyn Fn(RecordId) -> Option<String>,
) -> String {
    let record = |id: &RecordId| resolve(*id).unwrap_or_else(|| id.short());
    match value {
        Value::Text(text) => text.clone(),
        Value::Int(number) => match spec.and_then(|s| s.unit) {
            Some("min") => duration(*number),
            Some(unit) => with_unit(words, &whole(words.lang, *number), unit),
            // A year is not grouped.
            None if spec.is_some_and(|s| s.key == "year") => number.to_string(),
            None => whole(words.lang, *number),
        },
        Value::Decimal(number) => match spec.and_then(|s| s.unit) {
            Some(unit) => with_unit(words, &decimal(words.lang, *number), unit),
            None => decimal(words.lang, *number),
        },
        Value::Money(amount) => money(words, *amount),
        Value::Bool(true) => t!(words, "yes"),
        Value::Bool(false) => t!(words, "no"),
        Value::Date(day) => date_medium(words, *day),
        Value::PartialDate(date) => partial_date(words, *date),
        Value::LocalTime(at) => date_time(words, *at),
        Value::Choice(key) => match spec.map(|s| s.ty) {
            Some(FieldType::Choice(list, _)) => words.choice(list, key),
            _ => key.clone(),
        },
        Value::Ref(id) => record(id),
        Value::Refs(ids) => joined(ids, record),
        Value::Commune(code) => commune(*code),
        Value::Communes(codes) => joined(codes, |code| commune(*code)),
        Value::Epci(code) => reference::epci(*code).map_or_else(|| code.to_string(), |epci| epci.name.clone()),
        Value::Departement(code) => departement(*code),
        Value::Departements(codes) => joined(codes, |code| departement(*code)),
        Value::Dates(days) => joined(days, |day| date_medium(words, day.0)),
    }
}

/// The same for a column, where dates are short.
pub fn cell(
    words: &Words,
    spec: Option<&FieldSpec>,
    shown: &Value,
    resolve: &dyn Fn(RecordId) -> Option<String>,
) -> String {
    match shown {
        Value::Date(day) => date_short(*day),
        Value::PartialDate(date) => partial_date_short(*date),
        Value::LocalTime(at) => date_time_short(*at),
        Value::Dates(days) => joined(days, |day| date_short(day.0)),
        other => value(words, spec, other, resolve),
    }
}

fn joined<T>(items: &[T], show: impl Fn(&T) -> String) -> String {
    items.iter().map(show).collect::<Vec<_>>().join(", ")
}

/// A commune's name, with its département where another has the same; the code outside the region.
pub fn commune(code: CommuneCode) -> String {
    reference::communes().get(code).map_or_else(|| code.to_string(), |commune| commune.label())
}

/// A département's name; the code outside the region.
pub fn departement(code: DeptCode) -> String {
    reference::departement(code).map_or_else(|| code.to_string(), |departement| departement.name.clone())
}

#[cfg(test)]
mod tests;
