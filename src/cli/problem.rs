//! Errors of the rooms below, with the contract's exit codes.

use super::entry::fault_line;
use super::{Context, Exit, Problem};
use crate::i18n::{Tell, Told, Words};
use crate::model::Kind;
use crate::store::{LockError, Notice, StoreError, VaultError};
use crate::sync::ImportError;
use crate::t;
use crate::workspace::{Refusal, WorkspaceError};

impl Context {
    /// What a command came up against.
    pub fn problem(&self, error: &WorkspaceError) -> Problem {
        let told = error.told(&self.words);
        let problem = Problem { exit: exit_of(error), what: told.what, details: Vec::new(), next: told.next };
        match error {
            WorkspaceError::Refused(refusals) => refused(&self.words, problem, refusals),
            _ => problem,
        }
    }

    /// Tells what was found and mended at an open.
    pub fn notice(&self, notice: &Notice) {
        self.warn(&notice.told(&self.words));
    }

    /// Tells what is not as it should be, and what to do.
    pub fn warn(&self, told: &Told) {
        self.say(&told.what);
        if let Some(next) = &told.next {
            self.say(&format!("  → {next}"));
        }
    }
}

/// The exit code that an error ends a command with.
pub fn exit_of(error: &WorkspaceError) -> Exit {
    match error {
        WorkspaceError::Store(StoreError::Lock(LockError::InUse(_))) => Exit::StoreInUse,
        WorkspaceError::Store(StoreError::Vault(VaultError::WrongPassphrase | VaultError::NeedsPassphrase)) => {
            Exit::WrongPassphrase
        }
        WorkspaceError::Import(ImportError::Refused(_)) => Exit::BundleRefused,
        WorkspaceError::Refused(_)
        | WorkspaceError::Card(_)
        | WorkspaceError::Admission(_)
        | WorkspaceError::Team(_)
        | WorkspaceError::Recovery(_)
        | WorkspaceError::TrustField
        | WorkspaceError::OnlyByErasing
        | WorkspaceError::NotErasable(_)
        | WorkspaceError::WrongType(_) => Exit::DataRefused,
        _ => Exit::Failed,
    }
}

/// Every fault on its field.
fn refused(words: &Words, problem: Problem, refusals: &[Refusal]) -> Problem {
    let lines = refusals.iter().map(|refusal| fault_line(words, field_key(refusal), &refusal.fault.words(words)));
    let kind = refusals.first().map_or(Kind::Visit, |refusal| refusal.kind);
    problem.details(lines.collect()).next(t!(words, "see-fields", kind = kind.key()))
}

/// The field that a refusal is about, by its name on the command line.
pub fn field_key(refusal: &Refusal) -> &'static str {
    refusal.kind.field_by_tag(refusal.fault.tag).map_or("", |spec| spec.key)
}
