//! Days and partial dates, as people type them.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

use super::{BadEntry, Looking};
use crate::model::PartialDate;
use crate::model::reference::fold;

/// Years that anyone may mean here.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2200;

const WEEKDAYS: [(&str, &str, Weekday); 7] = [
    ("lundi", "monday", Weekday::Mon),
    ("mardi", "tuesday", Weekday::Tue),
    ("mercredi", "wednesday", Weekday::Wed),
    ("jeudi", "thursday", Weekday::Thu),
    ("vendredi", "friday", Weekday::Fri),
    ("samedi", "saturday", Weekday::Sat),
    ("dimanche", "sunday", Weekday::Sun),
];

const MONTHS: [(&str, &str); 12] = [
    ("janvier", "january"),
    ("fevrier", "february"),
    ("mars", "march"),
    ("avril", "april"),
    ("mai", "may"),
    ("juin", "june"),
    ("juillet", "july"),
    ("aout", "august"),
    ("septembre", "september"),
    ("octobre", "october"),
    ("novembre", "november"),
    ("decembre", "december"),
];

/// A day: `hier`, `auj`, `demain`, `lundi`, `lun`, `15`, `15/11`, `15/11/26`, `15 nov`, `lundi 23 novembre 2026`,
/// `+2`, `-3`, `+2 sem`, `2026-11-15`.
///
/// # Errors
/// [`BadEntry`], which tells what is no date from a date that does not exist.
pub fn day(text: &str, today: NaiveDate, looking: Looking) -> Result<NaiveDate, BadEntry> {
    let bad = || BadEntry::new("entry-date", text);
    if let Some(found) = iso(text) {
        return found.ok_or_else(|| BadEntry::new("entry-no-such-day", text));
    }
    if let Some(found) = offset(text, today) {
        return in_reach(found).ok_or_else(bad);
    }
    let folded = fold(&text.replace(',', " "));
    if let Some(found) = named(&folded, today) {
        return in_reach(Some(found)).ok_or_else(bad);
    }
    let (weekday, rest) = split_weekday(&folded);
    match (weekday, rest) {
        (Some(weekday), "") => in_reach(nearest_weekday(weekday, today, looking)).ok_or_else(bad),
        (Some(weekday), "dernier" | "last") => {
            nearest_weekday(weekday, today.pred_opt().ok_or_else(bad)?, Looking::Back).ok_or_else(bad)
        }
        (Some(weekday), "prochain" | "next") => nearest_weekday(weekday, today, Looking::Forward).ok_or_else(bad),
        (weekday, rest) => {
            let parts = Parts::read(rest).ok_or_else(bad)?;
            let found = parts.resolve(today, looking).ok_or_else(|| BadEntry::new("entry-no-such-day", text))?;
            match weekday {
                Some(weekday) if weekday != found.weekday() => Err(BadEntry::new("entry-weekday-mismatch", text)),
                _ => Ok(found),
            }
        }
    }
}

/// A date known to the year, the month or the day: `2027`, `mars 2027`, `03/2027`, `mars`, or any [`day`].
///
/// # Errors
/// [`BadEntry`].
pub fn partial(text: &str, today: NaiveDate, looking: Looking) -> Result<PartialDate, BadEntry> {
    let bad = || BadEntry::new("entry-partial-date", text);
    if let Ok(date) = text.parse::<PartialDate>() {
        return if YEARS.contains(&date.year()) { Ok(date) } else { Err(bad()) };
    }
    let folded = fold(&text.replace(['/', '.'], " "));
    let words: Vec<&str> = folded.split(' ').collect();
    let month_of = |word: &str| month(word).or_else(|| word.parse().ok().filter(|m| (1..=12).contains(m)));
    match words.as_slice() {
        [one] => {
            if let Some(found) = month(one) {
                return nearest_month(found, today, looking).ok_or_else(bad);
            }
        }
        [first, year] if year.len() == 4 => {
            if let (Some(found), Some(year)) = (month_of(first), full_year(year)) {
                return Ok(PartialDate::Month(year, u8::try_from(found).map_err(|_| bad())?));
            }
        }
        _ => {}
    }
    day(text, today, looking).map(PartialDate::Day).map_err(|error| match error.message {
        "entry-date" => bad(),
        _ => error,
    })
}

