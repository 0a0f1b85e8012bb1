//! Optional sections: what was added to format 1 since, and what an older program passes over.

use serde::{Deserialize, Serialize};

use super::Refused;
use super::bundle::{MAX_OPTIONAL, Manifest};
use crate::log::{BackupReceipt, DeviceId, Roster, decode, encode};

/// Receipts of backups, in every bundle.
pub(super) const BACKUPS: u8 = 128;
/// What only this laptop knows, in its own backup.
pub(super) const PRIVATE: u8 = 129;
/// The version of the sender's program.
pub(super) const PROGRAM: u8 = 130;
/// Bytes of optional sections that are looked at in one file; one that has more in a kind known here is refused.
pub(super) const MAX_KEPT: usize = 64 * 1024 * 1024;
/// A section is closed before it grows past this.
const SECTION: usize = MAX_OPTIONAL / 2;

/// One optional section.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Addition {
    /// 128 to 255.
    pub(super) kind: u8,
    pub(super) body: Vec<u8>,
}

/// What only this laptop knows, and what would be lost with it.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Private {
    /// BLAKE3 of the vault's file that stands before the bundle: the two belong together.
    pub vault: [u8; 32],
    /// Drafts, settings, counters, by name.
    pub locals: Vec<(String, Vec<u8>)>,
}

impl Private {
    /// In sections: their bodies, one after the other, are the encoded value.
    pub fn additions(&self) -> Vec<Addition> {
        encode(self).chunks(SECTION).map(|part| Addition { kind: PRIVATE, body: part.to_vec() }).collect()
    }

    pub(super) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        decode(bytes).ok()
    }
}

/// A receipt of a backup with the public key of its device.
type Signed<'a> = ([u8; 32], &'a BackupReceipt);

/// The receipts of backups that travel on. One too long for a section stays behind: nothing but a longer wait hangs
/// on it.
pub(super) fn of_backups(backups: &[BackupReceipt], roster: &Roster) -> Vec<Addition> {
    let mut sections: Vec<(usize, Vec<Signed<'_>>)> = Vec::new();
    for backup in backups {
        let Some(standing) = roster.get(&backup.0.device) else { continue };
        let bytes = encode(&(standing.signing_key, backup)).len();
        if bytes > SECTION {
            continue;
        }
        match sections.last_mut() {
            Some((filled, list)) if *filled + bytes <= SECTION => {
                *filled += bytes;
                list.push((standing.signing_key, backup));
            }
            _ => sections.push((bytes, vec![(standing.signing_key, backup)])),
        }
    }
    sections.into_iter().map(|(_, list)| Addition { kind: BACKUPS, body: encode(&list) }).collect()
}

/// Reads and verifies a section of receipts of backups.
pub(super) fn decode_backups(manifest: &Manifest, section: &[u8]) -> Result<Vec<BackupReceipt>, Refused> {
    let read: Vec<([u8; 32], BackupReceipt)> = decode(section).map_err(|_| Refused::Damaged)?;
    for (key, backup) in &read {
        if DeviceId::of_key(key) != backup.0.device {
            return Err(Refused::BadSignature);
        }
        backup.verify(key, &manifest.team)?;
    }
    Ok(read.into_iter().map(|(_, backup)| backup).collect())
}

/// Longest version that is read, in bytes.
const MAX_VERSION: usize = 12;

/// Whether a text is a version: numbers and points.
pub(super) fn is_version(text: &str) -> bool {
    let plain = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    text.len() <= MAX_VERSION && text.split('.').all(plain)
}

impl Addition {
    /// The version of the program that makes the bundle, for those who read it with an older one.
    pub fn program(version: &str) -> Self {
        Self { kind: PROGRAM, body: version.as_bytes().to_vec() }
    }
}

/// What a section says of the sender's program; nothing where it says nothing that is read.
pub(super) fn decode_program(section: &[u8]) -> Option<String> {
    std::str::from_utf8(section).ok().filter(|text| is_version(text)).map(str::to_owned)
}

/// Whether a version is later than another, number by number.
pub fn is_later(version: &str, than: &str) -> bool {
    let numbers = |text: &str| text.split('.').map(|part| part.parse().unwrap_or_default()).collect::<Vec<u64>>();
    numbers(version) > numbers(than)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_numbers_and_points() {
        for version in ["1", "0.1.0", "10.20.30", "999999999999"] {
            assert!(is_version(version), "{version}");
        }
        for other in ["", ".", "1.", "1..2", "v1", "1.0-beta", "1\u{a0}0", "1234567890.123"] {
            assert!(!is_version(other), "{other}");
        }
        assert!(is_later("0.10.0", "0.9.9") && is_later("1.0", "0.9") && !is_later("0.1.0", "0.1.0"));
        assert!(!is_later("99999999999999999999", "1"), "what is no number is nothing");
    }
}
