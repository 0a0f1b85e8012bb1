//! A form over declared fields: what is typed is read as it is typed, and what was understood stands beside it.

mod complete;
mod draw;
mod field;
mod layer;

use std::cell::Cell;
use std::collections::BTreeMap;
use std::rc::Rc;

use serde::{Deserialize, Serialize};

pub use complete::{Completer, NoRecords, Suggestion, of_commune};
pub use field::{Field, Reading};
pub use layer::FormLayer;

use super::action::Action;
use super::context::Context;
use super::cx::{Cx, Tone};
use super::layer::{Input, Took};
use crate::model::entry::Looking;
use crate::model::{AnyRecord, Change, Kind, Tag, Value};

/// What an input did to a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormEvent {
    /// It meant nothing to the form.
    Ignored,
    /// It was taken; nothing more to do.
    Taken,
    Save,
    /// Save, then a new form of the same kind.
    SaveNext,
    Cancel,
}

/// What a form holds once it reads without a fault.
#[derive(Clone, Debug, PartialEq)]
pub struct FormOutcome {
    /// Every field of the form, filled or empty, by kind.
    pub values: Vec<(Kind, Change)>,
    /// « Save and log the next » was asked for.
    pub next: bool,
}

impl FormOutcome {
    /// The changes of one kind of the form.
    pub fn changes(&self, kind: Kind) -> Vec<Change> {
        self.values.iter().filter(|(of, _)| *of == kind).map(|(_, change)| change.clone()).collect()
    }

    pub fn get(&self, kind: Kind, tag: Tag) -> Option<&Value> {
        let found = self.values.iter().find(|(of, change)| *of == kind && change.tag == tag);
        found.and_then(|(_, change)| change.value.as_ref())
    }

    /// `before`, or an empty record, with the form's values put in.
    pub fn record(&self, kind: Kind, before: Option<&AnyRecord>) -> AnyRecord {
        let mut record = before.cloned().unwrap_or_else(|| AnyRecord::empty(kind));
        for change in self.changes(kind) {
            // The form's fields are the kind's own: a value of another type cannot come out of it.
            let _ = record.set(change.tag, change.value);
        }
        record
    }
}

/// A form. Its fields stand in the order in which they were added, and Tab follows it.
pub struct Form {
    fields: Vec<Field>,
    /// A heading before the field of this number.
    sections: Vec<(usize, String)>,
    focus: usize,
    looking: Looking,
    records: Rc<dyn Completer>,
    /// The first line shown, as last drawn.
    offset: Cell<u16>,
}

/// A draft: what was typed, and what was chosen, by kind and field.
#[derive(Serialize, Deserialize)]
struct Typed {
    text: String,
    #[serde(default)]
    picked: Option<Value>,
}

impl Form {
    /// An empty form; add fields to it. Weekdays look back, as in a log: see [`Form::looking`].
    pub fn new(records: Rc<dyn Completer>) -> Self {
        Self {
            fields: Vec::new(),
            sections: Vec::new(),
            focus: 0,
            looking: Looking::Back,
            records,
            offset: Cell::new(0),
        }
    }

    /// Every field of a kind, in its declared order.
    pub fn of_kind(kind: Kind, records: Rc<dyn Completer>) -> Self {
        kind.fields().iter().fold(Self::new(records), |form, spec| form.field(kind, spec.key))
    }

    /// Which way weekdays and days without a year look.
    pub fn looking(self, looking: Looking) -> Self {
        Self { looking, ..self }
    }

    /// One more field, by its key. An unknown key adds nothing (a test of the screen sees it missing).
    pub fn field(mut self, kind: Kind, key: &str) -> Self {
        self.fields.extend(kind.field(key).map(|spec| Field::new(kind, spec)));
        self
    }

    /// A heading before the next field.
    pub fn section(mut self, title: impl Into<String>) -> Self {
        self.sections.push((self.fields.len(), title.into()));
        self
    }

    /// The last field added is required here, though its declaration does not say so.
    pub fn required(mut self) -> Self {
        if let Some(field) = self.fields.last_mut() {
            field.required = true;
        }
        self
    }

    /// The last field added has this label.
    pub fn label(mut self, label: impl Into<String>) -> Self {
        if let Some(field) = self.fields.last_mut() {
            field.label = Some(label.into());
        }
        self
    }

    /// The values of a record, as what the form held when it was opened.
    pub fn filled(mut self, record: &AnyRecord, cx: &Cx) -> Self {
        let tags: Vec<Tag> = self.fields.iter().filter(|f| f.kind == record.kind()).map(|f| f.spec.tag).collect();
        for tag in tags {
            self.set(record.kind(), tag, record.get(tag), cx);
        }
        self.clean();
        self
    }

