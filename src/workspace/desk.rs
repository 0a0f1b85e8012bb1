//! What is on the desk: every small record in memory, ready to be drawn. Visits are read by windows instead.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use chrono::NaiveDate;

use super::merged::Merged;
use super::{BackupMark, ClearedVisits, ClockDoubt, Life};
use crate::log::{Channel, DeviceId, Roster, TeamId};
use crate::model::pipeline::{Inputs, Pipeline, stage_id, step_id};
use crate::model::{
    AnyRecord, Centre, DeptCode, Device, Kind, Member, OfKind, Position, RecordId, Setting, Stage, Step, Tag, reference,
};
use crate::store::views::StoredRecord;

/// One record as it is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Card {
    pub id: RecordId,
    pub record: AnyRecord,
    pub channel: Channel,
    /// Fields with two live values that differ; tag 0 where a delete met an edit.
    pub diverging: Vec<Tag>,
    /// UTC milliseconds of the latest edit.
    pub updated: i64,
}

impl Card {
    /// `None` for a record that is deleted, gave way or is of a kind of a later version. What it refers to is what stays.
    pub(super) fn of(stored: &StoredRecord, merged: &Merged) -> Option<Self> {
        if !stored.here() || merged.gave_way(&stored.id) {
            return None;
        }
        Some(Self {
            id: stored.id,
            record: merged.lead(stored.typed()?),
            channel: stored.channel,
            diverging: stored.diverging(),
            updated: stored.state.updated(),
        })
    }

    pub fn kind(&self) -> Kind {
        self.record.kind()
    }
}

type Shelf = Arc<BTreeMap<RecordId, Arc<Card>>>;

/// A snapshot of everything small, cheap to clone: a face draws from one while the store goes on.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Desk {
    shelves: BTreeMap<Kind, Shelf>,
    kinds: Arc<HashMap<RecordId, Kind>>,
    pub(super) merged: Arc<Merged>,
    /// Record → the records that refer to it.
    about: Arc<HashMap<RecordId, BTreeSet<(Kind, RecordId)>>>,
    pub me: Option<DeviceId>,
    pub team: Option<TeamId>,
    pub roster: Option<Arc<Roster>>,
    /// Edits of this laptop that the head office is not known to have, and the time of the oldest (UTC ms).
    pub unsent: Unsent,
    /// When this store was last backed up.
    pub backup: BackupMark,
    /// What happened to this store, the latest last.
    pub lives: Arc<Vec<Life>>,
    /// Why this laptop's clock may be wrong.
    pub clock: Option<ClockDoubt>,
    /// Visits that were taken off this laptop, and still count in its sums.
    pub cleared: Option<ClearedVisits>,
    /// The store was made by `demo`.
    pub demo: bool,
    /// Keys are not protected by a passphrase.
    pub unprotected: bool,
    /// The saved mark: when the last edit reached the disk (UTC ms).
    pub saved_at: Option<i64>,
}

/// What has not been handed in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Unsent {
    pub edits: u64,
    pub oldest: Option<i64>,
}

impl Desk {
    /// The record that stands for this one: itself, unless it gave way.
    pub fn stays(&self, id: &RecordId) -> RecordId {
        self.merged.stays(id)
    }

    /// The records that gave way to this one.
    pub fn gave_way_to(&self, id: &RecordId) -> impl Iterator<Item = RecordId> {
        self.merged.to(*id)
    }

    /// A record that gave way, by its id or short id.
    pub fn find_gone(&self, text: &str) -> Option<RecordId> {
        let (id, short) = (text.parse().ok(), text.to_ascii_lowercase());
        self.merged.gone().find(|gone| Some(*gone) == id || gone.short() == short)
    }

    /// The record of this id, of any small kind, or the one that it gave way to.
    pub fn card(&self, id: &RecordId) -> Option<&Arc<Card>> {
        let id = self.stays(id);
        self.shelves.get(self.kinds.get(&id)?)?.get(&id)
    }

    /// As [`Desk::card`].
    pub fn get<T: OfKind>(&self, id: &RecordId) -> Option<&T> {
        T::of(&self.shelves.get(&T::KIND)?.get(&self.stays(id))?.record)
    }

