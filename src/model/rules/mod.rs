//! What a record must satisfy. The rules answer with all faults at once, each on its field.

mod centre;
mod fields;
mod people;
mod published;
mod staff;
#[cfg(test)]
mod tests;
mod visit;

use chrono::NaiveDate;

use super::pipeline::Gate;
use super::{AnyRecord, Centre, EXISTENCE, Kind, LocalTime, RecordId, Tag};

/// Whether a record with the fault may be saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    Refused,
    /// Said, and saved all the same.
    Warning,
}

/// What is wrong with one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    pub tag: Tag,
    /// A `fault-…` message.
    pub code: &'static str,
    /// The message's values. `gates` (`stage.item`, joined by commas) and `band` are keys, which [`Fault::words`] names.
    pub args: Vec<(&'static str, String)>,
    pub severity: Severity,
}

impl Fault {
    pub fn is_refused(&self) -> bool {
        self.severity == Severity::Refused
    }
}

/// Whether any fault forbids to save.
pub fn refused(faults: &[Fault]) -> bool {
    faults.iter().any(Fault::is_refused)
}

/// What the rules need to know of the rest.
pub trait Around {
    /// The wall clock.
    fn now(&self) -> LocalTime;

    /// The team's bridge days.
    fn bridge_days(&self) -> Vec<NaiveDate>;

    /// A record, as it stands; `None` also for a deleted one.
    fn record(&self, id: RecordId) -> Option<AnyRecord>;

    /// The gates that are open for a centre as it is about to be saved ([`super::pipeline::Pipeline::gates`]).
    fn gates_open(&self, id: RecordId, centre: &Centre) -> Vec<Gate>;
}

/// All faults of a record that is about to be saved. `before` is the record as it stands, or `None` for a new one:
/// what only time or other records have made wrong is not held against an edit of something else.
pub fn check(id: RecordId, record: &AnyRecord, before: Option<&AnyRecord>, around: &dyn Around) -> Vec<Fault> {
    let mut c = Checker { id, record, before, around, today: around.now().date(), faults: Vec::new() };
    fields::check(&mut c);
    match record {
        AnyRecord::Member(member) => people::member(member, &mut c),
        AnyRecord::Centre(centre) => centre::centre(centre, &mut c),
        AnyRecord::Contact(contact) => people::contact(contact, &mut c),
        AnyRecord::Exchange(exchange) => people::exchange(exchange, &mut c),
        AnyRecord::Followup(followup) => people::followup(followup, &mut c),
        AnyRecord::Stage(stage) => centre::stage(stage, &mut c),
        AnyRecord::Step(step) => centre::step(step, &mut c),
        AnyRecord::Position(position) => staff::position(position, &mut c),
        AnyRecord::Candidacy(candidacy) => staff::candidacy(candidacy, &mut c),
        AnyRecord::Circulation(circulation) => staff::circulation(circulation, &mut c),
        AnyRecord::Visit(visit) => visit::visit(visit, &mut c),
        AnyRecord::Duty(duty) => visit::duty(duty, &mut c),
        AnyRecord::Indicator(indicator) => published::indicator(indicator, &mut c),
        AnyRecord::Project(project) => published::project(project, &mut c),
        AnyRecord::Milestone(milestone) => published::milestone(milestone, &mut c),
        AnyRecord::Note(note) => people::note(note, &mut c),
        AnyRecord::Device(device) => people::device(device, &mut c),
        AnyRecord::Setting(setting) => people::setting(setting, &mut c),
        AnyRecord::Erasure(_) => {}
    }
    c.faults.sort_by_key(|fault| (fault.severity, fault.tag));
    c.faults
}

/// A check under way.
struct Checker<'a> {
    id: RecordId,
    record: &'a AnyRecord,
    before: Option<&'a AnyRecord>,
    around: &'a dyn Around,
    today: NaiveDate,
    faults: Vec<Fault>,
}

impl Checker<'_> {
    fn tag(&self, key: &str) -> Tag {
        let spec = self.record.kind().field(key);
        debug_assert!(spec.is_some(), "no field {key}");
        spec.map_or(EXISTENCE, |spec| spec.tag)
    }

    fn add(&mut self, tag: Tag, code: &'static str, args: Vec<(&'static str, String)>, severity: Severity) {
        self.faults.push(Fault { tag, code, args, severity });
    }

    fn refuse(&mut self, field: &str, code: &'static str) {
        self.refuse_with(field, code, Vec::new());
    }

    fn refuse_with(&mut self, field: &str, code: &'static str, args: Vec<(&'static str, String)>) {
        self.add(self.tag(field), code, args, Severity::Refused);
    }

    fn warn(&mut self, field: &str, code: &'static str) {
        self.add(self.tag(field), code, Vec::new(), Severity::Warning);
    }

    /// Whether the field is new or no longer as it was.
    fn changed(&self, field: &str) -> bool {
        let tag = self.tag(field);
        self.before.is_none_or(|before| before.get(tag) != self.record.get(tag))
    }

    /// Refuses what has happened on a day that is yet to come, when it is entered.
    fn not_in_future(&mut self, field: &str, day: Option<NaiveDate>) {
        if day.is_some_and(|day| day > self.today) && self.changed(field) {
            self.refuse(field, "fault-in-future");
        }
    }

    /// Refuses an end before its beginning, on the end.
    fn in_order(&mut self, first: Option<NaiveDate>, field: &str, then: Option<NaiveDate>) {
        if first.zip(then).is_some_and(|(first, then)| then < first) {
            self.refuse(field, "fault-dates-order");
        }
    }

    /// Refuses or points out what would tell who someone is.
    fn private(&mut self, field: &str, text: &str) {
        for finding in super::privacy::findings(text) {
            let severity = if finding.is_refused() { Severity::Refused } else { Severity::Warning };
            self.add(self.tag(field), finding.message(), Vec::new(), severity);
        }
    }

    fn kind_of(&self, id: RecordId) -> Option<Kind> {
        self.around.record(id).map(|record| record.kind())
    }
}

/// A long text that says something.
fn said<const N: usize>(text: &Option<super::LongText<N>>) -> bool {
    text.as_ref().is_some_and(|text| !text.0.trim().is_empty())
}
