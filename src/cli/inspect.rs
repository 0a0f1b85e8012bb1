//! `maillage inspect`: what a bundle says of itself.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use super::context::unwritten;
use super::entry::Reader;
use super::exchange::{Named, channel_key, named};
use super::fields::Short;
use super::list::moment_text;
use super::output::json_document;
use super::show::utc;
use super::{Context, Problem};
use crate::sync::AudienceKind;
use crate::t;

#[derive(Debug, Args)]
pub struct Inspect {
    file: PathBuf,
    #[arg(long, value_enum, default_value_t = Short::Table)]
    format: Short,
}

#[derive(Serialize)]
struct InspectJson {
    team: String,
    sender: Named,
    number: u64,
    made: String,
    audience: &'static str,
    recipients: Vec<Named>,
    full: bool,
    ops: u64,
    /// Ops that are not known to be here: at most so many are new.
    new_at_most: u64,
    segments: Vec<SegmentJson>,
}

#[derive(Serialize)]
struct SegmentJson {
    device: Named,
    channel: String,
    ops: u64,
}

impl Inspect {
    pub fn run(self, context: &mut Context) -> Result<(), Problem> {
        let workspace = context.open()?;
        let reader = Reader::new(context, &workspace);
        let (inspection, new_at_most) = workspace.inspect(&self.file).map_err(|error| context.problem(&error))?;
        let manifest = &inspection.manifest;
        let segments = manifest.entries.iter().map(|entry| SegmentJson {
            device: named(&reader, entry.feed().device),
            channel: channel_key(&entry.feed().channel),
            ops: entry.ops,
        });
        let answer = InspectJson {
            team: manifest.team.fingerprint(),
            sender: named(&reader, manifest.sender),
            number: manifest.number,
            made: utc(manifest.time),
            audience: match manifest.audience {
                AudienceKind::Stewards => "siege",
                AudienceKind::Team => "team",
                AudienceKind::Devices => "devices",
            },
            recipients: manifest.recipients.iter().map(|device| named(&reader, *device)).collect(),
            full: manifest.full,
            ops: manifest.entries.iter().map(|entry| entry.ops).sum(),
            new_at_most,
            segments: segments.collect(),
        };
        let written = match self.format {
            Short::Json => json_document(&mut context.out, &answer),
            Short::Table => write!(context.out, "{}", inspected_text(&reader, manifest.time, &answer)),
        };
        written.map_err(|error| unwritten(&context.words, &error))
    }
}

fn inspected_text(reader: &Reader, made: i64, answer: &InspectJson) -> String {
    let words = &reader.words;
    let recipients: Vec<&str> = answer.recipients.iter().map(|device| device.name.as_str()).collect();
    let time = moment_text(words, made);
    let lines = [
        t!(
            words,
            "inspect-from",
            sender = answer.sender.name.as_str(),
            number = answer.number.to_string(),
            time = time
        ),
        t!(words, "inspect-for", recipients = recipients.join(", ")),
        t!(words, "inspect-team", fingerprint = answer.team.as_str()),
        t!(
            words,
            "inspect-ops",
            n = answer.ops,
            shown = words.figure(answer.ops),
            new = words.figure(answer.new_at_most)
        ),
    ];
    lines.join("\n") + "\n"
}
