//! Erasing for good: what a steward takes out of every laptop that it reaches, and who has applied it.

use std::collections::{BTreeMap, BTreeSet};

use super::load::whole;
use super::surroundings::Surroundings;
use super::{OnProgress, Refusal, Workspace, WorkspaceError};
use crate::log::{Body, Channel, DeviceId, FeedId, Op, Segment, Standing, Tip};
use crate::model::rules::{Fault, Severity, check};
use crate::model::{AnyRecord, Device, Erasure, Kind, LongText, RecordId, Ref, Refs, Tag, Value};
use crate::store::views::{Changes, StoredRecord, Views};
use crate::store::{Compacting, Entry, Fate, Reach, hollowed};
use crate::sync::Progress;

/// Of which erasures the journal is rid.
const PURGED: &str = "purged";

/// What is to be erased.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ToErase {
    /// Visits, with the notes about them, and notes.
    Records(Vec<RecordId>),
    /// Every visit of a pseudonym, with the notes about them. It becomes a list of records here and goes no further.
    Patient(String),
    /// Every note about an erased visit that came after the erasure.
    LeftOver,
}

/// What an erasure takes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Erasable {
    pub visits: BTreeSet<RecordId>,
    pub notes: BTreeSet<RecordId>,
}

impl Erasable {
    pub fn is_empty(&self) -> bool {
        self.visits.is_empty() && self.notes.is_empty()
    }

    pub fn records(&self) -> impl Iterator<Item = RecordId> + '_ {
        self.visits.iter().chain(&self.notes).copied()
    }
}

/// What an erasure did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Erased {
    /// The records of the erasures, of which [`Workspace::applied`] tells who has applied them.
    pub erasures: Vec<RecordId>,
    /// Whether the journal is rid of the content. If not, that is tried again at the next occasion.
    pub purged: bool,
}

/// Whether one device of the team has applied an erasure, as far as is known here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Applied {
    pub device: DeviceId,
    pub applied: bool,
    /// No bundle reaches it any more.
    pub revoked: bool,
}

impl Workspace {
    /// The records that erasing these would take; deleted ones among them, for they are only hidden.
    ///
    /// # Errors
    /// [`WorkspaceError::NotErasable`] for a record of another kind, [`WorkspaceError::Erased`], [`WorkspaceError::NotFound`].
    pub fn erasable(&self, what: &ToErase) -> Result<Erasable, WorkspaceError> {
        let mut found = Erasable::default();
        match what {
            ToErase::Records(ids) => ids.iter().try_for_each(|id| self.add_erasable(*id, &mut found))?,
            ToErase::Patient(patient) => found.visits = self.visits_of_patient(patient)?,
            ToErase::LeftOver => found.notes = self.left_over()?.into_values().flatten().collect(),
        }
        self.add_merged(&mut found);
        for (id, about) in notes(self.store.views())? {
            if about.iter().any(|visit| found.visits.contains(visit)) {
                found.notes.insert(id);
            }
        }
        Ok(found)
    }

    /// What an erasure has left: by erased record, the notes about it that are here. They came after the erasure, which
    /// names records and could not name them; deleted ones among them.
    ///
    /// # Errors
    /// [`WorkspaceError::Store`].
    pub fn left_over(&self) -> Result<BTreeMap<RecordId, BTreeSet<RecordId>>, WorkspaceError> {
        left_over(self.store.views())
    }

    /// Records that were merged are one: what one of them says, another may say too.
    fn add_merged(&self, found: &mut Erasable) {
        for ids in [&mut found.visits, &mut found.notes] {
            let stays: BTreeSet<RecordId> = ids.iter().map(|id| self.desk.stays(id)).collect();
            ids.extend(stays.iter().flat_map(|id| self.desk.gave_way_to(id)));
            ids.extend(stays);
        }
    }

