//! A territory that goes from one laptop to another, over real stores that meet by bundles.

use super::*;
use crate::model::{LocalTime, LongText, Reason, RequestedBy, StageKey, VisitRole};
use crate::sync::Audience;
use crate::workspace::Kind::{Centre as CentreKind, Followup as FollowupKind, Step as StepKind};
use crate::workspace::tests::Laptop;

/// The head office, Marie who leaves, Paul who takes over, Jeanne who is not concerned; a centre at Céret (66).
struct Team {
    siege: Laptop,
    marie: Laptop,
    paul: Laptop,
    jeanne: Laptop,
    centre: RecordId,
}

fn code(text: &str) -> DeptCode {
    text.parse().unwrap()
}

impl Team {
    fn new() -> Self {
        let mut siege = Laptop::founder();
        let marie = Laptop::waiting("Exemple Un", "EXA", 2);
        let paul = Laptop::waiting("Exemple Deux", "EXB", 3);
        let jeanne = Laptop::waiting("Exemple Trois", "EXC", 4);
        let centre = siege.centre();
        for (laptop, sector) in [(&marie, ["11", "66"]), (&paul, ["09", "31"]), (&jeanne, ["12", "81"])] {
            let id = siege.admits(laptop).record();
            let desk = siege.workspace.desk();
            let before = desk.get::<Device>(&id).unwrap();
            let after = Device { sector: Some(sector.iter().map(|one| code(one)).collect()), ..before.clone() };
            siege.workspace.commit(Edit::new("x").update(id, before, after)).unwrap();
        }
        let mut team = Self { siege, marie, paul, jeanne, centre };
        team.spreads();
        team
    }

    /// The head office's bundle reaches everyone.
    fn spreads(&mut self) {
        for laptop in [&mut self.marie, &mut self.paul, &mut self.jeanne] {
            self.siege.hands_to(&Audience::Devices(vec![laptop.workspace.me()]), laptop);
        }
    }

    /// Marie's work: a centre, an open step and one that is done, two follow-ups, visits in two départements.
    fn works(&mut self) -> Work {
        let me = Some(Ref::new(self.marie.workspace.me().record()));
        let (subject, stage) = (Some(AnyRef(self.centre)), Some(StageKey::Locaux));
        let step = |item: &str, state| Step {
            subject,
            stage,
            item: Some(item.into()),
            label: Some(item.into()),
            state: Some(state),
            owner: me,
            ..Step::default()
        };
        let followup = |what: &str, about| Followup {
            what: Some(what.into()),
            due: "2026-12-01".parse().ok(),
            owner: me,
            about,
            ..Followup::default()
        };
        let desk = self.marie.workspace.desk();
        let before = desk.get::<Centre>(&self.centre).unwrap();
        let ids: Vec<RecordId> = (0..4).map(|_| self.marie.workspace.new_id().unwrap()).collect();
        let edit = Edit::new("x")
            .update(self.centre, before, Centre { owner: me, ..before.clone() })
            .create(ids[0], step("Bail", StepState::Open))
            .create(ids[1], step("Site", StepState::Done))
            .create(ids[2], followup("Rappeler la mairie", subject))
            .create(ids[3], followup("Commander des cartes", None));
        self.marie.workspace.commit(edit).unwrap();
        let planned = self.planned("66049", "2026-12-02T10:00");
        let note = self.marie.workspace.new_id().unwrap();
        let text = Some(LongText("Sonner deux fois".into()));
        let date = "2026-11-23".parse().ok();
        let about = Note { about: Some(AnyRef(planned)), date, text };
        self.marie.workspace.commit(Edit::new("x").create(note, about)).unwrap();
        let elsewhere = self.planned("11069", "2026-12-03T10:00");
        let past = self.planned("66049", "2026-11-20T10:00");
        let done = self.marie.visit(self.centre, "2026-11-19T10:00");
        self.marie.hands_to(&Audience::Stewards, &mut self.siege);
        Work { step: ids[0], done_step: ids[1], followup: ids[2], other: ids[3], planned, elsewhere, past, done }
    }

    fn planned(&mut self, commune: &str, start: &str) -> RecordId {
        let id = self.marie.workspace.new_id().unwrap();
        let visit = Visit {
            centre: Some(Ref::new(self.centre)),
            role: Some(VisitRole::Doctor),
            commune: commune.parse().ok(),
            patient: Some(self.marie.workspace.next_patient().unwrap()),
            start: start.parse::<LocalTime>().ok(),
            requested_by: Some(RequestedBy::Patient),
            unscheduled: Some(false),
            reason: Some(Reason::Chronic),
            status: Some(VisitStatus::Planned),
            ..Visit::default()
        };
        self.marie.workspace.commit(Edit::new("x").create(id, visit)).unwrap();
        id
    }

