//! The program is left and opened again: everything is where it was.

use crate::i18n::Lang;
use crate::tui::house::{Entrance, RealHouse};
use crate::tui::screens::shared::tests::real::{Made, Real};
use crate::tui::testing::Bench;

fn bench(made: Made) -> Bench<Real> {
    made.bench(RealHouse { entrance: Entrance::Open }, Vec::new(), Lang::Fr, (120, 36))
}

/// What is between the bars, without the bar that says how much of a long list is in memory.
fn page(bench: &Bench<Real>) -> String {
    let text = bench.text().replace(['▐', '│'], " ");
    let lines: Vec<&str> = text.lines().collect();
    lines[..lines.len() - 2].join("\n")
}

/// Leaves, and says so to who asks what is not handed in.
fn left(mut bench: Bench<Real>) -> Made {
    bench.type_keys("q Enter");
    assert!(bench.ended, "{}", bench.text());
    bench.performer.reopened()
}

#[test]
fn every_screen_is_found_again_as_it_was_left() {
    let mut bench = bench(Made::founder().with_demo(80));
    let scripts = [
        ("1", "Down Down Down Tab"),
        ("2", "m Down Down Right Down Left Down"),
        ("3", "f \"saint\" Enter o Down"),
        ("4", "o o I f \"mil\" Enter Down Down"),
        ("5", "f \"SIE-00\" Enter Down Down Down Down Down Down Down Down"),
        ("6", "Down Down Enter o Down"),
        ("8", "v o Right Right Down"),
    ];
    let mut pages = Vec::new();
    for (screen, keys) in scripts {
        let first = page(bench.type_keys(screen));
        pages.push((screen, page(bench.type_keys(keys))));
        assert_ne!(pages.last().unwrap().1, first, "{keys} do something");
    }
    let made = left(bench);
    let mut bench = super::session::bench(made);
    for (screen, as_it_was) in pages.iter().rev() {
        assert_eq!(page(&bench), *as_it_was, "{screen}");
        let next = pages.iter().position(|(one, _)| one == screen).unwrap();
        bench.type_keys(pages[next.saturating_sub(1)].0);
    }
}

#[test]
fn the_order_of_every_list_is_found_again() {
    for screen in ["3", "4", "5", "6 Down Down Down Down Down Enter"] {
        let mut bench = bench(Made::founder().with_demo(80));
        let first = page(bench.type_keys(screen));
        let sorted = page(bench.type_keys("o o I"));
        assert_ne!(sorted, first, "{screen}");
        assert_eq!(page(&super::session::bench(left(bench))), sorted, "{screen}");
    }
}

#[test]
fn the_agenda_is_found_again_on_its_day_or_on_the_day_that_is_today_by_then() {
    let mut bench = bench(Made::founder().with_demo(80));
    bench.type_keys("8 Right Down Down");
    let elsewhere = page(&bench);
    let mut bench = super::session::bench(left(bench));
    assert_eq!(page(&bench), elsewhere, "in the week after, on its line");
    bench.type_keys(". v");
    let kept = page(&bench);
    assert!(kept.contains("Lundi 23 novembre 2026"), "{kept}");
    let made = left(bench);
    let text = made.workspace.session().unwrap().unwrap();
    assert!(!text.contains("2026-11-23"), "{text}");
    assert_eq!(page(&super::session::bench(made)), kept);
}