    fn add_erasable(&self, id: RecordId, found: &mut Erasable) -> Result<(), WorkspaceError> {
        let views = self.store.views();
        if self.is_erased(&id) {
            return Err(WorkspaceError::Erased(id));
        }
        if views.visit(&id)?.is_some() {
            found.visits.insert(id);
        } else if views.record(Kind::Note.number(), &id)?.is_some() {
            found.notes.insert(id);
        } else if self.desk.card(&id).is_some() {
            return Err(WorkspaceError::NotErasable(id));
        } else {
            return Err(WorkspaceError::NotFound(id));
        }
        Ok(())
    }

    /// The visits that name a patient, in the channel of the laptop that gave the pseudonym; where no laptop of that code
    /// has any, in whichever it is found.
    fn visits_of_patient(&self, patient: &str) -> Result<BTreeSet<RecordId>, WorkspaceError> {
        let wanted = Value::Text(patient.trim().to_uppercase());
        let Some(tag) = Kind::Visit.field("patient").map(|spec| spec.tag) else { return Ok(BTreeSet::new()) };
        let found = self.store.views().visits_that(&|visit| holds(visit, tag, &wanted))?;
        let code = patient.rsplit_once('-').map_or("", |(code, _)| code).trim();
        let devices = self.desk.all::<Device>();
        let of_code = devices
            .filter(|(_, device)| device.code.as_deref().is_some_and(|other| other.trim().eq_ignore_ascii_case(code)));
        let givers: BTreeSet<DeviceId> = of_code.map(|(id, _)| DeviceId::from_record(id)).collect();
        let given = |(_, owner): &&(RecordId, DeviceId)| givers.contains(owner);
        let any_given = found.iter().any(|row| given(&row));
        Ok(found.iter().filter(|row| !any_given || given(row)).map(|(id, _)| *id).collect())
    }

    /// Erases for good. On return it is safe on the disk, and nothing shows or hands on what was erased any more; the
    /// journal is then written anew without it. It is not undone.
    ///
    /// # Errors
    /// [`WorkspaceError::StewardsOnly`], or what the disk said.
    pub fn erase(
        &mut self,
        what: &Erasable,
        reason: Option<&str>,
        progress: OnProgress<'_>,
    ) -> Result<Erased, WorkspaceError> {
        self.desk.team.ok_or(WorkspaceError::NoTeam)?;
        if !self.desk.is_steward() {
            return Err(WorkspaceError::StewardsOnly);
        }
        self.check_reason(what, reason)?;
        let records: Vec<RecordId> = what.records().filter(|id| !self.is_erased(id)).collect();
        if records.is_empty() {
            return Ok(Erased { erasures: Vec::new(), purged: true });
        }
        let now = self.now();
        let mut ops = Vec::new();
        for part in records.chunks(Erasure::MAX_RECORDS) {
            let refs = part.iter().copied().map(Ref::new).collect();
            let erasure = Erasure { records: Some(Refs(refs)), reason: reason.map(LongText::from) };
            let payload = whole(&erasure.into(), self.store.random_bytes()?);
            ops.push(Op { time: now, record: self.new_id()?, body: Body::Payload(payload.to_bytes()) });
        }
        let erasures = ops.iter().map(|op| op.record).collect();
        let (feed, follows) = self.own_feed(Channel::Team);
        let label = Entry::Action { label: "done-erased".to_owned() };
        let changes = self.store.append(vec![label, Entry::Ops(Segment { feed, follows, ops })])?;
        std::sync::Arc::make_mut(&mut self.desk).saved_at = Some(now);
        self.refresh(&changes)?;
        let purged = self.after_erasures(&changes, progress);
        Ok(Erased { erasures, purged })
    }

