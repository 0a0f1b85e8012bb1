//! The filters of a list, in the order in which they were set: the last one set is the first to go.

use serde::{Deserialize, Serialize};

/// Which facets of a list are narrowed down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetOrder<F>(Vec<F>);

impl<F> Default for SetOrder<F> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<F: Copy + PartialEq> SetOrder<F> {
    /// Says that a facet was just set, or emptied.
    pub fn touch(&mut self, facet: F, set: bool) {
        self.0.retain(|one| *one != facet);
        if set {
            self.0.push(facet);
        }
    }

    /// The facet set last, which is so no more.
    pub fn take_last(&mut self) -> Option<F> {
        self.0.pop()
    }

    /// In the order in which they were set.
    pub fn iter(&self) -> impl Iterator<Item = F> + '_ {
        self.0.iter().copied()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_one_set_goes_first_and_a_facet_set_again_is_the_last() {
        let mut order = SetOrder::default();
        for facet in ['a', 'b', 'a', 'c'] {
            order.touch(facet, true);
        }
        order.touch('c', false);
        assert_eq!(order.iter().collect::<String>(), "ba");
        assert_eq!((order.take_last(), order.take_last(), order.take_last()), (Some('a'), Some('b'), None));
        assert!(order.is_empty());
    }
}
