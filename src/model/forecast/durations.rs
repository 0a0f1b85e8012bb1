//! How long each stage lasts: as this team's own centres tell, or as the notebook assumes while they do not.

use std::collections::BTreeMap;

use crate::model::pipeline::Pipeline;
use crate::model::reference::stages;
use crate::model::{Centre, PartialDate, RecordId, StageKey, StageState};

/// Centres that must have told how long a stage took before their word counts.
pub const ENOUGH: usize = 3;

/// How long a stage lasts, in days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Length {
    /// The median, or what is assumed.
    pub days: i64,
    /// The first and third quartiles; the same as `days` where it is assumed.
    pub low: i64,
    pub high: i64,
    /// How many centres tell; 0 where it is assumed.
    pub n: usize,
}

impl Length {
    /// It comes from this team's own centres.
    pub const fn is_own(&self) -> bool {
        self.n > 0
    }

    const fn assumed(days: i64) -> Self {
        Self { days, low: days, high: days, n: 0 }
    }

    /// `None` while too few tell.
    pub(in crate::model) fn told(mut days: Vec<i64>) -> Option<Self> {
        days.sort_unstable();
        let n = days.len();
        if n < ENOUGH {
            return None;
        }
        let (first, third) = ((n - 1) / 4, (3 * (n - 1)).div_ceil(4));
        // an even number has two in the middle
        let median = days.get((n - 1) / 2).zip(days.get(n / 2)).map(|(a, b)| (a + b) / 2)?;
        Some(Self { days: median, low: *days.get(first)?, high: *days.get(third)?, n })
    }
}

/// How long each stage lasts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Durations(BTreeMap<StageKey, Length>);

impl Default for Durations {
    /// What the notebook assumes (`fixtures/stages.toml`).
    fn default() -> Self {
        Self(stages().iter().map(|stage| (stage.key, Length::assumed(i64::from(stage.days)))).collect())
    }
}

impl Durations {
    /// From the centres that have opened, each with its pipeline; others may be among them, and tell nothing. A stage
    /// that two centres share, their host's, counts once.
    pub fn told_by<'a>(centres: impl IntoIterator<Item = (RecordId, &'a Centre, &'a Pipeline)>) -> Self {
        let mut told: BTreeMap<(StageKey, RecordId), i64> = BTreeMap::new();
        for (id, centre, pipeline) in centres {
            if !centre.status.is_some_and(crate::model::CentreStatus::has_opened) {
                continue;
            }
            for stage in &pipeline.stages {
                let days = match stage.key {
                    StageKey::Ouverture => opening_days(centre, pipeline),
                    key => pipeline.began(key).zip(pipeline.ended(key)).map(|(from, to)| (to - from).num_days()),
                };
                let subject = stage.key.subject(id, centre.host.map(|host| host.0)).unwrap_or(id);
                if let Some(days) = days.filter(|days| *days >= 0) {
                    told.insert((stage.key, subject), days);
                }
            }
        }
        let mut durations = Self::default();
        for (key, length) in &mut durations.0 {
            let of = told.iter().filter(|((stage, _), _)| stage == key).map(|(_, days)| *days).collect();
            *length = Length::told(of).unwrap_or(*length);
        }
        durations
    }

    pub fn of(&self, key: StageKey) -> Length {
        self.0.get(&key).copied().unwrap_or(Length::assumed(0))
    }
}

/// From the end of the last of the tracks, all of them over, to the doors.
fn opening_days(centre: &Centre, pipeline: &Pipeline) -> Option<i64> {
    let Some(PartialDate::Day(opened)) = centre.opened else { return None };
    let tracks = pipeline.stages.iter().filter(|stage| !stage.key.of_host() && stage.key != StageKey::Ouverture);
    let ends: Option<Vec<_>> =
        tracks.map(|stage| pipeline.ended(stage.key).filter(|_| stage.state == StageState::Done)).collect();
    let last = ends?.into_iter().max()?;
    Some((opened - last).num_days())
}
