//! How numbers, dates and times are written for people, in each language. Nothing else formats them; what only the
//! model knows is in `wording::values`.
//!
//! French groups digits with U+00A0 and has a decimal comma; English is the British one, days before months.

use chrono::{Datelike, NaiveDate, NaiveTime};

use super::{Lang, Words};
use crate::t;

const NBSP: char = '\u{a0}';

/// A whole number with grouped digits: `1 234`.
pub fn whole(lang: Lang, number: i64) -> String {
    grouped(lang, &number.to_string())
}

/// A share in percent, to the nearest whole: `62 %`.
pub fn percent(words: &Words, part: usize, of: usize) -> String {
    let share = if of == 0 { 0 } else { (part * 200 + of) / (of * 2) };
    t!(words, "percent", number = share.to_string())
}

/// `12,5 km`, `45 min`, `0,5 ETP`.
pub fn with_unit(words: &Words, number: &str, unit: &str) -> String {
    let unit = match unit {
        "ETP" => t!(words, "unit-fte"),
        other => other.to_owned(),
    };
    t!(words, "number-with-unit", number = number, unit = unit)
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
pub fn grouped(lang: Lang, plain: &str) -> String {
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

/// `lun.`.
pub fn weekday_short(words: &Words, day: NaiveDate) -> String {
    words.attribute(&weekday_id(day), "short").unwrap_or_default()
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
    dated(words, day, weekday_short(words, day), month_short(words, day.month()))
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

/// `14:32`.
pub fn time(time: NaiveTime) -> String {
    time.format("%H:%M").to_string()
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

/// A label in the middle of a sentence: its first letter is small, unless it begins an acronym.
pub fn mid_sentence(label: &str) -> String {
    let mut letters = label.chars();
    match (letters.next(), letters.next()) {
        (Some(first), second) if !second.is_some_and(char::is_uppercase) => {
            first.to_lowercase().chain(label.chars().skip(1)).collect()
        }
        _ => label.to_owned(),
    }
}

#[cfg(test)]
mod tests;
