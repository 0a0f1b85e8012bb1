//! Whether words that were typed stand in what a program leaves on the disk, in any form in which a machine writes them.

use std::collections::BTreeSet;
use std::io::Read;
use std::path::{Path, PathBuf};

use unicode_normalization::UnicodeNormalization;

/// The longest text that is taken out of one compressed run, in bytes.
const INFLATED: u64 = 4 << 20;
/// How zstd's frames begin.
const ZSTD: [u8; 4] = [0x28, 0xB5, 0x2F, 0xFD];

/// Every form of a word with the bytes that give it away.
pub fn forms(word: &str) -> Vec<(&'static str, Vec<u8>)> {
    let (composed, decomposed): (String, String) = (word.nfc().collect(), word.nfd().collect());
    let bare: String = decomposed.chars().filter(char::is_ascii).collect();
    let mut forms = vec![
        ("as typed", composed.clone().into_bytes()),
        ("in capitals", composed.to_uppercase().into_bytes()),
        ("in small letters", composed.to_lowercase().into_bytes()),
        ("decomposed", decomposed.clone().into_bytes()),
        ("without accents", bare.to_lowercase().into_bytes()),
        ("UTF-16, little end first", composed.encode_utf16().flat_map(u16::to_le_bytes).collect()),
        ("UTF-16, big end first", composed.encode_utf16().flat_map(u16::to_be_bytes).collect()),
    ];
    for bytes in [composed.as_bytes(), decomposed.as_bytes()] {
        let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        forms.push(("in capital hexadecimals", hex.to_uppercase().into_bytes()));
        forms.push(("in hexadecimals", hex.into_bytes()));
        forms.extend((0..3).flat_map(|before| base64(bytes, before)).map(|text| ("in base64", text)));
    }
    forms.sort();
    forms.dedup();
    forms
}

/// What base64, of either alphabet, makes of a text that stands so many bytes after the beginning of a group: the characters
/// that nothing around it changes.
fn base64(bytes: &[u8], before: usize) -> [Vec<u8>; 2] {
    let alphabet =
        |last: [u8; 2]| -> Vec<u8> { (b'A'..=b'Z').chain(b'a'..=b'z').chain(b'0'..=b'9').chain(last).collect() };
    let bits: Vec<bool> = bytes.iter().flat_map(|byte| (0..8).rev().map(move |bit| byte >> bit & 1 == 1)).collect();
    let skipped = (6 - before * 8 % 6) % 6;
    [*b"+/", *b"-_"].map(|last| {
        let alphabet = alphabet(last);
        let sixes = bits[skipped..].chunks_exact(6);
        sixes.map(|six| alphabet[six.iter().fold(0, |n, bit| n << 1 | usize::from(*bit))]).collect()
    })
}

/// Forms of words, by the two bytes with which they begin: a text is gone through once.
struct Sought<'a> {
    forms: Vec<(&'a str, &'static str, Vec<u8>)>,
    begins: Vec<bool>,
}

impl<'a> Sought<'a> {
    fn new(words: &[&'a str]) -> Self {
        let of = |word: &&'a str| {
            let word = *word;
            forms(word).into_iter().map(move |(how, form)| (word, how, form))
        };
        let forms: Vec<_> = words.iter().flat_map(of).collect();
        let mut begins = vec![false; 1 << 16];
        for (_, _, form) in &forms {
            begins[usize::from(u16::from_be_bytes([form[0], form[1]]))] = true;
        }
        Self { forms, begins }
    }

    fn within(&self, text: &[u8]) -> BTreeSet<(&'a str, &'static str)> {
        let mut found = BTreeSet::new();
        for (at, two) in text.windows(2).enumerate() {
            if self.begins[usize::from(two[0]) << 8 | usize::from(two[1])] {
                let here = self.forms.iter().filter(|(_, _, form)| text[at..].starts_with(form));
                found.extend(here.map(|(word, how, _)| (*word, *how)));
            }
        }
        found
    }
}

/// Where any of these words stands under a folder: in a file, in what is compressed in one, or in a name.
pub fn traces(folder: &Path, words: &[&str]) -> Vec<String> {
    let sought = Sought::new(words);
    let mut found = Vec::new();
    for path in files(folder) {
        let bytes = std::fs::read(&path).unwrap();
        let name = path.strip_prefix(folder).unwrap().to_string_lossy().into_owned();
        let mut look = |which: &str, text: &[u8]| {
            found.extend(sought.within(text).into_iter().map(|(word, how)| format!("{name}{which}: {word}, {how}")));
        };
        look("", &bytes);
        look(" (its name)", name.as_bytes());
        for (at, _) in bytes.windows(ZSTD.len()).enumerate().filter(|(_, window)| *window == ZSTD) {
            look(" (compressed)", &inflated(&bytes[at..]));
        }
    }
    found
}

/// Every file below a folder.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let mut all = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { all.extend(files(&path)) } else { all.push(path) }
    }
    all
}

fn inflated(bytes: &[u8]) -> Vec<u8> {
    let mut text = Vec::new();
    if let Ok(reader) = zstd::Decoder::new(bytes) {
        // As far as it goes: what follows the frame is not of it.
        let _ = reader.take(INFLATED).read_to_end(&mut text);
    }
    text
}

#[test]
fn a_trace_in_any_form_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let word = "écrêteuse";
    assert_eq!(traces(folder.path(), &[word]), Vec::<String>::new());
    for (how, form) in forms(word) {
        std::fs::write(folder.path().join("some"), [b"before".as_slice(), &form, b"after"].concat()).unwrap();
        let found = traces(folder.path(), &[word]);
        assert!(found.iter().any(|one| one.ends_with(how)), "{how}: {found:?}");
    }
    // As a library encodes it, wherever it stands.
    for (text, encoded) in [
        ("écrêteuse", "w6ljcsOqdGV1c2U="),
        ("xécrêteuse", "eMOpY3LDqnRldXNl"),
        ("xxécrêteusex", "eHjDqWNyw6p0ZXVzZXg="),
    ] {
        std::fs::write(folder.path().join("some"), encoded).unwrap();
        assert!(!traces(folder.path(), &[word]).is_empty(), "{text}");
    }
    let compressed = zstd::encode_all(word.repeat(9).as_bytes(), 3).unwrap();
    std::fs::write(folder.path().join("some"), [b"\x01\x02".as_slice(), &compressed].concat()).unwrap();
    assert!(traces(folder.path(), &[word]).iter().any(|one| one.contains("compressed")));
    std::fs::remove_file(folder.path().join("some")).unwrap();
    std::fs::create_dir(folder.path().join("deep")).unwrap();
    std::fs::write(folder.path().join("deep").join(word), "").unwrap();
    assert!(traces(folder.path(), &[word]).iter().any(|one| one.contains("its name")));
}
