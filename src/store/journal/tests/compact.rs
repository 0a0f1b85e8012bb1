//! Compaction: at every moment the old file or the new one.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use proptest::prelude::*;

use super::super::super::disk::DiskOp;
use super::super::super::disk::faults::{broken, flip};
use super::*;

const CLOSED: Reach = Reach { open: false, damaged: false };
const ALL: Reach = Reach { open: true, damaged: false };
const FORCED: Reach = Reach { open: true, damaged: true };
/// Added to what is said otherwise: it then stays as it is.
const OTHERWISE: usize = 100_002;

/// Even numbers go, numbers that 5 divides are said otherwise, others stay.
fn fate(_: Location, bytes: &[u8]) -> Result<Fate, JournalError> {
    let n: usize = std::str::from_utf8(bytes).unwrap().split(' ').nth(1).unwrap().parse().unwrap();
    Ok(match n {
        n if n.is_multiple_of(2) => Fate::Drop,
        n if n.is_multiple_of(5) => Fate::Replace(text(n + OTHERWISE).into_bytes()),
        _ => Fate::Keep,
    })
}

fn rewritten(numbers: std::ops::Range<usize>) -> Vec<usize> {
    numbers.filter(|n| n % 2 == 1).map(|n| if n % 5 == 0 { n + OTHERWISE } else { n }).collect()
}

fn compact(journal: &mut Journal, reach: Reach) -> Result<usize, JournalError> {
    let mut files = 0;
    for number in journal.compactable(reach)? {
        if let Some(rewritten) = journal.rewrite(number, reach, &fate)? {
            journal.swap_in(rewritten)?;
            files += 1;
        }
    }
    Ok(files)
}

/// A file that grew, an import of several files, and one that grows.
fn filled(imported: usize) -> (Bench, Journal) {
    let (bench, mut journal) = Bench::new();
    append(&mut journal, 1..8);
    journal.set_file_limit(3_000);
    import(&mut journal, 8..imported).unwrap();
    append(&mut journal, imported..imported + 30);
    (bench, journal)
}

/// Whether each file is the former one or the new one: what stays is there once, in order.
fn nothing_lost_or_doubled(found: &[usize], all: std::ops::Range<usize>) -> bool {
    let originals: Vec<usize> = found.iter().map(|n| if *n > OTHERWISE { n - OTHERWISE } else { *n }).collect();
    let odd: Vec<usize> = originals.iter().copied().filter(|n| n % 2 == 1).collect();
    originals.is_sorted_by(|a, b| a < b) && odd == all.filter(|n| n % 2 == 1).collect::<Vec<_>>()
}

#[test]
fn what_is_compacted_is_read_by_its_new_locations_and_written_after() {
    let (bench, mut journal) = filled(7_000);
    assert!(bench.names().len() > 5, "{:?}", bench.names());
    let before = journal.reader().bytes();
    assert!(compact(&mut journal, CLOSED).unwrap() > 2);
    assert_eq!(numbers(journal.iter_from(None)), [rewritten(1..7_000), range(7_000..7_030)].concat());
    assert_eq!(compact(&mut journal, CLOSED).unwrap(), 0, "once is enough");
    assert_eq!(compact(&mut journal, ALL).unwrap(), 1);
    assert_eq!(compact(&mut journal, ALL).unwrap(), 0);
    append(&mut journal, 8_001..8_004);
    let expected = [rewritten(1..7_030), range(8_001..8_004)].concat();
    assert!(journal.reader().bytes() < before);
    let all: Vec<(Location, Vec<u8>)> = journal.iter_from(None).map(Result::unwrap).collect();
    assert!(all.iter().all(|(location, bytes)| journal.read(*location).unwrap() == *bytes));
    let end = journal.end();
    drop(journal);
    for without_index in [false, true] {
        if without_index {
            fs::remove_file(bench.folder.path().join("index")).unwrap();
        }
        let (journal, notices) = bench.open();
        assert_eq!(notices, if without_index { vec![Notice::IndexRebuilt] } else { vec![] });
        assert_eq!((numbers(journal.iter_from(None)), journal.end()), (expected.clone(), end));
        assert!(journal.verify(|_, _| {}).unwrap().is_whole());
    }
    let ids: Vec<String> = bench.names().iter().filter_map(|name| Some(name.split_once('.')?.0.to_owned())).collect();
    let mut once = ids.clone();
    once.dedup();
    assert_eq!(ids, once, "one generation of each file");
}

