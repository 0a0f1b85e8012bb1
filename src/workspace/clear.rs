//! Visits that the head office holds leave a field laptop after a while, where the team says so; and compaction.

mod proof;
mod told;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, Days, NaiveDate};

use self::proof::{Scan, scan};
use super::{Workspace, WorkspaceError};
use crate::log::Channel;
use crate::model::{AnyRecord, Kind, Note, OfKind, RecordId, Setting, Visit};
use crate::store::views::{StoredRecord, Tally};
use crate::store::{Clearing, Compacted, Compacting, Entry, Fate, Reach};

/// What a clearing would take off this laptop.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Clearable {
    /// Visits of days before this one.
    pub before: NaiveDate,
    pub visits: u64,
    /// Visits among them that were deleted, and of which nothing shows.
    pub deleted: u64,
    /// Notes about them.
    pub notes: u64,
    /// First and last day of them.
    pub period: Option<(NaiveDate, NaiveDate)>,
    /// Visits as old that stay: not yet proven to be where they must be, or diverging.
    pub waiting: u64,
}

impl Clearable {
    pub fn is_empty(&self) -> bool {
        self.visits + self.deleted + self.notes == 0
    }
}

/// Whether visits may be cleared from this laptop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Retention {
    /// The team keeps everything.
    Off,
    /// This is a steward's laptop: the head office keeps everything.
    Steward,
    On(Clearable),
}

/// What was cleared from this laptop so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClearedVisits {
    pub visits: u64,
    /// They were of days before this one.
    pub before: NaiveDate,
}

/// Records in one entry of the journal.
const AT_ONCE: usize = 1_000;
/// Among what only this laptop knows: payloads of cleared records are still in the journal.
const DUE: &str = "compaction-due";
/// Compaction is worth the while from so many superseded bytes on, and where they are this part of the journal.
const WORTH_BYTES: u64 = 1 << 20;
const WORTH_PART: u64 = 3;

/// What goes.
#[derive(Default)]
struct Going {
    clearable: Clearable,
    records: BTreeSet<RecordId>,
    /// Those that count.
    visits: Vec<Visit>,
    scan: Scan,
}

impl Workspace {
    /// What of this laptop's visits may be cleared today: older than the team's days, not diverging, and every edit of
    /// them, and of the notes about them, proven to be held by two stewards, or by one and its backup.
    ///
    /// # Errors
    /// [`WorkspaceError::Store`].
    pub fn clearable(&self) -> Result<Retention, WorkspaceError> {
        Ok(match self.cutoff() {
            None => Retention::Off,
            Some(_) if self.desk.is_steward() => Retention::Steward,
            Some(before) => Retention::On(self.going(before)?.clearable),
        })
    }

    /// Takes off this laptop what [`Workspace::clearable`] says. The tallies stay; the payloads leave the journal.
    /// Nothing is done on a dry run, nor where there is nothing to clear.
    ///
    /// # Errors
    /// [`WorkspaceError::Store`].
    pub fn clear_old(&mut self, dry_run: bool, progress: &dyn Fn(Compacting)) -> Result<Retention, WorkspaceError> {
        let before = match self.clearable()? {
            Retention::On(clearable) if !dry_run && !clearable.is_empty() => clearable.before,
            answer => return Ok(answer),
        };
        let cleared = self.take_off(before)?;
        self.compact(progress)?;
        Ok(Retention::On(cleared))
    }

    /// Says in the journal what is gone; the payloads are still there.
    pub(super) fn take_off(&mut self, before: NaiveDate) -> Result<Clearable, WorkspaceError> {
        let going = self.going(before)?;
        let entries = self.clearing(&going)?;
        let changes = self.store.append(entries)?;
        self.refresh(&changes)?;
        Ok(going.clearable)
    }

    /// What was cleared from this laptop; nothing if nothing was.
    pub(super) fn cleared_so_far(&self) -> Option<ClearedVisits> {
        let cleared = self.store.views().cleared();
        let before = NaiveDate::from_num_days_from_ce_opt(cleared.before)?;
        (cleared.visits > 0).then_some(ClearedVisits { visits: u64::try_from(cleared.visits).ok()?, before })
    }

