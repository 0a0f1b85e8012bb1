//! The weekly report: what one holder did in a week, or the whole team, as the log has it, and what comes next.

mod document;
#[cfg(test)]
pub(super) mod tests;

use std::collections::BTreeMap;

use chrono::NaiveDate;

pub use document::document;

use super::Period;
use super::activity::{Activity, by_centre};
use crate::log::DeviceId;
use crate::model::calendar::Week;
use crate::model::pipeline::Blocker;
use crate::model::{
    Centre, CentreStatus, Device, Exchange, Followup, Kind, Member, PartialDate, Position, PositionState, Record,
    RecordId, Ref, Step, StepState, Tag, Value,
};
use crate::workspace::{Desk, Due, DueWhat, FieldChange, HandedIn, OnProgress, VisitFilter, Workspace, WorkspaceError};

/// Days before an opening within which whatever stands in its way is a blocker.
const NEAR: i64 = 60;

/// A week of one holder, or of the team.
#[derive(Clone, Debug, PartialEq)]
pub struct WeekReport {
    pub week: Week,
    /// `None`: everyone's.
    pub holder: Option<DeviceId>,
    pub made_on: NaiveDate,
    pub by_centre: BTreeMap<Option<RecordId>, Activity>,
    /// By date.
    pub exchanges: Vec<RecordId>,
    /// Ticked in the week, by date.
    pub steps: Vec<RecordId>,
    pub moves: Vec<Move>,
    pub positions: Vec<Reached>,
    /// Centres that something stops, or holds up so near to its opening.
    pub blockers: Vec<(RecordId, Vec<Blocker>)>,
    /// What stands on the days of the week after, in their order.
    pub next: Vec<Due>,
    /// Visits planned in the week after.
    pub planned: usize,
    /// Whether the holder handed the week in, or each of the team.
    pub handed_in: Vec<(DeviceId, Option<HandedIn>)>,
    /// Visits are no longer here of which the days may be in this week.
    pub cleared: bool,
}

/// A date that was moved in the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Move {
    pub kind: Kind,
    pub id: RecordId,
    pub tag: Tag,
    pub was: PartialDate,
    /// `None`: it was taken away.
    pub now: Option<PartialDate>,
}

impl Move {
    /// In days, later is more.
    pub fn slip(&self) -> Option<i64> {
        Some(self.now?.days_since(&self.was))
    }
}

/// A state that a position came to in the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reached {
    pub position: RecordId,
    pub on: NaiveDate,
    pub state: PositionState,
}

impl WeekReport {
    /// # Errors
    /// [`WorkspaceError::Store`]; [`WorkspaceError::Export`] where `told` stops it.
    pub fn of(
        workspace: &Workspace,
        week: Week,
        holder: Option<DeviceId>,
        told: OnProgress<'_>,
    ) -> Result<Self, WorkspaceError> {
        let period = Period::Week(week);
        let asked = Asked { workspace, desk: &workspace.desk(), period, holder };
        Ok(Self {
            week,
            holder,
            made_on: workspace.today(),
            by_centre: by_centre(workspace, period, holder, told)?,
            exchanges: asked.exchanges()?,
            steps: asked.steps()?,
            moves: asked.moves()?,
            positions: asked.positions()?,
            blockers: asked.blockers(),
            next: asked.next(),
            planned: asked.planned()?,
            handed_in: asked.handed_in(week),
            cleared: asked.desk.cleared.is_some(),
        })
    }
}

/// What is looked for, and where.
struct Asked<'a> {
    workspace: &'a Workspace,
    desk: &'a Desk,
    period: Period,
    holder: Option<DeviceId>,
}

