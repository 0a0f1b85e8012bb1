//! What every backend must do, stamped onto each; then what concerns sled alone.

use tempfile::TempDir;

use super::super::disk::faults::flip;
use super::super::{Disk, Random};
use super::*;

fn batch(puts: &[(u8, &str, &str)]) -> Batch {
    let mut batch = Batch::new();
    for (table, key, value) in puts {
        batch.put(*table, key.as_bytes(), value.as_bytes().to_vec());
    }
    batch
}

fn scan(kv: &dyn Kv, table: u8, from: &str, to: &str, order: Order, limit: usize) -> String {
    let entries = kv.scan(table, from.as_bytes(), to.as_bytes(), order, limit).unwrap();
    let text = |(key, value)| format!("{}={}", String::from_utf8(key).unwrap(), String::from_utf8(value).unwrap());
    entries.into_iter().map(text).collect::<Vec<_>>().join(" ")
}

fn gets_what_was_put(kv: &dyn Kv) {
    assert_eq!(kv.get(1, b"a").unwrap(), None);
    kv.write(batch(&[(1, "a", "x"), (2, "a", "y"), (1, "", "empty key"), (1, "z", "")])).unwrap();
    assert_eq!(kv.get(1, b"a").unwrap().unwrap(), b"x");
    assert_eq!(kv.get(2, b"a").unwrap().unwrap(), b"y");
    assert_eq!(kv.get(1, b"").unwrap().unwrap(), b"empty key");
    assert_eq!(kv.get(1, b"z").unwrap().unwrap(), b"");
    assert_eq!(kv.get(3, b"a").unwrap(), None);
}

fn the_last_word_on_a_key_counts(kv: &dyn Kv) {
    let mut batch = batch(&[(0, "a", "1"), (0, "b", "1"), (0, "a", "2")]);
    batch.delete(0, b"b");
    batch.delete(0, b"never there");
    assert_eq!(batch.len(), 5);
    kv.write(batch).unwrap();
    assert_eq!(scan(kv, 0, "", "", Order::Ascending, 9), "a=2");
    let mut batch = Batch::new();
    batch.delete(0, b"a");
    kv.write(batch).unwrap();
    assert_eq!(scan(kv, 0, "", "", Order::Ascending, 9), "");
    kv.write(Batch::new()).unwrap();
}

fn scans_windows_both_ways(kv: &dyn Kv) {
    kv.write(batch(&[(4, "a", "no"), (5, "a", "1"), (5, "ab", "2"), (5, "b", "3"), (5, "c", "4"), (6, "", "no")]))
        .unwrap();
    assert_eq!(scan(kv, 5, "", "", Order::Ascending, 9), "a=1 ab=2 b=3 c=4");
    assert_eq!(scan(kv, 5, "", "", Order::Descending, 9), "c=4 b=3 ab=2 a=1");
    assert_eq!(scan(kv, 5, "a", "b", Order::Ascending, 9), "a=1 ab=2");
    assert_eq!(scan(kv, 5, "ab", "c", Order::Descending, 1), "b=3");
    assert_eq!(scan(kv, 5, "ab", "", Order::Ascending, 2), "ab=2 b=3");
    assert_eq!(scan(kv, 5, "b", "b", Order::Ascending, 9), "");
    assert_eq!(scan(kv, 5, "c", "a", Order::Descending, 9), "");
    assert_eq!(scan(kv, 5, "", "", Order::Ascending, 0), "");
    kv.write(batch(&[(255, "k", "last table")])).unwrap();
    assert_eq!(scan(kv, 255, "", "", Order::Descending, 9), "k=last table");
}

fn refuses_what_is_too_long_whole(kv: &dyn Kv) {
    let mut long = batch(&[(1, "a", "x")]);
    long.put(1, b"b", vec![0; MAX_VALUE_BYTES + 1]);
    assert!(matches!(kv.write(long), Err(KvError::TooLong(_))));
    assert_eq!(kv.get(1, b"a").unwrap(), None);
    let mut longest = Batch::new();
    longest.put(1, &[7; MAX_KEY_BYTES], vec![1; MAX_VALUE_BYTES]);
    kv.write(longest).unwrap();
    assert_eq!(kv.get(1, &[7; MAX_KEY_BYTES]).unwrap().unwrap().len(), MAX_VALUE_BYTES);
}

