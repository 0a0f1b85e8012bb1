//! What was said and what was promised: an exchange, the next follow-up that it calls for, a note, a contact.
//!
//! A screen opens one of these over itself and hands every [`Input::Answer`](crate::tui::layer::Input) to [`answered`]
//! first; an exchange that is saved offers the next follow-up by itself.

use chrono::Days;

use super::records::Records;
use crate::model::entry::Looking;
use crate::model::{
    AnyRecord, AnyRef, Centre, Contact, Exchange, ExchangeKind, Followup, Kind, Note, Position, Record, RecordId, Ref,
    Refs, Stage, Step, Tag, Value,
};
use crate::t;
use crate::tui::cx::Cx;
use crate::tui::form::{Form, FormLayer, FormOutcome};
use crate::tui::layer::{Answer, Took};
use crate::tui::request::Edit;

const EXCHANGE: &str = "talk-exchange";
const FOLLOWUP: &str = "talk-followup";
const NOTE: &str = "talk-note";
const CONTACT: &str = "talk-contact";
/// After these nothing follows.
const SAVED: &str = "talk-saved";

/// A follow-up is due a week later, unless said otherwise.
const NEXT: Days = Days::new(7);

/// The member and the centre that a record has to do with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    pub member: Option<RecordId>,
    pub centre: Option<RecordId>,
    pub contact: Option<RecordId>,
}

impl Place {
    /// Of a member, a centre, or anything that hangs on one.
    pub fn of(cx: &Cx, id: RecordId) -> Self {
        let Some(card) = cx.desk.card(&id) else { return Self::default() };
        match &card.record {
            AnyRecord::Member(_) => Self { member: Some(id), ..Self::default() },
            AnyRecord::Centre(Centre { host, .. }) => {
                Self { member: host.map(|host| host.0), centre: Some(id), contact: None }
            }
            AnyRecord::Contact(Contact { member, .. }) => {
                Self { member: member.map(|member| member.0), centre: None, contact: Some(id) }
            }
            AnyRecord::Exchange(Exchange { member, centre, .. }) => {
                Self { member: member.map(|one| one.0), centre: centre.map(|one| one.0), contact: None }
            }
            AnyRecord::Position(Position { centre: Some(on), .. }) => Self::of(cx, on.0),
            AnyRecord::Stage(Stage { subject: Some(on), .. })
            | AnyRecord::Step(Step { subject: Some(on), .. })
            | AnyRecord::Followup(Followup { about: Some(on), .. })
            | AnyRecord::Note(Note { about: Some(on), .. })
                if on.0 != id =>
            {
                Self::of(cx, on.0)
            }
            _ => Self::default(),
        }
    }

    fn near(&self) -> Vec<RecordId> {
        self.member.into_iter().chain(self.centre).collect()
    }
}

/// Opens the form of a new exchange; with `about`, its member, centre and contact stand there already.
pub fn log_exchange(about: Option<RecordId>, cx: &mut Cx) {
    let place = about.map(|id| Place::of(cx, id)).unwrap_or_default();
    let preset = Exchange {
        kind: Some(ExchangeKind::Call),
        date: Some(cx.today()),
        member: place.member.map(Ref::new),
        centre: place.centre.map(Ref::new),
        contacts: place.contact.map(|contact| Refs(vec![Ref::new(contact)])),
        ..Exchange::default()
    };
    let keys = ["kind", "date", "member", "centre", "contacts", "summary", "km"];
    let form = form(Kind::Exchange, &keys, Looking::Back, &place, cx).filled(&preset.into(), cx);
    open(Kind::Exchange, about, EXCHANGE, cx.words.phrase(Kind::Exchange, "new"), form, cx);
}

/// Opens the form of a new follow-up about any record: due in a week, mine.
pub fn follow_up(about: Option<RecordId>, cx: &mut Cx) {
    let title = cx.words.phrase(Kind::Followup, "new");
    open_follow_up(about, title, cx);
}

fn open_follow_up(about: Option<RecordId>, title: String, cx: &mut Cx) {
    let place = about.map(|id| Place::of(cx, id)).unwrap_or_default();
    let preset = Followup {
        due: cx.today().checked_add_days(NEXT),
        owner: cx.desk.me.map(|me| Ref::new(me.record())),
        about: about.map(AnyRef),
        ..Followup::default()
    };
    let form = form(Kind::Followup, &["what", "due", "owner", "about"], Looking::Forward, &place, cx);
    open(Kind::Followup, about, FOLLOWUP, title, form.filled(&preset.into(), cx), cx);
}

