//! The vault: one small sealed file with the keys of this laptop, opened by the passphrase.

mod file;
mod passphrase;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use super::{Disk, DiskError, Random, coding};
pub use file::KdfCost;
use file::{MAX_FILE_BYTES, Protection, Sealed};
pub use passphrase::{Class, Missing, Passphrase, WORDS_NEEDED, missing_strength};

/// The vault's name in the store's folder.
pub const FILE_NAME: &str = "vault";

/// Why a vault would not open or be written.
#[derive(Debug, thiserror::Error)]
pub enum VaultError {
    #[error("there is no store here")]
    Missing,
    #[error("there is a store here already")]
    Exists,
    #[error("this store opens with a passphrase")]
    NeedsPassphrase,
    #[error("wrong passphrase")]
    WrongPassphrase,
    #[error("the vault file is damaged")]
    Damaged,
    /// Written by another version of this program.
    #[error("the vault file has version {0}, which this program does not know")]
    OtherVersion(u8),
    /// The file asks for more memory or time than any honest one.
    #[error("the vault file asks for too much memory or time")]
    TooCostly,
    #[error(transparent)]
    Disk(#[from] DiskError),
    #[error("no random bytes: {0}")]
    Random(#[from] io::Error),
}

/// What the vault keeps: the secrets of this laptop and the few facts that are needed before the journal opens.
#[derive(Clone, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
pub struct Contents {
    /// Names this store in all that it seals.
    pub store_id: [u8; 16],
    /// Journal and views are sealed under keys derived from it.
    pub data_key: [u8; 32],
    /// Seed of the device's Ed25519 signing key.
    pub signing_seed: [u8; 32],
    /// The device's age X25519 identity (`AGE-SECRET-KEY-1…`).
    pub age_identity: String,
    /// 64 random bits: the current life of this store (see [`Vault::take_new_incarnation`]).
    pub incarnation: u64,
    pub device_name: String,
    /// Ed25519 public key of the team's root, once founded or joined.
    pub team_root: Option<[u8; 32]>,
    pub team_id: Option<[u8; 16]>,
    /// Small settings that are needed before the journal opens, by name.
    #[zeroize(skip)]
    pub settings: BTreeMap<String, Vec<u8>>,
    /// The age identities that this laptop had before a change of keys: bundles sealed for them still come.
    pub former_identities: Vec<String>,
    /// Keys that are to replace those in use once the journal says so.
    pub next: Option<NextKeys>,
}

/// The keys of a change of keys that is under way.
#[derive(Clone, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
pub struct NextKeys {
    pub signing_seed: [u8; 32],
    pub age_identity: String,
}

impl std::fmt::Debug for Contents {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Contents").field("incarnation", &self.incarnation).finish_non_exhaustive()
    }
}

impl Contents {
    /// Fresh random store id, data key, signing seed and incarnation, for a new store.
    pub fn new(device_name: &str, age_identity: String, random: &mut Random) -> io::Result<Self> {
        Ok(Self {
            store_id: random.bytes()?,
            data_key: random.bytes()?,
            signing_seed: random.bytes()?,
            age_identity,
            incarnation: random.number()?,
            device_name: device_name.to_owned(),
            team_root: None,
            team_id: None,
            settings: BTreeMap::new(),
            former_identities: Vec::new(),
            next: None,
        })
    }
}

/// The stored form: its number says how to read what follows.
#[derive(Serialize, Deserialize)]
enum Stored<T> {
    V1(Box<First>),
    V2(T),
}

/// The contents before keys could be changed.
#[derive(Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
struct First {
    store_id: [u8; 16],
    data_key: [u8; 32],
    signing_seed: [u8; 32],
    age_identity: String,
    incarnation: u64,
    device_name: String,
    team_root: Option<[u8; 32]>,
    team_id: Option<[u8; 16]>,
    #[zeroize(skip)]
    settings: BTreeMap<String, Vec<u8>>,
}

impl From<First> for Contents {
    fn from(mut first: First) -> Self {
        Self {
            store_id: first.store_id,
            data_key: first.data_key,
            signing_seed: first.signing_seed,
            age_identity: std::mem::take(&mut first.age_identity),
            incarnation: first.incarnation,
            device_name: std::mem::take(&mut first.device_name),
            team_root: first.team_root,
            team_id: first.team_id,
            settings: std::mem::take(&mut first.settings),
            former_identities: Vec::new(),
            next: None,
        }
    }
}

/// An open vault. Its contents change through [`Vault::update`] only.
#[derive(Debug)]
pub struct Vault {
    disk: Disk,
    path: PathBuf,
    random: Random,
    protection: Protection,
    key: Zeroizing<[u8; 32]>,
    contents: Contents,
}

impl Vault {
    /// A new vault in `folder`, which is made if need be. No passphrase: whoever has the file has its contents; for
    /// demonstrations and tests.
    pub fn create(
        disk: Disk,
        folder: &Path,
        passphrase: Option<&Passphrase>,
        contents: Contents,
        cost: KdfCost,
        mut random: Random,
    ) -> Result<Self, VaultError> {
        let path = folder.join(FILE_NAME);
        if path.exists() {
            return Err(VaultError::Exists);
        }
        let protection = Protection::new(passphrase.map(|_| cost), &mut random)?;
        let key = protection.key(passphrase)?;
        disk.create_folder(folder)?;
        let mut vault = Self { disk, path, random, protection, key, contents };
        vault.write()?;
        Ok(vault)
    }

