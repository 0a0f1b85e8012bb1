//! The application, started on a real terminal and ended.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::channel;

use super::app::App;
use super::cx::Cx;
use super::house::{Entrance, RealHouse};
use super::likings::Likings;
use super::news::{self, News};
use super::office::Office;
use super::run::{self, Clock, Ended, RealTerminal, SystemClock};
use super::store_thread::Store;
use super::terminal;
use super::theme::{Environment, Theme};
use crate::i18n::Words;
use crate::sync::drives::SystemDrives;
use crate::workspace::preferences::Preferences;
use crate::workspace::{Desk, Workspace, machine_clock};

/// How the store was found.
pub enum Found {
    Nothing,
    Locked,
    Open(Box<Workspace>),
}

/// What the application starts with.
pub struct Launch {
    pub folder: PathBuf,
    pub found: Found,
    pub words: Words,
    pub preferences: Preferences,
    /// What was asked for this time; it wins.
    pub asked: Preferences,
    /// The folder in which they are kept, with the person's own keys; none where the system names none.
    pub likings: Option<PathBuf>,
    /// What was found and mended when the store opened, in the user's words.
    pub notices: Vec<String>,
}

/// Runs the application on this process's terminal until the person leaves.
///
/// # Errors
/// Where the terminal cannot be taken or drawn on.
pub fn start(launch: Launch) -> io::Result<Ended> {
    let Launch { folder, found, words, mut preferences, asked, likings, mut notices } = launch;
    let news = News::since(&preferences);
    if !matches!(&found, Found::Open(workspace) if workspace.desk().demo) {
        saw_the_news(likings.as_deref());
        preferences.seen = Some(news::newest());
    }
    let likings = Likings::new(likings, &preferences, asked.keymap.clone());
    let (keymap, faults) = likings.open(&words);
    notices.extend(faults);
    let (entrance, office) = match found {
        Found::Nothing => (Entrance::FirstStart, closed(&folder, &words)),
        Found::Locked => (Entrance::Locked, closed(&folder, &words)),
        Found::Open(workspace) => {
            (Entrance::Open, Office::open(*workspace, words.clone(), machine_clock(), Box::new(SystemDrives)))
        }
    };
    let office = office.with_likings(likings);
    let desk = office.workspace().map(Workspace::desk).unwrap_or_else(|| std::sync::Arc::new(Desk::default()));
    let clock = SystemClock::default();
    let mut cx = Cx::new(words, theme(), keymap, clock.now(), desk);
    cx.theme = cx.terminal.liked(&preferences).liked(&asked);
    cx.preferences = preferences;
    cx.lockable = cx.desk.me.is_some() && !cx.desk.unprotected;
    let (events, incoming) = channel();
    let store = Store::start(office, events.clone());
    let mut terminal = terminal::take(cx.words.clone())?;
    terminal::mouse(cx.preferences.mouse);
    run::read_keyboard(events);
    let mut app = App::new(cx, Box::new(RealHouse { entrance }));
    if app.cx.desk.demo {
        app.offer_tour();
    } else if let Some(news) = news {
        app.greet(news);
    }
    for notice in notices {
        app.say(super::cx::Tone::Plain, notice);
    }
    let ended = run::run(&mut terminal, &mut app, &incoming, &store, &clock, &mut RealTerminal);
    terminal::give_back();
    store.finish();
    ended
}

/// Told once: the next start says what comes after this version. A file that cannot be read or written is left as it is;
/// the same news are told again then.
fn saw_the_news(folder: Option<&Path>) {
    let Some((folder, Ok(mut kept))) = folder.map(|folder| (folder, Preferences::read(folder))) else { return };
    let newest = Some(news::newest());
    if kept.seen != newest {
        kept.seen = newest;
        let _ = kept.keep(folder);
    }
}

fn closed(folder: &Path, words: &Words) -> Office {
    Office::closed(folder, words.clone(), machine_clock(), Box::new(SystemDrives))
}
fn theme() -> Theme {
    let value = |name: &str| std::env::var(name).ok();
    let (no_color, term, colorterm) = (value("NO_COLOR"), value("TERM"), value("COLORTERM"));
    let colorfgbg = value("COLORFGBG");
    Theme::of_terminal(Environment {
        no_color: no_color.as_deref(),
        term: term.as_deref(),
        colorterm: colorterm.as_deref(),
        colorfgbg: colorfgbg.as_deref(),
    })
}
