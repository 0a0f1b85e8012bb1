//! `field=value`, read as edits of a record.

use std::sync::Arc;

use super::{Context, Exit, Problem};
use crate::i18n::Words;
use crate::model::entry::{BadEntry, EntryContext, Looking, value};
use crate::model::{FieldSpec, FieldType, Kind, LocalTime, RecordId, Tag, Value};
use crate::t;
use crate::workspace::{Desk, Workspace};

/// What reading texts needs, held so that [`EntryContext`] can borrow from it.
pub struct Reader {
    pub words: Words,
    pub desk: Arc<Desk>,
    pub now: LocalTime,
}

impl Reader {
    pub fn new(context: &Context, workspace: &Workspace) -> Self {
        Self { words: context.words.clone(), desk: workspace.desk(), now: workspace.local_now() }
    }

    /// Reads one text for a field. What is planned looks forward, what is logged back.
    ///
    /// # Errors
    /// Why the text is not a value of the field.
    pub fn read(&self, spec: &FieldSpec, text: &str) -> Result<Option<Value>, BadEntry> {
        let find = |kind: Option<Kind>, text: &str| self.desk.find(&self.words, kind, text);
        let labels = |list: &'static str, text: &str| self.words.choice_from_label(list, text).map(str::to_owned);
        let planned = ["target_opening", "due", "planned_start", "planned_end"].contains(&spec.key);
        let looking = if planned { Looking::Forward } else { Looking::Back };
        let read = value(spec, text, &EntryContext { now: self.now, looking, resolve: &find, labels: &labels });
        read.map_err(|bad| self.with_labels(spec, bad))
    }

    /// Where a closed list is told, its labels beside its keys: both are accepted.
    fn with_labels(&self, spec: &FieldSpec, mut bad: BadEntry) -> BadEntry {
        let FieldType::Choice(list, keys) = spec.ty else { return bad };
        let labelled = |key: &&str| {
            let label = self.words.choice(list, key);
            if label == **key { label } else { format!("{key} ({label})") }
        };
        for (_, choices) in bad.args.iter_mut().filter(|(name, _)| *name == "choices") {
            *choices = keys.iter().map(labelled).collect::<Vec<_>>().join(", ");
        }
        bad
    }

    /// What a record is called.
    pub fn title(&self, id: RecordId) -> Option<String> {
        self.desk.title(&self.words, &id)
    }
}

/// Reads `field=value` arguments as changes of a record of `kind`, or says everything that is wrong with them.
///
/// # Errors
/// Exit 2 for what is no field, exit 7 for what is no value.
pub fn changes(reader: &Reader, kind: Kind, arguments: &[String]) -> Result<Vec<(Tag, Option<Value>)>, Problem> {
    let words = &reader.words;
    let mut changes = Vec::new();
    let mut faults = Vec::new();
    for argument in arguments {
        let (spec, text) = assignment(words, kind, argument)?;
        match reader.read(spec, text) {
            Ok(value) => changes.push((spec.tag, value)),
            Err(bad) => faults.push(fault_line(words, spec.key, &bad.words(words))),
        }
    }
    if faults.is_empty() {
        return Ok(changes);
    }
    Err(Problem::new(Exit::DataRefused, t!(words, "data-refused")).details(faults).next(fields_hint(words, kind)))
}

/// `field=value`, cut at its first `=`, and the field's declaration.
///
/// # Errors
/// Exit 2.
pub fn assignment<'a>(words: &Words, kind: Kind, argument: &'a str) -> Result<(&'static FieldSpec, &'a str), Problem> {
    let Some((name, text)) = argument.split_once('=') else {
        let what = t!(words, "not-an-assignment", argument = argument);
        return Err(Problem::new(Exit::Usage, what).next(fields_hint(words, kind)));
    };
    match kind.field(name.trim()) {
        Some(spec) => Ok((spec, text)),
        None => {
            let what = t!(words, "no-such-field", field = name.trim(), kind = words.kind(kind));
            Err(Problem::new(Exit::Usage, what).next(fields_hint(words, kind)))
        }
    }
}

/// « minutes : … », as every refusal of a field is told, by its name on the command line.
pub fn fault_line(words: &Words, field: &str, reason: &str) -> String {
    t!(words, "fault-line", field = field, reason = reason)
}

fn fields_hint(words: &Words, kind: Kind) -> String {
    t!(words, "see-fields", kind = kind.key())
}
