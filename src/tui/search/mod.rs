//! Search everywhere: every record by its name or its words at once, then the visits as they are read.

mod commune;
mod index;
#[cfg(test)]
mod tests;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use self::commune::CommunePage;
use self::index::{Found, Index, Target};
use super::action::Action;
use super::context::Context;
use super::cx::Cx;
use super::layer::{Input, Layer, Place, Took};
use super::line_edit::LineEdit;
use super::list::ListState;
use super::request::{Reply, Request, Ticket};
use super::screen::Screen;
use super::screens::records::scope;
use super::table::select;
use super::text;
use super::theme::Role;
use crate::model::Kind;
use crate::model::reference::fold;
use crate::store::views::{SearchMark, VisitRow};
use crate::t;
use crate::wording::values;

/// Visits read before the first answer: a few milliseconds.
const FIRST: usize = 2_000;
/// Visits read at a time after that: what else is asked of the store waits no longer than this takes.
const SLICE: usize = 10_000;
/// Visits shown at most: whoever finds more than these types more.
const MOST: usize = 300;
/// Shorter, nearly every visit holds it.
const LEAST: usize = 2;
/// Cells of the column that says what a hit is.
const KIND: u16 = 11;

/// The popup. It stays below what it leads to, so that one comes back to its hits.
#[derive(Default)]
pub struct Search {
    edit: LineEdit,
    state: ListState,
    index: Index,
    found: Vec<Found>,
    visits: Visits,
}

/// The visits found so far.
#[derive(Default)]
struct Visits {
    rows: Vec<VisitRow>,
    read: usize,
    asked: Option<Ticket>,
    /// All are read, or enough were found.
    over: bool,
}

enum Hit<'a> {
    Record(&'a Found),
    Visit(&'a VisitRow),
}

impl Search {
    /// What was typed changed: the records at once, the visits from the newest on. What is still being read is dropped.
    fn look(&mut self, cx: &mut Cx) {
        self.state.select(0, 1);
        self.found = self.index.find(&self.edit.text());
        self.give_up(cx);
        self.visits = Visits::default();
        if fold(&self.edit.text()).len() >= LEAST && !cx.masked {
            self.ask(None, FIRST, cx);
        }
    }

    /// What is still being read is not wanted any more.
    fn give_up(&mut self, cx: &mut Cx) {
        if let Some(asked) = self.visits.asked.take() {
            cx.cancel(asked);
        }
    }

    fn ask(&mut self, from: Option<SearchMark>, enough: usize, cx: &mut Cx) {
        self.visits.asked = Some(cx.request(Request::SearchVisits { text: self.edit.text(), from, enough }));
    }

    fn replied(&mut self, ticket: Ticket, reply: &Reply, cx: &mut Cx) -> Took {
        if self.visits.asked.take_if(|asked| *asked == ticket).is_none() {
            return Took::No;
        }
        if let Reply::VisitSlice(slice) = reply {
            self.visits.read += slice.read;
            self.visits.rows.extend(slice.rows.iter().cloned());
            self.visits.rows.truncate(MOST);
            match slice.next.filter(|_| self.visits.rows.len() < MOST && !cx.masked) {
                Some(mark) => self.ask(Some(mark), SLICE, cx),
                None => self.visits.over = true,
            }
        }
        Took::Yes
    }

    /// What shows: nothing that is veiled while the screen is masked.
    fn hits(&self, cx: &Cx) -> Vec<Hit<'_>> {
        let shown = |found: &&Found| match found.target {
            Target::Record(_, id) => !cx.desk.card(&id).is_some_and(|card| scope::veiled(cx, card)),
            Target::Commune(_) => true,
        };
        let visits = self.visits.rows.iter().filter(|_| !cx.masked);
        self.found.iter().filter(shown).map(Hit::Record).chain(visits.map(Hit::Visit)).collect()
    }

    fn jump(&self, cx: &mut Cx) {
        match self.hits(cx).get(self.state.selected()) {
            Some(Hit::Record(Found { target: Target::Record(kind, id), .. })) => {
                let (screen, id) = (Screen::home(*kind), *id);
                cx.show(screen, id);
            }
            Some(Hit::Record(Found { target: Target::Commune(code), .. })) => {
                let page = CommunePage::new(*code, cx);
                cx.push(page);
            }
            Some(Hit::Visit(row)) => {
                let id = row.id;
                cx.show(Screen::Visits, id);
            }
            None => {}
        }
    }

    /// How many hits, and how far the visits are read.
    fn said(&self, cx: &Cx) -> String {
        let words = &cx.words;
        if self.edit.text().trim().is_empty() {
            return String::new();
        }
        let hits = t!(words, "search-hits", n = self.hits(cx).len());
        let visits = match () {
            () if cx.masked => t!(words, "search-masked"),
            () if self.visits.rows.len() >= MOST => t!(words, "search-most", n = MOST),
            () if self.visits.over => t!(words, "search-all-read", read = words.figure(self.visits.read)),
            () if self.visits.asked.is_some() => t!(words, "search-reading", read = words.figure(self.visits.read)),
            () => return hits,
        };
        format!("{hits} {} {visits}", cx.theme.glyphs.separator)
    }

    fn line(hit: &Hit<'_>, cx: &Cx) -> (String, String, String) {
        match hit {
            Hit::Record(found) => {
                let kind = match found.target {
                    Target::Record(kind, _) => cx.words.kind(kind),
                    Target::Commune(_) => t!(cx.words, "search-commune"),
                };
                (kind, found.label.clone(), found.detail.clone())
            }
            Hit::Visit(row) => {
                let visit = &row.visit;
                let start = visit.start.map(values::date_time_short).unwrap_or_default();
                let commune = visit.commune.map(values::commune).unwrap_or_default();
                let patient = visit.patient.as_deref().unwrap_or_default();
                let note = visit.note.as_ref().map(|note| note.0.replace('\n', " ")).unwrap_or_default();
                (cx.words.kind(Kind::Visit), format!("{patient}  {start}  {commune}"), note)
            }
        }
    }
}

