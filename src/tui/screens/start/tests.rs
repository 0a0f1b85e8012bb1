//! From an empty folder to a notebook, by keys.

use super::*;
use crate::sync::drives::Drive;
use crate::tui::house::{Entrance, RealHouse};
use crate::tui::office::Office;
use crate::tui::testing::{Bench, cx, moment};
use crate::tui::theme::Depth;
use crate::workspace::Clock;

const PHRASE: &str = "\"brebis col neige gave hêtre route mairie\"";

#[test]
fn from_nothing_to_the_dashboard_by_the_keyboard() {
    let folder = tempfile::tempdir().unwrap();
    let cx = cx(Lang::Fr, Depth::Indexed);
    let clock: Clock = std::sync::Arc::new(|| moment().wall_millis);
    let drives: Vec<Drive> = Vec::new();
    let office = Office::closed(folder.path(), cx.words.clone(), clock, Box::new(drives)).cheap();
    let mut bench = Bench::with(cx, RealHouse { entrance: Entrance::FirstStart }, office, (80, 24));
    assert!(
        !bench.text().contains("chercher") && !bench.text().contains("annuler"),
        "nothing to find: {}",
        bench.text()
    );
    assert!(bench.text().contains("Français"), "the first question is asked at once: {}", bench.text());
    bench.type_keys("Enter Enter \"Élodie Exemple\" Enter \"9, 31\" Enter");
    assert!(bench.text().contains("EE"), "a code is proposed: {}", bench.text());
    bench.type_keys("Enter Enter \"trop court\" Enter");
    assert!(bench.text().contains("12 caractères"), "what is missing is said: {}", bench.text());
    bench.type_keys(&format!("{PHRASE} Enter {PHRASE} Enter"));
    assert!(bench.text().contains("carte de secours"), "{}", bench.text());
    bench.type_keys("Enter");
    assert!(bench.text().contains("centres ouverts"), "{}", bench.text());
    assert!(bench.text().contains("visite guidée"), "the tour is offered: {}", bench.text());
    assert_eq!(bench.app.cx.desk.my_device().unwrap().code.as_deref(), Some("EE"));
}

#[test]
fn escape_leads_back_question_by_question_and_what_was_answered_stands_there() {
    let folder = tempfile::tempdir().unwrap();
    let cx = cx(Lang::Fr, Depth::Indexed);
    let clock: Clock = std::sync::Arc::new(|| moment().wall_millis);
    let office = Office::closed(folder.path(), cx.words.clone(), clock, Box::new(Vec::<Drive>::new())).cheap();
    let mut bench = Bench::with(cx, RealHouse { entrance: Entrance::FirstStart }, office, (80, 24));
    bench.type_keys("Enter Enter \"Élodie Exemple\" Enter");
    assert!(bench.text().contains("4 sur 7") && bench.text().contains("Vos dossiers viendront"), "{}", bench.text());
    bench.type_keys("Esc Esc");
    assert!(bench.text().contains("3 sur 7") && bench.text().contains("Élodie Exemple"), "{}", bench.text());
    bench.type_keys("Enter \"9\" Enter");
    assert!(bench.text().contains("5 sur 7") && bench.text().contains("EXA-0001"), "{}", bench.text());
}

#[test]
fn a_sector_is_said_by_numbers_or_names() {
    let codes = |text: &str| sector_of(text).map(|sector| sector_text(&sector));
    assert_eq!(codes("09, 31").as_deref(), Ok("09, 31"));
    assert_eq!(codes("31 9 ").as_deref(), Ok("09, 31"));
    assert_eq!(codes("ariege; haute-garonne").as_deref(), Ok("09, 31"));
    assert_eq!(codes("66 09").as_deref(), Ok("09, 66"));
    assert_eq!(codes("").as_deref(), Ok(""));
    assert_eq!(codes("Bretagne"), Err("Bretagne".into()));
}

#[test]
fn a_code_is_proposed_from_the_name() {
    assert_eq!(initials("Élodie Exemple"), "EE");
    assert_eq!(initials("zoé"), "ZA");
    assert!(is_code(&initials("")));
}
