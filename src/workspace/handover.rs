//! The handover of a territory: what one holder had to do becomes another's, as one action.

use super::{Committed, Desk, Edit, VisitFilter, Workspace, WorkspaceError};
use crate::i18n::Words;
use crate::log::DeviceId;
use crate::model::{
    AnyRecord, AnyRef, Centre, DeptCode, Device, Followup, Kind, Member, Note, Position, PositionState, RecordId, Ref,
    Stage, StageState, Step, StepState, Value, Visit, VisitStatus,
};
use crate::store::views::{Edge, VisitRow};
use crate::t;

/// Visits read at a time.
const WINDOW: usize = 1_000;

/// What a handover does, line by line, before it is done.
#[derive(Clone, Debug, PartialEq)]
pub struct HandoverPlan {
    pub from: DeviceId,
    pub to: DeviceId,
    /// The départements handed over; empty: all that is the first one's.
    pub sector: Vec<DeptCode>,
    /// Members, centres, open stages and steps, positions and follow-ups that change owner, by kind.
    pub records: Vec<(Kind, RecordId)>,
    /// Visits planned from today on: planned anew among the second one's visits, postponed among the first one's.
    pub visits: Vec<VisitRow>,
    /// Notes about these visits, copied with them.
    pub notes: Vec<RecordId>,
    /// Planned for a day that is past: whether they took place, only the first one can tell. They stay.
    pub left: usize,
    /// The sectors of both once it is done.
    pub sectors: (Vec<DeptCode>, Vec<DeptCode>),
}

impl HandoverPlan {
    /// How many records of each kind, visits last.
    pub fn counts(&self) -> Vec<(Kind, usize)> {
        let mut counts: Vec<(Kind, usize)> = Vec::new();
        let visits = self.visits.iter().map(|_| Kind::Visit).chain(self.notes.iter().map(|_| Kind::Note));
        for kind in self.records.iter().map(|(kind, _)| *kind).chain(visits) {
            match counts.last_mut() {
                Some((last, n)) if *last == kind => *n += 1,
                _ => counts.push((kind, 1)),
            }
        }
        counts
    }

    /// What becomes of the sectors, and what stays: in words.
    pub fn notices(&self, words: &Words) -> Vec<String> {
        let codes = |all: &[DeptCode]| match all {
            [] => t!(words, "handover-whole-region"),
            all => all.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
        };
        let (from, to) = (codes(&self.sectors.0), codes(&self.sectors.1));
        let mut lines = vec![t!(words, "handover-sectors", from = from, to = to)];
        if !self.visits.is_empty() {
            lines.push(t!(words, "handover-visits"));
        }
        if self.left > 0 {
            lines.push(t!(words, "handover-left", n = self.left));
        }
        lines
    }

    /// Nothing is the first one's there.
    pub fn is_empty(&self) -> bool {
        self.records.is_empty() && self.visits.is_empty()
    }
}

impl Workspace {
    /// What handing over `sector` (empty: everything) from one holder to another does. Nothing is written.
    ///
    /// # Errors
    /// [`WorkspaceError::StewardsOnly`]; [`WorkspaceError::NoSuccessor`] for one who cannot take it.
    pub fn handover_plan(
        &self,
        from: DeviceId,
        to: DeviceId,
        sector: &[DeptCode],
    ) -> Result<HandoverPlan, WorkspaceError> {
        if !self.desk.is_steward() {
            return Err(WorkspaceError::StewardsOnly);
        }
        let takes = |roster: &std::sync::Arc<crate::log::Roster>| roster.live().any(|(id, _)| *id == to);
        if from == to || !self.desk.roster.as_ref().is_some_and(takes) {
            return Err(WorkspaceError::NoSuccessor);
        }
        let (visits, left) = self.planned_of(from, sector)?;
        let notes = visits.iter().flat_map(|row| self.desk.about::<Note>(&row.id)).map(|(id, _)| id).collect();
        let sector = sector.to_vec();
        let sectors = self.desk.sectors_after(from, to, &sector);
        let records = self.desk.owned_by(from, &sector);
        Ok(HandoverPlan { from, to, sector, records, visits, notes, left, sectors })
    }

