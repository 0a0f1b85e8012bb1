use super::check::out_of_reach;
use super::*;
use crate::i18n::Lang;

fn keys(text: &str) -> Vec<Key> {
    text.split_whitespace().map(|key| key.parse().unwrap()).collect()
}

fn wrongs(text: &str) -> Vec<(usize, Wrong)> {
    Keymap::read("t.toml", text).unwrap_err().into_iter().map(|fault| (fault.at.line, fault.wrong)).collect()
}

#[test]
fn the_keymaps_of_the_program_have_no_fault() {
    for name in Keymap::NAMES {
        let text = if *name == "vim" { VIM } else { AZERTY };
        if let Err(faults) = Keymap::read(name, text) {
            let told: Vec<_> = faults.iter().map(|fault| fault.tell(&Words::new(Lang::En))).collect();
            panic!("{}", told.join("\n"));
        }
    }
}

#[test]
fn every_action_is_within_reach_wherever_it_applies() {
    for name in Keymap::NAMES {
        assert_eq!(out_of_reach(&Keymap::named(name).unwrap()), [], "{name}");
    }
}

#[test]
fn every_key_of_every_keymap_asks_for_its_action() {
    for name in Keymap::NAMES {
        let keymap = Keymap::named(name).unwrap();
        for binding in keymap.bindings() {
            let layers = Context::LAYERS.iter().filter(|layer| layer.chain().contains(&binding.context));
            let answers = layers.filter(|layer| keymap.find(**layer, &binding.keys) == Found::Action(binding.action));
            assert!(answers.count() > 0, "{name}: {binding:?}");
        }
    }
}

#[test]
fn the_digit_row_jumps_with_and_without_shift() {
    let azerty = Keymap::azerty();
    for (plain, shifted, action) in [
        ("&", "1", Action::GoDashboard),
        ("é", "2", Action::GoTerritories),
        ("\"", "3", Action::GoCentres),
        ("'", "4", Action::GoPositions),
        ("(", "5", Action::GoVisits),
        ("-", "6", Action::GoRecords),
        ("è", "7", Action::GoSynchro),
        ("_", "8", Action::GoAgenda),
    ] {
        for key in [plain, shifted] {
            assert_eq!(azerty.find(Context::Visits, &keys(key)), Found::Action(action), "{key}");
        }
    }
    assert_eq!(
        wrongs("[keyboard]\nreserved = [\"ç\"]\n[list]\nfilter = [\"ç\"]\n"),
        [(4, Wrong::Reserved(Key::char('ç')))]
    );
}

#[test]
fn sequences_wait_for_their_end() {
    let azerty = Keymap::azerty();
    assert_eq!(azerty.find(Context::Visits, &keys("g")), Found::Prefix);
    assert_eq!(azerty.find(Context::Visits, &keys("g t")), Found::Action(Action::GoTerritories));
    assert_eq!(azerty.find(Context::Visits, &keys("g Esc")), Found::Nothing);
    assert!(azerty.continuations(Context::Visits, &keys("g")).contains(&(Key::char('t'), Action::GoTerritories)));
}

#[test]
fn letters_are_text_where_text_is_typed() {
    let azerty = Keymap::azerty();
    for layer in Context::LAYERS.iter().filter(|layer| layer.typing()) {
        for c in ('a'..='z').chain('A'..='Z').chain("1&é?:/ ".chars()) {
            assert_eq!(azerty.find(*layer, &[Key::char(c)]), Found::Nothing, "{layer:?} {c}");
        }
    }
    assert_eq!(azerty.find(Context::Text, &keys("Ctrl-s")), Found::Action(Action::Save));
    assert_eq!(azerty.find(Context::Form, &keys("F3")), Found::Action(Action::SaveNext));
}

#[test]
fn faults_name_their_line() {
    let text = "[list]\nfilter = [\"f\"]\nfly = [\"x\"]\n\n[global]\nquit = [\n  \"q\",\n  \"F1\",\n]\nsave = [\"s\"]\n[moon]\n";
    assert_eq!(
        wrongs(text),
        [
            (3, Wrong::UnknownAction("fly".into())),
            (8, Wrong::Forbidden("F1".parse().unwrap())),
            (10, Wrong::NotHere(Action::Save, Context::Global)),
            (11, Wrong::UnknownContext("moon".into())),
        ]
    );
}

#[test]
fn two_actions_on_one_key_in_one_context_are_refused() {
    assert_eq!(
        wrongs("[list]\nfilter = [\"f\"]\nsort-next = [\"f\"]\n"),
        [(3, Wrong::Taken(keys("f"), Action::Filter))]
    );
}

#[test]
fn a_key_behind_a_shorter_one_is_refused() {
    assert_eq!(
        wrongs("[list]\nfilter = [\"g\"]\n[global]\nquit = [\"g q\"]\n"),
        [(4, Wrong::Hidden(keys("g q"), Action::Filter))]
    );
}

