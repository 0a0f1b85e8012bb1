//! « Agenda »: the month, and a week or a day of it: visits in their rounds, what is due, shifts, holidays.

mod lines;
mod list;
mod month;
mod strip;
#[cfg(test)]
mod tests;

use std::cell::Cell;
use std::collections::BTreeMap;

use chrono::{Datelike, Days, Months, NaiveDate};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};
use serde::{Deserialize, Serialize};

use self::lines::{DayHead, DayMarks, Entry, Key, Source, View, marks, week_of};
use self::list::List;
use self::month::Month;
use super::records::scope;
use super::shared::editing::{Editing, say_refused};
use super::shared::overview::OverviewPage;
use super::shared::{due, talk};
use crate::i18n::format;
use crate::model::calendar::{holiday, monday_of, weeks_of_month};
use crate::model::entry::Looking;
use crate::model::{AnyRecord, Duty, Followup, Kind, Ref, VisitStatus};
use crate::store::views::{Edge, VisitRow};
use crate::t;
use crate::tui::action::Action;
use crate::tui::context::Context;
use crate::tui::cx::Cx;
use crate::tui::layer::{Answer, Input, Layer, Took};
use crate::tui::list::ListState;
use crate::tui::panes::Pane;
use crate::tui::popup::Menu;
use crate::tui::request::{Reply, Request, Ticket, VisitFilter};
use crate::tui::screen::Screen;
use crate::tui::screens::visits::Telling;
use crate::tui::session;
use crate::tui::table::Empty;
use crate::tui::text;
use crate::tui::theme::Role;
use crate::workspace::{Due, RoundOrder};

/// Of the width, for the week or the day.
const SHARE: u16 = 62;
/// Below this width the day is all that fits.
const NARROW: u16 = 60;
/// From this height the head has its second line.
const TALL: u16 = 8;
/// Visits of a week, and planned ones of a month, read at most.
const OF_WEEK: usize = 600;
const OF_MONTH: usize = 1_500;

const NEW: &str = "agenda-new";

/// The out-of-hours roster, of my sector or of everyone's.
fn roster(cx: &mut Cx) -> Took {
    let shown = |cx: &Cx| {
        let cards = cx.desk.cards(Kind::Duty).filter(|card| scope::shown(cx, card));
        cards.map(|card| card.id).collect()
    };
    OverviewPage::open(Kind::Duty, Vec::new(), shown, cx)
}

/// The screen.
pub fn screen(cx: &mut Cx) -> Box<dyn Layer> {
    Box::new(Agenda::at(cx.today()))
}

/// Lines, and where one is among them.
#[derive(Default)]
struct Listing {
    entries: Vec<Entry>,
    state: ListState,
    /// Where the session of before stood, and the lines in sight above: it may be a visit that is still being read.
    sought: Option<(Key, usize)>,
}

impl Listing {
    fn selected(&self) -> Option<&Entry> {
        self.entries.get(self.state.selected())
    }

    /// Other lines: the selection stays where it was, in the window too, as long as that is on the day, and else goes to the
    /// day, which then heads the window.
    fn take(&mut self, entries: Vec<Entry>, day: NaiveDate) {
        let here = self.selected().and_then(Entry::key).map(|key| (key, self.state.above()));
        let (kept, above) = self.sought.or(here).unzip();
        let above = above.unwrap_or_default();
        self.entries = entries;
        let place = |key: Key| self.entries.iter().position(|entry| entry.key() == Some(key));
        let of_day = |at: &usize| self.entries.get(*at).and_then(Entry::day) == Some(day);
        let first = || self.entries.iter().position(|entry| entry.key().is_some());
        match (kept.and_then(place).filter(of_day), place(Key::Day(day))) {
            (Some(at), _) => {
                self.sought = None;
                self.state.scroll_to(at, at.saturating_sub(above));
            }
            (None, Some(at)) => self.state.scroll_to(at, at),
            (None, None) => self.state.keep(first(), self.entries.len()),
        }
    }

    /// Moves, passing over what has no key.
    fn walk(&mut self, action: Action) -> Took {
        if self.state.update(action, self.entries.len()) == Took::No {
            return Took::No;
        }
        let at = self.state.selected();
        let stands = |at: &usize| self.entries.get(*at).is_some_and(|entry| entry.key().is_some());
        let up = matches!(action, Action::Up | Action::PageUp | Action::Home);
        let (before, after) = ((0..=at).rev().find(stands), (at..self.entries.len()).find(stands));
        let to = if up { before.or(after) } else { after.or(before) };
        self.state.select(to.unwrap_or(at), self.entries.len());
        Took::Yes
    }
}

