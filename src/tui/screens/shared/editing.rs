//! Some fields of one record in a form that saves itself, and what a refusal says.

use super::records::Records;
use super::talk;
use crate::model::entry::Looking;
use crate::model::{AnyRecord, Kind, LongText, RecordId, Value};
use crate::tui::cx::{Cx, Tone};
use crate::tui::form::{Form, FormLayer, FormOutcome};
use crate::tui::layer::Took;
use crate::tui::request::{Edit, Refused, Reply, Ticket};

/// The tag of the forms' answers: all is saved by then.
pub const SAVED: &str = "edited";

/// A record that a form is opened on.
#[derive(Clone, Debug)]
pub struct Editing {
    /// Message id of what was done.
    done: &'static str,
    id: RecordId,
    before: Option<AnyRecord>,
    /// What the form starts from, fields that it does not show included.
    start: AnyRecord,
    /// The id is the record's own, whoever makes it: it is there, or its id follows from what it is.
    known: bool,
}

impl Editing {
    /// The record as it stands.
    pub fn known(done: &'static str, id: RecordId, record: impl Into<AnyRecord>) -> Self {
        let record = record.into();
        Self { done, id, before: Some(record.clone()), start: record, known: true }
    }

    /// A new record, begun.
    pub fn new(done: &'static str, id: RecordId, start: impl Into<AnyRecord>) -> Self {
        Self { done, id, before: None, start: start.into(), known: false }
    }

    /// A stage or a step that nobody has written yet: its id is known before it is.
    pub fn foreseen(done: &'static str, id: RecordId, start: impl Into<AnyRecord>) -> Self {
        Self { known: true, ..Self::new(done, id, start) }
    }

    /// The draft of a new record, by what it is about: what was begun of one centre, or one day, is not offered of another.
    fn begun(&self) -> String {
        let kind = self.start.kind();
        let said = kind.fields().iter().filter(|spec| spec.key != "owner").filter_map(|spec| {
            match self.start.get(spec.tag)? {
                Value::Ref(id) => Some(id.to_string()),
                Value::Date(day) if kind == Kind::Duty => Some(day.to_string()),
                _ => None,
            }
        });
        std::iter::once(kind.key().to_owned()).chain(said).collect::<Vec<_>>().join(" ")
    }

    /// Opens a form over these fields. It stays open until what it holds is on the disk.
    pub fn open(self, title: String, fields: &[&str], looking: Looking, cx: &mut Cx) {
        let kind = self.start.kind();
        let form = Form::new(Records::of(cx)).looking(looking);
        let form = fields.iter().fold(form, |form, key| form.field(kind, key)).filled(&self.start, cx);
        let diverging = cx.desk.card(&self.id).map(|card| card.diverging.clone()).unwrap_or_default();
        let form = form.diverging(kind, &diverging, cx);
        // A form of some fields of a record is not the form of others.
        let shown = fields.join(" ");
        let draft = if self.known { talk::of_record(kind, self.id) } else { self.begun() };
        let draft = format!("{draft} {shown}");
        let commit = move |outcome: &FormOutcome, _: &mut Cx| {
            let record = outcome.record(kind, Some(&self.start));
            Edit::new(self.done).put(self.id, self.before.as_ref(), &record)
        };
        cx.push(FormLayer::new(SAVED, title, form).draft(draft).commit(commit));
    }
}

/// What was refused, in the status bar: for edits without a form.
pub fn say_refused(refused: &[Refused], cx: &mut Cx) {
    let mut said: Vec<&str> = refused.iter().map(|one| one.said.as_str()).collect();
    said.dedup();
    let said = said.join(" ");
    cx.say(Tone::Bad, said);
}

/// The reply to what a page asked to be written: it closes once that is saved, and says what was refused.
pub fn closes_when_saved(writing: &mut Option<Ticket>, ticket: Ticket, reply: &Reply, cx: &mut Cx) -> Took {
    if writing.take_if(|asked| *asked == ticket).is_none() {
        return Took::No;
    }
    match reply {
        Reply::Saved { .. } => cx.close(),
        Reply::Refused(faults) => say_refused(faults, cx),
        _ => {}
    }
    Took::Yes
}

/// What was typed as a long text; `None` for blanks.
pub fn long_text<const N: usize>(text: &str) -> Option<LongText<N>> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.into())
}
