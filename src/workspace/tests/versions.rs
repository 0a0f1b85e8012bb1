//! Laptops of different versions: what an older program does not know is kept, relayed and given on untouched.

use super::backup::go_on;
use super::*;
use crate::log::{Body, Channel, Existence, FeedId, Op, Payload, Segment, Tip, encode};
use crate::model::{Tag, Value};
use crate::store::Entry;

/// A kind and a field of some later program.
const LATER_KIND: u16 = 900;
const LATER_TAG: Tag = 777;
/// A value of a type that this version cannot read.
const LATER_VALUE: &[u8] = &[250, 1, 2, 3];

impl Laptop {
    /// An op as a later program writes it.
    fn logs(&mut self, channel: Channel, kind: u16, record: RecordId, values: &[(Tag, &[u8])]) {
        let store = &self.workspace.store;
        let feed = FeedId { device: store.device(), incarnation: store.incarnation(), channel };
        let follows = store.views().feed(&feed).and_then(|feed| feed.tips.last().copied()).unwrap_or(Tip::START);
        let state = store.views().record(kind, &record).unwrap().map(|stored| stored.state).unwrap_or_default();
        let mut edits = vec![state.existence_edit(Existence { kind, here: true })];
        edits.extend(values.iter().map(|(tag, value)| state.edit(*tag, Some(value.to_vec()))));
        let payload = Payload { salt: [7; 16], edits }.to_bytes();
        let op = Op { time: self.workspace.now(), record, body: Body::Payload(payload) };
        let changes = self.workspace.store.append(vec![Entry::Ops(Segment { feed, follows, ops: vec![op] })]).unwrap();
        self.workspace.refresh(&changes).unwrap();
    }

    /// The live values of a field, as they are kept.
    fn raw(&self, kind: u16, record: RecordId, tag: Tag) -> Vec<Option<Vec<u8>>> {
        let stored = self.workspace.store.views().record(kind, &record).unwrap().unwrap();
        stored
            .state
            .registers
            .get(&tag)
            .map(|one| one.live.iter().map(|live| live.value.clone()).collect())
            .unwrap_or_default()
    }
}

/// A head office, the coordinator of a later version, and one of an older version who never meets the first.
fn three() -> (Laptop, Laptop, Laptop, RecordId) {
    let mut siege = Laptop::founder();
    let (mut marie, mut paul) = (Laptop::waiting("Exemple Un", "EXA", 2), Laptop::waiting("Exemple Deux", "EXB", 3));
    let centre = siege.centre();
    let (marie_id, paul_id) = (siege.admits(&marie), siege.admits(&paul));
    siege.hands_to(&Audience::Devices(vec![marie_id]), &mut marie);
    siege.hands_to(&Audience::Devices(vec![paul_id]), &mut paul);
    (siege, marie, paul, centre)
}

#[test]
fn unknown_kinds_and_fields_are_kept_relayed_and_outlive_edits_rebuilds_and_backups() {
    let (mut siege, mut marie, mut paul, centre) = three();
    let thing = RecordId::fixture("later", "thing");
    let kind = Kind::Centre.number();
    marie.logs(
        Channel::Common,
        LATER_KIND,
        thing,
        &[(1, &Value::Text("un objet".into()).to_bytes()), (2, LATER_VALUE)],
    );
    marie.logs(Channel::Common, kind, centre, &[(LATER_TAG, LATER_VALUE)]);
    // By way of the head office, whose program knows neither.
    marie.hands_to(&Audience::Stewards, &mut siege);
    let tag = Kind::Centre.field("premises").unwrap().tag;
    let edit = Edit::new("x").set(centre, Kind::Centre, vec![(tag, Some(Value::Text("Mairie".into())))]);
    siege.workspace.commit(edit).unwrap();
    siege.workspace.undo().unwrap().unwrap();
    siege.workspace.redo().unwrap().unwrap();
    siege.workspace.rebuild_views().unwrap();
    siege.hands_to(&Audience::Team, &mut paul);
    let stick = tempfile::tempdir().unwrap();
    let file = paul.workspace.backup(stick.path(), &mut go_on).unwrap().path;
    let (restored, _) = super::backup::restored(&file, 9);
    for laptop in [&marie, &siege, &paul, &restored] {
        assert_eq!(laptop.raw(LATER_KIND, thing, 2), [Some(LATER_VALUE.to_vec())]);
        assert_eq!(laptop.raw(kind, centre, LATER_TAG), [Some(LATER_VALUE.to_vec())]);
        assert_eq!(laptop.workspace.check(|_, _| {}).unwrap().findings, []);
    }
    // What is known beside it was edited, and its history shows the rest by number.
    let premises = paul.workspace.desk().get::<Centre>(&centre).unwrap().premises.clone();
    assert_eq!(premises.as_deref(), Some("Mairie"));
    let history = paul.workspace.history(Kind::Centre, &centre).unwrap();
    assert!(history.iter().any(|line| line.changes == [(LATER_TAG, None)]), "{history:?}");
    // The later program gets all of it back, and the other's edit with it.
    siege.hands_to(&Audience::Team, &mut marie);
    assert_eq!(marie.workspace.desk().get::<Centre>(&centre).unwrap().premises.as_deref(), Some("Mairie"));
    let chain = |laptop: &Laptop| {
        let me = marie.workspace.me();
        let feeds = laptop.workspace.store.views().feeds();
        feeds.iter().find(|feed| feed.id.device == me && feed.id.channel == Channel::Common).unwrap().tips.clone()
    };
    assert_eq!(chain(&paul), chain(&marie), "byte for byte: the chains end alike");
}

