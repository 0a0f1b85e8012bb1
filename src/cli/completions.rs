//! `maillage completions SHELL`: what the shell needs to complete commands and options.

use clap::Args;
use clap_complete::Shell;

use super::{Context, Problem};

#[derive(Debug, Args)]
pub struct Completions {
    shell: Shell,
}

impl Completions {
    pub fn run(self, context: &mut Context) -> Result<(), Problem> {
        let mut command = super::command(&context.words);
        clap_complete::generate(self.shell, &mut command, "maillage", &mut context.out);
        Ok(())
    }
}
