//! Erasing for good, over real stores: what is erased is nowhere any more, on every laptop that it reaches.

use super::*;
use crate::model::Note;

const MARK: &str = "tourne-dos";
const REASON: &str = "demande du 12";

fn go() -> impl FnMut(crate::sync::Progress) -> ControlFlow<()> {
    |_| ControlFlow::Continue(())
}

impl Laptop {
    /// A visit with a note of its own, and a note about it, both with the mark in them.
    fn marked_visit(&mut self, centre: RecordId) -> (RecordId, RecordId) {
        let visit = self.visit(centre, "2026-11-20T10:15");
        let tag = Kind::Visit.field("note").unwrap().tag;
        let value = Some(crate::model::Value::Text(format!("{MARK} 1")));
        self.workspace.commit(Edit::new("x").set(visit, Kind::Visit, vec![(tag, value)])).unwrap();
        let note = self.workspace.new_id().unwrap();
        let record = Note {
            about: Some(crate::model::AnyRef(visit)),
            date: Some(self.workspace.today()),
            text: Some(LongText(format!("{MARK} 2"))),
        };
        self.workspace.commit(Edit::new("x").create(note, record)).unwrap();
        (visit, note)
    }

    /// How often the mark stands in what the journal and the views hold.
    fn marks(&self) -> usize {
        use crate::store::kv::Order;
        let found = |bytes: &[u8]| bytes.windows(MARK.len()).filter(|part| *part == MARK.as_bytes()).count();
        let journal = self.workspace.store.journal().iter_from(None).map(|frame| found(&frame.unwrap().1));
        let kv = self.workspace.store.views().kv();
        let rows = (0..=u8::MAX).flat_map(|table| kv.scan(table, &[], &[], Order::Ascending, usize::MAX).unwrap());
        journal.sum::<usize>() + rows.map(|(_, value)| found(&value)).sum::<usize>()
    }

    /// One file for each number: no earlier generation is left beside it.
    fn journal_files(&self) -> Vec<String> {
        let names = std::fs::read_dir(self.folder.path().join("journal")).unwrap();
        let mut names: Vec<String> = names.map(|one| one.unwrap().file_name().into_string().unwrap()).collect();
        names.retain(|name| name != "index");
        names.sort();
        names
    }

    fn erase(&mut self, what: &ToErase) -> Erased {
        let what = self.workspace.erasable(what).unwrap();
        self.workspace.erase(&what, Some(REASON), &mut go()).unwrap()
    }

    /// Findings of `check`: chains, signatures, and views against a replay.
    fn findings(&self) -> Vec<Finding> {
        self.workspace.check(|_, _| {}).unwrap().findings
    }
}

fn two() -> (Laptop, Laptop, RecordId, DeviceId) {
    let mut siege = Laptop::founder();
    let mut marie = Laptop::waiting("Exemple Un", "EXA", 2);
    let centre = siege.centre();
    let marie_id = siege.admits(&marie);
    siege.hands_to(&Audience::Devices(vec![marie_id]), &mut marie);
    (siege, marie, centre, marie_id)
}

#[test]
fn an_erased_visit_leaves_no_byte_of_it_on_either_laptop() {
    let (mut siege, mut marie, centre, marie_id) = two();
    let (visit, note) = marie.marked_visit(centre);
    let other = marie.visit(centre, "2026-11-21T10:15");
    marie.hands_to(&Audience::Stewards, &mut siege);
    assert!(siege.marks() >= 4 && marie.marks() >= 4);
    assert!(matches!(marie.workspace.erase(&Erasable::default(), None, &mut go()), Err(WorkspaceError::StewardsOnly)));
    siege.workspace.keep_local(&format!("draft/visit/{visit}"), Some(MARK.into())).unwrap();

    let done = siege.erase(&ToErase::Records(vec![visit]));
    assert!(done.purged);
    assert_eq!((siege.marks(), siege.visits()), (0, vec![other]));
    assert!(siege.workspace.desk().card(&note).is_none(), "a note about it goes with it");
    assert!(siege.journal_files().iter().all(|name| !name.starts_with("00000001.0.")), "{:?}", siege.journal_files());
    assert_eq!(siege.findings(), []);
    assert!(siege.workspace.local(&format!("draft/visit/{visit}")).unwrap().is_none());
    let history = siege.workspace.history(Kind::Visit, &visit).unwrap();
    assert_eq!(history.len(), 2);
    assert!(history.iter().all(|line| line.erased && line.changes.is_empty() && line.author == marie_id));
    let applied = |siege: &Laptop| {
        let known = siege.workspace.applied(&done.erasures[0]).unwrap();
        known.iter().find(|one| one.device == marie_id).unwrap().applied
    };
    assert!(!applied(&siege));

    siege.hands_to(&Audience::Devices(vec![marie_id]), &mut marie);
    assert_eq!((marie.marks(), marie.visits()), (0, vec![other]));
    assert_eq!(marie.findings(), []);
    marie.hands_to(&Audience::Stewards, &mut siege);
    assert!(applied(&siege), "its receipt covers the erasure");
    let (mut siege, marie) = (siege.reopened(), marie.reopened());
    assert_eq!((siege.marks(), marie.marks()), (0, 0));
    assert_eq!(siege.hands_to(&Audience::Devices(vec![marie_id]), &mut { marie }), 0);
}