#[test]
fn the_timeline_is_found_again_as_near_and_as_far_along() {
    let mut bench = bench(Made::founder().with_demo(40));
    let usual = page(bench.type_keys("3 v v Down"));
    let left_so = page(bench.type_keys("z z W W Down"));
    assert_ne!(left_so, usual);
    let mut bench = super::session::bench(left(bench));
    assert_eq!(page(&bench), left_so);
    bench.type_keys("Z Z");
    let made = left(bench);
    let text = made.workspace.session().unwrap().unwrap();
    // As no version writes it.
    let zoom = text.find(r#"\"zoom\":"#).unwrap();
    let end = zoom + text[zoom..].find(',').unwrap();
    let mut made = made;
    made.workspace.keep_session(Some(format!("{}\\\"zoom\\\":{}{}", &text[..zoom], usize::MAX, &text[end..]))).unwrap();
    let mut bench = super::session::bench(made);
    bench.type_keys("Z z");
    assert!(bench.text().contains("2026"), "{}", bench.text());
}

#[test]
fn synchro_is_found_again_on_the_line_of_its_laptop() {
    use crate::model::DeviceRole;
    let mut made = Made::founder();
    for (holder, code) in [("Exemple", "COUS"), ("Autre", "CARC")] {
        let card = Made::waiting_as(holder, code).workspace.card().unwrap();
        made.workspace.admit(&card, DeviceRole::Field, &Default::default()).unwrap();
    }
    let mut bench = bench(made);
    bench.type_keys("7 Down Down");
    let kept = bench.shot();
    let bench = super::session::bench(left(bench));
    assert_eq!(bench.shot(), kept);
}

#[test]
fn an_open_page_is_opened_again_and_leads_back_to_its_list() {
    let mut bench = bench(Made::founder().with_demo(40));
    bench.type_keys("3 v Right Down");
    let board = page(&bench);
    bench.type_keys("Enter");
    let centre = page(&bench);
    let mut bench = super::session::bench(left(bench));
    assert_eq!(page(&bench), centre);
    bench.type_keys("Esc");
    assert_eq!(page(&bench), board, "the cards, as they were");
    let mut bench = super::session::bench(left(bench));
    assert_eq!(page(&bench), board);
    bench.type_keys("1");
    let bench = super::session::bench(left(bench));
    assert!(bench.text().contains("centres ouverts"), "{}", bench.text());
}

#[test]
fn a_search_for_a_patient_is_sealed_and_forgotten_with_an_erasure() {
    let mut bench = bench(Made::founder().with_demo(40));
    bench.type_keys("5 f \"SIE-0007\" Enter");
    assert!(bench.text().contains("SIE-0007"), "{}", bench.text());
    let made = left(bench);
    let kept = made.workspace.session().unwrap().unwrap();
    assert!(kept.contains("SIE-0007"), "{kept}");
    for file in files(made.workspace.folder()) {
        let bytes = std::fs::read(&file).unwrap();
        assert!(!bytes.windows(8).any(|part| part == b"SIE-0007"), "{}", file.display());
    }
    let mut bench = super::session::bench(made);
    bench.type_keys("E");
    assert!(bench.text().contains("Effacer"), "{}", bench.text());
    bench.type_keys("End Enter o");
    let made = left(bench);
    let kept = made.workspace.session().unwrap().unwrap_or_default();
    assert!(!kept.contains("SIE-0007"), "{kept}");
}

fn files(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let mut all = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { all.extend(files(&path)) } else { all.push(path) }
    }
    all
}

#[test]
fn what_another_version_left_is_no_trouble() {
    for text in ["", "{", r#"{"screen":"garden","left":{"centres":"{\"filter\":7}"}}"#] {
        let mut made = Made::founder().with_facts();
        made.workspace.keep_session(Some(text.into())).unwrap();
        let mut bench = bench(made);
        assert!(bench.text().contains("centres ouverts"), "{}", bench.text());
        bench.type_keys("3");
        assert!(bench.text().contains("en préparation"), "{}", bench.text());
    }
}

#[test]
fn behind_a_passphrase_the_place_is_found_again_once_it_opens() {
    let mut bench = Made::sealed("trois mots secrets").locked_bench((100, 30));
    bench.type_keys("\"trois mots secrets\" Enter 3 f \"céret\" Enter");
    let before = page(&bench);
    assert!(before.contains("1 centre") && before.contains("céret"), "{before}");
    bench.type_keys("L");
    assert!(!bench.text().contains("céret"), "{}", bench.text());
    bench.type_keys("\"trois mots secrets\" Enter");
    assert_eq!(page(&bench), before, "the program went on");
    bench.type_keys("L Esc C-q");
    assert!(bench.ended, "{}", bench.text());
    let mut bench = bench.performer.closed().locked_bench((100, 30));
    assert!(!bench.text().contains("céret"), "nothing shows before it opens: {}", bench.text());
    bench.type_keys("\"trois mots secrets\" Enter");
    assert_eq!(page(&bench), before, "the program was left while locked");
}
