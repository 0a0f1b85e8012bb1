//! The form of a visit: told in the order in which people tell it, saved in one key, kept as a draft when it is left.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::around::Around;
use super::columns::band_word;
use super::start::{Start, tag};
use crate::i18n::format;
use crate::model::{AnyRecord, Band, Centre, Kind, LocalTime, OfKind, RecordId, Tag, Value, Visit, VisitStatus};
use crate::store::views::Edge;
use crate::t;
use crate::tui::action::Action;
use crate::tui::context::Context;
use crate::tui::cx::{Cx, Effect, Tone};
use crate::tui::form::{Form, FormEvent, FormOutcome};
use crate::tui::layer::{Input, Layer, Took};
use crate::tui::request::{Edit, Refused, Reply, Request, Ticket, VisitFilter};
use crate::tui::screens::shared::records::Records;
use crate::tui::text;
use crate::tui::theme::Role;
use crate::wording::values;
use crate::workspace::preview;

/// As it is told.
const TOLD: [&str; 12] = [
    "start",
    "commune",
    "patient",
    "reason",
    "requested_by",
    "unscheduled",
    "role",
    "centre",
    "status",
    "minutes",
    "km",
    "note",
];
/// Folded away until Tab goes past the note.
const FOLDED: [&str; 8] =
    ["age_band", "place", "treating_doctor", "regulated", "terrain", "agent", "band", "band_reason"];
/// Below this height every line is for the fields.
const SMALL: u16 = 16;
/// A draft is kept at most every so many ticks.
const DRAFT_EVERY: u8 = 10;
/// The draft of a visit that is not saved yet.
pub const NEW_DRAFT: &str = "visit";

/// What the form leaves behind for the log and for the next form.
#[derive(Default)]
pub struct Memory {
    /// Saved by the form: to be selected in the log.
    pub saved: Cell<Option<RecordId>>,
    /// The last visit logged here.
    pub last: RefCell<Option<Visit>>,
}

/// The name under which a visit's draft is kept.
pub fn draft_key(before: Option<RecordId>) -> String {
    before.map_or_else(|| NEW_DRAFT.to_owned(), |id| format!("{NEW_DRAFT} {id}"))
}

/// The form.
pub struct VisitForm {
    title: String,
    id: RecordId,
    before: Option<Visit>,
    /// What fields that are folded away hold.
    base: Visit,
    form: Form,
    folded: bool,
    status_follows: bool,
    records: Rc<Around>,
    memory: Rc<Memory>,
    asked_patient: Option<Ticket>,
    asked_last: Option<Ticket>,
    /// On its way to the disk; then the next one, if that was asked for.
    saving: Option<(Ticket, bool)>,
    /// Saved: only to be closed.
    finished: bool,
    /// Something covers the form: it must not close what is on top.
    away: bool,
    /// What the last draft held.
    kept: Option<String>,
    ticks: u8,
}

fn add(form: Form, keys: &[&str]) -> Form {
    keys.iter().fold(form, |form, key| form.field(Kind::Visit, key))
}

impl VisitForm {
    pub fn new(start: Start, memory: Rc<Memory>, cx: &mut Cx) -> Self {
        let records = Rc::new(Around::new(Records::of(cx)));
        let mut shown = start.visit.clone();
        // A computed band is not the person's: shown beside the start, it is not a value of the form.
        if shown.band_reason.is_none() {
            shown.band = None;
        }
        let form = add(Form::new(records.clone()).looking(start.looking), &TOLD);
        let mut form = form.filled(&shown.clone().into(), cx);
        form.focus(Kind::Visit, start.focus);
        let mut new = Self {
            title: start.title,
            id: start.id,
            base: shown,
            form,
            folded: true,
            status_follows: start.status_follows,
            records,
            memory,
            asked_patient: start.proposes_patient.then(|| cx.request(Request::NextPatient)),
            asked_last: None,
            saving: None,
            finished: false,
            away: false,
            kept: None,
            ticks: 0,
            before: start.before,
        };
        if start.follows_last {
            let filter = VisitFilter { owner: cx.desk.me, status: Some(VisitStatus::Done), ..VisitFilter::default() };
            new.asked_last = Some(cx.request(Request::LoadVisits { filter, edge: Edge::Newest, count: 1 }));
        }
        if new.base.band_reason.is_some() {
            new.unfold(cx);
        }
        new.remarks(cx);
        new
    }

