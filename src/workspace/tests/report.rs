//! What an import did, and a dry run that says the same and writes nothing.

use super::ledger::copy_folder;
use super::*;
use crate::model::pipeline::{stage_id, step_id};
use crate::model::{
    AnyRef, Decimal, Position, PositionState, Role, Stage, StageKey, StageState, Step, StepState, Tag, Value,
};

fn set(laptop: &mut Laptop, kind: Kind, id: RecordId, fields: &[(&str, Value)]) {
    let tag = |key: &str| kind.field(key).unwrap().tag;
    let changes: Vec<(Tag, Option<Value>)> =
        fields.iter().map(|(key, value)| (tag(key), Some(value.clone()))).collect();
    laptop.workspace.commit(Edit::new("done-saved").set(id, kind, changes)).unwrap();
}

/// Every file of a store with its bytes, but those of the views: sled tidies its files in its own time.
pub(super) fn bytes_of(folder: &Path) -> Vec<(std::path::PathBuf, Vec<u8>)> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap()) {
        match entry.file_type().unwrap().is_dir() {
            true if entry.file_name() == "views" => {}
            true => files.extend(bytes_of(&entry.path())),
            false => files.push((entry.path(), std::fs::read(entry.path()).unwrap())),
        }
    }
    files.sort();
    files
}

/// Everything that the views hold.
pub(super) fn views_of(laptop: &Laptop) -> Vec<crate::store::kv::Entries> {
    let kv = laptop.workspace.store.views().kv();
    (0..=u8::MAX).map(|table| kv.scan(table, &[], &[], crate::store::Order::Ascending, usize::MAX).unwrap()).collect()
}

fn go(_: crate::sync::Progress) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

impl Laptop {
    /// Takes a bundle in after a dry run, which said the same and left every byte where it was.
    #[track_caller]
    fn takes_as_told(&mut self, file: &Path) -> Imported {
        let stood = (bytes_of(self.folder.path()), views_of(self));
        let told = self.workspace.import(file, true, &mut |_| panic!("a dry run asks nothing"), &mut go).unwrap();
        assert!(stood == (bytes_of(self.folder.path()), views_of(self)), "a dry run wrote to the store");
        let done = self.workspace.import(file, false, &mut |_| true, &mut go).unwrap();
        assert_eq!(told.report, done.report);
        assert_eq!((told.conflicts, &told.summary, &told.joined), (done.conflicts, &done.summary, &done.joined));
        let words = crate::i18n::Words::new(crate::i18n::Lang::Fr);
        assert_eq!(told.report.told(&words, &told.desk), done.report.told(&words, &done.desk), "in the same words");
        done
    }

    fn sends(&mut self, audience: &Audience, other: &mut Self) -> Imported {
        let stick = tempfile::tempdir().unwrap();
        let done = self.workspace.export(audience, stick.path(), false, &mut go).unwrap();
        other.takes_as_told(&done.path)
    }
}

/// A head office and a coordinator who has joined, and a centre in preparation.
fn two() -> (Laptop, Laptop, RecordId) {
    let mut siege = Laptop::founder();
    let mut marie = Laptop::waiting("Exemple Un", "EXA", 2);
    let id = RecordId::fixture("centre", "essai");
    let centre = Centre {
        name: Some("Essai".into()),
        commune: "66049".parse().ok(),
        status: Some(CentreStatus::Preparing),
        target_opening: Some("2027-03".parse().unwrap()),
        ..Centre::default()
    };
    siege.workspace.commit(Edit::new("done-saved").create(id, centre)).unwrap();
    let admitted = siege.admits(&marie);
    let joined = siege.sends(&Audience::Devices(vec![admitted]), &mut marie);
    assert_eq!(joined.report.records.iter().map(|count| count.created).sum::<u64>(), 3, "{:?}", joined.report.records);
    (siege, marie, id)
}

fn only_line(done: &Imported) -> &ReportLine {
    let [line] = done.report.lines.as_slice() else { panic!("{:?}", done.report.lines) };
    line
}