#[test]
fn two_unknown_values_diverge_and_are_kept_both() {
    let (mut siege, mut marie, mut paul, centre) = three();
    let kind = Kind::Centre.number();
    marie.logs(Channel::Common, kind, centre, &[(LATER_TAG, LATER_VALUE)]);
    paul.logs(Channel::Common, kind, centre, &[(LATER_TAG, &[251, 9])]);
    marie.hands_to(&Audience::Stewards, &mut siege);
    paul.hands_to(&Audience::Stewards, &mut siege);
    assert_eq!(siege.raw(kind, centre, LATER_TAG).len(), 2);
    let found = siege.workspace.all_divergences().unwrap();
    assert!(found.iter().all(|one| one.choices.iter().all(|choice| choice.value.is_none())), "{found:?}");
}

#[test]
fn a_payload_that_cannot_be_read_is_relayed_untouched() {
    let (mut siege, mut marie, mut paul, centre) = three();
    let store = &marie.workspace.store;
    let feed = FeedId { device: store.device(), incarnation: store.incarnation(), channel: Channel::Common };
    let bytes = [&[9; 16][..], &[255, 255, 1]].concat();
    let op = Op { time: 1, record: centre, body: Body::Payload(bytes.clone()) };
    marie.workspace.store.append(vec![Entry::Ops(Segment { feed, follows: Tip::START, ops: vec![op] })]).unwrap();
    marie.hands_to(&Audience::Stewards, &mut siege);
    siege.hands_to(&Audience::Team, &mut paul);
    let tip = paul.workspace.store.views().feed(&feed).unwrap().tips[0];
    let views = paul.workspace.store.views();
    let segment = views.segment(&feed, Tip::START, tip, 9, &paul.workspace.store).unwrap();
    assert_eq!(segment.ops[0].body, Body::Payload(bytes));
    assert_eq!(paul.workspace.check(|_, _| {}).unwrap().findings, []);
}

#[test]
fn a_bundle_says_which_program_made_it_and_a_later_one_is_named() {
    let (mut siege, mut marie, _, _) = three();
    let stick = tempfile::tempdir().unwrap();
    let done = marie.workspace.export(&Audience::Stewards, stick.path(), false, &mut go_on).unwrap();
    let taken = siege.workspace.import(&done.path, false, &mut |_| true, &mut go_on).unwrap();
    assert_eq!(taken.newer_program, None, "it is this one");
    let later = Imported { newer_program: Some("7.8.9".into()), ..taken };
    for lang in crate::i18n::Lang::ALL {
        let line = later.newer_program_line(&crate::i18n::Words::new(lang)).unwrap();
        assert!(line.contains("7.8.9") && line.contains(env!("CARGO_PKG_VERSION")), "{line}");
    }
}

#[test]
fn a_bundle_of_a_later_format_is_refused_with_the_version_to_get() {
    use crate::i18n::{Lang, Tell, Words};
    use crate::sync::{ImportError, Refused};
    let (mut siege, ..) = three();
    let file = siege.folder.path().join("later.maillage");
    for (line, program) in [("maillage bundle 2\n", None), ("maillage bundle 2 0.9.0\n", Some("0.9.0".to_owned()))] {
        std::fs::write(&file, line).unwrap();
        let error = siege.workspace.import(&file, false, &mut |_| true, &mut go_on).unwrap_err();
        let WorkspaceError::Import(ImportError::Refused(refused)) = &error else { panic!("{error}") };
        assert_eq!(*refused, Refused::TooNew { format: 2, program: program.clone() });
        for words in Lang::ALL.map(Words::new) {
            let next = error.told(&words).next.unwrap();
            assert!(next.contains(program.as_deref().unwrap_or(env!("CARGO_PKG_VERSION"))), "{next}");
        }
    }
    for line in ["maillage bundle 1 0.9.0\n", "maillage bundle 2 \n", "maillage bundle 2 a\n", "maillage bundle 02\n"] {
        std::fs::write(&file, line).unwrap();
        let error = siege.workspace.import(&file, false, &mut |_| true, &mut go_on).unwrap_err();
        assert!(matches!(error, WorkspaceError::Import(ImportError::Refused(Refused::NotABundle))), "{line}");
    }
}

#[test]
fn a_journal_of_a_later_program_is_not_taken_for_damage() {
    let mut laptop = Laptop::founder();
    laptop.centre();
    laptop.workspace.store.append_unknown(&[vec![1], encode(&200_u32), vec![1, 2, 3]].concat()).unwrap();
    let Laptop { folder, workspace } = laptop;
    drop(workspace);
    let opened = Workspace::open(folder.path(), Opening::new(None), clock());
    let Err(error) = opened.map(drop) else { panic!("it was opened") };
    assert!(matches!(error, WorkspaceError::Store(StoreError::Views(ViewError::LaterProgram))), "{error}");
    assert!(folder.path().join("views").is_dir(), "nothing was moved");
}
