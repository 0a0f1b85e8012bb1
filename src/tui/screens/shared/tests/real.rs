//! The office over a real workspace in a temporary folder, behind a screen under test.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use tempfile::TempDir;

use crate::i18n::{Lang, Words};
use crate::model::reference::founding::facts;
use crate::store::vault::KdfCost;
use crate::store::{Opening, Random};
use crate::sync::drives::Drive;
use crate::tui::cx::Cx;
use crate::tui::layer::{House, Layer};
use crate::tui::likings::Likings;
use crate::tui::office::Office;
use crate::tui::popup::Prompt;
use crate::tui::request::{Performer, Progress, Reply, Request};
use crate::tui::screen::Screen;
use crate::tui::testing::{Bench, cx, moment};
use crate::tui::theme::Depth;
use crate::workspace::demo::{Plan, records};
use crate::workspace::{Clock, Founding, Workspace};

/// An office, and the folder that goes with it.
pub struct Real {
    pub office: Office,
    /// In order.
    pub asked: Vec<Request>,
    folder: TempDir,
}

impl Real {
    /// The program has ended, and the store is opened again.
    pub fn reopened(self) -> Made {
        let Self { office, folder, .. } = self;
        drop(office);
        let (workspace, _) = Workspace::open(folder.path(), Opening::new(None), clock()).unwrap();
        Made { folder, workspace }
    }
}

impl Performer for Real {
    fn perform(&mut self, request: Request, progress: &dyn Progress) -> Reply {
        self.asked.push(request.clone());
        self.office.perform(request, progress)
    }

    fn begin(&mut self, request: Request, progress: &dyn Progress) -> Option<Reply> {
        self.asked.push(request.clone());
        self.office.begin(request, progress)
    }

    fn go_on(&mut self, progress: &dyn Progress) -> Option<Reply> {
        self.office.go_on(progress)
    }
}

fn clock() -> Clock {
    let start = AtomicI64::new(moment().wall_millis);
    Arc::new(move || start.fetch_add(1_000, Ordering::Relaxed))
}

fn founding(holder: &str, code: &str, seed: u64) -> Founding {
    let opening = Opening { random: Random::seeded(seed), ..Opening::new(None) };
    Founding { holder: holder.into(), sector: vec![], code: code.into(), demo: false, opening, cost: KdfCost::CHEAP }
}

/// A laptop behind a passphrase, its program not running.
pub struct Sealed(TempDir);

impl Real {
    pub fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }

    /// The program of a sealed laptop has ended.
    pub fn closed(self) -> Sealed {
        drop(self.office);
        Sealed(self.folder)
    }
}

impl Sealed {
    /// What follows from its journal is gone.
    pub fn without_views(self) -> Self {
        std::fs::remove_dir_all(self.0.path().join("views")).unwrap();
        self
    }

    /// Behind the screen that asks for the passphrase.
    pub fn locked_bench(self, size: (u16, u16)) -> Bench<Real> {
        self.locked_bench_with(Vec::new(), size)
    }

    /// The same, with these drives.
    pub fn locked_bench_with(self, drives: Vec<Drive>, size: (u16, u16)) -> Bench<Real> {
        let house = crate::tui::house::RealHouse { entrance: crate::tui::house::Entrance::Locked };
        let office = Office::closed(self.0.path(), Words::new(Lang::Fr), clock(), Box::new(drives));
        Bench::with(cx(Lang::Fr, Depth::Indexed), house, Real { office, asked: Vec::new(), folder: self.0 }, size)
    }
}

/// What a laptop is made of.
pub struct Made {
    folder: TempDir,
    pub workspace: Workspace,
}