#[test]
fn a_moved_opening_shows_its_former_value() {
    let (mut siege, mut marie, centre) = two();
    let date = |text: &str| Value::PartialDate(text.parse().unwrap());
    set(&mut marie, Kind::Centre, centre, &[("target_opening", date("2027-06"))]);
    let done = marie.sends(&Audience::Stewards, &mut siege);
    let line = only_line(&done);
    assert_eq!((line.what, line.record), (What::OpeningMoved, centre));
    assert_eq!((&line.was, &line.now), (&Some(date("2027-03")), &Some(date("2027-06"))));
    let words = crate::i18n::Words::new(crate::i18n::Lang::En);
    let said = line.told(&words, &siege.workspace.desk());
    assert_eq!(said, "Essai: “Target opening” goes from March 2027 to June 2027");
    assert_eq!(done.report.authors[0].kinds, [(Kind::Centre.number(), 1)]);
    let counted = KindCount { kind: Kind::Centre.number(), changed: 1, ..KindCount::default() };
    assert_eq!(done.report.records, [counted]);
}

#[test]
fn a_laptop_that_was_admitted_is_the_only_one_counted() {
    let (mut siege, mut marie, _) = two();
    let paul = Laptop::waiting("Exemple Deux", "EXB", 3);
    siege.admits(&paul);
    let done = siege.sends(&Audience::Team, &mut marie);
    let counted = KindCount { kind: Kind::Device.number(), created: 1, ..KindCount::default() };
    assert_eq!(done.report.records, [counted]);
}

#[test]
fn two_first_targets_are_one_divergence_and_one_choice() {
    let (mut siege, mut marie, _) = two();
    let centre = RecordId::fixture("centre", "sans date");
    let name = |name: &str| Centre { name: Some(name.into()), commune: "66049".parse().ok(), ..Centre::default() };
    siege.workspace.commit(Edit::new("done-saved").create(centre, name("Sans date"))).unwrap();
    siege.sends(&Audience::Team, &mut marie);
    let date = |text: &str| Value::PartialDate(text.parse().unwrap());
    set(&mut siege, Kind::Centre, centre, &[("target_opening", date("2027-03"))]);
    set(&mut marie, Kind::Centre, centre, &[("target_opening", date("2027-09"))]);
    let done = marie.sends(&Audience::Stewards, &mut siege);
    let tag = |key: &str| Kind::Centre.field(key).unwrap().tag;
    let told: Vec<_> =
        done.report.lines.iter().filter(|line| line.what == What::Diverges).map(|line| line.tag).collect();
    assert_eq!(told, [tag("target_opening")]);
    let all = siege.workspace.all_divergences().unwrap();
    assert_eq!(all.iter().map(|one| one.tag).collect::<Vec<_>>(), [tag("target_opening")]);
    siege.workspace.resolve(Kind::Centre, centre, tag("target_opening"), Some(date("2027-03"))).unwrap();
    assert_eq!(siege.workspace.all_divergences().unwrap(), []);
    let first = |laptop: &Laptop| laptop.workspace.desk().get::<Centre>(&centre).unwrap().first_target;
    assert_eq!(first(&siege), Some("2027-03".parse().unwrap()), "slips are counted from the one that was chosen");
    siege.workspace.undo().unwrap();
    assert_eq!(siege.workspace.all_divergences().unwrap().len(), 1);
    siege.workspace.redo().unwrap();
    siege.sends(&Audience::Team, &mut marie);
    assert_eq!(marie.workspace.all_divergences().unwrap(), []);
    assert_eq!(first(&marie), first(&siege));
}

#[test]
fn what_diverges_shows_what_stood_there() {
    let (mut siege, mut marie, centre) = two();
    let text = |text: &str| Value::Text(text.into());
    set(&mut siege, Kind::Centre, centre, &[("name", text("Essai nord"))]);
    set(&mut marie, Kind::Centre, centre, &[("name", text("Essai sud"))]);
    let done = marie.sends(&Audience::Stewards, &mut siege);
    let line = only_line(&done);
    assert_eq!((line.what, &line.was, done.conflicts), (What::Diverges, &Some(text("Essai nord")), 1));
    // What diverged already is no news.
    set(&mut marie, Kind::Centre, centre, &[("commune", Value::Commune("09122".parse().unwrap()))]);
    let done = marie.sends(&Audience::Stewards, &mut siege);
    assert_eq!((done.report.lines.len(), done.conflicts), (0, 1));
}

