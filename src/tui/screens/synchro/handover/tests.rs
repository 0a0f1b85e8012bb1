//! A territory handed over by keys, over a real workspace.

use insta::assert_snapshot;

use crate::i18n::Lang;
use crate::model::*;
use crate::tui::screens::dashboard;
use crate::tui::screens::shared::tests::real::{Made, Only, Real};
use crate::tui::testing::Bench;
use crate::workspace::Edit;

/// Marie's centre, an open step and a visit to come, at the head office.
fn territory(lang: Lang, size: (u16, u16)) -> (Bench<Real>, [RecordId; 2]) {
    let (mut siege, mut marie) = (Made::founder(), Made::waiting());
    siege.workspace.admit(&marie.workspace.card().unwrap(), DeviceRole::Field, &Default::default()).unwrap();
    let owner = Some(Ref::new(marie.workspace.me().record()));
    let id = RecordId::fixture("centre", "essai");
    let centre = Centre {
        name: Some("Essai".into()),
        commune: "66049".parse().ok(),
        status: Some(CentreStatus::Preparing),
        owner,
        ..Centre::default()
    };
    let step = Step {
        subject: Some(AnyRef(id)),
        stage: Some(StageKey::Locaux),
        item: Some("bail".into()),
        label: Some("Signer le bail".into()),
        state: Some(StepState::Open),
        owner,
        ..Step::default()
    };
    let step_id = RecordId::fixture("step", "bail");
    siege.workspace.commit(Edit::new("done-saved").create(id, centre).create(step_id, step)).unwrap();
    siege.hands_to(&mut marie);
    let visit = Visit {
        centre: Some(Ref::new(id)),
        role: Some(VisitRole::Doctor),
        commune: "66049".parse().ok(),
        patient: Some("COUS-0001".into()),
        start: "2026-12-02T10:15".parse().ok(),
        requested_by: Some(RequestedBy::Patient),
        unscheduled: Some(false),
        reason: Some(Reason::Chronic),
        status: Some(VisitStatus::Planned),
        ..Visit::default()
    };
    let visit_id = RecordId::fixture("visit", "v");
    marie.workspace.commit(Edit::new("done-saved").create(visit_id, visit)).unwrap();
    marie.hands_for(&crate::sync::Audience::Stewards, &mut siege);
    let mut bench = siege.bench(Only(dashboard::screen), vec![], lang, size);
    bench.type_keys("7");
    (bench, [id, visit_id])
}

#[test]
fn a_territory_is_handed_over_once_it_was_listed_and_comes_back_by_one_undo() {
    let (mut bench, [centre, visit]) = territory(Lang::Fr, (80, 24));
    let owner = |bench: &Bench<Real>| bench.app.cx.desk.get::<Centre>(&centre).unwrap().owner;
    let status = |bench: &Bench<Real>| {
        let row = bench.performer.office.workspace().unwrap().visit(&visit).unwrap();
        row.and_then(|row| row.visit.status)
    };
    let before = owner(&bench);
    bench.type_keys("p");
    assert!(bench.text().contains("à qui"), "{}", bench.text());
    bench.type_keys("Esc Down p Enter C-u \"99\"");
    assert!(bench.text().contains("99"), "{}", bench.text());
    bench.type_keys("C-u \"pyrénées-orientales\"");
    assert!(bench.text().contains("Pyrénées-Orientales (66)"), "what was understood: {}", bench.text());
    bench.type_keys("Enter");
    assert_snapshot!("handover_80", bench.text());
    bench.type_keys("Enter Enter");
    assert_eq!(owner(&bench), before, "Enter is not enough: {}", bench.text());
    bench.type_keys("Enter o");
    assert_eq!(owner(&bench).map(|owner| owner.0), bench.app.cx.desk.me.map(|me| me.record()), "{}", bench.text());
    assert_eq!(status(&bench), Some(VisitStatus::Postponed));
    assert!(bench.text().contains("Territoire remis"), "{}", bench.text());
    bench.type_keys("u");
    assert_eq!((owner(&bench), status(&bench)), (before, Some(VisitStatus::Planned)));
    // A territory where nothing is: said, and nothing opens.
    bench.type_keys("p Enter C-u \"31\" Enter");
    assert!(bench.text().contains("Rien n’est à remettre"), "{}", bench.text());
}

#[test]
fn what_is_handed_over_is_veiled_and_does_not_break_at_40_by_12() {
    let (mut bench, _) = territory(Lang::En, (40, 12));
    bench.type_keys("Down p Enter C-u Enter");
    assert_snapshot!("handover_40", bench.text());
    bench.type_keys("M End");
    assert!(!bench.text().contains("COUS"), "{}", bench.text());
}
