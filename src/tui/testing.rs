//! The whole application in a test: keys go in, the screen comes out as text. No terminal, no clock, no thread.

#![allow(clippy::panic, reason = "a harness: a script that cannot be typed must fail its test")]

use std::cell::RefCell;
use std::fmt::Write;
use std::time::Duration;

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::{Buffer, Cell};
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::Position;
use ratatui::style::{Color, Modifier};

use super::app::{App, Event, Order};
use super::cx::{Cx, Moment};
use super::key::Key;
use super::keymap::Keymap;
use super::layer::House;
use super::request::{Desk, Performer, Progress, Reply, Request, Step, Ticket};
use super::theme::{Depth, Theme};
use crate::i18n::{Lang, Words};

/// The moment at which every test begins: Monday 23 November 2026, 14:32 in France.
pub fn moment() -> Moment {
    let Ok(local) = "2026-11-23T14:32+01:00".parse::<crate::model::LocalTime>() else { panic!("a fixed time") };
    Moment { local, wall_millis: local.unix_millis(), monotonic: Duration::from_secs(60) }
}

/// A context for tests: fixed time, `azerty`.
pub fn cx(lang: Lang, depth: Depth) -> Cx {
    let mut cx = Cx::new(Words::new(lang), Theme::new(depth), Keymap::azerty(), moment(), Default::default());
    cx.seed_ids(1);
    cx
}

/// Nothing asks to know how far a job is.
pub struct Silent;

impl Progress for Silent {
    fn report(&self, _: Step) {}

    fn cancelled(&self) -> bool {
        false
    }
}

/// A workspace that remembers what it was asked and has nothing to say.
#[derive(Default)]
pub struct Nothing {
    pub asked: Vec<Request>,
}

impl Performer for Nothing {
    fn perform(&mut self, request: Request, _: &dyn Progress) -> Reply {
        self.asked.push(request);
        Reply::Saved { desk: std::sync::Arc::new(Desk::default()), at: moment().local, what: None }
    }
}

/// The application on a bench.
pub struct Bench<P> {
    pub app: App,
    pub performer: P,
    terminal: Terminal<TestBackend>,
    now: Moment,
    /// Keys pressed so far; a character of a quoted text is one.
    pub keys: usize,
    pub ended: bool,
    /// What the clipboard was asked to hold.
    pub copied: Vec<String>,
    /// The terminal tells of the mouse.
    pub mouse: bool,
    /// What is no longer wanted.
    pub cancelled: Vec<Ticket>,
    /// Requests wait for [`Bench::answer_all`].
    slow: bool,
    waiting: Vec<(Ticket, Request)>,
    /// Jobs go on by [`Bench::step`] alone.
    by_steps: bool,
    job: Option<Ticket>,
}

/// How far a job is, kept; and whether it is still wanted.
struct Heard {
    steps: RefCell<Vec<Step>>,
    unwanted: bool,
}

impl Progress for Heard {
    fn report(&self, step: Step) {
        self.steps.borrow_mut().push(step);
    }

    fn cancelled(&self) -> bool {
        self.unwanted
    }
}

impl<P: Performer> Bench<P> {
    /// In French, in 256 colours.
    pub fn new(house: impl House + 'static, performer: P, size: (u16, u16)) -> Self {
        Self::with(cx(Lang::Fr, Depth::Indexed), house, performer, size)
    }

    pub fn with(cx: Cx, house: impl House + 'static, performer: P, (width, height): (u16, u16)) -> Self {
        let now = cx.now;
        let Ok(terminal) = Terminal::new(TestBackend::new(width, height));
        let app = App::new(cx, Box::new(house));
        let mut bench = Self {
            app,
            performer,
            terminal,
            now,
            keys: 0,
            ended: false,
            copied: Vec::new(),
            mouse: false,
            cancelled: Vec::new(),
            slow: false,
            waiting: Vec::new(),
            by_steps: false,
            job: None,
        };
        bench.settle();
        bench
    }

    /// Keys as `tools/shot.py` writes them: `2 Down Enter "Céret" C-s`; a text in quotes is typed letter by letter.
    pub fn type_keys(&mut self, script: &str) -> &mut Self {
        for word in words(script) {
            match word {
                Word::Typed(text) => text.chars().for_each(|c| self.press(Key::char(c))),
                Word::Key(name) => match name.parse() {
                    Ok(key) => self.press(key),
                    Err(_) => panic!("not a key: {name}"),
                },
            }
        }
        self
    }

