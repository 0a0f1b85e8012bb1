//! bincode and zstd with the house rules: a limit on what is read, nothing left over.

use std::cell::RefCell;
use std::io;

use bincode::config;
use serde::{Serialize, de::DeserializeOwned};
use zstd::bulk::{Compressor, Decompressor};

/// The bytes of `value`, or nothing if it has no such form (a type of ours always has one).
pub(super) fn encode<T: Serialize>(value: &T) -> Option<Vec<u8>> {
    bincode::serde::encode_to_vec(value, config::standard()).ok()
}

/// The value of `bytes`, all of them; nothing if they are no such value or ask for more than `LIMIT` bytes.
pub(super) fn decode<T: DeserializeOwned, const LIMIT: usize>(bytes: &[u8]) -> Option<T> {
    let read = bincode::serde::decode_from_slice(bytes, config::standard().with_limit::<LIMIT>());
    read.ok().filter(|(_, used)| *used == bytes.len()).map(|(value, _)| value)
}

thread_local! {
    // To make one takes longer than to compress a page.
    static COMPRESSOR: RefCell<Compressor<'static>> = RefCell::default();
    static DECOMPRESSOR: RefCell<Decompressor<'static>> = RefCell::default();
}

/// `bytes` compressed by zstd, after their length (4 bytes, little-endian).
pub(super) fn press(bytes: &[u8], level: i32) -> io::Result<Vec<u8>> {
    let length = u32::try_from(bytes.len()).map_err(io::Error::other)?;
    let compressed = COMPRESSOR.with_borrow_mut(|compressor| {
        compressor.set_compression_level(level)?;
        compressor.compress(bytes)
    })?;
    Ok([&length.to_le_bytes()[..], &compressed].concat())
}

/// What was pressed; nothing if it is no such thing or would take more than `most` bytes.
pub(super) fn unpress(pressed: &[u8], most: usize) -> Option<Vec<u8>> {
    let (length, compressed) = pressed.split_first_chunk::<4>()?;
    let length = usize::try_from(u32::from_le_bytes(*length)).ok().filter(|length| *length <= most)?;
    let bytes = DECOMPRESSOR.with_borrow_mut(|decompressor| decompressor.decompress(compressed, length));
    bytes.ok().filter(|bytes| bytes.len() == length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_pressed_comes_back_whole_or_not_at_all() {
        let bytes = b"the same again and the same again and the same again and the same again".repeat(9);
        let pressed = press(&bytes, 1).unwrap();
        assert!(pressed.len() < bytes.len() / 4);
        assert_eq!(unpress(&pressed, bytes.len()).unwrap(), bytes);
        assert_eq!(unpress(&pressed, bytes.len() - 1), None);
        assert_eq!(unpress(&press(b"", 1).unwrap(), 0).unwrap(), b"");
        for end in 0..pressed.len() {
            assert_eq!(unpress(&pressed[..end], bytes.len()), None);
        }
        let mut longer = pressed.clone();
        longer[0] += 1;
        assert_eq!(unpress(&longer, 2 * bytes.len()), None);
    }
}