fn flushes_and_settles(kv: &dyn Kv) {
    for round in 0..3 {
        kv.write(batch(&[(1, "a", &round.to_string())])).unwrap();
        kv.flush().unwrap();
        kv.settle().unwrap();
        assert_eq!(kv.get(1, b"a").unwrap().unwrap(), round.to_string().as_bytes());
    }
    assert!(kv.disk_bytes() > 0);
}

/// The same writes as a plain ordered map, in the same order, give the same contents.
fn agrees_with_a_plain_map(kv: &dyn Kv) {
    let mut plain = std::collections::BTreeMap::new();
    let mut random = Random::seeded(5);
    for _ in 0..60 {
        let mut batch = Batch::new();
        for [table, key, length, delete] in std::iter::repeat_with(|| random.bytes::<4>().unwrap()).take(20) {
            let (table, key) = (table % 3, [key % 50]);
            if delete % 4 == 0 {
                batch.delete(table, &key);
                plain.remove(&(table, key));
            } else {
                batch.put(table, &key, vec![length; length.into()]);
                plain.insert((table, key), vec![length; length.into()]);
            }
        }
        kv.write(batch).unwrap();
    }
    for table in 0..3 {
        let expected: Entries =
            plain.iter().filter(|entry| entry.0.0 == table).map(|(k, v)| (k.1.to_vec(), v.clone())).collect();
        assert_eq!(kv.scan(table, b"", b"", Order::Ascending, usize::MAX).unwrap(), expected);
    }
}

macro_rules! suite {
    ($backend:ident, $open:expr; $($test:ident),+ $(,)?) => {
        mod $backend {
            $(#[test]
            fn $test() {
                let folder = tempfile::tempdir().unwrap();
                let kv = $open(&folder);
                super::$test(&kv);
            })+
        }
    };
}

macro_rules! suites {
    ($($backend:ident: $open:expr),+ $(,)?) => {
        $(suite! { $backend, $open;
            gets_what_was_put, the_last_word_on_a_key_counts, scans_windows_both_ways,
            refuses_what_is_too_long_whole, flushes_and_settles, agrees_with_a_plain_map,
        })+
    };
}

suites! {
    memory: |_: &tempfile::TempDir| super::MemoryKv::new(),
    overlay: |_: &tempfile::TempDir| {
        let below = super::MemoryKv::new();
        super::Kv::write(&below, super::batch(&[(100, "below", "it")])).unwrap();
        super::OverlayKv::new(std::sync::Arc::new(below))
    },
    sled_database: |folder: &tempfile::TempDir| super::open(folder).unwrap(),
}

#[test]
fn what_is_written_over_others_hides_them_and_leaves_them_alone() {
    let below = std::sync::Arc::new(MemoryKv::new());
    below.write(batch(&[(1, "a", "1"), (1, "b", "2"), (1, "c", "3"), (1, "d", "4")])).unwrap();
    let kv = OverlayKv::new(below.clone());
    let mut over = batch(&[(1, "bb", "new"), (1, "c", "other"), (1, "e", "last")]);
    over.delete(1, b"a");
    over.delete(1, b"d");
    kv.write(over).unwrap();
    assert_eq!(scan(&kv, 1, "", "", Order::Ascending, 9), "b=2 bb=new c=other e=last");
    assert_eq!(scan(&kv, 1, "", "", Order::Ascending, 1), "b=2");
    assert_eq!(scan(&kv, 1, "", "e", Order::Descending, 2), "c=other bb=new");
    assert_eq!((kv.get(1, b"a").unwrap(), kv.get(1, b"b").unwrap()), (None, Some(b"2".to_vec())));
    assert_eq!(scan(&*below, 1, "", "", Order::Ascending, 9), "a=1 b=2 c=3 d=4");
}

const DATA_KEY: [u8; 32] = [9; 32];

