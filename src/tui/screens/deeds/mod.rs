//! « Ce que j'ai fait »: the actions of this laptop, newest first, a day after the other; each is taken back, or done again,
//! with one key, across restarts.

#[cfg(test)]
mod tests;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::records::scope;
use super::shared::records;
use crate::i18n::format;
use crate::log::OpId;
use crate::model::{LocalTime, RecordId};
use crate::t;
use crate::tui::action::Action;
use crate::tui::context::Context;
use crate::tui::cx::{Cx, Tone};
use crate::tui::facts::Facts;
use crate::tui::layer::{Input, Layer, Took};
use crate::tui::list::ListState;
use crate::tui::request::{Reply, Request, Ticket};
use crate::tui::screen::Screen;
use crate::tui::table::{Column, Empty, Row, Table};
use crate::tui::text;
use crate::tui::theme::Role;
use crate::wording::values;
use crate::workspace::{Deed, DeedRecord, Stands};

/// Actions asked for at first, and added each time the end comes near.
const RUN: usize = 200;
/// From this height what the selected action wrote stands below the list.
const TALL: u16 = 12;

/// The page.
#[derive(Default)]
pub struct Deeds {
    all: Vec<Deed>,
    /// Older ones are to be had.
    more: bool,
    /// They are here, even if there are none.
    known: bool,
    most: usize,
    asked: Option<Ticket>,
    state: ListState,
    selected: Option<OpId>,
}

impl Deeds {
    fn selected(&self) -> Option<&Deed> {
        self.all.get(self.state.selected())
    }

    fn ask(&mut self, cx: &mut Cx) {
        self.most = self.most.max(RUN);
        self.asked = Some(cx.request(Request::Deeds { most: self.most }));
    }

    fn moved(&mut self, action: Action, cx: &mut Cx) -> Took {
        let took = self.state.update(action, self.all.len());
        self.selected = self.selected().map(|deed| deed.id);
        let near_the_end = self.state.selected() + self.state.height() >= self.all.len();
        if near_the_end && self.more && self.asked.is_none() {
            self.most += RUN;
            self.ask(cx);
        }
        took
    }

    fn act(&mut self, action: Action, cx: &mut Cx) -> Took {
        match action {
            Action::Undo | Action::Redo => self.turn(action, cx),
            Action::Open => self.open(cx),
            Action::Back | Action::Deeds => cx.close(),
            action => return self.moved(action, cx),
        }
        Took::Yes
    }

    fn turn(&mut self, action: Action, cx: &mut Cx) {
        let Some(deed) = self.selected() else { return };
        let key = |action| cx.keymap.key_label(action, Context::List, &cx.words);
        let said = match (action, deed.stands) {
            _ if is_veiled(cx, deed) => t!(cx.words, "deeds-masked"),
            (_, Stands::ForGood) => t!(cx.words, "deeds-for-good"),
            (_, Stands::Not) => t!(cx.words, "deeds-has-changed"),
            (Action::Undo, Stands::Undone(_)) => t!(cx.words, "deeds-is-undone", key = key(Action::Redo)),
            (Action::Redo, Stands::Whole | Stands::Part) => {
                t!(cx.words, "deeds-is-not-undone", key = key(Action::Undo))
            }
            _ => {
                let id = deed.id;
                self.selected = Some(id);
                cx.request(Request::TurnDeed(id));
                return;
            }
        };
        cx.say(Tone::Plain, said);
    }

    /// The first of its records that is still here, on its own screen.
    fn open(&self, cx: &mut Cx) {
        let Some(deed) = self.selected() else { return };
        if is_veiled(cx, deed) {
            return cx.say(Tone::Plain, t!(cx.words, "deeds-masked"));
        }
        // A visit is not on the desk: its own screen says if it is gone.
        let here = |one: &&DeedRecord| cx.desk.card(&one.id).is_some() || Screen::home(one.kind) == Screen::Visits;
        match deed.records.iter().find(here).map(|one| (Screen::home(one.kind), one.id)) {
            Some((screen, id)) => cx.show(screen, id),
            None => cx.say(Tone::Plain, t!(cx.words, "deeds-no-record")),
        }
    }

