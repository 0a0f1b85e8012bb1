//! What has reached whom, and who handed in what, when.

use super::held::Held;
use super::{Desk, Gap, HeldBack, Unsent, Workspace, WorkspaceError};
use crate::i18n::Words;
use crate::log::{DeviceId, Incarnation, OpId, decode, encode};
use crate::store::Entry;
use crate::sync::{Archive, Manifest, SILENT_AFTER};
use crate::t;

/// A bundle, by the number and the time (UTC milliseconds) that its maker gave it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bundled {
    pub number: u64,
    pub made: i64,
}

/// What is known of one device: what it has, what it handed in, when it was last heard of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerLine {
    pub device: DeviceId,
    /// The bundle in which its latest receipt left it: that receipt may have come by way of others.
    pub heard: Option<Bundled>,
    /// The latest of its bundles that was taken in here, and when (UTC milliseconds).
    pub last_in: Option<(Bundled, i64)>,
    /// The latest bundle that was made for it here.
    pub last_out: Option<Bundled>,
    /// My edits that it is not known to have, among those that it may read.
    pub lacks: Unsent,
    /// Its own edits that are known to exist, that this laptop may read and does not hold.
    pub owes: u64,
    /// Not heard of for 90 days: bundles are no longer made with what it lacks in mind.
    pub silent: bool,
}

/// The team as this laptop knows it, and what is missing or waits here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ledger {
    /// Every live device but this one.
    pub lines: Vec<LedgerLine>,
    pub gaps: Vec<Gap>,
    pub held: Vec<HeldBack>,
}

/// Laptops that are named in one line; more are counted.
const MOST_NAMED: usize = 3;

impl Ledger {
    pub fn line(&self, device: &DeviceId) -> Option<&LedgerLine> {
        self.lines.iter().find(|line| line.device == *device)
    }

    /// Of the head office: which laptops lack edits that were made here, and how many, or that none does. Those who are
    /// silent are named elsewhere.
    pub fn behind(&self, words: &Words, desk: &Desk, name: &dyn Fn(&DeviceId) -> String) -> Option<String> {
        if !desk.is_steward() || self.lines.is_empty() {
            return None;
        }
        let lacking = self.lines.iter().filter(|line| line.lacks.edits > 0 && !line.silent);
        let each = lacking.map(|line| format!("{} ({})", name(&line.device), words.figure(line.lacks.edits)));
        let each: Vec<String> = each.collect();
        match each.len() {
            0 if self.lines.iter().any(|line| line.silent) => None,
            0 => Some(t!(words, "status-all-have")),
            n @ 1..=MOST_NAMED => Some(t!(words, "status-behind", n = n, devices = each.join(", "))),
            n => Some(t!(words, "status-behind-many", shown = words.figure(n))),
        }
    }

    /// What is missing and what waits here, a line each, of one device or of all. `name`: what a device is called.
    pub fn waits(&self, words: &Words, of: Option<&DeviceId>, name: &dyn Fn(&DeviceId) -> String) -> Vec<String> {
        let wanted = |device: DeviceId| of.is_none_or(|of| device == *of);
        let gaps = self.gaps.iter().filter(|gap| wanted(gap.feed.device)).map(|gap| gap.line(words, name));
        let held = self.held.iter().filter(|held| wanted(held.feed.device)).map(|held| held.line(words, name));
        gaps.chain(held).collect()
    }
}

/// What only this laptop knows: the last bundle of a device taken in, and the last made for one.
const IN: &str = "bundle-in/";
const OUT: &str = "bundle-out/";

/// Incarnation of the sender, number, when it was made, when it was taken in.
type TakenIn = (Incarnation, u64, i64, i64);
/// Number, when it was made.
type MadeFor = (u64, i64);

fn name(prefix: &str, device: &DeviceId) -> String {
    format!("{prefix}{}", device.record())
}

impl Workspace {
    /// My edits that no steward's receipt covers yet.
    pub(super) fn unsent(&self) -> Result<Unsent, WorkspaceError> {
        let Some(roster) = self.store.views().roster() else { return Ok(Unsent::default()) };
        let me = self.me();
        if roster.is_steward(&me) {
            return Ok(Unsent::default());
        }
        let stewards: Vec<DeviceId> =
            roster.live().filter(|(_, standing)| standing.steward).map(|(id, _)| *id).collect();
        self.lacking(&stewards, &me)
    }

