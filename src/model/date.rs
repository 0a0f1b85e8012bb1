//! Dates as they are known: to the day, the month or the year; and local times with their offset.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Datelike, Duration, FixedOffset, NaiveDate, NaiveDateTime, Offset, TimeZone, Timelike};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Years that are read: beyond them a calendar says nothing to anyone, and its arithmetic ends.
const YEARS: std::ops::RangeInclusive<i32> = 1..=9_999;

/// The text is not a date of the form that was asked for.
#[derive(Debug, Error, PartialEq, Eq)]
#[error("not a valid date")]
pub struct BadDate;

/// A date known to the day, the month or the year.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub enum PartialDate {
    Year(i32),
    Month(i32, u8),
    Day(#[serde(with = "days")] NaiveDate),
}

impl PartialDate {
    /// The first day that it can mean.
    pub fn first_day(&self) -> NaiveDate {
        match *self {
            Self::Year(y) => NaiveDate::from_ymd_opt(y, 1, 1),
            Self::Month(y, m) => NaiveDate::from_ymd_opt(y, u32::from(m), 1),
            Self::Day(day) => Some(day),
        }
        .unwrap_or(NaiveDate::MIN)
    }

    /// The last day that it can mean: a date known to the month is late only once the month is over.
    pub fn last_day(&self) -> NaiveDate {
        let next = match *self {
            Self::Year(y) => NaiveDate::from_ymd_opt(y.saturating_add(1), 1, 1),
            Self::Month(y, 12) => NaiveDate::from_ymd_opt(y.saturating_add(1), 1, 1),
            Self::Month(y, m) => NaiveDate::from_ymd_opt(y, u32::from(m).saturating_add(1), 1),
            Self::Day(day) => return day,
        };
        next.and_then(|day| day.pred_opt()).unwrap_or(NaiveDate::MAX)
    }

    pub fn year(&self) -> i32 {
        match *self {
            Self::Year(y) | Self::Month(y, _) => y,
            Self::Day(day) => day.year(),
        }
    }

    /// Days from `earlier` to this date, each taken at its last possible day.
    pub fn days_since(&self, earlier: &Self) -> i64 {
        (self.last_day() - earlier.last_day()).num_days()
    }
}

impl PartialOrd for PartialDate {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for PartialDate {
    /// By the last day that each can mean, then the more precise first.
    fn cmp(&self, other: &Self) -> Ordering {
        self.last_day().cmp(&other.last_day()).then_with(|| other.first_day().cmp(&self.first_day()))
    }
}

impl fmt::Display for PartialDate {
    /// ISO 8601, reduced to the known precision: `2026`, `2026-11`, `2026-11-23`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(y) => write!(f, "{y:04}"),
            Self::Month(y, m) => write!(f, "{y:04}-{m:02}"),
            Self::Day(day) => write!(f, "{day}"),
        }
    }
}

impl FromStr for PartialDate {
    type Err = BadDate;

    fn from_str(text: &str) -> Result<Self, BadDate> {
        let text = text.trim();
        let number = |part: &str| part.bytes().all(|b| b.is_ascii_digit()).then(|| part.parse().ok()).flatten();
        let parsed = match text.split('-').collect::<Vec<_>>().as_slice() {
            [y] if y.len() == 4 => number(y).map(Self::Year),
            [y, m] if y.len() == 4 && m.len() == 2 => {
                number(y).zip(number(m)).and_then(|(y, m)| Some(Self::Month(y, u8::try_from(m).ok()?)))
            }
            [_, _, _] => text.parse().ok().map(Self::Day),
            _ => None,
        };
        match parsed {
            Some(Self::Month(_, m)) if !(1..=12).contains(&m) => Err(BadDate),
            Some(date) => Ok(date),
            None => Err(BadDate),
        }
    }
}