    /// Opens the vault in `folder`. A passphrase that is given to a store without one is not looked at.
    pub fn open(
        disk: Disk,
        folder: &Path,
        passphrase: Option<&Passphrase>,
        random: Random,
    ) -> Result<Self, VaultError> {
        let path = folder.join(FILE_NAME);
        let bytes = read(&disk, &path)?;
        let sealed = Sealed::parse(&bytes)?;
        let key = sealed.protection.key(passphrase)?;
        let contents = decode(&sealed.open(&key)?)?;
        let protection = sealed.protection;
        Ok(Self { disk, path, random, protection, key, contents })
    }

    /// Whether the vault in `folder` opens with a passphrase; to know before asking for one.
    pub fn needs_passphrase(disk: &Disk, folder: &Path) -> Result<bool, VaultError> {
        Ok(Sealed::parse(&read(disk, &folder.join(FILE_NAME))?)?.protection.cost.is_some())
    }

    /// The file as it stands, to be copied.
    pub fn file_bytes(&self) -> Result<Vec<u8>, VaultError> {
        read(&self.disk, &self.path)
    }

    pub fn contents(&self) -> &Contents {
        &self.contents
    }

    /// Whether it is protected by a passphrase.
    pub fn has_passphrase(&self) -> bool {
        self.protection.cost.is_some()
    }

    /// Changes the contents here and on the disk; on an error they are here as they were.
    pub fn update(&mut self, change: impl FnOnce(&mut Contents)) -> Result<(), VaultError> {
        let before = self.contents.clone();
        change(&mut self.contents);
        let written = self.write();
        if written.is_err() {
            self.contents = before;
        }
        written
    }

    /// A new random incarnation, after a restore, a rollback, a clone or a damaged journal; returns it.
    pub fn take_new_incarnation(&mut self) -> Result<u64, VaultError> {
        let incarnation = self.random.number()?;
        self.update(|contents| contents.incarnation = incarnation)?;
        Ok(incarnation)
    }

    /// Puts the contents under another passphrase. Copies of the file made before still open with the former one.
    pub fn change_passphrase(&mut self, passphrase: &Passphrase, cost: KdfCost) -> Result<(), VaultError> {
        let protection = Protection::new(Some(cost), &mut self.random)?;
        let key = protection.key(Some(passphrase))?;
        let former = (std::mem::replace(&mut self.protection, protection), std::mem::replace(&mut self.key, key));
        let written = self.write();
        if written.is_err() {
            (self.protection, self.key) = former;
        }
        written
    }

    /// Whether `passphrase` opens this vault: to unlock a screen.
    pub fn accepts(&self, passphrase: &Passphrase) -> bool {
        self.protection.key(Some(passphrase)).is_ok_and(|key| blake3::hash(&*key) == blake3::hash(&*self.key))
    }

    fn write(&mut self) -> Result<(), VaultError> {
        let contents = encode(&self.contents)?;
        let bytes = self.protection.seal(&self.key, &contents, &mut self.random)?;
        Ok(self.disk.replace(&self.path, &bytes)?)
    }
}

/// Whether the copy of a vault's file opens with a passphrase.
pub fn copy_needs_passphrase(bytes: &[u8]) -> Result<bool, VaultError> {
    Ok(Sealed::parse(bytes)?.protection.cost.is_some())
}

/// The contents of a copy of a vault's file, and what its passphrase costs to try; `None` if it has none.
pub fn open_copy(bytes: &[u8], passphrase: Option<&Passphrase>) -> Result<(Contents, Option<KdfCost>), VaultError> {
    let sealed = Sealed::parse(bytes)?;
    let key = sealed.protection.key(passphrase)?;
    Ok((decode(&sealed.open(&key)?)?, sealed.protection.cost))
}

fn read(disk: &Disk, path: &Path) -> Result<Vec<u8>, VaultError> {
    disk.read(path, MAX_FILE_BYTES).map_err(|error| match error.source.kind() {
        io::ErrorKind::NotFound => VaultError::Missing,
        io::ErrorKind::FileTooLarge => VaultError::Damaged,
        _ => error.into(),
    })
}

/// Room is reserved so that growing the buffer leaves no copies of the keys behind.
fn encode(contents: &Contents) -> Result<Zeroizing<Vec<u8>>, VaultError> {
    let settings: usize = contents.settings.iter().map(|(name, value)| name.len() + value.len() + 16).sum();
    let keys: usize = contents.former_identities.iter().map(|identity| identity.len() + 16).sum();
    let mut bytes = Zeroizing::new(Vec::with_capacity(2048 + contents.device_name.len() + settings + keys));
    bincode::serde::encode_into_std_write(Stored::V2(contents), &mut *bytes, bincode::config::standard())
        .map_err(io::Error::other)?;
    Ok(bytes)
}

fn decode(bytes: &[u8]) -> Result<Contents, VaultError> {
    Ok(match coding::decode::<Stored<Contents>, MAX_FILE_BYTES>(bytes).ok_or(VaultError::Damaged)? {
        Stored::V1(first) => (*first).into(),
        Stored::V2(contents) => contents,
    })
}
