//! The centres listed: what each row says, which ones are kept, in which order.

use std::cmp::Reverse;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::model::forecast::{Durations, Forecast};
use crate::model::pipeline::{BoardColumn, Pipeline};
use crate::model::reference::fold;
use crate::model::{Centre, CentreStatus, DeptCode, PartialDate, RecordId, StageKey, StageState};
use crate::tui::cx::Cx;
use crate::tui::filters::SetOrder;
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

/// Which centres are kept. Everything that is set must hold.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Filter {
    pub text: String,
    pub only: Option<Only>,
    /// This stage is where the work is: not over, and the centre in preparation.
    pub stage: Option<StageKey>,
    pub departement: Option<DeptCode>,
    pub status: Option<CentreStatus>,
    order: SetOrder<Facet>,
}

/// What a filter narrows by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Facet {
    Text,
    Only,
    Stage,
    Departement,
    Status,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Only {
    Late,
    Blocked,
    Ready,
}

impl Filter {
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Says that a facet was just set, or emptied.
    pub fn touch(&mut self, facet: Facet) {
        let set = match facet {
            Facet::Text => !self.text.is_empty(),
            Facet::Only => self.only.is_some(),
            Facet::Stage => self.stage.is_some(),
            Facet::Departement => self.departement.is_some(),
            Facet::Status => self.status.is_some(),
        };
        self.order.touch(facet, set);
    }

    pub fn clear_last(&mut self) {
        match self.order.take_last() {
            Some(Facet::Text) => self.text.clear(),
            Some(Facet::Only) => self.only = None,
            Some(Facet::Stage) => self.stage = None,
            Some(Facet::Departement) => self.departement = None,
            Some(Facet::Status) => self.status = None,
            None => {}
        }
    }

    /// In the order in which they were set.
    pub fn facets(&self) -> impl Iterator<Item = Facet> + '_ {
        self.order.iter()
    }

    pub fn keeps(&self, row: &Row) -> bool {
        let at_work = |key| {
            let state = row.pipeline.stage(key).map(|stage| stage.state);
            row.preparing() && matches!(state, Some(StageState::UnderWay | StageState::Blocked))
        };
        let wanted = fold(&self.text);
        let holds = |text: &str| fold(text).contains(&wanted);
        (wanted.is_empty() || holds(&row.name) || holds(&row.commune))
            && self.stage.is_none_or(at_work)
            && self.departement.is_none_or(|code| row.departement == Some(code))
            && self.status.is_none_or(|status| row.status == status)
            && match self.only {
                None => true,
                Some(Only::Late) => row.late(),
                Some(Only::Blocked) => row.blocked(),
                Some(Only::Ready) => row.pipeline.ready,
            }
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
