//! What SECURITY.md claims is shown by tests, and the tests that it names are there.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::traces::files;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The names of every test of the project.
fn tests() -> BTreeSet<String> {
    let sources = ["src", "tests"].iter().flat_map(|folder| files(&root().join(folder)));
    let sources = sources.filter(|path| path.extension().is_some_and(|one| one == "rs"));
    sources.flat_map(|path| tests_of(&path)).collect()
}

/// What stands below `#[test]`, or between the braces of `proptest!`.
fn tests_of(path: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(path).unwrap();
    let mut names = Vec::new();
    let mut marked = false;
    for line in text.lines().map(str::trim) {
        match line.strip_prefix("fn ").and_then(|rest| rest.split_once('(')) {
            Some((name, _)) if marked => {
                names.push(name.to_owned());
                marked = false;
            }
            // Other attributes may stand between.
            _ => marked = line == "#[test]" || marked && line.starts_with('#'),
        }
    }
    names
}

/// What is between back-quotes and is called as tests are.
fn named(text: &str) -> BTreeSet<&str> {
    let quoted = text.split('`').skip(1).step_by(2);
    quoted.filter(|word| word.contains('_') && word.chars().all(|c| c == '_' || c.is_ascii_alphanumeric())).collect()
}

fn page() -> String {
    std::fs::read_to_string(root().join("SECURITY.md")).unwrap()
}

#[test]
fn every_test_that_security_names_is_there() {
    let (page, tests) = (page(), tests());
    let missing: Vec<&str> = named(&page).into_iter().filter(|name| !tests.contains(*name)).collect();
    assert_eq!(missing, Vec::<&str>::new());
    assert!(named(&page).len() >= 60, "{}", named(&page).len());
}

#[test]
fn every_claim_of_security_names_a_test() {
    let page = page();
    let rows = page
        .lines()
        .filter(|line| line.starts_with("| ") && !line.starts_with("| ---") && !line.starts_with("| against"));
    let bare: Vec<&str> = rows.filter(|row| named(row).is_empty()).collect();
    assert_eq!(bare, Vec::<&str>::new(), "rows of the table");
    // These say how one writes, what the program cannot do, or what is not done yet.
    let told = ["To report a weakness", "Known to be open", "Dependencies"];
    for section in page.split("\n## ").skip(1) {
        let title = section.lines().next().unwrap();
        assert!(told.contains(&title) || !named(section).is_empty(), "{title}");
    }
}
