//! Which cells of tables that are shared are left out, so that nobody can be recognised: those of 1 to 10, and as many
//! more as it takes that none of these can be worked out from sums, in one table or across several.
//!
//! What can be worked out is decided by elimination over all the sums at once. Only cells above zero are left out: each
//! could then be a little more or a little less, so that what elimination does not give, no bound gives either.

use std::collections::{BTreeMap, BTreeSet};

/// Cells that are left out by themselves (usual threshold of health statistics in France, `process.md` §6).
pub const SMALL: std::ops::RangeInclusive<i64> = 1..=10;

/// A large prime: elimination is exact but for a chance in billions, which leaves a cell out that could stay.
const PRIME: i64 = 2_147_483_647;

/// Cells that are counts, and which of them add up to which.
#[derive(Clone, Debug, Default)]
pub struct Cells {
    values: Vec<i64>,
    sums: Vec<(usize, Vec<usize>)>,
    /// The sums that a cell stands in.
    of: Vec<Vec<usize>>,
    /// Never chosen to protect another.
    settled: Vec<bool>,
    out: Vec<bool>,
}

impl Cells {
    /// A new cell; its number.
    pub fn add(&mut self, value: i64) -> usize {
        self.values.push(value);
        self.of.push(Vec::new());
        self.settled.push(false);
        self.out.push(SMALL.contains(&value));
        self.values.len() - 1
    }

    /// Says that `total` is the sum of `parts`.
    pub fn sum(&mut self, total: usize, parts: Vec<usize>) {
        let number = self.sums.len();
        for cell in parts.iter().chain([&total]) {
            if let Some(of) = self.of.get_mut(*cell) {
                of.push(number);
            }
        }
        self.sums.push((total, parts));
    }

    /// Whether a cell is left out.
    pub fn is_out(&self, cell: usize) -> bool {
        self.out.get(cell).copied().unwrap_or(true)
    }

    /// Decides for the cells and sums so far. What is shown after this stays shown: cells that are added later are
    /// protected by each other.
    pub fn settle(&mut self) {
        loop {
            self.two_in_each_sum();
            let found: Vec<usize> = self.worked_out().into_iter().filter(|cell| self.is_small(*cell)).collect();
            let chosen: BTreeSet<usize> = found.iter().filter_map(|cell| self.protector(*cell)).collect();
            if chosen.is_empty() {
                break;
            }
            chosen.into_iter().for_each(|cell| self.leave_out(cell));
        }
        self.settled = vec![true; self.values.len()];
    }

    fn is_small(&self, cell: usize) -> bool {
        self.values.get(cell).is_some_and(|value| SMALL.contains(value))
    }

    fn leave_out(&mut self, cell: usize) {
        if let Some(out) = self.out.get_mut(cell) {
            *out = true;
        }
    }

    /// A cell that is alone in a sum is what the others leave: the cheap part of what elimination would find.
    fn two_in_each_sum(&mut self) {
        let mut again: BTreeSet<usize> = (0..self.sums.len()).collect();
        while let Some(number) = again.pop_first() {
            let Some((total, parts)) = self.sums.get(number) else { continue };
            if parts.iter().chain([total]).filter(|cell| self.is_out(**cell)).count() != 1 {
                continue;
            }
            if let Some(chosen) = self.smallest_of(&[number]) {
                self.leave_out(chosen);
                again.extend(self.of.get(chosen).into_iter().flatten());
            }
        }
    }

    /// What is to be left out so that a cell cannot be worked out any more, or not in this way.
    fn protector(&self, cell: usize) -> Option<usize> {
        let own = self.of.get(cell).map(Vec::as_slice).unwrap_or_default();
        // Where all around it is left out already, the next ones help.
        self.smallest_of(own)
            .or_else(|| {
                let cells = own.iter().filter_map(|number| self.sums.get(*number));
                let around = cells.flat_map(|(total, parts)| parts.iter().chain([total]));
                let sums: BTreeSet<usize> =
                    around.flat_map(|near| self.of.get(*near).into_iter().flatten()).copied().collect();
                self.smallest_of(&sums.into_iter().collect::<Vec<_>>())
            })
            .or_else(|| self.smallest_of(&(0..self.sums.len()).collect::<Vec<_>>()))
    }

