//! The centres listed: what each row says, and in which order they come.

use chrono::NaiveDate;

use crate::model::forecast::{Durations, Forecast};
use crate::model::pipeline::{BoardColumn, Pipeline, StageView};
use crate::model::reference::fold;
use crate::model::{Centre, CentreStatus, DeptCode, PartialDate, RecordId, StageState};
use crate::tui::cx::Cx;
use crate::tui::sort::{Sort, SortKey};
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
    /// What each column is sorted by.
    pub keys: Vec<SortKey>,
}

impl Row {
    pub fn of(id: RecordId, centre: &Centre, durations: &Durations, cx: &Cx) -> Option<Self> {
        let commune = centre.commune.map(values::commune).unwrap_or_default();
        let status = centre.status.unwrap_or(CentreStatus::Preparing);
        let pipeline = cx.desk.pipeline(&id, cx.today())?;
        let preparing = status == CentreStatus::Preparing;
        let mut row = Self {
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
            keys: Vec::new(),
        };
        row.keys = keys(&row);
        Some(row)
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

/// In preparation by target date, then what is open, the newest first, then the rest.
pub const FIRST: Sort = Sort { column: 1, reverse: false };
/// The slip begins with the largest.
pub const SLIP: usize = 2;

/// What each column of the table is sorted by.
fn keys(row: &Row) -> Vec<SortKey> {
    let slip = row.pipeline.slip_days.filter(|_| row.preparing());
    let start = [
        // « Centre … — Lodève » is looked for under L
        SortKey::Text(fold(row.short.split_once(" — ").map_or(row.short.as_str(), |(_, place)| place))),
        SortKey::Number(i64::from(rank(row.status)) * 2 * FAR + by_date(row).clamp(-FAR, FAR)),
        slip.map_or(SortKey::Empty, SortKey::Number),
    ];
    let stages = row.pipeline.stages.iter().map(|stage| SortKey::Number(progress(stage)));
    let status = SortKey::Number(i64::from(rank(row.status)));
    start.into_iter().chain(stages).chain([status]).collect()
}

/// More days than any calendar here has.
const FAR: i64 = 10_000_000;

/// How far a stage is: its state, then the share of its steps that are done.
fn progress(stage: &StageView) -> i64 {
    let state = match stage.state {
        StageState::NotStarted => 0,
        StageState::Blocked => 1,
        StageState::UnderWay => 2,
        StageState::Done => 3,
    };
    let share = stage.done.saturating_mul(1_000) / stage.total.max(1);
    state * 2_000 + i64::try_from(share).unwrap_or(0)
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
