//! The passphrase, before anything is shown.

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
    prompt_is_open: bool,
}

const UNLOCK: &str = "unlock";

impl Unlock {
    pub fn new() -> Self {
        Self { waiting: None, failures: 0, prompt_is_open: false }
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
            Input::Shown if self.waiting.is_none() && !self.prompt_is_open => self.ask(cx),
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
                    Reply::WrongPassphrase => {
                        self.failures += 1;
                        cx.say(Tone::Bad, t!(cx.words, "passphrase-wrong"));
                        self.ask(cx);
                    }
                    _ => self.ask(cx),
                }
            }
            Input::Action(Action::Accept | Action::Open) => self.ask(cx),
            Input::Action(Action::Quit) => cx.effect(Effect::Leave),
            Input::Action(_) => {}
            _ => return Took::No,
        }
        Took::Yes
    }

    fn render(&self, cx: &Cx, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let text = if self.waiting.is_some() { t!(cx.words, "unlock-opening") } else { t!(cx.words, "unlock-how") };
        let body = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
        Paragraph::new(text).style(cx.style(Role::Muted)).wrap(Wrap { trim: true }).render(body, buf);
        None
    }
}
