//! When the open positions will be filled, and how many professionals are in post by then. Derived, never stored.
//!
//! A recruitment lasts as long as this team's own did, counted from the state that it has reached, or as long as the notebook
//! assumes while too few tell. Nobody starts before the doors open. Departures to come, and positions that nobody has opened
//! yet, are not guessed.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::forecast::{Length, later};
use super::{Position, PositionState, Record, Value};

/// The last day by which the Région wants its 200 professionals in post: « 2028 » (12actu, April 2025).
pub fn goal_day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2028, 12, 31).unwrap_or_default()
}

/// The states of a recruitment, each with the days from it to the first day in post that are assumed: no source publishes any.
const ASSUMED: [(PositionState, i64); 6] = [
    (PositionState::Need, 180),
    (PositionState::Offer, 150),
    (PositionState::Application, 120),
    (PositionState::Interview, 100),
    (PositionState::Proposal, 80),
    (PositionState::Signed, 60),
];

/// How long it takes from each state of a recruitment to the first day in post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pace(BTreeMap<PositionState, Length>);

impl Pace {
    /// As positions in which someone started tell; others may be among them, and tell nothing.
    pub fn told_by<'a>(positions: impl IntoIterator<Item = &'a Position>) -> Self {
        let mut told: BTreeMap<PositionState, Vec<i64>> = BTreeMap::new();
        for position in positions {
            for (state, _) in ASSUMED {
                if let Some(days) = position.days_to_start(state) {
                    told.entry(state).or_default().push(days);
                }
            }
        }
        let of = |(state, assumed): (PositionState, i64)| {
            let own = told.remove(&state).and_then(Length::told);
            (state, own.unwrap_or(Length { days: assumed, low: assumed, high: assumed, n: 0 }))
        };
        Self(ASSUMED.into_iter().map(of).collect())
    }

    /// `None` for a state in which nobody is looked for.
    pub fn of(&self, state: PositionState) -> Option<Length> {
        self.0.get(&state).copied()
    }

    /// Every state of a recruitment, in its order.
    pub fn all(&self) -> impl Iterator<Item = (PositionState, Length)> {
        self.0.iter().map(|(state, length)| (*state, *length))
    }

    /// The first day in post of a position that is being filled. What takes longer than usual still has the states to come
    /// before it. `doors`: the first day on which anybody can start.
    pub fn start(&self, position: &Position, doors: NaiveDate, today: NaiveDate) -> Option<NaiveDate> {
        let state = position.state?;
        let days = self.of(state)?.days;
        let usual = later(position.reached(state).unwrap_or(today), days);
        let rest = state.next().and_then(|next| self.of(next)).map_or(0, |length| length.days);
        Some(usual.max(later(today, rest)).max(doors))
    }
}

impl Position {
    /// The day on which it reached a state, if that is told.
    fn reached(&self, state: PositionState) -> Option<NaiveDate> {
        match (self.get(state.date_tag())?, state) {
            // Opened again, it begins anew.
            (Value::Date(day), PositionState::Need) => Some(self.reopened_on.map_or(day, |again| day.max(again))),
            (Value::Date(day), _) => Some(day),
            _ => None,
        }
    }

    /// Days from a state to the first day in post; `None` where nobody started, or in an earlier life of the position.
    fn days_to_start(&self, state: PositionState) -> Option<i64> {
        let (from, start) = (self.reached(state)?, self.started_on?);
        let earlier = self.reopened_on.is_some_and(|again| from < again && again <= start);
        (!earlier && from <= start).then(|| (start - from).num_days())
    }

    /// How many are in post on a day: the one who is, or who will have started by then.
    pub fn in_post_on(&self, day: NaiveDate, start: Option<NaiveDate>) -> bool {
        self.state.is_some_and(PositionState::is_filled) || start.is_some_and(|start| start <= day)
    }
}

