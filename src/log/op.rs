//! One edit as it is logged, and runs of edits as they travel.

use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{FeedId, Tip, Unreadable, decode, encode};
use crate::model::{RecordId, Tag};

/// Longest payload that is written or read, in bytes.
pub const MAX_PAYLOAD_BYTES: usize = 256 * 1024;

/// The first 16 bytes of the chain's hash at an op.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct OpId(pub [u8; 16]);

impl OpId {
    pub fn of_hash(hash: &[u8; 32]) -> Self {
        let mut id = [0; 16];
        id.iter_mut().zip(hash).for_each(|(to, from)| *to = *from);
        Self(id)
    }
}

impl fmt::Debug for OpId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().take(4).try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// What an op says of its record, or what is left of it once erased.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Body {
    /// A [`Payload`], stored, hashed and relayed verbatim.
    Payload(Vec<u8>),
    /// The digest of a payload that a steward erased.
    Erased([u8; 32]),
}

impl Body {
    pub fn digest(&self) -> [u8; 32] {
        match self {
            Self::Payload(bytes) => *blake3::hash(bytes).as_bytes(),
            Self::Erased(digest) => *digest,
        }
    }
}

/// One edit of one record. Its feed and number are those of the segment that holds it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Op {
    /// UTC, milliseconds since 1970, by the author's clock. Merging does not depend on it.
    pub time: i64,
    pub record: RecordId,
    pub body: Body,
}

impl Op {
    /// `h(n) = BLAKE3(h(n-1) ‖ header)`, the header in fixed width.
    pub fn hash_after(&self, previous: &Tip, feed: &FeedId) -> [u8; 32] {
        self.hash_in(previous, &feed.fixed_bytes(), &mut Vec::new())
    }

    /// [`Op::hash_after`], for runs of ops of one feed. One call of BLAKE3 over the whole header: half the time of a
    /// hasher that is fed its parts. `header` is room for it, used again for each.
    fn hash_in(&self, previous: &Tip, feed: &[u8; 41], header: &mut Vec<u8>) -> [u8; 32] {
        let number = previous.seq.wrapping_add(1).to_le_bytes();
        let time = self.time.to_le_bytes();
        let digest = self.body.digest();
        let parts: [&[u8]; 6] = [&previous.hash, feed, &number, &time, self.record.as_bytes(), &digest];
        header.clear();
        parts.iter().for_each(|part| header.extend_from_slice(part));
        *blake3::hash(header).as_bytes()
    }
}

/// What an op changes. The salt keeps the digest of an erased payload from being guessed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Payload {
    pub salt: [u8; 16],
    pub edits: Vec<FieldEdit>,
}

impl Payload {
    pub fn to_bytes(&self) -> Vec<u8> {
        encode(self)
    }

    /// # Errors
    /// [`Unreadable`], also for more than [`MAX_PAYLOAD_BYTES`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Unreadable> {
        if bytes.len() > MAX_PAYLOAD_BYTES {
            return Err(Unreadable);
        }
        decode(bytes)
    }
}

/// One field's edit: the values that its author saw there and replaced, and the new one (`None` empties the field).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct FieldEdit {
    pub tag: Tag,
    pub replaces: Vec<OpId>,
    pub value: Option<Vec<u8>>,
}

/// The value of tag 0: which kind of record it is, and whether it is here or deleted. Written by every op.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Existence {
    pub kind: u16,
    pub here: bool,
}

/// Contiguous ops of one feed, with the place that they follow.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Segment {
    pub feed: FeedId,
    pub follows: Tip,
    pub ops: Vec<Op>,
}

/// A segment that cannot be what its author wrote.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum SegmentError {
    #[error("the sequence number overflows")]
    Overflow,
    #[error("an edit is larger than {MAX_PAYLOAD_BYTES} bytes")]
    TooLarge,
}

impl Segment {
    /// Leaves of the ops about some records nothing but their headers and digests. The chain stays what it was.
    pub fn erase(&mut self, is_erased: impl Fn(&RecordId) -> bool) {
        for op in self.ops.iter_mut().filter(|op| is_erased(&op.record)) {
            op.body = Body::Erased(op.body.digest());
        }
    }

    /// The chain's place after each op, computed.
    ///
    /// # Errors
    /// [`SegmentError`]. Whether the chain is the author's is told by a [`super::SignedHead`] at its last place.
    pub fn tips(&self) -> Result<Vec<Tip>, SegmentError> {
        let mut at = self.follows;
        let feed = self.feed.fixed_bytes();
        let mut tips = Vec::with_capacity(self.ops.len());
        let mut header = Vec::new();
        for op in &self.ops {
            if matches!(&op.body, Body::Payload(bytes) if bytes.len() > MAX_PAYLOAD_BYTES) {
                return Err(SegmentError::TooLarge);
            }
            let hash = op.hash_in(&at, &feed, &mut header);
            at = Tip { seq: at.seq.checked_add(1).ok_or(SegmentError::Overflow)?, hash };
            tips.push(at);
        }
        Ok(tips)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Channel, DeviceId};
    use super::*;

    fn segment() -> Segment {
        let feed = FeedId { device: DeviceId([1; 16]), incarnation: 7, channel: Channel::Common };
        let op = |n: u8| Op { time: 1_000, record: RecordId::from_bytes([n; 16]), body: Body::Payload(vec![n; 3]) };
        Segment { feed, follows: Tip::START, ops: vec![op(1), op(2), op(3)] }
    }

    #[test]
    fn the_chain_depends_on_every_part_of_every_header() {
        let original = segment().tips().unwrap();
        assert_eq!(original.last().unwrap().seq, 3);
        let changes: [fn(&mut Segment); 6] = [
            |s| s.ops[0].time += 1,
            |s| s.ops[0].record = RecordId::from_bytes([9; 16]),
            |s| s.ops[0].body = Body::Payload(vec![9]),
            |s| s.ops.swap(0, 1),
            |s| s.feed.channel = Channel::Visits(DeviceId([1; 16])),
            |s| s.feed.incarnation = 8,
        ];
        for change in changes {
            let mut other = segment();
            change(&mut other);
            assert_ne!(other.tips().unwrap().last(), original.last());
        }
    }

    #[test]
    fn an_erased_payload_leaves_the_chain_as_it_was() {
        let mut erased = segment();
        erased.ops[1].body = Body::Erased(erased.ops[1].body.digest());
        assert_eq!(erased.tips(), segment().tips());
    }

    #[test]
    fn the_chain_is_the_format() {
        let hash = segment().tips().unwrap()[2].hash;
        assert_eq!(blake3::Hash::from_bytes(hash).to_hex().as_str(), GOLDEN);
    }

    const GOLDEN: &str = "325de75b47905907a7598f359ad8f776a07f0e150443cb3b305231924e8b2ca7";
}