impl Asked<'_> {
    fn is_theirs(&self, device: DeviceId) -> bool {
        self.holder.is_none_or(|holder| self.desk.same_holder(holder, device))
    }

    /// Whether the holder did what a record says: as it says itself, or as the log knows of the field that says so.
    fn did(&self, by: Option<Ref<Device>>, kind: Kind, id: &RecordId, tag: Tag) -> Result<bool, WorkspaceError> {
        match by {
            _ if self.holder.is_none() => Ok(true),
            Some(by) => Ok(self.is_theirs(DeviceId::from_record(by.0))),
            None => Ok(self.workspace.last_author(kind, id, tag)?.is_some_and(|author| self.is_theirs(author))),
        }
    }

    fn handed_in(&self, week: Week) -> Vec<(DeviceId, Option<HandedIn>)> {
        let holders = self.holder.map_or_else(|| self.desk.holders(), |holder| vec![holder]);
        holders.into_iter().map(|holder| (holder, self.desk.handed_in(holder, week))).collect()
    }

    fn exchanges(&self) -> Result<Vec<RecordId>, WorkspaceError> {
        let tag = tag_of(Kind::Exchange, "date");
        let mut found = Vec::new();
        for (id, exchange) in self.desk.all::<Exchange>() {
            let Some(date) = exchange.date.filter(|date| self.period.holds(*date)) else { continue };
            if self.did(exchange.by, Kind::Exchange, &id, tag)? {
                found.push((date, id));
            }
        }
        Ok(in_order(found))
    }

    fn steps(&self) -> Result<Vec<RecordId>, WorkspaceError> {
        let tag = tag_of(Kind::Step, "state");
        let mut found = Vec::new();
        for (id, step) in self.desk.all::<Step>().filter(|(_, step)| step.state == Some(StepState::Done)) {
            let Some(date) = step.done_on.filter(|date| self.period.holds(*date)) else { continue };
            if self.did(step.done_by, Kind::Step, &id, tag)? {
                found.push((date, id));
            }
        }
        Ok(in_order(found))
    }

    fn positions(&self) -> Result<Vec<Reached>, WorkspaceError> {
        let mut found = Vec::new();
        for (id, position) in self.desk.all::<Position>() {
            for state in PositionState::ALL {
                let tag = state.date_tag();
                let on = match position.get(tag) {
                    Some(Value::Date(on)) if self.period.holds(on) => on,
                    _ => continue,
                };
                if self.did(None, Kind::Position, &id, tag)? {
                    found.push(Reached { position: id, on, state: *state });
                }
            }
        }
        found.sort_by_key(|reached| (reached.on, reached.position, reached.state));
        Ok(found)
    }

    /// Targets and planned dates that were moved by the holder in the week: from what stood before their first change to
    /// what their last one left.
    fn moves(&self) -> Result<Vec<Move>, WorkspaceError> {
        let dated = [
            (Kind::Centre, &["target_opening"][..]),
            (Kind::Stage, &["planned_start", "planned_end"][..]),
            (Kind::Step, &["due"][..]),
        ];
        let mut found = Vec::new();
        for (kind, keys) in dated {
            for card in self.desk.cards(kind).filter(|card| self.may_have_changed(card.updated)) {
                for tag in keys.iter().map(|key| tag_of(kind, key)) {
                    let changes = self.workspace.changes_of(kind, &card.id, tag)?;
                    found.extend(self.moved(&changes).map(|(was, now)| Move { kind, id: card.id, tag, was, now }));
                }
            }
        }
        Ok(found)
    }

    fn moved(&self, changes: &[FieldChange]) -> Option<(PartialDate, Option<PartialDate>)> {
        let here = |change: &&FieldChange| self.is_theirs(change.1) && self.in_period(change.0);
        let first = changes.iter().position(|change| here(&change))?;
        let (.., was) = changes.get(first.checked_sub(1)?)?;
        let (.., now) = changes.iter().rev().find(here)?;
        let (was, now) = (date_of(was)?, date_of(now));
        (now != Some(was)).then_some((was, now))
    }

    fn in_period(&self, millis: i64) -> bool {
        local_day(millis).is_some_and(|day| self.period.holds(day))
    }

    fn may_have_changed(&self, updated: i64) -> bool {
        local_day(updated).is_some_and(|day| day >= self.period.first())
    }

    fn blockers(&self) -> Vec<(RecordId, Vec<Blocker>)> {
        let today = self.workspace.today();
        let preparing = self.desk.all::<Centre>().filter(|(_, one)| one.status == Some(CentreStatus::Preparing));
        let theirs = preparing.filter(|(_, centre)| self.holder.is_none_or(|one| self.desk.centre_is_of(one, centre)));
        let blockers = theirs.filter_map(|(id, centre)| {
            let near = centre.target_opening.is_some_and(|target| (target.last_day() - today).num_days() <= NEAR);
            let all = self.desk.pipeline(&id, today)?.blockers();
            let told: Vec<Blocker> =
                all.into_iter().filter(|one| near || matches!(one, Blocker::Stage { .. })).collect();
            (!told.is_empty()).then_some((id, told))
        });
        blockers.collect()
    }

    fn next(&self) -> Vec<Due> {
        let next = self.period.next();
        let due = self.desk.days(next.first(), next.last(), self.workspace.today(), true).into_iter();
        // What is known to the month or the year only is no matter of one week.
        due.filter(|due| due.day().is_some() && self.concerns(due)).collect()
    }

    /// Whether the holder is to do it, or it is about what is theirs.
    fn concerns(&self, due: &Due) -> bool {
        let Some(holder) = self.holder else { return true };
        let owner = match due.what {
            DueWhat::Step => self.desk.get::<Step>(&due.id).and_then(|step| step.owner),
            DueWhat::Followup => self.desk.get::<Followup>(&due.id).and_then(|followup| followup.owner),
            DueWhat::Opening | DueWhat::Blocked | DueWhat::Duty | DueWhat::Milestone => None,
        };
        if let Some(owner) = owner {
            return self.is_theirs(DeviceId::from_record(owner.0));
        }
        let Some(about) = due.about else { return due.what == DueWhat::Milestone };
        let centre = self.desk.get::<Centre>(&about).map(|centre| self.desk.centre_is_of(holder, centre));
        let member = || self.desk.get::<Member>(&about).map(|member| self.desk.member_is_of(holder, &about, member));
        centre.or_else(member).unwrap_or(false)
    }

    fn planned(&self) -> Result<usize, WorkspaceError> {
        let next = self.period.next();
        let filter = VisitFilter {
            from: Some(next.first()),
            to: Some(next.last()),
            status: Some(crate::model::VisitStatus::Planned),
            owner: self.holder,
            ..VisitFilter::default()
        };
        let planned = self.workspace.totals(&filter, &|| false)?.visits;
        Ok(usize::try_from(planned).unwrap_or_default())
    }
}

fn in_order(mut found: Vec<(NaiveDate, RecordId)>) -> Vec<RecordId> {
    found.sort();
    found.into_iter().map(|(_, id)| id).collect()
}

fn tag_of(kind: Kind, key: &str) -> Tag {
    kind.field(key).map_or(0, |spec| spec.tag)
}

fn local_day(millis: i64) -> Option<NaiveDate> {
    crate::model::LocalTime::in_france_at(millis).map(|time| time.date())
}

fn date_of(value: &Option<Value>) -> Option<PartialDate> {
    match value {
        Some(Value::Date(day)) => Some(PartialDate::Day(*day)),
        Some(Value::PartialDate(date)) => Some(*date),
        _ => None,
    }
}
