//! `maillage add KIND field=value…`, and `add KINDS --from FILE.csv` for many at once.

use std::fs::File;
use std::io::{BufReader, Read, Write};
use std::path::{Path, PathBuf};

use clap::Args;
use csv::StringRecord;

use super::context::unwritten;
use super::edit::{add_one, id_for};
use super::entry::Reader;
use super::fields::kind_parser;
use super::{Context, Exit, Problem};
use crate::i18n::Words;
use crate::model::rules::Fault;
use crate::model::{AnyRecord, FieldSpec, Kind};
use crate::t;
use crate::workspace::{Edit, Workspace, preview};

/// Most bytes of a CSV file: some 500,000 visits.
const LARGEST_FILE: u64 = 128 << 20;

/// Records saved together: one frame of the journal.
const BATCH: usize = 1_000;

/// Faults shown; the rest is counted.
const SHOWN_FAULTS: usize = 100;

#[derive(Debug, Args)]
pub struct Add {
    #[arg(value_parser = kind_parser())]
    kind: Kind,
    #[arg(value_name = "FIELD=VALUE", required_unless_present = "from", conflicts_with = "from")]
    fields: Vec<String>,
    #[arg(long, value_name = "FILE.csv")]
    from: Option<PathBuf>,
    #[arg(long, requires = "from")]
    dry_run: bool,
    #[arg(long, requires = "from")]
    skip_bad: bool,
}

impl Add {
    pub fn run(self, context: &mut Context) -> Result<(), Problem> {
        match &self.from {
            None => add_one(context, self.kind, &self.fields),
            Some(file) => self.add_many(context, file),
        }
    }

    fn add_many(&self, context: &mut Context, file: &Path) -> Result<(), Problem> {
        let mut workspace = context.open_to_write()?;
        let reader = Reader::new(context, &workspace);
        let (good, bad) = read_file(&reader, &mut workspace, self.kind, file, context)?;
        let words = context.words.clone();
        let total = good.len() + bad.len();
        if !bad.is_empty() && (!self.skip_bad || good.is_empty()) {
            let what = t!(words, "csv-refused", bad = bad.len(), total = total, file = file.display().to_string());
            return Err(Problem::new(Exit::DataRefused, what)
                .details(few(&words, bad))
                .next(t!(words, "csv-refused-next")));
        }
        for line in few(&words, bad) {
            context.say(&line);
        }
        if self.dry_run {
            context.say(&t!(words, "csv-dry-run", good = good.len(), total = total));
            return Ok(());
        }
        for batch in good.chunks(BATCH) {
            let mut edit = Edit::new("done-added");
            for (_, id, record) in batch {
                edit = edit.create(*id, record.clone());
            }
            workspace.commit(edit).map_err(|error| context.problem(&error))?;
            for (_, id, _) in batch {
                writeln!(context.out, "{id}").map_err(|error| unwritten(&words, &error))?;
            }
        }
        context.say(&t!(words, "csv-added", good = good.len(), total = total));
        workspace.close().map_err(|error| context.problem(&error))
    }
}

type Line = (u64, crate::model::RecordId, AnyRecord);

/// Every line of the file: those that can be saved, and what is wrong with the others.
fn read_file(
    reader: &Reader,
    workspace: &mut Workspace,
    kind: Kind,
    file: &Path,
    context: &Context,
) -> Result<(Vec<Line>, Vec<String>), Problem> {
    let words = &reader.words;
    let open = File::open(file).map_err(|error| unreadable(words, file, &error.to_string()))?;
    let mut csv = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(BufReader::new(open.take(LARGEST_FILE)));
    let header = csv.headers().map_err(|error| unreadable(words, file, &error.to_string()))?.clone();
    let columns = columns(words, kind, &header)?;
    let (mut good, mut bad) = (Vec::new(), Vec::new());
    for line in csv.into_records() {
        let line = line.map_err(|error| unreadable(words, file, &error.to_string()))?;
        let number = line.position().map_or(0, csv::Position::line);
        match read_line(reader, kind, &columns, &line) {
            Err(faults) => {
                bad.extend(faults.into_iter().map(|(field, reason)| bad_line(words, number, field, &reason)))
            }
            Ok(record) => {
                let id = id_for(workspace, &record).map_err(|error| context.problem(&error))?;
                let (_, faults) = preview(&reader.desk, reader.now, id, None, record.clone());
                let refused = || faults.iter().filter(|fault| fault.is_refused());
                bad.extend(refused().map(|fault| refused_line(words, number, kind, fault)));
                if refused().next().is_none() {
                    good.push((number, id, record));
                }
            }
        }
    }
    Ok((good, bad))
}

/// The fields of the header. A column `id` is passed over: an export can be given back.
fn columns(words: &Words, kind: Kind, header: &StringRecord) -> Result<Vec<Option<&'static FieldSpec>>, Problem> {
    let column = |name: &str| match kind.field(name.trim_start_matches('\u{feff}')) {
        Some(spec) => Ok(Some(spec)),
        None if name == "id" => Ok(None),
        None => Err(Problem::new(Exit::DataRefused, t!(words, "no-such-field", field = name, kind = words.kind(kind)))
            .next(t!(words, "see-fields", kind = kind.key()))),
    };
    header.iter().map(column).collect()
}

fn read_line(
    reader: &Reader,
    kind: Kind,
    columns: &[Option<&'static FieldSpec>],
    line: &StringRecord,
) -> Result<AnyRecord, Vec<(&'static str, String)>> {
    let mut record = AnyRecord::empty(kind);
    let mut faults = Vec::new();
    for (spec, text) in columns.iter().zip(line).filter_map(|(spec, text)| Some((spec.as_ref()?, text))) {
        match reader.read(spec, text) {
            Ok(value) => {
                if record.set(spec.tag, value).is_err() {
                    faults.push((spec.key, text.to_owned()));
                }
            }
            Err(bad) => faults.push((spec.key, bad.words(&reader.words))),
        }
    }
    if faults.is_empty() { Ok(record) } else { Err(faults) }
}

fn bad_line(words: &Words, line: u64, field: &str, reason: &str) -> String {
    t!(words, "csv-bad-line", line = line.to_string(), field = field, reason = reason)
}

fn refused_line(words: &Words, line: u64, kind: Kind, fault: &Fault) -> String {
    let field = kind.field_by_tag(fault.tag).map_or("", |spec| spec.key);
    bad_line(words, line, field, &fault.words(words))
}

/// The first faults, and how many more there are.
fn few(words: &Words, mut lines: Vec<String>) -> Vec<String> {
    let more = lines.len().saturating_sub(SHOWN_FAULTS);
    lines.truncate(SHOWN_FAULTS);
    if more > 0 {
        lines.push(t!(words, "csv-more-faults", n = more));
    }
    lines
}

fn unreadable(words: &Words, file: &Path, reason: &str) -> Problem {
    let file = file.display().to_string();
    Problem::new(Exit::DataRefused, t!(words, "file-unreadable", file = file, reason = reason))
}
