//! The floors of the house: a room uses the rooms below it, never those above, nor its neighbour.

use std::fs;
use std::path::{Path, PathBuf};

/// Top floor first.
const FLOORS: [&[&str]; 9] = [
    &["cli", "tui"],
    &["report"],
    &["workspace"],
    &["sync"],
    &["store"],
    &["log"],
    &["wording"],
    &["model"],
    &["i18n"],
];

/// Below, and still not to be used: the log knows nothing of what things are called.
const CLOSED: [(&str, &str); 1] = [("log", "wording")];

fn floor(room: &str) -> Option<usize> {
    FLOORS.iter().position(|floor| floor.contains(&room))
}

fn may_use(room: &str, other: &str) -> bool {
    room == other || (floor(room) < floor(other) && !CLOSED.contains(&(room, other)))
}

/// The rooms that a line of code names. `crate::t` is i18n's macro.
fn rooms_named(line: &str) -> impl Iterator<Item = &str> {
    let code = line.split("//").next().unwrap_or_default();
    code.split("crate::").skip(1).filter_map(move |after| {
        let end = after.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(after.len());
        match &after[..end] {
            "t" => Some("i18n"),
            "" if after.starts_with('{') => panic!("name the room in the path, not in braces: {line}"),
            name => floor(name).map(|_| name),
        }
    })
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

#[test]
fn no_room_uses_one_above_it() {
    let house = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut wrong = Vec::new();
    for room in fs::read_dir(&house).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()) {
        let name = room.file_name().unwrap().to_str().unwrap().to_owned();
        assert!(floor(&name).is_some(), "{name} has no floor: say in tests/floors.rs and in lib.rs where it stands");
        let mut files = Vec::new();
        sources(&room, &mut files);
        for file in files {
            let text = fs::read_to_string(&file).unwrap();
            for (number, line) in text.lines().enumerate() {
                for other in rooms_named(line).filter(|other| !may_use(&name, other)) {
                    let place = file.strip_prefix(&house).unwrap().display();
                    wrong.push(format!("{place}:{}: {name} uses {other}", number + 1));
                }
            }
        }
    }
    wrong.sort();
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn the_rule_itself() {
    assert_eq!(rooms_named("use crate::model::Kind; // crate::tui").collect::<Vec<_>>(), ["model"]);
    assert_eq!(
        rooms_named("    crate::t!(words, \"x\", crate::wording::title::of(y))").collect::<Vec<_>>(),
        ["i18n", "wording"]
    );
    assert!(may_use("cli", "i18n") && may_use("model", "model") && may_use("wording", "model"));
    assert!(!may_use("model", "wording") && !may_use("tui", "cli") && !may_use("log", "wording"));
}
