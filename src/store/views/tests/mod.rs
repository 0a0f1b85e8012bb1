//! The views against frames that stand in for the journal.

mod clear;
mod erased;
mod merges;
mod order;

use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::log::{Body, Channel, Existence, FieldEdit, Op, Payload, Segment, encode, signing_key};
use crate::model::{
    AnyRecord, Centre, DeviceRole, FieldValue, Kind, LocalTime, OfKind, Ref, Value, Visit, VisitStatus,
};
use crate::store::MemoryKv;
use crate::store::journal::Position;
use crate::store::kv::Order;

/// Frames in memory, as the journal would hold them.
#[derive(Default)]
struct Tape {
    frames: Vec<Arc<Vec<Entry>>>,
}

impl Tape {
    fn location(n: usize) -> Location {
        Location { file: 1, offset: u32::try_from(n).unwrap(), index: 0 }
    }

    fn position(n: usize) -> Position {
        Position::before(Self::location(n))
    }

    fn play(&self, views: &mut Views, from: usize, to: usize) -> Changes {
        let frames = (from..to).map(|n| Ok((Self::location(n), self.frames[n].to_vec())));
        views.apply(frames, || Bookmark::unmarked(Self::position(to)), self).unwrap()
    }
}

impl Frames for Tape {
    fn frame(&self, at: Location) -> Result<Arc<Vec<Entry>>, ViewError> {
        Ok(Arc::clone(&self.frames[usize::try_from(at.offset).unwrap()]))
    }
}

fn public(n: u8) -> [u8; 32] {
    signing_key(&[n; 32]).verifying_key().to_bytes()
}

fn device(n: u8) -> DeviceId {
    DeviceId::of_key(&public(n))
}

fn team() -> TeamId {
    TeamId(public(0))
}

/// Writes feeds as devices would.
#[derive(Default)]
struct Pen {
    tips: BTreeMap<FeedId, Tip>,
    salt: u8,
}

impl Pen {
    fn write(&mut self, author: u8, channel: Channel, edits: Vec<(RecordId, Vec<FieldEdit>)>) -> Entry {
        let feed = FeedId { device: device(author), incarnation: 1, channel };
        let follows = self.tips.get(&feed).copied().unwrap_or(Tip::START);
        let mut ops = Vec::new();
        for (record, edits) in edits {
            self.salt = self.salt.wrapping_add(1);
            let payload = Payload { salt: [self.salt; 16], edits };
            ops.push(Op { time: i64::from(self.salt), record, body: Body::Payload(payload.to_bytes()) });
        }
        let segment = Segment { feed, follows, ops };
        self.tips.insert(feed, *segment.tips().unwrap().last().unwrap());
        Entry::Ops(segment)
    }

    fn admit(&mut self, author: u8, target: u8, role: DeviceRole) -> Entry {
        let key: String = public(target).iter().map(|byte| format!("{byte:02x}")).collect();
        let tag = |key| Kind::Device.field(key).unwrap().tag;
        let edits = vec![
            existence(Kind::Device, true),
            FieldEdit { tag: tag("role"), replaces: vec![], value: Some(role.to_value().to_bytes()) },
            FieldEdit { tag: tag("signing_key"), replaces: vec![], value: Some(Value::Text(key).to_bytes()) },
        ];
        self.write(author, Channel::Team, vec![(device(target).record(), edits)])
    }
}

fn existence(kind: Kind, here: bool) -> FieldEdit {
    FieldEdit { tag: 0, replaces: vec![], value: Some(encode(&Existence { kind: kind.number(), here })) }
}

/// All fields of a record, written without knowledge of anything.
fn whole(record: impl Into<AnyRecord>) -> Vec<FieldEdit> {
    let record = record.into();
    let edits = record.changes_since(None).into_iter();
    let edits =
        edits.map(|change| FieldEdit { tag: change.tag, replaces: vec![], value: change.value.map(|v| v.to_bytes()) });
    std::iter::once(existence(record.kind(), true)).chain(edits).collect()
}