    fn cells(&self, cx: &Cx, index: usize) -> Option<Row> {
        let deed = self.all.get(index)?;
        let at = LocalTime::in_france_at(deed.time)?;
        let day = |deed: &Deed| LocalTime::in_france_at(deed.time).map(|at| at.date());
        let above = index.checked_sub(1).and_then(|above| self.all.get(above)).and_then(day);
        let day = if above == Some(at.date()) { String::new() } else { text::sentence(&day_of(cx, at)) };
        let what = cx.words.look_up(&deed.label).unwrap_or_default();
        let fields = if is_veiled(cx, deed) { String::new() } else { fields(cx, deed) };
        let (state, role) = state(cx, deed);
        // In a narrow window no column says it.
        let (mark, faded) = match deed.stands {
            Stands::Undone(_) => (format!("{} ", cx.theme.glyphs.not_applicable), Role::Muted),
            _ => (String::new(), Role::Text),
        };
        Some(vec![
            Line::styled(day, cx.style(Role::Title)),
            Line::styled(format::time(at.wall().time()), cx.style(Role::Muted)),
            Line::styled(format!("{mark}{what}"), cx.style(faded)),
            Line::styled(titles(cx, deed), cx.style(faded)),
            Line::styled(fields, cx.style(Role::Muted)),
            Line::styled(state, cx.style(role)),
        ])
    }

    fn table(&self, cx: &Cx, area: Rect, buf: &mut Buffer) {
        let words = &cx.words;
        let columns = [
            Column::fixed(t!(words, "deeds-day"), 11).keep(90),
            Column::fixed(t!(words, "deeds-when"), 5).keep(110),
            Column::fill(t!(words, "deeds-what"), 10).keep(120),
            Column::fill(t!(words, "column-title"), 17).keep(105),
            Column::fill(t!(words, "column-field"), 14).keep(40),
            Column::fixed(t!(words, "deeds-state"), 16).keep(100),
        ];
        let empty = match self.known {
            true => {
                let key = |action| cx.keymap.key_label(action, self.context(), words);
                let (undo, visits, back) = (key(Action::Undo), key(Action::GoVisits), key(Action::Back));
                let press = t!(words, "deeds-none-press", undo = undo, visits = visits, back = back);
                Empty::new(t!(words, "deeds-none"), press)
            }
            false => Empty::default(),
        };
        let row = |index: usize| self.cells(cx, index);
        let (len, state) = (self.all.len(), &self.state);
        Table { cx, columns: &columns, len, row: &row, state, focused: true, empty: &empty }.render(area, buf);
    }

    /// What the selected action wrote, record by record.
    fn facts(&self, cx: &Cx) -> Facts {
        let mut facts = Facts::default();
        let Some(deed) = self.selected() else { return facts };
        if is_veiled(cx, deed) {
            facts.line(Line::styled(t!(cx.words, "deeds-masked"), cx.style(Role::Muted)));
            return facts;
        }
        if deed.records.is_empty() {
            facts.wrapped(Line::styled(t!(cx.words, "deeds-nothing-left"), cx.style(Role::Muted)));
        }
        deed.records.iter().for_each(|one| written(cx, one, &mut facts));
        facts
    }
}

fn written(cx: &Cx, one: &DeedRecord, facts: &mut Facts) {
    let separator = cx.theme.glyphs.separator;
    facts.heading(format!("{} {separator} {}", cx.words.kind(one.kind), title(cx, one)));
    match one.here {
        Some(true) => _ = facts.line(Line::raw(t!(cx.words, "history-created"))),
        Some(false) => _ = facts.line(Line::styled(t!(cx.words, "history-deleted"), cx.style(Role::Late))),
        None => {}
    }
    let name = |id: RecordId| Some(records::name(cx, id));
    for (tag, value) in &one.changes {
        let shown = match value {
            Some(value) => Span::raw(values::value(&cx.words, one.kind.field_by_tag(*tag), value, &name)),
            None => Span::styled(t!(cx.words, "history-emptied"), cx.style(Role::Muted)),
        };
        facts.pair(cx.words.tag(one.kind, *tag), shown);
    }
}

