//! Sealing: XChaCha20-Poly1305 with a random 24-byte nonce, under a key of its own for each use.

use std::io;

use chacha20poly1305::aead::{Aead, AeadInPlace, KeyInit, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use zeroize::Zeroizing;

use super::Random;

/// Bytes of nonce before a ciphertext.
pub const NONCE_BYTES: usize = 24;
/// Bytes that sealing adds: nonce before, tag after.
pub const SEAL_BYTES: usize = NONCE_BYTES + 16;

/// Seals and opens under one key. The key is zeroised when dropped.
#[derive(Clone)]
pub struct Seal {
    cipher: XChaCha20Poly1305,
}

impl std::fmt::Debug for Seal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Seal")
    }
}

impl Seal {
    pub fn new(key: &[u8; 32]) -> Self {
        Self { cipher: XChaCha20Poly1305::new(Key::from_slice(key)) }
    }

    /// A key derived from `key` for one use, named by `context`: a constant, worldwide unique text.
    pub fn derived(context: &str, key: &[u8; 32]) -> Self {
        Self::new(&Zeroizing::new(blake3::derive_key(context, key)))
    }

    /// Nonce, ciphertext and tag of `plaintext`; `aad` must be given again, byte for byte, to open it.
    pub fn seal(&self, aad: &[u8], plaintext: &[u8], random: &mut Random) -> io::Result<Vec<u8>> {
        let nonce: [u8; NONCE_BYTES] = random.bytes()?;
        let mut sealed = Vec::with_capacity(plaintext.len() + SEAL_BYTES);
        sealed.extend(nonce);
        sealed.extend(plaintext);
        let (_, text) = sealed.split_at_mut(NONCE_BYTES);
        let tag = self.cipher.encrypt_in_place_detached(XNonce::from_slice(&nonce), aad, text);
        sealed.extend(tag.map_err(|_| io::Error::other("a text of more than 256 GB"))?);
        Ok(sealed)
    }

    /// What was sealed, or nothing: it was altered, belongs elsewhere, or the key is another.
    pub fn open(&self, aad: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
        let (nonce, sealed) = sealed.split_at_checked(NONCE_BYTES)?;
        self.cipher.decrypt(XNonce::from_slice(nonce), Payload { msg: sealed, aad }).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opens_only_whole_with_the_same_key_and_circumstances() {
        let seal = Seal::derived("maillage test", &[1; 32]);
        let sealed = seal.seal(b"here", b"text", &mut Random::seeded(1)).unwrap();
        assert_eq!(sealed.len(), 4 + SEAL_BYTES);
        assert_eq!(seal.open(b"here", &sealed).unwrap(), b"text");
        assert!(seal.open(b"there", &sealed).is_none());
        assert!(Seal::derived("maillage other", &[1; 32]).open(b"here", &sealed).is_none());
        for at in 0..sealed.len() {
            let mut altered = sealed.clone();
            altered[at] ^= 1;
            assert!(seal.open(b"here", &altered).is_none());
            assert!(seal.open(b"here", &sealed[..at]).is_none());
        }
    }
}