    fn plan(&self, sector: &[&str]) -> HandoverPlan {
        let sector: Vec<DeptCode> = sector.iter().map(|one| code(one)).collect();
        let (from, to) = (self.marie.workspace.me(), self.paul.workspace.me());
        self.siege.workspace.handover_plan(from, to, &sector).unwrap()
    }
}

struct Work {
    step: RecordId,
    done_step: RecordId,
    followup: RecordId,
    /// A follow-up about no place.
    other: RecordId,
    planned: RecordId,
    elsewhere: RecordId,
    past: RecordId,
    done: RecordId,
}

fn status(laptop: &Laptop, id: &RecordId) -> Option<VisitStatus> {
    laptop.workspace.visit(id).unwrap().and_then(|row| row.visit.status)
}

fn owner(laptop: &Laptop, id: &RecordId) -> Option<Value> {
    let desk = laptop.workspace.desk();
    let card = desk.card(id).unwrap();
    card.record.get(card.kind().field("owner").unwrap().tag)
}

#[test]
fn the_successor_has_the_work_and_the_planned_visits_and_nobody_else_sees_one() {
    let mut team = Team::new();
    let work = team.works();
    let plan = team.plan(&["66"]);
    let mine = [(CentreKind, team.centre), (StepKind, work.step), (FollowupKind, work.followup)];
    assert_eq!(plan.records, mine, "what is done, and what is about no place, stays");
    assert_eq!(plan.visits.iter().map(|row| row.id).collect::<Vec<_>>(), [work.planned]);
    assert_eq!((plan.notes.len(), plan.left), (1, 1));
    assert_eq!(plan.sectors, (vec![code("11")], vec![code("09"), code("31"), code("66")]));

    team.siege.workspace.hand_over(&plan).unwrap();
    team.spreads();
    let paul = team.paul.workspace.me();
    let (taken, to) = (moved_id(&work.planned, paul), Some(Value::Ref(paul.record())));
    assert_eq!(team.paul.visits(), [taken], "planned anew, and nothing else of Marie's");
    let row = team.paul.workspace.visit(&taken).unwrap().unwrap();
    assert_eq!((row.owner, row.visit.status), (paul, Some(VisitStatus::Planned)));
    assert_eq!(row.visit.patient.as_deref(), Some("EXA-0001"), "the patient stays who he is");
    let note = moved_id(&plan.notes[0], paul);
    assert!(team.paul.workspace.desk().card(&note).is_some(), "with the note about it");
    for id in [team.centre, work.step, work.followup] {
        assert_eq!(owner(&team.paul, &id), to);
        assert_eq!(owner(&team.marie, &id), to);
    }
    assert_eq!(status(&team.marie, &work.planned), Some(VisitStatus::Postponed));
    assert!(team.marie.workspace.visit(&taken).unwrap().is_none(), "the new one is not hers");
    for (id, expected) in
        [(work.elsewhere, VisitStatus::Planned), (work.past, VisitStatus::Planned), (work.done, VisitStatus::Done)]
    {
        assert_eq!(status(&team.marie, &id), Some(expected), "what was not handed over stays");
    }
    for id in [work.done_step, work.other] {
        assert_ne!(owner(&team.marie, &id), to);
    }
    assert!(team.jeanne.visits().is_empty(), "nobody else sees a visit");
    assert!(team.jeanne.workspace.desk().card(&note).is_none(), "nor a note about one");
    let sector = |laptop: &Laptop| laptop.workspace.desk().my_sector();
    assert_eq!((sector(&team.marie), sector(&team.paul)), plan.sectors);

    // What Paul makes of it comes to the head office as his.
    let desk = team.paul.workspace.visit(&taken).unwrap().unwrap().visit;
    let told = Visit { status: Some(VisitStatus::Cancelled), ..desk.clone() };
    team.paul.workspace.commit(Edit::new("x").update(taken, &desk, told)).unwrap();
    team.paul.hands_to(&Audience::Stewards, &mut team.siege);
    assert_eq!(status(&team.siege, &taken), Some(VisitStatus::Cancelled));
}

