use chrono::NaiveDate;
use proptest::prelude::*;

use super::*;
use crate::model::pipeline::tests::Case;
use crate::model::{CentreStatus, PartialDate, PositionState, RecordId, Role, StepState};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn today() -> NaiveDate {
    day("2026-11-22")
}

fn forecast(case: &Case) -> Forecast {
    Forecast::of(&case.pipeline(), &Durations::default(), today())
}

/// AMI and joining are over, nothing else is begun.
fn joined() -> Case {
    let mut case = Case::new();
    case.stage(StageKey::Ami, StageState::Done);
    case.stage(StageKey::Adhesion, StageState::Done);
    case
}

#[test]
fn a_new_centre_takes_every_length_one_after_the_other_and_the_tracks_side_by_side() {
    let found = forecast(&Case::new());
    let days: i64 = [StageKey::Ami, StageKey::Adhesion, StageKey::Locaux, StageKey::Ouverture]
        .map(|key| Durations::default().of(key).days)
        .iter()
        .sum();
    assert_eq!((found.opening - today()).num_days(), days);
    assert_eq!(found.held_by, [StageKey::Locaux], "the longest track holds the others up");
    assert_eq!((found.basis, found.between, found.blocked), (Basis::Defaults, None, false));
    let start = |key| found.span(key).unwrap().start;
    assert_eq!(start(StageKey::Recrutement), start(StageKey::Autorisation));
}

#[test]
fn a_plan_that_can_be_kept_holds_and_one_that_cannot_is_pushed() {
    let mut case = joined();
    let stage = case.stage(StageKey::Locaux, StageState::NotStarted);
    stage.planned_start = Some(day("2027-01-01"));
    stage.planned_end = Some(day("2027-01-31"));
    let stage = case.stage(StageKey::Recrutement, StageState::NotStarted);
    stage.planned_start = Some(day("2026-01-01"));
    stage.planned_end = Some(day("2026-02-01"));
    let found = forecast(&case);
    let span = |key| found.span(key).map(|span| (span.start.unwrap(), span.end.unwrap(), span.by)).unwrap();
    assert_eq!(span(StageKey::Locaux), (day("2027-01-01"), day("2027-01-31"), By::Plan));
    assert_eq!(span(StageKey::Recrutement), (today(), day("2026-12-23"), By::Plan), "as long as planned, from today");
    assert_eq!(span(StageKey::Autorisation), (today(), day("2027-05-21"), By::Length));
    assert_eq!((found.opening, found.held_by), (day("2027-06-20"), vec![StageKey::Autorisation]));
}

#[test]
fn a_stage_under_way_ends_no_sooner_than_its_open_steps_need() {
    let mut case = joined();
    case.stage(StageKey::Locaux, StageState::UnderWay).actual_start = Some(day("2025-01-01"));
    case.step(StageKey::Locaux, "site", StepState::Done);
    let end = forecast(&case).span(StageKey::Locaux).unwrap().end.unwrap();
    assert_eq!((end - today()).num_days(), 240, "eight ninths of 270 days");
    case.stage(StageKey::Recrutement, StageState::UnderWay).planned_end = Some(day("2026-11-21"));
    let found = forecast(&case);
    assert_eq!(found.span(StageKey::Recrutement).unwrap().by, By::Length, "a plan that has passed is void");
}

#[test]
fn with_every_gate_closed_only_the_opening_is_left() {
    let mut case = joined();
    case.tick_gates();
    case.position(Role::Doctor, PositionState::Signed).ordre_rpps = Some(true);
    let found = forecast(&case);
    assert_eq!((found.opening - today()).num_days(), 30);
    assert!(found.held_by.is_empty());
    let stage = case.stage(StageKey::Ouverture, StageState::UnderWay);
    stage.planned_end = Some(day("2026-12-01"));
    assert_eq!(forecast(&case).opening, day("2026-12-01"));
}

#[test]
fn a_blocked_stage_is_said() {
    let mut case = joined();
    case.stage(StageKey::Locaux, StageState::Blocked);
    assert!(forecast(&case).blocked);
}

/// A centre that opened, its three tracks so many days long, the doors so many days after the last.
fn opened(days: i64, doors: i64) -> Case {
    let mut case = joined();
    for key in [StageKey::Locaux, StageKey::Recrutement, StageKey::Autorisation] {
        let stage = case.stage(key, StageState::Done);
        stage.actual_start = Some(day("2025-01-01"));
        stage.actual_end = Some(later(day("2025-01-01"), days));
    }
    case.centre.status = Some(CentreStatus::Open);
    case.centre.opened = Some(PartialDate::Day(later(day("2025-01-01"), days + doors)));
    case
}

fn told(cases: &[Case]) -> Durations {
    let pipelines: Vec<_> = cases.iter().map(Case::pipeline).collect();
    let ids = (1..).map(|n| RecordId::from_bytes([n; 16]));
    Durations::told_by(ids.zip(cases).zip(&pipelines).map(|((id, case), pipeline)| (id, &case.centre, pipeline)))
}

