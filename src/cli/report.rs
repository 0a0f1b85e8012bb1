//! What imports did, for machines and in words.

use std::collections::BTreeMap;
use std::io::Write;

use serde::Serialize;
use serde_json::Value as Json;

use super::entry::Reader;
use super::exchange::{Named, named};
use super::list::{author, moment_text};
use super::show::utc;
use crate::model::{EXISTENCE, Kind};
use crate::t;
use crate::wording::machine;
use crate::workspace::{PastImport, Report, ReportLine, What};

/// A report: what is new by author and kind, and what is worth a look.
#[derive(Serialize, Default)]
pub struct ReportJson {
    /// `false`: there was too much to tell more than the authors.
    detailed: bool,
    authors: Vec<AuthorJson>,
    records: Vec<KindJson>,
    changes: Vec<ChangeJson>,
    /// Changes that there was no room for.
    more: u64,
}

#[derive(Serialize)]
struct AuthorJson {
    device: Named,
    new: u64,
    /// Of these, those that count, by the kind of their record.
    kinds: BTreeMap<&'static str, u64>,
}

#[derive(Serialize)]
struct KindJson {
    kind: &'static str,
    created: u64,
    changed: u64,
    deleted: u64,
}

#[derive(Serialize)]
struct ChangeJson {
    what: &'static str,
    kind: &'static str,
    id: String,
    title: Option<String>,
    centre: Option<String>,
    field: Option<&'static str>,
    was: Json,
    now: Json,
    reason: Option<String>,
}

/// A report that was kept.
#[derive(Serialize)]
pub struct PastJson {
    taken: String,
    sender: Named,
    number: u64,
    made: String,
    new: u64,
    known: u64,
    held: u64,
    #[serde(flatten)]
    report: ReportJson,
}

pub fn past_json(reader: &Reader, past: &PastImport) -> PastJson {
    PastJson {
        taken: utc(past.taken),
        sender: named(reader, past.sender),
        number: past.number,
        made: utc(past.made),
        new: past.report.new,
        known: past.report.known,
        held: past.report.held,
        report: report_json(reader, &past.report),
    }
}

pub fn report_json(reader: &Reader, report: &Report) -> ReportJson {
    let kinds = |kinds: &[(u16, u64)]| {
        kinds.iter().filter_map(|(kind, n)| Some((Kind::from_number(*kind)?.key(), *n))).collect::<BTreeMap<_, _>>()
    };
    let authors = report.authors.iter().map(|author| AuthorJson {
        device: named(reader, author.device),
        new: author.edits,
        kinds: kinds(&author.kinds),
    });
    let records = report.records.iter().filter_map(|count| {
        let (created, changed, deleted) = (count.created, count.changed, count.deleted);
        Some(KindJson { kind: Kind::from_number(count.kind)?.key(), created, changed, deleted })
    });
    ReportJson {
        detailed: report.detailed,
        authors: authors.collect(),
        records: records.collect(),
        changes: report.lines.iter().filter_map(|line| change(reader, line)).collect(),
        more: report.more,
    }
}

fn change(reader: &Reader, line: &ReportLine) -> Option<ChangeJson> {
    let kind = Kind::from_number(line.kind)?;
    let value = |value: &Option<crate::model::Value>| value.as_ref().map_or(Json::Null, machine::json);
    let field = match line.what {
        What::Diverges if line.tag == EXISTENCE => Some("existence"),
        _ => kind.field_by_tag(line.tag).map(|spec| spec.key),
    };
    Some(ChangeJson {
        what: match line.what {
            What::Diverges => "diverges",
            What::OpeningMoved => "opening_moved",
            What::StageBlocked => "stage_blocked",
            What::GateOpen => "gate_open",
            What::NoDoctor => "no_doctor",
            What::DoctorUnchecked => "doctor_unchecked",
            What::PositionNew => "position_new",
            What::PositionClosed => "position_closed",
            What::LeftOver => "left_over",
            What::Apart => "two_channels",
        },
        kind: kind.key(),
        id: line.record.to_string(),
        title: reader.title(line.record),
        centre: line.centre.map(|centre| centre.to_string()),
        field,
        was: value(&line.was),
        now: value(&line.now),
        reason: line.reason.clone(),
    })
}

/// The reports that are kept, newest first, in words.
pub fn past_text(out: &mut dyn Write, reader: &Reader, all: &[PastImport]) -> std::io::Result<()> {
    let words = &reader.words;
    if all.is_empty() {
        return writeln!(out, "{}", t!(words, "imports-none"));
    }
    for past in all {
        let sender = author(reader, past.sender);
        let (number, made, taken) =
            (past.number.to_string(), moment_text(words, past.made), moment_text(words, past.taken));
        writeln!(out, "{}", t!(words, "imports-line", sender = sender, number = number, made = made, taken = taken))?;
        let counts = past.report.counts(words, &|device| author(reader, *device));
        for line in counts.into_iter().chain(past.report.told(words, &reader.desk)) {
            writeln!(out, "  {line}")?;
        }
    }
    Ok(())
}
