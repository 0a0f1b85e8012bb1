//! The application: layers and what comes to them. Knows no terminal, no clock, no thread: all of it comes in.

use std::collections::{BTreeMap, VecDeque};
use std::time::Duration;

use ratatui::crossterm::event::{KeyEvent, MouseEvent};

use super::action::Action;
use super::cx::{Cx, Effect, Moment, Tone};
use super::key::Key;
use super::keymap::Found;
use super::layer::{House, Input, Layer, Took};
use super::palette::Palette;
use super::request::{Reply, Request, Step, Ticket};
use super::screen::Screen;
use super::search::Search;
use super::session::Session;
use super::status::Status;
use super::tour::Tour;
use super::trail::Left;
use crate::model::RecordId;

/// Idle this long, a store that has a passphrase is locked.
pub const IDLE: Duration = Duration::from_secs(15 * 60);

/// What comes to the application.
#[derive(Debug)]
pub enum Event {
    Key(KeyEvent),
    Paste(String),
    Mouse(MouseEvent),
    Resize,
    /// Time passes.
    Tick,
    Reply(Ticket, Reply),
    Progress(Ticket, Step),
}

/// What the application asks of whoever runs it.
#[derive(Debug)]
pub enum Order {
    Ask(Ticket, Request),
    Cancel(Ticket),
    /// Into the clipboard.
    Copy(String),
    /// Stop the process until the shell brings it back; not on Windows.
    Suspend,
    /// The terminal tells of the mouse, or no longer does.
    Mouse(bool),
    /// Draw every cell again.
    Redraw,
    End,
}

pub struct App {
    pub cx: Cx,
    pub(super) house: Box<dyn House>,
    pub(super) session: Session,
    pub(super) current: Screen,
    pub(super) stacks: BTreeMap<Screen, Vec<Box<dyn Layer>>>,
    /// Where jumps began, the last one last.
    pub(super) trail: Vec<Left>,
    /// Over everything, and hiding it: first start, lock.
    pub(super) cover: Vec<Box<dyn Layer>>,
    pub(super) pending: Vec<Key>,
    pub(super) status: Status,
    pub(super) tour: Tour,
    /// Shown once nothing covers the screens.
    greeting: Option<Box<dyn Layer>>,
    pub(super) writes: Vec<Ticket>,
    /// What was answered while the screen was locked, if it is.
    pub(super) locked: Option<Vec<(Ticket, Reply)>>,
    /// Keys wait for the answer to this request.
    pub(super) held: Option<Ticket>,
    typed_ahead: VecDeque<Event>,
    pub(super) orders: Vec<Order>,
    /// The moment of the last key.
    touched: Moment,
    pub(super) dirty: bool,
}

impl App {
    pub fn new(cx: Cx, house: Box<dyn House>) -> Self {
        let touched = cx.now;
        let mut app = Self {
            cx,
            house,
            session: Session::default(),
            current: Screen::Dashboard,
            stacks: BTreeMap::new(),
            trail: Vec::new(),
            cover: Vec::new(),
            pending: Vec::new(),
            status: Status::default(),
            tour: Tour::default(),
            greeting: None,
            writes: Vec::new(),
            locked: None,
            held: None,
            typed_ahead: VecDeque::new(),
            orders: Vec::new(),
            touched,
            dirty: true,
        };
        app.cover.extend(app.house.entrance(&mut app.cx));
        if app.cover.is_empty() {
            app.go(Screen::Dashboard);
            app.ask_session();
        } else {
            app.tell_top(Input::Shown);
        }
        app.carry_out();
        app
    }

    /// One event at a given moment. Draw afterwards, once all waiting events are in.
    pub fn handle(&mut self, event: Event, now: Moment) {
        if self.held.is_some() && matches!(event, Event::Key(_) | Event::Paste(_) | Event::Mouse(_)) {
            return self.typed_ahead.push_back(event);
        }
        self.take(event, now);
        while self.held.is_none() {
            let Some(event) = self.typed_ahead.pop_front() else { return };
            self.take(event, now);
        }
    }

