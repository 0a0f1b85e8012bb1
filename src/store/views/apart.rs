//! Records of which ops stand on more than one channel.
//!
//! A record has one channel. Who may write on several can still write of one id on each, if the id is known: then the
//! channel that more may read counts (the smallest), whatever arrived first, and the ops on the others wait here. It is
//! this way round because an id is foreseen by those who read it: what everyone can see cannot be taken away by
//! something that few see.

use std::collections::BTreeSet;

use super::apply::{Work, edits_of, read_op, record_key};
use super::erased::empty;
use super::pages::{Page, Pages, table};
use super::visits::peek;
use super::{Frames, State, ViewError, Views};
use crate::log::{Channel, FieldEdit, OpId, OpRef};
use crate::model::{Kind, RecordId};
use crate::store::Place;

/// An op that waits, and its channel.
pub(super) type Apart = (Channel, OpRef<Place>);

impl Views {
    /// Takes in an op of a record that stands on another channel.
    pub(super) fn set_apart(
        &mut self,
        work: &mut Work<'_>,
        channel: Channel,
        (kind, id): (u16, RecordId),
        op_ref: OpRef<Place>,
        edits: &[FieldEdit],
    ) -> Result<(), ViewError> {
        let Some((held, _)) = standing(work, kind, &id)? else { return Ok(()) };
        work.changes.apart.insert((kind, id));
        if channel > held {
            return add(&mut work.pages, kind, &id, vec![(channel, op_ref)]);
        }
        let mut displaced = Vec::new();
        self.change_record(work, held, kind, id, |state| empty(state, &mut displaced))?;
        add(&mut work.pages, kind, &id, displaced.into_iter().map(|op| (held, op)).collect())?;
        self.change_record(work, channel, kind, id, |state| {
            state.apply(op_ref, edits);
            Ok(())
        })?;
        Ok(())
    }

    /// Some ops count no longer. Where none is left of the record, those that wait on the next channel come forward.
    pub(super) fn bring_forward(
        &mut self,
        work: &mut Work<'_>,
        (kind, id): (u16, RecordId),
        gone: &BTreeSet<OpId>,
        journal: &dyn Frames,
    ) -> Result<(), ViewError> {
        let mut waiting = take_apart(&mut work.pages, kind, &id)?;
        waiting.retain(|(_, op)| !gone.contains(&op.id));
        let stands = standing(work, kind, &id)?.is_some_and(|(_, ops)| ops > 0);
        if let (false, Some(next)) = (stands, waiting.iter().map(|(channel, _)| *channel).min()) {
            let (forward, rest): (Vec<Apart>, Vec<Apart>) = waiting.into_iter().partition(|(of, _)| *of == next);
            waiting = rest;
            self.change_record(work, next, kind, id, |state| again(state, &forward, journal))?;
        }
        add(&mut work.pages, kind, &id, waiting)
    }
}

fn again(state: &mut State, ops: &[Apart], journal: &dyn Frames) -> Result<(), ViewError> {
    for (_, op) in ops {
        let edits = edits_of(&read_op(journal, op.at)?.1).unwrap_or_default();
        state.apply(*op, &edits);
    }
    Ok(())
}

/// The channel of a record as it is shown, and how many ops it has.
fn standing(work: &mut Work<'_>, kind: u16, id: &RecordId) -> Result<Option<(Channel, usize)>, ViewError> {
    if kind == Kind::Visit.number() {
        let visit = peek(&mut work.pages, id)?;
        return Ok(visit.map(|visit| (Channel::Visits(visit.owner), visit.record.state.ops.len())));
    }
    Ok(match work.pages.get(table::RECORDS, &record_key(kind, id))? {
        Some(Page::Record(record)) => Some((record.channel, record.state.ops.len())),
        _ => None,
    })
}

fn add(pages: &mut Pages<'_>, kind: u16, id: &RecordId, more: Vec<Apart>) -> Result<(), ViewError> {
    if more.is_empty() {
        return Ok(());
    }
    if let Page::Apart(ops) = pages.change(table::APART, &record_key(kind, id), || Page::Apart(Vec::new()))? {
        ops.retain(|(_, op)| more.iter().all(|(_, other)| other.id != op.id));
        ops.extend(more);
        ops.sort_unstable_by_key(|(channel, op)| (*channel, op.time, op.id));
    }
    Ok(())
}

/// All that waits of a record, which then waits no more.
pub(super) fn take_apart(pages: &mut Pages<'_>, kind: u16, id: &RecordId) -> Result<Vec<Apart>, ViewError> {
    let key = record_key(kind, id);
    let waiting = match pages.get(table::APART, &key)? {
        Some(Page::Apart(ops)) => ops.clone(),
        _ => return Ok(Vec::new()),
    };
    pages.remove(table::APART, &key);
    Ok(waiting)
}
