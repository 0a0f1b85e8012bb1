//! One position: its dates and checks, and its candidacies.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position as Cursor, Rect};
use ratatui::text::Line;
use ratatui::widgets::Widget;

use super::acts::{Acts, CANDIDACY_FIELDS, CHECKS};
use crate::i18n::format;
use crate::model::entry::Looking;
use crate::model::{
    Candidacy, CandidacyState, Circulation, Device, Kind, Position, PositionState, Record, RecordId, Value,
};
use crate::t;
use crate::tui::action::Action;
use crate::tui::context::Context;
use crate::tui::cx::Cx;
use crate::tui::facts::Facts;
use crate::tui::layer::{Answer, Input, Layer, Took};
use crate::tui::list::ListState;
use crate::tui::popup::Confirm;
use crate::tui::request::Edit;
use crate::tui::screens::records::scope;
use crate::tui::screens::shared::diverging;
use crate::tui::screens::shared::editing::Editing;
use crate::tui::table::{Column, Empty, Row, Table};
use crate::tui::text;
use crate::tui::theme::Role;
use crate::wording::values;

/// A position, opened.
pub struct PositionPage {
    id: RecordId,
    state: ListState,
    acts: Acts,
}

impl PositionPage {
    pub fn new(id: RecordId) -> Self {
        Self { id, state: ListState::default(), acts: Acts::default() }
    }

    /// The newest first.
    fn candidacies<'a>(&self, cx: &'a Cx) -> Vec<(RecordId, &'a Candidacy)> {
        let mut all: Vec<_> = cx.desk.about::<Candidacy>(&self.id).collect();
        all.sort_by_key(|(id, one)| std::cmp::Reverse((one.received, *id)));
        all
    }

    fn selected(&self, cx: &Cx) -> Option<(RecordId, Candidacy)> {
        self.candidacies(cx).get(self.state.selected()).map(|(id, one)| (*id, (*one).clone()))
    }

    fn action(&mut self, action: Action, cx: &mut Cx) -> Took {
        match action {
            Action::Back => cx.close(),
            Action::New => Acts::add_candidacy(self.id, cx),
            Action::Open => {
                if let Some((id, candidacy)) = self.selected(cx) {
                    let editing = Editing::known("done-candidacy", id, candidacy);
                    let title = cx.words.phrase(Kind::Candidacy, "edit");
                    editing.open(title, &CANDIDACY_FIELDS, Looking::Back, cx);
                }
            }
            Action::Delete if self.selected(cx).is_some() => {
                let title = cx.words.phrase(Kind::Candidacy, "delete");
                cx.push(Confirm::new("delete-candidacy", title, t!(cx.words, "ask-delete-candidacy")).dangerous());
            }
            action => {
                if self.state.update(action, self.candidacies(cx).len()) == Took::No {
                    return self.acts.act(action, self.id, cx);
                }
            }
        }
        Took::Yes
    }

    fn facts(&self, position: &Position, cx: &Cx) -> Facts {
        let words = &cx.words;
        let mut facts = Facts::default();
        if let Some(notice) = diverging::notice(cx, self.id, Context::Positions) {
            facts.wrapped(notice);
        }
        let field = |key: &str| Kind::Position.field(key).map(|spec| words.field(Kind::Position, spec));
        let label = |key: &str| field(key).unwrap_or_default();
        facts.pair(label("state"), super::state(position, cx));
        let fte = position.fte.map(|fte| format::with_unit(words, &values::decimal(words.lang, fte), "ETP"));
        let contract = position.contract.map(|contract| words.choice_of(contract));
        let parts: Vec<String> = fte.into_iter().chain(contract).collect();
        facts.pair(label("fte"), parts.join(", "));
        if let Some(days) = position.days_open(cx.today()) {
            facts.pair(t!(words, "column-days-open"), format::days(words, days));
        }
        facts.pair_if(t!(words, "column-next"), position.next_action().and_then(|id| words.look_up(id)));
        if position.role.is_some_and(crate::model::Role::is_professional) {
            let checks = CHECKS.iter().map(|key| {
                let done = Kind::Position.field(key).and_then(|s| position.get(s.tag)) == Some(Value::Bool(true));
                let sign = if done { cx.theme.glyphs.done } else { cx.theme.glyphs.open };
                format!("{sign} {}", label(key))
            });
            facts.pair(t!(words, "position-checks"), checks.collect::<Vec<_>>().join("   "));
        }
        let dated = PositionState::ALL.iter().filter_map(|state| match position.get(state.date_tag()) {
            Some(Value::Date(day)) => Some(format!("{} {}", words.choice_of(*state), format::date_short(day))),
            _ => None,
        });
        let separator = format!(" {} ", cx.theme.glyphs.separator);
        facts.pair(t!(words, "position-dates"), dated.collect::<Vec<_>>().join(&separator));
        for (key, day) in [("absent_until", position.absent_until), ("reopened_on", position.reopened_on)] {
            facts.pair_if(label(key), day.map(format::date_short));
        }
        let mut sent: Vec<&Circulation> = cx.desk.about::<Circulation>(&self.id).map(|(_, one)| one).collect();
        sent.sort_by_key(|one| std::cmp::Reverse(one.sent));
        for (at, one) in sent.into_iter().enumerate() {
            let heading = if at == 0 { words.kind_plural(Kind::Circulation) } else { String::new() };
            facts.pair(heading, circulated(one, cx));
        }
        let owner = position.owner.and_then(|owner| cx.desk.get::<Device>(&owner.0));
        facts.pair_if(label("owner"), owner.and_then(|device| device.holder.clone()));
        facts.pair_if(label("note"), position.note.as_ref().map(|note| cx.veiled(&note.0)));
        facts
    }

    fn table(&self, cx: &Cx, area: Rect, buf: &mut Buffer) {
        let words = &cx.words;
        let field = |key: &str| Kind::Candidacy.field(key).map(|spec| words.field(Kind::Candidacy, spec));
        let label = |key: &str| field(key).unwrap_or_default();
        let columns = [
            Column::fill(label("reference"), 12).keep(120),
            Column::fixed(label("state"), 16).keep(115),
            Column::fixed(label("received"), 10).keep(100),
            Column::fixed(label("decided"), 10).keep(90),
            Column::fixed(label("cause"), 18).keep(60),
            Column::fill(label("reason"), 16).keep(50),
        ];
        let all = self.candidacies(cx);
        let row = |index: usize| -> Option<Row> {
            let (_, one) = all.get(index)?;
            let over = matches!(one.state, Some(CandidacyState::Withdrawn | CandidacyState::Refused));
            let role = match one.state {
                Some(CandidacyState::Accepted) => Role::Done,
                _ if over => Role::Muted,
                _ => Role::Text,
            };
            let state = one.state.map(|state| words.choice_of(state)).unwrap_or_default();
            Some(vec![
                Line::raw(one.reference.as_ref().map(|text| cx.veiled(text)).unwrap_or_default()),
                Line::styled(state, cx.style(role)),
                Line::raw(one.received.map(format::date_short).unwrap_or_default()),
                Line::raw(one.decided.map(format::date_short).unwrap_or_default()),
                Line::raw(one.cause.map(|cause| words.choice_of(cause)).unwrap_or_default()),
                Line::raw(one.reason.as_ref().map(|text| cx.veiled(&text.0)).unwrap_or_default()),
            ])
        };
        let key = cx.keymap.key_label(Action::New, Context::Positions, words);
        let empty =
            Empty::new(words.phrase(Kind::Candidacy, "none"), t!(words, "candidacies-empty", new = key.as_str()));
        let (len, state) = (all.len(), &self.state);
        Table { cx, columns: &columns, len, row: &row, state, focused: true, empty: &empty }.render(area, buf);
    }
}

