//! Which frames of the journal hold what some devices wrote: the way back to what a person did, newest first.

use std::collections::BTreeMap;

use super::{ViewError, Views};
use crate::log::{DeviceId, OpId};
use crate::store::Place;
use crate::store::journal::Location;

/// Links of a chain that are read at a time.
const RUN: u64 = 256;

/// Ops by their frame, in the order of the frame.
pub type Deeds = BTreeMap<Location, Vec<(Place, OpId)>>;

impl Views {
    /// The last frames with ops of these devices, `most` of them, in the order of the journal, each with all such ops of it.
    ///
    /// # Errors
    /// [`ViewError`].
    pub fn last_deeds(&self, whose: &dyn Fn(&DeviceId) -> bool, most: usize) -> Result<Deeds, ViewError> {
        let mut all = Deeds::new();
        for (feed, slot) in self.feeds.iter().zip(0..).filter(|(feed, _)| whose(&feed.id.device)) {
            let mut last = feed.tips.iter().map(|tip| tip.seq).max().unwrap_or(0);
            let mut own = Deeds::new();
            // The oldest frame may go on in what was not read: it is one too many.
            while last > 0 && own.len() <= most {
                let first = last.saturating_sub(RUN - 1).max(1);
                for link in self.links_between(slot, first, last)? {
                    own.entry(link.at.frame).or_default().push((link.at, OpId::of_hash(&link.hash)));
                }
                last = first - 1;
            }
            while own.len() > most {
                own.pop_first();
            }
            own.into_iter().for_each(|(frame, ops)| all.entry(frame).or_default().extend(ops));
        }
        while all.len() > most {
            all.pop_first();
        }
        all.values_mut().for_each(|ops| ops.sort_unstable());
        Ok(all)
    }
}