impl Made {
    /// A team founded on this laptop.
    pub fn founder() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (workspace, _) = Workspace::found(folder.path(), founding("Siège", "SIE", 1), false, clock()).unwrap();
        Self { folder, workspace }
    }

    /// The same, with the real facts, behind a passphrase.
    pub fn sealed(passphrase: &str) -> Sealed {
        Self::sealed_after(passphrase, |_| {})
    }

    /// The same, after something was done there.
    pub fn sealed_after(passphrase: &str, done: impl FnOnce(&mut Workspace)) -> Sealed {
        let folder = tempfile::tempdir().unwrap();
        let mut founding = founding("Siège", "SIE", 1);
        founding.opening.passphrase = Some(crate::store::Passphrase::new(passphrase));
        let (mut workspace, _) = Workspace::found(folder.path(), founding, false, clock()).unwrap();
        workspace.load(facts().into_iter(), &mut |_| {}).unwrap();
        done(&mut workspace);
        drop(workspace);
        Sealed(folder)
    }

    /// A laptop that waits to join.
    pub fn waiting() -> Self {
        Self::waiting_as("Exemple", "COUS")
    }

    /// The same, of someone else.
    pub fn waiting_as(holder: &str, code: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        // Keys of their own: two laptops with one seed would be one device.
        let seed = if code == "COUS" { 2 } else { 3 };
        let workspace = Workspace::wait_to_join(folder.path(), founding(holder, code, seed), clock()).unwrap();
        Self { folder, workspace }
    }

    /// Closed and opened again.
    pub fn reopened(self) -> Self {
        let Self { folder, workspace } = self;
        drop(workspace);
        let (workspace, _) = Workspace::open(folder.path(), Opening::new(None), clock()).unwrap();
        Self { folder, workspace }
    }

    /// Takes in what another laptop made for it.
    pub fn takes(&mut self, file: &std::path::Path) {
        let go_on = &mut |_| std::ops::ControlFlow::Continue(());
        self.workspace.import(file, false, &mut |_| true, go_on).unwrap();
    }

    /// Carries a bundle for one device to another laptop.
    pub fn hands_to(&mut self, other: &mut Self) {
        self.hands_for(&crate::sync::Audience::Devices(vec![other.workspace.me()]), other);
    }

    /// Carries a bundle for an audience to a laptop of it.
    pub fn hands_for(&mut self, audience: &crate::sync::Audience, other: &mut Self) {
        let stick = tempfile::tempdir().unwrap();
        let go_on = &mut |_| std::ops::ControlFlow::Continue(());
        let done = self.workspace.export(audience, stick.path(), false, go_on).unwrap();
        other.takes(&done.path);
    }

    /// With the real facts.
    pub fn with_facts(mut self) -> Self {
        self.workspace.load(facts().into_iter(), &mut |_| {}).unwrap();
        self
    }

    /// With the real facts and the made-up dossiers.
    pub fn with_demo(self, visits: usize) -> Self {
        let mut made = self.with_facts();
        let (me, today) = (made.workspace.me().record(), made.workspace.today());
        let plan = Plan { seed: 1, visits, today, me, code: "SIE".into() };
        made.workspace.load(records(&plan), &mut |_| {}).unwrap();
        made
    }

    /// Behind a screen, with these removable drives.
    pub fn bench(self, house: impl House + 'static, drives: Vec<Drive>, lang: Lang, size: (u16, u16)) -> Bench<Real> {
        self.bench_liking(house, drives, Likings::default(), lang, size)
    }

    /// The same, of someone with a configuration folder.
    pub fn bench_liking(
        self,
        house: impl House + 'static,
        drives: Vec<Drive>,
        likings: Likings,
        lang: Lang,
        size: (u16, u16),
    ) -> Bench<Real> {
        let depth = if size.0 < 80 { Depth::Mono } else { Depth::Indexed };
        let mut cx = cx(lang, depth);
        cx.desk = self.workspace.desk();
        let office = Office::open(self.workspace, Words::new(lang), clock(), Box::new(drives)).with_likings(likings);
        Bench::with(cx, house, Real { office, asked: Vec::new(), folder: self.folder }, size)
    }
}

/// A screen in the place of the dashboard, beside that of the bundles.
pub struct Only(pub fn(&mut Cx) -> Box<dyn Layer>);

impl House for Only {
    fn screen(&self, screen: Screen, cx: &mut Cx) -> Box<dyn Layer> {
        match screen {
            Screen::Dashboard => (self.0)(cx),
            Screen::Synchro => crate::tui::screens::synchro::screen(cx),
            _ => Box::new(Prompt::new("other", screen.title(&cx.words), "")),
        }
    }

    fn lock(&self, _: &mut Cx) -> Box<dyn Layer> {
        Box::new(Prompt::new("lock", "", ""))
    }
}
