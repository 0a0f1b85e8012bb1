//! What the lines of any list can be asked for: to be marked, changed or given to someone at once, copied, written as CSV, sorted.

use ratatui::text::Span;

use super::bulk::Bulk;
use super::copying::Copying;
use super::exporting::Exporting;
use crate::model::{Kind, RecordId};
use crate::tui::action::Action;
use crate::tui::cx::Cx;
use crate::tui::layer::{Answer, Took};
use crate::tui::list::ListState;
use crate::tui::marks::Marks;
use crate::tui::request::{Reply, Ticket, VisitFilter};
use crate::tui::sort::Sort;
use crate::tui::table::{Column, Row};
use crate::tui::theme::Role;

/// Which lines are marked, how they are sorted, and what is being done to them.
#[derive(Default)]
pub struct Listing {
    pub sort: Sort,
    pub marked: Marks<RecordId>,
    bulk: Bulk,
    exporting: Exporting,
}

/// A list of records of one kind, all of them in memory.
pub trait Lines {
    fn kind(&self) -> Kind;
    /// In the order in which they show.
    fn ids(&self) -> Vec<RecordId>;
    fn parts(&mut self) -> (&mut Listing, &mut ListState);
    fn columns(&self, cx: &Cx) -> Vec<Column>;
    /// The selected line as it shows, a cell for each column.
    fn selected_row(&self, cx: &Cx) -> Option<Row>;
    /// The column begins with the largest.
    fn largest_first(&self, _column: usize) -> bool {
        false
    }
    /// The lines once more: they are sorted otherwise.
    fn refresh(&mut self, cx: &Cx);
}

/// An action on the lines of a list. `Took::No`: it is none of these.
pub fn act(list: &mut impl Lines, action: Action, cx: &mut Cx) -> Took {
    let kind = list.kind();
    match action {
        Action::Mark | Action::MarkAll => {
            let ids = list.ids();
            let (listing, state) = list.parts();
            return listing.marked.update(action, &ids, state);
        }
        Action::Edit | Action::Delete | Action::Owner => {
            let ids = list.ids();
            let (listing, state) = list.parts();
            return listing.several(action, kind, ids.get(state.selected()).copied(), cx);
        }
        Action::Copy => {
            let Some(row) = list.selected_row(cx) else { return Took::No };
            let copying = Copying::new(&list.columns(cx), &row, cx);
            cx.push(copying);
        }
        Action::ExportCsv => {
            let ids = list.ids();
            list.parts().0.exporting.records(kind, ids, cx);
        }
        Action::SortNext | Action::SortReverse => {
            let down: Vec<bool> = (0..list.columns(cx).len()).map(|column| list.largest_first(column)).collect();
            let sort = &mut list.parts().0.sort;
            sort.update(action, down.len(), |column| down.get(column).copied().unwrap_or_default());
            list.refresh(cx);
        }
        _ => return Took::No,
    }
    Took::Yes
}

impl Listing {
    /// What is asked of the marked lines at once; of the selected one, who is to look after it. `Took::No`: nothing is.
    pub fn several(&mut self, action: Action, kind: Kind, selected: Option<RecordId>, cx: &mut Cx) -> Took {
        let marked: Vec<RecordId> = self.marked.iter().collect();
        match action {
            Action::Edit if !marked.is_empty() => self.bulk.edit(kind, marked, cx),
            Action::Delete if !marked.is_empty() => self.bulk.delete(kind, marked, cx),
            Action::Owner => {
                let ids = if marked.is_empty() { selected.into_iter().collect() } else { marked };
                return self.bulk.owner(kind, ids, cx);
            }
            _ => return Took::No,
        }
        Took::Yes
    }

    /// The visits of a filter as CSV.
    pub fn write_visits(&mut self, filter: VisitFilter, cx: &mut Cx) {
        self.exporting.visits(filter, cx);
    }

    /// The popups' answers. `Took::No`: it is none of theirs.
    pub fn answered(&mut self, tag: &'static str, answer: &Answer, cx: &mut Cx) -> Took {
        match self.bulk.answered(tag, answer, cx) {
            Took::Yes => Took::Yes,
            Took::No => self.exporting.answered(tag, answer, cx),
        }
    }

    /// The reply to what was asked; what was done to the marked lines unmarks them. `Took::No`: it is another's.
    pub fn replied(&mut self, ticket: Ticket, reply: &Reply, cx: &mut Cx) -> Took {
        match self.bulk.replied(ticket, reply, cx) {
            Some(done) => {
                if done {
                    self.marked.clear();
                }
                Took::Yes
            }
            None => self.exporting.replied(ticket, reply, cx),
        }
    }

    /// « trié par Commune ▲ », muted.
    pub fn sorted(&self, title: &str, cx: &Cx) -> Span<'static> {
        Span::styled(self.sort.said(title, cx), cx.style(Role::Muted))
    }
}
