//! The out-of-hours roster by week and sector, its holes and double bookings, the days that matter, and who keeps how many shifts.

use std::collections::BTreeMap;

use chrono::{Datelike, Days, NaiveDate};

use super::{Desk, OverviewCell, OverviewTable, choice, column, count, some_count};
use crate::model::calendar::{Holiday, holiday, monday_of};
use crate::model::roster::{RosterFault, Shift, Slot, askable, days, faults, holes};
use crate::model::{
    Band, Centre, DeptCode, Duty, FieldSpec, FieldType, FieldValue, Kind, Position, RecordId, Role, Value,
};

pub(super) const KEYS: &[&str] = &["week", "hole", "fault", "day", "professional"];

/// Weeks ahead, this one included.
const WEEKS: u64 = 8;
/// Professionals proposed for a hole.
const ASKED: usize = 3;
/// Days that matter, in a year from today.
const YEAR: u64 = 365;

const DATE: FieldSpec = column("date", FieldType::Date);
const BAND: FieldSpec = column("band", Band::TYPE);
const SECTOR: FieldSpec = column("sector", FieldType::Departement);
const HOLIDAY: FieldSpec = column("holiday", FieldType::Choice("holiday", Holiday::KEYS));

const BY_WEEK: &[FieldSpec] = &[
    column("week", FieldType::Date),
    SECTOR,
    column("shifts", FieldType::Int),
    column("holes", FieldType::Int),
    column("faults", FieldType::Int),
    HOLIDAY,
];
const HOLES: &[FieldSpec] = &[DATE, BAND, SECTOR, HOLIDAY, column("askable", FieldType::Refs(Kind::Position))];
const FAULTS: &[FieldSpec] =
    &[DATE, BAND, SECTOR, column("fault", RosterFault::TYPE), column("who", FieldType::Refs(Kind::Position))];
const DAYS: &[FieldSpec] = &[DATE, column("bridge", FieldType::Bool), HOLIDAY];
const BY_PROFESSIONAL: &[FieldSpec] = &[
    column("professional", FieldType::Ref(Kind::Position)),
    column("nuit_profonde", FieldType::Int),
    column("soiree", FieldType::Int),
    column("samedi_apm", FieldType::Int),
    column("dimanche_ferie", FieldType::Int),
    column("pont", FieldType::Int),
    column("total", FieldType::Int),
];
/// In the order of the columns.
const BANDS: [Band; 5] = [Band::DeepNight, Band::Evening, Band::SaturdayAfternoon, Band::SundayHoliday, Band::Bridge];

pub(super) fn tables(desk: &Desk, ids: &[RecordId], today: NaiveDate) -> Vec<OverviewTable> {
    let shifts: Vec<Shift> = ids.iter().filter_map(|id| shift(desk, *id)).collect();
    let bridges = desk.bridge_days();
    let from = monday_of(today);
    let to = from.checked_add_days(Days::new(7 * WEEKS - 1)).unwrap_or(from);
    // What is over can no longer be filled.
    let holes = holes(&shifts, today.max(from), to, &bridges);
    let there = |id: RecordId, day| desk.get::<Position>(&id).is_some_and(|position| position.is_there(day));
    let faults = faults(&shifts, today.max(from), to, &there);
    vec![
        OverviewTable { key: "week", columns: BY_WEEK, rows: by_week(&shifts, &holes, &faults, from, to) },
        OverviewTable { key: "hole", columns: HOLES, rows: open(desk, &shifts, &holes) },
        OverviewTable { key: "fault", columns: FAULTS, rows: faults.into_iter().map(faulty).collect() },
        OverviewTable { key: "day", columns: DAYS, rows: marked(&bridges, today) },
        OverviewTable { key: "professional", columns: BY_PROFESSIONAL, rows: by_professional(&shifts, today) },
    ]
}

/// A shift of no sector is of its centre's département.
fn shift(desk: &Desk, id: RecordId) -> Option<Shift> {
    let duty = desk.get::<Duty>(&id)?;
    let of_centre = || desk.departement_of(desk.get::<Centre>(&duty.centre?.0)?);
    let position = duty.position.map(|position| desk.stays(&position.0));
    Some(Shift { date: duty.date?, band: duty.band?, sector: duty.sector.or_else(of_centre)?, id, position })
}

type Faults = [(RosterFault, Slot, Vec<RecordId>)];

