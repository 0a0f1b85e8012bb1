//! `maillage resolve`: ends a divergence with one of its values or a third, or several at once.

use std::collections::BTreeSet;
use std::io::Write;

use clap::Args;

use super::context::unwritten;
use super::edit::{finish, locate_own};
use super::entry::{Reader, changes};
use super::exchange::device;
use super::{Context, Exit, Problem};
use crate::model::{EXISTENCE, Kind, MERGED_INTO, RecordId, Tag, Value};
use crate::t;
use crate::workspace::{Divergence, Keep, Workspace};

#[derive(Debug, Args)]
pub struct Resolve {
    #[arg(required_unless_present = "all")]
    id: Option<String>,
    #[arg(required_unless_present = "all", conflicts_with = "all")]
    field: Option<String>,
    #[arg(value_name = "VALUE-NUMBER", required_unless_present_any = ["all", "value"], conflicts_with_all = ["all", "value"])]
    number: Option<usize>,
    #[arg(long, value_name = "TEXT", conflicts_with = "all")]
    value: Option<String>,
    #[arg(long, requires = "keep")]
    all: bool,
    #[arg(long, value_name = "latest|mine|theirs|NAME", requires = "all")]
    keep: Option<String>,
    #[arg(long)]
    yes: bool,
}

impl Resolve {
    pub fn run(self, context: &mut Context) -> Result<(), Problem> {
        let mut workspace = context.open_to_write()?;
        match (&self.id, &self.field, &self.keep) {
            (_, _, Some(keep)) => self.several(keep, context, &mut workspace),
            (Some(id), Some(field), None) => {
                let (kind, id) = locate_own(context, &workspace, id)?;
                self.one(kind, id, field, context, &mut workspace)
            }
            // The grammar has refused it.
            _ => Ok(()),
        }
    }

    fn one(
        &self,
        kind: Kind,
        id: RecordId,
        field: &str,
        context: &mut Context,
        workspace: &mut Workspace,
    ) -> Result<(), Problem> {
        let tag = tag(context, kind, field)?;
        let found = workspace.divergences(kind, &id).map_err(|error| context.problem(&error))?;
        let divergence = found.into_iter().find(|one| one.tag == tag).ok_or_else(|| no_such_value(context))?;
        let value = self.chosen(&divergence, field, context, workspace)?;
        let done = workspace.resolve(kind, divergence.record, tag, value);
        finish(context, workspace, id, done)
    }

    /// The value of this number, or the one that was typed.
    fn chosen(
        &self,
        one: &Divergence,
        field: &str,
        context: &Context,
        workspace: &Workspace,
    ) -> Result<Option<Value>, Problem> {
        if let Some(text) = self.value.as_ref().filter(|_| one.tag != EXISTENCE) {
            let read = changes(&Reader::new(context, workspace), one.kind, &[format!("{field}={text}")])?;
            return Ok(read.into_iter().next().and_then(|(_, value)| value));
        }
        let at = self.number.and_then(|number| number.checked_sub(1));
        let choice = at.and_then(|at| one.choices.get(at)).ok_or_else(|| no_such_value(context))?;
        Ok(choice.value.clone())
    }

    /// All of them, or all of one record. What is left is counted.
    fn several(&self, keep: &str, context: &mut Context, workspace: &mut Workspace) -> Result<(), Problem> {
        let keep = match keep {
            "latest" => Keep::Latest,
            "mine" => Keep::Mine,
            "theirs" => Keep::Theirs,
            name => Keep::Of(device(context, workspace, name)?),
        };
        let found = match &self.id {
            Some(id) => {
                let (kind, id) = locate_own(context, workspace, id)?;
                workspace.divergences(kind, &id)
            }
            None => workspace.all_divergences(),
        };
        let found = found.map_err(|error| context.problem(&error))?;
        let settled = workspace.desk().resolutions(&found, keep);
        let left = found.len() - settled.len();
        if settled.is_empty() {
            let what = if left > 0 { left_out(context, left) } else { t!(context.words, "no-conflicts") };
            context.say(&what);
            return Ok(());
        }
        context.confirm(&t!(context.words, "confirm-settle", n = settled.len(), left = left), self.yes)?;
        workspace.settle(&settled).map_err(|error| context.problem(&error))?;
        context.say(&t!(context.words, "settled", n = settled.len()));
        if left > 0 {
            context.say(&left_out(context, left));
        }
        for id in settled.iter().map(|one| one.record).collect::<BTreeSet<_>>() {
            writeln!(context.out, "{id}").map_err(|error| unwritten(&context.words, &error))?;
        }
        workspace.close().map_err(|error| context.problem(&error))
    }
}

fn left_out(context: &Context, left: usize) -> String {
    t!(context.words, "settled-left", n = left)
}

fn tag(context: &Context, kind: Kind, field: &str) -> Result<Tag, Problem> {
    match kind.field(field) {
        Some(spec) => Ok(spec.tag),
        None if field == "existence" => Ok(EXISTENCE),
        None if field == "merged_into" => Ok(MERGED_INTO),
        None => {
            let what = t!(context.words, "no-such-field", field = field, kind = context.words.kind(kind));
            Err(Problem::new(Exit::Usage, what))
        }
    }
}

fn no_such_value(context: &Context) -> Problem {
    Problem::new(Exit::Failed, t!(context.words, "no-such-value")).next(t!(context.words, "no-such-value-next"))
}
