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
    bench.click(x, y).click(x, y);
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
