//! A store before and after: the same answers, whatever cut the work short.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use proptest::prelude::*;
use tempfile::TempDir;

use super::super::disk::DiskOp;
use super::super::disk::faults::{Faults, broken, flip};
use super::super::vault::{Contents, KdfCost};
use super::super::views::Views;
use super::super::{Disk, Opening, Order, Random, Reach, Store};
use super::*;
use crate::log::{Body, Channel, Existence, FeedId, FieldEdit, Op, Payload, Segment, TeamId, Tip};
use crate::model::{EXISTENCE, FieldValue, Kind, RecordId, Value};

const ALL: Reach = Reach { open: true, damaged: false };

struct Bench {
    folder: TempDir,
    faults: Arc<Faults>,
    disk: Disk,
}

impl Bench {
    fn new() -> (Self, Store) {
        let (faults, disk) = Faults::new();
        let bench = Self { folder: tempfile::tempdir().unwrap(), faults, disk };
        let contents = Contents::new("ESS", String::new(), &mut Random::seeded(1)).unwrap();
        let store = Store::create(bench.folder.path(), bench.opening(), contents, KdfCost::CHEAP).unwrap();
        (bench, store)
    }

    fn opening(&self) -> Opening {
        Opening { disk: self.disk.clone(), random: Random::seeded(2), ..Opening::new(None) }
    }

    fn open(&self) -> (Store, Vec<super::super::Notice>) {
        Store::open(self.folder.path(), self.opening()).unwrap()
    }
}

fn local(key: &str, value: Option<&str>) -> Entry {
    Entry::Local { key: key.to_owned(), value: value.map(|value| value.as_bytes().to_vec()) }
}

fn receipt(device: u8, number: u64) -> Entry {
    let device = DeviceId([device; 16]);
    Entry::Receipt(Receipt { device, incarnation: 1, number, time: 0, frontier: vec![], signature: vec![7; 64] })
}

/// An edit of the team's own first device, by the root: accepted whatever it says.
fn ops(store: &Store, n: u8) -> Entry {
    let root = store.public_key();
    let feed = FeedId { device: DeviceId::of_key(&root), incarnation: 1, channel: Channel::Common };
    let follows = store.views().feed(&feed).map_or(Tip::START, |feed| feed.tips[0]);
    let existence = Existence { kind: Kind::Member.number(), here: true };
    let name = Kind::Member.field("name").unwrap().tag;
    let edits = vec![
        FieldEdit { tag: EXISTENCE, replaces: vec![], value: Some(encode(&existence)) },
        FieldEdit { tag: name, replaces: vec![], value: Some(Value::Text(format!("Membre {n}")).to_bytes()) },
    ];
    let payload = Payload { salt: [n; 16], edits };
    let op = Op { time: n.into(), record: RecordId::from_bytes([n; 16]), body: Body::Payload(payload.to_bytes()) };
    Entry::Ops(Segment { feed, follows, ops: vec![op] })
}

/// A team whose only device is this one, so that its edits count.
fn found(store: &mut Store) {
    let root = store.signing_key();
    let key: String = store.public_key().iter().map(|byte| format!("{byte:02x}")).collect();
    let team = TeamId(root.verifying_key().to_bytes());
    let tag = |key| Kind::Device.field(key).unwrap().tag;
    let existence = Existence { kind: Kind::Device.number(), here: true };
    let edits = vec![
        FieldEdit { tag: EXISTENCE, replaces: vec![], value: Some(encode(&existence)) },
        FieldEdit {
            tag: tag("role"),
            replaces: vec![],
            value: Some(crate::model::DeviceRole::Steward.to_value().to_bytes()),
        },
        FieldEdit { tag: tag("signing_key"), replaces: vec![], value: Some(Value::Text(key).to_bytes()) },
    ];
    let payload = Payload { salt: [0; 16], edits };
    let record = store.device().record();
    let feed = FeedId { device: store.device(), incarnation: 1, channel: Channel::Team };
    let op = Op { time: 0, record, body: Body::Payload(payload.to_bytes()) };
    store.append(vec![Entry::Team(team), Entry::Ops(Segment { feed, follows: Tip::START, ops: vec![op] })]).unwrap();
}

