//! Record identity: a UUID, random for what a person creates, derived for what two laptops may create apart.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::{Builder, Uuid};

/// Namespace of every derived id; its own value is `v5(NAMESPACE_DNS, "maillage")`.
const NAMESPACE: Uuid = Uuid::from_u128(0x6d61_696c_6c61_6765_8d5a_6f63_6369_7461);

/// The identity of a record, for ever and on every laptop (16 bytes, an RFC 9562 UUID).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct RecordId([u8; 16]);

impl RecordId {
    /// A UUIDv7 from a UTC time in milliseconds and ten random bytes: for records that a person creates.
    pub fn new(unix_millis: u64, random: [u8; 10]) -> Self {
        Self(Builder::from_unix_timestamp_millis(unix_millis, &random).into_uuid().into_bytes())
    }

    /// A UUIDv5 of a natural key, so that two laptops that create the same thing apart hold one record after the merge.
    ///
    /// `parts` are joined by U+001F, which no key contains.
    pub fn derived(parts: &[&str]) -> Self {
        Self(Uuid::new_v5(&NAMESPACE, parts.join("\u{1f}").as_bytes()).into_bytes())
    }

    /// The id of an entry of `fixtures/`, from its kind and key.
    pub fn fixture(kind: &str, key: &str) -> Self {
        Self::derived(&["fixture", kind, key])
    }

    pub const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    pub const fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }

    /// The first eight hexadecimal digits of the random part: enough to tell two rows apart on a screen.
    pub fn short(&self) -> String {
        let text = Uuid::from_bytes(self.0).simple().to_string();
        text.get(24..).unwrap_or_default().to_owned()
    }
}

impl fmt::Display for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Uuid::from_bytes(self.0).hyphenated().fmt(f)
    }
}

impl fmt::Debug for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for RecordId {
    type Err = uuid::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Uuid::parse_str(text.trim()).map(|id| Self(id.into_bytes()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn derived_ids_are_stable_and_told_apart_by_every_part() {
        let id = RecordId::derived(&["step", "locaux", "site"]);
        assert_eq!(id, RecordId::derived(&["step", "locaux", "site"]));
        assert_ne!(id, RecordId::derived(&["step", "locauxsite", ""]));
        assert_eq!(id, id.to_string().parse().unwrap());
    }

    #[test]
    fn new_ids_sort_by_time() {
        assert!(RecordId::new(1_000, [9; 10]) < RecordId::new(2_000, [0; 10]));
    }
}
