//! The out-of-hours roster: which shifts nobody keeps, which are kept twice, and who can be asked. Derived, never stored.
//!
//! What a sector keeps is what its own roster shows: a band that it has never kept is no hole.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate};

use super::calendar::hours;
use super::{Band, DeptCode, Position, PositionState, RecordId, choices};

choices! {
    /// What is wrong with a shift that somebody keeps.
    pub enum RosterFault: "roster-fault" {
        /// One professional, two shifts at a time.
        Twice = "twice",
        /// Two professionals for one shift of a sector.
        Double = "double",
        /// On leave, gone, or not yet there on that day.
        NotThere = "not_there",
    }
}

/// A shift that somebody keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Shift {
    pub date: NaiveDate,
    pub band: Band,
    pub sector: DeptCode,
    pub id: RecordId,
    pub position: Option<RecordId>,
}

/// The shifts of one day, band and sector.
pub type Slot = (NaiveDate, Band, DeptCode);

/// The out-of-hours bands of a day, in the order of its hours.
pub fn bands_of(day: NaiveDate, bridge_days: &[NaiveDate]) -> Vec<Band> {
    let mut bands: Vec<Band> = Vec::new();
    for band in hours(day, bridge_days) {
        if band.out_of_hours() && !bands.contains(&band) {
            bands.push(band);
        }
    }
    bands
}

/// Every day from one to another, both included.
pub fn days(from: NaiveDate, to: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    from.iter_days().take_while(move |day| *day <= to)
}

/// The shifts from one day to another that a sector usually keeps and nobody has.
pub fn holes(shifts: &[Shift], from: NaiveDate, to: NaiveDate, bridge_days: &[NaiveDate]) -> Vec<Slot> {
    let kept: BTreeSet<(DeptCode, Band)> = shifts.iter().map(|one| (one.sector, one.band)).collect();
    let taken: BTreeSet<Slot> = shifts.iter().map(|one| (one.date, one.band, one.sector)).collect();
    let wanted = days(from, to).flat_map(|day| bands_of(day, bridge_days).into_iter().map(move |band| (day, band)));
    let of = |(day, band): (NaiveDate, Band)| {
        kept.iter().filter(move |(_, one)| *one == band).map(move |(sector, _)| (day, band, *sector))
    };
    wanted.flat_map(of).filter(|slot| !taken.contains(slot)).collect()
}

/// The shifts from one day to another that are not right as they are, each with all that keep it.
pub fn faults(
    shifts: &[Shift],
    from: NaiveDate,
    to: NaiveDate,
    there: &dyn Fn(RecordId, NaiveDate) -> bool,
) -> Vec<(RosterFault, Slot, Vec<RecordId>)> {
    let mut slots: BTreeMap<Slot, Vec<Option<RecordId>>> = BTreeMap::new();
    let mut times: BTreeMap<(NaiveDate, Band, RecordId), Vec<DeptCode>> = BTreeMap::new();
    for one in shifts.iter().filter(|one| (from..=to).contains(&one.date)) {
        slots.entry((one.date, one.band, one.sector)).or_default().push(one.position);
        if let Some(position) = one.position {
            times.entry((one.date, one.band, position)).or_default().push(one.sector);
        }
    }
    let mut found = Vec::new();
    for ((date, band, position), sectors) in &times {
        if let (Some(sector), true) = (sectors.first(), sectors.len() > 1) {
            found.push((RosterFault::Twice, (*date, *band, *sector), vec![*position]));
        }
    }
    for (slot, positions) in &slots {
        let distinct: BTreeSet<RecordId> = positions.iter().flatten().copied().collect();
        let nameless = positions.iter().filter(|one| one.is_none()).count();
        if distinct.len() + nameless > 1 {
            found.push((RosterFault::Double, *slot, distinct.iter().copied().collect()));
        }
        let absent: Vec<RecordId> = distinct.into_iter().filter(|position| !there(*position, slot.0)).collect();
        if !absent.is_empty() {
            found.push((RosterFault::NotThere, *slot, absent));
        }
    }
    found.sort_by_key(|(fault, slot, _)| (*slot, *fault));
    found
}

impl Position {
    /// Whether its holder is there on a day: started, not gone, not on leave.
    pub fn is_there(&self, day: NaiveDate) -> bool {
        let started = self.started_on.is_some_and(|start| start <= day);
        let gone = self.left_on.is_some_and(|left| left <= day) || self.state == Some(PositionState::Departed);
        let away = match (self.absent_from, self.absent_until) {
            (Some(from), Some(until)) => (from..=until).contains(&day),
            (Some(from), None) => from <= day && self.state == Some(PositionState::Absent),
            (None, _) => self.state == Some(PositionState::Absent),
        };
        started && !gone && !away
    }
}

