//! What follows from what the person said, filled in before an edit is checked: they need not say it twice.

use super::surroundings::Surroundings;
use crate::model::{
    AnyRecord, Centre, CentreStatus, Decimal, Device, Exchange, Followup, Position, PositionState, Ref, Stage,
    StageState, Step, StepState, Visit, VisitStatus, calendar, reference,
};

/// Completes `after`; `before` is the record as it was, or `None` for a new one. What the person filled in stays.
pub(super) fn complete(after: &mut AnyRecord, before: Option<&AnyRecord>, around: &Surroundings<'_>) {
    match (after, before) {
        (AnyRecord::Visit(visit), _) => visit_follows(visit, around),
        (AnyRecord::Centre(centre), before) => centre_follows(centre, before),
        (AnyRecord::Step(step), before) => step_follows(step, before, around),
        (AnyRecord::Stage(stage), before) => stage_follows(stage, before, around),
        (AnyRecord::Position(position), before) => position_follows(position, before, around),
        (AnyRecord::Exchange(Exchange { by, .. }), None) => fill_with(by, me(around)),
        (AnyRecord::Followup(followup), before) => followup_follows(followup, before, around),
        _ => {}
    }
}

fn fill<T>(field: &mut Option<T>, value: T) {
    if field.is_none() {
        *field = Some(value);
    }
}

fn fill_with<T>(field: &mut Option<T>, value: Option<T>) {
    if field.is_none() {
        *field = value;
    }
}

fn me(around: &Surroundings<'_>) -> Option<Ref<Device>> {
    around.desk.me.map(|me| Ref::new(me.record()))
}

fn visit_follows(visit: &mut Visit, around: &Surroundings<'_>) {
    if let (Some(start), None) = (visit.start, &visit.band_reason) {
        visit.band = Some(calendar::band(start.wall(), &around.desk.bridge_days()));
    }
    fill(&mut visit.unscheduled, false);
    let centre = visit.centre.and_then(|centre| around.desk.get::<Centre>(&centre.0));
    let estimated = visit.km.is_none() || visit.km_estimated == Some(true);
    if let (VisitStatus::Done, true, Some(from), Some(to)) = (
        visit.status.unwrap_or(VisitStatus::Planned),
        estimated,
        centre.and_then(|centre| centre.commune),
        visit.commune,
    ) && let Some(km) = reference::communes().distance_km(from, to)
    {
        // Roads wind: a third more than the straight line, to the half kilometre, and never nothing.
        let halves = ((km * 1.3 * 2.0).round() as i64).max(2);
        visit.km = Some(Decimal::from_thousandths(halves * 500));
        visit.km_estimated = Some(true);
    }
}

fn centre_follows(centre: &mut Centre, before: Option<&AnyRecord>) {
    fill(&mut centre.status, CentreStatus::Preparing);
    if let (None, Some(target)) = (centre.first_target, centre.target_opening) {
        let former = match before {
            Some(AnyRecord::Centre(before)) => before.target_opening,
            _ => None,
        };
        centre.first_target = Some(former.unwrap_or(target));
    }
    if centre.opened.is_some() && centre.status == Some(CentreStatus::Preparing) {
        centre.status = Some(CentreStatus::Open);
    }
}

fn step_follows(step: &mut Step, before: Option<&AnyRecord>, around: &Surroundings<'_>) {
    fill(&mut step.state, StepState::Open);
    let was_done = matches!(before, Some(AnyRecord::Step(before)) if before.state == Some(StepState::Done));
    match step.state {
        Some(StepState::Done) if !was_done => {
            fill(&mut step.done_on, around.today());
            fill_with(&mut step.done_by, me(around));
        }
        Some(StepState::Open) => {
            step.done_on = None;
            step.done_by = None;
        }
        _ => {}
    }
}

fn stage_follows(stage: &mut Stage, before: Option<&AnyRecord>, around: &Surroundings<'_>) {
    fill(&mut stage.state, StageState::NotStarted);
    let was = match before {
        Some(AnyRecord::Stage(before)) => before.state,
        _ => None,
    };
    match stage.state {
        Some(StageState::Done) if was != Some(StageState::Done) => fill(&mut stage.actual_end, around.today()),
        Some(StageState::UnderWay) if was != Some(StageState::UnderWay) => {
            fill(&mut stage.actual_start, around.today())
        }
        _ => {}
    }
    if stage.state != Some(StageState::Blocked) && was == Some(StageState::Blocked) {
        stage.blocked_reason = None;
    }
}

fn position_follows(position: &mut Position, before: Option<&AnyRecord>, around: &Surroundings<'_>) {
    fill(&mut position.state, PositionState::Need);
    let was = match before {
        Some(AnyRecord::Position(before)) => before.state,
        _ => None,
    };
    if position.state == was {
        return;
    }
    let today = around.today();
    let date = match position.state {
        Some(PositionState::Need) if was == Some(PositionState::Departed) => &mut position.reopened_on,
        Some(PositionState::Need) | None => &mut position.need_on,
        Some(PositionState::Offer) => &mut position.offer_on,
        Some(PositionState::Application) => &mut position.application_on,
        Some(PositionState::Interview) => &mut position.interview_on,
        Some(PositionState::Proposal) => &mut position.proposal_on,
        Some(PositionState::Signed) => &mut position.signed_on,
        Some(PositionState::InPost) => &mut position.started_on,
        Some(PositionState::Absent) => &mut position.absent_from,
        Some(PositionState::Departed) => &mut position.left_on,
    };
    fill(date, today);
}

fn followup_follows(followup: &mut Followup, before: Option<&AnyRecord>, around: &Surroundings<'_>) {
    if before.is_none() {
        fill_with(&mut followup.owner, me(around));
    }
    match followup.done {
        Some(true) => fill(&mut followup.done_on, around.today()),
        _ => followup.done_on = None,
    }
}
