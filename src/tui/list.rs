//! Which line of a list is selected, and which lines the window shows.

use std::cell::Cell;
use std::ops::Range;

use super::action::Action;
use super::layer::Took;

/// Selection and scroll position. The list itself stays where it is, and may be a million lines long.
///
/// The window remembers its own height and first line from one drawing to the next: drawing decides nothing else.
#[derive(Clone, Debug, Default)]
pub struct ListState {
    selected: usize,
    offset: Cell<usize>,
    height: Cell<usize>,
}

impl ListState {
    pub const fn selected(&self) -> usize {
        self.selected
    }

    pub fn select(&mut self, index: usize, len: usize) {
        self.selected = index.min(len.saturating_sub(1));
    }

    /// Call when the list changed its length; `at` is where the selected line went, if it is known.
    pub fn keep(&mut self, at: Option<usize>, len: usize) {
        self.select(at.unwrap_or(self.selected), len);
    }

    /// Selects a line, and begins the window at another. For lists that load or drop lines above.
    pub fn scroll_to(&mut self, selected: usize, first: usize) {
        self.selected = selected;
        self.offset.set(first);
    }

    /// The first line of the window, as last drawn.
    pub fn first(&self) -> usize {
        self.offset.get()
    }

    /// Lines of the window above the selected one, as last drawn.
    pub fn above(&self) -> usize {
        self.selected.saturating_sub(self.offset.get())
    }

    /// Lines of the window, as last drawn.
    pub fn height(&self) -> usize {
        self.height.get()
    }

    /// Takes over what a drawing of `other`, a copy of this one, remembered.
    pub(super) fn follow(&self, other: &Self) {
        self.offset.set(other.offset.get());
        self.height.set(other.height.get());
    }

    /// Up, down, pages and ends.
    pub fn update(&mut self, action: Action, len: usize) -> Took {
        let page = self.height.get().saturating_sub(1).max(1);
        let last = len.saturating_sub(1);
        let to = match action {
            Action::Up => self.selected.saturating_sub(1),
            Action::Down => self.selected + 1,
            Action::PageUp => self.selected.saturating_sub(page),
            Action::PageDown => self.selected + page,
            Action::Home => 0,
            Action::End => last,
            _ => return Took::No,
        };
        self.selected = to.min(last);
        Took::Yes
    }

    /// Like [`ListState::update`], for a page without a selection: one line down scrolls one line.
    pub fn scroll(&mut self, action: Action, len: usize) -> Took {
        let height = self.height.get().max(1);
        let bottom = self.offset.get() + height - 1;
        self.selected = match action {
            Action::Down | Action::PageDown => bottom.max(self.selected),
            Action::Up | Action::PageUp => self.offset.get(),
            _ => self.selected,
        };
        self.update(action, len)
    }

    /// The lines that a window of `height` shows: the selected one is among them, and the window moves no more than
    /// it must.
    pub fn window(&self, height: u16, len: usize) -> Range<usize> {
        let height = usize::from(height);
        self.height.set(height);
        let selected = self.selected.min(len.saturating_sub(1));
        let lowest = (selected + 1).saturating_sub(height);
        let offset = self.offset.get().clamp(lowest, selected.max(lowest)).min(len.saturating_sub(height));
        self.offset.set(offset);
        offset..(offset + height).min(len)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_moves_no_more_than_it_must() {
        let mut state = ListState::default();
        assert_eq!(state.window(5, 100), 0..5);
        for _ in 0..5 {
            state.update(Action::Down, 100);
        }
        assert_eq!(state.window(5, 100), 1..6);
        state.update(Action::Up, 100);
        assert_eq!(state.window(5, 100), 1..6, "the selection moves inside the window");
        state.update(Action::End, 100);
        assert_eq!(state.window(5, 100), 95..100);
        state.update(Action::PageUp, 100);
        assert_eq!((state.selected(), state.window(5, 100)), (95, 95..100));
        assert_eq!(state.window(50, 100), 50..100, "a taller window is filled");
    }

    #[test]
    fn an_empty_or_shrunken_list_is_no_trouble() {
        let mut state = ListState::default();
        for action in [Action::Down, Action::End, Action::PageDown, Action::Up] {
            state.update(action, 0);
            assert_eq!((state.selected(), state.window(5, 0)), (0, 0..0));
        }
        state.select(80, 100);
        state.window(5, 100);
        state.keep(None, 3);
        assert_eq!((state.selected(), state.window(5, 3)), (2, 0..3));
        assert_eq!(state.window(0, 3), 3..3);
    }
}