#[test]
fn centres_that_are_blocked_now_are_named() {
    let (mut siege, mut marie, centre) = two();
    let stage = Stage {
        subject: Some(AnyRef(centre)),
        stage: Some(StageKey::Locaux),
        state: Some(StageState::UnderWay),
        ..Stage::default()
    };
    let item = crate::model::reference::stages().iter().find(|outline| outline.key == StageKey::Locaux).unwrap();
    let gate = item.items.iter().find(|step| step.gate).unwrap();
    let step = Step {
        subject: Some(AnyRef(centre)),
        stage: Some(StageKey::Locaux),
        item: Some(gate.key.clone()),
        state: Some(StepState::Done),
        ..Step::default()
    };
    let (stage_id, step_id) = (stage_id(centre, StageKey::Locaux), step_id(centre, StageKey::Locaux, &gate.key));
    marie.workspace.load([(stage_id, stage.into()), (step_id, step.into())].into_iter(), &mut |_| {}).unwrap();
    assert!(marie.sends(&Audience::Stewards, &mut siege).report.lines.is_empty());
    let reason = Value::Text("Amiante".into());
    set(&mut marie, Kind::Stage, stage_id, &[("state", Value::Choice("blocked".into())), ("blocked_reason", reason)]);
    set(&mut marie, Kind::Step, step_id, &[("state", Value::Choice("open".into()))]);
    let done = marie.sends(&Audience::Stewards, &mut siege);
    let [blocked, open] = done.report.lines.as_slice() else { panic!("{:?}", done.report.lines) };
    assert_eq!((blocked.what, blocked.record, blocked.centre), (What::StageBlocked, stage_id, Some(centre)));
    assert_eq!((blocked.reason.as_deref(), &blocked.was), (Some("Amiante"), &Some(Value::Choice("under_way".into()))));
    assert_eq!((open.what, open.record, &open.was), (What::GateOpen, step_id, &Some(Value::Choice("done".into()))));
}

#[test]
fn new_and_closed_positions_are_named() {
    let (mut siege, mut marie, centre) = two();
    let id = marie.workspace.new_id().unwrap();
    let position = Position {
        centre: Some(Ref::new(centre)),
        role: Some(Role::Nurse),
        fte: Some(Decimal::from_thousandths(1_000)),
        state: Some(PositionState::Need),
        ..Position::default()
    };
    marie.workspace.load([(id, position.into())].into_iter(), &mut |_| {}).unwrap();
    let done = marie.sends(&Audience::Stewards, &mut siege);
    assert_eq!((only_line(&done).what, only_line(&done).record), (What::PositionNew, id));
    marie.workspace.commit(Edit::new("x").delete(id, Kind::Position)).unwrap();
    let done = marie.sends(&Audience::Stewards, &mut siege);
    assert_eq!((only_line(&done).what, done.report.records[0].deleted), (What::PositionClosed, 1));
}

#[test]
fn visits_are_counted_and_their_values_stay_out_of_reports() {
    let (mut siege, mut marie, centre) = two();
    let visit = marie.visit(centre, "2026-11-20T10:15");
    let done = marie.sends(&Audience::Stewards, &mut siege);
    let counted = KindCount { kind: Kind::Visit.number(), created: 1, ..KindCount::default() };
    assert_eq!((&done.report.records, done.report.lines.len()), (&vec![counted], 0));
    set(&mut siege, Kind::Visit, visit, &[("note", Value::Text("Mots du siège".into()))]);
    set(&mut marie, Kind::Visit, visit, &[("note", Value::Text("Mots de Marie".into()))]);
    let done = marie.sends(&Audience::Stewards, &mut siege);
    let line = only_line(&done);
    assert_eq!((line.what, line.record, &line.was, &line.now), (What::Diverges, visit, &None, &None));
    let kept = crate::log::encode(&siege.workspace.past_imports().unwrap());
    assert!(!kept.windows(4).any(|window| window == b"Mots"));
}

#[test]
fn a_dry_run_of_a_large_bundle_says_the_same() {
    let (mut siege, mut marie, centre) = two();
    let exchange = |n: u32| Exchange {
        kind: Some(ExchangeKind::Call),
        centre: Some(Ref::new(centre)),
        summary: Some(LongText(format!("Appel {n}"))),
        ..Exchange::default()
    };
    let all: Vec<_> = (0..2_500).map(|n| (RecordId::derived(&["call", &n.to_string()]), exchange(n).into())).collect();
    marie.workspace.load(all.into_iter(), &mut |_| {}).unwrap();
    let done = marie.sends(&Audience::Stewards, &mut siege);
    let counted = KindCount { kind: Kind::Exchange.number(), created: 2_500, ..KindCount::default() };
    assert_eq!(done.report.records, [counted]);
}

