//! Centres, stages and steps: opening is refused while a gate is open.

use super::{Checker, said};
use crate::model::reference::step as outlined;
use crate::model::{
    Centre, CentreKind, CentreStatus, Kind, OfKind, RecordId, Stage, StageKey, StageState, Step, StepState,
};

pub(super) fn centre(centre: &Centre, c: &mut Checker) {
    opening(centre, c);
    let status = centre.status;
    if status.is_some_and(CentreStatus::has_opened) && centre.commune.is_none() {
        c.refuse("commune", "fault-required");
    }
    for (state, field, day) in [
        (CentreStatus::Suspended, "suspended_on", centre.suspended_on),
        (CentreStatus::Closed, "closed_on", centre.closed_on),
        (CentreStatus::Abandoned, "abandoned_on", centre.abandoned_on),
    ] {
        if status == Some(state) && day.is_none() {
            c.refuse(field, "fault-status-date");
        }
        c.not_in_future(field, day);
        if field != "abandoned_on" {
            c.in_order(centre.opened.map(|opened| opened.first_day()), field, day);
        }
    }
    if centre.kind == Some(CentreKind::Antenne) && centre.parent.is_none() {
        c.warn("parent", "fault-antenne-parent");
    }
    super::people::web_page(centre.url.as_deref(), c);
}

/// Setting the actual opening date is opening.
fn opening(centre: &Centre, c: &mut Checker) {
    let before = c.before.and_then(Centre::of);
    let was_open = before.is_some_and(is_open);
    let has_opened = centre.status.is_some_and(CentreStatus::has_opened);
    if let Some(opened) = centre.opened {
        if opened.first_day() > c.today && c.changed("opened") {
            c.refuse("opened", "fault-in-future");
        }
        if centre.status == Some(CentreStatus::Preparing) {
            c.refuse("status", "fault-opened-preparing");
        }
    } else if centre.status == Some(CentreStatus::Open) && !was_open {
        c.refuse("opened", "fault-opening-date");
    }
    if (centre.opened.is_some() || has_opened) && !was_open && !said(&centre.opened_despite) {
        let gates = c.around.gates_open(c.id, centre);
        if !gates.is_empty() {
            let keys: Vec<_> = gates.iter().map(|gate| format!("{}.{}", gate.stage.key(), gate.item)).collect();
            c.refuse_with("opened", "fault-gates-open", vec![("gates", keys.join(","))]);
        }
    }
}

fn is_open(centre: &Centre) -> bool {
    centre.opened.is_some() || centre.status.is_some_and(CentreStatus::has_opened)
}

/// AMI and joining are the host member's, the other stages the centre's.
fn subject(stage: Option<StageKey>, subject: Option<RecordId>, c: &mut Checker) {
    let (Some(stage), Some(subject)) = (stage, subject) else { return };
    let wanted = if stage.of_host() { Kind::Member } else { Kind::Centre };
    if c.changed("subject") && c.kind_of(subject).is_some_and(|kind| kind != wanted) {
        c.refuse("subject", "fault-stage-subject");
    }
}

pub(super) fn stage(stage: &Stage, c: &mut Checker) {
    subject(stage.stage, stage.subject.map(|subject| subject.0), c);
    if stage.state == Some(StageState::Blocked) && !said(&stage.blocked_reason) {
        c.refuse("blocked_reason", "fault-reason-required");
    }
    c.in_order(stage.planned_start, "planned_end", stage.planned_end);
    c.in_order(stage.actual_start, "actual_end", stage.actual_end);
    c.not_in_future("actual_start", stage.actual_start);
    c.not_in_future("actual_end", stage.actual_end);
    if stage.actual_end.is_some() && stage.state.is_some_and(|state| state != StageState::Done) {
        c.warn("actual_end", "fault-ended-not-done");
    }
}

pub(super) fn step(step: &Step, c: &mut Checker) {
    subject(step.stage, step.subject.map(|subject| subject.0), c);
    if step.state == Some(StepState::NotApplicable) && !said(&step.reason) {
        c.refuse("reason", "fault-reason-required");
    }
    let outline = step.stage.zip(step.item.as_deref()).and_then(|(stage, item)| outlined(stage, item));
    match outline {
        Some(outline) if outline.derived && step.state == Some(StepState::Done) && c.changed("state") => {
            c.refuse("state", "fault-step-derived");
        }
        // An item that a later version of the checklist outlines comes from elsewhere: it is only refused when entered.
        None if step.item.is_some()
            && step.label.as_deref().is_none_or(|label| label.trim().is_empty())
            && c.before.is_none() =>
        {
            c.refuse("label", "fault-step-label");
        }
        _ => {}
    }
    c.not_in_future("done_on", step.done_on);
}
