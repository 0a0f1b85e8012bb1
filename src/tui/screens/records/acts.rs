//! What can be done to a record of any kind, from the table and from the record's own page.

use crate::model::entry::Looking;
use crate::model::pipeline::{stage_id, step_id};
use crate::model::{AnyRecord, Duty, FieldSpec, FieldType, Kind, Note, RecordId, Setting, Stage, Step};
use crate::t;
use crate::tui::action::Action;
use crate::tui::cx::{Cx, Tone};
use crate::tui::form::{Form, FormLayer, FormOutcome};
use crate::tui::layer::Took;
use crate::tui::popup::Confirm;
use crate::tui::request::{Edit, Refused};
use crate::tui::screens::shared::HistoryPage;
use crate::tui::screens::shared::diverging;
use crate::tui::screens::shared::records::Records;
use crate::tui::screens::shared::talk;
use crate::tui::screens::twins;

use super::scope;

/// The question before a record is deleted; whoever asked it deletes on [`Answer::Yes`](crate::tui::layer::Answer).
pub const DELETE: &str = "records-delete";
/// After this form nothing follows.
pub const SAVED: &str = "records-saved";

/// What a person may change of a device; keys and role go by the device commands.
const OF_DEVICE: [&str; 3] = ["holder", "sector", "code"];

/// An action on one record. `Took::No`: it is none of these.
pub fn on(action: Action, id: RecordId, cx: &mut Cx) -> Took {
    let Some(card) = cx.desk.card(&id).cloned() else { return Took::No };
    match action {
        Action::Edit if card.kind() == Kind::Erasure => cx.say(Tone::Plain, t!(cx.words, "records-erasures")),
        Action::Edit => edit(id, cx),
        Action::Delete if matches!(card.kind(), Kind::Device | Kind::Setting | Kind::Erasure) => {
            cx.say(Tone::Plain, t!(cx.words, "records-stays"));
        }
        Action::Delete => {
            let question = t!(cx.words, "confirm-delete", title = scope::name(cx, id));
            cx.push(Confirm::new(DELETE, cx.words.phrase(card.kind(), "delete"), question).dangerous());
        }
        Action::History => cx.push(HistoryPage::new(card.kind(), id, scope::name(cx, id))),
        Action::Resolve => diverging::resolve(id, cx),
        Action::Merge => twins::with(card.kind(), id, None, cx),
        Action::Note => talk::note(id, cx),
        Action::LogExchange => talk::log_exchange(Some(id), cx),
        Action::FollowUp => talk::follow_up(Some(id), cx),
        _ => return Took::No,
    }
    Took::Yes
}

/// Opens the form of a new record.
pub fn create(kind: Kind, cx: &mut Cx) {
    match kind {
        Kind::Device => return cx.say(Tone::Plain, t!(cx.words, "records-devices-are-admitted")),
        Kind::Erasure => return cx.say(Tone::Plain, t!(cx.words, "records-erasures")),
        Kind::Setting if cx.desk.card(&Setting::id()).is_some() => return edit(Setting::id(), cx),
        Kind::Exchange => return talk::log_exchange(None, cx),
        Kind::Followup => return talk::follow_up(None, cx),
        _ => {}
    }
    let preset: AnyRecord = match kind {
        Kind::Note => Note { date: Some(cx.today()), ..Note::default() }.into(),
        Kind::Duty => Duty { date: Some(cx.today()), ..Duty::default() }.into(),
        kind => AnyRecord::empty(kind),
    };
    let form = Form::of_kind(kind, Records::of(cx)).looking(looking(kind)).filled(&preset, cx);
    let commit = move |outcome: &FormOutcome, cx: &mut Cx| {
        let record = outcome.record(kind, None);
        Edit::new("done-added").create(new_id(&record, cx), record)
    };
    cx.push(FormLayer::new(SAVED, cx.words.phrase(kind, "new"), form).draft(kind.key()).commit(commit));
}

fn edit(id: RecordId, cx: &mut Cx) {
    let Some(card) = cx.desk.card(&id).cloned() else { return };
    if card.kind() != Kind::Device {
        return talk::edit(id, cx);
    }
    if !cx.desk.is_steward() {
        return cx.say(Tone::Plain, t!(cx.words, "records-devices-by-stewards"));
    }
    let empty = Form::new(Records::of(cx));
    let form = OF_DEVICE.iter().fold(empty, |form, key| form.field(Kind::Device, key)).filled(&card.record, cx);
    let form = form.diverging(Kind::Device, &card.diverging, cx);
    let before = card.record.clone();
    let commit = move |outcome: &FormOutcome, _: &mut Cx| {
        Edit::new("done-changed").put(id, Some(&before), &outcome.record(Kind::Device, Some(&before)))
    };
    let draft = talk::of_record(Kind::Device, id);
    cx.push(FormLayer::new(SAVED, cx.words.phrase(Kind::Device, "edit"), form).draft(draft).commit(commit));
}

/// Two laptops that create the same stage, step or settings apart hold one record after the merge.
fn new_id(record: &AnyRecord, cx: &mut Cx) -> RecordId {
    match record {
        AnyRecord::Setting(_) => Setting::id(),
        AnyRecord::Stage(Stage { subject: Some(subject), stage: Some(stage), .. }) => stage_id(subject.0, *stage),
        AnyRecord::Step(Step { subject: Some(subject), stage: Some(stage), item: Some(item), .. }) => {
            step_id(subject.0, *stage, item)
        }
        _ => cx.new_id(),
    }
}

/// What happened is typed looking back; what is planned, forward.
fn looking(kind: Kind) -> Looking {
    let ahead = kind.fields().iter().any(|spec| matches!(spec.key, "due" | "need_on" | "target_opening"))
        || matches!(kind, Kind::Duty | Kind::Milestone | Kind::Setting);
    if ahead { Looking::Forward } else { Looking::Back }
}

/// The choices by which a kind is filtered: of each closed list, each key, with the list's own.
pub fn choices_of(kind: Kind) -> impl Iterator<Item = (&'static FieldSpec, &'static str, &'static str)> {
    let lists = kind.fields().iter().filter_map(|spec| match spec.ty {
        FieldType::Choice(list, keys) => Some((spec, list, keys)),
        _ => None,
    });
    lists.flat_map(|(spec, list, keys)| keys.iter().map(move |key| (spec, list, *key)))
}

/// Why nothing was written, in the status bar.
pub fn say_refused(refused: &[Refused], cx: &mut Cx) {
    let mut said: Vec<&str> = refused.iter().map(|one| one.said.as_str()).collect();
    said.dedup();
    let said = said.join(" ");
    cx.say(Tone::Bad, said);
}
