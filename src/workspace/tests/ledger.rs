//! What has reached whom, what is missing, what waits.

use super::*;
use crate::log::{OpId, Receipt, Seen};
use crate::sync::{HeldWhy, ImportError, Refused};

const DAY: i64 = 24 * 3_600 * 1_000;

/// A head office and two coordinators, all of whom have joined, and a centre.
fn three() -> (Laptop, Laptop, Laptop, RecordId) {
    let mut siege = Laptop::founder();
    let mut marie = Laptop::waiting("Exemple Un", "EXA", 2);
    let mut paul = Laptop::waiting("Exemple Deux", "EXB", 3);
    let centre = siege.centre();
    siege.admits(&marie);
    siege.admits(&paul);
    siege.hands_to(&Audience::Team, &mut marie);
    siege.hands_to(&Audience::Team, &mut paul);
    (siege, marie, paul, centre)
}

fn only(laptop: &Laptop) -> Audience {
    Audience::Devices(vec![laptop.workspace.me()])
}

fn line(laptop: &Laptop, of: &Laptop) -> LedgerLine {
    laptop.workspace.ledger().unwrap().line(&of.workspace.me()).unwrap().clone()
}

impl Laptop {
    fn exports(&mut self, audience: &Audience, full: bool) -> (TempDir, std::path::PathBuf) {
        let stick = tempfile::tempdir().unwrap();
        let done = self.workspace.export(audience, stick.path(), full, &mut |_| ControlFlow::Continue(())).unwrap();
        (stick, done.path)
    }

    pub(super) fn tries(&mut self, file: &Path) -> Result<Imported, WorkspaceError> {
        self.workspace.import(file, false, &mut |_| true, &mut |_| ControlFlow::Continue(()))
    }

    pub(super) fn says(&mut self, centre: RecordId, text: &str) -> RecordId {
        let id = self.workspace.new_id().unwrap();
        let exchange = Exchange {
            kind: Some(ExchangeKind::Call),
            date: Some(self.workspace.today()),
            centre: Some(Ref::new(centre)),
            summary: Some(LongText(text.into())),
            ..Exchange::default()
        };
        self.workspace.commit(Edit::new("done-saved").create(id, exchange)).unwrap();
        id
    }

    /// The same store as it was, on another disk.
    pub(super) fn backed_up(&mut self) -> TempDir {
        self.workspace.close().unwrap();
        let copy = tempfile::tempdir().unwrap();
        copy_folder(self.folder.path(), copy.path());
        copy
    }

    fn from_backup(folder: TempDir) -> Self {
        let (workspace, _) = Workspace::open(folder.path(), Opening::new(None), clock()).unwrap();
        Self { folder, workspace }
    }
}

