//! A thing that is due, wherever it shows: what it is called, its sign, where it leads, what can be done to it at once.

use super::editing::Editing;
use crate::model::entry::Looking;
use crate::model::reference::stage;
use crate::model::{Centre, Followup, Member, RecordId, Stage, Step, StepState};
use crate::t;
use crate::tui::cx::Cx;
use crate::tui::request::Edit;
use crate::tui::screen::Screen;
use crate::tui::screens::records::scope;
use crate::tui::theme::Role;
use crate::workspace::{Due, DueWhat};

/// What it says, veiled where it is not for every eye.
pub fn said(cx: &Cx, due: &Due) -> String {
    let title = match due.what {
        DueWhat::Blocked => cx.desk.get::<Stage>(&due.id).map(|one| blocked(cx, one)),
        _ => cx.desk.title(&cx.words, &due.id),
    };
    let hidden = due.what == DueWhat::Followup || !mine(cx, due.about);
    let title = title.unwrap_or_else(|| due.id.short());
    if hidden { cx.veiled(&title) } else { title }
}

fn blocked(cx: &Cx, one: &Stage) -> String {
    let label = one.stage.and_then(stage).map(|stage| stage.label(cx.words.lang).to_owned()).unwrap_or_default();
    match &one.blocked_reason {
        Some(reason) => t!(cx.words, "dash-blocked", stage = label, reason = reason.0.as_str()),
        None => label,
    }
}

/// The centre or member that something is about.
pub fn place(cx: &Cx, about: Option<RecordId>) -> String {
    let Some(about) = about else { return String::new() };
    let title = cx.desk.title(&cx.words, &about).unwrap_or_else(|| about.short());
    if mine(cx, Some(about)) { title } else { cx.veiled(&title) }
}

/// How it stands today.
pub fn look(cx: &Cx, due: &Due) -> (Role, &'static str) {
    let glyphs = &cx.theme.glyphs;
    let near = due.date.is_some_and(|date| date.first_day() <= cx.today());
    match due.what {
        DueWhat::Duty => (Role::Accent, glyphs.dot),
        DueWhat::Milestone => (Role::Muted, glyphs.separator),
        _ if due.late => (Role::Late, glyphs.late),
        DueWhat::Blocked => (Role::Blocked, glyphs.blocked),
        _ if near => (Role::Soon, glyphs.dot),
        DueWhat::Step | DueWhat::Followup => (Role::Text, glyphs.open),
        DueWhat::Opening => (Role::Text, glyphs.ring),
    }
}

/// Where `open` leads, and to which record there.
pub fn goes_to(cx: &Cx, due: &Due) -> (Screen, RecordId) {
    match due.about {
        _ if matches!(due.what, DueWhat::Duty | DueWhat::Milestone) => (Screen::Records, due.id),
        Some(about) if cx.desk.get::<Centre>(&about).is_some() => (Screen::Centres, about),
        Some(about) if cx.desk.get::<Member>(&about).is_some() => (Screen::Territories, about),
        _ => (Screen::Records, due.id),
    }
}

/// The tick of a step or a follow-up; `None` for what is not ticked but opened.
pub fn tick(cx: &Cx, due: &Due) -> Option<Edit> {
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
        DueWhat::Opening | DueWhat::Blocked | DueWhat::Duty | DueWhat::Milestone => None,
    }
}

/// Its date, in a form of one field.
pub fn change_date(due: &Due, cx: &mut Cx) {
    match due.what {
        DueWhat::Step | DueWhat::Followup => one_field(due.id, "due", "done-dash-due", cx),
        DueWhat::Opening => one_field(due.id, "target_opening", "done-dash-target", cx),
        DueWhat::Duty | DueWhat::Milestone => one_field(due.id, "date", "done-changed", cx),
        DueWhat::Blocked => {}
    }
}

fn one_field(id: RecordId, key: &str, done: &'static str, cx: &mut Cx) {
    let Some(record) = cx.desk.card(&id).map(|card| card.record.clone()) else { return };
    let title = cx.desk.title(&cx.words, &id).unwrap_or_default();
    Editing::known(done, id, record).open(title, &[key], Looking::Forward, cx);
}

/// Of my sector, or of no place: shown even while the screen is masked.
pub fn mine(cx: &Cx, about: Option<RecordId>) -> bool {
    about.and_then(|id| cx.desk.card(&id)).is_none_or(|card| scope::is_mine(cx, card))
}
