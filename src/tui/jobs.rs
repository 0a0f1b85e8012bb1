//! What the office does by steps: other requests are performed in between.

use std::cell::Cell;
use std::path::PathBuf;

use super::office::{Office, report};
use super::request::{Progress, Reply, Request, Step};
use crate::i18n::{Tell, Words};
use crate::sync;
use crate::workspace::{BackingUp, Copying, Exported, Exporting, Importing, Workspace, WorkspaceError};

/// A job under way, and how far it was when that was last told.
pub(super) struct Job {
    doing: Doing,
    told: Cell<Option<Step>>,
}

/// Tells each step once: between two of them the job is looked at many times.
struct Once<'a> {
    progress: &'a dyn Progress,
    last: &'a Cell<Option<Step>>,
}

impl Progress for Once<'_> {
    fn report(&self, step: Step) {
        let measured = step.total != Some(0);
        if measured && self.last.replace(Some(step)) != Some(step) {
            self.progress.report(step);
        }
    }

    fn cancelled(&self) -> bool {
        self.progress.cancelled()
    }
}

enum Doing {
    Export { job: Exporting, also: Vec<PathBuf> },
    Copies { job: Copying, exported: Exported },
    Backup(BackingUp),
    Import { job: Importing, confirmed: bool },
}

/// What became of a request that may be a job.
pub(super) enum Begun {
    Job,
    Refused(WorkspaceError),
    /// It is none.
    NotOne(Request),
}

impl Office {
    pub(super) fn begin_job(&mut self, request: Request) -> Begun {
        let Some(workspace) = &mut self.workspace else { return Begun::NotOne(request) };
        let begun = match request {
            Request::Export { to, also, audience, full } => {
                workspace.begin_export(&audience, &to, full).map(|job| Doing::Export { job, also })
            }
            Request::Backup { to } => workspace.begin_backup(&to).map(Doing::Backup),
            Request::Import { file, dry_run, confirmed } if !file.is_dir() => {
                workspace.begin_import(&file, dry_run).map(|job| Doing::Import { job, confirmed })
            }
            request => return Begun::NotOne(request),
        };
        match begun {
            Ok(doing) => {
                self.job = Some(Job { doing, told: Cell::default() });
                Begun::Job
            }
            Err(error) => Begun::Refused(error),
        }
    }

    /// One step of the job under way; its reply, at the end.
    pub(super) fn step(&mut self, progress: &dyn Progress) -> Result<Option<Reply>, WorkspaceError> {
        let (Some(workspace), Some(mut job)) = (&mut self.workspace, self.job.take()) else {
            return Ok(Some(Reply::Cancelled));
        };
        let reply = job.step(workspace, &self.words, progress)?;
        if reply.is_none() {
            self.job = Some(job);
        }
        Ok(reply)
    }
}

impl Job {
    fn step(
        &mut self,
        workspace: &mut Workspace,
        words: &Words,
        progress: &dyn Progress,
    ) -> Result<Option<Reply>, WorkspaceError> {
        let once = Once { progress, last: &self.told };
        let mut told = |at: sync::Progress| report(&once, at);
        Ok(match &mut self.doing {
            Doing::Export { job, also } => match job.go_on(workspace, &mut told)? {
                Some(exported) => {
                    let job = workspace.begin_copies(&exported.path, std::mem::take(also));
                    self.doing = Doing::Copies { job, exported };
                    None
                }
                None => None,
            },
            Doing::Copies { job, exported } => job.go_on().map(|copies| {
                let said = |error: WorkspaceError| error.told(words).what;
                let copies = copies.into_iter().map(|copy| copy.map_err(said)).collect();
                Reply::Exported { desk: workspace.desk(), exported: exported.clone(), copies }
            }),
            Doing::Backup(job) => {
                let saved = job.go_on(workspace, &mut told)?;
                saved.map(|saved| Reply::BackedUp { desk: workspace.desk(), saved })
            }
            Doing::Import { job, confirmed } => {
                let mut asked = None;
                let mut accept = |fingerprint: &str| {
                    asked = Some(fingerprint.to_owned());
                    *confirmed
                };
                match job.go_on(workspace, &mut accept, &mut told) {
                    Err(WorkspaceError::NotConfirmed) => Some(Reply::Fingerprint(asked.unwrap_or_default())),
                    taken => {
                        taken?.map(|imported| Reply::Imported { desk: workspace.desk(), imported: Box::new(imported) })
                    }
                }
            }
        })
    }
}
