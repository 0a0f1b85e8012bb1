//! The card: how a laptop introduces itself to a steward. A text file, `.carte`, that can be printed and read aloud.

use ed25519_dalek::SigningKey;

use crate::log::{self, DeviceId, TeamId, from_hex, to_hex};
use crate::model::DeptCode;

const FIRST_LINE: &str = "maillage card ";
const FORMAT: u64 = 1;
const CARD: &[u8; 16] = b"maillage card 01";
/// A card is made before there is a team.
const NO_TEAM: TeamId = TeamId([0; 32]);

/// Longest card that is read, in bytes.
pub const MAX_CARD_BYTES: usize = 4 * 1024;
const MAX_HOLDER: usize = 100;
const MAX_SECTOR: usize = 100;

/// The public half of a device, and what its holder wishes to be called.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Card {
    /// Ed25519 public key; the device's id is its hash.
    pub signing_key: [u8; 32],
    /// age X25519 recipient.
    pub sealing_key: String,
    pub holder: String,
    /// The start of the device's pseudonyms: see [`is_code`].
    pub code: String,
    pub sector: Vec<DeptCode>,
}

/// A text that is no card, or not a whole one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadCard {
    #[error("not a card")]
    NotACard,
    #[error("card format {format} is later than this program")]
    TooNew { format: u64 },
    /// A line is missing, too long, or not what it should be.
    #[error("the line {line:?} is missing or unreadable")]
    Line { line: &'static str },
    /// A character was changed on the way.
    #[error("the signature does not match")]
    BadSignature,
}

/// Whether a text can start pseudonyms: two to eight capital letters A-Z and digits.
pub fn is_code(text: &str) -> bool {
    (2..=8).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
}

impl Card {
    pub fn device(&self) -> DeviceId {
        DeviceId::of_key(&self.signing_key)
    }

    /// 80 bits of a hash of both keys, in five groups of four digits: to be compared aloud when a card is admitted.
    pub fn fingerprint(&self) -> String {
        let keys = [self.signing_key.as_slice(), self.sealing_key.as_bytes()].concat();
        let hash = blake3::derive_key("maillage 2026 card fingerprint", &keys);
        let groups: Vec<String> = hash.chunks(2).take(5).map(|pair| to_hex(pair).to_uppercase()).collect();
        groups.join(" ")
    }

    /// The card, signed by its own key.
    pub fn to_text(&self, key: &SigningKey) -> String {
        let body = self.body();
        let signature = log::sign(key, CARD, &NO_TEAM, blake3::hash(body.as_bytes()).as_bytes());
        format!("{body}signature: {}\n", to_hex(&signature))
    }

    /// Reads a card. Line ends, empty lines and spaces around lines may have changed on the way; nothing else.
    ///
    /// # Errors
    /// [`BadCard`].
    pub fn from_text(text: &str) -> Result<Self, BadCard> {
        if text.len() > MAX_CARD_BYTES {
            return Err(BadCard::NotACard);
        }
        let mut lines = text.trim_start_matches('\u{feff}').lines().map(str::trim).filter(|line| !line.is_empty());
        check_format(lines.next().unwrap_or_default())?;
        let mut line = |name: &'static str| {
            let value = lines.next().and_then(|line| line.strip_prefix(name)?.strip_prefix(':'));
            value.map(str::trim).ok_or(BadCard::Line { line: name })
        };
        let card = Self {
            holder: line("holder").and_then(holder)?,
            code: line("code").and_then(code)?,
            sector: line("sector").and_then(sector)?,
            signing_key: line("signing").and_then(signing_key)?,
            sealing_key: line("sealing").and_then(sealing_key)?,
        };
        let signature = line("signature").map(from_hex)?.ok_or(BadCard::Line { line: "signature" })?;
        if lines.next().is_some() {
            return Err(BadCard::NotACard);
        }
        let digest = blake3::hash(card.body().as_bytes());
        log::verify(&card.signing_key, CARD, &NO_TEAM, digest.as_bytes(), &signature)
            .map_err(|_| BadCard::BadSignature)?;
        Ok(card)
    }

    fn body(&self) -> String {
        let sector: Vec<&str> = self.sector.iter().map(DeptCode::as_str).collect();
        format!(
            "{FIRST_LINE}{FORMAT}\nholder: {}\ncode: {}\nsector: {}\nsigning: {}\nsealing: {}\n",
            self.holder,
            self.code,
            sector.join(" "),
            to_hex(&self.signing_key),
            self.sealing_key,
        )
    }
}