    /// Marks the fields that diverge: two values were written apart, and what is typed over one of them ends it.
    pub fn diverging(mut self, kind: Kind, tags: &[Tag], cx: &mut Cx) -> Self {
        let sign = cx.theme.glyphs.diverging;
        let mut any = false;
        for field in self.fields.iter_mut().filter(|f| f.kind == kind && tags.contains(&f.spec.tag)) {
            let label = field.label.clone().unwrap_or_else(|| cx.words.field(kind, field.spec));
            field.label = Some(format!("{sign} {label}"));
            any = true;
        }
        if any {
            cx.say(Tone::Plain, crate::t!(cx.words, "form-diverging", mark = sign));
        }
        self
    }

    /// Puts a value in a field.
    pub fn set(&mut self, kind: Kind, tag: Tag, value: Option<Value>, cx: &Cx) {
        let (records, looking) = (self.records.clone(), self.looking);
        if let Some(field) = self.fields.iter_mut().find(|f| f.kind == kind && f.spec.tag == tag) {
            field.set(value, &Reading { words: &cx.words, now: cx.now.local, looking, records: &*records });
        }
    }

    /// A default that comes late: put in unless something was typed there, and not counted as typed.
    pub fn preset(&mut self, kind: Kind, tag: Tag, value: Option<Value>, cx: &Cx) {
        let (records, looking) = (self.records.clone(), self.looking);
        if let Some(field) = self.fields.iter_mut().find(|f| f.kind == kind && f.spec.tag == tag && !f.dirty()) {
            field.set(value, &Reading { words: &cx.words, now: cx.now.local, looking, records: &*records });
            field.clean();
        }
    }

    /// What the screen has to say about a field beside its echo, which it replaces.
    pub fn remark(&mut self, kind: Kind, tag: Tag, said: Option<String>) {
        if let Some(field) = self.fields.iter_mut().find(|f| f.kind == kind && f.spec.tag == tag) {
            field.remark = said;
        }
    }

    /// Whether something was typed in a field.
    pub fn touched(&self, kind: Kind, tag: Tag) -> bool {
        self.fields.iter().any(|f| f.kind == kind && f.spec.tag == tag && f.dirty())
    }

    /// Whether the form has this field.
    pub fn has(&self, kind: Kind, tag: Tag) -> bool {
        self.fields.iter().any(|f| f.kind == kind && f.spec.tag == tag)
    }

    /// The focus stands on the last field.
    pub fn at_last(&self) -> bool {
        self.focus + 1 >= self.fields.len()
    }

    /// What the form holds now is what it was opened with: not dirty.
    pub fn clean(&mut self) {
        self.fields.iter_mut().for_each(Field::clean);
    }

    pub fn dirty(&self) -> bool {
        self.fields.iter().any(Field::dirty)
    }

    /// The field that has the focus.
    pub fn focused(&self) -> Option<&Field> {
        self.fields.get(self.focus)
    }

    /// Moves the focus to a field.
    pub fn focus(&mut self, kind: Kind, tag: Tag) {
        if let Some(at) = self.fields.iter().position(|f| f.kind == kind && f.spec.tag == tag) {
            self.focus = at;
        }
    }

    /// What a field holds now, if it can be read.
    pub fn value(&self, kind: Kind, tag: Tag, cx: &Cx) -> Option<Value> {
        let field = self.fields.iter().find(|f| f.kind == kind && f.spec.tag == tag)?;
        field.read(&self.reading(cx)).ok().flatten()
    }

    /// Of the field that has the focus.
    pub fn context(&self) -> Context {
        match self.focused() {
            Some(field) if field.long() => Context::LongText,
            Some(_) => Context::Text,
            None => Context::Field,
        }
    }

    /// Shows faults on their fields; the first one gets the focus. Answers what no field of the form can show.
    pub fn set_faults(&mut self, faults: impl IntoIterator<Item = (Kind, Tag, String)>) -> Vec<String> {
        self.fields.iter_mut().for_each(|field| field.fault = None);
        let mut unplaced = Vec::new();
        for (kind, tag, said) in faults {
            match self.fields.iter_mut().find(|f| f.kind == kind && f.spec.tag == tag) {
                Some(field) => _ = field.fault.get_or_insert(said),
                None => unplaced.push(said),
            }
        }
        if let Some(at) = self.fields.iter().position(|field| field.fault.is_some()) {
            self.focus = at;
        }
        unplaced
    }

    /// Everything, once every field reads and none that is required is empty; else the faults stand on their fields.
    pub fn read(&mut self, next: bool, cx: &Cx) -> Option<FormOutcome> {
        let (mut values, mut faults) = (Vec::new(), Vec::new());
        for field in &self.fields {
            match field.read(&self.reading(cx)) {
                Ok(None) if field.required => {
                    faults.push((field.kind, field.spec.tag, crate::t!(cx.words, "form-required")));
                }
                Ok(value) => values.push((field.kind, Change { tag: field.spec.tag, value })),
                Err(bad) => faults.push((field.kind, field.spec.tag, bad.words(&cx.words))),
            }
        }
        let good = faults.is_empty();
        // All of them are faults of this form's own fields.
        self.set_faults(faults);
        good.then_some(FormOutcome { values, next })
    }