#[test]
fn held_edits_that_an_admission_lets_in_are_told_before_and_after() {
    let (mut siege, mut marie, centre) = two();
    marie.workspace.close().unwrap();
    let folder = tempfile::tempdir().unwrap();
    copy_folder(marie.folder.path(), folder.path());
    let mut paul = Laptop::waiting("Exemple Deux", "EXB", 3);
    let paul_id = siege.admits(&paul);
    siege.sends(&Audience::Team, &mut marie);
    siege.sends(&Audience::Devices(vec![paul_id]), &mut paul);
    marie.sends(&Audience::Stewards, &mut siege);
    let date = Value::PartialDate("2027-09".parse().unwrap());
    set(&mut paul, Kind::Centre, centre, &[("target_opening", date.clone())]);
    paul.sends(&Audience::Stewards, &mut siege);
    let stick = tempfile::tempdir().unwrap();
    let audience = Audience::Devices(vec![marie.workspace.me()]);
    let later = siege.workspace.export(&audience, stick.path(), false, &mut go).unwrap().path;
    let whole = siege.workspace.export(&audience, stick.path(), true, &mut go).unwrap().path;
    drop(marie);
    let (workspace, _) = Workspace::open(folder.path(), Opening::new(None), clock()).unwrap();
    let mut marie = Laptop { folder, workspace };
    let held = marie.takes_as_told(&later);
    assert_eq!((held.report.held, held.report.lines.len()), (1, 0));
    let done = marie.takes_as_told(&whole);
    assert_eq!((only_line(&done).what, &only_line(&done).now), (What::OpeningMoved, &Some(date)));
}

#[test]
fn a_revocation_is_told_before_and_after() {
    let (mut siege, mut marie, centre) = two();
    let mut paul = Laptop::waiting("Exemple Deux", "EXB", 3);
    let paul_id = siege.admits(&paul);
    siege.sends(&Audience::Devices(vec![paul_id]), &mut paul);
    siege.sends(&Audience::Team, &mut marie);
    // The head office revokes Paul before it hears of his edit, which Marie holds.
    set(&mut paul, Kind::Centre, centre, &[("name", Value::Text("Essai de Paul".into()))]);
    paul.sends(&Audience::Devices(vec![marie.workspace.me()]), &mut marie);
    siege.workspace.revoke(paul_id, crate::model::RevokeReason::Lost).unwrap();
    let done = siege.sends(&Audience::Team, &mut marie);
    let names: Vec<&KindCount> =
        done.report.records.iter().filter(|count| count.kind == Kind::Centre.number()).collect();
    assert_eq!(names[0].changed, 1, "the centre is what it was: {:?}", done.report.records);
    assert_eq!(marie.workspace.held_back()[0].why, crate::sync::HeldWhy::Revoked);
}

#[test]
fn ones_own_edits_that_come_back_are_told_before_and_after() {
    let (mut siege, mut marie, centre) = two();
    marie.workspace.close().unwrap();
    let folder = tempfile::tempdir().unwrap();
    copy_folder(marie.folder.path(), folder.path());
    let date = |text: &str| Value::PartialDate(text.parse().unwrap());
    set(&mut marie, Kind::Centre, centre, &[("target_opening", date("2027-06"))]);
    marie.sends(&Audience::Stewards, &mut siege);
    let audience = Audience::Devices(vec![marie.workspace.me()]);
    drop(marie);
    let (workspace, _) = Workspace::open(folder.path(), Opening::new(None), clock()).unwrap();
    let mut marie = Laptop { folder, workspace };
    let stick = tempfile::tempdir().unwrap();
    let whole = siege.workspace.export(&audience, stick.path(), true, &mut go).unwrap().path;
    let life = marie.workspace.store.incarnation();
    let done = marie.takes_as_told(&whole);
    assert!(done.own_came_back && marie.workspace.store.incarnation() != life);
    assert_eq!(only_line(&done).now, Some(date("2027-06")));
}

