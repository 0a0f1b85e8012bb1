//! What every list can do, in the whole application, by keys.

use std::path::Path;

use crate::i18n::Lang;
use crate::model::{Contract, Decimal, Followup, Kind, Position, Reason, RecordId, Role, Visit};
use crate::store::views::Edge;
use crate::sync::drives::Drive;
use crate::tui::house::{Entrance, RealHouse};
use crate::tui::request::VisitFilter;
use crate::tui::screens::shared::tests::real::{Made, Real};
use crate::tui::testing::Bench;

fn bench_at(size: (u16, u16)) -> Bench<Real> {
    let house = RealHouse { entrance: Entrance::Open };
    Made::founder().with_demo(60).bench(house, Vec::new(), Lang::Fr, size)
}

fn bench_with_drive(folder: &Path) -> Bench<Real> {
    let drive = Drive { name: "CLE".into(), folder: folder.to_owned(), free: 1, total: 2, read_only: false };
    Made::founder().with_demo(60).bench(RealHouse { entrance: Entrance::Open }, vec![drive], Lang::Fr, (80, 24))
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
    bench.type_keys("o");
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

#[test]
fn a_row_or_a_cell_is_copied_and_the_text_stands_there_to_be_selected() {
    let mut bench = bench();
    bench.type_keys("4 y");
    insta::assert_snapshot!("copy", bench.shot());
    bench.type_keys("Enter Down Down Enter");
    let [row, cell] = bench.copied.as_slice() else { panic!("{:?}", bench.copied) };
    assert!(row.starts_with("Aspet\tMédecin\t0,5\t"), "{row}");
    assert_eq!(cell, "Médecin");
    assert!(bench.text().contains("Demandé au presse-papiers\u{a0}: Métier"), "{}", bench.text());
}

#[test]
fn the_clipboard_never_gets_a_visit() {
    let mut bench = bench();
    bench.type_keys("5 y Enter Escape Escape i y Enter");
    assert_eq!(bench.copied, Vec::<String>::new());
}

#[test]
fn what_is_shown_is_written_as_csv_in_its_order_and_no_file_is_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("postes.csv");
    let mut bench = bench();
    bench.type_keys("4 f \"médecin\" Down Enter o");
    bench.keys = 0;
    bench.type_keys(&format!("X C-u \"{}\" Enter", path.display()));
    assert_eq!(bench.keys, 3 + path.display().to_string().len());
    let text = std::fs::read_to_string(&path).unwrap_or_else(|_| panic!("{}", bench.text()));
    let mut lines = text.split("\r\n");
    assert!(lines.next().unwrap().starts_with("id,centre,role,fte,"), "{text}");
    let doctors = bench.app.cx.desk.all::<Position>().filter(|(_, one)| one.role == Some(Role::Doctor)).count();
    assert_eq!(text.matches(",doctor,").count(), doctors);
    assert_eq!(text.lines().count(), doctors + 1, "nothing that the filter hides");
    assert!(bench.text().contains(&format!("{doctors} lignes écrites")), "{}", bench.text());

    bench.type_keys(&format!("f Enter X C-u \"{}\" Enter", path.display()));
    assert!(bench.text().contains("existe déjà"), "{}", bench.text());
    assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
}

#[test]
fn visits_are_written_without_pseudonyms_unless_chosen_and_a_removable_drive_is_named_first() {
    let folder = tempfile::tempdir().unwrap();
    let (plain, whole) = (folder.path().join("a.csv"), folder.path().join("b.csv"));
    let mut bench = bench_with_drive(folder.path());
    let n = visits(&bench).len();
    bench.type_keys("M 5 X");
    assert!(!bench.text().contains("Exporter les visites"), "not before a visitor: {}", bench.text());
    bench.type_keys(&format!("M X Enter C-u \"{}\" Enter", plain.display()));
    assert!(bench.text().contains("«\u{a0}CLE\u{a0}» est amovible") && !plain.exists(), "{}", bench.text());
    bench.type_keys("Enter");
    assert!(!plain.exists(), "Enter is not enough");
    bench.type_keys("o");
    let text = std::fs::read_to_string(&plain).unwrap_or_else(|_| panic!("{}", bench.text()));
    assert_eq!(text.lines().count(), n + 1, "{}", bench.text());
    let header = text.lines().next().unwrap();
    assert!(header.starts_with("id,centre,role,commune,start,") && !header.contains("note"), "{header}");
    assert!(!text.contains("SIE-"));

    bench.type_keys(&format!("X Down Enter o C-u \"{}\" Enter o", whole.display()));
    let text = std::fs::read_to_string(&whole).unwrap_or_else(|_| panic!("{}", bench.text()));
    assert!(text.lines().next().unwrap().contains(",patient,") && text.contains("SIE-"), "{}", bench.text());
    assert_eq!(text.lines().filter(|line| line.contains("SIE-")).count(), n);
}

#[test]
fn positions_are_sorted_by_any_column_both_ways_and_the_selection_stays() {
    let mut bench = bench();
    let first = bench.type_keys("4").text();
    let selected = |bench: &Bench<Real>| {
        let line = bench.text().lines().find(|line| line.starts_with(" ▌")).map(str::to_owned);
        line.map(|line| line.trim_end_matches(['│', '▐']).to_owned())
    };
    let was = selected(&bench);
    let mut seen = vec![first.clone()];
    for _ in 0..7 {
        let text = bench.type_keys("o").text();
        assert!(text.contains("▲") || text.contains("▼"), "{text}");
        assert!(!seen.contains(&text), "{text}");
        assert_eq!(selected(&bench), was, "{text}");
        seen.push(text);
    }
    assert_eq!(bench.type_keys("o Home").text(), first, "round again");
    let longest = bench.type_keys("o o o o Home").text();
    assert!(longest.contains("▼") && selected(&bench).is_some_and(|line| line.contains("! ")), "{longest}");
    bench.type_keys("I Home");
    assert!(
        bench.text().contains("▲") && !selected(&bench).is_some_and(|line| line.contains("! ")),
        "{}",
        bench.text()
    );
}

#[test]
fn a_table_is_found_again_as_it_was_left() {
    let mut bench = bench();
    let at = "Down ".repeat(3);
    bench.type_keys("6").type_keys(&at).type_keys("Enter o Down Down ;");
    let left = bench.text();
    assert!(left.contains("√ 1 marqué") && left.contains("e modifier  d supprimer"), "{left}");
    let again = bench.type_keys("Escape Up Enter Escape Down Enter").text();
    assert_eq!(again, left, "sorted, marked and selected as before");
}

#[test]
fn amounts_that_are_shown_are_added_up() {
    let mut bench = bench_at((120, 36));
    let at = "Down ".repeat(8);
    bench.type_keys("6 m").type_keys(&at).type_keys("Enter");
    let of = |keep: &dyn Fn(&Position) -> bool| {
        let all = bench.app.cx.desk.all::<Position>().filter(|(_, one)| keep(one));
        let sum = all.filter_map(|(_, one)| one.fte).map(Decimal::thousandths).sum();
        crate::wording::values::decimal(Lang::Fr, Decimal::from_thousandths(sum)) + "\u{a0}ETP"
    };
    let (all, some) = (of(&|_| true), of(&|one| one.role == Some(Role::Midwife)));
    assert!(all != some && bench.text().contains(&all), "{all}: {}", bench.text());
    bench.type_keys("f \"sage\" Enter");
    assert!(bench.text().contains(&some) && !bench.text().contains(&all), "{some}: {}", bench.text());
}
