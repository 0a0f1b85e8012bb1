//! When a centre in preparation will open: the latest of its tracks, then the opening itself. Derived, never stored.
//!
//! What is over or begun stands as it is; what a person planned holds as long as it can still be kept; the rest lasts as
//! long as it usually does ([`Durations`]). A stage that has not begun waits for the one before it, and for today.

mod durations;
#[cfg(test)]
mod tests;
mod what_if;

use chrono::{Days, NaiveDate};

pub use durations::{Durations, ENOUGH, Length};
pub use what_if::{Planned, WhatIf};

use crate::model::pipeline::{Pipeline, StageView};
use crate::model::{StageKey, StageState};

/// What the end of a stage follows from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// It is over.
    Past,
    /// The dates that a person planned.
    Plan,
    /// How long such a stage lasts.
    Length,
}

/// One stage in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    pub stage: StageKey,
    /// `None` only for a stage that is over and of which no date is known.
    pub start: Option<NaiveDate>,
    pub end: Option<NaiveDate>,
    pub by: By,
    /// The earliest day on which it can still begin; today for one that has begun.
    pub floor: NaiveDate,
}

/// Where the lengths come from that a forecast needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// None: everything is planned.
    Plan,
    /// This team's own centres; at least so many for each stage.
    Team(usize),
    /// The notebook's assumptions.
    Defaults,
    /// Some of each.
    Mixed,
}

impl Basis {
    /// The stable key; after `forecast-by-` in message ids.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Plan => "plan",
            Self::Team(_) => "team",
            Self::Defaults => "defaults",
            Self::Mixed => "mixed",
        }
    }
}

/// When a centre will open.
#[derive(Clone, Debug, PartialEq)]
pub struct Forecast {
    /// All six stages, in display order.
    pub spans: Vec<Span>,
    pub opening: NaiveDate,
    /// With the quartiles of the team's own lengths instead of the medians; `None` where none was needed.
    pub between: Option<(NaiveDate, NaiveDate)>,
    /// The stages that end last before the opening: what would have to go faster.
    pub held_by: Vec<StageKey>,
    pub basis: Basis,
    /// A stage is blocked: the forecast takes it as freed today.
    pub blocked: bool,
}

impl Forecast {
    /// Of a centre in preparation.
    pub fn of(pipeline: &Pipeline, durations: &Durations, today: NaiveDate) -> Self {
        let median = Course::run(pipeline, today, &|key| durations.of(key).days);
        let needed = || median.spans.iter().filter(|span| span.by == By::Length).map(|span| durations.of(span.stage));
        let own = needed().filter(|length| length.is_own()).count();
        let basis = match (needed().count(), own) {
            (0, _) => Basis::Plan,
            (_, 0) => Basis::Defaults,
            (all, own) if all == own => Basis::Team(needed().map(|length| length.n).min().unwrap_or_default()),
            _ => Basis::Mixed,
        };
        let between = (own > 0).then(|| {
            let low = Course::run(pipeline, today, &|key| durations.of(key).low);
            let high = Course::run(pipeline, today, &|key| durations.of(key).high);
            (low.opening, high.opening)
        });
        let blocked = pipeline.stages.iter().any(|stage| stage.state == StageState::Blocked);
        let Course { spans, opening, held_by } = median;
        Self { spans, opening, between, held_by, basis, blocked }
    }

    pub fn span(&self, key: StageKey) -> Option<&Span> {
        self.spans.iter().find(|span| span.stage == key)
    }
}

/// A forecast with one length for each stage.
struct Course {
    spans: Vec<Span>,
    opening: NaiveDate,
    held_by: Vec<StageKey>,
}

