//! What was decoded and may be asked for again: the latest used, up to a size.

use std::hash::Hash;

use lru::LruCache;

/// Values of which each weighs something; together never more than `most`, however many there are, but for the latest
/// alone.
#[derive(Debug)]
pub(super) struct Kept<K: Hash + Eq, V> {
    values: LruCache<K, (usize, V)>,
    weight: usize,
    most: usize,
}

impl<K: Hash + Eq, V: Clone> Kept<K, V> {
    pub fn at_most(most: usize) -> Self {
        Self { values: LruCache::unbounded(), weight: 0, most }
    }

    pub fn get(&mut self, key: &K) -> Option<V> {
        self.values.get(key).map(|(_, value)| value.clone())
    }

    /// Keeps `value`, and forgets what was not used for longest.
    pub fn put(&mut self, key: K, weight: usize, value: V) {
        let former = self.values.put(key, (weight, value)).map_or(0, |(weight, _)| weight);
        self.weight = self.weight.saturating_sub(former).saturating_add(weight);
        // The latest stays: whoever reads it piece by piece asks for it again at once.
        while self.weight > self.most
            && self.values.len() > 1
            && let Some((_, (weight, _))) = self.values.pop_lru()
        {
            self.weight = self.weight.saturating_sub(weight);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_latest_used_stay_up_to_a_weight() {
        let mut kept = Kept::at_most(10);
        kept.put(1, 4, 'a');
        kept.put(2, 4, 'b');
        assert_eq!(kept.get(&1), Some('a'));
        kept.put(3, 4, 'c');
        assert_eq!((kept.get(&1), kept.get(&2), kept.get(&3)), (Some('a'), None, Some('c')));
        kept.put(3, 6, 'd');
        assert_eq!((kept.get(&1), kept.get(&3)), (Some('a'), Some('d')), "a former value weighs nothing more");
        kept.put(4, 11, 'e');
        assert_eq!((kept.get(&1), kept.get(&3), kept.get(&4)), (None, None, Some('e')), "the latest stays, alone");
        kept.put(5, 1, 'f');
        assert_eq!((kept.get(&4), kept.get(&5)), (None, Some('f')));
    }
}