    fn take(&mut self, event: Event, now: Moment) {
        let minute = |moment: &Moment| moment.local;
        let minute_passed = minute(&self.cx.now) != minute(&now);
        self.cx.now = now;
        match event {
            Event::Tick => {
                self.dirty |= self.status.tick(now.monotonic) | minute_passed;
                self.dirty |= self.tell_top(Input::Tick) == Took::Yes;
                self.lock_when_idle();
            }
            // Every cell: sizes that came and went may have taken away what the last frame left.
            Event::Resize => {
                self.dirty = true;
                if !matches!(self.orders.last(), Some(Order::Redraw)) {
                    self.orders.push(Order::Redraw);
                }
            }
            Event::Key(key) => {
                if let Some(key) = Key::of(&key) {
                    self.touch();
                    self.key(key);
                }
            }
            Event::Paste(text) => {
                self.touch();
                self.pending.clear();
                if self.top().is_some_and(|layer| layer.context().typing()) {
                    self.tell_top(Input::Paste(&text));
                }
            }
            Event::Mouse(mouse) => {
                self.touch();
                self.status.read();
                self.pointer(mouse);
            }
            Event::Reply(ticket, reply) => self.reply(ticket, reply),
            Event::Progress(ticket, step) => {
                self.status.job_at(ticket, step, now.monotonic);
                self.dirty = true;
            }
        }
        self.carry_out();
    }

    /// A passing message.
    pub fn say(&mut self, tone: Tone, text: String) {
        self.status.say(tone, text, self.cx.now.monotonic);
        self.dirty = true;
    }

    /// Shows a layer as soon as nothing covers the screens.
    pub fn greet(&mut self, layer: impl Layer + 'static) {
        self.greeting = Some(Box::new(layer));
        self.uncovered();
        self.carry_out();
    }

    /// Offers the guided tour, until something else is done.
    pub fn offer_tour(&mut self) {
        self.tour = Tour::Offered;
        self.dirty = true;
    }

    pub(super) fn uncovered(&mut self) {
        if self.cover.is_empty()
            && !self.waits_for_session()
            && let Some(layer) = self.greeting.take()
        {
            self.cx.effect(Effect::Push(layer));
        }
    }

    /// Ends at once: what is half typed is kept as a draft.
    pub fn leave(&mut self) {
        self.cx.effect(Effect::Leave);
        self.carry_out();
    }

    /// What is to be done outside, in order.
    pub fn take_orders(&mut self) -> Vec<Order> {
        std::mem::take(&mut self.orders)
    }

    /// Whether something changed since the last call: then draw.
    pub fn take_dirty(&mut self) -> bool {
        !self.waits_for_session() && std::mem::take(&mut self.dirty)
    }

    /// The layer that has the keys.
    pub(super) fn top(&self) -> Option<&dyn Layer> {
        let stack = if self.cover.is_empty() { self.stack() } else { &self.cover };
        stack.last().map(|layer| &**layer)
    }

    pub(super) fn stack(&self) -> &[Box<dyn Layer>] {
        self.stacks.get(&self.current).map(Vec::as_slice).unwrap_or_default()
    }

    pub(super) fn stack_mut(&mut self) -> &mut Vec<Box<dyn Layer>> {
        if self.cover.is_empty() { self.stacks.entry(self.current).or_default() } else { &mut self.cover }
    }

    pub(super) fn tell_top(&mut self, input: Input<'_>) -> Took {
        let stack = if self.cover.is_empty() { self.stacks.entry(self.current).or_default() } else { &mut self.cover };
        stack.last_mut().map_or(Took::No, |layer| layer.update(input, &mut self.cx))
    }

    fn touch(&mut self) {
        self.touched = self.cx.now;
        self.dirty = true;
    }

    fn key(&mut self, key: Key) {
        self.status.read();
        // Never a way out, nor a way to lose text: it stops what runs, and says how one leaves.
        if key == (Key { ctrl: true, ..Key::char('c') }) {
            return self.interrupt();
        }
        if self.top().is_some_and(|layer| layer.wants_keys()) {
            self.tell_top(Input::Key(key));
            return;
        }
        let Some(layer) = self.top().map(|layer| layer.context()) else { return };
        self.pending.push(key);
        match self.cx.keymap.find(layer, &self.pending) {
            Found::Prefix => {}
            Found::Action(action) => {
                self.pending.clear();
                self.act(action);
            }
            Found::Nothing => {
                let alone = self.pending.len() == 1;
                self.pending.clear();
                if let (true, true, Some(c)) = (alone, layer.typing(), key.typed()) {
                    self.tell_top(Input::Char(c));
                }
            }
        }
    }

