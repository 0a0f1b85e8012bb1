//! Whatever arrives first, what is here in the end is the same: stewards that revoke each other, admissions that arrive
//! last, ends that arrive after what they cut off, changes of keys, the recovery card.

use std::collections::VecDeque;

use super::*;
use crate::log::{Cut, CutPoint, OpId, prove_succession};
use crate::model::{LongText, Note, RevokeReason};

/// What happened in a team, each op a segment of its own, and some of it only if its bit is set.
fn story(bits: u16) -> Vec<Entry> {
    let mut pen = Pen::default();
    let mut told = Vec::new();
    let mut tell = |entry: Entry| told.push(entry);
    let happens = |bit: u16| bits & (1 << bit) != 0;
    tell(pen.admit(0, 1, DeviceRole::Steward));
    tell(pen.admit(0, 4, DeviceRole::Steward));
    let admission = pen.admit(1, 2, DeviceRole::Field);
    tell(admission.clone());
    tell(pen.admit(4, 3, DeviceRole::Field));
    let (common, of_two) = (Channel::Common, Channel::Visits(device(2)));
    for n in 1..=4 {
        tell(pen.write(2, of_two, vec![(id(n), whole(visit(u32::from(n) * 9, 10, 200, 20)))]));
        tell(pen.write(2, common, vec![(id(100 + n), whole(named(&format!("deux {n}"))))]));
        tell(pen.write(3, common, vec![(id(101), whole(named(&format!("trois {n}"))))]));
    }
    tell(pen.write(1, common, vec![(id(200), whole(named("Céret")))]));
    tell(pen.write(1, of_two, vec![(id(2), whole(visit(40, 9, 200, 35)))]));
    // One id on two channels, by who may write on both and by who may not.
    let of_three = Channel::Visits(device(3));
    tell(pen.write(3, of_three, vec![(id(4), whole(visit(50, 8, 200, 55)))]));
    tell(pen.write(1, of_three, vec![(id(2), whole(visit(51, 8, 200, 65)))]));
    tell(pen.write(2, common, vec![(id(121), whole(said("à tous")))]));
    tell(pen.write(1, of_two, vec![(id(121), whole(said("à peu")))]));
    tell(pen.write(1, of_three, vec![(id(121), whole(said("à d’autres")))]));
    tell(pen.write(2, common, vec![(id(121), whole(said("à tous, encore")))]));
    if happens(0) {
        tell(pen.end(1, 2, vec![(2, common, u64::from(bits % 5)), (2, of_two, 2)]));
    }
    if happens(1) {
        tell(pen.end(4, 1, vec![(1, Channel::Team, u64::from(bits % 3)), (1, common, 1)]));
    }
    if happens(2) {
        tell(pen.end(1, 4, vec![(4, Channel::Team, 1)]));
    }
    if happens(3) {
        pen.hands_over(3, 5).into_iter().for_each(&mut tell);
        tell(pen.write(5, common, vec![(id(105), whole(named("cinq")))]));
        tell(pen.write(5, Channel::Visits(device(3)), vec![(id(9), whole(visit(3, 8, 200, 15)))]));
        tell(pen.write(3, common, vec![(id(106), whole(named("après")))]));
    }
    if happens(4) {
        pen.hands_over(3, 6).into_iter().for_each(&mut tell);
        tell(pen.write(6, common, vec![(id(107), whole(named("six")))]));
    }
    if happens(5) {
        // The recovery card.
        tell(pen.recovers(2, &admission));
        tell(pen.admit(2, 7, DeviceRole::Field));
        tell(pen.write(7, common, vec![(id(108), whole(named("sept")))]));
    }
    if happens(6) {
        tell(pen.end(0, 4, vec![]));
    }
    told
}

fn said(text: &str) -> Note {
    Note { text: Some(LongText(text.into())), ..Note::default() }
}

fn named(name: &str) -> Centre {
    Centre { name: Some(name.into()), ..Centre::default() }
}

impl Pen {
    fn field(key: &str, value: &Value) -> FieldEdit {
        let tag = Kind::Device.field(key).unwrap().tag;
        FieldEdit { tag, replaces: vec![], value: Some(value.to_bytes()) }
    }

    /// Revokes `target`, with the ends of some of its feeds.
    fn end(&mut self, author: u8, target: u8, ends: Vec<(u8, Channel, u64)>) -> Entry {
        let feed = |of, channel| FeedId { device: device(of), incarnation: 1, channel };
        let points =
            ends.into_iter().map(|(of, channel, seq)| CutPoint { feed: feed(of, channel), seq, op: OpId([0; 16]) });
        let edits = vec![
            existence(Kind::Device, true),
            Self::field("revoked", &Value::Text(Cut(points.collect()).to_text())),
            Self::field("revoked_reason", &Value::Text(RevokeReason::Lost.key().into())),
        ];
        self.write(author, Channel::Team, vec![(device(target).record(), edits)])
    }

    /// The root makes a steward of a device that another has admitted.
    fn recovers(&mut self, target: u8, admission: &Entry) -> Entry {
        let Entry::Ops(admission) = admission else { unreachable!() };
        let replaced = OpId::of_hash(&admission.tips().unwrap()[0].hash);
        let role = FieldEdit { replaces: vec![replaced], ..Self::field("role", &DeviceRole::Steward.to_value()) };
        let key: String = public(target).iter().map(|byte| format!("{byte:02x}")).collect();
        let edits = vec![existence(Kind::Device, true), role, Self::field("signing_key", &Value::Text(key))];
        self.write(0, Channel::Team, vec![(device(target).record(), edits)])
    }