    /// Does what a plan says, as one action: one undo takes all of it back.
    ///
    /// # Errors
    /// [`WorkspaceError::PlanChanged`] where it is no longer what would be done; then as [`Workspace::commit`].
    pub fn hand_over(&mut self, plan: &HandoverPlan) -> Result<Committed, WorkspaceError> {
        if self.handover_plan(plan.from, plan.to, &plan.sector)? != *plan {
            return Err(WorkspaceError::PlanChanged);
        }
        let owner = Some(Value::Ref(plan.to.record()));
        let mut edit = Edit::new("done-handed-over");
        for (kind, id) in &plan.records {
            if let Some(spec) = kind.field("owner") {
                edit = edit.set(*id, *kind, vec![(spec.tag, owner.clone())]);
            }
        }
        for row in &plan.visits {
            edit = self.moves(edit, row, plan);
        }
        for (device, sector) in [(plan.from, &plan.sectors.0), (plan.to, &plan.sectors.1)] {
            let device_now = self.desk.get::<Device>(&device.record());
            // None and an empty one say the same: nothing is written to tell one from the other.
            let other = |now: &&Device| now.sector.as_deref().unwrap_or_default() != sector.as_slice();
            if let Some(before) = device_now.filter(other) {
                let sector = Some(sector.clone()).filter(|all| !all.is_empty());
                edit = edit.update(device.record(), before, Device { sector, ..before.clone() });
            }
        }
        self.commit(edit)
    }

    /// A planned visit of `plan.from` becomes one of `plan.to`. A record never changes its channel: it is made anew.
    ///
    /// The old one is postponed, not cancelled: cancelled visits are counted in the reports of the service, and this one
    /// still takes place.
    fn moves(&self, edit: Edit, row: &VisitRow, plan: &HandoverPlan) -> Edit {
        let id = moved_id(&row.id, plan.to);
        // The band follows from the start again, unless someone said why it is another.
        let band = row.visit.band.filter(|_| row.visit.band_reason.is_some());
        let closed = Visit { status: Some(VisitStatus::Postponed), ..row.visit.clone() };
        let mut edit =
            edit.create_for(plan.to, id, Visit { band, ..row.visit.clone() }).update(row.id, &row.visit, closed);
        for (note_id, note) in self.desk.about::<Note>(&row.id) {
            let copy = Note { about: Some(AnyRef(id)), ..note.clone() };
            edit = edit.create_for(plan.to, moved_id(&note_id, plan.to), copy);
        }
        edit
    }

    /// The planned visits of a holder in a sector from today on, and how many are of days past.
    fn planned_of(&self, owner: DeviceId, sector: &[DeptCode]) -> Result<(Vec<VisitRow>, usize), WorkspaceError> {
        let filter = VisitFilter { owner: Some(owner), status: Some(VisitStatus::Planned), ..VisitFilter::default() };
        let (mut visits, mut left, mut edge) = (Vec::new(), 0, Edge::Newest);
        let today = self.today();
        loop {
            let page = self.visits(&filter, edge, WINDOW)?;
            let last = page.rows.last().map(VisitRow::cursor).filter(|_| page.more);
            for row in page.rows {
                let there = row.visit.commune.map(|commune| commune.departement());
                match row.visit.start.is_some_and(|start| start.date() >= today) {
                    _ if !within(sector, there) => {}
                    true => visits.push(row),
                    false => left += 1,
                }
            }
            match last {
                Some(cursor) => edge = Edge::Below(cursor),
                None => break,
            }
        }
        visits.reverse();
        Ok((visits, left))
    }
}

/// Two head offices that do the same handover apart make one visit. Derived ids are for records only: nothing common
/// refers to them.
fn moved_id(id: &RecordId, to: DeviceId) -> RecordId {
    RecordId::derived(&["handover", &id.to_string(), &to.record().to_string()])
}

