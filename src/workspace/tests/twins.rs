//! Records that look like one thing.

use super::*;
use crate::model::Contact;
use crate::workspace::Twins;

impl Laptop {
    fn twins(&self) -> Vec<Twins> {
        let whole = self.workspace.twins(&|| false).unwrap();
        assert_eq!(self.in_slices(1), whole, "a visit at a time");
        assert_eq!(self.in_slices(3), whole);
        whole
    }

    fn in_slices(&self, enough: usize) -> Vec<Twins> {
        let (mut all, mut next) = (Vec::new(), None);
        loop {
            let slice = self.workspace.twins_slice(next, enough, &|| false).unwrap();
            assert!(slice.read <= enough, "{slice:?}");
            all.extend(slice.twins);
            match slice.next {
                Some(mark) => next = Some(mark),
                None => return all,
            }
        }
    }

    fn like(&mut self, visit: RecordId, change: impl Fn(&mut Visit)) -> (RecordId, Committed) {
        let mut other = self.workspace.visit(&visit).unwrap().unwrap().visit;
        change(&mut other);
        let id = self.workspace.new_id().unwrap();
        let done = self.workspace.commit(Edit::new("done-saved").create(id, other)).unwrap();
        (id, done)
    }
}

fn at(start: &str) -> Option<LocalTime> {
    Some(start.parse().unwrap())
}

fn warned(done: &Committed, code: &str) -> bool {
    done.warnings.iter().any(|(_, fault)| fault.code == code)
}

#[test]
fn the_founding_facts_have_no_twins() {
    let folder = tempfile::tempdir().unwrap();
    let (workspace, _) = Workspace::found(folder.path(), founding("Siège", "SIE", 1), true, clock()).unwrap();
    let twins = workspace.desk().twins();
    let named = |id: &RecordId| workspace.desk().card(id).map(|card| card.record.clone());
    assert!(
        twins.is_empty(),
        "{:?}",
        twins.iter().map(|two| (named(&two.stays), named(&two.gives_way))).collect::<Vec<_>>()
    );
}

#[test]
fn a_centre_created_twice_is_proposed_until_it_is_merged() {
    let mut laptop = Laptop::founder();
    let centre = laptop.centre();
    assert_eq!(laptop.twins(), []);
    let twin = laptop.twin();
    assert_eq!(
        laptop.twins(),
        [Twins { kind: Kind::Centre, stays: centre, gives_way: twin }],
        "the one that says more"
    );
    laptop.workspace.merge(&centre, &twin, &[]).unwrap();
    assert_eq!(laptop.twins(), []);
}

#[test]
fn two_that_are_said_to_be_two_are_not_proposed_again() {
    let mut laptop = Laptop::founder();
    let centre = laptop.centre();
    let twin = laptop.twin();
    laptop.workspace.keep_apart(&twin, &centre).unwrap();
    assert_eq!(laptop.reopened().twins(), []);
}

#[test]
fn a_visit_logged_twice_is_told_at_entry_and_not_refused() {
    let mut laptop = Laptop::founder();
    let centre = laptop.centre();
    let visit = laptop.visit(centre, "2026-11-22T10:15");
    let (_, apart) = laptop.like(visit, |other| other.start = at("2026-11-22T11:00"));
    assert!(!warned(&apart, "fault-twin-visit"), "an hour later it is another visit");
    let (twin, told) = laptop.like(visit, |other| other.start = at("2026-11-22T10:40"));
    assert!(warned(&told, "fault-twin-visit"));
    let all: Vec<RecordId> = laptop.twins().iter().flat_map(|two| [two.stays, two.gives_way]).collect();
    assert!(all.contains(&visit) && all.contains(&twin), "{all:?}");
}

#[test]
fn another_patient_at_the_same_minute_is_a_twin_but_not_in_a_care_home() {
    let mut laptop = Laptop::founder();
    let centre = laptop.centre();
    let visit = laptop.visit(centre, "2026-11-22T10:15");
    let other_patient = |other: &mut Visit| other.patient = Some("SIE-0042".into());
    let (_, told) = laptop.like(visit, other_patient);
    assert!(warned(&told, "fault-twin-visit"));
    let (_, told) = laptop.like(visit, |other| {
        other.patient = Some("SIE-0043".into());
        other.place = Some(crate::model::Place::CareHome);
    });
    assert!(!warned(&told, "fault-twin-visit"));
}

#[test]
fn a_second_centre_in_a_commune_is_told_once() {
    let mut laptop = Laptop::founder();
    laptop.centre();
    let id = laptop.workspace.new_id().unwrap();
    let centre = Centre {
        name: Some("Céret 2".into()),
        commune: Some("66049".parse().unwrap()),
        status: Some(CentreStatus::Preparing),
        ..Centre::default()
    };
    let done = laptop.workspace.commit(Edit::new("done-saved").create(id, centre.clone())).unwrap();
    assert!(warned(&done, "fault-twin"));
    let later = Centre { premises: Some("Mairie".into()), ..centre.clone() };
    let done = laptop.workspace.commit(Edit::new("done-saved").update(id, &centre, later)).unwrap();
    assert!(!warned(&done, "fault-twin"));
}

#[test]
fn an_import_names_the_twins_that_it_brings() {
    let mut office = Laptop::founder();
    let mut field = Laptop::waiting("Marie", "EXA", 2);
    office.admits(&field);
    office.centre();
    office.hands_to(&Audience::Team, &mut field);
    let contact = |laptop: &mut Laptop, name: &str| {
        let id = laptop.workspace.new_id().unwrap();
        let member = Some(Ref::new(RecordId::fixture("member", "x")));
        let contact = Contact { member, name: Some(name.into()), function: Some("Maire".into()), ..Contact::default() };
        laptop.workspace.commit(Edit::new("done-contact").create(id, contact)).unwrap();
        id
    };
    let ours = contact(&mut office, "Hélène Œillet");
    let theirs = contact(&mut field, "helene oeillet");
    let visit = field.visit(RecordId::fixture("centre", "x"), "2026-11-22T10:15");
    let (twin, _) = field.like(visit, |_| {});
    let stick = tempfile::tempdir().unwrap();
    let go = &mut |_| ControlFlow::Continue(());
    let done = field.workspace.export(&Audience::Stewards, stick.path(), false, go).unwrap();
    let taken = office.workspace.import(&done.path, false, &mut |_| true, go).unwrap();
    let pairs: BTreeSet<(Kind, RecordId, RecordId)> =
        taken.twins.iter().map(|two| (two.kind, two.stays.min(two.gives_way), two.stays.max(two.gives_way))).collect();
    let wanted = [(Kind::Contact, ours.min(theirs), ours.max(theirs)), (Kind::Visit, visit.min(twin), visit.max(twin))];
    assert_eq!(pairs, BTreeSet::from(wanted));
}
