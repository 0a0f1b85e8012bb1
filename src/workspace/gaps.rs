//! What is missing here and what waits here: a state that follows from receipts and chains, not a message that passes.
//!
//! A place that someone signed that it holds exists. Where this laptop may read its feed and does not hold it, edits
//! are missing, until they arrive.

use std::collections::BTreeMap;
use std::path::Path;

use super::{Anew, Workspace, WorkspaceError};
use crate::i18n::{Words, format};
use crate::log::{Channel, DeviceId, FeedId, OpId, Roster, Seen, Tip, decode, encode};
use crate::model::LocalTime;
use crate::store::views::Feed;
use crate::sync::{self, HeldWhy, Manifest, Summary, Verdict, why_held};
use crate::t;
use crate::wording::values;

/// Edits of one feed that exist and are not here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    pub feed: FeedId,
    /// Numbers of the first and the last that are known to exist.
    pub from: u64,
    pub to: u64,
    /// The last is on another branch than what is held: the device was cloned, and `from` is `to`.
    pub branch: bool,
    /// Who is known to hold them, those to ask first at the head.
    pub ask: Vec<Holder>,
    /// They are this laptop's own, and nobody can be expected to bring them: what becomes of those that follow.
    pub anew: Option<Anew>,
}

impl Gap {
    /// At least so many edits.
    pub fn ops(&self) -> u64 {
        self.to.saturating_sub(self.from).saturating_add(1)
    }

    /// What is missing, and what to ask of whom. `name`: what a device is called here.
    pub fn line(&self, words: &Words, name: &dyn Fn(&DeviceId) -> String) -> String {
        format!("{} {}", self.missing(words, name), self.request(words, name))
    }

    fn missing(&self, words: &Words, name: &dyn Fn(&DeviceId) -> String) -> String {
        let (n, from, to) = (self.ops(), words.figure(self.from), words.figure(self.to));
        let device = name(&self.feed.device);
        match self.feed.channel {
            _ if self.branch => t!(words, "gap-branch", name = device, to = to),
            Channel::Visits(owner) => {
                t!(words, "gap-visits", name = device, n = n, from = from, to = to, owner = name(&owner))
            }
            Channel::Common | Channel::Team => t!(words, "gap", name = device, n = n, from = from, to = to),
        }
    }

    fn request(&self, words: &Words, name: &dyn Fn(&DeviceId) -> String) -> String {
        match self.anew {
            Some(Anew::Due(n)) => return t!(words, "gap-anew-due", n = n, shown = words.figure(n)),
            Some(Anew::Done(at)) => return t!(words, "gap-anew-done", date = date(at)),
            None => {}
        }
        let asked: Vec<&Holder> = self.ask.iter().take(ASKED).collect();
        let since = asked.iter().map(|holder| holder.since).max().and_then(LocalTime::in_france_at);
        let since = since.map(|time| values::date_time(words, time)).unwrap_or_default();
        let mut names = asked.iter().map(|holder| name(&holder.device));
        let Some(who) = names.next() else { return t!(words, "gap-ask-anyone") };
        match names.collect::<Vec<_>>().join(", ") {
            others if others.is_empty() => t!(words, "gap-ask", who = who, since = since),
            others => t!(words, "gap-ask-or", who = who, others = others, since = since),
        }
    }
}

/// A device that is known to hold what is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Holder {
    pub device: DeviceId,
    /// UTC milliseconds of its word: what it sends later has them.
    pub since: i64,
}

/// Edits of one feed that are here, are relayed, and do not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HeldBack {
    pub feed: FeedId,
    pub from: u64,
    pub to: u64,
    pub why: HeldWhy,
}

impl HeldBack {
    pub fn ops(&self) -> u64 {
        self.to.saturating_sub(self.from).saturating_add(1)
    }

