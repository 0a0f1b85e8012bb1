//! What every layer sees, and how it asks for something.

use std::sync::Arc;
use std::time::Duration;

use super::action::Action;
use super::keymap::Keymap;
use super::layer::{Answer, Layer};
use super::pointer::Drawn;
use super::request::{Desk, Request, Ticket};
use super::screen::Screen;
use super::theme::{Role, Theme};
use crate::i18n::{Lang, Words};
use crate::model::{LocalTime, RecordId};
use crate::workspace::Ids;
use crate::workspace::preferences::Preferences;

/// The moment, passed in by whoever runs the application: nothing below reads a clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// In mainland France.
    pub local: LocalTime,
    /// Wall clock, UTC milliseconds: goes on while a laptop sleeps.
    pub wall_millis: i64,
    /// Since some start; never goes back.
    pub monotonic: Duration,
}

/// How a message to the user is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    Plain,
    Good,
    Bad,
}

impl Tone {
    pub const fn role(self) -> Role {
        match self {
            Self::Plain => Role::Text,
            Self::Good => Role::Done,
            Self::Bad => Role::Fault,
        }
    }
}

/// What an update asks for; the application carries it out in order, after the update.
pub enum Effect {
    Push(Box<dyn Layer>),
    /// Closes the top layer.
    Close,
    /// Closes the top layer, and tells the one below.
    Answer(&'static str, Answer),
    /// Closes the top layer, and does this in the one below.
    Act(Action),
    Go(Screen),
    /// Goes to a screen, and asks it to select a record; closing what shows it leads back.
    Show(Screen, RecordId),
    /// What [`Effect::Show`] led to is open.
    Landed,
    Ask(Ticket, Request),
    /// The answer is no longer wanted.
    Cancel(Ticket),
    CancelJobs,
    /// Keys wait until this request is answered, and are typed then: none is lost to a form that is about to close.
    Hold(Ticket),
    Say(Tone, String),
    /// Asks the terminal to put this into the clipboard; it never answers. Never a visit.
    Copy(String),
    Language(Lang),
    /// From now on, and at the next start.
    Prefer(Preferences),
    /// Until something else is done.
    OfferTour,
    Lock,
    Suspend,
    Redraw,
    /// Asks first what is not yet handed in.
    Quit,
    /// At once.
    Leave,
}

/// The context of an update or a drawing.
pub struct Cx {
    pub words: Words,
    pub theme: Theme,
    /// What the terminal asks for, where the person prefers nothing else.
    pub terminal: Theme,
    pub preferences: Preferences,
    pub keymap: Arc<Keymap>,
    pub now: Moment,
    pub desk: Arc<Desk>,
    /// Everyone's records instead of mine.
    pub everyone: bool,
    /// Visits, contacts and other territories are hidden from whoever looks over the shoulder.
    pub masked: bool,
    /// The store has a passphrase: it can be locked.
    pub lockable: bool,
    /// Actions chosen from the palette, the last first.
    pub recent: Vec<Action>,
    /// What stands where on the screen.
    pub drawn: Drawn,
    effects: Vec<Effect>,
    tickets: u64,
    ids: Ids,
}

impl Cx {
    pub fn new(words: Words, theme: Theme, keymap: Keymap, now: Moment, desk: Arc<Desk>) -> Self {
        Self {
            words,
            theme,
            terminal: theme,
            preferences: Preferences::default(),
            keymap: Arc::new(keymap),
            now,
            desk,
            everyone: false,
            masked: false,
            lockable: false,
            recent: Vec::new(),
            drawn: Drawn::default(),
            effects: Vec::new(),
            tickets: 0,
            ids: Ids::system(),
        }
    }

    /// Looks and speaks as the person prefers.
    pub fn like(&mut self, preferences: Preferences) {
        self.theme = self.terminal.liked(&preferences);
        if let Some(lang) = preferences.language.as_deref().and_then(Lang::from_code)
            && lang != self.words.lang
        {
            self.words = Words::new(lang);
        }
        self.preferences = preferences;
    }

    /// The same ids for the same seed, for tests.
    pub fn seed_ids(&mut self, seed: u64) {
        self.ids = Ids::seeded(seed);
    }

    /// An id for a record that is about to be created.
    pub fn new_id(&mut self) -> RecordId {
        self.ids.fresh(self.now.wall_millis)
    }

    pub fn today(&self) -> chrono::NaiveDate {
        self.now.local.date()
    }

    /// Whether everyone's records show: the head office, and whoever has no sector, see them without asking.
    pub fn shows_everyone(&self) -> bool {
        self.everyone || self.desk.is_steward() || self.desk.my_sector().is_empty()
    }

    /// Opens a layer on top of this one.
    pub fn push(&mut self, layer: impl Layer + 'static) {
        self.effects.push(Effect::Push(Box::new(layer)));
    }

    /// Closes this layer.
    pub fn close(&mut self) {
        self.effects.push(Effect::Close);
    }

    /// Closes this layer and hands an answer to the one below, which gets [`Input::Answer`](super::layer::Input).
    pub fn answer(&mut self, tag: &'static str, answer: Answer) {
        self.effects.push(Effect::Answer(tag, answer));
    }

    /// Asks the workspace. The reply comes as [`Input::Reply`](super::layer::Input) with this ticket, to every layer.
    pub fn request(&mut self, request: Request) -> Ticket {
        self.tickets += 1;
        let ticket = Ticket(self.tickets);
        self.effects.push(Effect::Ask(ticket, request));
        ticket
    }

    /// What was asked is no longer wanted: it is given up, and if it waits still, it is not begun.
    pub fn cancel(&mut self, ticket: Ticket) {
        self.effects.push(Effect::Cancel(ticket));
    }

    /// A passing message in the status bar.
    pub fn say(&mut self, tone: Tone, text: impl Into<String>) {
        self.effects.push(Effect::Say(tone, text.into()));
    }

    pub fn go(&mut self, screen: Screen) {
        self.effects.push(Effect::Go(screen));
    }

    /// Goes to a screen, which gets [`Input::Find`](super::layer::Input) with the record.
    pub fn show(&mut self, screen: Screen, record: RecordId) {
        self.effects.push(Effect::Show(screen, record));
    }

    pub fn effect(&mut self, effect: Effect) {
        self.effects.push(effect);
    }

    pub fn style(&self, role: Role) -> ratatui::style::Style {
        self.theme.style(role)
    }

    /// The text, or a veil of the same width while the screen is masked.
    pub fn veiled(&self, text: &str) -> String {
        if self.masked { self.theme.glyphs.veil.repeat(usize::from(super::text::width(text))) } else { text.to_owned() }
    }

    pub(super) fn take_effects(&mut self) -> Vec<Effect> {
        std::mem::take(&mut self.effects)
    }
}
