//! « Divergences »: the fields in which two values stand side by side, what both replaced, and the choice.

mod choice;
mod settle;
#[cfg(test)]
pub mod tests;

use std::collections::{BTreeMap, BTreeSet};

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use self::choice::Choice;
use super::shared::{HistoryPage, diverging, editing};
use crate::model::{AnyRecord, EXISTENCE, Kind, RecordId, Tag};
use crate::t;
use crate::tui::action::Action;
use crate::tui::context::Context;
use crate::tui::cx::{Cx, Effect, Tone};
use crate::tui::facts::Facts;
use crate::tui::layer::{Input, Layer, Took};
use crate::tui::list::ListState;
use crate::tui::marks::Marks;
use crate::tui::request::{Reply, Request, Ticket};
use crate::tui::screen::Screen;
use crate::tui::table::{Column, Empty, Row, Table};
use crate::tui::text;
use crate::tui::theme::Role;
use crate::workspace::{Divergence, Keep};

/// Names of visits asked for at once, from the first line in sight.
const TITLES: usize = 40;
/// From this height the values of the selected line stand below the list.
const TALL: u16 = 12;

/// The page: every divergence, or those of some records.
#[derive(Default)]
pub struct Divergences {
    /// Empty: all.
    about: BTreeSet<RecordId>,
    all: Vec<Divergence>,
    marked: Marks<(RecordId, Tag)>,
    state: ListState,
    asked: Option<Ticket>,
    /// The question of which the answer may open or close something: nothing else is in front by then.
    in_front: Option<Ticket>,
    /// The choice of an only divergence is opened by itself once.
    chosen: bool,
    writing: Option<Ticket>,
    /// What the marked ones may be settled by, as offered; then the one chosen.
    offered: Vec<Keep>,
    keep: Option<Keep>,
    /// Visits are not on the desk: their names come one by one.
    titles: BTreeMap<RecordId, String>,
    title_tickets: BTreeMap<Ticket, RecordId>,
}

impl Divergences {
    /// Of the whole store.
    pub fn all() -> Self {
        Self::default()
    }

    /// Of some records: opened on the choice if there is only one, closed once there is none.
    pub fn of(records: impl IntoIterator<Item = RecordId>) -> Self {
        Self { about: records.into_iter().collect(), ..Self::default() }
    }

    fn ask(&mut self, cx: &mut Cx) -> Ticket {
        *self.asked.insert(cx.request(Request::Divergences))
    }

    /// In front again, or for the first time. Of some records, the answer may open or close: keys wait for it.
    fn shown(&mut self, cx: &mut Cx) {
        if !self.about.is_empty() {
            let ticket = self.ask(cx);
            cx.effect(Effect::Hold(ticket));
            self.in_front = Some(ticket);
        } else if self.asked.is_none() {
            self.ask(cx);
        }
    }

    fn took(&mut self, ticket: Ticket, all: &[Divergence], cx: &mut Cx) {
        let selected = self.selected().map(|one| (one.record, one.tag));
        let of = |one: &&Divergence| self.about.is_empty() || self.about.contains(&one.record);
        self.all = all.iter().filter(of).cloned().collect();
        let here: BTreeSet<(RecordId, Tag)> = self.all.iter().map(|one| (one.record, one.tag)).collect();
        self.marked.keep(|key| here.contains(key));
        let at = self.all.iter().position(|one| Some((one.record, one.tag)) == selected);
        self.state.keep(at, self.all.len());
        self.ask_titles(cx);
        let in_front = self.in_front.take_if(|asked| *asked == ticket).is_some();
        match self.all.as_slice() {
            [] if in_front => {
                if !self.chosen {
                    cx.say(Tone::Plain, t!(cx.words, "records-no-divergence"));
                }
                cx.close();
            }
            [_] if in_front && !self.chosen => self.choose(cx),
            _ => {}
        }
    }

    fn ask_titles(&mut self, cx: &mut Cx) {
        let sight = self.all.iter().skip(self.state.first().min(self.state.selected())).take(TITLES);
        let asked: BTreeSet<RecordId> = self.title_tickets.values().copied().collect();
        let unknown = |id: &RecordId| !self.titles.contains_key(id) && !asked.contains(id);
        let visits: BTreeSet<RecordId> = sight.filter(|one| one.kind == Kind::Visit).map(|one| one.record).collect();
        let wanted: Vec<RecordId> = visits.into_iter().filter(unknown).collect();
        self.title_tickets.extend(wanted.into_iter().map(|id| (cx.request(Request::Visit(id)), id)));
    }

