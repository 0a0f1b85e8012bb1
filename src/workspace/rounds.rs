//! Who visits whom on a day, in which order, over what distance.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Desk;

use crate::log::DeviceId;
use crate::model::reference::{LonLat, communes};
use crate::model::rounds::{Stop, length, nearest_next};
use crate::model::{Band, Centre, CommuneCode, LocalTime, RecordId, VisitRole, VisitStatus};
use crate::store::views::VisitRow;

/// In which order a day's visits are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum RoundOrder {
    /// By their hour; those that were given the same one, by nearest next commune.
    #[default]
    ByTime,
    /// By nearest next commune, but for those that took place, are late, or are out of hours: their hour is settled.
    ByNearest,
}

/// A visit in its turn.
#[derive(Clone, Debug, PartialEq)]
pub struct Turn {
    pub row: VisitRow,
    /// Great-circle kilometres from the place before; `None` where one of the two communes has no known point, or nobody
    /// went.
    pub km: Option<f64>,
    /// Someone goes there, or went.
    pub goes: bool,
}

/// One professional's visits of a day, from a centre.
#[derive(Clone, Debug, PartialEq)]
pub struct Round {
    pub centre: Option<RecordId>,
    pub role: Option<VisitRole>,
    pub agent: Option<String>,
    /// In their order; those that nobody goes to, last.
    pub turns: Vec<Turn>,
    /// How many someone goes to.
    pub visits: usize,
    /// The sum of the legs that are known.
    pub km: f64,
    /// Legs that are not.
    pub unknown: usize,
    /// What [`RoundOrder::ByNearest`] makes of it.
    pub nearest_km: f64,
}

/// Whose round a visit is of: the centre that it starts from, then who goes.
type Whose = (Option<RecordId>, DeviceId, Option<VisitRole>, Option<String>);

/// The rounds of one day's visits, the earliest first.
pub fn rounds(desk: &Desk, rows: &[VisitRow], now: LocalTime, order: RoundOrder) -> Vec<Round> {
    let mut by_whom: BTreeMap<Whose, Vec<VisitRow>> = BTreeMap::new();
    for row in rows {
        let visit = &row.visit;
        let centre = visit.centre.map(|centre| desk.stays(&centre.0));
        by_whom.entry((centre, row.owner, visit.role, visit.agent.clone())).or_default().push(row.clone());
    }
    let mut all: Vec<Round> = by_whom.into_iter().map(|(whose, rows)| round(desk, whose, rows, now, order)).collect();
    let first = |round: &Round| round.turns.iter().map(|turn| turn.row.cursor()).min();
    all.sort_by_key(first);
    all
}

fn round(
    desk: &Desk,
    (centre, _, role, agent): Whose,
    rows: Vec<VisitRow>,
    now: LocalTime,
    order: RoundOrder,
) -> Round {
    let from = centre.and_then(|id| desk.get::<Centre>(&id)).and_then(|centre| point(centre.commune?));
    let (mut there, mut nobody): (Vec<_>, Vec<_>) = rows.into_iter().partition(goes);
    there.sort_by_key(VisitRow::cursor);
    nobody.sort_by_key(VisitRow::cursor);
    let stops = |order| -> Vec<Stop> { there.iter().map(|row| stop(row, &there, now, order)).collect() };
    let legs = nearest_next(from, &stops(order));
    let nearest = nearest_next(from, &stops(RoundOrder::ByNearest));
    let (km, unknown) = length(&legs);
    let visits = there.len();
    let turn = |(row, km): (VisitRow, Option<f64>)| Turn { goes: goes(&row), row, km };
    let there = legs.iter().filter_map(|leg| Some((there.get(leg.stop)?.clone(), leg.km)));
    let turns = there.chain(nobody.into_iter().map(|row| (row, None))).map(turn).collect();
    Round { centre, role, agent, turns, visits, km, unknown, nearest_km: length(&nearest).0 }
}

/// Whether someone sets out for it; who was absent was visited.
pub(super) fn goes(row: &VisitRow) -> bool {
    matches!(row.visit.status, Some(VisitStatus::Planned | VisitStatus::Done | VisitStatus::Absent) | None)
}

fn stop(row: &VisitRow, all: &[VisitRow], now: LocalTime, order: RoundOrder) -> Stop {
    let visit = &row.visit;
    let fixed = match order {
        RoundOrder::ByTime => all.iter().filter(|other| other.visit.start == visit.start).count() == 1,
        RoundOrder::ByNearest => {
            let ahead = visit.start.is_some_and(|start| start > now);
            visit.status != Some(VisitStatus::Planned) || !ahead || visit.band.is_some_and(Band::out_of_hours)
        }
    };
    Stop { at: visit.commune.and_then(point), fixed }
}

