//! The week, the month or the year that a report is of.

use chrono::{Datelike, Months, NaiveDate};

use crate::i18n::{Words, format};
use crate::model::PartialDate;
use crate::model::calendar::Week;
use crate::t;
use crate::wording::values;

/// How long a period is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Length {
    Week,
    Month,
    Year,
}

/// A week, a month or a year of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Period {
    Week(Week),
    /// The month counts from 1.
    Month(i32, u32),
    Year(i32),
}

impl Period {
    /// The one of this length that holds a day.
    pub fn holding(length: Length, day: NaiveDate) -> Self {
        match length {
            Length::Week => Self::Week(Week::of(day)),
            Length::Month => Self::Month(day.year(), day.month()),
            Length::Year => Self::Year(day.year()),
        }
    }

    /// From `2026-W47`, `2026-11` or `2026`; `None` for a text that is no period of this length.
    pub fn read(length: Length, text: &str) -> Option<Self> {
        if length == Length::Week {
            let week = Week::read(text).filter(|week| (1..=9_999).contains(&week.year));
            return week.map(Self::Week);
        }
        match (length, text.parse().ok()?) {
            (Length::Month, PartialDate::Month(year, month)) => Some(Self::Month(year, u32::from(month))),
            (Length::Year, PartialDate::Year(year)) => Some(Self::Year(year)),
            _ => None,
        }
    }

    pub const fn length(self) -> Length {
        match self {
            Self::Week(_) => Length::Week,
            Self::Month(..) => Length::Month,
            Self::Year(_) => Length::Year,
        }
    }

    pub fn first(self) -> NaiveDate {
        let first = match self {
            Self::Week(week) => week.monday(),
            Self::Month(year, month) => NaiveDate::from_ymd_opt(year, month, 1),
            Self::Year(year) => NaiveDate::from_ymd_opt(year, 1, 1),
        };
        first.unwrap_or(NaiveDate::MIN)
    }

    pub fn last(self) -> NaiveDate {
        let last = match self {
            Self::Week(week) => week.sunday(),
            Self::Month(..) => self.first().checked_add_months(Months::new(1)).and_then(|next| next.pred_opt()),
            Self::Year(year) => NaiveDate::from_ymd_opt(year, 12, 31),
        };
        last.unwrap_or(NaiveDate::MAX)
    }

    pub fn holds(self, day: NaiveDate) -> bool {
        (self.first()..=self.last()).contains(&day)
    }

    /// Whether a date may lie in it: one that is known to the month or the year meets each of its days.
    pub fn meets(self, date: PartialDate) -> bool {
        date.first_day() <= self.last() && self.first() <= date.last_day()
    }

    /// The period after this one; itself where the calendar ends.
    pub fn next(self) -> Self {
        self.last().succ_opt().map_or(self, |day| Self::holding(self.length(), day))
    }

    /// The period before this one; itself where the calendar begins.
    pub fn previous(self) -> Self {
        self.first().pred_opt().map_or(self, |day| Self::holding(self.length(), day))
    }

    /// « semaine 47, du 16 nov. au 22 nov. 2026 », « novembre 2026 », « 2026 ».
    pub fn words(self, words: &Words) -> String {
        match self {
            Self::Week(_) => t!(
                words,
                "period-week",
                week = format::week(words, self.first()),
                from = format::day_month(words, self.first()),
                to = format::day_month(words, self.last()),
                year = self.last().year().to_string()
            ),
            Self::Month(year, month) => {
                values::partial_date(words, PartialDate::Month(year, u8::try_from(month).unwrap_or_default()))
            }
            Self::Year(year) => year.to_string(),
        }
    }
}

impl std::fmt::Display for Period {
    /// As [`Period::read`] takes it.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Week(week) => week.fmt(f),
            Self::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            Self::Year(year) => write!(f, "{year:04}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Lang;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn periods_are_read_as_they_are_written_and_nothing_else_is() {
        for (length, text) in [(Length::Week, "2026-W47"), (Length::Month, "2026-11"), (Length::Year, "2026")] {
            assert_eq!(Period::read(length, text).unwrap().to_string(), text);
        }
        for (length, text) in [
            (Length::Week, "2026-W54"),
            (Length::Week, "2026-11"),
            (Length::Month, "2026-13"),
            (Length::Month, "2026"),
            (Length::Year, "2026-11"),
            (Length::Week, "99999-W01"),
            (Length::Year, ""),
        ] {
            assert_eq!(Period::read(length, text), None, "{text}");
        }
    }

    #[test]
    fn a_period_begins_ends_and_has_neighbours() {
        let week = Period::holding(Length::Week, day("2026-11-22"));
        assert_eq!((week.first(), week.last()), (day("2026-11-16"), day("2026-11-22")));
        assert_eq!(week.next().first(), day("2026-11-23"));
        let month = Period::Month(2026, 12);
        assert_eq!((month.last(), month.next()), (day("2026-12-31"), Period::Month(2027, 1)));
        assert_eq!(Period::Month(2027, 1).previous(), month);
        assert_eq!(Period::Year(2026).previous().last(), day("2025-12-31"));
        assert_eq!(Period::read(Length::Week, "2026-W01").unwrap().previous().to_string(), "2025-W52");
    }

    #[test]
    fn periods_have_names() {
        let words = Words::new(Lang::Fr);
        let week = Period::holding(Length::Week, day("2026-11-22"));
        assert_eq!(week.words(&words), "semaine 47, du 16 nov. au 22 nov. 2026");
        assert_eq!(Period::Month(2026, 11).words(&words), "novembre 2026");
    }
}
