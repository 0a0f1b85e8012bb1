//! A head office that receives, a coordinator who sends, and somebody else.

use std::collections::BTreeSet;
use std::fs;
use std::io::{Read, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use maillage::cli::{Exit, exit_of};
use maillage::i18n::{Lang, Tell, Words};
use maillage::model::{AnyRef, DeviceRole, LongText, Member, MemberKind, MemberStatus, Note, RecordId};
use maillage::store::{Disk, KdfCost, Opening, Random, Store};
use maillage::sync::{Audience, Identity, Progress, Recipient};
use maillage::workspace::{Clock, Edit, Founding, Imported, Workspace, WorkspaceError};
use tempfile::TempDir;

pub struct Laptop {
    pub folder: PathBuf,
    pub workspace: Workspace,
}

pub struct Stage {
    pub dir: TempDir,
    pub head: Laptop,
    pub field: Laptop,
    pub other: Laptop,
    /// From the coordinator to the head office: some 3 KB.
    pub small: Vec<u8>,
    /// The same with long notes: several blocks of age and zstd.
    pub large: Vec<u8>,
    seed: u64,
}

pub fn go(_: Progress) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

/// Each look at the clock is a second later, from Monday 23 November 2026, 10:00 in Paris.
fn clock() -> Clock {
    let now = AtomicI64::new(1_795_424_400_000);
    Arc::new(move || now.fetch_add(1_000, Ordering::Relaxed))
}

fn founding(holder: &str, code: &str, seed: u64) -> Founding {
    let opening = Opening::for_simulation(Random::seeded(seed));
    Founding { holder: holder.into(), sector: vec![], code: code.into(), demo: false, opening, cost: KdfCost::CHEAP }
}

impl Laptop {
    pub fn founder(dir: &Path, code: &str, seed: u64) -> Self {
        let folder = dir.join(code);
        let (workspace, _) = Workspace::found(&folder, founding(code, code, seed), false, clock()).unwrap();
        Self { folder, workspace }
    }

    pub fn waiting(dir: &Path, code: &str, seed: u64) -> Self {
        let folder = dir.join(code);
        let workspace = Workspace::wait_to_join(&folder, founding(code, code, seed), clock()).unwrap();
        Self { folder, workspace }
    }

    pub fn admit(&mut self, other: &Self) {
        self.workspace.admit(&other.workspace.card().unwrap(), DeviceRole::Field, &BTreeSet::new()).unwrap();
    }

    pub fn export(&mut self, audience: &Audience, full: bool) -> Vec<u8> {
        let path = self.folder.with_extension("maillage");
        self.workspace.export(audience, &path, full, &mut go).unwrap();
        fs::read(path).unwrap()
    }

    pub fn import(&mut self, bytes: &[u8]) -> Result<Imported, WorkspaceError> {
        let path = self.folder.with_extension("taken");
        fs::write(&path, bytes).unwrap();
        self.workspace.import(&path, false, &mut |_| true, &mut go)
    }

    /// A note of so many letters that do not compress well.
    pub fn note(&mut self, letters: usize, seed: u64) {
        let mut random = Random::seeded(seed);
        let text: String = (0..letters).map(|_| char::from(b'a' + random.bytes::<1>().unwrap()[0] % 26)).collect();
        let about = RecordId::fixture("member", "media");
        let note = Note {
            about: Some(AnyRef(about)),
            date: Some(self.workspace.today()),
            text: Some(LongText::from(text.as_str())),
        };
        let id = self.workspace.new_id().unwrap();
        self.workspace.commit(Edit::new("done-saved").create(id, note)).unwrap();
    }

    /// So many short notes, saved at once.
    pub fn notes(&mut self, count: usize) {
        let about = Some(AnyRef(RecordId::fixture("member", "media")));
        let date = Some(self.workspace.today());
        let mut edit = Edit::new("done-saved");
        for number in 0..count {
            let text = Some(LongText::from(format!("note {number}").as_str()));
            edit = edit.create(self.workspace.new_id().unwrap(), Note { about, date, text });
        }
        self.workspace.commit(edit).unwrap();
    }

    /// A copy of its store, opened over another disk.
    pub fn copy(&self, to: &Path, disk: Disk, seed: u64) -> Self {
        fs::create_dir_all(to.join("journal")).unwrap();
        for name in ["vault", "journal"] {
            let from = self.folder.join(name);
            let files = if from.is_dir() { Disk::real().list(&from).unwrap() } else { vec![String::new()] };
            for file in files {
                let path = if file.is_empty() { PathBuf::from(name) } else { Path::new(name).join(file) };
                fs::copy(self.folder.join(&path), to.join(&path)).unwrap();
            }
        }
        let opening = Opening { disk, ..Opening::for_simulation(Random::seeded(seed)) };
        Self { folder: to.to_owned(), workspace: Workspace::open(to, opening, clock()).unwrap().0 }
    }

    /// Every name and byte of its folder.
    pub fn bytes(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let mut found = Vec::new();
        let mut folders = vec![self.folder.clone()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(&folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    found.push((path.clone(), fs::read(path).unwrap()));
                }
            }
        }
        found.sort();
        found
    }
}

