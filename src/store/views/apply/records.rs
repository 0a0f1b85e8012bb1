//! From an op to its record, and what is counted of it.

use super::{MOST_TOUCHED, Touched, Work, belongs, edits_of, kind_of, record_key};
use crate::log::{Channel, DeviceId, FeedId, Op, OpRef};
use crate::model::{Kind, RecordId};
use crate::store::Place;
use crate::store::views::held_visits::PackedVisit;
use crate::store::views::merges::facts_of;
use crate::store::views::pages::{Page, Spot, table};
use crate::store::views::record::StoredRecord;
use crate::store::views::tally::{Cell, Month, add_to};
use crate::store::views::visits::{VisitRow, put, take, week_of};
use crate::store::views::{State, ViewError, Views};

impl Views {
    pub(in crate::store::views) fn apply_op(
        &mut self,
        work: &mut Work<'_>,
        feed: &FeedId,
        op: &Op,
        op_ref: OpRef<Place>,
    ) -> Result<(), ViewError> {
        if self.cleared.holds(&op.record) || self.keep_hollow(work, feed.channel, op, op_ref)? {
            return Ok(());
        }
        let Some(edits) = edits_of(op) else { return Ok(()) };
        let Some(kind) = kind_of(&edits).filter(|kind| belongs(*kind, feed.channel)) else { return Ok(()) };
        *work.changes.let_in.entry((feed.device, kind)).or_default() += 1;
        let taken = self.change_record(work, feed.channel, kind, op.record, |state| {
            state.apply(op_ref, &edits);
            Ok(())
        })?;
        if taken { Ok(()) } else { self.set_apart(work, feed.channel, (kind, op.record), op_ref, &edits) }
    }

    /// `false`, and nothing is changed, where the record stands on another channel.
    pub(in crate::store::views) fn change_record(
        &mut self,
        work: &mut Work<'_>,
        channel: Channel,
        kind: u16,
        id: RecordId,
        change: impl FnOnce(&mut State) -> Result<(), ViewError>,
    ) -> Result<bool, ViewError> {
        if let (true, Channel::Visits(owner)) = (kind == Kind::Visit.number(), channel) {
            return self.change_visit(work, owner, id, change);
        }
        let key = record_key(kind, &id);
        let fresh = || Page::Record(StoredRecord { id, kind, channel, state: State::default() });
        let Page::Record(record) = work.pages.change(table::RECORDS, &key, fresh)? else { return Ok(false) };
        if record.channel != channel && !record.state.ops.is_empty() {
            return Ok(false);
        }
        record.channel = channel;
        let before = (record.here(), !record.diverging().is_empty());
        change(&mut record.state)?;
        let after = (record.here(), !record.diverging().is_empty());
        let facts = facts_of(record);
        let gave_way = self.merges.gives_way(kind, &id);
        let gives_way = self.relink(work, kind, id, facts)?;
        self.recount(work, kind, id, (before.0 && !gave_way, before.1), (after.0 && !gives_way, after.1));
        work.changes.records.insert((kind, id));
        Ok(true)
    }

    pub(in crate::store::views) fn change_visit(
        &mut self,
        work: &mut Work<'_>,
        owner: DeviceId,
        id: RecordId,
        change: impl FnOnce(&mut State) -> Result<(), ViewError>,
    ) -> Result<bool, ViewError> {
        let kind = Kind::Visit.number();
        let taken = match take(&mut work.pages, &id)? {
            Some((packed, spot)) if packed.owner != owner && !packed.record.state.ops.is_empty() => {
                put(&mut work.pages, &packed, Some(spot), spot)?;
                return Ok(false);
            }
            taken => taken,
        };
        let old = taken.as_ref().map(|(_, spot)| *spot);
        let mut packed = taken.map_or_else(
            || {
                let record = StoredRecord { id, kind, channel: Channel::Visits(owner), state: State::default() };
                PackedVisit { owner, record }
            },
            |(packed, _)| packed,
        );
        (packed.owner, packed.record.channel) = (owner, Channel::Visits(owner));
        let before = VisitRow::of(&packed);
        change(&mut packed.record.state)?;
        let after = VisitRow::of(&packed);
        let facts = facts_of(&packed.record);
        let typed = packed.record.typed();
        let visit = typed.as_ref().and_then(<crate::model::Visit as crate::model::OfKind>::of);
        let week = week_of(visit.and_then(|visit| visit.start).map(|start| start.date()));
        let centre = self.slot_of_centre(work, visit.and_then(|visit| visit.centre).map(|centre| centre.0));
        put(&mut work.pages, &packed, old, Spot { week, centre })?;
        let gave_way = self.merges.gives_way(kind, &id);
        let gives_way = self.relink(work, kind, id, facts)?;
        let flags = |row: &Option<VisitRow>, hidden: bool| {
            (row.is_some() && !hidden, row.as_ref().is_some_and(|row| row.diverges))
        };
        self.recount(work, kind, id, flags(&before, gave_way), flags(&after, gives_way));
        self.tally_visit(work, before.as_ref().filter(|_| !gave_way), -1)?;
        self.tally_visit(work, after.as_ref().filter(|_| !gives_way), 1)?;
        work.changes.visits.insert(id);
        Ok(true)
    }

    pub(in crate::store::views) fn tally_visit(
        &mut self,
        work: &mut Work<'_>,
        row: Option<&VisitRow>,
        sign: i64,
    ) -> Result<(), ViewError> {
        let Some(row) = row else { return Ok(()) };
        let month = row.visit.start.map_or(Month(0), |start| Month::of(start.date()));
        let centre = row.visit.centre.map(|centre| centre.0);
        let cell = Cell::of(&row.visit);
        self.add_cell(work, month, centre, if sign < 0 { cell.negated() } else { cell })
    }

    pub(in crate::store::views) fn add_cell(
        &mut self,
        work: &mut Work<'_>,
        month: Month,
        centre: Option<RecordId>,
        cell: Cell,
    ) -> Result<(), ViewError> {
        let slot = self.slot_of_centre(work, centre);
        let key = [month.key().as_slice(), &slot.to_be_bytes()].concat();
        if let Page::Cells(cells) = work.pages.change(table::TALLY, &key, || Page::Cells(Vec::new()))? {
            add_to(cells, &cell);
        }
        self.tally.add(month, centre, &cell);
        Ok(())
    }

    pub(in crate::store::views) fn recount(
        &mut self,
        work: &mut Work<'_>,
        kind: u16,
        id: RecordId,
        before: (bool, bool),
        after: (bool, bool),
    ) {
        let touched = &mut work.changes.touched;
        if touched.len() < MOST_TOUCHED || touched.contains_key(&(kind, id)) {
            touched.entry((kind, id)).or_insert(Touched { before, after }).after = after;
        }
        let count = self.counts.entry(kind).or_default();
        match (before.0, after.0) {
            (false, true) => *count += 1,
            (true, false) => *count = count.saturating_sub(1),
            _ => {}
        }
        match (before.1, after.1) {
            (false, true) => work.pages.put(table::DIVERGING, id.as_bytes(), Page::Bytes(kind.to_be_bytes().to_vec())),
            (true, false) => work.pages.remove(table::DIVERGING, id.as_bytes()),
            _ => {}
        }
    }
}
