//! The mouse, and the terminal's own cursor, over the real screens.

use ratatui::crossterm::event::MouseEventKind;
use ratatui::layout::Position;

use crate::i18n::Lang;
use crate::tui::house::{Entrance, RealHouse};
use crate::tui::screens::shared::tests::real::{Made, Real};
use crate::tui::testing::Bench;

fn bench(size: (u16, u16)) -> Bench<Real> {
    Made::founder().with_demo(20).bench(RealHouse { entrance: Entrance::Open }, Vec::new(), Lang::Fr, size)
}

/// Where a text stands on the screen.
fn place(bench: &Bench<Real>, wanted: &str) -> (u16, u16) {
    let text = bench.text();
    let found = text.lines().enumerate().find_map(|(y, line)| Some((line.find(wanted)?, y, line)));
    let (at, y, line) = found.unwrap_or_else(|| panic!("no {wanted} in\n{text}"));
    (u16::try_from(line[..at].chars().count()).unwrap(), u16::try_from(y).unwrap())
}

fn selected(bench: &Bench<Real>) -> String {
    bench.text().lines().find(|line| line.contains('▌')).unwrap_or_default().to_owned()
}

#[test]
fn a_click_selects_and_a_second_one_opens() {
    let mut bench = bench((120, 36));
    let (x, y) = place(&bench, "3 Centres");
    bench.click(x, y);
    assert!(bench.text().contains("en préparation"), "the tab: {}", bench.text());
    let (x, y) = place(&bench, "Saint-Gilles");
    bench.click(x, y);
    assert!(selected(&bench).contains("Saint-Gilles"), "{}", bench.text());
    bench.click(x + 20, y);
    assert!(bench.text().contains("Saint-Gilles · ● Ouvert"), "its page is open: {}", bench.text());
    bench.type_keys("Esc");
    assert!(selected(&bench).contains("Saint-Gilles"), "{}", bench.text());
    bench.click(x, 4);
    assert!(selected(&bench).contains("Saint-Gilles"), "the head of the table is no line: {}", bench.text());
}

#[test]
fn the_wheel_and_the_hints_do_what_their_keys_do() {
    let mut bench = bench((120, 36));
    bench.type_keys("6");
    let before = selected(&bench);
    bench.mouse_event(MouseEventKind::ScrollDown, 10, 10);
    assert_ne!(selected(&bench), before);
    bench.mouse_event(MouseEventKind::ScrollUp, 10, 10);
    assert_eq!(selected(&bench), before);
    let (x, y) = place(&bench, "? aide");
    bench.click(x, y);
    let (x, y) = place(&bench, "retour");
    bench.click(x, y);
    assert_eq!(selected(&bench), before, "help was opened and left: {}", bench.text());
    bench.type_keys("g e");
    let (x, y) = place(&bench, "Souris");
    bench.click(x, y);
    assert!(bench.mouse && bench.app.cx.preferences.mouse, "{}", bench.text());
    bench.click(0, 20);
    assert!(bench.text().contains("Réglages"), "a click beside a box is no click: {}", bench.text());
}

#[test]
fn text_that_is_typed_is_not_clicked_away() {
    let mut bench = bench((80, 24));
    bench.type_keys("5 n \"hier\"");
    let (x, y) = place(&bench, "3 Centres");
    bench.click(x, y);
    assert!(bench.text().contains("Nouvelle visite") && bench.text().contains("hier"), "{}", bench.text());
}

#[test]
fn the_cursor_is_on_the_selected_line_of_what_has_the_keys() {
    let mut bench = bench((80, 24));
    for keys in ["1", "3 Down", "4 Down Down", "5 Down", "6 Down", "2 Down Down", "g e Down"] {
        bench.type_keys(keys);
        let cursor = bench.cursor().unwrap_or_else(|| panic!("none after {keys}\n{}", bench.text()));
        let line: String = bench.text().lines().nth(usize::from(cursor.y)).unwrap_or_default().to_owned();
        assert!(
            line.contains('▌') || line.contains('►') || line.contains("Couleurs"),
            "after {keys}: {cursor:?} {line}\n{}",
            bench.text()
        );
    }
    assert_ne!(bench.cursor(), Some(Position::ORIGIN));
}

