//! `maillage list KIND`: records as a table or for machines.

use std::cell::RefCell;
use std::collections::BTreeMap;

use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser};

use super::context::unwritten;
use super::edit::title;
use super::entry::Reader;
use super::filter::Filter;
use super::output::{self, Cell, Column, Format, Shown};
use super::show::field_key;
use super::{Context, Exit, Problem, erase, forecast, overview};
use crate::i18n::Words;
use crate::log::DeviceId;
use crate::model::forecast::Forecast;
use crate::model::{AnyRecord, EXISTENCE, Kind, LocalTime, RecordId, Value};
use crate::store::views::Edge;
use crate::t;
use crate::wording::values;
use crate::workspace::{LiveChoice, VisitFilter, Workspace, WorkspaceError};

/// Visits read at a time.
const WINDOW: usize = 1_000;

#[derive(Debug, Args)]
pub struct List {
    #[arg(value_parser = what_parser())]
    what: String,
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
    #[arg(long = "where", value_name = "FIELD=VALUE")]
    filters: Vec<String>,
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    #[arg(long, value_name = "TABLE", conflicts_with = "limit")]
    by: Option<String>,
}

/// What is listed beside the kinds.
const CONFLICTS: &str = "conflicts";
const DUPLICATES: &str = "duplicates";

fn what_parser() -> PossibleValuesParser {
    let kinds = Kind::ALL.iter().map(|kind| PossibleValue::new(kind.plural()).alias(kind.key()));
    PossibleValuesParser::new(kinds.chain([CONFLICTS, DUPLICATES].map(PossibleValue::new)).collect::<Vec<_>>())
}

impl List {
    pub fn run(self, context: &mut Context) -> Result<(), Problem> {
        let workspace = context.open()?;
        let reader = Reader::new(context, &workspace);
        let kind = match (Kind::from_key(&self.what), self.what.as_str()) {
            (Some(kind), _) => kind,
            (None, DUPLICATES) => return duplicates(context, &workspace, &reader, self.format, self.limit),
            (None, _) => return conflicts(context, &workspace, &reader, self.format, self.limit),
        };
        if kind == Kind::Erasure && self.filters.is_empty() {
            return erase::list(context, &workspace, &reader, self.format, self.limit);
        }
        let filters: Vec<Filter> =
            self.filters.iter().map(|filter| Filter::read(&reader, kind, filter)).collect::<Result<_, _>>()?;
        if let Some(by) = &self.by {
            overview::check(&reader.words, kind, by)?;
            let kept = sorted(&reader, kind).into_iter().filter(|(_, one)| filters.iter().all(|all| all.keeps(one)));
            let ids: Vec<RecordId> = kept.map(|(id, _)| id).collect();
            return overview::write(context, &workspace, &reader, kind, by, &ids, self.format);
        }
        let columns = columns(&reader.words, kind, self.format);
        let forecasts = match kind {
            Kind::Centre => reader.desk.forecasts(workspace.today()),
            _ => BTreeMap::new(),
        };
        let limit = self.limit.unwrap_or(usize::MAX);
        let failed = RefCell::new(None);
        let records: Box<dyn Iterator<Item = (RecordId, AnyRecord)>> = match kind {
            Kind::Visit => Box::new(visits(&workspace, &filters, &failed)),
            _ => Box::new(sorted(&reader, kind).into_iter()),
        };
        let mut count = 0_usize;
        let rows = records
            .filter(|(_, record)| filters.iter().all(|filter| filter.keeps(record)))
            .take(limit)
            .inspect(|_| count += 1)
            .map(|(id, record)| row(id, &record, &columns, self.format, forecasts.get(&id)));
        let resolve = |id: RecordId| reader.title(id);
        let shown = Shown { words: &reader.words, width: context.width, resolve: &resolve };
        let written = output::rows(&mut context.out, self.format, &shown, &columns, rows);
        written.map_err(|error| unwritten(&reader.words, &error))?;
        if let Some(error) = failed.into_inner() {
            return Err(context.problem(&error));
        }
        if self.format == Format::Table && count == 0 {
            context.say(&reader.words.phrase(kind, "none"));
        }
        if let (Kind::Visit, Some(cleared)) = (kind, workspace.desk().cleared) {
            context.say(&cleared.line(&reader.words));
        }
        Ok(())
    }
}

