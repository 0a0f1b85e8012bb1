//! What if a stage came later, or sooner: the pipeline as it would be then, and what is to be written to keep it.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{By, Durations, Forecast, Span, later};
use crate::model::pipeline::{Pipeline, StageView};
use crate::model::{StageKey, StageState};

/// Stages moved in thought, each by so many days.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WhatIf(BTreeMap<StageKey, i64>);

/// The dates of a stage that a move plans.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Planned {
    pub stage: StageKey,
    pub start: Option<NaiveDate>,
    pub end: Option<NaiveDate>,
}

impl WhatIf {
    /// Moves a stage on by some days, or back.
    pub fn shift(&mut self, stage: StageKey, days: i64) {
        let sum = self.0.entry(stage).or_default();
        *sum = sum.saturating_add(days);
        self.0.retain(|_, days| *days != 0);
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The pipeline as it would be. A stage that is over stays, and none is moved to before it can begin or end.
    pub fn applied(&self, pipeline: &Pipeline, durations: &Durations, today: NaiveDate) -> Pipeline {
        let mut moved = pipeline.clone();
        for (key, days) in &self.0 {
            let forecast = Forecast::of(&moved, durations, today);
            let stage = moved.stages.iter_mut().find(|stage| stage.key == *key);
            if let (Some(stage), Some(span)) = (stage, forecast.span(*key)) {
                shift(stage, span, *days, today);
            }
        }
        moved
    }

    /// What is to be written: the planned dates of the stages that `applied` changed.
    pub fn planned(&self, before: &Pipeline, applied: &Pipeline) -> Vec<Planned> {
        let dates =
            |stage: &StageView| Planned { stage: stage.key, start: stage.planned_start, end: stage.planned_end };
        let pairs = before.stages.iter().zip(&applied.stages);
        pairs.filter(|(before, after)| dates(before) != dates(after)).map(|(_, after)| dates(after)).collect()
    }
}

fn shift(stage: &mut StageView, span: &Span, days: i64, today: NaiveDate) {
    let (true, Some(start), Some(end)) = (span.can_move(), span.start, span.end) else { return };
    if stage.state == StageState::NotStarted {
        let begin = later(start, days).max(span.floor);
        stage.planned_start = Some(begin);
        stage.planned_end = Some(later(begin, (end - start).num_days()));
    } else {
        let end = later(end, days).max(today);
        stage.planned_end = Some(end);
        stage.planned_start = stage.planned_start.map(|start| start.min(end));
    }
}

impl Span {
    /// Whether a what-if can move it: it is not over.
    pub fn can_move(&self) -> bool {
        self.by != By::Past
    }
}
