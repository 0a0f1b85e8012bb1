//! The main loop: waits, takes all that has come, draws once. Generic over the backend, so that tests run it whole.

use std::collections::BTreeSet;
use std::io;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use ratatui::Terminal;
use ratatui::backend::Backend;
use ratatui::crossterm::event::{self, Event as TerminalEvent};

use super::app::{App, Event, Order};
use super::burst;
use super::cx::{Moment, Tone};
use super::request::{Performer, Progress, Request, Step, Ticket};
use super::terminal;
use crate::model::LocalTime;

/// Time is looked at this often.
const TICK: Duration = Duration::from_millis(1000);

/// What comes from the other threads.
pub enum Incoming {
    Terminal(TerminalEvent, Duration),
    Store(Event),
    /// The keyboard is gone: the terminal was closed.
    Closed,
}

/// Whoever tells the time.
pub trait Clock {
    fn now(&self) -> Moment;
}

/// The system's clocks.
pub struct SystemClock {
    start: Instant,
}

impl Default for SystemClock {
    fn default() -> Self {
        Self { start: Instant::now() }
    }
}

impl Clock for SystemClock {
    fn now(&self) -> Moment {
        let wall = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        let wall_millis = i64::try_from(wall.as_millis()).unwrap_or(i64::MAX);
        let local = LocalTime::in_france_at(wall_millis).unwrap_or(LocalTime::new(Default::default(), 0));
        Moment { local, wall_millis, monotonic: self.start.elapsed() }
    }
}

/// The terminal, where it is more than a backend; tests have none.
pub trait Host {
    fn begin_frame(&mut self) {}
    fn end_frame(&mut self) {}
    /// `false` where the program cannot be stopped and brought back.
    fn suspend(&mut self) -> bool {
        false
    }
    /// Pastes are not announced: they must be told from typing by their speed.
    fn bursts(&self) -> bool {
        false
    }
}

/// The real terminal.
pub struct RealTerminal;

impl Host for RealTerminal {
    fn begin_frame(&mut self) {
        terminal::begin_frame();
    }

    fn end_frame(&mut self) {
        terminal::end_frame();
    }

    fn suspend(&mut self) -> bool {
        terminal::suspend()
    }

    fn bursts(&self) -> bool {
        cfg!(windows)
    }
}

/// The thread of the store, seen from the loop.
pub struct Store {
    requests: Sender<(Ticket, Request)>,
    cancelled: Arc<Mutex<BTreeSet<Ticket>>>,
    thread: Option<thread::JoinHandle<()>>,
}

impl Store {
    /// Starts the thread; replies and progress go to `events`.
    pub fn start(mut performer: impl Performer + Send + 'static, events: Sender<Incoming>) -> Self {
        let (requests, waiting) = channel::<(Ticket, Request)>();
        let cancelled = Arc::new(Mutex::new(BTreeSet::new()));
        let seen = cancelled.clone();
        let thread = thread::spawn(move || {
            for (ticket, request) in waiting {
                let told = Told { ticket, events: events.clone(), cancelled: seen.clone() };
                let reply = performer.perform(request, &told);
                if events.send(Incoming::Store(Event::Reply(ticket, reply))).is_err() {
                    return;
                }
            }
        });
        Self { requests, cancelled, thread: Some(thread) }
    }

    fn ask(&self, ticket: Ticket, request: Request) -> bool {
        self.requests.send((ticket, request)).is_ok()
    }

    fn cancel(&self, ticket: Ticket) {
        self.cancelled.lock().unwrap_or_else(PoisonError::into_inner).insert(ticket);
    }

    /// Waits until all that was asked is done: an edit on its way is saved.
    pub fn finish(self) {
        let Self { requests, thread, .. } = self;
        drop(requests);
        if let Some(thread) = thread {
            // A panic of the store was told by the panic hook.
            let _ = thread.join();
        }
    }
}