    /// The least of the cells of these sums that are shown, above zero, and not settled.
    fn smallest_of(&self, sums: &[usize]) -> Option<usize> {
        let cells = sums.iter().filter_map(|number| self.sums.get(*number));
        let shown = cells.flat_map(|(total, parts)| parts.iter().chain([total])).copied().filter(|cell| {
            let above_zero = self.values.get(*cell).is_some_and(|value| *value > 0);
            above_zero && !self.is_out(*cell) && self.settled.get(*cell) == Some(&false)
        });
        shown.min_by_key(|cell| (self.values.get(*cell).copied(), *cell))
    }

    /// The cells left out that the sums give away all the same: those that do not move with a random solution of the sums'
    /// unknown parts.
    fn worked_out(&self) -> Vec<usize> {
        let mut rows: Vec<Row> = self.sums.iter().map(|(total, parts)| self.unknown(*total, parts)).collect();
        // Short ones first, so that long ones stay short.
        rows.sort_by_key(BTreeMap::len);
        let mut leads: BTreeMap<usize, Row> = BTreeMap::new();
        for mut row in rows {
            while let Some((lead, factor)) = row.last_key_value().map(|(lead, factor)| (*lead, *factor)) {
                let Some(other) = leads.get(&lead) else {
                    scale(&mut row, inverse(factor));
                    leads.insert(lead, row);
                    break;
                };
                subtract(&mut row, other, factor);
            }
        }
        let mut moves: Vec<i64> =
            (0..self.values.len()).map(|cell| if self.is_out(cell) { arbitrary(cell) } else { 0 }).collect();
        for (lead, row) in &leads {
            let others = row.iter().filter(|(cell, _)| *cell != lead);
            let sum = others.fold(0, |sum, (cell, n)| (sum + moves.get(*cell).unwrap_or(&0) * n) % PRIME);
            if let Some(moved) = moves.get_mut(*lead) {
                *moved = (PRIME - sum) % PRIME;
            }
        }
        moves
            .iter()
            .enumerate()
            .filter(|(cell, moved)| **moved == 0 && self.is_out(*cell))
            .map(|(cell, _)| cell)
            .collect()
    }

    /// What is not known of a sum.
    fn unknown(&self, total: usize, parts: &[usize]) -> Row {
        let mut row = Row::new();
        for (cell, n) in parts.iter().map(|part| (*part, 1)).chain([(total, PRIME - 1)]) {
            if self.is_out(cell) {
                let sum = (row.get(&cell).copied().unwrap_or_default() + n) % PRIME;
                if sum == 0 {
                    row.remove(&cell)
                } else {
                    row.insert(cell, sum)
                };
            }
        }
        row
    }
}

/// A linear equation between unknown cells, modulo [`PRIME`]; no factor is zero.
type Row = BTreeMap<usize, i64>;

fn subtract(row: &mut Row, other: &Row, factor: i64) {
    for (cell, n) in other {
        let left = (row.get(cell).copied().unwrap_or_default() + PRIME - factor * n % PRIME) % PRIME;
        if left == 0 {
            row.remove(cell)
        } else {
            row.insert(*cell, left)
        };
    }
}

fn scale(row: &mut Row, factor: i64) {
    row.values_mut().for_each(|n| *n = *n * factor % PRIME);
}

