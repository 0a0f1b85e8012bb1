//! A real workspace in a temporary folder behind a screen under test.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use tempfile::TempDir;

use crate::i18n::{Lang, Words};
use crate::model::reference::founding::facts;
use crate::store::vault::KdfCost;
use crate::store::{Opening, Random};
use crate::tui::layer::House;
use crate::tui::request::{Performer, Progress, Refused, Reply, Request};
use crate::tui::testing::{Bench, cx, moment};
use crate::tui::theme::Depth;
use crate::workspace::demo::{Plan, records};
use crate::workspace::{Founding, Workspace, WorkspaceError};

pub struct Notebook {
    pub workspace: Workspace,
    words: Words,
    _folder: TempDir,
}

impl Notebook {
    /// A team founded on the real facts; `sector` is mine; with the made-up dossiers if asked for.
    fn new(sector: &[&str], demo: bool) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let start = AtomicI64::new(moment().wall_millis);
        let clock = Arc::new(move || start.fetch_add(1_000, Ordering::Relaxed));
        let founding = Founding {
            holder: "Exemple".into(),
            sector: sector.iter().map(|code| code.parse().unwrap()).collect(),
            code: "COUS".into(),
            demo,
            opening: Opening { random: Random::seeded(1), ..Opening::new(None) },
            cost: KdfCost::CHEAP,
        };
        let (mut workspace, _) = Workspace::found(folder.path(), founding, false, clock).unwrap();
        workspace.load(facts().into_iter(), &mut |_| {}).unwrap();
        if demo {
            let (me, today) = (workspace.me().record(), workspace.today());
            let plan = Plan { seed: 1, visits: 0, today, me, code: "COUS".into() };
            workspace.load(records(&plan), &mut |_| {}).unwrap();
        }
        Self::over(workspace, folder)
    }

    /// A workspace that a test has made by itself.
    pub fn over(workspace: Workspace, folder: TempDir) -> Self {
        Self { workspace, words: Words::new(Lang::Fr), _folder: folder }
    }
}

impl Performer for Notebook {
    fn perform(&mut self, request: Request, _: &dyn Progress) -> Reply {
        let done = match request {
            Request::Commit(edit) => {
                let what = self.words.look_up(edit.label);
                self.workspace.commit(edit).map(|_| what)
            }
            Request::Undo => self.workspace.undo().map(|_| None),
            Request::History { kind, record } => return Reply::History(self.workspace.history(kind, &record).unwrap()),
            Request::Drafts => return Reply::Drafts(Vec::new()),
            Request::Draft { .. } => return Reply::Done(String::new()),
            Request::Divergences => return Reply::Divergences(self.workspace.all_divergences().unwrap()),
            Request::Settle(all) => self.workspace.settle(&all).map(|_| self.words.look_up("done-resolved")),
            other => panic!("not asked for by these screens: {other:?}"),
        };
        match done {
            Ok(what) => Reply::Saved { desk: self.workspace.desk(), at: moment().local, what },
            Err(WorkspaceError::Refused(all)) => {
                let said = all.iter().map(|one| Refused {
                    record: one.record,
                    kind: one.kind,
                    tag: one.fault.tag,
                    said: one.fault.words(&self.words),
                });
                Reply::Refused(said.collect())
            }
            Err(error) => panic!("{error}"),
        }
    }
}

/// In French, in 256 colours, over the real facts, with no sector.
pub fn bench(house: impl House + 'static, size: (u16, u16)) -> Bench<Notebook> {
    bench_with(house, Lang::Fr, Depth::Indexed, &[], false, size)
}

pub fn bench_with(
    house: impl House + 'static,
    lang: Lang,
    depth: Depth,
    sector: &[&str],
    demo: bool,
    size: (u16, u16),
) -> Bench<Notebook> {
    let notebook = Notebook::new(sector, demo);
    let mut cx = cx(lang, depth);
    cx.desk = notebook.workspace.desk();
    Bench::with(cx, house, notebook, size)
}
