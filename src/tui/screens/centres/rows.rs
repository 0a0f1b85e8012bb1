//! The centres listed: what each row says, and in which order they come.

use std::cmp::Reverse;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::model::forecast::{Durations, Forecast};
use crate::model::pipeline::{BoardColumn, Pipeline};
use crate::model::reference::fold;
use crate::model::{Centre, CentreStatus, DeptCode, PartialDate, RecordId, StageState};
use crate::tui::cx::Cx;
use crate::wording::values;

/// One centre.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    pub id: RecordId,
    pub name: String,
    /// Without what the names of all centres begin with.
    pub short: String,
    pub commune: String,
    pub departement: Option<DeptCode>,
    pub status: CentreStatus,
    /// The target or, once open, the actual opening.
    pub date: Option<PartialDate>,
    pub pipeline: Pipeline,
    /// Where it stands on the board.
    pub column: BoardColumn,
    /// Of a centre in preparation.
    pub forecast: Option<Forecast>,
}

impl Row {
    pub fn of(id: RecordId, centre: &Centre, durations: &Durations, cx: &Cx) -> Option<Self> {
        let commune = centre.commune.map(values::commune).unwrap_or_default();
        let status = centre.status.unwrap_or(CentreStatus::Preparing);
        let pipeline = cx.desk.pipeline(&id, cx.today())?;
        let preparing = status == CentreStatus::Preparing;
        Some(Self {
            id,
            name: centre.name.clone().unwrap_or_default(),
            short: crate::wording::title::centre_name(centre),
            commune,
            departement: centre.commune.map(|commune| commune.departement()),
            status,
            date: centre.opened.or(centre.target_opening),
            forecast: preparing.then(|| Forecast::of(&pipeline, durations, cx.today())),
            column: BoardColumn::of(status, &pipeline),
            pipeline,
        })
    }

    pub fn blocked(&self) -> bool {
        self.preparing() && self.pipeline.stages.iter().any(|stage| stage.state == StageState::Blocked)
    }

    /// The target has passed, or a stage is late.
    pub fn late(&self) -> bool {
        self.preparing() && (self.pipeline.late || self.pipeline.stages.iter().any(|stage| stage.late))
    }

    pub fn preparing(&self) -> bool {
        self.status == CentreStatus::Preparing
    }
}

/// What the rows follow.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Order {
    /// In preparation by target date, then what is open, the newest first, then the rest.
    #[default]
    Target,
    Slip,
    Name,
}

impl Order {
    pub const fn next(self) -> Self {
        match self {
            Self::Target => Self::Slip,
            Self::Slip => Self::Name,
            Self::Name => Self::Target,
        }
    }

    /// After `centres-by-` in message ids.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Target => "target",
            Self::Slip => "slip",
            Self::Name => "name",
        }
    }

    pub fn sort(self, rows: &mut [Row]) {
        rows.sort_by_cached_key(|row| fold(&row.short));
        match self {
            Self::Name => {}
            Self::Slip => rows.sort_by_key(|row| (!row.preparing(), Reverse(row.pipeline.slip_days))),
            Self::Target => rows.sort_by_key(|row| (rank(row.status), by_date(row))),
        }
    }
}

const fn rank(status: CentreStatus) -> u8 {
    match status {
        CentreStatus::Preparing => 0,
        CentreStatus::Open => 1,
        CentreStatus::Suspended => 2,
        CentreStatus::Closed => 3,
        CentreStatus::Abandoned => 4,
    }
}

fn by_date(row: &Row) -> i64 {
    let days = |day: NaiveDate| (day - NaiveDate::default()).num_days();
    let day = row.date.map(|date| days(date.last_day()));
    if row.preparing() { day.unwrap_or(i64::MAX) } else { -day.unwrap_or(0) }
}