/// A disk operation fails, once or from then on (the program is killed there), and the journal is opened again.
#[test]
fn compaction_cut_short_at_any_operation_leaves_the_old_file_or_the_new_one() {
    for killed in [false, true] {
        for failing in 0.. {
            let (bench, mut journal) = filled(4_000);
            let fired = Arc::new(AtomicBool::new(false));
            let (mut left, fires) = (failing, fired.clone());
            bench.faults.when(move |op| {
                let counts = !matches!(op, DiskOp::Read { .. });
                left -= i32::from(counts);
                let fails = counts && if killed { left < 0 } else { left == -1 };
                fires.fetch_or(fails, Ordering::Relaxed);
                fails.then(broken)
            });
            let done = compact(&mut journal, ALL).is_ok() && !fired.load(Ordering::Relaxed);
            if killed {
                std::mem::forget(journal);
                bench.faults.clear();
            } else {
                bench.faults.clear();
                append(&mut journal, 4_030..4_032);
                let found = numbers(journal.iter_from(None));
                assert!(nothing_lost_or_doubled(&found, 1..4_032), "{failing}: {found:?}");
                drop(journal);
            }
            let end = if killed { 4_030 } else { 4_032 };
            let (mut journal, notices) = bench.open();
            assert_eq!(notices, vec![], "{failing} {killed}");
            let found = numbers(journal.iter_from(None));
            assert!(nothing_lost_or_doubled(&found, 1..end), "{failing} {killed}: {found:?}");
            assert!(!bench.names().iter().any(|name| name.ends_with(".part")), "{:?}", bench.names());
            append(&mut journal, end..end + 2);
            compact(&mut journal, ALL).unwrap();
            assert_eq!(numbers(journal.iter_from(None)), rewritten(1..end + 2), "{failing} {killed}");
            drop(journal);
            fs::remove_file(bench.folder.path().join("index")).unwrap();
            assert_eq!(numbers(bench.open().0.iter_from(None)), rewritten(1..end + 2), "{failing} {killed}");
            if done {
                assert!(failing > 20, "{failing}");
                break;
            }
        }
    }
}

/// The new file stands, the former could not be removed: whatever the index says, each entry is there once.
#[test]
fn a_former_file_that_stays_is_not_counted_twice() {
    for without_index in [false, true] {
        let (bench, mut journal) = filled(700);
        let index = fs::read(bench.folder.path().join("index")).unwrap();
        bench.faults.when(|op| {
            matches!(op, DiskOp::Remove(path) if path.extension().is_some_and(|e| e == "journal")).then(broken)
        });
        compact(&mut journal, ALL).unwrap();
        drop(journal);
        bench.faults.clear();
        assert!(bench.path(1).exists());
        if without_index {
            fs::remove_file(bench.folder.path().join("index")).unwrap();
        } else {
            // as before compaction
            fs::write(bench.folder.path().join("index"), index).unwrap();
        }
        let (journal, notices) = bench.open();
        assert_eq!(notices.is_empty(), !without_index, "{notices:?}");
        assert_eq!(numbers(journal.iter_from(None)), rewritten(1..730));
        assert!(!bench.path(1).exists(), "the former is gone");
    }
}

#[test]
fn a_new_file_whose_header_is_damaged_leaves_the_former_in_its_place() {
    let (bench, mut journal) = filled(700);
    let former = fs::read(bench.path(1)).unwrap();
    compact(&mut journal, CLOSED).unwrap();
    drop(journal);
    fs::write(bench.path(1), former).unwrap();
    flip(&bench.folder.path().join("00000001.1.journal"), 40);
    let (journal, _) = bench.open();
    let found = numbers(journal.iter_from(None));
    assert!(nothing_lost_or_doubled(&found, 1..730), "{found:?}");
}

