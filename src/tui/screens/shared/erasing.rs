//! From the key to the erasure: what exactly, how much that is, and a question that Enter does not answer.

use crate::i18n::Words;
use crate::model::{Kind, Note, RecordId};
use crate::store::views::VisitRow;
use crate::t;
use crate::tui::cx::{Cx, Effect, Tone};
use crate::tui::layer::{Answer, Took};
use crate::tui::popup::{Confirm, Menu};
use crate::tui::request::{Reply, Request, Ticket};
use crate::workspace::{Erasable, ToErase};

const WHAT: &str = "erase-what";
const SURE: &str = "erase-sure";

/// The way that a layer with erasable records is on.
#[derive(Default)]
pub struct Erasing {
    choices: Vec<ToErase>,
    asked: Option<Ticket>,
    found: Option<Erasable>,
    writing: Option<Ticket>,
}

impl Erasing {
    /// One visit, or all of its patient's.
    pub fn visit(&mut self, row: &VisitRow, cx: &mut Cx) {
        if !may(cx) {
            return;
        }
        self.choices = vec![ToErase::Records(vec![row.id])];
        let mut lines = vec![t!(cx.words, "erase-this-visit")];
        if let Some(patient) = row.visit.patient.clone() {
            lines.push(t!(cx.words, "erase-all-of-patient", patient = patient.as_str()));
            self.choices.push(ToErase::Patient(patient));
        }
        cx.push(Menu::new(WHAT, t!(cx.words, "erase-title"), lines));
    }

    /// One note, or all that erasures have left; of any other record it is said that it stays.
    pub fn record(&mut self, kind: Kind, id: RecordId, cx: &mut Cx) {
        if kind != Kind::Note {
            cx.say(Tone::Plain, t!(cx.words, "erase-visits-and-notes"));
        } else if may(cx) {
            self.note(id, cx);
        }
    }

    fn note(&mut self, id: RecordId, cx: &mut Cx) {
        let about = cx.desk.get::<Note>(&id).and_then(|note| note.about);
        if !about.is_some_and(|about| cx.desk.is_erased(&about.0)) {
            return self.ask(ToErase::Records(vec![id]), cx);
        }
        self.choices = vec![ToErase::Records(vec![id]), ToErase::LeftOver];
        let lines = vec![t!(cx.words, "erase-this-note"), t!(cx.words, "erase-left-over")];
        cx.push(Menu::new(WHAT, t!(cx.words, "erase-title"), lines));
    }

    fn ask(&mut self, what: ToErase, cx: &mut Cx) {
        self.asked = Some(cx.request(Request::Erasable(what)));
    }

    pub fn answered(&mut self, tag: &str, answer: &Answer, cx: &mut Cx) -> Took {
        match (tag, answer) {
            (WHAT, Answer::Picked(line)) => {
                if let Some(what) = self.choices.get(*line).cloned() {
                    self.ask(what, cx);
                }
            }
            (SURE, Answer::Yes) => {
                if let Some(found) = self.found.take() {
                    let ticket = cx.request(Request::Erase(found));
                    cx.effect(Effect::Hold(ticket));
                    self.writing = Some(ticket);
                }
            }
            _ => return Took::No,
        }
        Took::Yes
    }

    /// The question, once it is known what would go. `Some(true)`: it is erased.
    pub fn replied(&mut self, ticket: Ticket, reply: &Reply, cx: &mut Cx) -> Option<bool> {
        if self.asked.take_if(|asked| *asked == ticket).is_some() {
            if let Reply::Erasable(found) = reply {
                let question = t!(cx.words, "erase-sure", counts = counts(&cx.words, found));
                cx.push(Confirm::new(SURE, t!(cx.words, "erase-title"), question).dangerous());
                self.found = Some(found.clone());
            }
            return Some(false);
        }
        self.writing.take_if(|asked| *asked == ticket)?;
        Some(matches!(reply, Reply::Saved { .. }))
    }
}

fn may(cx: &mut Cx) -> bool {
    if cx.masked {
        cx.say(Tone::Plain, t!(cx.words, "visits-masked"));
        return false;
    }
    if !cx.desk.is_steward() {
        cx.say(Tone::Plain, t!(cx.words, "erase-stewards-only"));
        return false;
    }
    true
}

fn counts(words: &Words, what: &Erasable) -> String {
    let kinds = [(Kind::Visit, what.visits.len()), (Kind::Note, what.notes.len())];
    let some = kinds.into_iter().filter(|(_, n)| *n > 0);
    some.map(|(kind, n)| words.count(kind, n)).collect::<Vec<_>>().join(", ")
}
