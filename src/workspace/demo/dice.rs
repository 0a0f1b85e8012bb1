//! Seeded chance: the same throws for the same seed, on every machine.

use chrono::{Duration, NaiveDate, NaiveTime};

use crate::model::RecordId;

/// `SplitMix64` (Steele, Lea, Flood, 2014): small, fast, and good enough for what is made up.
#[derive(Clone)]
pub(super) struct Dice(u64);

impl Dice {
    /// Each purpose has throws of its own, so that a change in one leaves the others as they were.
    pub fn new(seed: u64, purpose: &str) -> Self {
        const FNV_PRIME: u64 = 0x0100_0000_01b3;
        let start = seed ^ 0xcbf2_9ce4_8422_2325;
        Self(purpose.bytes().fold(start, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(FNV_PRIME)))
    }

    pub fn throw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// From 0 to `n - 1`; 0 for `n` = 0.
    pub fn below(&mut self, n: u64) -> u64 {
        u64::try_from((u128::from(self.throw()) * u128::from(n)) >> 64).unwrap_or_default()
    }

    /// Both ends included.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        let width = u64::try_from(high - low + 1).unwrap_or_default();
        low + i64::try_from(self.below(width)).unwrap_or_default()
    }

    pub fn chance(&mut self, per_mille: u64) -> bool {
        self.below(1000) < per_mille
    }

    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        let count = u64::try_from(from.len()).unwrap_or_default();
        from.get(usize::try_from(self.below(count)).unwrap_or_default())
    }

    pub fn text(&mut self, from: &[&'static str]) -> &'static str {
        self.pick(from).copied().unwrap_or_default()
    }

    /// The usual choice, unless one of the others comes up, each with its chances in a thousand.
    pub fn mostly<T: Copy>(&mut self, usual: T, others: &[(u64, T)]) -> T {
        let mut thrown = self.below(1000);
        for (per_mille, other) in others {
            if thrown < *per_mille {
                return *other;
            }
            thrown -= per_mille;
        }
        usual
    }

    /// A new identity for something that was created on a working morning.
    pub fn id(&mut self, on: NaiveDate) -> RecordId {
        let minutes = self.between(7 * 60, 16 * 60);
        let created = on.and_time(NaiveTime::MIN).checked_add_signed(Duration::minutes(minutes));
        self.id_at(created.map_or(0, |time| time.and_utc().timestamp_millis()))
    }

    /// A new identity for something that was created at an instant (UTC milliseconds).
    pub fn id_at(&mut self, unix_millis: i64) -> RecordId {
        let mut random = [0; 10];
        let throws = self.throw().to_le_bytes().into_iter().chain(self.throw().to_le_bytes());
        random.iter_mut().zip(throws).for_each(|(to, from)| *to = from);
        RecordId::new(u64::try_from(unix_millis).unwrap_or_default(), random)
    }
}

/// A day, some days later (or, with a negative number, earlier).
pub(super) fn after(day: NaiveDate, days: i64) -> NaiveDate {
    Duration::try_days(days).and_then(|span| day.checked_add_signed(span)).unwrap_or(day)
}

/// The day itself or, at the weekend, the Monday that follows.
pub(super) fn working(day: NaiveDate) -> NaiveDate {
    use chrono::{Datelike, Weekday};
    match day.weekday() {
        Weekday::Sat => after(day, 2),
        Weekday::Sun => after(day, 1),
        _ => day,
    }
}

/// The same, going back: for what has happened.
pub(super) fn worked(day: NaiveDate) -> NaiveDate {
    use chrono::{Datelike, Weekday};
    match day.weekday() {
        Weekday::Sat => after(day, -1),
        Weekday::Sun => after(day, -2),
        _ => day,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_and_a_purpose_give_the_same_throws() {
        let throws = |seed, purpose| {
            let mut dice = Dice::new(seed, purpose);
            [dice.throw(), dice.throw()]
        };
        assert_eq!(throws(7, "visits"), throws(7, "visits"));
        assert_ne!(throws(7, "visits"), throws(8, "visits"));
        assert_ne!(throws(7, "visits"), throws(7, "staff"));
        assert_eq!(throws(0, "golden"), [12_181_685_342_030_963_830, 18_173_694_064_748_430_173]);
    }

    #[test]
    fn throws_stay_within_their_bounds_and_reach_them() {
        let mut dice = Dice::new(1, "bounds");
        let seen: std::collections::BTreeSet<i64> = (0..500).map(|_| dice.between(-2, 2)).collect();
        assert_eq!(seen.into_iter().collect::<Vec<_>>(), [-2, -1, 0, 1, 2]);
        assert_eq!(dice.below(0), 0);
        assert_eq!(dice.pick::<u8>(&[]), None);
        let rare = (0..10_000).filter(|_| dice.mostly(false, &[(100, true)])).count();
        assert!((800..1200).contains(&rare), "{rare}");
    }
}