    fn interrupt(&mut self) {
        self.pending.clear();
        let jobs: Vec<Ticket> = self.status.jobs().collect();
        if jobs.is_empty() {
            let text = crate::t!(self.cx.words, "ctrl-c-does-not-quit");
            self.status.say(Tone::Plain, text, self.cx.now.monotonic);
        }
        self.orders.extend(jobs.into_iter().map(Order::Cancel));
    }

    /// The layer first; what it leaves is for the application.
    pub(super) fn act(&mut self, action: Action) {
        self.tour.did(action);
        if self.tell_top(Input::Action(action)) == Took::Yes {
            return;
        }
        // What is covered is out of reach.
        let everywhere = [Action::Quit, Action::Help, Action::Language, Action::Redraw, Action::Suspend, Action::Back];
        if !self.cover.is_empty() && !everywhere.contains(&action) {
            return;
        }
        if let Some(screen) = Screen::of(action) {
            return self.turn_to(screen);
        }
        match action {
            Action::Palette => {
                let context = self.top().map_or(super::context::Context::Global, |layer| layer.context());
                self.cx.push(Palette::new(context));
            }
            Action::Help => {
                let context = self.top().map_or(super::context::Context::Global, |layer| layer.context());
                self.cx.push(super::help::Help::new(context));
            }
            Action::Tour => self.tour.turn(),
            Action::Glossary => self.cx.push(super::help::Help::of_words(super::context::Context::Global)),
            Action::News => self.cx.push(super::news::News::default()),
            Action::Search => self.cx.push(Search::default()),
            Action::ComeBack => self.come_back(),
            Action::GoConflicts => self.cx.push(super::screens::divergences::Divergences::all()),
            Action::Duplicates => self.cx.push(super::screens::twins::Duplicates::default()),
            Action::Deeds => self.cx.push(super::screens::deeds::Deeds::default()),
            Action::Undo => _ = self.cx.request(Request::Undo),
            Action::Redo => _ = self.cx.request(Request::Redo),
            Action::Lock => self.cx.effect(Effect::Lock),
            Action::Mask => self.cx.masked = !self.cx.masked,
            Action::Everyone => {
                self.cx.everyone = !self.cx.everyone;
                self.tell_all(|| Input::DeskChanged);
            }
            Action::Language => {
                let other = crate::i18n::Lang::ALL.into_iter().find(|lang| *lang != self.cx.words.lang);
                self.cx.effect(Effect::Language(other.unwrap_or_default()));
            }
            Action::Settings => self.cx.push(super::settings::Settings::default()),
            Action::Redraw => self.cx.effect(Effect::Redraw),
            Action::Suspend => self.cx.effect(Effect::Suspend),
            Action::Export | Action::Import if self.current != Screen::Synchro => {
                self.go(Screen::Synchro);
                self.tell_top(Input::Action(action));
            }
            Action::Quit => self.cx.effect(Effect::Quit),
            Action::Back if self.stack_mut().len() > 1 || self.leads_back() => self.cx.close(),
            _ => {}
        }
    }

    pub(super) fn go(&mut self, screen: Screen) {
        self.current = screen;
        self.dirty = true;
        if self.stack().is_empty() {
            let layer = self.house.screen(screen, &mut self.cx);
            self.stack_mut().push(layer);
            self.take_up(screen);
        }
        self.tell_top(Input::Shown);
    }

    /// The nearest layer that knows the record shows it.
    pub(super) fn find(&mut self, record: RecordId) {
        let Some(layers) = self.stacks.get_mut(&self.current) else { return };
        for layer in layers.iter_mut().rev() {
            if layer.update(Input::Find(record), &mut self.cx) == Took::Yes {
                return;
            }
        }
    }

    pub(super) fn tell_all<'a>(&mut self, input: impl Fn() -> Input<'a>) {
        let aside = self.trail.iter_mut().flat_map(|left| &mut left.aside);
        for layer in self.stacks.values_mut().flatten().chain(aside).chain(self.cover.iter_mut()) {
            layer.update(input(), &mut self.cx);
        }
        self.dirty = true;
    }

    fn lock_when_idle(&mut self) {
        let (since, now) = (&self.touched, &self.cx.now);
        let monotonic = now.monotonic.saturating_sub(since.monotonic);
        let wall = u64::try_from(now.wall_millis - since.wall_millis).map(Duration::from_millis).unwrap_or_default();
        if monotonic.max(wall) >= IDLE && self.cx.lockable && self.cover.is_empty() {
            self.cx.effect(Effect::Lock);
        }
    }
}