struct Agenda {
    day: NaiveDate,
    pane: Pane,
    /// What was asked for; else what the width has room for.
    view: Option<View>,
    order: RoundOrder,
    width: Cell<u16>,
    /// As last drawn.
    today: Cell<NaiveDate>,
    week: Listing,
    single: Listing,
    /// Of the week of `day`.
    visits: Vec<VisitRow>,
    /// There are more of them than were read.
    more: bool,
    /// Of the weeks of the month of `day`.
    planned: Vec<VisitRow>,
    dues: Vec<Due>,
    marks: BTreeMap<NaiveDate, DayMarks>,
    telling: Telling,
    asked: Asked,
}

/// What is found again at the next start.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct Left {
    /// `None`: today, whichever day that is by then.
    day: Option<NaiveDate>,
    pane: Pane,
    view: Option<View>,
    order: RoundOrder,
    at: Option<(Key, usize)>,
}

/// The newest requests; what answers older ones is dropped.
#[derive(Default)]
struct Asked {
    week: Option<Ticket>,
    month: Option<Ticket>,
    edit: Option<Ticket>,
}

impl Agenda {
    fn at(day: NaiveDate) -> Self {
        Self {
            day,
            pane: Pane::default(),
            view: None,
            order: RoundOrder::default(),
            width: Cell::new(0),
            today: Cell::new(day),
            week: Listing::default(),
            single: Listing::default(),
            visits: Vec::new(),
            more: false,
            planned: Vec::new(),
            dues: Vec::new(),
            marks: BTreeMap::new(),
            telling: Telling::default(),
            asked: Asked::default(),
        }
    }

    fn view(&self) -> View {
        let fits = if self.width.get() < NARROW { View::Day } else { View::Week };
        self.view.unwrap_or(fits)
    }

    /// Everything again: the records changed, or the month did.
    fn reload(&mut self, cx: &mut Cx) {
        let weeks = weeks_of_month(self.day);
        let all = || weeks.iter().flatten();
        let (first, last) = (all().next().copied().unwrap_or(self.day), all().next_back().copied().unwrap_or(self.day));
        self.dues = cx.desk.days(first, last, cx.today(), cx.shows_everyone());
        let status = Some(VisitStatus::Planned);
        let filter = VisitFilter { from: Some(first), to: Some(last), status, ..self.whose(cx) };
        self.asked.month = Some(cx.request(Request::LoadVisits { filter, edge: Edge::Newest, count: OF_MONTH }));
        self.reload_week(cx);
    }

    fn reload_week(&mut self, cx: &mut Cx) {
        let (from, to) = (week_of(self.day).next(), week_of(self.day).last());
        let filter = VisitFilter { from, to, ..self.whose(cx) };
        self.asked.week = Some(cx.request(Request::LoadVisits { filter, edge: Edge::Newest, count: OF_WEEK }));
        self.lay_out(cx);
    }

    fn whose(&self, cx: &Cx) -> VisitFilter {
        VisitFilter { owner: cx.desk.me.filter(|_| !cx.shows_everyone()), ..VisitFilter::default() }
    }

    fn source<'a>(&'a self, cx: &'a Cx) -> Source<'a> {
        Source { desk: &cx.desk, visits: &self.visits, dues: &self.dues, now: cx.now.local, order: self.order }
    }

    /// The lines again: of both views, since the width of the window may ask for the other one.
    fn lay_out(&mut self, cx: &Cx) {
        self.marks = marks(&self.planned, &self.dues, cx.now.local);
        let (week, single) = {
            let source = self.source(cx);
            (source.lines(View::Week, self.day), source.lines(View::Day, self.day))
        };
        self.week.take(week, self.day);
        self.single.take(single, self.day);
    }

    const fn listing(&self, view: View) -> &Listing {
        match view {
            View::Week => &self.week,
            View::Day => &self.single,
        }
    }

    fn selected(&self) -> Option<&Entry> {
        self.listing(self.view()).selected()
    }

    /// Another day; what it needs is read.
    fn go(&mut self, day: NaiveDate, cx: &mut Cx) {
        let before = std::mem::replace(&mut self.day, day);
        if (before.year(), before.month()) != (day.year(), day.month()) {
            self.reload(cx);
        } else if monday_of(before) != monday_of(day) {
            self.reload_week(cx);
        } else {
            self.lay_out(cx);
        }
    }

    fn step(&mut self, days: i64, cx: &mut Cx) {
        if let Some(day) = self.day.checked_add_signed(chrono::TimeDelta::days(days)) {
            self.go(day, cx);
        }
    }

