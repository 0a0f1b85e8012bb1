//! `maillage export` and `import`: bundles out and in.

use std::fmt::Write as _;
use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;
use serde::Serialize;

use super::context::{tell, unwritten};
use super::entry::{Reader, fault_line};
use super::fields::Short;
use super::list::{author, moment_text};
use super::output::json_document;
use super::progress::Bar;
use super::report::{ReportJson, report_json};
use super::show::utc;
use super::{Context, Exit, Problem};
use crate::log::{Channel, DeviceId};
use crate::sync::{Audience, SegmentReport, Summary, Verdict};
use crate::t;
use crate::workspace::{Exported, Imported, Workspace};

#[derive(Debug, Args)]
pub struct Export {
    #[arg(long = "for", value_name = "NAME", num_args = 1..)]
    audience: Vec<String>,
    #[arg(long, value_name = "FILE|DIR")]
    to: Vec<PathBuf>,
    #[arg(long)]
    full: bool,
    #[arg(long, value_enum, default_value_t = Short::Table)]
    format: Short,
}

#[derive(Debug, Args)]
pub struct Import {
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    #[arg(long)]
    dry_run: bool,
    #[arg(long)]
    yes: bool,
    #[arg(long, value_enum, default_value_t = Short::Table)]
    format: Short,
}

/// A device, by id and name.
#[derive(Serialize)]
pub struct Named {
    id: String,
    pub(super) name: String,
}

pub fn named(reader: &Reader, device: DeviceId) -> Named {
    Named { id: device.record().to_string(), name: author(reader, device) }
}

fn names(reader: &Reader, devices: &[DeviceId]) -> String {
    devices.iter().map(|device| author(reader, *device)).collect::<Vec<_>>().join(", ")
}

#[derive(Serialize)]
struct ExportJson {
    path: String,
    /// Every file that was written, the first among them.
    paths: Vec<String>,
    number: u64,
    ops: u64,
    recipients: Vec<Named>,
    silent: Vec<Named>,
    /// Edits that say again what stood behind a hole of the journal.
    written_anew: u64,
}

impl Export {
    pub fn run(self, context: &mut Context) -> Result<(), Problem> {
        let mut workspace = context.open_to_write()?;
        let audience = audience(context, &workspace, &self.audience)?;
        let here = PathBuf::from(".");
        let (to, also) = self.to.split_first().map_or((&here, [].as_slice()), |split| split);
        let bar = Bar::new(context, t!(context.words, "export-under-way"));
        let done = workspace.export(&audience, to, self.full, &mut |progress| bar.at(progress));
        drop(bar);
        let done = done.map_err(|error| context.problem(&error))?;
        let mut copies = vec![done.path.clone()];
        let mut failed = None;
        for folder in also {
            match workspace.copy_bundle(&done.path, folder) {
                Ok(path) => copies.push(path),
                Err(error) => {
                    if let Some(earlier) = failed.replace(context.problem(&error)) {
                        tell(&context.words, &earlier);
                    }
                }
            }
        }
        let reader = Reader::new(context, &workspace);
        let written = match self.format {
            Short::Json => json_document(&mut context.out, &exported_json(&reader, &done, &copies)),
            Short::Table => {
                exported_text(context, &reader, &done, failed.is_none());
                copies.iter().try_for_each(|path| writeln!(context.out, "{}", path.display()))
            }
        };
        written.map_err(|error| unwritten(&context.words, &error))?;
        workspace.close().map_err(|error| context.problem(&error))?;
        failed.map_or(Ok(()), Err)
    }
}

/// Stewards make bundles for the team, the others for the stewards, unless told otherwise.
fn audience(context: &Context, workspace: &Workspace, names: &[String]) -> Result<Audience, Problem> {
    let folded: Vec<String> = names.iter().map(|name| crate::model::reference::fold(name)).collect();
    match folded.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [] if workspace.desk().is_steward() => Ok(Audience::Team),
        [] | ["siege" | "head office"] => Ok(Audience::Stewards),
        ["team" | "equipe"] => Ok(Audience::Team),
        _ => names.iter().map(|name| device(context, workspace, name)).collect::<Result<_, _>>().map(Audience::Devices),
    }
}

/// A device of the team by its holder, code or id.
pub fn device(context: &Context, workspace: &Workspace, name: &str) -> Result<DeviceId, Problem> {
    workspace.device_named(name).map_err(|several| unnamed(context, workspace, name, &several))
}

