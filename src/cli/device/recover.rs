//! `maillage device recover`: the recovery card, for a team whose stewards' laptops are gone.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use clap::Args;
use zeroize::Zeroizing;

use super::read_card;
use super::revoke::done;
use crate::cli::exchange::device;
use crate::cli::{Context, Exit, Problem};
use crate::log::DeviceId;
use crate::model::RevokeReason;
use crate::sync::{ROWS, is_recovery_row};
use crate::t;

/// Longest file of rows that is read, in bytes.
const LONGEST_FILE: u64 = 4096;

#[derive(Debug, Args)]
pub struct Recover {
    #[arg(long, value_name = "FILE")]
    rows_file: Option<PathBuf>,
    #[arg(long, value_name = "CARD")]
    card: Option<PathBuf>,
    #[arg(long, value_name = "NAME")]
    revoke: Vec<String>,
    #[arg(long, value_parser = ["lost", "stolen", "left"], default_value = "lost", requires = "revoke")]
    reason: String,
    #[arg(long)]
    yes: bool,
}

impl Recover {
    pub fn run(self, context: &mut Context) -> Result<(), Problem> {
        let card = self.card.as_deref().map(|file| read_card(context, file)).transpose()?;
        let mut workspace = context.open()?;
        let fresh = workspace.fingerprint().is_none();
        let reason = RevokeReason::from_key(&self.reason).unwrap_or(RevokeReason::Lost);
        let gone = self.revoke.iter().map(|name| Ok((device(context, &workspace, name)?, reason)));
        let gone: Vec<(DeviceId, RevokeReason)> = gone.collect::<Result<_, Problem>>()?;
        let rows = match &self.rows_file {
            Some(file) => rows_of(context, file)?,
            None => ask_rows(context)?,
        };
        let question = match &card {
            Some(card) => t!(
                context.words,
                "confirm-recover-card",
                holder = card.holder.as_str(),
                fingerprint = card.fingerprint()
            ),
            None => t!(context.words, "confirm-recover"),
        };
        context.confirm(&question, self.yes)?;
        let recovered = workspace.recover(&rows, card.as_ref(), &gone).map_err(|error| context.problem(&error))?;
        context.say(&match &card {
            Some(card) => t!(context.words, "recovered-card", holder = card.holder.as_str()),
            None => t!(context.words, "recovered"),
        });
        context.say(&if fresh {
            t!(context.words, "recovered-fresh-next")
        } else {
            t!(context.words, "recovered-next")
        });
        done(context, &mut workspace, recovered)
    }
}

fn rows_of(context: &Context, file: &Path) -> Result<Zeroizing<String>, Problem> {
    let mut text = Zeroizing::new(String::new());
    let read = File::open(file).and_then(|file| file.take(LONGEST_FILE).read_to_string(&mut text));
    read.map(|_| text).map_err(|error| {
        let (file, reason) = (file.display().to_string(), error.to_string());
        Problem::new(Exit::DataRefused, t!(context.words, "file-unreadable", file = file, reason = reason))
    })
}

/// Row by row, not shown; one that is mistyped is asked for again.
fn ask_rows(context: &Context) -> Result<Zeroizing<String>, Problem> {
    if !context.can_ask() {
        return Err(Problem::new(Exit::Usage, t!(context.words, "recover-rows-missing"))
            .next(t!(context.words, "recover-rows-missing-next")));
    }
    let mut rows = Zeroizing::new(String::with_capacity(256));
    for row in 1..=ROWS {
        let typed = loop {
            let typed = context.ask_hidden(&t!(context.words, "recover-row-prompt", row = row.to_string()))?;
            if is_recovery_row(row, &typed) {
                break typed;
            }
            context.say(&t!(context.words, "recovery-row-mistyped", row = row.to_string()));
        };
        let digits = typed.trim().strip_prefix(&format!("{row}:")).unwrap_or(typed.trim());
        rows.push_str(&format!("{row}: {digits}\n"));
    }
    Ok(rows)
}
