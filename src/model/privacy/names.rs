//! Words that lead to a person: names, and the streets where people live.

use crate::model::reference::{communes, fold};

/// A word of the text, as written.
struct Word<'a> {
    text: &'a str,
    folded: String,
    /// It begins the text or a sentence.
    first: bool,
    /// No punctuation stands between it and the word before.
    joined: bool,
}

impl Word<'_> {
    fn is_capitalised(&self) -> bool {
        self.text.chars().next().is_some_and(char::is_uppercase)
    }

    /// An initial, or an acronym: `EHPAD`, `ARS`, but also `DUPONT`, which the caller tells apart.
    fn is_upper(&self) -> bool {
        self.text.chars().all(|c| c.is_uppercase() || !c.is_alphabetic())
    }
}

fn words(text: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut rest = text;
    let mut between = String::from(".");
    while let Some(start) = rest.find(char::is_alphanumeric) {
        let (gap, after) = rest.split_at(start);
        between.push_str(gap);
        let inside = |c: char| c.is_alphanumeric() || "-'’".contains(c);
        let end = after.find(|c: char| !inside(c)).unwrap_or(after.len());
        let (word, next) = after.split_at(end);
        words.push(Word {
            text: word,
            folded: fold(word),
            first: between.contains(['.', '!', '?', ':', '\n', '•', '–', '—']),
            joined: between.chars().all(|c| c == ' ' || c == '\u{a0}' || c == '.'),
        });
        between.clear();
        rest = next;
    }
    words
}

const TITLES: [&str; 14] = [
    "m",
    "mr",
    "mme",
    "mlle",
    "monsieur",
    "madame",
    "mademoiselle",
    "dr",
    "docteur",
    "mrs",
    "ms",
    "miss",
    "famille",
    "veuve",
];

/// Words that stand for somebody and often begin a note: what follows is a name only with a capital.
const PEOPLE: [&str; 4] = ["patient", "patiente", "chez", "conjoint"];

/// Ordinary words behind a title: « madame est fatiguée ».
const ORDINARY: [&str; 24] = [
    "a", "absent", "absente", "alite", "alitee", "au", "dit", "dort", "en", "est", "et", "fatigue", "fatiguee", "la",
    "le", "les", "n", "ne", "qui", "refuse", "s", "se", "seul", "seule",
];

/// Capitalised words that begin sentences or name institutions, not people.
const NOT_NAMES: [&str; 46] = [
    "appel",
    "apres",
    "ars",
    "assurance",
    "au",
    "aucun",
    "aucune",
    "avec",
    "avant",
    "centre",
    "ce",
    "cette",
    "cpam",
    "de",
    "depart",
    "des",
    "dossier",
    "du",
    "ehpad",
    "en",
    "had",
    "ide",
    "il",
    "elle",
    "la",
    "le",
    "les",
    "message",
    "pas",
    "passage",
    "patient",
    "patiente",
    "pour",
    "relais",
    "revoir",
    "residence",
    "rendez",
    "sante",
    "samu",
    "sas",
    "suivi",
    "un",
    "une",
    "visite",
    "vu",
    "vue",
];

/// A title and a name, or two capitalised words that are neither a commune nor an institution.
pub(super) fn name(text: &str) -> bool {
    let words = words(text);
    let commune = in_communes(&words);
    words.windows(2).enumerate().any(|(at, pair)| match pair {
        [before, word] => {
            let in_commune = |offset: usize| commune.get(at + offset).copied().unwrap_or_default();
            let lone = word.folded.len() > 1 || word.is_capitalised();
            let titled = TITLES.contains(&before.folded.as_str())
                && (before.folded.len() > 1 || before.is_capitalised())
                && word.joined
                && lone
                && !ORDINARY.contains(&word.folded.as_str())
                && word.text.chars().all(|c| !c.is_ascii_digit());
            let person = PEOPLE.contains(&before.folded.as_str()) && is_proper(word) && word.joined && !in_commune(1);
            titled
                || person
                || (is_proper(before) && is_proper(word) && joined_pair(word) && !in_commune(0) && !in_commune(1))
        }
        _ => false,
    })
}

