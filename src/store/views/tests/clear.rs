//! Visits that were cleared: live, replayed, and replayed from what compaction leaves.

use std::collections::BTreeSet;

use super::*;
use crate::store::{Clearing, hollowed};

/// Clears these visits of device 2, as they are after the first `until` frames.
fn clearing(tape: &Tape, until: usize, ids: &BTreeSet<RecordId>) -> Entry {
    let (mut views, _) = fresh();
    tape.play(&mut views, 0, until);
    let rows: Vec<VisitRow> = ids.iter().filter_map(|id| views.visit_row(id).unwrap()).collect();
    let feed = FeedId { device: device(2), incarnation: 1, channel: Channel::Visits(device(2)) };
    let mut floor = Tip::START;
    if let Some(held) = views.feed(&feed) {
        let segment = views.segment(&feed, Tip::START, held.tips[0], usize::MAX, tape).unwrap();
        let tips = segment.tips().unwrap();
        let last = segment.ops.iter().zip(tips).rfind(|(op, _)| ids.contains(&op.record));
        floor = last.map_or(floor, |(_, tip)| tip);
    }
    let floors = if floor == Tip::START { vec![] } else { vec![(feed, floor)] };
    let tallies = Tally::of_visits(rows.iter().map(|row| &row.visit));
    Entry::Cleared(Clearing { before: 740_000, records: ids.iter().copied().collect(), tallies, floors })
}

/// The tape as compaction leaves it.
fn compacted(tape: &Tape, ids: &BTreeSet<RecordId>) -> Tape {
    let hollow = |entry: &Entry| hollowed(entry, &|_, id| ids.contains(id)).unwrap_or_else(|| entry.clone());
    Tape { frames: tape.frames.iter().map(|frame| Arc::new(frame.iter().map(hollow).collect())).collect() }
}

/// What the views answer, without where anything stands.
fn answers(views: &Views) -> impl PartialEq + std::fmt::Debug + use<> {
    let counts = (views.count(Kind::Visit), views.count(Kind::Centre));
    let feed = |feed: &Feed| (feed.id, feed.tips.clone(), feed.solid().to_vec(), feed.floors.clone());
    let feeds: Vec<_> = views.feeds().iter().map(feed).collect();
    (everything(views, 1_000), views.tally().clone(), feeds, views.cleared().clone(), counts)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]
    #[test]
    fn rebuilt_views_equal_live_ones_with_cleared_visits(
        visits in prop::collection::vec((0_u8..40, 0_u32..60, 200_u8..203), 1..60),
        cleared in prop::collection::btree_set(0_u8..40, 1..20),
        at in any::<prop::sample::Index>(),
        splits in prop::collection::vec(any::<prop::sample::Index>(), 0..5),
    ) {
        let mut tape = tape(&visits);
        // what comes after is a later edit of a cleared visit, or another visit
        let until = 3 + at.index(visits.len());
        let ids: BTreeSet<RecordId> = cleared.into_iter().map(id).collect();
        let entry = clearing(&tape, until, &ids);
        tape.frames.insert(until, Arc::new(vec![entry]));
        let n = tape.frames.len();
        let (mut live, live_kv) = fresh();
        let mut cuts: Vec<usize> = splits.iter().map(|split| split.index(n)).chain([0, n]).collect();
        cuts.sort_unstable();
        for pair in cuts.windows(2) {
            tape.play(&mut live, pair[0], pair[1]);
        }
        let (mut rebuilt, rebuilt_kv) = fresh();
        tape.play(&mut rebuilt, 0, n);
        prop_assert_eq!(dump(&live_kv), dump(&rebuilt_kv));
        prop_assert_eq!(live.tally(), rebuilt.tally());
        prop_assert_eq!(answers(&Views::open(live_kv as Arc<dyn Kv>).unwrap()), answers(&rebuilt));
        let shown: BTreeSet<RecordId> = everything(&live, 1_000).into_iter().collect();
        prop_assert!(shown.is_disjoint(&ids));

        let hollow = compacted(&tape, &ids);
        let (mut from_hollow, hollow_kv) = fresh();
        hollow.play(&mut from_hollow, 0, n);
        prop_assert_eq!(answers(&from_hollow), answers(&live));
        prop_assert_eq!(answers(&Views::open(hollow_kv as Arc<dyn Kv>).unwrap()), answers(&live));
        // no run starts before the floor: whatever follows it has its payload
        let feed = FeedId { device: device(2), incarnation: 1, channel: Channel::Visits(device(2)) };
        let held = from_hollow.feed(&feed).unwrap();
        let floor = held.floors.last().copied().unwrap_or(Tip::START);
        let segment = from_hollow.segment(&feed, floor, held.tips[0], 1_000, &hollow).unwrap();
        prop_assert!(segment.ops.iter().all(|op| matches!(op.body, Body::Payload(_))));
    }
}
