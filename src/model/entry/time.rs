//! Times of day, moments and durations, as people type them.

use chrono::{NaiveDateTime, NaiveTime};

use super::{BadEntry, Looking, day};
use crate::model::LocalTime;
use crate::model::reference::fold;

/// A time of day: `14h30`, `14:30`, `1430`, `14h`, `14 h 30`, `9`, `midi`, `2:30 pm`.
///
/// # Errors
/// [`BadEntry`].
pub fn time(text: &str) -> Result<NaiveTime, BadEntry> {
    let bad = || BadEntry::new("entry-time", text);
    let compact: String = text.to_lowercase().chars().filter(|c| !c.is_whitespace()).collect();
    match compact.as_str() {
        "midi" | "noon" => return NaiveTime::from_hms_opt(12, 0, 0).ok_or_else(bad),
        "minuit" | "midnight" => return NaiveTime::from_hms_opt(0, 0, 0).ok_or_else(bad),
        _ => {}
    }
    let half = ["am", "pm"].iter().find_map(|half| Some((compact.strip_suffix(half)?, *half)));
    let (clock, half) = half.map_or((compact.as_str(), None), |(clock, half)| (clock, Some(half)));
    let (hour, minute) = clock_parts(clock).ok_or_else(bad)?;
    let hour = match (half, hour) {
        (None, hour) => hour,
        (Some("am"), 12) => 0,
        (Some("am"), 1..=11) | (Some(_), 12) => hour,
        (Some(_), 1..=11) => hour + 12,
        _ => return Err(bad()),
    };
    NaiveTime::from_hms_opt(hour, minute, 0).ok_or_else(bad)
}

/// `14h30`, `14:30`, `14.30`, `1430`, `930`, `14h`, `9` as hour and minute, neither checked.
fn clock_parts(clock: &str) -> Option<(u32, u32)> {
    let digits = |text: &str, most: usize| -> Option<u32> {
        let plain = !text.is_empty() && text.len() <= most && text.bytes().all(|b| b.is_ascii_digit());
        plain.then(|| text.parse().ok()).flatten()
    };
    if let Some((hour, minute)) = clock.split_once(['h', ':', '.']) {
        let minute = minute.trim_end_matches("min").trim_end_matches("mn");
        return Some((digits(hour, 2)?, if minute.is_empty() { 0 } else { digits(minute, 2)? }));
    }
    let number = digits(clock, 4)?;
    if clock.len() <= 2 { Some((number, 0)) } else { Some((number / 100, number % 100)) }
}

/// A moment on the wall clock of mainland France: `hier 14h30`, `lundi 9`, `15/11 à 8h`, `14h30` (today), `maintenant`,
/// `2026-11-15T14:30`, with an offset or without.
///
/// # Errors
/// [`BadEntry`]: unreadable, without its time, or in the hour that the change to summer time skips.
pub fn day_time(text: &str, now: NaiveDateTime, looking: Looking) -> Result<LocalTime, BadEntry> {
    if let Some(exact) = iso(text) {
        return exact.ok_or_else(|| BadEntry::new("entry-skipped-hour", text));
    }
    let wall = match fold(text).as_str() {
        "maintenant" | "now" => now,
        _ => split(text, now, looking)?,
    };
    LocalTime::in_france(wall).map_err(|_| BadEntry::new("entry-skipped-hour", text))
}

/// `Some(None)` has the ISO form, and is a moment that does not exist.
fn iso(text: &str) -> Option<Option<LocalTime>> {
    let day_form = text.trim().as_bytes().get(..11).is_some_and(|start| {
        let mut form = start.iter().zip(b"0000-00-00T");
        form.all(|(b, sign)| match sign {
            b'0' => b.is_ascii_digit(),
            b'T' => matches!(b, b'T' | b' '),
            sign => b == sign,
        })
    });
    let years = 1900..=2200;
    match text.parse::<LocalTime>() {
        Ok(time) if years.contains(&chrono::Datelike::year(&time.date())) => Some(Some(time)),
        Ok(_) => Some(None),
        // Otherwise `2026-11-15 9h` may still be read as a day and a time.
        Err(_) => (day_form
            && NaiveDateTime::parse_from_str(&text.trim().replacen(' ', "T", 1), "%Y-%m-%dT%H:%M").is_ok())
        .then_some(None),
    }
}

/// The day's words and the time's, wherever one ends and the other begins.
fn split(text: &str, now: NaiveDateTime, looking: Looking) -> Result<NaiveDateTime, BadEntry> {
    let today = now.date();
    if let Ok(time) = time(text) {
        return Ok(today.and_time(time));
    }
    let words: Vec<&str> = text.split_whitespace().filter(|word| !matches!(*word, "à" | "a" | "at" | "@")).collect();
    let whole = day(&words.join(" "), today, looking);
    // `15 novembre 2026` ends in a year, not in 20:26.
    let ends_in_a_year = words.last().is_some_and(|word| word.len() == 4 && word.starts_with(['1', '2']));
    if whole.is_ok() && ends_in_a_year {
        return Err(BadEntry::new("entry-time-missing", text));
    }
    for at in (1..words.len()).rev() {
        let (first, last) = words.split_at(at);
        for (of_day, of_time) in [(first, last), (last, first)] {
            if let (Ok(day), Ok(time)) = (day(&of_day.join(" "), today, looking), time(&of_time.join(" "))) {
                return Ok(day.and_time(time));
            }
        }
    }
    Err(BadEntry::new(if whole.is_ok() { "entry-time-missing" } else { "entry-day-time" }, text))
}