/// A day and month, maybe without its month or its year.
struct Parts {
    day: u32,
    month: Option<u32>,
    year: Option<i32>,
}

impl Parts {
    /// `15`, `1er`, `15/11`, `15.11.26`, `15 nov`, `15 novembre 2026`, `november 15`.
    fn read(folded: &str) -> Option<Self> {
        let words: Vec<&str> = folded.split([' ', '/', '.']).filter(|word| !word.is_empty()).collect();
        let day_of = |word: &str| {
            let digits = ["er", "st", "nd", "rd", "th"].iter().find_map(|end| word.strip_suffix(end)).unwrap_or(word);
            number(digits, 2).filter(|day| (1..=31).contains(day))
        };
        let month_of = |word: &str| month(word).or_else(|| number(word, 2));
        let separated = folded.contains(['/', '.']) || words.iter().any(|word| month(word).is_some());
        let (day, month, year) = match words.as_slice() {
            [day] => (day, None, None),
            // Two bare numbers with a space between them are more often a day and an hour; dashes read as spaces.
            [first, second] if separated && month(first).is_some() => (second, month(first), None),
            [day, word] if separated => (day, Some(month_of(word)?), None),
            [first, second, year] if month(first).is_some() => (second, month(first), Some(full_year(year)?)),
            [day, word, year] => (day, Some(month_of(word)?), Some(full_year(year)?)),
            _ => return None,
        };
        Some(Self { day: day_of(day)?, month, year })
    }

    /// The nearest such day that exists, looking from today; today counts.
    fn resolve(&self, today: NaiveDate, looking: Looking) -> Option<NaiveDate> {
        match (self.month, self.year) {
            (Some(month), Some(year)) => NaiveDate::from_ymd_opt(year, month, self.day),
            // A 29 February may be eight years away.
            (Some(month), None) => (0..=8).find_map(|years| {
                let year = if looking == Looking::Back { today.year() - years } else { today.year() + years };
                NaiveDate::from_ymd_opt(year, month, self.day).filter(|day| is_ahead(*day, today, looking))
            }),
            (None, _) => (0..=12).find_map(|months| {
                let first = today.with_day(1)?;
                let month = match looking {
                    Looking::Back => first.checked_sub_months(Months::new(months)),
                    Looking::Forward => first.checked_add_months(Months::new(months)),
                }?;
                month.with_day(self.day).filter(|day| is_ahead(*day, today, looking))
            }),
        }
    }
}

/// Whether a day lies in the direction that is looked in, today included.
fn is_ahead(day: NaiveDate, today: NaiveDate, looking: Looking) -> bool {
    match looking {
        Looking::Back => day <= today,
        Looking::Forward => day >= today,
    }
}

fn in_reach(day: Option<NaiveDate>) -> Option<NaiveDate> {
    day.filter(|day| YEARS.contains(&day.year()))
}

/// `2026-11-15`: `Some(None)` has the form but does not exist.
fn iso(text: &str) -> Option<Option<NaiveDate>> {
    let parts: Vec<&str> = text.trim().split('-').collect();
    let [year, month, day] = parts.as_slice() else { return None };
    if year.len() != 4 {
        return None;
    }
    let (year, month, day) = (number(year, 4)?, number(month, 2)?, number(day, 2)?);
    Some(in_reach(NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)))
}

