//! A damaged frame of the journal: what it held is asked for again, and comes back.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::*;
use crate::i18n::Words;
use crate::log::FeedId;
use crate::store::views::Feed;

/// The journal's files, each with its length.
fn lengths(laptop: &Laptop) -> BTreeMap<PathBuf, u64> {
    let files = std::fs::read_dir(laptop.folder.path().join("journal")).unwrap().map(|entry| entry.unwrap().path());
    files.map(|path| (path.clone(), std::fs::metadata(path).unwrap().len())).collect()
}

fn the_day_after() -> Clock {
    let clock = clock();
    Arc::new(move || clock() + 24 * 3_600 * 1_000)
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
    let (workspace, notices) = Workspace::open(folder.path(), Opening::new(None), the_day_after()).unwrap();
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
    // What follows the hole cannot be joined by who lacks what is missing: as far as is known here, that is everyone.
    assert_eq!(marie.hands_to(&Audience::Stewards, &mut siege), 2, "what follows it is said again, and the rest goes");
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

/// Marie hands in a visit, writes one that will be lost, then changes the first and writes a third.
fn work_around_a_loss() -> (Laptop, Laptop, PathBuf, [RecordId; 3]) {
    let (mut siege, mut marie, centre, _) = two();
    let kept = marie.visit(centre, "2026-11-02T10:15");
    marie.hands_to(&Audience::Stewards, &mut siege);
    let before = lengths(&marie);
    let lost = marie.visit(centre, "2026-11-03T10:15");
    let after = lengths(&marie);
    marie.minutes(kept, 45);
    marie.minutes(kept, 50);
    let later = marie.visit(centre, "2026-11-04T10:15");
    let astray = tempfile::tempdir().unwrap().keep();
    let go = &mut |_| ControlFlow::Continue(());
    let stick = marie.workspace.export(&Audience::Stewards, &astray, false, go).unwrap().path;
    (siege, damaged(marie, &before, after), stick, [kept, lost, later])
}

impl Laptop {
    fn minutes(&mut self, visit: RecordId, minutes: i64) {
        let tag = Kind::Visit.field("minutes").unwrap().tag;
        let changes = vec![(tag, Some(crate::model::Value::Int(minutes)))];
        self.workspace.commit(Edit::new("done-saved").set(visit, Kind::Visit, changes)).unwrap();
    }

    fn minutes_of(&self, visit: RecordId) -> Option<i64> {
        self.workspace.visit(&visit).unwrap().and_then(|row| row.visit.minutes)
    }

    fn conflicts(&self) -> usize {
        self.workspace.store.views().diverging().unwrap().len()
    }
}

#[test]
fn what_stands_behind_a_hole_that_nobody_fills_is_written_anew_and_reaches_the_team() {
    let (mut siege, mut marie, stick, [kept, lost, later]) = work_around_a_loss();
    let me = marie.workspace.me();
    let words = Words::new(crate::i18n::Lang::En);
    let told = |laptop: &Laptop| laptop.workspace.ledger().unwrap().waits(&words, None, &|_| "EXA".to_owned());
    assert_eq!(
        told(&marie),
        [
            "EXA: edit 2 of the visits of EXA is missing. No laptop is known that fills this and can be sent what comes after it: the next bundle says again what 3 edits after it say, unless one that is taken in first brings it."
        ]
    );
    assert_eq!(marie.hands_to(&Audience::Stewards, &mut siege), 2, "one op a record, whatever number of edits it had");
    assert_eq!(
        (siege.minutes_of(kept), siege.visits(), marie.visits()),
        (Some(50), vec![later, kept], vec![later, kept])
    );
    assert_eq!((siege.conflicts(), marie.conflicts()), (0, 0));
    assert_eq!(marie.hands_to(&Audience::Stewards, &mut siege), 0, "once");
    let deeds = marie.workspace.deeds(20).unwrap().all;
    let stands: Vec<Stands> = deeds.iter().map(|deed| deed.stands).collect();
    assert_eq!(stands, [Stands::Whole, Stands::Whole, Stands::Not, Stands::Part], "as it was done, and no action more");
    siege.hands_to(&Audience::Devices(vec![me]), &mut marie);
    assert_eq!(marie.workspace.desk().unsent.edits, 0, "what was written anew is not owed any more");
    let gaps = siege.workspace.gaps().unwrap();
    assert_eq!(gaps, [], "the team is not asked for what nobody has");
    assert_eq!(
        told(&marie),
        [
            "EXA: edit 2 of the visits of EXA is missing. No laptop is known that fills this and can be sent what comes after it. What came after it was written anew on 24/11/2026: there is nothing left to do."
        ]
    );

    // The stick that was astray turns up after all.
    assert_eq!(siege.takes(&stick), 4);
    siege.hands_to(&Audience::Devices(vec![me]), &mut marie);
    for laptop in [&siege, &marie] {
        assert_eq!((laptop.visits(), laptop.minutes_of(kept)), (vec![later, lost, kept], Some(50)));
        assert_eq!((laptop.conflicts(), laptop.workspace.gaps().unwrap()), (0, vec![]));
    }
    assert!(marie.workspace.check(|_, _| {}).unwrap().findings.iter().all(|f| matches!(f, Finding::Damage { .. })));
}

#[test]
fn what_is_written_anew_agrees_with_what_it_repeats_in_whatever_order_they_come() {
    let (mut siege, mut marie, stick, [kept, lost, later]) = work_around_a_loss();
    siege.takes(&stick);
    assert_eq!(marie.hands_to(&Audience::Stewards, &mut siege), 2);
    assert_eq!((siege.visits(), siege.minutes_of(kept), siege.conflicts()), (vec![later, lost, kept], Some(50), 0));
    siege.minutes(kept, 60);
    siege.hands_to(&Audience::Devices(vec![marie.workspace.me()]), &mut marie);
    assert_eq!((marie.visits(), marie.minutes_of(kept), marie.conflicts()), (vec![later, lost, kept], Some(60), 0));
}

#[test]
fn what_follows_a_hole_goes_to_who_can_join_it_in_a_bundle_for_several_too() {
    let (mut siege, mut marie, centre, me) = two();
    let mut annexe = Laptop::waiting("Annexe", "ANX", 3);
    let card = annexe.workspace.card().unwrap();
    let other = siege.workspace.admit(&card, DeviceRole::Steward, &BTreeSet::new()).unwrap();
    siege.hands_to(&Audience::Devices(vec![other]), &mut annexe);
    let before = lengths(&marie);
    marie.visit(centre, "2026-11-03T10:15");
    let after = lengths(&marie);
    marie.visit(centre, "2026-11-04T10:15");
    marie.hands_to(&Audience::Stewards, &mut siege);
    siege.hands_to(&Audience::Devices(vec![me]), &mut marie);
    let last = marie.visit(centre, "2026-11-05T10:15");
    let mut marie = damaged(marie, &before, after);
    let stick = tempfile::tempdir().unwrap();
    let go = &mut |_| ControlFlow::Continue(());
    let done = marie.workspace.export(&Audience::Stewards, stick.path(), false, go).unwrap();
    assert_eq!(done.anew, 0, "the head office has what is missing, and gives it back");
    siege.takes(&done.path);
    assert!(siege.workspace.visit(&last).unwrap().is_some());
}

#[test]
fn what_a_steward_decided_behind_a_hole_is_written_anew_too() {
    let (mut siege, mut marie, _, me) = two();
    let waiting = |(holder, code, seed)| Laptop::waiting(holder, code, seed);
    let [paul, lost, mut annexe] =
        [("Exemple Deux", "EXB", 4), ("Exemple Trois", "EXC", 5), ("Annexe", "ANX", 6)].map(waiting);
    let paul = siege.admits(&paul);
    siege.hands_to(&Audience::Devices(vec![me]), &mut marie);
    let before = lengths(&siege);
    let lost = siege.admits(&lost);
    let after = lengths(&siege);
    let card = annexe.workspace.card().unwrap();
    let other = siege.workspace.admit(&card, DeviceRole::Steward, &BTreeSet::new()).unwrap();
    siege.workspace.revoke(paul, crate::model::RevokeReason::Lost).unwrap();
    let mut siege = damaged(siege, &before, after);
    siege.hands_to(&Audience::Devices(vec![me, other]), &mut marie);
    siege.hands_to(&Audience::Team, &mut annexe);
    for laptop in [&siege, &marie, &annexe] {
        let roster = laptop.workspace.desk().roster.clone().unwrap();
        assert!(roster.is_steward(&other));
        assert!(roster.get(&paul).unwrap().revoked.is_some());
        assert!(roster.get(&lost).is_none(), "what is lost is lost");
        assert_eq!(laptop.conflicts(), 0);
    }
}

#[test]
fn nobody_is_asked_for_ever_for_what_its_holder_has_lost_since() {
    let (mut siege, mut marie, centre, me) = two();
    let folder = marie.backed_up();
    let before = lengths(&siege);
    siege.says(centre, "Appel 1");
    let after = lengths(&siege);
    siege.hands_to(&Audience::Devices(vec![me]), &mut marie);
    marie.visit(centre, "2026-11-03T10:15");
    marie.hands_to(&Audience::Stewards, &mut siege);
    let second = siege.says(centre, "Appel 2");
    let stick = tempfile::tempdir().unwrap();
    let go = &mut |_| ControlFlow::Continue(());
    let follows = siege.workspace.export(&Audience::Devices(vec![me]), stick.path(), false, go).unwrap().path;
    drop(marie);
    let (workspace, _) = Workspace::open(folder.path(), Opening::new(None), the_day_after()).unwrap();
    let mut marie = Laptop { folder, workspace };
    assert!(marie.tries(&follows).is_err(), "what it follows was lost with the later state of this laptop");
    assert_eq!(marie.workspace.gaps().unwrap()[0].ask[0].device, siege.workspace.me());

    let mut siege = damaged(siege, &before, after);
    let due = |laptop: &Laptop| laptop.workspace.gaps().unwrap().iter().filter_map(|gap| gap.anew).collect::<Vec<_>>();
    let asked = |laptop: &Laptop| laptop.workspace.gaps().unwrap()[0].ask.len();
    assert_eq!((asked(&siege), due(&siege)), (1, vec![Anew::Due(1)]), "as far as is known here, Marie has it");
    marie.hands_to(&Audience::Stewards, &mut siege);
    assert_eq!((asked(&siege), due(&siege)), (0, vec![Anew::Due(1)]), "her last word says that she has not");
    siege.hands_to(&Audience::Devices(vec![me]), &mut marie);
    assert!(marie.workspace.desk().card(&second).is_some());
    assert_eq!(marie.workspace.gaps().unwrap(), [], "and the head office is not asked for what it has lost itself");
}

#[test]
fn what_the_former_keys_of_a_laptop_wrote_behind_a_hole_is_written_anew_too() {
    let (mut siege, mut marie, centre, _) = two();
    let kept = marie.visit(centre, "2026-11-02T10:15");
    marie.hands_to(&Audience::Stewards, &mut siege);
    let before = lengths(&marie);
    marie.visit(centre, "2026-11-03T10:15");
    let after = lengths(&marie);
    let later = marie.visit(centre, "2026-11-04T10:15");
    marie.workspace.rekey().unwrap();
    let mut marie = damaged(marie, &before, after);
    marie.hands_to(&Audience::Stewards, &mut siege);
    assert_eq!((siege.visits(), marie.visits()), (vec![later, kept], vec![later, kept]));
    siege.hands_to(&Audience::Devices(vec![marie.workspace.me()]), &mut marie);
    assert_eq!((siege.conflicts(), marie.workspace.desk().unsent.edits), (0, 0));
}

#[test]
fn a_store_that_was_put_back_is_heard_although_it_has_lost_nothing_of_its_own() {
    let (mut siege, mut marie, centre, me) = two();
    let folder = marie.backed_up();
    let to_marie = Audience::Devices(vec![me]);
    let first = siege.says(centre, "Appel 1");
    siege.hands_to(&to_marie, &mut marie);
    marie.hands_to(&Audience::Stewards, &mut siege);
    let second = siege.says(centre, "Appel 2");
    let stick = tempfile::tempdir().unwrap();
    let go = &mut |_| ControlFlow::Continue(());
    let follows = siege.workspace.export(&to_marie, stick.path(), false, go).unwrap().path;
    drop(marie);
    let (workspace, _) = Workspace::open(folder.path(), Opening::new(None), the_day_after()).unwrap();
    let mut marie = Laptop { folder, workspace };
    assert!(marie.tries(&follows).is_err(), "it follows what the later state held");
    // Her next word has a number that the head office has not had.
    marie.hands_to(&Audience::Stewards, &mut siege);
    assert_eq!(siege.hands_to(&to_marie, &mut marie), 2);
    assert!([first, second].iter().all(|id| marie.workspace.desk().card(id).is_some()));
}

/// A store made from a backup of this laptop.
fn restored(laptop: &mut Laptop) -> (Laptop, u64) {
    let (stick, folder) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let go = &mut |_| ControlFlow::Continue(());
    let backup = laptop.workspace.backup(stick.path(), go).unwrap();
    let opening = Opening { random: Random::seeded(9), ..Opening::new(None) };
    let place = folder.path().join("store");
    let (workspace, _) = Workspace::restore(&place, &backup.path, opening, the_day_after(), go).unwrap();
    (Laptop { folder, workspace }, backup.anew)
}

#[test]
fn a_backup_signs_for_no_more_than_its_restore_gives_back() {
    let (mut siege, mut marie, centre, me) = two();
    marie.visit(centre, "2026-11-02T10:15");
    marie.hands_to(&Audience::Stewards, &mut siege);
    let before = lengths(&siege);
    marie.visit(centre, "2026-11-03T10:15");
    marie.hands_to(&Audience::Stewards, &mut siege);
    let after = lengths(&siege);
    marie.visit(centre, "2026-11-04T10:15");
    marie.hands_to(&Audience::Stewards, &mut siege);
    // It has signed for the third, and takes a fourth.
    siege.hands_to(&Audience::Devices(vec![me]), &mut marie);
    marie.visit(centre, "2026-11-05T10:15");
    marie.hands_to(&Audience::Stewards, &mut siege);
    let mut siege = damaged(siege, &before, after);
    let feed = visits_feed(&siege, me).id;
    assert_eq!(siege.visits().len(), 3);
    let (again, anew) = restored(&mut siege);
    let backups: Vec<_> = siege.workspace.store.views().backups().cloned().collect();
    let signed = backups[0].0.frontier.iter().filter(|seen| seen.feed == feed).map(|seen| seen.seq);
    assert_eq!((signed.collect::<Vec<_>>(), again.visits().len(), anew), (vec![1], 1, 0));
}

#[test]
fn a_backup_holds_own_edits_behind_a_hole_although_an_office_could_fill_it() {
    let (mut siege, mut marie, centre, me) = two();
    let before = lengths(&marie);
    marie.visit(centre, "2026-11-03T10:15");
    let after = lengths(&marie);
    let second = marie.visit(centre, "2026-11-04T10:15");
    marie.hands_to(&Audience::Stewards, &mut siege);
    siege.hands_to(&Audience::Devices(vec![me]), &mut marie);
    let third = marie.visit(centre, "2026-11-05T10:15");
    let mut marie = damaged(marie, &before, after);
    assert_eq!(marie.workspace.gaps().unwrap()[0].anew, None, "the head office is asked");
    let (again, anew) = restored(&mut marie);
    assert_eq!((again.visits(), anew), (vec![third, second], 2));
    assert_eq!(restored(&mut marie).1, 2, "once, and said until a bundle has them");
    marie.hands_to(&Audience::Stewards, &mut siege);
    assert_eq!(restored(&mut marie).1, 0);
    assert_eq!((siege.visits().len(), siege.conflicts()), (3, 0), "and agrees with what it repeats");
}

#[test]
fn what_a_second_hole_cuts_off_is_written_anew_too() {
    let (mut siege, mut marie, centre, _) = two();
    let kept = marie.visit(centre, "2026-11-02T10:15");
    marie.hands_to(&Audience::Stewards, &mut siege);
    let early = lengths(&marie);
    marie.visit(centre, "2026-11-03T10:15");
    let after_early = lengths(&marie);
    let between = marie.visit(centre, "2026-11-04T10:15");
    let late = lengths(&marie);
    marie.visit(centre, "2026-11-05T10:15");
    let after_late = lengths(&marie);
    let last = marie.visit(centre, "2026-11-06T10:15");
    let mut marie = damaged(marie, &late, after_late);
    let astray = tempfile::tempdir().unwrap();
    let go = &mut |_| ControlFlow::Continue(());
    assert_eq!(marie.workspace.export(&Audience::Stewards, astray.path(), false, go).unwrap().anew, 1);
    assert!(matches!(marie.workspace.gaps().unwrap()[0].anew, Some(Anew::Done(_))));
    let mut marie = damaged(marie, &early, after_early);
    assert_eq!(marie.workspace.gaps().unwrap()[0].anew, Some(Anew::Due(2)), "another hole");
    marie.hands_to(&Audience::Stewards, &mut siege);
    assert!(matches!(marie.workspace.gaps().unwrap()[0].anew, Some(Anew::Done(_))));
    assert_eq!((siege.visits(), siege.conflicts()), (vec![last, between, kept], 0));
}

#[test]
fn what_no_holder_of_the_missing_can_join_is_written_anew_at_once() {
    let (mut siege, mut marie, centre, me) = two();
    let before = lengths(&marie);
    let lost = marie.visit(centre, "2026-11-03T10:15");
    let after = lengths(&marie);
    marie.hands_to(&Audience::Stewards, &mut siege);
    siege.hands_to(&Audience::Devices(vec![me]), &mut marie);
    let behind = marie.visit(centre, "2026-11-04T10:15");
    let mut marie = damaged(marie, &before, after);
    let gaps = marie.workspace.gaps().unwrap();
    assert_eq!((gaps[0].ask.len(), gaps[0].anew), (1, Some(Anew::Due(1))), "what it signed for is lost here");
    marie.hands_to(&Audience::Stewards, &mut siege);
    siege.hands_to(&Audience::Devices(vec![me]), &mut marie);
    for laptop in [&siege, &marie] {
        assert_eq!((laptop.visits(), laptop.conflicts()), (vec![behind, lost], 0));
    }
}

#[test]
fn that_edits_were_written_anew_is_said_with_the_bundle_that_was_made() {
    let (_, mut marie, ..) = work_around_a_loss();
    let folder = tempfile::tempdir().unwrap();
    let go = &mut |_| ControlFlow::Continue(());
    let nowhere = folder.path().join("none").join("bundle.maillage");
    assert!(marie.workspace.export(&Audience::Stewards, &nowhere, false, go).is_err());
    assert_eq!(marie.workspace.export(&Audience::Stewards, folder.path(), false, go).unwrap().anew, 2);
    assert_eq!(marie.workspace.export(&Audience::Stewards, folder.path(), false, go).unwrap().anew, 0);
}
