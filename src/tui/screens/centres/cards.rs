//! Moving a card of the board: what would bring the centre there is proposed, or what stands in the way is named.

use super::acts::{Acts, Target};
use super::board::title;
use super::page::CentrePage;
use super::rows::Row;
use crate::model::pipeline::{Blocker, BoardColumn, BoardMove, CannotMove, Gate};
use crate::model::{Centre, CentreStatus, RecordId, StageKey, StageState};
use crate::t;
use crate::tui::action::Action;
use crate::tui::cx::{Cx, Tone};
use crate::tui::layer::{Answer, Took};
use crate::tui::popup::{Confirm, Menu};
use crate::tui::request::Edit;

/// What was proposed, or named, and waits for an answer.
#[derive(Default)]
pub struct Cards {
    proposed: Option<Edit>,
    gates: Option<(RecordId, Vec<StageKey>)>,
}

impl Cards {
    /// Moves a centre to the column beside its own.
    pub fn shift(&mut self, row: &Row, forward: bool, acts: &mut Acts, cx: &mut Cx) {
        let Some(to) = row.column.beside(forward) else { return };
        let target = Target { centre: row.id, stage: None, item: None };
        match row.pipeline.moved_to(row.status, to) {
            Ok(BoardMove::Edits { stages, status }) => self.propose(row, to, &stages, status, cx),
            Ok(BoardMove::Opening) => {
                acts.act(Action::SetOpened, &target, cx);
            }
            Ok(BoardMove::SettingAside) => {
                acts.act(Action::ChangeState, &target, cx);
            }
            Err(CannotMove::Gates(gates)) => self.name_gates(row, to, &gates, cx),
            Err(CannotMove::AllClosed) => cx.say(Tone::Plain, t!(cx.words, "board-all-closed")),
            Err(CannotMove::HasOpened) => cx.say(Tone::Plain, t!(cx.words, "board-has-opened")),
            Err(CannotMove::NoHost) => cx.say(Tone::Plain, t!(cx.words, "stage-without-host")),
            Err(CannotMove::StepsDone(key)) => {
                let stage = cx.words.choice_of(key);
                cx.say(Tone::Plain, t!(cx.words, "board-steps-done", stage = stage));
            }
        }
    }

    fn propose(
        &mut self,
        row: &Row,
        to: BoardColumn,
        stages: &[(StageKey, StageState)],
        status: Option<CentreStatus>,
        cx: &mut Cx,
    ) {
        let mut edit = Edit::new("done-card");
        let mut lines = Vec::new();
        for (key, state) in stages {
            let Some(stage) = row.pipeline.stage(*key) else { continue };
            edit = cx.desk.change_stage(edit, stage, |record| {
                record.state = Some(*state);
                record.blocked_reason = None;
                if *state != StageState::Done {
                    record.actual_end = None;
                }
            });
            let (stage, state) = (cx.words.choice_of(*key), cx.words.choice_of(*state));
            lines.push(t!(cx.words, "board-edit-stage", stage = stage, state = state));
        }
        if let (Some(status), Some(before)) = (status, cx.desk.get::<Centre>(&row.id)) {
            edit = edit.update(row.id, before, Centre { status: Some(status), ..before.clone() });
            lines.push(t!(cx.words, "board-edit-status", status = cx.words.choice_of(status)));
        }
        if !stages.is_empty() {
            lines.push(t!(cx.words, "stage-of-host"));
        }
        self.proposed = Some(edit);
        let heading = t!(cx.words, "board-move", centre = row.short.as_str(), column = title(to, cx));
        cx.push(Confirm::new("board-move", heading, lines.join("\n")));
    }

    /// Refused: the gates that are open, each leading to its stage.
    fn name_gates(&mut self, row: &Row, to: BoardColumn, gates: &[Gate], cx: &mut Cx) {
        self.gates = Some((row.id, gates.iter().map(|gate| gate.stage).collect()));
        let lines = gates.iter().map(|gate| Blocker::Gate(gate.clone()).words(&cx.words)).collect();
        cx.push(Menu::new("board-gates", t!(cx.words, "board-gates", column = title(to, cx)), lines));
    }

    pub fn answer(&mut self, tag: &'static str, answer: &Answer, acts: &mut Acts, cx: &mut Cx) -> Took {
        match (tag, answer) {
            ("board-move", Answer::Yes) => {
                if let Some(edit) = self.proposed.take() {
                    acts.commit(edit, cx);
                }
            }
            ("board-move", _) => self.proposed = None,
            ("board-gates", Answer::Picked(at)) => {
                let Some((centre, stages)) = self.gates.take() else { return Took::Yes };
                cx.push(CentrePage::new(centre, stages.get(*at).copied(), cx));
            }
            _ => return Took::No,
        }
        Took::Yes
    }
}