/// « aujourd'hui », « hier », then the date.
fn day_of(cx: &Cx, at: LocalTime) -> String {
    match (cx.today() - at.date()).num_days() {
        0 | 1 => format::relative_day(&cx.words, at.date(), cx.today()),
        _ => format::date_short(at.date()),
    }
}

/// Whether any record of an action is not for whoever looks over the shoulder.
fn is_veiled(cx: &Cx, deed: &Deed) -> bool {
    cx.masked && deed.records.iter().any(|one| scope::veiled_by_id(cx, &one.id))
}

fn title(cx: &Cx, one: &DeedRecord) -> String {
    let title = cx.desk.title_of(&cx.words, &one.record);
    if title.is_empty() { one.id.short() } else { title }
}

/// The first record by its title, and how many more.
fn titles(cx: &Cx, deed: &Deed) -> String {
    let Some(first) = deed.records.first() else { return String::new() };
    let title = title(cx, first);
    let title = if is_veiled(cx, deed) { cx.veiled(&title) } else { title };
    t!(cx.words, "deeds-records", n = deed.touched, title = title, more = deed.touched.saturating_sub(1))
}

/// What happened to the first record: that it is new or gone, or which fields were written.
fn fields(cx: &Cx, deed: &Deed) -> String {
    let Some(first) = deed.records.first() else { return String::new() };
    match first.here {
        Some(true) => t!(cx.words, "deeds-created"),
        Some(false) => t!(cx.words, "deeds-deleted"),
        None => first.changes.iter().map(|(tag, _)| cx.words.tag(first.kind, *tag)).collect::<Vec<_>>().join(", "),
    }
}

fn state(cx: &Cx, deed: &Deed) -> (String, Role) {
    let words = &cx.words;
    let said = match deed.stands {
        Stands::Whole => t!(words, "deeds-whole"),
        Stands::Part => t!(words, "deeds-part"),
        Stands::Not => t!(words, "deeds-not"),
        Stands::ForGood => t!(words, "deeds-for-good-short"),
        Stands::Undone(at) => {
            let when = LocalTime::in_france_at(at).map(|at| match at.date() == cx.today() {
                true => format::time(at.wall().time()),
                false => format::day_month(words, at.date()),
            });
            return (t!(words, "deeds-undone", when = when.unwrap_or_default()), Role::Warning);
        }
    };
    (said, Role::Muted)
}

impl Layer for Deeds {
    fn context(&self) -> Context {
        Context::List
    }

    fn title(&self, cx: &Cx) -> String {
        t!(cx.words, "deeds-title")
    }

    fn hints(&self, _: &Cx) -> Vec<Action> {
        match self.selected().map(|deed| deed.stands) {
            None => vec![Action::Back],
            Some(Stands::Undone(_)) => vec![Action::Redo, Action::Open, Action::Back],
            Some(Stands::Whole | Stands::Part) => vec![Action::Undo, Action::Open, Action::Back],
            Some(Stands::Not | Stands::ForGood) => vec![Action::Open, Action::Back],
        }
    }

    fn update(&mut self, input: Input<'_>, cx: &mut Cx) -> Took {
        match input {
            Input::Action(action) => return self.act(action, cx),
            Input::Shown | Input::DeskChanged => self.ask(cx),
            Input::Reply(ticket, Reply::Deeds(deeds)) if self.asked == Some(ticket) => {
                self.asked = None;
                self.known = true;
                self.all.clone_from(&deeds.all);
                self.more = deeds.more;
                let at = self.all.iter().position(|deed| Some(deed.id) == self.selected);
                self.state.keep(at, self.all.len());
            }
            _ => return Took::No,
        }
        Took::Yes
    }

    fn render(&self, cx: &Cx, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let head = Line::styled(self.title(cx), cx.style(Role::Title));
        buf.set_line(area.x, area.y, &text::ellipsis_line(&head, area.width, cx.theme.glyphs.more), area.width);
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
        facts.render(cx, Rect { y: body.bottom() - below, height: below, ..body }, &ListState::default(), buf);
        None
    }
}
