//! `maillage` without a command and without a terminal: the dashboard, as text.

use std::fmt::Write as _;
use std::io::Write;

use chrono::NaiveDate;

use super::backup::last_backup;
use super::context::unwritten;
use super::entry::Reader;
use super::status::unsent;
use super::{Context, Problem};
use crate::i18n::{Words, format};
use crate::model::Role;
use crate::t;
use crate::wording::title::figure_label;
use crate::wording::values;
use crate::workspace::{Agenda, DueWhat, TARGET, Workspace, planned_visits};

/// Lines of each list.
const SHOWN: usize = 12;

/// Prints the dashboard of a store.
pub fn print(context: &mut Context, workspace: &Workspace) -> Result<(), Problem> {
    let reader = Reader::new(context, workspace);
    let today = workspace.today();
    let mine = !reader.desk.my_sector().is_empty() && !reader.desk.is_steward();
    let agenda = reader.desk.agenda(today, !mine);
    let planned = workspace.totals(&planned_visits(today), &|| false).map_err(|error| context.problem(&error))?.visits;
    let words = &reader.words;
    let mut text = String::new();
    let mut line = |words: &str| {
        let _ = writeln!(text, "{words}");
    };
    line(&t!(words, "dashboard-title", date = format::date_long(words, today)));
    if reader.desk.demo {
        line(&t!(words, "dashboard-demo"));
    }
    line("");
    line(&t!(words, "dashboard-centres", open = agenda.open_centres, preparing = agenda.preparing_centres));
    line(&progress(words, &agenda));
    line(&t!(words, "dashboard-visits", shown = planned.to_string()));
    unsent(words, &reader.desk).iter().for_each(|said| line(said));
    if reader.desk.backup.is_due(workspace.now()) {
        last_backup(words, reader.desk.backup, workspace.now()).iter().for_each(|said| line(said));
    }
    line("");
    due(&reader, &agenda, today, &mut line);
    figures(&reader, &mut line);
    write!(context.out, "{text}").map_err(|error| unwritten(&context.words, &error))
}

/// The team's own count, beside the published ones and never added to them.
fn progress(words: &Words, agenda: &Agenda) -> String {
    let role = |role: Role| agenda.headcount.role(role).map_or(0, |count| count.filled);
    t!(
        words,
        "dashboard-progress",
        filled = agenda.headcount.professionals(),
        target = TARGET,
        doctors = role(Role::Doctor),
        needed = agenda.headcount.needed()
    )
}

/// What needs someone, late first.
fn due(reader: &Reader, agenda: &Agenda, today: NaiveDate, line: &mut dyn FnMut(&str)) {
    let words = &reader.words;
    if agenda.due.is_empty() {
        line(&t!(words, "dashboard-nothing-due"));
        return;
    }
    line(&t!(words, "dashboard-due"));
    for due in agenda.due.iter().take(SHOWN) {
        let what = due.what.label(words);
        let date = due.date.map_or_else(String::new, values::partial_date_short);
        let title = reader.title(due.id).unwrap_or_default();
        // A stage's own title names its centre.
        let about = due.about.filter(|about| *about != due.id && due.what != DueWhat::Blocked);
        let about = about.and_then(|about| reader.title(about));
        let title = about.map_or_else(|| title.clone(), |about| format!("{title} · {about}"));
        let late = match due.date {
            Some(date) if due.late => format::days_late(words, (today - date.last_day()).num_days()),
            _ => String::new(),
        };
        line(format!("  {date:<10}  {what:<10}  {title}  {late}").trim_end());
    }
    let more = agenda.due.len().saturating_sub(SHOWN);
    if more > 0 {
        line(&t!(words, "dashboard-more", n = more));
    }
}

/// The latest published figures, each with its date and its source.
fn figures(reader: &Reader, line: &mut dyn FnMut(&str)) {
    let words = &reader.words;
    let latest = reader.desk.latest_figures();
    if latest.is_empty() {
        return;
    }
    line("");
    line(&t!(words, "dashboard-figures"));
    for (key, one) in latest.into_iter().take(SHOWN) {
        let value = one.value.map_or_else(String::new, |value| values::decimal(words.lang, value));
        let date = one.as_of.map_or_else(String::new, |date| values::partial_date(words, date));
        let figure = t!(
            words,
            "dashboard-figure",
            label = figure_label(key, words),
            value = value,
            date = date,
            source = one.source.clone().unwrap_or_default()
        );
        line(&format!("  {figure}"));
    }
}
