//! Two records made one, over real stores.

use super::*;
use crate::model::pipeline::step_id;
use crate::model::{Note, StageKey, Step, StepState, Tag, Value};
use crate::workspace::{MergeError, ToErase};

fn tag(kind: Kind, key: &str) -> Tag {
    kind.field(key).unwrap().tag
}

impl Laptop {
    /// A second record of the centre that [`Laptop::centre`] makes, as another coordinator typed it.
    pub(super) fn twin(&mut self) -> RecordId {
        let id = self.workspace.new_id().unwrap();
        let centre = Centre {
            name: Some("Céret (bis)".into()),
            commune: Some("66049".parse().unwrap()),
            status: Some(CentreStatus::Preparing),
            premises: Some("Ancienne perception".into()),
            ..Centre::default()
        };
        self.workspace.commit(Edit::new("done-saved").create(id, centre)).unwrap();
        id
    }

    fn note(&mut self, about: RecordId) -> RecordId {
        let id = self.workspace.new_id().unwrap();
        let date = Some(self.workspace.today());
        let note = Note { about: Some(crate::model::AnyRef(about)), date, text: Some("Vu le maire".into()) };
        self.workspace.commit(Edit::new("done-saved").create(id, note)).unwrap();
        id
    }

    fn centres(&self) -> Vec<RecordId> {
        self.workspace.desk().all::<Centre>().map(|(id, _)| id).collect()
    }
}

#[test]
fn the_one_that_stays_is_filled_from_the_other_and_stands_for_it() {
    let mut laptop = Laptop::founder();
    let stays = laptop.centre();
    let twin = laptop.twin();
    let (visit, note) = (laptop.visit(twin, "2026-11-22T10:15"), laptop.note(twin));
    laptop.workspace.merge(&stays, &twin, &[]).unwrap();
    let desk = laptop.workspace.desk();
    assert_eq!(laptop.centres(), [stays]);
    let centre = desk.get::<Centre>(&twin).unwrap();
    assert_eq!(centre.premises.as_deref(), Some("Ancienne perception"), "filled");
    assert_eq!(centre.status, Some(CentreStatus::Open), "kept");
    assert_eq!(desk.about::<Note>(&stays).map(|(id, _)| id).collect::<Vec<_>>(), [note]);
    let filter = VisitFilter { centre: Some(stays), ..VisitFilter::default() };
    let rows = laptop.workspace.visits(&filter, Edge::Newest, 10).unwrap().rows;
    assert_eq!(rows.iter().map(|row| (row.id, row.visit.centre)).collect::<Vec<_>>(), [(visit, Some(Ref::new(stays)))]);
    assert_eq!(laptop.workspace.totals(&filter, &|| false).unwrap().visits, 1);
    let laptop = laptop.reopened();
    assert_eq!(laptop.centres(), [stays]);
    assert!(laptop.workspace.check(|_, _| ()).unwrap().is_whole());
}

#[test]
fn what_differs_is_chosen_field_by_field() {
    let mut laptop = Laptop::founder();
    let stays = laptop.centre();
    let twin = laptop.twin();
    let pair = laptop.workspace.pair(&stays, &twin).unwrap();
    let differing: Vec<Tag> = pair.fields.iter().filter(|field| field.differs()).map(|field| field.tag).collect();
    assert_eq!(differing, [tag(Kind::Centre, "name"), tag(Kind::Centre, "status")]);
    laptop.workspace.merge(&stays, &twin, &[tag(Kind::Centre, "name")]).unwrap();
    let desk = laptop.workspace.desk();
    let centre = desk.get::<Centre>(&stays).unwrap();
    assert_eq!((centre.name.as_deref(), centre.status), (Some("Céret (bis)"), Some(CentreStatus::Open)));
}

#[test]
fn a_merge_is_taken_back_whole() {
    let mut laptop = Laptop::founder();
    let stays = laptop.centre();
    let twin = laptop.twin();
    let before: Vec<_> =
        [stays, twin].iter().map(|id| laptop.workspace.desk().card(id).unwrap().record.clone()).collect();
    laptop.workspace.merge(&stays, &twin, &[tag(Kind::Centre, "name")]).unwrap();
    laptop.workspace.undo().unwrap().unwrap();
    let after: Vec<_> =
        [stays, twin].iter().map(|id| laptop.workspace.desk().card(id).unwrap().record.clone()).collect();
    assert_eq!(before, after);
    laptop.workspace.redo().unwrap().unwrap();
    assert_eq!(laptop.centres(), [stays]);
}