    /// The reason travels to everyone: it names no patient and nothing that identifies one.
    fn check_reason(&self, what: &Erasable, reason: Option<&str>) -> Result<(), WorkspaceError> {
        let Some(reason) = reason else { return Ok(()) };
        let tag = Kind::Erasure.field("reason").map_or(0, |spec| spec.tag);
        let record = Erasure { records: None, reason: Some(LongText::from(reason)) }.into();
        let find_visit = |_| None;
        let around = Surroundings { desk: &self.desk, now: self.local_now(), pending: &[], find_visit: &find_visit };
        let id = RecordId::derived(&["erasure"]);
        let mut faults = check(id, &record, None, &around);
        let upper = reason.to_uppercase();
        for visit in &what.visits {
            let stored = self.store.views().record(Kind::Visit.number(), visit)?;
            let patient = stored.and_then(|stored| stored.typed()).and_then(|record| match record {
                AnyRecord::Visit(visit) => visit.patient,
                _ => None,
            });
            if patient.is_some_and(|patient| upper.contains(&patient.trim().to_uppercase())) {
                let (code, severity) = ("fault-erasure-patient", Severity::Refused);
                faults.push(Fault { tag, code, args: Vec::new(), severity });
                break;
            }
        }
        let refused = faults.into_iter().filter(|fault| fault.tag == tag && fault.is_refused());
        let refusals: Vec<Refusal> = refused.map(|fault| Refusal { record: id, kind: Kind::Erasure, fault }).collect();
        if refusals.is_empty() { Ok(()) } else { Err(WorkspaceError::Refused(refusals)) }
    }

    /// Nothing of what was just erased stays in what undo keeps, in drafts, or in the journal. `false`: it is still on the
    /// disk, which could not be written to; that is tried again at the next occasion.
    pub(super) fn after_erasures(&mut self, changes: &Changes, progress: OnProgress<'_>) -> bool {
        let roster = self.store.views().roster();
        let erased = if changes.everything { roster.map(|roster| &roster.erased) } else { Some(&changes.erased) };
        for undo in self.undo.iter_mut().chain(&mut self.redo) {
            erased.iter().for_each(|erased| undo.forget(erased));
        }
        self.undo.retain(|undo| !undo.is_empty());
        self.redo.retain(|redo| !redo.is_empty());
        self.purge(progress).is_ok()
    }

    /// What drafts still have of erased records goes, now and out of the journal at the next close.
    ///
    /// # Errors
    /// What the disk said.
    pub(super) fn drop_erased_drafts(&mut self) -> Result<(), WorkspaceError> {
        if self.drop_drafts_of_erased()? {
            self.keep_local(PURGED, None)?;
        }
        Ok(())
    }

    /// Writes the journal anew where it may still have the content of erased records. Does nothing where that was done.
    ///
    /// # Errors
    /// What the disk said; what is erased is neither shown nor handed on all the same.
    pub(super) fn purge(&mut self, progress: OnProgress<'_>) -> Result<(), WorkspaceError> {
        let Some(roster) = self.store.views().roster().filter(|roster| !roster.erased.is_empty()).cloned() else {
            // Where no erasure counts any more, what comes back and is erased again must leave the journal again.
            return self.keep_local(PURGED, None);
        };
        let mark = mark_of(&roster.erased);
        if self.local(PURGED)?.as_deref() == Some(&mark) {
            return Ok(());
        }
        self.drop_erased_drafts()?;
        // Someone may have looked for the patient by name.
        self.keep_session(None)?;
        // What is lost to damage may be of them too.
        let reach = Reach { open: true, damaged: true };
        let told = std::cell::RefCell::new(progress);
        let tell = |step: Compacting| {
            let (done, total) = match step {
                Compacting::Journal { done, files } => (done, files),
                Compacting::Views { done, total } => (done, total),
            };
            // It is not stopped half way: what was promised to vanish shall vanish.
            let _ = (told.borrow_mut())(Progress { done, total });
        };
        let fate = |entry: &Entry| {
            hollowed(entry, &|channel, record| roster.is_erased(channel, record)).map_or(Fate::Keep, Fate::Replace)
        };
        self.store.compact(reach, &fate, &tell)?;
        self.refresh_all()?;
        self.keep_local(PURGED, Some(mark))
    }

