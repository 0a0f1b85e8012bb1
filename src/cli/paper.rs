//! `maillage report`: what leaves for people, on the output or in a file.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand, ValueEnum};

use super::context::unwritten;
use super::exchange::device;
use super::progress::Bar;
use super::{Context, Exit, Problem};
use crate::log::DeviceId;
use crate::model::reference::fold;
use crate::report::{self, Document, Length, Period, monthly, week};
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
    Week(Week),
    Month(Asked),
    Year(Asked),
}

#[derive(Debug, Args)]
struct Week {
    #[command(flatten)]
    asked: Asked,
    /// Hands the week in first.
    #[arg(long, value_name = "TEXT", conflicts_with = "of")]
    comment: Option<String>,
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
    Xlsx,
    Json,
}

impl Form {
    const fn file(self) -> report::Format {
        match self {
            Self::Table => report::Format::Text,
            Self::Html => report::Format::Html,
            Self::Csv => report::Format::Csv,
            Self::Xlsx => report::Format::Xlsx,
            Self::Json => report::Format::Json,
        }
    }
}

impl Report {
    pub fn run(self, context: &mut Context) -> Result<(), Problem> {
        match self.which {
            Which::Week(week) => week.run(context),
            Which::Month(asked) => asked.activity(context, Length::Month),
            Which::Year(asked) => asked.activity(context, Length::Year),
        }
    }
}

impl Week {
    fn run(&self, context: &mut Context) -> Result<(), Problem> {
        let mut workspace = if self.comment.is_some() { context.open_to_write()? } else { context.open()? };
        let holder = holder(context, &workspace, self.asked.of.as_deref())?;
        let Period::Week(week) = self.asked.period(context, &workspace, Length::Week)? else { return Ok(()) };
        if let Some(comment) = &self.comment {
            workspace.hand_in(week, comment).map_err(|error| context.problem(&error))?;
            context.say(&t!(context.words, "done-handed-in"));
        }
        let bar = Bar::new(context, t!(context.words, "report-under-way"));
        let found = week::WeekReport::of(&workspace, week, holder, &mut |progress| bar.at(progress));
        drop(bar);
        let found = found.map_err(|error| context.problem(&error))?;
        let document = week::document(&found, &workspace.desk(), &context.words);
        self.asked.write(context, &workspace, &document)
    }
}

impl Asked {
    fn activity(&self, context: &mut Context, length: Length) -> Result<(), Problem> {
        let workspace = context.open()?;
        let place = place(context, &workspace, self.of.as_deref())?;
        let period = self.period(context, &workspace, length)?;
        let bar = Bar::new(context, t!(context.words, "report-under-way"));
        let found = monthly::ActivityReport::of(&workspace, period, place, &mut |progress| bar.at(progress));
        drop(bar);
        let found = found.map_err(|error| context.problem(&error))?;
        let document = monthly::document(&found, &workspace.desk(), &context.words);
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
        match &self.to {
            Some(to) => self.to_file(context, workspace, document, to),
            None => {
                let form = self.form().unwrap_or(report::Format::Text);
                if form == report::Format::Xlsx && context.width.is_some() {
                    return Err(Problem::new(Exit::Usage, t!(context.words, "report-not-shown"))
                        .next(t!(context.words, "report-not-shown-next")));
                }
                let bytes = match form {
                    report::Format::Text => report::plain(document, &context.words, context.width).into_bytes(),
                    form => bytes(context, document, form)?,
                };
                context.out.write_all(&bytes).map_err(|error| unwritten(&context.words, &error))
            }
        }
    }

    /// What was asked for, or what the file's name says.
    fn form(&self) -> Option<report::Format> {
        let named = || self.to.as_deref().and_then(report::Format::of_file);
        self.format.map(Form::file).or_else(named)
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

/// The whole region unless a centre, a département or an EPCI is named.
fn place(context: &Context, workspace: &Workspace, of: Option<&str>) -> Result<monthly::Place, Problem> {
    let Some(name) = of else { return Ok(monthly::Place::Region) };
    monthly::Place::named(&workspace.desk(), &context.words, name).map_err(|bad| {
        Problem::new(Exit::Failed, bad.words(&context.words)).next(t!(context.words, "report-place-next"))
    })
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
    ) -> Result<(), Problem> {
        let drives = SystemDrives.removable();
        let whole = std::path::absolute(to).unwrap_or_else(|_| to.to_owned());
        if let Some(drive) = drive_of(&whole, &drives) {
            context.confirm(&t!(context.words, "report-on-drive", drive = drive.name.as_str()), self.yes)?;
        }
        let bytes = bytes(context, document, self.form().unwrap_or(report::Format::Html))?;
        workspace.write_plain_file(to, &bytes).map_err(|error| context.problem(&error))?;
        context.say(&t!(context.words, "report-written", path = to.display().to_string()));
        Ok(())
    }
}
