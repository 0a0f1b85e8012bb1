//! The records that links hold together. A record has one link at most, so a group ends in one place: at its only record
//! without a link, or in its only circle.
//!
//! Kept up with each link, for a chain may be as long as whoever writes it likes: a link put costs the smaller of the two
//! groups that it joins, one taken away what leads to it.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::RecordId;

#[derive(Clone, Debug, Default)]
pub(super) struct Groups {
    next: BTreeMap<RecordId, RecordId>,
    /// Record → those whose link leads to it.
    previous: BTreeMap<RecordId, BTreeSet<RecordId>>,
    /// Record → number of its group; a record alone is in none.
    group_of: BTreeMap<RecordId, u64>,
    groups: BTreeMap<u64, Group>,
    numbered: u64,
    /// Records that were walked over or changed their group.
    #[cfg(test)]
    pub steps: usize,
}

#[derive(Clone, Debug)]
struct Group {
    members: BTreeSet<RecordId>,
    /// Where all links lead; in a circle, its smallest id.
    end: RecordId,
}

/// Numbers of groups tell of the order in which links came: what they hold together is what counts.
impl PartialEq for Groups {
    fn eq(&self, other: &Self) -> bool {
        self.next == other.next && self.group_of.keys().eq(other.group_of.keys()) && {
            self.group_of.keys().all(|id| self.end(id) == other.end(id))
        }
    }
}

impl Eq for Groups {}

impl Groups {
    pub fn is_empty(&self) -> bool {
        self.next.is_empty()
    }

    pub fn next(&self, id: &RecordId) -> Option<RecordId> {
        self.next.get(id).copied()
    }

    /// Where the links from `id` end; in a circle, at its smallest id.
    pub fn end(&self, id: &RecordId) -> RecordId {
        self.group(id).map_or(*id, |group| group.end)
    }

    pub fn gives_way(&self, id: &RecordId) -> bool {
        self.end(id) != *id
    }

    /// All whose links end where those of `id` do, itself among them.
    pub fn members(&self, id: &RecordId) -> BTreeSet<RecordId> {
        self.group(id).map_or_else(|| BTreeSet::from([*id]), |group| group.members.clone())
    }

    /// Every record that gives way.
    pub fn gone(&self) -> impl Iterator<Item = RecordId> {
        self.next.keys().filter(|id| self.gives_way(id)).copied()
    }

    /// Puts a link on a record that has none.
    pub fn link(&mut self, from: RecordId, to: RecordId) {
        let (of_from, of_to) = (self.number_of(from), self.number_of(to));
        self.next.insert(from, to);
        self.previous.entry(to).or_default().insert(from);
        if of_from != of_to {
            let end = self.end(&to);
            let number = self.join(of_from, of_to);
            self.set_end(number, end);
        } else if let Some(smallest) = self.circle(from).into_iter().min() {
            self.set_end(of_from, smallest);
        }
    }

    /// Takes the link of a record away.
    pub fn cut(&mut self, from: RecordId) {
        let Some(to) = self.next.remove(&from) else { return };
        if let Some(previous) = self.previous.get_mut(&to) {
            previous.remove(&from);
            if previous.is_empty() {
                self.previous.remove(&to);
            }
        }
        let led = self.leading_to(from);
        let Some(number) = self.group_of.get(&from).copied() else { return };
        // The link closed a circle: all of the group leads here now.
        if led.contains(&to) {
            self.set_end(number, from);
            return;
        }
        if let Some(group) = self.groups.get_mut(&number) {
            group.members.retain(|id| !led.contains(id));
        }
        self.found(Group { members: led, end: from });
        self.dissolve_if_alone(number);
        self.dissolve_if_alone(self.numbered);
    }

    fn group(&self, id: &RecordId) -> Option<&Group> {
        self.groups.get(self.group_of.get(id)?)
    }

    fn number_of(&mut self, id: RecordId) -> u64 {
        match self.group_of.get(&id) {
            Some(number) => *number,
            None => self.found(Group { members: BTreeSet::from([id]), end: id }),
        }
    }

    /// Gives a group its number.
    fn found(&mut self, group: Group) -> u64 {
        self.numbered += 1;
        self.count(group.members.len());
        self.group_of.extend(group.members.iter().map(|id| (*id, self.numbered)));
        self.groups.insert(self.numbered, group);
        self.numbered
    }

    /// The smaller of two groups goes into the other. Tells which that is.
    fn join(&mut self, one: u64, other: u64) -> u64 {
        let size = |number: &u64| self.groups.get(number).map_or(0, |group| group.members.len());
        let (small, large) = if size(&one) < size(&other) { (one, other) } else { (other, one) };
        let moving = self.groups.remove(&small).map(|group| group.members).unwrap_or_default();
        self.count(moving.len());
        self.group_of.extend(moving.iter().map(|id| (*id, large)));
        if let Some(group) = self.groups.get_mut(&large) {
            group.members.extend(moving);
        }
        large
    }

    fn set_end(&mut self, number: u64, end: RecordId) {
        if let Some(group) = self.groups.get_mut(&number) {
            group.end = end;
        }
    }

    fn dissolve_if_alone(&mut self, number: u64) {
        if self.groups.get(&number).is_some_and(|group| group.members.len() == 1)
            && let Some(group) = self.groups.remove(&number)
        {
            group.members.iter().for_each(|id| {
                self.group_of.remove(id);
            });
        }
    }

    /// The circle that a record is in.
    fn circle(&mut self, id: RecordId) -> Vec<RecordId> {
        let mut circle = vec![id];
        let mut at = self.next(&id);
        while let Some(passed) = at.filter(|passed| *passed != id) {
            circle.push(passed);
            at = self.next(&passed);
        }
        self.count(circle.len());
        circle
    }

    /// A record and all whose links lead to it.
    fn leading_to(&mut self, id: RecordId) -> BTreeSet<RecordId> {
        let mut found = BTreeSet::from([id]);
        let mut open = vec![id];
        while let Some(at) = open.pop() {
            let previous = self.previous.get(&at).into_iter().flatten().copied();
            open.extend(previous.filter(|one| found.insert(*one)));
        }
        self.count(found.len());
        found
    }

    #[cfg(test)]
    fn count(&mut self, records: usize) {
        self.steps += records;
    }

    #[cfg(not(test))]
    fn count(&self, _records: usize) {}
}
