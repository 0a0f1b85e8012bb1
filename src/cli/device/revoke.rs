//! `maillage device revoke` and `accept`: who counts no longer, and up to where.

use std::io::Write;

use chrono::NaiveDate;
use clap::Args;

use crate::cli::context::unwritten;
use crate::cli::entry::Reader;
use crate::cli::exchange::{device, unnamed};
use crate::cli::list::author;
use crate::cli::{Context, Problem};
use crate::log::DeviceId;
use crate::model::RevokeReason;
use crate::t;
use crate::workspace::Workspace;

#[derive(Debug, Args)]
pub struct Revoke {
    name: String,
    #[arg(long, value_parser = ["lost", "stolen", "left"])]
    reason: String,
    #[arg(long)]
    yes: bool,
}

#[derive(Debug, Args)]
pub struct Accept {
    name: String,
    #[arg(long, value_name = "YYYY-MM-DD")]
    up_to: Option<NaiveDate>,
    #[arg(long)]
    yes: bool,
}

impl Revoke {
    pub fn run(self, context: &mut Context) -> Result<(), Problem> {
        let mut workspace = context.open()?;
        let gone = device(context, &workspace, &self.name)?;
        let name = author(&Reader::new(context, &workspace), gone);
        let reason = RevokeReason::from_key(&self.reason).unwrap_or(RevokeReason::Lost);
        let accepted = workspace.revocation(gone).map_err(|error| context.problem(&error))?;
        let said = accepted.said(&context.words);
        context
            .confirm(&t!(context.words, "confirm-revoke", name = name.as_str(), accepted = said.as_str()), self.yes)?;
        workspace.revoke(gone, reason).map_err(|error| context.problem(&error))?;
        context.say(&t!(context.words, "revoked-said", name = name.as_str(), accepted = said));
        context.say(&t!(context.words, "revoked-next"));
        done(context, &mut workspace, gone)
    }
}

impl Accept {
    pub fn run(self, context: &mut Context) -> Result<(), Problem> {
        let mut workspace = context.open()?;
        let found = workspace.revoked_named(&self.name);
        let gone = found.map_err(|several| unnamed(context, &workspace, &self.name, &several))?;
        let name = author(&Reader::new(context, &workspace), gone);
        let accepted = workspace.acceptance(gone, self.up_to).map_err(|error| context.problem(&error))?;
        let said = accepted.said(&context.words);
        context
            .confirm(&t!(context.words, "confirm-accept", name = name.as_str(), accepted = said.as_str()), self.yes)?;
        workspace.accept_held(gone, self.up_to).map_err(|error| context.problem(&error))?;
        context.say(&t!(context.words, "accepted-said", name = name, accepted = said));
        done(context, &mut workspace, gone)
    }
}

pub fn done(context: &mut Context, workspace: &mut Workspace, device: DeviceId) -> Result<(), Problem> {
    writeln!(context.out, "{}", device.record()).map_err(|error| unwritten(&context.words, &error))?;
    workspace.close().map_err(|error| context.problem(&error))
}
