//! bincode in one place: standard configuration, a limit on all that is read, nothing left over.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The bytes are not what they should be: damaged, of a later version, too long, or followed by more.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
#[error("unreadable bytes")]
pub struct Unreadable;

/// What can be allocated while one item is read, in bytes: eight times the largest item that is written.
const LIMIT: usize = 64 * 1024 * 1024;

pub fn encode<T: Serialize>(item: &T) -> Vec<u8> {
    // Writing to memory fails only for types that serde cannot describe; there are none here.
    bincode::serde::encode_to_vec(item, bincode::config::standard()).unwrap_or_default()
}

/// # Errors
/// [`Unreadable`].
pub fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Unreadable> {
    let config = bincode::config::standard().with_limit::<LIMIT>();
    match bincode::serde::decode_from_slice(bytes, config) {
        Ok((item, used)) if used == bytes.len() => Ok(item),
        _ => Err(Unreadable),
    }
}

/// As [`decode`]; byte strings stay where they lie.
///
/// # Errors
/// [`Unreadable`].
pub fn decode_borrowed<'a, T: Deserialize<'a>>(bytes: &'a [u8]) -> Result<T, Unreadable> {
    let config = bincode::config::standard().with_limit::<LIMIT>();
    match bincode::serde::borrow_decode_from_slice(bytes, config) {
        Ok((item, used)) if used == bytes.len() => Ok(item),
        _ => Err(Unreadable),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_lengths_and_trailing_bytes_are_refused() {
        assert_eq!(decode::<Vec<u8>>(&[253, 255, 255, 255, 255, 255, 255, 255, 255]), Err(Unreadable));
        assert_eq!(decode::<u8>(&[1, 2]), Err(Unreadable));
        assert_eq!(decode::<(u8, String)>(&encode(&(3_u8, "é".to_owned()))), Ok((3, "é".to_owned())));
        assert_eq!(decode_borrowed::<&[u8]>(&[253, 255, 255, 255, 255, 255, 255, 255, 255]), Err(Unreadable));
        assert_eq!(decode_borrowed::<u8>(&[1, 2]), Err(Unreadable));
        let owned = encode(&(3_u8, Some(vec![7_u8, 250, 255])));
        assert_eq!(decode_borrowed::<(u8, Option<&[u8]>)>(&owned), Ok((3, Some(&[7, 250, 255][..]))));
    }
}