fn open_with(folder: &TempDir, data_key: [u8; 32], store_id: [u8; 16]) -> Result<SledKv, KvError> {
    SledKv::open(Disk::real(), &folder.path().join("views"), &data_key, store_id, Random::Os)
}

fn open(folder: &TempDir) -> Result<SledKv, KvError> {
    open_with(folder, DATA_KEY, [1; 16])
}

#[test]
fn what_was_flushed_is_there_when_opened_again() {
    let folder = tempfile::tempdir().unwrap();
    let kv = open(&folder).unwrap();
    kv.write(batch(&[(1, "a", "x"), (9, "b", "y")])).unwrap();
    kv.flush().unwrap();
    drop(kv);
    let kv = open(&folder).unwrap();
    assert_eq!(scan(&kv, 1, "", "", Order::Ascending, 9) + &scan(&kv, 9, "", "", Order::Ascending, 9), "a=xb=y");
}

#[test]
fn values_are_sealed_to_key_store_and_place() {
    let folder = tempfile::tempdir().unwrap();
    let kv = open(&folder).unwrap();
    kv.write(batch(&[(1, "a", "a very plain text"), (1, "b", "y")])).unwrap();
    kv.flush().unwrap();
    let db = std::fs::read(folder.path().join("views/db")).unwrap();
    assert!(!db.windows(10).any(|window| window == b"very plain"));
    kv.with(|db| {
        let sealed = db.get(b"\x01a")?.unwrap();
        db.insert(b"\x01b", sealed)?;
        Ok(())
    })
    .unwrap();
    assert!(matches!(kv.get(1, b"b"), Err(KvError::Altered)), "a value moved to another key");
    drop(kv);
    let stranger = open_with(&folder, [8; 32], [1; 16]).unwrap();
    assert!(matches!(stranger.get(1, b"a"), Err(KvError::Altered)));
    drop(stranger);
    let other = open_with(&folder, DATA_KEY, [2; 16]).unwrap();
    assert!(matches!(other.scan(1, b"", b"", Order::Ascending, 9), Err(KvError::Altered)));
}

#[test]
fn a_database_that_panicked_is_closed() {
    let folder = tempfile::tempdir().unwrap();
    let kv = open(&folder).unwrap();
    assert!(matches!(kv.with::<()>(|_| panic!("page")), Err(KvError::Panicked(message)) if message == "page"));
    assert!(matches!(kv.get(1, b"a"), Err(KvError::Closed)));
    open(&folder).expect("it let go of its files");
}

/// Opens the database in `folder` and reads it: whole, or an error; never a panic.
fn survey(folder: &TempDir) -> Result<Entries, KvError> {
    open(folder)?.scan(1, b"", b"", Order::Ascending, usize::MAX)
}

#[test]
fn a_flipped_byte_gives_an_error_or_fewer_entries_never_a_panic_nor_a_lie() {
    let folder = tempfile::tempdir().unwrap();
    let kv = open(&folder).unwrap();
    for round in 0..20u8 {
        let mut batch = Batch::new();
        (0..20u8).for_each(|key| batch.put(1, &[round, key], vec![key; 200]));
        kv.write(batch).unwrap();
    }
    kv.flush().unwrap();
    let whole = kv.scan(1, b"", b"", Order::Ascending, usize::MAX).unwrap();
    drop(kv);
    let path = folder.path().join("views/db");
    let used = std::fs::read(&path).unwrap().iter().rposition(|byte| *byte != 0).unwrap();
    let files = |folder: &TempDir| Disk::real().list(&folder.path().join("views")).unwrap();
    let pristine: Vec<_> = files(&folder).into_iter().filter(|name| name != "blobs").collect();
    for at in (0..used).step_by(used / 24) {
        let copy = tempfile::tempdir().unwrap();
        std::fs::create_dir(copy.path().join("views")).unwrap();
        for name in &pristine {
            std::fs::copy(folder.path().join("views").join(name), copy.path().join("views").join(name)).unwrap();
        }
        flip(&copy.path().join("views/db"), at);
        if let Ok(entries) = survey(&copy) {
            assert!(entries.iter().all(|entry| whole.contains(entry)), "byte {at}");
        }
    }
}