/// No device answers to a name, or these do.
pub fn unnamed(context: &Context, workspace: &Workspace, name: &str, several: &[DeviceId]) -> Problem {
    let reader = Reader::new(context, workspace);
    let what = match several {
        [] => t!(context.words, "no-such-device", name = name),
        _ => {
            let each =
                several.iter().map(|device| format!("{} ({})", author(&reader, *device), device.record().short()));
            t!(context.words, "several-devices", name = name, devices = each.collect::<Vec<_>>().join(", "))
        }
    };
    Problem::new(Exit::Failed, what).next(t!(context.words, "export-not-in-team-next"))
}

fn exported_json(reader: &Reader, done: &Exported, paths: &[PathBuf]) -> ExportJson {
    ExportJson {
        path: done.path.display().to_string(),
        paths: paths.iter().map(|path| path.display().to_string()).collect(),
        number: done.number,
        ops: done.ops,
        recipients: done.recipients.iter().map(|device| named(reader, *device)).collect(),
        silent: done.silent.iter().map(|device| named(reader, *device)).collect(),
        written_anew: done.anew,
    }
}

fn exported_text(context: &Context, reader: &Reader, done: &Exported, everywhere: bool) {
    let words = &reader.words;
    let recipients = names(reader, &done.recipients);
    context.say(&t!(words, "export-done", n = done.ops, shown = words.figure(done.ops), recipients = recipients));
    done.anew_line(words).iter().for_each(|line| context.say(line));
    if !done.silent.is_empty() {
        context.say(&t!(words, "export-silent", devices = names(reader, &done.silent)));
    }
    context.say(&if everywhere { t!(words, "export-safe") } else { t!(words, "export-safe-in-part") });
}

/// What an import brought. For several files the figures are sums; `files` has each.
#[derive(Serialize, Default)]
struct ImportJson {
    new: u64,
    known: u64,
    held: u64,
    /// Not stored: too many of their authors are held.
    left: u64,
    conflicts: u64,
    duplicates: Vec<DuplicateJson>,
    dry_run: bool,
    files: Vec<FileJson>,
}

#[derive(Serialize, Default)]
struct FileJson {
    file: String,
    sender: Option<Named>,
    made: Option<String>,
    number: u64,
    new: u64,
    known: u64,
    held: u64,
    left: u64,
    joined: Option<String>,
    gaps: Vec<GapJson>,
    not_readable: Vec<String>,
    cloned: Vec<Named>,
    own_came_back: bool,
    refused: Option<String>,
    #[serde(flatten)]
    report: ReportJson,
}

/// Two records that look like one thing; the one that is proposed to stay, and the other.
#[derive(Serialize)]
struct DuplicateJson {
    kind: &'static str,
    stays: String,
    gives_way: String,
}

#[derive(Serialize)]
struct GapJson {
    device: Named,
    channel: String,
    from: u64,
    to: u64,
}

impl Import {
    pub fn run(self, context: &mut Context) -> Result<(), Problem> {
        let mut workspace = context.open_to_write()?;
        let mut answer = ImportJson { dry_run: self.dry_run, ..ImportJson::default() };
        let mut worst: Option<Problem> = None;
        for file in &self.files {
            match self.one(context, &mut workspace, file) {
                Ok(done) => {
                    // A dry run names what would be there.
                    let reader = Reader { desk: done.desk.clone(), ..Reader::new(context, &workspace) };
                    answer.take(&reader, file, &done);
                    if self.format == Short::Table {
                        let text = imported_text(&reader, &done, self.dry_run);
                        write!(context.out, "{text}").map_err(|error| unwritten(&context.words, &error))?;
                    }
                }
                Err(problem) => {
                    let named = file.display().to_string();
                    let what = match problem.what.starts_with(&named) {
                        true => problem.what,
                        false => fault_line(&context.words, &named, &problem.what),
                    };
                    let problem = Problem { what, ..problem };
                    let refused = Some(problem.what.clone());
                    answer.files.push(FileJson { file: file.display().to_string(), refused, ..FileJson::default() });
                    if let Some(earlier) = worst.replace(problem) {
                        tell(&context.words, &earlier);
                    }
                }
            }
        }
        if self.format == Short::Json {
            json_document(&mut context.out, &answer).map_err(|error| unwritten(&context.words, &error))?;
        }
        workspace.close().map_err(|error| context.problem(&error))?;
        worst.map_or(Ok(()), Err)
    }

