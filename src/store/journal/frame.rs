//! One frame: length, number, CRC-32C of both, then nonce, ciphertext and tag, bound to their place.

use std::io;

use super::super::{Random, seal::SEAL_BYTES, seal::Seal};
use super::file::FileId;

/// Length, number and CRC, in clear before what is sealed.
pub(super) const PREFIX_BYTES: usize = 12;
/// Bytes of a frame beside its plaintext.
pub(super) const OVERHEAD_BYTES: usize = PREFIX_BYTES + SEAL_BYTES;
const KEY_CONTEXT: &str = "maillage 2026-11 journal: frames";

/// The place of a frame, authenticated with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub file: FileId,
    pub offset: u32,
    /// Frames before it in the file, the header's included.
    pub number: u32,
}

/// Seals frames to their place in one store.
#[derive(Debug, Clone)]
pub(super) struct FrameSeal {
    seal: Seal,
    store_id: [u8; 16],
}

impl FrameSeal {
    pub fn new(data_key: &[u8; 32], store_id: [u8; 16]) -> Self {
        Self { seal: Seal::derived(KEY_CONTEXT, data_key), store_id }
    }

    fn aad(&self, place: Place) -> Vec<u8> {
        let mut aad = self.store_id.to_vec();
        for number in [place.file.number, place.file.generation, place.offset, place.number] {
            aad.extend(number.to_le_bytes());
        }
        aad
    }

    /// The bytes of the frame at `place`.
    pub fn frame(&self, place: Place, plaintext: &[u8], random: &mut Random) -> io::Result<Vec<u8>> {
        let sealed = self.seal.seal(&self.aad(place), plaintext, random)?;
        let length = u32::try_from(sealed.len()).map_err(io::Error::other)?;
        let mut frame = Prefix { length, number: place.number }.to_bytes().to_vec();
        frame.extend(sealed);
        Ok(frame)
    }

    /// The plaintext of what follows the prefix of the frame at `place`.
    pub fn open(&self, place: Place, sealed: &[u8]) -> Option<Vec<u8>> {
        self.seal.open(&self.aad(place), sealed)
    }

    /// The index is sealed under the same key, to a place that no frame has.
    pub fn seal_index(&self, plaintext: &[u8], random: &mut Random) -> io::Result<Vec<u8>> {
        self.seal.seal(&self.index_aad(), plaintext, random)
    }

    pub fn open_index(&self, sealed: &[u8]) -> Option<Vec<u8>> {
        self.seal.open(&self.index_aad(), sealed)
    }

    fn index_aad(&self) -> Vec<u8> {
        [&self.store_id[..], b"index"].concat()
    }
}

/// What is in clear before a frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Prefix {
    /// Bytes after the prefix.
    pub length: u32,
    pub number: u32,
}

impl Prefix {
    fn to_bytes(self) -> [u8; PREFIX_BYTES] {
        let mut bytes = [0; PREFIX_BYTES];
        let numbers = [self.length.to_le_bytes(), self.number.to_le_bytes()];
        let checked = numbers.as_flattened();
        let checksum = crc32c::crc32c(checked).to_le_bytes();
        for (to, from) in bytes.iter_mut().zip(checked.iter().chain(&checksum)) {
            *to = *from;
        }
        bytes
    }

    /// A prefix whose checksum fits and whose length can be a frame's.
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        let (checked, rest) = bytes.split_first_chunk::<8>()?;
        let checksum = u32::from_le_bytes(*rest.first_chunk()?);
        if crc32c::crc32c(checked) != checksum {
            return None;
        }
        let (length, number) = checked.split_first_chunk::<4>()?;
        let length = u32::from_le_bytes(*length);
        let number = u32::from_le_bytes(*number.first_chunk()?);
        (length as usize >= SEAL_BYTES && length <= super::FILE_LIMIT).then_some(Self { length, number })
    }

    /// The whole frame's bytes; no overflow, since the length is under the limit of a file.
    pub fn frame_bytes(self) -> u32 {
        self.length.saturating_add(PREFIX_BYTES as u32)
    }
}
