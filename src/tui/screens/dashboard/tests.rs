//! The dashboard over a real workspace, by keys.

use insta::assert_snapshot;

use super::screen;
use crate::i18n::Lang;
use crate::model::*;
use crate::tui::screen::Screen;
use crate::tui::screens::shared::tests::real::{Made, Only, Real};
use crate::tui::testing::Bench;
use crate::workspace::Edit;

fn demo(lang: Lang, size: (u16, u16)) -> Bench<Real> {
    Made::founder().with_demo(60).bench(Only(screen), vec![], lang, size)
}

/// A team with one step that is late, and one follow-up due today.
fn one_step() -> (Bench<Real>, RecordId, RecordId) {
    let mut made = Made::founder();
    let centre = RecordId::fixture("centre", "essai");
    let step = crate::model::pipeline::step_id(centre, StageKey::Locaux, "site");
    let followup = RecordId::fixture("followup", "essai");
    let edit = Edit::new("done-saved")
        .create(centre, Centre { name: Some("Essai".into()), commune: "66049".parse().ok(), ..Centre::default() })
        .create(
            step,
            Step {
                subject: Some(AnyRef(centre)),
                stage: Some(StageKey::Locaux),
                item: Some("site".into()),
                state: Some(StepState::Open),
                due: "2026-11-20".parse().ok(),
                ..Step::default()
            },
        )
        .create(
            followup,
            Followup {
                what: Some("Rappeler la mairie".into()),
                due: "2026-11-23".parse().ok(),
                about: Some(AnyRef(centre)),
                ..Followup::default()
            },
        );
    made.workspace.commit(edit).unwrap();
    (made.bench(Only(screen), vec![], Lang::Fr, (80, 24)), step, followup)
}

#[test]
fn the_demo_fits_80_by_24() {
    assert_snapshot!(demo(Lang::Fr, (80, 24)).shot());
}

#[test]
fn the_demo_does_not_break_at_40_by_12() {
    assert_snapshot!(demo(Lang::Fr, (40, 12)).text());
}

#[test]
fn both_panes_show_in_a_wide_window() {
    assert_snapshot!(demo(Lang::En, (120, 36)).text());
}

#[test]
fn tab_shows_the_figures_in_a_narrow_window() {
    let mut bench = demo(Lang::Fr, (80, 24));
    bench.type_keys("Tab");
    assert_snapshot!(bench.text());
}

#[test]
fn a_step_is_ticked_in_one_key_and_a_follow_up_in_another() {
    let (mut bench, step, followup) = one_step();
    assert!(bench.text().contains("20/11/2026"), "{}", bench.text());
    bench.type_keys("Space");
    let state = |bench: &Bench<Real>| bench.app.cx.desk.get::<Step>(&step).and_then(|step| step.state);
    assert_eq!((state(&bench), bench.keys), (Some(StepState::Done), 1));
    bench.type_keys("Space");
    assert_eq!(bench.app.cx.desk.get::<Followup>(&followup).and_then(|one| one.done), Some(true));
    assert!(bench.text().contains("Rien à faire cette semaine"), "{}", bench.text());
    bench.type_keys("u u");
    assert_eq!(state(&bench), Some(StepState::Open));
}

#[test]
fn a_due_date_is_moved_in_a_form_of_one_field() {
    let (mut bench, step, _) = one_step();
    bench.type_keys("T C-u '+2' C-s");
    assert_eq!(bench.app.cx.desk.get::<Step>(&step).and_then(|step| step.due), "2026-11-25".parse().ok());
}

#[test]
fn an_exchange_is_logged_about_the_line() {
    let (mut bench, _, _) = one_step();
    bench.type_keys("r");
    assert!(bench.text().contains("Essai"), "{}", bench.text());
}

#[test]
fn enter_goes_to_the_screen_of_the_line() {
    let (mut bench, _, _) = one_step();
    bench.type_keys("Enter");
    assert!(bench.text().contains(&Screen::Centres.title(&bench.app.cx.words)), "{}", bench.text());
}

#[test]
fn a_masked_screen_hides_what_was_promised() {
    let (mut bench, _, _) = one_step();
    bench.type_keys("M");
    assert!(!bench.text().contains("Rappeler"), "{}", bench.text());
}
