//! The lives of a store: after a restore, a rollback, a copy or damage its edits are numbered in a new one.
//!
//! Two lives never number their edits alike, so both histories are kept and merged. What is noted here stays noted: a
//! person learns of it later too, and what to do.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::held::Held;
use super::visits::patients_given;
use super::{Desk, Workspace, WorkspaceError};
use crate::i18n::{Told, Words, format};
use crate::log::{FeedId, Incarnation, OpId, Receipt, decode, encode};
use crate::model::LocalTime;
use crate::store::{Entry, Notice};
use crate::sync::{Archive, Summary, Verdict};
use crate::t;

/// What happened to a store.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LifeWhy {
    /// Made from a backup.
    Restored,
    /// Its journal ended before what its views had applied: the disk was put back to an earlier state.
    RolledBack,
    /// Part of its journal cannot be read.
    Damaged,
    /// It did not have what it had written itself: its whole folder was put back to an earlier state.
    Returned,
    /// What it wrote was continued in two ways: two laptops work, or worked, with its keys.
    Copied,
}

impl LifeWhy {
    /// In JSON.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Restored => "restored",
            Self::RolledBack => "rolled_back",
            Self::Damaged => "damaged",
            Self::Returned => "returned",
            Self::Copied => "copied",
        }
    }
}

/// Something that happened to this store.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Life {
    pub why: LifeWhy,
    /// UTC milliseconds at which it was noticed, by this laptop's clock.
    pub noticed: i64,
    /// The life that began then, or that went on.
    pub incarnation: Incarnation,
}

impl Life {
    /// What happened, and what to do: the head office's only laptop has nobody to hand in to.
    pub fn told(&self, words: &Words, desk: &Desk) -> Told {
        let date = LocalTime::in_france_at(self.noticed).map(|time| format::date_short(time.date()));
        let date = date.unwrap_or_default();
        let what = match self.why {
            LifeWhy::Restored => t!(words, "life-restored", date = date),
            LifeWhy::RolledBack => t!(words, "life-rolled-back", date = date),
            LifeWhy::Damaged => t!(words, "life-damaged", date = date),
            LifeWhy::Returned => t!(words, "life-returned", date = date),
            LifeWhy::Copied => t!(words, "life-copied", date = date),
        };
        let next = match (self.why, desk.is_only_steward()) {
            (LifeWhy::Copied, false) => t!(words, "life-copied-next"),
            (LifeWhy::Copied, true) => t!(words, "life-copied-office-next"),
            (_, true) => t!(words, "life-office-next"),
            (LifeWhy::Restored | LifeWhy::RolledBack, false) => t!(words, "life-restored-next"),
            (LifeWhy::Damaged, false) => t!(words, "life-damaged-next"),
            (LifeWhy::Returned, false) => t!(words, "life-returned-next"),
        };
        Told::new(what).next(next)
    }
}

/// The names, among what only this laptop knows, of what happened to it and of its incarnations so far.
const LIVES: &str = "lives";
const INCARNATIONS: &str = "incarnations";
/// What is remembered: the latest.
const REMEMBERED: usize = 20;
/// Pseudonyms given in another life begin at another thousand: what the former one gave and lost is not given again.
const PATIENTS: u64 = 1_000;
/// Thousands among which a life chooses by its own number, so that two copies of one store seldom choose alike.
const CHOICES: u64 = 9;

/// What a bundle tells this laptop about its own store.
pub(super) struct Learnt {
    pub why: LifeWhy,
    /// It must number its edits anew.
    pub begins: bool,
}

impl Workspace {
    /// What happened to this store, the latest last.
    ///
    /// # Errors
    /// [`WorkspaceError::Store`].
    pub fn lives(&self) -> Result<Vec<Life>, WorkspaceError> {
        Ok(self.local(LIVES)?.and_then(|bytes| decode(&bytes).ok()).unwrap_or_default())
    }

    /// The time of a receipt made now, UTC milliseconds. A store with several lives never goes back before its last
    /// word, whatever its clock says: between lives receipts are told apart by their time.
    pub(super) fn time_of_word(&self) -> Result<i64, WorkspaceError> {
        let now = self.now();
        let mine = self.store.views().receipts().find(|receipt| receipt.device == self.me());
        let last = mine.map_or(i64::MIN, |receipt| receipt.time.saturating_add(1));
        Ok(if self.lives()?.is_empty() { now } else { now.max(last) })
    }

    /// This life, for the list of those that were lived here; nothing if it stands there.
    pub(super) fn incarnation_entry(&self) -> Result<Option<Entry>, WorkspaceError> {
        let mut known = self.listed_incarnations()?;
        if known.contains(&self.store.incarnation()) {
            return Ok(None);
        }
        known.push(self.store.incarnation());
        Ok(Some(Entry::Local { key: INCARNATIONS.to_owned(), value: Some(encode(&known)) }))
    }

    fn listed_incarnations(&self) -> Result<Vec<Incarnation>, WorkspaceError> {
        Ok(self.local(INCARNATIONS)?.and_then(|bytes| decode(&bytes).ok()).unwrap_or_default())
    }