/// `+2`, `-3`, `+2 j`, `+1 sem`: days or weeks from today. `Some(None)` is out of the calendar.
fn offset(text: &str, today: NaiveDate) -> Option<Option<NaiveDate>> {
    let text = text.trim();
    let (ahead, rest) = match text.strip_prefix('+') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix(['-', '\u{2212}'])?),
    };
    let rest = rest.trim().to_lowercase();
    let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
    let days = match rest.strip_prefix(digits.as_str())?.trim() {
        "" | "j" | "d" | "jour" | "jours" | "day" | "days" => 1,
        "s" | "w" | "sem" | "semaine" | "semaines" | "week" | "weeks" => 7,
        _ => return None,
    };
    let days = Days::new(u64::from(number(&digits, 4)?) * days);
    Some(if ahead { today.checked_add_days(days) } else { today.checked_sub_days(days) })
}

fn named(folded: &str, today: NaiveDate) -> Option<NaiveDate> {
    let days = match folded {
        "avant hier" => -2,
        "hier" | "yesterday" => -1,
        "auj" | "aujourd hui" | "aujourdhui" | "today" => 0,
        "demain" | "tomorrow" => 1,
        "apres demain" => 2,
        _ => return None,
    };
    today.checked_add_signed(chrono::Duration::days(days))
}

fn split_weekday(folded: &str) -> (Option<Weekday>, &str) {
    let (first, rest) = folded.split_once(' ').unwrap_or((folded, ""));
    match (weekday(first), first) {
        (Some(found), _) => (Some(found), rest),
        // `last monday`, `next monday`
        (None, "last" | "next") => (weekday(rest), if weekday(rest).is_some() { first } else { folded }),
        _ => (None, folded),
    }
}

/// By its name or the first three letters or more of it.
fn weekday(word: &str) -> Option<Weekday> {
    let word = word.trim_end_matches('.');
    let named = |name: &str| word.len() >= 3 && name.starts_with(word);
    WEEKDAYS.iter().find(|(fr, en, _)| named(fr) || named(en)).map(|(_, _, weekday)| *weekday)
}

