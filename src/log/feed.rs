//! Devices, channels, and the append-only sequences of edits that they make.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::model::RecordId;

/// One laptop: the first 16 bytes of a hash of its signing key, so that nobody can take another's name.
///
/// It is also the id of the device's record.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct DeviceId(pub [u8; 16]);

impl DeviceId {
    pub fn of_key(signing_public_key: &[u8; 32]) -> Self {
        let hash = blake3::derive_key("maillage 2026 device id", signing_public_key);
        let mut id = [0; 16];
        id.iter_mut().zip(hash).for_each(|(to, from)| *to = from);
        Self(id)
    }

    pub fn record(self) -> RecordId {
        RecordId::from_bytes(self.0)
    }

    pub fn from_record(id: RecordId) -> Self {
        Self(*id.as_bytes())
    }
}

impl fmt::Debug for DeviceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.record().short())
    }
}

/// A team: the public key of its root.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct TeamId(pub [u8; 32]);

impl TeamId {
    /// The root's own feed, which admits the first devices, is that of this device.
    pub fn root(&self) -> DeviceId {
        DeviceId::of_key(&self.0)
    }

    /// 80 bits of a hash of the root key, in five groups of four hexadecimal digits: to be compared aloud.
    pub fn fingerprint(&self) -> String {
        let hash = blake3::derive_key("maillage 2026 team fingerprint", &self.0);
        let groups: Vec<String> =
            hash.chunks(2).take(5).map(|pair| pair.iter().map(|b| format!("{b:02X}")).collect()).collect();
        groups.join(" ")
    }
}

impl fmt::Debug for TeamId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.fingerprint())
    }
}

/// One life of a device's store (random): a new one after a restore, a rollback, a clone, a damaged tail.
pub type Incarnation = u64;

/// Who may read a record; fixed when the record is created.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub enum Channel {
    /// Everyone in the team.
    Common,
    /// Stewards, the owner, and devices granted the owner's visits.
    Visits(DeviceId),
    /// Everyone; written by stewards and the root only: devices, their keys, roles, grants and revocations.
    Team,
}

/// The sequence of one device's edits on one channel, in one incarnation.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct FeedId {
    pub device: DeviceId,
    pub incarnation: Incarnation,
    pub channel: Channel,
}

impl FeedId {
    /// Fixed width: 16 + 8 + 1 + 16 bytes. What hashes and signatures cover.
    pub fn fixed_bytes(&self) -> [u8; 41] {
        let (tag, owner) = match self.channel {
            Channel::Common => (0, [0; 16]),
            Channel::Visits(owner) => (1, owner.0),
            Channel::Team => (2, [0; 16]),
        };
        let mut out = [0; 41];
        let parts = self.device.0.into_iter().chain(self.incarnation.to_le_bytes()).chain([tag]).chain(owner);
        out.iter_mut().zip(parts).for_each(|(to, from)| *to = from);
        out
    }
}

/// A place in a feed: the number of an op (0 before the first) and the chain's hash there.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Tip {
    pub seq: u64,
    pub hash: [u8; 32],
}

impl Tip {
    /// Before the first op.
    pub const START: Self = Self { seq: 0, hash: [0; 32] };
}

impl fmt::Debug for Tip {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [a, b, c, d, ..] = self.hash;
        write!(f, "{}#{a:02x}{b:02x}{c:02x}{d:02x}", self.seq)
    }
}
