//! `maillage init`: a new store, that founds a team or waits to join one.

use std::io::Write;

use clap::Args;
use unicode_normalization::UnicodeNormalization;

use super::context::unwritten;
use super::{Context, Exit, Problem};
use crate::model::DeptCode;
use crate::model::entry::BadEntry;
use crate::model::reference::{departements, fold};
use crate::store::Opening;
use crate::store::vault::{KdfCost, Passphrase};
use crate::t;
use crate::workspace::{Founding, Workspace, machine_clock};

#[derive(Debug, Args)]
pub struct Init {
    #[arg(long)]
    name: String,
    #[arg(long)]
    code: Option<String>,
    #[arg(long, value_name = "NN,NN", value_delimiter = ',')]
    sector: Vec<String>,
    #[arg(long)]
    join: bool,
    #[arg(long, conflicts_with = "passphrase_file")]
    no_passphrase: bool,
    #[arg(long, conflicts_with = "join")]
    empty: bool,
}

impl Init {
    pub fn run(self, context: &mut Context) -> Result<(), Problem> {
        let folder = context.folder()?;
        let words = context.words.clone();
        let founding = Founding {
            holder: self.name.trim().nfc().collect(),
            sector: sector(context, &self.sector)?,
            code: self.code.clone().map_or_else(|| initials(&self.name), |code| code.trim().to_uppercase()),
            demo: false,
            opening: Opening::new(self.passphrase(context)?),
            cost: KdfCost::STANDARD,
        };
        let mut workspace = if self.join {
            Workspace::wait_to_join(&folder, founding, machine_clock()).map_err(|error| context.problem(&error))?
        } else {
            let founded = Workspace::found(&folder, founding, !self.empty, machine_clock());
            let (workspace, recovery) = founded.map_err(|error| context.problem(&error))?;
            context.say(&t!(words, "recovery-card-intro"));
            write!(context.out, "{}", recovery.as_str()).map_err(|error| unwritten(&words, &error))?;
            context.say(&t!(words, "recovery-card-outro"));
            workspace
        };
        context.say(&t!(words, "init-done", folder = folder.display().to_string()));
        context.say(&if self.join { t!(words, "init-join-next") } else { t!(words, "init-found-next") });
        workspace.close().map_err(|error| context.problem(&error))
    }

    /// The passphrase of the new store: from a file, or typed twice; none only if that was said.
    fn passphrase(&self, context: &Context) -> Result<Option<Passphrase>, Problem> {
        let words = &context.words;
        if self.no_passphrase {
            context.say(&t!(words, "no-passphrase-warning"));
            return Ok(None);
        }
        let missing = || {
            Problem::new(Exit::Usage, t!(words, "init-passphrase-missing"))
                .next(t!(words, "init-passphrase-missing-next"))
        };
        context.new_passphrase(context.global.passphrase_file.as_deref(), missing).map(Some)
    }
}

/// Départements by number or name.
fn sector(context: &Context, texts: &[String]) -> Result<Vec<DeptCode>, Problem> {
    let read = |text: &String| {
        let wanted = fold(text);
        let known = departements().iter().find(|one| one.code.as_str() == text.trim() || fold(&one.name) == wanted);
        known.map(|one| one.code).ok_or_else(|| {
            let bad = BadEntry::new("entry-departement", text);
            Problem::new(Exit::DataRefused, bad.words(&context.words))
        })
    };
    texts.iter().filter(|text| !text.trim().is_empty()).map(read).collect()
}

/// The first letters of a name's words, as a code of two to eight capitals: « Camille Roux » gives `CR`.
fn initials(name: &str) -> String {
    let folded = fold(name);
    let letters = |text: &str| text.chars().filter(char::is_ascii_alphanumeric).collect::<String>();
    let initials: String = folded.split(' ').filter_map(|word| letters(word).chars().next()).take(8).collect();
    let code = if initials.len() >= 2 { initials } else { letters(&folded).chars().take(3).collect() };
    code.to_ascii_uppercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_made_of_initials() {
        assert_eq!(initials("Camille Roux"), "CR");
        assert_eq!(initials("Élodie d’Œuf"), "EDO");
        assert_eq!(initials("siège"), "SIE");
        assert_eq!(initials("x"), "X");
    }
}