    fn act(&mut self, action: Action, cx: &mut Cx) -> Took {
        (self.week.sought, self.single.sought) = (None, None);
        if self.pane.update(action) == Took::Yes {
            return Took::Yes;
        }
        let about = self.selected().and_then(Entry::about);
        match action {
            Action::Today => self.go(cx.today(), cx),
            Action::Overview => return roster(cx),
            Action::WeekOrDay => self.view = Some(if self.view() == View::Week { View::Day } else { View::Week }),
            Action::RoundOrder => {
                let other = if self.order == RoundOrder::ByTime { RoundOrder::ByNearest } else { RoundOrder::ByTime };
                self.order = other;
                self.lay_out(cx);
            }
            Action::Back if self.pane == Pane::Second => self.pane = Pane::First,
            Action::Back if self.view.is_some() => self.view = None,
            Action::PlanVisit if cx.masked => cx.say(crate::tui::cx::Tone::Plain, t!(cx.words, "visits-masked")),
            Action::PlanVisit => self.telling.plan(Some(self.day), cx),
            Action::New => {
                let lines = [Kind::Followup, Kind::Duty].map(|kind| cx.words.phrase(kind, "new"));
                let lines = std::iter::once(t!(cx.words, "visits-plan")).chain(lines).collect();
                cx.push(Menu::new(NEW, format::date_medium(&cx.words, self.day), lines));
            }
            Action::LogExchange => talk::log_exchange(about, cx),
            Action::FollowUp => talk::follow_up(about, cx),
            action if self.pane == Pane::Second => return self.in_month(action, cx),
            action => return self.in_list(action, cx),
        }
        Took::Yes
    }

    fn in_month(&mut self, action: Action, cx: &mut Cx) -> Took {
        let months = |day: NaiveDate, ahead: bool| {
            let month = Months::new(1);
            if ahead { day.checked_add_months(month) } else { day.checked_sub_months(month) }
        };
        let first = self.day.with_day(1);
        let to = match action {
            Action::Left => self.day.pred_opt(),
            Action::Right => self.day.succ_opt(),
            Action::Up => self.day.checked_sub_days(Days::new(7)),
            Action::Down => self.day.checked_add_days(Days::new(7)),
            Action::PageUp => months(self.day, false),
            Action::PageDown => months(self.day, true),
            Action::Home => first,
            Action::End => first.and_then(|first| months(first, true)).and_then(|next| next.pred_opt()),
            Action::Open => {
                self.pane = Pane::First;
                return Took::Yes;
            }
            _ => return Took::No,
        };
        if let Some(day) = to {
            self.go(day, cx);
        }
        Took::Yes
    }

    fn in_list(&mut self, action: Action, cx: &mut Cx) -> Took {
        let far = if self.view() == View::Week { 7 } else { 1 };
        match (action, self.selected().cloned()) {
            (Action::Left, _) => self.step(-far, cx),
            (Action::Right, _) => self.step(far, cx),
            (Action::Open, Some(Entry::Day(_))) => self.view = Some(View::Day),
            (Action::Open, Some(Entry::Visit(turn))) => cx.show(Screen::Visits, turn.row.id),
            (Action::Open, Some(Entry::Due(due))) => {
                let (screen, id) = due::goes_to(cx, &due);
                cx.show(screen, id);
            }
            (Action::Tick | Action::SetDue | Action::Edit, Some(Entry::Visit(_))) if cx.masked => {
                cx.say(crate::tui::cx::Tone::Plain, t!(cx.words, "visits-masked"));
            }
            (Action::Tick, Some(Entry::Visit(turn))) => self.telling.mark_done(&turn.row, cx),
            (Action::SetDue | Action::Edit, Some(Entry::Visit(turn))) => self.telling.edit(&turn.row, cx),
            (Action::Tick, Some(Entry::Due(due))) => match due::tick(cx, &due) {
                Some(edit) => self.asked.edit = Some(cx.request(Request::Commit(edit))),
                None => talk::edit(due.id, cx),
            },
            (Action::SetDue, Some(Entry::Due(due))) => due::change_date(&due, cx),
            (Action::Edit, Some(Entry::Due(due))) => talk::edit(due.id, cx),
            (action, _) => return self.walk(action, cx),
        }
        Took::Yes
    }

