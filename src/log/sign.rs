//! Signatures: of a feed's head by its author, of what a device has received by that device.

use std::collections::BTreeMap;

use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{DeviceId, FeedId, Incarnation, OpId, TeamId, Tip};

/// The signature is not that of the key over these bytes.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
#[error("the signature does not match")]
pub struct BadSignature;

/// The signing key of a 32-byte seed.
pub fn signing_key(seed: &[u8; 32]) -> SigningKey {
    SigningKey::from_bytes(seed)
}

/// Signs `domain ‖ team ‖ body`; `body` must be of fixed width or hold its own lengths.
pub(crate) fn sign(key: &SigningKey, domain: &[u8; 16], team: &TeamId, body: &[u8]) -> Vec<u8> {
    key.sign(&signed_bytes(domain, team, body)).to_bytes().to_vec()
}

/// # Errors
/// [`BadSignature`], also for a key that is not one.
pub(crate) fn verify(
    public: &[u8; 32],
    domain: &[u8; 16],
    team: &TeamId,
    body: &[u8],
    signature: &[u8],
) -> Result<(), BadSignature> {
    let key = VerifyingKey::from_bytes(public).map_err(|_| BadSignature)?;
    let signature = Signature::from_slice(signature).map_err(|_| BadSignature)?;
    key.verify_strict(&signed_bytes(domain, team, body), &signature).map_err(|_| BadSignature)
}

fn signed_bytes(domain: &[u8; 16], team: &TeamId, body: &[u8]) -> Vec<u8> {
    [domain.as_slice(), team.0.as_slice(), body].concat()
}

const HEAD: &[u8; 16] = b"maillage head 01";
const RECEIPT: &[u8; 16] = b"maillage rcpt 01";
const BACKUP: &[u8; 16] = b"maillage bkup 01";

/// The author's word that a feed's chain is this one, up to this place.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SignedHead {
    pub feed: FeedId,
    pub tip: Tip,
    pub signature: Vec<u8>,
}

impl SignedHead {
    pub fn sign(key: &SigningKey, team: &TeamId, feed: FeedId, tip: Tip) -> Self {
        let signature = sign(key, HEAD, team, &Self::body(&feed, &tip));
        Self { feed, tip, signature }
    }

    /// # Errors
    /// [`BadSignature`]; `public` is the signing key of the feed's device.
    pub fn verify(&self, public: &[u8; 32], team: &TeamId) -> Result<(), BadSignature> {
        verify(public, HEAD, team, &Self::body(&self.feed, &self.tip), &self.signature)
    }

    fn body(feed: &FeedId, tip: &Tip) -> Vec<u8> {
        [feed.fixed_bytes().as_slice(), &tip.seq.to_le_bytes(), &tip.hash].concat()
    }
}

/// One feed in a receipt: how far it is held. The op id means something to holders of the chain alone.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub struct Seen {
    pub feed: FeedId,
    pub seq: u64,
    pub tip: OpId,
}

/// A device's signed word of what it holds. The latest of every device travels in every bundle.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Receipt {
    pub device: DeviceId,
    pub incarnation: Incarnation,
    /// Counts up within an incarnation.
    pub number: u64,
    /// UTC milliseconds by the device's clock.
    pub time: i64,
    /// Sorted by feed, then sequence number; two entries of one feed are two branches.
    pub frontier: Vec<Seen>,
    pub signature: Vec<u8>,
}

/// Keeps a receipt if it is the latest of its device; tells whether it is.
pub fn keep_latest<T: AsRef<Receipt>>(latest: &mut BTreeMap<DeviceId, T>, one: T) -> bool {
    let receipt = one.as_ref();
    let news = latest.get(&receipt.device).is_none_or(|held| receipt.is_newer_than(held.as_ref()));
    if news {
        latest.insert(receipt.device, one);
    }
    news
}

impl Receipt {
    /// Signs; `frontier` is sorted first.
    pub fn sign(key: &SigningKey, team: &TeamId, mut unsigned: Self) -> Self {
        unsigned.frontier.sort_unstable();
        unsigned.signature = sign(key, RECEIPT, team, &unsigned.body());
        unsigned
    }

    /// # Errors
    /// [`BadSignature`]; `public` is the signing key of the device.
    pub fn verify(&self, public: &[u8; 32], team: &TeamId) -> Result<(), BadSignature> {
        verify(public, RECEIPT, team, &self.body(), &self.signature)
    }

    /// Later receipts of one device replace earlier ones: by number within one incarnation, whatever the device's clock
    /// said, otherwise by time.
    pub fn is_newer_than(&self, other: &Self) -> bool {
        if self.incarnation == other.incarnation {
            return self.number > other.number;
        }
        (self.time, self.incarnation) > (other.time, other.incarnation)
    }

    fn body(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(48 + self.frontier.len() * 65);
        out.extend(self.device.0);
        out.extend(self.incarnation.to_le_bytes());
        out.extend(self.number.to_le_bytes());
        out.extend(self.time.to_le_bytes());
        for seen in &self.frontier {
            out.extend(seen.feed.fixed_bytes());
            out.extend(seen.seq.to_le_bytes());
            out.extend(seen.tip.0);
        }
        out
    }
}

/// A device's signed word that a backup of its store holds all this: what a stolen or broken laptop would give back.
/// In all but its domain a [`Receipt`], and it travels like one.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct BackupReceipt(pub Receipt);

impl AsRef<Receipt> for BackupReceipt {
    fn as_ref(&self) -> &Receipt {
        &self.0
    }
}

impl AsRef<Receipt> for Receipt {
    fn as_ref(&self) -> &Self {
        self
    }
}

impl BackupReceipt {
    /// Signs; `frontier` is sorted first.
    pub fn sign(key: &SigningKey, team: &TeamId, mut unsigned: Receipt) -> Self {
        unsigned.frontier.sort_unstable();
        unsigned.signature = sign(key, BACKUP, team, &unsigned.body());
        Self(unsigned)
    }

    /// # Errors
    /// [`BadSignature`]; `public` is the signing key of the device.
    pub fn verify(&self, public: &[u8; 32], team: &TeamId) -> Result<(), BadSignature> {
        verify(public, BACKUP, team, &self.0.body(), &self.0.signature)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_receipt_is_not_taken_for_the_receipt_of_a_backup() {
        let (key, team) = (signing_key(&[3; 32]), TeamId([4; 32]));
        let public = key.verifying_key().to_bytes();
        let device = DeviceId::of_key(&public);
        let unsigned = Receipt { device, incarnation: 1, number: 2, time: 3, frontier: vec![], signature: vec![] };
        let receipt = Receipt::sign(&key, &team, unsigned.clone());
        let backup = BackupReceipt::sign(&key, &team, unsigned);
        assert_eq!(backup.verify(&public, &team), Ok(()));
        assert_eq!(BackupReceipt(receipt.clone()).verify(&public, &team), Err(BadSignature));
        assert_eq!(backup.0.verify(&public, &team), Err(BadSignature));
    }

    #[test]
    fn a_clock_that_was_wrong_does_not_freeze_a_devices_receipts() {
        let receipt = |incarnation, number, time| Receipt {
            device: DeviceId([1; 16]),
            incarnation,
            number,
            time,
            frontier: vec![],
            signature: vec![],
        };
        let (wrong, right) = (receipt(1, 4, i64::MAX), receipt(1, 5, 2_000));
        assert!(right.is_newer_than(&wrong) && !wrong.is_newer_than(&right));
        assert!(!right.is_newer_than(&right));
        assert!(receipt(2, 1, 3_000).is_newer_than(&right), "a new life counts from one");
    }
}