#[test]
fn both_histories_are_kept_and_a_merge_is_undone_by_anyone_later() {
    let mut laptop = Laptop::founder();
    let stays = laptop.centre();
    let twin = laptop.twin();
    laptop.workspace.merge(&stays, &twin, &[]).unwrap();
    let history = laptop.workspace.history(Kind::Centre, &stays).unwrap();
    let of = |id| history.iter().filter(|line| line.record == id).count();
    assert_eq!((of(stays), of(twin)), (2, 2));
    let mut laptop = laptop.reopened();
    laptop.workspace.unmerge(&twin).unwrap();
    assert_eq!(laptop.centres().len(), 2);
    let again = laptop.workspace.unmerge(&twin);
    assert!(matches!(again, Err(WorkspaceError::Merge(MergeError::NotMerged))));
}

#[test]
fn two_laptops_that_merge_the_other_way_round_end_alike() {
    let mut office = Laptop::founder();
    let mut field = Laptop::waiting("Marie", "EXA", 2);
    office.admits(&field);
    let one = office.centre();
    let two = office.twin();
    office.hands_to(&Audience::Team, &mut field);
    office.workspace.merge(&one, &two, &[]).unwrap();
    field.workspace.merge(&two, &one, &[]).unwrap();
    office.hands_to(&Audience::Team, &mut field);
    field.hands_to(&Audience::Stewards, &mut office);
    let smallest = one.min(two);
    assert_eq!(office.centres(), [smallest]);
    assert_eq!(field.centres(), [smallest]);
    office.workspace.unmerge(&one.max(two)).unwrap();
    assert_eq!(office.centres().len(), 2, "a circle is opened at both ends");
}

#[test]
fn a_note_that_comes_back_says_what_it_said_though_its_subject_gave_way() {
    for office_first in [true, false] {
        let mut office = Laptop::founder();
        let mut field = Laptop::waiting("Marie", "EXA", 2);
        office.admits(&field);
        let (stays, twin) = (office.centre(), office.twin());
        let note = office.note(twin);
        office.hands_to(&Audience::Team, &mut field);
        // One has heard of the merge, the other has not: both bring the note back as it was.
        office.workspace.merge(&stays, &twin, &[]).unwrap();
        for laptop in [&mut office, &mut field] {
            laptop.workspace.commit(Edit::new("done-deleted").delete(note, Kind::Note)).unwrap();
            laptop.workspace.commit(Edit::new("done-saved").set(note, Kind::Note, Vec::new())).unwrap();
        }
        if office_first {
            office.hands_to(&Audience::Team, &mut field);
            field.hands_to(&Audience::Stewards, &mut office);
        } else {
            field.hands_to(&Audience::Stewards, &mut office);
            office.hands_to(&Audience::Team, &mut field);
        }
        let shown = |laptop: &Laptop| laptop.workspace.desk().card(&note).cloned().unwrap();
        let card = shown(&office);
        assert_eq!(card.diverging, Vec::<Tag>::new());
        assert_eq!(card.record.get(tag(Kind::Note, "about")), Some(Value::Ref(stays)));
        assert_eq!((&card.record, &card.diverging), (&shown(&field).record, &shown(&field).diverging));
    }
}

#[test]
fn a_visit_logged_twice_is_counted_once() {
    let mut laptop = Laptop::founder();
    let centre = laptop.centre();
    let (one, two) = (laptop.visit(centre, "2026-11-22T10:15"), laptop.visit(centre, "2026-11-22T10:20"));
    laptop.workspace.merge(&one, &two, &[]).unwrap();
    assert_eq!(laptop.visits(), [one]);
    assert_eq!(laptop.workspace.totals(&VisitFilter::default(), &|| false).unwrap().visits, 1);
    assert_eq!(laptop.workspace.visit(&two).unwrap().unwrap().id, one);
    laptop.workspace.commit(Edit::new("done-deleted").delete(one, Kind::Visit)).unwrap();
    assert_eq!(laptop.visits(), [], "the one that gave way goes with it");
    laptop.workspace.undo().unwrap().unwrap();
    assert_eq!(laptop.visits(), [one]);
}

