mod compact;
mod damage;
mod large;

use std::fs;
use std::path::PathBuf;

use tempfile::TempDir;

use super::super::disk::Disk;
use super::super::disk::faults::Faults;
use super::super::random::Random;
use super::*;

const KEY: [u8; 32] = [3; 32];
const STORE: [u8; 16] = [4; 16];

struct Bench {
    folder: TempDir,
    faults: std::sync::Arc<Faults>,
    disk: Disk,
}

impl Bench {
    fn new() -> (Self, Journal) {
        let (faults, disk) = Faults::new();
        let bench = Self { folder: tempfile::tempdir().unwrap(), faults, disk };
        let journal = Journal::create(bench.disk.clone(), bench.folder.path(), &KEY, STORE, Random::seeded(1)).unwrap();
        (bench, journal)
    }

    fn open_as(&self, key: [u8; 32], store: [u8; 16]) -> Result<(Journal, Vec<Notice>), JournalError> {
        Journal::open(self.disk.clone(), self.folder.path(), &key, store, Random::seeded(2))
    }

    fn open(&self) -> (Journal, Vec<Notice>) {
        self.open_as(KEY, STORE).unwrap()
    }

    fn path(&self, file: u32) -> PathBuf {
        self.folder.path().join(format!("{file:08}.0.journal"))
    }

    fn names(&self) -> Vec<String> {
        self.disk.list(self.folder.path()).unwrap()
    }
}

fn text(n: usize) -> String {
    format!("entry {n} {}", "x".repeat(n % 40))
}

fn append(journal: &mut Journal, numbers: std::ops::Range<usize>) -> Vec<Location> {
    numbers.map(|n| journal.append(text(n).as_bytes()).unwrap()).collect()
}

/// The numbers of the entries, in order; damage is 0.
fn numbers(entries: Entries) -> Vec<usize> {
    let number = |entry: Result<(Location, Vec<u8>), JournalError>| match entry {
        Ok((_, bytes)) => {
            let entry = String::from_utf8(bytes).unwrap();
            let n = entry.split(' ').nth(1).unwrap().parse().unwrap();
            assert_eq!(entry, text(n));
            n
        }
        Err(JournalError::Damaged(_)) => 0,
        Err(other) => panic!("{other}"),
    };
    entries.map(number).collect()
}

fn range(numbers: std::ops::Range<usize>) -> Vec<usize> {
    numbers.collect()
}

fn import(journal: &mut Journal, numbers: std::ops::Range<usize>) -> Result<Large, JournalError> {
    let mut entries = numbers.map(|n| text(n).into_bytes());
    journal.append_large(|put| entries.try_for_each(|entry| put(&entry)))
}

#[test]
fn entries_come_back_in_order_by_location_and_after_opening_again() {
    let (bench, mut journal) = Bench::new();
    assert_eq!(journal.end(), Position::START);
    let locations = append(&mut journal, 1..30);
    assert!(locations.is_sorted());
    assert_eq!(journal.read(locations[6]).unwrap(), text(7).as_bytes());
    let end = journal.end();
    assert!(Position::after(locations[28]) <= end);
    drop(journal);
    let (mut journal, notices) = bench.open();
    assert_eq!((notices, journal.end()), (vec![], end));
    append(&mut journal, 30..33);
    assert_eq!(numbers(journal.iter_from(None)), range(1..33));
    assert_eq!(numbers(journal.iter_from(Some(end))), range(30..33));
    assert_eq!(numbers(journal.iter_from(Some(Position::after(locations[4])))), range(6..33));
    assert_eq!(numbers(journal.iter_from(Some(Position::before(locations[4])))), range(5..33));
    assert_eq!(numbers(journal.iter_from(Some(journal.end()))), range(0..0));
    assert!(journal.end() > end);
    let found = journal.verify(|done, total| assert!(done <= total)).unwrap();
    assert_eq!((found.entries, found.is_whole()), (32, true));
}

#[test]
fn wrong_locations_are_errors() {
    let (_bench, mut journal) = Bench::new();
    let location = append(&mut journal, 1..3)[1];
    for wrong in [
        Location { index: 1, ..location },
        Location { file: 9, ..location },
        Location { offset: 5, ..location },
        Location { offset: u32::MAX, ..location },
    ] {
        assert!(matches!(journal.read(wrong), Err(JournalError::NoEntry(at)) if at == wrong), "{wrong:?}");
    }
    assert!(matches!(
        journal.read(Location { offset: location.offset + 1, ..location }),
        Err(JournalError::Damaged(_))
    ));
    assert!(matches!(journal.append(&vec![0; MAX_ENTRY_BYTES + 1]), Err(JournalError::TooLong(_))));
    assert!(journal.append(b"").is_ok());
}

#[test]
fn files_are_kept_under_the_limit() {
    let (bench, mut journal) = Bench::new();
    journal.set_file_limit(1000);
    append(&mut journal, 1..100);
    drop(journal);
    assert!(bench.names().len() > 5);
    assert!(bench.names().iter().all(|name| fs::metadata(bench.folder.path().join(name)).unwrap().len() <= 1000));
    let (journal, notices) = bench.open();
    assert_eq!((numbers(journal.iter_from(None)), notices), (range(1..100), vec![]));
    drop(journal);
    fs::remove_file(bench.folder.path().join("index")).unwrap();
    fs::remove_file(bench.path(3)).unwrap();
    let (journal, notices) = bench.open();
    assert_eq!(notices, vec![Notice::IndexRebuilt, Notice::Missing { file: 3 }]);
    assert!(numbers(journal.iter_from(None)).len() < 99);
}

#[test]
fn leftovers_are_removed_and_strangers_left_alone() {
    let (bench, journal) = Bench::new();
    drop(journal);
    for name in ["00000009.0.journal.part", "index.part", "notes.txt"] {
        fs::write(bench.folder.path().join(name), "x").unwrap();
    }
    assert_eq!(bench.open().1, vec![]);
    assert_eq!(bench.names(), ["index", "notes.txt"]);
    assert!(matches!(
        Journal::create(Disk::real(), bench.folder.path(), &KEY, STORE, Random::Os),
        Err(JournalError::Exists(_))
    ));
}

#[test]
fn a_reader_stays_as_it_was_taken_and_goes_to_other_threads() {
    let (_bench, mut journal) = Bench::new();
    append(&mut journal, 1..4);
    let reader = journal.reader();
    append(&mut journal, 4..6);
    let read = std::thread::spawn(move || numbers(reader.iter_from(None))).join().unwrap();
    assert_eq!(read, range(1..4));
    assert_eq!(numbers(journal.iter_from(None)), range(1..6));
}
