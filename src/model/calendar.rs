//! Public holidays, out-of-hours bands and weeks.

use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, Timelike, Weekday};

use super::Band;

/// The eleven public holidays of metropolitan France (Code du travail, L. 3133-1), Alsace-Moselle's apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Holiday {
    NewYear,
    EasterMonday,
    LabourDay,
    Victory1945,
    Ascension,
    WhitMonday,
    NationalDay,
    Assumption,
    AllSaints,
    Armistice1918,
    Christmas,
}

impl Holiday {
    pub const ALL: [Self; 11] = [
        Self::NewYear,
        Self::EasterMonday,
        Self::LabourDay,
        Self::Victory1945,
        Self::Ascension,
        Self::WhitMonday,
        Self::NationalDay,
        Self::Assumption,
        Self::AllSaints,
        Self::Armistice1918,
        Self::Christmas,
    ];

    /// The keys of all, in the order of the year.
    pub const KEYS: &'static [&'static str] = &[
        "new-year",
        "easter-monday",
        "labour-day",
        "victory-1945",
        "ascension",
        "whit-monday",
        "national-day",
        "assumption",
        "all-saints",
        "armistice-1918",
        "christmas",
    ];

    /// Its key: what follows `holiday-` in the message that names it.
    pub fn key(self) -> &'static str {
        self.message().trim_start_matches("holiday-")
    }

    /// The message that names it.
    pub const fn message(self) -> &'static str {
        match self {
            Self::NewYear => "holiday-new-year",
            Self::EasterMonday => "holiday-easter-monday",
            Self::LabourDay => "holiday-labour-day",
            Self::Victory1945 => "holiday-victory-1945",
            Self::Ascension => "holiday-ascension",
            Self::WhitMonday => "holiday-whit-monday",
            Self::NationalDay => "holiday-national-day",
            Self::Assumption => "holiday-assumption",
            Self::AllSaints => "holiday-all-saints",
            Self::Armistice1918 => "holiday-armistice-1918",
            Self::Christmas => "holiday-christmas",
        }
    }

    /// Its day in a year of the Gregorian calendar; `None` beyond the calendar's reach.
    pub fn in_year(self, year: i32) -> Option<NaiveDate> {
        let fixed = |month, day| NaiveDate::from_ymd_opt(year, month, day);
        let after_easter = |days| easter(year)?.checked_add_days(Days::new(days));
        match self {
            Self::NewYear => fixed(1, 1),
            Self::EasterMonday => after_easter(1),
            Self::LabourDay => fixed(5, 1),
            Self::Victory1945 => fixed(5, 8),
            Self::Ascension => after_easter(39),
            Self::WhitMonday => after_easter(50),
            Self::NationalDay => fixed(7, 14),
            Self::Assumption => fixed(8, 15),
            Self::AllSaints => fixed(11, 1),
            Self::Armistice1918 => fixed(11, 11),
            Self::Christmas => fixed(12, 25),
        }
    }
}

/// Easter Sunday (Gregorian computus, the anonymous algorithm).
fn easter(year: i32) -> Option<NaiveDate> {
    let golden = year.rem_euclid(19);
    let century = year.div_euclid(100);
    let of_century = year.rem_euclid(100);
    let correction = (century - (century + 8) / 25 + 1) / 3;
    let epact = (19 * golden + century - century / 4 - correction + 15).rem_euclid(30);
    let weekday = (32 + 2 * (century % 4) + 2 * (of_century / 4) - epact - of_century % 4).rem_euclid(7);
    let late = (golden + 11 * epact + 22 * weekday) / 451;
    let march = epact + weekday - 7 * late + 114;
    let month = u32::try_from(march / 31).ok()?;
    let day = u32::try_from(march % 31 + 1).ok()?;
    NaiveDate::from_ymd_opt(year, month, day)
}

/// The public holiday of a day. Where Ascension falls on 1 or 8 May (2008, 2059), the fixed one is named.
pub fn holiday(date: NaiveDate) -> Option<Holiday> {
    Holiday::ALL.into_iter().find(|holiday| holiday.in_year(date.year()) == Some(date))
}

/// The public holidays of a year, in order; those that coincide are both listed.
pub fn holidays(year: i32) -> Vec<(NaiveDate, Holiday)> {
    let mut all: Vec<_> = Holiday::ALL.into_iter().filter_map(|one| Some((one.in_year(year)?, one))).collect();
    all.sort();
    all
}

