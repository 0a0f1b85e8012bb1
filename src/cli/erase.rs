//! `maillage erase`: visits and notes, out of every laptop for good; and who has applied it.

use std::collections::BTreeSet;
use std::io::Write;

use clap::Args;
use serde::Serialize;

use super::context::unwritten;
use super::edit::locate;
use super::entry::Reader;
use super::list::{author, moment, rows_or_none, shown_id};
use super::output::{Cell, Column, Format};
use super::progress::Bar;
use super::show::utc;
use super::{Context, Problem};
use crate::i18n::Words;
use crate::model::{Erasure, Kind, RecordId};
use crate::t;
use crate::workspace::{Applied, Erasable, ToErase, Workspace};

#[derive(Debug, Args)]
pub struct Erase {
    #[arg(required_unless_present_any = ["patient", "left_over"], conflicts_with = "patient", value_name = "ID")]
    ids: Vec<String>,
    #[arg(long, value_name = "PSEUDONYM")]
    patient: Option<String>,
    #[arg(long, conflicts_with_all = ["ids", "patient"])]
    left_over: bool,
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    #[arg(long)]
    dry_run: bool,
    #[arg(long)]
    yes: bool,
}

impl Erase {
    pub fn run(self, context: &mut Context) -> Result<(), Problem> {
        let mut workspace = context.open()?;
        let wanted = match self.patient {
            Some(patient) => ToErase::Patient(patient),
            None if self.left_over => ToErase::LeftOver,
            None => ToErase::Records(located(context, &workspace, &self.ids)?),
        };
        let what = workspace.erasable(&wanted).map_err(|error| context.problem(&error))?;
        if what.is_empty() {
            context.say(&t!(context.words, "erase-nothing"));
            return Ok(());
        }
        let counts = counts(&context.words, &what);
        if self.dry_run {
            context.say(&t!(context.words, "erase-would", counts = counts));
            let ids = what.records().map(|id| format!("{id}\n")).collect::<String>();
            return write!(context.out, "{ids}").map_err(|error| unwritten(&context.words, &error));
        }
        context.confirm(&t!(context.words, "confirm-erase", counts = counts.as_str()), self.yes)?;
        let bar = Bar::new(context, t!(context.words, "erase-under-way"));
        let done = workspace.erase(&what, self.reason.as_deref(), &mut |progress| bar.at(progress));
        drop(bar);
        let done = done.map_err(|error| context.problem(&error))?;
        context.say(&t!(context.words, "erase-done", counts = counts));
        if !done.purged {
            context.say(&t!(context.words, "erase-not-purged"));
        }
        for erasure in &done.erasures {
            writeln!(context.out, "{erasure}").map_err(|error| unwritten(&context.words, &error))?;
        }
        workspace.close().map_err(|error| context.problem(&error))
    }
}

/// Full ids are taken as they are: a deleted visit is found by no name, and can be erased.
fn located(context: &Context, workspace: &Workspace, texts: &[String]) -> Result<Vec<RecordId>, Problem> {
    let one = |text: &String| match text.parse::<RecordId>() {
        Ok(id) => Ok(id),
        Err(_) => locate(context, workspace, text).map(|(_, id)| id),
    };
    texts.iter().map(one).collect()
}

/// « 3 visites, 1 note ».
pub fn counts(words: &Words, what: &Erasable) -> String {
    let kinds = [(Kind::Visit, what.visits.len()), (Kind::Note, what.notes.len())];
    let some = kinds.into_iter().filter(|(_, n)| *n > 0);
    some.map(|(kind, n)| words.count(kind, n)).collect::<Vec<_>>().join(", ")
}

/// One erasure, and which devices are known to have applied it, by name.
#[derive(Serialize)]
pub struct AppliedJson {
    pub applied: Vec<String>,
    pub waiting: Vec<String>,
    /// Revoked before they are known to have applied it.
    pub revoked: Vec<String>,
}

/// # Errors
/// What the store said.
pub fn applied(
    context: &Context,
    workspace: &Workspace,
    reader: &Reader,
    erasure: &RecordId,
) -> Result<AppliedJson, Problem> {
    let devices = workspace.applied(erasure).map_err(|error| context.problem(&error))?;
    let names = |wanted: &dyn Fn(&Applied) -> bool| {
        let of = devices.iter().filter(|one| wanted(one));
        of.map(|one| author(reader, one.device)).collect::<Vec<_>>()
    };
    Ok(AppliedJson {
        applied: names(&|one| one.applied),
        waiting: names(&|one| !one.applied && !one.revoked),
        revoked: names(&|one| !one.applied && one.revoked),
    })
}

/// `list erasures`: when, why, how many records, who has applied each and who has not yet.
pub fn list(
    context: &mut Context,
    workspace: &Workspace,
    reader: &Reader,
    format: Format,
    limit: Option<usize>,
) -> Result<(), Problem> {
    let words = &reader.words;
    let columns = [
        Column::text("id", t!(words, "column-id")),
        Column::text("time", t!(words, "column-time")),
        Column::text("records", t!(words, "column-records")),
        Column::text("reason", t!(words, "field-erasure-reason")),
        Column::text("applied", t!(words, "column-applied")),
        Column::text("waiting", t!(words, "column-waiting")),
        Column::text("revoked", t!(words, "column-revoked-before")),
        Column::text("left_over", t!(words, "column-left-over")),
    ];
    let left_over = workspace.left_over().map_err(|error| context.problem(&error))?;
    let mut cards: Vec<_> = reader.desk.cards(Kind::Erasure).collect();
    cards.sort_by_key(|card| (card.updated, card.id));
    let time = |millis| if format == Format::Table { moment(millis) } else { Cell::Text(utc(millis)) };
    let mut rows = Vec::new();
    for card in cards.into_iter().take(limit.unwrap_or(usize::MAX)) {
        let erasure = reader.desk.get::<Erasure>(&card.id);
        let records = erasure.and_then(|erasure| erasure.records.as_ref()).map_or(0, |records| records.0.len());
        let named = erasure.and_then(|erasure| erasure.records.as_ref()).into_iter().flat_map(|records| &records.0);
        let left: BTreeSet<&RecordId> = named.filter_map(|one| left_over.get(&one.0)).flatten().collect();
        let reason = erasure.and_then(|erasure| erasure.reason.clone()).unwrap_or_default().0;
        let known = applied(context, workspace, reader, &card.id)?;
        rows.push(vec![
            shown_id(card.id, format),
            time(card.updated),
            Cell::Number(i64::try_from(records).unwrap_or(i64::MAX)),
            Cell::Text(reason),
            Cell::Texts(known.applied),
            Cell::Texts(known.waiting),
            Cell::Texts(known.revoked),
            Cell::Number(i64::try_from(left.len()).unwrap_or(i64::MAX)),
        ]);
    }
    rows_or_none(context, reader, format, &columns, rows, &words.phrase(Kind::Erasure, "none"))
}