    /// Per device of the team: when it was heard of, what it handed in, what of mine it lacks, what of it is not here.
    ///
    /// # Errors
    /// [`WorkspaceError::Store`].
    pub fn ledger(&self) -> Result<Ledger, WorkspaceError> {
        let Some(roster) = self.store.views().roster() else { return Ok(Ledger::default()) };
        let (me, gaps) = (self.me(), self.gaps()?);
        let others = roster.live().map(|(id, _)| *id).filter(|id| *id != me);
        let lines = others.map(|device| self.ledger_line(device, &gaps)).collect::<Result<_, _>>()?;
        Ok(Ledger { lines, gaps, held: self.held_back() })
    }

    fn ledger_line(&self, device: DeviceId, gaps: &[Gap]) -> Result<LedgerLine, WorkspaceError> {
        let receipt = self.store.views().receipts().find(|receipt| receipt.device == device);
        let heard = receipt.map(|receipt| Bundled { number: receipt.number, made: receipt.time });
        let since = heard.map(|heard| heard.made).or_else(|| Held(&self.store).admitted(&device));
        let last_in = self.taken_in(&device)?.map(|(_, number, made, at)| (Bundled { number, made }, at));
        let last_out = self.local(&name(OUT, &device))?.and_then(|bytes| decode::<MadeFor>(&bytes).ok());
        Ok(LedgerLine {
            device,
            heard,
            last_in,
            last_out: last_out.map(|(number, made)| Bundled { number, made }),
            lacks: self.lacking(&[device], &device)?,
            owes: gaps.iter().filter(|gap| gap.feed.device == device).map(Gap::ops).fold(0, u64::saturating_add),
            silent: since.is_some_and(|since| since < self.now().saturating_sub(SILENT_AFTER)),
        })
    }

    fn taken_in(&self, device: &DeviceId) -> Result<Option<TakenIn>, WorkspaceError> {
        Ok(self.local(&name(IN, device))?.and_then(|bytes| decode(&bytes).ok()))
    }

    /// What an import leaves in the ledger. A bundle from the past, or one that came twice, changes nothing.
    pub(super) fn note_taken_in(&self, manifest: &Manifest) -> Result<Option<Entry>, WorkspaceError> {
        let later = match self.taken_in(&manifest.sender)? {
            Some((life, number, ..)) if life == manifest.incarnation => manifest.number > number,
            Some((_, _, made, _)) => manifest.time > made,
            None => true,
        };
        let taken: TakenIn = (manifest.incarnation, manifest.number, manifest.time, self.now());
        let entry = || Entry::Local { key: name(IN, &manifest.sender), value: Some(encode(&taken)) };
        Ok(later.then(entry))
    }

    /// What an export leaves in the ledger.
    pub(super) fn note_made_for(recipients: &[DeviceId], number: u64, made: i64) -> impl Iterator<Item = Entry> {
        let value = encode::<MadeFor>(&(number, made));
        recipients.iter().map(move |device| Entry::Local { key: name(OUT, device), value: Some(value.clone()) })
    }

    /// My edits, readable by `reader`, that none of `devices` is known to have.
    fn lacking(&self, devices: &[DeviceId], reader: &DeviceId) -> Result<Unsent, WorkspaceError> {
        let views = self.store.views();
        let Some(roster) = views.roster() else { return Ok(Unsent::default()) };
        let me = self.me();
        let mut unsent = Unsent::default();
        let mine = |feed: &&crate::store::views::Feed| roster.continues(&me, &feed.id.device);
        for feed in views.feeds().iter().filter(mine).filter(|feed| roster.may_read(reader, &feed.id.channel)) {
            let receipts = views.receipts().filter(|receipt| devices.contains(&receipt.device));
            let seen = receipts.flat_map(|receipt| &receipt.frontier).filter(|seen| seen.feed == feed.id);
            let mut places: Vec<(u64, OpId)> = seen.map(|seen| (seen.seq, seen.tip)).collect();
            places.extend(self.repeated_places(&feed.id)?);
            let beyond = views.beyond(&feed.id, &places, &self.store)?;
            unsent.edits += beyond.ops;
            unsent.oldest = [unsent.oldest, beyond.oldest].into_iter().flatten().min();
        }
        Ok(unsent)
    }
}
