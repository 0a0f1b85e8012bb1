//! What is on a stick, byte by byte: unsealed with its writer's key and inflated, and read by nothing of the program.

use std::collections::{BTreeSet, HashSet};
use std::fs;
use std::io::Read;

use age::Decryptor;
use age::x25519::Identity;
use maillage::model::{RecordId, Value};
use maillage::store::vault;

use super::laptop::Laptop;
use super::ledger::Act;
use super::trips::Stick;
use super::world::World;

/// Bytes that say which visit, or what was entered about it.
type Needles = HashSet<Vec<u8>>;

impl World {
    /// No byte of a visit, nor of a note about one, is on a stick that somebody can open who may not read it.
    pub fn look_inside(&mut self, writer: usize, stick: &Stick) {
        let inside = unsealed(&self.laptops[writer], stick);
        let kept_from = self.visits_on(|act| !self.all_may_read(stick, act));
        assert!(!has_any(&inside, &kept_from), "{:?} tells of a visit to who may not read it", stick.path);
        // That the look sees what is there, where it may be.
        let may_be = self.visits_on(|act| self.all_may_read(stick, act) && stick.carries.contains(&act.number));
        self.count("bundles looked into");
        if has_any(&inside, &may_be) {
            self.count("visits seen in bundles");
        }
    }

    fn all_may_read(&self, stick: &Stick, act: &Act) -> bool {
        stick.recipients.iter().all(|device| self.may_read(*device, act.owner))
    }

    /// Ids of the visits and notes whose edits are of this sort, and the words in them. An erasure names ids to everyone.
    fn visits_on(&self, sort: impl Fn(&Act) -> bool) -> Needles {
        let of_visits = self.ledger.acts.values().filter(|act| act.owner.is_some());
        let erased: BTreeSet<RecordId> = self.ledger.erasures.iter().flat_map(|one| &one.records).copied().collect();
        let mut needles = Needles::new();
        for act in of_visits.filter(|act| sort(act)) {
            needles.extend((!erased.contains(&act.record)).then(|| act.record.as_bytes().to_vec()));
            needles.extend(act.changes.values().flatten().filter_map(words));
        }
        needles
    }
}

/// A made-up word, or a pseudonym: long enough to be found nowhere by chance.
fn words(value: &Value) -> Option<Vec<u8>> {
    match value {
        Value::Text(text) if text.len() >= 7 => Some(text.clone().into_bytes()),
        _ => None,
    }
}

fn has_any(bytes: &[u8], needles: &Needles) -> bool {
    let lengths: BTreeSet<usize> = needles.iter().map(Vec::len).collect();
    lengths.iter().any(|length| bytes.windows(*length).any(|window| needles.contains(window)))
}

/// A bundle is sealed for its writer too. Behind the line that says what it is: an age file, and in it a zstd frame.
fn unsealed(writer: &Laptop, stick: &Stick) -> Vec<u8> {
    let keys = fs::read(writer.folder.join(vault::FILE_NAME)).unwrap();
    let (contents, _) = vault::open_copy(&keys, None).unwrap();
    let identity: Identity = contents.age_identity.parse().unwrap();
    let file = fs::read(&stick.path).unwrap();
    let line = file.iter().position(|byte| *byte == b'\n').unwrap();
    let sealed = Decryptor::new_buffered(&file[line + 1..]).unwrap();
    let frame = sealed.decrypt(std::iter::once(&identity as &dyn age::Identity)).unwrap();
    let mut inside = Vec::new();
    zstd::Decoder::new(frame).unwrap().read_to_end(&mut inside).unwrap();
    inside
}
