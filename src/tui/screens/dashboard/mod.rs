//! « Tableau de bord »: what needs me this week, the progress to the 200, the published figures.

mod acts;
mod figures;
mod rows;
#[cfg(test)]
mod tests;

use chrono::Days;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;
use serde::{Deserialize, Serialize};

use self::figures::Gauge;
use self::rows::{Row, What};
pub use self::rows::{backup_said, not_handed_in};
use super::divergences::Divergences;
use super::shared::talk;
use crate::i18n::format;
use crate::model::RecordId;
use crate::store::views::{Edge, VisitRow};
use crate::t;
use crate::tui::action::Action;
use crate::tui::context::Context;
use crate::tui::cx::{Cx, Tone};
use crate::tui::facts::Facts;
use crate::tui::layer::{Input, Layer, Took};
use crate::tui::list::ListState;
use crate::tui::panes::Pane;
use crate::tui::request::{Reply, Request, Ticket, VisitFilter};
use crate::tui::screen::Screen;
use crate::tui::session::{self, Place};
use crate::tui::table::{Column, Empty, Table};
use crate::tui::text;
use crate::tui::theme::Role;
use crate::workspace::planned_visits;

/// Planned visits shown at most.
const VISITS: usize = 60;
/// Planned visits of so many days ago are still to be marked.
const UNMARKED: Days = Days::new(14);
/// Of the width, for what is to be done.
const SHARE: u16 = 62;
/// Below this height the head has one line.
const SMALL: u16 = 14;

/// The screen.
pub fn screen(cx: &mut Cx) -> Box<dyn Layer> {
    let mut dashboard = Dashboard::default();
    dashboard.refresh(cx);
    dashboard.ask(cx);
    Box::new(dashboard)
}

#[derive(Default)]
struct Dashboard {
    rows: Vec<Row>,
    list: ListState,
    gauges: Vec<Gauge>,
    summary: String,
    facts: Facts,
    facts_list: ListState,
    pane: Pane,
    visits: Vec<VisitRow>,
    divergences: usize,
    asked: Asked,
    /// Where the session of before stood: it may be a visit that is still being read.
    sought: Option<Place>,
}

/// What is found again at the next start.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct Left {
    pane: Pane,
    place: Place,
}

/// The newest requests; what answers older ones is dropped.
#[derive(Default)]
struct Asked {
    visits: Option<Ticket>,
    divergences: Option<Ticket>,
    edit: Option<Ticket>,
}

impl Dashboard {
    fn refresh(&mut self, cx: &Cx) {
        let everyone = cx.shows_everyone();
        let agenda = cx.desk.agenda(cx.today(), everyone);
        let kept = self.selected().and_then(Row::id);
        self.rows = rows::gather(&agenda, &self.visits, self.divergences, cx.desk.unsent, cx.today());
        self.rows.splice(0..0, rows::clock(cx));
        self.rows.extend(rows::backup(cx));
        let at = kept.and_then(|id| self.rows.iter().position(|row| row.id() == Some(id)));
        self.list.keep(at, self.rows.len());
        let ids = self.rows.iter().map(Row::id);
        self.sought.take_if(|place| place.take_up(&mut self.list, ids) == Took::Yes);
        self.gauges = figures::gauges(cx, &agenda);
        self.facts = figures::facts(cx, everyone);
        self.summary = t!(cx.words, "dash-summary", open = agenda.open_centres, preparing = agenda.preparing_centres);
    }

    /// Visits and divergences come from the store.
    fn ask(&mut self, cx: &mut Cx) {
        let everyone = cx.shows_everyone();
        let week = planned_visits(cx.today());
        let filter = VisitFilter {
            from: cx.today().checked_sub_days(UNMARKED),
            owner: cx.desk.me.filter(|_| !everyone),
            ..week
        };
        self.asked.visits = Some(cx.request(Request::LoadVisits { filter, edge: Edge::Newest, count: VISITS }));
        self.asked.divergences = Some(cx.request(Request::Divergences));
    }

    fn selected(&self) -> Option<&Row> {
        self.rows.get(self.list.selected())
    }

    fn replied(&mut self, ticket: Ticket, reply: &Reply, cx: &mut Cx) -> Took {
        match reply {
            Reply::Visits(page) if self.asked.visits == Some(ticket) => self.visits = page.rows.clone(),
            Reply::Divergences(all) if self.asked.divergences == Some(ticket) => self.divergences = all.len(),
            Reply::Refused(faults) if self.asked.edit == Some(ticket) => {
                let said: Vec<&str> = faults.iter().map(|fault| fault.said.as_str()).collect();
                cx.say(Tone::Bad, said.join(" "));
                return Took::Yes;
            }
            _ => return Took::No,
        }
        self.refresh(cx);
        Took::Yes
    }

    fn act(&mut self, action: Action, cx: &mut Cx) -> Took {
        self.sought = None;
        if self.pane.update(action) == Took::Yes {
            return Took::Yes;
        }
        if self.pane == Pane::Second && self.facts_list.scroll(action, self.facts.laid_out(cx, 60).len()) == Took::Yes {
            return Took::Yes;
        }
        let about = self.selected().and_then(Row::about);
        match action {
            Action::LogExchange => talk::log_exchange(about, cx),
            Action::FollowUp => talk::follow_up(about, cx),
            Action::Note => about.into_iter().for_each(|about| talk::note(about, cx)),
            Action::Resolve => cx.go(Screen::Synchro),
            action => return self.act_on_row(action, cx),
        }
        Took::Yes
    }