/// The id and every field for machines; the fields that people look for in a table.
fn columns(words: &Words, kind: Kind, format: Format) -> Vec<Column> {
    let people = format == Format::Table;
    let id = Column::text("id", t!(words, "column-id"));
    let fields = kind.fields().iter().filter(|spec| !people || in_table(kind, spec.key));
    let fields = fields.map(|spec| Column::field(spec, words.field(kind, spec)));
    let derived = if kind == Kind::Centre { forecast::columns(words, format) } else { Vec::new() };
    std::iter::once(id).chain(fields).chain(derived).collect()
}

/// Which fields a table has room for.
fn in_table(kind: Kind, field: &str) -> bool {
    let fields: &[&str] = match kind {
        Kind::Member => &["name", "kind", "college", "status", "joined", "departements"],
        Kind::Centre => &["name", "commune", "status", "target_opening", "opened", "host"],
        Kind::Contact => &["member", "function", "name", "work_phone", "work_email"],
        Kind::Exchange => &["kind", "date", "member", "centre", "summary"],
        Kind::Followup => &["what", "due", "owner", "about", "done"],
        Kind::Stage => &["subject", "stage", "state", "planned_end", "actual_end", "blocked_reason"],
        Kind::Step => &["subject", "stage", "item", "state", "due", "done_on"],
        Kind::Position => &["centre", "role", "fte", "state", "need_on", "started_on"],
        Kind::Candidacy => &["position", "reference", "state", "received", "decided"],
        Kind::Circulation => &["position", "network", "sent", "answered", "answers"],
        Kind::Visit => &["start", "centre", "commune", "patient", "role", "status", "minutes", "km", "band"],
        Kind::Duty => &["date", "band", "centre", "position", "sector"],
        Kind::Indicator => &["key", "qualifier", "value", "text", "as_of", "source"],
        Kind::Project => &["name", "kind", "commune", "year", "amount", "source"],
        Kind::Milestone => &["date", "label", "topic", "centre"],
        Kind::Note => &["date", "about", "text"],
        Kind::Device => &["holder", "sector", "code", "role"],
        Kind::Setting => &["bridge_days", "keep_visits_days"],
        Kind::Erasure => &["reason"],
    };
    fields.contains(&field)
}

fn row(id: RecordId, record: &AnyRecord, columns: &[Column], format: Format, forecast: Option<&Forecast>) -> Vec<Cell> {
    let cells = columns.iter().map(|column| match (column.spec, column.key.as_str()) {
        (Some(spec), _) => record.get(spec.tag).into(),
        (None, "id") => shown_id(id, format),
        (None, derived) => forecast::cell(derived, forecast),
    });
    cells.collect()
}

/// People get the short id, which every command takes too: the whole one would fill half a line.
pub fn shown_id(id: RecordId, format: Format) -> Cell {
    match format {
        Format::Table => Cell::Text(id.short()),
        _ => id.into(),
    }
}

/// Small records, by name.
fn sorted(reader: &Reader, kind: Kind) -> Vec<(RecordId, AnyRecord)> {
    let cards = reader.desk.cards(kind).map(|card| {
        let key = crate::model::reference::fold(&reader.title(card.id).unwrap_or_default());
        (key, card.id, card.record.clone())
    });
    let mut cards: Vec<_> = cards.collect();
    cards.sort_by(|a, b| (&a.0, a.1).cmp(&(&b.0, b.1)));
    cards.into_iter().map(|(_, id, record)| (id, record)).collect()
}

/// Visits, newest first, a window at a time. What the store says against it is left in `failed`.
fn visits<'a>(
    workspace: &'a Workspace,
    filters: &[Filter],
    failed: &'a RefCell<Option<WorkspaceError>>,
) -> impl Iterator<Item = (RecordId, AnyRecord)> + 'a {
    let centre = filters.iter().filter(|filter| filter.spec.key == "centre").find_map(Filter::reference);
    let filter = VisitFilter { centre, ..VisitFilter::default() };
    let mut next = Some(Edge::Newest);
    let pages = std::iter::from_fn(move || match workspace.visits(&filter, next.take()?, WINDOW) {
        Ok(page) => {
            next = page.rows.last().filter(|_| page.more).map(|last| Edge::Below(last.cursor()));
            Some(page.rows)
        }
        Err(error) => {
            failed.replace(Some(error));
            None
        }
    });
    pages.flatten().map(|row| (row.id, AnyRecord::from(row.visit)))
}

