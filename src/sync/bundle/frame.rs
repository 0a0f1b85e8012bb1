//! Sections one after another, and the sender's seal over all of them.

use ed25519_dalek::SigningKey;

use super::super::Refused;
use super::{Chunk, MAX_CHUNK, MAX_MANIFEST, MAX_OPTIONAL, MAX_RECEIPTS, Manifest};
use crate::log::{self, DeviceId, Op, Receipt, TeamId};

const SEAL: &[u8; 16] = b"maillage seal 01";
const SEAL_BYTES: usize = 64;

/// What a section holds. Numbers from 128 on are for additions that an older program may pass over.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::sync) enum Kind {
    Manifest,
    Receipts,
    Chunk,
    Seal,
    Optional(u8),
}

impl Kind {
    fn number(self) -> u8 {
        match self {
            Self::Manifest => 1,
            Self::Receipts => 2,
            Self::Chunk => 3,
            Self::Seal => 4,
            Self::Optional(number) => number,
        }
    }

    pub fn from_number(number: u8) -> Option<Self> {
        Some(match number {
            1 => Self::Manifest,
            2 => Self::Receipts,
            3 => Self::Chunk,
            4 => Self::Seal,
            128.. => Self::Optional(number),
            _ => return None,
        })
    }

    /// Longest body, in bytes.
    pub fn limit(self) -> usize {
        match self {
            Self::Manifest => MAX_MANIFEST,
            Self::Receipts => MAX_RECEIPTS,
            Self::Chunk => MAX_CHUNK,
            Self::Seal => SEAL_BYTES,
            Self::Optional(_) => MAX_OPTIONAL,
        }
    }
}

/// Makes the sections of one bundle, in order.
pub(in crate::sync) struct Framer {
    team: TeamId,
    hasher: blake3::Hasher,
}

impl Framer {
    pub fn new(team: TeamId) -> Self {
        Self { team, hasher: blake3::Hasher::new() }
    }

    /// The body of the section of receipts, each with its device's public key.
    pub fn receipts_body(receipts: &[([u8; 32], Receipt)]) -> Vec<u8> {
        log::encode(&receipts)
    }

    pub fn manifest(&mut self, manifest: &Manifest, key: &SigningKey) -> Vec<u8> {
        self.section(Kind::Manifest, &manifest.to_section(key))
    }

    pub fn chunk(&mut self, entry: u32, ops: &[Op]) -> Vec<u8> {
        self.section(Kind::Chunk, &Chunk::to_section(entry, ops))
    }

    /// A section of any kind: its number, its length, its body.
    pub fn section(&mut self, kind: Kind, body: &[u8]) -> Vec<u8> {
        let length = u32::try_from(body.len()).unwrap_or(u32::MAX);
        let mut bytes = Vec::with_capacity(body.len() + 5);
        bytes.push(kind.number());
        bytes.extend(length.to_le_bytes());
        bytes.extend(body);
        self.hasher.update(&bytes);
        bytes
    }

    /// The last section: the sender's signature over everything before it.
    pub fn seal(mut self, key: &SigningKey) -> Vec<u8> {
        let digest = self.hasher.finalize();
        let signature = log::sign(key, SEAL, &self.team, digest.as_bytes());
        self.section(Kind::Seal, &signature)
    }
}

/// Whether a seal is the sender's over the digest of all that came before.
pub(in crate::sync) fn seal_matches(manifest: &Manifest, digest: &[u8; 32], seal: &[u8]) -> Result<(), Refused> {
    Ok(log::verify(&manifest.sender_key, SEAL, &manifest.team, digest, seal)?)
}

/// Reads and verifies the section of receipts.
pub(in crate::sync) fn decode_receipts(manifest: &Manifest, section: &[u8]) -> Result<Vec<Receipt>, Refused> {
    if *blake3::hash(section).as_bytes() != manifest.receipts {
        return Err(Refused::Damaged);
    }
    let read: Vec<([u8; 32], Receipt)> = log::decode(section).map_err(|_| Refused::Damaged)?;
    for (key, receipt) in &read {
        if DeviceId::of_key(key) != receipt.device {
            return Err(Refused::BadSignature);
        }
        receipt.verify(key, &manifest.team)?;
    }
    Ok(read.into_iter().map(|(_, receipt)| receipt).collect())
}