/// Opens the form of a note about any record of the desk, dated today.
pub fn note(about: RecordId, cx: &mut Cx) {
    let preset = Note { about: Some(AnyRef(about)), date: Some(cx.today()), text: None };
    let place = Place::of(cx, about);
    let mut form = form(Kind::Note, &["about", "date", "text"], Looking::Back, &place, cx).filled(&preset.into(), cx);
    form.focus(Kind::Note, tag::<Note>("text"));
    open(Kind::Note, Some(about), NOTE, cx.words.phrase(Kind::Note, "new"), form, cx);
}

/// Opens the form of a new contact of a member.
pub fn contact(member: RecordId, cx: &mut Cx) {
    let place = Place { member: Some(member), ..Place::default() };
    let keys = ["name", "function", "work_phone", "work_email", "note", "member"];
    let preset = Contact { member: Some(Ref::new(member)), ..Contact::default() };
    let form = form(Kind::Contact, &keys, Looking::Back, &place, cx).filled(&preset.into(), cx);
    open(Kind::Contact, Some(member), CONTACT, cx.words.phrase(Kind::Contact, "new"), form, cx);
}

/// The draft of a change to a record, by its id: what is erased takes it along.
pub fn of_record(kind: Kind, id: RecordId) -> String {
    format!("{} {id} edit", kind.key())
}

/// Opens the whole form of a record that is on the desk.
pub fn edit(id: RecordId, cx: &mut Cx) {
    let Some(card) = cx.desk.card(&id).cloned() else { return };
    let kind = card.kind();
    let place = Place::of(cx, id);
    let form = Form::of_kind(kind, Records::near(cx, &place.near())).looking(looking(kind)).filled(&card.record, cx);
    let form = form.diverging(kind, &card.diverging, cx);
    let before = card.record.clone();
    let commit = move |outcome: &FormOutcome, _: &mut Cx| {
        Edit::new("done-changed").put(id, Some(&before), &outcome.record(kind, Some(&before)))
    };
    cx.push(FormLayer::new(SAVED, cx.words.phrase(kind, "edit"), form).draft(of_record(kind, id)).commit(commit));
}

/// What follows an answer of one of these forms: a follow-up is offered after an exchange. `Took::No`: the answer is of
/// another form, and the screen's own.
pub fn answered(tag: &'static str, answer: &Answer, cx: &mut Cx) -> Took {
    let Answer::Form(outcome) = answer else { return Took::No };
    match tag {
        EXCHANGE => offer_follow_up(outcome, cx),
        FOLLOWUP | NOTE | CONTACT | SAVED => {}
        _ => return Took::No,
    }
    Took::Yes
}

fn offer_follow_up(exchange: &FormOutcome, cx: &mut Cx) {
    let field = |key| match exchange.get(Kind::Exchange, tag::<Exchange>(key)) {
        Some(Value::Ref(id)) => Some(*id),
        _ => None,
    };
    let title = t!(cx.words, "talk-next");
    open_follow_up(field("centre").or_else(|| field("member")), title, cx);
}

fn form(kind: Kind, keys: &[&str], looking: Looking, place: &Place, cx: &Cx) -> Form {
    let empty = Form::new(Records::near(cx, &place.near())).looking(looking);
    keys.iter().fold(empty, |form, key| form.field(kind, key))
}

/// Which way a weekday looks in the form of a kind.
fn looking(kind: Kind) -> Looking {
    match kind {
        Kind::Exchange | Kind::Note | Kind::Visit => Looking::Back,
        _ => Looking::Forward,
    }
}

/// A form of a new record, which saves itself and stays open until that is done.
fn open(kind: Kind, about: Option<RecordId>, tag: &'static str, title: String, form: Form, cx: &mut Cx) {
    let id = cx.new_id();
    let done = match kind {
        Kind::Exchange => "done-exchange",
        Kind::Followup => "done-followup",
        Kind::Contact => "done-contact",
        _ => "done-note",
    };
    let commit = move |outcome: &FormOutcome, _: &mut Cx| Edit::new(done).put(id, None, &outcome.record(kind, None));
    // One for each record that it is about: what was begun of one is not offered for another.
    let draft = about.map_or_else(|| kind.key().to_owned(), |about| format!("{} {about}", kind.key()));
    cx.push(FormLayer::new(tag, title, form).draft(draft).commit(commit));
}

fn tag<T: Record>(key: &str) -> Tag {
    T::FIELDS.iter().find(|spec| spec.key == key).map_or(0, |spec| spec.tag)
}