#[test]
fn every_visit_of_a_pseudonym_goes_and_the_pseudonym_does_not_travel() {
    let (mut siege, mut marie, centre, marie_id) = two();
    let (first, _) = marie.marked_visit(centre);
    let second = marie.visit(centre, "2026-11-21T10:15");
    let deleted = marie.visit(centre, "2026-11-22T10:15");
    let tag = Kind::Visit.field("patient").unwrap().tag;
    for visit in [second, deleted] {
        let patient = Some(crate::model::Value::Text("EXA-0001".into()));
        marie.workspace.commit(Edit::new("x").set(visit, Kind::Visit, vec![(tag, patient)])).unwrap();
    }
    marie.workspace.commit(Edit::new("x").delete(deleted, Kind::Visit)).unwrap();
    let another = marie.visit(centre, "2026-11-19T10:15");
    marie.hands_to(&Audience::Stewards, &mut siege);
    let what = siege.workspace.erasable(&ToErase::Patient(" exa-0001".into())).unwrap();
    assert_eq!(what.visits, [first, second, deleted].into(), "deleted is only hidden");
    assert_eq!(what.notes.len(), 1);
    siege.workspace.erase(&what, None, &mut go()).unwrap();
    assert_eq!(siege.visits(), [another]);
    siege.hands_to(&Audience::Devices(vec![marie_id]), &mut marie);
    assert_eq!((marie.visits(), marie.marks()), (vec![another], 0));
    let pseudonym = b"EXA-0001";
    for laptop in [&siege, &marie] {
        for frame in laptop.workspace.store.journal().iter_from(None) {
            assert!(!frame.unwrap().1.windows(pseudonym.len()).any(|part| part == pseudonym));
        }
    }
}

#[test]
fn what_is_edited_elsewhere_meanwhile_is_erased_on_arrival_and_nothing_is_written_there_again() {
    let (mut siege, mut marie, centre, marie_id) = two();
    let (visit, _) = marie.marked_visit(centre);
    marie.hands_to(&Audience::Stewards, &mut siege);
    let tag = Kind::Visit.field("note").unwrap().tag;
    let note = |text: &str| Some(crate::model::Value::Text(format!("{MARK} {text}")));
    marie.workspace.commit(Edit::new("x").set(visit, Kind::Visit, vec![(tag, note("3"))])).unwrap();
    siege.erase(&ToErase::Records(vec![visit]));
    assert_eq!(marie.hands_to(&Audience::Stewards, &mut siege), 1);
    assert_eq!(siege.marks(), 0);
    assert_eq!(siege.workspace.history(Kind::Visit, &visit).unwrap().len(), 3);
    siege.hands_to(&Audience::Devices(vec![marie_id]), &mut marie);
    assert_eq!(marie.marks(), 0, "and undo has nothing of it");
    let edit = Edit::new("x").set(visit, Kind::Visit, vec![(tag, note("4"))]);
    assert!(matches!(marie.workspace.commit(edit), Err(WorkspaceError::Erased(id)) if id == visit));
    let again = siege.workspace.erasable(&ToErase::Records(vec![visit]));
    assert!(matches!(again, Err(WorkspaceError::Erased(_))));
    let undone = marie.workspace.undo().unwrap();
    assert!(marie.workspace.visit(&visit).unwrap().is_none(), "{undone:?}");
}

