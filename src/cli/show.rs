//! `maillage show ID`: one record, its divergences and, with `--history`, who changed what, when.

use std::io::{self, Write};

use clap::Args;
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use serde_json::Value as Json;

use super::context::unwritten;
use super::edit::locate;
use super::entry::Reader;
use super::erase::AppliedJson;
use super::fields::Short;
use super::list::{author, existence, moment_text, not_found};
use super::output::json_document;
use super::{Context, Problem, erase, forecast};
use crate::i18n::Words;
use crate::model::forecast::Forecast;
use crate::model::{AnyRecord, EXISTENCE, FieldSpec, Kind, MERGED_INTO, RecordId, Tag, Value};
use crate::t;
use crate::wording::{machine, values};
use crate::workspace::{Divergence, HistoryLine, Workspace};

#[derive(Debug, Args)]
pub struct Show {
    id: String,
    #[arg(long)]
    history: bool,
    #[arg(long, value_enum, default_value_t = Short::Table)]
    format: Short,
}

/// All that is known of a record.
struct Sheet {
    id: RecordId,
    record: AnyRecord,
    conflicts: Vec<Divergence>,
    history: Option<Vec<HistoryLine>>,
    /// Of a centre in preparation.
    forecast: Option<Forecast>,
    /// Of an erasure: who has applied it.
    applied: Option<AppliedJson>,
}

impl Show {
    pub fn run(self, context: &mut Context) -> Result<(), Problem> {
        let workspace = context.open()?;
        let reader = Reader::new(context, &workspace);
        if let Some(id) = self.id.parse::<RecordId>().ok().filter(|id| workspace.is_erased(id)) {
            return self.erased(context, &workspace, &reader, id);
        }
        let (kind, id) = locate(context, &workspace, &self.id)?;
        let sheet = Sheet {
            id,
            record: record(context, &workspace, id)?.ok_or_else(|| not_found(&context.words, &self.id))?,
            conflicts: workspace.divergences(kind, &id).map_err(|error| context.problem(&error))?,
            history: match self.history {
                true => Some(workspace.history(kind, &id).map_err(|error| context.problem(&error))?),
                false => None,
            },
            forecast: match kind {
                Kind::Centre => reader.desk.forecasts(workspace.today()).remove(&id),
                _ => None,
            },
            applied: match kind {
                Kind::Erasure => Some(erase::applied(context, &workspace, &reader, &id)?),
                _ => None,
            },
        };
        let written = match self.format {
            Short::Json => json_document(&mut context.out, &Document { sheet: &sheet, reader: &reader }),
            Short::Table => text(&mut context.out, &sheet, &reader),
        };
        written.map_err(|error| unwritten(&reader.words, &error))
    }

    /// Of an erased record there are the headers of its edits.
    fn erased(
        &self,
        context: &mut Context,
        workspace: &Workspace,
        reader: &Reader,
        id: RecordId,
    ) -> Result<(), Problem> {
        // Whatever it was: what is left of its edits does not say.
        let kind = Kind::Visit;
        let history = workspace.history(kind, &id).map_err(|error| context.problem(&error))?;
        let written = match self.format {
            Short::Json => {
                let history = history.iter().map(|line| history_json(reader, kind, line)).collect();
                json_document(&mut context.out, &ErasedJson { id: id.to_string(), erased: true, history })
            }
            Short::Table => writeln!(context.out, "{id}\n{}", t!(reader.words, "show-erased")).and_then(|()| {
                history.iter().try_for_each(|line| history_text(&mut context.out, reader, kind, id, line))
            }),
        };
        written.map_err(|error| unwritten(&reader.words, &error))
    }
}

fn record(context: &Context, workspace: &Workspace, id: RecordId) -> Result<Option<AnyRecord>, Problem> {
    if let Some(card) = workspace.desk().card(&id) {
        return Ok(Some(card.record.clone()));
    }
    let visit = workspace.visit(&id).map_err(|error| context.problem(&error))?;
    Ok(visit.map(|row| row.visit.into()))
}

