//! What the form begins with: the defaults of a new visit, a copy of another, one that is told at last.

use chrono::{Days, NaiveDate, NaiveDateTime, NaiveTime, Timelike};

use crate::model::Kind;
use crate::model::entry::Looking;
use crate::model::{Centre, CentreStatus, LocalTime, RecordId, Ref, RequestedBy, Tag, Visit, VisitStatus};
use crate::store::views::VisitRow;
use crate::t;
use crate::tui::cx::Cx;

/// Numbers of the fields that the form looks at.
pub mod tag {
    use crate::model::Tag;

    pub const CENTRE: Tag = 1;
    pub const ROLE: Tag = 2;
    pub const COMMUNE: Tag = 3;
    pub const PATIENT: Tag = 4;
    pub const START: Tag = 5;
    pub const STATUS: Tag = 9;
    pub const MINUTES: Tag = 10;
    pub const KM: Tag = 11;
    pub const BAND: Tag = 13;
    pub const BAND_REASON: Tag = 18;
}

/// What the form begins with.
pub struct Start {
    pub title: String,
    pub id: RecordId,
    /// The visit as it stands; `None` for a new one.
    pub before: Option<Visit>,
    pub visit: Visit,
    pub focus: Tag,
    pub looking: Looking,
    /// The status follows the start until it is chosen.
    pub status_follows: bool,
    /// A new pseudonym is proposed.
    pub proposes_patient: bool,
    /// Centre, commune and role are those of the last visit.
    pub follows_last: bool,
}

/// How another visit is told like this one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Like {
    pub yesterday: bool,
    pub same_patient: bool,
}

impl Like {
    pub const ALL: [Self; 4] = [
        Self { yesterday: false, same_patient: true },
        Self { yesterday: true, same_patient: true },
        Self { yesterday: false, same_patient: false },
        Self { yesterday: true, same_patient: false },
    ];

    pub fn label(self, cx: &Cx) -> String {
        match (self.yesterday, self.same_patient) {
            (false, true) => t!(cx.words, "visits-again-today"),
            (true, true) => t!(cx.words, "visits-again-yesterday"),
            (false, false) => t!(cx.words, "visits-again-today-other"),
            (true, false) => t!(cx.words, "visits-again-yesterday-other"),
        }
    }
}

/// To the five minutes before: a start is never in the future by rounding.
fn rounded(now: NaiveDateTime) -> NaiveDateTime {
    let time = NaiveTime::from_hms_opt(now.hour(), now.minute() / 5 * 5, 0).unwrap_or(now.time());
    now.date().and_time(time)
}

fn local(wall: NaiveDateTime, otherwise: LocalTime) -> LocalTime {
    LocalTime::in_france(wall).unwrap_or(otherwise)
}

impl Start {
    /// A visit that just took place; `last` is the one logged before it.
    pub fn new(last: Option<&Visit>, cx: &mut Cx) -> Self {
        let now = cx.now.local;
        let visit = Visit {
            start: Some(local(rounded(now.wall()), now)),
            status: Some(VisitStatus::Done),
            requested_by: Some(RequestedBy::Patient),
            unscheduled: Some(false),
            centre: last.and_then(|last| last.centre).or_else(|| only_centre(cx)),
            commune: last.and_then(|last| last.commune),
            role: last.and_then(|last| last.role),
            ..Visit::default()
        };
        Self {
            title: cx.words.phrase(Kind::Visit, "new"),
            id: cx.new_id(),
            before: None,
            visit,
            focus: tag::START,
            looking: Looking::Back,
            status_follows: true,
            proposes_patient: true,
            follows_last: last.is_none(),
        }
    }

    /// A visit to come: on the morning of a day, tomorrow's until something else is said; where that morning has begun, in
    /// an hour.
    pub fn planned(last: Option<&Visit>, day: Option<NaiveDate>, cx: &mut Cx) -> Self {
        let mut start = Self::new(last, cx);
        let now = cx.now.local.wall();
        let day = day.or_else(|| cx.today().checked_add_days(Days::new(1)));
        let morning = day.and_then(|day| day.and_hms_opt(9, 0, 0));
        let soon = rounded(now).checked_add_signed(chrono::TimeDelta::hours(1));
        let wall = morning.map(|at| soon.filter(|soon| at <= now && soon.date() == at.date()).unwrap_or(at));
        start.title = t!(cx.words, "visits-plan");
        start.visit.start = wall.map(|wall| local(wall, cx.now.local));
        start.visit.status = Some(VisitStatus::Planned);
        start.visit.requested_by = Some(RequestedBy::Planned);
        start.looking = Looking::Forward;
        start
    }

