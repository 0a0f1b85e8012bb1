//! Visites: the log, newest first, its filters and their sums, and the form.

mod around;
mod choose;
mod columns;
mod detail;
mod filter;
mod form;
mod models;
mod start;
mod telling;
mod window;

#[cfg(test)]
mod tests;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;
use serde::{Deserialize, Serialize};

use self::choose::Offered;
pub use self::columns::{band_word, state_sign};
use self::detail::Detail;
use self::filter::Filter;
use self::models::{Chosen, Models};
use self::start::Start;
pub use self::telling::Telling;
use self::window::{FIRST, SORTED, Taken, Window};
use crate::i18n::format;
use crate::model::{Decimal, Kind, RecordId, VisitStatus};
use crate::store::views::{VisitCursor, VisitRow};
use crate::t;
use crate::tui::action::Action;
use crate::tui::context::Context;
use crate::tui::cx::{Cx, Tone};
use crate::tui::layer::{Answer, Input, Layer, Took};
use crate::tui::popup::Confirm;
use crate::tui::request::{Edit, Reply, Request, Ticket, VisitTotals};
use crate::tui::screen::Screen;
use crate::tui::screens::divergences::Divergences;
use crate::tui::screens::shared::erasing::Erasing;
use crate::tui::screens::shared::listing::Listing;
use crate::tui::screens::twins;
use crate::tui::session;
use crate::tui::sort::Sort;
use crate::tui::table::{Empty, Table};
use crate::tui::text;
use crate::tui::theme::Role;
use crate::wording::values;

/// What popups answer under.
mod ask {
    pub const DELETE: &str = "visits-delete";
}

/// The screen.
pub fn screen(cx: &mut Cx) -> Box<dyn Layer> {
    Box::new(Log::new(cx))
}

/// The log.
struct Log {
    window: Window,
    filter: Filter,
    offered: Offered,
    totals: Option<VisitTotals>,
    asked_totals: Option<Ticket>,
    telling: Telling,
    /// The visit that a popup asks about.
    about: Option<VisitRow>,
    deleting: Option<Ticket>,
    finding: Option<Ticket>,
    erasing: Erasing,
    listing: Listing,
    models: Models,
}

/// What is found again at the next start.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct Left {
    filter: Filter,
    sort: Option<Sort>,
    at: Option<VisitCursor>,
    above: usize,
}

impl Log {
    fn new(cx: &mut Cx) -> Self {
        let mut log = Self {
            window: Window::default(),
            filter: Filter::default(),
            offered: Offered::default(),
            totals: None,
            asked_totals: None,
            telling: Telling::default(),
            about: None,
            deleting: None,
            finding: None,
            erasing: Erasing::default(),
            listing: Listing::default(),
            models: Models::default(),
        };
        log.models.load(cx);
        log.reopen(cx);
        log
    }

    /// Another filter.
    fn reopen(&mut self, cx: &mut Cx) {
        self.window.open(self.filter.scan(cx), cx);
        self.totals = None;
        self.sum(cx);
    }

    fn sum(&mut self, cx: &mut Cx) {
        self.asked_totals = Some(cx.request(Request::Totals(self.filter.scan(cx))));
    }

    /// Something changed, here or elsewhere.
    fn refresh(&mut self, cx: &mut Cx) {
        if self.filter.scan(cx) == *self.window.filter() {
            self.window.refresh(cx);
            self.sum(cx);
        } else {
            self.reopen(cx);
        }
    }

