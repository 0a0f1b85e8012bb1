//! Questions about visits.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::commit::Draft;
use super::exchange::OnProgress;
use super::{VisitDays, VisitFilter, VisitTotals, Workspace, WorkspaceError};
use crate::log::{Body, Channel, DeviceId, Payload, Segment, decode, encode};
use crate::model::reference::fold;
use crate::model::{AnyRecord, Kind, RecordId, Tag, Value, VisitStatus};
use crate::store::Entry;
use crate::store::views::{Edge, Month, SearchMark, VisitPage, VisitRow, VisitScan, VisitSlice};
use crate::sync::{ExportError, Progress};

/// Visits read between two words about how far it is.
const READ_BEFORE_TOLD: u64 = 2_000;

impl Workspace {
    /// A window over the visits of a filter, newest first.
    ///
    /// # Errors
    /// [`WorkspaceError::Store`].
    pub fn visits(&self, filter: &VisitFilter, edge: Edge, limit: usize) -> Result<VisitPage, WorkspaceError> {
        self.visits_until(filter, edge, limit, &|| false)
    }

    /// The same, given up as soon as `cancelled` says so: what was found by then.
    ///
    /// # Errors
    /// [`WorkspaceError::Store`].
    pub fn visits_until(
        &self,
        filter: &VisitFilter,
        edge: Edge,
        limit: usize,
        cancelled: &dyn Fn() -> bool,
    ) -> Result<VisitPage, WorkspaceError> {
        let keep = |row: &VisitRow| self.keeps(filter, row);
        let scan = VisitScan { centre: filter.centre, from: filter.from, to: filter.to, keep: &keep, cancelled };
        Ok(self.store.views().visits(&scan, edge, limit)?)
    }

    fn keeps(&self, filter: &VisitFilter, row: &VisitRow) -> bool {
        let of = |owner: DeviceId| self.desk.same_holder(owner, row.owner);
        filter.keeps(row) && filter.owner.is_none_or(of)
    }

    /// Shows every visit of a filter to `take`, in one pass and in no order, with few of them in memory at a time. `told`
    /// hears how many were read, of about how many.
    ///
    /// # Errors
    /// [`WorkspaceError::Store`]; [`ExportError::Stopped`] in [`WorkspaceError::Export`] where `told` says so.
    pub fn each_visit(
        &self,
        filter: &VisitFilter,
        told: OnProgress<'_>,
        take: &mut dyn FnMut(&VisitRow),
    ) -> Result<(), WorkspaceError> {
        let of_months = VisitFilter { from: filter.from, to: filter.to, ..VisitFilter::default() };
        let total = u64::try_from(self.tallied(&of_months).visits).unwrap_or_default();
        let (stopped, read, told) = (Cell::new(false), Cell::new(0_u64), RefCell::new(told));
        let keep = |row: &VisitRow| {
            read.set(read.get() + 1);
            if read.get().is_multiple_of(READ_BEFORE_TOLD) {
                let at = Progress { done: read.get().min(total), total };
                stopped.set(stopped.get() || (told.borrow_mut())(at).is_break());
            }
            self.keeps(filter, row)
        };
        let cancelled = || stopped.get();
        let scan =
            VisitScan { centre: filter.centre, from: filter.from, to: filter.to, keep: &keep, cancelled: &cancelled };
        self.store.views().each_visit(&scan, take)?;
        if stopped.get() { Err(WorkspaceError::Export(ExportError::Stopped)) } else { Ok(()) }
    }

    /// How many visits each day of a filter has, however many they are.
    ///
    /// # Errors
    /// [`WorkspaceError::Store`].
    pub fn visit_days(&self, filter: &VisitFilter, cancelled: &dyn Fn() -> bool) -> Result<VisitDays, WorkspaceError> {
        let keep = |row: &VisitRow| self.keeps(filter, row);
        let scan = VisitScan { centre: filter.centre, from: filter.from, to: filter.to, keep: &keep, cancelled };
        let mut days = VisitDays::default();
        self.store.views().each_visit(&scan, &mut |row| days.add(row))?;
        Ok(days)
    }

    /// The next slice of a search, newest first: the visits of which pseudonym and note hold every word of `text`. Reads
    /// whole weeks, until `enough` visits are read.
    ///
    /// # Errors
    /// [`WorkspaceError::Store`].
    pub fn search_visits(
        &self,
        text: &str,
        from: Option<SearchMark>,
        enough: usize,
    ) -> Result<VisitSlice, WorkspaceError> {
        let wanted = fold(text);
        let holds = |text: &str| {
            let text = fold(text);
            wanted.split(' ').all(|word| text.contains(word))
        };
        Ok(self.store.views().search_visits(&holds, from, enough)?)
    }

    /// One visit; `None` if it is not here.
    ///
    /// # Errors
    /// [`WorkspaceError::Store`].
    pub fn visit(&self, id: &RecordId) -> Result<Option<VisitRow>, WorkspaceError> {
        Ok(self.store.views().visit_row(id)?)
    }

    /// The sums of a filter: from the tallies where they can tell, else by reading every visit of the period, until
    /// `cancelled`.
    ///
    /// # Errors
    /// [`WorkspaceError::Store`].
    pub fn totals(&self, filter: &VisitFilter, cancelled: &dyn Fn() -> bool) -> Result<VisitTotals, WorkspaceError> {
        if filter.is_coarse() {
            return Ok(self.tallied(filter));
        }
        let mut totals = VisitTotals::default();
        let mut edge = Edge::Newest;
        loop {
            let page = self.visits_until(filter, edge, 2_000, cancelled)?;
            for row in &page.rows {
                totals.visits += 1;
                totals.minutes = totals.minutes.wrapping_add(row.visit.minutes.unwrap_or_default());
                totals.km = totals.km.wrapping_add(row.visit.km.map_or(0, |km| km.thousandths()));
            }
            match page.rows.last() {
                Some(last) if page.more && !cancelled() => edge = Edge::Below(last.cursor()),
                _ => return Ok(totals),
            }
        }
    }

