//! The pipeline by keys, over a real workspace.

use super::*;
use crate::i18n::Lang;
use crate::model::{Stage, StageState, Step, StepState};
use crate::tui::layer::House;
use crate::tui::popup::Prompt;
use crate::tui::screen::Screen;
use crate::tui::screens::shared::tests::notebook::{Notebook, bench_with};
use crate::tui::testing::Bench;
use crate::tui::theme::Depth;

struct Only;

impl House for Only {
    fn screen(&self, _: Screen, cx: &mut Cx) -> Box<dyn Layer> {
        screen(cx)
    }

    fn lock(&self, _: &mut Cx) -> Box<dyn Layer> {
        Box::new(Prompt::new("lock", "", ""))
    }
}

fn demo(lang: Lang, depth: Depth, size: (u16, u16)) -> Bench<Notebook> {
    bench_with(Only, lang, depth, &[], true, size)
}

fn usual() -> Bench<Notebook> {
    demo(Lang::Fr, Depth::Indexed, (80, 24))
}

fn steps(bench: &Bench<Notebook>) -> Vec<Step> {
    bench.app.cx.desk.all::<Step>().map(|(_, step)| step.clone()).collect()
}

fn done(bench: &Bench<Notebook>) -> usize {
    steps(bench).iter().filter(|step| step.state == Some(StepState::Done)).count()
}

#[test]
fn marked_centres_show_it_and_are_offered_what_can_be_done() {
    let mut bench = usual();
    let marked = |text: &str| text.lines().filter(|line| line.starts_with(" √")).count();
    assert_eq!(marked(&bench.text()), 0);
    bench.type_keys("; ;");
    let text = bench.text();
    assert_eq!(marked(&text), 2, "{text}");
    assert!(text.contains("2 marqués") && text.contains("w confier à") && !text.contains("d supprimer"), "{text}");
}

#[test]
fn the_list_at_three_sizes() {
    insta::assert_snapshot!("list_usual", usual().shot());
    insta::assert_snapshot!("list_small", demo(Lang::Fr, Depth::Mono, (40, 12)).text());
    insta::assert_snapshot!("list_wide", demo(Lang::En, Depth::Indexed, (120, 36)).type_keys("Down Right").text());
}

#[test]
fn a_centre_at_three_sizes() {
    insta::assert_snapshot!("centre_usual", usual().type_keys("Enter").shot());
    insta::assert_snapshot!("centre_facts", usual().type_keys("Enter Tab").text());
    insta::assert_snapshot!("centre_small", demo(Lang::Fr, Depth::Mono, (40, 12)).type_keys("Enter").text());
    insta::assert_snapshot!("centre_wide", demo(Lang::En, Depth::Indexed, (120, 36)).type_keys("Enter").text());
}

#[test]
fn ticking_a_step_of_an_open_centre_takes_at_most_three_keys() {
    let mut bench = usual();
    bench.type_keys("Enter");
    let (before, keys) = (done(&bench), bench.keys);
    bench.type_keys("Space");
    assert_eq!(done(&bench), before + 1, "{}", bench.text());
    assert!(bench.keys - keys <= 3);
    bench.type_keys("Space");
    assert_eq!(done(&bench), before, "and back");
}

#[test]
fn a_step_that_does_not_apply_says_why() {
    let mut bench = usual();
    bench.type_keys("Enter x Enter");
    assert!(bench.text().contains("À remplir"), "{}", bench.text());
    bench.type_keys("\"Pas de travaux\" Enter");
    let found = steps(&bench).into_iter().any(|step| {
        step.state == Some(StepState::NotApplicable) && step.reason.is_some_and(|why| why.0 == "Pas de travaux")
    });
    assert!(found, "{}", bench.text());
}

#[test]
fn a_due_date_is_typed_as_people_say_it() {
    let mut bench = usual();
    bench.type_keys("Enter T C-u \"+3\"");
    assert!(bench.text().contains("jeudi 26 novembre 2026"), "{}", bench.text());
    bench.type_keys("Enter");
    assert!(steps(&bench).iter().any(|step| step.due == "2026-11-26".parse().ok()));
}

#[test]
fn a_stage_is_blocked_with_its_reason_and_freed_again() {
    let blocked = |bench: &Bench<Notebook>| {
        let all = bench.app.cx.desk.all::<Stage>();
        all.filter(|(_, stage)| stage.blocked_reason.as_ref().is_some_and(|why| why.0 == "Fuite d’eau")).count()
    };
    let mut bench = usual();
    bench.type_keys("f Down Down Down Down Down Enter Right Right Right b \"Fuite d’eau\" Enter");
    assert_eq!(blocked(&bench), 1, "{}", bench.text());
    assert!(bench.text().contains("Fuite d’eau"), "{}", bench.text());
    bench.type_keys("b");
    assert_eq!(blocked(&bench), 0, "{}", bench.text());
    assert!(
        !bench
            .app
            .cx
            .desk
            .all::<Stage>()
            .any(|(_, stage)| stage.state == Some(StageState::Blocked) && stage.blocked_reason.is_none())
    );
}

