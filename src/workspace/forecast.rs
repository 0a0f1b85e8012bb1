//! When the centres will open: the forecast over what is on the desk. Work it out once per change, never per frame.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{Desk, Edit};
use crate::model::forecast::{Durations, Forecast, Planned};
use crate::model::pipeline::{Pipeline, StageView};
use crate::model::{Centre, CentreStatus, RecordId, Stage};

impl Desk {
    /// How long each stage lasts, as this team's centres that have opened tell, or as the notebook assumes.
    pub fn durations(&self, today: NaiveDate) -> Durations {
        let opened = self.all::<Centre>().filter(|(_, one)| one.status.is_some_and(CentreStatus::has_opened));
        let told: Vec<(RecordId, &Centre, Pipeline)> =
            opened.filter_map(|(id, centre)| Some((id, centre, self.pipeline(&id, today)?))).collect();
        Durations::told_by(told.iter().map(|(id, centre, pipeline)| (*id, *centre, pipeline)))
    }

    /// The forecast of every centre in preparation.
    pub fn forecasts(&self, today: NaiveDate) -> BTreeMap<RecordId, Forecast> {
        let durations = self.durations(today);
        let preparing = self.all::<Centre>().filter(|(_, one)| one.status == Some(CentreStatus::Preparing));
        let forecast = |id: RecordId| Some((id, Forecast::of(&self.pipeline(&id, today)?, &durations, today)));
        preparing.filter_map(|(id, _)| forecast(id)).collect()
    }

    /// Adds a change of a stage to an edit, whether anything is written of it yet or not. The stage of an unknown host
    /// has no record: nothing is added then.
    pub fn change_stage(&self, edit: Edit, stage: &StageView, change: impl FnOnce(&mut Stage)) -> Edit {
        let Some(id) = stage.id else { return edit };
        let before = self.get::<Stage>(&id);
        let mut after = before.cloned().unwrap_or_else(|| stage.new_record());
        change(&mut after);
        match before {
            Some(before) => edit.update(id, before, after),
            None => edit.create(id, after),
        }
    }

    /// Adds to an edit the dates that a what-if planned.
    pub fn plan_stages(&self, edit: Edit, pipeline: &Pipeline, planned: &[Planned]) -> Edit {
        let stages = planned.iter().filter_map(|one| Some((one, pipeline.stage(one.stage)?)));
        stages.fold(edit, |edit, (one, stage)| {
            self.change_stage(edit, stage, |record| {
                (record.planned_start, record.planned_end) = (one.start, one.end);
            })
        })
    }
}
