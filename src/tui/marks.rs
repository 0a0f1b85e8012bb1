//! The lines of a list that are marked, to be acted on at once. They stay marked whatever the list shows.

use std::collections::BTreeSet;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Span;

use super::action::Action;
use super::cx::Cx;
use super::layer::Took;
use super::list::ListState;
use super::theme::Role;

/// The keys of the marked lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marks<K>(BTreeSet<K>);

impl<K> Default for Marks<K> {
    fn default() -> Self {
        Self(BTreeSet::new())
    }
}

impl<K: Ord + Copy> Marks<K> {
    /// Marks the selected line and goes to the next one, or marks every line; once more, and they are marked no longer.
    pub fn update(&mut self, action: Action, keys: &[K], state: &mut ListState) -> Took {
        match action {
            Action::Mark => {
                let Some(key) = keys.get(state.selected()) else { return Took::No };
                if !self.0.remove(key) {
                    self.0.insert(*key);
                }
                state.update(Action::Down, keys.len());
            }
            Action::MarkAll if keys.iter().all(|key| self.0.contains(key)) => {
                self.0.retain(|key| !keys.contains(key));
            }
            Action::MarkAll => self.0.extend(keys),
            _ => return Took::No,
        }
        Took::Yes
    }

    /// What is gone for good is marked no longer.
    pub fn keep(&mut self, here: impl Fn(&K) -> bool) {
        self.0.retain(here);
    }

    pub fn clear(&mut self) {
        self.0.clear();
    }

    pub fn has(&self, key: &K) -> bool {
        self.0.contains(key)
    }

    pub fn iter(&self) -> impl Iterator<Item = K> + '_ {
        self.0.iter().copied()
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What helps most here: what the marked lines can be asked, or what a list says otherwise.
    pub fn hints(&self, otherwise: Vec<Action>) -> Vec<Action> {
        if self.is_empty() {
            otherwise
        } else {
            vec![Action::Edit, Action::Delete, Action::Owner, Action::Mark, Action::MarkAll]
        }
    }

    /// How many are marked, behind a separator; nothing if none is.
    pub fn said(&self, cx: &Cx) -> Option<Span<'static>> {
        let said = || crate::t!(cx.words, "marked", n = self.len());
        (!self.is_empty())
            .then(|| Span::styled(format!("  {} {}", cx.theme.glyphs.done, said()), cx.style(Role::Accent)))
    }

    /// A sign before every marked line of a table that was just drawn in this area. On the selected line it takes the
    /// place of the bar's sign: the bar itself shows there.
    pub fn draw(&self, cx: &Cx, table: Rect, state: &ListState, key: impl Fn(usize) -> Option<K>, buf: &mut Buffer) {
        if table.height < 2 || table.width < 6 {
            return;
        }
        for (index, y) in (state.first()..).zip(table.y + 1..table.bottom()) {
            if key(index).is_some_and(|key| self.has(&key)) {
                buf.set_string(table.x, y, cx.theme.glyphs.done, cx.style(Role::Accent));
            }
        }
    }
}