    /// With what was typed before a crash or Escape.
    pub fn restored(mut self, draft: &str, cx: &Cx) -> Self {
        if draft.contains("\"visit.age_band\"") {
            self.unfold(cx);
        }
        self.form.restore(draft);
        self.kept = Some(draft.to_owned());
        self.remarks(cx);
        self
    }

    fn unfold(&mut self, cx: &Cx) {
        if !std::mem::take(&mut self.folded) {
            return;
        }
        let form = std::mem::replace(&mut self.form, Form::new(self.records.clone()));
        self.form = add(form.section(t!(cx.words, "visits-optional")), &FOLDED);
        for key in FOLDED {
            if let Some(spec) = Kind::Visit.field(key) {
                let value = AnyRecord::from(self.base.clone()).get(spec.tag);
                self.form.preset(Kind::Visit, spec.tag, value, cx);
            }
        }
    }

    /// The visit as it stands on the screen; what cannot be read yet is left out.
    fn as_typed(&self, cx: &Cx) -> Visit {
        let mut record = AnyRecord::from(self.base.clone());
        for key in TOLD.iter().chain(&FOLDED) {
            if let Some(spec) = Kind::Visit.field(key).filter(|spec| self.form.has(Kind::Visit, spec.tag)) {
                // A value of the field's own type.
                let _ = record.set(spec.tag, self.form.value(Kind::Visit, spec.tag, cx));
            }
        }
        self.settled(record)
    }

    fn settled(&self, record: AnyRecord) -> Visit {
        let mut visit = Visit::of(&record).cloned().unwrap_or_default();
        // A distance that was typed is no estimate.
        if visit.km.is_some() && visit.km != self.base.km {
            visit.km_estimated = None;
        }
        visit
    }