    fn hands_over(&mut self, former: u8, heir: u8) -> [Entry; 2] {
        let Entry::Ops(mut start) = self.admit(former, heir, DeviceRole::Field) else { unreachable!() };
        let feed = start.feed;
        self.tips.insert(feed, start.follows);
        let Body::Payload(bytes) = &start.ops[0].body else { unreachable!() };
        let mut edits = Payload::from_bytes(bytes).unwrap().edits;
        let proof = prove_succession(&signing_key(&[heir; 32]), &team(), &device(former), "age1");
        edits.push(Self::field("sealing_key", &Value::Text("age1".into())));
        edits.push(Self::field("proof", &Value::Text(proof)));
        edits.push(Self::field("reads_visits_of", &Value::Refs(vec![device(former).record()])));
        let record = start.ops.remove(0).record;
        let start = self.write(former, Channel::Team, vec![(record, edits)]);
        let Entry::Ops(mut end) =
            self.end(former, former, vec![(former, Channel::Team, 9), (former, Channel::Common, 4)])
        else {
            unreachable!()
        };
        self.tips.insert(feed, end.follows);
        let Body::Payload(bytes) = &end.ops[0].body else { unreachable!() };
        let mut edits = Payload::from_bytes(bytes).unwrap().edits;
        edits.push(Self::field("successor", &Value::Ref(device(heir).record())));
        let record = end.ops.remove(0).record;
        [start, self.write(former, Channel::Team, vec![(record, edits)])]
    }
}

/// The same segments in another order: each feed keeps its own.
fn arriving(story: &[Entry], seed: u64) -> Vec<Entry> {
    let mut feeds: BTreeMap<FeedId, VecDeque<Entry>> = BTreeMap::new();
    for entry in story {
        if let Entry::Ops(segment) = entry {
            feeds.entry(segment.feed).or_default().push_back(entry.clone());
        }
    }
    let (mut out, mut random) = (Vec::new(), seed | 1);
    while !feeds.is_empty() {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let at = (random >> 33) as usize % feeds.len();
        let feed = *feeds.keys().nth(at).unwrap();
        let queue = feeds.get_mut(&feed).unwrap();
        out.extend(queue.pop_front());
        if queue.is_empty() {
            feeds.remove(&feed);
        }
    }
    out
}

/// Everything that the views say, without where it stands in the journal and in which order it came.
fn told_by(views: &Views) -> String {
    let record = |stored: &StoredRecord| {
        let mut ops: Vec<OpId> = stored.state.ops.iter().map(|op| op.id).collect();
        ops.sort_unstable();
        (!ops.is_empty())
            .then(|| format!("{:?} {:?} {:?} {:?}", stored.id, stored.channel, ops, stored.state.registers))
    };
    let mut lines: Vec<String> = views.records().unwrap().iter().filter_map(record).collect();
    let visits = everything(views, 1_000);
    lines.extend(visits.iter().filter_map(|id| record(&views.visit(id).unwrap().unwrap())));
    let mut diverging = views.diverging().unwrap();
    diverging.sort_unstable();
    lines.push(format!("{diverging:?}"));
    lines.sort_unstable();
    let mut feeds: Vec<String> =
        views.feeds().iter().map(|feed| format!("{:?} {:?}", feed.id, (&feed.tips, feed.limit))).collect();
    feeds.sort_unstable();
    lines.extend(feeds);
    let cells = views.tally().iter().filter(|(_, cell)| cell.visits != 0);
    lines.extend(cells.map(|(key, cell)| format!("{:?} {cell:?}", (key.month, key.centre))));
    lines.push(format!("{:?}", views.roster()));
    lines.join("\n")
}

fn played(entries: Vec<Entry>) -> (Views, Tape) {
    let mut tape = Tape::default();
    tape.frames.push(Arc::new(vec![Entry::Team(team())]));
    tape.frames.extend(entries.into_iter().map(|entry| Arc::new(vec![entry])));
    let (mut views, _) = fresh();
    tape.play(&mut views, 0, tape.frames.len());
    (views, tape)
}

#[test]
fn the_story_has_what_the_property_is_about() {
    let all: Vec<Views> = [0, 1, 0b1000, 0b11000, 0b100000].map(|bits| played(story(bits)).0).into();
    let visits = |views: &Views| everything(views, 100).len();
    assert_eq!(visits(&all[0]), 4);
    assert_eq!(
        visits(&all[1]),
        3,
        "what comes after the end is held, and what waited on another channel comes forward"
    );
    let note = |views: &Views| views.record(Kind::Note.number(), &id(121)).unwrap().unwrap();
    assert_eq!(
        (note(&all[0]).channel, note(&all[0]).state.ops.len()),
        (Channel::Common, 2),
        "what all may read counts"
    );
    assert!(matches!(note(&all[1]).channel, Channel::Visits(_)), "of that nothing counts any more");
    let roster = |at: usize| all[at].roster().unwrap();
    assert!(roster(2).get(&device(5)).is_some() && roster(3).get(&device(5)).is_none());
    assert!(roster(4).is_steward(&device(2)) && roster(4).get(&device(7)).is_some());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    #[test]
    fn views_do_not_depend_on_the_order_of_arrival(bits in 0_u16..128, seed in any::<u64>(), other in any::<u64>()) {
        let story = story(bits);
        let (first, _) = played(arriving(&story, seed));
        let (second, tape) = played(arriving(&story, other));
        prop_assert_eq!(told_by(&first), told_by(&second));
        // All at once, as an import brings it.
        let mut whole = Tape::default();
        whole.frames.push(Arc::new(vec![Entry::Team(team())]));
        whole.frames.push(Arc::new(arriving(&story, seed ^ other)));
        let (mut third, _) = fresh();
        whole.play(&mut third, 0, 2);
        prop_assert_eq!(told_by(&third), told_by(&second));
        drop(tape);
    }
}
