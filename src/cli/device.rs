//! `maillage device`: this laptop's card, admitting others, the team.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use serde::Serialize;

use super::context::unwritten;
use super::entry::Reader;
use super::exchange::device;
use super::fields::Short;
use super::list::{author, moment};
use super::output::{self, Cell, Column, Format, Shown, json_document};
use super::show::utc;
use super::{Context, Exit, Problem};
use crate::log::DeviceId;
use crate::model::DeviceRole;
use crate::store::Disk;
use crate::sync::{Card, MAX_CARD_BYTES};
use crate::t;
use crate::workspace::{Workspace, WorkspaceError};

#[derive(Debug, Args)]
pub struct DeviceArgs {
    #[command(subcommand)]
    command: DeviceCommand,
}

#[derive(Debug, Subcommand)]
enum DeviceCommand {
    Card(CardArgs),
    Admit(Admit),
    List(ListDevices),
}

#[derive(Debug, Args)]
struct CardArgs {
    #[arg(long, value_name = "FILE")]
    to: Option<PathBuf>,
}

#[derive(Debug, Args)]
struct Admit {
    card: PathBuf,
    #[arg(long)]
    steward: bool,
    #[arg(long, value_name = "NAME")]
    visits_of: Vec<String>,
    #[arg(long)]
    yes: bool,
}

#[derive(Debug, Args)]
struct ListDevices {
    #[arg(long, value_enum, default_value_t = Short::Table)]
    format: Short,
}

impl DeviceArgs {
    pub fn run(self, context: &mut Context) -> Result<(), Problem> {
        match self.command {
            DeviceCommand::Card(command) => command.run(context),
            DeviceCommand::Admit(command) => command.run(context),
            DeviceCommand::List(command) => command.run(context),
        }
    }
}

impl CardArgs {
    fn run(self, context: &mut Context) -> Result<(), Problem> {
        let workspace = context.open()?;
        let text = workspace.card_text().map_err(|error| context.problem(&error))?;
        let fingerprint = workspace.card().map_err(|error| context.problem(&error))?.fingerprint();
        match &self.to {
            None => write!(context.out, "{text}").map_err(|error| unwritten(&context.words, &error))?,
            Some(file) => {
                let written = Disk::real().replace(file, text.as_bytes());
                written.map_err(|error| context.problem(&WorkspaceError::Store(error.into())))?;
                let shown = file.display().to_string();
                writeln!(context.out, "{shown}").map_err(|error| unwritten(&context.words, &error))?;
            }
        }
        context.say(&t!(context.words, "card-fingerprint", fingerprint = fingerprint));
        Ok(())
    }
}

impl Admit {
    fn run(self, context: &mut Context) -> Result<(), Problem> {
        let card = read_card(context, &self.card)?;
        let mut workspace = context.open()?;
        let visits_of: BTreeSet<DeviceId> =
            self.visits_of.iter().map(|name| device(context, &workspace, name)).collect::<Result<_, _>>()?;
        let question =
            t!(context.words, "confirm-admit", holder = card.holder.as_str(), fingerprint = card.fingerprint());
        context.confirm(&question, self.yes)?;
        let role = if self.steward { DeviceRole::Steward } else { DeviceRole::Field };
        let id = workspace.admit(&card, role, &visits_of).map_err(|error| context.problem(&error))?;
        context.say(&t!(context.words, "admitted", holder = card.holder.as_str()));
        writeln!(context.out, "{}", id.record()).map_err(|error| unwritten(&context.words, &error))?;
        workspace.close().map_err(|error| context.problem(&error))
    }
}

fn read_card(context: &Context, file: &Path) -> Result<Card, Problem> {
    let limit = u64::try_from(MAX_CARD_BYTES).unwrap_or(u64::MAX).saturating_add(1);
    let mut text = String::new();
    let read = File::open(file).and_then(|file| file.take(limit).read_to_string(&mut text));
    read.map_err(|error| {
        let (file, reason) = (file.display().to_string(), error.to_string());
        Problem::new(Exit::DataRefused, t!(context.words, "file-unreadable", file = file, reason = reason))
    })?;
    Card::from_text(&text).map_err(|error| context.problem(&WorkspaceError::Card(error)))
}

/// One device of the team, for machines.
#[derive(Serialize)]
pub struct DeviceJson {
    id: String,
    name: String,
    code: Option<String>,
    sector: Vec<String>,
    role: Option<&'static str>,
    me: bool,
    revoked: bool,
    /// When it was last heard of, UTC.
    heard: Option<String>,
    /// My edits that it is not known to have.
    lacks: u64,
}

/// The team, each device with what it is known to have.
pub fn devices(context: &Context, workspace: &Workspace) -> Result<Vec<(DeviceJson, Option<i64>)>, Problem> {
    let reader = Reader::new(context, workspace);
    let ledger = workspace.ledger().map_err(|error| context.problem(&error))?;
    let all = reader.desk.all::<crate::model::Device>().map(|(id, record)| {
        let device = DeviceId::from_record(id);
        let line = ledger.iter().find(|line| line.device == device);
        let standing = reader.desk.roster.as_ref().and_then(|roster| roster.get(&device).cloned());
        let role = standing.as_ref().map(|standing| if standing.steward { "steward" } else { "field" });
        let heard = line.and_then(|line| line.heard);
        let json = DeviceJson {
            id: id.to_string(),
            name: author(&reader, device),
            code: record.code.clone(),
            sector: record.sector.iter().flatten().map(ToString::to_string).collect(),
            role,
            me: device == workspace.me(),
            revoked: standing.is_some_and(|standing| standing.revoked.is_some()),
            heard: heard.map(utc),
            lacks: line.map_or(0, |line| line.lacks.edits),
        };
        (json, heard)
    });
    Ok(all.collect())
}

impl ListDevices {
    fn run(self, context: &mut Context) -> Result<(), Problem> {
        let workspace = context.open()?;
        let devices = devices(context, &workspace)?;
        let written = match self.format {
            Short::Json => {
                json_document(&mut context.out, &devices.iter().map(|(device, _)| device).collect::<Vec<_>>())
            }
            Short::Table => device_table(context, &devices),
        };
        written.map_err(|error| unwritten(&context.words, &error))
    }
}

/// The team as a table.
pub fn device_table(context: &mut Context, devices: &[(DeviceJson, Option<i64>)]) -> std::io::Result<()> {
    let words = context.words.clone();
    let columns = [
        Column::text("name", t!(words, "column-holder")),
        Column::text("code", t!(words, "column-code")),
        Column::text("role", t!(words, "column-role")),
        Column::text("heard", t!(words, "column-heard")),
        Column::text("lacks", t!(words, "column-lacks")),
    ];
    let rows = devices.iter().map(|(device, heard)| {
        let role = match (device.role, device.revoked, device.me) {
            (_, true, _) => t!(words, "device-revoked"),
            (Some(role), _, _) => words.choice(DeviceRole::LIST, role),
            (None, ..) => String::new(),
        };
        let name = if device.me { t!(words, "device-me", name = device.name.as_str()) } else { device.name.clone() };
        vec![
            Cell::Text(name),
            Cell::Text(device.code.clone().unwrap_or_default()),
            Cell::Text(role),
            heard.map_or(Cell::Empty, moment),
            if device.me { Cell::Empty } else { Cell::Number(i64::try_from(device.lacks).unwrap_or(i64::MAX)) },
        ]
    });
    let shown = Shown { words: &words, width: context.width, resolve: &|_| None };
    output::rows(&mut context.out, Format::Table, &shown, &columns, rows)
}
