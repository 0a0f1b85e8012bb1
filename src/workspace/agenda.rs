//! What needs someone soon, derived from the records: the dashboard of both faces.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};

use super::{Desk, VisitFilter};
use crate::model::staffing::{Headcount, headcount};
use crate::model::{
    Centre, CentreStatus, Followup, Indicator, IndicatorKind, Kind, Member, PartialDate, Position, RecordId, Stage,
    StageState, Step, StepState, VisitStatus,
};

/// How far ahead « this week » looks, in days.
pub const WEEK: u64 = 7;

/// How far ahead openings are announced, in days.
pub const OPENINGS: u64 = 60;

/// Health professionals that the service is to employ (headcount).
pub const TARGET: usize = 200;

/// Visits planned from today to the end of the week ahead.
pub fn planned_visits(today: NaiveDate) -> VisitFilter {
    let to = today.checked_add_days(Days::new(WEEK));
    VisitFilter { from: Some(today), to, status: Some(VisitStatus::Planned), ..VisitFilter::default() }
}

/// Why a line stands on the agenda.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DueWhat {
    /// A centre whose target date is near or past.
    Opening,
    /// A stage that someone said is blocked.
    Blocked,
    Step,
    Followup,
}

/// One thing that is due.
#[derive(Clone, Debug, PartialEq)]
pub struct Due {
    pub what: DueWhat,
    pub kind: Kind,
    pub id: RecordId,
    /// The centre or member that it is about.
    pub about: Option<RecordId>,
    pub date: Option<PartialDate>,
    pub late: bool,
}

/// The dashboard's figures and lines.
#[derive(Clone, Debug)]
pub struct Agenda {
    /// Late first, then by date.
    pub due: Vec<Due>,
    pub open_centres: usize,
    pub preparing_centres: usize,
    pub headcount: Headcount,
}

impl Desk {
    /// What is due within the week (openings: within [`OPENINGS`] days), of my sector or of everyone's.
    pub fn agenda(&self, today: NaiveDate, everyone: bool) -> Agenda {
        let week_end = today.checked_add_days(Days::new(WEEK)).unwrap_or(today);
        let mut due = self.openings_due(today, everyone);
        due.extend(self.blocked(everyone));
        due.extend(self.steps_due(today, week_end, everyone));
        due.extend(self.followups_due(today, week_end, everyone));
        due.sort_by_key(|due| (!due.late, due.date, due.what, due.id));
        let centres = || self.all::<Centre>().filter(|(_, centre)| everyone || self.centre_is_mine(centre));
        let with = |status| centres().filter(|(_, centre)| centre.status == Some(status)).count();
        Agenda {
            due,
            open_centres: with(CentreStatus::Open),
            preparing_centres: with(CentreStatus::Preparing),
            headcount: headcount(self.all::<Position>().map(|(_, position)| position)),
        }
    }

    /// The latest published figure of each key that has a value, by key.
    pub fn latest_figures(&self) -> Vec<(&str, &Indicator)> {
        let mut latest: BTreeMap<&str, &Indicator> = BTreeMap::new();
        let measures = self.all::<Indicator>().map(|(_, one)| one);
        for one in measures.filter(|one| one.kind == Some(IndicatorKind::Measure) && one.value.is_some()) {
            let Some(key) = one.key.as_deref() else { continue };
            if latest.get(key).is_none_or(|held| held.as_of < one.as_of) {
                latest.insert(key, one);
            }
        }
        latest.into_iter().collect()
    }

    fn openings_due(&self, today: NaiveDate, everyone: bool) -> Vec<Due> {
        let horizon = today.checked_add_days(Days::new(OPENINGS)).unwrap_or(today);
        let preparing = |centre: &Centre| centre.status == Some(CentreStatus::Preparing) && centre.opened.is_none();
        self.all::<Centre>()
            .filter(|(_, centre)| preparing(centre) && (everyone || self.centre_is_mine(centre)))
            .filter_map(|(id, centre)| {
                let target = centre.target_opening?;
                let late = target.last_day() < today;
                let line =
                    Due { what: DueWhat::Opening, kind: Kind::Centre, id, about: Some(id), date: Some(target), late };
                (late || target.first_day() <= horizon).then_some(line)
            })
            .collect()
    }

    fn blocked(&self, everyone: bool) -> Vec<Due> {
        self.all::<Stage>()
            .filter(|(_, stage)| stage.state == Some(StageState::Blocked))
            .filter_map(|(id, stage)| {
                let about = stage.subject?.0;
                let line =
                    Due { what: DueWhat::Blocked, kind: Kind::Stage, id, about: Some(about), date: None, late: false };
                (everyone || self.subject_is_mine(&about)).then_some(line)
            })
            .collect()
    }

    fn steps_due(&self, today: NaiveDate, until: NaiveDate, everyone: bool) -> Vec<Due> {
        self.all::<Step>()
            .filter(|(_, step)| step.state == Some(StepState::Open))
            .filter_map(|(id, step)| {
                let (date, about) = (step.due?, step.subject?.0);
                let mine = everyone || self.is_me(step.owner.map(|owner| owner.0)) || self.subject_is_mine(&about);
                let date_of = Some(PartialDate::Day(date));
                let line = Due {
                    what: DueWhat::Step,
                    kind: Kind::Step,
                    id,
                    about: Some(about),
                    date: date_of,
                    late: date < today,
                };
                (mine && date <= until).then_some(line)
            })
            .collect()
    }

    fn followups_due(&self, today: NaiveDate, until: NaiveDate, everyone: bool) -> Vec<Due> {
        self.all::<Followup>()
            .filter(|(_, followup)| followup.done != Some(true))
            .filter_map(|(id, followup)| {
                let date = followup.due?;
                let about = followup.about.map(|about| about.0);
                let owner = followup.owner.map(|owner| owner.0);
                let mine = everyone
                    || self.is_me(owner)
                    || (owner.is_none() && about.is_some_and(|about| self.subject_is_mine(&about)));
                let date_of = Some(PartialDate::Day(date));
                let line =
                    Due { what: DueWhat::Followup, kind: Kind::Followup, id, about, date: date_of, late: date < today };
                (mine && date <= until).then_some(line)
            })
            .collect()
    }

    /// Whether a centre or member is of my sector, or mine by name.
    fn subject_is_mine(&self, id: &RecordId) -> bool {
        match (self.get::<Centre>(id), self.get::<Member>(id)) {
            (Some(centre), _) => self.centre_is_mine(centre),
            (None, Some(member)) => self.member_is_mine(id, member),
            _ => false,
        }
    }
}