impl Stage {
    pub fn set() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let mut head = Laptop::founder(dir.path(), "SIE", 1);
        let mut field = Laptop::waiting(dir.path(), "MAR", 2);
        let mut other = Laptop::waiting(dir.path(), "LUC", 3);
        head.admit(&field);
        head.admit(&other);
        let member = Member {
            name: Some("Essai".into()),
            kind: Some(MemberKind::Association),
            status: Some(MemberStatus::Prospect),
            ..Member::default()
        };
        let id = RecordId::fixture("member", "media");
        head.workspace.commit(Edit::new("done-saved").create(id, member)).unwrap();
        let first = head.export(&Audience::Team, true);
        field.import(&first).unwrap();
        other.import(&first).unwrap();
        (0..4).for_each(|n| field.note(40, n));
        let small = field.export(&Audience::Stewards, false);
        (10..210).for_each(|n| field.note(1_900, n));
        let large = field.export(&Audience::Stewards, false);
        assert!(large.len() > 200_000, "{}", large.len());
        Self { dir, head, field, other, small, large, seed: 100 }
    }

    pub fn fresh_seed(&mut self) -> u64 {
        self.seed += 1;
        self.seed
    }

    /// Hands a file to the head office, which must refuse it and be as before, byte for byte: how it ends, and what is said.
    pub fn refused(&mut self, bytes: &[u8]) -> (Exit, String) {
        let before = self.head.bytes();
        let error = self.head.import(bytes).expect_err("it was taken");
        assert!(self.head.bytes() == before, "a file that was refused changed the store");
        (exit_of(&error), error.told(&Words::new(Lang::En)).what)
    }

    fn head_identity(&self) -> Identity {
        // The store is in use: its keys are read from a copy.
        let folder = self.dir.path().join("keys");
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        let copy = self.head.copy(&folder, Disk::unsynced(), 99);
        drop(copy);
        let (store, _) = Store::open(&folder, Opening::for_simulation(Random::seeded(98))).unwrap();
        store.age_identity().parse().unwrap()
    }

    /// The sections inside a bundle for the head office, and a way to seal others for it.
    pub fn opened(&self, bundle: &[u8]) -> (Vec<Vec<u8>>, impl Fn(&[u8]) -> Vec<u8> + use<>) {
        let identity = self.head_identity();
        let to = identity.to_public();
        (sections(&inflate(bundle, &identity)), move |inner: &[u8]| seal(inner, &to))
    }
}

/// Where the first line ends.
pub fn line_end(bundle: &[u8]) -> usize {
    bundle.iter().position(|byte| *byte == b'\n').unwrap() + 1
}

fn inflate(bundle: &[u8], identity: &Identity) -> Vec<u8> {
    let decryptor = age::Decryptor::new_buffered(&bundle[line_end(bundle)..]).unwrap();
    let unsealed = decryptor.decrypt(std::iter::once(identity as &dyn age::Identity)).unwrap();
    let mut inner = Vec::new();
    zstd::Decoder::new(unsealed).unwrap().read_to_end(&mut inner).unwrap();
    inner
}

fn seal(inner: &[u8], to: &Recipient) -> Vec<u8> {
    let sealed = age::Encryptor::with_recipients(std::iter::once(to as &dyn age::Recipient)).unwrap();
    let mut zstd = zstd::Encoder::new(sealed.wrap_output(b"maillage bundle 1\n".to_vec()).unwrap(), 3).unwrap();
    zstd.write_all(inner).unwrap();
    zstd.finish().unwrap().finish().unwrap()
}

/// Each with its kind and length.
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
