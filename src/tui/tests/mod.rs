//! The framework at work, by keys.

pub mod demo;
mod drafts;
mod erased;
mod everywhere;
mod flows;
mod jobs;
mod lists;
mod pictures;
mod pointer;
mod secrets;
mod session;
mod welcome;

use std::time::Duration;

use demo::{DemoHouse, Saves};

use super::request::Request;
use super::testing::{Bench, cx};
use super::theme::Depth;
use crate::i18n::Lang;
use crate::model::{Kind, Value};

const WIDE: (u16, u16) = (120, 36);
const USUAL: (u16, u16) = (80, 24);
const SMALL: (u16, u16) = (40, 12);

fn bench(size: (u16, u16)) -> Bench<Saves> {
    Bench::new(DemoHouse { visits: 60 }, Saves::default(), size)
}

fn mono(size: (u16, u16)) -> Bench<Saves> {
    Bench::with(cx(Lang::Fr, Depth::Mono), DemoHouse { visits: 60 }, Saves::default(), size)
}

/// The values of the only visit committed.
fn committed(bench: &Bench<Saves>) -> Vec<(u16, Value)> {
    let commits = bench.performer.asked.iter().filter_map(|request| match request {
        Request::Commit(edit) => Some(edit),
        _ => None,
    });
    let changes = commits.flat_map(|edit| edit.records.iter()).map(|record| &record.changes);
    changes.flatten().filter_map(|change| Some((change.tag, change.value.clone()?))).collect()
}

const A_VISIT: &str = "5 n \"hier 14h30\" Tab \"b\" Tab \"m\" Tab \"ceret\" Tab \"COUS-0012\" Tab \"p\" Tab \"n\" Tab \
                       \"aigu\" Tab \"réal\" Tab \"35\" Tab \"12,5\"";

#[test]
fn a_list_at_three_sizes() {
    for (name, size) in [("wide", WIDE), ("usual", USUAL), ("small", SMALL)] {
        insta::assert_snapshot!(format!("list_{name}"), bench(size).type_keys("5 Down Down").shot());
    }
    insta::assert_snapshot!("list_mono", mono(USUAL).type_keys("5 Down Down").shot());
}

#[test]
fn a_form_at_three_sizes() {
    for (name, size) in [("wide", WIDE), ("usual", USUAL), ("small", SMALL)] {
        insta::assert_snapshot!(format!("form_{name}"), bench(size).type_keys(A_VISIT).shot());
    }
    insta::assert_snapshot!("form_mono_small", mono(SMALL).type_keys("5 n Tab Tab Tab \"cer\"").shot());
    insta::assert_snapshot!("form_offers", bench(USUAL).type_keys("5 n Tab Tab Tab \"les cab\" Down").shot());
    insta::assert_snapshot!("form_faults", bench(USUAL).type_keys("5 n \"31/02\" Tab C-s").text());
}

#[test]
fn layers_over_the_list() {
    for (name, keys) in [
        ("palette", "5 : \"annu\""),
        ("help", "5 ?"),
        ("confirm", "5 d"),
        ("menu", "5 a Down"),
        ("finder", "5 f \"ét\" Down"),
        ("prompt", "5 P \"Céret\""),
        ("sequence", "5 g"),
        ("tree", "2 Down Left"),
        ("empty", "1"),
    ] {
        insta::assert_snapshot!(name, bench(USUAL).type_keys(keys).shot());
    }
}

#[test]
fn a_form_reads_what_was_typed_and_the_layer_below_commits_it() {
    let mut bench = bench(USUAL);
    bench.type_keys(A_VISIT).type_keys("C-s");
    let values = committed(&bench);
    let get = |tag| values.iter().find(|(of, _)| *of == tag).map(|(_, value)| value.clone());
    assert_eq!(get(5), Some(Value::LocalTime("2026-11-22T14:30+01:00".parse().unwrap())));
    assert_eq!(get(3), Some(Value::Commune("66049".parse().unwrap())));
    assert_eq!(get(2), Some(Value::Choice("doctor".into())));
    assert_eq!(get(7), Some(Value::Bool(false)));
    assert_eq!(get(10), Some(Value::Int(35)));
    assert!(bench.text().contains("enregistré 14:32") && bench.text().contains("Visite enregistrée"));
}

