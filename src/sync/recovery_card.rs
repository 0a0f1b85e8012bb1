//! The recovery card: the secret of the team's root as a text to be printed and locked away.
//!
//! Four numbered rows of 64 bits, each with a check of 16 bits, so that a mistyped row is named.

use zeroize::Zeroizing;

use crate::log::{from_hex, to_hex};

/// Rows of a card.
pub const ROWS: usize = 4;
const ROW_BYTES: usize = 8;
const CHECK_BYTES: usize = 2;

/// A text that does not hold the secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadRecoveryCard {
    /// Rows count from 1.
    #[error("row {row} is missing")]
    Missing { row: usize },
    #[error("row {row} does not match its check")]
    Mistyped { row: usize },
}

/// The rows, as they are printed: `1: 3F2A 91C0 77D1 0E5B - 4C1A`.
pub fn recovery_rows(secret: &[u8; 32]) -> Zeroizing<String> {
    let mut text = Zeroizing::new(String::with_capacity(160));
    for (row, bytes) in secret.chunks(ROW_BYTES).enumerate() {
        let groups: Vec<String> = bytes.chunks(2).map(|pair| to_hex(pair).to_uppercase()).collect();
        let check = to_hex(&check(row, bytes)).to_uppercase();
        text.push_str(&format!("{}: {} - {check}\n", row + 1, groups.join(" ")));
    }
    text
}

/// Reads the rows back, from the whole page or from what was typed: capitals, spaces and dashes do not matter, and
/// O, I, L, S and Z are taken for the digits that they look like.
///
/// # Errors
/// [`BadRecoveryCard`]. Whether the secret is that of the team is told by its public key.
pub fn read_recovery_card(text: &str) -> Result<Zeroizing<[u8; 32]>, BadRecoveryCard> {
    let mut secret = Zeroizing::new([0; 32]);
    for (row, part) in secret.chunks_mut(ROW_BYTES).enumerate().take(ROWS) {
        let prefix = format!("{}:", row + 1);
        let line = text.lines().find_map(|line| line.trim().strip_prefix(&prefix).map(str::to_owned));
        let line = Zeroizing::new(line.ok_or(BadRecoveryCard::Missing { row: row + 1 })?);
        let read = read_row(row, &line).ok_or(BadRecoveryCard::Mistyped { row: row + 1 })?;
        part.copy_from_slice(&*read);
    }
    Ok(secret)
}

/// Whether a row is well typed; rows count from 1, and its number may stand before it.
pub fn is_recovery_row(row: usize, text: &str) -> bool {
    let text = text.trim();
    let digits = text.strip_prefix(&format!("{row}:")).unwrap_or(text);
    row.checked_sub(1).is_some_and(|row| read_row(row, digits).is_some())
}

/// The part of the secret in a row, if its check is right.
fn read_row(row: usize, line: &str) -> Option<Zeroizing<[u8; ROW_BYTES]>> {
    let digits: Zeroizing<String> = Zeroizing::new(line.chars().filter_map(digit).collect());
    let bytes = Zeroizing::new(from_hex(&digits)?);
    let (part, found) = bytes.split_at_checked(ROW_BYTES)?;
    let part = Zeroizing::new(<[u8; ROW_BYTES]>::try_from(part).ok()?);
    (found == check(row, &*part)).then_some(part)
}

/// What a printed or typed character stands for; `None` for what separates groups.
fn digit(c: char) -> Option<char> {
    match c.to_ascii_uppercase() {
        ' ' | '\u{a0}' | '-' | '–' | '.' | '·' => None,
        'O' => Some('0'),
        'I' | 'L' => Some('1'),
        'S' => Some('5'),
        'Z' => Some('2'),
        other => Some(other),
    }
}

fn check(row: usize, bytes: &[u8]) -> [u8; CHECK_BYTES] {
    let row = u8::try_from(row).unwrap_or(u8::MAX);
    let hash = blake3::derive_key("maillage 2026 recovery card row", &[&[row], bytes].concat());
    let [first, second, ..] = hash;
    [first, second]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secret() -> [u8; 32] {
        *blake3::hash(b"a root").as_bytes()
    }

    #[test]
    fn what_is_printed_can_be_typed_back() {
        let printed = recovery_rows(&secret());
        assert_eq!(*read_recovery_card(&printed).unwrap(), secret());
        let typed = format!("Carte\n{}\nfin", printed.to_lowercase().replace('-', "").replace('0', "o"));
        assert_eq!(*read_recovery_card(&typed).unwrap(), secret());
        let first = printed.lines().next().unwrap();
        assert!(is_recovery_row(1, first) && is_recovery_row(1, &first[2..]) && !is_recovery_row(2, &first[2..]));
    }

    #[test]
    fn a_mistyped_row_is_named() {
        let printed = recovery_rows(&secret());
        let rows: Vec<&str> = printed.lines().collect();
        let third = rows[2];
        let wrong = format!("3: {}{}", if third.contains("3: A") { 'B' } else { 'A' }, &third[4..]);
        let text = [rows[0], rows[1], &wrong, rows[3]].join("\n");
        assert_eq!(read_recovery_card(&text).unwrap_err(), BadRecoveryCard::Mistyped { row: 3 });
        assert_eq!(read_recovery_card(&rows[..3].join("\n")).unwrap_err(), BadRecoveryCard::Missing { row: 4 });
        let swapped = printed.replace("1: ", "x: ").replace("2: ", "1: ").replace("x: ", "2: ");
        assert!(read_recovery_card(&swapped).is_err(), "a row is tied to its number");
        assert_eq!(read_recovery_card("1: €\n").unwrap_err(), BadRecoveryCard::Mistyped { row: 1 });
    }
}
