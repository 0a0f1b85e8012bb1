//! Two records for one thing: which one stays. Each record says by a link (an ordinary field, [`MERGED_INTO`]) which other
//! one it gives way to; links are written apart, so chains and circles of them happen.

mod groups;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use self::groups::Groups;
use super::{Channel, RecordState};
use crate::model::{MERGED_INTO, RecordId, Value, can_give_way};

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
    /// Kind → what the links that count hold together.
    groups: BTreeMap<u16, Groups>,
}

/// What [`Merges::set`] changed.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Relinked {
    /// Records that are kept otherwise than before.
    pub kept: BTreeSet<RecordId>,
    /// Records that may give way now and did not, or the other way round → whether they did before.
    pub gave_way: BTreeMap<RecordId, bool>,
}

impl FromIterator<((u16, RecordId), Facts)> for Merges {
    /// From all that was kept: what [`Merges::set`] left.
    fn from_iter<T: IntoIterator<Item = (Key, Facts)>>(kept: T) -> Self {
        let mut merges = Self { facts: kept.into_iter().collect(), ..Self::default() };
        let links: Vec<(Key, RecordId)> =
            merges.facts.iter().filter_map(|(key, facts)| Some((*key, facts.into?))).collect();
        for ((kind, id), to) in links {
            merges.sources.entry((kind, to)).or_default().insert(id);
            merges.follow(kind, id, &mut BTreeMap::new());
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
    fn link(&self, kind: u16, id: &RecordId) -> Option<RecordId> {
        let from = self.facts(kind, id).filter(|facts| facts.here && can_give_way(kind))?;
        let to = from.into.filter(|to| to != id)?;
        self.facts(kind, &to).filter(|target| target.here && target.channel == from.channel).map(|_| to)
    }

    /// The record that stands for this one: itself, unless it gave way.
    pub fn stays(&self, kind: u16, id: &RecordId) -> RecordId {
        self.groups.get(&kind).map_or(*id, |groups| groups.end(id))
    }

    pub fn gives_way(&self, kind: u16, id: &RecordId) -> bool {
        self.stays(kind, id) != *id
    }

    /// Takes note of a record as it is now, and forgets those on which nothing depends any more.
    pub fn set(&mut self, kind: u16, id: RecordId, facts: Facts) -> Relinked {
        let before = self.facts.insert((kind, id), facts);
        let mut relinked = Relinked { kept: BTreeSet::from([id]), gave_way: BTreeMap::new() };
        let (old, new) = (before.and_then(|held| held.into), facts.into);
        if old != new {
            if let Some(old) = old {
                self.unlink(kind, id, old);
                relinked.kept.insert(old);
            }
            if let Some(new) = new {
                self.sources.entry((kind, new)).or_default().insert(id);
            }
        }
        if before != Some(facts) {
            let leading: Vec<RecordId> = self.sources.get(&(kind, id)).into_iter().flatten().copied().collect();
            for from in leading.into_iter().chain([id]) {
                self.follow(kind, from, &mut relinked.gave_way);
            }
        }
        for id in &relinked.kept {
            self.drop_unless_linked(kind, *id);
        }
        relinked
    }

    /// Brings the groups up to the link of a record, if it counts, and notes of whom that may change anything what they
    /// were: of itself, and of where it led and leads.
    fn follow(&mut self, kind: u16, from: RecordId, gave_way: &mut BTreeMap<RecordId, bool>) {
        let link = self.link(kind, &from);
        let groups = self.groups.entry(kind).or_default();
        if groups.next(&from) != link {
            Self::lead(groups, from, link, gave_way);
        }
        if groups.is_empty() {
            self.groups.remove(&kind);
        }
    }

    fn lead(groups: &mut Groups, from: RecordId, to: Option<RecordId>, gave_way: &mut BTreeMap<RecordId, bool>) {
        for one in [from, groups.end(&from)] {
            gave_way.entry(one).or_insert_with(|| groups.gives_way(&one));
        }
        groups.cut(from);
        if let Some(to) = to {
            let end = groups.end(&to);
            gave_way.entry(end).or_insert_with(|| groups.gives_way(&end));
            groups.link(from, to);
            // The smallest of a circle that closes here led elsewhere before.
            gave_way.entry(groups.end(&from)).or_insert(true);
        }
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
        self.groups
            .iter()
            .flat_map(|(kind, groups)| groups.gone().map(|gone| Gave { kind: *kind, gone, stays: groups.end(&gone) }))
    }

    /// A record and all that gave way to it.
    pub fn family(&self, kind: u16, id: &RecordId) -> BTreeSet<RecordId> {
        self.groups.get(&kind).map_or_else(|| BTreeSet::from([*id]), |groups| groups.members(id))
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
        let relinked = merges.set(CENTRE, id(1), here(None));
        assert_eq!(relinked.kept, BTreeSet::from([id(1), id(2)]));
        assert_eq!(merges, Merges::default());
    }

    /// Links from each of `n` records to the one after it, put in this order.
    fn chain(n: u32, order: impl Iterator<Item = u32>) -> (Merges, usize) {
        let id = |n: u32| RecordId::from_bytes(std::array::from_fn(|at| n.to_be_bytes()[at % 4]));
        let mut merges = Merges::default();
        let mut told = 0;
        for at in order {
            let link = |to| Facts { into: to, ..here(None) };
            told += merges.set(CENTRE, id(at), link(Some(id(at + 1)))).gave_way.len();
            if merges.facts(CENTRE, &id(at + 1)).is_none() {
                told += merges.set(CENTRE, id(at + 1), link(None)).gave_way.len();
            }
        }
        assert_eq!(merges.stays(CENTRE, &id(0)), id(n));
        assert_eq!(merges.family(CENTRE, &id(n)).len(), n as usize + 1);
        assert_eq!(merges.gave_way().count(), n as usize);
        (merges, told)
    }

    #[test]
    fn a_long_chain_costs_little_more_than_its_links() {
        const N: u32 = 4_096;
        let orders: [Vec<u32>; 4] = [
            (0..N).collect(),
            (0..N).rev().collect(),
            (0..N).step_by(2).chain((1..N).step_by(2)).collect(),
            (0..N).map(|at| at.reverse_bits() >> 20).collect(),
        ];
        for order in orders {
            let first: Vec<u32> = order.iter().take(3).copied().collect();
            let (merges, told) = chain(N, order.into_iter());
            let steps = merges.groups.get(&CENTRE).map_or(0, |groups| groups.steps);
            let n = N as usize;
            assert!(steps <= n * (n.ilog2() as usize + 4), "{steps} records walked, in the order {first:?}");
            assert!(told <= 3 * n, "{told} records counted again, in the order {first:?}");
        }
    }

    /// Where the links from `id` end, one by one; in a circle, at its smallest id.
    fn walked(merges: &Merges, id: RecordId) -> RecordId {
        let mut path = vec![id];
        while let Some(to) = merges.link(CENTRE, &path[path.len() - 1]) {
            if let Some(at) = path.iter().position(|passed| *passed == to) {
                return *path[at..].iter().min().unwrap();
            }
            path.push(to);
        }
        path[path.len() - 1]
    }

    proptest! {
        /// Facts come one by one, each record's several times: what gives way is known from the last ones, and a change
        /// tells all that it moves.
        #[test]
        fn what_gives_way_follows_from_the_facts_alone(
            steps in prop::collection::vec((0_u8..6, any::<bool>(), prop::option::of(0_u8..6)), 0..30),
        ) {
            let mut last: BTreeMap<u8, Facts> = (0..6).map(|n| (n, Facts { here: false, ..here(None) })).collect();
            let mut live = Merges::default();
            for (n, is_here, into) in steps {
                let facts = Facts { here: is_here, ..here(into) };
                let was: Vec<bool> = (0..6).map(|n| live.gives_way(CENTRE, &id(n))).collect();
                last.insert(n, facts);
                let mut told = live.set(CENTRE, id(n), facts).gave_way;
                if let Some(to) = into.filter(|to| live.facts(CENTRE, &id(*to)).is_none()) {
                    for (other, before) in live.set(CENTRE, id(to), last[&to]).gave_way {
                        told.entry(other).or_insert(before);
                    }
                }
                for m in 0..6 {
                    let (now, before) = (live.gives_way(CENTRE, &id(m)), was[usize::from(m)]);
                    prop_assert!(told.get(&id(m)).map_or(now == before, |told| *told == before), "{} moved", m);
                    prop_assert_eq!(live.stays(CENTRE, &id(m)), walked(&live, id(m)));
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