    /// All of one kind, by id.
    pub fn all<T: OfKind + 'static>(&self) -> impl Iterator<Item = (RecordId, &T)> {
        self.cards(T::KIND).filter_map(|card| Some((card.id, T::of(&card.record)?)))
    }

    pub fn cards(&self, kind: Kind) -> impl Iterator<Item = &Arc<Card>> {
        self.shelves.get(&kind).into_iter().flat_map(|shelf| shelf.values())
    }

    pub fn count(&self, kind: Kind) -> usize {
        self.shelves.get(&kind).map_or(0, |shelf| shelf.len())
    }

    /// The records of one kind that refer to `target` by any field, by id.
    pub fn about<T: OfKind + 'static>(&self, target: &RecordId) -> impl Iterator<Item = (RecordId, &T)> {
        let refs = self.about.get(&self.stays(target)).into_iter().flatten();
        refs.filter(|(kind, _)| *kind == T::KIND).filter_map(|(_, id)| Some((*id, self.get::<T>(id)?)))
    }

    /// The records of any kind that refer to `target`.
    pub fn referring(&self, target: &RecordId) -> impl Iterator<Item = &Arc<Card>> {
        self.about.get(&self.stays(target)).into_iter().flatten().filter_map(|(_, id)| self.card(id))
    }

    /// Small records that diverge.
    pub fn diverging(&self) -> impl Iterator<Item = &Arc<Card>> {
        self.shelves.values().flat_map(|shelf| shelf.values()).filter(|card| !card.diverging.is_empty())
    }

    /// The record of this laptop's device.
    pub fn my_device(&self) -> Option<&Device> {
        self.get::<Device>(&self.me?.record())
    }

    /// Whether a device is this laptop, under the keys of today or of before.
    pub fn is_me(&self, device: Option<RecordId>) -> bool {
        let (Some(me), Some(device)) = (self.me, device) else { return false };
        self.same_holder(me, DeviceId::from_record(device))
    }

    /// Whether a device is this one, under the keys of today or of before.
    pub fn same_holder(&self, device: DeviceId, former: DeviceId) -> bool {
        device == former || self.roster.as_ref().is_some_and(|roster| roster.continues(&device, &former))
    }

    /// Whether the content of this record is gone for good.
    pub fn is_erased(&self, id: &RecordId) -> bool {
        self.roster.as_ref().is_some_and(|roster| roster.erased.contains(id))
    }

    pub fn is_steward(&self) -> bool {
        self.me.zip(self.roster.as_ref()).is_some_and(|(me, roster)| roster.is_steward(&me))
    }

    /// Whether this is the head office's only laptop.
    pub fn is_only_steward(&self) -> bool {
        let stewards = self.roster.iter().flat_map(|roster| roster.live()).filter(|(_, standing)| standing.steward);
        self.is_steward() && stewards.count() == 1
    }

    /// Whose visits a device may read beside its own; its own under former keys are not others'.
    pub fn reads_visits_of(&self, device: &DeviceId) -> Vec<DeviceId> {
        let Some(roster) = &self.roster else { return Vec::new() };
        let owners = roster.get(device).into_iter().flat_map(|standing| &standing.reads_visits_of);
        owners.filter(|owner| !roster.continues(device, owner)).copied().collect()
    }

    /// « Mes dossiers »: the départements of my sector; empty means all.
    pub fn my_sector(&self) -> Vec<DeptCode> {
        self.me.map(|me| self.sector_of(me)).unwrap_or_default()
    }

    /// The départements of a holder's sector; empty means all.
    pub fn sector_of(&self, holder: DeviceId) -> Vec<DeptCode> {
        self.get::<Device>(&holder.record()).and_then(|device| device.sector.clone()).unwrap_or_default()
    }

    /// Whether a centre is of a holder's sector, or theirs by name.
    pub fn centre_is_of(&self, holder: DeviceId, centre: &Centre) -> bool {
        let sector = self.sector_of(holder);
        sector.is_empty()
            || centre.owner.is_some_and(|owner| self.same_holder(holder, DeviceId::from_record(owner.0)))
            || centre.commune.is_some_and(|commune| sector.contains(&commune.departement()))
    }

    /// Whether a member is of a holder's sector, or theirs by name.
    pub fn member_is_of(&self, holder: DeviceId, id: &RecordId, member: &Member) -> bool {
        let sector = self.sector_of(holder);
        let departements = member.departements.as_deref().unwrap_or_default();
        sector.is_empty()
            || member.owner.is_some_and(|owner| self.same_holder(holder, DeviceId::from_record(owner.0)))
            || departements.iter().any(|one| sector.contains(one))
            || self.about::<Centre>(id).any(|(_, centre)| self.centre_is_of(holder, centre))
    }

    /// Whether a member is of my sector, or mine by name.
    pub fn member_is_mine(&self, id: &RecordId, member: &Member) -> bool {
        self.me.is_none_or(|me| self.member_is_of(me, id, member))
    }

    /// Whether a centre is of my sector, or mine by name.
    pub fn centre_is_mine(&self, centre: &Centre) -> bool {
        self.me.is_none_or(|me| self.centre_is_of(me, centre))
    }

    /// The département of a centre: its commune's, else its host's.
    pub fn departement_of(&self, centre: &Centre) -> Option<DeptCode> {
        let host = || centre.host.and_then(|host| self.get::<Member>(&host.0));
        let commune = centre.commune.map(|commune| commune.departement());
        commune.or_else(|| host().and_then(|host| host.lies_in().first().copied()))
    }

    /// A centre's way to its opening.
    pub fn pipeline(&self, id: &RecordId, today: NaiveDate) -> Option<Pipeline> {
        let centre = self.get::<Centre>(id)?;
        Some(self.with_pipeline_inputs(*id, centre, today, Pipeline::of))
    }

    /// Gathers what a pipeline follows from.
    pub(super) fn with_pipeline_inputs<R>(
        &self,
        id: RecordId,
        centre: &Centre,
        today: NaiveDate,
        derive: impl FnOnce(&Inputs<'_>) -> R,
    ) -> R {
        let subjects: Vec<RecordId> = std::iter::once(id).chain(centre.host.map(|host| host.0)).collect();
        let stages: Vec<_> = subjects.iter().flat_map(|subject| self.stages_of(subject)).collect();
        let steps: Vec<_> = subjects.iter().flat_map(|subject| self.steps_of(subject)).collect();
        let positions: Vec<_> = self.about::<Position>(&id).collect();
        let host = centre.host.and_then(|host| self.get::<Member>(&host.0));
        derive(&Inputs { id, centre, host, stages: &stages, steps: &steps, positions: &positions, today })
    }

    /// The stages of a subject, under its own ids; those of a subject that gave way where it has none itself.
    pub(super) fn stages_of(&self, subject: &RecordId) -> Vec<(RecordId, &Stage)> {
        let of = |stage: &Stage| Some(stage_id(*subject, stage.stage?));
        own_first(self.about::<Stage>(subject).map(|(id, stage)| (id, of(stage).unwrap_or(id), stage)))
    }

    /// The same for steps; those that a person added are all there.
    pub(super) fn steps_of(&self, subject: &RecordId) -> Vec<(RecordId, &Step)> {
        let of = |step: &Step| {
            let (key, item) = (step.stage?, step.item.as_deref()?);
            reference::step(key, item).map(|_| step_id(*subject, key, item))
        };
        own_first(self.about::<Step>(subject).map(|(id, step)| (id, of(step).unwrap_or(id), step)))
    }

    /// The desk as it will be once these records are saved.
    pub(super) fn with_pending(&self, pending: &[(RecordId, AnyRecord)]) -> Self {
        let mut desk = self.clone();
        for (id, record) in pending {
            let record = desk.merged.lead(record.clone());
            let card = Card { id: *id, record, channel: Channel::Common, diverging: Vec::new(), updated: 0 };
            desk.put(card.kind(), *id, Some(card));
        }
        desk
    }

    /// Bridge days of the out-of-hours service.
    pub fn bridge_days(&self) -> Vec<NaiveDate> {
        self.get::<Setting>(&Setting::id()).and_then(|setting| setting.bridge_days.clone()).unwrap_or_default()
    }

    /// Takes every record away, and leads references where merging says.
    pub(super) fn clear(&mut self, merged: Merged) {
        self.shelves.clear();
        self.kinds = Arc::default();
        self.about = Arc::default();
        self.merged = Arc::new(merged);
    }

    /// Puts a record on the desk, replaces it, or takes it away.
    pub(super) fn put(&mut self, kind: Kind, id: RecordId, card: Option<Card>) {
        let shelf = Arc::make_mut(self.shelves.entry(kind).or_default());
        let before = shelf.remove(&id);
        let after = card.map(Arc::new);
        if let Some(card) = &after {
            shelf.insert(id, Arc::clone(card));
        }
        let kinds = Arc::make_mut(&mut self.kinds);
        if after.is_some() {
            kinds.insert(id, kind);
        } else {
            kinds.remove(&id);
        }
        let targets = |card: Arc<Card>| card.record.refs().into_iter().collect::<BTreeSet<_>>();
        let old = before.map(targets).unwrap_or_default();
        let new = after.map(targets).unwrap_or_default();
        if old != new {
            let about = Arc::make_mut(&mut self.about);
            for target in old.difference(&new) {
                if let Some(refs) = about.get_mut(target) {
                    refs.remove(&(kind, id));
                }
            }
            for target in new.difference(&old) {
                about.entry(*target).or_default().insert((kind, id));
            }
        }
    }
}

/// Of records with the id that each has and the one that its subject gives it: one for each id, those that have it first.
fn own_first<'a, T>(all: impl Iterator<Item = (RecordId, RecordId, &'a T)>) -> Vec<(RecordId, &'a T)> {
    let mut found: BTreeMap<RecordId, &T> = BTreeMap::new();
    for (id, given, record) in all {
        if id == given || !found.contains_key(&given) {
            found.insert(given, record);
        }
    }
    found.into_iter().collect()
}