    /// The day before which visits are old: none if the team keeps everything.
    fn cutoff(&self) -> Option<NaiveDate> {
        let days = self.desk.get::<Setting>(&Setting::id())?.keep_visits_days?;
        let days = u64::try_from(days.max(Setting::FEWEST_DAYS)).ok()?;
        self.today().checked_sub_days(Days::new(days))
    }

    fn going(&self, before: NaiveDate) -> Result<Going, WorkspaceError> {
        let scan = scan(&self.store)?;
        let old = self.store.views().visits_before(before)?;
        let notes = self.notes_of_visits()?;
        let proven = |record: &StoredRecord| {
            let known = matches!(record.channel, Channel::Visits(owner) if !scan.blocked.contains(&owner));
            known && !scan.unproven.contains(&record.id) && record.state.diverging().is_empty()
        };
        let about = |id: &RecordId| notes.get(id).map(Vec::as_slice).unwrap_or_default();
        let ready = |visit: &&StoredRecord| proven(visit) && about(&visit.id).iter().all(proven);
        let mut ready: BTreeMap<RecordId, &StoredRecord> =
            old.iter().filter(ready).map(|visit| (visit.id, visit)).collect();
        keep_what_others_give_way_to(&mut ready, &old);
        let mut going = Going { clearable: Clearable { before, ..Clearable::default() }, ..Going::default() };
        for (id, visit) in &ready {
            going.take(visit, self.visit(id)?.filter(|row| row.id == *id).map(|row| row.visit));
            about(id).iter().for_each(|note| going.take_note(note));
        }
        // a note on a visit that was cleared before it came
        let late = notes.iter().filter(|(about, _)| self.store.views().cleared().holds(about));
        late.flat_map(|(_, notes)| notes).filter(|note| proven(note)).for_each(|note| going.take_note(note));
        going.clearable.waiting = (old.len() - ready.len()) as u64;
        going.scan = scan;
        Ok(going)
    }

    /// The notes on channels of visits, deleted ones among them, by what they are about.
    fn notes_of_visits(&self) -> Result<BTreeMap<RecordId, Vec<StoredRecord>>, WorkspaceError> {
        let mut notes: BTreeMap<RecordId, Vec<StoredRecord>> = BTreeMap::new();
        for record in self.store.views().records()? {
            if record.kind != Kind::Note.number() || !matches!(record.channel, Channel::Visits(_)) {
                continue;
            }
            let about = match record.typed() {
                Some(AnyRecord::Note(Note { about, .. })) => about.map(|about| about.0),
                _ => None,
            };
            if let Some(about) = about {
                notes.entry(about).or_default().push(record);
            }
        }
        Ok(notes)
    }

    /// The frame that says so, and forgets drafts about what goes.
    fn clearing(&self, going: &Going) -> Result<Vec<Entry>, WorkspaceError> {
        let records: Vec<RecordId> = going.records.iter().copied().collect();
        let before = going.clearable.before.num_days_from_ce();
        let mut clearings: Vec<Clearing> = records
            .chunks(AT_ONCE)
            .map(|records| Clearing { before, records: records.to_vec(), tallies: Vec::new(), floors: Vec::new() })
            .collect();
        if let Some(first) = clearings.first_mut() {
            first.tallies = Tally::of_visits(going.visits.iter());
            first.floors = going.scan.floors(&going.records);
        }
        let names: Vec<String> = records.iter().map(RecordId::to_string).collect();
        let of_these = |key: &String| names.iter().any(|name| key.contains(name));
        let drafts = self.locals("")?.into_iter().map(|(key, _)| key).filter(of_these);
        let mut entries: Vec<Entry> = drafts.map(|key| Entry::Local { key, value: None }).collect();
        entries.push(Entry::Local { key: DUE.to_owned(), value: Some(vec![1]) });
        entries.extend(clearings.into_iter().map(Entry::Cleared));
        Ok(entries)
    }