fn keep(_: &Entry) -> Fate {
    Fate::Keep
}

/// What the store answers, without where it stands.
fn answers(views: &Views) -> impl PartialEq + std::fmt::Debug + use<> {
    let records = views.records().unwrap();
    let records: Vec<_> = records.iter().map(|record| (record.id, record.typed(), record.state.ops.len())).collect();
    let receipts: Vec<Receipt> = views.receipts().cloned().collect();
    (records, receipts, views.locals("").unwrap(), views.feeds().to_vec())
}

fn dump(views: &Views) -> Vec<(Vec<u8>, Vec<u8>)> {
    let all = |table| views.kv().scan(table, &[], &[], Order::Ascending, usize::MAX).unwrap();
    (0..=255).flat_map(all).collect()
}

/// The views are what a replay of the journal makes of it.
fn agrees(store: &Store) {
    assert_eq!(dump(store.views()), dump(&store.replay(&super::super::shelf::unstopped).unwrap()));
}

/// Locals, receipts and edits; some of them superseded.
fn fill(store: &mut Store, from: u8, to: u8) {
    for n in from..to {
        let draft = format!("draft {n}");
        let entries = match n % 4 {
            0 => vec![local("a", Some(&draft))],
            1 => vec![local("b", (n % 8 == 1).then_some(&draft)), ops(store, n)],
            2 => vec![Entry::Action { label: "done-saved".into() }, ops(store, n)],
            _ => vec![receipt(n % 3, n.into()), local(&draft, Some("once"))],
        };
        store.append(entries).unwrap();
    }
}

#[test]
fn what_is_superseded_goes_and_every_answer_stays() {
    let (bench, mut store) = Bench::new();
    found(&mut store);
    fill(&mut store, 1, 60);
    let before = answers(store.views());
    let frames = store.journal().verify(|_, _| {}).unwrap().entries;
    let compacted = store.compact(ALL, &keep, &|_| {}).unwrap();
    assert_eq!(compacted.files, 1);
    assert!(compacted.after * 2 < compacted.before, "{compacted:?}");
    assert_eq!(store.journal().verify(|_, _| {}).unwrap().entries + 13, frames, "frames of nothing else went");
    assert_eq!(answers(store.views()), before);
    agrees(&store);
    fill(&mut store, 60, 70);
    let after = answers(store.views());
    assert_ne!(after, before);
    drop(store);
    let (mut store, notices) = bench.open();
    assert!(notices.is_empty(), "{notices:?}");
    assert_eq!(answers(store.views()), after);
    agrees(&store);
    // nothing is left to do but for what came since
    store.compact(ALL, &keep, &|_| {}).unwrap();
    assert_eq!(store.compact(ALL, &keep, &|_| {}).unwrap().files, 0);
    assert_eq!(answers(store.views()), after);
}

#[test]
fn what_a_later_receipt_or_backup_replaces_is_counted() {
    let (_bench, mut store) = Bench::new();
    found(&mut store);
    let backup = |number| match receipt(1, number) {
        Entry::Receipt(receipt) => Entry::Backup(crate::log::BackupReceipt(receipt)),
        other => other,
    };
    store.append(vec![receipt(1, 5), backup(5)]).unwrap();
    assert_eq!(store.views().superseded(), 0);
    store.append(vec![receipt(1, 6)]).unwrap();
    let receipts = store.views().superseded();
    assert!(receipts > 64);
    store.append(vec![backup(4)]).unwrap();
    assert_eq!(store.views().superseded(), receipts, "an earlier one replaces nothing");
    store.append(vec![backup(6)]).unwrap();
    assert_eq!(store.views().superseded(), 2 * receipts);
}