#[test]
fn a_file_with_damage_is_left_alone_unless_it_must_be_rewritten_and_its_loss_is_remembered() {
    for indexed in [false, true] {
        let (bench, mut journal) = Bench::new();
        let locations = append(&mut journal, 1..8);
        drop(journal);
        flip(&bench.path(1), locations[2].offset as usize + 50);
        let (mut journal, _) = bench.open();
        if indexed {
            journal.acknowledge(Damage { file: 1, from: locations[2].offset, to: locations[3].offset });
        }
        append(&mut journal, 8..10);
        assert_eq!(compact(&mut journal, ALL).unwrap(), usize::from(indexed), "the file after it only");
        let found = numbers(journal.iter_from(None));
        assert!(found.starts_with(if indexed { &[1, 2, 4] } else { &[1, 2, 0] }), "{found:?}");
        for number in journal.compactable(FORCED).unwrap() {
            let Some(rewritten) = journal.rewrite(number, FORCED, &fate).unwrap() else { continue };
            assert_eq!(rewritten.met_damage, number == 1 && !indexed);
            journal.swap_in(rewritten).unwrap();
        }
        let kept = [1, 5 + OTHERWISE, 7, 9];
        assert_eq!(numbers(journal.iter_from(None)), kept);
        let told = vec![Damage { file: 1, from: 0, to: 0 }];
        assert_eq!(journal.verify(|_, _| {}).unwrap().damages, told);
        drop(journal);
        let (mut journal, notices) = bench.open();
        assert_eq!((numbers(journal.iter_from(None)), notices), (kept.to_vec(), vec![]));
        assert_eq!(journal.verify(|_, _| {}).unwrap().damages, told);
        append(&mut journal, 11..12);
        assert_eq!(numbers(journal.iter_from(None)), [1, 5 + OTHERWISE, 7, 9, 11]);
    }
}

/// The index was not told of the new file: what the former had lost is known all the same.
#[test]
fn a_loss_is_remembered_where_the_index_was_not_written_any_more() {
    let (bench, mut journal) = Bench::new();
    let locations = append(&mut journal, 1..8);
    drop(journal);
    flip(&bench.path(1), locations[2].offset as usize + 50);
    let (mut journal, _) = bench.open();
    journal.acknowledge(Damage { file: 1, from: locations[2].offset, to: locations[3].offset });
    let index = fs::read(bench.folder.path().join("index")).unwrap();
    compact(&mut journal, FORCED).unwrap();
    std::mem::forget(journal);
    fs::write(bench.folder.path().join("index"), index).unwrap();
    let (journal, _) = bench.open();
    assert_eq!(journal.verify(|_, _| {}).unwrap().damages, vec![Damage { file: 1, from: 0, to: 0 }]);
}

#[derive(Debug, Clone)]
enum Step {
    Append(usize),
    Import(usize),
    Compact(bool),
    Reopen,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        (1_usize..12).prop_map(Step::Append),
        (1_usize..900).prop_map(Step::Import),
        any::<bool>().prop_map(Step::Compact),
        Just(Step::Reopen),
    ];
    prop::collection::vec(step, 1..10)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    #[test]
    fn whatever_comes_between_what_stays_is_there_once(steps in steps()) {
        let (bench, mut journal) = Bench::new();
        let mut next = 1;
        for step in steps {
            journal.set_file_limit(3_000);
            match step {
                Step::Append(n) => {
                    append(&mut journal, next..next + n);
                    next += n;
                }
                Step::Import(n) => {
                    import(&mut journal, next..next + n).unwrap();
                    next += n;
                }
                Step::Compact(open) => {
                    compact(&mut journal, Reach { open, damaged: false }).unwrap();
                }
                Step::Reopen => {
                    drop(journal);
                    let (again, notices) = bench.open();
                    prop_assert_eq!(notices, vec![]);
                    journal = again;
                }
            }
            let found = numbers(journal.iter_from(None));
            prop_assert!(nothing_lost_or_doubled(&found, 1..next), "{:?}", found);
        }
        compact(&mut journal, ALL).unwrap();
        prop_assert_eq!(numbers(journal.iter_from(None)), rewritten(1..next));
    }
}
