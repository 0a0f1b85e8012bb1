//! `maillage merge` and `maillage unmerge`: two records for one thing become one, and two again.

use clap::Args;

use super::edit::{finish, locate, locate_own, title};
use super::entry::Reader;
use super::{Context, Exit, Problem};
use crate::model::{Kind, Tag, Value};
use crate::t;
use crate::wording::values;
use crate::workspace::{Pair, PairField};

#[derive(Debug, Args)]
pub struct Merge {
    #[arg(value_name = "STAYS")]
    stays: String,
    #[arg(value_name = "GIVES-WAY")]
    gives_way: String,
    #[arg(long, value_name = "FIELD,…", value_delimiter = ',', conflicts_with = "apart")]
    take: Vec<String>,
    #[arg(long)]
    apart: bool,
    #[arg(long)]
    yes: bool,
}

#[derive(Debug, Args)]
pub struct Unmerge {
    id: String,
}

impl Merge {
    pub fn run(self, context: &mut Context) -> Result<(), Problem> {
        let mut workspace = context.open()?;
        let (_, stays) = locate(context, &workspace, &self.stays)?;
        let (_, gives_way) = locate(context, &workspace, &self.gives_way)?;
        let pair = workspace.pair(&stays, &gives_way).map_err(|error| context.problem(&error))?;
        if self.apart {
            workspace.keep_apart(&stays, &gives_way).map_err(|error| context.problem(&error))?;
            context.say(&t!(context.words, "twins-apart"));
            return workspace.close().map_err(|error| context.problem(&error));
        }
        let take = self.taken(context, pair.kind)?;
        let reader = Reader::new(context, &workspace);
        pair.fields.iter().for_each(|field| context.say(&line(&reader, &pair, field, take.contains(&field.tag))));
        let (kept, gone) =
            (title(context, &workspace, pair.kind, stays)?, title(context, &workspace, pair.kind, gives_way)?);
        context.confirm(&t!(context.words, "confirm-merge", stays = kept, gives_way = gone), self.yes)?;
        let done = workspace.merge(&stays, &gives_way, &take);
        finish(context, &mut workspace, stays, done)
    }

    fn taken(&self, context: &Context, kind: Kind) -> Result<Vec<Tag>, Problem> {
        let tag = |key: &String| {
            kind.field(key.trim()).map(|spec| spec.tag).ok_or_else(|| {
                let what = t!(context.words, "no-such-field", field = key.trim(), kind = context.words.kind(kind));
                Problem::new(Exit::Usage, what).next(t!(context.words, "see-fields", kind = kind.key()))
            })
        };
        self.take.iter().map(tag).collect()
    }
}

/// One field: what the record will hold, and what it will not.
fn line(reader: &Reader, pair: &Pair, field: &PairField, take: bool) -> String {
    let words = &reader.words;
    let resolve = |id| reader.title(id);
    let spec = pair.kind.field_by_tag(field.tag);
    let shown = |value: Option<&Value>| {
        value.map_or_else(|| "–".to_owned(), |value| values::value(words, spec, value, &resolve).replace('\n', " "))
    };
    let label = words.tag(pair.kind, field.tag);
    let outcome = field.outcome(take);
    let given_up = if take { &field.kept } else { &field.other };
    match given_up.as_ref().filter(|_| field.differs()) {
        Some(given_up) => {
            t!(words, "merge-differs", field = label, value = shown(outcome), other = shown(Some(given_up)))
        }
        None => t!(words, "show-change", field = label, value = shown(outcome)),
    }
}

impl Unmerge {
    pub fn run(self, context: &mut Context) -> Result<(), Problem> {
        let mut workspace = context.open()?;
        let (_, id) = locate_own(context, &workspace, &self.id)?;
        let done = workspace.unmerge(&id);
        finish(context, &mut workspace, id, done)
    }
}
