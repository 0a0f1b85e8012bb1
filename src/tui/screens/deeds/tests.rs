//! What was done, over a real workspace, by keys.

use crate::i18n::Lang;
use crate::model::{Centre, CentreStatus, Kind, Reason, RecordId, Ref, RequestedBy, Visit, VisitRole, VisitStatus};
use crate::tui::house::{Entrance, RealHouse};
use crate::tui::screens::shared::tests::real::{Made, Real};
use crate::tui::testing::Bench;
use crate::workspace::Edit;

const CENTRE: RecordId = RecordId::from_bytes([1; 16]);
const VISIT: RecordId = RecordId::from_bytes([3; 16]);

fn centre(name: &str) -> Centre {
    Centre {
        name: Some(name.into()),
        commune: Some("66049".parse().unwrap()),
        status: Some(CentreStatus::Preparing),
        target_opening: "2027-03".parse().ok(),
        ..Centre::default()
    }
}

/// A centre, its other name, a visit and what became of it; then the laptop was closed.
fn bench(lang: Lang, size: (u16, u16)) -> Bench<Real> {
    let mut made = Made::founder();
    let visit = Visit {
        centre: Some(Ref::new(CENTRE)),
        role: Some(VisitRole::Doctor),
        commune: Some("66049".parse().unwrap()),
        patient: Some("SIE-0001".into()),
        start: Some("2026-11-20T10:15".parse().unwrap()),
        requested_by: Some(RequestedBy::Patient),
        unscheduled: Some(false),
        reason: Some(Reason::Chronic),
        status: Some(VisitStatus::Planned),
        ..Visit::default()
    };
    let done = Visit { status: Some(VisitStatus::Done), minutes: Some(40), ..visit.clone() };
    let edits = [
        Edit::new("done-centre").create(CENTRE, centre("Céret")),
        Edit::new("done-centre").update(CENTRE, &centre("Céret"), centre("Céret, place du Château")),
        Edit::new("done-visit-logged").create(VISIT, visit.clone()),
        Edit::new("done-visit-changed").update(VISIT, &visit, done),
    ];
    for edit in edits {
        made.workspace.commit(edit).unwrap();
    }
    made.reopened().bench(RealHouse { entrance: Entrance::Open }, Vec::new(), lang, size)
}

fn status(bench: &Bench<Real>) -> Option<VisitStatus> {
    let workspace = bench.performer.office.workspace().unwrap();
    workspace.visit(&VISIT).unwrap().and_then(|row| row.visit.status)
}

fn name(bench: &Bench<Real>) -> Option<String> {
    bench.app.cx.desk.get::<Centre>(&CENTRE).and_then(|centre| centre.name.clone())
}

#[test]
fn any_line_is_taken_back_and_done_again_with_one_key() {
    let mut bench = bench(Lang::Fr, (120, 36));
    bench.type_keys("g u");
    insta::assert_snapshot!("deeds_120_fr", bench.shot());
    bench.type_keys("Down Down u");
    assert_eq!(name(&bench).as_deref(), Some("Céret"), "the name is what it was, the visit is not touched");
    assert_eq!(status(&bench), Some(VisitStatus::Done));
    let shown = bench.text();
    assert!(shown.contains("annulé 14:32") && shown.contains("U rétablir"), "{shown}");
    bench.type_keys("u");
    assert!(bench.text().contains("C’est annulé. U rétablit."), "{}", bench.text());
    bench.type_keys("U");
    assert_eq!(name(&bench).as_deref(), Some("Céret, place du Château"));
    assert!(!bench.text().contains("annulé 14:32"), "{}", bench.text());
    bench.type_keys("Home Ctrl-z");
    assert_eq!(status(&bench), Some(VisitStatus::Planned));
}

#[test]
fn what_was_changed_since_is_named() {
    let mut bench = bench(Lang::Fr, (80, 24));
    bench.type_keys("g u Down Down Down u");
    let shown = bench.text();
    assert!(shown.contains("un champ changé depuis reste tel quel"), "{shown}");
    assert!(shown.contains("annulé 14:32") && shown.contains("U rétablir"), "{shown}");
}

#[test]
fn enter_leads_to_the_record_and_back() {
    let mut bench = bench(Lang::Fr, (80, 24));
    bench.type_keys("g u Enter");
    assert!(bench.text().contains("SIE-0001") && !bench.text().contains("Ce que j’ai fait"), "{}", bench.text());
    bench.type_keys(",");
    assert!(bench.text().contains("Ce que j’ai fait"), "{}", bench.text());
}

#[test]
fn a_masked_screen_tells_nothing_of_visits() {
    let mut bench = bench(Lang::En, (80, 24));
    bench.type_keys("g u M");
    let shown = bench.text();
    assert!(!shown.contains("SIE-0001") && !shown.contains("40"), "{shown}");
    bench.type_keys("u");
    assert!(bench.text().contains("Screen masked"), "{}", bench.text());
    assert_eq!(status(&bench), Some(VisitStatus::Done));
    insta::assert_snapshot!("deeds_80_en_masked", bench.text());
}

#[test]
fn a_narrow_window_keeps_what_and_when() {
    let mut bench = bench(Lang::Fr, (40, 12));
    bench.type_keys("g u");
    insta::assert_snapshot!("deeds_40_fr", bench.shot());
    assert_eq!(bench.app.cx.desk.count(Kind::Centre), 1);
}
