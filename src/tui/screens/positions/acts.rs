//! What can be done to a position, from the list and from its own page.

use chrono::NaiveDate;

use crate::i18n::format;
use crate::model::entry::Looking;
use crate::model::{
    Candidacy, CandidacyState, Centre, Circulation, Decimal, Kind, Position, PositionState, Record, RecordId, Ref,
    Value,
};
use crate::t;
use crate::tui::action::Action;
use crate::tui::cx::{Cx, Tone};
use crate::tui::layer::{Answer, Took};
use crate::tui::popup::{Confirm, Menu};
use crate::tui::request::{Edit, Reply, Request, Ticket};
use crate::tui::screens::shared::HistoryPage;
use crate::tui::screens::shared::dates::{day_prompt, read_day};
use crate::tui::screens::shared::diverging;
use crate::tui::screens::shared::editing::{Editing, SAVED, say_refused};
use crate::tui::screens::shared::talk;
use crate::tui::screens::twins;

const NEW_FIELDS: [&str; 7] = ["centre", "role", "fte", "contract", "label", "need_on", "note"];
const FIELDS: [&str; 21] = [
    "centre",
    "role",
    "fte",
    "contract",
    "label",
    "state",
    "need_on",
    "offer_on",
    "application_on",
    "interview_on",
    "proposal_on",
    "signed_on",
    "started_on",
    "absent_from",
    "absent_until",
    "left_on",
    "reopened_on",
    "ordre_rpps",
    "contrat_transmis_ordre",
    "cps",
    "note",
];
pub const CANDIDACY_FIELDS: [&str; 6] = ["reference", "state", "received", "decided", "cause", "reason"];
pub const CHECKS: [&str; 3] = ["ordre_rpps", "contrat_transmis_ordre", "cps"];

/// Actions under way on positions.
#[derive(Default)]
pub struct Acts {
    target: Option<RecordId>,
    /// The state that a date is being asked for.
    state: Option<PositionState>,
    saving: Option<Ticket>,
}

impl Acts {
    pub fn act(&mut self, action: Action, id: RecordId, cx: &mut Cx) -> Took {
        self.target = Some(id);
        let Some(position) = cx.desk.get::<Position>(&id).cloned() else { return Took::No };
        let state = position.state.unwrap_or(PositionState::Need);
        match action {
            Action::Advance => match state.next() {
                Some(next) => self.ask_date(next, cx),
                None => self.choose_state(state, cx),
            },
            Action::ChangeState => self.choose_state(state, cx),
            Action::ToggleCheck => choose_check(&position, cx),
            Action::AddCandidacy => Self::add_candidacy(id, cx),
            Action::Circulate => Self::circulate(id, cx),
            Action::Edit => {
                let editing = Editing::known("done-position", id, position);
                editing.open(cx.words.phrase(Kind::Position, "edit"), &FIELDS, Looking::Back, cx);
            }
            Action::Delete => {
                let title = cx.words.phrase(Kind::Position, "delete");
                cx.push(Confirm::new("delete", title, t!(cx.words, "ask-delete-position")).dangerous());
            }
            Action::LogExchange => talk::log_exchange(Some(id), cx),
            Action::FollowUp => talk::follow_up(Some(id), cx),
            Action::Note => talk::note(id, cx),
            Action::Resolve => diverging::resolve(id, cx),
            Action::Merge => twins::with(Kind::Position, id, None, cx),
            Action::History => cx.push(HistoryPage::new(Kind::Position, id, super::title(&position, cx))),
            _ => return Took::No,
        }
        Took::Yes
    }

    /// A form on a new position, of a centre if one is known.
    pub fn new_position(centre: Option<Ref<Centre>>, cx: &mut Cx) {
        let start = Position {
            centre,
            fte: Some(Decimal::from_thousandths(1000)),
            state: Some(PositionState::Need),
            need_on: Some(cx.today()),
            ..Position::default()
        };
        let editing = Editing::new("done-position", cx.new_id(), start);
        editing.open(cx.words.phrase(Kind::Position, "new"), &NEW_FIELDS, Looking::Back, cx);
    }