    fn act(&mut self, action: Action, cx: &mut Cx) -> Took {
        let selected = self.window.selected().cloned();
        match (action, selected) {
            (Action::Copy, _) => cx.say(Tone::Plain, t!(cx.words, "copy-never-visits")),
            (Action::ExportCsv, _) => self.listing.write_visits(self.window.filter().clone(), cx),
            (Action::SortNext | Action::SortReverse, _) => {
                let mut sort = self.window.sort();
                sort.update(action, columns::columns(cx).len(), columns::largest_first);
                self.window.sort_by(sort, cx);
            }
            (Action::Mark, Some(_)) => {
                let keys: Vec<RecordId> = self.window.rows().iter().map(|row| row.id).collect();
                return self.window.mark(&mut self.listing.marked, &keys, cx);
            }
            (Action::Edit | Action::Delete, Some(_)) if !self.listing.marked.is_empty() && !cx.masked => {
                return self.listing.several(action, Kind::Visit, None, cx);
            }
            (Action::New | Action::PlanVisit | Action::Again | Action::Edit | Action::Open | Action::MarkDone, _)
                if cx.masked =>
            {
                cx.say(Tone::Plain, t!(cx.words, "visits-masked"));
            }
            (Action::New, _) => self.telling.new_visit(cx),
            (Action::PlanVisit, _) => self.telling.plan(None, cx),
            (Action::Again, row) if self.models.offer(row.clone(), cx) => {}
            (Action::MarkDone, Some(row)) => self.telling.mark_done(&row, cx),
            (Action::Edit | Action::Open, Some(row)) => self.telling.edit(&row, cx),
            (Action::Delete, Some(row)) => {
                let question = t!(cx.words, "visits-delete-sure");
                cx.push(Confirm::new(ask::DELETE, cx.words.phrase(Kind::Visit, "delete"), question).dangerous());
                self.about = Some(row);
            }
            (Action::Resolve, Some(row)) => cx.push(Divergences::of([row.id])),
            (Action::Erase, Some(row)) => self.erasing.visit(&row, cx),
            (Action::Merge, Some(row)) => twins::with(Kind::Visit, row.id, Some(&row), cx),
            (Action::Details | Action::History, Some(row)) => {
                let detail = Detail::new(row, cx);
                cx.push(detail);
            }
            _ => return self.choose(action, cx),
        }
        Took::Yes
    }

    /// A visit like another, or like a model.
    fn begin(&self, chosen: Chosen, cx: &mut Cx) {
        let start = match chosen {
            Chosen::Like(row, like) => Start::again(&row, like, cx),
            Chosen::Model(name, visit) => Start::of_model(&name, *visit, cx),
            Chosen::Done => return,
        };
        self.telling.begin(start, cx);
    }

    fn answered(&mut self, tag: &'static str, answer: Answer, cx: &mut Cx) -> Took {
        match (tag, answer) {
            (ask::DELETE, Answer::Yes) => {
                if let Some(row) = self.about.take() {
                    let edit = Edit::new("done-visit-deleted").delete(row.id, Kind::Visit);
                    self.deleting = Some(cx.request(Request::Commit(edit)));
                }
            }
            (tag, answer) => {
                if let Some(chosen) = self.models.answered(tag, &answer, cx) {
                    self.begin(chosen, cx);
                    return Took::Yes;
                }
                if self.telling.answered(tag, &answer, cx) == Took::Yes
                    || self.listing.answered(tag, &answer, cx) == Took::Yes
                    || self.erasing.answered(tag, &answer, cx) == Took::Yes
                {
                    return Took::Yes;
                }
                return self.chosen(tag, answer, cx);
            }
        }
        Took::Yes
    }

    fn reply(&mut self, ticket: Ticket, reply: &Reply, cx: &mut Cx) -> Took {
        if self.erasing.replied(ticket, reply, cx).is_some() {
            return Took::Yes;
        }
        if self.telling.replied(ticket, reply) == Took::Yes
            || self.listing.replied(ticket, reply, cx) == Took::Yes
            || self.models.replied(ticket, reply, cx)
        {
            return Took::Yes;
        }
        match reply {
            Reply::Visits(page) => match self.window.take(ticket, page, self.telling.saved(), cx) {
                Taken::No => return Took::No,
                Taken::Yes => self.telling.saved_is_seen(),
                Taken::TooMany => {
                    let most = cx.words.figure(SORTED);
                    cx.say(Tone::Plain, t!(cx.words, "visits-too-many-to-sort", most = most));
                }
            },
            Reply::Totals(totals) if self.asked_totals == Some(ticket) => self.totals = Some(*totals),
            Reply::Visit(Some(row)) if self.finding == Some(ticket) => {
                self.filter = Filter::default();
                self.window.open_at(self.filter.scan(cx), row.cursor(), cx);
                self.sum(cx);
            }
            Reply::Refused(refused) if self.deleting == Some(ticket) => {
                if let Some(first) = refused.first() {
                    cx.say(Tone::Bad, first.said.clone());
                }
            }
            Reply::Failed(_) | Reply::Cancelled => self.window.gave_up(ticket),
            _ => return Took::No,
        }
        Took::Yes
    }

