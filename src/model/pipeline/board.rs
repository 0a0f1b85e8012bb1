//! The board: where a centre stands on its way follows from its records, and so does what would bring it elsewhere.

use super::{Gate, Pipeline};
use crate::model::{CentreStatus, StageKey, StageState};

/// Where a centre stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BoardColumn {
    Ami,
    Adhesion,
    Preparing,
    /// No gate is open.
    Ready,
    Open,
    /// Suspended, closed, abandoned.
    Aside,
}

/// What brings a centre to a column.
#[derive(Clone, Debug, PartialEq)]
pub enum BoardMove {
    /// The states that are missing; the status only where it changes.
    Edits { stages: Vec<(StageKey, StageState)>, status: Option<CentreStatus> },
    /// The day on which its doors opened is missing.
    Opening,
    /// How it is set aside, and on which day, is missing.
    SettingAside,
}

/// Why a centre cannot go to a column.
#[derive(Clone, Debug, PartialEq)]
pub enum CannotMove {
    /// These are still to be done.
    Gates(Vec<Gate>),
    /// It is ready because its gates are closed: one of them is to be opened again.
    AllClosed,
    /// Its doors have opened.
    HasOpened,
    /// AMI and joining are the host's, which is unknown.
    NoHost,
    /// Every step of this stage is done: one of them is to be opened again.
    StepsDone(StageKey),
}

impl BoardColumn {
    pub const ALL: &'static [Self] =
        &[Self::Ami, Self::Adhesion, Self::Preparing, Self::Ready, Self::Open, Self::Aside];

    /// After `board-` in message ids.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Ami => "ami",
            Self::Adhesion => "adhesion",
            Self::Preparing => "preparing",
            Self::Ready => "ready",
            Self::Open => "open",
            Self::Aside => "aside",
        }
    }

    /// The column beside this one; `None` at the ends.
    pub fn beside(self, forward: bool) -> Option<Self> {
        let at = Self::ALL.iter().position(|one| *one == self)?;
        let to = if forward { at + 1 } else { at.checked_sub(1)? };
        Self::ALL.get(to).copied()
    }

    pub fn of(status: CentreStatus, pipeline: &Pipeline) -> Self {
        match status {
            CentreStatus::Open => return Self::Open,
            CentreStatus::Suspended | CentreStatus::Closed | CentreStatus::Abandoned => return Self::Aside,
            CentreStatus::Preparing => {}
        }
        let over = |key| pipeline.stage(key).is_some_and(|stage| stage.state == StageState::Done);
        match () {
            () if pipeline.ready => Self::Ready,
            () if !over(StageKey::Ami) => Self::Ami,
            () if !over(StageKey::Adhesion) => Self::Adhesion,
            () => Self::Preparing,
        }
    }
}

impl Pipeline {
    /// What would bring a centre of this status to a column; no edit at all if it is there already.
    ///
    /// # Errors
    /// [`CannotMove`] where only work, not an edit of the board's, can bring it there.
    pub fn moved_to(&self, status: CentreStatus, to: BoardColumn) -> Result<BoardMove, CannotMove> {
        use CentreStatus::{Abandoned, Closed, Open, Preparing, Suspended};
        let stay = || BoardMove::Edits { stages: Vec::new(), status: None };
        if BoardColumn::of(status, self) == to {
            return Ok(stay());
        }
        match (status, to) {
            (Preparing | Open, BoardColumn::Aside) => Ok(BoardMove::SettingAside),
            // it is taken up again, and lands where its records say
            (Abandoned, _) => Ok(BoardMove::Edits { stages: Vec::new(), status: Some(Preparing) }),
            (Suspended | Closed, BoardColumn::Open) => Ok(BoardMove::Edits { stages: Vec::new(), status: Some(Open) }),
            (Open | Suspended | Closed, _) => Err(CannotMove::HasOpened),
            (Preparing, BoardColumn::Open) if !self.gates_open.is_empty() => {
                Err(CannotMove::Gates(self.gates_open.clone()))
            }
            (Preparing, BoardColumn::Open) => Ok(BoardMove::Opening),
            (Preparing, to) => Ok(BoardMove::Edits { stages: self.stages_towards(to)?, status: None }),
        }
    }

    /// The states that AMI and joining lack for a column of a centre in preparation.
    fn stages_towards(&self, to: BoardColumn) -> Result<Vec<(StageKey, StageState)>, CannotMove> {
        let closed = self.gates_open.is_empty();
        match to {
            BoardColumn::Ready if !closed => return Err(CannotMove::Gates(self.gates_open.clone())),
            BoardColumn::Ready => return Ok(Vec::new()),
            _ if closed => return Err(CannotMove::AllClosed),
            _ => {}
        }
        let wanted: &[(StageKey, bool)] = match to {
            BoardColumn::Ami => &[(StageKey::Ami, false)],
            BoardColumn::Adhesion => &[(StageKey::Ami, true), (StageKey::Adhesion, false)],
            _ => &[(StageKey::Ami, true), (StageKey::Adhesion, true)],
        };
        let mut missing = Vec::new();
        for (key, over) in wanted {
            let Some(stage) = self.stage(*key).filter(|stage| stage.subject.is_some()) else {
                return Err(CannotMove::NoHost);
            };
            match (stage.state == StageState::Done, *over) {
                (false, true) => missing.push((*key, StageState::Done)),
                (true, false) if stage.steps.iter().all(|step| !step.is_open()) => {
                    return Err(CannotMove::StepsDone(*key));
                }
                (true, false) => missing.push((*key, StageState::UnderWay)),
                _ => {}
            }
        }
        Ok(missing)
    }
}
