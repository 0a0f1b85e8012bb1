//! What visits add up to: read once, counted by every list that a report may show.

use std::collections::BTreeMap;

use super::Period;
use crate::log::DeviceId;
use crate::model::{
    AgeBand, Band, Decimal, Reason, RecordId, RequestedBy, TreatingDoctor, Visit, VisitRole, VisitStatus,
};
use crate::workspace::{OnProgress, VisitFilter, Workspace, WorkspaceError};

/// Visits by the choices of a closed list.
pub type Counts<C> = BTreeMap<C, i64>;

/// The sums of some visits. All but `status` are of those that were done.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Activity {
    pub status: Counts<VisitStatus>,
    pub reason: Counts<Reason>,
    pub role: Counts<VisitRole>,
    pub band: Counts<Band>,
    pub age: Counts<AgeBand>,
    pub requested_by: Counts<RequestedBy>,
    pub unscheduled: i64,
    pub regulated: i64,
    /// To patients whose treating doctor is of the centre.
    pub treated_here: i64,
    pub minutes: i64,
    /// Thousandths of a kilometre, one way.
    pub km: i64,
    /// Visits by how long they took, in minutes.
    lengths: BTreeMap<i64, i64>,
}

impl Activity {
    pub fn take(&mut self, visit: &Visit) {
        let Some(status) = visit.status else { return };
        count(&mut self.status, Some(status));
        if status != VisitStatus::Done {
            return;
        }
        count(&mut self.reason, visit.reason);
        count(&mut self.role, visit.role);
        count(&mut self.band, visit.band);
        count(&mut self.age, visit.age_band);
        count(&mut self.requested_by, visit.requested_by);
        self.unscheduled += i64::from(visit.unscheduled == Some(true));
        self.regulated += i64::from(visit.regulated == Some(true));
        self.treated_here += i64::from(visit.treating_doctor == Some(TreatingDoctor::Centre));
        self.minutes = self.minutes.saturating_add(visit.minutes.unwrap_or_default());
        self.km = self.km.saturating_add(visit.km.map_or(0, Decimal::thousandths));
        count(&mut self.lengths, visit.minutes);
    }

    pub fn add(&mut self, other: &Self) {
        merge(&mut self.status, &other.status);
        merge(&mut self.reason, &other.reason);
        merge(&mut self.role, &other.role);
        merge(&mut self.band, &other.band);
        merge(&mut self.age, &other.age);
        merge(&mut self.requested_by, &other.requested_by);
        merge(&mut self.lengths, &other.lengths);
        self.unscheduled += other.unscheduled;
        self.regulated += other.regulated;
        self.treated_here += other.treated_here;
        self.minutes = self.minutes.saturating_add(other.minutes);
        self.km = self.km.saturating_add(other.km);
    }

    pub fn with(&self, status: VisitStatus) -> i64 {
        self.status.get(&status).copied().unwrap_or_default()
    }

    pub fn done(&self) -> i64 {
        self.with(VisitStatus::Done)
    }

    /// Those that were to be and were not: cancelled, postponed, the patient absent.
    pub fn not_done(&self) -> i64 {
        [VisitStatus::Cancelled, VisitStatus::Absent, VisitStatus::Postponed]
            .map(|status| self.with(status))
            .iter()
            .sum()
    }

    pub const fn distance(&self) -> Decimal {
        Decimal::from_thousandths(self.km)
    }

    /// The median length in minutes, of the visits of which it is known; the lower of two in the middle.
    pub fn median(&self) -> Option<i64> {
        let known: i64 = self.lengths.values().sum();
        let mut seen = 0;
        self.lengths.iter().find_map(|(minutes, n)| {
            seen += n;
            (seen * 2 >= known).then_some(*minutes)
        })
    }
}

fn count<C: Ord>(counts: &mut Counts<C>, choice: Option<C>) {
    if let Some(choice) = choice {
        *counts.entry(choice).or_default() += 1;
    }
}

fn merge<C: Ord + Copy>(counts: &mut Counts<C>, other: &Counts<C>) {
    for (choice, n) in other {
        *counts.entry(*choice).or_default() += n;
    }
}

/// What the visits of a period add up to, by centre. Those of one holder, or of everyone.
///
/// # Errors
/// [`WorkspaceError::Store`]; [`WorkspaceError::Export`] where `told` stops it.
pub fn by_centre(
    workspace: &Workspace,
    period: Period,
    owner: Option<DeviceId>,
    told: OnProgress<'_>,
) -> Result<BTreeMap<Option<RecordId>, Activity>, WorkspaceError> {
    let filter = VisitFilter { from: Some(period.first()), to: Some(period.last()), owner, ..VisitFilter::default() };
    let mut found: BTreeMap<Option<RecordId>, Activity> = BTreeMap::new();
    workspace.each_visit(&filter, told, &mut |row| {
        found.entry(row.visit.centre.map(|centre| centre.0)).or_default().take(&row.visit);
    })?;
    Ok(found)
}

/// The sums of several.
pub fn total<'a>(all: impl IntoIterator<Item = &'a Activity>) -> Activity {
    all.into_iter().fold(Activity::default(), |mut sum, one| {
        sum.add(one);
        sum
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn visit(status: VisitStatus, minutes: Option<i64>) -> Visit {
        Visit {
            status: Some(status),
            minutes,
            km: Some(Decimal::from_thousandths(1_500)),
            reason: Some(Reason::Acute),
            ..Visit::default()
        }
    }

    #[test]
    fn only_what_was_done_has_minutes_distance_and_reason() {
        let mut all = Activity::default();
        for (status, minutes) in
            [(VisitStatus::Done, Some(30)), (VisitStatus::Done, None), (VisitStatus::Absent, Some(9))]
        {
            all.take(&visit(status, minutes));
        }
        assert_eq!((all.done(), all.not_done(), all.minutes, all.km), (2, 1, 30, 3_000));
        assert_eq!(all.reason.get(&Reason::Acute), Some(&2));
        assert_eq!(total([&all, &all]).done(), 4);
    }

    #[test]
    fn the_median_is_of_what_is_known() {
        let mut all = Activity::default();
        assert_eq!(all.median(), None);
        for minutes in [10, 20, 60, 30] {
            all.take(&visit(VisitStatus::Done, Some(minutes)));
        }
        all.take(&visit(VisitStatus::Done, None));
        assert_eq!(all.median(), Some(20));
        all.take(&visit(VisitStatus::Done, Some(35)));
        assert_eq!(all.median(), Some(30));
    }
}