/// By its name, or as much of it as tells it apart (three letters at least): `jui` is nothing, `juin` and `juil` are.
fn month(word: &str) -> Option<u32> {
    let word = word.trim_end_matches('.');
    let named = |name: &str| word.len() >= 3 && name.starts_with(word);
    let mut found = (1..).zip(MONTHS).filter(|(_, (fr, en))| named(fr) || named(en)).map(|(number, _)| number);
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

fn nearest_weekday(weekday: Weekday, today: NaiveDate, looking: Looking) -> Option<NaiveDate> {
    match looking {
        Looking::Back => today.checked_sub_days(Days::new(u64::from(today.weekday().days_since(weekday)))),
        Looking::Forward => {
            let days = weekday.days_since(today.weekday());
            today.checked_add_days(Days::new(u64::from(if days == 0 { 7 } else { days })))
        }
    }
}

fn nearest_month(month: u32, today: NaiveDate, looking: Looking) -> Option<PartialDate> {
    let year = match looking {
        Looking::Back if month > today.month() => today.year() - 1,
        Looking::Forward if month < today.month() => today.year() + 1,
        _ => today.year(),
    };
    Some(PartialDate::Month(year, u8::try_from(month).ok()?))
}

/// Two digits are of this century.
fn full_year(word: &str) -> Option<i32> {
    let year = i32::try_from(number(word, 4)?).ok()?;
    match word.len() {
        2 => Some(2000 + year),
        4 => Some(year).filter(|year| YEARS.contains(year)),
        _ => None,
    }
}

/// A whole number of at most `digits` digits, and nothing else.
fn number(text: &str, digits: usize) -> Option<u32> {
    let plain = !text.is_empty() && text.len() <= digits && text.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A Sunday.
    const TODAY: &str = "2026-11-22";

    fn read(text: &str, looking: Looking) -> String {
        match day(text, TODAY.parse().unwrap(), looking) {
            Ok(day) => day.to_string(),
            Err(error) => error.message.to_owned(),
        }
    }

    #[test]
    fn days_as_people_type_them() {
        for (text, back, forward) in [
            ("hier", "2026-11-21", "2026-11-21"),
            ("Avant-hier", "2026-11-20", "2026-11-20"),
            ("auj", "2026-11-22", "2026-11-22"),
            ("aujourd’hui", "2026-11-22", "2026-11-22"),
            ("demain", "2026-11-23", "2026-11-23"),
            ("tomorrow", "2026-11-23", "2026-11-23"),
            ("lundi", "2026-11-16", "2026-11-23"),
            ("lun", "2026-11-16", "2026-11-23"),
            ("Mon", "2026-11-16", "2026-11-23"),
            ("mar.", "2026-11-17", "2026-11-24"),
            ("dim", "2026-11-22", "2026-11-29"),
            ("dimanche dernier", "2026-11-15", "2026-11-15"),
            ("lundi prochain", "2026-11-23", "2026-11-23"),
            ("next friday", "2026-11-27", "2026-11-27"),
            ("15/11", "2026-11-15", "2027-11-15"),
            ("15.11", "2026-11-15", "2027-11-15"),
            ("22/11", "2026-11-22", "2026-11-22"),
            ("15/11/26", "2026-11-15", "2026-11-15"),
            ("15/11/2025", "2025-11-15", "2025-11-15"),
            ("15-11-2026", "2026-11-15", "2026-11-15"),
            ("15", "2026-11-15", "2026-12-15"),
            ("31", "2026-10-31", "2026-12-31"),
            ("1er", "2026-11-01", "2026-12-01"),
            ("+2", "2026-11-24", "2026-11-24"),
            ("-3", "2026-11-19", "2026-11-19"),
            ("+2 sem", "2026-12-06", "2026-12-06"),
            ("+7j", "2026-11-29", "2026-11-29"),
            ("2026-11-15", "2026-11-15", "2026-11-15"),
            ("15 nov", "2026-11-15", "2027-11-15"),
            ("15 novembre 2026", "2026-11-15", "2026-11-15"),
            ("Nov 15, 2026", "2026-11-15", "2026-11-15"),
            ("1er août 2026", "2026-08-01", "2026-08-01"),
            ("lundi 23 novembre 2026", "2026-11-23", "2026-11-23"),
            ("29/02", "2024-02-29", "2028-02-29"),
        ] {
            assert_eq!(read(text, Looking::Back), back, "{text}, back");
            assert_eq!(read(text, Looking::Forward), forward, "{text}, forward");
        }
    }

    #[test]
    fn what_is_no_date_is_told_from_what_does_not_exist() {
        for text in ["", "jui", "15 jui", "xx", "15 11", "+", "-", "+12345", "1/2/3/4", "15/11/126", "2026", "0"] {
            assert_eq!(read(text, Looking::Back), "entry-date", "{text}");
        }
        for text in ["31/02/2026", "2026-02-30", "15/13", "31 avril", "0000-01-01"] {
            assert_eq!(read(text, Looking::Back), "entry-no-such-day", "{text}");
        }
        assert_eq!(read("mardi 23 novembre 2026", Looking::Back), "entry-weekday-mismatch");
    }

    #[test]
    fn partial_dates_keep_their_precision() {
        let today = TODAY.parse().unwrap();
        let read = |text: &str| partial(text, today, Looking::Forward).map(|date| date.to_string());
        for (text, date) in [
            ("2027", "2027"),
            ("mars 2027", "2027-03"),
            ("March 2027", "2027-03"),
            ("03/2027", "2027-03"),
            ("3/2027", "2027-03"),
            ("2027-03", "2027-03"),
            ("mars", "2027-03"),
            ("décembre", "2026-12"),
            ("15/03/2027", "2027-03-15"),
            ("lundi", "2026-11-23"),
        ] {
            assert_eq!(read(text).as_deref(), Ok(date), "{text}");
        }
        for text in ["T2 2027", "Q2 2027", "13/2027", "27", "1066", ""] {
            let message = read(text).map_err(|error| error.message);
            assert!(text == "27" || message == Err("entry-partial-date"), "{text}: {message:?}");
        }
    }
}
