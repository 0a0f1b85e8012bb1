//! One stage of a pipeline and its checklist, as they stand.

use chrono::NaiveDate;

use super::{Inputs, stage_id, step_id};
use crate::i18n::Lang;
use crate::model::reference::{StageOutline, StepOutline};
use crate::model::staffing::Doctors;
use crate::model::{AnyRef, CentreStatus, MemberStatus, RecordId, Stage, StageKey, StageState, Step, StepState};

/// A stage as it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct StageView {
    pub key: StageKey,
    /// Whose stage it is; `None` for AMI and joining while the host is unknown.
    pub subject: Option<RecordId>,
    /// The stage's record, or the one to be written.
    pub id: Option<RecordId>,
    /// A record stands behind it.
    pub recorded: bool,
    pub state: StageState,
    /// Nothing is recorded, and what came after tells that the stage is over: the centre is open, the host has joined.
    pub presumed: bool,
    /// Steps done.
    pub done: usize,
    /// Steps that apply.
    pub total: usize,
    /// The planned end has passed, or a step is late.
    pub late: bool,
    /// Only while it is blocked.
    pub blocked_reason: Option<String>,
    pub planned_start: Option<NaiveDate>,
    pub planned_end: Option<NaiveDate>,
    pub actual_start: Option<NaiveDate>,
    pub actual_end: Option<NaiveDate>,
    pub owner: Option<RecordId>,
    /// In the order of the checklist, added steps last.
    pub steps: Vec<StepView>,
}

/// A checklist item as it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct StepView {
    /// The item's key, or the id of an added step.
    pub item: String,
    /// `None` for a step that a person added.
    pub outline: Option<&'static StepOutline>,
    /// The words of an added step.
    pub added: Option<String>,
    /// The step's record, or the one to be written; `None` while the host is unknown.
    pub id: Option<RecordId>,
    pub recorded: bool,
    pub state: StepState,
    /// It follows from the positions and is not ticked by hand.
    pub derived: bool,
    pub gate: bool,
    pub due: Option<NaiveDate>,
    /// Open, and due before today.
    pub late: bool,
    pub done_on: Option<NaiveDate>,
    pub done_by: Option<RecordId>,
    /// Why it does not apply.
    pub reason: Option<String>,
    pub owner: Option<RecordId>,
    pub note: Option<String>,
}

impl StepView {
    pub fn label(&self, lang: Lang) -> &str {
        let outlined = self.outline.map(|outline| outline.label(lang));
        outlined.or(self.added.as_deref()).unwrap_or(&self.item)
    }

    pub fn is_open(&self) -> bool {
        self.state == StepState::Open
    }

    fn of(
        outline: Option<&'static StepOutline>,
        item: &str,
        id: Option<RecordId>,
        record: Option<&Step>,
        doctors: &Doctors,
        today: NaiveDate,
    ) -> Self {
        let derived = outline.is_some_and(|outline| outline.derived);
        let recorded_state = record.and_then(|step| step.state).unwrap_or(StepState::Open);
        // A derived item can be set aside by hand, never ticked.
        let state = match recorded_state {
            StepState::NotApplicable => StepState::NotApplicable,
            _ if derived && doctors.has(item) => StepState::Done,
            _ if derived => StepState::Open,
            state => state,
        };
        let due = record.and_then(|step| step.due);
        let text = |long: &Option<crate::model::LongText<500>>| long.as_ref().map(|text| text.0.clone());
        Self {
            item: item.to_owned(),
            outline,
            added: record.filter(|_| outline.is_none()).and_then(|step| step.label.clone()),
            id,
            recorded: record.is_some(),
            state,
            derived,
            gate: outline.is_some_and(|outline| outline.gate),
            due,
            late: state == StepState::Open && due.is_some_and(|due| due < today),
            done_on: record.and_then(|step| step.done_on),
            done_by: record.and_then(|step| step.done_by).map(|by| by.0),
            reason: record.and_then(|step| text(&step.reason)),
            owner: record.and_then(|step| step.owner).map(|owner| owner.0),
            note: record.and_then(|step| text(&step.note)),
        }
    }
}

impl StageView {
    /// The record to be written where nothing is yet.
    pub fn new_record(&self) -> Stage {
        let subject = self.subject.map(AnyRef);
        Stage { subject, stage: Some(self.key), state: Some(self.state), ..Stage::default() }
    }