#[test]
fn one_undo_takes_everything_back_everywhere() {
    let mut team = Team::new();
    let work = team.works();
    let plan = team.plan(&["66"]);
    team.siege.workspace.hand_over(&plan).unwrap();
    team.spreads();
    assert_eq!(team.paul.visits().len(), 1);
    let (_, done) = team.siege.workspace.undo().unwrap().unwrap();
    assert!(done.kept.is_empty(), "{:?}", done.kept);
    team.spreads();
    assert!(team.paul.visits().is_empty());
    assert_eq!(status(&team.marie, &work.planned), Some(VisitStatus::Planned));
    let marie = Some(Value::Ref(team.marie.workspace.me().record()));
    for id in [team.centre, work.step, work.followup] {
        assert_eq!(owner(&team.paul, &id), marie);
    }
    assert_eq!(team.marie.workspace.desk().my_sector(), [code("11"), code("66")]);
    assert_eq!(team.paul.workspace.desk().my_sector(), [code("09"), code("31")]);
    assert!(
        matches!(team.siege.workspace.hand_over(&plan), Err(WorkspaceError::PlanChanged)),
        "it is shown again first"
    );
    let again = team.plan(&["66"]);
    assert_eq!((&again.records, &again.notes), (&plan.records, &plan.notes), "it can be done again");
    team.siege.workspace.hand_over(&again).unwrap();
    team.spreads();
    assert_eq!(team.paul.visits().len(), 1);
}

#[test]
fn all_that_is_a_holders_goes_without_a_sector() {
    let mut team = Team::new();
    let work = team.works();
    let plan = team.plan(&[]);
    assert_eq!(plan.records.len(), 4, "the follow-up about no place too: {:?}", plan.records);
    assert_eq!(plan.visits.iter().map(|row| row.id).collect::<Vec<_>>(), [work.planned, work.elsewhere]);
    let (marie, paul) = &plan.sectors;
    assert_eq!(marie, &[code("11"), code("66")], "none left would mean the whole region");
    assert_eq!(paul, &[code("09"), code("11"), code("31"), code("66")]);
    assert_eq!(plan.counts(), [(CentreKind, 1), (StepKind, 1), (FollowupKind, 2), (Kind::Visit, 2), (Kind::Note, 1)]);
    team.siege.workspace.hand_over(&plan).unwrap();
    assert!(team.plan(&[]).is_empty(), "there is nothing left to hand over");
}

#[test]
fn a_sector_that_stays_empty_is_not_written_anew() {
    let mut team = Team::new();
    team.works();
    let (from, to) = (team.marie.workspace.me(), team.siege.workspace.me());
    let plan = team.siege.workspace.handover_plan(from, to, &[]).unwrap();
    assert!(!plan.is_empty() && plan.sectors.1.is_empty());
    let done = team.siege.workspace.hand_over(&plan).unwrap();
    assert!(!done.records.contains(&(Kind::Device, to.record())), "{:?}", done.records);
}

#[test]
fn counts_of_done_and_cancelled_visits_do_not_change() {
    let mut team = Team::new();
    team.works();
    let count = |laptop: &Laptop, status| {
        let filter = VisitFilter { status: Some(status), ..VisitFilter::default() };
        laptop.workspace.totals(&filter, &|| false).unwrap().visits
    };
    let before = [VisitStatus::Done, VisitStatus::Cancelled, VisitStatus::Planned].map(|one| count(&team.siege, one));
    let plan = team.plan(&["66"]);
    team.siege.workspace.hand_over(&plan).unwrap();
    let after = [VisitStatus::Done, VisitStatus::Cancelled, VisitStatus::Planned].map(|one| count(&team.siege, one));
    assert_eq!(after, before);
}

#[test]
fn only_a_steward_hands_over_to_someone_else_of_the_team_and_only_what_was_shown() {
    let mut team = Team::new();
    let work = team.works();
    let (marie, paul) = (team.marie.workspace.me(), team.paul.workspace.me());
    assert!(matches!(team.marie.workspace.handover_plan(marie, paul, &[]), Err(WorkspaceError::StewardsOnly)));
    for stranger in [marie, DeviceId([9; 16])] {
        let refused = team.siege.workspace.handover_plan(marie, stranger, &[]);
        assert!(matches!(refused, Err(WorkspaceError::NoSuccessor)));
    }
    let plan = team.plan(&["66"]);
    team.siege.workspace.commit(Edit::new("x").delete(work.followup, Kind::Followup)).unwrap();
    assert!(matches!(team.siege.workspace.hand_over(&plan), Err(WorkspaceError::PlanChanged)));
    // A field laptop cannot write a visit for another.
    let visit = team.marie.workspace.visit(&work.planned).unwrap().unwrap().visit;
    let id = team.marie.workspace.new_id().unwrap();
    let refused = team.marie.workspace.commit(Edit::new("x").create_for(paul, id, visit));
    assert!(matches!(refused, Err(WorkspaceError::StewardsOnly)));
}