fn joined_pair(word: &Word) -> bool {
    word.joined && !word.first
}

/// Capitalised, longer than an initial, and not among the words that are not names.
fn is_proper(word: &Word) -> bool {
    let acronym = word.is_upper() && word.text.chars().count() <= 4;
    word.is_capitalised()
        && word.text.chars().count() > 1
        && !acronym
        && !NOT_NAMES.contains(&word.folded.as_str())
        && word.text.chars().all(|c| !c.is_ascii_digit())
}

/// For each word, whether it is part of the name of a commune of the region.
fn in_communes(words: &[Word]) -> Vec<bool> {
    let mut marks = vec![false; words.len()];
    for start in 0..words.len() {
        for length in 1..=4 {
            let Some(span) = words.get(start..start + length) else { break };
            let name = span.iter().map(|word| word.folded.as_str()).collect::<Vec<_>>().join(" ");
            if communes().has_name(&name) {
                marks.iter_mut().skip(start).take(length).for_each(|mark| *mark = true);
            }
        }
    }
    marks
}

/// Streets that are hardly anything else.
const STREETS: [&str; 8] = ["rue", "avenue", "av", "boulevard", "bd", "bld", "impasse", "ruelle"];

/// Streets only before an article or a name: `2 places` and `12 route enneigée` are not.
const MAYBE_STREETS: [&str; 12] = [
    "place",
    "chemin",
    "route",
    "allee",
    "allees",
    "quai",
    "cours",
    "square",
    "passage",
    "lotissement",
    "montee",
    "faubourg",
];

/// A number and a street, or a street and its name.
pub(super) fn street(text: &str) -> bool {
    let words = words(text);
    words.iter().enumerate().any(|(at, word)| {
        let rest = words.get(at + 1..).unwrap_or_default();
        if STREETS.contains(&word.folded.as_str()) {
            numbered(&words, at) || names_a_street(rest)
        } else {
            MAYBE_STREETS.contains(&word.folded.as_str())
                && numbered(&words, at)
                && (names_a_street(rest) || has_article(rest))
        }
    })
}

/// « Victor Hugo », « de la République », « l’Église ».
fn names_a_street(rest: &[Word]) -> bool {
    let of = |word: &&Word| matches!(word.folded.as_str(), "de" | "du" | "des" | "la" | "le" | "les");
    let name = rest.get(rest.iter().take(2).take_while(of).count());
    name.is_some_and(|word| {
        word.joined && (word.is_capitalised() || word.text.split(['\'', '’']).nth(1).is_some_and(starts_upper))
    })
}

fn starts_upper(text: &str) -> bool {
    text.chars().next().is_some_and(char::is_uppercase)
}

/// « de la mairie », « du moulin », but not « de parking ».
fn has_article(rest: &[Word]) -> bool {
    let folded = |at: usize| rest.get(at).map_or("", |word| word.folded.as_str());
    matches!(folded(0), "du" | "des" | "la" | "le" | "les")
        || (folded(0) == "de" && (matches!(folded(1), "la" | "l") || folded(1).starts_with("l ")))
}

/// `12`, `12bis`, `12 bis`, just before the word.
fn numbered(words: &[Word], at: usize) -> bool {
    let is_number = |word: &Word| {
        let digits = word.folded.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let suffix = word.folded.strip_prefix(digits).unwrap_or_default();
        (1..=4).contains(&digits.len())
            && digits.bytes().all(|b| b.is_ascii_digit())
            && matches!(suffix, "" | "bis" | "ter" | "a" | "b" | "c" | "d")
    };
    let before = |back: usize| at.checked_sub(back).and_then(|index| words.get(index));
    let suffixed = before(1).is_some_and(|word| matches!(word.folded.as_str(), "bis" | "ter" | "quater" | "a" | "b"));
    before(1).is_some_and(is_number) || (suffixed && before(2).is_some_and(is_number))
}
