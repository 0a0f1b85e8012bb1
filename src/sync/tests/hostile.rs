//! Files that are not what they should be.

use std::io::{Cursor, Read};

use super::laptop::*;
use crate::log::{Channel, SignedHead, Tip};
use crate::sync::bundle::{self, Chunk, Framer, Kind, MAX_CHUNK_OPS, Manifest, Sealer};
use crate::sync::*;

const COMMON: Channel = Channel::Common;

/// The sections inside a bundle, one after another.
pub fn inflate(bundle: &[u8], identity: &Identity) -> Vec<u8> {
    let start = bundle.iter().position(|byte| *byte == b'\n').unwrap() + 1;
    let decryptor = age::Decryptor::new_buffered(&bundle[start..]).unwrap();
    let unsealed = decryptor.decrypt(std::iter::once(identity as &dyn age::Identity)).unwrap();
    let mut inner = Vec::new();
    zstd::Decoder::new(unsealed).unwrap().read_to_end(&mut inner).unwrap();
    inner
}

/// A bundle around any bytes.
pub fn seal(inner: &[u8], to: &Recipient) -> Vec<u8> {
    let mut sealer = Sealer::new(Vec::new(), std::slice::from_ref(to)).unwrap();
    sealer.write_all(inner).unwrap();
    sealer.finish().unwrap()
}

/// The sections of a bundle, each with its header.
fn sections(inner: &[u8]) -> Vec<Vec<u8>> {
    let mut rest = inner;
    let mut all = Vec::new();
    while !rest.is_empty() {
        let length = u32::from_le_bytes(rest[1..5].try_into().unwrap()) as usize;
        let (section, left) = rest.split_at(5 + length);
        all.push(section.to_vec());
        rest = left;
    }
    all
}

fn outcome(laptop: &Laptop, bundle: &[u8]) -> Result<Summary, Refused> {
    match laptop.open(bundle) {
        Ok(arrival) => Ok(arrival.summary),
        Err(ImportError::Refused(refused)) => Err(refused),
        Err(other) => panic!("{other:?}"),
    }
}

/// The head office, a coordinator, and a small bundle from the second to the first.
fn small() -> (Laptop, Laptop, Vec<u8>) {
    let [head, mut a, _] = team_of_three();
    a.edits(COMMON, 3);
    a.edits(a.own_visits(), 2);
    let bundle = a.export(&Audience::Stewards);
    (head, a, bundle)
}

#[test]
fn every_flipped_byte_is_refused() {
    let (head, _, bundle) = small();
    for at in 0..bundle.len() {
        let mut flipped = bundle.clone();
        flipped[at] ^= 1;
        assert!(outcome(&head, &flipped).is_err(), "byte {at} of {}", bundle.len());
    }
    assert_eq!(outcome(&head, &bundle).unwrap().new_ops(), 5);
}

#[test]
fn every_cut_and_every_addition_is_refused() {
    let (head, _, bundle) = small();
    for end in 0..bundle.len() {
        assert!(outcome(&head, &bundle[..end]).is_err(), "cut at {end} of {}", bundle.len());
    }
    for tail in [&b"\0"[..], b"x", &bundle] {
        assert!(outcome(&head, &[&bundle, tail].concat()).is_err());
    }
}

#[test]
fn every_flipped_byte_inside_the_seal_is_refused() {
    let (head, a, bundle) = small();
    let inner = inflate(&bundle, &a.identity);
    for at in 0..inner.len() {
        let mut flipped = inner.clone();
        flipped[at] ^= 1;
        assert!(outcome(&head, &seal(&flipped, &head.identity.to_public())).is_err(), "byte {at} of {}", inner.len());
    }
    assert!(outcome(&head, &seal(&inner, &head.identity.to_public())).is_ok(), "the test seals as the program does");
}