/// A civil time as the wall clock showed it, to the minute, with its offset from UTC (minutes east).
///
/// The offset is stored because the hour that daylight saving repeats exists twice.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "(i64, i16)", into = "(i64, i16)")]
pub struct LocalTime {
    wall: NaiveDateTime,
    offset_minutes: i16,
}

impl LocalTime {
    /// `wall` is cut to the minute; `offset_minutes` must lie within a day.
    pub fn new(wall: NaiveDateTime, offset_minutes: i16) -> Self {
        let wall = wall.with_second(0).and_then(|t| t.with_nanosecond(0)).unwrap_or(wall);
        Self { wall, offset_minutes: offset_minutes.clamp(-1439, 1439) }
    }

    /// The wall clock of mainland France. The second of two equal hours is chosen only by an explicit offset.
    ///
    /// # Errors
    /// [`BadDate`] for an hour that the change to summer time skips.
    pub fn in_france(wall: NaiveDateTime) -> Result<Self, BadDate> {
        let zoned = chrono_tz::Europe::Paris.from_local_datetime(&wall).earliest().ok_or(BadDate)?;
        Ok(Self::from_zoned(&zoned.fixed_offset()))
    }

    /// The time in mainland France at an instant (UTC milliseconds).
    pub fn in_france_at(unix_millis: i64) -> Option<Self> {
        let utc = DateTime::from_timestamp_millis(unix_millis).filter(|utc| YEARS.contains(&utc.year()))?;
        Some(Self::from_zoned(&utc.with_timezone(&chrono_tz::Europe::Paris).fixed_offset()))
    }

    fn from_zoned(time: &DateTime<FixedOffset>) -> Self {
        let minutes = time.offset().fix().local_minus_utc() / 60;
        Self::new(time.naive_local(), i16::try_from(minutes).unwrap_or_default())
    }

    pub fn wall(&self) -> NaiveDateTime {
        self.wall
    }

    pub fn date(&self) -> NaiveDate {
        self.wall.date()
    }

    pub fn offset_minutes(&self) -> i16 {
        self.offset_minutes
    }

    /// The instant, in UTC milliseconds.
    pub fn unix_millis(&self) -> i64 {
        (self.wall - Duration::minutes(i64::from(self.offset_minutes))).and_utc().timestamp_millis()
    }
}

/// Written as minutes of the wall clock since 1970 and minutes of offset.
impl From<LocalTime> for (i64, i16) {
    fn from(time: LocalTime) -> Self {
        (time.wall.and_utc().timestamp().div_euclid(60), time.offset_minutes)
    }
}

impl TryFrom<(i64, i16)> for LocalTime {
    type Error = BadDate;

    fn try_from((minutes, offset): (i64, i16)) -> Result<Self, BadDate> {
        let wall = minutes.checked_mul(60).and_then(|seconds| DateTime::from_timestamp(seconds, 0)).ok_or(BadDate)?;
        if !YEARS.contains(&wall.year()) {
            return Err(BadDate);
        }
        Ok(Self::new(wall.naive_utc(), offset))
    }
}

impl PartialOrd for LocalTime {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for LocalTime {
    fn cmp(&self, other: &Self) -> Ordering {
        self.unix_millis().cmp(&other.unix_millis()).then_with(|| self.wall.cmp(&other.wall))
    }
}

impl fmt::Display for LocalTime {
    /// ISO 8601 to the minute: `2026-11-23T14:30+01:00`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.offset_minutes < 0 { '-' } else { '+' };
        let minutes = self.offset_minutes.unsigned_abs();
        write!(f, "{}{sign}{:02}:{:02}", self.wall.format("%Y-%m-%dT%H:%M"), minutes / 60, minutes % 60)
    }
}

impl fmt::Debug for LocalTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for LocalTime {
    type Err = BadDate;

