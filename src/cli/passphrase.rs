//! `maillage passphrase`: another passphrase for a store, or its first one.

use std::path::PathBuf;

use clap::Args;

use super::{Context, Exit, Problem};
use crate::store::vault::KdfCost;
use crate::t;

#[derive(Debug, Args)]
pub struct ChangePassphrase {
    #[arg(long, value_name = "FILE")]
    new: Option<PathBuf>,
}

impl ChangePassphrase {
    pub fn run(self, context: &mut Context) -> Result<(), Problem> {
        let mut workspace = context.open()?;
        let words = context.words.clone();
        let missing = || {
            Problem::new(Exit::Usage, t!(words, "passphrase-new-missing"))
                .next(t!(words, "passphrase-new-missing-next"))
        };
        let passphrase = context.new_passphrase(self.new.as_deref(), missing)?;
        let changed = workspace.change_passphrase(&passphrase, KdfCost::STANDARD);
        changed.map_err(|error| context.problem(&error))?;
        context.say(&t!(words, "passphrase-changed"));
        context.say(&t!(words, "passphrase-changed-next"));
        workspace.close().map_err(|error| context.problem(&error))
    }
}