#[test]
fn sections_cannot_be_dropped_doubled_swapped_or_spliced() {
    let (head, mut a, bundle) = small();
    a.edits(COMMON, 1);
    let other = sections(&inflate(&a.export(&Audience::Stewards), &a.identity));
    let own = sections(&inflate(&bundle, &a.identity));
    let attempt = |sections: Vec<Vec<u8>>| outcome(&head, &seal(&sections.concat(), &head.identity.to_public()));
    assert!(attempt(own.clone()).is_ok());
    for at in 0..own.len() {
        let mut dropped = own.clone();
        dropped.remove(at);
        assert!(attempt(dropped).is_err(), "section {at} dropped");
        let mut doubled = own.clone();
        doubled.insert(at, own[at].clone());
        assert!(attempt(doubled).is_err(), "section {at} doubled");
        if own[at] != other[at] {
            let mut spliced = own.clone();
            spliced[at] = other[at].clone();
            assert!(attempt(spliced).is_err(), "section {at} of another bundle");
        }
        for with in 0..at {
            let mut swapped = own.clone();
            swapped.swap(at, with);
            assert!(attempt(swapped).is_err(), "sections {with} and {at} swapped");
        }
    }
    assert!(attempt([own.clone(), other].concat()).is_err(), "two bundles in one");
    assert!(attempt(vec![]).is_err());
}

#[test]
fn what_is_no_bundle_says_so() {
    let (head, _, bundle) = small();
    for other in [&b""[..], b"\n", b"PK\x03\x04", b"maillage card 1\n", b"maillage bundle \n", b"maillage bundle 01\n"]
    {
        assert_eq!(outcome(&head, other), Err(Refused::NotABundle), "{other:?}");
    }
    let rest = &bundle[18..];
    let later = [b"maillage bundle 2\n", rest].concat();
    assert_eq!(outcome(&head, &later), Err(Refused::TooNew { format: 2, program: None }));
    let much_later = [b"maillage bundle 4000000000\n", rest].concat();
    assert_eq!(outcome(&head, &much_later), Err(Refused::TooNew { format: 4_000_000_000, program: None }));
}

#[test]
fn an_age_header_without_end_is_refused() {
    let (head, ..) = small();
    let endless = [b"maillage bundle 1\nage-encryption.org/v1\n".to_vec(), b"-> X25519 a\n".repeat(100_000)].concat();
    assert_eq!(outcome(&head, &endless), Err(Refused::Damaged));
}

#[test]
fn a_bundle_for_someone_else_is_not_opened() {
    let (_, _, bundle) = small();
    let [_, _, b] = team_of_three();
    assert_eq!(outcome(&b, &bundle), Err(Refused::NotForUs));
}

#[test]
fn huge_declared_lengths_allocate_nothing() {
    let (head, ..) = small();
    let to = head.identity.to_public();
    for kind in [1, 2, 3, 4, 5, 127, 128, 255] {
        let inner = [vec![kind], u32::MAX.to_le_bytes().to_vec(), vec![0; 100]].concat();
        assert_eq!(outcome(&head, &seal(&inner, &to)), Err(Refused::Damaged));
    }
    let inner = [vec![1], 1_000_000_u32.to_le_bytes().to_vec(), vec![250; 100]].concat();
    assert_eq!(outcome(&head, &seal(&inner, &to)), Err(Refused::Damaged));
}

/// A manifest and receipts by someone whose key is in the team and whose program does as it likes.
struct Forger<'a> {
    laptop: &'a Laptop,
    framer: Framer,
    manifest: Manifest,
    sections: Vec<u8>,
}

impl<'a> Forger<'a> {
    fn new(laptop: &'a Laptop, bundle: &[u8], change: impl FnOnce(&mut Manifest)) -> Self {
        let receipts = Framer::receipts_body(&[]);
        let original = inspect(Cursor::new(bundle), &laptop.identity).unwrap().manifest;
        let mut manifest = Manifest { receipts: *blake3::hash(&receipts).as_bytes(), ..original };
        change(&mut manifest);
        let mut framer = Framer::new(manifest.team);
        let mut sections = framer.manifest(&manifest, &laptop.key);
        sections.extend(framer.section(Kind::Receipts, &receipts));
        Self { laptop, framer, manifest, sections }
    }

    fn section(mut self, kind: Kind, body: &[u8]) -> Self {
        let section = self.framer.section(kind, body);
        self.sections.extend(section);
        self
    }

    /// The ops of every entry, from the forger's own archive.
    fn chunks(mut self) -> Self {
        for (number, entry) in (0..).zip(self.manifest.entries.clone()) {
            let archive = &self.laptop.archive;
            let ops = archive.segment(entry.feed(), entry.follows, entry.head.tip, MAX_CHUNK_OPS).unwrap().ops;
            self = self.section(Kind::Chunk, &Chunk::to_section(number, &ops));
        }
        self
    }

