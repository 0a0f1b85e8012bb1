//! The opening pipeline of a centre, derived from its records: nothing here is stored.

mod board;
mod stage;
#[cfg(test)]
pub(super) mod tests;

use chrono::NaiveDate;

pub use board::{BoardColumn, BoardMove, CannotMove};
pub use stage::{StageView, StepView};

use super::reference::stages;
use super::staffing::Doctors;
use super::{Centre, CentreStatus, Member, Position, RecordId, Stage, StageKey, StageState, Step};
use crate::i18n::Words;
use crate::t;

/// The record of a subject's stage, on every laptop. The subject is a centre or, for [`StageKey::of_host`], a member.
pub fn stage_id(subject: RecordId, key: StageKey) -> RecordId {
    RecordId::derived(&["stage", &subject.to_string(), key.key()])
}

/// The record of one checklist item, on every laptop.
pub fn step_id(subject: RecordId, key: StageKey, item: &str) -> RecordId {
    RecordId::derived(&["step", &subject.to_string(), key.key(), item])
}

impl StageKey {
    /// AMI and joining belong to the host member, and show on each of its centres.
    pub const fn of_host(self) -> bool {
        matches!(self, Self::Ami | Self::Adhesion)
    }

    /// Whose record the stage is: the centre's, or its host's; `None` while the host is unknown.
    pub fn subject(self, centre: RecordId, host: Option<RecordId>) -> Option<RecordId> {
        if self.of_host() { host } else { Some(centre) }
    }
}

impl CentreStatus {
    /// Its doors have opened once, whatever came after.
    pub const fn has_opened(self) -> bool {
        matches!(self, Self::Open | Self::Suspended | Self::Closed)
    }
}

/// What a pipeline follows from. Records of other subjects may be among them: they are left out.
#[derive(Clone, Copy)]
pub struct Inputs<'a> {
    pub id: RecordId,
    pub centre: &'a Centre,
    pub host: Option<&'a Member>,
    pub stages: &'a [(RecordId, &'a Stage)],
    pub steps: &'a [(RecordId, &'a Step)],
    pub positions: &'a [(RecordId, &'a Position)],
    pub today: NaiveDate,
}

/// A checklist item that blocks the opening.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gate {
    pub stage: StageKey,
    pub item: String,
    /// The step's record, or the one to be written.
    pub id: RecordId,
}

/// What stands in the way of the opening.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Blocker {
    /// A stage that someone marked as blocked; it stops the work, not by itself the opening.
    Stage {
        stage: StageKey,
        reason: String,
    },
    Gate(Gate),
    NoDoctor,
    DoctorsUnchecked(usize),
}

/// A centre's way to its opening.
#[derive(Clone, Debug, PartialEq)]
pub struct Pipeline {
    /// In display order, all six.
    pub stages: Vec<StageView>,
    /// The gates that are still open: the opening is refused while there is one.
    pub gates_open: Vec<Gate>,
    /// No gate is open, and the doors are not yet open.
    pub ready: bool,
    /// Days from the first target to the present one or, once open, to the actual opening.
    pub slip_days: Option<i64>,
    /// The target has passed, and the doors are not open.
    pub late: bool,
    doctors: Doctors,
}

impl Pipeline {
    pub fn of(inputs: &Inputs) -> Self {
        let doctors = Doctors::of(inputs.positions.iter().map(|(_, position)| *position).filter(|p| at(p, inputs.id)));
        let stages: Vec<_> = stages().iter().map(|outline| StageView::of(outline, inputs, &doctors)).collect();
        let gates_open = stages.iter().filter(|stage| !stage.presumed).flat_map(open_gates).collect::<Vec<_>>();
        let centre = inputs.centre;
        let preparing = centre.status.is_none_or(|status| status == CentreStatus::Preparing);
        let reached = centre.opened.or(centre.target_opening);
        Self {
            ready: preparing && gates_open.is_empty(),
            late: preparing && centre.target_opening.is_some_and(|target| target.last_day() < inputs.today),
            slip_days: reached.zip(centre.first_target).map(|(reached, first)| reached.days_since(&first)),
            stages,
            gates_open,
            doctors,
        }
    }