    /// ISO 8601 with an offset, or without one for the wall clock of mainland France; seconds are dropped.
    fn from_str(text: &str) -> Result<Self, BadDate> {
        let text = text.trim().replacen(' ', "T", 1);
        for form in ["%Y-%m-%dT%H:%M%:z", "%Y-%m-%dT%H:%M:%S%:z"] {
            if let Ok(time) = DateTime::parse_from_str(&text, form) {
                return Ok(Self::from_zoned(&time));
            }
        }
        for form in ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"] {
            if let Ok(wall) = NaiveDateTime::parse_from_str(&text, form) {
                return Self::in_france(wall);
            }
        }
        Err(BadDate)
    }
}

/// A day, written as the number of days since 1 January of the year 1.
pub mod days {
    use chrono::{Datelike, NaiveDate};
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub fn serialize<S: Serializer>(day: &NaiveDate, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_i32(day.num_days_from_ce())
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<NaiveDate, D::Error> {
        let days = i32::deserialize(from)?;
        let day = NaiveDate::from_num_days_from_ce_opt(days).filter(|day| super::YEARS.contains(&day.year()));
        day.ok_or_else(|| D::Error::custom("day out of range"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn partial_dates_round_trip_and_refuse_nonsense() {
        for text in ["2026", "2026-02", "2026-11-23"] {
            assert_eq!(text.parse::<PartialDate>().unwrap().to_string(), text);
        }
        for bad in ["", "26", "2026-13", "2026-00", "2026-02-30", "2026-1", "x"] {
            assert_eq!(bad.parse::<PartialDate>(), Err(BadDate), "{bad}");
        }
    }

    #[test]
    fn what_lies_beyond_the_calendar_is_not_read() {
        for end in [i64::MIN, i64::MAX, 8_210_266_876_799_999, -8_334_601_228_800_000, 253_402_300_800_000] {
            assert_eq!(LocalTime::in_france_at(end), None);
            assert!(LocalTime::try_from((end / 60_000, 1439)).is_err(), "{end}");
        }
        assert!(LocalTime::in_france_at(253_402_300_799_999).is_some(), "the last day of 9999");
        assert!(LocalTime::try_from((-1_035_593_280, i16::MIN)).unwrap().unix_millis() < 0);
        use super::super::Value;
        for day in [i32::MIN, i32::MAX, 0, 3_652_060] {
            let bytes = [vec![5], bincode::serde::encode_to_vec(day, bincode::config::standard()).unwrap()].concat();
            assert!(Value::from_bytes(&bytes).is_err(), "{day}");
        }
    }

    #[test]
    fn a_month_is_late_only_once_it_is_over() {
        let month: PartialDate = "2026-02".parse().unwrap();
        assert_eq!(month.last_day(), NaiveDate::from_ymd_opt(2026, 2, 28).unwrap());
        assert_eq!(
            "2026-12".parse::<PartialDate>().unwrap().last_day(),
            NaiveDate::from_ymd_opt(2026, 12, 31).unwrap()
        );
        let day: PartialDate = "2026-02-28".parse().unwrap();
        assert!(day < month, "the more precise of two dates that end together sorts first");
    }

    #[test]
    fn the_repeated_hour_is_told_apart_by_its_offset() {
        let first: LocalTime = "2026-10-25T02:30+02:00".parse().unwrap();
        let second: LocalTime = "2026-10-25T02:30+01:00".parse().unwrap();
        assert!(first < second);
        assert_eq!("2026-10-25T02:30".parse::<LocalTime>().unwrap(), first);
    }

    #[test]
    fn the_skipped_hour_does_not_exist() {
        assert_eq!("2026-03-29T02:30".parse::<LocalTime>(), Err(BadDate));
        assert_eq!("2026-11-23 14:30".parse::<LocalTime>().unwrap().to_string(), "2026-11-23T14:30+01:00");
        assert_eq!("2026-07-14T14:30:59".parse::<LocalTime>().unwrap().to_string(), "2026-07-14T14:30+02:00");
    }
}