    fn title_of(&self, cx: &Cx, one: &Divergence) -> String {
        let known = self.titles.get(&one.record).cloned().or_else(|| cx.desk.title(&cx.words, &one.record));
        let title = known.unwrap_or_else(|| format!("{} {}", cx.words.kind(one.kind), one.record.short()));
        if diverging::veiled(cx, one) { cx.veiled(&title) } else { title }
    }

    fn selected(&self) -> Option<&Divergence> {
        self.all.get(self.state.selected())
    }

    fn replied(&mut self, ticket: Ticket, reply: &Reply, cx: &mut Cx) -> Took {
        match reply {
            Reply::Divergences(all) if self.asked == Some(ticket) => self.took(ticket, all, cx),
            Reply::Visit(found) => {
                let Some(id) = self.title_tickets.remove(&ticket) else { return Took::No };
                let title = found.as_ref().map(|row| cx.desk.title_of(&cx.words, &AnyRecord::Visit(row.visit.clone())));
                self.titles.extend(title.map(|title| (id, title)));
            }
            Reply::Refused(faults) if self.writing.take_if(|asked| *asked == ticket).is_some() => {
                editing::say_refused(faults, cx);
            }
            _ => return Took::No,
        }
        Took::Yes
    }

    /// What is veiled is not to be chosen from.
    fn choose(&mut self, cx: &mut Cx) {
        let Some(one) = self.selected() else { return };
        if diverging::veiled(cx, one) {
            return cx.say(Tone::Plain, t!(cx.words, "diverging-masked"));
        }
        if !cx.desk.may_resolve(one) {
            return cx.say(Tone::Plain, t!(cx.words, "diverging-not-here"));
        }
        let choice = Choice::new(one.clone(), self.title_of(cx, one));
        self.chosen = true;
        cx.push(choice);
    }

    fn mark(&mut self, action: Action) -> Took {
        let keys: Vec<(RecordId, Tag)> = self.all.iter().map(|one| (one.record, one.tag)).collect();
        self.marked.update(action, &keys, &mut self.state)
    }

    fn act(&mut self, action: Action, cx: &mut Cx) -> Took {
        match action {
            Action::Open | Action::Resolve => self.choose(cx),
            Action::Mark | Action::MarkAll => return self.mark(action),
            Action::Settle => self.offer(cx),
            Action::Back => cx.close(),
            Action::GoConflicts => {
                self.about.clear();
                self.ask(cx);
            }
            Action::Details | Action::History => self.look(action, cx),
            action => {
                if self.state.update(action, self.all.len()) == Took::No {
                    return Took::No;
                }
                self.ask_titles(cx);
            }
        }
        Took::Yes
    }

    /// The record on its own screen, or its history.
    fn look(&self, action: Action, cx: &mut Cx) {
        let Some(one) = self.selected() else { return };
        match action {
            _ if diverging::veiled(cx, one) => cx.say(Tone::Plain, t!(cx.words, "diverging-masked")),
            Action::History => cx.push(HistoryPage::new(one.kind, one.record, self.title_of(cx, one))),
            _ => {
                let screen = if one.kind == Kind::Visit { Screen::Visits } else { Screen::Records };
                cx.show(screen, one.record);
            }
        }
    }