fn check_format(line: &str) -> Result<(), BadCard> {
    match line.strip_prefix(FIRST_LINE).and_then(|version| version.parse::<u64>().ok()) {
        Some(FORMAT) => Ok(()),
        Some(format) => Err(BadCard::TooNew { format }),
        None => Err(BadCard::NotACard),
    }
}

fn holder(text: &str) -> Result<String, BadCard> {
    let fits = !text.is_empty() && text.chars().count() <= MAX_HOLDER && !text.chars().any(char::is_control);
    fits.then(|| text.to_owned()).ok_or(BadCard::Line { line: "holder" })
}

fn code(text: &str) -> Result<String, BadCard> {
    is_code(text).then(|| text.to_owned()).ok_or(BadCard::Line { line: "code" })
}

fn sector(text: &str) -> Result<Vec<DeptCode>, BadCard> {
    let codes: Option<Vec<DeptCode>> = text.split_whitespace().map(|code| code.parse().ok()).collect();
    codes.filter(|codes| codes.len() <= MAX_SECTOR).ok_or(BadCard::Line { line: "sector" })
}

fn signing_key(text: &str) -> Result<[u8; 32], BadCard> {
    from_hex(text).and_then(|bytes| bytes.try_into().ok()).ok_or(BadCard::Line { line: "signing" })
}

fn sealing_key(text: &str) -> Result<String, BadCard> {
    let recipient: Result<age::x25519::Recipient, _> = text.parse();
    recipient.map(|recipient| recipient.to_string()).map_err(|_| BadCard::Line { line: "sealing" })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::log::signing_key as key_of;

    fn card() -> (Card, SigningKey) {
        let key = key_of(&[3; 32]);
        let card = Card {
            signing_key: key.verifying_key().to_bytes(),
            sealing_key: "age1t7rxyev2z3rw82stdlrrepyc39nvn86l5078zqkf5uasdy86jp6svpy7pa".into(),
            holder: "Hélène Exemple".into(),
            code: "HEX".into(),
            sector: vec!["09".parse().unwrap(), "31".parse().unwrap()],
        };
        (card, key)
    }

    #[test]
    fn a_card_survives_what_mail_and_notepads_do_to_it() {
        let (card, key) = card();
        let text = card.to_text(&key);
        assert_eq!(Card::from_text(&text), Ok(card.clone()));
        let mangled = format!("\u{feff}{}\r\n\r\n", text.replace('\n', " \r\n"));
        assert_eq!(Card::from_text(&mangled), Ok(card));
    }

    #[test]
    fn any_change_of_any_byte_is_noticed() {
        let (card, key) = card();
        let text = card.to_text(&key);
        for at in 0..text.len() {
            let mut bytes = text.clone().into_bytes();
            bytes[at] ^= 1;
            let Ok(changed) = String::from_utf8(bytes) else { continue };
            // A changed line end is the one thing that may pass, where the line still reads the same.
            assert!(Card::from_text(&changed).is_err() || changed.trim() == text.trim(), "byte {at}");
            let cut = text.get(..at).unwrap_or_default();
            assert!(Card::from_text(cut).is_err() || cut == text.trim(), "cut at {at}");
        }
    }

    #[test]
    fn a_card_of_a_later_program_says_so() {
        let (card, key) = card();
        let text = card.to_text(&key).replace("card 1", "card 2");
        assert_eq!(Card::from_text(&text), Err(BadCard::TooNew { format: 2 }));
        assert_eq!(Card::from_text("maillage bundle 1\n"), Err(BadCard::NotACard));
        assert_eq!(Card::from_text(&"x".repeat(MAX_CARD_BYTES + 1)), Err(BadCard::NotACard));
    }

    #[test]
    fn codes_are_short_capitals() {
        assert!(is_code("MAR") && is_code("A2"));
        assert!(!is_code("A") && !is_code("mar") && !is_code("MARGUERITE") && !is_code("MA-R"));
    }
}