/// Fields with two values: one row a value, numbered as `resolve` takes them, with what it was before.
fn conflicts(
    context: &mut Context,
    workspace: &Workspace,
    reader: &Reader,
    format: Format,
    limit: Option<usize>,
) -> Result<(), Problem> {
    let words = &reader.words;
    let all = workspace.all_divergences().map_err(|error| context.problem(&error))?;
    let columns = [
        Column::text("id", t!(words, "column-id")),
        Column::text("kind", t!(words, "column-kind")),
        Column::text("title", t!(words, "column-title")),
        Column::text("field", t!(words, "column-field")),
        Column::text("number", t!(words, "column-number")),
        Column::text("value", t!(words, "column-value")),
        Column::text("author", t!(words, "column-author")),
        Column::text("time", t!(words, "column-time")),
        Column::text("before", t!(words, "column-before")),
    ];
    let resolve = |id: RecordId| reader.title(id);
    let mut rows = Vec::new();
    for found in all.iter().take(limit.unwrap_or(usize::MAX)) {
        let spec = found.kind.field_by_tag(found.tag);
        let cell = |choice: &LiveChoice| match &choice.value {
            Some(value) if format == Format::Table && found.tag == EXISTENCE => Cell::Text(existence(words, value)),
            Some(value) if format == Format::Table => Cell::Text(values::cell(words, spec, value, &resolve)),
            value => value.clone().into(),
        };
        let title = title(context, workspace, found.kind, found.record)?;
        for (choice, number) in found.choices.iter().zip(1..) {
            rows.push(vec![
                shown_id(found.record, format),
                Cell::Text(found.kind.key().to_owned()),
                Cell::Text(title.clone()),
                Cell::Text(field_key(found.kind, found.tag)),
                Cell::Number(number),
                cell(choice),
                Cell::Text(author(reader, choice.author)),
                moment(choice.time),
                found.before.as_ref().map_or(Cell::Empty, cell),
            ]);
        }
    }
    rows_or_none(context, reader, format, &columns, rows, &t!(words, "no-conflicts"))
}

/// Rows that are in memory; a table without any says so in words.
pub fn rows_or_none(
    context: &mut Context,
    reader: &Reader,
    format: Format,
    columns: &[Column],
    rows: Vec<Vec<Cell>>,
    none: &str,
) -> Result<(), Problem> {
    let words = &reader.words;
    if rows.is_empty() && format == Format::Table {
        context.say(none);
    }
    let resolve = |id: RecordId| reader.title(id);
    let shown = Shown { words, width: context.width, resolve: &resolve };
    output::rows(&mut context.out, format, &shown, columns, rows).map_err(|error| unwritten(words, &error))
}

/// Who made an edit: the holder of the device, or the device's short id.
pub fn author(reader: &Reader, device: DeviceId) -> String {
    reader.desk.device_name(&reader.words, device)
}

/// What a delete that met an edit is between.
pub fn existence(words: &Words, value: &Value) -> String {
    match value {
        Value::Bool(false) => t!(words, "conflict-deleted"),
        _ => t!(words, "conflict-here"),
    }
}

/// A time of an edit (UTC milliseconds) on the wall clock of mainland France.
pub fn moment(millis: i64) -> Cell {
    Cell::from(LocalTime::in_france_at(millis).map(Value::LocalTime))
}

/// The same in words.
pub fn moment_text(words: &Words, millis: i64) -> String {
    LocalTime::in_france_at(millis).map_or_else(String::new, |time| values::date_time(words, time))
}

/// Exit 1 for what is not there.
pub fn not_found(words: &Words, text: &str) -> Problem {
    Problem::new(Exit::Failed, t!(words, "record-not-found", text = text)).next(t!(words, "record-not-found-next"))
}

/// Pairs of records that look like one thing, the one that is proposed to stay first.
fn duplicates(
    context: &mut Context,
    workspace: &Workspace,
    reader: &Reader,
    format: Format,
    limit: Option<usize>,
) -> Result<(), Problem> {
    let words = &reader.words;
    let all = workspace.twins(&|| false).map_err(|error| context.problem(&error))?;
    let columns = [
        Column::text("kind", t!(words, "column-kind")),
        Column::text("stays", t!(words, "column-stays")),
        Column::text("stays_title", t!(words, "column-title")),
        Column::text("gives_way", t!(words, "column-gives-way")),
        Column::text("gives_way_title", t!(words, "column-title")),
    ];
    let mut rows = Vec::new();
    for twins in all.iter().take(limit.unwrap_or(usize::MAX)) {
        rows.push(vec![
            Cell::Text(twins.kind.key().to_owned()),
            shown_id(twins.stays, format),
            Cell::Text(title(context, workspace, twins.kind, twins.stays)?),
            shown_id(twins.gives_way, format),
            Cell::Text(title(context, workspace, twins.kind, twins.gives_way)?),
        ]);
    }
    rows_or_none(context, reader, format, &columns, rows, &t!(words, "no-duplicates"))
}