impl Course {
    fn run(pipeline: &Pipeline, today: NaiveDate, days: &dyn Fn(StageKey) -> i64) -> Self {
        let mut spans: Vec<Span> = Vec::new();
        for stage in &pipeline.stages {
            let ends = |of: &dyn Fn(StageKey) -> bool| {
                let ahead = spans.iter().filter(|span| span.by != By::Past && of(span.stage));
                ahead.filter_map(|span| span.end).fold(today, NaiveDate::max)
            };
            let span = match stage.key {
                StageKey::Ami => ahead(pipeline, stage, today, today, days),
                StageKey::Adhesion => ahead(pipeline, stage, ends(&|key| key == StageKey::Ami), today, days),
                StageKey::Ouverture => {
                    // with every gate closed, what is left of the tracks does not keep the doors shut
                    let last = if pipeline.ready { today } else { ends(&|_| true) };
                    opening(pipeline, stage, last, today, days)
                }
                _ => ahead(pipeline, stage, ends(&StageKey::of_host), today, days),
            };
            spans.push(span);
        }
        let opening = spans.iter().find(|span| span.stage == StageKey::Ouverture);
        let floor = opening.map_or(today, |span| span.floor);
        let tracks = spans.iter().filter(|span| span.stage != StageKey::Ouverture && span.by != By::Past);
        let holds = |span: &&Span| !pipeline.ready && span.end == Some(floor);
        let held_by = tracks.filter(holds).map(|span| span.stage).collect();
        Self { opening: opening.and_then(|span| span.end).unwrap_or(today), held_by, spans }
    }
}

/// A stage in time; `floor` is the earliest day on which it can begin.
fn ahead(
    pipeline: &Pipeline,
    stage: &StageView,
    floor: NaiveDate,
    today: NaiveDate,
    days: &dyn Fn(StageKey) -> i64,
) -> Span {
    let key = stage.key;
    let began = pipeline.began(key).map(|day| day.min(today));
    let span = |start, end, by, floor| Span { stage: key, start: Some(start), end: Some(end), by, floor };
    match stage.state {
        StageState::Done => Span { stage: key, start: began, end: pipeline.ended(key), by: By::Past, floor: today },
        StageState::NotStarted => {
            let (start, end, by) = not_begun(stage, floor, days(key));
            span(start, end, by, floor)
        }
        StageState::UnderWay | StageState::Blocked => {
            let start = began.unwrap_or(today);
            match stage.planned_end.filter(|end| *end >= today) {
                Some(end) => span(start, end, By::Plan, today),
                None => {
                    let usual = later(start, days(key));
                    span(start, usual.max(later(today, rest(stage, days(key)))), By::Length, today)
                }
            }
        }
    }
}

/// A plan is kept, or pushed by what comes before it; it is void where it would end before it can begin.
fn not_begun(stage: &StageView, floor: NaiveDate, days: i64) -> (NaiveDate, NaiveDate, By) {
    match (stage.planned_start, stage.planned_end) {
        (Some(start), Some(end)) if start <= end => {
            let pushed = start.max(floor);
            (pushed, later(pushed, (end - start).num_days()), By::Plan)
        }
        (None, Some(end)) if end >= floor => (later(end, -days).max(floor), end, By::Plan),
        (start, _) => {
            let start = start.map_or(floor, |start| start.max(floor));
            (start, later(start, days), By::Length)
        }
    }
}

/// The opening waits for the last track, and lasts as long as it is planned to or as it usually does from there.
fn opening(
    pipeline: &Pipeline,
    stage: &StageView,
    last: NaiveDate,
    today: NaiveDate,
    days: &dyn Fn(StageKey) -> i64,
) -> Span {
    if stage.state == StageState::NotStarted {
        return ahead(pipeline, stage, last, today, days);
    }
    let start = pipeline.began(stage.key).map_or(today, |day| day.min(today));
    let (end, by) = match stage.planned_end.filter(|end| *end >= today) {
        Some(end) => (end.max(last), By::Plan),
        None => (later(last, rest(stage, days(stage.key))), By::Length),
    };
    Span { stage: stage.key, start: Some(start), end: Some(end), by, floor: last }
}

/// What is left of a stage that has begun: as much of its length as of its steps.
fn rest(stage: &StageView, days: i64) -> i64 {
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    match (count(stage.total.saturating_sub(stage.done)), count(stage.total)) {
        (_, 0) => days,
        (open, total) => days.saturating_mul(open).saturating_add(total - 1) / total,
    }
}

/// A day so many days later, or earlier; the calendar's own end where it ends.
pub fn later(day: NaiveDate, days: i64) -> NaiveDate {
    let by = Days::new(days.unsigned_abs());
    let moved = if days < 0 { day.checked_sub_days(by) } else { day.checked_add_days(by) };
    moved.unwrap_or(day)
}