    pub fn add_candidacy(position: RecordId, cx: &mut Cx) {
        let start = Candidacy {
            position: Some(Ref::new(position)),
            state: Some(CandidacyState::Received),
            received: Some(cx.today()),
            ..Candidacy::default()
        };
        let editing = Editing::new("done-candidacy", cx.new_id(), start);
        let title = cx.words.phrase(Kind::Candidacy, "new");
        editing.open(title, &CANDIDACY_FIELDS, Looking::Back, cx);
    }

    /// A form on an offer that is sent round a network today.
    fn circulate(position: RecordId, cx: &mut Cx) {
        let start =
            Circulation { position: Some(Ref::new(position)), sent: Some(cx.today()), ..Circulation::default() };
        let editing = Editing::new("done-circulation", cx.new_id(), start);
        let title = cx.words.phrase(Kind::Circulation, "new");
        editing.open(title, &["network", "sent", "answered", "answers", "note"], Looking::Back, cx);
    }

    pub fn commit(&mut self, edit: Edit, cx: &mut Cx) {
        if !edit.is_empty() {
            self.saving = Some(cx.request(Request::Commit(edit)));
        }
    }

    /// The other states first that usually follow.
    fn choose_state(&mut self, state: PositionState, cx: &mut Cx) {
        let lines = choices(state).iter().map(|to| move_words(state, *to, cx)).collect();
        cx.push(Menu::new("state", cx.words.choice_of(state), lines));
    }

    /// When the state was reached: today unless said.
    fn ask_date(&mut self, to: PositionState, cx: &mut Cx) {
        self.state = Some(to);
        let today = format::date_short(cx.today());
        cx.push(day_prompt("state-date", cx.words.choice_of(to), &today, Looking::Back, false));
    }

    pub fn answer(&mut self, tag: &'static str, answer: &Answer, cx: &mut Cx) -> Took {
        if tag == SAVED || talk::answered(tag, answer, cx) == Took::Yes {
            return Took::Yes;
        }
        let position = |cx: &Cx, id: &RecordId| cx.desk.get::<Position>(id).cloned();
        match (tag, answer) {
            ("state", Answer::Picked(at)) => {
                let from = self.target.and_then(|id| position(cx, &id)).and_then(|position| position.state);
                if let Some(to) = choices(from.unwrap_or(PositionState::Need)).get(*at) {
                    self.ask_date(*to, cx);
                }
            }
            ("state-date", Answer::Text(text)) => {
                if let (Some(id), Some(to), Ok(Some(day))) =
                    (self.target, self.state.take(), read_day(text, Looking::Back, cx))
                {
                    self.move_to(id, to, day, cx);
                }
            }
            ("check", Answer::Picked(at)) => {
                if let (Some(id), Some(key)) = (self.target, CHECKS.get(*at)) {
                    self.toggle(id, key, cx);
                }
            }
            ("delete", Answer::Yes) => {
                if let Some(id) = self.target {
                    self.commit(Edit::new("done-position-deleted").delete(id, Kind::Position), cx);
                }
            }
            _ => return Took::No,
        }
        Took::Yes
    }

    fn move_to(&mut self, id: RecordId, to: PositionState, day: NaiveDate, cx: &mut Cx) {
        let Some(before) = cx.desk.get::<Position>(&id).cloned() else { return };
        let after = moved(&before, to, day);
        self.commit(Edit::new("done-position-state").update(id, &before, after), cx);
    }

    fn toggle(&mut self, id: RecordId, key: &str, cx: &mut Cx) {
        let Some(spec) = Kind::Position.field(key) else { return };
        let Some(position) = cx.desk.get::<Position>(&id) else { return };
        let done = position.get(spec.tag) == Some(Value::Bool(true));
        let change = (spec.tag, Some(Value::Bool(!done)));
        self.commit(Edit::new("done-position-check").set(id, Kind::Position, vec![change]), cx);
    }

