//! A damaged frame of the journal: what it held is asked for again, and comes back.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::*;
use crate::log::FeedId;
use crate::store::views::Feed;

/// The journal's files, each with its length.
fn lengths(laptop: &Laptop) -> BTreeMap<PathBuf, u64> {
    let files = std::fs::read_dir(laptop.folder.path().join("journal")).unwrap().map(|entry| entry.unwrap().path());
    files.map(|path| (path.clone(), std::fs::metadata(path).unwrap().len())).collect()
}

/// Flips a bit in the first frame that was written between two moments, and opens the store again without its views.
fn damaged(laptop: Laptop, before: &BTreeMap<PathBuf, u64>, after: BTreeMap<PathBuf, u64>) -> Laptop {
    let Laptop { folder, workspace } = laptop;
    let life = workspace.store.incarnation();
    drop(workspace);
    for (path, end) in after {
        let start = before.get(&path).copied().unwrap_or(93);
        if end > start {
            let mut bytes = std::fs::read(&path).unwrap();
            bytes[usize::try_from(start + 50).unwrap()] ^= 0x20;
            std::fs::write(&path, bytes).unwrap();
        }
    }
    std::fs::remove_dir_all(folder.path().join("views")).unwrap();
    let the_day_after = clock();
    let clock: Clock = Arc::new(move || the_day_after() + 24 * 3_600 * 1_000);
    let (workspace, notices) = Workspace::open(folder.path(), Opening::new(None), clock).unwrap();
    assert!(notices.iter().any(|notice| matches!(notice, Notice::Journal(_))), "{notices:?}");
    assert_ne!(workspace.store.incarnation(), life);
    Laptop { folder, workspace }
}

fn visits_feed(laptop: &Laptop, of: DeviceId) -> Feed {
    let fits = |feed: &&Feed| feed.id.device == of && matches!(feed.id.channel, crate::log::Channel::Visits(_));
    laptop.workspace.store.views().feeds().iter().find(fits).unwrap().clone()
}

/// The last op of a feed that the laptop's latest receipt names.
fn said(laptop: &Laptop, feed: &FeedId) -> u64 {
    let me = laptop.workspace.me();
    let receipt = laptop.workspace.store.views().receipts().find(|receipt| receipt.device == me).unwrap();
    receipt.frontier.iter().filter(|seen| seen.feed == *feed).map(|seen| seen.seq).max().unwrap_or(0)
}

fn two() -> (Laptop, Laptop, RecordId, DeviceId) {
    let mut siege = Laptop::founder();
    let mut marie = Laptop::waiting("Exemple Un", "EXA", 2);
    let centre = siege.centre();
    let marie_id = siege.admits(&marie);
    siege.hands_to(&Audience::Devices(vec![marie_id]), &mut marie);
    (siege, marie, centre, marie_id)
}

#[test]
fn what_a_damaged_frame_held_of_others_is_asked_for_again() {
    let (mut siege, mut marie, centre, marie_id) = two();
    marie.visit(centre, "2026-11-02T10:15");
    marie.hands_to(&Audience::Stewards, &mut siege);
    let before = lengths(&siege);
    let lost = marie.visit(centre, "2026-11-03T10:15");
    marie.visit(centre, "2026-11-04T10:15");
    assert_eq!(marie.hands_to(&Audience::Stewards, &mut siege), 2);
    let after = lengths(&siege);
    siege.hands_to(&Audience::Devices(vec![marie_id]), &mut marie);
    marie.visit(centre, "2026-11-05T10:15");
    assert_eq!(marie.hands_to(&Audience::Stewards, &mut siege), 1, "what siege has said that it holds does not come");
    let mut siege = damaged(siege, &before, after);
    let feed = visits_feed(&siege, marie_id);
    assert_eq!((siege.visits().len(), feed.solid().len(), feed.solid()[0].seq), (2, 1, 1));
    assert_eq!(feed.tips.last().unwrap().seq, 4, "what follows the hole counts");
    let gaps = siege.workspace.gaps().unwrap();
    let [gap] = gaps.as_slice() else { panic!("{gaps:?}") };
    assert_eq!((gap.feed, gap.from, gap.to, gap.ask[0].device), (feed.id, 2, 3, marie_id), "named, with whom to ask");
    assert!(!siege.workspace.check(|_, _| {}).unwrap().is_whole(), "and check says that something is missing");

    siege.hands_to(&Audience::Devices(vec![marie_id]), &mut marie);
    assert_eq!(said(&siege, &feed.id), 1, "the receipt stops before the hole");
    let stick = tempfile::tempdir().unwrap();
    let go = &mut |_| ControlFlow::Continue(());
    let bundle = marie.workspace.export(&Audience::Stewards, stick.path(), false, go).unwrap();
    assert_eq!(siege.takes(&bundle.path), 2, "the two that were lost; the fourth is known");
    assert_eq!(siege.takes(&bundle.path), 0);
    assert_eq!(siege.visits().len(), 4);
    assert!(siege.workspace.visit(&lost).unwrap().is_some());
    let feed = visits_feed(&siege, marie_id);
    assert_eq!((feed.tips.len(), feed.solid()), (1, feed.tips.as_slice()));
    assert_eq!(siege.workspace.gaps().unwrap(), []);
    siege.hands_to(&Audience::Devices(vec![marie_id]), &mut marie);
    assert_eq!(said(&siege, &feed.id), 4);
    // The lost bytes are still named; the views are what the journal makes of them.
    let findings = siege.workspace.check(|_, _| {}).unwrap().findings;
    assert!(findings.iter().all(|finding| matches!(finding, Finding::Damage { .. })), "{findings:?}");
}

#[test]
fn own_edits_that_a_damaged_frame_took_come_back_from_the_team() {
    let (mut siege, mut marie, centre, _) = two();
    let before = lengths(&marie);
    marie.visit(centre, "2026-11-03T10:15");
    let after = lengths(&marie);
    marie.visit(centre, "2026-11-04T10:15");
    marie.hands_to(&Audience::Stewards, &mut siege);
    let mut marie = damaged(marie, &before, after);
    let (me, lost) = (marie.workspace.me(), visits_feed(&marie, marie.workspace.me()));
    assert_eq!((marie.visits().len(), lost.solid().len()), (1, 0), "nothing is whole from the first on");
    marie.visit(centre, "2026-11-05T10:15");
    // What follows the hole cannot be joined by who lacks what is missing: it waits, and the rest goes.
    assert_eq!(marie.hands_to(&Audience::Stewards, &mut siege), 1);
    assert!(siege.hands_to(&Audience::Devices(vec![me]), &mut marie) > 0);
    assert_eq!(marie.visits().len(), 3);
    let feed = marie.workspace.store.views().feed(&lost.id).unwrap();
    assert_eq!(feed.solid(), feed.tips);
    assert_eq!(siege.visits().len(), 3);
}

#[test]
fn what_follows_a_hole_goes_to_who_holds_what_is_missing() {
    let (mut siege, mut marie, centre, me) = two();
    let before = lengths(&marie);
    marie.visit(centre, "2026-11-03T10:15");
    let after = lengths(&marie);
    marie.visit(centre, "2026-11-04T10:15");
    marie.hands_to(&Audience::Stewards, &mut siege);
    siege.hands_to(&Audience::Devices(vec![me]), &mut marie);
    marie.visit(centre, "2026-11-05T10:15");
    let mut marie = damaged(marie, &before, after);
    assert_eq!(marie.hands_to(&Audience::Stewards, &mut siege), 1);
    assert_eq!((marie.visits().len(), siege.visits().len()), (2, 3));
}