    pub fn press(&mut self, key: Key) {
        self.keys += 1;
        let mut modifiers = KeyModifiers::NONE;
        modifiers.set(KeyModifiers::CONTROL, key.ctrl);
        modifiers.set(KeyModifiers::SHIFT, key.shift || matches!(key.code, KeyCode::Char(c) if c.is_uppercase()));
        self.event(Event::Key(KeyEvent::new(key.code, modifiers)));
    }

    /// A click with the left button.
    pub fn click(&mut self, column: u16, row: u16) -> &mut Self {
        self.mouse_event(MouseEventKind::Down(MouseButton::Left), column, row)
    }

    pub fn mouse_event(&mut self, kind: MouseEventKind, column: u16, row: u16) -> &mut Self {
        self.event(Event::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE }));
        self
    }

    pub fn paste(&mut self, text: &str) -> &mut Self {
        self.event(Event::Paste(text.to_owned()));
        self
    }

    /// Lets time pass on both clocks, in one tick.
    pub fn wait(&mut self, time: Duration) -> &mut Self {
        self.now.monotonic += time;
        self.sleep(time)
    }

    /// Lets the wall clock go on while the laptop sleeps.
    pub fn sleep(&mut self, time: Duration) -> &mut Self {
        self.now.wall_millis += i64::try_from(time.as_millis()).unwrap_or_default();
        if let Some(local) = crate::model::LocalTime::in_france_at(self.now.wall_millis) {
            self.now.local = local;
        }
        self.event(Event::Tick);
        self
    }

    pub fn resize(&mut self, width: u16, height: u16) -> &mut Self {
        self.terminal.backend_mut().resize(width, height);
        self.event(Event::Resize);
        self
    }

    /// From now on the store takes its time: nothing is answered until [`Bench::answer_all`].
    pub fn slow(&mut self) -> &mut Self {
        self.slow = true;
        self
    }

    /// What was asked is answered, and the store is quick again.
    pub fn answer_all(&mut self) -> &mut Self {
        self.slow = false;
        for (ticket, request) in std::mem::take(&mut self.waiting) {
            let reply = self.performer.perform(request, &Silent);
            self.event(Event::Reply(ticket, reply));
        }
        self
    }

    /// From now on a job goes no further than [`Bench::step`] takes it, and others are performed in between.
    pub fn by_steps(&mut self) -> &mut Self {
        self.by_steps = true;
        self
    }

    /// Takes the job under way so far that something is told or ended. `false` where none is under way.
    pub fn step(&mut self) -> bool {
        let Some(ticket) = self.job else { return false };
        loop {
            let heard = Heard { steps: RefCell::default(), unwanted: self.cancelled.contains(&ticket) };
            let reply = self.performer.go_on(&heard);
            let steps = heard.steps.into_inner();
            let ended = reply.is_some();
            steps.iter().for_each(|step| self.event(Event::Progress(ticket, *step)));
            if let Some(reply) = reply {
                self.job = None;
                self.event(Event::Reply(ticket, reply));
                for (ticket, request) in std::mem::take(&mut self.waiting) {
                    self.ask(ticket, request);
                }
                self.settle();
            }
            if ended || !steps.is_empty() {
                return true;
            }
        }
    }

    /// How far the last of what waits is.
    pub fn tell(&mut self, step: Step) -> &mut Self {
        if let Some((ticket, _)) = self.waiting.last() {
            self.event(Event::Progress(*ticket, step));
        }
        self
    }

    /// What the last of what waits came to.
    pub fn reply(&mut self, reply: Reply) -> &mut Self {
        if let Some((ticket, _)) = self.waiting.pop() {
            self.event(Event::Reply(ticket, reply));
        }
        self
    }

    /// As the store's thread does it.
    fn ask(&mut self, ticket: Ticket, request: Request) {
        let waits = self.slow || self.job.is_some() && request.waits_for_jobs();
        if waits {
            return self.waiting.push((ticket, request));
        }
        let reply = match self.by_steps {
            true => self.performer.begin(request, &Silent),
            false => Some(self.performer.perform(request, &Silent)),
        };
        match reply {
            Some(reply) => self.app.handle(Event::Reply(ticket, reply), self.now),
            None => self.job = Some(ticket),
        }
    }

    fn event(&mut self, event: Event) {
        self.app.handle(event, self.now);
        self.settle();
    }

    /// Performs what was asked, then draws, as the main loop does.
    fn settle(&mut self) {
        loop {
            let orders = self.app.take_orders();
            if orders.is_empty() {
                break;
            }
            for order in orders {
                match order {
                    Order::Ask(ticket, request) => self.ask(ticket, request),
                    Order::End => self.ended = true,
                    Order::Copy(text) => self.copied.push(text),
                    Order::Mouse(on) => self.mouse = on,
                    Order::Cancel(ticket) => self.cancelled.push(ticket),
                    Order::Suspend | Order::Redraw => {}
                }
            }
        }
        if self.app.take_dirty() {
            let Ok(_) = self.terminal.draw(|frame| self.app.draw(frame));
        }
    }

    /// Where the cursor stands, if it shows.
    pub fn cursor(&self) -> Option<Position> {
        let backend = self.terminal.backend();
        backend.cursor_visible().then(|| backend.cursor_position())
    }

    /// What is drawn.
    pub fn buffer(&self) -> &Buffer {
        self.terminal.backend().buffer()
    }

    /// The screen, a line a line, without what is blank at the end of each.
    pub fn text(&self) -> String {
        text(self.terminal.backend().buffer())
    }

    /// The screen, then its styles as runs: for snapshots.
    pub fn shot(&self) -> String {
        let buffer = self.terminal.backend().buffer();
        format!("{}\n{}", text(buffer), styles(buffer))
    }
}

