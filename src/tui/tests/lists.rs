//! What every list can do, in the whole application, by keys.

use crate::i18n::Lang;
use crate::model::{Contract, Followup, Kind, Position, Reason, RecordId, Visit};
use crate::store::views::Edge;
use crate::tui::house::{Entrance, RealHouse};
use crate::tui::request::VisitFilter;
use crate::tui::screens::shared::tests::real::{Made, Real};
use crate::tui::testing::Bench;

fn bench_at(size: (u16, u16)) -> Bench<Real> {
    let house = RealHouse { entrance: Entrance::Open };
    Made::founder().with_demo(60).bench(house, Vec::new(), Lang::Fr, size)
}

fn bench() -> Bench<Real> {
    bench_at((80, 24))
}

fn with_contract(bench: &Bench<Real>, contract: Contract) -> Vec<RecordId> {
    let all = bench.app.cx.desk.all::<Position>();
    all.filter(|(_, one)| one.contract == Some(contract)).map(|(id, _)| id).collect()
}

fn visits(bench: &Bench<Real>) -> Vec<Visit> {
    let workspace = bench.performer.office.workspace().unwrap();
    let page = workspace.visits(&VisitFilter::default(), Edge::Newest, 1_000).unwrap();
    page.rows.into_iter().map(|row| row.visit).collect()
}

#[test]
fn marked_positions_are_changed_at_once_and_undone_at_once() {
    let mut bench = bench();
    let before = with_contract(&bench, Contract::Sessional);
    bench.type_keys("4 ; ; Down ;");
    assert!(bench.text().contains("√ 3 marqués"), "{}", bench.text());
    insta::assert_snapshot!("marked", bench.shot());
    bench.keys = 0;
    bench.type_keys("e \"contr\" Enter \"vacat\" Enter");
    assert_eq!(bench.keys, 13);
    assert!(bench.text().contains("Fiches modifiées\u{a0}: 3 postes (u annule)"), "{}", bench.text());
    assert!(!bench.text().contains("marqué"), "what was done is marked no longer: {}", bench.text());
    assert_eq!(with_contract(&bench, Contract::Sessional).len(), before.len() + 3);
    bench.type_keys("u");
    assert_eq!(with_contract(&bench, Contract::Sessional), before, "one undo: {}", bench.text());
}

#[test]
fn all_that_is_shown_is_marked_and_marks_outlive_the_filter() {
    let mut bench = bench_at((40, 12));
    let all = bench.app.cx.desk.count(Kind::Followup);
    let at = "Down ".repeat(3);
    bench.type_keys("6").type_keys(&at).type_keys("Enter f \"confirmer\" Enter !");
    let shown = bench.app.cx.desk.all::<Followup>();
    let shown = shown.filter(|(_, one)| one.what.as_deref().is_some_and(|what| what.starts_with("Confirmer"))).count();
    assert!(shown > 1 && shown < all);
    assert!(bench.text().contains(&format!("√ {shown} marqués")), "{}", bench.text());
    bench.type_keys("Backspace d");
    assert!(bench.text().contains(&format!("{shown} fiches")), "{}", bench.text());
    bench.type_keys("Enter");
    assert_eq!(bench.app.cx.desk.count(Kind::Followup), all, "Enter is not enough");
    bench.type_keys("d o");
    assert_eq!(bench.app.cx.desk.count(Kind::Followup), all - shown, "{}", bench.text());
    bench.type_keys("u");
    assert_eq!(bench.app.cx.desk.count(Kind::Followup), all, "{}", bench.text());
    bench.type_keys("! !");
    assert!(!bench.text().contains("marqué"), "{}", bench.text());
}

#[test]
fn marked_visits_are_changed_and_deleted_at_once_but_not_before_a_visitor() {
    let mut bench = bench();
    let (all, acute) = (visits(&bench).len(), Reason::Prevention);
    let of = |bench: &Bench<Real>| visits(bench).iter().filter(|visit| visit.reason == Some(acute)).count();
    let before = of(&bench);
    bench.type_keys("5 Home f \"palliatif\" Enter Backspace ; ; ;");
    assert!(bench.text().contains("√ 3 marqués"), "{}", bench.text());
    bench.type_keys("M e");
    assert!(bench.text().contains("masqué"), "{}", bench.text());
    bench.type_keys("M e \"motif\" Enter \"prévention\" Enter");
    assert!(of(&bench) > before, "{}", bench.text());
    bench.type_keys("; ; d o");
    assert_eq!(visits(&bench).len(), all - 2, "{}", bench.text());
    bench.type_keys("u");
    assert_eq!(visits(&bench).len(), all);
}

#[test]
fn filters_stand_in_their_order_and_go_one_by_one() {
    for (screen, first, second) in [
        ("4", "f \"pourvoir\" Down Enter", "f \"médecin\" Down Enter"),
        ("3", "f \"sociétaire\" Enter", "f \"retard\" Down Enter"),
        ("2", "f \"couserans\" Enter", "f Down Enter \"ariège\" Enter"),
    ] {
        let mut bench = bench_at((120, 36));
        let none = bench.type_keys(screen).text();
        let one = bench.type_keys(first).text();
        let two = bench.type_keys(second).text();
        assert!(one != none && two != one, "{two}");
        assert_eq!(
            bench.type_keys("Backspace").text().lines().nth(3),
            one.lines().nth(3),
            "the last one set goes first"
        );
        assert_eq!(bench.type_keys("Backspace").text().lines().nth(3), none.lines().nth(3));
    }
}
