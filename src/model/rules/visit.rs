//! Home visits and duties (`process.md` §3 and §4).

use chrono::{Days, NaiveDate};

use super::{Checker, said};
use crate::model::calendar::band;
use crate::model::privacy::is_reference;
use crate::model::{AnyRecord, CentreStatus, Duty, RequestedBy, Visit, VisitStatus};

/// The service was prefigured from this day on: no visit is older.
const FIRST_DAY: Option<NaiveDate> = NaiveDate::from_ymd_opt(2021, 7, 16);

/// A one-way distance that hardly any visit has, in thousandths of a kilometre.
const FAR: i64 = 150_000;

pub(super) fn visit(visit: &Visit, c: &mut Checker) {
    when(visit, c);
    out_of_hours(visit, c);
    measures(visit, c);
    if let Some(patient) = visit.patient.as_deref().filter(|patient| !patient.trim().is_empty())
        && !is_reference(patient)
    {
        c.refuse("patient", "fault-patient-form");
    }
    if let Some(agent) = &visit.agent
        && (agent.contains(char::is_whitespace) || agent.chars().count() > 20)
    {
        c.refuse("agent", "fault-agent-form");
    }
    for (field, text) in [("note", &visit.note), ("band_reason", &visit.band_reason)] {
        if let Some(text) = text {
            c.private(field, &text.0);
        }
    }
    if visit.unscheduled == Some(true) && visit.requested_by == Some(RequestedBy::Planned) {
        c.warn("unscheduled", "fault-planned-unscheduled");
    }
    if c.changed("centre")
        && let Some(AnyRecord::Centre(centre)) = visit.centre.and_then(|centre| c.around.record(centre.0))
        && !centre.status.is_some_and(CentreStatus::has_opened)
    {
        c.warn("centre", "fault-centre-not-open");
    }
}

fn when(visit: &Visit, c: &mut Checker) {
    let Some(start) = visit.start else { return };
    if !c.changed("start") && !c.changed("status") {
        return;
    }
    let day = start.date();
    if FIRST_DAY.is_some_and(|first| day < first) {
        c.refuse("start", "fault-before-service");
    }
    match visit.status {
        Some(VisitStatus::Done | VisitStatus::Absent) if start > c.around.now() => {
            c.refuse("start", "fault-done-in-future");
        }
        Some(VisitStatus::Planned) if day < c.today => c.warn("start", "fault-planned-in-past"),
        Some(VisitStatus::Planned) if c.today.checked_add_days(Days::new(730)).is_some_and(|far| day > far) => {
            c.refuse("start", "fault-too-far");
        }
        _ => {}
    }
}

fn out_of_hours(visit: &Visit, c: &mut Checker) {
    let (Some(start), Some(given)) = (visit.start, visit.band) else { return };
    let computed = band(start.wall(), &c.around.bridge_days());
    let touched = c.changed("band") || c.changed("start") || c.changed("band_reason");
    if given != computed && !said(&visit.band_reason) && touched {
        c.refuse_with("band", "fault-band-differs", vec![("band", computed.key().to_owned())]);
    }
}

fn measures(visit: &Visit, c: &mut Checker) {
    let done = visit.status == Some(VisitStatus::Done);
    match visit.minutes {
        None if done => c.refuse("minutes", "fault-minutes-required"),
        Some(minutes) if !(1..=480).contains(&minutes) => c.refuse("minutes", "fault-minutes-range"),
        _ => {}
    }
    match visit.km {
        None if done => c.refuse("km", "fault-km-required"),
        Some(km) if km.thousandths() > FAR && c.changed("km") => c.warn("km", "fault-km-far"),
        _ => {}
    }
}

pub(super) fn duty(duty: &Duty, c: &mut Checker) {
    if duty.band.is_some_and(|band| !band.out_of_hours()) {
        c.refuse("band", "fault-duty-band");
    }
    if duty.centre.is_none() && duty.sector.is_none() {
        c.refuse("centre", "fault-duty-where");
    }
    if let Some(note) = &duty.note {
        c.private("note", &note.0);
    }
}
