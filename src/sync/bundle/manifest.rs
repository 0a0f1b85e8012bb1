//! Who sends what to whom: the first section, signed by the sender.

use ed25519_dalek::SigningKey;
use serde::{Deserialize, Serialize};

use super::super::Refused;
use super::{FORMAT, MAX_ENTRIES, MAX_RECIPIENTS};
use crate::log::{self, Channel, DeviceId, FeedId, Incarnation, SignedHead, TeamId, Tip};

const MANIFEST: &[u8; 16] = b"maillage mani 01";
const SIGNATURE_BYTES: usize = 64;

/// What the sender chose; the devices themselves are in [`Manifest::recipients`].
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum AudienceKind {
    Stewards,
    Team,
    Devices,
}

/// One segment of the bundle. The chain's hash at `head` is the digest of all its ops.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Entry {
    /// Ed25519 public key of the author; the feed's device is its hash.
    pub author: [u8; 32],
    /// The place before the first op.
    pub follows: Tip,
    pub ops: u64,
    /// The author's word on the last op.
    pub head: SignedHead,
}

impl Entry {
    pub fn feed(&self) -> &FeedId {
        &self.head.feed
    }
}

/// Who sends what to whom.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Manifest {
    /// [`FORMAT`].
    pub format: u16,
    pub team: TeamId,
    pub sender: DeviceId,
    /// Ed25519 public key of the sender; `sender` is its hash.
    pub sender_key: [u8; 32],
    pub incarnation: Incarnation,
    /// Counts up within an incarnation.
    pub number: u64,
    /// UTC milliseconds by the sender's clock.
    pub time: i64,
    pub audience: AudienceKind,
    pub recipients: Vec<DeviceId>,
    /// Everything that the audience may read, whatever it is known to have.
    pub full: bool,
    /// BLAKE3 of the section of receipts.
    pub receipts: [u8; 32],
    /// The segments in the order in which they follow, those of the team's channel first.
    pub entries: Vec<Entry>,
}

impl Manifest {
    /// The section: the manifest, then the sender's signature of its BLAKE3.
    pub(in crate::sync) fn to_section(&self, key: &SigningKey) -> Vec<u8> {
        let mut bytes = log::encode(self);
        let signature = log::sign(key, MANIFEST, &self.team, blake3::hash(&bytes).as_bytes());
        bytes.extend(signature);
        bytes
    }

    /// Reads and verifies a section.
    pub(in crate::sync) fn from_section(section: &[u8]) -> Result<Self, Refused> {
        let end = section.len().checked_sub(SIGNATURE_BYTES).ok_or(Refused::Damaged)?;
        let (bytes, signature) = section.split_at_checked(end).ok_or(Refused::Damaged)?;
        let manifest: Self = log::decode(bytes).map_err(|_| Refused::Damaged)?;
        manifest.check()?;
        let digest = blake3::hash(bytes);
        log::verify(&manifest.sender_key, MANIFEST, &manifest.team, digest.as_bytes(), signature)?;
        manifest.entries.iter().try_for_each(|entry| entry.head.verify(&entry.author, &manifest.team))?;
        Ok(manifest)
    }

    /// Ops of all segments.
    pub fn ops(&self) -> u64 {
        self.entries.iter().fold(0, |sum, entry| sum.saturating_add(entry.ops))
    }

    fn check(&self) -> Result<(), Refused> {
        if self.format > FORMAT {
            return Err(Refused::TooNew { format: u64::from(self.format), program: None });
        }
        let names_match = DeviceId::of_key(&self.sender_key) == self.sender
            && self.entries.iter().all(|entry| DeviceId::of_key(&entry.author) == entry.feed().device);
        let sizes = self.recipients.len() <= MAX_RECIPIENTS && self.entries.len() <= MAX_ENTRIES;
        let runs = self
            .entries
            .iter()
            .all(|entry| entry.ops > 0 && entry.follows.seq.checked_add(entry.ops) == Some(entry.head.tip.seq));
        let team_first = self.entries.is_sorted_by_key(|entry| entry.feed().channel != Channel::Team);
        if self.format == FORMAT && names_match && sizes && runs && team_first { Ok(()) } else { Err(Refused::Damaged) }
    }
}
