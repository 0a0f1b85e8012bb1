//! From a bundle that was found good to the journal: one transaction, whatever the size.

use std::collections::HashSet;
use std::io::{Read, Seek};

use super::WorkspaceError;
use super::visits::PatientsSeen;
use crate::log::Segment;
use crate::model::RecordId;
use crate::store::views::Changes;
use crate::store::{Entry, Store, hollowed};
use crate::sync;

/// More ops than this go into a file of the journal of their own.
const ONE_FRAME: u64 = 2_000;
/// Ops a block of such a file: one is read back without reading much else.
const BLOCK: usize = 256;

/// One transaction of the journal, whatever the size.
pub(super) fn take_in<R: Read + Seek>(
    store: &mut Store,
    arrival: &mut sync::Arrival<R>,
    noted: Vec<Entry>,
    patients: PatientsSeen,
) -> Result<Changes, WorkspaceError> {
    let cleared = store.views().cleared().records().clone();
    if arrival.summary.new_ops() > ONE_FRAME {
        return store.append_large(|put| frames(arrival, noted, patients, &cleared, put));
    }
    let mut entries = Vec::new();
    frames(arrival, noted, patients, &cleared, &mut |frame| {
        entries.extend(frame);
        Ok(())
    })?;
    // A stick that comes round again leaves no trace.
    Ok(if entries.is_empty() { Changes::default() } else { store.append(entries)? })
}

/// What an arrival adds to the journal, a frame at a time; one frame if it is small.
pub(super) fn frames<R: Read + Seek>(
    arrival: &mut sync::Arrival<R>,
    noted: Vec<Entry>,
    mut patients: PatientsSeen,
    cleared: &HashSet<RecordId>,
    put: &mut dyn FnMut(Vec<Entry>) -> Result<(), WorkspaceError>,
) -> Result<(), WorkspaceError> {
    let mut last: Vec<Entry> = Vec::new();
    last.extend(arrival.authors.iter().map(|(_, author)| Entry::Author(*author)));
    last.extend(arrival.heads.iter().cloned().map(Entry::Head));
    last.extend(arrival.receipts.iter().cloned().map(Entry::Receipt));
    last.extend(arrival.backups.iter().cloned().map(Entry::Backup));
    last.extend(noted);
    let first = arrival.joining.map(Entry::Team);
    // what was cleared from this laptop does not come back by a later edit
    let taken = |segment: Segment| {
        let entry = Entry::Ops(segment);
        hollowed(&entry, &|_, record| cleared.contains(record)).unwrap_or(entry)
    };
    if arrival.summary.new_ops() <= ONE_FRAME {
        let segments = arrival.segments()?;
        segments.iter().for_each(|segment| patients.look(segment));
        last.extend(patients.entry());
        return put(first.into_iter().chain(segments.into_iter().map(taken)).chain(last).collect());
    }
    if let Some(team) = first {
        put(vec![team])?;
    }
    let deliver = arrival.deliver(|segment| {
        patients.look(&segment);
        split(segment).into_iter().try_for_each(|part| put(vec![taken(part)]))
    });
    deliver?;
    last.extend(patients.entry());
    put(last)
}

/// Segments of at most [`BLOCK`] ops.
fn split(segment: Segment) -> Vec<Segment> {
    let tips = segment.tips().unwrap_or_default();
    let mut follows = segment.follows;
    let mut parts = Vec::new();
    for (ops, tips) in segment.ops.chunks(BLOCK).zip(tips.chunks(BLOCK)) {
        parts.push(Segment { feed: segment.feed, follows, ops: ops.to_vec() });
        follows = tips.last().copied().unwrap_or(follows);
    }
    parts
}
