//! An erasure comes in a bundle while something of what it erases is open, or was left open by the session of before.

use tempfile::TempDir;

use crate::i18n::Lang;
use crate::model::{
    AnyRef, Centre, DeviceRole, Note, Reason, RecordId, Ref, RequestedBy, Visit, VisitRole, VisitStatus,
};
use crate::sync::Audience;
use crate::sync::drives::Drive;
use crate::tui::house::{Entrance, RealHouse};
use crate::tui::screens::shared::tests::real::{Made, Real};
use crate::tui::testing::Bench;
use crate::workspace::{Edit, ToErase};

const PATIENT: &str = "COUS-0001";

/// A head office, and a laptop of its team with a visit and a note about it, which the head office has too.
struct Two {
    siege: Made,
    stick: TempDir,
    visit: RecordId,
}

fn two() -> (Two, Made) {
    let (mut siege, mut marie) = (Made::founder().with_facts(), Made::waiting());
    siege.workspace.admit(&marie.workspace.card().unwrap(), DeviceRole::Field, &Default::default()).unwrap();
    siege.hands_to(&mut marie);
    let centre = marie.workspace.desk().all::<Centre>().next().unwrap().0;
    let record = Visit {
        centre: Some(Ref::new(centre)),
        role: Some(VisitRole::Doctor),
        commune: Some("66049".parse().unwrap()),
        patient: Some(PATIENT.into()),
        start: Some("2026-11-22T14:30".parse().unwrap()),
        requested_by: Some(RequestedBy::Patient),
        unscheduled: Some(false),
        reason: Some(Reason::Acute),
        status: Some(VisitStatus::Done),
        minutes: Some(30),
        ..Visit::default()
    };
    let [visit, other, note] = [(); 3].map(|()| marie.workspace.new_id().unwrap());
    let another = Visit { patient: Some("COUS-0002".into()), ..record.clone() };
    let about = Note { about: Some(AnyRef(visit)), date: Some(marie.workspace.today()), text: Some("revoir".into()) };
    let edit = Edit::new("done-saved").create(visit, record).create(other, another).create(note, about);
    marie.workspace.commit(edit).unwrap();
    marie.hands_for(&Audience::Stewards, &mut siege);
    (Two { siege, stick: tempfile::tempdir().unwrap(), visit }, marie)
}

impl Two {
    /// The erasure lies on the stick.
    fn erase(&mut self, marie: &Made) {
        let go_on = &mut |_: crate::sync::Progress| std::ops::ControlFlow::Continue(());
        let what = self.siege.workspace.erasable(&ToErase::Records(vec![self.visit])).unwrap();
        self.siege.workspace.erase(&what, None, go_on).unwrap();
        let audience = Audience::Devices(vec![marie.workspace.me()]);
        self.siege.workspace.export(&audience, self.stick.path(), false, go_on).unwrap();
    }

    fn bench(&self, marie: Made) -> Bench<Real> {
        let folder = self.stick.path().to_owned();
        let free = 8_000_000_000;
        let drive = Drive { name: "CLE".into(), folder, free, total: free, read_only: false };
        marie.bench(RealHouse { entrance: Entrance::Open }, vec![drive], Lang::Fr, (120, 36))
    }

    /// Takes in what lies on the stick, on the screen of the bundles.
    #[track_caller]
    fn import(&self, bench: &mut Bench<Real>) {
        let erased = |bench: &Bench<Real>| bench.performer.office.workspace().unwrap().is_erased(&self.visit);
        assert!(!erased(bench));
        bench.type_keys("r Enter Enter Esc");
        assert!(erased(bench), "{}", bench.text());
    }
}

fn left(mut bench: Bench<Real>) -> (Made, String) {
    bench.type_keys("q Enter");
    assert!(bench.ended, "{}", bench.text());
    let made = bench.performer.reopened();
    let kept = made.workspace.session().unwrap().unwrap_or_default();
    (made, kept)
}

#[test]
fn a_search_that_the_session_of_before_left_goes_with_the_erasure_whether_its_screen_was_opened_again_or_not() {
    for screens in ["7", "5 7"] {
        let (mut two, marie) = two();
        two.erase(&marie);
        let mut bench = two.bench(marie);
        bench.type_keys(&format!("5 f \"{PATIENT}\" Enter 7"));
        let (marie, kept) = left(bench);
        assert!(kept.contains(PATIENT), "{kept}");
        let mut bench = two.bench(marie);
        bench.type_keys(screens);
        two.import(&mut bench);
        let (marie, kept) = left(bench);
        assert!(kept.contains("synchro") && !kept.contains(PATIENT), "{screens}: {kept}");
        // Nothing was erased since: what is typed now is kept as ever.
        let mut bench = two.bench(marie);
        bench.type_keys("5 f \"COUS-0002\" Enter");
        assert!(left(bench).1.contains("COUS-0002"));
    }
}

/// What these keys open, while a bundle with the erasure is read, goes once it is taken in; that is said, and no draft is left.
#[track_caller]
fn goes(opening: &str, keys: &str) {
    let (mut two, marie) = two();
    two.erase(&marie);
    let mut bench = two.bench(marie);
    let depth = |bench: &Bench<Real>| bench.app.stack().len();
    let screen = &opening[..1];
    bench.type_keys(&format!("{opening} 7 r Enter")).slow().type_keys(&format!("Enter {screen}"));
    let list = depth(&bench);
    bench.type_keys(keys).wait(std::time::Duration::from_secs(20));
    assert_eq!(depth(&bench), list + 1, "{}", bench.text());
    bench.answer_all();
    assert_eq!(depth(&bench), list, "{}", bench.text());
    assert!(bench.text().contains("effacée pour de bon"), "{}", bench.text());
    bench.type_keys("Down").wait(std::time::Duration::from_secs(20));
    let (made, _) = left(bench);
    assert_eq!(made.workspace.drafts().unwrap(), []);
}

#[test]
fn what_is_open_on_an_erased_record_closes_and_leaves_no_draft() {
    goes("5 f \"COUS-0001\" Enter", "e Tab Tab Tab \"x\"");
    goes("5 f \"COUS-0001\" Enter", "i");
    goes("6 Down Down Down Down Enter", "e");
}
