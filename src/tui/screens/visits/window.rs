//! The part of the log that is in memory: some rows either side of the selected one, more of them before an end is seen.

use crate::model::{LocalTime, RecordId};
use crate::store::views::{Edge, VisitCursor, VisitPage, VisitRow};
use crate::tui::action::Action;
use crate::tui::cx::Cx;
use crate::tui::layer::Took;
use crate::tui::list::ListState;
use crate::tui::marks::Marks;
use crate::tui::request::{Request, Ticket, VisitFilter};

/// Rows asked for at once.
const LOAD: usize = 150;
/// Rows between the selection and an end of what is loaded, when more are asked for.
const MARGIN: usize = 60;
/// Rows kept at most: the far end is dropped.
const MOST: usize = 600;
/// Planned visits in sight above the latest one, when the log opens.
const AHEAD: usize = 4;

/// Why rows were asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Asked {
    /// What has already taken place; the planned ones follow.
    Past,
    /// The planned ones, once.
    Planned,
    Newest,
    Oldest,
    Below,
    Above,
    /// The same rows once more: something changed.
    Same,
}

/// A window over the visits of a filter, newest first.
#[derive(Default)]
pub struct Window {
    filter: VisitFilter,
    rows: Vec<VisitRow>,
    /// There are more beyond the ends.
    above: bool,
    below: bool,
    asked: Option<(Ticket, Asked)>,
    /// Where it opens: at a visit that was asked for, else at the latest one that has taken place.
    at: Option<VisitCursor>,
    /// Lines in sight above that one; some planned ones, if none is said.
    above_it: Option<usize>,
    pub state: ListState,
}

/// Just above every visit that starts then.
fn above_all(start: i64) -> VisitCursor {
    VisitCursor { start, id: RecordId::from_bytes([0xff; 16]) }
}

impl Window {
    pub fn rows(&self) -> &[VisitRow] {
        &self.rows
    }

    pub fn selected(&self) -> Option<&VisitRow> {
        self.rows.get(self.state.selected())
    }

    /// The first rows are still on their way.
    pub fn waiting(&self) -> bool {
        self.rows.is_empty() && self.asked.is_some()
    }

    pub fn filter(&self) -> &VisitFilter {
        &self.filter
    }

    /// Another filter: the window opens on the latest visit that has taken place.
    pub fn open(&mut self, filter: VisitFilter, cx: &mut Cx) {
        *self = Self { filter, ..Self::default() };
        self.ask(Asked::Past, cx);
    }

    /// The same, opened at a visit, with so many lines in sight above it.
    pub fn open_at(&mut self, filter: VisitFilter, at: VisitCursor, above_it: Option<usize>, cx: &mut Cx) {
        *self = Self { filter, at: Some(at), above_it, ..Self::default() };
        self.ask(Asked::Past, cx);
    }

    /// Something changed: the same rows again.
    pub fn refresh(&mut self, cx: &mut Cx) {
        let asked = if self.rows.is_empty() { Asked::Past } else { Asked::Same };
        self.ask(asked, cx);
    }

    fn ask(&mut self, asked: Asked, cx: &mut Cx) {
        let now = above_all(self.at.map_or(cx.now.local.unix_millis(), |at| at.start));
        let first = self.rows.first().map(VisitRow::cursor);
        let last = self.rows.last().map(VisitRow::cursor);
        let edge = match asked {
            Asked::Past => Edge::Below(now),
            Asked::Planned | Asked::Above => Edge::Above(first.unwrap_or(now)),
            Asked::Newest => Edge::Newest,
            Asked::Oldest => Edge::Oldest,
            Asked::Below => Edge::Below(last.unwrap_or(now)),
            Asked::Same => match first.filter(|_| self.above) {
                Some(first) => Edge::Below(above_all(first.start)),
                None => Edge::Newest,
            },
        };
        let count = if asked == Asked::Same { (self.rows.len() + MARGIN).min(MOST) } else { LOAD };
        let filter = self.filter.clone();
        self.asked = Some((cx.request(Request::LoadVisits { filter, edge, count }), asked));
    }