    /// What waits, why, and what to ask. `name`: what a device is called here.
    pub fn line(&self, words: &Words, name: &dyn Fn(&DeviceId) -> String) -> String {
        let (n, from, to) = (self.ops(), words.figure(self.from), words.figure(self.to));
        let name = name(&self.feed.device);
        match self.why {
            HeldWhy::UnknownAuthor => t!(words, "held-unknown", name = name, n = n, from = from, to = to),
            HeldWhy::Revoked => t!(words, "held-revoked", name = name, n = n, from = from, to = to),
            HeldWhy::NotAllowed => t!(words, "held-not-allowed", name = name, n = n, from = from, to = to),
        }
    }
}

/// Of those who hold what is missing, so many are named.
const ASKED: usize = 3;

fn date(at: i64) -> String {
    LocalTime::in_france_at(at).map(|time| format::date_short(time.date())).unwrap_or_default()
}

/// What only this laptop knows: places in bundles of which nothing could be used, with who sent them and when.
const REFUSED: &str = "gaps-refused";
/// Of these the last are kept.
const MOST_REFUSED: usize = 500;

type Claim = (DeviceId, i64, Seen);
type Claims = BTreeMap<FeedId, BTreeMap<(u64, OpId), Vec<Holder>>>;

impl Workspace {
    /// The edits that are known to exist, that this laptop may read, and that are not here.
    ///
    /// # Errors
    /// [`WorkspaceError::Store`].
    pub fn gaps(&self) -> Result<Vec<Gap>, WorkspaceError> {
        let Some(roster) = self.store.views().roster() else { return Ok(Vec::new()) };
        let mut gaps = Vec::new();
        for (feed, places) in self.claims(roster)? {
            gaps.extend(self.gap(&feed, places, roster)?);
        }
        Ok(gaps)
    }

    /// Feeds whose later edits are here and do not count.
    pub fn held_back(&self) -> Vec<HeldBack> {
        let views = self.store.views();
        let Some(roster) = views.roster() else { return Vec::new() };
        let held = |feed: &Feed| {
            let last = feed.tips.iter().map(|tip| tip.seq).max()?;
            let (from, why) = (feed.limit.saturating_add(1), why_held(feed.id.device, roster));
            (last > feed.limit).then_some(HeldBack { feed: feed.id, from, to: last, why })
        };
        views.feeds().iter().filter_map(held).collect()
    }

    /// What live devices said that they hold, by feed and place.
    fn claims(&self, roster: &Roster) -> Result<Claims, WorkspaceError> {
        let me = self.me();
        let live = |device: &DeviceId| roster.live().any(|(id, _)| id == device);
        let mut claims = Claims::new();
        let mut claim = |device: DeviceId, since: i64, seen: &Seen| {
            if seen.seq > 0 && roster.may_read(&me, &seen.feed.channel) {
                let holders = claims.entry(seen.feed).or_default().entry((seen.seq, seen.tip)).or_default();
                holders.push(Holder { device, since });
            }
        };
        for receipt in self.store.views().receipts().filter(|receipt| live(&receipt.device)) {
            receipt.frontier.iter().for_each(|seen| claim(receipt.device, receipt.time, seen));
        }
        // What follows a hole shows that there was something in it.
        for feed in self.store.views().feeds().iter().filter(|feed| feed.solid() != feed.tips) {
            let seen = |tip: &Tip| Seen { feed: feed.id, seq: tip.seq, tip: OpId::of_hash(&tip.hash) };
            feed.tips.iter().for_each(|tip| claim(me, self.now(), &seen(tip)));
        }
        // A later word of the same device that names less: it has lost them itself.
        let lost = |device: &DeviceId, since: i64, seen: &Seen| {
            let word = self.store.views().receipts().find(|receipt| receipt.device == *device && receipt.time > since);
            word.is_some_and(|word| !word.frontier.iter().any(|one| one.feed == seen.feed && one.seq >= seen.seq))
        };
        let refused = self.refused_places()?;
        refused
            .iter()
            .filter(|(device, since, seen)| live(device) && !lost(device, *since, seen))
            .for_each(|(device, since, seen)| claim(*device, *since, seen));
        Ok(claims)
    }