#[test]
fn a_note_that_comes_after_the_erasure_of_its_visit_is_named_and_erased_in_one_go() {
    let (mut siege, mut marie, centre, marie_id) = two();
    let visit = marie.visit(centre, "2026-11-20T10:15");
    marie.hands_to(&Audience::Stewards, &mut siege);
    let note = |marie: &mut Laptop| {
        let note = marie.workspace.new_id().unwrap();
        let about = Some(crate::model::AnyRef(visit));
        let (date, text) = (Some(marie.workspace.today()), Some(LongText(format!("{MARK} 2"))));
        let done = marie.workspace.commit(Edit::new("x").create(note, Note { about, date, text }));
        done.map(|_| note)
    };
    let notes = [note(&mut marie).unwrap(), note(&mut marie).unwrap()];
    let first = siege.erase(&ToErase::Records(vec![visit]));
    let left = |laptop: &Laptop| laptop.workspace.left_over().unwrap().remove(&visit).unwrap_or_default();
    assert!(left(&siege).is_empty());
    let told = |laptop: &mut Laptop, file: &Path| {
        let taken = laptop.workspace.import(file, false, &mut |_| true, &mut go()).unwrap();
        let lines = taken.report.lines.into_iter().filter(|line| line.what == What::LeftOver);
        lines.map(|line| line.record).collect::<BTreeSet<_>>()
    };
    let stick = tempfile::tempdir().unwrap();
    let to = Audience::Devices(vec![marie_id]);
    let bundle = siege.workspace.export(&to, stick.path(), false, &mut go()).unwrap().path;
    assert_eq!(told(&mut marie, &bundle), notes.into(), "the erasure came, and could not name them");
    let bundle = marie.workspace.export(&Audience::Stewards, stick.path(), false, &mut go()).unwrap().path;
    assert_eq!(told(&mut siege, &bundle), notes.into(), "they came, and the erasure could not name them");
    assert_eq!(left(&siege), notes.into());
    let later = note(&mut marie);
    assert!(matches!(later, Err(WorkspaceError::Erased(id)) if id == visit), "no more of them: {later:?}");

    let second = siege.erase(&ToErase::LeftOver);
    assert_ne!(first.erasures, second.erasures);
    siege.hands_to(&to, &mut marie);
    for laptop in [&siege, &marie] {
        assert_eq!((laptop.marks(), left(laptop), laptop.findings()), (0, BTreeSet::new(), vec![]));
    }
    assert!(siege.workspace.erasable(&ToErase::LeftOver).unwrap().is_empty());
}

#[test]
fn a_note_that_is_left_over_is_named_even_if_it_is_deleted_or_diverges_or_there_was_too_much_to_tell() {
    use crate::model::{AnyRef, Value};
    let (mut siege, mut marie, centre, _) = two();
    let visit = marie.visit(centre, "2026-11-20T10:15");
    let [first, other] = ["2026-11-21T10:15", "2026-11-22T10:15"].map(|start| marie.visit(centre, start));
    let notes: Vec<RecordId> = (0..2).map(|_| marie.workspace.new_id().unwrap()).collect();
    let [deleted, diverging] = notes[..] else { panic!("two notes") };
    let of = |about| Note { about: Some(AnyRef(about)), date: Some("2026-11-20".parse().unwrap()), text: None };
    let text = |note: Note| Note { text: Some(LongText(format!("{MARK} 2"))), ..note };
    marie.workspace.commit(Edit::new("x").create(diverging, text(of(first)))).unwrap();
    marie.hands_to(&Audience::Stewards, &mut siege);
    // One is written and deleted again, of the other each says that it is about something else.
    marie.workspace.commit(Edit::new("x").create(deleted, text(of(visit)))).unwrap();
    marie.workspace.commit(Edit::new("x").delete(deleted, Kind::Note)).unwrap();
    let about = Kind::Note.field("about").unwrap().tag;
    let says = |laptop: &mut Laptop, id: RecordId| {
        let changes = vec![(about, Some(Value::Ref(id)))];
        laptop.workspace.commit(Edit::new("x").set(diverging, Kind::Note, changes)).unwrap();
    };
    says(&mut marie, visit);
    says(&mut siege, other);
    siege.erase(&ToErase::Records(vec![visit]));
    let stick = tempfile::tempdir().unwrap();
    let bundle = marie.workspace.export(&Audience::Stewards, stick.path(), false, &mut go()).unwrap().path;
    let taken = siege.workspace.import(&bundle, false, &mut |_| true, &mut go()).unwrap();
    let named = |report: &Report| {
        let lines = report.lines.iter().filter(|line| line.what == What::LeftOver);
        lines.map(|line| line.record).collect::<BTreeSet<_>>()
    };
    let left = siege.workspace.left_over().unwrap().remove(&visit).unwrap();
    assert_eq!(left, [deleted, diverging].into());
    assert_eq!(named(&taken.report), left);

    let desk = siege.workspace.desk();
    let (views, today) = (siege.workspace.store.views(), siege.workspace.today());
    let changes = Changes { everything: true, ..Changes::default() };
    let seen = super::super::report::Seen { before: &desk, after: &desk, views, changes: &changes, today };
    let told = Report::of(&crate::sync::Summary::default(), &seen).unwrap();
    assert!(!told.detailed);
    assert_eq!(named(&told), left, "what did not count in detail names them all");
}

