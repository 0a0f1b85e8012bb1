//! A form as a page of its own: saves through the layer below, keeps a draft.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{Form, FormEvent, FormOutcome};
use crate::model::{Kind, Tag};
use crate::tui::action::Action;
use crate::tui::context::Context;
use crate::tui::cx::{Cx, Effect, Tone};
use crate::tui::layer::{Answer, Input, Layer, Place, Took};
use crate::tui::popup::Confirm;
use crate::tui::request::{Edit, Reply, Request, Ticket};
use crate::tui::text;
use crate::tui::theme::Role;
use crate::workspace::ids_in;

const DISCARD: &str = "discard";
const RESUME: &str = "resume";
/// Below this height every line is for the fields.
const SMALL: u16 = 14;
/// A draft is kept at most every so many ticks.
const DRAFT_EVERY: u8 = 10;

/// The rules of what is being entered: faults, each on its field.
pub type Check = Box<dyn Fn(&FormOutcome, &Cx) -> Vec<(Kind, Tag, String)>>;

/// What a form that commits by itself asks to be saved.
pub type Commit = Box<dyn Fn(&FormOutcome, &mut Cx) -> Edit>;

/// What follows in the form from what was typed.
pub type React = Box<dyn Fn(&mut Form, &Cx)>;

/// A form that answers [`Answer::Form`] to the layer that pushed it, once it reads and its rules find no fault.
pub struct FormLayer {
    tag: &'static str,
    title: String,
    form: Form,
    check: Option<Check>,
    commit: Option<Commit>,
    /// Committed, and not yet answered.
    saving: Option<(Ticket, FormOutcome)>,
    react: Option<React>,
    draft_key: Option<String>,
    /// Whether a draft of it waits.
    asked: Option<Ticket>,
    /// The one that waits, until the person says whether it is taken up.
    waiting: Option<String>,
    opened: bool,
    /// What the last draft held.
    kept: Option<String>,
    ticks: u8,
    /// `save-next` makes sense here.
    repeats: bool,
}

impl FormLayer {
    pub fn new(tag: &'static str, title: impl Into<String>, form: Form) -> Self {
        Self {
            tag,
            title: title.into(),
            form,
            check: None,
            commit: None,
            saving: None,
            react: None,
            draft_key: None,
            asked: None,
            waiting: None,
            opened: false,
            kept: None,
            ticks: 0,
            repeats: false,
        }
    }

    /// Rules that are asked before the form answers.
    pub fn check(self, check: impl Fn(&FormOutcome, &Cx) -> Vec<(Kind, Tag, String)> + 'static) -> Self {
        Self { check: Some(Box::new(check)), ..self }
    }

    /// Commits what the form holds before it answers: the workspace's faults stand on their fields, and the form stays
    /// open until the edit is on the disk. Then it answers as without, for what comes next.
    pub fn commit(self, commit: impl Fn(&FormOutcome, &mut Cx) -> Edit + 'static) -> Self {
        Self { commit: Some(Box::new(commit)), ..self }
    }

    /// Asked after every key: what one field says may fill another in.
    pub fn react(self, react: impl Fn(&mut Form, &Cx) + 'static) -> Self {
        Self { react: Some(Box::new(react)), ..self }
    }

    /// Half-typed text is kept under this name, and offered again when a form of this name opens. It holds the id of the
    /// record that the form is of, or about: with that record the form goes.
    pub fn draft(self, key: impl Into<String>) -> Self {
        Self { draft_key: Some(key.into()), ..self }
    }

    /// « Save and log the next » is offered.
    pub fn repeats(self) -> Self {
        Self { repeats: true, ..self }
    }

    fn submit(&mut self, next: bool, cx: &mut Cx) {
        let Some(outcome) = self.form.read(next && self.repeats, cx) else { return };
        let faults = self.check.as_ref().map(|check| check(&outcome, cx)).unwrap_or_default();
        if !faults.is_empty() {
            return self.show(faults, cx);
        }
        let Some(edit) = self.commit.as_ref().map(|commit| commit(&outcome, cx)).filter(|edit| !edit.is_empty()) else {
            return self.done(outcome, cx);
        };
        let ticket = cx.request(Request::Commit(edit));
        cx.effect(Effect::Hold(ticket));
        self.saving = Some((ticket, outcome));
    }

    /// The answer to the commit: closed once it is on the disk, else the faults stand on their fields.
    fn committed(&mut self, ticket: Ticket, reply: &Reply, cx: &mut Cx) {
        let Some((_, outcome)) = self.saving.take_if(|(asked, _)| *asked == ticket) else { return };
        match reply {
            Reply::Saved { .. } => self.done(outcome, cx),
            Reply::Refused(refused) => {
                self.show(refused.iter().map(|one| (one.kind, one.tag, one.said.clone())).collect(), cx);
            }
            // Told by the application; what was typed stays.
            _ => {}
        }
    }

    fn show(&mut self, faults: Vec<(Kind, Tag, String)>, cx: &mut Cx) {
        let unplaced = self.form.set_faults(faults);
        if !unplaced.is_empty() {
            cx.say(Tone::Bad, unplaced.join(" "));
        }
    }

