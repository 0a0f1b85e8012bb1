use super::*;
use crate::i18n::Lang;
use crate::model::{AnyRef, CentreStatus, MemberStatus, PositionState, Ref, Role, StageState, StepState};

const CENTRE: RecordId = RecordId::from_bytes([1; 16]);
const HOST: RecordId = RecordId::from_bytes([2; 16]);

/// A centre in preparation and what is recorded of it.
#[derive(Default)]
pub(in crate::model) struct Case {
    pub centre: Centre,
    pub host: Member,
    pub stages: Vec<(RecordId, Stage)>,
    pub steps: Vec<(RecordId, Step)>,
    pub positions: Vec<(RecordId, Position)>,
}

impl Case {
    pub fn new() -> Self {
        let centre = Centre { host: Some(Ref::new(HOST)), status: Some(CentreStatus::Preparing), ..Centre::default() };
        Self { centre, ..Self::default() }
    }

    pub fn step(&mut self, stage: StageKey, item: &str, state: StepState) -> &mut Step {
        let subject = stage.subject(CENTRE, Some(HOST)).unwrap();
        let step = Step {
            subject: Some(AnyRef(subject)),
            stage: Some(stage),
            item: Some(item.to_owned()),
            state: Some(state),
            ..Step::default()
        };
        self.steps.push((step_id(subject, stage, item), step));
        &mut self.steps.last_mut().unwrap().1
    }

    pub fn stage(&mut self, stage: StageKey, state: StageState) -> &mut Stage {
        let subject = stage.subject(CENTRE, Some(HOST)).unwrap();
        self.stages.push((stage_id(subject, stage), Stage { state: Some(state), ..Stage::default() }));
        &mut self.stages.last_mut().unwrap().1
    }

    pub fn position(&mut self, role: Role, state: PositionState) -> &mut Position {
        let position =
            Position { centre: Some(Ref::new(CENTRE)), role: Some(role), state: Some(state), ..Position::default() };
        self.positions.push((RecordId::from_bytes([9; 16]), position));
        &mut self.positions.last_mut().unwrap().1
    }

    /// Every gate that is ticked by hand.
    pub fn tick_gates(&mut self) {
        for stage in stages() {
            for item in stage.items.iter().filter(|item| item.gate && !item.derived) {
                self.step(stage.key, &item.key, StepState::Done);
            }
        }
    }

    pub fn pipeline(&self) -> Pipeline {
        self.with_inputs(Pipeline::of)
    }

    fn gates(&self) -> Vec<Gate> {
        self.with_inputs(Pipeline::gates)
    }

    fn with_inputs<T>(&self, of: impl Fn(&Inputs) -> T) -> T {
        let stages: Vec<_> = self.stages.iter().map(|(id, stage)| (*id, stage)).collect();
        let steps: Vec<_> = self.steps.iter().map(|(id, step)| (*id, step)).collect();
        let positions: Vec<_> = self.positions.iter().map(|(id, position)| (*id, position)).collect();
        of(&Inputs {
            id: CENTRE,
            centre: &self.centre,
            host: Some(&self.host),
            stages: &stages,
            steps: &steps,
            positions: &positions,
            today: "2026-11-22".parse().unwrap(),
        })
    }
}

#[test]
fn a_new_centre_has_six_stages_and_every_gate_open() {
    let pipeline = Case::new().pipeline();
    assert_eq!(pipeline.stages.iter().map(|stage| stage.key).collect::<Vec<_>>(), StageKey::ALL);
    assert!(pipeline.stages.iter().all(|stage| stage.state == StageState::NotStarted && !stage.late));
    assert_eq!((pipeline.gates_open.len(), pipeline.ready, pipeline.progress()), (15, false, (0, 37)));
    assert_eq!(pipeline.stage(StageKey::Ami).unwrap().subject, Some(HOST));
    assert_eq!(pipeline.stage(StageKey::Locaux).unwrap().subject, Some(CENTRE));
}

