//! Quarters, and which cell of the window a day falls in.

use std::ops::Range;

use chrono::{Datelike, NaiveDate};

/// How many quarters a window can show, from near to far.
pub const ZOOMS: [u8; 7] = [2, 4, 6, 8, 12, 20, 40];
/// The years that one can pan to: nothing is planned outside them, and every day of theirs has neighbours.
const YEARS: Range<i32> = 1900..2200;

/// A quarter of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Quarter(i32);

impl Quarter {
    pub fn of(day: NaiveDate) -> Self {
        let nth = i32::try_from(day.month0() / 3).unwrap_or(0);
        Self(day.year().saturating_mul(4).saturating_add(nth)).within()
    }

    /// So many quarters later, or earlier.
    pub fn later(self, quarters: i32) -> Self {
        Self(self.0.saturating_add(quarters)).within()
    }

    /// Quarters since the year 0.
    pub const fn count(self) -> i32 {
        self.0
    }

    /// The same, the other way round.
    pub fn nth(count: i32) -> Self {
        Self(count).within()
    }

    fn within(self) -> Self {
        Self(self.0.clamp(YEARS.start * 4, YEARS.end * 4))
    }

    pub const fn year(self) -> i32 {
        self.0.div_euclid(4)
    }

    /// 1 to 4.
    pub const fn number(self) -> i32 {
        self.0.rem_euclid(4) + 1
    }

    pub fn first_day(self) -> NaiveDate {
        let month = u32::try_from(self.0.rem_euclid(4) * 3 + 1).unwrap_or(1);
        NaiveDate::from_ymd_opt(self.year(), month, 1).unwrap_or_default()
    }

    /// How many quarters from another one to this.
    pub const fn since(self, other: Self) -> i32 {
        self.0 - other.0
    }
}

/// Some whole quarters over some cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scale {
    pub first: Quarter,
    pub quarters: u16,
    pub width: u16,
}

impl Scale {
    /// The cell of a day; before the window it is negative, after it the width or more. Quarters are as wide as each other,
    /// to a cell, whatever their days.
    fn at(self, day: NaiveDate) -> i64 {
        let quarter = Quarter::of(day);
        let nth = i64::from(quarter.since(self.first));
        let (width, quarters) = (i64::from(self.width), i64::from(self.quarters.max(1)));
        if nth < 0 {
            return -1;
        }
        if nth >= quarters {
            return width;
        }
        let (start, end) = (nth * width / quarters, (nth + 1) * width / quarters);
        let length = (quarter.later(1).first_day() - quarter.first_day()).num_days().max(1);
        let days = (day - quarter.first_day()).num_days().clamp(0, length - 1);
        start + days * (end - start) / length
    }

    /// The cell of a day that the window shows.
    pub fn cell(self, day: NaiveDate) -> Option<u16> {
        u16::try_from(self.at(day)).ok().filter(|cell| *cell < self.width)
    }

    /// The window begins after this day.
    pub fn begins_after(self, day: NaiveDate) -> bool {
        day < self.first.first_day()
    }

    /// The cells from a day to another, both included, as far as the window shows them.
    pub fn cells(self, from: NaiveDate, to: NaiveDate) -> Range<u16> {
        let within = |cell: i64| u16::try_from(cell.clamp(0, i64::from(self.width))).unwrap_or(0);
        if to < from { 0..0 } else { within(self.at(from))..within(self.at(to).saturating_add(1)) }
    }

    /// The quarters shown, each with its first cell.
    pub fn quarters(self) -> impl Iterator<Item = (Quarter, u16)> {
        let all = (0..i32::from(self.quarters)).map(move |nth| self.first.later(nth));
        all.filter_map(move |quarter| Some((quarter, self.cell(quarter.first_day())?)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_quarter_knows_its_year_its_number_and_its_first_day() {
        let quarter = Quarter::of(day("2026-11-23"));
        assert_eq!((quarter.year(), quarter.number(), quarter.first_day()), (2026, 4, day("2026-10-01")));
        let next = quarter.later(1);
        assert_eq!((next.year(), next.number(), next.first_day()), (2027, 1, day("2027-01-01")));
        assert_eq!(next.since(quarter), 1);
        assert_eq!(Quarter::of(NaiveDate::MAX), Quarter::of(NaiveDate::MAX).later(i32::MAX));
        assert!(Quarter::of(NaiveDate::MIN).later(i32::MIN).first_day() > NaiveDate::MIN);
    }

    #[test]
    fn days_fall_in_cells_and_what_is_outside_is_cut() {
        let scale = Scale { first: Quarter::of(day("2026-01-01")), quarters: 4, width: 73 };
        // 18 cells a quarter, 19 the last
        assert_eq!(scale.cell(day("2026-01-05")), Some(0));
        assert_eq!(scale.cell(day("2026-01-06")), Some(1));
        assert_eq!(scale.cell(day("2026-12-31")), Some(72));
        assert_eq!((scale.cell(day("2025-12-31")), scale.cell(day("2027-01-01"))), (None, None));
        assert!(scale.begins_after(day("2025-12-31")) && !scale.begins_after(day("2026-01-01")));
        assert_eq!(scale.cells(day("2025-01-01"), day("2026-01-06")), 0..2);
        assert_eq!(scale.cells(day("2026-12-31"), day("2028-01-01")), 72..73);
        assert_eq!(scale.cells(day("2026-02-01"), day("2026-01-01")), 0..0);
        assert!(scale.cells(day("2030-01-01"), day("2031-01-01")).is_empty());
        assert!(scale.cells(NaiveDate::MIN, NaiveDate::MAX) == (0..73));
        let starts: Vec<_> = scale.quarters().map(|(quarter, cell)| (quarter.number(), cell)).collect();
        assert_eq!(starts, [(1, 0), (2, 18), (3, 36), (4, 54)]);
    }
}
