//! Erasures over views: in any order, live or replayed, the same is left.

use super::*;
use crate::model::{Erasure, Refs};

const ERASURE: u8 = 240;

impl Pen {
    fn erase(&mut self, author: u8, number: u8, records: &[u8]) -> Entry {
        let refs = records.iter().map(|n| Ref::new(id(*n))).collect();
        let erasure = Erasure { records: Some(Refs(refs)), reason: None };
        self.write(author, Channel::Team, vec![(id(ERASURE + number), whole(erasure))])
    }
}

/// A team, two stewards (1 and 3), and edits of device 2: visits 1 to 6, then each again; a note about visit 1.
fn frames() -> (Pen, Vec<Vec<Entry>>) {
    let mut pen = Pen::default();
    let mut frames = vec![
        vec![Entry::Team(team()), pen.admit(0, 1, DeviceRole::Steward), pen.admit(0, 3, DeviceRole::Steward)],
        vec![pen.admit(1, 2, DeviceRole::Field)],
    ];
    let channel = Channel::Visits(device(2));
    for n in (1..=6).chain(1..=6) {
        frames.push(vec![pen.write(2, channel, vec![(id(n), whole(visit(u32::from(n), 9, 200, 20)))])]);
    }
    // By one who may write on any channel: whichever comes first.
    frames.push(vec![pen.write(1, Channel::Visits(device(1)), vec![(id(3), whole(visit(3, 7, 200, 90)))])]);
    let note = crate::model::Note { text: Some("à rappeler".into()), ..Default::default() };
    frames.push(vec![pen.write(2, channel, vec![(id(100), whole(note))])]);
    (pen, frames)
}

fn tape_of(frames: Vec<Vec<Entry>>) -> Tape {
    Tape { frames: frames.into_iter().map(Arc::new).collect() }
}

/// What the views hold, but for the places in the journal.
type Seen = (Vec<RecordId>, Vec<(RecordId, Vec<crate::log::OpId>)>, u64, Vec<Feed>);

fn seen(views: &Views) -> Seen {
    let erased = (1..=6)
        .chain([100])
        .map(|n| (id(n), views.erased_ops(&id(n)).unwrap().iter().map(|op| op.id).collect::<Vec<_>>()));
    (everything(views, 100), erased.collect(), views.count(Kind::Note), views.feeds().to_vec())
}

#[test]
fn an_erased_visit_is_gone_from_lists_counts_and_tallies_and_its_ops_are_headers() {
    let (mut pen, mut frames) = frames();
    frames.push(vec![pen.erase(1, 0, &[2, 100])]);
    let tape = tape_of(frames);
    let (mut views, kv) = fresh();
    let changes = tape.play(&mut views, 0, tape.frames.len());
    assert_eq!(changes.erased, [id(2), id(100)].into());
    assert_eq!((views.count(Kind::Visit), views.count(Kind::Note), views.tally().visits()), (5, 0, 5));
    assert!(views.visit(&id(2)).unwrap().is_none() && views.record(Kind::Note.number(), &id(100)).unwrap().is_none());
    let history = views.history(&id(2), None, &tape).unwrap();
    assert_eq!(history.len(), 2);
    assert!(history.iter().all(|op| op.edits.is_none() && op.author == device(2)));
    let feed = FeedId { device: device(2), incarnation: 1, channel: Channel::Visits(device(2)) };
    let tip = views.feed(&feed).unwrap().tips[0];
    let handed_on = views.segment(&feed, Tip::START, tip, 100, &tape).unwrap();
    assert_eq!(handed_on.tips().unwrap().last(), Some(&tip), "the chain still leads there");
    let hollow = handed_on.ops.iter().filter(|op| matches!(op.body, Body::Erased(_))).map(|op| op.record);
    assert_eq!(hollow.collect::<Vec<_>>(), [id(2), id(2), id(100)]);
    assert_eq!(views.feed(&feed).unwrap().solid(), [tip]);
    let reopened = Views::open(kv as Arc<dyn Kv>).unwrap();
    assert!(reopened.records().is_ok());
    assert_eq!(seen(&reopened), seen(&views));
}