    fn act_on_row(&mut self, action: Action, cx: &mut Cx) -> Took {
        let Some(row) = self.selected().cloned() else { return self.list.update(action, self.rows.len()) };
        match action {
            Action::Open => go(&row, cx),
            Action::Tick => match acts::tick(&row, cx) {
                Some(edit) => self.asked.edit = Some(cx.request(Request::Commit(edit))),
                None => go(&row, cx),
            },
            Action::SetDue | Action::MoveTarget => acts::change_date(&row, cx),
            Action::Edit => acts::edit(&row, cx),
            action => return self.list.update(action, self.rows.len()),
        }
        Took::Yes
    }

    fn select(&mut self, id: RecordId) -> Took {
        let found = self.rows.iter().position(|row| row.id() == Some(id) || row.about() == Some(id));
        let Some(at) = found else { return Took::No };
        self.list.select(at, self.rows.len());
        Took::Yes
    }

    /// The day and the gauges; answers how many lines they took.
    fn head(&self, cx: &Cx, area: Rect, buf: &mut Buffer) -> u16 {
        let small = area.height < SMALL;
        let mut y = area.y;
        if !small {
            let day = text::sentence(&format::date_long(&cx.words, cx.today()));
            let line = Line::from(vec![
                Span::styled(day, cx.style(Role::Title)),
                Span::styled(format!("  {}  {}", cx.theme.glyphs.separator, self.summary), cx.style(Role::Muted)),
            ]);
            buf.set_line(area.x, y, &text::ellipsis_line(&line, area.width, cx.theme.glyphs.more), area.width);
            y += 1;
        }
        for gauge in self.gauges.iter().take(if small { 1 } else { 2 }) {
            gauge.render(cx, Rect { y, height: 1, ..area }, buf);
            y += 1;
        }
        y - area.y + u16::from(!small)
    }

    fn table(&self, cx: &Cx, area: Rect, buf: &mut Buffer) {
        let words = &cx.words;
        let columns = [
            Column::fixed("", 1).keep(120),
            Column::fixed(t!(words, "dash-column-date"), 10).keep(110),
            Column::fixed(t!(words, "dash-column-kind"), 10).keep(60),
            Column::fill(t!(words, "dash-column-what"), 20).keep(120),
            Column::fill(t!(words, "dash-column-where"), 14).keep(70),
            Column::fixed(t!(words, "dash-column-when"), 17).right().keep(50),
        ];
        let key = |action| cx.keymap.key_label(action, Context::Dashboard, words);
        let (exchange, followup) = (key(Action::LogExchange), key(Action::FollowUp));
        let everyone = key(Action::Everyone);
        let press = t!(words, "dash-nothing-press", exchange = exchange, followup = followup, everyone = everyone);
        let empty = Empty::new(t!(words, "dashboard-nothing-due"), press);
        let row = |index: usize| self.rows.get(index).map(|row| rows::cells(cx, row));
        let (len, state) = (self.rows.len(), &self.list);
        let focused = self.pane == Pane::First;
        Table { cx, columns: &columns, len, row: &row, state, focused, empty: &empty }.render(area, buf);
    }
}

fn go(row: &Row, cx: &mut Cx) {
    if matches!(row.what, What::Divergences(_)) {
        return cx.push(Divergences::all());
    }
    match row.goes_to(cx) {
        (screen, Some(record)) => cx.show(screen, record),
        (screen, None) => cx.go(screen),
    }
}

impl Layer for Dashboard {
    fn context(&self) -> Context {
        Context::Dashboard
    }

    fn title(&self, cx: &Cx) -> String {
        Screen::Dashboard.title(&cx.words)
    }

    fn hints(&self, _: &Cx) -> Vec<Action> {
        vec![Action::Open, Action::Tick, Action::SetDue, Action::LogExchange, Action::NextPane]
    }

    fn left(&self) -> Option<String> {
        let place = self.sought.unwrap_or_else(|| Place::of(&self.list, self.selected().and_then(Row::id)));
        session::written(&Left { pane: self.pane, place })
    }

    fn take_up(&mut self, left: &str, cx: &mut Cx) {
        let left: Left = session::read(left);
        (self.pane, self.sought) = (left.pane, Some(left.place));
        self.refresh(cx);
    }

    fn update(&mut self, input: Input<'_>, cx: &mut Cx) -> Took {
        match input {
            Input::Shown | Input::DeskChanged => {
                self.refresh(cx);
                self.ask(cx);
            }
            Input::Reply(ticket, reply) => return self.replied(ticket, reply, cx),
            Input::Answer(tag, answer) => return talk::answered(tag, &answer, cx),
            Input::Find(id) => return self.select(id),
            Input::Action(action) => return self.act(action, cx),
            _ => return Took::No,
        }
        Took::Yes
    }

    fn render(&self, cx: &Cx, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let head = self.head(cx, area, buf);
        let body = Rect { y: area.y + head, height: area.height.saturating_sub(head), ..area };
        let (first, second) = self.pane.split(cx, body, SHARE, buf);
        if let Some(area) = first {
            self.table(cx, area, buf);
        }
        if let Some(area) = second {
            self.facts.render(cx, area, &self.facts_list, buf);
        }
        None
    }
}
