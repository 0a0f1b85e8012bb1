//! Counts of visits by month, centre, status and band, kept by difference.

use std::collections::BTreeMap;

use chrono::Datelike;
use serde::{Deserialize, Serialize};

use crate::model::{Band, RecordId, Visit, VisitStatus};
use crate::store::Tallied;

/// A calendar month, as `year × 12 + month - 1`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct Month(pub i32);

impl Month {
    pub fn of(date: chrono::NaiveDate) -> Self {
        Self(date.year().saturating_mul(12).saturating_add(i32::try_from(date.month0()).unwrap_or_default()))
    }

    pub(super) fn key(self) -> [u8; 4] {
        // Flipping the sign bit makes the bytes sort as the number does.
        (self.0 ^ i32::MIN).to_be_bytes()
    }
}

/// What a visit is counted under. Fields that are missing, or of a later version, count as `None`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct CellKey {
    pub month: Month,
    pub centre: Option<RecordId>,
    pub status: Option<VisitStatus>,
    pub band: Option<Band>,
}

/// Sums of one cell of a month and centre.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Cell {
    pub(super) status: u8,
    pub(super) band: u8,
    pub visits: i64,
    pub minutes: i64,
    /// Thousandths of a kilometre, one way.
    pub km: i64,
}

const UNKNOWN: u8 = u8::MAX;

fn number<T: PartialEq>(all: &[T], one: Option<T>) -> u8 {
    one.and_then(|one| all.iter().position(|other| *other == one)).and_then(|n| u8::try_from(n).ok()).unwrap_or(UNKNOWN)
}

impl Cell {
    /// What one visit adds.
    pub(super) fn of(visit: &Visit) -> Self {
        Self {
            status: number(VisitStatus::ALL, visit.status),
            band: number(Band::ALL, visit.band),
            visits: 1,
            minutes: visit.minutes.unwrap_or_default(),
            km: visit.km.map_or(0, |km| km.thousandths()),
        }
    }

    /// What cleared visits go on counting for.
    pub(super) fn of_tallied(tallied: &Tallied) -> Self {
        let status = tallied.status.as_deref().and_then(VisitStatus::from_key);
        let band = tallied.band.as_deref().and_then(Band::from_key);
        Self {
            status: number(VisitStatus::ALL, status),
            band: number(Band::ALL, band),
            visits: tallied.visits,
            minutes: tallied.minutes,
            km: tallied.km,
        }
    }

    /// The same, to be kept in the journal: in words that do not depend on this version.
    fn tallied(&self, month: Month, centre: Option<RecordId>) -> Tallied {
        Tallied {
            month: month.0,
            centre,
            status: self.status().map(|status| status.key().to_owned()),
            band: self.band().map(|band| band.key().to_owned()),
            visits: self.visits,
            minutes: self.minutes,
            km: self.km,
        }
    }

    pub(super) fn negated(self) -> Self {
        Self { visits: -self.visits, minutes: self.minutes.wrapping_neg(), km: self.km.wrapping_neg(), ..self }
    }

    fn add(&mut self, other: &Self) {
        self.visits += other.visits;
        self.minutes = self.minutes.wrapping_add(other.minutes);
        self.km = self.km.wrapping_add(other.km);
    }

    pub fn status(&self) -> Option<VisitStatus> {
        VisitStatus::ALL.get(usize::from(self.status)).copied()
    }

    pub fn band(&self) -> Option<Band> {
        Band::ALL.get(usize::from(self.band)).copied()
    }
}

/// Adds `change` to a page's cells; a cell that comes to nothing is dropped.
pub(super) fn add_to(cells: &mut Vec<Cell>, change: &Cell) {
    let key = |cell: &Cell| (cell.status, cell.band);
    match cells.binary_search_by_key(&key(change), key) {
        Ok(place) => {
            if let Some(cell) = cells.get_mut(place) {
                cell.add(change);
                if cell.visits == 0 && cell.minutes == 0 && cell.km == 0 {
                    cells.remove(place);
                }
            }
        }
        Err(place) => cells.insert(place, *change),
    }
}

/// Every cell, in memory.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub(super) cells: BTreeMap<CellKey, Cell>,
}

impl Tally {
    pub(super) fn add(&mut self, month: Month, centre: Option<RecordId>, change: &Cell) {
        let key = CellKey { month, centre, status: change.status(), band: change.band() };
        let cell =
            self.cells.entry(key).or_insert(Cell { status: change.status, band: change.band, ..Cell::default() });
        cell.add(change);
        if cell.visits == 0 {
            self.cells.remove(&key);
        }
    }

    pub fn iter(&self) -> impl Iterator<Item = (&CellKey, &Cell)> {
        self.cells.iter()
    }

    /// What these visits count for.
    pub fn of_visits<'v>(visits: impl Iterator<Item = &'v Visit>) -> Vec<Tallied> {
        let mut tally = Self::default();
        for visit in visits {
            let month = visit.start.map_or(Month(0), |start| Month::of(start.date()));
            tally.add(month, visit.centre.map(|centre| centre.0), &Cell::of(visit));
        }
        tally.cells.iter().map(|(key, cell)| cell.tallied(key.month, key.centre)).collect()
    }

    /// All visits that are here, and those that were cleared.
    pub fn visits(&self) -> i64 {
        self.cells.values().map(|cell| cell.visits).sum()
    }
}
