//! What the store costs against the plainest way of doing the same.
//!
//! `cargo bench --bench store`; the folder is the system's temporary one: set TMPDIR to a real disk.

use std::fs::{File, OpenOptions};
use std::io::Write;

use divan::Bencher;
use maillage::store::journal::{Journal, JournalError};
use maillage::store::{Batch, Disk, Kv, Random, SledKv};
use tempfile::TempDir;

const KEY: [u8; 32] = [1; 32];
const STORE: [u8; 16] = [2; 16];
/// A visit as it is logged: header, salt, some fifteen fields.
const EDIT_BYTES: usize = 300;
/// What a frame adds: length, number, checksum, nonce, tag.
const FRAME_OVERHEAD: usize = 52;

fn main() {
    divan::main();
}

fn journal(folder: &TempDir) -> Journal {
    Journal::create(Disk::real(), folder.path(), &KEY, STORE, Random::Os).unwrap()
}

mod saved_edit {
    use super::*;

    #[divan::bench]
    fn through_the_journal(bencher: Bencher) {
        let folder = tempfile::tempdir().unwrap();
        let mut journal = journal(&folder);
        bencher.bench_local(|| journal.append(&[7; EDIT_BYTES]).unwrap());
    }

    #[divan::bench]
    fn plain_append_and_sync(bencher: Bencher) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("plain");
        let mut file: File = OpenOptions::new().create(true).append(true).open(path).unwrap();
        bencher.bench_local(|| {
            file.write_all(&[7; EDIT_BYTES + FRAME_OVERHEAD]).unwrap();
            file.sync_data().unwrap();
        });
    }
}

#[divan::bench(args = [1_000, 100_000])]
fn open_after_a_clean_close(bencher: Bencher, entries: usize) {
    let folder = tempfile::tempdir().unwrap();
    import(&mut journal(&folder), entries);
    bencher.bench_local(|| Journal::open(Disk::real(), folder.path(), &KEY, STORE, Random::Os).unwrap());
}

#[divan::bench]
fn import_100_000_entries(bencher: Bencher) {
    let folder = tempfile::tempdir().unwrap();
    let mut journal = journal(&folder);
    bencher.counter(divan::counter::ItemsCount::new(100_000u32)).bench_local(|| import(&mut journal, 100_000));
}

#[divan::bench]
fn read_all_100_000_entries(bencher: Bencher) {
    let folder = tempfile::tempdir().unwrap();
    let mut journal = journal(&folder);
    import(&mut journal, 100_000);
    bencher
        .counter(divan::counter::ItemsCount::new(100_000u32))
        .bench_local(|| journal.iter_from(None).map(|entry| entry.unwrap().1.len()).sum::<usize>());
}

/// Entries of which a third is random, as salts and digests are.
fn import(journal: &mut Journal, entries: usize) {
    let entry = |n: usize| {
        let digest = blake3::hash(&n.to_le_bytes());
        [&[7; 200][..], digest.as_bytes(), digest.as_bytes(), digest.as_bytes()].concat()
    };
    journal.append_large::<JournalError>(|put| (0..entries).try_for_each(|n| put(&entry(n)))).unwrap();
}

#[divan::bench]
fn views_batch_of_1_000_buckets(bencher: Bencher) {
    let folder = tempfile::tempdir().unwrap();
    let kv = SledKv::open(Disk::real(), folder.path(), &KEY, STORE, Random::Os).unwrap();
    bencher.bench_local(|| {
        let mut batch = Batch::new();
        (0..1_000u32).for_each(|key| batch.put(1, &key.to_be_bytes(), vec![7; 4_000]));
        kv.write(batch).unwrap();
    });
}