#[test]
fn what_people_wrote_about_people_stays_out_of_reports() {
    let (mut siege, mut marie, centre) = two();
    let id = RecordId::fixture("exchange", "essai");
    let exchange = Exchange {
        kind: Some(ExchangeKind::Call),
        date: Some(siege.workspace.today()),
        centre: Some(Ref::new(centre)),
        summary: Some(LongText("Premiers mots".into())),
        ..Exchange::default()
    };
    siege.workspace.load([(id, exchange.into())].into_iter(), &mut |_| {}).unwrap();
    siege.sends(&Audience::Team, &mut marie);
    set(&mut siege, Kind::Exchange, id, &[("summary", Value::Text("Mots du siège".into()))]);
    set(&mut marie, Kind::Exchange, id, &[("summary", Value::Text("Mots de Marie".into()))]);
    let done = marie.sends(&Audience::Stewards, &mut siege);
    assert_eq!((only_line(&done).record, &only_line(&done).was), (id, &None));
}

#[test]
fn the_last_reports_are_kept_and_read_later() {
    let (mut siege, mut marie, centre) = two();
    for n in 0..52 {
        set(&mut marie, Kind::Centre, centre, &[("name", Value::Text(format!("Essai {n}")))]);
        marie.hands_to(&Audience::Stewards, &mut siege);
    }
    let siege = siege.reopened();
    let kept = siege.workspace.past_imports().unwrap();
    assert_eq!(kept.len(), 50);
    let numbers: Vec<u64> = kept.iter().map(|past| past.number).collect();
    assert_eq!((numbers[0], numbers[49]), (52, 3), "newest first");
    assert_eq!((kept[0].sender, kept[0].report.detailed), (marie.workspace.me(), true));
}

#[test]
fn beyond_what_can_be_told_only_authors_are_counted() {
    use crate::sync::{SegmentReport, Summary, Verdict};
    let feed = crate::log::FeedId { device: DeviceId([1; 16]), incarnation: 1, channel: crate::log::Channel::Common };
    let verdict = Verdict::Joined { new: 200_001, known: 0, forked: false, held: None };
    let summary = Summary { segments: vec![SegmentReport { feed, first: 1, last: 200_001, verdict }] };
    let laptop = Laptop::founder();
    let desk = laptop.workspace.desk();
    let changes = Changes::default();
    let today = laptop.workspace.today();
    let views = laptop.workspace.store.views();
    let seen = super::super::report::Seen { before: &desk, after: &desk, views, changes: &changes, today };
    let told = Report::of(&summary, &seen).unwrap();
    assert_eq!(told, Report::of_summary(&summary));
    assert!(!told.detailed && told.authors[0].edits == 200_001);
    let words = crate::i18n::Words::new(crate::i18n::Lang::Fr);
    assert!(told.counts(&words, &|_| String::new())[0].contains("200\u{a0}000"));
}

#[test]
fn a_record_written_on_two_channels_is_named_and_is_the_same_everywhere() {
    let (mut siege, mut marie) = (Laptop::founder(), Laptop::waiting("Exemple Un", "EXA", 2));
    let centre = siege.centre();
    let me = siege.admits(&marie);
    let to_marie = Audience::Devices(vec![me]);
    siege.hands_to(&to_marie, &mut marie);
    let visit = marie.visit(centre, "2026-11-03T10:15");
    marie.hands_to(&Audience::Stewards, &mut siege);
    let note = RecordId::fixture("note", "foreseen");
    for (laptop, about, text) in [(&mut marie, centre, "le parking"), (&mut siege, visit, "revoir")] {
        let (date, text) = (Some(laptop.workspace.today()), Some(LongText(text.into())));
        let record = crate::model::Note { about: Some(AnyRef(about)), date, text };
        laptop.workspace.commit(Edit::new("done-saved").create(note, record)).unwrap();
    }
    let apart = |done: &Imported| {
        done.report.lines.iter().filter(|line| line.what == What::Apart).map(|line| line.record).collect::<Vec<_>>()
    };
    assert_eq!(apart(&marie.sends(&Audience::Stewards, &mut siege)), [note]);
    assert_eq!(apart(&siege.sends(&to_marie, &mut marie)), [note]);
    for laptop in [&siege, &marie] {
        let about = laptop.workspace.desk().get::<crate::model::Note>(&note).unwrap().about;
        assert_eq!(about, Some(AnyRef(centre)), "what all may read");
        assert!(laptop.workspace.check(|_, _| {}).unwrap().is_whole());
    }
}