    /// Which devices of the team have applied an erasure: those of which a receipt names a place of this chain that comes
    /// with it or after it. Revoked ones among them, whose disks may still have the content; not those whose laptop goes on
    /// under new keys.
    ///
    /// # Errors
    /// [`WorkspaceError::NotFound`].
    pub fn applied(&self, erasure: &RecordId) -> Result<Vec<Applied>, WorkspaceError> {
        let views = self.store.views();
        let Some(roster) = views.roster() else { return Err(WorkspaceError::NoTeam) };
        let written = views.team_ops().iter().find(|op| op.record == *erasure && roster.accepted.contains(&op.id()));
        let op = written.ok_or(WorkspaceError::NotFound(*erasure))?;
        let me = self.me();
        let with_disks = roster.devices.iter().filter(|(_, standing)| standing.successor.is_none());
        let of = |(device, standing): (&DeviceId, &Standing)| {
            let applied = *device == me || self.has_signed_for(device, &op.feed, op.tip)?;
            Ok(Applied { device: *device, applied, revoked: standing.revoked.is_some() })
        };
        with_disks.map(of).collect()
    }

    /// Whether a device's receipt names a place that the chain held here reaches through `place`. One on another branch, or
    /// of which nothing is known here, proves nothing.
    fn has_signed_for(&self, device: &DeviceId, feed: &FeedId, place: Tip) -> Result<bool, WorkspaceError> {
        let views = self.store.views();
        let Some(receipt) = views.receipts().find(|receipt| receipt.device == *device) else { return Ok(false) };
        for seen in receipt.frontier.iter().filter(|seen| seen.feed == *feed && seen.seq >= place.seq) {
            let Some(tip) = views.tip_at(feed, seen.seq, seen.tip)? else { continue };
            if tip == place || !views.segment(feed, place, tip, 1, &self.store)?.ops.is_empty() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Whether the content of this record is gone for good.
    pub fn is_erased(&self, id: &RecordId) -> bool {
        self.store.views().roster().is_some_and(|roster| roster.erased.contains(id))
    }
}

/// What an erasure has left, as these views hold it.
pub(super) fn left_over(views: &Views) -> Result<BTreeMap<RecordId, BTreeSet<RecordId>>, WorkspaceError> {
    let mut left: BTreeMap<RecordId, BTreeSet<RecordId>> = BTreeMap::new();
    let Some(roster) = views.roster().filter(|roster| !roster.erased.is_empty()) else { return Ok(left) };
    for (id, about) in notes(views)? {
        for erased in about.into_iter().filter(|about| roster.erased.contains(about)) {
            left.entry(erased).or_default().insert(id);
        }
    }
    Ok(left)
}

/// Every note, and what it is about: more than one record where that diverges.
fn notes(views: &Views) -> Result<Vec<(RecordId, Vec<RecordId>)>, WorkspaceError> {
    let Some(tag) = Kind::Note.field("about").map(|spec| spec.tag) else { return Ok(Vec::new()) };
    let records = views.records()?;
    let notes = records.iter().filter(|record| record.kind == Kind::Note.number());
    let about = |note: &StoredRecord| {
        let live = note.state.registers.get(&tag).into_iter().flat_map(|register| &register.live);
        let values = live.filter_map(|live| Value::from_bytes(live.value.as_deref()?).ok());
        values.filter_map(|value| if let Value::Ref(id) = value { Some(id) } else { None }).collect()
    };
    Ok(notes.map(|note| (note.id, about(note))).collect())
}

/// Says of which erasures the journal is rid, whatever has changed since.
fn mark_of(erased: &BTreeSet<RecordId>) -> Vec<u8> {
    let ids: Vec<u8> = erased.iter().flat_map(|id| *id.as_bytes()).collect();
    blake3::hash(&ids).as_bytes().to_vec()
}

/// Whether a field of a record has this value, among others if it diverges.
fn holds(record: &StoredRecord, tag: Tag, wanted: &Value) -> bool {
    let live = record.state.registers.get(&tag).into_iter().flat_map(|register| &register.live);
    let mut values = live.filter_map(|live| Value::from_bytes(live.value.as_deref()?).ok());
    values.any(|value| match (&value, wanted) {
        (Value::Text(text), Value::Text(wanted)) => text.trim().eq_ignore_ascii_case(wanted),
        (value, wanted) => value == wanted,
    })
}
