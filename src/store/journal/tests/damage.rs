//! What goes wrong with files, and what is said of it.

use super::super::super::disk::DiskOp;
use super::super::super::disk::faults::{broken, flip, full};
use super::*;

#[test]
fn a_tail_torn_at_any_byte_is_cut_and_said() {
    let (bench, mut journal) = Bench::new();
    append(&mut journal, 1..4);
    let kept = fs::metadata(bench.path(1)).unwrap().len();
    // as after a power cut: the index knows nothing of the last frame
    let index = fs::read(bench.folder.path().join("index")).unwrap();
    append(&mut journal, 4..5);
    drop(journal);
    let whole = fs::read(bench.path(1)).unwrap();
    for len in kept as usize..whole.len() {
        fs::write(bench.path(1), &whole[..len]).unwrap();
        fs::write(bench.folder.path().join("index"), &index).unwrap();
        let (mut journal, notices) = bench.open();
        let torn = len as u32 - kept as u32;
        let expected = if torn == 0 { vec![] } else { vec![Notice::TornTail { file: 1, bytes: torn }] };
        assert_eq!(notices, expected);
        assert_eq!(fs::metadata(bench.path(1)).unwrap().len(), kept);
        append(&mut journal, 4..6);
        assert_eq!(numbers(journal.iter_from(None)), range(1..6), "cut at {len}");
    }
}

#[test]
fn a_tail_that_cannot_be_cut_is_voided_by_a_new_file() {
    let (bench, mut journal) = Bench::new();
    append(&mut journal, 1..4);
    std::mem::forget(journal);
    let whole = fs::read(bench.path(1)).unwrap();
    fs::write(bench.path(1), &whole[..whole.len() - 1]).unwrap();
    bench.faults.when(|op| matches!(op, DiskOp::Cut { .. }).then(broken));
    let (mut journal, notices) = bench.open();
    assert!(matches!(notices[..], [Notice::TornTail { .. }]));
    append(&mut journal, 3..5);
    drop(journal);
    let (journal, notices) = bench.open();
    assert_eq!((numbers(journal.iter_from(None)), notices), (range(1..5), vec![]));
}

/// Flips a byte, and sees that what does not come back is named, that writing goes on, and that it is said once.
fn flipped(bench: &Bench, path: &std::path::Path, at: usize) {
    flip(path, at);
    let (mut journal, notices) = bench.open();
    let found = numbers(journal.iter_from(None));
    assert!(!notices.is_empty() || found.contains(&0), "{path:?} byte {at}: not named");
    assert!(found.iter().filter(|n| **n > 0).is_sorted() && found.len() >= 5, "{path:?} byte {at}: {found:?}");
    if found != range(1..9) {
        let told = found.contains(&0) || notices.iter().any(Notice::needs_new_incarnation);
        assert!(told, "{path:?} byte {at}");
    }
    // each of these costs several syncs
    if at.is_multiple_of(16) {
        append(&mut journal, 9..10);
        let again = numbers(journal.iter_from(None));
        assert_eq!(again.last(), Some(&9));
        drop(journal);
        let (journal, notices) = bench.open();
        assert_eq!((numbers(journal.iter_from(None)), notices), (again, vec![]), "{path:?} byte {at}");
    }
}

#[test]
fn a_flipped_byte_anywhere_is_never_a_panic_nor_a_silent_loss() {
    let (bench, mut journal) = Bench::new();
    append(&mut journal, 1..4);
    import(&mut journal, 4..7).unwrap();
    append(&mut journal, 7..9);
    std::mem::forget(journal);
    for tail_is_indexed in [false, true] {
        if tail_is_indexed {
            drop(bench.open());
        }
        let paths: Vec<_> = bench.names().into_iter().map(|name| bench.folder.path().join(name)).collect();
        let pristine: Vec<_> = paths.into_iter().map(|path| (fs::read(&path).unwrap(), path)).collect();
        let flipping = pristine.iter().filter(|(_, path)| !tail_is_indexed || *path == bench.path(3));
        for (bytes, path) in flipping {
            for at in 0..bytes.len() {
                flipped(&bench, path, at);
                bench.names().iter().for_each(|name| fs::remove_file(bench.folder.path().join(name)).unwrap());
                pristine.iter().for_each(|(bytes, path)| fs::write(path, bytes).unwrap());
            }
        }
    }
}

#[test]
fn damage_in_the_tail_is_stepped_over_and_what_follows_is_kept() {
    for indexed in [false, true] {
        let (bench, mut journal) = Bench::new();
        let locations = append(&mut journal, 1..6);
        if indexed {
            drop(journal)
        } else {
            std::mem::forget(journal)
        }
        flip(&bench.path(1), locations[2].offset as usize + 50);
        let (mut journal, notices) = bench.open();
        let damage = Damage { file: 1, from: locations[2].offset, to: locations[3].offset };
        if indexed {
            // behind the checkpoint it is met when it is read
            assert_eq!(notices, vec![]);
            assert_eq!(numbers(journal.iter_from(None)), [1, 2, 0, 4, 5]);
            assert!(matches!(journal.read(locations[2]), Err(JournalError::Damaged(found)) if found == damage));
            journal.acknowledge(damage);
        } else {
            assert_eq!(notices, vec![Notice::Damaged(damage)]);
            assert!(notices[0].needs_new_incarnation());
        }
        append(&mut journal, 6..8);
        assert_eq!(bench.names().len(), 3, "a new file");
        assert_eq!(numbers(journal.iter_from(None)), [1, 2, 4, 5, 6, 7]);
        drop(journal);
        let (journal, notices) = bench.open();
        assert_eq!((numbers(journal.iter_from(None)), notices), (vec![1, 2, 4, 5, 6, 7], vec![]));
        assert_eq!(journal.verify(|_, _| {}).unwrap().damages, vec![damage]);
    }
}