pub fn copy_folder(from: &Path, to: &Path) {
    for entry in std::fs::read_dir(from).unwrap().map(|entry| entry.unwrap()) {
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            std::fs::create_dir_all(&target).unwrap();
            copy_folder(&entry.path(), &target);
        } else if entry.file_name() != "lock" {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

#[test]
fn a_receipt_counts_only_where_its_place_is_in_my_chain() {
    let (siege, mut marie, _, centre) = three();
    for n in 0..3 {
        marie.says(centre, &format!("Appel {n}"));
    }
    assert_eq!(line(&marie, &siege).lacks.edits, 3);
    let feed = marie.workspace.store.views().feeds().iter().find(|feed| feed.id.device == marie.workspace.me());
    let feed = feed.unwrap().id;
    let seen = |seq, tip| Receipt {
        device: siege.workspace.me(),
        incarnation: siege.workspace.store.incarnation(),
        number: 100 + seq,
        time: 1_795_424_500_000,
        frontier: vec![Seen { feed, seq, tip }],
        signature: vec![],
    };
    // The head office holds three edits of this feed, of another life of the same disk: none of these.
    marie.workspace.store.append(vec![crate::store::Entry::Receipt(seen(3, OpId([7; 16])))]).unwrap();
    assert_eq!(line(&marie, &siege).lacks.edits, 3);
    assert_eq!(marie.workspace.unsent().unwrap().edits, 3);
    let tip = marie.workspace.store.views().feed(&feed).unwrap().tips[0];
    let second = marie.workspace.store.views().segment(&feed, crate::log::Tip::START, tip, 2, &marie.workspace.store);
    let second = *second.unwrap().tips().unwrap().last().unwrap();
    marie.workspace.store.append(vec![crate::store::Entry::Receipt(seen(4, OpId::of_hash(&tip.hash)))]).unwrap();
    assert_eq!(line(&marie, &siege).lacks.edits, 3, "nor an edit under the wrong number");
    let mut right = seen(5, OpId::of_hash(&second.hash));
    right.frontier[0].seq = 2;
    marie.workspace.store.append(vec![crate::store::Entry::Receipt(right)]).unwrap();
    let lacks = line(&marie, &siege).lacks;
    let third = marie.workspace.store.views().time_of(&feed, 3, &marie.workspace.store).unwrap();
    assert_eq!((lacks.edits, lacks.oldest), (1, third));
}

#[test]
fn the_ledger_says_who_handed_in_what_and_when() {
    let (mut siege, mut marie, _, centre) = three();
    assert_eq!(line(&siege, &marie).last_in, None);
    assert_eq!(line(&siege, &marie).last_out.unwrap().number, 2, "made for the whole team");
    assert_eq!(line(&marie, &siege).last_in.unwrap().0.number, 1);
    marie.says(centre, "Appel 1");
    let (_first, early) = marie.exports(&Audience::Stewards, false);
    marie.says(centre, "Appel 2");
    let (_second, late) = marie.exports(&Audience::Stewards, false);
    siege.takes(&late);
    let taken = line(&siege, &marie);
    let (bundle, at) = taken.last_in.unwrap();
    assert_eq!((bundle.number, taken.heard), (2, Some(bundle)));
    assert!((siege.workspace.now() - at) < 60_000, "when it was taken, by this laptop's clock");
    // Twice, out of order, from the past: the ledger stands.
    assert_eq!((siege.takes(&late), siege.takes(&early)), (0, 0));
    assert_eq!(line(&siege, &marie), taken);
    let _ = siege.reopened();
}

#[test]
fn receipts_travel_through_third_parties() {
    let (mut siege, mut marie, mut paul, centre) = three();
    marie.says(centre, "Appel");
    marie.hands_to(&Audience::Stewards, &mut siege);
    assert_eq!(marie.workspace.desk().unsent.edits, 1);
    // The head office meets Paul alone, and Paul meets Marie.
    siege.hands_to(&Audience::Team, &mut paul);
    let heard = line(&paul, &marie).heard;
    assert_eq!(heard.map(|heard| heard.number), Some(1), "Paul never met Marie");
    assert_eq!(line(&paul, &marie).last_in, None);
    paul.hands_to(&only(&marie), &mut marie);
    assert_eq!(marie.workspace.desk().unsent.edits, 0, "the head office's receipt came by way of Paul");
}

#[test]
fn what_is_missing_is_named_until_it_arrives() {
    let (mut siege, mut marie, _, centre) = three();
    let folder = marie.backed_up();
    let first = siege.says(centre, "Appel 1");
    siege.hands_to(&only(&marie), &mut marie);
    marie.hands_to(&Audience::Stewards, &mut siege);
    siege.says(centre, "Appel 2");
    let (_stick, later) = siege.exports(&only(&marie), false);
    drop(marie);

    let mut marie = Laptop::from_backup(folder);
    assert_eq!(marie.workspace.gaps().unwrap(), []);
    let refused = marie.tries(&later);
    assert!(matches!(refused, Err(WorkspaceError::Import(ImportError::Refused(Refused::OnlyGaps(_))))), "{refused:?}");
    let gaps = marie.workspace.gaps().unwrap();
    let [gap] = gaps.as_slice() else { panic!("{gaps:?}") };
    assert_eq!((gap.feed.device, gap.ops(), gap.branch), (siege.workspace.me(), 2, false));
    assert_eq!(gap.ask[0].device, siege.workspace.me());
    assert_eq!(line(&marie, &siege).owes, 2);
    let words = crate::i18n::Words::new(crate::i18n::Lang::Fr);
    let said = gap.line(&words, &|_| "Siège".into());
    assert!(said.starts_with("Siège\u{a0}: il manque les modifications 3 à 4. Demandez à Siège un paquet"), "{said}");

    let mut marie = marie.reopened();
    assert_eq!(marie.workspace.gaps().unwrap(), gaps, "kept, not only told");
    let (_stick, whole) = siege.exports(&only(&marie), true);
    marie.takes(&whole);
    assert_eq!(marie.workspace.gaps().unwrap(), []);
    assert!(marie.workspace.desk().card(&first).is_some());
}

#[test]
fn a_receipt_shows_what_is_missing_and_whom_to_ask() {
    let (mut siege, mut marie, mut paul, centre) = three();
    let mut annexe = Laptop::waiting("Annexe", "ANX", 4);
    let card = annexe.workspace.card().unwrap();
    siege.workspace.admit(&card, DeviceRole::Steward, &BTreeSet::new()).unwrap();
    marie.visit(centre, "2026-11-20T10:15");
    marie.hands_to(&Audience::Stewards, &mut siege);
    // The receipts of Marie and of the head office say that there is a visit; a bundle for the team has none.
    siege.hands_to(&Audience::Team, &mut annexe);
    siege.hands_to(&Audience::Team, &mut paul);
    assert_eq!(paul.workspace.gaps().unwrap(), [], "it is none of Paul's business");
    let gaps = annexe.workspace.gaps().unwrap();
    let [gap] = gaps.as_slice() else { panic!("{gaps:?}") };
    let of = marie.workspace.me();
    assert_eq!((gap.feed.device, gap.feed.channel, gap.from, gap.to), (of, crate::log::Channel::Visits(of), 1, 1));
    let asked: Vec<DeviceId> = gap.ask.iter().map(|holder| holder.device).collect();
    assert_eq!(asked, [siege.workspace.me(), of], "the head office first, then the author");
    assert_eq!((line(&annexe, &marie).owes, line(&annexe, &siege).owes), (1, 0));
    siege.hands_to(&Audience::Stewards, &mut annexe);
    assert_eq!(annexe.workspace.gaps().unwrap(), []);
    assert_eq!(line(&annexe, &marie).owes, 0);
}

#[test]
fn held_edits_merge_by_themselves_when_the_admission_arrives() {
    let mut siege = Laptop::founder();
    let mut marie = Laptop::waiting("Exemple Un", "EXA", 2);
    let mut paul = Laptop::waiting("Exemple Deux", "EXB", 3);
    let centre = siege.centre();
    siege.admits(&marie);
    siege.hands_to(&Audience::Team, &mut marie);
    let folder = marie.backed_up();
    siege.admits(&paul);
    siege.hands_to(&Audience::Team, &mut marie);
    siege.hands_to(&Audience::Team, &mut paul);
    marie.hands_to(&Audience::Stewards, &mut siege);
    let said = paul.says(centre, "Appel");
    paul.hands_to(&Audience::Stewards, &mut siege);
    let (_stick, later) = siege.exports(&only(&marie), false);
    drop(marie);

    // Marie's disk comes from before Paul was admitted.
    let mut marie = Laptop::from_backup(folder);
    let taken = marie.tries(&later).unwrap();
    assert_eq!(taken.summary.unwrap().held_ops(), 1);
    let held = marie.workspace.held_back();
    assert_eq!((held.len(), held[0].feed.device, held[0].why), (1, paul.workspace.me(), HeldWhy::UnknownAuthor));
    assert_eq!((held[0].from, held[0].to), (1, 1));
    assert!(marie.workspace.desk().card(&said).is_none());
    let mut marie = marie.reopened();
    assert_eq!(marie.workspace.held_back(), held, "kept, not only told");
    let (_stick, whole) = siege.exports(&only(&marie), true);
    marie.takes(&whole);
    assert!(marie.workspace.held_back().is_empty());
    assert!(marie.workspace.desk().card(&said).is_some(), "and nobody entered it again");
}

#[test]
fn a_device_not_heard_of_for_90_days_is_named() {
    let (siege, marie, ..) = three();
    assert!(!line(&siege, &marie).silent);
    let Laptop { folder, workspace } = siege;
    let later = workspace.now() + 91 * DAY;
    drop(workspace);
    let (workspace, _) = Workspace::open(folder.path(), Opening::new(None), Arc::new(move || later)).unwrap();
    let siege = Laptop { folder, workspace };
    assert!(line(&siege, &marie).silent);
}