#[test]
fn moving_the_target_echoes_what_slips_and_keeps_the_first_one() {
    let mut bench = usual();
    bench.type_keys("t \"juin 2028\"");
    assert!(bench.text().contains("juin 2028") && bench.text().contains("premier objectif"), "{}", bench.text());
    bench.type_keys("Enter");
    let wanted = "2028-06".parse().ok();
    let (_, centre) = bench.app.cx.desk.all::<Centre>().find(|(_, one)| one.target_opening == wanted).unwrap();
    assert!(centre.first_target.is_some_and(|first| Some(first) != wanted));
}

#[test]
fn opening_with_a_gate_open_asks_why_and_keeps_the_reason() {
    let mut bench = usual();
    bench.type_keys("Enter O Enter");
    assert!(bench.text().contains("Ouvrir malgré tout"), "{}", bench.text());
    bench.type_keys("\"Décision du conseil\" Enter");
    let all = &bench.app.cx.desk;
    let found = all
        .all::<Centre>()
        .find(|(_, one)| one.opened_despite.as_ref().is_some_and(|why| why.0 == "Décision du conseil"));
    let (_, centre) = found.unwrap();
    assert_eq!((centre.status, centre.opened), (Some(CentreStatus::Open), "2026-11-23".parse().ok()));
}

#[test]
fn a_centre_that_opens_in_the_future_is_told_to_move_its_target() {
    let mut bench = usual();
    bench.type_keys("Enter O C-u \"24/11/2026\" Enter");
    assert!(bench.text().contains("changez la date visée"), "{}", bench.text());
    assert!(!bench.app.cx.desk.all::<Centre>().any(|(_, one)| one.opened == "2026-11-24".parse().ok()));
}

#[test]
fn a_project_is_abandoned_on_a_day() {
    let mut bench = usual();
    bench.type_keys("s Down Enter C-u \"hier\" Enter");
    let found =
        bench.app.cx.desk.all::<Centre>().any(|(_, one)| {
            one.status == Some(CentreStatus::Abandoned) && one.abandoned_on == "2026-11-22".parse().ok()
        });
    assert!(found, "{}", bench.text());
}

#[test]
fn a_step_is_added_and_ticked() {
    let mut bench = usual();
    bench.type_keys("Enter A \"Enseigne posée\" Enter");
    let text = bench.text();
    let added = steps(&bench).into_iter().find(|step| step.label.as_deref() == Some("Enseigne posée"));
    assert!(added.is_some_and(|step| step.state == Some(StepState::Open)), "{text}");
}

#[test]
fn a_filter_says_what_it_keeps_and_is_cleared() {
    let mut bench = usual();
    bench.type_keys("f Down Enter");
    assert!(bench.text().contains("Filtre\u{a0}: En retard"), "{}", bench.text());
    bench.type_keys("Backspace f \"zzz\" Enter");
    assert!(bench.text().contains("Rien ne correspond"), "{}", bench.text());
    bench.type_keys("Backspace");
    assert!(!bench.text().contains("Rien ne correspond"));
}

#[test]
fn mine_first_and_everyone_on_demand() {
    let mut bench = bench_with(Only, Lang::Fr, Depth::Mono, &["66"], true, (80, 24));
    // The founder is a steward, who sees all from the start; the filter by département narrows it down.
    let all = bench.text();
    bench.type_keys("f \"Céret\" Enter");
    assert_ne!(bench.text(), all);
    assert!(bench.text().contains("Céret"), "{}", bench.text());
}

#[test]
fn a_new_centre_a_position_and_a_call() {
    let mut bench = usual();
    bench.type_keys("n \"Centre d’essai\" C-s");
    assert!(bench.app.cx.desk.all::<Centre>().any(|(_, one)| one.name.as_deref() == Some("Centre d’essai")));
    let before = bench.app.cx.desk.count(Kind::Position);
    bench.type_keys("P Tab \"méd\" C-s");
    assert_eq!(bench.app.cx.desk.count(Kind::Position), before + 1, "{}", bench.text());
    let before = bench.app.cx.desk.count(Kind::Exchange);
    bench.type_keys("Enter r Tab Tab Tab Tab Tab \"Point d’étape\" C-s Esc");
    assert_eq!(bench.app.cx.desk.count(Kind::Exchange), before + 1, "{}", bench.text());
}