/// The out-of-hours band of a local start time (CSP R. 6315-1); half-open intervals, the first that fits.
///
/// `bridge_days` are the days on which the ARS runs the service beside Sundays and holidays.
pub fn band(wall: NaiveDateTime, bridge_days: &[NaiveDate]) -> Band {
    let day = wall.date();
    match wall.hour() {
        ..8 => Band::DeepNight,
        20.. => Band::Evening,
        _ if day.weekday() == Weekday::Sun || holiday(day).is_some() => Band::SundayHoliday,
        _ if bridge_days.contains(&day) => Band::Bridge,
        12.. if day.weekday() == Weekday::Sat => Band::SaturdayAfternoon,
        _ => Band::Day,
    }
}

impl Band {
    /// Whether the band belongs to the out-of-hours service (PDSA).
    pub const fn out_of_hours(self) -> bool {
        !matches!(self, Self::Day)
    }
}

/// An ISO 8601 week: it starts on Monday and belongs to the year of its Thursday.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Week {
    pub year: i32,
    pub number: u32,
}

impl Week {
    pub fn of(date: NaiveDate) -> Self {
        let week = date.iso_week();
        Self { year: week.year(), number: week.week() }
    }

    /// `None` for a week that the year does not have.
    pub fn monday(self) -> Option<NaiveDate> {
        NaiveDate::from_isoywd_opt(self.year, self.number, Weekday::Mon)
    }

    pub fn sunday(self) -> Option<NaiveDate> {
        NaiveDate::from_isoywd_opt(self.year, self.number, Weekday::Sun)
    }

    /// From `2026-W47`.
    pub fn read(text: &str) -> Option<Self> {
        let (year, number) = text.trim().split_once("-W").or_else(|| text.trim().split_once("-w"))?;
        let week = Self { year: year.parse().ok()?, number: number.parse().ok()? };
        week.monday().map(|_| week)
    }
}

impl std::fmt::Display for Week {
    /// ISO 8601: `2026-W47`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-W{:02}", self.year, self.number)
    }
}

/// The Monday on or before a day.
pub fn monday_of(date: NaiveDate) -> NaiveDate {
    date.checked_sub_days(Days::new(u64::from(date.weekday().num_days_from_monday()))).unwrap_or(date)
}

/// The weeks that hold a day's month, each from its Monday: the first and the last may hold days of its neighbours.
pub fn weeks_of_month(day: NaiveDate) -> Vec<[NaiveDate; 7]> {
    let first = day.with_day(1).unwrap_or(day);
    let mut weeks = Vec::new();
    let mut monday = monday_of(first);
    loop {
        let days: [Option<NaiveDate>; 7] = std::array::from_fn(|n| {
            let n = u64::try_from(n).unwrap_or_default();
            monday.checked_add_days(Days::new(n))
        });
        // Beyond the calendar's reach there is nothing to show.
        let [Some(a), Some(b), Some(c), Some(d), Some(e), Some(f), Some(g)] = days else { return weeks };
        weeks.push([a, b, c, d, e, f, g]);
        match g.succ_opt() {
            Some(next) if next.month() == first.month() && next.year() == first.year() => monday = next,
            _ => return weeks,
        }
    }
}

