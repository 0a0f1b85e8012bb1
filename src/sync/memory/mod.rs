//! An archive in memory, for tests and measures: what the workspace does over the store, in its plainest form.

mod sample;

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::io::{Read, Seek};

use super::trust::held_team_ops;
use super::{Archive, Arrival, FeedRow, ImportError};
use crate::log::{
    BackupReceipt, Body, Channel, DeviceId, FeedId, Op, OpId, Receipt, Roster, Segment, SegmentError, SignedHead,
    TeamId, Tip,
};
use crate::model::RecordId;

pub use sample::log_visits;

/// One branch of one feed, from its first op.
#[derive(Clone, Debug, Default)]
struct Branch {
    ops: Vec<Op>,
    tips: Vec<Tip>,
    head: Option<SignedHead>,
}

#[derive(Clone, Debug, Default)]
struct Feed {
    author: [u8; 32],
    branches: Vec<Branch>,
}

/// Ops, heads and receipts in memory.
#[derive(Clone, Debug)]
pub struct Memory {
    me: DeviceId,
    roster: Option<Roster>,
    feeds: BTreeMap<FeedId, Feed>,
    receipts: BTreeMap<DeviceId, Receipt>,
    backups: BTreeMap<DeviceId, BackupReceipt>,
}

/// A segment that follows no place that is held.
#[derive(Debug, thiserror::Error)]
#[error("a segment follows a place that is not held")]
pub struct Unattached;

impl Branch {
    fn tip(&self) -> Tip {
        self.tips.last().copied().unwrap_or(Tip::START)
    }

    /// How many ops there are up to a place on this branch.
    fn length_at(&self, place: &Tip) -> Option<usize> {
        if *place == Tip::START {
            return Some(0);
        }
        let at = usize::try_from(place.seq).ok()?;
        (self.tips.get(at.checked_sub(1)?) == Some(place)).then_some(at)
    }

    /// How many of its ops are held with their content, or without it by an erasure that counts, from the first on.
    fn solid(&self, channel: &Channel, roster: Option<&Roster>) -> usize {
        let explained = |op: &Op| roster.is_some_and(|roster| roster.is_erased(channel, &op.record));
        let whole = |op: &&Op| matches!(op.body, Body::Payload(_)) || explained(op);
        self.ops.iter().take_while(whole).count()
    }

    /// Takes in ops that follow the first `at` ones, if this branch has them already or ends among them.
    fn fill(&mut self, at: usize, ops: &[Op], tips: &[Tip]) -> bool {
        let same = tips.iter().zip(self.tips.iter().skip(at)).take_while(|(ours, theirs)| ours == theirs).count();
        if same < tips.len() && at + same < self.tips.len() {
            return false;
        }
        for (held, op) in self.ops.iter_mut().skip(at).zip(ops) {
            if matches!(held.body, Body::Erased(_)) {
                held.body = op.body.clone();
            }
        }
        self.ops.extend(ops.iter().skip(same).cloned());
        self.tips.extend(tips.iter().skip(same));
        true
    }

    fn up_to(&self, length: usize) -> Self {
        let first = |n| (self.ops.get(..n).unwrap_or_default(), self.tips.get(..n).unwrap_or_default());
        let (ops, tips) = first(length);
        Self { ops: ops.to_vec(), tips: tips.to_vec(), head: None }
    }
}

impl Memory {
    pub fn new(me: DeviceId) -> Self {
        let (feeds, receipts, backups) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        Self { me, roster: None, feeds, receipts, backups }
    }

    /// Logs an op on one of this device's own feeds.
    pub fn append(&mut self, author: [u8; 32], feed: FeedId, time: i64, record: RecordId, payload: Vec<u8>) -> Tip {
        let held = self.feeds.entry(feed).or_insert_with(|| Feed { author, branches: vec![Branch::default()] });
        let op = Op { time, record, body: Body::Payload(payload) };
        let Some(branch) = held.branches.first_mut() else { return Tip::START };
        let before = branch.tip();
        let tip = Tip { seq: before.seq + 1, hash: op.hash_after(&before, &feed) };
        branch.ops.push(op);
        branch.tips.push(tip);
        tip
    }