    pub(super) fn of(outline: &'static StageOutline, inputs: &Inputs, doctors: &Doctors) -> Self {
        let key = outline.key;
        let subject = key.subject(inputs.id, inputs.centre.host.map(|host| host.0));
        let id = subject.map(|subject| stage_id(subject, key));
        let record = inputs.stages.iter().find(|(found, _)| Some(*found) == id).map(|(_, stage)| *stage);
        let steps = subject.map_or_else(
            || outline.items.iter().map(|item| blank(item, doctors, inputs.today)).collect(),
            |subject| checklist(outline, subject, inputs, doctors),
        );
        let presumed = record.is_none() && steps.iter().all(|step| !step.recorded) && is_over(key, inputs);
        let state = if presumed { StageState::Done } else { state_of(key, record, &steps, inputs) };
        let planned_end = record.and_then(|stage| stage.planned_end);
        let overdue = state != StageState::Done && planned_end.is_some_and(|end| end < inputs.today);
        Self {
            key,
            subject,
            id,
            recorded: record.is_some(),
            state,
            presumed,
            done: steps.iter().filter(|step| step.state == StepState::Done).count(),
            total: steps.iter().filter(|step| step.state != StepState::NotApplicable).count(),
            late: overdue || (state != StageState::Done && steps.iter().any(|step| step.late)),
            blocked_reason: record
                .filter(|_| state == StageState::Blocked)
                .map(|stage| stage.blocked_reason.as_ref().map(|reason| reason.0.clone()).unwrap_or_default()),
            planned_start: record.and_then(|stage| stage.planned_start),
            planned_end,
            actual_start: record.and_then(|stage| stage.actual_start),
            actual_end: record.and_then(|stage| stage.actual_end),
            owner: record.and_then(|stage| stage.owner).map(|owner| owner.0),
            steps,
        }
    }
}

fn blank(item: &'static StepOutline, doctors: &Doctors, today: NaiveDate) -> StepView {
    StepView::of(Some(item), &item.key, None, None, doctors, today)
}

/// The outlined items, then the added ones by id, which is by time.
fn checklist(outline: &'static StageOutline, subject: RecordId, inputs: &Inputs, doctors: &Doctors) -> Vec<StepView> {
    let of_stage =
        |step: &Step| step.stage == Some(outline.key) && step.subject.is_some_and(|reference| reference.0 == subject);
    let mut views: Vec<_> = outline
        .items
        .iter()
        .map(|item| {
            let id = step_id(subject, outline.key, &item.key);
            let record = inputs.steps.iter().find(|(found, _)| *found == id).map(|(_, step)| *step);
            StepView::of(Some(item), &item.key, Some(id), record, doctors, inputs.today)
        })
        .collect();
    let mut added: Vec<_> = inputs
        .steps
        .iter()
        .filter(|(id, step)| of_stage(step) && !views.iter().any(|view| view.id == Some(*id)))
        .collect();
    added.sort_by_key(|(id, _)| *id);
    views.extend(added.into_iter().map(|(id, step)| {
        let item = step.item.as_deref().unwrap_or_default();
        StepView::of(None, item, Some(*id), Some(*step), doctors, inputs.today)
    }));
    views
}

/// The stage must be over, by what came after it.
fn is_over(key: StageKey, inputs: &Inputs) -> bool {
    let opened = inputs.centre.opened.is_some() || inputs.centre.status.is_some_and(CentreStatus::has_opened);
    let joined = inputs.host.and_then(|host| host.status).is_some_and(|status| status == MemberStatus::Member);
    opened || (key.of_host() && joined)
}

/// What was recorded, unless the steps tell more: a blocked stage is blocked, the others are as far as either says.
fn state_of(key: StageKey, record: Option<&Stage>, steps: &[StepView], inputs: &Inputs) -> StageState {
    let applied = inputs.host.and_then(|host| host.status) == Some(MemberStatus::Applied);
    let closed = steps.iter().filter(|step| !step.is_open()).count();
    let from_steps = match closed {
        0 if key == StageKey::Ami && applied => StageState::UnderWay,
        0 => StageState::NotStarted,
        n if n == steps.len() => StageState::Done,
        _ => StageState::UnderWay,
    };
    let opened = inputs.centre.opened.is_some();
    match record.and_then(|stage| stage.state) {
        Some(StageState::Blocked) => StageState::Blocked,
        Some(StageState::Done) => StageState::Done,
        _ if key == StageKey::Ouverture && opened => StageState::Done,
        Some(StageState::UnderWay) if from_steps == StageState::NotStarted => StageState::UnderWay,
        _ => from_steps,
    }
}