/// The band of each hour of a day.
pub fn hours(day: NaiveDate, bridge_days: &[NaiveDate]) -> [Band; 24] {
    std::array::from_fn(|hour| {
        let wall = u32::try_from(hour).ok().and_then(|hour| day.and_hms_opt(hour, 0, 0));
        wall.map_or(Band::Day, |wall| band(wall, bridge_days))
    })
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::i18n::{Lang, Words};

    #[test]
    fn the_keys_of_the_holidays_are_those_of_their_messages() {
        assert_eq!(Holiday::ALL.map(Holiday::key), Holiday::KEYS);
    }

    #[test]
    fn computed_holidays_are_the_published_ones() {
        let words = Words::new(Lang::Fr);
        let listed = include_str!("../../tests/data/jours_feries.csv");
        let mut published: Vec<(NaiveDate, String)> = csv::Reader::from_reader(listed.as_bytes())
            .records()
            .map(|row| row.unwrap())
            .map(|row| (row[0].parse().unwrap(), row[1].replace('\'', "’")))
            .collect();
        published.sort();
        let mut computed: Vec<(NaiveDate, String)> = (2021..=2040)
            .flat_map(holidays)
            .map(|(day, holiday)| (day, words.look_up(holiday.message()).unwrap()))
            .collect();
        computed.sort();
        assert_eq!(computed.len(), 220);
        assert_eq!(computed, published);
    }

    #[test]
    fn holidays_are_named_in_both_languages() {
        for words in Lang::ALL.map(Words::new) {
            assert!(Holiday::ALL.iter().all(|holiday| words.look_up(holiday.message()).is_some()));
        }
    }

    #[test]
    fn ascension_may_fall_on_another_holiday() {
        for (year, month, day) in [(2008, 5, 1), (2059, 5, 8)] {
            let days: HashSet<_> = holidays(year).into_iter().map(|(day, _)| day).collect();
            assert_eq!(days.len(), 10, "{year}");
            let both = NaiveDate::from_ymd_opt(year, month, day).unwrap();
            assert_eq!(Holiday::Ascension.in_year(year), Some(both));
            assert_ne!(holiday(both), Some(Holiday::Ascension));
        }
    }

    #[test]
    fn bands_are_those_of_the_vectors() {
        // The bridge days of 2026 and 2027 that the vectors' second column was computed with.
        let bridges: Vec<NaiveDate> =
            ["2026-05-15", "2026-07-13", "2027-01-02"].iter().map(|day| day.parse().unwrap()).collect();
        let mut seen = 0;
        for row in csv::Reader::from_reader(&include_bytes!("../../tests/data/pdsa_vectors.csv")[..]).records() {
            let row = row.unwrap();
            let wall = NaiveDateTime::parse_from_str(&row[0], "%Y-%m-%dT%H:%M").unwrap();
            assert_eq!(band(wall, &[]).key(), &row[3], "{}", &row[0]);
            assert_eq!(band(wall, &bridges).key(), &row[4], "{} with bridge days", &row[0]);
            assert_eq!(holiday(wall.date()).is_some(), &row[2] == "1", "{}", &row[0]);
            seen += 1;
        }
        assert_eq!(seen, 32);
    }

    #[test]
    fn weeks_start_on_monday() {
        let sunday: NaiveDate = "2026-11-22".parse().unwrap();
        assert_eq!(monday_of(sunday).to_string(), "2026-11-16");
        assert_eq!(Week::of(sunday).to_string(), "2026-W47");
        assert_eq!(Week::read("2026-W47").unwrap().sunday(), Some(sunday));
        assert_eq!(Week::of("2027-01-01".parse().unwrap()).to_string(), "2026-W53");
        assert_eq!(Week::read("2027-W53"), None);
        assert_eq!(Week::read("-W"), None);
    }

    #[test]
    fn no_year_makes_it_panic() {
        for year in [i32::MIN, -262_144, 0, 1582, 262_143, i32::MAX] {
            holidays(year);
        }
    }

    #[test]
    fn a_month_is_laid_out_in_whole_weeks_from_monday() {
        let mut day = NaiveDate::from_ymd_opt(2020, 1, 15).unwrap();
        for _ in 0..240 {
            let weeks = weeks_of_month(day);
            let all: Vec<NaiveDate> = weeks.concat();
            assert!(all.windows(2).all(|two| two[0].succ_opt() == Some(two[1])), "{day}: {all:?}");
            assert!(weeks.iter().all(|week| week[0].weekday() == Weekday::Mon));
            let of_month = |date: &&NaiveDate| (date.year(), date.month()) == (day.year(), day.month());
            let length = all.iter().filter(of_month).count();
            let next = day.checked_add_months(chrono::Months::new(1)).unwrap();
            assert_eq!(i64::try_from(length).unwrap(), (next - day).num_days(), "{day}");
            assert!(weeks[0].iter().any(|date| date.day() == 1) && (4..=6).contains(&weeks.len()));
            assert!(weeks.last().unwrap().iter().any(|date| of_month(&date)), "{day}");
            day = next;
        }
        let february = weeks_of_month(NaiveDate::from_ymd_opt(2027, 2, 3).unwrap());
        assert_eq!(february.len(), 4, "a month of four whole weeks");
        assert!((4..=5).contains(&weeks_of_month(NaiveDate::MAX).len()), "the calendar ends, and nothing breaks");
    }

    #[test]
    fn a_days_hours_have_the_band_of_a_visit_that_starts_then() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let out = |date: &str| hours(day(date), &[]).map(Band::out_of_hours);
        assert_eq!(out("2026-11-24"), std::array::from_fn(|hour| !(8..20).contains(&hour)), "a Tuesday");
        assert_eq!(out("2026-11-28"), std::array::from_fn(|hour| !(8..12).contains(&hour)), "a Saturday");
        assert_eq!(out("2026-11-11"), [true; 24], "Armistice");
        assert_eq!(hours(day("2026-05-15"), &[day("2026-05-15")])[10], Band::Bridge);
    }
}
