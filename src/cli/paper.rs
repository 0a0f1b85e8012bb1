//! `maillage report`: what leaves for people, on the output or in a file.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand, ValueEnum};

use super::context::unwritten;
use super::entry::Reader;
use super::exchange::device;
use super::output::{self, Shown};
use super::progress::Bar;
use super::{Context, Exit, Problem};
use crate::i18n::Words;
use crate::log::DeviceId;
use crate::model::Value;
use crate::model::reference::fold;
use crate::report::{self, Cell, Document, Length, Period, Table, week};
use crate::sync::drives::{Drives, SystemDrives, drive_of};
use crate::t;
use crate::workspace::Workspace;

#[derive(Debug, Args)]
pub struct Report {
    #[command(subcommand)]
    which: Which,
}

#[derive(Debug, Subcommand)]
enum Which {
    Week(Asked),
}

/// What every report takes.
#[derive(Debug, Args)]
struct Asked {
    #[arg(long, value_name = "NAME")]
    of: Option<String>,
    #[arg(long, value_name = "PERIOD")]
    period: Option<String>,
    #[arg(long, value_enum)]
    format: Option<Form>,
    #[arg(long, value_name = "FILE")]
    to: Option<PathBuf>,
    #[arg(long)]
    yes: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
    /// Plain text, as every other command answers.
    Table,
    Html,
    Csv,
    Json,
}

impl Form {
    const fn file(self) -> Option<report::Format> {
        match self {
            Self::Table => None,
            Self::Html => Some(report::Format::Html),
            Self::Csv => Some(report::Format::Csv),
            Self::Json => Some(report::Format::Json),
        }
    }
}

impl Report {
    pub fn run(self, context: &mut Context) -> Result<(), Problem> {
        match self.which {
            Which::Week(asked) => asked.week(context),
        }
    }
}

impl Asked {
    fn week(&self, context: &mut Context) -> Result<(), Problem> {
        let workspace = context.open()?;
        let holder = holder(context, &workspace, self.of.as_deref())?;
        let Period::Week(asked) = self.period(context, &workspace, Length::Week)? else { return Ok(()) };
        let bar = Bar::new(context, t!(context.words, "report-under-way"));
        let found = week::WeekReport::of(&workspace, asked, holder, &mut |progress| bar.at(progress));
        drop(bar);
        let found = found.map_err(|error| context.problem(&error))?;
        let document = week::document(&found, &workspace.desk(), &context.words);
        self.write(context, &workspace, &document)
    }

    fn period(&self, context: &Context, workspace: &Workspace, length: Length) -> Result<Period, Problem> {
        let current = Period::holding(length, workspace.today());
        let Some(text) = self.period.as_deref() else { return Ok(current) };
        Period::read(length, text.trim()).ok_or_else(|| {
            Problem::new(Exit::Usage, t!(context.words, "report-period-unread", text = text)).next(t!(
                context.words,
                "report-period-unread-next",
                example = current.to_string()
            ))
        })
    }

    fn write(&self, context: &mut Context, workspace: &Workspace, document: &Document) -> Result<(), Problem> {
        match (&self.to, self.form()) {
            (None, None) => table(context, workspace, document).map_err(|error| unwritten(&context.words, &error)),
            (None, Some(form)) => {
                let bytes = bytes(context, document, form)?;
                context.out.write_all(&bytes).map_err(|error| unwritten(&context.words, &error))
            }
            (Some(to), form) => self.to_file(context, workspace, document, to, form.unwrap_or(report::Format::Html)),
        }
    }

    /// What was asked for, or what the file's name says; `None`: plain text.
    fn form(&self) -> Option<report::Format> {
        match self.format {
            Some(form) => form.file(),
            None => self.to.as_deref().and_then(report::Format::of_file),
        }
    }
}

/// This laptop's holder unless another is named; `None`: the whole team.
fn holder(context: &Context, workspace: &Workspace, of: Option<&str>) -> Result<Option<DeviceId>, Problem> {
    match of {
        None => Ok(Some(workspace.me())),
        Some(name) if ["team", "equipe"].contains(&fold(name).as_str()) => Ok(None),
        Some(name) => device(context, workspace, name).map(Some),
    }
}

fn bytes(context: &Context, document: &Document, form: report::Format) -> Result<Vec<u8>, Problem> {
    form.write(document, &context.words).map_err(|error| unwritten(&context.words, &error))
}

impl Asked {
    /// A file on a removable drive is asked about: what it says is not sealed.
    fn to_file(
        &self,
        context: &mut Context,
        workspace: &Workspace,
        document: &Document,
        to: &Path,
        form: report::Format,
    ) -> Result<(), Problem> {
        let drives = SystemDrives.removable();
        let whole = std::path::absolute(to).unwrap_or_else(|_| to.to_owned());
        if let Some(drive) = drive_of(&whole, &drives) {
            context.confirm(&t!(context.words, "report-on-drive", drive = drive.name.as_str()), self.yes)?;
        }
        let bytes = bytes(context, document, form)?;
        workspace.write_plain_file(to, &bytes).map_err(|error| context.problem(&error))?;
        context.say(&t!(context.words, "report-written", path = to.display().to_string()));
        Ok(())
    }
}

/// The document as plain text, its tables as those of `list`.
fn table(context: &mut Context, workspace: &Workspace, document: &Document) -> std::io::Result<()> {
    let reader = Reader::new(context, workspace);
    let words = &reader.words;
    let resolve = |id| reader.title(id);
    let shown = Shown { words, width: context.width, resolve: &resolve };
    let out = &mut context.out;
    writeln!(out, "{}", heading(document, words))?;
    for remark in &document.remarks {
        writeln!(out, "{}", output::one_line(remark))?;
    }
    writeln!(out)?;
    for fact in &document.facts {
        writeln!(out, "{}", t!(words, "show-change", field = fact.label.as_str(), value = fact.value.shown(words)))?;
    }
    for section in &document.sections {
        for paragraph in &section.paragraphs {
            writeln!(out, "\n{}", output::one_line(paragraph))?;
        }
        for table in &section.tables {
            writeln!(out, "\n{}", table.caption)?;
            if table.rows.is_empty() {
                writeln!(out, "{}", table.none)?;
            } else {
                output::rows(out, output::Format::Table, &shown, &columns(table), rows(table, words))?;
            }
        }
    }
    Ok(())
}

/// « Compte rendu de la semaine · Camille Roux · semaine 47 ».
fn heading(document: &Document, words: &Words) -> String {
    let of = document.of.as_ref().map(|of| of.shown(words));
    let parts = std::iter::once(document.title.clone()).chain(of).chain(document.period.map(|one| one.words(words)));
    parts.map(|part| output::one_line(&part)).collect::<Vec<_>>().join(" · ")
}

fn columns(table: &Table) -> Vec<output::Column> {
    table.columns.iter().map(|column| output::Column::text(column.key, column.label.clone())).collect()
}

fn rows<'a>(table: &'a Table, words: &'a Words) -> impl Iterator<Item = Vec<output::Cell>> + 'a {
    let cell = |cell: &Cell| match cell {
        Cell::Whole(number) => output::Cell::Number(*number),
        Cell::Decimal(number) => output::Cell::Value(Value::Decimal(*number)),
        other => output::Cell::Text(other.shown(words)),
    };
    table.lines().map(move |row| row.iter().map(cell).collect())
}
