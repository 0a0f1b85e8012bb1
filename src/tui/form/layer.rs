//! A form as a page of its own: saves through the layer below, keeps a draft.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{Form, FormEvent, FormOutcome};
use crate::model::{Kind, Tag};
use crate::tui::action::Action;
use crate::tui::context::Context;
use crate::tui::cx::{Cx, Tone};
use crate::tui::layer::{Answer, Input, Layer, Place, Took};
use crate::tui::popup::Confirm;
use crate::tui::request::Request;
use crate::tui::text;
use crate::tui::theme::Role;

const DISCARD: &str = "discard";
/// Below this height every line is for the fields.
const SMALL: u16 = 14;
/// A draft is kept at most every so many ticks.
const DRAFT_EVERY: u8 = 10;

/// The rules of what is being entered: faults, each on its field.
pub type Check = Box<dyn Fn(&FormOutcome, &Cx) -> Vec<(Kind, Tag, String)>>;

/// A form that answers [`Answer::Form`] to the layer that pushed it, once it reads and its rules find no fault.
pub struct FormLayer {
    tag: &'static str,
    title: String,
    form: Form,
    check: Option<Check>,
    draft_key: Option<String>,
    /// What the last draft held.
    kept: Option<String>,
    ticks: u8,
    /// `save-next` makes sense here.
    repeats: bool,
}

impl FormLayer {
    pub fn new(tag: &'static str, title: impl Into<String>, form: Form) -> Self {
        Self { tag, title: title.into(), form, check: None, draft_key: None, kept: None, ticks: 0, repeats: false }
    }

    /// Rules that are asked before the form answers.
    pub fn check(self, check: impl Fn(&FormOutcome, &Cx) -> Vec<(Kind, Tag, String)> + 'static) -> Self {
        Self { check: Some(Box::new(check)), ..self }
    }

    /// Half-typed text is kept under this name and can be offered again.
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
            return self.form.set_faults(faults);
        }
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

    fn keep_draft(&mut self, cx: &mut Cx) {
        let draft = self.form.draft();
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

    fn update(&mut self, input: Input<'_>, cx: &mut Cx) -> Took {
        match input {
            Input::Tick => {
                self.ticks = (self.ticks + 1) % DRAFT_EVERY;
                if self.ticks == 0 {
                    self.keep_draft(cx);
                }
                return Took::No;
            }
            Input::Leaving => self.keep_draft(cx),
            Input::Answer(DISCARD, Answer::Yes) => cx.close(),
            Input::Answer(..) => {}
            input => match self.form.update(input, cx) {
                FormEvent::Ignored => return Took::No,
                FormEvent::Taken => {}
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
