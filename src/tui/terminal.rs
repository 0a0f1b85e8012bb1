//! The real terminal: taken, and given back whole whatever happens.

use std::io::{self, Stdout, Write, stdout};
use std::sync::atomic::{AtomicBool, Ordering};

use crossterm::clipboard::CopyToClipboard;
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use ratatui::crossterm::cursor::Show;
use ratatui::crossterm::event::{DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture};
use ratatui::crossterm::execute;
use ratatui::crossterm::style::force_color_output;
use ratatui::crossterm::terminal::{
    BeginSynchronizedUpdate, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode,
    enable_raw_mode,
};

use crate::i18n::Words;
use crate::store::panics_are_fenced;
use crate::t;

/// Takes the terminal. Until [`give_back`], a panic gives it back before it is told.
///
/// # Errors
/// Where standard output is no terminal, or refuses.
pub fn take(words: Words) -> io::Result<Terminal<CrosstermBackend<Stdout>>> {
    std::panic::set_hook(Box::new(move |panic| {
        // One that becomes an error is no end.
        if !panics_are_fenced() {
            give_back();
            report(&words, panic.location());
        }
    }));
    // Under NO_COLOR crossterm would erase reverse video too; the theme has no colour then, by itself.
    force_color_output(true);
    enter()?;
    Terminal::new(CrosstermBackend::new(stdout()))
}

/// What the person can hand on: where the program failed, never what it held, which may be of a patient.
fn report(words: &Words, place: Option<&std::panic::Location<'_>>) {
    let place = place.map(ToString::to_string).unwrap_or_default();
    let _ = writeln!(io::stderr(), "{}", t!(words, "panic", place = place, version = env!("CARGO_PKG_VERSION")));
    let _ = writeln!(io::stderr(), "{}", t!(words, "panic-next"));
}

fn enter() -> io::Result<()> {
    enable_raw_mode()?;
    execute!(stdout(), EnterAlternateScreen, EnableBracketedPaste)?;
    if MOUSE.load(Ordering::Relaxed) { execute!(stdout(), EnableMouseCapture) } else { Ok(()) }
}

/// Whether the terminal tells of the mouse; then it does not select text by itself, or with Shift only.
static MOUSE: AtomicBool = AtomicBool::new(false);

/// Has the mouse told from now on, or no longer.
pub fn mouse(on: bool) {
    if MOUSE.swap(on, Ordering::Relaxed) != on {
        let _ = if on { execute!(stdout(), EnableMouseCapture) } else { execute!(stdout(), DisableMouseCapture) };
    }
}

/// Gives the terminal back. What fails here cannot be helped, and must not hide what led here.
pub fn give_back() {
    if MOUSE.load(Ordering::Relaxed) {
        let _ = execute!(stdout(), DisableMouseCapture);
    }
    let _ = execute!(stdout(), EndSynchronizedUpdate, DisableBracketedPaste, LeaveAlternateScreen, Show);
    let _ = disable_raw_mode();
}

/// The frame between these two shows at once.
pub fn begin_frame() {
    let _ = execute!(stdout(), BeginSynchronizedUpdate);
}

pub fn end_frame() {
    let _ = execute!(stdout(), EndSynchronizedUpdate);
}

/// Asks for a text to be put into the clipboard (OSC 52). Whether that was done is never known.
pub fn copy(text: &str) {
    let _ = execute!(stdout(), CopyToClipboard::to_clipboard_from(text));
}

/// Stops the process until the shell brings it back. `false` where that cannot be done.
pub fn suspend() -> bool {
    if cfg!(windows) {
        return false;
    }
    give_back();
    let stopped = std::process::Command::new("kill")
        .args(["-TSTP", &std::process::id().to_string()])
        .status()
        .is_ok_and(|status| status.success());
    // Back from the shell, or never gone.
    let entered = enter().is_ok();
    stopped && entered
}
