//! What the lines show, apart from the screen.

use chrono::NaiveDate;

use super::bars::{Bar, Piece};
use super::scale::{Quarter, Scale};
use crate::model::forecast::{By, Span};
use crate::model::pipeline::{Inputs, Pipeline};
use crate::model::{AnyRef, Centre, RecordId, Stage, StageKey, StageState};
use crate::tui::theme::Glyphs;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// A cell a month, for two years from January 2026; today is in the ninth.
fn drawn(bar: &Bar, glyphs: &Glyphs) -> String {
    let scale = Scale { first: Quarter::of(day("2026-01-01")), quarters: 8, width: 24 };
    bar.laid(scale, today()).into_iter().map(|piece| piece.look(glyphs).0).collect()
}

fn today() -> NaiveDate {
    day("2026-09-15")
}

fn premises(stage: Stage) -> Pipeline {
    let id = RecordId::from_bytes([1; 16]);
    let stage = Stage { subject: Some(AnyRef(id)), stage: Some(StageKey::Locaux), ..stage };
    let stages = [(crate::model::pipeline::stage_id(id, StageKey::Locaux), &stage)];
    let centre = Centre::default();
    Pipeline::of(&Inputs {
        id,
        centre: &centre,
        host: None,
        stages: &stages,
        steps: &[],
        positions: &[],
        today: today(),
    })
}

fn bar(stage: Stage, end: Option<&str>) -> Bar {
    let pipeline = premises(stage);
    let view = pipeline.stage(StageKey::Locaux).unwrap();
    let start = view.actual_start.or(view.planned_start);
    let end = end.map(day);
    let span = Span { stage: view.key, start, end, by: By::Length, floor: today() };
    Bar::of_stage(view, &pipeline, end.map(|_| &span), today())
}

#[test]
fn a_stage_under_way_shows_what_is_done_what_is_to_come_and_what_slips() {
    let stage = Stage {
        state: Some(StageState::UnderWay),
        planned_start: Some(day("2026-02-10")),
        planned_end: Some(day("2026-12-20")),
        actual_start: Some(day("2026-05-10")),
        ..Stage::default()
    };
    let bar = bar(stage, Some("2027-03-15"));
    assert_eq!(drawn(&bar, &Glyphs::WGL4), "·├──█████▒▒▒»»»·  ·  ·  ");
    assert_eq!(drawn(&bar, &Glyphs::ASCII), ".[--#####===+++.  .  .  ");
}

#[test]
fn a_stage_that_is_over_ends_where_it_ended_and_shows_how_late() {
    let stage = Stage {
        state: Some(StageState::Done),
        planned_start: Some(day("2026-01-10")),
        planned_end: Some(day("2026-04-20")),
        actual_start: Some(day("2026-02-10")),
        actual_end: Some(day("2026-06-20")),
        ..Stage::default()
    };
    assert_eq!(drawn(&bar(stage, None), &Glyphs::WGL4), "├███»»· │·  ·  ·  ·  ·  ");
}

#[test]
fn a_stage_to_come_is_planned_and_forecast_and_today_runs_through_what_is_empty() {
    let stage = Stage {
        state: Some(StageState::NotStarted),
        planned_start: Some(day("2026-08-10")),
        planned_end: Some(day("2026-10-20")),
        ..Stage::default()
    };
    assert_eq!(drawn(&bar(stage, None), &Glyphs::WGL4), "·  ·  ·├│┤  ·  ·  ·  ·  ");
    assert_eq!(drawn(&Bar::default(), &Glyphs::WGL4), "·  ·  · │·  ·  ·  ·  ·  ");
}

#[test]
fn a_sign_outside_the_window_says_on_which_side() {
    let pipeline = premises(Stage::default());
    let past = Bar::of_past(&pipeline, Some(day("2024-01-01")));
    assert_eq!(drawn(&past, &Glyphs::WGL4).chars().next(), Some('◄'));
    let far = Bar::of_past(&pipeline, Some(day("2031-01-01")));
    assert_eq!(drawn(&far, &Glyphs::WGL4).chars().last(), Some('►'));
    let laid = far.laid(Scale { first: Quarter::of(today()), quarters: 2, width: 0 }, today());
    assert_eq!(laid, Vec::<Piece>::new(), "no room, no panic");
}
