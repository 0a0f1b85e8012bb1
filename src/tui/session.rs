//! Where a person was: kept when they leave or lock, in the store, sealed as all of it; found again at the next start.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::app::App;
use super::cx::Effect;
use super::layer::{Input, Took};
use super::list::ListState;
use super::request::{Reply, Request, Ticket};
use super::screen::Screen;
use crate::log::Roster;
use crate::model::RecordId;

/// What is kept of a session.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct Kept {
    /// The key of the screen in front.
    screen: String,
    everyone: bool,
    /// By the keys of the screens, what each left, in a form of its own.
    left: BTreeMap<String, String>,
    /// The record of which a page was open over the screen in front.
    page: Option<RecordId>,
}

/// Where the session of before is on its way back, or has come back.
#[derive(Debug, Default)]
pub(super) struct Session {
    asked: Option<Ticket>,
    known: bool,
    /// What screens left that were not gone to since.
    left: BTreeMap<String, String>,
    /// Whose erasures `left` has seen.
    roster: Option<Arc<Roster>>,
}

impl App {
    /// Asks for the session of before, once the store is open; nothing is drawn and keys wait until it is here.
    pub(super) fn ask_session(&mut self) {
        if self.session.known || self.session.asked.is_some() || !self.house.remembers() {
            return;
        }
        let ticket = self.cx.request(Request::Session);
        self.cx.effect(Effect::Hold(ticket));
        self.session.asked = Some(ticket);
    }

    pub(super) fn waits_for_session(&self) -> bool {
        self.session.asked.is_some()
    }

    /// Whatever the answer is, the wait is over.
    pub(super) fn session_replied(&mut self, ticket: Ticket, reply: &Reply) {
        if self.session.asked.take_if(|asked| *asked == ticket).is_none() {
            return;
        }
        self.session.known = true;
        self.session.roster = self.cx.desk.roster.clone();
        if let Reply::Session(Some(text)) = reply {
            self.take_up_all(text);
        }
        self.uncovered();
    }

    fn take_up_all(&mut self, text: &str) {
        // What another version wrote in another form is not worth a word.
        let Ok(kept) = serde_json::from_str::<Kept>(text) else { return };
        self.cx.everyone = kept.everyone;
        self.session.left = kept.left;
        let screen = Screen::ALL.iter().copied().find(|screen| screen.key() == kept.screen).unwrap_or(self.current);
        if let (Some(layer), Some(left)) = (
            self.stacks.get_mut(&self.current).and_then(|stack| stack.first_mut()),
            self.session.left.remove(self.current.key()),
        ) {
            layer.take_up(&left, &mut self.cx);
        }
        self.tell_all(|| Input::DeskChanged);
        self.go(screen);
        if let Some(page) = kept.page {
            self.find(page);
        }
    }

    /// What a screen that is made now left in the session of before.
    pub(super) fn take_up(&mut self, screen: Screen) {
        let Some(left) = self.session.left.remove(screen.key()) else { return };
        if let Some(layer) = self.stacks.get_mut(&screen).and_then(|stack| stack.first_mut()) {
            layer.take_up(&left, &mut self.cx);
        }
    }

    /// What nobody has looked at since may name a patient who has just been erased: it is not left a second time. What an
    /// open screen is filtered by answers for itself.
    pub(super) fn forget_erased(&mut self) {
        if !self.session.known {
            return;
        }
        let Some(roster) = self.cx.desk.roster.clone() else { return };
        let before = self.session.roster.replace(Arc::clone(&roster));
        if before.as_ref().is_some_and(|before| Arc::ptr_eq(before, &roster)) {
            return;
        }
        let known = |id: &RecordId| before.as_ref().is_some_and(|before| before.erased.contains(id));
        if !roster.erased.iter().all(known) {
            self.session.left.clear();
        }
    }

    /// Keeps where the person is.
    pub(super) fn keep_session(&mut self) {
        if !self.session.known {
            return;
        }
        let mut left = self.session.left.clone();
        for (screen, stack) in &self.stacks {
            left.extend(stack.first().and_then(|layer| layer.left()).map(|text| (screen.key().to_owned(), text)));
        }
        let page = self.stack().iter().rev().find_map(|layer| layer.record());
        let kept = Kept { screen: self.current.key().to_owned(), everyone: self.cx.everyone, left, page };
        // A map of texts is always JSON.
        if let Ok(text) = serde_json::to_string(&kept) {
            self.cx.request(Request::KeepSession(text));
        }
    }
}

/// What a screen leaves, in the form in which it is kept.
pub fn written<T: Serialize>(left: &T) -> Option<String> {
    serde_json::to_string(left).ok()
}

/// The same, read again; what cannot be read was another version's, and begins anew.
pub fn read<T: DeserializeOwned + Default>(text: &str) -> T {
    serde_json::from_str(text).unwrap_or_default()
}

/// Where a list stands: the record that is selected, and the lines in sight above it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Place {
    selected: Option<RecordId>,
    above: usize,
}

impl Place {
    pub fn of(state: &ListState, selected: Option<RecordId>) -> Self {
        Self { selected, above: state.above() }
    }

    /// Stands there again, if the record is still in the list: by its place there, of lines that are of no record too.
    pub fn take_up(self, state: &mut ListState, ids: impl IntoIterator<Item = impl Into<Option<RecordId>>>) -> Took {
        let wanted = |id: Option<RecordId>| id.is_some() && id == self.selected;
        let Some(at) = ids.into_iter().position(|id| wanted(id.into())) else { return Took::No };
        state.scroll_to(at, at.saturating_sub(self.above));
        Took::Yes
    }
}
