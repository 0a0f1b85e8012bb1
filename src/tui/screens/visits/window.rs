//! The part of the log that is in memory: some rows either side of the selected one, more of them before an end is seen.
//!
//! By date, either way, the log is read as one goes through it, however long it is. By another column it has to be in memory
//! as a whole: only what a filter keeps, and only up to [`SORTED`] visits.

use super::columns;
use crate::model::{LocalTime, RecordId};
use crate::store::views::{Edge, VisitCursor, VisitPage, VisitRow};
use crate::tui::action::Action;
use crate::tui::cx::Cx;
use crate::tui::layer::Took;
use crate::tui::list::ListState;
use crate::tui::marks::Marks;
use crate::tui::request::{Request, Ticket, VisitFilter};
use crate::tui::sort::{Sort, SortKey};

/// Visits that are sorted by another column than their date, at most.
pub const SORTED: usize = 5_000;
/// The column of the date.
pub const WHEN: usize = 0;
/// Newest first.
pub const FIRST: Sort = Sort { column: WHEN, reverse: true };

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
    /// All of them, to be sorted by a column.
    All,
}

/// What came of a page that was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// It is another's.
    No,
    Yes,
    /// There are more visits than can be sorted by a column: they stay by date.
    TooMany,
}

/// A window over the visits of a filter.
pub struct Window {
    filter: VisitFilter,
    sort: Sort,
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

impl Default for Window {
    fn default() -> Self {
        Self {
            filter: VisitFilter::default(),
            sort: FIRST,
            rows: Vec::new(),
            above: false,
            below: false,
            asked: None,
            at: None,
            above_it: None,
            state: ListState::default(),
        }
    }
}

/// Just above every visit that starts then.
fn above_all(start: i64) -> VisitCursor {
    VisitCursor { start, id: RecordId::from_bytes([0xff; 16]) }
}

/// Just below them.
fn below_all(start: i64) -> VisitCursor {
    VisitCursor { start, id: RecordId::from_bytes([0; 16]) }
}

impl Window {
    pub const fn sort(&self) -> Sort {
        self.sort
    }

    /// Sorted otherwise, around the same visit.
    pub fn sort_by(&mut self, sort: Sort, cx: &mut Cx) {
        let at = self.selected().map(VisitRow::cursor);
        (self.sort, self.at) = (sort, at);
        if sort.column == WHEN {
            self.rows.clear();
        }
        self.ask(self.opening(), cx);
    }

    /// As it was left: sorted so, at a visit with so many lines in sight above it.
    pub fn open_left(&mut self, filter: VisitFilter, sort: Sort, at: VisitCursor, above_it: usize, cx: &mut Cx) {
        *self = Self { filter, sort, at: Some(at), above_it: Some(above_it), ..Self::default() };
        self.ask(self.opening(), cx);
    }

    const fn opening(&self) -> Asked {
        if self.sort.column == WHEN { Asked::Past } else { Asked::All }
    }

    fn oldest_first(&self) -> bool {
        self.sort.column == WHEN && !self.sort.reverse
    }

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

    /// Something changed, and what still stands may be gone.
    pub const fn outdated(&self) -> bool {
        matches!(self.asked, Some((_, Asked::Same | Asked::All)))
    }

    pub fn filter(&self) -> &VisitFilter {
        &self.filter
    }

    /// Another filter: the window opens on the latest visit that has taken place.
    pub fn open(&mut self, filter: VisitFilter, cx: &mut Cx) {
        *self = Self { filter, sort: self.sort, ..Self::default() };
        self.ask(self.opening(), cx);
    }

    /// By date, opened at a visit.
    pub fn open_at(&mut self, filter: VisitFilter, at: VisitCursor, cx: &mut Cx) {
        *self = Self { filter, at: Some(at), ..Self::default() };
        self.ask(Asked::Past, cx);
    }

    /// Something changed: the same rows again.
    pub fn refresh(&mut self, cx: &mut Cx) {
        let asked = match self.rows.is_empty() {
            _ if self.sort.column != WHEN => Asked::All,
            true => Asked::Past,
            false => Asked::Same,
        };
        self.ask(asked, cx);
    }

