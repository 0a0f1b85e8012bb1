//! The order of a day's visits, and how far each is from the one before.

use super::reference::{LonLat, distance_km};

/// A visit, as far as its turn in the day goes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stop {
    /// `None` where the commune's point is not known: no distance is made up for it.
    pub at: Option<LonLat>,
    /// Its time is settled: it keeps its turn.
    pub fixed: bool,
}

/// A stop in its turn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Leg {
    /// Its number among the stops given.
    pub stop: usize,
    /// Great-circle kilometres from the stop before, or from where the day begins; `None` where either place is not known.
    pub km: Option<f64>,
}

/// Fixed stops keep their turn; each turn between is for the nearest of the others from where one is then. Those of which
/// the place is not known come last among these, as they stood.
pub fn nearest_next(from: Option<LonLat>, stops: &[Stop]) -> Vec<Leg> {
    let mut free: Vec<(usize, Option<LonLat>)> =
        stops.iter().enumerate().filter(|(_, stop)| !stop.fixed).map(|(number, stop)| (number, stop.at)).collect();
    let mut here = from;
    let turns = stops.iter().enumerate().filter_map(|(turn, stop)| {
        let next = if stop.fixed { turn } else { take_nearest(&mut free, here)? };
        here = stops.get(next).and_then(|stop| stop.at).or(here);
        Some(next)
    });
    let turns: Vec<usize> = turns.collect();
    legs(from, stops, &turns)
}

/// The sum of the legs that are known, in kilometres, and how many are not.
pub fn length(legs: &[Leg]) -> (f64, usize) {
    let unknown = legs.iter().filter(|leg| leg.km.is_none()).count();
    (legs.iter().filter_map(|leg| leg.km).sum(), unknown)
}

fn take_nearest(free: &mut Vec<(usize, Option<LonLat>)>, here: Option<LonLat>) -> Option<usize> {
    let far = |at: Option<LonLat>| match (here, at) {
        (Some(here), Some(at)) => distance_km(here, at),
        // Not knowing where one is, any known place is as good as another.
        (None, Some(_)) => 0.0,
        (_, None) => f64::INFINITY,
    };
    let nearest = free.iter().enumerate().min_by(|(_, (_, a)), (_, (_, b))| far(*a).total_cmp(&far(*b)));
    let place = nearest.map(|(place, _)| place)?;
    Some(free.remove(place).0)
}

fn legs(from: Option<LonLat>, stops: &[Stop], turns: &[usize]) -> Vec<Leg> {
    let mut before = from;
    turns
        .iter()
        .map(|&stop| {
            let at = stops.get(stop).and_then(|stop| stop.at);
            let km = before.zip(at).map(|(before, at)| distance_km(before, at));
            before = at;
            Leg { stop, km }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn stop(at: Option<LonLat>, fixed: bool) -> Stop {
        Stop { at, fixed }
    }

    /// In the order in which they stand.
    fn as_given(from: Option<LonLat>, stops: &[Stop]) -> Vec<Leg> {
        nearest_next(from, &stops.iter().map(|stop| Stop { fixed: true, ..*stop }).collect::<Vec<_>>())
    }

    fn numbers(legs: &[Leg]) -> Vec<usize> {
        legs.iter().map(|leg| leg.stop).collect()
    }

    #[test]
    fn the_next_is_the_nearest_from_where_one_is() {
        let places = [(3.0, 43.0), (1.0, 43.0), (2.0, 43.0)].map(|at| stop(Some(at), false));
        let legs = nearest_next(Some((0.9, 43.0)), &places);
        assert_eq!(numbers(&legs), [1, 2, 0]);
        let first = legs[0].km.unwrap();
        assert!((8.0..8.3).contains(&first), "a tenth of a degree of longitude at 43° north: {first}");
        assert!(length(&legs).0 < length(&as_given(Some((0.9, 43.0)), &places)).0);
    }

    #[test]
    fn a_settled_time_keeps_its_turn_and_the_rest_goes_around_it() {
        let places = [stop(Some((3.0, 43.0)), false), stop(Some((9.0, 43.0)), true), stop(Some((1.0, 43.0)), false)];
        assert_eq!(numbers(&nearest_next(Some((0.0, 43.0)), &places)), [2, 1, 0]);
    }

    #[test]
    fn a_place_that_is_not_known_comes_last_and_has_no_distance() {
        let places = [stop(None, false), stop(Some((1.0, 43.0)), false), stop(Some((1.1, 43.0)), false)];
        let legs = nearest_next(None, &places);
        assert_eq!(numbers(&legs), [1, 2, 0]);
        assert_eq!(legs.iter().map(|leg| leg.km.is_some()).collect::<Vec<_>>(), [false, true, false]);
        assert_eq!(length(&legs).1, 2, "from nowhere to the first, and to the one that is nowhere");
    }

    fn point() -> impl Strategy<Value = LonLat> {
        (0.0..4.9_f64, 42.3..45.0_f64)
    }

    fn stops() -> impl Strategy<Value = Vec<Stop>> {
        prop::collection::vec((prop::option::of(point()), any::<bool>()), 0..12)
            .prop_map(|all| all.into_iter().map(|(at, fixed)| stop(at, fixed)).collect())
    }

    proptest! {
        #[test]
        fn every_stop_has_one_turn_and_the_fixed_ones_theirs(from in prop::option::of(point()), stops in stops()) {
            let order = numbers(&nearest_next(from, &stops));
            let mut sorted = order.clone();
            sorted.sort_unstable();
            prop_assert_eq!(sorted, (0..stops.len()).collect::<Vec<_>>());
            for (turn, stop) in stops.iter().enumerate().filter(|(_, stop)| stop.fixed) {
                prop_assert_eq!(order[turn], turn, "{:?}", stop);
            }
        }

        #[test]
        fn no_distance_is_made_up(from in prop::option::of(point()), stops in stops()) {
            for legs in [as_given(from, &stops), nearest_next(from, &stops)] {
                let mut before = from;
                for leg in legs {
                    let at = stops[leg.stop].at;
                    prop_assert_eq!(leg.km, before.zip(at).map(|(a, b)| distance_km(a, b)));
                    before = at;
                }
            }
        }

        #[test]
        fn no_free_stop_left_was_nearer(from in point(), stops in stops()) {
            let order = numbers(&nearest_next(Some(from), &stops));
            let mut here = from;
            for (turn, &number) in order.iter().enumerate() {
                let Some(at) = stops[number].at else { continue };
                let left = order[turn..].iter().filter(|later| !stops[**later].fixed);
                let nearest = left.filter_map(|later| stops[*later].at).map(|at| distance_km(here, at));
                if !stops[number].fixed {
                    prop_assert!(nearest.into_iter().all(|km| distance_km(here, at) <= km));
                }
                here = at;
            }
        }
    }
}
