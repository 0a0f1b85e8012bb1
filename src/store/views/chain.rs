//! Where every op of a feed stands, and how branches hang together.

use super::pages::{Link, Page, Pages, table};
use super::{ViewError, Views};
use crate::log::{OpId, Tip};
use crate::store::kv::Order;

/// Links a page: about 4 KB.
const BLOCK: u64 = 64;

pub(super) fn key(slot: u32, seq: u64) -> Vec<u8> {
    [slot.to_be_bytes().as_slice(), &(seq / BLOCK).to_be_bytes()].concat()
}

/// What adding a link came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Added {
    New,
    /// The op was here without its content, and now has it.
    Filled,
    Known,
}

pub(super) fn add(pages: &mut Pages<'_>, slot: u32, link: Link) -> Result<Added, ViewError> {
    let key = key(slot, link.seq);
    let same = |held: &Link| held.seq == link.seq && held.hash == link.hash;
    let held = match pages.get(table::CHAIN, &key)? {
        Some(Page::Links(links)) => links.iter().find(|held| same(held)).map(|held| held.hollow),
        _ => None,
    };
    let fills = matches!(held, Some(Some(_))) && link.hollow.is_none();
    if held.is_some() && !fills {
        return Ok(Added::Known);
    }
    if let Page::Links(links) = pages.change(table::CHAIN, &key, || Page::Links(Vec::new()))? {
        let place = links.partition_point(|held| (held.seq, held.hash) < (link.seq, link.hash));
        match links.get_mut(place).filter(|_| fills) {
            Some(held) => *held = link,
            None => links.insert(place, link),
        }
    }
    Ok(if fills { Added::Filled } else { Added::New })
}

impl Views {
    /// The links of a feed at one number: more than one where a laptop was cloned.
    pub(super) fn links_at(&self, slot: u32, seq: u64) -> Result<Vec<Link>, ViewError> {
        let Some(bytes) = self.kv.get(table::CHAIN, &key(slot, seq))? else { return Ok(Vec::new()) };
        let links: Vec<Link> = crate::log::decode(&bytes)?;
        Ok(links.into_iter().filter(|link| link.seq == seq).collect())
    }

    /// The links of the branch that ends at `up_to`, numbered `after.seq + 1` and on, at most `limit`.
    ///
    /// Empty if that branch does not pass through `after`.
    pub(super) fn branch(&self, slot: u32, after: &Tip, up_to: &Tip, limit: usize) -> Result<Vec<Link>, ViewError> {
        let forked = self.feed_by_slot(slot).is_some_and(|feed| feed.tips.len() > 1);
        let last = if forked { up_to.seq } else { up_to.seq.min(after.seq.saturating_add(limit as u64)) };
        let mut links = self.links_between(slot, after.seq.saturating_add(1), last)?;
        if forked {
            links = on_branch(links, up_to);
        }
        let joins = links
            .first()
            .is_none_or(|link| link.seq == after.seq.saturating_add(1) && link.parent == OpId::of_hash(&after.hash));
        links.truncate(if joins { limit } else { 0 });
        Ok(links)
    }

    /// By number; a number that is not held is passed over.
    pub(super) fn links_between(&self, slot: u32, first: u64, last: u64) -> Result<Vec<Link>, ViewError> {
        let mut out = Vec::new();
        let past_last = [key(slot, last).as_slice(), &[0]].concat();
        for (_, bytes) in self.kv.scan(table::CHAIN, &key(slot, first), &past_last, Order::Ascending, usize::MAX)? {
            let links: Vec<Link> = crate::log::decode(&bytes)?;
            out.extend(links.into_iter().filter(|link| (first..=last).contains(&link.seq)));
        }
        Ok(out)
    }
}

/// Of the links of several branches, those that lead to `up_to`, in order.
pub(super) fn on_branch(links: Vec<Link>, up_to: &Tip) -> Vec<Link> {
    let mut wanted = OpId::of_hash(&up_to.hash);
    let mut out: Vec<Link> = Vec::new();
    for link in links.into_iter().rev() {
        if OpId::of_hash(&link.hash) == wanted {
            wanted = link.parent;
            out.push(link);
        }
    }
    out.reverse();
    out
}