    fn empty(&self, cx: &Cx) -> Empty {
        if self.window.waiting() {
            return Empty::default();
        }
        let key = |action| cx.keymap.key_label(action, Context::Visits, &cx.words);
        if self.filter.is_empty() {
            let press = t!(cx.words, "visits-none-press", key = key(Action::New), plan = key(Action::PlanVisit));
            return Empty::new(cx.words.phrase(Kind::Visit, "none"), press);
        }
        let press = t!(cx.words, "visits-none-filtered-press", key = key(Action::ClearFilter));
        Empty::new(t!(cx.words, "visits-none-filtered"), press)
    }

    fn totals_line(&self, cx: &Cx) -> String {
        let Some(totals) = self.totals else { return cx.theme.glyphs.more.to_owned() };
        let words = &cx.words;
        let km = Decimal::from_thousandths((totals.km + 500) / 1_000 * 1_000);
        let marked = self.listing.marked.said(cx).map(|said| said.content.trim_start().to_owned());
        let totals = t!(
            words,
            "visits-totals",
            visits = words.count(Kind::Visit, usize::try_from(totals.visits).unwrap_or_default()),
            time = format::duration(totals.minutes),
            km = values::km(words, km)
        );
        marked.into_iter().chain([totals]).collect::<Vec<_>>().join("  ")
    }

    /// The filters at the left, what they add up to at the right; below each other where one line is too short.
    fn head(&self, cx: &Cx, area: Rect, buf: &mut Buffer) -> u16 {
        let totals = self.totals_line(cx);
        let filters = if self.filter.is_empty() { self.everything(cx) } else { self.filter.line(cx) };
        let filters = match self.sorted(cx) {
            Some(sorted) => format!("{filters} {} {sorted}", cx.theme.glyphs.separator),
            None => filters,
        };
        let role = if self.filter.is_empty() { Role::Muted } else { Role::Accent };
        let more = cx.theme.glyphs.more;
        let left = text::ellipsis(&filters, area.width, more);
        buf.set_string(area.x, area.y, &left, cx.style(role));
        let one_line = text::width(&left) + text::width(&totals) + 3 <= area.width;
        let y = if one_line { area.y } else { area.y + 1 };
        let totals = text::ellipsis(&totals, area.width, more);
        let x = if one_line { area.right().saturating_sub(text::width(&totals)) } else { area.x };
        if y < area.bottom() {
            buf.set_string(x, y, totals, cx.style(Role::Text));
        }
        let used = if one_line { 1 } else { 2 };
        let used = used + self.cleared_line(cx, area, used, buf);
        used + self.draft_line(cx, area, used, buf)
    }

    /// Why the sums may hold more than the list shows.
    fn cleared_line(&self, cx: &Cx, area: Rect, used: u16, buf: &mut Buffer) -> u16 {
        let Some(cleared) = cx.desk.cleared.filter(|_| area.height >= used + 4) else { return 0 };
        if self.window.filter().from.is_some_and(|from| from >= cleared.before) {
            return 0;
        }
        let line = text::ellipsis(&cleared.line(&cx.words), area.width, cx.theme.glyphs.more);
        buf.set_string(area.x, area.y + used, line, cx.style(Role::Muted));
        1
    }