#[test]
fn a_click_goes_to_another_pane_and_the_wheel_turns_what_is_under_it() {
    let mut bench = bench((120, 36));
    bench.type_keys("8");
    let (x, y) = place(&bench, "Novembre 2026");
    let before = selected(&bench);
    // A day of the month: the 26th, on the fifth line of weeks.
    let line = bench.text().lines().nth(usize::from(y) + 6).unwrap().to_owned();
    let at = line.rfind("26").map(|at| line[..at].chars().count()).unwrap();
    bench.click(u16::try_from(at).unwrap(), y + 6);
    assert!(bench.text().contains("Jeu. 26 nov. 2026"), "{}", bench.text());
    assert_ne!(selected(&bench), before);
    bench.type_keys("Right");
    assert!(bench.text().contains("Ven. 27 nov. 2026"), "the calendar has the keys: {}", bench.text());
    bench.mouse_event(MouseEventKind::ScrollDown, 5, 10);
    bench.type_keys("PageDown");
    assert!(bench.text().contains("Décembre 2026"), "and keeps them: {x} {}", bench.text());

    bench.type_keys("3 Enter");
    let (x, y) = place(&bench, "Statut");
    bench.click(x, y);
    let (x, y) = place(&bench, "▼");
    bench.click(x, y);
    assert!(!bench.text().contains('▼') || place(&bench, "▼") != (x, y), "folded at once: {}", bench.text());
}

#[test]
fn a_sign_is_ticked_and_a_box_chosen_from_by_one_click() {
    let mut bench = bench((120, 36));
    bench.type_keys("3 Enter");
    let line = bench.text().lines().position(|line| line.contains("□") && !line.contains('▲')).unwrap();
    let text = bench.text().lines().nth(line).unwrap().to_owned();
    let x = text.chars().position(|c| c == '□').unwrap();
    bench.click(u16::try_from(x).unwrap(), u16::try_from(line).unwrap());
    let ticked = bench.text().lines().nth(line).unwrap().to_owned();
    assert!(ticked.chars().nth(x) == Some('√'), "{ticked}\n{}", bench.text());
    bench.type_keys("Escape 8 f");
    let (x, y) = place(&bench, "Relances");
    bench.click(x, y);
    assert!(bench.text().contains("relances (Retour arr."), "{}", bench.text());
}

#[test]
fn a_field_has_the_focus_where_one_clicks_and_yes_or_no_turns_over() {
    let mut bench = bench((80, 24));
    bench.type_keys("5 n");
    let (x, y) = place(&bench, "Motif");
    bench.click(x, y);
    bench.type_keys("\"aigu\"");
    assert!(bench.text().contains("Soin aigu"), "{}", bench.text());
    let (x, y) = place(&bench, "Soin aigu");
    bench.click(x, y);
    let (x, y) = place(&bench, "Non programmée");
    let said = |bench: &Bench<Real>| bench.text().lines().nth(usize::from(y)).unwrap_or_default().contains("Oui");
    assert!(!said(&bench), "{}", bench.text());
    bench.click(x, y);
    assert!(said(&bench), "{}", bench.text());
}

#[test]
fn the_map_and_the_board_are_clicked_on_where_things_are() {
    let mut bench = bench((120, 36));
    bench.type_keys("g e");
    let (x, y) = place(&bench, "Souris");
    bench.click(x, y);
    bench.type_keys("Escape 2 Tab");
    let (x, y) = place(&bench, "12");
    let (x, y) = if x > 60 { (x, y) } else { (86, 9) };
    bench.click(x, y).click(x, y);
    assert!(bench.text().contains("Rodez"), "one département fills the map: {}", bench.text());
    bench.type_keys("3 v");
    let (x, y) = place(&bench, "Céret");
    bench.click(x, y).click(x, y);
    assert!(bench.text().contains("Céret · ● Ouvert"), "{}", bench.text());
}
