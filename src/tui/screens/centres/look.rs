//! How a stage, a step and a slip look, wherever they are shown.

use ratatui::text::{Line, Span};

use crate::model::pipeline::{StageView, StepView};
use crate::model::{CentreStatus, StageKey, StageState, StepState};
use crate::t;
use crate::tui::cx::Cx;
use crate::tui::text;
use crate::tui::theme::Role;

/// The sign of a stage and what it means.
pub fn stage_sign(stage: &StageView, cx: &Cx) -> (&'static str, Role) {
    let glyphs = &cx.theme.glyphs;
    match stage.state {
        StageState::Done => (glyphs.done, Role::Done),
        StageState::Blocked => (glyphs.blocked, Role::Blocked),
        StageState::UnderWay => (glyphs.under_way, Role::UnderWay),
        StageState::NotStarted => (glyphs.open, Role::Muted),
    }
}

/// Cells of a stage's column: `►3/9!`; premises have more than nine steps.
pub const fn stage_width(key: StageKey) -> u16 {
    if matches!(key, StageKey::Locaux) { 6 } else { 5 }
}

/// A name that does not fit gives up what stands before its dash: « Centre … — Lodève ».
pub fn fitted(name: &str, width: u16) -> &str {
    let long = text::width(name) > width;
    name.split_once(" — ").filter(|_| long).map_or(name, |(_, place)| place)
}

/// A stage in five or six cells: `√`, `►3/9`, `■2/9`, and `!` when it is late.
pub fn stage_cell(stage: &StageView, cx: &Cx) -> Line<'static> {
    let (sign, role) = stage_sign(stage, cx);
    let progress = match stage.state {
        StageState::Done => String::new(),
        _ => format!("{}/{}", stage.done, stage.total),
    };
    let mut spans = vec![Span::styled(format!("{sign}{progress}"), cx.style(role))];
    if stage.late {
        spans.push(Span::styled(cx.theme.glyphs.late, cx.style(Role::Late)));
    }
    Line::from(spans)
}

/// The sign of a step and what it means.
pub fn step_sign(step: &StepView, cx: &Cx) -> (&'static str, Role) {
    let glyphs = &cx.theme.glyphs;
    match step.state {
        StepState::Done => (glyphs.done, Role::Done),
        StepState::NotApplicable => (glyphs.not_applicable, Role::Muted),
        StepState::Open if step.late => (glyphs.open, Role::Late),
        StepState::Open => (glyphs.open, Role::Text),
    }
}

/// « +45 j », « -10 j »; nothing where nothing moved.
pub fn slip(days: Option<i64>, cx: &Cx) -> Line<'static> {
    match days {
        None | Some(0) => Line::default(),
        Some(days) => {
            let role = if days > 0 { Role::Late } else { Role::Done };
            let shown = if days > 0 { format!("+{days}") } else { days.to_string() };
            Line::styled(t!(cx.words, "slip-days", days = shown), cx.style(role))
        }
    }
}

/// A centre's status with its sign.
pub fn status(status: CentreStatus, cx: &Cx) -> Line<'static> {
    let glyphs = &cx.theme.glyphs;
    let (sign, role) = match status {
        CentreStatus::Preparing => (glyphs.under_way, Role::UnderWay),
        CentreStatus::Open => (glyphs.dot, Role::Done),
        CentreStatus::Suspended => (glyphs.blocked, Role::Blocked),
        CentreStatus::Closed | CentreStatus::Abandoned => (glyphs.not_applicable, Role::Muted),
    };
    Line::styled(format!("{sign} {}", cx.words.choice_of(status)), cx.style(role))
}
