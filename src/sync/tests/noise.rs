//! Bytes that mean nothing, or nearly something: every reader answers, none panics.

use proptest::prelude::*;

use super::laptop::*;
use crate::log::{Body, Channel, Op};
use crate::model::RecordId;
use crate::sync::bundle::{Chunk, Framer, Manifest, decode_receipts};
use crate::sync::*;

/// What `tests/fuzz` tries at length, tried shortly: every file of its corpus, whole and spoiled, at every reader.
#[test]
fn the_corpus_of_the_fuzzers_is_answered_whole_and_spoiled() {
    use super::super::fuzz;
    let identity: Identity = super::golden::HEAD_IDENTITY.trim().parse().unwrap();
    let corpus = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/corpus");
    let mut files = Vec::new();
    for folder in std::fs::read_dir(corpus).unwrap() {
        let folder = folder.unwrap().path();
        files.extend(std::fs::read_dir(folder).unwrap().map(|file| std::fs::read(file.unwrap().path()).unwrap()));
    }
    assert!(files.len() >= 10, "{} files", files.len());
    let changes = prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..6);
    let which = (any::<prop::sample::Index>(), changes);
    let mut runner = prop::test_runner::TestRunner::new(ProptestConfig { cases: 300, ..ProptestConfig::default() });
    runner
        .run(&which, |(which, changes)| {
            let bytes = spoiled(&files[which.index(files.len())], &changes);
            fuzz::file(&bytes, &identity);
            fuzz::sections(&bytes, &identity);
            [fuzz::manifest, fuzz::chunk, fuzz::payload, fuzz::card, fuzz::recovery]
                .iter()
                .for_each(|read| read(&bytes));
            Ok(())
        })
        .unwrap();
}

/// A valid section with some of its bytes replaced.
fn spoiled(section: &[u8], changes: &[(prop::sample::Index, u8)]) -> Vec<u8> {
    let mut bytes = section.to_vec();
    for (at, byte) in changes {
        let at = at.index(bytes.len());
        bytes[at] = *byte;
    }
    bytes
}

/// The sections of a small bundle.
fn sections() -> (Manifest, Vec<u8>, Vec<u8>, Vec<u8>) {
    let [_, mut a, _] = team_of_three();
    a.edits(Channel::Common, 4);
    let bundle = a.export(&Audience::Stewards);
    let manifest = inspect(std::io::Cursor::new(&bundle), &a.identity).unwrap().manifest;
    let receipt = a.archive.receipts().into_iter().find(|receipt| receipt.device == a.id()).unwrap();
    let receipts = Framer::receipts_body(&[(a.key.verifying_key().to_bytes(), receipt)]);
    let ops: Vec<Op> = (0..20_u8)
        .map(|n| Op {
            time: i64::from(n),
            record: RecordId::from_bytes([n; 16]),
            body: Body::Payload(vec![n; usize::from(n) * 3]),
        })
        .collect();
    let section = manifest.to_section(&a.key);
    (manifest, section, receipts, Chunk::to_section(0, &ops))
}

proptest! {
    #[test]
    fn noise_is_answered(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        let text = String::from_utf8_lossy(&bytes);
        prop_assert!(Manifest::from_section(&bytes).is_err());
        prop_assert!(Card::from_text(&text).is_err());
        prop_assert!(read_recovery_card(&text).is_err());
        let _ = Chunk::from_section(&bytes);
        let identity = Identity::generate();
        prop_assert!(inspect(std::io::Cursor::new(&bytes), &identity).is_err());
        let sealed = super::hostile::seal(&bytes, &identity.to_public());
        prop_assert!(inspect(std::io::Cursor::new(&sealed), &identity).is_err());
    }
}

#[test]
fn spoiled_sections_are_answered() {
    let (manifest, section, receipts, chunk) = sections();
    let changes = prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4);
    let mut runner = prop::test_runner::TestRunner::new(ProptestConfig { cases: 500, ..ProptestConfig::default() });
    runner
        .run(&changes, |changes| {
            let other = spoiled(&section, &changes);
            prop_assert!(other == section || Manifest::from_section(&other).is_err());
            let other = spoiled(&receipts, &changes);
            let alone = Manifest { receipts: *blake3::hash(&other).as_bytes(), ..manifest.clone() };
            prop_assert!(other == receipts || decode_receipts(&alone, &other).is_err());
            let _ = Chunk::from_section(&spoiled(&chunk, &changes));
            Ok(())
        })
        .unwrap();
}