/// « CHU de Toulouse, envoyée le 02/11/2026, réponse le 10/11/2026 : 2 ».
fn circulated(one: &Circulation, cx: &Cx) -> String {
    let network = one.network.map(|network| scope::name(cx, network.0)).unwrap_or_default();
    let sent = one.sent.map(format::date_short).unwrap_or_default();
    let said = t!(cx.words, "circulation-sent", network = network, date = sent);
    match one.answered {
        None => t!(cx.words, "circulation-waiting", sent = said),
        Some(day) => {
            let n = one.answers.unwrap_or(0);
            t!(cx.words, "circulation-answered", sent = said, date = format::date_short(day), n = n)
        }
    }
}

impl Layer for PositionPage {
    fn context(&self) -> Context {
        Context::Positions
    }

    fn title(&self, cx: &Cx) -> String {
        cx.desk.get::<Position>(&self.id).map(|position| super::title(position, cx)).unwrap_or_default()
    }

    fn record(&self) -> Option<RecordId> {
        Some(self.id)
    }

    fn hints(&self, _: &Cx) -> Vec<Action> {
        vec![Action::Advance, Action::ToggleCheck, Action::AddCandidacy, Action::Circulate, Action::Edit, Action::Back]
    }

    fn update(&mut self, input: Input<'_>, cx: &mut Cx) -> Took {
        match input {
            Input::Action(action) => return self.action(action, cx),
            Input::Answer("delete-candidacy", Answer::Yes) => {
                if let Some((id, _)) = self.selected(cx) {
                    self.acts.commit(Edit::new("done-candidacy-deleted").delete(id, Kind::Candidacy), cx);
                }
            }
            Input::Answer(tag, answer) => return self.acts.answer(tag, &answer, cx),
            Input::Reply(ticket, reply) => return self.acts.reply(ticket, reply, cx),
            Input::DeskChanged | Input::Shown => self.state.keep(None, self.candidacies(cx).len()),
            _ => return Took::No,
        }
        Took::Yes
    }

    fn render(&self, cx: &Cx, area: Rect, buf: &mut Buffer) -> Option<Cursor> {
        let Some(position) = cx.desk.get::<Position>(&self.id) else {
            Empty::new(t!(cx.words, "position-gone"), String::new()).render(cx, area, buf);
            return None;
        };
        let title = text::ellipsis(&self.title(cx), area.width.saturating_sub(1), cx.theme.glyphs.more);
        buf.set_string(area.x + 1, area.y, title, cx.style(Role::Title));
        let facts = self.facts(position, cx);
        let wanted = u16::try_from(facts.laid_out(cx, area.width.saturating_sub(1)).len()).unwrap_or(u16::MAX);
        let height = wanted.min(area.height.saturating_sub(6));
        let top = Rect { x: area.x + 1, y: area.y + 1, width: area.width.saturating_sub(1), height };
        facts.render(cx, top, &ListState::default(), buf);
        let y = top.bottom() + 1;
        let heading = cx.words.kind_plural(Kind::Candidacy);
        if y + 1 < area.bottom() {
            buf.set_string(area.x + 1, y, heading, cx.style(Role::Title));
            self.table(cx, Rect { y: y + 1, height: area.bottom() - y - 1, ..area }, buf);
        }
        None
    }
}
