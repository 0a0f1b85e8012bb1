//! The passphrase, before anything is shown.

use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::widgets::{Paragraph, Widget, Wrap};

use crate::t;
use crate::tui::action::Action;
use crate::tui::context::Context;
use crate::tui::cx::{Cx, Effect, Tone};
use crate::tui::layer::{Answer, Input, Layer, Took};
use crate::tui::popup::Prompt;
use crate::tui::request::{Passphrase, Reply, Request, Ticket};
use crate::tui::theme::Role;

/// Asks for the passphrase, over everything.
pub struct Unlock {
    waiting: Option<Ticket>,
    failures: u32,
    /// Nothing is asked before this moment of the monotonic clock.
    until: Option<Duration>,
    prompt_is_open: bool,
}

const UNLOCK: &str = "unlock";
/// Anyone mistypes so many times.
const MISTYPED: u32 = 3;
/// Seconds that one waits after that many; each failure more doubles them.
const FIRST_WAIT: u64 = 2;
/// Seconds that one waits at most.
const LONGEST_WAIT: u64 = 60;

impl Unlock {
    pub fn new() -> Self {
        Self { waiting: None, failures: 0, until: None, prompt_is_open: false }
    }

    /// Who tries passphrases at the keyboard is slowed down; who has the disk is not, but by what each try costs.
    fn failed(&mut self, cx: &mut Cx) {
        self.failures += 1;
        cx.say(Tone::Bad, t!(cx.words, "passphrase-wrong"));
        let Some(more) = self.failures.checked_sub(MISTYPED) else { return self.ask(cx) };
        let seconds = FIRST_WAIT.checked_shl(more).unwrap_or(LONGEST_WAIT).min(LONGEST_WAIT);
        self.until = Some(cx.now.monotonic + Duration::from_secs(seconds));
    }

    /// Seconds still to wait; none once it may be asked again.
    fn still(&self, cx: &Cx) -> Option<u64> {
        let left = self.until?.checked_sub(cx.now.monotonic)?;
        Some(left.as_millis().div_ceil(1_000)).filter(|left| *left > 0).and_then(|left| u64::try_from(left).ok())
    }

    fn ask(&mut self, cx: &mut Cx) {
        self.prompt_is_open = true;
        cx.push(Prompt::new(UNLOCK, t!(cx.words, "unlock-passphrase"), "").hidden());
    }
}

impl Default for Unlock {
    fn default() -> Self {
        Self::new()
    }
}

impl Layer for Unlock {
    fn context(&self) -> Context {
        Context::Lock
    }

    fn title(&self, cx: &Cx) -> String {
        t!(cx.words, "unlock-title")
    }

    fn update(&mut self, input: Input<'_>, cx: &mut Cx) -> Took {
        match input {
            Input::Shown if self.waiting.is_none() && self.until.is_none() && !self.prompt_is_open => self.ask(cx),
            Input::Shown => self.prompt_is_open = false,
            Input::Answer(UNLOCK, Answer::Text(text)) => {
                self.waiting = Some(cx.request(Request::Unlock(Passphrase::new(text))));
            }
            Input::Reply(ticket, reply) if self.waiting == Some(ticket) => {
                self.waiting = None;
                match reply {
                    Reply::Unlocked { notices, .. } => {
                        notices.iter().for_each(|notice| cx.say(Tone::Plain, notice.clone()));
                        cx.lockable = true;
                        cx.close();
                    }
                    Reply::WrongPassphrase => self.failed(cx),
                    // The opening was stopped: the next one begins it anew.
                    Reply::Cancelled => cx.effect(Effect::Leave),
                    _ => self.ask(cx),
                }
            }
            Input::Tick if self.until.is_some() => {
                if self.still(cx).is_none() {
                    self.until = None;
                    self.ask(cx);
                }
            }
            Input::Action(Action::Accept | Action::Open) if self.until.is_none() => self.ask(cx),
            Input::Action(Action::Quit) => cx.effect(Effect::Leave),
            Input::Action(_) => {}
            _ => return Took::No,
        }
        Took::Yes
    }

    fn render(&self, cx: &Cx, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let text = match self.still(cx) {
            _ if self.waiting.is_some() => t!(cx.words, "unlock-opening"),
            Some(left) => t!(cx.words, "unlock-wait", seconds = left),
            None => t!(cx.words, "unlock-how"),
        };
        let body = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
        Paragraph::new(text).style(cx.style(Role::Muted)).wrap(Wrap { trim: true }).render(body, buf);
        None
    }
}