/// A buffer's text.
pub fn text(buffer: &Buffer) -> String {
    let mut out = String::new();
    for row in buffer.content.chunks(usize::from(buffer.area.width.max(1))) {
        let line: String = row.iter().map(Cell::symbol).collect();
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

/// A buffer's styles: `line: from-to style`, for cells that are not plain.
pub fn styles(buffer: &Buffer) -> String {
    let mut out = String::new();
    for (y, row) in buffer.content.chunks(usize::from(buffer.area.width.max(1))).enumerate() {
        let mut from = 0;
        for run in row.chunk_by(|a, b| style(a) == style(b)) {
            let name = style(run.first().unwrap_or(&Cell::EMPTY));
            if !name.is_empty() {
                // Writing to a String cannot fail.
                let _ = writeln!(out, "{y}: {from}-{} {name}", from + run.len() - 1);
            }
            from += run.len();
        }
    }
    out
}

fn style(cell: &Cell) -> String {
    let colour = |colour: Color| match colour {
        Color::Indexed(index) => index.to_string(),
        other => other.to_string().to_lowercase(),
    };
    let mut parts = Vec::new();
    if cell.fg != Color::Reset {
        parts.push(colour(cell.fg));
    }
    if cell.bg != Color::Reset {
        parts.push(format!("on {}", colour(cell.bg)));
    }
    for (modifier, name) in [
        (Modifier::BOLD, "bold"),
        (Modifier::UNDERLINED, "underlined"),
        (Modifier::REVERSED, "reversed"),
        (Modifier::DIM, "dim"),
    ] {
        if cell.modifier.contains(modifier) {
            parts.push(name.to_owned());
        }
    }
    parts.join(" ")
}

enum Word {
    Key(String),
    Typed(String),
}

fn words(script: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut rest = script.trim_start();
    while let Some(first) = rest.chars().next() {
        // A quote alone is the key of that name, as on the digit row.
        let quoted = (first == '"' || first == '\'').then(|| rest[first.len_utf8()..].find(first)).flatten();
        let end = match quoted {
            Some(length) => {
                let text = rest.get(1..1 + length).unwrap_or_default();
                words.push(Word::Typed(text.to_owned()));
                length + 2
            }
            None => {
                let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
                words.push(Word::Key(rest.get(..end).unwrap_or_default().to_owned()));
                end
            }
        };
        rest = rest.get(end..).unwrap_or_default().trim_start();
    }
    words
}
