//! Positions and candidacies.

use chrono::NaiveDate;

use super::Checker;
use crate::model::privacy::is_reference;
use crate::model::{AnyRecord, Candidacy, CandidacyState, Circulation, College, Position};

pub(super) fn position(position: &Position, c: &mut Checker) {
    if position.fte.is_some_and(|fte| !(1..=1000).contains(&fte.thousandths())) {
        c.refuse("fte", "fault-fte-range");
    }
    let steps = [
        ("need_on", position.need_on),
        ("offer_on", position.offer_on),
        ("application_on", position.application_on),
        ("interview_on", position.interview_on),
        ("proposal_on", position.proposal_on),
        ("signed_on", position.signed_on),
        ("started_on", position.started_on),
        ("left_on", position.left_on),
    ];
    let mut last: Option<NaiveDate> = None;
    for (field, day) in steps {
        let Some(day) = day else { continue };
        // A position that was reopened runs through its states again: the dates of its first life lie behind.
        let first_life = position.reopened_on.is_some_and(|reopened| day <= reopened);
        if last.is_some_and(|last| day < last) && !first_life {
            c.refuse(field, "fault-dates-order");
        }
        last = Some(last.map_or(day, |last| if first_life { last } else { last.max(day) }));
    }
    c.in_order(position.absent_from, "absent_until", position.absent_until);
    c.in_order(position.started_on, "absent_from", position.absent_from);
    if let Some(state) = position.state
        && let Some((field, day)) = reached(position, state)
        && day > c.today
        && (c.changed("state") || c.changed(field))
    {
        c.warn(field, "fault-state-in-future");
    }
}

/// The field that dates the state, and its day.
fn reached(position: &Position, state: crate::model::PositionState) -> Option<(&'static str, NaiveDate)> {
    let spec = crate::model::Kind::Position.field_by_tag(state.date_tag())?;
    match crate::model::Record::get(position, spec.tag)? {
        crate::model::Value::Date(day) => Some((spec.key, day)),
        _ => None,
    }
}

pub(super) fn candidacy(candidacy: &Candidacy, c: &mut Checker) {
    if candidacy.reference.as_deref().is_some_and(|text| !text.trim().is_empty() && !is_reference(text)) {
        c.refuse("reference", "fault-reference-form");
    }
    c.in_order(candidacy.received, "decided", candidacy.decided);
    c.not_in_future("received", candidacy.received);
    c.not_in_future("decided", candidacy.decided);
    if let Some(reason) = &candidacy.reason {
        c.private("reason", &reason.0);
    }
    let over = matches!(candidacy.state, Some(CandidacyState::Withdrawn | CandidacyState::Refused));
    if candidacy.cause.is_some() && !over {
        c.refuse("cause", "fault-cause-of-exit");
    }
}

pub(super) fn circulation(circulation: &Circulation, c: &mut Checker) {
    let network = circulation.network.and_then(|network| c.around.record(network.0));
    let partner =
        |record: &AnyRecord| matches!(record, AnyRecord::Member(one) if one.college == Some(College::Partner));
    if network.is_some_and(|record| !partner(&record)) && c.changed("network") {
        c.refuse("network", "fault-network-college");
    }
    c.in_order(circulation.sent, "answered", circulation.answered);
    c.not_in_future("sent", circulation.sent);
    c.not_in_future("answered", circulation.answered);
    if let Some(note) = &circulation.note {
        c.private("note", &note.0);
    }
}
