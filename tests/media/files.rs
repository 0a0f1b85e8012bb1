//! Files that are not what was written, or not for whom they reached.

use maillage::cli::Exit;
use maillage::log::{DeviceId, TeamId};
use maillage::model::RevokeReason;
use maillage::sync::{Audience, Refused};

use super::stage::{Laptop, Stage, line_end};
use super::table::{Table, words};

const PLACES: usize = 1_000;
const AS_BEFORE: &str = "as before, byte for byte";

/// The control: what nobody touched is taken, and then brings nothing more.
pub fn whole(stage: &mut Stage, table: &mut Table) {
    let folder = stage.dir.path().join("control");
    let seed = stage.fresh_seed();
    let mut head = stage.head.copy(&folder, maillage::store::Disk::unsynced(), seed);
    assert_eq!(head.import(&stage.small).unwrap().summary.unwrap().new_ops(), 4);
    table.row("nothing", "once", Exit::Done, "4 new edits", "holds them");
    let large = head.import(&stage.large).unwrap().summary.unwrap();
    assert_eq!((large.new_ops(), large.known_ops()), (200, 4));
    let before = head.bytes();
    for old in [&stage.small, &stage.large, &stage.small] {
        assert_eq!(head.import(old).unwrap().summary.unwrap().new_ops(), 0);
        assert!(head.bytes() == before, "a bundle that came round again left a trace");
    }
    table.row("an old bundle again, after a later one", "once", Exit::Done, "nothing new", AS_BEFORE);
}

/// Every attempt must be refused in one of these ways.
fn refusals(
    stage: &mut Stage,
    table: &mut Table,
    (what, tried): (&str, &str),
    ways: &[Refused],
    attempts: impl Iterator<Item = Vec<u8>>,
) {
    let ways: Vec<String> = ways.iter().map(words).collect();
    let mut count = 0;
    for (number, attempt) in attempts.enumerate() {
        let (exit, said) = stage.refused(&attempt);
        assert_eq!(exit, Exit::BundleRefused, "{what}, {number}: {said}");
        assert!(ways.contains(&said), "{what}, {number}: {said}");
        count += 1;
    }
    assert!(count > 0, "{what}: nothing was tried");
    table.row(what, tried, Exit::BundleRefused, &ways.join("; "), AS_BEFORE);
}

fn flipped(bytes: &[u8], at: usize) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    bytes[at] ^= 1;
    bytes
}

fn places(bytes: &[u8]) -> impl Iterator<Item = usize> + use<> {
    let length = bytes.len();
    (0..PLACES).map(move |n| n * length / PLACES)
}

/// The file as it lies on the stick.
pub fn outside(stage: &mut Stage, table: &mut Table) {
    use Refused::{Damaged, NotABundle, NotForUs, TooNew};
    let (small, large) = (stage.small.clone(), stage.large.clone());
    let (every, many) = ("every byte", "1,000 places");
    let cuts = [NotABundle, Damaged];
    let attempts = (0..small.len()).map(|end| small[..end].to_vec());
    refusals(stage, table, ("small bundle cut", every), &cuts, attempts);
    let attempts = places(&large).map(|end| large[..end].to_vec());
    refusals(stage, table, ("large bundle cut", many), &cuts, attempts);
    let flips = [NotABundle, Damaged, NotForUs];
    let attempts = (0..small.len()).map(|at| flipped(&small, at));
    refusals(stage, table, ("one bit of a small bundle flipped", every), &flips, attempts);
    let attempts = places(&large).map(|at| flipped(&large, at));
    refusals(stage, table, ("one bit of a large bundle flipped", many), &flips, attempts);
    let tails = [b"\0".to_vec(), b"x".to_vec(), small.clone()];
    let attempts = tails.iter().map(|tail| [small.as_slice(), tail].concat());
    refusals(stage, table, ("bytes, or a second bundle, after the end", "3 tails"), &[Damaged], attempts);
    let others = [&b""[..], b"\n", b"PK\x03\x04 and more", b"maillage card 1\n", b"maillage bundle 01\n"];
    let attempts = others.iter().map(|bytes| bytes.to_vec());
    refusals(stage, table, ("an empty file, a photo, a card", "5 files"), &[NotABundle], attempts);
    let later = [b"maillage bundle 2\n", &small[line_end(&small)..]].concat();
    let what = ("a later format in the first line", "once");
    refusals(stage, table, what, &[TooNew { format: 2, program: None }], std::iter::once(later));
    let endless = [b"maillage bundle 1\nage-encryption.org/v1\n".to_vec(), b"-> X25519 a\n".repeat(100_000)].concat();
    refusals(stage, table, ("a header of age without end", "once"), &[Damaged], std::iter::once(endless));
}

