//! Lines, and where one is among them.

use chrono::NaiveDate;

use super::lines::{Entry, Key};
use crate::tui::action::Action;
use crate::tui::layer::Took;
use crate::tui::list::ListState;

/// The lines of the week or of the day.
#[derive(Default)]
pub struct Listing {
    pub entries: Vec<Entry>,
    pub state: ListState,
    /// Where the session of before stood, and the lines in sight above: it may be a visit that is still being read.
    pub sought: Option<(Key, usize)>,
}

impl Listing {
    pub fn selected(&self) -> Option<&Entry> {
        self.entries.get(self.state.selected())
    }

    /// Other lines.
    pub fn take(&mut self, entries: Vec<Entry>, day: NaiveDate) {
        let here = self.here();
        self.entries = entries;
        self.stand(here, day);
    }

    /// The selected line, and the lines in sight above.
    pub fn here(&self) -> Option<(Key, usize)> {
        let here = self.selected().and_then(Entry::key).map(|key| (key, self.state.above()));
        self.sought.or(here)
    }

    /// Another day of the same lines.
    pub fn turn_to(&mut self, day: NaiveDate) {
        self.stand(self.here(), day);
    }

    /// The selection stays where it was, in the window too, as long as that is on the day, and else goes to the day, which
    /// then heads the window.
    fn stand(&mut self, here: Option<(Key, usize)>, day: NaiveDate) {
        let (kept, above) = here.unzip();
        let above = above.unwrap_or_default();
        let place = |key: Key| self.entries.iter().position(|entry| entry.key() == Some(key));
        let of_day = |at: &usize| self.entries.get(*at).and_then(Entry::day) == Some(day);
        let first = || self.entries.iter().position(|entry| entry.key().is_some());
        match (kept.and_then(place).filter(of_day), place(Key::Day(day))) {
            (Some(at), _) => {
                self.sought = None;
                self.state.scroll_to(at, at.saturating_sub(above));
            }
            (None, Some(at)) => self.state.scroll_to(at, at),
            (None, None) => self.state.keep(first(), self.entries.len()),
        }
    }

    /// Moves, passing over what has no key.
    pub fn walk(&mut self, action: Action) -> Took {
        if self.state.update(action, self.entries.len()) == Took::No {
            return Took::No;
        }
        let at = self.state.selected();
        let stands = |at: &usize| self.entries.get(*at).is_some_and(|entry| entry.key().is_some());
        let up = matches!(action, Action::Up | Action::PageUp | Action::Home);
        let (before, after) = ((0..=at).rev().find(stands), (at..self.entries.len()).find(stands));
        let to = if up { before.or(after) } else { after.or(before) };
        self.state.select(to.unwrap_or(at), self.entries.len());
        Took::Yes
    }
}