fn by_week(
    shifts: &[Shift],
    holes: &[Slot],
    faults: &Faults,
    from: NaiveDate,
    to: NaiveDate,
) -> Vec<Vec<OverviewCell>> {
    let mut weeks: BTreeMap<(NaiveDate, DeptCode), [usize; 3]> = BTreeMap::new();
    let mut add = |date: NaiveDate, sector: DeptCode, at: usize| {
        if let Some(n) = weeks.entry((monday_of(date), sector)).or_default().get_mut(at) {
            *n += 1;
        }
    };
    shifts.iter().filter(|one| (from..=to).contains(&one.date)).for_each(|one| add(one.date, one.sector, 0));
    holes.iter().for_each(|(date, _, sector)| add(*date, *sector, 1));
    faults.iter().for_each(|(_, (date, _, sector), _)| add(*date, *sector, 2));
    let row = |((monday, sector), [shifts, holes, faults]): ((NaiveDate, DeptCode), [usize; 3])| {
        let sunday = monday.checked_add_days(Days::new(6)).unwrap_or(monday);
        vec![
            OverviewCell::Value(Value::Date(monday)),
            OverviewCell::Value(Value::Departement(sector)),
            count(shifts),
            some_count(holes),
            some_count(faults),
            named(days(monday, sunday).find_map(holiday)),
        ]
    };
    weeks.into_iter().map(row).collect()
}

/// Each hole with who can be asked: professionals of the sector's centres.
fn open(desk: &Desk, shifts: &[Shift], holes: &[Slot]) -> Vec<Vec<OverviewCell>> {
    let mut by_sector: BTreeMap<DeptCode, Vec<(RecordId, &Position)>> = BTreeMap::new();
    for (id, position) in desk.all::<Position>() {
        let centre = position.centre.and_then(|centre| desk.get::<Centre>(&centre.0));
        let sector = centre.and_then(|centre| desk.departement_of(centre));
        if let (Some(sector), Some(Role::Doctor)) = (sector, position.role) {
            by_sector.entry(sector).or_default().push((id, position));
        }
    }
    let row = |(date, band, sector): &Slot| {
        let candidates = by_sector.get(sector).map(Vec::as_slice).unwrap_or_default();
        let mut asked = askable(shifts, *date, candidates);
        asked.truncate(ASKED);
        vec![
            OverviewCell::Value(Value::Date(*date)),
            choice(Some(*band)),
            OverviewCell::Value(Value::Departement(*sector)),
            named(holiday(*date)),
            Some(asked).filter(|all| !all.is_empty()).map(Value::Refs).into(),
        ]
    };
    holes.iter().map(row).collect()
}

fn faulty((fault, (date, band, sector), who): (RosterFault, Slot, Vec<RecordId>)) -> Vec<OverviewCell> {
    vec![
        OverviewCell::Value(Value::Date(date)),
        choice(Some(band)),
        OverviewCell::Value(Value::Departement(sector)),
        choice(Some(fault)),
        Some(who).filter(|all| !all.is_empty()).map(Value::Refs).into(),
    ]
}

/// The bridge days and the holidays of the year that begins today.
fn marked(bridges: &[NaiveDate], today: NaiveDate) -> Vec<Vec<OverviewCell>> {
    let to = today.checked_add_days(Days::new(YEAR)).unwrap_or(today);
    let marked = days(today, to).filter(|day| bridges.contains(day) || holiday(*day).is_some());
    let row = |day: NaiveDate| {
        let bridge = bridges.contains(&day).then_some(Value::Bool(true));
        vec![OverviewCell::Value(Value::Date(day)), bridge.into(), named(holiday(day))]
    };
    marked.map(row).collect()
}

/// The shifts of this year, whoever keeps most first; those that nobody is named for come last.
fn by_professional(shifts: &[Shift], today: NaiveDate) -> Vec<Vec<OverviewCell>> {
    let mut people: BTreeMap<Option<RecordId>, BTreeMap<Band, usize>> = BTreeMap::new();
    for one in shifts.iter().filter(|one| one.date.year() == today.year()) {
        *people.entry(one.position).or_default().entry(one.band).or_default() += 1;
    }
    let mut all: Vec<_> = people.into_iter().map(|(id, bands)| (id, bands.values().sum::<usize>(), bands)).collect();
    all.sort_by_key(|(id, total, _)| (id.is_none(), std::cmp::Reverse(*total), *id));
    let row = |(id, total, bands): (Option<RecordId>, usize, BTreeMap<Band, usize>)| {
        let of = |band: &Band| some_count(bands.get(band).copied().unwrap_or_default());
        std::iter::once(id.map(Value::Ref).into()).chain(BANDS.iter().map(of)).chain([count(total)]).collect()
    };
    all.into_iter().map(row).collect()
}

fn named(holiday: Option<Holiday>) -> OverviewCell {
    holiday.map(|one| Value::Choice(one.key().to_owned())).into()
}
