//! Records that give way: what appears or disappears elsewhere when one record changes.

use std::collections::BTreeMap;

use super::apply::{Work, record_key};
use super::pages::{Page, table};
use super::record::StoredRecord;
use super::visits::{VisitRow, peek};
use super::{ViewError, Views};
use crate::log::{Facts, encode};
use crate::model::{Kind, RecordId};

/// What merging asks of a record.
pub(super) fn facts_of(record: &StoredRecord) -> Facts {
    Facts { here: record.here(), channel: record.channel, into: record.state.merged_into() }
}

impl Views {
    /// Takes note of a record's facts as they are now, counts again what they show or hide beside it, and tells whether
    /// the record itself gives way now.
    pub(super) fn relink(
        &mut self,
        work: &mut Work<'_>,
        kind: u16,
        id: RecordId,
        facts: Facts,
    ) -> Result<bool, ViewError> {
        if facts.into.is_none() && !self.merges.concerns(kind, &id) {
            return Ok(false);
        }
        work.changes.merges |= self.merges.facts(kind, &id) != Some(&facts);
        let mut before = self.note(work, kind, id, facts);
        if let Some(to) = facts.into.filter(|to| self.merges.facts(kind, to).is_none())
            && let Some(found) = stored_facts(work, kind, &to)?
        {
            for (other, gave_way) in self.note(work, kind, to, found) {
                before.entry(other).or_insert(gave_way);
            }
        }
        for (other, gave_way) in before {
            let gives_way = self.merges.gives_way(kind, &other);
            if gave_way != gives_way && other != id {
                self.show_or_hide(work, kind, other, !gives_way)?;
            }
        }
        Ok(self.merges.gives_way(kind, &id))
    }

    /// Tells who may give way otherwise than before, and how it was.
    fn note(&mut self, work: &mut Work<'_>, kind: u16, id: RecordId, facts: Facts) -> BTreeMap<RecordId, bool> {
        let relinked = self.merges.set(kind, id, facts);
        for touched in relinked.kept {
            let key = record_key(kind, &touched);
            match self.merges.facts(kind, &touched) {
                Some(facts) => work.pages.put(table::MERGES, &key, Page::Bytes(encode(facts))),
                None => work.pages.remove(table::MERGES, &key),
            }
        }
        relinked.gave_way
    }

    /// A record that is here is counted again, or no longer.
    fn show_or_hide(&mut self, work: &mut Work<'_>, kind: u16, id: RecordId, shown: bool) -> Result<(), ViewError> {
        self.recount(work, kind, id, (!shown, false), (shown, false));
        if kind != Kind::Visit.number() {
            work.changes.records.insert((kind, id));
            return Ok(());
        }
        let row = peek(&mut work.pages, &id)?.as_ref().and_then(VisitRow::of);
        self.tally_visit(work, row.as_ref(), if shown { 1 } else { -1 })?;
        work.changes.visits.insert(id);
        Ok(())
    }
}

fn stored_facts(work: &mut Work<'_>, kind: u16, id: &RecordId) -> Result<Option<Facts>, ViewError> {
    if kind == Kind::Visit.number() {
        return Ok(peek(&mut work.pages, id)?.map(|visit| facts_of(&visit.record)));
    }
    Ok(match work.pages.get(table::RECORDS, &record_key(kind, id))? {
        Some(Page::Record(record)) => Some(facts_of(record)),
        _ => None,
    })
}