    /// What was typed, to be offered again; nothing if nothing was.
    pub fn draft(&self) -> Option<String> {
        let typed = |field: &Field| {
            let name = format!("{}.{}", field.kind.key(), field.spec.key);
            (name, Typed { text: field.text(), picked: field.picked.clone() })
        };
        let typed: BTreeMap<String, Typed> = self.fields.iter().map(typed).collect();
        self.dirty().then(|| serde_json::to_string(&typed).ok()).flatten()
    }

    /// Puts a draft back. Fields that it does not name stay; a text that is no draft changes nothing.
    pub fn restore(&mut self, draft: &str) {
        let typed: BTreeMap<String, Typed> = serde_json::from_str(draft).unwrap_or_default();
        for field in &mut self.fields {
            if let Some(typed) = typed.get(&format!("{}.{}", field.kind.key(), field.spec.key)) {
                field.set_text(&typed.text);
                field.picked = typed.picked.clone();
            }
        }
    }

    pub(super) fn reading<'a>(&'a self, cx: &'a Cx) -> Reading<'a> {
        Reading { words: &cx.words, now: cx.now.local, looking: self.looking, records: &*self.records }
    }

    pub fn update(&mut self, input: Input<'_>, cx: &Cx) -> FormEvent {
        match input {
            Input::Action(Action::Save) => return self.leave_to(FormEvent::Save, cx),
            Input::Action(Action::SaveNext) => return self.leave_to(FormEvent::SaveNext, cx),
            Input::Action(Action::Cancel) => {
                let Some(field) = self.fields.get_mut(self.focus).filter(|field| field.offering()) else {
                    return FormEvent::Cancel;
                };
                field.offered.clear();
                return FormEvent::Taken;
            }
            Input::Pointed(at) => {
                self.point(at, cx);
                return FormEvent::Taken;
            }
            _ => {}
        }
        match self.edit(&input, cx) {
            Took::Yes => FormEvent::Taken,
            Took::No => self.move_focus(&input, cx),
        }
    }

    /// Saving from a field first takes what it offers.
    fn leave_to(&mut self, event: FormEvent, cx: &Cx) -> FormEvent {
        self.leave(cx);
        event
    }

    /// A click on a field: it has the focus. Yes and no turn over at once, another closed list where it has the focus already.
    fn point(&mut self, at: usize, cx: &Cx) {
        let again = self.focus == at;
        if !again {
            self.leave(cx);
            self.focus = at.min(self.fields.len().saturating_sub(1));
        }
        if let Some(field) = self.fields.get_mut(self.focus).filter(|field| field.closed() && (again || field.tick())) {
            field.cycle(true, &cx.words);
        }
    }

    fn edit(&mut self, input: &Input<'_>, cx: &Cx) -> Took {
        let records = self.records.clone();
        let reading = Reading { words: &cx.words, now: cx.now.local, looking: self.looking, records: &*records };
        let Some(field) = self.fields.get_mut(self.focus) else { return Took::No };
        let lines = field.offered.len();
        match input {
            Input::Action(Action::Up) if lines > 0 => field.offered_at = field.offered_at.saturating_sub(1),
            Input::Action(Action::Down) if lines > 0 => field.offered_at = (field.offered_at + 1).min(lines - 1),
            Input::Action(Action::Complete) => field.offer(true, &reading),
            Input::Action(Action::CharLeft) if field.closed() => field.cycle(false, reading.words),
            Input::Action(Action::CharRight) if field.closed() => field.cycle(true, reading.words),
            Input::Char(' ') if field.closed() => field.cycle(true, reading.words),
            input => return field.edit(input, &reading),
        }
        Took::Yes
    }

    fn move_focus(&mut self, input: &Input<'_>, cx: &Cx) -> FormEvent {
        let last = self.fields.len().saturating_sub(1);
        let to = match input {
            Input::Action(Action::Accept) if self.focus == last && !self.focused().is_some_and(Field::offering) => {
                return self.leave_to(FormEvent::Save, cx);
            }
            // Tab goes round; the arrows stop at the ends.
            Input::Action(Action::FieldNext) if self.focus == last => 0,
            Input::Action(Action::FieldPrevious) if self.focus == 0 => last,
            Input::Action(Action::FieldNext | Action::Accept | Action::Down) => (self.focus + 1).min(last),
            Input::Action(Action::FieldPrevious | Action::Up) => self.focus.saturating_sub(1),
            Input::Action(Action::PageUp) => 0,
            Input::Action(Action::PageDown) => last,
            _ => return FormEvent::Ignored,
        };
        self.leave(cx);
        self.focus = to;
        FormEvent::Taken
    }

    /// Leaving a field takes what it offers, and says what is wrong with it.
    fn leave(&mut self, cx: &Cx) {
        let records = self.records.clone();
        let reading = Reading { words: &cx.words, now: cx.now.local, looking: self.looking, records: &*records };
        let Some(field) = self.fields.get_mut(self.focus) else { return };
        if field.offering() {
            field.accept();
        }
        if field.fault.is_none() {
            field.fault = field.read(&reading).err().map(|bad| bad.words(reading.words));
        }
    }
}