#[test]
fn only_visits_and_notes_are_erased_and_an_erasure_is_written_by_nothing_else() {
    let mut siege = Laptop::founder();
    let centre = siege.centre();
    let refused = siege.workspace.erasable(&ToErase::Records(vec![centre]));
    assert!(matches!(refused, Err(WorkspaceError::NotErasable(_))));
    let stranger = RecordId::fixture("visit", "none");
    let refused = siege.workspace.erasable(&ToErase::Records(vec![stranger]));
    assert!(matches!(refused, Err(WorkspaceError::NotFound(_))));
    let id = siege.workspace.new_id().unwrap();
    let by_hand = siege.workspace.commit(Edit::new("x").create(id, crate::model::Erasure::default()));
    assert!(matches!(by_hand, Err(WorkspaceError::OnlyByErasing)));
    let visit = siege.visit(centre, "2026-11-20T10:15");
    let done = siege.erase(&ToErase::Records(vec![visit]));
    let undo = siege.workspace.commit(Edit::new("x").delete(done.erasures[0], Kind::Erasure));
    assert!(matches!(undo, Err(WorkspaceError::OnlyByErasing)), "erased is erased");
}

#[test]
fn a_note_of_everyones_does_not_become_one_about_a_visit() {
    let mut siege = Laptop::founder();
    let centre = siege.centre();
    let visit = siege.visit(centre, "2026-11-20T10:15");
    let note = siege.workspace.new_id().unwrap();
    let about = |id| Some(crate::model::AnyRef(id));
    let text = Some(LongText("le parking".into()));
    let record = Note { about: about(centre), date: Some(siege.workspace.today()), text };
    siege.workspace.commit(Edit::new("x").create(note, record.clone())).unwrap();
    let moved = Note { about: about(visit), ..record.clone() };
    let refused = siege.workspace.commit(Edit::new("x").update(note, &record, moved));
    let Err(WorkspaceError::Refused(faults)) = refused else { panic!("it would travel to the whole team") };
    assert_eq!(faults[0].fault.code, "fault-note-channel");
    let other = Note { text: Some(LongText("le parking est plein".into())), ..record.clone() };
    siege.workspace.commit(Edit::new("x").update(note, &record, other)).unwrap();
}

#[test]
fn the_reason_does_not_name_the_patient_of_visits_that_were_deleted() {
    let mut siege = Laptop::founder();
    let centre = siege.centre();
    let visit = siege.visit(centre, "2026-11-20T10:15");
    siege.workspace.commit(Edit::new("x").delete(visit, Kind::Visit)).unwrap();
    let what = siege.workspace.erasable(&ToErase::Patient("SIE-0001".into())).unwrap();
    let refused = siege.workspace.erase(&what, Some("demande de sie-0001"), &mut go());
    assert!(matches!(refused, Err(WorkspaceError::Refused(_))), "{refused:?}");
}

#[test]
fn no_draft_is_kept_of_what_was_erased_or_names_it() {
    let (mut siege, mut marie, centre, _) = two();
    let (visit, note) = marie.marked_visit(centre);
    let other = marie.visit(centre, "2026-11-21T10:15");
    marie.hands_to(&Audience::Stewards, &mut siege);
    let keys = [format!("visit {visit}"), format!("note {note} edit"), format!("note {visit}"), "note".to_owned()];
    let text = format!(r#"{{"note.about":{{"text":"{MARK}","picked":"{visit}"}}}}"#);
    for key in &keys {
        siege.workspace.keep_draft(key, Some(&text)).unwrap();
    }
    siege.workspace.keep_draft(&format!("visit {other}"), Some("x")).unwrap();
    siege.erase(&ToErase::Records(vec![visit]));
    assert_eq!(siege.workspace.drafts().unwrap(), [(format!("visit {other}"), "x".to_owned())]);
    // A form that was open has not heard of it yet.
    for key in &keys {
        let kept = siege.workspace.keep_draft(key, Some(&text));
        assert!(matches!(kept, Err(WorkspaceError::Erased(_))), "{key}: {kept:?}");
        siege.workspace.keep_draft(key, None).unwrap();
    }
    assert_eq!(siege.marks(), 0);
}

#[test]
fn a_draft_that_a_power_cut_left_after_an_erasure_goes_at_the_next_start() {
    let mut siege = Laptop::founder();
    let centre = siege.centre();
    let visit = siege.visit(centre, "2026-11-20T10:15");
    let draft = format!("draft/visit/{visit}");
    siege.erase(&ToErase::Records(vec![visit]));
    // As it stood between the erasure, which is saved, and the steps after it; then as an earlier version left it, which
    // took for rid of an erasure what a form went on writing.
    for purged in [false, true] {
        siege.workspace.keep_local(&draft, Some(MARK.into())).unwrap();
        if !purged {
            siege.workspace.keep_local("purged", None).unwrap();
        }
        siege = siege.reopened();
        assert_eq!(siege.workspace.local(&draft).unwrap(), None, "{purged}");
        siege.workspace.close().unwrap();
    }
    assert_eq!((siege.marks(), siege.findings()), (0, vec![]));
}