/// A number that has nothing to do with the cells, the same on every laptop and every day: so are the cells left out.
fn arbitrary(cell: usize) -> i64 {
    let mixed = (u64::try_from(cell).unwrap_or_default() + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    1 + i64::try_from((mixed ^ (mixed >> 29)) % 2_147_483_646).unwrap_or_default()
}

/// By Fermat's little theorem.
fn inverse(n: i64) -> i64 {
    let (mut result, mut base, mut power) = (1, n, PRIME - 2);
    while power > 0 {
        if power % 2 == 1 {
            result = result * base % PRIME;
        }
        base = base * base % PRIME;
        power /= 2;
    }
    result
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What someone who reads the tables knows: the sums, and the cells that are shown.
    struct Reader {
        low: Vec<i64>,
        high: Vec<i64>,
    }

    impl Reader {
        fn of(cells: &Cells) -> Self {
            let most = 1_000;
            let bounds = cells.values.iter().zip(&cells.out);
            let (low, high) = bounds.map(|(value, out)| if *out { (0, most) } else { (*value, *value) }).unzip();
            Self { low, high }
        }

        /// Draws every bound in as far as the sums say; `false`: they cannot all hold.
        fn narrow(&mut self, cells: &Cells) -> bool {
            loop {
                let before = (self.low.clone(), self.high.clone());
                for (total, parts) in &cells.sums {
                    let (low, high): (i64, i64) =
                        parts.iter().fold((0, 0), |(l, h), part| (l + self.low[*part], h + self.high[*part]));
                    self.low[*total] = self.low[*total].max(low);
                    self.high[*total] = self.high[*total].min(high);
                    for part in parts {
                        self.high[*part] = self.high[*part].min(self.high[*total] - (low - self.low[*part]));
                        self.low[*part] = self.low[*part].max(self.low[*total] - (high - self.high[*part]));
                    }
                }
                if self.low.iter().zip(&self.high).any(|(low, high)| low > high) {
                    return false;
                }
                if before == (self.low.clone(), self.high.clone()) {
                    return true;
                }
            }
        }

        /// Whether whole numbers exist that fit everything that is known, with this cell away from its value.
        fn may_be_else(cells: &Cells, cell: usize, tries: &mut u32) -> bool {
            let value = cells.values[cell];
            let below = |reader: &mut Self| reader.high[cell] = value - 1;
            let above = |reader: &mut Self| reader.low[cell] = value + 1;
            [&below as &dyn Fn(&mut Self), &above].iter().any(|restrict| {
                let mut reader = Self::of(cells);
                restrict(&mut reader);
                reader.fits(cells, tries)
            })
        }

        fn fits(mut self, cells: &Cells, tries: &mut u32) -> bool {
            if !self.narrow(cells) {
                return false;
            }
            let open = (0..self.low.len()).filter(|at| self.low[*at] < self.high[*at]);
            let Some(at) = open.min_by_key(|at| self.high[*at] - self.low[*at]) else { return true };
            if *tries == 0 {
                return false;
            }
            *tries -= 1;
            // The true values come first: others are near them.
            let truth = cells.values[at].clamp(self.low[at], self.high[at]);
            for distance in 0..=(self.high[at] - self.low[at]) {
                for guess in BTreeSet::from([truth - distance, truth + distance]) {
                    if (self.low[at]..=self.high[at]).contains(&guess) {
                        let mut one = Self { low: self.low.clone(), high: self.high.clone() };
                        (one.low[at], one.high[at]) = (guess, guess);
                        if one.fits(cells, tries) {
                            return true;
                        }
                    }
                }
            }
            false
        }
    }

    #[test]
    fn a_lone_small_cell_takes_another_one_with_it() {
        let mut cells = Cells::default();
        let parts: Vec<usize> = [3, 40, 25, 0].map(|n| cells.add(n)).to_vec();
        let total = cells.add(68);
        cells.sum(total, parts.clone());
        cells.settle();
        let out: Vec<bool> = parts.iter().map(|part| cells.is_out(*part)).collect();
        assert_eq!((out, cells.is_out(total)), (vec![true, false, true, false], false), "the least of the others");
    }

    #[test]
    fn what_two_tables_share_gives_nothing_away() {
        // Both rows and columns have two cells left out, and elimination would still give one of them.
        let mut cells = Cells::default();
        let all: Vec<Vec<usize>> =
            [[5, 20, 30], [40, 6, 50], [60, 70, 80]].map(|row| row.map(|n| cells.add(n)).to_vec()).to_vec();
        let rows = [55, 96, 210].map(|n| cells.add(n));
        let columns = [105, 96, 160].map(|n| cells.add(n));
        let total = cells.add(361);
        for (at, row) in all.iter().enumerate() {
            cells.sum(rows[at], row.clone());
            cells.sum(columns[at], all.iter().map(|row| row[at]).collect());
        }
        cells.sum(total, rows.to_vec());
        cells.sum(total, columns.to_vec());
        cells.settle();
        for cell in [all[0][0], all[1][1]] {
            assert!(Reader::may_be_else(&cells, cell, &mut 10_000));
        }
    }

    /// Centres in départements, each with its visits by two lists that add up to the same sums.
    fn tables(centres: &[(usize, [i64; 3])]) -> Cells {
        let mut cells = Cells::default();
        let departements: BTreeSet<usize> = centres.iter().map(|(at, _)| *at).collect();
        let sums = |of: Option<usize>, choice: usize| -> i64 {
            centres.iter().filter(|(at, _)| of.is_none_or(|of| of == *at)).map(|(_, row)| row[choice]).sum()
        };
        let done: Vec<usize> = centres.iter().map(|(_, row)| cells.add(row.iter().sum())).collect();
        let of_departements: Vec<(usize, usize)> = departements
            .iter()
            .map(|at| (*at, cells.add((0..3).map(|choice| sums(Some(*at), choice)).sum())))
            .collect();
        let region = cells.add((0..3).map(|choice| sums(None, choice)).sum());
        for (at, sum) in &of_departements {
            cells.sum(*sum, (0..centres.len()).filter(|one| centres[*one].0 == *at).map(|one| done[one]).collect());
        }
        cells.sum(region, of_departements.iter().map(|(_, sum)| *sum).collect());
        cells.settle();
        // The second list is the first one turned round.
        for turn in 0..2 {
            let at = |choice: usize| (choice + turn) % 3;
            let rows: Vec<Vec<usize>> =
                centres.iter().map(|(_, row)| (0..3).map(|choice| cells.add(row[at(choice)])).collect()).collect();
            let middle: Vec<Vec<usize>> = departements
                .iter()
                .map(|one| (0..3).map(|choice| cells.add(sums(Some(*one), at(choice)))).collect())
                .collect();
            let top: Vec<usize> = (0..3).map(|choice| cells.add(sums(None, at(choice)))).collect();
            for (row, done) in rows.iter().zip(&done) {
                cells.sum(*done, row.clone());
            }
            for ((row, (one, sum)), _) in middle.iter().zip(&of_departements).zip(0..) {
                cells.sum(*sum, row.clone());
                for choice in 0..3 {
                    let parts = (0..centres.len()).filter(|at| centres[*at].0 == *one).map(|at| rows[at][choice]);
                    cells.sum(row[choice], parts.collect());
                }
            }
            cells.sum(region, top.clone());
            for choice in 0..3 {
                cells.sum(top[choice], middle.iter().map(|row| row[choice]).collect());
            }
        }
        cells.settle();
        cells
    }

    fn counts() -> impl Strategy<Value = i64> {
        prop_oneof![2 => Just(0_i64), 4 => 1..=14_i64, 3 => 11..=60_i64]
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

        #[test]
        fn no_small_cell_can_be_worked_out(
            centres in prop::collection::vec((0..2_usize, [counts(), counts(), counts()]), 1..5)
        ) {
            let cells = tables(&centres);
            for cell in 0..cells.values.len() {
                prop_assert!(!SMALL.contains(&cells.values[cell]) || cells.is_out(cell));
                prop_assert!(!cells.is_out(cell) || cells.values[cell] > 0, "a zero says nothing of anybody");
                if SMALL.contains(&cells.values[cell]) {
                    prop_assert!(Reader::may_be_else(&cells, cell, &mut 20_000), "{} of {centres:?}", cells.values[cell]);
                }
            }
        }
    }
}
