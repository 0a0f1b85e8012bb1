//! The way back: a jump to a record puts the screen that it leads to aside, as it was, until one comes back.

use super::app::App;
use super::cx::{Effect, Tone};
use super::layer::{Input, Layer};
use super::screen::Screen;
use crate::model::RecordId;

/// Jumps that can be taken back.
const MOST: usize = 8;

/// What a jump left.
pub(super) struct Left {
    from: Screen,
    to: Screen,
    /// The layers that the screen jumped to had.
    pub(super) aside: Vec<Box<dyn Layer>>,
    /// How many it had once the jump had landed: closing the last of these leads back. 0: nothing but asking does.
    landed: usize,
}

impl App {
    /// Leads to a record on another screen, or on another view of this one.
    pub(super) fn jump(&mut self, to: Screen, record: RecordId) {
        let aside = self.stacks.remove(&to).unwrap_or_default();
        self.trail.push(Left { from: self.current, to, aside, landed: 0 });
        if self.trail.len() > MOST {
            let mut oldest = self.trail.remove(0);
            for layer in &mut oldest.aside {
                layer.update(Input::Leaving, &mut self.cx);
            }
        }
        self.go(to);
        self.find(record);
        self.cx.effect(Effect::Landed);
    }

    /// The jump is over, its page open.
    pub(super) fn landed(&mut self) {
        let depth = self.stack().len();
        if let Some(last) = self.trail.last_mut().filter(|last| last.to == self.current) {
            last.landed = depth;
        }
    }

    /// Whether closing the top layer leads back to where the last jump began.
    pub(super) fn leads_back(&self) -> bool {
        let here = |last: &Left| last.to == self.current && last.landed == self.stack().len();
        self.cover.is_empty() && self.trail.last().is_some_and(here)
    }

    /// Back to where the last jump began, everything as it was left.
    pub(super) fn come_back(&mut self) {
        let Some(left) = self.trail.pop() else {
            let text = crate::t!(self.cx.words, "nowhere-to-come-back");
            return self.say(Tone::Plain, text);
        };
        // What was begun there since is kept as a draft.
        for layer in self.stacks.get_mut(&left.to).into_iter().flatten() {
            layer.update(Input::Leaving, &mut self.cx);
        }
        self.stacks.insert(left.to, left.aside);
        self.go(left.from);
    }

    /// To a screen by its own key: what was only passing there is gone, and Escape no longer leads back.
    pub(super) fn turn_to(&mut self, screen: Screen) {
        self.trail.iter_mut().for_each(|left| left.landed = 0);
        if let Some(stack) = self.stacks.get_mut(&screen) {
            while stack.len() > 1 && stack.last().is_some_and(|layer| layer.passing()) {
                stack.pop();
            }
        }
        self.go(screen);
    }
}