fn within(sector: &[DeptCode], departement: Option<DeptCode>) -> bool {
    sector.is_empty() || departement.is_some_and(|one| sector.contains(&one))
}

impl Desk {
    /// What is a holder's and not over yet, in a sector (empty: everywhere), by kind.
    fn owned_by(&self, owner: DeviceId, sector: &[DeptCode]) -> Vec<(Kind, RecordId)> {
        let theirs = |field: Option<Ref<Device>>| field.is_some_and(|field| field.0 == owner.record());
        let there = |about: Option<RecordId>| sector.is_empty() || about.is_some_and(|id| self.lies_in(&id, sector));
        let mut found: Vec<(Kind, RecordId)> = Vec::new();
        let mut put = |kind: Kind, id: RecordId, owned: bool, about: Option<RecordId>| {
            if owned && there(about) {
                found.push((kind, id));
            }
        };
        for (id, one) in self.all::<Member>() {
            put(Kind::Member, id, theirs(one.owner), Some(id));
        }
        for (id, one) in self.all::<Centre>() {
            put(Kind::Centre, id, theirs(one.owner), Some(id));
        }
        for (id, one) in self.all::<Stage>() {
            let open = one.state != Some(StageState::Done);
            put(Kind::Stage, id, open && theirs(one.owner), one.subject.map(|subject| subject.0));
        }
        for (id, one) in self.all::<Step>() {
            let open = one.state == Some(StepState::Open);
            put(Kind::Step, id, open && theirs(one.owner), one.subject.map(|subject| subject.0));
        }
        for (id, one) in self.all::<Position>() {
            let open = one.state != Some(PositionState::Departed);
            put(Kind::Position, id, open && theirs(one.owner), one.centre.map(|centre| centre.0));
        }
        for (id, one) in self.all::<Followup>() {
            let open = one.done != Some(true);
            put(Kind::Followup, id, open && theirs(one.owner), one.about.map(|about| about.0));
        }
        found
    }

    /// Whether a record is about a place in one of these départements: a member, a centre, or what refers to one.
    fn lies_in(&self, id: &RecordId, sector: &[DeptCode]) -> bool {
        let next = match self.card(id).map(|card| &card.record) {
            Some(AnyRecord::Member(member)) => {
                let mut all = member.departements.iter().flatten();
                return all.any(|one| sector.contains(one))
                    || member.commune.is_some_and(|commune| sector.contains(&commune.departement()));
            }
            Some(AnyRecord::Centre(centre)) => match centre.commune {
                Some(commune) => return sector.contains(&commune.departement()),
                None => centre.host.map(|host| host.0),
            },
            Some(AnyRecord::Position(position)) => position.centre.map(|centre| centre.0),
            Some(AnyRecord::Contact(contact)) => contact.member.map(|member| member.0),
            _ => None,
        };
        next.is_some_and(|next| self.lies_in(&next, sector))
    }

    /// Who has which départements afterwards. An empty sector means the whole region: the last département is not taken
    /// from anyone, and one who has them all needs no more.
    fn sectors_after(&self, from: DeviceId, to: DeviceId, sector: &[DeptCode]) -> (Vec<DeptCode>, Vec<DeptCode>) {
        let of = |device: DeviceId| {
            self.get::<Device>(&device.record()).and_then(|device| device.sector.clone()).unwrap_or_default()
        };
        let (before, mut after) = (of(from), of(to));
        let moved: Vec<DeptCode> = if sector.is_empty() { before.clone() } else { sector.to_vec() };
        let kept: Vec<DeptCode> = before.iter().copied().filter(|one| !moved.contains(one)).collect();
        if !after.is_empty() {
            after.extend(moved);
            after.sort();
            after.dedup();
        }
        (if kept.is_empty() { before } else { kept }, after)
    }
}

#[cfg(test)]
mod tests;