#[test]
fn steps_move_their_stage() {
    let mut case = Case::new();
    case.step(StageKey::Ouverture, "horaires", StepState::Done);
    let stage = case.pipeline().stage(StageKey::Ouverture).cloned().unwrap();
    assert_eq!((stage.state, stage.done, stage.total), (StageState::UnderWay, 1, 4));
    for item in ["rdv", "pdsa"] {
        case.step(StageKey::Ouverture, item, StepState::Done);
    }
    case.step(StageKey::Ouverture, "communication", StepState::NotApplicable);
    let stage = case.pipeline().stage(StageKey::Ouverture).cloned().unwrap();
    assert_eq!((stage.state, stage.done, stage.total), (StageState::Done, 3, 3));
}

#[test]
fn the_recruitment_gates_follow_from_the_positions() {
    let mut case = Case::new();
    case.tick_gates();
    // Ticked by hand, which counts for nothing.
    case.step(StageKey::Recrutement, "medecin", StepState::Done);
    assert_eq!(case.pipeline().blockers(), [Blocker::NoDoctor]);
    case.position(Role::Doctor, PositionState::Proposal);
    assert_eq!(case.pipeline().blockers(), [Blocker::NoDoctor]);
    case.positions[0].1.state = Some(PositionState::Signed);
    assert_eq!(case.pipeline().blockers(), [Blocker::DoctorsUnchecked(1)]);
    case.positions[0].1.ordre_rpps = Some(true);
    let pipeline = case.pipeline();
    assert!(pipeline.ready && pipeline.gates_open.is_empty());
    // A second doctor must be checked too; a nurse changes nothing.
    case.position(Role::Nurse, PositionState::InPost);
    assert!(case.pipeline().ready);
    case.position(Role::Doctor, PositionState::InPost);
    assert!(!case.pipeline().ready);
}

#[test]
fn a_gate_that_does_not_apply_is_not_open() {
    let mut case = Case::new();
    let before = case.pipeline().gates_open.len();
    case.step(StageKey::Recrutement, "medecin", StepState::NotApplicable);
    case.step(StageKey::Locaux, "dasri", StepState::NotApplicable);
    assert_eq!(case.pipeline().gates_open.len(), before - 2);
}

#[test]
fn positions_of_another_centre_do_not_count() {
    let mut case = Case::new();
    case.position(Role::Doctor, PositionState::InPost).centre = Some(Ref::new(HOST));
    assert!(case.pipeline().blockers().contains(&Blocker::NoDoctor));
}

#[test]
fn a_blocked_stage_says_why_until_it_is_unblocked() {
    let mut case = Case::new();
    case.stage(StageKey::Locaux, StageState::Blocked).blocked_reason = Some("toiture".into());
    let pipeline = case.pipeline();
    assert_eq!(pipeline.stage(StageKey::Locaux).unwrap().blocked_reason.as_deref(), Some("toiture"));
    let said = pipeline.blockers()[0].words(&Words::new(Lang::Fr));
    assert!(said.contains("Locaux") && said.contains("toiture"), "{said}");
    case.stages[0].1.state = Some(StageState::UnderWay);
    let pipeline = case.pipeline();
    assert_eq!(pipeline.stage(StageKey::Locaux).unwrap().blocked_reason, None);
    assert_eq!(pipeline.stage(StageKey::Locaux).unwrap().state, StageState::UnderWay);
}

#[test]
fn what_is_overdue_is_late_until_it_is_done() {
    let mut case = Case::new();
    case.step(StageKey::Locaux, "site", StepState::Open).due = Some("2026-11-21".parse().unwrap());
    case.stage(StageKey::Autorisation, StageState::UnderWay).planned_end = Some("2026-11-22".parse().unwrap());
    let pipeline = case.pipeline();
    assert!(pipeline.stage(StageKey::Locaux).unwrap().late);
    assert!(!pipeline.stage(StageKey::Autorisation).unwrap().late, "due today is not late");
    case.steps[0].1.state = Some(StepState::Done);
    assert!(!case.pipeline().stage(StageKey::Locaux).unwrap().late);
}