#[test]
fn an_edit_of_the_one_that_gave_way_is_of_the_one_that_stays() {
    let mut laptop = Laptop::founder();
    let stays = laptop.centre();
    let twin = laptop.twin();
    laptop.workspace.merge(&stays, &twin, &[]).unwrap();
    let url = tag(Kind::Centre, "url");
    let value = Some(Value::Text("https://masante.laregion.fr".into()));
    laptop.workspace.commit(Edit::new("done-changed").set(twin, Kind::Centre, vec![(url, value)])).unwrap();
    assert!(laptop.workspace.desk().get::<Centre>(&stays).unwrap().url.is_some());
    laptop.workspace.unmerge(&twin).unwrap();
    assert!(laptop.workspace.desk().get::<Centre>(&twin).unwrap().url.is_none());
}

#[test]
fn a_checklist_comes_along_and_one_that_arrives_later_shows() {
    let mut laptop = Laptop::founder();
    let stays = laptop.centre();
    let twin = laptop.twin();
    let item = |n: usize| crate::model::reference::stage(StageKey::Locaux).unwrap().items[n].key.clone();
    let done = |laptop: &mut Laptop, item: &str| {
        let step = Step {
            subject: Some(crate::model::AnyRef(twin)),
            stage: Some(StageKey::Locaux),
            item: Some(item.into()),
            state: Some(StepState::Done),
            ..Step::default()
        };
        let id = step_id(twin, StageKey::Locaux, item);
        laptop.workspace.commit(Edit::new("done-step").create(id, step)).unwrap();
    };
    done(&mut laptop, &item(0));
    laptop.workspace.merge(&stays, &twin, &[]).unwrap();
    let own = step_id(stays, StageKey::Locaux, &item(0));
    assert_eq!(laptop.workspace.desk().get::<Step>(&own).unwrap().state, Some(StepState::Done));
    done(&mut laptop, &item(1));
    let pipeline = laptop.workspace.desk().pipeline(&stays, laptop.workspace.today()).unwrap();
    let stage = pipeline.stage(StageKey::Locaux).unwrap();
    let states: Vec<StepState> = stage.steps.iter().take(3).map(|step| step.state).collect();
    assert_eq!(states, [StepState::Done, StepState::Done, StepState::Open]);
    assert_eq!(stage.steps.len(), crate::model::reference::stage(StageKey::Locaux).unwrap().items.len());
}

#[test]
fn what_cannot_be_merged_is_refused() {
    let mut laptop = Laptop::founder();
    let centre = laptop.centre();
    let member = RecordId::fixture("member", "x");
    let me = laptop.workspace.me().record();
    let refused = |laptop: &Laptop, one: RecordId, two: RecordId| match laptop.workspace.pair(&one, &two) {
        Err(WorkspaceError::Merge(error)) => error,
        other => panic!("{other:?}"),
    };
    assert_eq!(refused(&laptop, centre, member), MergeError::Kinds);
    assert_eq!(refused(&laptop, centre, centre), MergeError::Itself);
    assert_eq!(refused(&laptop, me, me), MergeError::Never(Kind::Device));
    let mut field = Laptop::waiting("Marie", "EXA", 2);
    laptop.admits(&field);
    laptop.hands_to(&Audience::Team, &mut field);
    let theirs = field.visit(centre, "2026-11-22T10:15");
    field.hands_to(&Audience::Stewards, &mut laptop);
    let mine = laptop.visit(centre, "2026-11-22T10:15");
    assert_eq!(refused(&laptop, mine, theirs), MergeError::Channels);
}

#[test]
fn erasing_one_of_merged_visits_takes_both() {
    let mut laptop = Laptop::founder();
    let centre = laptop.centre();
    let (one, two) = (laptop.visit(centre, "2026-11-22T10:15"), laptop.visit(centre, "2026-11-22T10:20"));
    laptop.workspace.merge(&one, &two, &[]).unwrap();
    for id in [one, two] {
        let found = laptop.workspace.erasable(&ToErase::Records(vec![id])).unwrap();
        assert_eq!(found.visits, BTreeSet::from([one, two]));
    }
    let found = laptop.workspace.erasable(&ToErase::Records(vec![one])).unwrap();
    laptop.workspace.erase(&found, None, &mut |_| ControlFlow::Continue(())).unwrap();
    assert_eq!(laptop.visits(), [], "nothing that gave way comes back");
}