    /// Writes the journal anew without what no longer counts. Nothing that counts changes.
    ///
    /// # Errors
    /// [`WorkspaceError::Store`]: what counted still counts, and the next close tries again.
    pub fn compact(&mut self, progress: &dyn Fn(Compacting)) -> Result<Compacted, WorkspaceError> {
        let reach = Reach { open: true, damaged: self.local(DUE)?.is_some() };
        let compacted = self.store.compact(reach, &|_| Fate::Keep, progress);
        self.refresh_all()?;
        let compacted = compacted?;
        self.keep_local(DUE, None)?;
        Ok(compacted)
    }

    /// A laptop of the head office keeps everything. One that cleared visits before it became one lacks them from then on:
    /// its receipts stop before them, its sums no longer count them, and the bundles of those who have them bring them back.
    /// Done where it is due, and then not again.
    ///
    /// # Errors
    /// What the disk said; it is tried again at the next occasion.
    pub(super) fn lack_what_was_cleared(&mut self) -> Result<(), WorkspaceError> {
        if !self.desk.is_steward() || self.store.views().cleared().records().is_empty() {
            return Ok(());
        }
        // What is hollow must not be given out as long as it is: where it ends is said anew before the rest goes.
        let feeds = self.store.views().feeds().iter();
        let floors = feeds.flat_map(|feed| feed.floors.iter().map(|floor| (feed.id, *floor))).collect();
        let before = self.store.views().cleared().before;
        let only_floors = Clearing { before, records: Vec::new(), tallies: Vec::new(), floors };
        self.store.append(vec![Entry::Cleared(only_floors)])?;
        let fate = |entry: &Entry| match entry {
            Entry::Cleared(clearing) if !clearing.records.is_empty() => Fate::Drop,
            _ => Fate::Keep,
        };
        let done = self.store.compact(Reach { open: true, damaged: true }, &fate, &|_| {});
        self.refresh_all()?;
        Ok(done.map(drop)?)
    }

    /// Whether compaction is due, or worth the while.
    pub(super) fn should_compact(&self) -> Result<bool, WorkspaceError> {
        let (superseded, journal) = (self.store.views().superseded(), self.store.journal());
        let much = superseded >= WORTH_BYTES && superseded.saturating_mul(WORTH_PART) >= journal.reader().bytes();
        // what was compacted once and is still there would be so again
        Ok(much && journal.grown() >= WORTH_BYTES || self.local(DUE)?.is_some())
    }
}

/// A visit goes only with those that give way to it: they would show in its place.
fn keep_what_others_give_way_to(ready: &mut BTreeMap<RecordId, &StoredRecord>, old: &[StoredRecord]) {
    loop {
        let stays = old.iter().filter(|visit| !ready.contains_key(&visit.id)).filter_map(|v| v.state.merged_into());
        let shown: Vec<RecordId> = stays.filter(|into| ready.contains_key(into)).collect();
        if shown.is_empty() {
            return;
        }
        ready.retain(|id, _| !shown.contains(id));
    }
}

impl Going {
    /// `shown`: as it counts, unless it is deleted or gives way.
    fn take(&mut self, visit: &StoredRecord, shown: Option<Visit>) {
        self.records.insert(visit.id);
        let typed = visit.typed();
        let day = typed.as_ref().and_then(Visit::of).and_then(|visit| visit.start).map(|start| start.date());
        let clearable = &mut self.clearable;
        if let Some(day) = day {
            let (first, last) = clearable.period.unwrap_or((day, day));
            clearable.period = Some((first.min(day), last.max(day)));
        }
        match shown {
            Some(_) => clearable.visits += 1,
            None => clearable.deleted += 1,
        }
        self.visits.extend(shown);
    }

    fn take_note(&mut self, note: &StoredRecord) {
        self.clearable.notes += u64::from(self.records.insert(note.id));
    }
}
