//! What can be done to a line without leaving it.

use super::rows::{Row, What};
use crate::model::entry::Looking;
use crate::model::{Followup, Kind, RecordId, Step, StepState};
use crate::tui::cx::Cx;
use crate::tui::form::{Form, FormLayer, FormOutcome};
use crate::tui::request::Edit;
use crate::tui::screens::shared::records::Records;
use crate::tui::screens::shared::talk;
use crate::workspace::DueWhat;

/// After these nothing follows.
const SAVED: &str = "dash-saved";

/// The tick of a step or a follow-up; `None` for a line that is not ticked but opened.
pub fn tick(row: &Row, cx: &Cx) -> Option<Edit> {
    let What::Due(due) = &row.what else { return None };
    match due.what {
        DueWhat::Step => {
            let before = cx.desk.get::<Step>(&due.id)?;
            let after = Step { state: Some(StepState::Done), ..before.clone() };
            Some(Edit::new("done-dash-step").update(due.id, before, after))
        }
        DueWhat::Followup => {
            let before = cx.desk.get::<Followup>(&due.id)?;
            let after = Followup { done: Some(true), ..before.clone() };
            Some(Edit::new("done-dash-followup").update(due.id, before, after))
        }
        DueWhat::Opening | DueWhat::Blocked => None,
    }
}

/// The line's date, in a form of one field.
pub fn change_date(row: &Row, cx: &mut Cx) {
    let What::Due(due) = &row.what else { return };
    match due.what {
        DueWhat::Step => one_field(due.id, "due", "done-dash-due", cx),
        DueWhat::Followup => one_field(due.id, "due", "done-dash-due", cx),
        DueWhat::Opening => one_field(due.id, "target_opening", "done-dash-target", cx),
        DueWhat::Blocked => {}
    }
}

/// The whole form of what the line is about. Visits have their own screen.
pub fn edit(row: &Row, cx: &mut Cx) {
    match &row.what {
        What::Due(due) => talk::edit(due.id, cx),
        What::Visit(_) | What::Divergences(_) | What::Unsent(_) | What::Backup(_) | What::Clock(_) => {
            super::go(row, cx)
        }
    }
}

fn one_field(id: RecordId, key: &str, done: &'static str, cx: &mut Cx) {
    let Some(card) = cx.desk.card(&id).cloned() else { return };
    let kind: Kind = card.kind();
    let form = Form::new(Records::of(cx)).looking(Looking::Forward).field(kind, key).filled(&card.record, cx);
    let form = form.diverging(kind, &card.diverging, cx);
    let before = card.record.clone();
    let commit = move |outcome: &FormOutcome, _: &mut Cx| {
        Edit::new(done).put(id, Some(&before), &outcome.record(kind, Some(&before)))
    };
    let title = cx.desk.title(&cx.words, &id).unwrap_or_default();
    let draft = format!("{} {key}", talk::of_record(kind, id));
    cx.push(FormLayer::new(SAVED, title, form).draft(draft).commit(commit));
}