#[test]
fn history_tells_who_did_what() {
    let mut bench = usual();
    bench.type_keys("t \"juin 2028\" Enter h");
    assert!(bench.text().contains("Exemple") && bench.text().contains("juin 2028"), "{}", bench.text());
}

#[test]
fn the_board_at_three_sizes() {
    insta::assert_snapshot!("board_usual", usual().type_keys("v").shot());
    insta::assert_snapshot!("board_small", demo(Lang::Fr, Depth::Mono, (40, 12)).type_keys("v Down").text());
    insta::assert_snapshot!("board_wide", demo(Lang::En, Depth::Indexed, (120, 36)).type_keys("v Left").text());
    insta::assert_snapshot!(
        "board_aside",
        demo(Lang::Fr, Depth::Mono, (120, 36)).type_keys("v Right Right Right").text()
    );
}

#[test]
fn a_card_moves_by_the_edits_that_are_missing_and_one_undo_takes_it_back() {
    let joining = |bench: &Bench<Notebook>| {
        let all = bench.app.cx.desk.all::<Stage>();
        all.filter(|(_, one)| one.stage == Some(StageKey::Adhesion) && one.state == Some(StageState::Done)).count()
    };
    let mut bench = usual();
    bench.type_keys("v Left");
    assert!(bench.text().contains("▌Adhésion"), "{}", bench.text());
    let before = joining(&bench);
    bench.type_keys(">");
    assert!(bench.text().contains("Adhésion au GIP"), "{}", bench.text());
    bench.type_keys("Enter");
    assert_eq!(joining(&bench), before + 1, "{}", bench.text());
    assert!(bench.text().contains("▌En préparation"), "the card went on: {}", bench.text());
    bench.type_keys("u");
    assert_eq!(joining(&bench), before, "{}", bench.text());
}

#[test]
fn a_card_that_cannot_move_names_its_open_gates_and_leads_to_them() {
    let mut bench = usual();
    let before = bench.app.cx.desk.clone();
    bench.type_keys("v >");
    assert!(bench.text().contains("il reste") && bench.text().contains("reste à faire"), "{}", bench.text());
    bench.type_keys("Enter");
    assert!(bench.text().contains("tâches"), "the centre's page: {}", bench.text());
    assert_eq!(*before, *bench.app.cx.desk, "nothing was written");
}

#[test]
fn the_board_keeps_its_card_when_one_goes_back_to_the_table() {
    let mut bench = usual();
    bench.type_keys("Down Down v v v");
    insta::assert_snapshot!("board_and_back", bench.text());
}

/// The planned ends of a stage, of all centres.
fn planned_ends(bench: &Bench<Notebook>, key: StageKey) -> Vec<Option<chrono::NaiveDate>> {
    let all = bench.app.cx.desk.all::<Stage>();
    all.filter(|(_, one)| one.stage == Some(key)).map(|(_, one)| one.planned_end).collect()
}

#[test]
fn the_timeline_at_three_sizes() {
    insta::assert_snapshot!("timeline_usual", usual().type_keys("v v").shot());
    insta::assert_snapshot!("timeline_small", demo(Lang::Fr, Depth::Mono, (40, 12)).type_keys("v v Down Right").text());
    insta::assert_snapshot!(
        "timeline_wide",
        demo(Lang::En, Depth::Indexed, (120, 36)).type_keys("v v Down Right").text()
    );
    insta::assert_snapshot!("timeline_far", demo(Lang::Fr, Depth::Mono, (120, 36)).type_keys("v v Z Z Z Z").text());
}

#[test]
fn a_stage_moved_in_thought_moves_the_opening_and_is_kept_with_one_undo() {
    let mut bench = usual();
    bench.type_keys("v v Right Right Right");
    let before = bench.app.cx.desk.clone();
    bench.type_keys("> > >");
    let supposed = bench.text();
    assert!(supposed.contains("Si… Cahors ouvre le") && supposed.contains("+25\u{a0}j"), "{supposed}");
    assert_eq!(*before, *bench.app.cx.desk, "nothing is written yet");
    let (was, keys) = (planned_ends(&bench, StageKey::Locaux), bench.keys);
    bench.type_keys("p");
    assert_eq!(bench.keys - keys, 1);
    assert!(!bench.text().contains("Si…") && bench.text().contains("Dates prévues"), "{}", bench.text());
    let now = planned_ends(&bench, StageKey::Locaux);
    assert_eq!(was.iter().zip(&now).filter(|(was, now)| was != now).count(), 1, "one stage has other dates");
    bench.type_keys("u");
    assert_eq!(planned_ends(&bench, StageKey::Locaux), was, "{}", bench.text());
}

