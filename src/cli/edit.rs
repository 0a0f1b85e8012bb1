//! `maillage set`, `add` and `delete`: edits of single records. Each prints the record's id.

use std::io::Write;

use clap::Args;

use super::context::unwritten;
use super::entry::{Reader, changes, fault_line};
use super::list::not_found;
use super::{Context, Exit, Problem};
use crate::model::pipeline::{stage_id, step_id};
use crate::model::{AnyRecord, Kind, RecordId, Setting};
use crate::store::views::Edge;
use crate::t;
use crate::workspace::{Committed, Edit, VisitFilter, Workspace, WorkspaceError};

#[derive(Debug, Args)]
pub struct Set {
    id: String,
    #[arg(required = true, value_name = "FIELD=VALUE")]
    fields: Vec<String>,
}

#[derive(Debug, Args)]
pub struct Delete {
    id: String,
    #[arg(long)]
    yes: bool,
}

impl Set {
    pub fn run(self, context: &mut Context) -> Result<(), Problem> {
        let mut workspace = context.open_to_write()?;
        let reader = Reader::new(context, &workspace);
        let (kind, id) = locate(context, &workspace, &self.id)?;
        let changes = changes(&reader, kind, &self.fields)?;
        let done = workspace.commit(Edit::new("done-changed").set(id, kind, changes));
        finish(context, &mut workspace, id, done)
    }
}

/// Adds one record from `field=value` arguments.
pub fn add_one(context: &mut Context, kind: Kind, arguments: &[String]) -> Result<(), Problem> {
    let mut workspace = context.open_to_write()?;
    let reader = Reader::new(context, &workspace);
    let mut record = AnyRecord::empty(kind);
    for (tag, value) in changes(&reader, kind, arguments)? {
        record.set(tag, value).map_err(|error| context.problem(&WorkspaceError::WrongType(error)))?;
    }
    let id = id_for(&mut workspace, &record).map_err(|error| context.problem(&error))?;
    let done = workspace.commit(Edit::new("done-added").create(id, record));
    finish(context, &mut workspace, id, done)
}

/// A derived id for what two laptops may create apart, a new one otherwise.
pub fn id_for(workspace: &mut Workspace, record: &AnyRecord) -> Result<RecordId, WorkspaceError> {
    let derived = match record {
        AnyRecord::Stage(stage) => stage.subject.zip(stage.stage).map(|(subject, key)| stage_id(subject.0, key)),
        AnyRecord::Step(step) => match (step.subject, step.stage, &step.item) {
            (Some(subject), Some(key), Some(item)) => Some(step_id(subject.0, key, item)),
            _ => None,
        },
        AnyRecord::Setting(_) => Some(Setting::id()),
        _ => None,
    };
    derived.map_or_else(|| workspace.new_id(), Ok)
}

impl Delete {
    pub fn run(self, context: &mut Context) -> Result<(), Problem> {
        let mut workspace = context.open_to_write()?;
        let (kind, id) = locate(context, &workspace, &self.id)?;
        let title = title(context, &workspace, kind, id)?;
        context.confirm(&t!(context.words, "confirm-delete", title = title), self.yes)?;
        let done = workspace.commit(Edit::new("done-deleted").delete(id, kind));
        finish(context, &mut workspace, id, done)
    }
}

/// As [`locate`]; a record that gave way by its own id, not the one that stays.
pub fn locate_own(context: &Context, workspace: &Workspace, text: &str) -> Result<(Kind, RecordId), Problem> {
    let (kind, id) = locate(context, workspace, text)?;
    Ok((kind, workspace.desk().find_gone(text).unwrap_or(id)))
}

/// The record of an id, a short id or an unambiguous name; visits by id or short id. Where it gave way to another, that
/// one.
pub fn locate(context: &Context, workspace: &Workspace, text: &str) -> Result<(Kind, RecordId), Problem> {
    let (words, desk) = (&context.words, workspace.desk());
    if let Some(id) = desk.find_gone(text).or_else(|| text.parse().ok()) {
        if let Some(card) = desk.card(&id) {
            return Ok((card.kind(), card.id));
        }
        let visit = workspace.visit(&id).map_err(|error| context.problem(&error))?;
        return visit.map(|row| (Kind::Visit, row.id)).ok_or_else(|| not_found(words, text));
    }
    match desk.find(words, None, text) {
        Ok(id) => desk.card(&id).map(|card| (card.kind(), id)).ok_or_else(|| not_found(words, text)),
        Err(bad) if bad.message == "entry-record-several" => Err(Problem::new(Exit::Failed, bad.words(words))),
        Err(_) => match short_visit(context, workspace, text)? {
            Some(id) => Ok((Kind::Visit, id)),
            None => Err(not_found(words, text)),
        },
    }
}

/// A visit by the short id that the screen and tables show.
fn short_visit(context: &Context, workspace: &Workspace, text: &str) -> Result<Option<RecordId>, Problem> {
    if text.len() != 8 || !text.bytes().all(|b| b.is_ascii_hexdigit()) {
        return Ok(None);
    }
    let wanted = text.to_ascii_lowercase();
    let mut next = Some(Edge::Newest);
    while let Some(edge) = next {
        let page = workspace.visits(&VisitFilter::default(), edge, 1_000).map_err(|error| context.problem(&error))?;
        if let Some(row) = page.rows.iter().find(|row| row.id.short() == wanted) {
            return Ok(Some(row.id));
        }
        next = page.rows.last().filter(|_| page.more).map(|last| Edge::Below(last.cursor()));
    }
    Ok(None)
}

/// What a record is called, a visit too.
pub fn title(context: &Context, workspace: &Workspace, kind: Kind, id: RecordId) -> Result<String, Problem> {
    if let Some(title) = workspace.desk().title(&context.words, &id) {
        return Ok(title);
    }
    let visit = workspace.visit(&id).map_err(|error| context.problem(&error))?;
    let title = visit.map(|row| workspace.desk().title_of(&context.words, &row.visit.into()));
    Ok(title.unwrap_or_else(|| context.words.kind(kind)))
}

/// Prints the id of an edited record, tells the warnings, or every fault on its field.
pub fn finish(
    context: &mut Context,
    workspace: &mut Workspace,
    id: RecordId,
    done: Result<Committed, WorkspaceError>,
) -> Result<(), Problem> {
    let done = done.map_err(|error| context.problem(&error))?;
    for (_, fault) in &done.warnings {
        let kind = done.records.first().map(|(kind, _)| *kind);
        let field = kind.and_then(|kind| kind.field_by_tag(fault.tag)).map_or("", |spec| spec.key);
        context.say(&fault_line(&context.words, field, &fault.words(&context.words)));
    }
    writeln!(context.out, "{id}").map_err(|error| unwritten(&context.words, &error))?;
    workspace.close().map_err(|error| context.problem(&error))
}