#[test]
fn rules_put_their_faults_on_their_fields() {
    let mut bench = bench(USUAL);
    bench.type_keys(A_VISIT).type_keys("BTab C-u \"481\" F2");
    assert!(bench.text().contains("480 minutes au plus"), "{}", bench.text());
    assert!(committed(&bench).is_empty());
    bench.type_keys("C-u \"30\" F3");
    assert_eq!(committed(&bench).iter().filter(|(tag, _)| *tag == 10).count(), 1);
}

#[test]
fn a_refused_edit_keeps_its_form_open_with_the_fault_on_its_field() {
    let mut bench = bench(USUAL);
    let typed = A_VISIT.replace("5 n", "5 e");
    bench.type_keys(&typed).type_keys("BTab C-u \"13\" C-s");
    assert!(bench.text().contains("× jamais 13"), "{}", bench.text());
    bench.type_keys("C-u \"14\" C-s");
    assert!(bench.text().contains("Visite enregistrée") && !bench.text().contains("COUS-0012"));
}

#[test]
fn keys_typed_while_an_edit_is_saved_come_after_it() {
    let mut bench = bench(USUAL);
    let typed = A_VISIT.replace("5 n", "5 e");
    bench.type_keys(&typed).slow().type_keys("C-s d o");
    assert!(bench.text().contains("COUS-0012"), "nothing is answered yet");
    assert!(bench.text().contains("en cours"));
    bench.answer_all();
    assert!(bench.text().contains("Visite supprimée"), "the keys went to the list below");
}

#[test]
fn what_is_typed_is_text_and_never_a_command() {
    let mut bench = bench(USUAL);
    bench.type_keys("5 n Tab Tab Tab Tab \"q?1:é\"");
    assert!(bench.text().contains("q?1:é") && !bench.ended);
    bench.paste(" collé\navec Entrée\t");
    assert!(bench.text().contains("q?1:é collé avec Entrée"));
}

#[test]
fn a_paste_outside_text_fires_nothing() {
    let mut bench = bench(USUAL);
    let before = bench.type_keys("5").text();
    bench.paste("qdn\n");
    assert_eq!(bench.text(), before);
}

#[test]
fn control_c_never_quits_nor_loses_text() {
    let mut bench = bench(USUAL);
    bench.type_keys("5 n Tab Tab Tab Tab \"COUS\" C-c");
    assert!(!bench.ended && bench.text().contains("COUS") && bench.text().contains("Ctrl+C"));
    bench.type_keys("Escape C-c");
    assert!(!bench.ended);
    bench.type_keys("q");
    assert!(bench.ended);
}