#[test]
fn a_what_if_is_dropped_by_escape_and_by_its_key_and_the_centre_stays() {
    for drop in ["Escape", "D"] {
        let mut bench = usual();
        let before = bench.type_keys("v v Right Right Right").text();
        bench.type_keys(">");
        assert!(bench.text().contains("Si… Cahors"), "{}", bench.text());
        bench.type_keys(drop);
        assert!(bench.text().contains("Hypothèse abandonnée"), "{}", bench.text());
        let lines = |text: &str| text.lines().take(20).map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(lines(&bench.text()), lines(&before));
    }
}

#[test]
fn what_cannot_move_says_why() {
    let mut bench = usual();
    bench.type_keys("v v >");
    assert!(bench.text().contains("étape"), "{}", bench.text());
    bench.type_keys("Right >");
    assert!(bench.text().contains("est fini"), "the call is answered: {}", bench.text());
    bench.type_keys("Right Right < < < < < < < < < < < < < < < < < < < < < < < < < < < < < < < <");
    assert!(bench.text().contains("ne peut être plus tôt"), "{}", bench.text());
    bench.type_keys("Escape End >");
    assert!(bench.text().contains("en préparation se déplacent"), "{}", bench.text());
}

#[test]
fn a_stage_is_moved_on_the_centres_own_page_too() {
    let mut bench = usual();
    bench.type_keys("Enter > >");
    assert!(bench.text().contains("Si… Cahors ouvre le"), "{}", bench.text());
    let was = planned_ends(&bench, StageKey::Locaux);
    bench.type_keys("C-s");
    assert_ne!(planned_ends(&bench, StageKey::Locaux), was, "{}", bench.text());
    bench.type_keys("> Escape");
    assert!(bench.text().contains("Hypothèse abandonnée") && bench.text().contains("tâches"), "{}", bench.text());
}

#[test]
fn the_window_of_the_timeline_is_zoomed_and_panned() {
    let mut bench = usual();
    let start = bench.type_keys("v v").text();
    assert!(start.contains("2026") && start.contains("T4"), "{start}");
    assert_ne!(bench.type_keys("S-Right").text(), start);
    assert_eq!(bench.type_keys("S-Left").text(), start);
    assert!(bench.type_keys("Z Z Z").text().contains("203"), "forty quarters: {}", bench.text());
    assert_eq!(bench.type_keys("z z z").text(), start);
}

#[test]
fn centres_are_sorted_by_any_column_both_ways_and_the_selection_stays() {
    let mut bench = usual();
    let held = |bench: &Bench<Notebook>| bench.text().lines().any(|line| line.contains("▌ Beaucaire"));
    let names = |bench: &Bench<Notebook>| -> Vec<String> {
        let line = |line: &str| line.chars().skip(3).take(17).collect::<String>();
        bench.text().lines().skip(4).take(12).map(|text| crate::model::reference::fold(&line(text))).collect()
    };
    let start = bench.type_keys("Down Down Down").text();
    assert!(held(&bench), "{start}");
    for (keys, said) in [("o", "Écart ▼"), ("I", "Écart ▲"), ("o o o o o o o", "Statut ▲")] {
        bench.type_keys(keys);
        assert!(bench.text().contains(said) && held(&bench), "{keys}: {}", bench.text());
    }
    bench.type_keys("o Home");
    let shown = names(&bench);
    assert!(bench.text().contains("Centre ▲") && shown.is_sorted() && !shown.is_empty(), "{}", bench.text());
    bench.type_keys("o");
    assert!(!bench.text().contains("Visée ▲"), "by target, as at the start: {}", bench.text());
}

#[test]
fn a_choice_that_is_not_on_the_list_is_told_in_the_words_of_the_list() {
    let mut bench = usual();
    bench.type_keys("e Tab \"zzz\" Tab");
    let text = bench.text();
    assert!(text.contains("pas dans la liste"), "{text}");
    assert!(!text.contains("perennisation"), "in words, not in keys: {text}");
}

#[test]
fn the_signs_are_told_in_each_view_and_on_the_page() {
    let mut bench = demo(Lang::Fr, Depth::Mono, (40, 12));
    for (script, said) in [
        ("=", "bloquée"),
        ("Escape v =", "tâches faites d’une étape"),
        ("Escape v =", "prévision"),
        ("Escape Enter = End", "sans objet"),
    ] {
        bench.type_keys(script);
        assert!(bench.text().contains("Les signes") && bench.text().contains(said), "{script}: {}", bench.text());
    }
}