    /// Moves; the day is that of the line.
    fn walk(&mut self, action: Action, cx: &mut Cx) -> Took {
        let view = self.view();
        let listing = if view == View::Week { &mut self.week } else { &mut self.single };
        if listing.walk(action) == Took::No {
            return Took::No;
        }
        let day = listing.selected().and_then(Entry::day).filter(|day| view == View::Week && *day != self.day);
        if let Some(day) = day {
            self.go(day, cx);
        }
        Took::Yes
    }

    fn answered(&mut self, tag: &'static str, answer: &Answer, cx: &mut Cx) -> Took {
        if self.telling.answered(tag, answer, cx) == Took::Yes || talk::answered(tag, answer, cx) == Took::Yes {
            return Took::Yes;
        }
        match (tag, answer) {
            (NEW, Answer::Picked(0)) => return self.act(Action::PlanVisit, cx),
            (NEW, Answer::Picked(1)) => {
                let owner = cx.desk.me.map(|me| Ref::new(me.record()));
                let followup = Followup { due: Some(self.day), owner, ..Followup::default() };
                self.create("done-followup", followup, &["what", "due", "owner", "about"], cx);
            }
            (NEW, Answer::Picked(_)) => {
                let duty = Duty { date: Some(self.day), ..Duty::default() };
                self.create("done-saved", duty, &["date", "band", "centre", "position", "sector", "note"], cx);
            }
            _ => return Took::No,
        }
        Took::Yes
    }

    fn create(&self, done: &'static str, start: impl Into<AnyRecord>, fields: &[&str], cx: &mut Cx) {
        let start = start.into();
        let title = cx.words.phrase(start.kind(), "new");
        Editing::new(done, cx.new_id(), start).open(title, fields, Looking::Forward, cx);
    }

    fn replied(&mut self, ticket: Ticket, reply: &Reply, cx: &mut Cx) -> Took {
        if self.telling.replied(ticket, reply) == Took::Yes {
            return Took::Yes;
        }
        match reply {
            Reply::Visits(page) if self.asked.week == Some(ticket) => {
                (self.visits, self.more) = (page.rows.clone(), page.more);
            }
            Reply::Visits(page) if self.asked.month == Some(ticket) => self.planned = page.rows.clone(),
            Reply::Refused(faults) if self.asked.edit == Some(ticket) => {
                say_refused(faults, cx);
                return Took::Yes;
            }
            _ => return Took::No,
        }
        self.lay_out(cx);
        Took::Yes
    }

    /// What is looked at, in words, and how much of it there is.
    fn title_line(&self, cx: &Cx) -> (String, Option<String>) {
        let words = &cx.words;
        match self.view() {
            View::Week => {
                let monday = monday_of(self.day);
                let sunday = monday.checked_add_days(Days::new(6)).unwrap_or(monday);
                let (from, to) = (format::day_month(words, monday), format::day_month(words, sunday));
                let said = t!(
                    words,
                    "agenda-week",
                    week = format::week(words, monday),
                    from = from,
                    to = to,
                    year = sunday.year().to_string()
                );
                (text::sentence(&said), None)
            }
            View::Day => {
                let name = holiday(self.day).and_then(|one| words.look_up(one.message()));
                let near = format::relative_day(words, self.day, cx.today());
                (text::sentence(&format::date_long(words, self.day)), Some(name.unwrap_or(near)))
            }
        }
    }

    fn sums_line(&self, cx: &Cx) -> String {
        let source = self.source(cx);
        let days: Vec<NaiveDate> = match self.view() {
            View::Week => week_of(self.day).collect(),
            View::Day => vec![self.day],
        };
        let heads: Vec<DayHead> = days.iter().map(|day| source.head(*day)).collect();
        let visits_n: usize = heads.iter().map(|head| head.visits).sum();
        let (km, unknown) = heads.iter().fold((0.0, 0), |sum, head| (sum.0 + head.km, sum.1 + head.unknown));
        let to_do: usize = days.iter().filter_map(|day| self.marks.get(day)).map(|marks| marks.to_do).sum();
        let more = if self.more { cx.theme.glyphs.more } else { "" };
        let visits = format!("{}{more}", t!(cx.words, "agenda-visits", n = visits_n));
        let order = match self.order {
            RoundOrder::ByTime => t!(cx.words, "agenda-by-time"),
            RoundOrder::ByNearest => t!(cx.words, "agenda-by-nearest"),
        };
        let far = (visits_n > 0 && !cx.masked).then(|| {
            let far = t!(cx.words, "agenda-straight", km = list::sum(cx, km, unknown));
            format!("{far} {order}")
        });
        let things = (to_do > 0).then(|| t!(cx.words, "agenda-things", n = to_do));
        let said: Vec<String> = std::iter::once(visits).chain(far).chain(things).collect();
        said.join(&format!(" {} ", cx.theme.glyphs.separator))
    }

