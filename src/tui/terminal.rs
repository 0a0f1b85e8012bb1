//! The real terminal: taken, and given back whole whatever happens.

use std::io::{self, Stdout, stdout};

use crossterm::clipboard::CopyToClipboard;
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use ratatui::crossterm::cursor::Show;
use ratatui::crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use ratatui::crossterm::execute;
use ratatui::crossterm::style::force_color_output;
use ratatui::crossterm::terminal::{
    BeginSynchronizedUpdate, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode,
    enable_raw_mode,
};

/// Takes the terminal. Until [`give_back`], a panic gives it back before it is told.
///
/// # Errors
/// Where standard output is no terminal, or refuses.
pub fn take() -> io::Result<Terminal<CrosstermBackend<Stdout>>> {
    let told = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        give_back();
        told(panic);
    }));
    // Under NO_COLOR crossterm would erase reverse video too; the theme has no colour then, by itself.
    force_color_output(true);
    enter()?;
    Terminal::new(CrosstermBackend::new(stdout()))
}

fn enter() -> io::Result<()> {
    enable_raw_mode()?;
    execute!(stdout(), EnterAlternateScreen, EnableBracketedPaste)
}

/// Gives the terminal back. What fails here cannot be helped, and must not hide what led here.
pub fn give_back() {
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
