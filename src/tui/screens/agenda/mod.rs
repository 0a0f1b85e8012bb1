//! « Agenda »: the month, and a week or a day of it: visits in their rounds, what is due, shifts, holidays.

mod acts;
mod filter;
mod head;
mod lines;
mod list;
mod listing;
mod month;
mod strip;
#[cfg(test)]
mod tests;

use std::cell::Cell;
use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use serde::{Deserialize, Serialize};

use self::filter::Filter;
use self::lines::{DayHead, DayMarks, Entry, Key, Source, View, marks, week_of};
use self::list::List;
use self::listing::Listing;
use self::month::Month;
use super::shared::editing::say_refused;
use crate::model::calendar::{monday_of, weeks_of_month};
use crate::store::views::{Edge, VisitPage};
use crate::tui::action::Action;
use crate::tui::context::Context;
use crate::tui::cx::Cx;
use crate::tui::layer::{Input, Layer, Took};
use crate::tui::panes::Pane;
use crate::tui::request::{Reply, Request, Ticket, VisitDays, VisitFilter};
use crate::tui::screen::Screen;
use crate::tui::screens::visits::Telling;
use crate::tui::session;
use crate::workspace::{Due, RoundOrder};

/// Of the width, for the week or the day.
const SHARE: u16 = 62;
/// Below this width the day is all that fits.
const NARROW: u16 = 60;
/// Visits of a week read at most; of each day of a week that has more; and of the day that is looked at. However many there
/// are, they are counted.
const OF_WEEK: usize = 600;
const OF_EACH: usize = 80;
const OF_DAY: usize = 2_000;

/// The screen.
pub fn screen(cx: &mut Cx) -> Box<dyn Layer> {
    Box::new(Agenda::at(cx.today()))
}

struct Agenda {
    day: NaiveDate,
    pane: Pane,
    /// What was asked for; else what the width has room for.
    view: Option<View>,
    order: RoundOrder,
    filter: Filter,
    width: Cell<u16>,
    /// As last drawn.
    today: Cell<NaiveDate>,
    week: Listing,
    single: Listing,
    /// Of `day`, alone.
    head: Option<DayHead>,
    /// Of the week of `day`, and whether there are more of them than were read.
    visits: VisitPage,
    /// Of one day of such a week.
    of_day: Option<(NaiveDate, VisitPage)>,
    /// Of the weeks of the month of `day`.
    counted: VisitDays,
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
    filter: Filter,
    pane: Pane,
    view: Option<View>,
    order: RoundOrder,
    at: Option<(Key, usize)>,
}

