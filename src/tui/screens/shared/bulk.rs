//! One change to several records of a kind: one edit, undone at once.

use crate::model::{Device, FieldSpec, FieldType, Kind, RecordId, Value};
use crate::t;
use crate::tui::action::Action;
use crate::tui::context::Context;
use crate::tui::cx::{Cx, Effect, Tone};
use crate::tui::finder::Finder;
use crate::tui::layer::{Answer, Took};
use crate::tui::popup::Confirm;
use crate::tui::request::{Edit, Refused, Reply, Request, Ticket};
use crate::wording::values;

const FIELD: &str = "bulk-field";
const VALUE: &str = "bulk-value";
const DELETE: &str = "bulk-delete";

/// What is being done to the marked records.
#[derive(Default)]
pub struct Bulk {
    records: Option<(Kind, Vec<RecordId>)>,
    fields: Vec<&'static FieldSpec>,
    values: Vec<Option<Value>>,
    field: Option<&'static FieldSpec>,
    writing: Option<Ticket>,
}

impl Bulk {
    /// Asks which field to set on all of them: a choice, a yes or no, or who looks after them.
    pub fn edit(&mut self, kind: Kind, ids: Vec<RecordId>, cx: &mut Cx) {
        self.fields = kind.fields().iter().filter(|spec| settable(kind, spec)).collect();
        if self.fields.is_empty() {
            return cx.say(Tone::Plain, t!(cx.words, "bulk-nothing"));
        }
        let lines = self.fields.iter().map(|spec| cx.words.field(kind, spec)).collect();
        cx.push(Finder::new(FIELD, said(kind, ids.len(), cx), lines));
        self.records = Some((kind, ids));
    }

    /// Asks who is to look after them. `Took::No` for a kind that nobody looks after.
    pub fn owner(&mut self, kind: Kind, ids: Vec<RecordId>, cx: &mut Cx) -> Took {
        let Some(spec) = kind.field("owner").filter(|spec| settable(kind, spec)) else { return Took::No };
        self.records = Some((kind, ids));
        self.ask_value(spec, cx);
        Took::Yes
    }

    /// Asks whether to delete them.
    pub fn delete(&mut self, kind: Kind, ids: Vec<RecordId>, cx: &mut Cx) {
        if matches!(kind, Kind::Device | Kind::Setting | Kind::Erasure) {
            return cx.say(Tone::Plain, t!(cx.words, "records-stays"));
        }
        let question = t!(cx.words, "bulk-delete-sure", n = ids.len());
        cx.push(Confirm::new(DELETE, cx.words.phrase(kind, "delete"), question).dangerous());
        self.records = Some((kind, ids));
    }

    fn ask_value(&mut self, spec: &'static FieldSpec, cx: &mut Cx) {
        let Some((kind, ids)) = &self.records else { return };
        let some: Vec<Value> = match spec.ty {
            FieldType::Choice(_, keys) => keys.iter().map(|key| Value::Choice((*key).to_owned())).collect(),
            FieldType::Bool => [true, false].map(Value::Bool).to_vec(),
            _ => cx.desk.all::<Device>().map(|(id, _)| Value::Ref(id)).collect(),
        };
        self.values = some.into_iter().map(Some).chain((!spec.required).then_some(None)).collect();
        let name = |id: RecordId| cx.desk.title(&cx.words, &id);
        let line = |value: &Option<Value>| match value {
            Some(value) => values::value(&cx.words, Some(spec), value, &name),
            None => t!(cx.words, "bulk-emptied"),
        };
        let lines = self.values.iter().map(line).collect();
        let sign = cx.theme.glyphs.separator;
        let title = format!("{} {sign} {}", said(*kind, ids.len(), cx), cx.words.field(*kind, spec));
        cx.push(Finder::new(VALUE, title, lines));
        self.field = Some(spec);
    }

    /// The popups' answers. `Took::No`: it is none of theirs.
    pub fn answered(&mut self, tag: &'static str, answer: &Answer, cx: &mut Cx) -> Took {
        match (tag, answer) {
            (FIELD, Answer::Picked(at)) => {
                if let Some(spec) = self.fields.get(*at).copied() {
                    self.ask_value(spec, cx);
                }
            }
            (VALUE, Answer::Picked(at)) => {
                let (Some(spec), Some(value)) = (self.field, self.values.get(*at).cloned()) else { return Took::Yes };
                let set = |edit: Edit, id, kind| edit.set(id, kind, vec![(spec.tag, value.clone())]);
                self.commit("done-several-changed", set, cx);
            }
            (DELETE, Answer::Yes) => self.commit("done-several-deleted", Edit::delete, cx),
            (DELETE, _) => {}
            _ => return Took::No,
        }
        Took::Yes
    }

    fn commit(&mut self, label: &'static str, each: impl Fn(Edit, RecordId, Kind) -> Edit, cx: &mut Cx) {
        let Some((kind, ids)) = &self.records else { return };
        let edit = ids.iter().fold(Edit::new(label), |edit, id| each(edit, *id, *kind));
        let ticket = cx.request(Request::Commit(edit));
        cx.effect(Effect::Hold(ticket));
        self.writing = Some(ticket);
    }

    /// The reply to what was asked to be written: whether all of it is. `None`: it is another's.
    pub fn replied(&mut self, ticket: Ticket, reply: &Reply, cx: &mut Cx) -> Option<bool> {
        self.writing.take_if(|asked| *asked == ticket)?;
        let (kind, ids) = self.records.take()?;
        match reply {
            Reply::Saved { what, .. } => {
                let (what, records) = (what.clone().unwrap_or_default(), said(kind, ids.len(), cx));
                let undo = cx.keymap.key_label(Action::Undo, Context::List, &cx.words);
                cx.say(Tone::Good, t!(cx.words, "bulk-done", what = what, records = records, undo = undo));
                Some(true)
            }
            Reply::Refused(refused) => {
                say_refused(refused, cx);
                Some(false)
            }
            _ => Some(false),
        }
    }
}

/// « 5 postes ».
fn said(kind: Kind, n: usize, cx: &Cx) -> String {
    cx.words.count(kind, n)
}

fn settable(kind: Kind, spec: &FieldSpec) -> bool {
    let trusted = matches!(kind, Kind::Device | Kind::Setting | Kind::Erasure);
    !trusted && (matches!(spec.ty, FieldType::Choice(..) | FieldType::Bool) || spec.ty == FieldType::Ref(Kind::Device))
}

/// The first record that refuses, and why: nothing was written.
fn say_refused(refused: &[Refused], cx: &mut Cx) {
    let Some(first) = refused.first() else { return };
    let title = cx.desk.title(&cx.words, &first.record).unwrap_or_else(|| first.record.short());
    let said = t!(cx.words, "bulk-refused", title = title, why = first.said.as_str());
    cx.say(Tone::Bad, said);
}