    fn done(&mut self, outcome: FormOutcome, cx: &mut Cx) {
        if let Some(key) = self.draft_key.clone().filter(|_| self.kept.is_some()) {
            cx.request(Request::Draft { key, text: None });
        }
        cx.answer(self.tag, Answer::Form(outcome));
    }

    /// What was typed is kept as a draft, or given up only on purpose.
    fn cancel(&mut self, cx: &mut Cx) {
        if self.form.dirty() && self.draft_key.is_none() {
            let question = crate::t!(cx.words, "form-discard");
            return cx.push(Confirm::new(DISCARD, self.title.clone(), question).dangerous());
        }
        self.keep_draft(cx);
        if self.form.dirty() {
            cx.say(Tone::Plain, crate::t!(cx.words, "form-draft-kept"));
        }
        cx.close();
    }

    /// Looks for a draft as the form opens; keys wait, so that none is typed into what is about to be replaced.
    fn open(&mut self, cx: &mut Cx) {
        if !std::mem::replace(&mut self.opened, true) && self.draft_key.is_some() {
            let ticket = cx.request(Request::Drafts);
            cx.effect(Effect::Hold(ticket));
            self.asked = Some(ticket);
        }
    }

    fn replied(&mut self, ticket: Ticket, reply: &Reply, cx: &mut Cx) {
        if self.asked.take_if(|asked| *asked == ticket).is_none() {
            return self.committed(ticket, reply, cx);
        }
        let Reply::Drafts(all) = reply else { return };
        let held = all.iter().find(|(key, _)| Some(key) == self.draft_key.as_ref());
        self.waiting = held.map(|(_, text)| text.clone());
        if self.waiting.is_some() {
            cx.push(Confirm::new(RESUME, self.title.clone(), crate::t!(cx.words, "form-resume-sure")));
        }
    }

    fn resume(&mut self, yes: bool, cx: &mut Cx) {
        let Some(draft) = self.waiting.take() else { return };
        if yes {
            self.form.restore(&draft);
            self.kept = Some(draft);
            if let Some(react) = &self.react {
                react(&mut self.form, cx);
            }
        } else if let Some(key) = self.draft_key.clone() {
            cx.request(Request::Draft { key, text: None });
        }
    }

    fn keep_draft(&mut self, cx: &mut Cx) {
        let draft = self.form.draft();
        // What waits to be taken up is not written over by a form in which nothing was typed.
        if draft.is_none() && self.waiting.is_some() || self.saving.is_some() {
            return;
        }
        if let Some(key) = self.draft_key.clone().filter(|_| draft != self.kept) {
            cx.request(Request::Draft { key, text: draft.clone() });
            self.kept = draft;
        }
    }
}

impl Layer for FormLayer {
    fn context(&self) -> Context {
        self.form.context()
    }

    fn title(&self, _: &Cx) -> String {
        self.title.clone()
    }

    fn place(&self, _: &Cx) -> Place {
        Place::Page
    }

    fn hints(&self, _: &Cx) -> Vec<Action> {
        let mut hints = vec![Action::Save];
        hints.extend(self.repeats.then_some(Action::SaveNext));
        hints.extend([Action::FieldNext, Action::Complete, Action::Cancel]);
        hints
    }

    fn gone(&self, cx: &Cx) -> bool {
        self.draft_key.iter().flat_map(|key| ids_in(key)).any(|id| cx.desk.is_erased(&id))
    }

    fn update(&mut self, input: Input<'_>, cx: &mut Cx) -> Took {
        match input {
            Input::Tick => {
                self.ticks = (self.ticks + 1) % DRAFT_EVERY;
                if self.ticks == 0 {
                    self.keep_draft(cx);
                }
                return Took::No;
            }
            Input::Shown => self.open(cx),
            Input::Reply(ticket, reply) => self.replied(ticket, reply, cx),
            Input::Leaving => self.keep_draft(cx),
            Input::Answer(DISCARD, Answer::Yes) => cx.close(),
            Input::Answer(RESUME, answer) => self.resume(answer == Answer::Yes, cx),
            Input::Answer(..) => {}
            input => match self.form.update(input, cx) {
                FormEvent::Ignored => return Took::No,
                FormEvent::Taken => {
                    if let Some(react) = &self.react {
                        react(&mut self.form, cx);
                    }
                }
                FormEvent::Save => self.submit(false, cx),
                FormEvent::SaveNext => self.submit(true, cx),
                FormEvent::Cancel => self.cancel(cx),
            },
        }
        Took::Yes
    }

    fn render(&self, cx: &Cx, area: Rect, buf: &mut Buffer) -> Option<Position> {
        // A small window has the title in its bar already.
        if area.height < SMALL {
            return self.form.render(cx, area, buf);
        }
        let title = text::ellipsis(&self.title, area.width, cx.theme.glyphs.more);
        buf.set_string(area.x, area.y, title, cx.style(Role::Title));
        let gap = if area.height > 20 { 2 } else { 1 };
        let body = Rect { y: area.y + gap, height: area.height.saturating_sub(gap), ..area };
        self.form.render(cx, body, buf)
    }
}