    /// What is written down when something happened: that it did and, where another life began, the pseudonyms that it
    /// begins at.
    pub(super) fn life_entries(&self, why: LifeWhy, begins: bool) -> Result<Vec<Entry>, WorkspaceError> {
        let incarnation = self.store.incarnation();
        let mut lives = self.lives()?;
        lives.push(Life { why, noticed: self.now(), incarnation });
        lives.drain(..lives.len().saturating_sub(REMEMBERED));
        let mut entries = vec![Entry::Local { key: LIVES.to_owned(), value: Some(encode(&lives)) }];
        entries.extend(self.incarnation_entry()?);
        if begins {
            let thousand = (self.last_patient()? / PATIENTS).saturating_add(1 + incarnation % CHOICES);
            entries.push(patients_given(thousand.saturating_mul(PATIENTS)));
        }
        Ok(entries)
    }

    /// Notes what an open has mended where that began another life.
    pub(super) fn note_what_was_mended(&mut self, notices: &[Notice]) -> Result<(), WorkspaceError> {
        let began = notices.iter().find(|notice| notice.needs_new_incarnation());
        let listed = self.listed_incarnations()?;
        // A note that a power cut kept from being written: the life did begin.
        let unlisted = !listed.is_empty() && !listed.contains(&self.store.incarnation());
        let why = match began {
            Some(Notice::RolledBack) => LifeWhy::RolledBack,
            Some(_) => LifeWhy::Damaged,
            None if unlisted => LifeWhy::Damaged,
            None => return Ok(()),
        };
        let entries = self.life_entries(why, true)?;
        self.store.append(entries)?;
        Ok(())
    }

    /// Begins another life where what was learnt asks for one; what is to be noted of it.
    pub(super) fn lives_on(&mut self, learnt: Option<&Learnt>) -> Result<Vec<Entry>, WorkspaceError> {
        let Some(learnt) = learnt else { return Ok(Vec::new()) };
        if learnt.begins {
            self.store.take_new_incarnation()?;
        }
        self.life_entries(learnt.why, learnt.begins)
    }

    /// What a verified bundle, taken in or not, tells of this laptop's own store: edits of its own that it does not have.
    pub(super) fn learns<'r>(
        &self,
        summary: &Summary,
        own_receipts: impl Iterator<Item = &'r Receipt>,
    ) -> Result<Option<Learnt>, WorkspaceError> {
        let (me, now) = (self.me(), self.store.incarnation());
        let (known, noted) = (self.known_incarnations()?, self.lives()?);
        let (mut here, mut copied, mut elsewhere) = (false, false, false);
        for report in summary.segments.iter().filter(|report| report.feed.device == me) {
            let (missing, forked) = match report.verdict {
                Verdict::Joined { new, forked, .. } => (new > 0, forked),
                Verdict::Gap { .. } => (true, false),
                Verdict::Known | Verdict::NotReadable => (false, false),
            };
            here |= missing && report.feed.incarnation == now;
            copied |= forked;
            elsewhere |= missing && noted.is_empty() && !known.contains(&report.feed.incarnation);
        }
        for receipt in own_receipts {
            let named = if receipt.incarnation == now { self.names_more(receipt)? } else { None };
            here |= named.is_some();
            copied |= named == Some(Named::Otherwise);
            // A word in another life: of a former one, unless it came after this one began.
            elsewhere |= match noted.last() {
                None => !known.contains(&receipt.incarnation),
                Some(life) => receipt.incarnation != now && receipt.time > life.noticed,
            };
        }
        let told = noted.iter().any(|life| life.why == LifeWhy::Copied);
        // Who has begun a life of its own shares its number with nobody.
        let begins = here || elsewhere && noted.is_empty();
        Ok(match (copied || elsewhere, here) {
            (true, _) if begins || !told => Some(Learnt { why: LifeWhy::Copied, begins }),
            (false, true) => Some(Learnt { why: LifeWhy::Returned, begins }),
            _ => None,
        })
    }

    fn known_incarnations(&self) -> Result<BTreeSet<Incarnation>, WorkspaceError> {
        let me = self.me();
        let feeds = self.store.views().feeds().iter().filter(|feed| feed.id.device == me);
        let held = feeds.map(|feed| feed.id.incarnation);
        Ok(held.chain(self.listed_incarnations()?).chain([self.store.incarnation()]).collect())
    }

    /// Whether an own receipt of this life names edits of this life that are not here: it was signed by a later state of
    /// this store, or by a copy.
    fn names_more(&self, receipt: &Receipt) -> Result<Option<Named>, WorkspaceError> {
        let (me, now) = (self.me(), self.store.incarnation());
        let own = |feed: &FeedId| feed.device == me && feed.incarnation == now;
        let mut found = None;
        for seen in receipt.frontier.iter().filter(|seen| own(&seen.feed)) {
            if Held(&self.store).tip_at(&seen.feed, seen.seq, OpId(seen.tip.0))?.is_some() {
                continue;
            }
            let here = self.store.views().feed(&seen.feed).into_iter().flat_map(|feed| &feed.tips);
            if here.map(|tip| tip.seq).max().unwrap_or_default() >= seen.seq {
                return Ok(Some(Named::Otherwise));
            }
            found = Some(Named::Beyond);
        }
        Ok(found)
    }
}

/// Own edits that an own word names and that are not here.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Named {
    /// They come after those that are.
    Beyond,
    /// Others stand under their number.
    Otherwise,
}