    /// Another one like this: the same time of day, or now where that is still to come.
    pub fn again(row: &VisitRow, like: Like, cx: &mut Cx) -> Self {
        let mut start = Self::new(Some(&row.visit), cx);
        let now = cx.now.local.wall();
        let day = if like.yesterday { now.date().pred_opt().unwrap_or(now.date()) } else { now.date() };
        let same_hour = row.visit.start.map_or(rounded(now), |start| day.and_time(start.wall().time()));
        let wall = if same_hour > now { rounded(now) } else { same_hour };
        let patient = row.visit.patient.clone().filter(|_| like.same_patient);
        start.proposes_patient = patient.is_none();
        start.visit = Visit {
            start: Some(local(wall, cx.now.local)),
            status: Some(VisitStatus::Done),
            patient,
            note: None,
            band: None,
            band_reason: None,
            ..row.visit.clone()
        };
        start
    }

    /// One of the sort that a model stands for, which just took place.
    pub fn of_model(name: &str, model: Visit, cx: &mut Cx) -> Self {
        let mut start = Self::new(Some(&model), cx);
        start.title = t!(cx.words, "visits-of-model", name = name);
        let Visit { start: at, status, requested_by, unscheduled, centre, .. } = start.visit;
        start.visit = Visit {
            start: at,
            status,
            requested_by: model.requested_by.or(requested_by),
            unscheduled: model.unscheduled.or(unscheduled),
            centre,
            ..model
        };
        start
    }

    /// A visit as it stands.
    pub fn edit(row: &VisitRow, cx: &Cx) -> Self {
        let title = cx.words.phrase(Kind::Visit, "edit");
        Self {
            title: if row.diverges { format!("{} {title}", cx.theme.glyphs.diverging) } else { title },
            id: row.id,
            before: Some(row.visit.clone()),
            visit: row.visit.clone(),
            focus: tag::START,
            looking: Looking::Back,
            status_follows: false,
            proposes_patient: false,
            follows_last: false,
        }
    }

    /// A planned visit that has taken place: what remains to be told is how long it lasted.
    pub fn done(row: &VisitRow, cx: &Cx) -> Self {
        let now = cx.now.local;
        let mut start = Self::edit(row, cx);
        start.title = t!(cx.words, "visits-mark-done");
        start.visit.status = Some(VisitStatus::Done);
        start.visit.start = row.visit.start.map(|at| if at > now { local(rounded(now.wall()), now) } else { at });
        start.focus = tag::MINUTES;
        start
    }
}

/// The one open centre that is mine, if there is only one.
fn only_centre(cx: &Cx) -> Option<Ref<Centre>> {
    let open = |centre: &Centre| centre.status == Some(CentreStatus::Open) && cx.desk.centre_is_mine(centre);
    let mut mine = cx.desk.all::<Centre>().filter(|(_, centre)| open(centre));
    match (mine.next(), mine.next()) {
        (Some((id, _)), None) => Some(Ref::new(id)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_numbers_are_those_of_the_fields() {
        let keys = [
            (tag::CENTRE, "centre"),
            (tag::ROLE, "role"),
            (tag::COMMUNE, "commune"),
            (tag::PATIENT, "patient"),
            (tag::START, "start"),
            (tag::STATUS, "status"),
            (tag::MINUTES, "minutes"),
            (tag::KM, "km"),
            (tag::BAND, "band"),
            (tag::BAND_REASON, "band_reason"),
        ];
        for (tag, key) in keys {
            assert_eq!(Kind::Visit.field(key).map(|spec| spec.tag), Some(tag), "{key}");
        }
    }

    #[test]
    fn now_is_rounded_down_to_five_minutes() {
        let wall = |text: &str| text.parse::<NaiveDateTime>().unwrap();
        assert_eq!(rounded(wall("2026-11-23T14:34:59")), wall("2026-11-23T14:30:00"));
        assert_eq!(rounded(wall("2026-11-23T00:00:00")), wall("2026-11-23T00:00:00"));
    }
}
