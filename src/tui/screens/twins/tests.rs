//! Duplicates and merging over a real workspace, by keys.

use crate::i18n::Lang;
use crate::model::{
    AnyRecord, Centre, CentreStatus, Kind, Reason, RecordId, Ref, RequestedBy, Visit, VisitRole, VisitStatus,
};
use crate::tui::house::{Entrance, RealHouse};
use crate::tui::screens::shared::tests::real::{Made, Real};
use crate::tui::testing::Bench;
use crate::workspace::Edit;

fn centre(name: &str, premises: Option<&str>) -> Centre {
    Centre {
        name: Some(name.into()),
        commune: Some("66049".parse().unwrap()),
        status: Some(CentreStatus::Preparing),
        target_opening: "2027-03".parse().ok(),
        premises: premises.map(Into::into),
        ..Centre::default()
    }
}

const FIRST: RecordId = RecordId::from_bytes([1; 16]);
const SECOND: RecordId = RecordId::from_bytes([2; 16]);

/// The same commune's centre twice, and a visit logged twice at the first.
fn bench(lang: Lang, size: (u16, u16)) -> Bench<Real> {
    let mut made = Made::founder();
    let visit = |minutes: i64| Visit {
        centre: Some(Ref::new(FIRST)),
        role: Some(VisitRole::Doctor),
        commune: Some("66049".parse().unwrap()),
        patient: Some("SIE-0001".into()),
        start: Some("2026-11-20T10:15".parse().unwrap()),
        requested_by: Some(RequestedBy::Patient),
        unscheduled: Some(false),
        reason: Some(Reason::Chronic),
        status: Some(VisitStatus::Done),
        minutes: Some(minutes),
        ..Visit::default()
    };
    let edit = Edit::new("done-saved")
        .create(FIRST, centre("Céret", None))
        .create(SECOND, centre("Centre de Céret", Some("Ancienne perception")));
    made.workspace.commit(edit).unwrap();
    let edit = Edit::new("done-saved")
        .create(RecordId::from_bytes([3; 16]), visit(30))
        .create(RecordId::from_bytes([4; 16]), visit(35));
    made.workspace.commit(edit).unwrap();
    made.bench(RealHouse { entrance: Entrance::Open }, Vec::new(), lang, size)
}

fn names(bench: &Bench<Real>) -> Vec<String> {
    bench.app.cx.desk.all::<Centre>().filter_map(|(_, centre)| centre.name.clone()).collect()
}

#[test]
fn duplicates_are_listed_compared_and_merged_field_by_field() {
    let mut bench = bench(Lang::Fr, (120, 36));
    bench.type_keys("g f");
    insta::assert_snapshot!("list_120", bench.text());
    bench.type_keys("Enter");
    insta::assert_snapshot!("pair_120", bench.text());
    bench.type_keys("Space F Enter");
    assert_eq!(names(&bench), ["Céret"], "the other record's name was taken");
    let desk = bench.app.cx.desk.clone();
    assert_eq!(desk.get::<Centre>(&FIRST).unwrap().premises.as_deref(), Some("Ancienne perception"));
    assert_eq!(desk.card(&FIRST).unwrap().id, SECOND, "the one that says more stays");
    bench.type_keys("u");
    assert_eq!(names(&bench).len(), 2, "{}", bench.text());
}

#[test]
fn the_pair_is_swapped_and_fits_every_window() {
    let mut bench = bench(Lang::En, (80, 24));
    bench.type_keys("g f Enter s");
    insta::assert_snapshot!("pair_80", bench.text());
    bench.resize(40, 12);
    insta::assert_snapshot!("pair_40", bench.text());
    bench.type_keys("F Enter");
    assert_eq!(bench.app.cx.desk.card(&SECOND).unwrap().id, FIRST);
}

#[test]
fn what_is_no_duplicate_is_not_listed_again() {
    let mut bench = bench(Lang::Fr, (80, 24));
    bench.type_keys("g f x x");
    assert!(bench.text().contains("Aucun doublon"), "{}", bench.text());
    assert_eq!(names(&bench).len(), 2);
}

#[test]
fn a_record_is_merged_with_one_found_by_a_few_letters() {
    let mut bench = bench(Lang::Fr, (80, 24));
    bench.type_keys("3 F");
    insta::assert_snapshot!("with_80", bench.text());
    bench.type_keys("\"cer\" Enter F Enter");
    assert_eq!(names(&bench).len(), 1, "{}", bench.text());
}

#[test]
fn a_visit_is_merged_with_one_of_the_same_days() {
    let mut bench = bench(Lang::Fr, (80, 24));
    bench.type_keys("5 F Enter");
    assert!(bench.text().contains("Fusionner"), "{}", bench.text());
    bench.type_keys("F Enter");
    let filter = crate::workspace::VisitFilter::default();
    let rows =
        bench.performer.office.workspace().unwrap().visits(&filter, crate::store::views::Edge::Newest, 10).unwrap();
    assert_eq!(rows.rows.len(), 1, "{}", bench.text());
    assert_eq!(AnyRecord::from(rows.rows[0].visit.clone()).kind(), Kind::Visit);
}

#[test]
fn a_masked_screen_shows_no_visit_and_merges_none() {
    let mut bench = bench(Lang::Fr, (80, 24));
    bench.type_keys("g f M");
    assert!(!bench.text().contains("SIE-0001"), "{}", bench.text());
    bench.type_keys("Down Enter");
    assert!(bench.text().contains("masqué"), "{}", bench.text());
}

#[test]
fn the_visits_are_read_in_slices_and_no_further_once_the_page_is_left() {
    let mut bench = bench(Lang::Fr, (80, 24));
    bench.slow().type_keys("g f Esc");
    assert_eq!(bench.cancelled.len(), 1, "what was asked is given up");
    bench.answer_all().type_keys("g f");
    assert!(bench.text().contains("SIE-0001"), "{}", bench.text());
    assert_eq!(bench.cancelled.len(), 1, "all was read");
}