    pub fn reply(&mut self, ticket: Ticket, reply: &Reply, cx: &mut Cx) -> Took {
        if self.saving != Some(ticket) {
            return Took::No;
        }
        self.saving = None;
        if let Reply::Refused(refused) = reply {
            say_refused(refused, cx);
        }
        Took::Yes
    }
}

/// The position in another state since a day.
fn moved(before: &Position, to: PositionState, day: NaiveDate) -> Position {
    let mut after = Position { state: Some(to), ..before.clone() };
    let day = Some(day);
    match (before.state, to) {
        // Back from leave: the start date stays.
        (Some(PositionState::Absent), PositionState::InPost) => after.absent_until = day,
        (Some(PositionState::Departed | PositionState::InPost | PositionState::Absent), PositionState::Need) => {
            after.reopened_on = day;
        }
        (_, PositionState::Absent) => {
            after.absent_from = day;
            after.absent_until = None;
        }
        (_, to) => _ = after.set(to.date_tag(), day.map(Value::Date)),
    }
    after
}

/// What a position can go on to, the usual ones first.
fn choices(from: PositionState) -> Vec<PositionState> {
    use PositionState::{Absent, Departed, InPost, Need};
    let first: &[PositionState] = match from {
        InPost => &[Absent, Departed, Need],
        Absent => &[InPost, Departed, Need],
        Departed => &[Need],
        _ => &[],
    };
    let others = PositionState::ALL.iter().filter(|state| **state != from && !first.contains(state));
    let next = from.next();
    let mut all: Vec<PositionState> = first.iter().chain(others).copied().collect();
    all.sort_by_key(|state| Some(*state) != next);
    if from.next().is_none() { all.into_iter().take(first.len()).collect() } else { all }
}

fn move_words(from: PositionState, to: PositionState, cx: &Cx) -> String {
    use PositionState::{Absent, InPost, Need};
    match (from, to) {
        (Absent, InPost) => t!(cx.words, "position-back"),
        (_, Need) if from.next().is_none() => t!(cx.words, "position-reopen"),
        _ => cx.words.choice_of(to),
    }
}

fn choose_check(position: &Position, cx: &mut Cx) {
    if !position.role.is_some_and(crate::model::Role::is_professional) {
        return cx.say(Tone::Plain, t!(cx.words, "no-checks"));
    }
    let line = |key: &&str| {
        let spec = Kind::Position.field(key);
        let done = spec.and_then(|spec| position.get(spec.tag)) == Some(Value::Bool(true));
        let sign = if done { cx.theme.glyphs.done } else { cx.theme.glyphs.open };
        format!("{sign} {}", spec.map_or_else(String::new, |spec| cx.words.field(Kind::Position, spec)))
    };
    let missing = position.checks_missing();
    let first = CHECKS.iter().position(|key| missing.contains(key)).unwrap_or(0);
    let lines = CHECKS.iter().map(line).collect();
    cx.push(Menu::new("check", t!(cx.words, "position-checks"), lines).at(first));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coming_back_and_reopening_keep_the_earlier_dates() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let started = Some(day("2025-03-01"));
        let absent = Position { state: Some(PositionState::Absent), started_on: started, ..Position::default() };
        let back = moved(&absent, PositionState::InPost, day("2026-11-20"));
        assert_eq!((back.started_on, back.absent_until), (started, Some(day("2026-11-20"))));
        let left = Position { state: Some(PositionState::Departed), need_on: started, ..Position::default() };
        let open = moved(&left, PositionState::Need, day("2026-11-21"));
        assert_eq!((open.need_on, open.reopened_on), (started, Some(day("2026-11-21"))));
    }

    #[test]
    fn the_next_state_comes_first() {
        assert_eq!(choices(PositionState::Offer).first(), Some(&PositionState::Application));
        assert_eq!(choices(PositionState::InPost).first(), Some(&PositionState::Absent));
        assert_eq!(choices(PositionState::Departed), [PositionState::Need]);
    }
}
