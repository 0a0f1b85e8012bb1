//! Official codes: communes by INSEE code, EPCI by SIREN, départements by number. Names are never keys.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The text is not a code of the expected form.
#[derive(Debug, Error, PartialEq, Eq)]
#[error("not a valid code")]
pub struct BadCode;

macro_rules! code {
    ($(#[$meta:meta])* $name:ident, $len:literal, $valid:expr) => {
        $(#[$meta])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name([u8; $len]);

        impl $name {
            pub fn as_str(&self) -> &str {
                std::str::from_utf8(&self.0).unwrap_or_default()
            }
        }

        impl FromStr for $name {
            type Err = BadCode;

            fn from_str(text: &str) -> Result<Self, BadCode> {
                let upper = text.trim().to_ascii_uppercase();
                let bytes: [u8; $len] = upper.as_bytes().try_into().map_err(|_| BadCode)?;
                let valid: fn(&[u8]) -> bool = $valid;
                if valid(&bytes) { Ok(Self(bytes)) } else { Err(BadCode) }
            }
        }

        impl TryFrom<String> for $name {
            type Error = BadCode;

            fn try_from(text: String) -> Result<Self, BadCode> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(code: $name) -> Self {
                code.as_str().to_owned()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

fn digits(bytes: &[u8]) -> bool {
    bytes.iter().all(u8::is_ascii_digit)
}

/// Two digits, or Corsica's `2A` and `2B`.
fn departement_prefix(bytes: &[u8]) -> bool {
    matches!(bytes, [a, b] if a.is_ascii_digit() && (b.is_ascii_digit() || (*a == b'2' && matches!(b, b'A' | b'B'))))
}

code!(
    /// INSEE code of a commune, five characters (Code officiel géographique).
    CommuneCode, 5, |b| b.split_at_checked(2).is_some_and(|(d, rest)| departement_prefix(d) && digits(rest))
);
code!(
    /// SIREN of an intercommunal body (EPCI), nine digits.
    EpciCode, 9, digits
);
code!(
    /// Code of a département of metropolitan France, two characters.
    DeptCode, 2, departement_prefix
);

impl CommuneCode {
    /// The département, taken from the code and never from the geometry.
    pub fn departement(&self) -> DeptCode {
        let [a, b, ..] = self.0;
        DeptCode([a, b])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_keep_their_leading_zero() {
        let cabannes: CommuneCode = "09070".parse().unwrap();
        assert_eq!(cabannes.to_string(), "09070");
        assert_eq!(cabannes.departement().as_str(), "09");
        assert_eq!("2a004".parse::<CommuneCode>().unwrap().departement().as_str(), "2A");
    }

    #[test]
    fn other_text_is_refused() {
        for bad in ["", "9070", "090700", "Céret", "3A001", "09 70"] {
            assert_eq!(bad.parse::<CommuneCode>(), Err(BadCode), "{bad}");
        }
        assert!("200067940".parse::<EpciCode>().is_ok());
        assert!("20006794X".parse::<EpciCode>().is_err());
    }
}