    /// The title, then the sums of a week or the hours of a day; answers how many lines they took.
    fn head(&self, cx: &Cx, area: Rect, buf: &mut Buffer) -> u16 {
        let more = cx.theme.glyphs.more;
        let (title, aside) = self.title_line(cx);
        let mut spans = vec![Span::styled(title, cx.style(Role::Title))];
        if let Some(aside) = aside {
            let role = if month::free(self.day) { Role::Accent } else { Role::Muted };
            spans.push(Span::styled(format!("  {} {aside}", cx.theme.glyphs.separator), cx.style(role)));
        }
        buf.set_line(area.x, area.y, &text::ellipsis_line(&Line::from(spans), area.width, more), area.width);
        if area.height < TALL {
            return 1;
        }
        let sums = text::ellipsis(&self.sums_line(cx), area.width, more);
        buf.set_string(area.x, area.y + 1, sums, cx.style(Role::Muted));
        if self.view() == View::Week || area.height < 2 * TALL {
            return 2;
        }
        let per_hour = if area.width >= 2 * strip::HOURS + 2 { 2 } else { 1 };
        let rows = self.source(cx).head(self.day).rows;
        buf.set_line(area.x, area.y + 3, &strip::strip(cx, self.day, &rows, per_hour), area.width);
        buf.set_line(area.x, area.y + 4, &strip::scale(cx, per_hour), area.width);
        6
    }

    fn empty(&self, cx: &Cx) -> Empty {
        let key = |action| cx.keymap.key_label(action, Context::Agenda, &cx.words);
        let press = t!(cx.words, "agenda-none-press", plan = key(Action::PlanVisit), new = key(Action::New));
        Empty::new(t!(cx.words, "agenda-none"), press)
    }
}

impl Layer for Agenda {
    fn context(&self) -> Context {
        Context::Agenda
    }

    fn title(&self, cx: &Cx) -> String {
        Screen::Agenda.title(&cx.words)
    }

    fn hints(&self, _: &Cx) -> Vec<Action> {
        let can_tick = matches!(self.selected(), Some(Entry::Visit(_) | Entry::Due(_))) && self.pane == Pane::First;
        let first = if can_tick { [Action::Tick, Action::PlanVisit] } else { [Action::PlanVisit, Action::New] };
        [first.as_slice(), &[Action::WeekOrDay, Action::RoundOrder, Action::Today, Action::NextPane]].concat()
    }

    fn left(&self) -> Option<String> {
        let Listing { state, sought, .. } = self.listing(self.view());
        let here = self.selected().and_then(Entry::key).map(|key| (key, state.above()));
        let day = Some(self.day).filter(|day| *day != self.today.get());
        session::written(&Left { day, pane: self.pane, view: self.view, order: self.order, at: sought.or(here) })
    }

    fn take_up(&mut self, left: &str, cx: &mut Cx) {
        let left: Left = session::read(left);
        (self.pane, self.view, self.order) = (left.pane, left.view, left.order);
        self.day = left.day.unwrap_or_else(|| cx.today());
        (self.week.sought, self.single.sought) = (left.at, left.at);
    }

    fn update(&mut self, input: Input<'_>, cx: &mut Cx) -> Took {
        match input {
            Input::Shown => {
                self.telling.shown(cx);
                self.reload(cx);
            }
            Input::DeskChanged => self.reload(cx),
            Input::Reply(ticket, reply) => return self.replied(ticket, reply, cx),
            Input::Answer(tag, answer) => return self.answered(tag, &answer, cx),
            Input::Action(action) => return self.act(action, cx),
            _ => return Took::No,
        }
        Took::Yes
    }

    fn render(&self, cx: &Cx, area: Rect, buf: &mut Buffer) -> Option<Position> {
        self.width.set(area.width);
        self.today.set(cx.today());
        let (first, second) = self.pane.split(cx, area, SHARE, buf);
        if let Some(area) = first {
            let used = self.head(cx, area, buf);
            let body = Rect { y: area.y + used, height: area.height.saturating_sub(used), ..area };
            let (focused, empty) = (self.pane == Pane::First, self.empty(cx));
            let Listing { entries, state, .. } = self.listing(self.view());
            List { cx, entries, state, focused, empty: &empty }.render(body, buf);
        }
        if let Some(area) = second {
            let focused = self.pane == Pane::Second;
            Month { cx, day: self.day, marks: &self.marks, dues: &self.dues, focused }.render(area, buf);
        }
        None
    }
}