    /// By which column, where it is not the newest first.
    fn sorted(&self, cx: &Cx) -> Option<String> {
        let sort = self.window.sort();
        let columns = columns::columns(cx);
        let column = columns.get(sort.column).filter(|_| sort != FIRST)?;
        Some(sort.said(column.title(), cx))
    }

    fn everything(&self, cx: &Cx) -> String {
        let mine = self.window.filter().owner.is_some();
        if mine { t!(cx.words, "visits-mine") } else { t!(cx.words, "visits-all") }
    }

    /// A form that was left waits.
    fn draft_line(&self, cx: &Cx, area: Rect, used: u16, buf: &mut Buffer) -> u16 {
        if !self.telling.draft_waits() || area.height < used + 4 {
            return 0;
        }
        let key = cx.keymap.key_label(Action::New, Context::Visits, &cx.words);
        let sign = Span::styled(format!("{} ", cx.theme.glyphs.under_way), cx.style(Role::UnderWay));
        let line = Line::from(vec![sign, Span::raw(t!(cx.words, "visits-draft-waits", key = key))]);
        let line = text::ellipsis_line(&line, area.width, cx.theme.glyphs.more);
        buf.set_line(area.x, area.y + used, &line, area.width);
        1
    }
}

impl Layer for Log {
    fn context(&self) -> Context {
        Context::Visits
    }

    fn title(&self, cx: &Cx) -> String {
        Screen::Visits.title(&cx.words)
    }

    fn hints(&self, _: &Cx) -> Vec<Action> {
        let planned = self.window.selected().is_some_and(|row| row.visit.status == Some(VisitStatus::Planned));
        let mut hints = vec![Action::New];
        hints.push(if planned { Action::MarkDone } else { Action::Again });
        hints.extend([Action::Edit, Action::Filter, Action::Period, Action::PlanVisit, Action::Details]);
        self.listing.marked.hints(hints)
    }

    /// A filter that nothing answers to is not kept: it may name a patient who was erased.
    fn left(&self) -> Option<String> {
        let at = self.window.selected().map(VisitRow::cursor);
        let answered = at.is_some() && !self.window.outdated();
        let filter = if answered { self.filter.clone() } else { Filter::default() };
        let sort = Some(self.window.sort());
        session::written(&Left { filter, sort, at, above: self.window.state.above() })
    }

    fn take_up(&mut self, left: &str, cx: &mut Cx) {
        let left: Left = session::read(left);
        self.filter = left.filter;
        self.reopen(cx);
        if let Some(at) = left.at {
            let sort = left.sort.unwrap_or(FIRST);
            self.window.open_left(self.filter.scan(cx), sort, at, left.above, cx);
        }
    }

    fn update(&mut self, input: Input<'_>, cx: &mut Cx) -> Took {
        match input {
            Input::Action(action) => {
                if self.window.update(action, cx) == Took::Yes {
                    return Took::Yes;
                }
                return self.act(action, cx);
            }
            Input::Answer(tag, answer) => return self.answered(tag, answer, cx),
            Input::Reply(ticket, reply) => return self.reply(ticket, reply, cx),
            Input::DeskChanged => self.refresh(cx),
            Input::Find(record) => self.finding = Some(cx.request(Request::Visit(record))),
            Input::Shown => self.telling.shown(cx),
            _ => return Took::No,
        }
        Took::Yes
    }

    fn render(&self, cx: &Cx, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let used = self.head(cx, area, buf);
        let gap = u16::from(area.height > 16);
        let top = used + gap;
        let body = Rect { y: area.y + top, height: area.height.saturating_sub(top), ..area };
        let rows = self.window.rows();
        let columns = columns::columns(cx);
        let row = |index: usize| rows.get(index).map(|row| columns::row(cx, row));
        let (state, empty) = (&self.window.state, self.empty(cx));
        Table { cx, columns: &columns, len: rows.len(), row: &row, state, focused: true, empty: &empty }
            .render(body, buf);
        self.listing.marked.draw(cx, body, state, |index| rows.get(index).map(|row| row.id), buf);
        None
    }
}
