//! Where random bytes come from: the operating system, or a seed in tests.

use std::io;

/// A source of random bytes, handed to whatever needs salts, nonces and keys.
#[derive(Clone)]
pub enum Random {
    /// The operating system's generator.
    Os,
    /// The same bytes for the same seed, for tests and demonstrations. Never for a store with real data.
    Seeded(Box<blake3::OutputReader>),
}

impl Random {
    /// The same bytes for the same seed.
    pub fn seeded(seed: u64) -> Self {
        Self::Seeded(Box::new(
            blake3::Hasher::new_derive_key("maillage seeded random").update(&seed.to_le_bytes()).finalize_xof(),
        ))
    }

    /// Fills `bytes`; the operating system's generator may refuse very early after boot.
    pub fn fill(&mut self, bytes: &mut [u8]) -> io::Result<()> {
        match self {
            Self::Os => getrandom::fill(bytes).map_err(|error| io::Error::other(error.to_string())),
            Self::Seeded(reader) => {
                reader.fill(bytes);
                Ok(())
            }
        }
    }

    /// `N` random bytes.
    pub fn bytes<const N: usize>(&mut self) -> io::Result<[u8; N]> {
        let mut bytes = [0; N];
        self.fill(&mut bytes)?;
        Ok(bytes)
    }

    /// Another source, of which the bytes have nothing to do with those of this one.
    pub fn fork(&mut self) -> io::Result<Self> {
        match self {
            Self::Os => Ok(Self::Os),
            Self::Seeded(_) => self.number().map(Self::seeded),
        }
    }

    /// 64 random bits, for an incarnation.
    pub fn number(&mut self) -> io::Result<u64> {
        self.bytes().map(u64::from_le_bytes)
    }
}

impl std::fmt::Debug for Random {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Os => "Random::Os",
            Self::Seeded(_) => "Random::Seeded",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_gives_the_same_bytes_and_the_system_does_not() {
        assert_eq!(Random::seeded(7).number().unwrap(), Random::seeded(7).number().unwrap());
        assert_ne!(Random::seeded(7).number().unwrap(), Random::seeded(8).number().unwrap());
        assert_ne!(Random::Os.bytes::<16>().unwrap(), Random::Os.bytes::<16>().unwrap());
    }
}
