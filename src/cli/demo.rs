//! `maillage demo`: a team founded on the published facts, with made-up activity around them.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;

use super::context::unwritten;
use super::progress::Bar;
use super::{Context, Problem};
use crate::store::vault::KdfCost;
use crate::store::{Disk, Opening, Random, StoreError};
use crate::t;
use crate::workspace::demo::{Plan, records};
use crate::workspace::{Founding, Workspace, WorkspaceError, machine_clock};

/// The start of the demonstration's pseudonyms.
const CODE: &str = "DEMO";

#[derive(Debug, Args)]
pub struct Demo {
    #[arg(long, default_value_t = 300, value_name = "N")]
    visits: usize,
    #[arg(long, default_value_t = 1, value_name = "S")]
    seed: u64,
    #[arg(long)]
    prepare_only: bool,
}

/// A folder that goes when the demonstration ends.
struct Throwaway(PathBuf);

impl Drop for Throwaway {
    fn drop(&mut self) {
        // Nothing in it is real: a folder that stays behind is the system's to clear.
        let _ = Disk::real().remove_folder(&self.0);
    }
}

impl Demo {
    pub fn run(self, context: &mut Context) -> Result<(), Problem> {
        let folder = match &context.global.store {
            Some(folder) => folder.clone(),
            None => throwaway_folder().map_err(|error| context.problem(&WorkspaceError::Store(error)))?,
        };
        let keep = context.global.store.is_some() || self.prepare_only;
        let _throwaway = (!keep).then(|| Throwaway(folder.clone()));
        let mut workspace = self.prepare(context, &folder)?;
        if self.prepare_only {
            workspace.close().map_err(|error| context.problem(&error))?;
            return writeln!(context.out, "{}", folder.display()).map_err(|error| unwritten(&context.words, &error));
        }
        context.show(workspace)
    }

    fn prepare(&self, context: &Context, folder: &Path) -> Result<Workspace, Problem> {
        let founding = Founding {
            holder: t!(context.words, "demo-holder"),
            sector: Vec::new(),
            code: CODE.to_owned(),
            demo: true,
            opening: Opening::new(None),
            cost: KdfCost::STANDARD,
        };
        let founded = Workspace::found(folder, founding, true, machine_clock());
        let (mut workspace, _) = founded.map_err(|error| context.problem(&error))?;
        let plan = Plan {
            seed: self.seed,
            visits: self.visits,
            today: workspace.today(),
            me: workspace.me().record(),
            code: CODE.to_owned(),
        };
        let bar = Bar::new(context, t!(context.words, "demo-under-way"));
        let total = u64::try_from(self.visits).unwrap_or(u64::MAX);
        let loaded = workspace.load(records(&plan), &mut |done| bar.reached(done, total));
        drop(bar);
        loaded.map_err(|error| context.problem(&error))?;
        context.say(&t!(context.words, "no-passphrase-demo"));
        Ok(workspace)
    }
}

/// A new folder of the system's temporary ones.
fn throwaway_folder() -> Result<PathBuf, StoreError> {
    let number = u64::from_le_bytes(Random::Os.bytes().map_err(StoreError::Random)?);
    Ok(std::env::temp_dir().join(format!("maillage-demo-{number:016x}")))
}