fn id(n: u8) -> RecordId {
    RecordId::from_bytes([n; 16])
}

fn visit(day: u32, hour: u32, centre: u8, minutes: i64) -> Visit {
    let start = chrono::NaiveDate::from_ymd_opt(2026, 1, 1).unwrap() + chrono::Days::new(u64::from(day));
    Visit {
        centre: Some(Ref::new(id(centre))),
        start: Some(LocalTime::in_france(start.and_hms_opt(hour, 0, 0).unwrap()).unwrap()),
        status: Some(VisitStatus::Done),
        minutes: Some(minutes),
        ..Visit::default()
    }
}

/// A founded team, a centre, and visits of device 2.
fn tape(visits: &[(u8, u32, u8)]) -> Tape {
    let mut pen = Pen::default();
    let mut tape = Tape::default();
    let mut frame = |entries: Vec<Entry>| tape.frames.push(Arc::new(entries));
    frame(vec![Entry::Team(team()), pen.admit(0, 1, DeviceRole::Steward)]);
    frame(vec![pen.admit(1, 2, DeviceRole::Field)]);
    let centre = Centre { name: Some("Céret".into()), ..Centre::default() };
    frame(vec![pen.write(1, Channel::Common, vec![(id(200), whole(centre))])]);
    let channel = Channel::Visits(device(2));
    for (n, day, centre) in visits {
        let edits = whole(visit(*day, 9 + u32::from(n % 8), *centre, 20));
        frame(vec![pen.write(2, channel, vec![(id(*n), edits)])]);
    }
    tape
}

fn fresh() -> (Views, Arc<MemoryKv>) {
    let kv = Arc::new(MemoryKv::new());
    (Views::open(Arc::clone(&kv) as Arc<dyn Kv>).unwrap(), kv)
}

fn dump(kv: &MemoryKv) -> Vec<(u8, Vec<u8>, Vec<u8>)> {
    (0..=20)
        .flat_map(|table| {
            let rows = kv.scan(table, &[], &[], Order::Ascending, usize::MAX).unwrap();
            rows.into_iter().map(move |(key, value)| (table, key, value))
        })
        .collect()
}

fn everything(views: &Views, limit: usize) -> Vec<RecordId> {
    let scan = VisitScan { centre: None, from: None, to: None, keep: &|_| true, cancelled: &|| false };
    let mut out = Vec::new();
    let mut edge = Edge::Newest;
    loop {
        let page = views.visits(&scan, edge, limit).unwrap();
        out.extend(page.rows.iter().map(|row| row.id));
        match page.rows.last() {
            Some(last) if page.more => edge = Edge::Below(last.cursor()),
            _ => return out,
        }
    }
}

#[test]
fn records_are_read_back_typed() {
    let tape = tape(&[(1, 0, 200)]);
    let (mut views, _) = fresh();
    tape.play(&mut views, 0, tape.frames.len());
    let centre = views.record(Kind::Centre.number(), &id(200)).unwrap().unwrap().typed().unwrap();
    assert_eq!(Centre::of(&centre).unwrap().name.as_deref(), Some("Céret"));
    assert_eq!(views.visit_row(&id(1)).unwrap().unwrap().visit.minutes, Some(20));
    assert_eq!(views.count(Kind::Visit), 1);
    assert!(views.roster().unwrap().is_steward(&device(1)));
}

