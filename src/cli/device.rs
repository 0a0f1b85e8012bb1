//! `maillage device`: this laptop's card, admitting others, the team.

mod handover;
mod recover;
mod rekey;
mod revoke;

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
use super::ledger::{BundledJson, Team};
use super::output::json_document;
use super::{Context, Exit, Problem};
use crate::i18n::Words;
use crate::log::DeviceId;
use crate::model::{DeviceRole, RevokeReason};
use crate::sync::{Card, MAX_CARD_BYTES};
use crate::t;
use crate::workspace::WorkspaceError;

#[derive(Debug, Args)]
pub struct DeviceArgs {
    #[command(subcommand)]
    command: DeviceCommand,
}

#[derive(Debug, Subcommand)]
enum DeviceCommand {
    Card(CardArgs),
    Admit(Admit),
    Revoke(revoke::Revoke),
    Accept(revoke::Accept),
    HandOver(handover::HandOver),
    Recover(recover::Recover),
    Rekey(rekey::Rekey),
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
            DeviceCommand::Revoke(command) => command.run(context),
            DeviceCommand::Accept(command) => command.run(context),
            DeviceCommand::HandOver(command) => command.run(context),
            DeviceCommand::Recover(command) => command.run(context),
            DeviceCommand::Rekey(command) => command.run(context),
            DeviceCommand::List(command) => command.run(context),
        }
    }
}

impl CardArgs {
    fn run(self, context: &mut Context) -> Result<(), Problem> {
        let workspace = context.open()?;
        let fingerprint = workspace.card().map_err(|error| context.problem(&error))?.fingerprint();
        match &self.to {
            None => {
                let text = workspace.card_text().map_err(|error| context.problem(&error))?;
                write!(context.out, "{text}").map_err(|error| unwritten(&context.words, &error))?;
            }
            Some(to) => {
                let written = workspace.write_card(to).map_err(|error| context.problem(&error))?;
                let shown = written.display().to_string();
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
        let mut workspace = context.open_to_write()?;
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
    #[serde(skip)]
    pub device: DeviceId,
    pub id: String,
    pub name: String,
    pub code: Option<String>,
    pub sector: Vec<String>,
    pub role: Option<&'static str>,
    pub me: bool,
    pub revoked: bool,
    /// A key of the closed list: lost, stolen, left.
    pub revoked_reason: Option<String>,
    /// The device that took over after a change of keys.
    pub successor: Option<String>,
    /// Two devices claim to have taken over: neither counts until a steward admits one.
    pub disputed: bool,
    /// The codes of those whose visits it may read beside its own.
    pub reads_visits_of: Vec<String>,
    /// When it was last heard of, UTC.
    pub heard: Option<String>,
    /// My edits that it is not known to have, and the time of the oldest.
    pub lacks: u64,
    pub lacks_oldest: Option<String>,
    /// Its edits that are known to exist and are not here.
    pub owes: u64,
    /// Not heard of for 90 days.
    pub silent: bool,
    /// The bundle in which its latest receipt left it, by whatever way it came.
    pub last_heard: Option<BundledJson>,
    /// Its latest bundle that was taken in here.
    pub last_in: Option<BundledJson>,
    /// The latest bundle made for it here.
    pub last_out: Option<BundledJson>,
}

/// Whose visits a device may read beside its own, by code; empty for a steward, who reads all.
pub fn granted(reader: &Reader, device: &DeviceId) -> Vec<String> {
    let code = |owner: DeviceId| {
        let device = reader.desk.get::<crate::model::Device>(&owner.record());
        device.and_then(|device| device.code.clone()).unwrap_or_else(|| owner.record().short())
    };
    reader.desk.reads_visits_of(device).into_iter().map(code).collect()
}

impl ListDevices {
    fn run(self, context: &mut Context) -> Result<(), Problem> {
        let workspace = context.open()?;
        let team = Team::read(context, &workspace)?;
        let written = match self.format {
            Short::Json => json_document(&mut context.out, &team.devices),
            Short::Table => team.table(context),
        };
        written.map_err(|error| unwritten(&context.words, &error))
    }
}

/// What a revoked device is, in words.
pub fn revoked_role(words: &Words, reason: Option<&str>) -> String {
    match reason.and_then(RevokeReason::from_key) {
        Some(reason) => t!(words, "device-revoked-why", why = words.choice(RevokeReason::LIST, reason.key())),
        None => t!(words, "device-revoked"),
    }
}
