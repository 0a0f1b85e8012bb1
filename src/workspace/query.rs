//! Questions about visits, which are read by windows.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::rounds::goes;
use crate::log::DeviceId;
use crate::model::{Band, CommuneCode, LocalTime, Reason, RecordId, VisitRole, VisitStatus};
use crate::store::views::VisitRow;

/// Which visits. Everything that is `Some` must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VisitFilter {
    pub centre: Option<RecordId>,
    pub commune: Option<CommuneCode>,
    /// First and last local day, both included.
    pub from: Option<NaiveDate>,
    pub to: Option<NaiveDate>,
    pub status: Option<VisitStatus>,
    pub band: Option<Band>,
    pub role: Option<VisitRole>,
    pub reason: Option<Reason>,
    /// Whose visits, those under the keys of before among them.
    pub owner: Option<DeviceId>,
    /// Folded text that the pseudonym or the note holds.
    pub text: Option<String>,
}

impl VisitFilter {
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether a visit passes everything but its owner, and centre and period, which the store narrows down itself.
    pub(super) fn keeps(&self, row: &VisitRow) -> bool {
        let visit = &row.visit;
        let holds =
            |text: &str| self.text.as_deref().is_none_or(|wanted| crate::model::reference::fold(text).contains(wanted));
        (self.commune.is_none() || self.commune == visit.commune)
            && (self.status.is_none() || self.status == visit.status)
            && (self.band.is_none() || self.band == visit.band)
            && (self.role.is_none() || self.role == visit.role)
            && (self.reason.is_none() || self.reason == visit.reason)
            && (self.text.is_none()
                || visit.patient.as_deref().is_some_and(holds)
                || visit.note.as_ref().is_some_and(|note| holds(&note.0)))
    }

    /// Whether tallies by month can answer for it.
    pub(super) fn is_coarse(&self) -> bool {
        use chrono::Datelike;
        let month_start = |day: NaiveDate| day.day() == 1;
        let month_end = |day: NaiveDate| day.succ_opt().is_none_or(|next| next.day() == 1);
        self.commune.is_none()
            && self.role.is_none()
            && self.reason.is_none()
            && self.owner.is_none()
            && self.text.is_none()
            && self.from.is_none_or(month_start)
            && self.to.is_none_or(month_end)
    }
}

/// The visits of a filter, day by day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VisitDays(BTreeMap<NaiveDate, VisitDay>);

/// How many visits a day has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct VisitDay {
    pub all: usize,
    /// Those that someone goes to.
    pub goes: usize,
    pub planned: usize,
    /// When the first of the planned ones starts.
    pub first_planned: Option<LocalTime>,
}

impl VisitDays {
    pub(super) fn add(&mut self, row: &VisitRow) {
        let Some(start) = row.visit.start else { return };
        let day = self.0.entry(start.date()).or_default();
        day.all += 1;
        day.goes += usize::from(goes(row));
        if row.visit.status == Some(VisitStatus::Planned) {
            day.planned += 1;
            day.first_planned = Some(day.first_planned.map_or(start, |first| first.min(start)));
        }
    }

    /// What is known of a day; nothing of one that has none.
    pub fn on(&self, day: NaiveDate) -> VisitDay {
        self.0.get(&day).copied().unwrap_or_default()
    }

    pub fn iter(&self) -> impl Iterator<Item = (NaiveDate, VisitDay)> + '_ {
        self.0.iter().map(|(day, one)| (*day, *one))
    }
}

/// Sums of a filter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct VisitTotals {
    pub visits: i64,
    pub minutes: i64,
    /// Thousandths of a kilometre, one way.
    pub km: i64,
}
