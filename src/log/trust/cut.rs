//! Where the feeds of a revoked device end.

use serde::{Deserialize, Serialize};

use crate::log::{FeedId, OpId, decode, encode};

/// The last op accepted in one feed of a revoked device.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub struct CutPoint {
    pub feed: FeedId,
    pub seq: u64,
    pub op: OpId,
}

/// Where a revoked device's feeds end, by one revocation: of a cloned laptop's feed, each branch may be named. A feed
/// that is not named ends before its first op.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Cut(pub Vec<CutPoint>);

impl Cut {
    /// As the `revoked` field of a device's record keeps it: hexadecimal.
    pub fn to_text(&self) -> String {
        to_hex(&encode(self))
    }

    pub fn from_text(text: &str) -> Option<Self> {
        decode(&from_hex(text)?).ok()
    }

    /// The last number accepted in a feed.
    pub fn limit(&self, feed: &FeedId) -> u64 {
        self.0.iter().filter(|point| point.feed == *feed).map(|point| point.seq).max().unwrap_or_default()
    }
}

/// Every revocation of a device that stands; at least one. They narrow each other.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Cuts(pub Vec<Cut>);

impl Cuts {
    /// The last number that all of them accept in a feed.
    pub fn limit(&self, feed: &FeedId) -> u64 {
        self.0.iter().map(|cut| cut.limit(feed)).min().unwrap_or_default()
    }

    /// All of them as one: per feed, the ends that the tightest names.
    pub fn points(&self) -> Vec<CutPoint> {
        let tightest = |feed: &FeedId| self.0.iter().position(|cut| cut.limit(feed) == self.limit(feed));
        let named = |(at, cut): (usize, &Cut)| {
            cut.0.iter().filter(|point| tightest(&point.feed) == Some(at)).copied().collect::<Vec<_>>()
        };
        self.0.iter().enumerate().flat_map(named).collect()
    }
}

/// Hexadecimal, lower case.
pub(crate) fn to_hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The bytes that an even number of hexadecimal digits stand for.
pub(crate) fn from_hex(text: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u8>> = text.chars().map(|c| c.to_digit(16).and_then(|d| u8::try_from(d).ok())).collect();
    let digits = digits.filter(|digits| digits.len() % 2 == 0)?;
    Some(digits.chunks(2).map(|pair| pair.iter().fold(0, |byte, digit| byte << 4 | digit)).collect())
}