    fn centre<'a>(visit: &Visit, cx: &'a Cx) -> Option<&'a Centre> {
        cx.desk.get(&visit.centre?.0)
    }

    /// After each key: the status follows the start, communes the centre; what is computed stands beside its field.
    fn remarks(&mut self, cx: &Cx) {
        let typed = self.as_typed(cx);
        self.records.place(Self::centre(&typed, cx).and_then(|centre| centre.commune));
        if let (true, Some(start)) = (self.status_follows, typed.start) {
            let status = if start > cx.now.local { VisitStatus::Planned } else { VisitStatus::Done };
            self.form.preset(Kind::Visit, tag::STATUS, Some(Value::Choice(status.key().to_owned())), cx);
        }
        let typed = self.as_typed(cx);
        let before = self.before.clone().map(AnyRecord::from);
        let (completed, faults) = preview(&cx.desk, cx.now.local, self.id, before.as_ref(), typed.clone().into());
        for key in TOLD {
            let Some(spec) = Kind::Visit.field(key) else { continue };
            let warning = faults.iter().find(|fault| fault.tag == spec.tag && !fault.is_refused());
            self.form.remark(Kind::Visit, spec.tag, warning.map(|fault| fault.words(&cx.words)));
        }
        let Some(completed) = Visit::of(&completed) else { return };
        if let Some(start) = typed.start {
            self.form.remark(Kind::Visit, tag::START, Some(told_start(cx, start, completed.band)));
        }
        if let (true, Some(km)) = (completed.km_estimated == Some(true), completed.km) {
            let said = t!(cx.words, "visits-km-estimated", km = values::km(&cx.words, km));
            self.form.remark(Kind::Visit, tag::KM, Some(said));
        }
    }

    fn submit(&mut self, next: bool, cx: &mut Cx) {
        if self.saving.is_some() || self.finished {
            return;
        }
        let Some(outcome) = self.form.read(next, cx) else { return };
        let visit = self.visit(&outcome);
        let faults = self.faults(&visit, cx);
        if !faults.is_empty() {
            return self.show_faults(faults, cx);
        }
        let edit = match &self.before {
            None => Edit::new("done-visit-logged").create(self.id, visit),
            Some(before) => Edit::new("done-visit-changed").update(self.id, before, visit),
        };
        if edit.is_empty() {
            return self.finish(cx);
        }
        let ticket = cx.request(Request::Commit(edit));
        cx.effect(Effect::Hold(ticket));
        self.saving = Some((ticket, next));
    }

    fn visit(&self, outcome: &FormOutcome) -> Visit {
        self.settled(outcome.record(Kind::Visit, Some(&self.base.clone().into())))
    }

    /// What the rules say, before anything is sent; a band of one's own needs its reason, and a reason its band.
    fn faults(&self, visit: &Visit, cx: &Cx) -> Vec<(Tag, String)> {
        let mut faults = Vec::new();
        let said = visit.band_reason.as_ref().is_some_and(|reason| !reason.0.trim().is_empty());
        if !self.folded && visit.band.is_some() && !said {
            faults.push((tag::BAND_REASON, t!(cx.words, "visits-band-why")));
        }
        if said && visit.band.is_none() {
            faults.push((tag::BAND, t!(cx.words, "form-required")));
        }
        let before = self.before.clone().map(AnyRecord::from);
        let (_, found) = preview(&cx.desk, cx.now.local, self.id, before.as_ref(), visit.clone().into());
        let refused = found.iter().filter(|fault| fault.is_refused());
        faults.extend(refused.map(|fault| (fault.tag, fault.words(&cx.words))));
        faults
    }

    fn show_faults(&mut self, faults: Vec<(Tag, String)>, cx: &mut Cx) {
        if faults.iter().any(|(tag, _)| !self.form.has(Kind::Visit, *tag)) {
            self.unfold(cx);
        }
        let unplaced = self.form.set_faults(faults.into_iter().map(|(tag, said)| (Kind::Visit, tag, said)));
        if !unplaced.is_empty() {
            cx.say(Tone::Bad, unplaced.join(" "));
        }
    }

    fn reply(&mut self, ticket: Ticket, reply: &Reply, cx: &mut Cx) -> Took {
        if self.asked_patient == Some(ticket) {
            if let Reply::Patient(patient) = reply {
                self.form.preset(Kind::Visit, tag::PATIENT, Some(Value::Text(patient.clone())), cx);
            }
            self.asked_patient = None;
        } else if self.asked_last == Some(ticket) {
            if let Reply::Visits(page) = reply {
                self.follow(page.rows.first().map(|row| &row.visit), cx);
            }
            self.asked_last = None;
        } else if let Some((_, next)) = self.saving.filter(|(saving, _)| *saving == ticket) {
            self.saving = None;
            match reply {
                Reply::Saved { .. } => self.saved(next, cx),
                Reply::Refused(refused) => self.refused(refused, cx),
                _ => {}
            }
        } else {
            return Took::No;
        }
        Took::Yes
    }

    /// The defaults that the last visit gives.
    fn follow(&mut self, last: Option<&Visit>, cx: &Cx) {
        let Some(last) = last else { return };
        let record = AnyRecord::from(last.clone());
        for tag in [tag::CENTRE, tag::COMMUNE, tag::ROLE] {
            if self.form.value(Kind::Visit, tag, cx).is_none() {
                self.form.preset(Kind::Visit, tag, record.get(tag), cx);
            }
        }
        self.remarks(cx);
    }

    fn refused(&mut self, refused: &[Refused], cx: &mut Cx) {
        let faults = refused.iter().filter(|one| one.record == self.id).map(|one| (one.tag, one.said.clone()));
        self.show_faults(faults.collect(), cx);
    }

    fn saved(&mut self, next: bool, cx: &mut Cx) {
        let visit = self.as_typed(cx);
        self.memory.saved.set(Some(self.id));
        if self.before.is_none() {
            self.memory.last.replace(Some(visit.clone()));
        }
        if self.kept.take().is_some() {
            cx.request(Request::Draft { key: self.draft_key(), text: None });
        }
        if next {
            let start = Start::new(Some(&visit), cx);
            *self = Self::new(start, Rc::clone(&self.memory), cx);
        } else {
            self.finish(cx);
        }
    }

    /// Closes; later, if something covers the form.
    fn finish(&mut self, cx: &mut Cx) {
        self.finished = true;
        if !self.away {
            cx.close();
        }
    }

    fn draft_key(&self) -> String {
        draft_key(self.before.is_some().then_some(self.id))
    }

    fn keep_draft(&mut self, cx: &mut Cx) {
        let draft = self.form.draft();
        if self.finished || self.saving.is_some() || draft == self.kept {
            return;
        }
        cx.request(Request::Draft { key: self.draft_key(), text: draft.clone() });
        self.kept = draft;
    }

    fn type_in(&mut self, input: Input<'_>, cx: &mut Cx) -> Took {
        match self.form.update(input, cx) {
            FormEvent::Ignored => return Took::No,
            FormEvent::Taken => self.remarks(cx),
            FormEvent::Save => self.submit(false, cx),
            FormEvent::SaveNext => self.submit(true, cx),
            FormEvent::Cancel => {
                self.keep_draft(cx);
                if self.kept.is_some() {
                    cx.say(Tone::Plain, t!(cx.words, "form-draft-kept"));
                }
                self.finish(cx);
            }
        }
        Took::Yes
    }
}