    /// The gates that are open for a centre whose doors are about to open, as if it were still in preparation.
    pub fn gates(inputs: &Inputs) -> Vec<Gate> {
        let centre = Centre { status: Some(CentreStatus::Preparing), opened: None, ..inputs.centre.clone() };
        Self::of(&Inputs { centre: &centre, ..*inputs }).gates_open
    }

    pub fn stage(&self, key: StageKey) -> Option<&StageView> {
        self.stages.iter().find(|stage| stage.key == key)
    }

    /// When a stage began: as recorded, else the first trace of work on it.
    pub fn began(&self, key: StageKey) -> Option<NaiveDate> {
        let stage = self.stage(key)?;
        let need = self.doctors.first_need.filter(|_| key == StageKey::Recrutement);
        stage.actual_start.or_else(|| stage.steps.iter().filter_map(|step| step.done_on).chain(need).min())
    }

    /// When a stage that is over ended: as recorded, else the last trace of work on it.
    pub fn ended(&self, key: StageKey) -> Option<NaiveDate> {
        let stage = self.stage(key).filter(|stage| stage.state == StageState::Done)?;
        let signed = self.doctors.first_signed.filter(|_| key == StageKey::Recrutement);
        stage.actual_end.or_else(|| stage.steps.iter().filter_map(|step| step.done_on).chain(signed).max())
    }

    /// Everything that stands in the way, blocked stages first, in words by [`Blocker::words`].
    pub fn blockers(&self) -> Vec<Blocker> {
        let blocked = self.stages.iter().filter_map(|stage| {
            let reason = stage.blocked_reason.clone()?;
            Some(Blocker::Stage { stage: stage.key, reason })
        });
        let gates = self.gates_open.iter().map(|gate| match (gate.stage, gate.item.as_str()) {
            (StageKey::Recrutement, "medecin") => Blocker::NoDoctor,
            (StageKey::Recrutement, "ordre_rpps") if self.doctors.unchecked > 0 => {
                Blocker::DoctorsUnchecked(self.doctors.unchecked)
            }
            _ => Blocker::Gate(gate.clone()),
        });
        let mut all: Vec<_> = blocked.chain(gates).collect();
        // Without a doctor there is nobody to check: one thing to do, said once.
        if all.contains(&Blocker::NoDoctor) {
            all.retain(|one| !matches!(one, Blocker::Gate(gate) if gate.item == "ordre_rpps"));
        }
        all
    }

    /// Steps done and steps that apply, over all stages.
    pub fn progress(&self) -> (usize, usize) {
        self.stages.iter().fold((0, 0), |(done, total), stage| (done + stage.done, total + stage.total))
    }
}

impl Blocker {
    pub fn words(&self, words: &Words) -> String {
        let stage_label =
            |key: StageKey| super::reference::stage(key).map_or(key.key(), |stage| stage.label(words.lang));
        match self {
            Self::Stage { stage, reason } => {
                t!(words, "blocker-stage", stage = stage_label(*stage), reason = reason.as_str())
            }
            Self::Gate(gate) => {
                let outline = super::reference::step(gate.stage, &gate.item);
                let step = outline.map_or(gate.item.as_str(), |step| step.label(words.lang));
                t!(words, "blocker-gate", stage = stage_label(gate.stage), step = step)
            }
            Self::NoDoctor => t!(words, "blocker-no-doctor"),
            Self::DoctorsUnchecked(n) => {
                let n = *n;
                t!(words, "blocker-doctors-unchecked", n = n)
            }
        }
    }
}

fn at(position: &Position, centre: RecordId) -> bool {
    position.centre.is_some_and(|reference| reference.0 == centre)
}

fn open_gates(stage: &StageView) -> impl Iterator<Item = Gate> {
    let open = stage.steps.iter().filter(|step| step.gate && step.is_open());
    open.filter_map(|step| Some(Gate { stage: stage.key, item: step.item.clone(), id: step.id? }))
}