struct Told {
    ticket: Ticket,
    events: Sender<Incoming>,
    cancelled: Arc<Mutex<BTreeSet<Ticket>>>,
}

impl Progress for Told {
    fn report(&self, step: Step) {
        // The loop is gone only when the program ends.
        let _ = self.events.send(Incoming::Store(Event::Progress(self.ticket, step)));
    }

    fn cancelled(&self) -> bool {
        self.cancelled.lock().unwrap_or_else(PoisonError::into_inner).contains(&self.ticket)
    }
}

/// Starts the thread that reads the keyboard. It ends with the process: nothing can interrupt a read.
pub fn read_keyboard(events: Sender<Incoming>) {
    let start = Instant::now();
    thread::spawn(move || {
        loop {
            let message = match event::read() {
                Ok(event) => Incoming::Terminal(event, start.elapsed()),
                Err(_) => Incoming::Closed,
            };
            let closed = matches!(message, Incoming::Closed);
            if events.send(message).is_err() || closed {
                return;
            }
        }
    });
}

/// Why the loop ended.
#[derive(Debug)]
pub enum Ended {
    /// The user left.
    Left,
    /// The terminal or the store went away.
    Lost,
}

/// Runs the application until it ends.
///
/// # Errors
/// Where the terminal cannot be drawn on.
pub fn run<B: Backend<Error = io::Error>>(
    terminal: &mut Terminal<B>,
    app: &mut App,
    events: &Receiver<Incoming>,
    store: &Store,
    clock: &dyn Clock,
    host: &mut dyn Host,
) -> io::Result<Ended> {
    loop {
        for order in app.take_orders() {
            match order {
                Order::Ask(ticket, request) => {
                    if !store.ask(ticket, request) {
                        return Ok(Ended::Lost);
                    }
                }
                Order::Cancel(ticket) => store.cancel(ticket),
                Order::Suspend => {
                    if !host.suspend() {
                        let text = crate::t!(app.cx.words, "cannot-suspend");
                        app.say(Tone::Plain, text);
                    }
                    terminal.clear()?;
                }
                Order::Redraw => terminal.clear()?,
                Order::End => return Ok(Ended::Left),
            }
        }
        if app.take_dirty() {
            host.begin_frame();
            terminal.draw(|frame| app.draw(frame))?;
            host.end_frame();
        }
        match wait(events, host.bursts()) {
            Some(batch) => {
                if !take_in(app, batch, clock, host.bursts()) {
                    return Ok(Ended::Lost);
                }
            }
            None => return Ok(Ended::Lost),
        }
    }
}

/// All that has come, waiting for the first of it no longer than a tick. `None` once nothing can come any more.
fn wait(events: &Receiver<Incoming>, bursts: bool) -> Option<Vec<Incoming>> {
    let mut batch = match events.recv_timeout(TICK) {
        Ok(first) => vec![first],
        Err(RecvTimeoutError::Timeout) => return Some(Vec::new()),
        Err(RecvTimeoutError::Disconnected) => return None,
    };
    loop {
        // A paste comes key by key: the next one is waited for, as long as keys follow each other faster than hands.
        let next = if bursts { events.recv_timeout(burst::GAP).ok() } else { events.try_recv().ok() };
        match next {
            Some(next) => batch.push(next),
            None => return Some(batch),
        }
    }
}

/// `false` once the terminal is closed: what is half typed has been kept.
fn take_in(app: &mut App, batch: Vec<Incoming>, clock: &dyn Clock, bursts: bool) -> bool {
    let now = clock.now();
    if batch.is_empty() {
        app.handle(Event::Tick, now);
    }
    let mut keys = Vec::new();
    for incoming in batch {
        match incoming {
            Incoming::Terminal(event, at) => keys.push((event, at)),
            Incoming::Store(event) => app.handle(event, now),
            Incoming::Closed => {
                app.leave();
                return false;
            }
        }
    }
    for event in burst::gather(keys, bursts) {
        app.handle(event, now);
    }
    true
}
