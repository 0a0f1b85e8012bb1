//! How numbers, dates and values are written for people, in each language. Nothing else formats them.
//!
//! French groups digits with U+00A0 and has a decimal comma; English is the British one, days before months.

use chrono::{Datelike, NaiveDate, NaiveTime};

use super::{Argument, Lang, Words};
use crate::model::{
    Cents, CommuneCode, Decimal, DeptCode, FieldSpec, FieldType, LocalTime, PartialDate, RecordId, Value, reference,
};
use crate::t;

const NBSP: char = '\u{a0}';

/// A whole number with grouped digits: `1 234`.
pub fn whole(lang: Lang, number: i64) -> String {
    grouped(lang, &number.to_string())
}

/// A number without trailing zeros: `1 234,5`.
pub fn decimal(lang: Lang, number: Decimal) -> String {
    grouped(lang, &number.to_string())
}

/// A share in percent, to the nearest whole: `62 %`.
pub fn percent(words: &Words, part: usize, of: usize) -> String {
    let share = if of == 0 { 0 } else { (part * 200 + of) / (of * 2) };
    t!(words, "percent", number = share.to_string())
}

/// An amount; cents are shown only where there are some: `195 000 €`, `1 234,50 €`.
pub fn money(words: &Words, amount: Cents) -> String {
    let text = amount.to_string();
    t!(words, "amount-euros", amount = grouped(words.lang, text.strip_suffix(".00").unwrap_or(&text)))
}

/// `12,5 km`, `45 min`, `0,5 ETP`.
pub fn with_unit(words: &Words, number: &str, unit: &str) -> String {
    let unit = match unit {
        "ETP" => t!(words, "unit-fte"),
        other => other.to_owned(),
    };
    t!(words, "number-with-unit", number = number, unit = unit)
}

pub fn km(words: &Words, distance: Decimal) -> String {
    with_unit(words, &decimal(words.lang, distance), "km")
}

/// `7 729 hab.`
pub fn population(words: &Words, inhabitants: i64) -> String {
    t!(words, "population", number = whole(words.lang, inhabitants))
}

/// `45 min`, `1 h 15`, `2 h`.
pub fn duration(minutes: i64) -> String {
    match (minutes / 60, minutes % 60) {
        (0, m) => format!("{m}{NBSP}min"),
        (h, 0) => format!("{h}{NBSP}h"),
        (h, m) => format!("{h}{NBSP}h{NBSP}{:02}", m.abs()),
    }
}

/// Groups the digits before the decimal point by three; `plain` is as `Display` writes numbers.
fn grouped(lang: Lang, plain: &str) -> String {
    let (group, point) = match lang {
        Lang::Fr => (NBSP, ','),
        Lang::En => (',', '.'),
    };
    let (sign, digits) = plain.strip_prefix('-').map_or(("", plain), |rest| ("-", rest));
    let (units, fraction) = digits.split_once('.').map_or((digits, None), |(u, f)| (u, Some(f)));
    let mut text = String::from(sign);
    for (i, digit) in units.chars().enumerate() {
        if i > 0 && (units.len() - i).is_multiple_of(3) {
            text.push(group);
        }
        text.push(digit);
    }
    if let Some(fraction) = fraction {
        text.push(point);
        text.push_str(fraction);
    }
    text
}

/// `lundi`.
pub fn weekday(words: &Words, day: NaiveDate) -> String {
    words.look_up(&weekday_id(day)).unwrap_or_default()
}

/// `novembre`; `month` counts from 1.
pub fn month_name(words: &Words, month: u32) -> String {
    words.look_up(&format!("month-{month}")).unwrap_or_default()
}

/// `lundi 23 novembre 2026`.
pub fn date_long(words: &Words, day: NaiveDate) -> String {
    dated(words, day, weekday(words, day), month_name(words, day.month()))
}

/// `lun. 23 nov. 2026`.
pub fn date_medium(words: &Words, day: NaiveDate) -> String {
    let weekday = words.attribute(&weekday_id(day), "short").unwrap_or_default();
    dated(words, day, weekday, month_short(words, day.month()))
}

fn dated(words: &Words, day: NaiveDate, weekday: String, month: String) -> String {
    let year = day.year().to_string();
    t!(words, "date-long", weekday = weekday, day = day.day(), month = month, year = year)
}

/// `23/11/2026`.
pub fn date_short(day: NaiveDate) -> String {
    day.format("%d/%m/%Y").to_string()
}

/// `23 nov.`, where the year goes without saying.
pub fn day_month(words: &Words, day: NaiveDate) -> String {
    t!(words, "date-day-month", day = day.day(), month = month_short(words, day.month()))
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

/// `14:32`.
pub fn time(time: NaiveTime) -> String {
    time.format("%H:%M").to_string()
}

/// `lun. 23 nov. 2026, 14:32`.
pub fn date_time(words: &Words, at: LocalTime) -> String {
    t!(words, "date-and-time", date = date_medium(words, at.date()), time = time(at.wall().time()))
}

/// `23/11/2026 14:32`, for columns.
pub fn date_time_short(at: LocalTime) -> String {
    format!("{} {}", date_short(at.date()), time(at.wall().time()))
}

/// `semaine 47` (ISO 8601, from Monday).
pub fn week(words: &Words, day: NaiveDate) -> String {
    t!(words, "week-of-year", week = day.iso_week().week().to_string())
}

/// A day as it is seen from `today`: `hier`, `dans 3 jours`, `il y a 12 jours`.
pub fn relative_day(words: &Words, day: NaiveDate, today: NaiveDate) -> String {
    match (day - today).num_days() {
        0 => t!(words, "day-today"),
        -1 => t!(words, "day-yesterday"),
        1 => t!(words, "day-tomorrow"),
        n if n < 0 => {
            let ago = n.saturating_neg();
            t!(words, "days-ago", n = ago, shown = whole(words.lang, ago))
        }
        n => t!(words, "days-ahead", n = n, shown = whole(words.lang, n)),
    }
}

/// `12 jours`.
pub fn days(words: &Words, n: i64) -> String {
    t!(words, "days-count", n = n, shown = whole(words.lang, n))
}

/// `12 jours de retard`.
pub fn days_late(words: &Words, n: i64) -> String {
    t!(words, "days-late", n = n, shown = whole(words.lang, n))
}

fn weekday_id(day: NaiveDate) -> String {
    format!("weekday-{}", day.weekday().number_from_monday())
}

fn month_short(words: &Words, month: u32) -> String {
    words.attribute(&format!("month-{month}"), "short").unwrap_or_default()
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

impl Words {
    /// Like [`Words::attribute`], with named values for its variables.
    pub(super) fn attribute_with(
        &self,
        id: &str,
        attribute: &str,
        args: &[(&'static str, Argument<'_>)],
    ) -> Option<String> {
        let args = args.iter().map(|(name, value)| (*name, value.clone())).collect();
        self.loader().has_attr(id, attribute).then(|| self.loader().get_attr_args_concrete(id, attribute, args))
    }
}

#[cfg(test)]
mod tests;