    fn seal_for(mut self, to: &Laptop) -> Vec<u8> {
        let end = self.framer.seal(&self.laptop.key);
        self.sections.extend(end);
        seal(&self.sections, &to.identity.to_public())
    }
}

#[test]
fn a_later_program_may_add_sections_that_this_one_passes_over() {
    let (head, a, bundle) = small();
    let forged = Forger::new(&a, &bundle, |_| ()).section(Kind::Optional(200), b"news").chunks().seal_for(&head);
    assert_eq!(outcome(&head, &forged).unwrap().new_ops(), 5);
}

#[test]
fn a_forger_with_a_key_of_the_team_is_refused() {
    let (head, a, bundle) = small();
    let forge = |change: fn(&mut Manifest)| outcome(&head, &Forger::new(&a, &bundle, change).chunks().seal_for(&head));
    assert_eq!(forge(|_| ()).unwrap().new_ops(), 5);
    assert_eq!(forge(|m| m.format = 2), Err(Refused::TooNew { format: 2, program: None }));
    assert_eq!(forge(|m| m.receipts = [0; 32]), Err(Refused::Damaged));
    let changes: [fn(&mut Manifest); 7] = [
        |m| m.entries[0].author = [1; 32],
        |m| m.entries[0].head.signature[0] ^= 1,
        |m| m.entries[0].head.tip.hash[0] ^= 1,
        |m| m.entries[0].ops += 1,
        |m| m.entries[0].ops = 0,
        |m| m.sender.0[0] ^= 1,
        |m| m.recipients = vec![m.sender; 3_000],
    ];
    for (number, change) in changes.into_iter().enumerate() {
        assert!(forge(change).is_err(), "change {number}");
    }
}

#[test]
fn another_authors_ops_cannot_be_altered_reordered_or_cut_short_by_a_relay() {
    let [mut head, mut a, mut b] = team_of_three();
    a.edits(COMMON, 4);
    let from_a = a.export(&Audience::Team);
    b.import(&from_a).unwrap();
    let bundle = b.try_export(&Audience::Stewards, true).unwrap();
    let feed = a.feed(COMMON);
    let attempt = |change: fn(&mut Vec<crate::log::Op>), head: &Laptop| {
        let mut forger = Forger::new(&b, &bundle, |m| {
            m.entries.retain(|entry| entry.feed().channel != COMMON || entry.feed().device == a_id())
        });
        for (number, entry) in (0..).zip(forger.manifest.entries.clone()) {
            let mut ops = b.archive.segment(entry.feed(), entry.follows, entry.head.tip, MAX_CHUNK_OPS).unwrap().ops;
            if *entry.feed() == feed {
                change(&mut ops);
            }
            forger = forger.section(Kind::Chunk, &Chunk::to_section(number, &ops));
        }
        outcome(head, &forger.seal_for(head))
    };
    assert_eq!(attempt(|_| (), &head).unwrap().new_ops(), 4);
    assert!(attempt(|ops| ops.swap(1, 2), &head).is_err());
    assert!(attempt(|ops| drop(ops.remove(1)), &head).is_err());
    assert!(attempt(|ops| drop(ops.pop()), &head).is_err());
    assert!(attempt(|ops| ops[0].time += 1, &head).is_err());
    assert!(attempt(|ops| ops.push(ops[0].clone()), &head).is_err());
    // Cut short with a head that the relay signs itself.
    let shorter = Forger::new(&b, &bundle, |manifest| {
        let team = manifest.team;
        let entry = manifest.entries.iter_mut().find(|entry| entry.feed().device == a_id()).unwrap();
        entry.head = SignedHead::sign(
            &crate::log::signing_key(&[3; 32]),
            &team,
            *entry.feed(),
            Tip { seq: 1, ..entry.head.tip },
        );
        entry.ops = 1;
    });
    assert_eq!(outcome(&head, &shorter.chunks().seal_for(&head)), Err(Refused::BadSignature));
    assert_eq!(head.import(&from_a).unwrap().new_ops(), 4);
}