#[test]
fn a_month_is_late_when_it_is_over_and_slips_count_from_the_first_target() {
    let mut case = Case::new();
    case.centre.first_target = Some("2026-09".parse().unwrap());
    case.centre.target_opening = Some("2026-11".parse().unwrap());
    assert_eq!((case.pipeline().late, case.pipeline().slip_days), (false, Some(61)));
    case.centre.target_opening = Some("2026-10".parse().unwrap());
    assert_eq!((case.pipeline().late, case.pipeline().slip_days), (true, Some(31)));
    case.centre.status = Some(CentreStatus::Abandoned);
    assert!(!case.pipeline().late);
}

#[test]
fn an_open_centre_of_which_nothing_is_recorded_is_presumed_through() {
    let mut case = Case::new();
    case.centre.status = Some(CentreStatus::Open);
    let pipeline = case.pipeline();
    assert!(pipeline.stages.iter().all(|stage| stage.presumed && stage.state == StageState::Done));
    assert!(pipeline.gates_open.is_empty() && !pipeline.ready);
    // What is recorded counts: opened despite an open gate, the gate stays to be closed.
    case.step(StageKey::Locaux, "site", StepState::Done);
    assert_eq!(case.pipeline().gates_open.len(), 5);
}

#[test]
fn the_gates_of_an_opening_are_those_of_a_centre_in_preparation() {
    let mut case = Case::new();
    case.centre.status = Some(CentreStatus::Open);
    case.centre.opened = Some("2026-11-20".parse().unwrap());
    assert_eq!(case.gates().len(), 15);
    case.tick_gates();
    assert_eq!(case.gates().len(), 2, "the derived ones");
}

#[test]
fn a_host_that_joined_is_through_ami_and_joining() {
    let mut case = Case::new();
    case.host.status = Some(MemberStatus::Applied);
    assert_eq!(case.pipeline().stage(StageKey::Ami).unwrap().state, StageState::UnderWay);
    case.host.status = Some(MemberStatus::Member);
    let pipeline = case.pipeline();
    assert!(pipeline.stage(StageKey::Adhesion).unwrap().presumed);
    assert_eq!(pipeline.stage(StageKey::Locaux).unwrap().state, StageState::NotStarted);
}

#[test]
fn added_steps_come_last_and_never_gate() {
    let mut case = Case::new();
    case.step(StageKey::Locaux, "0199", StepState::Open).label = Some("Enseigne posée".into());
    let stage = case.pipeline().stage(StageKey::Locaux).cloned().unwrap();
    let last = stage.steps.last().unwrap();
    assert_eq!((last.label(Lang::Fr), last.gate, stage.total), ("Enseigne posée", false, 10));
}

#[test]
fn a_centre_without_a_host_still_shows_six_stages() {
    let mut case = Case::new();
    case.centre.host = None;
    let pipeline = case.pipeline();
    let ami = pipeline.stage(StageKey::Ami).unwrap();
    assert_eq!((ami.subject, ami.id, ami.steps.len()), (None, None, 5));
}

#[test]
fn every_gate_has_its_words() {
    for words in Lang::ALL.map(Words::new) {
        let said: Vec<_> = Case::new().pipeline().blockers().iter().map(|one| one.words(&words)).collect();
        assert_eq!(said.len(), 14, "the unchecked doctors are not listed while there is none");
        assert!(said.iter().all(|one| one.len() > 10 && !one.contains('$')), "{said:?}");
    }
}

/// The centre and its records, after a move of the board.
fn moved(mut case: Case, to: BoardColumn) -> Result<Option<BoardColumn>, CannotMove> {
    let status = case.centre.status.unwrap();
    let BoardMove::Edits { stages, status: changed } = case.pipeline().moved_to(status, to)? else { return Ok(None) };
    for (key, state) in stages {
        case.stages.retain(|(_, stage)| stage.stage != Some(key));
        case.stage(key, state).stage = Some(key);
    }
    case.centre.status = changed.or(case.centre.status);
    Ok(Some(BoardColumn::of(case.centre.status.unwrap(), &case.pipeline())))
}