#[test]
fn windows_walk_down_and_up_the_same_list() {
    let visits: Vec<(u8, u32, u8)> = (1..=120).map(|n| (n, u32::from(n) * 3 % 90, 200 + n % 3)).collect();
    let tape = tape(&visits);
    let (mut views, _) = fresh();
    tape.play(&mut views, 0, tape.frames.len());
    let all = everything(&views, 1000);
    assert_eq!(all.len(), 120);
    assert_eq!(everything(&views, 7), all);
    let scan = VisitScan { centre: Some(id(201)), from: None, to: None, keep: &|_| true, cancelled: &|| false };
    let newest = views.visits(&scan, Edge::Newest, 10).unwrap();
    let oldest = views.visits(&scan, Edge::Oldest, 30).unwrap();
    assert_eq!(oldest.rows.len(), 30);
    assert!(newest.rows.iter().all(|row| row.visit.centre == Some(Ref::new(id(201)))));
    let last = oldest.rows.first().unwrap().cursor();
    let above = views.visits(&scan, Edge::Above(last), 5).unwrap();
    let below = views.visits(&scan, Edge::Below(above.rows.last().unwrap().cursor()), 1).unwrap();
    assert_eq!(below.rows[0].cursor(), last);
}

#[test]
fn tallies_follow_a_visit_that_moves() {
    let mut tape = tape(&[(1, 0, 200)]);
    let mut pen = Pen::default();
    let feed = FeedId { device: device(2), incarnation: 1, channel: Channel::Visits(device(2)) };
    let (mut views, kv) = fresh();
    tape.play(&mut views, 0, tape.frames.len());
    pen.tips.insert(feed, views.feed(&feed).unwrap().tips[0]);
    let stored = views.visit(&id(1)).unwrap().unwrap();
    let tag = Kind::Visit.field("start").unwrap().tag;
    let start = visit(40, 9, 200, 0).start.map(|start| start.to_value().to_bytes());
    let edits = vec![stored.state.existence_edit(stored.state.existence().unwrap()), stored.state.edit(tag, start)];
    tape.frames.push(Arc::new(vec![pen.write(2, feed.channel, vec![(id(1), edits)])]));
    let n = tape.frames.len();
    tape.play(&mut views, n - 1, n);
    let cells: Vec<_> = views.tally().iter().collect();
    assert_eq!(cells.len(), 1);
    assert_eq!(cells[0].0.month, Month::of(chrono::NaiveDate::from_ymd_opt(2026, 2, 10).unwrap()));
    assert_eq!(cells[0].1.minutes, 20);
    assert_eq!(Views::open(kv as Arc<dyn Kv>).unwrap().tally(), views.tally());
}

#[test]
fn edits_of_an_unknown_device_are_held_and_let_in_once_it_is_admitted() {
    let mut tape = tape(&[(1, 0, 200)]);
    let admission = tape.frames.remove(1);
    tape.frames.push(admission);
    let (mut views, _) = fresh();
    let n = tape.frames.len();
    let changes = tape.play(&mut views, 0, n - 1);
    assert_eq!((changes.held_ops, views.count(Kind::Visit)), (1, 0));
    let changes = tape.play(&mut views, n - 1, n);
    assert_eq!(views.count(Kind::Visit), 1);
    assert!(changes.visits.contains(&id(1)));
}

#[test]
fn a_visit_in_the_common_channel_changes_nothing() {
    let mut tape = tape(&[]);
    let entry = Pen::default().write(2, Channel::Common, vec![(id(1), whole(visit(0, 9, 200, 5)))]);
    tape.frames.push(Arc::new(vec![entry]));
    let (mut views, _) = fresh();
    tape.play(&mut views, 0, tape.frames.len());
    assert_eq!(views.count(Kind::Visit), 0);
}

#[test]
fn views_left_in_the_middle_of_a_write_do_not_open() {
    let (views, kv) = fresh();
    drop(views);
    pages::Pages::new(kv.as_ref()).mark().unwrap();
    assert!(matches!(Views::open(kv as Arc<dyn Kv>), Err(ViewError::Disagree(_))));
}

