//! `maillage fields KIND`: the declaration of a kind, with the keys and labels of its closed lists.

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};
use serde::Serialize;

use super::context::unwritten;
use super::output::{self, Cell, Column, Format};
use super::{Context, Problem};
use crate::i18n::Words;
use crate::model::{FieldSpec, FieldType, Kind};
use crate::t;

#[derive(Debug, Args)]
pub struct Fields {
    #[arg(value_parser = kind_parser())]
    kind: Kind,
    #[arg(long, value_enum, default_value_t = Short::Table)]
    format: Short,
}

/// The formats of what is not a list of records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Short {
    Table,
    Json,
}

/// A kind by its singular name; the plural is understood too.
pub fn kind_parser() -> impl TypedValueParser<Value = Kind> {
    let names = Kind::ALL.iter().map(|kind| PossibleValue::new(kind.key()).alias(kind.plural()));
    PossibleValuesParser::new(names.collect::<Vec<_>>()).try_map(|name| Kind::from_key(&name).ok_or(std::fmt::Error))
}

/// One field, as JSON has it.
#[derive(Serialize)]
struct Declared {
    name: &'static str,
    label: String,
    #[serde(rename = "type")]
    ty: &'static str,
    required: bool,
    unit: Option<&'static str>,
    /// The kind that a reference is to.
    to: Option<&'static str>,
    /// The longest text, in characters.
    limit: Option<usize>,
    choices: Option<Vec<Choice>>,
}

#[derive(Serialize)]
struct Choice {
    key: &'static str,
    label: String,
}

impl Fields {
    pub fn run(self, context: &mut Context) -> Result<(), Problem> {
        let words = context.words.clone();
        let fields: Vec<Declared> = self.kind.fields().iter().map(|spec| declared(&words, self.kind, spec)).collect();
        let written = match self.format {
            Short::Json => output::json_document(&mut context.out, &fields),
            Short::Table => table(context, &words, &fields),
        };
        written.map_err(|error| unwritten(&words, &error))
    }
}

fn declared(words: &Words, kind: Kind, spec: &'static FieldSpec) -> Declared {
    let choices = match spec.ty {
        FieldType::Choice(list, keys) => {
            Some(keys.iter().map(|&key| Choice { key, label: words.choice(list, key) }).collect())
        }
        _ => None,
    };
    let to = match spec.ty {
        FieldType::Ref(kind) | FieldType::Refs(kind) => Some(kind.key()),
        _ => None,
    };
    let limit = match spec.ty {
        FieldType::LongText(limit) => Some(limit),
        _ => None,
    };
    let label = words.field(kind, spec);
    Declared { name: spec.key, label, ty: spec.ty.key(), required: spec.required, unit: spec.unit, to, limit, choices }
}

fn table(context: &mut Context, words: &Words, fields: &[Declared]) -> std::io::Result<()> {
    let columns = [
        Column::text("name", t!(words, "fields-name")),
        Column::text("label", t!(words, "fields-label")),
        Column::text("type", t!(words, "fields-type")),
        Column::text("required", t!(words, "fields-required")),
        Column::text("unit", t!(words, "fields-unit")),
        Column::text("choices", t!(words, "fields-choices")),
    ];
    let rows = fields.iter().map(|field| {
        let required = if field.required { t!(words, "yes") } else { String::new() };
        let choices = field.choices.as_ref().map(|choices| {
            let pairs: Vec<_> = choices.iter().map(|c| format!("{} ({})", c.key, c.label)).collect();
            pairs.join(", ")
        });
        let unit = field.unit.or(field.to).unwrap_or_default();
        let cells = [field.name, &field.label, field.ty, &required, unit, &choices.unwrap_or_default()];
        cells.map(|text| Cell::Text(text.to_owned())).to_vec()
    });
    let shown = output::Shown { words, width: context.width, resolve: &|_| None };
    output::rows(&mut context.out, Format::Table, &shown, &columns, rows)
}
