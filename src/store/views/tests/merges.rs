//! Records that give way, in lists, counts and tallies.

use super::*;
use crate::model::MERGED_INTO;

/// One thing done apart from all others: an op of a feed of its own.
fn apart(n: usize, channel: Channel, record: RecordId, edits: Vec<FieldEdit>) -> Entry {
    let feed = FeedId { device: device(2), incarnation: 100 + n as u64, channel };
    let payload = Payload { salt: [9; 16], edits };
    let op = Op { time: n as i64, record, body: Body::Payload(payload.to_bytes()) };
    Entry::Ops(Segment { feed, follows: Tip::START, ops: vec![op] })
}

fn link(kind: Kind, to: RecordId) -> Vec<FieldEdit> {
    let value = Some(Value::Ref(to).to_bytes());
    vec![existence(kind, true), FieldEdit { tag: MERGED_INTO, replaces: vec![], value }]
}

fn channel(kind: Kind) -> Channel {
    if kind == Kind::Visit { Channel::Visits(device(2)) } else { Channel::Common }
}

fn do_apart(tape: &mut Tape, acts: &[(Kind, RecordId, Vec<FieldEdit>)]) {
    for (n, (kind, record, edits)) in acts.iter().enumerate() {
        tape.frames.push(Arc::new(vec![apart(n, channel(*kind), *record, edits.clone())]));
    }
}

fn played(tape: &Tape) -> (Views, Arc<MemoryKv>) {
    let (mut views, kv) = fresh();
    tape.play(&mut views, 0, tape.frames.len());
    (views, kv)
}

fn by_centre(views: &Views, centre: u8) -> Vec<RecordId> {
    let scan = VisitScan { centre: Some(id(centre)), from: None, to: None, keep: &|_| true, cancelled: &|| false };
    views.visits(&scan, Edge::Newest, 100).unwrap().rows.iter().map(|row| row.id).collect()
}

#[test]
fn a_visit_logged_twice_counts_once_and_stands_for_both() {
    let mut tape = tape(&[(1, 0, 200), (2, 0, 200), (3, 9, 200)]);
    do_apart(&mut tape, &[(Kind::Visit, id(1), link(Kind::Visit, id(2)))]);
    let (views, kv) = played(&tape);
    assert_eq!((views.count(Kind::Visit), views.tally().visits()), (2, 2));
    assert_eq!(everything(&views, 10), [id(3), id(2)]);
    assert_eq!(views.visit_row(&id(1)).unwrap().unwrap().id, id(2));
    assert!(Views::open(kv as Arc<dyn Kv>).is_ok(), "the count at open is that of the tally");
}

#[test]
fn the_visits_of_a_centre_that_gave_way_are_those_of_the_one_that_stays() {
    let mut tape = tape(&[(1, 0, 200), (2, 1, 201), (3, 0, 202)]);
    let centre = |name: &str| whole(Centre { name: Some(name.into()), ..Centre::default() });
    do_apart(
        &mut tape,
        &[(Kind::Centre, id(201), centre("Céret")), (Kind::Centre, id(201), link(Kind::Centre, id(200)))],
    );
    let (views, _) = played(&tape);
    assert_eq!(views.count(Kind::Centre), 1);
    assert_eq!(by_centre(&views, 200), [id(2), id(1)]);
    assert_eq!(by_centre(&views, 201), [id(2), id(1)]);
    let row = views.visit_row(&id(2)).unwrap().unwrap();
    assert_eq!(row.visit.centre, Some(Ref::new(id(200))));
    assert!(views.records().is_ok());
}

#[test]
fn a_link_into_the_visits_of_another_laptop_hides_nothing() {
    let mut tape = tape(&[(1, 0, 200)]);
    let mut other = Pen::default();
    let visits = Channel::Visits(device(1));
    tape.frames.push(Arc::new(vec![other.write(1, visits, vec![(id(2), whole(visit(0, 9, 200, 20)))])]));
    do_apart(&mut tape, &[(Kind::Visit, id(1), link(Kind::Visit, id(2)))]);
    let (views, _) = played(&tape);
    assert_eq!((views.count(Kind::Visit), views.tally().visits()), (2, 2));
}

/// What a person can see.
#[derive(Debug, PartialEq)]
struct Seen {
    visits: Vec<RecordId>,
    of_centres: Vec<Vec<RecordId>>,
    counts: (u64, u64),
    tally: Tally,
    gave_way: Vec<crate::log::Gave>,
}

fn seen(views: &Views) -> Seen {
    Seen {
        visits: everything(views, 3),
        of_centres: (200..204).map(|centre| by_centre(views, centre)).collect(),
        counts: (views.count(Kind::Visit), views.count(Kind::Centre)),
        tally: views.tally().clone(),
        gave_way: views.merges().gave_way().collect(),
    }
}

/// Acts on four visits and four centres: written, moved, linked, deleted.
fn acts() -> impl Strategy<Value = Vec<(Kind, RecordId, Vec<FieldEdit>)>> {
    let act = (any::<bool>(), 0_u8..4, 0_u8..4, 0_u8..6);
    prop::collection::vec(act, 1..24).prop_map(|plan| {
        let one = |(of_visits, from, to, what): (bool, u8, u8, u8)| {
            let (kind, base) = if of_visits { (Kind::Visit, 1) } else { (Kind::Centre, 200) };
            let record = id(base + from);
            let edits = match what {
                0 | 1 if of_visits => whole(visit(u32::from(to) * 20, 9, 200 + to, 20)),
                0 | 1 => whole(Centre { name: Some(format!("Centre {to}")), ..Centre::default() }),
                2 => vec![existence(kind, false)],
                _ => link(kind, id(base + to)),
            };
            (kind, record, edits)
        };
        plan.into_iter().map(one).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    #[test]
    fn what_is_seen_does_not_depend_on_the_order_of_arrival(
        acts in acts(),
        keys in prop::collection::vec(any::<u32>(), 24),
        cut in any::<prop::sample::Index>(),
    ) {
        let founded = tape(&[]);
        let mut plain = tape(&[]);
        do_apart(&mut plain, &acts);
        let mut shuffled = tape(&[]);
        let mut frames = plain.frames.split_off(founded.frames.len());
        plain.frames.extend(frames.iter().cloned());
        let mut order: Vec<(u32, usize)> = keys.into_iter().zip(0..frames.len()).collect();
        order.sort_unstable();
        frames = order.into_iter().map(|(_, n)| Arc::clone(&frames[n])).collect();
        shuffled.frames.extend(frames);

        let (one, _) = played(&plain);
        let (mut two, two_kv) = fresh();
        let n = shuffled.frames.len();
        let half = cut.index(n);
        shuffled.play(&mut two, 0, half);
        shuffled.play(&mut two, half, n);
        prop_assert_eq!(seen(&one), seen(&two));

        let (rebuilt, rebuilt_kv) = played(&shuffled);
        prop_assert_eq!(dump(&two_kv), dump(&rebuilt_kv));
        prop_assert_eq!(seen(&two), seen(&rebuilt));
        let reopened = Views::open(two_kv as Arc<dyn Kv>).unwrap();
        prop_assert!(reopened.records().is_ok());
        prop_assert_eq!(seen(&two), seen(&reopened));
    }
}
