//! What the store costs against the plainest way of doing the same.
//!
//! `cargo bench --bench store`; the folder is the system's temporary one: set TMPDIR to a real disk.

use std::fs::{File, OpenOptions};
use std::io::Write;

use divan::Bencher;
use maillage::model::reference::founding::facts;
use maillage::store::journal::{Journal, JournalError};
use maillage::store::vault::KdfCost;
use maillage::store::{Batch, Disk, Kv, Opening, Random, SledKv};
use maillage::workspace::{Founding, Workspace, demo, machine_clock};
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

/// Searching everywhere among the visits, in slices as the application asks for them.
mod search {
    use super::*;

    fn notebook(folder: &TempDir, visits: usize) -> Workspace {
        let founding = Founding {
            holder: "Exemple".into(),
            sector: Vec::new(),
            code: "EXA".into(),
            demo: true,
            opening: Opening::new(None),
            cost: KdfCost::CHEAP,
        };
        let (mut workspace, _) = Workspace::found(folder.path(), founding, false, machine_clock()).unwrap();
        workspace.load(facts().into_iter(), &mut |_| {}).unwrap();
        let (me, today) = (workspace.me().record(), workspace.today());
        let plan = demo::Plan { seed: 1, visits, today, me, code: "EXA".into() };
        workspace.load(demo::records(&plan), &mut |_| {}).unwrap();
        workspace
    }

    #[divan::bench(args = [20_000, 200_000, 1_000_000], sample_count = 3, sample_size = 1)]
    fn a_word_that_is_nowhere(bencher: Bencher, visits: usize) {
        let folder = tempfile::tempdir().unwrap();
        let workspace = notebook(&folder, visits);
        bencher.counter(divan::counter::ItemsCount::new(visits)).bench_local(|| {
            let (mut from, mut enough) = (None, 2_000);
            loop {
                let slice = workspace.search_visits("introuvable", from, enough).unwrap();
                assert!(slice.rows.is_empty());
                match slice.next {
                    Some(mark) => (from, enough) = (Some(mark), 10_000),
                    None => break,
                }
            }
        });
    }

    #[divan::bench(sample_count = 10, sample_size = 1)]
    fn the_first_hit_is_the_last_of_20_000(bencher: Bencher) {
        let folder = tempfile::tempdir().unwrap();
        let workspace = notebook(&folder, 20_000);
        let oldest = workspace.visits(&Default::default(), maillage::store::views::Edge::Oldest, 1).unwrap();
        let patient = oldest.rows[0].visit.patient.clone().unwrap();
        bencher.bench_local(|| {
            let (mut from, mut enough) = (None, 2_000);
            loop {
                let slice = workspace.search_visits(&patient, from, enough).unwrap();
                match slice.next.filter(|_| slice.rows.iter().all(|row| row.id != oldest.rows[0].id)) {
                    Some(mark) => (from, enough) = (Some(mark), 10_000),
                    None => break,
                }
            }
        });
    }
}