/// What is inside, sealed again so that age and zstd have nothing to say against it.
pub fn inside(stage: &mut Stage, table: &mut Table) {
    use Refused::{BadSignature, Damaged, TooNew};
    let (own, seal) = stage.opened(&stage.small.clone());
    let (other, _) = stage.opened(&stage.large.clone());
    let inner = own.concat();
    let ways = [Damaged, BadSignature];
    let attempts = (0..inner.len()).map(|at| seal(&flipped(&inner, at)));
    refusals(stage, table, ("one bit inside flipped, and sealed again", "every byte"), &ways, attempts);
    let attempts = (0..inner.len()).map(|end| seal(&inner[..end]));
    refusals(stage, table, ("the inside cut, and sealed again", "every byte"), &[Damaged], attempts);
    let mut changed: Vec<Vec<Vec<u8>>> = Vec::new();
    for at in 0..own.len() {
        let mut dropped = own.clone();
        dropped.remove(at);
        changed.push(dropped);
    }
    let what = ("a section left out", "each");
    refusals(stage, table, what, &[Damaged, BadSignature], changed.iter().map(|sections| seal(&sections.concat())));
    let doubled = (0..own.len()).map(|at| {
        let mut sections = own.clone();
        sections.insert(at, own[at].clone());
        seal(&sections.concat())
    });
    refusals(stage, table, ("a section twice", "each"), &[Damaged, BadSignature], doubled);
    let pairs = (0..own.len()).flat_map(|at| (0..at).map(move |with| (at, with)));
    let swapped = pairs.map(|(at, with)| {
        let mut sections = own.clone();
        sections.swap(at, with);
        seal(&sections.concat())
    });
    refusals(stage, table, ("two sections swapped", "each pair"), &[Damaged, BadSignature], swapped);
    // Both name the program that made them alike: a section in the place of its equal changes nothing.
    let spliced = (0..own.len()).filter(|at| own[*at] != other[*at]).map(|at| {
        let mut sections = own.clone();
        sections[at] = other[at].clone();
        seal(&sections.concat())
    });
    refusals(stage, table, ("a section of another bundle in its place", "each"), &[Damaged, BadSignature], spliced);
    let both = std::iter::once(seal(&[own.concat(), other.concat()].concat()));
    refusals(stage, table, ("two bundles in one", "once"), &[Damaged], both);
    let mut later = inner.clone();
    later[5] = 2;
    let what = ("a later format in the manifest", "once");
    refusals(stage, table, what, &[TooNew { format: 2, program: None }], std::iter::once(seal(&later)));
}

/// Lengths and sizes that no honest program writes.
pub fn made_up(stage: &mut Stage, table: &mut Table) {
    use Refused::Damaged;
    let (own, seal) = stage.opened(&stage.small.clone());
    let huge = [1, 2, 3, 4, 5, 127, 128, 255].map(|kind| [vec![kind], vec![0xff; 4], vec![0; 100]].concat());
    let attempts = huge.iter().map(|inner| seal(inner));
    refusals(stage, table, ("a section that says it is 4 GiB long", "8 kinds"), &[Damaged], attempts);
    let zeros = [vec![200], (1_u32 << 20).to_le_bytes().to_vec(), vec![0; 1 << 20]].concat();
    let mut bomb = [own[0].clone(), own[1].clone()].concat();
    (0..300).for_each(|_| bomb.extend(&zeros));
    let bomb = seal(&bomb);
    assert!(bomb.len() < 100_000, "{} bytes", bomb.len());
    refusals(stage, table, ("300 MB of zeros in 60 KB", "once"), &[Damaged], std::iter::once(bomb));
}

/// Whole files that reach the wrong one, or come from the wrong one.
pub fn misdirected(stage: &mut Stage, table: &mut Table) {
    let for_other = stage.field.export(&Audience::Devices(vec![stage.other.workspace.me()]), true);
    let what = ("a bundle for someone else", "once");
    refusals(stage, table, what, &[Refused::NotForUs], std::iter::once(for_other));
    let mut stranger = Laptop::founder(stage.dir.path(), "AUT", 7);
    let head: DeviceId = stage.head.workspace.me();
    stranger.admit(&stage.head);
    let from_stranger = stranger.export(&Audience::Devices(vec![head]), true);
    // The fingerprint differs from run to run with the keys, so the words are taken from the refusal itself.
    let (exit, said) = stage.refused(&from_stranger);
    let fingerprint = stranger.workspace.fingerprint().unwrap();
    let team = Refused::OtherTeam { team: TeamId([0; 32]) };
    assert_eq!(said, words(&team).replace(&TeamId([0; 32]).fingerprint(), &fingerprint));
    table.row("a bundle of another team", "once", exit, &said.replace(&fingerprint, "…"), AS_BEFORE);
    revoked(stage, table);
}

/// What a revoked laptop still signs is kept, and changes no record.
fn revoked(stage: &mut Stage, table: &mut Table) {
    let field = stage.field.workspace.me();
    stage.head.import(&stage.large.clone()).unwrap();
    stage.head.workspace.revoke(field, RevokeReason::Stolen).unwrap();
    stage.field.note(40, 400);
    let late = stage.field.export(&Audience::Stewards, false);
    let notes = |stage: &Stage| stage.head.workspace.desk().count(maillage::model::Kind::Note);
    let before = notes(stage);
    let summary = stage.head.import(&late).unwrap().summary.unwrap();
    assert_eq!((summary.new_ops(), summary.held_ops(), notes(stage)), (1, 1, before));
    table.row(
        "edits signed after their laptop was revoked",
        "once",
        Exit::Done,
        "1 edit held",
        "keeps it, shows nothing of it",
    );
}
