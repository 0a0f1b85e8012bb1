//! Passphrases and how strong they must be.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

/// Words that make a passphrase by themselves.
pub const WORDS_NEEDED: usize = 7;
/// Letters that make a word: shorter ones are too easily guessed.
const WORD_LETTERS: usize = 3;

/// A passphrase, in one Unicode form (NFC) so that every keyboard gives the same bytes. Zeroised when dropped.
#[derive(Clone)]
pub struct Passphrase(Zeroizing<String>);

impl Passphrase {
    /// Whether both were typed alike.
    pub fn is_same(&self, other: &Self) -> bool {
        *self.0 == *other.0
    }

    pub fn new(text: &str) -> Self {
        Self(Zeroizing::new(text.nfc().collect()))
    }

    pub(super) fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }

    /// What is missing for it to be strong enough, if anything: see [`missing_strength`].
    pub fn missing_strength(&self) -> Option<Missing> {
        missing_strength(&self.0)
    }
}

impl std::fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Passphrase")
    }
}

/// The four classes of characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    Lower,
    Upper,
    Digit,
    /// Anything else but spaces.
    Other,
}

impl Class {
    pub const ALL: [Self; 4] = [Self::Lower, Self::Upper, Self::Digit, Self::Other];

    fn of(c: char) -> Option<Self> {
        match c {
            c if c.is_whitespace() || c.is_control() => None,
            c if c.is_lowercase() => Some(Self::Lower),
            c if c.is_uppercase() => Some(Self::Upper),
            c if c.is_numeric() => Some(Self::Digit),
            _ => Some(Self::Other),
        }
    }
}

/// What a passphrase lacks. Any one of the ways is enough: more characters, more classes, or more words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// Characters to add with the classes that it has; with fewer than three classes no length is enough by itself.
    pub characters: Option<usize>,
    /// Classes that it does not have yet.
    pub classes: Vec<Class>,
    /// Different words to add to reach seven.
    pub words: usize,
}

/// What `text` lacks for 80 bits, or nothing: 12 characters of 4 classes, 14 of 3, or 7 different words
/// (CNIL, délibération 2022-100, for a password that nothing else protects).
pub fn missing_strength(text: &str) -> Option<Missing> {
    let text = text.trim();
    let present: BTreeSet<Class> = text.chars().filter_map(Class::of).collect();
    let needed = match present.len() {
        4 => Some(12),
        3 => Some(14),
        _ => None,
    };
    let missing = Missing {
        characters: needed.map(|needed: usize| needed.saturating_sub(text.chars().count())),
        classes: Class::ALL.into_iter().filter(|class| !present.contains(class)).collect(),
        words: WORDS_NEEDED.saturating_sub(words(text)),
    };
    (missing.characters != Some(0) && missing.words != 0).then_some(missing)
}

fn words(text: &str) -> usize {
    let words = text.split(|c: char| !c.is_alphabetic()).filter(|word| word.chars().count() >= WORD_LETTERS);
    words.map(str::to_lowercase).collect::<BTreeSet<_>>().len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_three_ways_to_eighty_bits() {
        for strong in [
            "Aa1!Aa1!Aa1!",
            "Aa1Aa1Aa1Aa1Aa",
            "brebis col neige gave hêtre route mairie",
            "Brebis-Col-Neige-Gave-Route-Pic-Lac",
        ] {
            assert_eq!(missing_strength(strong), None, "{strong}");
        }
        for weak in [
            "",
            "Aa1!Aa1!Aa1",
            "Aa1Aa1Aa1Aa1A",
            "aaaaaaaaaaaaaaaaaaaaaaaa1",
            "col col col col col col col",
            "a b c d e f g",
            "Aa1Aa1Aa1Aa1A     ",
        ] {
            assert!(missing_strength(weak).is_some(), "{weak}");
        }
    }

    #[test]
    fn says_what_is_missing() {
        let missing = missing_strength("Aa1Aa1").unwrap();
        assert_eq!(missing, Missing { characters: Some(8), classes: vec![Class::Other], words: 7 });
        let missing = missing_strength("brebis neige").unwrap();
        assert_eq!(missing.characters, None);
        assert_eq!((missing.classes.len(), missing.words), (3, 5));
    }

    #[test]
    fn both_forms_of_an_accent_are_one_passphrase() {
        assert_eq!(Passphrase::new("e\u{301}te\u{301}").as_bytes(), Passphrase::new("été").as_bytes());
        assert_eq!(format!("{:?}", Passphrase::new("secret")), "Passphrase");
    }
}