#[test]
fn a_centre_stands_in_the_column_that_its_records_say() {
    let column = |case: &Case| BoardColumn::of(case.centre.status.unwrap(), &case.pipeline());
    let mut case = Case::new();
    assert_eq!(column(&case), BoardColumn::Ami);
    case.stage(StageKey::Ami, StageState::Done);
    assert_eq!(column(&case), BoardColumn::Adhesion);
    case.host.status = Some(MemberStatus::Member);
    assert_eq!(column(&case), BoardColumn::Preparing, "the host has joined: that stage is over");
    case.tick_gates();
    case.position(Role::Doctor, PositionState::Signed).ordre_rpps = Some(true);
    assert_eq!(column(&case), BoardColumn::Ready);
    for (status, wanted) in [
        (CentreStatus::Open, BoardColumn::Open),
        (CentreStatus::Suspended, BoardColumn::Aside),
        (CentreStatus::Abandoned, BoardColumn::Aside),
    ] {
        case.centre.status = Some(status);
        assert_eq!(column(&case), wanted);
    }
}

#[test]
fn a_moved_card_lands_where_it_was_put() {
    use BoardColumn::{Adhesion, Ami, Preparing};
    for joined in [false, true] {
        for (from, to) in [(Ami, Adhesion), (Ami, Preparing), (Adhesion, Ami), (Preparing, Adhesion), (Preparing, Ami)]
        {
            let mut case = Case::new();
            case.host.status = joined.then_some(MemberStatus::Member);
            for (key, column) in [(StageKey::Ami, Ami), (StageKey::Adhesion, Adhesion)] {
                if from > column {
                    case.stage(key, StageState::Done).stage = Some(key);
                } else {
                    case.stage(key, StageState::UnderWay).stage = Some(key);
                }
            }
            assert_eq!(moved(case, to), Ok(Some(to)), "{from:?} {to:?}");
        }
    }
}

#[test]
fn an_abandoned_project_is_taken_up_again() {
    let mut case = Case::new();
    case.centre.status = Some(CentreStatus::Abandoned);
    assert_eq!(moved(case, BoardColumn::Open), Ok(Some(BoardColumn::Ami)), "where its records say");
}

#[test]
fn nobody_is_ready_or_open_by_being_moved_there() {
    for to in [BoardColumn::Ready, BoardColumn::Open] {
        let refused = moved(Case::new(), to);
        assert!(matches!(refused, Err(CannotMove::Gates(gates)) if gates.len() == 15), "{to:?}");
    }
    let mut ready = Case::new();
    ready.tick_gates();
    ready.position(Role::Doctor, PositionState::Signed).ordre_rpps = Some(true);
    let pipeline = ready.pipeline();
    assert_eq!(pipeline.moved_to(CentreStatus::Preparing, BoardColumn::Open), Ok(BoardMove::Opening));
    assert_eq!(pipeline.moved_to(CentreStatus::Preparing, BoardColumn::Preparing), Err(CannotMove::AllClosed));
}

#[test]
fn doors_that_have_opened_and_steps_that_are_done_are_not_undone_by_the_board() {
    let pipeline = Case::new().pipeline();
    for status in [CentreStatus::Open, CentreStatus::Suspended, CentreStatus::Closed] {
        assert_eq!(pipeline.moved_to(status, BoardColumn::Preparing), Err(CannotMove::HasOpened));
    }
    let mut case = Case::new();
    for item in ["deliberation", "candidature", "diagnostic", "concertation", "instruction"] {
        case.step(StageKey::Ami, item, StepState::Done);
    }
    assert_eq!(moved(case, BoardColumn::Ami), Err(CannotMove::StepsDone(StageKey::Ami)));
    let mut alone = Case::new();
    alone.centre.host = None;
    assert_eq!(moved(alone, BoardColumn::Adhesion), Err(CannotMove::NoHost));
}
