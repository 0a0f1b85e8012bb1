//! Several divergences at once: which value is kept, how many that settles, and the question.

use std::collections::BTreeSet;

use super::Divergences;
use crate::log::DeviceId;
use crate::t;
use crate::tui::cx::{Cx, Effect, Tone};
use crate::tui::layer::Answer;
use crate::tui::popup::{Confirm, Menu};
use crate::tui::request::Request;
use crate::tui::screens::shared::diverging;
use crate::workspace::{Divergence, Keep, Resolution};

const KEEP: &str = "divergences-keep";
const SURE: &str = "divergences-sure";

impl Divergences {
    fn marked_ones(&self) -> impl Iterator<Item = &Divergence> {
        self.all.iter().filter(|one| self.marked.has(&(one.record, one.tag)))
    }

    /// What ends the marked ones; what is veiled is left.
    fn resolutions(&self, keep: Keep, cx: &Cx) -> Vec<Resolution> {
        cx.desk.resolutions(self.marked_ones().filter(|one| !diverging::veiled(cx, one)), keep)
    }

    /// Latest, mine, the others', each author's: each with how many it settles.
    pub(super) fn offer(&mut self, cx: &mut Cx) {
        if self.marked.is_empty() {
            return cx.say(Tone::Plain, t!(cx.words, "diverging-mark-first"));
        }
        let choices = self.marked_ones().flat_map(|one| &one.choices);
        let authors: BTreeSet<DeviceId> =
            choices.map(|choice| choice.author).filter(|author| Some(*author) != cx.desk.me).collect();
        let offered = [Keep::Latest, Keep::Mine, Keep::Theirs].into_iter();
        let offered = offered.chain(authors.into_iter().map(Keep::Of));
        let counted: Vec<(Keep, usize)> = offered.map(|keep| (keep, self.resolutions(keep, cx).len())).collect();
        let counted: Vec<(Keep, usize)> = counted.into_iter().filter(|(_, n)| *n > 0).collect();
        if counted.is_empty() {
            return cx.say(Tone::Plain, t!(cx.words, "diverging-not-here"));
        }
        let all = self.marked.len();
        let line = |(keep, n): &(Keep, usize)| {
            let (keep, n) = (label(cx, *keep), *n);
            t!(cx.words, "diverging-settles", keep = keep, n = n, all = all)
        };
        let lines = counted.iter().map(line).collect::<Vec<String>>();
        self.offered = counted.into_iter().map(|(keep, _)| keep).collect();
        cx.push(Menu::new(KEEP, t!(cx.words, "diverging-keep", n = all), lines));
    }

    pub(super) fn answered(&mut self, tag: &'static str, answer: &Answer, cx: &mut Cx) {
        match (tag, answer) {
            (KEEP, Answer::Picked(at)) => {
                self.keep = self.offered.get(*at).copied();
                let Some(keep) = self.keep else { return };
                let n = self.resolutions(keep, cx).len();
                let left = self.marked.len() - n.min(self.marked.len());
                let question = t!(cx.words, "confirm-settle", n = n, left = left);
                cx.push(Confirm::new(SURE, label(cx, keep), question));
            }
            (SURE, Answer::Yes) => {
                let Some(keep) = self.keep.take() else { return };
                let ticket = cx.request(Request::Settle(self.resolutions(keep, cx)));
                cx.effect(Effect::Hold(ticket));
                self.writing = Some(ticket);
            }
            _ => {}
        }
    }
}

fn label(cx: &Cx, keep: Keep) -> String {
    match keep {
        Keep::Latest => t!(cx.words, "diverging-keep-latest"),
        Keep::Mine => t!(cx.words, "diverging-keep-mine"),
        Keep::Theirs => t!(cx.words, "diverging-keep-theirs"),
        Keep::Of(author) => t!(cx.words, "diverging-keep-of", author = diverging::who(cx, author)),
    }
}