impl Layer for Search {
    fn context(&self) -> Context {
        Context::Palette
    }

    fn title(&self, cx: &Cx) -> String {
        text::sentence(&Action::Search.label(&cx.words))
    }

    fn place(&self, _: &Cx) -> Place {
        Place::Popup { width: 96, height: 26 }
    }

    fn passing(&self) -> bool {
        true
    }

    fn update(&mut self, input: Input<'_>, cx: &mut Cx) -> Took {
        match input {
            Input::Shown if self.edit.is_empty() => self.index = Index::of(cx),
            Input::DeskChanged => {
                let at = self.state.selected();
                self.index = Index::of(cx);
                self.look(cx);
                self.state.select(at, usize::MAX);
            }
            Input::Reply(ticket, reply) => return self.replied(ticket, reply, cx),
            Input::Action(Action::Accept) => self.jump(cx),
            Input::Action(Action::Cancel) => {
                self.give_up(cx);
                cx.close();
            }
            Input::Action(action @ (Action::Up | Action::Down | Action::PageUp | Action::PageDown)) => {
                return self.state.update(action, self.hits(cx).len());
            }
            Input::Char(_) | Input::Paste(_) | Input::Action(_) => {
                let before = self.edit.text();
                let took = self.edit.update(&input);
                if self.edit.text() != before {
                    self.look(cx);
                }
                return took;
            }
            _ => return Took::No,
        }
        Took::Yes
    }

    fn render(&self, cx: &Cx, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let more = cx.theme.glyphs.more;
        let cursor = self.edit.render(cx, Rect { height: 1, ..area }, false, true, buf);
        let said = text::ellipsis(&self.said(cx), area.width, more);
        buf.set_string(area.x, area.y + 1, said, cx.style(Role::Muted));
        let list = Rect { y: area.y + 2, height: area.height.saturating_sub(2), ..area };
        let hits = self.hits(cx);
        if hits.is_empty() {
            self.empty(cx, list, buf);
        }
        for (index, y) in self.state.window(list.height, hits.len()).zip(list.y..) {
            let Some(hit) = hits.get(index) else { break };
            let (kind, label, detail) = Self::line(hit, cx);
            buf.set_string(list.x + 2, y, text::ellipsis(&kind, KIND, more), cx.style(Role::Muted));
            let x = list.x + KIND + 3;
            let room = list.right().saturating_sub(x + 1);
            let label = text::ellipsis(&label, room, more);
            buf.set_string(x, y, &label, cx.style(Role::Text));
            let left = room.saturating_sub(text::width(&label) + 2);
            let detail = if left < 6 { String::new() } else { text::ellipsis(&detail, left, more) };
            buf.set_string(x + text::width(&label) + 2, y, detail, cx.style(Role::Muted));
            if index == self.state.selected() {
                select(cx, Rect { y, height: 1, width: list.width + 1, ..list }, true, buf);
            }
        }
        Some(cursor)
    }
}

impl Search {
    fn empty(&self, cx: &Cx, area: Rect, buf: &mut Buffer) {
        let said = match () {
            () if self.edit.text().trim().is_empty() => t!(cx.words, "search-what"),
            () if self.visits.asked.is_some() => return,
            () => t!(cx.words, "search-none"),
        };
        for (line, y) in text::wrap(&said, area.width).into_iter().zip(area.y..area.bottom()) {
            buf.set_string(area.x, y, line, cx.style(Role::Muted));
        }
    }
}
