//! How much is kept of what does not count: a hostile or confused author does not fill the disk.

use std::collections::BTreeMap;

use super::{Archive, ArchiveError};
use crate::log::{Body, Channel, DeviceId, FeedId, Roster, Tip};

/// Held edits kept of one author, those of all bundles together. Authors whom nobody admitted are made up at will: they
/// share one such measure.
pub const MAX_HELD_OPS: u64 = 10_000;
/// The same, in bytes of payloads.
pub const MAX_HELD_BYTES: u64 = 8 << 20;

/// Ops read at a time to measure what is held already.
const RUN: usize = 1_024;

/// Ops of one segment that arrive in one chunk: the number before the first, that of the last, bytes of payloads.
#[derive(Clone, Copy, Debug)]
pub(super) struct Portion {
    pub after: u64,
    pub last: u64,
    pub bytes: u64,
}

/// What may still be held, by author.
pub(super) struct Quotas<'a, A> {
    archive: &'a A,
    roster: &'a Roster,
    /// Ops and bytes left. `None`: everyone whom nobody admitted.
    left: BTreeMap<Option<DeviceId>, (u64, u64)>,
}

impl<'a, A: Archive> Quotas<'a, A> {
    pub fn new(archive: &'a A, roster: &'a Roster) -> Self {
        Self { archive, roster, left: BTreeMap::new() }
    }

    /// The last number of a segment that is to be stored: all that counts, and of what would be held whole chunks while
    /// they fit. Once one does not, nothing more of its author is held.
    ///
    /// `skip_to`: the last number that is stored already. `last`: the segment's.
    pub fn store_to(
        &mut self,
        feed: &FeedId,
        skip_to: u64,
        last: u64,
        portions: &[Portion],
    ) -> Result<u64, ArchiveError> {
        let counted = weighed(feed, self.roster).clamp(skip_to, last);
        if counted == last {
            return Ok(last);
        }
        let author = self.roster.get(&feed.device).map(|_| feed.device);
        let (mut ops, mut bytes) = match self.left.get(&author) {
            Some(left) => *left,
            None => self.measure(author)?,
        };
        let mut end = counted;
        for portion in portions.iter().filter(|portion| portion.last > counted) {
            let more = portion.last - portion.after.max(counted);
            if more > ops || portion.bytes > bytes {
                (ops, bytes) = (0, 0);
                break;
            }
            (ops, bytes, end) = (ops - more, bytes - portion.bytes, portion.last);
        }
        self.left.insert(author, (ops, bytes));
        Ok(end)
    }

    /// What is left beside the ops that are held already.
    fn measure(&self, author: Option<DeviceId>) -> Result<(u64, u64), ArchiveError> {
        let (mut ops, mut bytes) = (MAX_HELD_OPS, MAX_HELD_BYTES);
        let rows = self.archive.feeds().into_iter();
        for row in rows.filter(|row| self.roster.get(&row.feed.device).map(|_| row.feed.device) == author) {
            let counted = weighed(&row.feed, self.roster);
            for tip in row.tips.iter().filter(|tip| tip.seq > counted) {
                ops = ops.saturating_sub(tip.seq - counted);
                bytes = bytes.saturating_sub(if ops == 0 { bytes } else { self.weight(&row.feed, counted, *tip)? });
            }
        }
        Ok((ops, bytes))
    }

    /// Bytes of the payloads after a number, on the branch that ends at `tip`.
    fn weight(&self, feed: &FeedId, after: u64, tip: Tip) -> Result<u64, ArchiveError> {
        let (mut at, mut bytes) = (Tip::START, 0_u64);
        while at != tip {
            let segment = self.archive.segment(feed, at, tip, RUN).map_err(ArchiveError::new)?;
            let Some(last) = segment.tips().ok().and_then(|tips| tips.last().copied()) else { break };
            let known = usize::try_from(after.saturating_sub(at.seq)).unwrap_or(usize::MAX);
            bytes = segment.ops.iter().skip(known).fold(bytes, |sum, op| sum.saturating_add(weight_of(&op.body)));
            at = last;
        }
        Ok(bytes)
    }
}

pub(super) fn weight_of(body: &Body) -> u64 {
    match body {
        Body::Payload(bytes) => bytes.len() as u64,
        Body::Erased(digest) => digest.len() as u64,
    }
}

/// The last number of a feed that is kept whatever there is of it: all that counts. Of the team's channel, where every op
/// is weighed by itself, all that its stewards wrote before their end, and all that the verdict turns on: who leaves the
/// rest out judges as everyone does, whatever came first.
fn weighed(feed: &FeedId, roster: &Roster) -> u64 {
    if feed.channel != Channel::Team {
        return roster.limit(feed);
    }
    let written = match roster.get(&feed.device) {
        _ if feed.device == roster.team.root() => u64::MAX,
        Some(standing) => match &standing.revoked {
            Some(cuts) => cuts.limit(feed),
            None if standing.steward => u64::MAX,
            None => 0,
        },
        None => 0,
    };
    written.max(roster.heeded(feed))
}