    /// Keeps a segment: at the end of a branch, or as a new one. Ops that are held already change nothing.
    ///
    /// # Errors
    /// [`Unattached`].
    pub fn keep(&mut self, author: [u8; 32], segment: Segment) -> Result<(), Unattached> {
        let tips = segment.tips().map_err(|_: SegmentError| Unattached)?;
        let feed = self.feeds.entry(segment.feed).or_insert_with(|| Feed { author, branches: vec![Branch::default()] });
        for branch in &mut feed.branches {
            if let Some(at) = branch.length_at(&segment.follows)
                && branch.fill(at, &segment.ops, &tips)
            {
                return Ok(());
            }
        }
        let fork = feed.branches.iter().find_map(|b| Some(b.up_to(b.length_at(&segment.follows)?)));
        let mut fork = fork.ok_or(Unattached)?;
        fork.ops.extend(segment.ops);
        fork.tips.extend(tips);
        feed.branches.push(fork);
        Ok(())
    }

    pub fn keep_head(&mut self, head: SignedHead) {
        let Some(feed) = self.feeds.get_mut(&head.feed) else { return };
        if let Some(branch) = feed.branches.iter_mut().find(|branch| branch.length_at(&head.tip).is_some()) {
            branch.head = Some(head);
        }
    }

    /// Commits what an import brings, as one transaction of the workspace would.
    ///
    /// # Errors
    /// Those of reading the file again.
    pub fn commit<R: Read + Seek>(&mut self, arrival: &mut Arrival<R>) -> Result<(), ImportError> {
        let authors: BTreeMap<FeedId, [u8; 32]> = arrival.authors.iter().copied().collect();
        let segments = arrival.segments()?;
        let mut next = self.clone();
        for segment in segments {
            let author = authors.get(&segment.feed).copied().unwrap_or_default();
            next.keep(author, segment).map_err(|error| ImportError::Archive(super::ArchiveError::new(error)))?;
        }
        arrival.heads.iter().for_each(|head| next.keep_head(head.clone()));
        next.receipts.extend(arrival.receipts.iter().map(|receipt| (receipt.device, receipt.clone())));
        next.backups.extend(arrival.backups.iter().map(|backup| (backup.0.device, backup.clone())));
        // From what is held now: some of what arrived may have been left.
        next.judge(arrival.manifest.team);
        *self = next;
        Ok(())
    }

    /// Judges the roster anew, after team ops were appended here.
    pub fn judge(&mut self, team: TeamId) {
        let ops = held_team_ops(self).unwrap_or_default();
        self.roster = Some(Roster::judge(team, &ops));
        self.erase();
    }

    /// Of erased records the headers alone stay, for good.
    pub(crate) fn erase(&mut self) {
        let Some(roster) = &self.roster else { return };
        for (feed, held) in &mut self.feeds {
            let ops = held.branches.iter_mut().flat_map(|branch| &mut branch.ops);
            for op in ops.filter(|op| roster.is_erased(&feed.channel, &op.record)) {
                op.body = Body::Erased(op.body.digest());
            }
        }
    }

    /// Every op that is held but those of the team's channel.
    #[cfg(test)]
    pub fn ops(&self) -> BTreeMap<(FeedId, OpId), Op> {
        let of = |(feed, held): (&FeedId, &Feed)| {
            let pairs = held.branches.iter().flat_map(|branch| branch.tips.iter().zip(&branch.ops));
            pairs.map(|(tip, op)| ((*feed, OpId::of_hash(&tip.hash)), op.clone())).collect::<Vec<_>>()
        };
        self.feeds.iter().filter(|(feed, _)| feed.channel != Channel::Team).flat_map(of).collect()
    }

    /// Takes someone's word for who is in the team and what is erased.
    #[cfg(test)]
    pub fn believe(&mut self, roster: Roster) {
        self.roster = Some(roster);
    }

    pub fn keep_receipt(&mut self, receipt: Receipt) {
        self.receipts.insert(receipt.device, receipt);
    }