#[test]
fn a_relay_neither_splices_feeds_nor_takes_back_what_was_said() {
    let [mut head, mut a, mut b] = team_of_three();
    a.edits(COMMON, 4);
    b.edits(COMMON, 4);
    let from_a = a.export(&Audience::Team);
    b.import(&from_a).unwrap();
    let old = b.try_export(&Audience::Stewards, true).unwrap();
    // The ops of one feed under another's head.
    let (of_a, of_b) = (a.feed(COMMON), b.feed(COMMON));
    let mut forger = Forger::new(&b, &old, |_| ());
    for (number, entry) in (0..).zip(forger.manifest.entries.clone()) {
        let from = match *entry.feed() {
            feed if feed == of_a => of_b,
            feed if feed == of_b => of_a,
            feed => feed,
        };
        let tip = b.archive.feeds().into_iter().find(|row| row.feed == from).unwrap().tips[0];
        let ops = b.archive.segment(&from, Tip::START, tip, MAX_CHUNK_OPS).unwrap().ops;
        forger = forger.section(Kind::Chunk, &Chunk::to_section(number, &ops));
    }
    assert!(outcome(&head, &forger.seal_for(&head)).is_err());
    // Without the receipts of others, the edits come all the same, and what was known stays known.
    let heard = |laptop: &Laptop, of: &Laptop| {
        let receipts = laptop.archive.receipts().into_iter();
        receipts
            .filter(|receipt| receipt.device == of.id())
            .map(|receipt| (receipt.number, receipt.frontier.len()))
            .max()
    };
    let stripped = Forger::new(&b, &old, |_| ()).chunks().seal_for(&head);
    assert_eq!(head.import(&stripped).unwrap().new_ops(), 8);
    assert_eq!(heard(&head, &a), None);
    assert_eq!(head.import(&old).unwrap().new_ops(), 0);
    let of_a_before = heard(&head, &a);
    assert!(of_a_before.is_some());
    head.import(&stripped).unwrap();
    assert_eq!(heard(&head, &a), of_a_before);
    // An old bundle, brought again after a later one, takes nothing back.
    a.edits(COMMON, 2);
    let later = a.export(&Audience::Team);
    b.import(&later).unwrap();
    let latest = b.try_export(&Audience::Stewards, true).unwrap();
    assert_eq!(head.import(&latest).unwrap().new_ops(), 2);
    let (before, of_a) = (head.archive.op_ids(&COMMON), heard(&head, &a));
    assert_eq!(head.import(&old).unwrap().new_ops(), 0);
    assert_eq!((head.archive.op_ids(&COMMON), heard(&head, &a)), (before, of_a));
}

fn a_id() -> crate::log::DeviceId {
    crate::log::DeviceId::of_key(&crate::log::signing_key(&[2; 32]).verifying_key().to_bytes())
}

#[test]
fn a_bomb_is_refused_before_it_is_inflated() {
    let (head, a, bundle) = small();
    let mut forger = Forger::new(&a, &bundle, |_| ());
    let zeros = vec![0; 1024 * 1024];
    for _ in 0..300 {
        forger = forger.section(Kind::Optional(128), &zeros);
    }
    let bomb = forger.chunks().seal_for(&head);
    assert!(bomb.len() < 100_000, "{} bytes", bomb.len());
    assert_eq!(outcome(&head, &bomb), Err(Refused::Damaged));
}

#[test]
fn a_file_that_changes_between_the_passes_is_noticed() {
    use std::cell::RefCell;
    use std::rc::Rc;
    #[derive(Clone)]
    struct Stick(Rc<RefCell<Cursor<Vec<u8>>>>);
    impl Read for Stick {
        fn read(&mut self, to: &mut [u8]) -> std::io::Result<usize> {
            self.0.borrow_mut().read(to)
        }
    }
    impl std::io::Seek for Stick {
        fn seek(&mut self, to: std::io::SeekFrom) -> std::io::Result<u64> {
            self.0.borrow_mut().seek(to)
        }
    }
    let (head, mut a, bundle) = small();
    a.edits(COMMON, 1);
    let other = a.export(&Audience::Stewards);
    let stick = Stick(Rc::new(RefCell::new(Cursor::new(bundle.clone()))));
    let mut arrival = read(stick.clone(), &head.identity, &head.archive, &mut go).unwrap();
    *stick.0.borrow_mut() = Cursor::new(other);
    assert!(matches!(arrival.segments(), Err(ImportError::Refused(Refused::Damaged))));
    *stick.0.borrow_mut() = Cursor::new(bundle);
    assert_eq!(arrival.segments().unwrap().iter().map(|segment| segment.ops.len()).sum::<usize>(), 5);
    assert_eq!(bundle::FORMAT, 1);
}