#[test]
fn a_feed_gives_its_ops_back_in_order() {
    let visits: Vec<(u8, u32, u8)> = (1..=150).map(|n| (n, u32::from(n), 200)).collect();
    let tape = tape(&visits);
    let (mut views, _) = fresh();
    tape.play(&mut views, 0, tape.frames.len());
    let feed = FeedId { device: device(2), incarnation: 1, channel: Channel::Visits(device(2)) };
    let tip = views.feed(&feed).unwrap().tips[0];
    let mut at = Tip::START;
    let mut records = Vec::new();
    while at != tip {
        let segment = views.segment(&feed, at, tip, 40, &tape).unwrap();
        at = *segment.tips().unwrap().last().unwrap();
        records.extend(segment.ops.iter().map(|op| op.record));
    }
    assert_eq!(records, (1..=150).map(id).collect::<Vec<_>>());
    assert_eq!(views.tip_at(&feed, tip.seq, crate::log::OpId::of_hash(&tip.hash)).unwrap(), Some(tip));
}

/// Visits of device 2, one a frame, in the order in which `order` takes the frames.
fn out_of_order(n: u8, order: &[usize]) -> Tape {
    let visits: Vec<(u8, u32, u8)> = (1..=n).map(|n| (n, u32::from(n), 200)).collect();
    let mut tape = tape(&visits);
    let frames = tape.frames.split_off(3);
    tape.frames.extend(order.iter().map(|at| Arc::clone(&frames[*at])));
    tape
}

fn solid(views: &Views) -> Vec<u64> {
    let feed = FeedId { device: device(2), incarnation: 1, channel: Channel::Visits(device(2)) };
    views.feed(&feed).map(|feed| feed.solid().iter().map(|tip| tip.seq).collect()).unwrap_or_default()
}

#[test]
fn what_is_whole_ends_before_the_first_hole() {
    let (mut views, _) = fresh();
    let tape = out_of_order(6, &[0, 1, 3, 5, 4, 2]);
    let mut seen = Vec::new();
    for at in 0..tape.frames.len() {
        tape.play(&mut views, at, at + 1);
        seen.push(solid(&views));
    }
    let one = |n: u64| vec![n];
    assert_eq!(seen[3..], [one(1), one(2), one(2), one(2), one(2), one(6)]);
    let feed = views.feeds().iter().find(|feed| feed.id.device == device(2)).unwrap();
    assert_eq!(feed.tips.len(), 1);
    assert_eq!(views.count(Kind::Visit), 6);
}

#[test]
fn a_hole_wider_than_a_page_of_links_hides_nothing_after_it() {
    let order: Vec<usize> = std::iter::once(0).chain(150..160).collect();
    let mut tape = out_of_order(160, &order);
    let admission = tape.frames.remove(1);
    tape.frames.push(admission);
    let (mut views, _) = fresh();
    tape.play(&mut views, 0, tape.frames.len());
    assert_eq!(solid(&views), [1]);
    assert_eq!(views.count(Kind::Visit), 11, "let in once their author is known");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]
    #[test]
    fn frames_in_any_order_give_the_same_feed(order in Just((0..12_usize).collect::<Vec<_>>()).prop_shuffle()) {
        let (mut views, _) = fresh();
        let tape = out_of_order(12, &order);
        for at in 0..tape.frames.len() {
            tape.play(&mut views, at, at + 1);
            let played = &order[..at.saturating_sub(2).min(12)];
            let whole = (0..12).take_while(|n| played.contains(n)).count() as u64;
            prop_assert_eq!(solid(&views), if whole == 0 { vec![] } else { vec![whole] });
        }
        prop_assert_eq!(views.count(Kind::Visit), 12);
        prop_assert!(views.feeds().iter().all(|feed| feed.tips.len() == 1));
    }

    #[test]
    fn rebuilt_views_equal_live_ones_key_for_key(
        visits in prop::collection::vec((0_u8..40, 0_u32..60, 200_u8..203), 0..60),
        splits in prop::collection::vec(any::<prop::sample::Index>(), 0..6),
    ) {
        let tape = tape(&visits);
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
        let reopened = Views::open(live_kv as Arc<dyn Kv>).unwrap();
        prop_assert_eq!(reopened.feeds(), rebuilt.feeds());
        prop_assert!(reopened.records().is_ok());
    }
}