    /// Takes a page that was asked for; `wanted` is a visit to select if it is there.
    pub fn take(&mut self, ticket: Ticket, page: &VisitPage, wanted: Option<RecordId>, cx: &mut Cx) -> Took {
        let Some((_, asked)) = self.asked.filter(|(of, _)| *of == ticket) else { return Took::No };
        self.asked = None;
        let rows = page.rows.clone();
        match asked {
            Asked::Past => {
                (self.rows, self.above, self.below) = (rows, true, page.more);
                let sought = self.at.take().and_then(|at| self.rows.iter().position(|row| row.id == at.id));
                self.state.scroll_to(sought.unwrap_or(0), 0);
                self.ask(Asked::Planned, cx);
            }
            Asked::Newest => {
                (self.rows, self.above, self.below) = (rows, false, page.more);
                self.state.scroll_to(0, 0);
            }
            Asked::Oldest => {
                (self.rows, self.above, self.below) = (rows, page.more, false);
                let last = self.rows.len().saturating_sub(1);
                self.state.scroll_to(last, self.rows.len().saturating_sub(self.state.height()));
            }
            Asked::Planned | Asked::Above => self.prepend(rows, page.more, asked == Asked::Planned),
            Asked::Below => self.append(rows, page.more),
            Asked::Same => self.replace(rows, page.more, wanted),
        }
        Took::Yes
    }

    /// What was asked for will not come.
    pub fn gave_up(&mut self, ticket: Ticket) {
        self.asked.take_if(|(of, _)| *of == ticket);
    }

    fn prepend(&mut self, mut rows: Vec<VisitRow>, more: bool, opening: bool) {
        let (n, nothing_past) = (rows.len(), self.rows.is_empty());
        rows.append(&mut self.rows);
        self.rows = rows;
        self.above = more;
        if self.rows.len() > MOST {
            self.rows.truncate(MOST);
            self.below = true;
        }
        // Where nothing has taken place yet, the next visit is the one to see.
        let selected = if nothing_past { n.saturating_sub(1) } else { self.state.selected() + n };
        let first = match self.above_it.take().filter(|_| opening) {
            Some(above) => selected.saturating_sub(above),
            None if opening => n.saturating_sub(AHEAD),
            None => self.state.first() + n,
        };
        self.state.scroll_to(selected, first);
    }

    fn append(&mut self, rows: Vec<VisitRow>, more: bool) {
        self.rows.extend(rows);
        self.below = more;
        let over = self.rows.len().saturating_sub(MOST);
        if over > 0 {
            self.rows.drain(..over);
            self.above = true;
            self.state.scroll_to(self.state.selected().saturating_sub(over), self.state.first().saturating_sub(over));
        }
    }

    /// The selection stays on its visit; where that is gone, on its line.
    fn replace(&mut self, rows: Vec<VisitRow>, more: bool, wanted: Option<RecordId>) {
        let was = self.state.selected();
        let height = was.saturating_sub(self.state.first());
        let held = self.selected().map(|row| row.id);
        let place = |id: Option<RecordId>| rows.iter().position(|row| Some(row.id) == id);
        let at = place(wanted).or_else(|| place(held)).unwrap_or(was).min(rows.len().saturating_sub(1));
        (self.rows, self.below) = (rows, more);
        self.state.scroll_to(at, at.saturating_sub(height));
    }

    /// Moves; asks for more before an end is reached.
    pub fn update(&mut self, action: Action, cx: &mut Cx) -> Took {
        match action {
            Action::Home if self.above => self.ask(Asked::Newest, cx),
            Action::End if self.below => self.ask(Asked::Oldest, cx),
            _ => {
                if self.state.update(action, self.rows.len()) == Took::No {
                    return Took::No;
                }
                self.feed(cx);
            }
        }
        Took::Yes
    }

    /// Marks the selected row, and goes to the next one.
    pub fn mark(&mut self, marks: &mut Marks<RecordId>, keys: &[RecordId], cx: &mut Cx) -> Took {
        let took = marks.update(Action::Mark, keys, &mut self.state);
        self.feed(cx);
        took
    }

    fn feed(&mut self, cx: &mut Cx) {
        let margin = MARGIN.max(self.state.height() * 2);
        if self.asked.is_some() {
            return;
        }
        if self.below && self.state.selected() + margin >= self.rows.len() {
            self.ask(Asked::Below, cx);
        } else if self.above && self.state.selected() < margin {
            self.ask(Asked::Above, cx);
        }
    }
}

/// Whether a visit is still to come, or should have been told by now.
pub fn is_late(start: Option<LocalTime>, now: LocalTime) -> bool {
    start.is_some_and(|start| start < now)
}
