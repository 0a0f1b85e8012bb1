//! `maillage device rekey`: new keys for a laptop whose keys may have been copied.

use clap::Args;

use super::revoke::done;
use crate::cli::{Context, Problem};
use crate::t;

#[derive(Debug, Args)]
pub struct Rekey {
    #[arg(long)]
    yes: bool,
}

impl Rekey {
    pub fn run(self, context: &mut Context) -> Result<(), Problem> {
        let mut workspace = context.open()?;
        context.confirm(&t!(context.words, "confirm-rekey"), self.yes)?;
        let heir = workspace.rekey().map_err(|error| context.problem(&error))?;
        context.say(&t!(context.words, "rekeyed"));
        context.say(&t!(context.words, "rekeyed-next"));
        done(context, &mut workspace, heir)
    }
}