/// A duration in minutes: `45`, `45 min`, `1h15`, `1 h`, `1:15`.
///
/// # Errors
/// [`BadEntry`].
pub fn minutes(text: &str) -> Result<i64, BadEntry> {
    let bad = || BadEntry::new("entry-minutes", text);
    let compact: String = text.to_lowercase().chars().filter(|c| !c.is_whitespace()).collect();
    let compact = ["minutes", "minute", "min", "mn", "'", "’"]
        .iter()
        .find_map(|unit| compact.strip_suffix(unit))
        .unwrap_or(&compact);
    let digits = |text: &str| -> Result<i64, BadEntry> {
        let plain = !text.is_empty() && text.len() <= 4 && text.bytes().all(|b| b.is_ascii_digit());
        if plain { text.parse().map_err(|_| bad()) } else { Err(bad()) }
    };
    match compact.split_once(['h', ':']) {
        None => digits(compact),
        Some((hours, "")) => Ok(digits(hours)? * 60),
        Some((hours, rest)) => match (digits(hours)?, digits(rest)?) {
            (hours, minutes @ 0..60) => Ok(hours * 60 + minutes),
            _ => Err(bad()),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> NaiveDateTime {
        "2026-11-22T15:02:00".parse().unwrap()
    }

    #[test]
    fn times_as_people_type_them() {
        for (text, clock) in [
            ("14h30", "14:30"),
            ("14:30", "14:30"),
            ("1430", "14:30"),
            ("14h", "14:00"),
            ("14 h 30", "14:30"),
            ("14H30", "14:30"),
            ("9", "09:00"),
            ("930", "09:30"),
            ("0005", "00:05"),
            ("9h5", "09:05"),
            ("midi", "12:00"),
            ("2:30 pm", "14:30"),
            ("12am", "00:00"),
        ] {
            assert_eq!(time(text).map(|t| t.format("%H:%M").to_string()), Ok(clock.to_owned()), "{text}");
        }
        for bad in ["", "24h", "14h60", "1460", "h", "h30", "14:30:00", "99999", "neuf", "13pm", "-1"] {
            assert_eq!(time(bad).unwrap_err().message, "entry-time", "{bad}");
        }
    }

    #[test]
    fn moments_as_people_type_them() {
        for (text, moment) in [
            ("hier 14h30", "2026-11-21T14:30+01:00"),
            ("hier 9", "2026-11-21T09:00+01:00"),
            ("lundi 15", "2026-11-16T15:00+01:00"),
            ("lundi à 9h", "2026-11-16T09:00+01:00"),
            ("15/11 8 h 30", "2026-11-15T08:30+01:00"),
            ("15 novembre 2026 9h", "2026-11-15T09:00+01:00"),
            ("15 nov 20", "2026-11-15T20:00+01:00"),
            ("14h30 hier", "2026-11-21T14:30+01:00"),
            ("14h30", "2026-11-22T14:30+01:00"),
            ("1430", "2026-11-22T14:30+01:00"),
            ("maintenant", "2026-11-22T15:02+01:00"),
            ("-3 1430", "2026-11-19T14:30+01:00"),
            ("2026-07-15T14:30", "2026-07-15T14:30+02:00"),
            ("2026-07-15 14:30", "2026-07-15T14:30+02:00"),
            ("2026-07-15 9h", "2026-07-15T09:00+02:00"),
            ("2026-10-25T02:30+01:00", "2026-10-25T02:30+01:00"),
        ] {
            assert_eq!(day_time(text, now(), Looking::Back).map(|t| t.to_string()), Ok(moment.to_owned()), "{text}");
        }
        for (text, message) in [
            ("hier", "entry-time-missing"),
            ("15 novembre 2026", "entry-time-missing"),
            ("29/03/2026 2h30", "entry-skipped-hour"),
            ("2026-03-29T02:30", "entry-skipped-hour"),
            ("bientôt", "entry-day-time"),
            ("", "entry-day-time"),
        ] {
            assert_eq!(day_time(text, now(), Looking::Back).unwrap_err().message, message, "{text}");
        }
    }

    #[test]
    fn durations_as_people_type_them() {
        for (text, n) in
            [("45", 45), ("45 min", 45), ("1h15", 75), ("1 h 15 min", 75), ("2h", 120), ("1:15", 75), ("0", 0)]
        {
            assert_eq!(minutes(text), Ok(n), "{text}");
        }
        for bad in ["", "1h75", "h15", "une heure", "-5", "12345", "1,5"] {
            assert_eq!(minutes(bad).unwrap_err().message, "entry-minutes", "{bad}");
        }
    }
}
