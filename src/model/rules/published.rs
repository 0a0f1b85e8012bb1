//! Published facts: a figure without its date or its source is refused by the declaration itself.

use super::{Checker, people::web_page};
use crate::model::{Indicator, Milestone, Project, ProjectKind};

pub(super) fn indicator(indicator: &Indicator, c: &mut Checker) {
    let silent = indicator.text.as_deref().is_none_or(|text| text.trim().is_empty());
    if indicator.value.is_none() && silent {
        c.refuse("value", "fault-value-or-text");
    }
    web_page(indicator.url.as_deref(), c);
}

pub(super) fn project(project: &Project, c: &mut Checker) {
    if project.year.is_some_and(|year| !(1990..=2100).contains(&year)) {
        c.refuse("year", "fault-year-range");
    }
    let of = project.total_of;
    if of == Some(ProjectKind::Total) || of.is_some() && project.kind != Some(ProjectKind::Total) {
        c.refuse("total_of", "fault-total-of");
    }
}

pub(super) fn milestone(milestone: &Milestone, c: &mut Checker) {
    if milestone.date.zip(milestone.end).is_some_and(|(date, end)| end.last_day() < date.first_day()) {
        c.refuse("end", "fault-dates-order");
    }
}