fn text(out: &mut dyn Write, sheet: &Sheet, reader: &Reader) -> io::Result<()> {
    let (words, kind) = (&reader.words, sheet.record.kind());
    let resolve = |id: RecordId| reader.title(id);
    let title = reader.desk.title_of(words, &sheet.record);
    writeln!(out, "{} · {title}", words.kind(kind))?;
    writeln!(out, "{}", sheet.id)?;
    writeln!(out)?;
    let filled =
        kind.fields().iter().filter_map(|spec| Some((words.field(kind, spec), sheet.record.get(spec.tag)?, spec)));
    let filled: Vec<_> = filled.collect();
    let width = filled.iter().map(|(label, ..)| label.chars().count()).max().unwrap_or_default();
    for (label, value, spec) in filled {
        let shown = values::value(words, Some(spec), &value, &resolve).replace('\n', " ");
        writeln!(out, "{label:<width$}  {shown}")?;
    }
    if let Some(found) = &sheet.forecast {
        let day = Value::Date(found.opening);
        writeln!(out)?;
        writeln!(out, "{}  {}", t!(words, "forecast"), values::value(words, None, &day, &resolve))?;
        for reason in words.forecast_reasons(found) {
            writeln!(out, "  {reason}")?;
        }
    }
    if let Some(known) = &sheet.applied {
        writeln!(out)?;
        writeln!(out, "{}", t!(words, "show-applied", devices = known.applied.join(", ")))?;
        if !known.waiting.is_empty() {
            writeln!(out, "{}", t!(words, "show-waiting", devices = known.waiting.join(", ")))?;
        }
        if !known.revoked.is_empty() {
            writeln!(out, "{}", t!(words, "show-revoked-before", devices = known.revoked.join(", ")))?;
        }
    }
    for conflict in &sheet.conflicts {
        writeln!(out)?;
        writeln!(out, "{}", t!(words, "show-conflict", field = words.tag(kind, conflict.tag)))?;
        for (choice, number) in conflict.choices.iter().zip(1..) {
            let shown = shown(words, reader, kind, conflict.tag, choice.value.as_ref());
            let line = t!(
                words,
                "show-conflict-value",
                number = number,
                value = shown,
                author = author(reader, choice.author),
                time = moment_text(words, choice.time)
            );
            writeln!(out, "  {line}")?;
        }
        if let Some(before) = &conflict.before {
            let shown = shown(words, reader, kind, conflict.tag, before.value.as_ref());
            writeln!(out, "  {}", t!(words, "show-conflict-before", value = shown))?;
        }
    }
    for line in sheet.history.iter().flatten() {
        history_text(out, reader, kind, sheet.id, line)?;
    }
    Ok(())
}

fn history_text(out: &mut dyn Write, reader: &Reader, kind: Kind, id: RecordId, line: &HistoryLine) -> io::Result<()> {
    let words = &reader.words;
    let (who, when) = (author(reader, line.author), moment_text(words, line.time));
    writeln!(out)?;
    let when = if line.suspect { t!(words, "show-suspect", time = when) } else { when };
    writeln!(out, "{when} · {who}")?;
    if line.record != id {
        writeln!(out, "  {}", t!(words, "history-merged", id = line.record.short()))?;
    }
    if line.erased {
        writeln!(out, "  {}", t!(words, "show-erased"))?;
    }
    match line.here {
        Some(true) => writeln!(out, "  {}", t!(words, "show-created"))?,
        Some(false) => writeln!(out, "  {}", t!(words, "show-deleted"))?,
        None => {}
    }
    for (tag, value) in &line.changes {
        let (field, value) = (words.tag(kind, *tag), shown(words, reader, kind, *tag, value.as_ref()));
        writeln!(out, "  {}", t!(words, "show-change", field = field, value = value))?;
    }
    Ok(())
}

/// The stable key of a field; a field of a later version has its number only.
pub fn field_key(kind: Kind, tag: Tag) -> String {
    match kind.field_by_tag(tag) {
        Some(spec) => spec.key.to_owned(),
        None if tag == EXISTENCE => "existence".to_owned(),
        None if tag == MERGED_INTO => "merged_into".to_owned(),
        None => format!("#{tag}"),
    }
}

fn shown(words: &Words, reader: &Reader, kind: Kind, tag: Tag, value: Option<&Value>) -> String {
    match value {
        None => "–".to_owned(),
        Some(value) if tag == EXISTENCE => existence(words, value),
        Some(value) => {
            let resolve = |id: RecordId| reader.title(id);
            values::value(words, kind.field_by_tag(tag), value, &resolve).replace('\n', " ")
        }
    }
}