/// The commune's own point: the middle of its EPCI would make a distance up.
fn point(commune: CommuneCode) -> Option<LonLat> {
    communes().get(commune)?.point
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Ref, Visit};
    use crate::store::views::VisitCursor;

    fn now() -> LocalTime {
        "2026-11-24T08:00+01:00".parse().unwrap()
    }

    fn row(number: u8, time: &str, commune: &str, status: VisitStatus) -> VisitRow {
        let start = format!("2026-11-24T{time}+01:00").parse().ok();
        let visit = Visit {
            centre: Some(Ref::new(RecordId::from_bytes([9; 16]))),
            role: Some(VisitRole::Doctor),
            commune: commune.parse().ok(),
            start,
            status: Some(status),
            band: Some(if time >= "20" { Band::Evening } else { Band::Day }),
            ..Visit::default()
        };
        let owner = DeviceId::from_record(RecordId::from_bytes([1; 16]));
        VisitRow { id: RecordId::from_bytes([number; 16]), owner, visit, diverges: false, updated: 0 }
    }

    /// From Céret: Amélie-les-Bains is 8 km away, Perpignan 26 km; one commune has no point.
    fn day() -> Vec<VisitRow> {
        let unknown = communes().all().iter().find(|one| one.point.is_none()).unwrap();
        vec![
            row(1, "21:00", "66024", VisitStatus::Planned),
            row(2, "09:00", "66136", VisitStatus::Planned),
            row(3, "14:00", "66024", VisitStatus::Planned),
            row(4, "15:00", unknown.code.as_str(), VisitStatus::Planned),
            row(5, "10:00", "66049", VisitStatus::Cancelled),
        ]
    }

    fn desk() -> Desk {
        let mut desk = Desk::default();
        let centre = Centre { commune: "66049".parse().ok(), ..Centre::default() };
        let id = RecordId::from_bytes([9; 16]);
        desk = desk.with_pending(&[(id, centre.into())]);
        desk
    }

    fn order(round: &Round) -> Vec<u8> {
        round.turns.iter().map(|turn| turn.row.id.as_bytes()[0]).collect()
    }

    #[test]
    fn by_time_the_hours_hold_and_by_nearest_the_evening_stays_last() {
        let by_time = rounds(&desk(), &day(), now(), RoundOrder::ByTime);
        let by_nearest = rounds(&desk(), &day(), now(), RoundOrder::ByNearest);
        assert_eq!((order(&by_time[0]), by_time.len()), (vec![2, 3, 4, 1, 5], 1));
        assert_eq!(order(&by_nearest[0]), [3, 2, 4, 1, 5]);
        assert_eq!((by_nearest[0].visits, by_nearest[0].turns[4].km), (4, None), "nobody goes to a cancelled visit");
        assert_eq!(by_time[0].unknown, 2, "to and from the commune without a point");
        assert!(by_time[0].nearest_km < by_time[0].km && by_nearest[0].km == by_time[0].nearest_km);
    }

    #[test]
    fn visits_given_the_same_hour_are_taken_by_nearest_next_commune() {
        let same = [row(1, "09:00", "66136", VisitStatus::Planned), row(2, "09:00", "66024", VisitStatus::Planned)];
        assert_eq!(order(&rounds(&desk(), &same, now(), RoundOrder::ByTime)[0]), [2, 1]);
        let told = [row(1, "09:00", "66136", VisitStatus::Done), row(2, "09:30", "66024", VisitStatus::Done)];
        assert_eq!(order(&rounds(&desk(), &told, now(), RoundOrder::ByNearest)[0]), [1, 2], "what is done is done");
    }

    #[test]
    fn each_professional_has_a_round_of_their_own_the_earliest_first() {
        let mut nurse = row(7, "08:30", "66049", VisitStatus::Planned);
        nurse.visit.role = Some(VisitRole::Nurse);
        let all = rounds(&desk(), &[day(), vec![nurse]].concat(), now(), RoundOrder::ByTime);
        assert_eq!(
            all.iter().map(|round| round.role).collect::<Vec<_>>(),
            [Some(VisitRole::Nurse), Some(VisitRole::Doctor)]
        );
        assert_eq!(all[0].turns[0].km, Some(0.0), "in the centre's own commune");
    }

    #[test]
    fn a_round_is_sorted_by_its_first_visit() {
        let cursors =
            |round: &Round| -> Vec<VisitCursor> { round.turns.iter().map(|turn| turn.row.cursor()).collect() };
        let all = rounds(&desk(), &day(), now(), RoundOrder::ByTime);
        assert!(cursors(&all[0])[..4].is_sorted());
    }
}
