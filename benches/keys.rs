//! What a person waits for: from a key to the frame that shows it, on every screen, over a notebook full of visits.
//!
//! `cargo bench --bench keys`: at 20,000 visits, or as many as MAILLAGE_BENCH_VISITS says; the folder is the system's
//! temporary one: set TMPDIR to a real disk. The application runs whole, over a terminal in memory. The frame does not wait
//! for the store: what the store was asked is timed by itself, and the frame that shows its answer is drawn as well.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, Instant};

use maillage::i18n::Lang;
use maillage::model::reference::founding::facts;
use maillage::store::vault::KdfCost;
use maillage::store::{Opening, Random};
use maillage::sync::drives::Drive;
use maillage::tui::app::{App, Event, Order};
use maillage::tui::cx::Moment;
use maillage::tui::house::{Entrance, RealHouse};
use maillage::tui::key::Key;
use maillage::tui::office::Office;
use maillage::tui::request::{Performer, Request, Ticket};
use maillage::tui::testing::{Silent, cx, moment};
use maillage::tui::theme::Depth;
use maillage::workspace::demo::{Plan, records};
use maillage::workspace::{Founding, Workspace, machine_clock};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

const VISITS: usize = 20_000;
/// Keys pressed on each of the eight screens.
const ON_EACH: usize = 250;
/// What is pressed over and over: lists, trees, months and maps all answer to it.
const MOVES: &[&str] = &[
    "Down", "Down", "Down", "PageDown", "Down", "Up", "PageDown", "PageUp", "End", "Up", "Home", "Right", "Left",
    "Tab", "Tab",
];

fn main() {
    let asked = std::env::var("MAILLAGE_BENCH_VISITS").ok();
    let visits = asked.map_or(VISITS, |text| text.parse().expect("MAILLAGE_BENCH_VISITS is a number"));
    let dir = tempfile::tempdir().unwrap();
    let begun = Instant::now();
    let mut driver = Driver::over(notebook(dir.path(), visits));
    println!("{visits} visits made up and opened in {:.1} s", begun.elapsed().as_secs_f64());
    println!("{:28} {:>5} {:>9} {:>9} {:>9}   the store's longest answer", "", "keys", "p50", "p99", "max");
    for (digit, screen) in
        ["dashboard", "territories", "centres", "positions", "visits", "records", "synchro", "agenda"]
            .iter()
            .enumerate()
            .map(|(at, screen)| (at + 1, screen))
    {
        driver.press(&digit.to_string());
        driver.told();
        let moves = MOVES.iter().cycle().take(ON_EACH);
        driver.section(screen, moves.copied());
    }
    driver.section(
        "opening and leaving a page",
        "3 Enter Esc Down Enter Esc 2 Enter Esc Down Enter Esc 5 Enter Esc".split(' '),
    );
    driver.section("a form typed in", "5 n h i e r Tab 6 6 Space c e r e t Tab Tab Esc Esc".split(' '));
    driver.section("visits of a town, found", "5 Home f c e r e t Enter".split(' '));
    driver.section("and sorted by each column", std::iter::repeat_n("o", 12).chain(["I", "End", "Home"]));
    driver.section("search among everything", "/ c e r e t Esc / E X A - 0 1 4 Esc".split(' '));
}

fn notebook(folder: &Path, visits: usize) -> Workspace {
    let founding = Founding {
        holder: "Exemple".into(),
        sector: Vec::new(),
        code: "EXA".into(),
        demo: true,
        opening: Opening { random: Random::seeded(1), ..Opening::new(None) },
        cost: KdfCost::CHEAP,
    };
    let (mut workspace, _) = Workspace::found(folder, founding, false, machine_clock()).unwrap();
    workspace.load(facts().into_iter(), &mut |_| {}).unwrap();
    let (me, today) = (workspace.me().record(), workspace.today());
    let plan = Plan { seed: 1, visits, today, me, code: "EXA".into() };
    workspace.load(records(&plan), &mut |_| {}).unwrap();
    workspace.close().unwrap();
    workspace
}