    fn edge(&self, asked: Asked, cx: &Cx) -> Edge {
        let now = above_all(self.at.map_or(cx.now.local.unix_millis(), |at| at.start));
        let first = self.rows.first().map(VisitRow::cursor);
        let last = self.rows.last().map(VisitRow::cursor);
        match asked {
            Asked::Past => Edge::Below(now),
            Asked::Planned | Asked::Above => Edge::Above(first.unwrap_or(now)),
            Asked::Newest | Asked::All => Edge::Newest,
            Asked::Oldest => Edge::Oldest,
            Asked::Below => Edge::Below(last.unwrap_or(now)),
            Asked::Same => match first.filter(|_| self.above) {
                Some(first) => Edge::Below(above_all(first.start)),
                None => Edge::Newest,
            },
        }
    }

    /// The same, the other way round.
    fn edge_oldest_first(&self, asked: Asked, cx: &Cx) -> Edge {
        let now = below_all(self.at.map_or(cx.now.local.unix_millis(), |at| at.start));
        let first = self.rows.first().map(VisitRow::cursor);
        let last = self.rows.last().map(VisitRow::cursor);
        match asked {
            Asked::Past => Edge::Above(now),
            Asked::Planned | Asked::Above => Edge::Below(first.unwrap_or(now)),
            Asked::Newest | Asked::All => Edge::Oldest,
            Asked::Oldest => Edge::Newest,
            Asked::Below => Edge::Above(last.unwrap_or(now)),
            Asked::Same => match first.filter(|_| self.above) {
                Some(first) => Edge::Above(below_all(first.start)),
                None => Edge::Oldest,
            },
        }
    }

    fn ask(&mut self, asked: Asked, cx: &mut Cx) {
        let edge = if self.oldest_first() { self.edge_oldest_first(asked, cx) } else { self.edge(asked, cx) };
        let count = match asked {
            Asked::Same => (self.rows.len() + MARGIN).min(MOST),
            Asked::All => SORTED,
            _ => LOAD,
        };
        let filter = self.filter.clone();
        self.asked = Some((cx.request(Request::LoadVisits { filter, edge, count }), asked));
    }

    /// Takes a page that was asked for; `wanted` is a visit to select if it is there.
    pub fn take(&mut self, ticket: Ticket, page: &VisitPage, wanted: Option<RecordId>, cx: &mut Cx) -> Taken {
        let Some((_, asked)) = self.asked.filter(|(of, _)| *of == ticket) else { return Taken::No };
        self.asked = None;
        let mut rows = page.rows.clone();
        if self.oldest_first() {
            rows.reverse();
        }
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
            Asked::All if page.more => {
                self.sort = FIRST;
                self.rows.clear();
                self.ask(Asked::Past, cx);
                return Taken::TooMany;
            }
            Asked::All => self.sorted(rows, wanted, cx),
        }
        Taken::Yes
    }

    /// All that the filter keeps, by a column; the selection stays on its visit.
    fn sorted(&mut self, rows: Vec<VisitRow>, wanted: Option<RecordId>, cx: &Cx) {
        let Sort { column, reverse } = self.sort;
        // what is equal there follows the date
        let keys = |row: &VisitRow| [WHEN, column].map(|column| columns::key(cx, row, column));
        let mut keyed: Vec<([SortKey; 2], VisitRow)> = rows.into_iter().map(|row| (keys(&row), row)).collect();
        Sort { column: 1, reverse }.sort(&mut keyed, |(keys, _)| keys.as_slice(), |(_, row)| row.id);
        let rows = keyed.into_iter().map(|(_, row)| row).collect();
        let held = self.at.take().map(|at| at.id);
        self.above = false;
        self.replace(rows, false, wanted.or(held));
        if let Some(above) = self.above_it.take() {
            self.state.scroll_to(self.state.selected(), self.state.selected().saturating_sub(above));
        }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Lang;
    use crate::tui::testing::cx;
    use crate::tui::theme::Depth;

    #[test]
    fn more_visits_than_can_be_sorted_stay_by_date() {
        let mut cx = cx(Lang::Fr, Depth::Mono);
        let mut window = Window::default();
        window.sort_by(Sort { column: 1, reverse: false }, &mut cx);
        let (ticket, asked) = window.asked.unwrap();
        assert_eq!(asked, Asked::All);
        let page = VisitPage { rows: Vec::new(), more: true };
        assert_eq!(window.take(ticket, &page, None, &mut cx), Taken::TooMany);
        assert_eq!((window.sort(), window.asked.map(|(_, asked)| asked)), (FIRST, Some(Asked::Past)));
        assert_eq!(window.take(ticket, &page, None, &mut cx), Taken::No, "what answers an older question is dropped");
    }
}
