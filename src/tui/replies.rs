//! What the store answers. A locked screen shows nothing of it: jobs finish, and what they came to is told once it is
//! unlocked.

use super::app::App;
use super::cx::Tone;
use super::layer::Input;
use super::request::{Reply, Ticket};

impl App {
    pub(super) fn reply(&mut self, ticket: Ticket, reply: Reply) {
        self.status.job_ends(ticket);
        self.held.take_if(|held| *held == ticket);
        if let Some(index) = self.writes.iter().position(|known| *known == ticket) {
            self.writes.remove(index);
            let saved = if let Reply::Saved { at, .. } = &reply { Some(*at) } else { None };
            self.status.write_ends(saved);
            // Nothing was written, and that is to be known.
            if let Reply::Done(said) = &reply {
                self.status.say(Tone::Plain, said.clone(), self.cx.now.monotonic);
            }
        }
        match (&reply, &mut self.locked) {
            (Reply::Locked, _) => {
                self.cx.desk = Default::default();
                self.tell_all(|| Input::Reply(ticket, &reply));
            }
            (Reply::Unlocked { .. }, locked) => {
                let kept = locked.take().unwrap_or_default();
                self.take_in(ticket, &reply);
                // The desk of today is newer than what came with them.
                self.carry_out();
                for (ticket, reply) in kept {
                    self.told(ticket, &reply);
                    self.session_replied(ticket, &reply);
                    self.carry_out();
                }
            }
            (_, Some(kept)) => {
                for layer in &mut self.cover {
                    layer.update(Input::Reply(ticket, &reply), &mut self.cx);
                }
                if let Reply::Failed(why) = &reply {
                    self.status.say(Tone::Bad, why.clone(), self.cx.now.monotonic);
                }
                kept.push((ticket, reply));
                self.dirty = true;
            }
            (_, None) => self.take_in(ticket, &reply),
        }
    }

    fn take_in(&mut self, ticket: Ticket, reply: &Reply) {
        let changed = reply.desk().cloned();
        if let Some(desk) = changed.clone() {
            self.cx.desk = desk;
            self.forget_erased();
        }
        self.told(ticket, reply);
        if changed.is_some() {
            self.close_what_is_gone();
            self.tell_all(|| Input::DeskChanged);
        }
        self.session_replied(ticket, reply);
    }

    fn told(&mut self, ticket: Ticket, reply: &Reply) {
        let now = self.cx.now.monotonic;
        match reply {
            Reply::Saved { what: Some(what), .. } => self.status.say(Tone::Good, what.clone(), now),
            Reply::Failed(why) => self.status.say(Tone::Bad, why.clone(), now),
            Reply::Keyboard { keymap, said } => {
                self.cx.keymap = keymap.clone();
                if !said.is_empty() {
                    self.status.say(Tone::Plain, said.clone(), now);
                }
            }
            _ => {}
        }
        self.tell_all(|| Input::Reply(ticket, reply));
    }

    /// Says so, whichever screen it was on.
    fn close_what_is_gone(&mut self) {
        let aside = self.trail.iter_mut().map(|left| &mut left.aside);
        let mut any = false;
        for stack in self.stacks.values_mut().chain(aside) {
            if let Some(first) = stack.iter().position(|layer| layer.gone(&self.cx)) {
                stack.truncate(first);
                any = true;
            }
        }
        if any {
            self.say(Tone::Bad, crate::t!(self.cx.words, "layer-erased"));
            self.tell_top(Input::Shown);
        }
    }
}