    fn one(&self, context: &Context, workspace: &mut Workspace, file: &Path) -> Result<Imported, Problem> {
        let mut unconfirmed = None;
        let mut accept = |fingerprint: &str| {
            let question = t!(context.words, "confirm-fingerprint", fingerprint = fingerprint);
            match context.confirm(&question, self.yes) {
                Ok(()) => true,
                Err(problem) => {
                    unconfirmed = Some(problem);
                    false
                }
            }
        };
        let bar = Bar::new(context, t!(context.words, "import-under-way"));
        let done = workspace.import(file, self.dry_run, &mut accept, &mut |progress| bar.at(progress));
        drop(bar);
        match (done, unconfirmed) {
            (Ok(done), _) => Ok(done),
            (Err(_), Some(problem)) => Err(problem),
            (Err(error), None) => Err(context.problem(&error)),
        }
    }
}

impl ImportJson {
    fn take(&mut self, reader: &Reader, file: &Path, done: &Imported) {
        let none = Summary::default();
        let summary = done.summary.as_ref().unwrap_or(&none);
        self.new += summary.new_ops();
        self.known += summary.known_ops();
        self.held += summary.held_ops();
        self.left += summary.left_ops();
        self.conflicts = done.conflicts;
        self.duplicates.extend(done.twins.iter().map(|twins| DuplicateJson {
            kind: twins.kind.key(),
            stays: twins.stays.to_string(),
            gives_way: twins.gives_way.to_string(),
        }));
        self.files.push(FileJson {
            file: file.display().to_string(),
            sender: done.sender.map(|sender| named(reader, sender)),
            made: Some(utc(done.made)),
            number: done.number,
            new: summary.new_ops(),
            known: summary.known_ops(),
            held: summary.held_ops(),
            left: summary.left_ops(),
            joined: done.joined.clone(),
            gaps: summary.gaps().filter_map(|report| gap(reader, report)).collect(),
            not_readable: summary.dropped().into_iter().map(|channel| channel_key(&channel)).collect(),
            cloned: summary.cloned().into_iter().map(|device| named(reader, device)).collect(),
            own_came_back: done.own_came_back,
            refused: None,
            report: report_json(reader, &done.report),
        });
    }
}

fn gap(reader: &Reader, report: &SegmentReport) -> Option<GapJson> {
    let Verdict::Gap { from, to } = report.verdict else { return None };
    let device = named(reader, report.feed.device);
    Some(GapJson { device, channel: channel_key(&report.feed.channel), from, to })
}

/// `team`, `common`, or `visits/ID`.
pub fn channel_key(channel: &Channel) -> String {
    match channel {
        Channel::Team => "team".to_owned(),
        Channel::Common => "common".to_owned(),
        Channel::Visits(owner) => format!("visits/{}", owner.record()),
    }
}

fn imported_text(reader: &Reader, done: &Imported, dry_run: bool) -> String {
    let words = &reader.words;
    let none = Summary::default();
    let summary = done.summary.as_ref().unwrap_or(&none);
    let mut text = String::new();
    let mut line = |words: String| {
        let _ = writeln!(text, "{words}");
    };
    if let Some(sender) = done.sender {
        line(t!(words, "import-from", sender = author(reader, sender), time = moment_text(words, done.made)));
    }
    if let Some(fingerprint) = &done.joined {
        line(t!(words, "import-joined", fingerprint = fingerprint.as_str()));
    }
    if dry_run {
        line(t!(words, "import-dry-run"));
    }
    summary.lines(words, &|device| author(reader, *device)).into_iter().for_each(&mut line);
    for said in done.report.counts(words, &|device| author(reader, *device)) {
        line(format!("  {said}"));
    }
    done.report.told(words, &reader.desk).into_iter().for_each(|said| line(format!("  {said}")));
    done.newer_program_line(words).into_iter().for_each(&mut line);
    match &done.life {
        Some(life) => {
            let told = life.told(words, &done.desk);
            [Some(told.what), told.next].into_iter().flatten().for_each(&mut line);
        }
        None if done.own_came_back => line(t!(words, "import-own-came-back")),
        None => {}
    }
    if done.unpurged {
        line(t!(words, "erase-not-purged"));
    }
    if done.conflicts > 0 {
        line(t!(words, "import-conflicts", n = done.conflicts, shown = words.figure(done.conflicts)));
    }
    if !done.twins.is_empty() {
        let n = done.twins.len() as u64;
        line(t!(words, "import-duplicates", n = n, shown = words.figure(n)));
    }
    text
}