/// The application, its store and its screen.
struct Driver {
    app: App,
    office: Office,
    terminal: Terminal<TestBackend>,
    now: Moment,
    frames: Vec<Duration>,
    /// The longest answer, by what was asked.
    answers: BTreeMap<String, Duration>,
}

impl Driver {
    fn over(workspace: Workspace) -> Self {
        let mut cx = cx(Lang::Fr, Depth::Indexed);
        cx.desk = workspace.desk();
        let office = Office::open(workspace, cx.words.clone(), machine_clock(), Box::new(Vec::<Drive>::new()));
        let app = App::new(cx, Box::new(RealHouse { entrance: Entrance::Open }));
        let terminal = Terminal::new(TestBackend::new(120, 36)).unwrap();
        let (frames, answers) = (Vec::new(), BTreeMap::new());
        let mut driver = Self { app, office, terminal, now: moment(), frames, answers };
        driver.answer();
        driver
    }

    fn section<'k>(&mut self, name: &str, keys: impl Iterator<Item = &'k str>) {
        keys.for_each(|key| self.press(key));
        let (mut frames, answers) = self.told();
        frames.sort_unstable();
        let at = |share: usize| frames.get((frames.len() * share / 100).min(frames.len().saturating_sub(1))).copied();
        let [p50, p99, max] = [at(50), at(99), frames.last().copied()].map(|time| shown(time.unwrap_or_default()));
        let longest = answers.into_iter().max_by_key(|(_, time)| *time);
        let longest = longest.map(|(what, time)| format!("{} {what}", shown(time))).unwrap_or_default();
        println!("{name:28} {:>5} {p50:>9} {p99:>9} {max:>9}   {longest}", frames.len());
    }

    fn told(&mut self) -> (Vec<Duration>, BTreeMap<String, Duration>) {
        (std::mem::take(&mut self.frames), std::mem::take(&mut self.answers))
    }

    /// A key, and the frame after it; then what the store was asked, each with the frame that shows it.
    fn press(&mut self, name: &str) {
        let key: Key = name.parse().unwrap();
        let mut modifiers = KeyModifiers::NONE;
        modifiers.set(KeyModifiers::CONTROL, key.ctrl);
        modifiers.set(KeyModifiers::SHIFT, key.shift || matches!(key.code, KeyCode::Char(c) if c.is_uppercase()));
        let start = Instant::now();
        self.app.handle(Event::Key(KeyEvent::new(key.code, modifiers)), self.now);
        self.draw();
        self.frames.push(start.elapsed());
        self.answer();
    }

    fn draw(&mut self) {
        if self.app.take_dirty() {
            self.terminal.draw(|frame| self.app.draw(frame)).unwrap();
        }
    }

    fn answer(&mut self) {
        loop {
            let asked: Vec<(Ticket, Request)> = self.app.take_orders().into_iter().filter_map(of_the_store).collect();
            if asked.is_empty() {
                return self.draw();
            }
            for (ticket, request) in asked {
                let what: String = format!("{request:?}").chars().take_while(|c| c.is_alphanumeric()).collect();
                let start = Instant::now();
                let reply = self.office.perform(request, &Silent);
                let took = start.elapsed();
                let longest = self.answers.entry(what).or_default();
                *longest = took.max(*longest);
                let start = Instant::now();
                self.app.handle(Event::Reply(ticket, reply), self.now);
                self.draw();
                self.frames.push(start.elapsed());
            }
        }
    }
}

fn of_the_store(order: Order) -> Option<(Ticket, Request)> {
    if let Order::Ask(ticket, request) = order { Some((ticket, request)) } else { None }
}

fn shown(time: Duration) -> String {
    format!("{:.2} ms", time.as_secs_f64() * 1e3)
}