    fn tallied(&self, filter: &VisitFilter) -> VisitTotals {
        let from = filter.from.map(Month::of);
        let to = filter.to.map(Month::of);
        let centre = filter.centre.map(|centre| self.desk.stays(&centre));
        let mut totals = VisitTotals::default();
        for (key, cell) in self.store.views().tally().iter() {
            let holds = from.is_none_or(|from| key.month >= from)
                && to.is_none_or(|to| key.month <= to)
                && (centre.is_none() || centre == key.centre.map(|centre| self.desk.stays(&centre)))
                && (filter.status.is_none() || filter.status == key.status)
                && (filter.band.is_none() || filter.band == key.band);
            if holds {
                totals.visits += cell.visits;
                totals.minutes = totals.minutes.wrapping_add(cell.minutes);
                totals.km = totals.km.wrapping_add(cell.km);
            }
        }
        totals
    }

    /// Visits done by centre, from the tallies, of whole months: those cleared off this laptop among them.
    pub fn done_by_centre(&self, from: NaiveDate, to: NaiveDate) -> BTreeMap<Option<RecordId>, i64> {
        let (from, to) = (Month::of(from), Month::of(to));
        let mut found = BTreeMap::new();
        for (key, cell) in self.store.views().tally().iter() {
            if (from..=to).contains(&key.month) && key.status == Some(VisitStatus::Done) {
                *found.entry(key.centre.map(|centre| self.desk.stays(&centre))).or_default() += cell.visits;
            }
        }
        found
    }

    /// The next pseudonym of this laptop, `CODE-NNNN`.
    ///
    /// # Errors
    /// [`WorkspaceError::Store`].
    pub fn next_patient(&self) -> Result<String, WorkspaceError> {
        Ok(format!("{}{:04}", self.patient_prefix(), self.last_patient()? + 1))
    }

    /// The highest number that this laptop has given to a patient, kept in the frame of the visit that used it.
    pub(super) fn patient_counter<'d>(
        &self,
        drafts: impl Iterator<Item = &'d Draft>,
    ) -> Result<Option<Entry>, WorkspaceError> {
        let prefix = self.patient_prefix();
        let highest = drafts.filter_map(|draft| number_after(draft.patient.as_deref()?, &prefix)).max().unwrap_or(0);
        Ok((highest > self.last_patient()?).then(|| patients_given(highest)))
    }

    pub(super) fn last_patient(&self) -> Result<u64, WorkspaceError> {
        Ok(self.local(PATIENT)?.and_then(|bytes| decode(&bytes).ok()).unwrap_or_default())
    }

    /// What the pseudonyms of this laptop begin with.
    pub(super) fn patient_prefix(&self) -> String {
        format!("{}-", self.desk.my_device().and_then(|device| device.code.as_deref()).unwrap_or_default())
    }
}

/// The name of the patients' counter among what only this laptop knows.
const PATIENT: &str = "patient";

/// Numbers up to this one are given.
pub(super) fn patients_given(highest: u64) -> Entry {
    Entry::Local { key: PATIENT.to_owned(), value: Some(encode(&highest)) }
}

/// The number of a visit's patient, if its pseudonym is of this laptop.
pub(super) fn patient_number(record: &AnyRecord, prefix: &str) -> Option<u64> {
    match record {
        AnyRecord::Visit(visit) => number_after(visit.patient.as_deref()?, prefix),
        _ => None,
    }
}

fn number_after(patient: &str, prefix: &str) -> Option<u64> {
    patient.strip_prefix(prefix)?.parse().ok()
}

/// The pseudonyms of this laptop among edits that arrive: its own later visits, after a restore, or a correction of the
/// head office. None of them is given again.
#[derive(Default)]
pub(super) struct PatientsSeen {
    prefix: String,
    tag: Tag,
    given: u64,
    highest: u64,
}

impl PatientsSeen {
    /// After what `workspace` has given so far.
    pub fn new(workspace: &Workspace) -> Result<Self, WorkspaceError> {
        let tag = Kind::Visit.field("patient").map_or(0, |spec| spec.tag);
        Ok(Self { prefix: workspace.patient_prefix(), tag, given: workspace.last_patient()?, highest: 0 })
    }

    pub fn look(&mut self, segment: &Segment) {
        if !matches!(segment.feed.channel, Channel::Visits(_)) {
            return;
        }
        for op in &segment.ops {
            let Body::Payload(bytes) = &op.body else { continue };
            let edits = Payload::from_bytes(bytes).map(|payload| payload.edits).unwrap_or_default();
            let values = edits.iter().filter(|edit| edit.tag == self.tag).filter_map(|edit| edit.value.as_deref());
            for value in values {
                let number = match Value::from_bytes(value) {
                    Ok(Value::Text(text)) => number_after(&text, &self.prefix),
                    _ => None,
                };
                self.highest = self.highest.max(number.unwrap_or_default());
            }
        }
    }

    /// What is written down if they go further than what was given here.
    pub fn entry(&self) -> Option<Entry> {
        (self.highest > self.given).then(|| patients_given(self.highest))
    }
}
