//! What has its day, derived from the records: what needs someone soon (the dashboard of both faces), and what stands on
//! the days of a calendar.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};

use super::{Desk, VisitFilter};
use crate::i18n::Words;
use crate::model::staffing::{Headcount, headcount};
use crate::model::{
    Centre, CentreStatus, Duty, Followup, Indicator, IndicatorKind, Kind, Member, Milestone, PartialDate, Position,
    RecordId, Stage, StageState, Step, StepState, VisitStatus,
};
use crate::t;

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
    /// An out-of-hours shift; it calls for nothing, and stands on its day.
    Duty,
    /// A date of the service's calendar; likewise.
    Milestone,
}

impl DueWhat {
    /// What sort of thing it is.
    pub fn label(self, words: &Words) -> String {
        match self {
            Self::Opening => t!(words, "due-opening"),
            Self::Blocked => t!(words, "due-blocked"),
            Self::Step => words.kind(Kind::Step),
            Self::Followup => words.kind(Kind::Followup),
            Self::Duty => words.kind(Kind::Duty),
            Self::Milestone => words.kind(Kind::Milestone),
        }
    }
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

impl Due {
    const fn on(what: DueWhat, kind: Kind, id: RecordId, about: Option<RecordId>, date: PartialDate) -> Self {
        Self { what, kind, id, about, date: Some(date), late: false }
    }

    /// The day on which it stands; `None` for what has no more than a month or a year.
    pub const fn day(&self) -> Option<NaiveDate> {
        match self.date {
            Some(PartialDate::Day(day)) => Some(day),
            _ => None,
        }
    }
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
        let ahead = |days| today.checked_add_days(Days::new(days)).unwrap_or(today);
        let (week, openings) = (ahead(WEEK), ahead(OPENINGS));
        let horizon = |what: DueWhat| if what == DueWhat::Opening { openings } else { week };
        let near = |due: &Due| due.date.is_none_or(|date| due.late || date.first_day() <= horizon(due.what));
        let mut due: Vec<Due> = self.open_work(today, everyone).filter(near).collect();
        due.extend(self.blocked(everyone));
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

    /// What stands on the days from one to another, both included, in their order: open work, out-of-hours shifts, the
    /// service's own dates. What has no more than a month or a year meets each of its days.
    pub fn days(&self, from: NaiveDate, to: NaiveDate, today: NaiveDate, everyone: bool) -> Vec<Due> {
        let meets = |due: &Due| due.date.is_some_and(|date| date.first_day() <= to && from <= date.last_day());
        let all = self.open_work(today, everyone).chain(self.duties(everyone)).chain(self.milestones(everyone));
        let mut all: Vec<Due> = all.filter(meets).collect();
        all.sort_by_key(|due| (due.date, due.what, due.id));
        all
    }

    /// Openings, steps and follow-ups that are still to come or to be done.
    fn open_work(&self, today: NaiveDate, everyone: bool) -> impl Iterator<Item = Due> {
        self.openings(today, everyone).chain(self.steps(today, everyone)).chain(self.followups(today, everyone))
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

    fn openings(&self, today: NaiveDate, everyone: bool) -> impl Iterator<Item = Due> {
        let preparing = |centre: &Centre| centre.status == Some(CentreStatus::Preparing) && centre.opened.is_none();
        self.all::<Centre>()
            .filter(move |(_, centre)| preparing(centre) && (everyone || self.centre_is_mine(centre)))
            .filter_map(move |(id, centre)| {
                let date = centre.target_opening?;
                let late = date.last_day() < today;
                Some(Due { late, ..Due::on(DueWhat::Opening, Kind::Centre, id, Some(id), date) })
            })
    }

    fn blocked(&self, everyone: bool) -> impl Iterator<Item = Due> {
        self.all::<Stage>().filter(|(_, stage)| stage.state == Some(StageState::Blocked)).filter_map(
            move |(id, stage)| {
                let about = stage.subject?.0;
                let line =
                    Due { what: DueWhat::Blocked, kind: Kind::Stage, id, about: Some(about), date: None, late: false };
                (everyone || self.subject_is_mine(&about)).then_some(line)
            },
        )
    }

    fn steps(&self, today: NaiveDate, everyone: bool) -> impl Iterator<Item = Due> {
        self.all::<Step>().filter(|(_, step)| step.state == Some(StepState::Open)).filter_map(move |(id, step)| {
            let (date, about) = (step.due?, step.subject?.0);
            let mine = everyone || self.is_me(step.owner.map(|owner| owner.0)) || self.subject_is_mine(&about);
            let due = Due::on(DueWhat::Step, Kind::Step, id, Some(about), PartialDate::Day(date));
            mine.then_some(Due { late: date < today, ..due })
        })
    }

    fn followups(&self, today: NaiveDate, everyone: bool) -> impl Iterator<Item = Due> {
        self.all::<Followup>().filter(|(_, followup)| followup.done != Some(true)).filter_map(move |(id, followup)| {
            let date = followup.due?;
            let about = followup.about.map(|about| about.0);
            let owner = followup.owner.map(|owner| owner.0);
            let mine = everyone
                || self.is_me(owner)
                || (owner.is_none() && about.is_some_and(|about| self.subject_is_mine(&about)));
            let due = Due::on(DueWhat::Followup, Kind::Followup, id, about, PartialDate::Day(date));
            mine.then_some(Due { late: date < today, ..due })
        })
    }

    fn duties(&self, everyone: bool) -> impl Iterator<Item = Due> {
        self.all::<Duty>().filter_map(move |(id, duty)| {
            let (date, about) = (duty.date?, duty.centre.map(|centre| centre.0));
            let of_sector = duty.sector.is_some_and(|sector| self.my_sector().contains(&sector));
            let nobodys = duty.sector.is_none() && about.is_none();
            let mine = everyone || of_sector || nobodys || about.is_some_and(|about| self.subject_is_mine(&about));
            mine.then(|| Due::on(DueWhat::Duty, Kind::Duty, id, about, PartialDate::Day(date)))
        })
    }

    fn milestones(&self, everyone: bool) -> impl Iterator<Item = Due> {
        self.all::<Milestone>().filter_map(move |(id, milestone)| {
            let (date, about) = (milestone.date?, milestone.centre.map(|centre| centre.0));
            let communes = milestone.communes.as_deref().unwrap_or_default();
            let sector = self.my_sector();
            let of_sector = communes.iter().any(|commune| sector.contains(&commune.departement()));
            let of_all = communes.is_empty() && about.is_none();
            let mine = everyone || of_sector || of_all || about.is_some_and(|about| self.subject_is_mine(&about));
            mine.then(|| Due::on(DueWhat::Milestone, Kind::Milestone, id, about, date))
        })
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
