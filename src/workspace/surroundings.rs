//! What rules and completions see of the rest: the desk, the moment, and the records of the action under way.

use chrono::NaiveDate;

use super::{Desk, complete};
use crate::model::pipeline::{Gate, Pipeline};
use crate::model::rules::{Around, Fault, check};
use crate::model::{AnyRecord, Centre, LocalTime, RecordId};

/// How a record that is not on the desk is found: a visit.
pub(super) type FindVisit<'a> = &'a dyn Fn(RecordId) -> Option<AnyRecord>;

pub(super) struct Surroundings<'a> {
    pub desk: &'a Desk,
    pub now: LocalTime,
    /// The records of the action under way, as they will be.
    pub pending: &'a [(RecordId, AnyRecord)],
    pub find_visit: FindVisit<'a>,
}

impl Surroundings<'_> {
    pub fn today(&self) -> NaiveDate {
        self.now.date()
    }
}

impl Around for Surroundings<'_> {
    fn now(&self) -> LocalTime {
        self.now
    }

    fn bridge_days(&self) -> Vec<NaiveDate> {
        self.desk.bridge_days()
    }

    fn record(&self, id: RecordId) -> Option<AnyRecord> {
        let pending = self.pending.iter().find(|(pending, _)| *pending == id).map(|(_, record)| record);
        let known = pending.or_else(|| self.desk.card(&id).map(|card| &card.record));
        known.cloned().or_else(|| (self.find_visit)(id))
    }

    fn gates_open(&self, id: RecordId, centre: &Centre) -> Vec<Gate> {
        let desk = self.desk.with_pending(self.pending);
        desk.with_pipeline_inputs(id, centre, self.today(), Pipeline::gates)
    }
}

/// What a commit would make of a record: completed, with every fault on its field. Nothing is written; a form asks
/// before it closes. `before` is the record as it stands, or `None` for a new one.
pub fn preview(
    desk: &Desk,
    now: LocalTime,
    id: RecordId,
    before: Option<&AnyRecord>,
    after: AnyRecord,
) -> (AnyRecord, Vec<Fault>) {
    // A visit that a note is about is not on the desk: whoever offers the note has it on screen.
    let presumed = |_| Some(AnyRecord::empty(crate::model::Kind::Visit));
    let around = Surroundings { desk, now, pending: &[], find_visit: &presumed };
    let mut completed = after;
    complete::complete(&mut completed, before, &around);
    let faults = check(id, &completed, before, &around);
    (completed, faults)
}
