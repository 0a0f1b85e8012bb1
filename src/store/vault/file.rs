//! The vault's file: a clear header, the sealed contents, a checksum. `FORMAT.md` has it byte by byte.

use argon2::{Algorithm, Argon2, Params, Version};
use zeroize::Zeroizing;

use super::super::{Random, seal::Seal};
use super::{Passphrase, VaultError};

/// The largest vault file that is read, in bytes.
pub(super) const MAX_FILE_BYTES: usize = 4 << 20;
const MAGIC: &[u8; 7] = b"MAILVLT";
const VERSION: u8 = 1;
const SALT_BYTES: usize = 16;
const HEADER_BYTES: usize = MAGIC.len() + 2 + 3 * 4 + SALT_BYTES;
const CHECKSUM_BYTES: usize = 32;
const NO_PASSPHRASE: u8 = 0;
const ARGON2ID: u8 = 1;

/// What guessing one passphrase costs (Argon2id, RFC 9106).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KdfCost {
    /// Memory, in KiB.
    memory: u32,
    passes: u32,
    lanes: u32,
}

impl KdfCost {
    /// 64 MiB, 3 passes, 1 lane: some 0.2 to 0.7 s on a laptop.
    pub const STANDARD: Self = Self { memory: 64 << 10, passes: 3, lanes: 1 };
    /// As cheap as the algorithm allows, for tests only.
    pub const CHEAP: Self = Self { memory: 8, passes: 1, lanes: 1 };

    /// A file that asks for more than this is not obeyed: it would hold the machine for minutes.
    fn is_bearable(self) -> bool {
        self.memory <= 1 << 20 && self.passes <= 16 && self.lanes <= 8
    }
}

/// How the key that seals the contents is had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Protection {
    /// None: no passphrase, the key is in the file for whoever takes it.
    pub cost: Option<KdfCost>,
    pub salt: [u8; SALT_BYTES],
}

impl Protection {
    pub fn new(cost: Option<KdfCost>, random: &mut Random) -> Result<Self, VaultError> {
        Ok(Self { cost, salt: random.bytes()? })
    }

    /// The key under this protection.
    pub fn key(&self, passphrase: Option<&Passphrase>) -> Result<Zeroizing<[u8; 32]>, VaultError> {
        let Some(cost) = self.cost else {
            return Ok(Zeroizing::new(blake3::derive_key("maillage vault without a passphrase", &self.salt)));
        };
        let passphrase = passphrase.ok_or(VaultError::NeedsPassphrase)?;
        let params = Params::new(cost.memory, cost.passes, cost.lanes, Some(32)).map_err(|_| VaultError::Damaged)?;
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let mut key = Zeroizing::new([0; 32]);
        argon2.hash_password_into(passphrase.as_bytes(), &self.salt, &mut *key).map_err(|_| VaultError::Damaged)?;
        Ok(key)
    }

    fn header(&self) -> Vec<u8> {
        let cost = self.cost.unwrap_or(KdfCost { memory: 0, passes: 0, lanes: 0 });
        let mut header = MAGIC.to_vec();
        header.extend([VERSION, if self.cost.is_some() { ARGON2ID } else { NO_PASSPHRASE }]);
        for number in [cost.memory, cost.passes, cost.lanes] {
            header.extend(number.to_le_bytes());
        }
        header.extend(self.salt);
        header
    }

    /// The file that holds `contents`.
    pub fn seal(&self, key: &[u8; 32], contents: &[u8], random: &mut Random) -> Result<Vec<u8>, VaultError> {
        let mut file = self.header();
        let sealed = Seal::new(key).seal(&file, contents, random)?;
        file.extend(sealed);
        file.extend(blake3::hash(&file).as_bytes());
        Ok(file)
    }
}

/// A vault's file taken apart, not yet opened.
#[derive(Debug)]
pub(super) struct Sealed<'a> {
    pub protection: Protection,
    header: &'a [u8],
    sealed: &'a [u8],
}

impl<'a> Sealed<'a> {
    /// The checksum is what tells a damaged file from a wrong passphrase; it protects from accidents only.
    pub fn parse(file: &'a [u8]) -> Result<Self, VaultError> {
        let magic = file.get(..MAGIC.len()).filter(|magic| magic == MAGIC).ok_or(VaultError::Damaged)?;
        let (body, checksum) = file.split_last_chunk::<CHECKSUM_BYTES>().ok_or(VaultError::Damaged)?;
        if blake3::hash(body) != *checksum {
            return Err(VaultError::Damaged);
        }
        let version = *body.get(magic.len()).ok_or(VaultError::Damaged)?;
        if version != VERSION {
            return Err(VaultError::OtherVersion(version));
        }
        let (header, sealed) = body.split_at_checked(HEADER_BYTES).ok_or(VaultError::Damaged)?;
        Ok(Self { protection: parse_header(header).ok_or(VaultError::Damaged)?, header, sealed })
            .and_then(Self::bearable)
    }

    fn bearable(self) -> Result<Self, VaultError> {
        if self.protection.cost.is_none_or(KdfCost::is_bearable) { Ok(self) } else { Err(VaultError::TooCostly) }
    }

    pub fn open(&self, key: &[u8; 32]) -> Result<Zeroizing<Vec<u8>>, VaultError> {
        let refused = if self.protection.cost.is_some() { VaultError::WrongPassphrase } else { VaultError::Damaged };
        Seal::new(key).open(self.header, self.sealed).map(Zeroizing::new).ok_or(refused)
    }
}

fn parse_header(header: &[u8]) -> Option<Protection> {
    let (kind, rest) = header.get(MAGIC.len() + 1..)?.split_first()?;
    let (costs, salt) = rest.split_at_checked(3 * 4)?;
    let mut numbers = costs.chunks_exact(4).filter_map(|chunk| chunk.try_into().ok()).map(u32::from_le_bytes);
    let cost = KdfCost { memory: numbers.next()?, passes: numbers.next()?, lanes: numbers.next()? };
    let cost = match *kind {
        NO_PASSPHRASE => None,
        ARGON2ID => Some(cost),
        _ => return None,
    };
    Some(Protection { cost, salt: salt.try_into().ok()? })
}