#[test]
fn an_entry_is_written_otherwise_where_the_caller_says_so() {
    let (bench, mut store) = Bench::new();
    found(&mut store);
    fill(&mut store, 1, 10);
    let erased = RecordId::from_bytes([5; 16]);
    let erase = |entry: &Entry| hollowed(entry, &|_, record| *record == erased).map_or(Fate::Keep, Fate::Replace);
    let tips =
        |store: &Store| store.views().feeds().iter().map(|feed| (feed.id, feed.tips.clone())).collect::<Vec<_>>();
    let before = tips(&store);
    store.compact(ALL, &erase, &|_| {}).unwrap();
    assert_eq!(tips(&store), before, "the chain holds");
    assert!(store.views().record(Kind::Member.number(), &erased).unwrap().is_none());
    agrees(&store);
    drop(store);
    let name = b"Membre 5";
    for file in bench.disk.list(&bench.folder.path().join("journal")).unwrap() {
        let bytes = std::fs::read(bench.folder.path().join("journal").join(file)).unwrap();
        assert!(!bytes.windows(name.len()).any(|window| window == name));
    }
    assert!(bench.open().1.is_empty());
}

/// A disk operation fails, once or from then on, and the store is opened again.
#[test]
fn compaction_cut_short_at_any_operation_loses_and_doubles_nothing() {
    for killed in [false, true] {
        for failing in 0.. {
            let (bench, mut store) = Bench::new();
            found(&mut store);
            fill(&mut store, 1, 12);
            let before = answers(store.views());
            let fired = Arc::new(AtomicBool::new(false));
            let (mut left, fires) = (failing, fired.clone());
            bench.faults.when(move |op| {
                let counts = !matches!(op, DiskOp::Read { .. });
                left -= i32::from(counts);
                let fails = counts && if killed { left < 0 } else { left == -1 };
                fires.fetch_or(fails, Ordering::Relaxed);
                fails.then(broken)
            });
            let _ = store.compact(ALL, &keep, &|_| {});
            if !killed {
                assert_eq!(answers(store.views()), before, "{failing}");
                bench.faults.clear();
                fill(&mut store, 12, 14);
                agrees(&store);
            }
            let expected = if killed { before } else { answers(store.views()) };
            drop(store);
            bench.faults.clear();
            let (mut store, notices) = bench.open();
            let rebuilt = |notice: &super::super::Notice| matches!(notice, super::super::Notice::ViewsRebuilt { .. });
            assert!(notices.iter().all(rebuilt), "{failing} {killed}: {notices:?}");
            assert_eq!(answers(store.views()), expected, "{failing} {killed}");
            agrees(&store);
            store.compact(ALL, &keep, &|_| {}).unwrap();
            assert_eq!(answers(store.views()), expected, "{failing} {killed}");
            if !fired.load(Ordering::Relaxed) {
                assert!(failing > 20, "{failing}");
                break;
            }
        }
    }
}

#[test]
fn damage_met_on_the_way_is_rewritten_only_if_it_must_and_then_takes_a_new_incarnation() {
    let (bench, mut store) = Bench::new();
    found(&mut store);
    fill(&mut store, 1, 12);
    flip(&bench.folder.path().join("journal/00000001.0.journal"), 1500);
    let life = store.incarnation();
    assert_eq!(store.compact(ALL, &keep, &|_| {}).unwrap().files, 0, "left alone");
    assert_eq!(store.incarnation(), life);
    let forced = Reach { damaged: true, ..ALL };
    assert_eq!(store.compact(forced, &keep, &|_| {}).unwrap().files, 1);
    assert_ne!(store.incarnation(), life);
    agrees(&store);
    assert!(!store.journal().verify(|_, _| {}).unwrap().is_whole(), "what was lost is not forgotten");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    #[test]
    fn any_run_of_entries_gives_the_same_answers_compacted(
        runs in prop::collection::vec((1_u8..9, any::<bool>(), any::<bool>()), 1..6),
    ) {
        let (bench, mut store) = Bench::new();
        let (_other, mut plain) = Bench::new();
        found(&mut store);
        found(&mut plain);
        let mut next = 1;
        for (entries, open, reopened) in runs {
            fill(&mut store, next, next + entries);
            fill(&mut plain, next, next + entries);
            next += entries;
            store.compact(Reach { open, damaged: false }, &keep, &|_| {}).unwrap();
            if reopened {
                drop(store);
                store = bench.open().0;
            }
            prop_assert_eq!(answers(store.views()), answers(plain.views()));
            agrees(&store);
        }
    }
}