#[test]
fn escape_keeps_a_draft_and_an_untouched_form_leaves_none() {
    let mut bench = bench(USUAL);
    bench.type_keys("5 n Escape");
    assert!(bench.performer.asked.is_empty());
    bench.type_keys("n Tab Tab Tab Tab \"COUS\" Escape");
    match bench.performer.asked.as_slice() {
        [Request::Draft { key, text: Some(text) }] => assert!(key == "visit" && text.contains("COUS")),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_draft_is_offered_again_before_any_key_reaches_the_form_and_taken_up_only_if_wanted() {
    let mut first = bench(USUAL);
    first.type_keys("5 n Tab Tab Tab Tab \"COUS\" Escape");
    let drafts = match first.performer.asked.as_slice() {
        [Request::Draft { key, text: Some(text) }] => vec![(key.clone(), text.clone())],
        other => panic!("{other:?}"),
    };
    for (answer, typed) in [("o", true), ("n", false)] {
        let mut bench = bench(USUAL);
        bench.performer.drafts.clone_from(&drafts);
        bench.type_keys("5").slow().type_keys("n").type_keys(answer).type_keys("Tab");
        assert!(!bench.text().contains("COUS"), "nothing is answered yet");
        bench.answer_all();
        assert_eq!(bench.text().contains("COUS"), typed, "{}", bench.text());
        let dropped = bench.performer.asked.contains(&Request::Draft { key: "visit".into(), text: None });
        assert_eq!(dropped, !typed);
        assert!(!bench.text().contains("reprendre"), "the question was answered by the key that waited");
    }
}

#[test]
fn without_a_draft_text_is_given_up_on_purpose_only() {
    let mut bench = bench(USUAL);
    bench.type_keys("5 e Tab Tab Tab Tab \"COUS\" Escape Enter n");
    assert!(bench.text().contains("COUS"), "Enter is not enough");
    bench.type_keys("Escape o");
    assert!(!bench.text().contains("COUS"));
}

#[test]
fn locked_one_can_leave_and_nothing_else() {
    let mut context = cx(Lang::Fr, Depth::Indexed);
    context.lockable = true;
    let mut bench = Bench::with(context, DemoHouse { visits: 60 }, Saves::default(), USUAL);
    bench.type_keys("5 L 2 C-p C-z C-g Escape");
    assert!(bench.text().contains("Verrouillé") && !bench.ended);
    assert!(!bench.performer.asked.contains(&Request::Undo));
    bench.type_keys("C-q");
    assert!(bench.ended);
}

#[test]
fn a_draft_put_back_is_the_form_that_was_left() {
    let cx = cx(Lang::Fr, Depth::Indexed);
    let mut form = demo::visit_form();
    form.set(Kind::Visit, 3, Some(Value::Commune("66049".parse().unwrap())), &cx);
    form.set(Kind::Visit, 14, Some(Value::Text("deux\nlignes".into())), &cx);
    let draft = form.draft().unwrap();
    let mut again = demo::visit_form();
    again.restore(&draft);
    assert_eq!(again.value(Kind::Visit, 3, &cx), form.value(Kind::Visit, 3, &cx));
    assert_eq!(again.value(Kind::Visit, 14, &cx), Some(Value::Text("deux\nlignes".into())));
    again.restore("no draft");
    assert!(again.dirty());
}

#[test]
fn every_value_set_is_read_back_the_same() {
    let cx = cx(Lang::Fr, Depth::Indexed);
    let mut form = demo::visit_form();
    for (tag, value) in [
        (5, Value::LocalTime("2026-10-25T02:30+01:00".parse().unwrap())),
        (3, Value::Commune("09070".parse().unwrap())),
        (7, Value::Bool(true)),
        (9, Value::Choice("absent".into())),
        (10, Value::Int(95)),
        (11, Value::Decimal("1234.5".parse().unwrap())),
    ] {
        form.set(Kind::Visit, tag, Some(value.clone()), &cx);
        assert_eq!(form.value(Kind::Visit, tag, &cx), Some(value));
    }
}

#[test]
fn a_dangerous_question_wants_more_than_enter() {
    let mut bench = bench(USUAL);
    bench.type_keys("5 d Enter");
    assert!(!bench.text().contains("Visite supprimée"));
    assert!(bench.text().contains("o pour oui, n pour non"), "Enter is not passed over in silence: {}", bench.text());
    bench.type_keys("o");
    assert!(bench.text().contains("Visite supprimée"));
}

#[test]
fn the_palette_does_what_its_line_says() {
    let mut bench = bench(USUAL);
    bench.type_keys(": \"aller aux terr\" Enter");
    assert!(bench.text().contains("Grand Cahors"));
    assert_eq!(bench.keys, 16);
}

#[test]
fn what_was_chosen_from_the_palette_stands_first_the_next_time() {
    let mut bench = bench(USUAL);
    bench.type_keys("5 : \"aller aux terr\" Enter 5 :");
    let first = |bench: &Bench<Saves>, label: &str| {
        let text = bench.text();
        let line = text.lines().skip_while(|line| !line.contains("Commandes")).nth(3).unwrap_or_default().to_owned();
        assert!(line.contains(label), "{text}");
    };
    first(&bench, "Aller aux territoires");
    bench.type_keys("\"aller\"");
    first(&bench, "Aller aux territoires");
    bench.type_keys("Escape : Enter");
    assert!(bench.text().contains("Grand Cahors"), "the last action again in two keys");
}

#[test]
fn the_palette_says_where_an_action_is_that_does_not_apply_here() {
    let mut bench = bench(USUAL);
    bench.type_keys("5 : \"admettre\"");
    insta::assert_snapshot!("palette_elsewhere", bench.shot());
    bench.type_keys("Enter");
    assert!(bench.text().contains("Admettre un appareil\u{a0}: pas ici"), "{}", bench.text());
}

#[test]
fn every_key_that_can_follow_is_shown_in_the_smallest_window_too() {
    for size in [USUAL, SMALL] {
        let mut bench = bench(size);
        let text = bench.type_keys("5 g").text();
        let next = bench.app.cx.keymap.continuations(crate::tui::context::Context::Visits, &["g".parse().unwrap()]);
        for (key, action) in next {
            let shown = format!("{} {}", key.label(&bench.app.cx.words), action.label(&bench.app.cx.words));
            let begins: String = shown.chars().take(15).collect();
            assert!(text.contains(&begins), "{begins} in\n{text}");
        }
    }
    insta::assert_snapshot!("sequence_small", mono(SMALL).type_keys("5 g").shot());
}

#[test]
fn screens_keep_their_place() {
    let mut bench = bench(USUAL);
    let before = bench.type_keys("5 End").text();
    assert_eq!(bench.type_keys("2 g v").text(), before);
    assert_ne!(bench.type_keys("\" (").text(), "");
}

#[test]
fn an_idle_store_is_locked_even_if_the_laptop_slept() {
    for slept in [false, true] {
        let mut context = cx(Lang::Fr, Depth::Indexed);
        context.lockable = true;
        let mut bench = Bench::with(context, DemoHouse { visits: 60 }, Saves::default(), USUAL);
        bench.type_keys("5 n Tab Tab Tab Tab \"COUS\"").wait(Duration::from_secs(14 * 60));
        assert!(bench.text().contains("COUS"));
        let more = Duration::from_secs(60);
        let _ = if slept { bench.sleep(more) } else { bench.wait(more) };
        assert!(!bench.text().contains("COUS") && bench.text().contains("Verrouillé"));
        assert!(bench.performer.asked.iter().any(|r| matches!(r, Request::Draft { text: Some(_), .. })));
        assert!(bench.performer.asked.contains(&Request::Lock));
        // Nothing but the passphrase is heard.
        bench.type_keys("\"q1\"");
        assert!(!bench.ended && !bench.text().contains("q1"));
        bench.type_keys("Enter");
        assert!(bench.text().contains("COUS"), "the form is as it was left");
    }
}

#[test]
fn a_message_goes_with_time_or_with_the_next_key() {
    let mut bench = bench(USUAL);
    bench.type_keys("5 d o");
    assert!(bench.text().contains("Visite supprimée"));
    bench.wait(Duration::from_secs(9));
    assert!(!bench.text().contains("Visite supprimée"));
}

#[test]
fn no_size_makes_drawing_panic() {
    let mut bench = bench(USUAL);
    for keys in ["5", "n", "Tab \"b\"", "C-g", "Escape Escape", ":", "Escape d", "Escape 2 ?"] {
        bench.type_keys(keys);
        for (width, height) in [(1, 1), (3, 40), (200, 2), (12, 5), (40, 12), (19, 7), (250, 80), (80, 24)] {
            bench.resize(width, height);
        }
    }
}