    fn gap(
        &self,
        feed: &FeedId,
        places: BTreeMap<(u64, OpId), Vec<Holder>>,
        roster: &Roster,
    ) -> Result<Option<Gap>, WorkspaceError> {
        let views = self.store.views();
        let mut missing = Vec::new();
        for ((seq, op), holders) in places {
            let whole = match views.tip_at(feed, seq, op)? {
                Some(tip) => views.holds_whole(feed, &tip)?,
                None => false,
            };
            if !whole {
                missing.push((seq, holders));
            }
        }
        let Some(last) = missing.iter().map(|(seq, _)| *seq).max() else { return Ok(None) };
        let reached = views.feed(feed).and_then(|feed| feed.solid().iter().map(|tip| tip.seq).max()).unwrap_or(0);
        let branch = reached >= last;
        let from = if branch { last } else { reached + 1 };
        // What would not count is not missed, nor what is held after a hole.
        let after = if branch { None } else { views.next_held(feed, reached)? };
        let to = last.min(roster.limit(feed)).min(after.map_or(u64::MAX, |next| next.saturating_sub(1)));
        if from > to {
            return Ok(None);
        }
        let whole = missing.into_iter().filter(|(seq, _)| *seq >= to).flat_map(|(_, holders)| holders);
        let mut since: BTreeMap<DeviceId, i64> = BTreeMap::new();
        for holder in whole.filter(|holder| holder.device != self.me()) {
            let latest = since.entry(holder.device).or_insert(holder.since);
            *latest = holder.since.max(*latest);
        }
        let mut ask: Vec<Holder> = since.into_iter().map(|(device, since)| Holder { device, since }).collect();
        let rank = |holder: &Holder| {
            let author = holder.device == feed.device;
            (!roster.is_steward(&holder.device), !author, std::cmp::Reverse(holder.since), holder.device)
        };
        ask.sort_by_key(rank);
        let gap = Gap { feed: *feed, from, to, branch, ask, anew: None };
        let anew = self.anew(&gap, roster)?;
        Ok(Some(Gap { anew, ..gap }))
    }

    fn refused_places(&self) -> Result<Vec<Claim>, WorkspaceError> {
        Ok(self.local(REFUSED)?.and_then(|bytes| decode(&bytes).ok()).unwrap_or_default())
    }

    /// A bundle of which nothing could be used still shows what is missing: its places are kept until they are held.
    pub(super) fn note_refused(&mut self, file: &Path, summary: &Summary) -> Result<(), WorkspaceError> {
        let manifest = sync::inspect(sync::file::open_bundle(file)?, &self.identity_for(file)?)?.manifest;
        let mut places = Vec::new();
        for place in self.refused_places()?.into_iter().chain(missing_places(&manifest, summary)) {
            let (_, _, seen) = &place;
            let held = self.store.views().tip_at(&seen.feed, seen.seq, seen.tip)?.is_some();
            if !held && !places.contains(&place) {
                places.push(place);
            }
        }
        let first = places.len().saturating_sub(MOST_REFUSED);
        let kept = places.split_off(first);
        self.keep_local(REFUSED, Some(encode(&kept)))
    }
}

/// The ends of the segments that follow what is missing.
fn missing_places(manifest: &Manifest, summary: &Summary) -> Vec<Claim> {
    let entries = manifest.entries.iter().zip(&summary.segments);
    let gaps = entries.filter(|(_, report)| matches!(report.verdict, Verdict::Gap { .. }));
    gaps.map(|(entry, _)| {
        let tip = entry.head.tip;
        let seen = Seen { feed: *entry.feed(), seq: tip.seq, tip: OpId::of_hash(&tip.hash) };
        (manifest.sender, manifest.time, seen)
    })
    .collect()
}