/// How many professionals a month must start from today to reach the goal by its day, in hundredths; `None` once the day is past.
pub fn a_month(missing: usize, today: NaiveDate) -> Option<i64> {
    let days = (goal_day() - today).num_days();
    let missing = i64::try_from(missing).ok()?;
    // 30.44 days a month
    (days > 0).then(|| missing.saturating_mul(3_044) / days)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::Role;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn position(state: PositionState, need: &str) -> Position {
        let need_on = Some(day(need));
        Position { role: Some(Role::Doctor), state: Some(state), need_on, ..Position::default() }
    }

    fn filled(need: &str, start: &str) -> Position {
        Position { started_on: Some(day(start)), ..position(PositionState::InPost, need) }
    }

    #[test]
    fn the_pace_is_assumed_until_three_positions_tell() {
        let two = [filled("2026-01-01", "2026-01-11"), filled("2026-01-01", "2026-01-21")];
        assert_eq!(Pace::told_by(&two).of(PositionState::Need).map(|one| (one.days, one.n)), Some((180, 0)));
        let three = [two[0].clone(), two[1].clone(), filled("2026-01-01", "2026-01-31")];
        let pace = Pace::told_by(&three);
        assert_eq!(pace.of(PositionState::Need).map(|one| (one.days, one.n)), Some((20, 3)));
        assert_eq!(pace.of(PositionState::Offer).map(|one| one.n), Some(0), "no offer was dated");
        assert_eq!(pace.of(PositionState::InPost), None);
    }

    #[test]
    fn an_earlier_life_of_a_position_tells_nothing() {
        let mut again = filled("2025-01-01", "2026-06-30");
        again.offer_on = Some(day("2025-02-01"));
        again.reopened_on = Some(day("2026-06-01"));
        assert_eq!(again.days_to_start(PositionState::Need), Some(29), "from the day of its reopening");
        assert_eq!(again.days_to_start(PositionState::Offer), None);
    }

    #[test]
    fn a_start_is_counted_from_the_state_reached_and_never_lies_behind() {
        let (pace, today) = (Pace::told_by([]), day("2026-11-23"));
        let start = |position: &Position, doors: &str| pace.start(position, day(doors), today);
        let mut one = position(PositionState::Need, "2026-11-01");
        assert_eq!(start(&one, "2026-01-01"), Some(later(day("2026-11-01"), 180)));
        one.need_on = Some(day("2020-01-01"));
        assert_eq!(start(&one, "2026-01-01"), Some(later(today, 150)), "the offer is still to be published");
        assert_eq!(start(&one, "2028-03-01"), Some(day("2028-03-01")), "not before the doors open");
        one.state = Some(PositionState::Signed);
        one.signed_on = Some(day("2026-01-01"));
        assert_eq!(start(&one, "2026-01-01"), Some(today));
        for state in [PositionState::InPost, PositionState::Absent, PositionState::Departed] {
            assert_eq!(start(&position(state, "2026-01-01"), "2026-01-01"), None);
        }
    }

    #[test]
    fn what_is_missing_is_spread_over_the_months_that_are_left() {
        assert_eq!(a_month(100, day("2027-12-31")), Some(831), "366 days, 12 months: 8.3 a month");
        assert_eq!(a_month(0, day("2027-12-31")), Some(0));
        assert_eq!(a_month(5, goal_day()), None);
    }

    proptest! {
        #[test]
        fn a_recruitment_that_is_further_on_ends_no_later(ago in 0..2_000_i64, at in 0..5_usize) {
            let (pace, today) = (Pace::told_by([]), day("2026-11-23"));
            let reached = later(today, -ago);
            let in_state = |at: usize| {
                let mut one = position(ASSUMED[at].0, "2010-01-01");
                one.set(ASSUMED[at].0.date_tag(), Some(Value::Date(reached))).unwrap();
                pace.start(&one, reached, today).unwrap()
            };
            prop_assert!(in_state(at) >= in_state(at + 1));
            prop_assert!(in_state(at) >= today);
        }
    }
}