/// The newest requests; what answers older ones is dropped.
#[derive(Default)]
struct Asked {
    week: Option<Ticket>,
    days: Vec<Ticket>,
    day: Option<(Ticket, NaiveDate)>,
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
            filter: Filter::default(),
            width: Cell::new(0),
            today: Cell::new(day),
            week: Listing::default(),
            single: Listing::default(),
            head: None,
            visits: VisitPage::default(),
            of_day: None,
            counted: VisitDays::default(),
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
        self.dues.retain(|due| self.filter.due(due.what));
        let filter = VisitFilter { from: Some(first), to: Some(last), ..self.whose(cx) };
        self.asked.month = Some(cx.request(Request::VisitDays(filter)));
        self.reload_week(cx);
    }

    fn reload_week(&mut self, cx: &mut Cx) {
        let (from, to) = (week_of(self.day).next(), week_of(self.day).last());
        let filter = VisitFilter { from, to, ..self.whose(cx) };
        self.asked.week = Some(cx.request(Request::LoadVisits { filter, edge: Edge::Newest, count: OF_WEEK }));
        self.of_day = None;
        self.asked.days.clear();
        self.lay_out(cx);
    }

    /// The week has more visits than were read: the first ones of each of its days instead.
    fn load_days(&mut self, cx: &mut Cx) {
        let whose = self.whose(cx);
        let of = |day| VisitFilter { from: Some(day), to: Some(day), ..whose.clone() };
        let asks =
            week_of(self.day).map(|day| Request::LoadVisits { filter: of(day), edge: Edge::Oldest, count: OF_EACH });
        self.asked.days = asks.map(|ask| cx.request(ask)).collect();
        self.load_day(cx);
    }

    /// The day that is looked at, in such a week.
    fn load_day(&mut self, cx: &mut Cx) {
        let day = self.day;
        let filter = VisitFilter { from: Some(day), to: Some(day), ..self.whose(cx) };
        let ticket = cx.request(Request::LoadVisits { filter, edge: Edge::Newest, count: OF_DAY });
        self.asked.day = Some((ticket, day));
    }

    fn whose(&self, cx: &Cx) -> VisitFilter {
        VisitFilter { owner: cx.desk.me.filter(|_| !cx.shows_everyone()), ..VisitFilter::default() }
    }

    fn source<'a>(&'a self, view: View, cx: &'a Cx) -> Source<'a> {
        let of_day = self.of_day.as_ref().filter(|(day, _)| view == View::Day && *day == self.day);
        let page = of_day.map_or(&self.visits, |(_, page)| page);
        let shown = self.filter.visits();
        Source {
            desk: &cx.desk,
            visits: if shown { &page.rows } else { &[] },
            counted: Some(&self.counted).filter(|_| page.more && shown),
            dues: &self.dues,
            now: cx.now.local,
            order: self.order,
        }
    }

    /// The lines again: of both views, since the width of the window may ask for the other one.
    fn lay_out(&mut self, cx: &Cx) {
        self.marks = marks(Some(&self.counted).filter(|_| self.filter.visits()), &self.dues, cx.now.local);
        let week = self.source(View::Week, cx).lines(View::Week, self.day);
        self.week.take(week, self.day);
        self.lay_out_day(cx);
    }

    fn lay_out_day(&mut self, cx: &Cx) {
        let source = self.source(View::Day, cx);
        let (lines, head) = (source.lines(View::Day, self.day), source.head(self.day));
        self.single.take(lines, self.day);
        self.head = Some(head);
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
            self.week.turn_to(day);
            self.lay_out_day(cx);
            if self.visits.more {
                self.load_day(cx);
            }
        }
    }

    fn step(&mut self, days: i64, cx: &mut Cx) {
        if let Some(day) = self.day.checked_add_signed(chrono::TimeDelta::days(days)) {
            self.go(day, cx);
        }
    }

    fn replied(&mut self, ticket: Ticket, reply: &Reply, cx: &mut Cx) -> Took {
        if self.telling.replied(ticket, reply) == Took::Yes {
            return Took::Yes;
        }
        match reply {
            Reply::Visits(page) if self.asked.week == Some(ticket) => {
                if page.more {
                    self.visits = VisitPage { rows: Vec::new(), more: true };
                    self.load_days(cx);
                } else {
                    self.visits = page.clone();
                }
            }
            Reply::Visits(page) if self.asked.days.contains(&ticket) => {
                self.asked.days.retain(|asked| *asked != ticket);
                self.visits.rows.extend(page.rows.iter().cloned());
            }
            Reply::Visits(page) if self.asked.day.is_some_and(|(asked, _)| asked == ticket) => {
                self.of_day = self.asked.day.map(|(_, day)| (day, page.clone()));
            }
            Reply::VisitDays(days) if self.asked.month == Some(ticket) => self.counted = days.clone(),
            Reply::Refused(faults) if self.asked.edit == Some(ticket) => {
                say_refused(faults, cx);
                return Took::Yes;
            }
            _ => return Took::No,
        }
        self.lay_out(cx);
        Took::Yes
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
        [
            first.as_slice(),
            &[Action::WeekOrDay, Action::RoundOrder, Action::Today, Action::Filter, Action::NextPane, Action::Legend],
        ]
        .concat()
    }

    fn left(&self) -> Option<String> {
        let day = Some(self.day).filter(|day| *day != self.today.get());
        let (filter, pane, view, order) = (self.filter.clone(), self.pane, self.view, self.order);
        session::written(&Left { day, filter, pane, view, order, at: self.listing(self.view()).here() })
    }

    fn take_up(&mut self, left: &str, cx: &mut Cx) {
        let left: Left = session::read(left);
        (self.filter, self.pane, self.view, self.order) = (left.filter, left.pane, left.view, left.order);
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
            Input::Pointed(day) => {
                (self.week.sought, self.single.sought) = (None, None);
                let day = i32::try_from(day).ok().and_then(NaiveDate::from_num_days_from_ce_opt);
                self.go(day.unwrap_or(self.day), cx);
            }
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
            let view = self.view();
            let Listing { entries, state, .. } = self.listing(view);
            List { cx, view, entries, state, focused, empty: &empty }.render(body, buf);
        }
        if let Some(area) = second {
            let focused = self.pane == Pane::Second;
            Month { cx, day: self.day, marks: &self.marks, dues: &self.dues, focused }.render(area, buf);
        }
        None
    }
}
