//! `maillage list KIND --by TABLE`: one table of what the records of a kind add up to.

use super::entry::Reader;
use super::list::rows_or_none;
use super::output::{Cell, Column, Format};
use super::{Context, Exit, Problem};
use crate::i18n::Words;
use crate::model::projects::Cited;
use crate::model::{Kind, RecordId};
use crate::t;
use crate::wording::overview;
use crate::workspace::{OverviewCell, Workspace, overview_keys};

/// Whether the kind has the table: said before anything is read.
pub fn check(words: &Words, kind: Kind, by: &str) -> Result<(), Problem> {
    let keys = overview_keys(kind);
    if keys.contains(&by) {
        return Ok(());
    }
    let problem = Problem::new(Exit::Usage, t!(words, "overview-no-table", kind = words.kind_plural(kind), table = by));
    Err(match keys {
        [] => problem.next(t!(words, "overview-kinds", kinds = kinds().join(", "))),
        keys => problem.next(t!(words, "usage-possible-values", values = keys.join(", "))),
    })
}

/// The kinds that have an overview, as `list` takes them.
fn kinds() -> Vec<&'static str> {
    Kind::ALL.iter().filter(|kind| !overview_keys(**kind).is_empty()).map(|kind| kind.plural()).collect()
}

/// Writes the table `by` of these records.
pub fn write(
    context: &mut Context,
    workspace: &Workspace,
    reader: &Reader,
    kind: Kind,
    by: &str,
    ids: &[RecordId],
    format: Format,
) -> Result<(), Problem> {
    let words = &reader.words;
    let tables = reader.desk.overview(kind, ids, workspace.today());
    let Some(table) = tables.into_iter().find(|table| table.key == by) else { return check(words, kind, by) };
    let columns: Vec<Column> =
        table.columns.iter().map(|spec| Column::field(spec, overview::column(words, spec))).collect();
    let cell = |cell: &OverviewCell| match cell {
        OverviewCell::Empty => Cell::Empty,
        OverviewCell::Value(value) => Cell::Value(value.clone()),
        OverviewCell::Cited(all) if format == Format::Table => Cell::Texts(all.iter().map(overview::cited).collect()),
        OverviewCell::Cited(all) => Cell::Texts(all.iter().map(machine).collect()),
    };
    let rows = table.rows.iter().map(|row| row.iter().map(cell).collect()).collect();
    rows_or_none(context, reader, format, &columns, rows, &t!(words, "overview-empty"))?;
    if let (Format::Table, Some(note)) = (format, overview::titled(words, kind, by).1) {
        context.say(&note);
    }
    Ok(())
}

/// `12actu-2025 2025-04-09`: the key of the source and the ISO date.
fn machine(cited: &Cited) -> String {
    cited.as_of.map_or_else(|| cited.source.clone(), |date| format!("{} {date}", cited.source))
}
