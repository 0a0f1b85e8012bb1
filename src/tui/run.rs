//! The main loop: waits, takes all that has come, draws once. Generic over the backend, so that tests run it whole.

use std::io;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use ratatui::Terminal;
use ratatui::backend::Backend;
use ratatui::crossterm::event::{self, Event as TerminalEvent};
use ratatui::layout::Rect;

use super::app::{App, Event, Order};
use super::burst;
use super::cx::{Moment, Tone};
use super::store_thread::Store;
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
    /// Into the clipboard, as far as the terminal can.
    fn copy(&mut self, _text: &str) {}
    /// `false` where the program cannot be stopped and brought back.
    fn suspend(&mut self) -> bool {
        false
    }
    /// Has the mouse told, or not.
    fn mouse(&mut self, _on: bool) {}
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

    fn copy(&mut self, text: &str) {
        terminal::copy(text);
    }

    fn suspend(&mut self) -> bool {
        terminal::suspend()
    }

    fn mouse(&mut self, on: bool) {
        terminal::mouse(on);
    }

    fn bursts(&self) -> bool {
        cfg!(windows)
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
pub fn run<B: Backend>(
    terminal: &mut Terminal<B>,
    app: &mut App,
    events: &Receiver<Incoming>,
    store: &Store,
    clock: &dyn Clock,
    host: &mut dyn Host,
) -> io::Result<Ended>
where
    B::Error: Send + Sync + 'static,
{
    loop {
        for order in app.take_orders() {
            match order {
                Order::Ask(ticket, request) => {
                    if !store.ask(ticket, request) {
                        return Ok(Ended::Lost);
                    }
                }
                Order::Cancel(ticket) => store.cancel(ticket),
                Order::Copy(text) => host.copy(&text),
                Order::Suspend => {
                    if !host.suspend() {
                        let text = crate::t!(app.cx.words, "cannot-suspend");
                        app.say(Tone::Plain, text);
                    }
                    clear(terminal)?;
                }
                Order::Mouse(on) => host.mouse(on),
                Order::Redraw => clear(terminal)?,
                Order::End => return Ok(Ended::Left),
            }
        }
        if app.take_dirty() {
            host.begin_frame();
            terminal.draw(|frame| app.draw(frame)).map_err(io::Error::other)?;
            host.end_frame();
        }
        let lost = match wait(events, host.bursts()) {
            Some(batch) => !take_in(app, batch, clock, host.bursts()),
            None => true,
        };
        if lost {
            keep_drafts(app, store);
            return Ok(Ended::Lost);
        }
    }
}

/// Has every cell drawn again. Not `Terminal::clear`: that asks the terminal where its cursor is, and would wait for the
/// answer behind the thread that reads the keyboard.
fn clear<B: Backend>(terminal: &mut Terminal<B>) -> io::Result<()>
where
    B::Error: Send + Sync + 'static,
{
    let size = terminal.size().map_err(io::Error::other)?;
    terminal.resize(Rect::from(size)).map_err(io::Error::other)
}

/// The terminal was closed under the user's hands: what is half typed is kept.
fn keep_drafts(app: &mut App, store: &Store) {
    app.leave();
    for order in app.take_orders() {
        if let Order::Ask(ticket, request) = order {
            store.ask(ticket, request);
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

/// `false` once the terminal is closed.
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
            Incoming::Closed => return false,
        }
    }
    for event in burst::gather(keys, bursts) {
        app.handle(event, now);
    }
    true
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;
    use std::sync::{Arc, Mutex};

    use ratatui::backend::TestBackend;
    use ratatui::crossterm::event::{KeyCode, KeyEvent};

    use super::*;
    use crate::i18n::Lang;
    use crate::tui::cx::Cx;
    use crate::tui::layer::{House, Layer};
    use crate::tui::popup::Prompt;
    use crate::tui::request::{Performer, Progress, Reply, Request, Step};
    use crate::tui::screen::Screen;
    use crate::tui::testing::{cx, moment};
    use crate::tui::theme::Depth;

    struct Still;

    impl Clock for Still {
        fn now(&self) -> Moment {
            moment()
        }
    }

    struct NoHost;

    impl Host for NoHost {}

    struct Plain;

    impl House for Plain {
        fn screen(&self, _: Screen, _: &mut Cx) -> Box<dyn Layer> {
            Box::new(crate::tui::help::Help::new(crate::tui::context::Context::Page))
        }

        fn lock(&self, _: &mut Cx) -> Box<dyn Layer> {
            Box::new(Prompt::new("", "", ""))
        }
    }

    #[derive(Clone, Default)]
    struct Slow(Arc<Mutex<Vec<Request>>>);

    impl Performer for Slow {
        fn perform(&mut self, request: Request, progress: &dyn Progress) -> Reply {
            progress.report(Step::of(1, Some(2)));
            self.0.lock().unwrap().push(request);
            Reply::Cancelled
        }
    }

    fn run_keys(text: &str, close: bool) -> (Ended, Vec<Request>) {
        let (events, incoming) = channel();
        for (index, c) in text.chars().enumerate() {
            let event = TerminalEvent::Key(KeyEvent::from(KeyCode::Char(c)));
            events.send(Incoming::Terminal(event, Duration::from_secs(index as u64))).unwrap();
        }
        if close {
            events.send(Incoming::Closed).unwrap();
        }
        let slow = Slow::default();
        let store = Store::start(slow.clone(), events);
        let mut app = App::new(cx(Lang::Fr, Depth::Mono), Box::new(Plain));
        let mut terminal = Terminal::new(TestBackend::new(80, 24)).unwrap();
        let ended = run(&mut terminal, &mut app, &incoming, &store, &Still, &mut NoHost).unwrap();
        store.finish();
        let asked = slow.0.lock().unwrap().clone();
        (ended, asked)
    }

    #[test]
    fn what_was_asked_before_leaving_is_done() {
        let (ended, asked) = run_keys("uq", false);
        assert!(matches!(ended, Ended::Left));
        assert_eq!(asked, [Request::Undo]);
    }

    struct Breaks;

    impl Performer for Breaks {
        fn perform(&mut self, _: Request, _: &dyn Progress) -> Reply {
            panic!("a bug");
        }
    }

    #[test]
    fn where_the_store_breaks_the_program_ends() {
        let (events, incoming) = channel();
        let store = Store::start(Breaks, events.clone());
        let mut app = App::new(cx(Lang::Fr, Depth::Mono), Box::new(Plain));
        app.cx.request(Request::Undo);
        app.handle(Event::Resize, moment());
        let mut terminal = Terminal::new(TestBackend::new(80, 24)).unwrap();
        let ended = run(&mut terminal, &mut app, &incoming, &store, &Still, &mut NoHost).unwrap();
        assert!(matches!(ended, Ended::Lost), "though the keyboard is still there");
        store.finish();
    }

    #[test]
    fn a_closed_terminal_ends_the_program() {
        let (ended, _) = run_keys("", true);
        assert!(matches!(ended, Ended::Lost));
    }
}