/// Who of these can be asked for a shift: there that day, with no shift that day nor on its neighbours; those with the fewest
/// shifts in the four weeks before and after come first.
pub fn askable(shifts: &[Shift], day: NaiveDate, candidates: &[(RecordId, &Position)]) -> Vec<RecordId> {
    let near = |days: u64| {
        let from = day.checked_sub_days(Days::new(days)).unwrap_or(day);
        let to = day.checked_add_days(Days::new(days)).unwrap_or(day);
        move |one: &&Shift| (from..=to).contains(&one.date)
    };
    let has = |id: RecordId, one: &Shift| one.position == Some(id);
    let free = |id: RecordId| !shifts.iter().filter(near(1)).any(|one| has(id, one));
    let load = |id: RecordId| shifts.iter().filter(near(28)).filter(|one| has(id, one)).count();
    let there = candidates.iter().filter(|(id, position)| position.is_there(day) && free(*id));
    let mut all: Vec<(usize, RecordId)> = there.map(|(id, _)| (load(*id), *id)).collect();
    all.sort_unstable();
    all.into_iter().map(|(_, id)| id).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn person(n: u8) -> RecordId {
        RecordId::from_bytes([n; 16])
    }

    fn shift(date: &str, band: Band, sector: &str, who: u8) -> Shift {
        let (date, sector) = (day(date), sector.parse().unwrap());
        Shift { date, band, sector, id: RecordId::derived(&[&format!("{date}{who}")]), position: Some(person(who)) }
    }

    fn in_post() -> Position {
        let started_on = Some(day("2026-01-01"));
        Position { state: Some(PositionState::InPost), started_on, ..Position::default() }
    }

    #[test]
    fn a_day_has_the_bands_of_its_hours() {
        let of = |text: &str| bands_of(day(text), &[day("2026-05-15")]);
        assert_eq!(of("2026-11-25"), [Band::DeepNight, Band::Evening], "a Wednesday");
        assert_eq!(of("2026-11-28"), [Band::DeepNight, Band::SaturdayAfternoon, Band::Evening]);
        assert_eq!(of("2026-11-29"), [Band::DeepNight, Band::SundayHoliday, Band::Evening]);
        assert_eq!(of("2026-05-15"), [Band::DeepNight, Band::Bridge, Band::Evening]);
        assert_eq!(of("2026-12-25"), [Band::DeepNight, Band::SundayHoliday, Band::Evening], "a holiday");
    }

    #[test]
    fn a_hole_is_a_band_that_the_sector_keeps_elsewhere() {
        let shifts = [
            shift("2026-11-21", Band::SaturdayAfternoon, "09", 1),
            shift("2026-11-28", Band::SaturdayAfternoon, "31", 2),
        ];
        let found = holes(&shifts, day("2026-11-23"), day("2026-12-06"), &[]);
        let slot = |date: &str, sector: &str| (day(date), Band::SaturdayAfternoon, sector.parse().unwrap());
        assert_eq!(found, [slot("2026-11-28", "09"), slot("2026-12-05", "09"), slot("2026-12-05", "31")]);
        assert!(holes(&[], day("2026-11-23"), day("2026-12-06"), &[]).is_empty(), "nobody keeps a roster");
    }

    #[test]
    fn double_bookings_and_those_who_are_not_there_are_named() {
        let sunday = Band::SundayHoliday;
        let shifts = [
            shift("2026-11-29", sunday, "09", 1),
            shift("2026-11-29", sunday, "31", 1),
            shift("2026-12-06", sunday, "09", 2),
            shift("2026-12-06", sunday, "09", 3),
            shift("2027-12-05", sunday, "09", 4),
        ];
        let there = |id: RecordId, _| id != person(3);
        let found = faults(&shifts, day("2026-11-23"), day("2027-01-03"), &there);
        let said: Vec<_> = found.iter().map(|(fault, (date, _, _), who)| (*fault, *date, who.clone())).collect();
        assert_eq!(
            said,
            [
                (RosterFault::Twice, day("2026-11-29"), vec![person(1)]),
                (RosterFault::Double, day("2026-12-06"), vec![person(2), person(3)]),
                (RosterFault::NotThere, day("2026-12-06"), vec![person(3)]),
            ]
        );
    }

    #[test]
    fn whoever_is_there_rested_and_least_charged_is_asked_first() {
        let shifts =
            [shift("2026-11-22", Band::SundayHoliday, "09", 1), shift("2026-11-28", Band::SaturdayAfternoon, "09", 2)];
        let away =
            Position { absent_from: Some(day("2026-11-01")), absent_until: Some(day("2026-12-01")), ..in_post() };
        let (one, gone) = (in_post(), Position { left_on: Some(day("2026-11-01")), ..in_post() });
        let all = [(person(1), &one), (person(2), &one), (person(3), &one), (person(4), &away), (person(5), &gone)];
        assert_eq!(askable(&shifts, day("2026-11-29"), &all), [person(3), person(1)], "2 was on duty the day before");
        assert_eq!(askable(&shifts, day("2026-12-02"), &all), [person(3), person(4), person(1), person(2)]);
    }

    proptest! {
        #[test]
        fn what_is_kept_is_no_hole_and_what_is_a_hole_is_wanted(kept in proptest::collection::vec((0..28_u64, 0..3_u8), 0..20)) {
            let from = day("2026-11-23");
            let at = |n: u64| from.checked_add_days(Days::new(n)).unwrap();
            let sectors = ["09", "31", "66"];
            let shifts: Vec<Shift> = kept.iter().enumerate().flat_map(|(n, (days, sector))| {
                let band = *bands_of(at(*days), &[]).first()?;
                let sector = sectors[usize::from(*sector)].parse().ok()?;
                Some(Shift { date: at(*days), band, sector, id: RecordId::derived(&[&n.to_string()]), position: None })
            }).collect();
            for hole in holes(&shifts, from, at(27), &[]) {
                prop_assert!(!shifts.iter().any(|one| (one.date, one.band, one.sector) == hole));
                prop_assert!(bands_of(hole.0, &[]).contains(&hole.1));
                prop_assert!(shifts.iter().any(|one| (one.band, one.sector) == (hole.1, hole.2)));
            }
        }
    }
}
