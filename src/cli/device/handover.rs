//! `maillage device hand-over`: what one holder had to do becomes another's.

use std::io::Write;

use clap::Args;
use serde::Serialize;

use crate::cli::context::unwritten;
use crate::cli::edit::title;
use crate::cli::entry::{Reader, fault_line};
use crate::cli::exchange::device;
use crate::cli::fields::Short;
use crate::cli::list::author;
use crate::cli::output::json_document;
use crate::cli::{Context, Exit, Problem};
use crate::log::DeviceId;
use crate::model::{DeptCode, Kind, RecordId, Value};
use crate::t;
use crate::workspace::{HandoverPlan, Workspace};

#[derive(Debug, Args)]
pub struct HandOver {
    from: String,
    to: String,
    #[arg(long, value_name = "09,31")]
    sector: Option<String>,
    #[arg(long)]
    dry_run: bool,
    #[arg(long, value_enum, default_value_t = Short::Table)]
    format: Short,
    #[arg(long)]
    yes: bool,
}

/// What is, or would be, handed over: for machines.
#[derive(Serialize)]
struct HandoverJson {
    from: String,
    to: String,
    sector: Vec<String>,
    records: Vec<LineJson>,
    visits: Vec<LineJson>,
    notes: usize,
    /// Planned for a day that is past: they stay.
    left: usize,
    from_sector: Vec<String>,
    to_sector: Vec<String>,
    dry_run: bool,
}

#[derive(Serialize)]
struct LineJson {
    id: String,
    kind: &'static str,
    title: String,
}

impl HandOver {
    pub fn run(self, context: &mut Context) -> Result<(), Problem> {
        let mut workspace = context.open()?;
        let from = from(context, &workspace, &self.from)?;
        let to = device(context, &workspace, &self.to)?;
        let sector = self.sector(context, &workspace)?;
        let plan = workspace.handover_plan(from, to, &sector).map_err(|error| context.problem(&error))?;
        if plan.is_empty() {
            context.say(&t!(context.words, "handover-nothing", name = name(context, &workspace, from)));
            return Ok(());
        }
        if !self.dry_run {
            let counts = plan.counts().into_iter().map(|(kind, n)| context.words.count(kind, n));
            let what = counts.collect::<Vec<_>>().join(", ");
            let (from, to) = (name(context, &workspace, from), name(context, &workspace, to));
            if self.format == Short::Table {
                list(context, &workspace, &plan)?;
                context.out.flush().map_err(|error| unwritten(&context.words, &error))?;
            }
            context.confirm(&t!(context.words, "confirm-handover", what = what, from = from, to = to), self.yes)?;
            workspace.hand_over(&plan).map_err(|error| context.problem(&error))?;
        }
        match self.format {
            Short::Json => {
                let json = self.json(context, &workspace, &plan)?;
                json_document(&mut context.out, &json).map_err(|error| unwritten(&context.words, &error))?;
            }
            Short::Table if self.dry_run => {
                list(context, &workspace, &plan)?;
                context.say(&t!(context.words, "handover-dry-run"));
            }
            Short::Table => context.say(&t!(context.words, "done-handed-over")),
        }
        workspace.close().map_err(|error| context.problem(&error))
    }

    fn sector(&self, context: &Context, workspace: &Workspace) -> Result<Vec<DeptCode>, Problem> {
        let (Some(text), Some(spec)) = (&self.sector, Kind::Device.field("sector")) else { return Ok(Vec::new()) };
        match Reader::new(context, workspace).read(spec, text) {
            Ok(Some(Value::Departements(sector))) => Ok(sector),
            Ok(_) => Ok(Vec::new()),
            Err(bad) => {
                let line = fault_line(&context.words, "--sector", &bad.words(&context.words));
                Err(Problem::new(Exit::DataRefused, t!(context.words, "data-refused")).details(vec![line]))
            }
        }
    }

    fn json(&self, context: &Context, workspace: &Workspace, plan: &HandoverPlan) -> Result<HandoverJson, Problem> {
        let line = |(kind, id): (Kind, RecordId)| {
            let title = title(context, workspace, kind, id)?;
            Ok(LineJson { id: id.to_string(), kind: kind.key(), title })
        };
        let codes = |all: &[DeptCode]| all.iter().map(ToString::to_string).collect();
        Ok(HandoverJson {
            from: name(context, workspace, plan.from),
            to: name(context, workspace, plan.to),
            sector: codes(&plan.sector),
            records: plan.records.iter().copied().map(line).collect::<Result<_, Problem>>()?,
            visits: plan.visits.iter().map(|row| line((Kind::Visit, row.id))).collect::<Result<_, Problem>>()?,
            notes: plan.notes.len(),
            left: plan.left,
            from_sector: codes(&plan.sectors.0),
            to_sector: codes(&plan.sectors.1),
            dry_run: self.dry_run,
        })
    }
}

/// Who hands over may be gone already: revoked.
fn from(context: &Context, workspace: &Workspace, text: &str) -> Result<DeviceId, Problem> {
    device(context, workspace, text).or_else(|problem| workspace.revoked_named(text).map_err(|_| problem))
}

fn name(context: &Context, workspace: &Workspace, device: DeviceId) -> String {
    author(&Reader::new(context, workspace), device)
}

/// One line a record, then what becomes of the sectors and what stays.
fn list(context: &mut Context, workspace: &Workspace, plan: &HandoverPlan) -> Result<(), Problem> {
    let visits = plan.visits.iter().map(|row| (Kind::Visit, row.id));
    for (kind, id) in plan.records.iter().copied().chain(visits) {
        let title = title(context, workspace, kind, id)?;
        let line = format!("{}  {} · {title}", id.short(), context.words.kind(kind));
        writeln!(context.out, "{line}").map_err(|error| unwritten(&context.words, &error))?;
    }
    for line in plan.notices(&context.words) {
        writeln!(context.out, "{line}").map_err(|error| unwritten(&context.words, &error))?;
    }
    Ok(())
}
