//! `maillage check`: everything read again, and what is wrong said.

use std::io::Write;

use clap::Args;
use serde::Serialize;

use super::context::unwritten;
use super::entry::Reader;
use super::exchange::channel_key;
use super::fields::Short;
use super::list::author;
use super::output::json_document;
use super::progress::Bar;
use super::{Context, Exit, Problem};
use crate::i18n::Words;
use crate::log::FeedId;
use crate::t;
use crate::workspace::{Checked, Finding};

#[derive(Debug, Args)]
pub struct Check {
    #[arg(long)]
    repair: bool,
    #[arg(long, value_enum, default_value_t = Short::Table)]
    format: Short,
}

#[derive(Serialize)]
struct CheckJson {
    whole: bool,
    repaired: bool,
    frames: u64,
    feeds: u64,
    ops: u64,
    signatures: u64,
    findings: Vec<FindingJson>,
}

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum FindingJson {
    Damage { file: u32, from: u32, to: u32 },
    MissingFile { file: u32 },
    Chain { device: String, channel: String },
    Signature { device: String, channel: String },
    Views,
}

impl Check {
    pub fn run(self, context: &mut Context) -> Result<(), Problem> {
        let mut workspace = context.open()?;
        let bar = Bar::new(context, t!(context.words, "check-under-way"));
        let checked = workspace.check(|done, total| bar.reached(done, total));
        drop(bar);
        let checked = checked.map_err(|error| context.problem(&error))?;
        let repaired = self.repair && checked.findings.contains(&Finding::Views);
        if repaired {
            workspace.rebuild_views().map_err(|error| context.problem(&error))?;
        }
        let reader = Reader::new(context, &workspace);
        let written = match self.format {
            Short::Json => json_document(&mut context.out, &answer(&reader, &checked, repaired)),
            Short::Table => write!(context.out, "{}", text(&reader, &checked, repaired)),
        };
        written.map_err(|error| unwritten(&context.words, &error))?;
        let left = checked.findings.iter().filter(|finding| !(repaired && **finding == Finding::Views)).count();
        if left == 0 {
            return Ok(());
        }
        let only_views = checked.findings.iter().all(|finding| *finding == Finding::Views);
        let next =
            if only_views { t!(context.words, "check-repair-next") } else { t!(context.words, "notice-lost-next") };
        Err(Problem::new(Exit::Damage, t!(context.words, "check-damage", n = left)).next(next))
    }
}

fn answer(reader: &Reader, checked: &Checked, repaired: bool) -> CheckJson {
    let feed = |feed: &FeedId| (author(reader, feed.device), channel_key(&feed.channel));
    let finding = |finding: &Finding| match finding {
        Finding::Damage { file, from, to } => FindingJson::Damage { file: *file, from: *from, to: *to },
        Finding::MissingFile { file } => FindingJson::MissingFile { file: *file },
        Finding::Chain(id) => {
            let (device, channel) = feed(id);
            FindingJson::Chain { device, channel }
        }
        Finding::Signature(id) => {
            let (device, channel) = feed(id);
            FindingJson::Signature { device, channel }
        }
        Finding::Views => FindingJson::Views,
    };
    CheckJson {
        whole: checked.is_whole(),
        repaired,
        frames: checked.frames,
        feeds: checked.feeds,
        ops: checked.ops,
        signatures: checked.signatures,
        findings: checked.findings.iter().map(finding).collect(),
    }
}

fn text(reader: &Reader, checked: &Checked, repaired: bool) -> String {
    let words = &reader.words;
    let mut lines = vec![t!(
        words,
        "check-read",
        frames = words.figure(checked.frames),
        ops = words.figure(checked.ops),
        feeds = words.figure(checked.feeds),
        signatures = words.figure(checked.signatures)
    )];
    lines.extend(checked.findings.iter().map(|finding| line(words, reader, finding)));
    if checked.is_whole() {
        lines.push(t!(words, "check-whole"));
    }
    if repaired {
        lines.push(t!(words, "notice-views"));
    }
    lines.join("\n") + "\n"
}

fn line(words: &Words, reader: &Reader, finding: &Finding) -> String {
    match finding {
        // an earlier generation's: where it was means nothing any more
        Finding::Damage { file, to: 0, .. } => t!(words, "check-lost-before", file = file.to_string()),
        Finding::Damage { file, from, to } => {
            let (from, to) = (i64::from(*from), i64::from(*to));
            let (from, to) = (words.figure(from), words.figure(to));
            t!(words, "check-damaged", file = file.to_string(), from = from, to = to)
        }
        Finding::MissingFile { file } => t!(words, "notice-missing", file = file.to_string()),
        Finding::Chain(feed) => t!(words, "check-chain", device = author(reader, feed.device)),
        Finding::Signature(feed) => t!(words, "check-signature", device = author(reader, feed.device)),
        Finding::Views => t!(words, "check-views"),
    }
}