/// The sheet for machines: `id`, `record` (its kind), every field, `conflicts` and, if asked for, `history`.
struct Document<'a> {
    sheet: &'a Sheet,
    reader: &'a Reader,
}

#[derive(Serialize)]
struct ConflictJson {
    field: String,
    values: Vec<ChoiceJson>,
    /// What it was before; null too where it was empty or never filled in.
    before: Json,
}

#[derive(Serialize)]
struct ChoiceJson {
    number: usize,
    value: Json,
    author: String,
    time: String,
}

#[derive(Serialize)]
struct HistoryJson {
    /// The id of this record, or of one that was merged into it.
    record: String,
    time: String,
    author: String,
    /// `created`, `deleted`, or nothing of the kind.
    event: Option<&'static str>,
    erased: bool,
    /// Its time lies in the future: its author's clock was wrong.
    suspect: bool,
    changes: Vec<ChangeJson>,
}

/// What is left of an erased record.
#[derive(Serialize)]
struct ErasedJson {
    id: String,
    erased: bool,
    history: Vec<HistoryJson>,
}

#[derive(Serialize)]
struct ChangeJson {
    field: String,
    value: Json,
}

impl Serialize for Document<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let (sheet, kind) = (self.sheet, self.sheet.record.kind());
        let mut map = to.serialize_map(None)?;
        map.serialize_entry("id", &sheet.id.to_string())?;
        map.serialize_entry("record", kind.key())?;
        for spec in kind.fields() {
            let value = |spec: &FieldSpec| sheet.record.get(spec.tag).as_ref().map_or(Json::Null, machine::json);
            map.serialize_entry(spec.key, &value(spec))?;
        }
        if kind == Kind::Centre {
            for key in forecast::KEYS {
                map.serialize_entry(key, &forecast::cell(key, sheet.forecast.as_ref()).machine())?;
            }
        }
        let conflicts: Vec<ConflictJson> = sheet.conflicts.iter().map(|one| self.conflict(one)).collect();
        map.serialize_entry("conflicts", &conflicts)?;
        if let Some(known) = &sheet.applied {
            map.serialize_entry("applied", &known.applied)?;
            map.serialize_entry("waiting", &known.waiting)?;
            map.serialize_entry("revoked", &known.revoked)?;
        }
        if let Some(history) = &sheet.history {
            let lines: Vec<HistoryJson> = history.iter().map(|line| history_json(self.reader, kind, line)).collect();
            map.serialize_entry("history", &lines)?;
        }
        map.end()
    }
}

impl Document<'_> {
    fn conflict(&self, one: &Divergence) -> ConflictJson {
        let values = one.choices.iter().zip(1..).map(|(choice, number)| ChoiceJson {
            number,
            value: choice.value.as_ref().map_or(Json::Null, machine::json),
            author: author(self.reader, choice.author),
            time: utc(choice.time),
        });
        let before = one.before.as_ref().and_then(|before| before.value.as_ref()).map_or(Json::Null, machine::json);
        ConflictJson { field: field_key(one.kind, one.tag), values: values.collect(), before }
    }
}

fn history_json(reader: &Reader, kind: Kind, line: &HistoryLine) -> HistoryJson {
    let changes = line.changes.iter().map(|(tag, value)| ChangeJson {
        field: field_key(kind, *tag),
        value: value.as_ref().map_or(Json::Null, machine::json),
    });
    HistoryJson {
        record: line.record.to_string(),
        time: utc(line.time),
        author: author(reader, line.author),
        event: line.here.map(|here| if here { "created" } else { "deleted" }),
        erased: line.erased,
        suspect: line.suspect,
        changes: changes.collect(),
    }
}

/// The ends of years that ISO 8601 writes with four digits, in UTC milliseconds.
const FOUR_DIGITS: (i64, i64) = (-62_135_596_800_000, 253_402_300_799_000);

/// ISO 8601 in UTC, to the second; what lies beyond year 1 or 9999 is written as its end.
pub fn utc(millis: i64) -> String {
    let (first, last) = FOUR_DIGITS;
    let time = chrono::DateTime::from_timestamp_millis(millis.clamp(first, last)).unwrap_or_default();
    time.to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
}
