//! By which column a list is sorted.

use serde::{Deserialize, Serialize};

use super::action::Action;
use super::cx::Cx;

/// What a column is sorted by; what is empty comes last, whichever way it is sorted.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SortKey {
    Number(i64),
    Text(String),
    Empty,
}

/// A column and the direction in which it is sorted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sort {
    pub column: usize,
    pub reverse: bool,
}

impl Sort {
    /// The next column, or the other direction. `false`: the action is neither. `down`: where the largest comes first.
    pub fn update(&mut self, action: Action, columns: usize, down: impl Fn(usize) -> bool) -> bool {
        match action {
            Action::SortNext => {
                let column = (self.column + 1) % columns.max(1);
                *self = Self { column, reverse: down(column) };
            }
            Action::SortReverse => self.reverse = !self.reverse,
            _ => return false,
        }
        true
    }

    /// « Commune ▲ ».
    pub fn said(self, title: &str, cx: &Cx) -> String {
        let arrow = if self.reverse { cx.theme.glyphs.down } else { cx.theme.glyphs.up };
        format!("{} {arrow}", crate::t!(cx.words, "records-sorted", field = title))
    }

    /// Sorts by the column; what is equal there, by the first, then by the last key that never is.
    pub fn sort<T, I: Ord>(self, rows: &mut [T], keys: impl Fn(&T) -> &[SortKey], last: impl Fn(&T) -> I) {
        let of = |row: &T| keys(row).get(self.column).cloned().unwrap_or(SortKey::Empty);
        rows.sort_by(|a, b| {
            let (left, right) = ((of(a), keys(a).first()), (of(b), keys(b).first()));
            let order = if self.reverse { right.cmp(&left) } else { left.cmp(&right) };
            let empty = (left.0 == SortKey::Empty).cmp(&(right.0 == SortKey::Empty));
            empty.then(order).then_with(|| last(a).cmp(&last(b)))
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_empty_stays_last_both_ways_and_equals_follow_the_first_column() {
        let text = |text: &str| SortKey::Text(text.into());
        let rows = [("b", Some(2)), ("a", None), ("c", Some(1)), ("a", Some(1))];
        let mut rows = rows.map(|(name, n)| vec![text(name), n.map_or(SortKey::Empty, SortKey::Number)]);
        let mut sort = Sort::default();
        assert!(sort.update(Action::SortNext, 2, |_| false));
        let names = |rows: &[Vec<SortKey>]| rows.iter().map(|row| format!("{:?}", row[0])).collect::<String>();
        sort.sort(&mut rows, |row| row, |_| ());
        assert_eq!(names(&rows), r#"Text("a")Text("c")Text("b")Text("a")"#);
        sort.update(Action::SortReverse, 2, |_| false);
        sort.sort(&mut rows, |row| row, |_| ());
        assert_eq!(names(&rows), r#"Text("b")Text("c")Text("a")Text("a")"#);
        assert!(sort.update(Action::SortNext, 2, |column| column == 1) && sort == Sort::default());
        assert!(sort.update(Action::SortNext, 2, |column| column == 1) && sort.reverse);
        assert!(!sort.update(Action::Up, 2, |_| false));
    }
}
