//! `maillage status`: what is on this laptop, and what has reached whom.

use std::collections::BTreeMap;
use std::io::Write;

use clap::Args;
use serde::Serialize;

use super::backup::{BackupJson, last_backup};
use super::context::unwritten;
use super::device::DeviceJson;
use super::entry::Reader;
use super::fields::Short;
use super::ledger::{GapJson, HeldJson, Team};
use super::list::moment_text;
use super::output::json_document;
use super::report::{PastJson, past_json, past_text};
use super::show::utc;
use super::{Context, Problem};
use crate::i18n::Tell;
use crate::model::Kind;
use crate::t;
use crate::workspace::{Life, VisitFilter, Workspace};

#[derive(Debug, Args)]
pub struct Status {
    #[arg(long, value_enum, default_value_t = Short::Table)]
    format: Short,
    /// What the last imports did, instead.
    #[arg(long)]
    imports: bool,
}

#[derive(Serialize)]
struct StatusJson<'a> {
    store: String,
    device: String,
    team: Option<String>,
    demo: bool,
    passphrase: bool,
    /// Records by the plural of their kind.
    records: BTreeMap<&'static str, i64>,
    conflicts: usize,
    unsent: UnsentJson,
    backup: BackupJson,
    /// Why this laptop's clock may be wrong.
    clock: Option<String>,
    /// What happened to this store, the latest last.
    lives: Vec<LifeJson>,
    devices: &'a [DeviceJson],
    /// Edits that are known to exist and are missing here.
    gaps: Vec<GapJson>,
    /// Edits that are here and do not count.
    held: Vec<HeldJson>,
}

#[derive(Serialize)]
struct UnsentJson {
    edits: u64,
    oldest: Option<String>,
}

#[derive(Serialize)]
struct LifeJson {
    why: &'static str,
    noticed: String,
}

impl LifeJson {
    fn new(life: &Life) -> Self {
        Self { why: life.why.key(), noticed: utc(life.noticed) }
    }
}

impl Status {
    pub fn run(self, context: &mut Context) -> Result<(), Problem> {
        let workspace = context.open()?;
        if self.imports {
            return self.imports(context, &workspace);
        }
        let team = Team::read(context, &workspace)?;
        let reader = Reader::new(context, &workspace);
        let counts = counts(&workspace).map_err(|error| context.problem(&error))?;
        let conflicts = workspace.all_divergences().map_err(|error| context.problem(&error))?.len();
        let desk = workspace.desk();
        let written = match self.format {
            Short::Json => {
                let answer = StatusJson {
                    store: workspace.folder().display().to_string(),
                    device: workspace.me().record().to_string(),
                    team: workspace.fingerprint(),
                    demo: desk.demo,
                    passphrase: !desk.unprotected,
                    records: counts.iter().map(|(kind, n)| (kind.plural(), *n)).collect(),
                    conflicts,
                    unsent: UnsentJson { edits: desk.unsent.edits, oldest: desk.unsent.oldest.map(utc) },
                    backup: BackupJson::new(desk.backup, workspace.now()),
                    clock: desk.clock.as_ref().map(|doubt| doubt.told(&context.words).what),
                    lives: desk.lives.iter().map(LifeJson::new).collect(),
                    devices: &team.devices,
                    gaps: team.gaps(&reader),
                    held: team.held(&reader),
                };
                json_document(&mut context.out, &answer)
            }
            Short::Table => text(context, &workspace, &counts, conflicts, (&team, &team.lines(&reader))),
        };
        written.map_err(|error| unwritten(&context.words, &error))
    }
}

impl Status {
    fn imports(self, context: &mut Context, workspace: &Workspace) -> Result<(), Problem> {
        let reader = Reader::new(context, workspace);
        let all = workspace.past_imports().map_err(|error| context.problem(&error))?;
        let written = match self.format {
            Short::Json => {
                let all: Vec<PastJson> = all.iter().map(|past| past_json(&reader, past)).collect();
                json_document(&mut context.out, &all)
            }
            Short::Table => past_text(&mut context.out, &reader, &all),
        };
        written.map_err(|error| unwritten(&context.words, &error))
    }
}

fn counts(workspace: &Workspace) -> Result<Vec<(Kind, i64)>, crate::workspace::WorkspaceError> {
    let visits = workspace.totals(&VisitFilter::default(), &|| false)?.visits;
    let desk = workspace.desk();
    let count = |kind: Kind| match kind {
        Kind::Visit => visits,
        _ => i64::try_from(desk.count(kind)).unwrap_or(i64::MAX),
    };
    Ok(Kind::ALL.iter().map(|kind| (*kind, count(*kind))).collect())
}

fn text(
    context: &mut Context,
    workspace: &Workspace,
    counts: &[(Kind, i64)],
    conflicts: usize,
    (team, waits): (&Team, &[String]),
) -> std::io::Result<()> {
    let words = context.words.clone();
    let desk = workspace.desk();
    writeln!(context.out, "{}", t!(words, "status-store", folder = workspace.folder().display().to_string()))?;
    match workspace.fingerprint() {
        Some(fingerprint) => writeln!(context.out, "{}", t!(words, "status-team", fingerprint = fingerprint))?,
        None => writeln!(context.out, "{}", t!(words, "no-team"))?,
    }
    if desk.unprotected {
        writeln!(context.out, "{}", t!(words, "status-unprotected"))?;
    }
    writeln!(context.out)?;
    for (kind, n) in counts.iter().filter(|(_, n)| *n > 0) {
        writeln!(context.out, "  {}", words.count(*kind, usize::try_from(*n).unwrap_or_default()))?;
    }
    writeln!(context.out)?;
    if conflicts > 0 {
        writeln!(context.out, "{}", t!(words, "status-conflicts", n = conflicts))?;
    }
    if let Some(said) = unsent(&words, &desk) {
        writeln!(context.out, "{said}")?;
    }
    if let Some(doubt) = &desk.clock {
        let told = doubt.told(&words);
        writeln!(context.out, "{}", told.what)?;
        told.next.iter().try_for_each(|next| writeln!(context.out, "  → {next}"))?;
    }
    for life in desk.lives.iter() {
        let told = life.told(&words, &desk);
        writeln!(context.out, "{}", told.what)?;
        told.next.iter().try_for_each(|next| writeln!(context.out, "  → {next}"))?;
    }
    if let Some(said) = last_backup(&words, desk.backup, workspace.now()) {
        writeln!(context.out, "{said}")?;
    }
    waits.iter().try_for_each(|line| writeln!(context.out, "{line}"))?;
    if !team.devices.is_empty() {
        writeln!(context.out)?;
        team.table(context)?;
    }
    Ok(())
}

/// What has not been handed in, in words; nothing for who has nobody to hand in to.
pub fn unsent(words: &crate::i18n::Words, desk: &crate::workspace::Desk) -> Option<String> {
    if desk.team.is_none() || desk.is_steward() {
        return None;
    }
    Some(match (desk.unsent.edits, desk.unsent.oldest) {
        (0, _) => t!(words, "status-all-sent"),
        (n, oldest) => {
            let shown = words.figure(n);
            let since = oldest.map_or_else(String::new, |time| moment_text(words, time));
            t!(words, "status-unsent", n = n, shown = shown, since = since)
        }
    })
}