#[test]
fn the_teams_own_lengths_count_from_three_centres_on() {
    let cases = [opened(100, 10), opened(300, 20)];
    assert_eq!(told(&cases), Durations::default(), "two are too few");
    let mut cases = Vec::from(cases);
    cases.push(Case { centre: Case::new().centre, ..opened(1, 1) });
    assert_eq!(told(&cases), Durations::default(), "one that has not opened tells nothing");
    cases.push(opened(200, 60));
    let durations = told(&cases);
    let length = |key| {
        let one = durations.of(key);
        (one.low, one.days, one.high, one.n)
    };
    assert_eq!(length(StageKey::Locaux), (100, 200, 300, 3));
    assert_eq!(length(StageKey::Ouverture), (10, 20, 60, 3), "from the end of the last track to the doors");
    assert!(!durations.of(StageKey::Adhesion).is_own(), "nobody wrote when they joined");
    let found = Forecast::of(&Case::new().pipeline(), &durations, today());
    assert_eq!(found.basis, Basis::Mixed);
    let found = Forecast::of(&joined().pipeline(), &durations, today());
    assert_eq!((found.basis, (found.opening - today()).num_days()), (Basis::Team(3), 220));
    let between = found.between.map(|(low, high)| ((low - today()).num_days(), (high - today()).num_days()));
    assert_eq!(between, Some((110, 360)));
}

#[test]
fn median_and_quartiles_are_of_the_days_told() {
    let length = |days: &[i64]| durations::Length::told(days.to_vec()).map(|one| (one.low, one.days, one.high, one.n));
    assert_eq!(length(&[5, 9]), None);
    assert_eq!(length(&[300, 100, 200]), Some((100, 200, 300, 3)));
    assert_eq!(length(&[1, 2, 4, 8]), Some((1, 3, 8, 4)));
    assert_eq!(length(&[1, 2, 3, 4, 100]), Some((2, 3, 4, 5)));
}

/// What is recorded of a stage, in days from today.
type Recorded = (u8, usize, Option<i64>, Option<i64>, Option<i64>);

fn recorded() -> impl Strategy<Value = [Recorded; 6]> {
    let one = || {
        let day = || proptest::option::of(-300..500_i64);
        (0..4_u8, 0..4_usize, day(), day(), proptest::option::of(-500..0_i64))
    };
    [one(), one(), one(), one(), one(), one()]
}

fn case_of(all: &[Recorded; 6]) -> Case {
    let mut case = Case::new();
    for (key, (state, steps, start, end, begun)) in StageKey::ALL.iter().zip(all) {
        let state = StageState::ALL[usize::from(*state)];
        let stage = case.stage(*key, state);
        stage.planned_start = start.map(|days| later(today(), days));
        stage.planned_end = end.map(|days| later(today(), days));
        stage.actual_start = begun.map(|days| later(today(), days));
        let outline = crate::model::reference::stage(*key).unwrap();
        for item in outline.items.iter().filter(|item| !item.derived).take(*steps) {
            case.step(*key, &item.key, StepState::Done).done_on = begun.map(|days| later(today(), days));
        }
    }
    case
}

proptest! {
    #[test]
    fn moving_a_stage_later_never_brings_the_opening_earlier(
        all in recorded(), moved in 0..6_usize, before in -400..400_i64, more in 0..400_i64,
    ) {
        let (pipeline, durations) = (case_of(&all).pipeline(), Durations::default());
        let opening = |days| {
            let mut what_if = WhatIf::default();
            what_if.shift(StageKey::ALL[moved], days);
            Forecast::of(&what_if.applied(&pipeline, &durations, today()), &durations, today()).opening
        };
        prop_assert!(opening(before + more) >= opening(before), "{} {}", opening(before), opening(before + more));
        prop_assert!(opening(more) >= opening(0) && opening(-more) <= opening(0));
    }

    #[test]
    fn no_forecast_is_in_the_past_and_no_stage_ends_before_it_starts(all in recorded()) {
        let found = forecast(&case_of(&all));
        prop_assert!(found.opening >= today());
        for span in &found.spans {
            prop_assert!(span.by == By::Past || (span.start <= span.end && span.end >= Some(today())), "{span:?}");
            prop_assert!(span.end <= Some(found.opening) || span.by == By::Past || case_of(&all).pipeline().ready);
        }
    }

    #[test]
    fn what_a_what_if_plans_is_what_it_showed(all in recorded(), shifts in proptest::collection::vec((0..6_usize, -60..60_i64), 0..5)) {
        let (pipeline, durations) = (case_of(&all).pipeline(), Durations::default());
        let mut what_if = WhatIf::default();
        for (stage, days) in shifts {
            what_if.shift(StageKey::ALL[stage], days);
        }
        let applied = what_if.applied(&pipeline, &durations, today());
        let mut kept = pipeline.clone();
        for planned in what_if.planned(&pipeline, &applied) {
            let stage = kept.stages.iter_mut().find(|stage| stage.key == planned.stage).unwrap();
            (stage.planned_start, stage.planned_end) = (planned.start, planned.end);
            prop_assert!(planned.start.zip(planned.end).is_none_or(|(start, end)| start <= end));
        }
        let opening = |pipeline: &Pipeline| Forecast::of(pipeline, &durations, today()).opening;
        prop_assert_eq!(opening(&kept), opening(&applied));
    }
}
