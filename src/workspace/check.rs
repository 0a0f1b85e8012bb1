//! Everything read again: frames, chains, signatures, and the views held against a replay of the journal.

use super::{Workspace, WorkspaceError};
use crate::log::{FeedId, OpId, Tip};
use crate::store::kv::{Kv, Order};
use crate::store::views::{Feed, ViewError};

/// Ops of a chain, and entries of the views, that are in memory at a time.
const WINDOW: usize = 2_000;

/// What is not as it should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finding {
    /// Bytes `from` to `to` of a file of the journal cannot be read.
    Damage { file: u32, from: u32, to: u32 },
    /// A file of the journal is not there.
    MissingFile { file: u32 },
    /// The ops of a feed do not lead to its tip.
    Chain(FeedId),
    /// A signed head of a feed is not its author's, or of another chain.
    Signature(FeedId),
    /// The views are not what the journal makes of them.
    Views,
}

/// What was read, and what was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checked {
    pub frames: u64,
    pub feeds: u64,
    pub ops: u64,
    pub signatures: u64,
    pub findings: Vec<Finding>,
}

impl Checked {
    pub fn is_whole(&self) -> bool {
        self.findings.is_empty()
    }
}

impl Workspace {
    /// Reads every frame of the journal, every chain and every signature, and compares the views with a replay, which
    /// is made in memory, or beside them on the disk. `progress` is told bytes of the journal: done, and in all.
    ///
    /// # Errors
    /// What the disk said; damage is an answer, not an error.
    pub fn check(&self, progress: impl FnMut(u64, u64)) -> Result<Checked, WorkspaceError> {
        let mut checked = Checked::default();
        let verification = self.store.journal().verify(progress).map_err(crate::store::StoreError::from)?;
        checked.frames = verification.entries;
        let damage =
            |one: &crate::store::journal::Damage| Finding::Damage { file: one.file, from: one.from, to: one.to };
        checked.findings.extend(verification.damages.iter().map(damage));
        checked.findings.extend(verification.missing.iter().map(|file| Finding::MissingFile { file: *file }));
        for feed in self.store.views().feeds() {
            self.check_feed(feed, &mut checked)?;
        }
        // Known damage is passed over alike by both, so that what is left can still be compared.
        let live = self.store.views().kv();
        if !self.store.look_at_replay(|replayed| same(live, replayed.kv()))?? {
            checked.findings.push(Finding::Views);
        }
        Ok(checked)
    }

    /// Makes the views anew from the journal.
    ///
    /// # Errors
    /// [`WorkspaceError::Store`].
    pub fn rebuild_views(&mut self) -> Result<(), WorkspaceError> {
        self.store.rebuild()?;
        self.refresh_all()
    }

    fn check_feed(&self, feed: &Feed, checked: &mut Checked) -> Result<(), WorkspaceError> {
        checked.feeds += 1;
        let whole = feed.tips.iter().all(|tip| self.leads_to(&feed.id, *tip, &mut checked.ops));
        if !whole {
            checked.findings.push(Finding::Chain(feed.id));
        }
        let views = self.store.views();
        let mine = (feed.id.device == self.me()).then(|| self.store.public_key());
        let (Some(author), Some(team)) = (mine.or_else(|| views.author(&feed.id.device)), views.team()) else {
            return Ok(());
        };
        for head in &feed.heads {
            checked.signatures += 1;
            let held = views.tip_at(&feed.id, head.tip.seq, OpId::of_hash(&head.tip.hash))?;
            if held != Some(head.tip) || head.verify(&author, &team).is_err() {
                checked.findings.push(Finding::Signature(feed.id));
            }
        }
        Ok(())
    }

    /// Whether the ops as the journal has them, hashed one after the other, end where the views say.
    fn leads_to(&self, feed: &FeedId, tip: Tip, ops: &mut u64) -> bool {
        let mut at = Tip::START;
        while at.seq < tip.seq {
            let Ok(segment) = self.store.views().segment(feed, at, tip, WINDOW, &self.store) else { return false };
            let Ok(Some(next)) = segment.tips().map(|tips| tips.last().copied()) else { return false };
            *ops += next.seq.saturating_sub(at.seq);
            at = next;
        }
        at == tip
    }
}

/// Whether two stores of views hold the same, key for key.
fn same(live: &dyn Kv, replayed: &dyn Kv) -> Result<bool, WorkspaceError> {
    for table in 0..=u8::MAX {
        let mut from = Vec::new();
        loop {
            let scan = |kv: &dyn Kv| kv.scan(table, &from, &[], Order::Ascending, WINDOW).map_err(ViewError::from);
            let (ours, theirs) = (scan(live)?, scan(replayed)?);
            if ours != theirs {
                return Ok(false);
            }
            let Some((last, _)) = ours.last().filter(|_| ours.len() == WINDOW) else { break };
            from = last.clone();
            from.push(0);
        }
    }
    Ok(true)
}
