//! The forms of visits, for every screen that opens one; a form that was left half done is offered again first.

use std::collections::BTreeMap;
use std::rc::Rc;

use chrono::NaiveDate;

use super::form::{Memory, NEW_DRAFT, VisitForm, draft_key};
use super::start::Start;
use crate::model::{RecordId, VisitStatus};
use crate::store::views::VisitRow;
use crate::t;
use crate::tui::cx::{Cx, Tone};
use crate::tui::layer::{Answer, Took};
use crate::tui::popup::Confirm;
use crate::tui::request::{Reply, Request, Ticket};

const RESUME: &str = "visits-resume";

/// What a screen that tells visits remembers between two forms.
#[derive(Default)]
pub struct Telling {
    drafts: BTreeMap<String, String>,
    asked_drafts: Option<Ticket>,
    /// The form that waits for an answer about its draft.
    waiting: Option<(Start, String)>,
    memory: Rc<Memory>,
}

impl Telling {
    /// The screen shows: which drafts there are may have changed.
    pub fn shown(&mut self, cx: &mut Cx) {
        self.asked_drafts = Some(cx.request(Request::Drafts));
    }

    /// A visit that was left half done waits.
    pub fn draft_waits(&self) -> bool {
        self.drafts.contains_key(NEW_DRAFT)
    }

    /// The visit saved last by a form, until it is [seen](Telling::saved_is_seen).
    pub fn saved(&self) -> Option<RecordId> {
        self.memory.saved.get()
    }

    pub fn saved_is_seen(&self) {
        self.memory.saved.set(None);
    }

    /// A visit that just took place.
    pub fn new_visit(&mut self, cx: &mut Cx) {
        let start = Start::new(self.memory.last.borrow().as_ref(), cx);
        self.tell(start, cx);
    }

    /// A visit to come, on a day or tomorrow.
    pub fn plan(&mut self, day: Option<NaiveDate>, cx: &mut Cx) {
        let start = Start::planned(self.memory.last.borrow().as_ref(), day, cx);
        self.tell(start, cx);
    }

    /// What a planned visit lacks once it has taken place.
    pub fn mark_done(&mut self, row: &VisitRow, cx: &mut Cx) {
        if row.visit.status == Some(VisitStatus::Planned) {
            let start = Start::done(row, cx);
            self.tell(start, cx);
        } else {
            cx.say(Tone::Plain, t!(cx.words, "visits-not-planned"));
        }
    }

    pub fn edit(&mut self, row: &VisitRow, cx: &mut Cx) {
        let start = Start::edit(row, cx);
        self.tell(start, cx);
    }

    /// One that begins as something else; no draft is of it.
    pub(super) fn begin(&self, start: Start, cx: &mut Cx) {
        let form = VisitForm::new(start, Rc::clone(&self.memory), cx);
        cx.push(form);
    }

    /// Opens the form; a draft of it is offered first.
    fn tell(&mut self, start: Start, cx: &mut Cx) {
        let key = draft_key(start.before.is_some().then_some(start.id));
        match self.drafts.remove(&key) {
            Some(draft) => {
                let question = t!(cx.words, "form-resume-sure");
                cx.push(Confirm::new(RESUME, t!(cx.words, "visits-resume"), question));
                self.waiting = Some((start, draft));
            }
            None => {
                let form = VisitForm::new(start, Rc::clone(&self.memory), cx);
                cx.push(form);
            }
        }
    }

    fn resume(&mut self, yes: bool, cx: &mut Cx) {
        let Some((start, draft)) = self.waiting.take() else { return };
        let key = draft_key(start.before.is_some().then_some(start.id));
        let form = VisitForm::new(start, Rc::clone(&self.memory), cx);
        if yes {
            let form = form.restored(&draft, cx);
            cx.push(form);
        } else {
            cx.request(Request::Draft { key, text: None });
            cx.push(form);
        }
    }

    pub fn answered(&mut self, tag: &'static str, answer: &Answer, cx: &mut Cx) -> Took {
        match (tag, answer) {
            (RESUME, Answer::Yes) => self.resume(true, cx),
            (RESUME, Answer::No) => self.resume(false, cx),
            _ => return Took::No,
        }
        Took::Yes
    }

    pub fn replied(&mut self, ticket: Ticket, reply: &Reply) -> Took {
        match reply {
            Reply::Drafts(drafts) if self.asked_drafts == Some(ticket) => {
                self.drafts = drafts.iter().filter(|(key, _)| key.starts_with(NEW_DRAFT)).cloned().collect();
                Took::Yes
            }
            _ => Took::No,
        }
    }
}
