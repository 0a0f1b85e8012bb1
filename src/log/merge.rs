//! Two records for one thing: which one stays. Each record says by a link (an ordinary field, [`MERGED_INTO`]) which other
//! one it gives way to; links are written apart, so chains and circles of them happen.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Channel, RecordState};
use crate::model::{MERGED_INTO, RecordId, Value, can_give_way};

/// Where the links from `id` end; in a circle, at its smallest id.
pub fn stays(id: RecordId, next: impl Fn(&RecordId) -> Option<RecordId>) -> RecordId {
    let mut path = vec![id];
    let mut seen = BTreeSet::from([id]);
    let mut at = id;
    while let Some(to) = next(&at) {
        if !seen.insert(to) {
            return path.into_iter().skip_while(|passed| *passed != to).min().unwrap_or(to);
        }
        path.push(to);
        at = to;
    }
    at
}

impl<L: Copy> RecordState<L> {
    /// The record that this one says it gives way to.
    pub fn merged_into(&self) -> Option<RecordId> {
        match Value::from_bytes(self.shown(MERGED_INTO)?) {
            Ok(Value::Ref(id)) => Some(id),
            _ => None,
        }
    }
}

/// What merging asks of one record.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Facts {
    pub here: bool,
    pub channel: Channel,
    /// The link that it carries.
    pub into: Option<RecordId>,
}

/// A record that gave way, and the one that stays.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Gave {
    pub kind: u16,
    pub gone: RecordId,
    pub stays: RecordId,
}

type Key = (u16, RecordId);

/// Every record that carries a link or is led to by one. What gives way follows from these facts alone, whatever the
/// order in which they came.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Merges {
    facts: BTreeMap<Key, Facts>,
    /// Record → those that carry a link to it.
    sources: BTreeMap<Key, BTreeSet<RecordId>>,
}

impl FromIterator<((u16, RecordId), Facts)> for Merges {
    /// From all that was kept: what [`Merges::set`] left.
    fn from_iter<T: IntoIterator<Item = (Key, Facts)>>(kept: T) -> Self {
        let mut merges = Self { facts: kept.into_iter().collect(), sources: BTreeMap::new() };
        for ((kind, id), facts) in &merges.facts {
            if let Some(to) = facts.into {
                merges.sources.entry((*kind, to)).or_default().insert(*id);
            }
        }
        merges
    }
}

impl Merges {
    /// Whether merging depends on what becomes of this record.
    pub fn concerns(&self, kind: u16, id: &RecordId) -> bool {
        let key = (kind, *id);
        self.facts.contains_key(&key) || self.sources.contains_key(&key)
    }

    pub fn facts(&self, kind: u16, id: &RecordId) -> Option<&Facts> {
        self.facts.get(&(kind, *id))
    }

    /// The link that counts: both records are here, on one channel, and of a kind that can give way.
    fn next(&self, kind: u16, id: &RecordId) -> Option<RecordId> {
        let from = self.facts(kind, id).filter(|facts| facts.here && can_give_way(kind))?;
        let to = from.into.filter(|to| to != id)?;
        self.facts(kind, &to).filter(|target| target.here && target.channel == from.channel).map(|_| to)
    }

    /// The record that stands for this one: itself, unless it gave way.
    pub fn stays(&self, kind: u16, id: &RecordId) -> RecordId {
        stays(*id, |at| self.next(kind, at))
    }

    pub fn gives_way(&self, kind: u16, id: &RecordId) -> bool {
        self.next(kind, id).is_some() && self.stays(kind, id) != *id
    }

    /// The records whose giving way changes at most when this one's facts do, its link then being `into`: itself, those
    /// that lead straight to it, and the circles that it is in before and after.
    pub fn around(&self, kind: u16, id: &RecordId, into: Option<RecordId>) -> BTreeSet<RecordId> {
        let mut found: BTreeSet<RecordId> = self.sources.get(&(kind, *id)).cloned().unwrap_or_default();
        found.extend(self.path(kind, *id));
        found.extend(into.into_iter().flat_map(|to| self.path(kind, to)));
        found
    }

    /// Where the links from a record lead, itself first.
    fn path(&self, kind: u16, id: RecordId) -> BTreeSet<RecordId> {
        let mut path = BTreeSet::new();
        let mut at = Some(id);
        while let Some(passed) = at.filter(|id| path.insert(*id)) {
            at = self.next(kind, &passed);
        }
        path
    }

    /// Takes note of a record as it is now, and forgets those on which nothing depends any more. Tells all that are kept
    /// otherwise than before.
    pub fn set(&mut self, kind: u16, id: RecordId, facts: Facts) -> BTreeSet<RecordId> {
        let before = self.facts.insert((kind, id), facts).and_then(|held| held.into);
        let mut touched = BTreeSet::from([id]);
        if before != facts.into {
            if let Some(old) = before {
                self.unlink(kind, id, old);
                touched.insert(old);
            }
            if let Some(new) = facts.into {
                self.sources.entry((kind, new)).or_default().insert(id);
            }
        }
        for id in &touched {
            self.drop_unless_linked(kind, *id);
        }
        touched
    }

    fn unlink(&mut self, kind: u16, from: RecordId, to: RecordId) {
        if let Some(sources) = self.sources.get_mut(&(kind, to)) {
            sources.remove(&from);
            if sources.is_empty() {
                self.sources.remove(&(kind, to));
            }
        }
    }

    fn drop_unless_linked(&mut self, kind: u16, id: RecordId) {
        let carries = self.facts(kind, &id).is_some_and(|facts| facts.into.is_some());
        if !carries && !self.sources.contains_key(&(kind, id)) {
            self.facts.remove(&(kind, id));
        }
    }

