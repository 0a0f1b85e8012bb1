//! What the program says about itself: help, declarations, completions, manual, and what it does not understand.

use crate::common::Place;

#[test]
fn help_is_in_the_language_that_was_asked_for() {
    let place = Place::new();
    let french = place.run(&["--help"]).exits(0);
    assert!(french.out.contains("Utilisation\u{a0}: maillage"), "{}", french.out);
    let english = place.run(&["--lang", "en", "fields", "--help"]).exits(0);
    assert!(english.out.contains("Usage: maillage fields"), "{}", english.out);
    assert!(english.out.contains("maillage fields visit"), "an example");
    assert!(english.err.is_empty());
}

#[test]
fn fields_tells_the_declaration_to_machines() {
    let place = Place::new();
    let fields = place.run(&["fields", "visit", "--format", "json"]).exits(0).json();
    let status = fields.as_array().unwrap().iter().find(|field| field["name"] == "status").unwrap();
    assert_eq!(status["type"], "choice");
    assert_eq!(status["required"], true);
    assert_eq!(status["choices"][1], serde_json::json!({"key": "done", "label": "Réalisée"}));
    let minutes = fields.as_array().unwrap().iter().find(|field| field["name"] == "minutes").unwrap();
    assert_eq!(minutes["unit"], "min");
}

#[test]
fn fields_is_readable_by_people() {
    let place = Place::new();
    let table = place.run(&["fields", "centre"]).exits(0).out;
    assert!(table.lines().next().unwrap().starts_with("Nom "), "{table}");
    assert!(table.contains("Ouverture visée"), "{table}");
}

#[test]
fn what_is_not_understood_exits_2_and_says_what_next() {
    let place = Place::new();
    for args in
        [&["fields", "unicorn"][..], &["frobnicate"], &["fields"], &["fields", "visit", "--colour"], &["--lang"]]
    {
        let run = place.run(args).exits(2);
        assert!(run.out.is_empty(), "{args:?}: {}", run.out);
        assert!(run.err.starts_with("erreur\u{a0}: "), "{args:?}: {}", run.err);
        assert!(run.err.contains("→ "), "{args:?}: {}", run.err);
    }
}

#[test]
fn completions_and_the_manual_are_generated() {
    let place = Place::new();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(place.run(&["completions", shell]).exits(0).out.contains("fields"), "{shell}");
    }
    let manual = place.run(&["man"]).exits(0).out;
    assert!(manual.contains(".TH maillage"), "{manual}");
    assert!(manual.contains(".SH MAILLAGE FIELDS"), "{manual}");
}

#[test]
fn the_keys_of_a_keymap_are_printed() {
    let place = Place::new();
    let azerty = place.run(&["keys"]).exits(0).out;
    let vim = place.run(&["keys", "--keymap", "vim"]).exits(0).out;
    assert!(azerty.lines().count() > 20 && vim != azerty, "{azerty}");
    place.write("mine.toml", "[nowhere]\n\"x\" = \"fly\"\n");
    for keymap in ["mine.toml", "nothing-of-that-name"] {
        let run = place.run(&["keys", "--keymap", keymap]).exits(7);
        assert!(run.out.is_empty() && !run.err.is_empty());
    }
}

#[test]
fn the_keys_are_a_page_too() {
    let place = Place::new();
    let page = place.run(&["keys", "--format", "html", "--keymap", "bepo"]).exits(0).out;
    assert!(page.starts_with("<!DOCTYPE html>\n<html lang=\"fr\">"), "{page}");
    assert!(page.contains("<title>Touches (bepo)</title>") && page.contains("3, », g c"), "{page}");
    let azerty = place.run(&["keys", "--format", "html"]).exits(0).out;
    assert!(azerty.contains("1, &#38;, g b") && azerty.contains("3, &#34;, g c"), "{azerty}");
    assert!(!page.contains("<script") && !page.contains("http"), "{page}");
}