#[test]
fn an_erasure_that_is_cut_off_gives_back_what_the_journal_still_has() {
    let (mut pen, mut frames) = frames();
    frames.push(vec![pen.erase(3, 0, &[2, 100])]);
    let tag = |key| Kind::Device.field(key).unwrap().tag;
    let cut = Value::Text(crate::log::Cut(vec![]).to_text()).to_bytes();
    let edits =
        vec![existence(Kind::Device, true), FieldEdit { tag: tag("revoked"), replaces: vec![], value: Some(cut) }];
    let n = frames.len();
    frames.push(vec![pen.write(0, Channel::Team, vec![(device(3).record(), edits)])]);
    let tape = tape_of(frames);
    let (mut views, kv) = fresh();
    tape.play(&mut views, 0, n - 1);
    let before = seen(&views);
    tape.play(&mut views, n - 1, n);
    assert_eq!(everything(&views, 100).len(), 5);
    assert!(views.record(Kind::Erasure.number(), &id(ERASURE)).unwrap().unwrap().here());
    tape.play(&mut views, n, n + 1);
    assert_eq!((seen(&views).0, seen(&views).2), (before.0, before.2));
    assert!(!views.record(Kind::Erasure.number(), &id(ERASURE)).unwrap().unwrap().here(), "nor is it listed");
    let (mut replayed, replayed_kv) = fresh();
    tape.play(&mut replayed, 0, n + 1);
    assert_eq!(dump(&kv), dump(&replayed_kv));
}

#[test]
fn a_hollow_op_that_no_erasure_explains_is_a_hole_until_it_comes_whole() {
    let (_, mut frames) = frames();
    let Entry::Ops(whole) = frames[3][0].clone() else { panic!() };
    let mut hollow = whole.clone();
    hollow.erase(|_| true);
    frames[3] = vec![Entry::Ops(hollow)];
    let n = frames.len();
    frames.push(vec![Entry::Ops(whole)]);
    let tape = tape_of(frames);
    let (mut views, kv) = fresh();
    tape.play(&mut views, 0, n);
    assert_eq!(solid(&views), [1]);
    assert_eq!(views.visit(&id(2)).unwrap().unwrap().state.ops.len(), 1);
    assert_eq!(views.erased_ops(&id(2)).unwrap().len(), 1);
    let changes = tape.play(&mut views, n, n + 1);
    assert_eq!((changes.new_ops, solid(&views)), (1, vec![13]));
    assert_eq!(views.visit(&id(2)).unwrap().unwrap().state.ops.len(), 2);
    assert!(views.erased_ops(&id(2)).unwrap().is_empty());
    let (mut replayed, replayed_kv) = fresh();
    tape.play(&mut replayed, 0, n + 1);
    assert_eq!(dump(&kv), dump(&replayed_kv));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    /// The content may be gone from the journal already or not, the erasures come first, last or in between: what is
    /// shown is the same, and live views are those of a replay.
    #[test]
    fn any_order_of_edits_and_erasures_leaves_the_same(
        order in Just((0..17_usize).collect::<Vec<_>>()).prop_shuffle(),
        first in prop::collection::vec(1_u8..=6, 0..4),
        second in prop::collection::vec(1_u8..=6, 0..3),
        forged in 1_u8..=6,
        hollow in any::<u32>(),
        again in 0_usize..17,
    ) {
        let build = |order: &[usize], hollow: u32| {
            let (mut pen, mut frames) = frames();
            let mut moved = frames.split_off(2);
            moved.push(vec![pen.erase(1, 0, &first)]);
            moved.push(vec![pen.erase(3, 1, &second)]);
            moved.push(vec![pen.erase(2, 2, &[forged])]);
            let gone: Vec<RecordId> = first.iter().chain(&second).map(|n| id(*n)).collect();
            for (n, frame) in moved.iter_mut().enumerate() {
                if let Entry::Ops(segment) = &mut frame[0] && hollow >> n & 1 == 1 && segment.feed.channel != Channel::Team {
                    segment.erase(|record| gone.contains(record));
                }
            }
            frames.extend(order.iter().filter_map(|at| moved.get(*at).cloned()));
            tape_of(frames)
        };
        let straight: Vec<usize> = (0..17).collect();
        let plain = build(&straight, 0);
        let (mut expected, _) = fresh();
        plain.play(&mut expected, 0, plain.frames.len());
        let mut order = order;
        order.push(again);
        let mixed = build(&order, hollow);
        let (mut live, live_kv) = fresh();
        for at in 0..mixed.frames.len() {
            mixed.play(&mut live, at, at + 1);
        }
        prop_assert_eq!(seen(&live).0, seen(&expected).0);
        prop_assert_eq!(seen(&live).1, seen(&expected).1);
        prop_assert_eq!(live.tally(), expected.tally());
        prop_assert_eq!(solid(&live), vec![13]);
        let (mut replayed, replayed_kv) = fresh();
        mixed.play(&mut replayed, 0, mixed.frames.len());
        prop_assert_eq!(dump(&live_kv), dump(&replayed_kv));
    }
}
