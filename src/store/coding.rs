//! bincode with the house rules: a limit on what is read, nothing left over.

use bincode::config;
use serde::{Serialize, de::DeserializeOwned};

/// The bytes of `value`, or nothing if it has no such form (a type of ours always has one).
pub(super) fn encode<T: Serialize>(value: &T) -> Option<Vec<u8>> {
    bincode::serde::encode_to_vec(value, config::standard()).ok()
}

/// The value of `bytes`, all of them; nothing if they are no such value or ask for more than `LIMIT` bytes.
pub(super) fn decode<T: DeserializeOwned, const LIMIT: usize>(bytes: &[u8]) -> Option<T> {
    let read = bincode::serde::decode_from_slice(bytes, config::standard().with_limit::<LIMIT>());
    read.ok().filter(|(_, used)| *used == bytes.len()).map(|(value, _)| value)
}