    /// Every record that gave way.
    pub fn gave_way(&self) -> impl Iterator<Item = Gave> {
        self.facts.keys().filter(|(kind, id)| self.gives_way(*kind, id)).map(|(kind, id)| Gave {
            kind: *kind,
            gone: *id,
            stays: self.stays(*kind, id),
        })
    }

    /// A record and all that gave way to it.
    pub fn family(&self, kind: u16, id: &RecordId) -> BTreeSet<RecordId> {
        let gone = self.gave_way().filter(|gave| gave.kind == kind && gave.stays == *id).map(|gave| gave.gone);
        gone.chain([*id]).collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::log::DeviceId;
    use crate::model::{EXISTENCE, Kind};

    const CENTRE: u16 = Kind::Centre.number();

    fn id(n: u8) -> RecordId {
        RecordId::from_bytes([n; 16])
    }

    fn here(into: Option<u8>) -> Facts {
        Facts { here: true, channel: Channel::Common, into: into.map(id) }
    }

    fn of(links: &[(u8, Option<u8>)]) -> Merges {
        let mut merges = Merges::default();
        for (n, into) in links {
            merges.set(CENTRE, id(*n), here(*into));
        }
        // Those without a link count once a link to them is known.
        for (n, into) in links {
            merges.set(CENTRE, id(*n), here(*into));
        }
        merges
    }

    #[test]
    fn no_kind_declares_the_reserved_tags() {
        for kind in Kind::ALL {
            assert!(kind.fields().iter().all(|spec| spec.tag != EXISTENCE && spec.tag != MERGED_INTO), "{kind:?}");
        }
    }

    #[test]
    fn a_chain_ends_where_it_ends() {
        let merges = of(&[(1, Some(2)), (2, Some(3)), (3, None)]);
        assert_eq!(merges.stays(CENTRE, &id(1)), id(3));
        assert_eq!(merges.family(CENTRE, &id(3)), BTreeSet::from([id(1), id(2), id(3)]));
        assert!(!merges.gives_way(CENTRE, &id(3)));
    }

    #[test]
    fn in_a_circle_the_smallest_id_stays() {
        let merges = of(&[(5, Some(7)), (7, Some(6)), (6, Some(5)), (9, Some(7))]);
        for n in [5, 6, 7, 9] {
            assert_eq!(merges.stays(CENTRE, &id(n)), id(5), "{n}");
        }
        assert!(!merges.gives_way(CENTRE, &id(5)));
    }

    #[test]
    fn a_link_to_what_is_not_here_or_on_another_channel_hides_nothing() {
        let mut merges = of(&[(1, Some(2)), (2, None)]);
        merges.set(CENTRE, id(2), Facts { here: false, ..here(None) });
        assert!(!merges.gives_way(CENTRE, &id(1)));
        merges.set(CENTRE, id(2), Facts { channel: Channel::Visits(DeviceId([1; 16])), ..here(None) });
        assert!(!merges.gives_way(CENTRE, &id(1)));
        merges.set(CENTRE, id(2), here(None));
        assert!(merges.gives_way(CENTRE, &id(1)));
        let mut steps = Merges::default();
        steps.set(Kind::Step.number(), id(1), here(Some(2)));
        steps.set(Kind::Step.number(), id(2), here(None));
        assert!(!steps.gives_way(Kind::Step.number(), &id(1)));
    }

    #[test]
    fn a_link_taken_back_leaves_nothing_behind() {
        let mut merges = of(&[(1, Some(2)), (2, None)]);
        let touched = merges.set(CENTRE, id(1), here(None));
        assert_eq!(touched, BTreeSet::from([id(1), id(2)]));
        assert_eq!(merges, Merges::default());
    }

    proptest! {
        /// Facts come one by one, each record's several times: what gives way is known from the last ones, and a change
        /// moves only what lies around it.
        #[test]
        fn what_gives_way_follows_from_the_facts_alone(
            steps in prop::collection::vec((0_u8..6, any::<bool>(), prop::option::of(0_u8..6)), 0..30),
        ) {
            let mut last: BTreeMap<u8, Facts> = (0..6).map(|n| (n, Facts { here: false, ..here(None) })).collect();
            let mut live = Merges::default();
            for (n, is_here, into) in steps {
                let facts = Facts { here: is_here, ..here(into) };
                let was: Vec<bool> = (0..6).map(|n| live.gives_way(CENTRE, &id(n))).collect();
                let around = live.around(CENTRE, &id(n), into.map(id));
                last.insert(n, facts);
                live.set(CENTRE, id(n), facts);
                if let Some(to) = into.filter(|to| live.facts(CENTRE, &id(*to)).is_none()) {
                    live.set(CENTRE, id(to), last[&to]);
                }
                for m in 0..6 {
                    let now = live.gives_way(CENTRE, &id(m));
                    prop_assert!(now == was[usize::from(m)] || around.contains(&id(m)), "{} moved", m);
                }
            }
            let mut other = Merges::default();
            for _ in 0..2 {
                for (n, facts) in last.iter().rev() {
                    other.set(CENTRE, id(*n), *facts);
                }
            }
            prop_assert_eq!(&live, &other);
            prop_assert_eq!(&live, &live.facts.clone().into_iter().collect::<Merges>());
            for n in 0..6 {
                let end = live.stays(CENTRE, &id(n));
                prop_assert!(!live.gives_way(CENTRE, &end));
                prop_assert_eq!(live.stays(CENTRE, &end), end);
            }
        }
    }
}
