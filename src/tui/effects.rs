//! What layers ask of the application, carried out.

use super::app::{App, Order};
use super::cx::{Effect, Tone};
use super::layer::Input;
use super::request::{Request, Ticket};
use crate::workspace::preferences::Preferences;

impl App {
    /// Effects in order; what they cause comes after them.
    pub(super) fn carry_out(&mut self) {
        loop {
            let effects = self.cx.take_effects();
            if effects.is_empty() {
                return;
            }
            self.dirty = true;
            for effect in effects {
                self.carry_out_one(effect);
            }
        }
    }

    fn carry_out_one(&mut self, effect: Effect) {
        match effect {
            Effect::Push(layer) => {
                self.pending.clear();
                self.stack_mut().push(layer);
                self.tell_top(Input::Shown);
            }
            Effect::Close => self.close(),
            Effect::Answer(tag, answer) => {
                self.close();
                self.tell_top(Input::Answer(tag, answer));
            }
            Effect::Act(action) => {
                self.close();
                self.act(action);
            }
            Effect::Go(screen) => self.go(screen),
            Effect::Show(screen, record) => self.jump(screen, record),
            Effect::Landed => self.landed(),
            Effect::Ask(ticket, request) => self.ask(ticket, request),
            Effect::Cancel(ticket) => self.orders.push(Order::Cancel(ticket)),
            Effect::CancelJobs => {
                let jobs: Vec<Ticket> = self.status.jobs().collect();
                self.orders.extend(jobs.into_iter().map(Order::Cancel));
            }
            Effect::Hold(ticket) => self.held = Some(ticket),
            Effect::Copy(text) => self.orders.push(Order::Copy(text)),
            Effect::Say(tone, text) => self.status.say(tone, text, self.cx.now.monotonic),
            Effect::Language(lang) => {
                let language = Some(lang.code().to_owned());
                self.prefer(Preferences { language, ..self.cx.preferences.clone() });
            }
            Effect::Prefer(preferences) => self.prefer(preferences),
            Effect::OfferTour => self.offer_tour(),
            Effect::Lock => self.lock(),
            Effect::Suspend => self.orders.push(Order::Suspend),
            Effect::Redraw => self.orders.push(Order::Redraw),
            Effect::Quit => match self.house.quitting(&self.cx) {
                Some(layer) => self.cx.effect(Effect::Push(layer)),
                None => self.cx.effect(Effect::Leave),
            },
            Effect::Leave => {
                self.tell_all(|| Input::Leaving);
                self.keep_session();
                // Drafts first: they were asked for before the end.
                for effect in self.cx.take_effects() {
                    if let Effect::Ask(ticket, request) = effect {
                        self.ask(ticket, request);
                    }
                }
                self.orders.push(Order::End);
            }
        }
    }

    fn prefer(&mut self, preferences: Preferences) {
        if preferences.mouse != self.cx.preferences.mouse {
            self.orders.push(Order::Mouse(preferences.mouse));
        }
        self.cx.like(preferences.clone());
        self.tell_all(|| Input::DeskChanged);
        self.cx.request(Request::Prefer(preferences));
    }

    fn ask(&mut self, ticket: Ticket, request: Request) {
        if request.writes() {
            self.writes.push(ticket);
            self.status.write_begins();
        }
        if request.is_job() {
            self.status.job_begins(ticket, self.cx.now.monotonic);
        }
        self.orders.push(Order::Ask(ticket, request));
    }

    /// The last layer of a screen stays; the last cover uncovers the dashboard.
    fn close(&mut self) {
        if self.leads_back() {
            return self.come_back();
        }
        let covered = !self.cover.is_empty();
        if covered || self.stack().len() > 1 {
            self.stack_mut().pop();
        }
        if covered && self.cover.is_empty() && self.stack().is_empty() {
            self.go(self.current);
            self.ask_session();
        } else {
            self.tell_top(Input::Shown);
        }
        self.uncovered();
    }

    fn lock(&mut self) {
        if !self.cx.lockable {
            let text = crate::t!(self.cx.words, "lock-needs-a-passphrase");
            return self.status.say(Tone::Plain, text, self.cx.now.monotonic);
        }
        self.tell_all(|| Input::Leaving);
        self.keep_session();
        self.pending.clear();
        self.locked = Some(Vec::new());
        self.status.read();
        let layer = self.house.lock(&mut self.cx);
        self.cover.push(layer);
        self.tell_top(Input::Shown);
        self.cx.request(Request::Lock);
    }
}