    pub fn keep_backup(&mut self, backup: BackupReceipt) {
        self.backups.insert(backup.0.device, backup);
    }

    /// Every op that is held on a channel, by feed and op id.
    pub fn op_ids(&self, channel: &Channel) -> Vec<(FeedId, OpId)> {
        let of = |(feed, held): (&FeedId, &Feed)| {
            let tips = held.branches.iter().flat_map(|branch| &branch.tips);
            let mut ids: Vec<_> = tips.map(|tip| (*feed, OpId::of_hash(&tip.hash))).collect();
            ids.sort_unstable();
            ids.dedup();
            ids
        };
        self.feeds.iter().filter(|(feed, _)| feed.channel == *channel).flat_map(of).collect()
    }
}

impl Archive for Memory {
    type Error = Infallible;

    fn me(&self) -> DeviceId {
        self.me
    }

    fn roster(&self) -> Option<&Roster> {
        self.roster.as_ref()
    }

    fn feeds(&self) -> Vec<FeedRow> {
        let row = |(feed, held): (&FeedId, &Feed)| {
            let tips: Vec<Tip> = held.branches.iter().map(Branch::tip).collect();
            let heads = held.branches.iter().filter_map(|branch| branch.head.clone()).collect();
            let roster = self.roster.as_ref();
            let solid = |branch: &Branch| branch.tips.get(..branch.solid(&feed.channel, roster))?.last().copied();
            let solid = held.branches.iter().filter_map(solid).collect();
            FeedRow { feed: *feed, author: held.author, solid, tips, heads }
        };
        self.feeds.iter().map(row).collect()
    }

    fn tip_at(&self, feed: &FeedId, seq: u64, op: OpId) -> Result<Option<Tip>, Infallible> {
        let at = usize::try_from(seq).ok().and_then(|seq| seq.checked_sub(1));
        let places = |branch: &Branch| branch.tips.get(at?).filter(|tip| OpId::of_hash(&tip.hash) == op).copied();
        Ok(self.feeds.get(feed).and_then(|held| held.branches.iter().find_map(places)))
    }

    fn holds_whole(&self, feed: &FeedId, place: &Tip) -> Result<bool, Infallible> {
        let branches = self.feeds.get(feed).map(|held| held.branches.as_slice()).unwrap_or_default();
        let solid = |branch: &Branch| branch.solid(&feed.channel, self.roster.as_ref());
        let whole = |branch: &Branch| branch.length_at(place).is_some_and(|length| length <= solid(branch));
        Ok(*place == Tip::START || branches.iter().any(whole))
    }

    fn is_hollow(&self, feed: &FeedId, place: &Tip) -> Result<bool, Infallible> {
        let branches = self.feeds.get(feed).map(|held| held.branches.as_slice()).unwrap_or_default();
        let op_at = |branch: &Branch| branch.ops.get(branch.length_at(place)?.checked_sub(1)?).cloned();
        let explained =
            |op: &Op| self.roster.as_ref().is_some_and(|roster| roster.is_erased(&feed.channel, &op.record));
        let hollow = |op: &Op| matches!(op.body, Body::Erased(_)) && !explained(op);
        Ok(branches.iter().filter_map(op_at).any(|op| hollow(&op)))
    }

    fn segment(&self, feed: &FeedId, after: Tip, up_to: Tip, max_ops: usize) -> Result<Segment, Infallible> {
        let branches = self.feeds.get(feed).map(|held| held.branches.as_slice()).unwrap_or_default();
        let found = branches.iter().find_map(|branch| {
            let (from, to) = (branch.length_at(&after)?, branch.length_at(&up_to)?);
            branch.ops.get(from..to.min(from.saturating_add(max_ops)))
        });
        Ok(Segment { feed: *feed, follows: after, ops: found.unwrap_or_default().to_vec() })
    }

    fn receipts(&self) -> Vec<Receipt> {
        self.receipts.values().cloned().collect()
    }

    fn backups(&self) -> Vec<BackupReceipt> {
        self.backups.values().cloned().collect()
    }
}