#[test]
fn an_action_whose_only_keys_are_answered_nearer_is_refused() {
    let found = wrongs("[visits]\nperiod = [\"q\"]\n[global]\nquit = [\"q\"]\n");
    assert_eq!(found, [(4, Wrong::Covered(Action::Quit, Context::Visits))]);
    assert!(Keymap::read("t", "[visits]\nperiod = [\"q\"]\n[global]\nquit = [\"q\", \"Q\"]\n").is_ok());
}

#[test]
fn an_action_that_only_altgr_reaches_is_refused() {
    assert_eq!(wrongs("[list]\nfilter = [\"|\"]\n"), [(2, Wrong::AltGrOnly(Action::Filter))]);
    assert!(Keymap::read("t", "[list]\nfilter = [\"|\", \"/\"]\n").is_ok());
}

#[test]
fn text_contexts_refuse_letters() {
    assert_eq!(wrongs("[form]\nsave = [\"s\"]\n"), [(2, Wrong::Typed(Key::char('s'), Context::Form))]);
}

#[test]
fn a_users_file_replaces_the_keys_of_the_actions_that_it_names() {
    let azerty = Keymap::azerty();
    let mine = azerty.overlaid("mine.toml", "[global]\nquit = [\"Q\"]\n").unwrap();
    assert_eq!(mine.find(Context::Visits, &keys("q")), Found::Nothing);
    assert_eq!(mine.find(Context::Visits, &keys("Q")), Found::Action(Action::Quit));
    assert_eq!(mine.find(Context::Visits, &keys("?")), Found::Action(Action::Help));
    let faults = azerty.overlaid("mine.toml", "[global]\n\nquit = [\"?\"]\n").unwrap_err();
    assert_eq!(faults.first().map(|fault| (&*fault.at.file, fault.at.line)), Some(("mine.toml", 3)));
}

#[test]
fn files_that_are_not_keymaps_are_faults_not_panics() {
    for text in ["[", "quit = 3", "[global]\nquit = \"q\"", "[global]\nquit = [3]", "\u{0}", "[global]\nquit=['']"] {
        assert!(Keymap::read("t", text).is_err(), "{text:?}");
    }
}

#[test]
fn every_fault_is_told_in_both_languages() {
    let faults = [
        Wrong::Unreadable("x".into()),
        Wrong::UnknownContext("x".into()),
        Wrong::UnknownAction("x".into()),
        Wrong::NotHere(Action::Save, Context::Global),
        Wrong::BadKey("x".into()),
        Wrong::Forbidden(Key::char('x')),
        Wrong::Typed(Key::char('x'), Context::Form),
        Wrong::Reserved(Key::char('x')),
        Wrong::Taken(keys("x"), Action::Save),
        Wrong::Hidden(keys("x"), Action::Save),
        Wrong::Covered(Action::Save, Context::Form),
        Wrong::AltGrOnly(Action::Save),
    ];
    for lang in Lang::ALL {
        let words = Words::new(lang);
        for wrong in &faults {
            let at = read::Place { file: "mine.toml".into(), line: 12 };
            let told = Fault { at, wrong: wrong.clone() }.tell(&words);
            assert!(told.contains("12") && !told.contains("keymap-"), "{told}");
        }
    }
}

#[test]
fn a_file_with_faults_leaves_the_keymap_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let (good, bad) = (folder.path().join("good.toml"), folder.path().join("bad.toml"));
    std::fs::write(&good, "[global]\nquit = [\"Q\"]\n").unwrap();
    std::fs::write(&bad, "[global]\nquit = [\"F1\"]\n").unwrap();
    let quits = |keymap: &Keymap, key| keymap.find(Context::Visits, &keys(key)) == Found::Action(Action::Quit);

    let (keymap, faults) = Keymap::open(Some("vim"), Some(&good));
    assert!(faults.is_empty() && keymap.name == "vim" && quits(&keymap, "Q") && !quits(&keymap, "q"));
    let (keymap, faults) = Keymap::open(None, Some(&bad));
    assert!(keymap == Keymap::azerty() && faults.len() == 1);
    let (keymap, faults) = Keymap::open(Some("/nowhere.toml"), Some(&folder.path().join("absent.toml")));
    assert!(keymap == Keymap::azerty() && matches!(faults.as_slice(), [Fault { wrong: Wrong::Unreadable(_), .. }]));
}

#[test]
fn the_cheat_sheet_names_every_bound_action() {
    let (keymap, words) = (Keymap::azerty(), Words::new(Lang::Fr));
    let sheet = keymap.sheet(&words);
    for binding in keymap.bindings() {
        let label = binding.action.label(&words);
        assert!(sheet.iter().any(|(_, lines)| lines.iter().any(|(_, what)| *what == label)), "{label}");
    }
}