#[test]
fn after_a_failed_write_or_sync_writing_goes_on_in_a_new_file() {
    type Arm = fn(&Faults);
    let ways: [Arm; 4] = [
        |faults| faults.fail_next_write(0),
        |faults| faults.fail_next_write(40),
        |faults| faults.fail_next_sync(),
        // the write is whole but not synced, and no new file can be made either, for a while
        |faults| faults.when(|op| matches!(op, DiskOp::Sync(_) | DiskOp::Create(_)).then(|| full(0))),
    ];
    for arm in ways {
        let (bench, mut journal) = Bench::new();
        append(&mut journal, 1..4);
        let end = journal.end();
        arm(&bench.faults);
        assert!(journal.append(text(99).as_bytes()).is_err());
        assert!(journal.end() >= end);
        bench.faults.clear();
        append(&mut journal, 4..7);
        assert_eq!(numbers(journal.iter_from(None)), range(1..7));
        let end = journal.end();
        std::mem::forget(journal);
        let (journal, notices) = bench.open();
        assert_eq!((numbers(journal.iter_from(None)), notices, journal.end()), (range(1..7), vec![], end));
        // and without the index, from what the files say
        drop(journal);
        fs::remove_file(bench.folder.path().join("index")).unwrap();
        let (journal, notices) = bench.open();
        assert_eq!((numbers(journal.iter_from(None)), notices), (range(1..7), vec![Notice::IndexRebuilt]));
    }
}

#[test]
fn files_of_another_store_are_refused() {
    let (bench, mut journal) = Bench::new();
    append(&mut journal, 1..4);
    drop(journal);
    assert!(matches!(bench.open_as([9; 32], STORE), Err(JournalError::WrongKey)));
    assert!(matches!(bench.open_as(KEY, [9; 16]), Err(JournalError::WrongKey)));
    let (other, _) = Bench::new();
    let mut stranger =
        Journal::open(other.disk.clone(), other.folder.path(), &KEY, STORE, Random::seeded(5)).unwrap().0;
    append(&mut stranger, 7..9);
    drop(stranger);
    // the same key and store, as a test may have: what is in it is the other's, whole
    fs::copy(bench.path(1), other.path(1)).unwrap();
    assert!(!numbers(other.open().0.iter_from(None)).contains(&7));

    let folder = tempfile::tempdir().unwrap();
    let mut foreign = Journal::create(Disk::real(), folder.path(), &KEY, [7; 16], Random::seeded(6)).unwrap();
    append(&mut foreign, 7..9);
    fs::copy(folder.path().join("00000001.0.journal"), bench.path(1)).unwrap();
    let (journal, notices) = bench.open();
    assert!(notices[0].needs_new_incarnation(), "{notices:?}");
    assert!(!numbers(journal.iter_from(None)).iter().any(|n| *n > 0));
    // a file under another number
    let (bench, mut journal) = Bench::new();
    append(&mut journal, 1..4);
    drop(journal);
    fs::rename(bench.path(1), bench.path(2)).unwrap();
    assert_eq!(bench.open().1, vec![Notice::Unreadable { file: 2 }, Notice::Missing { file: 1 }]);
}

#[test]
fn a_missing_or_shortened_journal_is_noticed() {
    let (bench, mut journal) = Bench::new();
    let locations = append(&mut journal, 1..6);
    let (applied, end) = (Position::after(locations[4]), journal.end());
    let early = fs::read(bench.folder.path().join("index")).unwrap();
    drop(journal);
    let whole = fs::read(bench.path(1)).unwrap();
    // cut at a frame: the index knows better
    let cut = locations[3].offset;
    fs::write(bench.path(1), &whole[..cut as usize]).unwrap();
    let (mut journal, notices) = bench.open();
    assert_eq!(notices, vec![Notice::Cut(Damage { file: 1, from: cut, to: end.offset })]);
    append(&mut journal, 6..7);
    assert_eq!(numbers(journal.iter_from(None)), [1, 2, 3, 6]);
    drop(journal);
    assert_eq!(bench.open().1, vec![]);
    // rolled back with its index: the position that the views have applied knows better
    fs::remove_file(bench.path(2)).unwrap();
    fs::write(bench.folder.path().join("index"), early).unwrap();
    let (journal, notices) = bench.open();
    assert_eq!(notices, vec![]);
    assert!(journal.end() < applied);
    drop(journal);
    // gone
    fs::remove_file(bench.path(1)).unwrap();
    let (journal, notices) = bench.open();
    assert_eq!(notices, vec![Notice::Missing { file: 1 }]);
    assert_eq!(journal.verify(|_, _| {}).unwrap().missing, [1]);
    drop(journal);
    assert_eq!(bench.open().1, vec![], "said once");
    bench.names().iter().for_each(|name| fs::remove_file(bench.folder.path().join(name)).unwrap());
    assert!(matches!(bench.open_as(KEY, STORE), Err(JournalError::Missing(_))));
}