/// `dim. 22 nov. 2026 14:30 · dim/fér`: short enough for a window of 80 columns.
fn told_start(cx: &Cx, start: LocalTime, band: Option<Band>) -> String {
    let when = format!("{} {}", format::date_medium(&cx.words, start.date()), format::time(start.wall().time()));
    let Some(band) = band else { return when };
    let sign = if band.out_of_hours() { cx.theme.glyphs.dot } else { cx.theme.glyphs.separator };
    format!("{when} {sign} {}", band_word(cx, band))
}

impl Layer for VisitForm {
    fn context(&self) -> Context {
        self.form.context()
    }

    fn title(&self, _: &Cx) -> String {
        self.title.clone()
    }

    fn hints(&self, _: &Cx) -> Vec<Action> {
        vec![Action::Save, Action::SaveNext, Action::FieldNext, Action::Complete, Action::Cancel]
    }

    fn gone(&self, cx: &Cx) -> bool {
        cx.desk.is_erased(&self.id)
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
            Input::Leaving => {
                self.keep_draft(cx);
                self.away = true;
            }
            Input::Shown => {
                self.away = false;
                if self.finished {
                    cx.close();
                }
            }
            Input::Reply(ticket, reply) => return self.reply(ticket, reply, cx),
            Input::DeskChanged => self.remarks(cx),
            Input::Action(Action::FieldNext | Action::PageDown) if self.folded && self.form.at_last() => {
                self.unfold(cx);
                return self.type_in(Input::Action(Action::FieldNext), cx);
            }
            input => return self.type_in(input, cx),
        }
        Took::Yes
    }

    fn render(&self, cx: &Cx, area: Rect, buf: &mut Buffer) -> Option<Position> {
        if cx.masked {
            buf.set_string(area.x, area.y, t!(cx.words, "visits-masked"), cx.style(Role::Muted));
            return None;
        }
        let mut body = area;
        // A small window has the title in its bar already.
        if area.height >= SMALL {
            let title = text::ellipsis(&self.title, area.width, cx.theme.glyphs.more);
            buf.set_string(area.x, area.y, title, cx.style(Role::Title));
            body = Rect { y: area.y + 2, height: area.height - 2, ..area };
        }
        let cursor = self.form.render(cx, body, buf);
        if self.folded && area.height >= SMALL {
            self.fold_line(cx, body, buf);
        }
        cursor
    }
}

impl VisitForm {
    /// Below the fields: what Tab leads to next.
    fn fold_line(&self, cx: &Cx, body: Rect, buf: &mut Buffer) {
        let said = format!("{} {}", cx.theme.glyphs.folded, t!(cx.words, "visits-folded"));
        let said = text::ellipsis(&said, body.width, cx.theme.glyphs.more);
        let y = body.y + u16::try_from(TOLD.len()).unwrap_or(12) + 3;
        if y + 1 < body.bottom() {
            buf.set_string(body.x, y, said, cx.style(Role::Muted));
        }
    }
}