    /// How many there are, how many are marked.
    fn head(&self, cx: &Cx) -> Line<'static> {
        let mut spans = vec![Span::styled(self.title(cx), cx.style(Role::Title))];
        if !self.all.is_empty() {
            spans.push(Span::styled(format!("  {}", cx.words.figure(self.all.len())), cx.style(Role::Muted)));
        }
        spans.extend(self.marked.said(cx));
        Line::from(spans)
    }

    fn table(&self, cx: &Cx, area: Rect, buf: &mut Buffer) {
        let words = &cx.words;
        let columns = [
            Column::fill(t!(words, "column-title"), 16).keep(120),
            Column::fixed(t!(words, "column-field"), 16).keep(115),
            Column::fill(t!(words, "diverging-values"), 24).keep(110),
            Column::fill(t!(words, "column-before"), 14).keep(50),
        ];
        let row = |index: usize| self.all.get(index).map(|one| self.cells(cx, one));
        let key = |action| cx.keymap.key_label(action, self.context(), words);
        let (synchro, back) = (key(Action::GoSynchro), key(Action::Back));
        let press = t!(words, "diverging-none-press", synchro = synchro, back = back);
        let empty = Empty::new(t!(words, "no-conflicts"), press);
        let empty = if self.asked.is_some() && self.all.is_empty() { empty } else { Empty::default() };
        let (len, state) = (self.all.len(), &self.state);
        Table { cx, columns: &columns, len, row: &row, state, focused: true, empty: &empty }.render(area, buf);
    }

    fn cells(&self, cx: &Cx, one: &Divergence) -> Row {
        let glyphs = &cx.theme.glyphs;
        let (sign, role) = match self.marked.has(&(one.record, one.tag)) {
            true => (glyphs.done, Role::Accent),
            false => (glyphs.open, Role::Muted),
        };
        let values: Vec<String> = one.choices.iter().map(|choice| diverging::value(cx, one, choice)).collect();
        let values = values.join(&format!(" {} ", glyphs.diverging)).replace('\n', " ");
        let before = one.before.as_ref().filter(|_| one.tag != EXISTENCE);
        let before = before.map(|before| diverging::value(cx, one, before)).unwrap_or_default();
        vec![
            Line::from(vec![Span::styled(format!("{sign} "), cx.style(role)), Span::raw(self.title_of(cx, one))]),
            Line::styled(diverging::field(cx, one.kind, one.tag), cx.style(Role::Muted)),
            Line::styled(values, cx.style(Role::Warning)),
            Line::styled(before.replace('\n', " "), cx.style(Role::Muted)),
        ]
    }

    /// The selected one: each value with who wrote it and when, and what it was before.
    fn facts(&self, cx: &Cx) -> Facts {
        let mut facts = Facts::default();
        let Some(one) = self.selected() else { return facts };
        let separator = cx.theme.glyphs.separator;
        let field = diverging::field(cx, one.kind, one.tag);
        facts.heading(format!(
            "{} {separator} {} {separator} {field}",
            cx.words.kind(one.kind),
            self.title_of(cx, one)
        ));
        for choice in &one.choices {
            let value = Span::styled(diverging::value(cx, one, choice), cx.style(Role::Warning));
            facts.pair(diverging::by(cx, choice), value);
        }
        if let Some(before) = before(cx, one) {
            facts.pair(t!(cx.words, "column-before"), Span::styled(before, cx.style(Role::Muted)));
        }
        facts
    }
}

/// What the values of a field replaced, in words. A record that one deleted was there: that goes without saying.
fn before(cx: &Cx, one: &Divergence) -> Option<String> {
    let before = one.before.as_ref().map(|before| diverging::said(cx, one, before));
    (one.tag != EXISTENCE).then(|| before.unwrap_or_else(|| t!(cx.words, "diverging-empty")))
}

impl Layer for Divergences {
    fn context(&self) -> Context {
        Context::Divergences
    }

    fn title(&self, cx: &Cx) -> String {
        t!(cx.words, "diverging-title")
    }

    fn hints(&self, _: &Cx) -> Vec<Action> {
        if self.all.is_empty() {
            return vec![Action::Back];
        }
        let settle = (!self.marked.is_empty()).then_some(Action::Settle);
        let rest = [Action::Resolve, Action::Mark, Action::Back, Action::MarkAll, Action::History, Action::Details];
        settle.into_iter().chain(rest).collect()
    }

    fn update(&mut self, input: Input<'_>, cx: &mut Cx) -> Took {
        match input {
            Input::Action(action) => return self.act(action, cx),
            Input::Shown => self.shown(cx),
            Input::DeskChanged => _ = self.ask(cx),
            Input::Reply(ticket, reply) => return self.replied(ticket, reply, cx),
            Input::Answer(tag, answer) => self.answered(tag, &answer, cx),
            _ => return Took::No,
        }
        Took::Yes
    }

    fn render(&self, cx: &Cx, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let head = text::ellipsis_line(&self.head(cx), area.width, cx.theme.glyphs.more);
        buf.set_line(area.x, area.y, &head, area.width);
        let gap = if area.height > 16 { 2 } else { 1 };
        let body = Rect { y: area.y + gap, height: area.height.saturating_sub(gap), ..area };
        if body.height < TALL || self.all.is_empty() {
            self.table(cx, body, buf);
            return None;
        }
        let facts = self.facts(cx);
        let wanted = u16::try_from(facts.laid_out(cx, body.width).len()).unwrap_or(u16::MAX);
        let below = wanted.min(body.height / 2);
        self.table(cx, Rect { height: body.height - below - 1, ..body }, buf);
        let facts_area = Rect { y: body.bottom() - below, height: below, ..body };
        facts.render(cx, facts_area, &ListState::default(), buf);
        None
    }
}
