//! `maillage clear`: old visits off a field laptop.

use std::io::Write;

use chrono::NaiveDate;
use clap::Args;
use serde::Serialize;

use super::context::unwritten;
use super::fields::Short;
use super::output::json_document;
use super::progress::Bar;
use super::{Context, Exit, Problem};
use crate::store::Compacting;
use crate::t;
use crate::workspace::{Clearable, Retention};

#[derive(Debug, Args)]
pub struct Clear {
    #[arg(long)]
    dry_run: bool,
    #[arg(long)]
    yes: bool,
    #[arg(long, value_enum, default_value_t = Short::Table)]
    format: Short,
}

#[derive(Serialize)]
struct ClearJson {
    dry_run: bool,
    /// Visits of days before this one.
    before: NaiveDate,
    visits: u64,
    deleted: u64,
    notes: u64,
    first: Option<NaiveDate>,
    last: Option<NaiveDate>,
    /// As old, and still here.
    waiting: u64,
}

impl Clear {
    pub fn run(self, context: &mut Context) -> Result<(), Problem> {
        let mut workspace = context.open()?;
        let clearable = of(context, workspace.clearable().map_err(|error| context.problem(&error))?)?;
        if self.dry_run || clearable.is_empty() {
            return self.answer(context, &clearable, clearable.announced(&context.words));
        }
        context.confirm(&clearable.question(&context.words), self.yes)?;
        let bar = Bar::new(context, t!(context.words, "clear-under-way"));
        let done = workspace.clear_old(false, &|at| {
            if let Compacting::Journal { done, files } = at {
                bar.reached(done, files);
            }
        });
        drop(bar);
        let cleared = of(context, done.map_err(|error| context.problem(&error))?)?;
        self.answer(context, &cleared, cleared.done(&context.words))?;
        workspace.close().map_err(|error| context.problem(&error))
    }

    fn answer(&self, context: &mut Context, clearable: &Clearable, lines: Vec<String>) -> Result<(), Problem> {
        let written = match self.format {
            Short::Json => json_document(&mut context.out, &json(clearable, self.dry_run)),
            Short::Table => writeln!(context.out, "{}", lines.join("\n")),
        };
        written.map_err(|error| unwritten(&context.words, &error))
    }
}

fn json(clearable: &Clearable, dry_run: bool) -> ClearJson {
    ClearJson {
        dry_run,
        before: clearable.before,
        visits: clearable.visits,
        deleted: clearable.deleted,
        notes: clearable.notes,
        first: clearable.period.map(|period| period.0),
        last: clearable.period.map(|period| period.1),
        waiting: clearable.waiting,
    }
}

/// What may be cleared; a problem where nothing ever is.
fn of(context: &Context, retention: Retention) -> Result<Clearable, Problem> {
    let words = &context.words;
    match retention {
        Retention::On(clearable) => Ok(clearable),
        Retention::Off => Err(Problem::new(Exit::Failed, t!(words, "clear-off")).next(t!(words, "clear-off-next"))),
        Retention::Steward => {
            Err(Problem::new(Exit::Failed, t!(words, "clear-steward")).next(t!(words, "clear-steward-next")))
        }
    }
}
