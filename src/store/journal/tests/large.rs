//! Large imports: all or nothing.

use super::super::super::disk::DiskOp;
use super::super::super::disk::faults::full;
use super::*;

#[test]
fn a_large_import_is_there_whole_and_addressable() {
    let (bench, mut journal) = Bench::new();
    append(&mut journal, 1..3);
    let large = import(&mut journal, 3..9000).unwrap();
    assert_eq!((large.entries, large.to), (8997, journal.end()));
    append(&mut journal, 9000..9003);
    assert_eq!(numbers(journal.iter_from(None)), range(1..9003));
    assert_eq!(numbers(journal.iter_from(Some(large.from))), range(3..9003));
    assert_eq!(numbers(journal.iter_from(Some(large.to))), range(9000..9003));
    drop(journal);
    let (journal, notices) = bench.open();
    assert_eq!(notices, vec![]);
    let all: Vec<Location> = journal.iter_from(None).map(|entry| entry.unwrap().0).collect();
    assert!(all.is_sorted());
    for n in (1..9003).step_by(250) {
        assert_eq!(journal.read(all[n - 1]).unwrap(), text(n).as_bytes());
        assert_eq!(
            numbers(journal.iter_from(Some(Position::after(all[n - 1])))).first(),
            (n < 9002).then_some(&(n + 1))
        );
    }
    let size = fs::metadata(bench.path(2)).unwrap().len();
    assert!(size < 100_000, "compressed: {size}");
}

#[test]
fn an_import_larger_than_a_file_is_committed_by_its_first() {
    let (bench, mut journal) = Bench::new();
    append(&mut journal, 1..3);
    journal.set_file_limit(30_000);
    import(&mut journal, 3..20_000).unwrap();
    let files = bench.names().len() - 1;
    assert!(files > 2, "{files}");
    assert_eq!(numbers(journal.iter_from(None)), range(1..20_000));
    drop(journal);
    fs::remove_file(bench.folder.path().join("index")).unwrap();
    let (journal, _) = bench.open();
    assert_eq!(numbers(journal.iter_from(None)), range(1..20_000));
    drop(journal);
    // power was cut before the first was named
    fs::rename(bench.path(2), bench.folder.path().join("00000002.0.journal.part")).unwrap();
    fs::remove_file(bench.folder.path().join("index")).unwrap();
    let (mut journal, notices) = bench.open();
    assert_eq!((numbers(journal.iter_from(None)), notices), (range(1..3), vec![Notice::IndexRebuilt]));
    assert_eq!(bench.names().len(), 2, "leftovers are gone: {:?}", bench.names());
    append(&mut journal, 3..4);
    assert_eq!(numbers(journal.iter_from(None)), range(1..4));
}

/// An import that fails at any operation leaves what was there, and the journal goes on.
#[test]
fn an_import_that_fails_anywhere_leaves_nothing() {
    for failing in 0.. {
        let (bench, mut journal) = Bench::new();
        append(&mut journal, 1..4);
        journal.set_file_limit(2000);
        let mut left = failing;
        bench.faults.when(move |op| {
            let counts =
                matches!(op, DiskOp::Write { .. } | DiskOp::Sync(_) | DiskOp::Create(_) | DiskOp::Rename { .. });
            left -= i32::from(counts);
            (counts && left == -1).then(|| full(1))
        });
        let mut random = Random::seeded(9);
        let mut entries = (0..8).map(|_| [b"entry 0 ".to_vec(), random.bytes::<20_000>().unwrap().to_vec()].concat());
        let done = journal.append_large::<JournalError>(|put| entries.try_for_each(|entry| put(&entry))).is_ok();
        bench.faults.clear();
        if done {
            assert!(failing > 8, "{failing}");
            return;
        }
        assert_eq!(numbers(journal.iter_from(None)), range(1..4), "{failing}");
        append(&mut journal, 4..6);
        drop(journal);
        let (journal, notices) = bench.open();
        assert_eq!((numbers(journal.iter_from(None)), notices), (range(1..6), vec![]), "{failing}");
        assert!(!bench.names().iter().any(|name| name.ends_with(".part")));
    }
}

#[test]
fn an_import_given_up_by_its_source_leaves_nothing() {
    let (bench, mut journal) = Bench::new();
    let given_up = journal.append_large(|put| {
        put(b"x")?;
        put(b"x")?;
        Err(JournalError::Full)
    });
    assert!(given_up.is_err());
    assert_eq!(bench.names(), ["index"]);
    assert_eq!(import(&mut journal, 0..0).unwrap().entries, 0);
    append(&mut journal, 1..2);
    assert_eq!(numbers(journal.iter_from(None)), [1]);
}
