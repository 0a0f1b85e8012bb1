//! What can be done to a line without leaving it.

use super::rows::{Row, What};
use crate::tui::cx::Cx;
use crate::tui::request::Edit;
use crate::tui::screens::shared::{due, talk};

/// The tick of a step or a follow-up; `None` for a line that is not ticked but opened.
pub fn tick(row: &Row, cx: &Cx) -> Option<Edit> {
    match &row.what {
        What::Due(due) => due::tick(cx, due),
        _ => None,
    }
}

/// The line's date, in a form of one field.
pub fn change_date(row: &Row, cx: &mut Cx) {
    if let What::Due(due) = &row.what {
        due::change_date(due, cx);
    }
}

/// The whole form of what the line is about. Visits have their own screen.
pub fn edit(row: &Row, cx: &mut Cx) {
    match &row.what {
        What::Due(due) => talk::edit(due.id, cx),
        What::Visit(_) | What::Divergences(_) | What::Unsent(_) | What::Backup(_) | What::Clock(_) => {
            super::go(row, cx)
        }
    }
}
