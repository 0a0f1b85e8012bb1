//! The straight roads: who gives what to whom, and what each then holds.

use super::laptop::*;
use crate::log::{Channel, Cut, CutPoint, OpId, signing_key};
use crate::model::{DeviceRole, FieldValue, Kind, LongText};
use crate::sync::*;

const COMMON: Channel = Channel::Common;

#[test]
fn a_device_joins_and_edits_go_both_ways() {
    let [mut head, mut a, _] = team_of_three();
    head.edits(COMMON, 3);
    a.edits(COMMON, 2);
    let to_head = a.export(&Audience::Stewards);
    let summary = head.import(&to_head).unwrap();
    assert_eq!((summary.new_ops(), summary.held_ops()), (2, 0));
    let to_a = head.export(&only(&a));
    assert_eq!(a.import(&to_a).unwrap().new_ops(), 3);
    assert_eq!(a.archive.op_ids(&COMMON), head.archive.op_ids(&COMMON));
}

#[test]
fn the_first_import_says_which_team_it_joins() {
    let mut head = Laptop::founder(1);
    let a = Laptop::new(2);
    let early = head.try_export(&Audience::Team, false);
    assert!(matches!(early, Err(ExportError::Nobody)));
    head.admit(&a, DeviceRole::Field, &[]);
    let bundle = head.export(&only(&a));
    let arrival = a.open(&bundle).unwrap();
    assert_eq!(arrival.joining, Some(head.team()));
    assert_eq!(arrival.joining.unwrap().fingerprint(), head.team().fingerprint());
    assert!(arrival.roster.get(&a.id()).is_some());
}

#[test]
fn twice_is_nothing_new() {
    let [mut head, mut a, _] = team_of_three();
    a.edits(COMMON, 5);
    a.edits(a.own_visits(), 5);
    let bundle = a.export(&Audience::Stewards);
    assert_eq!(head.import(&bundle).unwrap().new_ops(), 10);
    let held = head.archive.clone();
    let summary = head.import(&bundle).unwrap();
    assert_eq!((summary.new_ops(), summary.known_ops()), (0, 10));
    assert_eq!(held.op_ids(&COMMON), head.archive.op_ids(&COMMON));
    let arrival = head.open(&bundle).unwrap();
    assert!(arrival.receipts.is_empty() && arrival.heads.is_empty());
}

#[test]
fn only_what_is_not_known_to_have_arrived_is_sent_again() {
    let [mut head, mut a, _] = team_of_three();
    a.edits(COMMON, 5);
    let lost = a.export(&Audience::Stewards);
    a.edits(COMMON, 2);
    let second = a.export(&Audience::Stewards);
    assert_eq!(head.import(&second).unwrap().new_ops(), 7, "a lost stick costs nothing");
    assert_eq!(head.import(&lost).unwrap().new_ops(), 0);
    let receipt = head.export(&only(&a));
    a.import(&receipt).unwrap();
    a.edits(COMMON, 1);
    let third = a.export(&Audience::Stewards);
    let inspection = inspect(std::io::Cursor::new(&third), &head.identity).unwrap();
    assert_eq!(inspection.manifest.ops(), 1);
    assert_eq!(inspection.may_bring(&head.archive).unwrap(), 1);
    assert_eq!(head.import(&third).unwrap().new_ops(), 1);
}

#[test]
fn overlapping_segments_bring_their_new_part() {
    let [mut head, mut a, mut b] = team_of_three();
    a.edits(COMMON, 5);
    let first = a.export(&Audience::Team);
    b.import(&first).unwrap();
    a.edits(COMMON, 3);
    let second = a.export(&Audience::Stewards);
    head.import(&first).unwrap();
    let summary = head.import(&second).unwrap();
    assert_eq!((summary.new_ops(), summary.known_ops()), (3, 5));
}

#[test]
fn a_relay_carries_what_others_wrote() {
    let [mut head, mut a, mut b] = team_of_three();
    a.edits(COMMON, 4);
    let for_b = a.export(&Audience::Team);
    b.import(&for_b).unwrap();
    b.edits(COMMON, 1);
    let for_head = b.export(&Audience::Stewards);
    assert_eq!(head.import(&for_head).unwrap().new_ops(), 5);
    assert_eq!(head.archive.op_ids(&COMMON), b.archive.op_ids(&COMMON));
    // The receipt of the head office comes back to `a` by the relay.
    let back = head.export(&only(&b));
    b.import(&back).unwrap();
    let from_b = b.export(&Audience::Team);
    a.import(&from_b).unwrap();
    assert!(a.archive.receipts().iter().any(|receipt| receipt.device == head.id() && !receipt.frontier.is_empty()));
    let again = a.export(&Audience::Stewards);
    assert_eq!(inspect(std::io::Cursor::new(&again), &head.identity).unwrap().manifest.ops(), 0);
}

#[test]
fn visits_reach_stewards_and_corrections_their_owner_alone() {
    let [mut head, mut a, mut b] = team_of_three();
    let visits = a.own_visits();
    a.edits(visits, 3);
    a.edits(COMMON, 1);
    let bundle = a.export(&Audience::Stewards);
    head.import(&bundle).unwrap();
    head.edit(visits, "a correction");
    let for_all = head.export(&Audience::Team);
    b.import(&for_all).unwrap();
    assert!(b.archive.op_ids(&visits).is_empty());
    a.import(&for_all).unwrap();
    assert_eq!(a.archive.op_ids(&visits).len(), 3);
    let for_a = head.export(&only(&a));
    assert_eq!(a.import(&for_a).unwrap().new_ops(), 1);
    assert_eq!(a.archive.op_ids(&visits), head.archive.op_ids(&visits));
    let for_both = head.export(&Audience::Devices(vec![a.id(), b.id()]));
    assert!(b.open(&for_both).unwrap().summary.dropped().is_empty(), "what not all may read is not in it");
}

#[test]
fn no_byte_of_a_visit_is_in_a_bundle_for_the_team() {
    let [mut head, mut a, _] = team_of_three();
    let visits = a.own_visits();
    a.edit(visits, "very secret");
    a.edit(COMMON, "public words");
    let bundle = a.export(&Audience::Stewards);
    head.import(&bundle).unwrap();
    let ops = |laptop: &Laptop| {
        let row = laptop.archive.feeds().into_iter().find(|row| row.feed.channel == visits).unwrap();
        laptop.archive.segment(&row.feed, crate::log::Tip::START, row.tips[0], 100).unwrap()
    };
    for sender in [&mut a, &mut head] {
        let segment = ops(sender);
        let record = segment.ops[0].record;
        let crate::log::Body::Payload(payload) = &segment.ops[0].body else { unreachable!() };
        let holds = |bytes: &[u8], part: &[u8]| bytes.windows(part.len()).any(|window| window == part);
        let inner = |bundle: &[u8], who: &Identity| super::hostile::inflate(bundle, who);
        let full = sender.try_export(&Audience::Team, true).unwrap();
        let inner_team = inner(&full, &sender.identity);
        assert!(holds(&inner_team, b"public words"), "the test can see what is there");
        for part in [&b"very secret"[..], record.as_bytes(), &payload[..16], &payload[16..]] {
            assert!(!holds(&inner_team, part));
        }
    }
    let own = a.try_export(&Audience::Stewards, true).unwrap();
    assert!(super::hostile::inflate(&own, &a.identity).windows(11).any(|window| window == b"very secret"));
}

#[test]
fn a_gap_is_named_and_then_filled() {
    let [mut head, mut a, mut b] = team_of_three();
    a.edits(COMMON, 5);
    let first = a.export(&Audience::Stewards);
    head.import(&first).unwrap();
    let receipt = head.export(&only(&a));
    a.import(&receipt).unwrap();
    a.edits(COMMON, 2);
    let second = a.export(&Audience::Stewards);
    // It ends up with someone who never had the first.
    let summary = match open_sealed_for(&a, &second, &b) {
        Err(ImportError::Refused(Refused::OnlyGaps(told))) => told.summary,
        other => panic!("{:?}", other.map(|arrival| arrival.summary)),
    };
    let gap = summary.gaps().next().unwrap();
    assert_eq!((gap.feed.device, gap.verdict.clone()), (a.id(), Verdict::Gap { from: 1, to: 5 }));
    let missing = a.try_export(&only(&b), true).unwrap();
    assert_eq!(b.import(&missing).unwrap().new_ops(), 7);
}

/// The same sections as `from` sealed for its audience, sealed for another: as if sent to the wrong one.
fn open_sealed_for(
    from: &Laptop,
    bundle: &[u8],
    to: &Laptop,
) -> Result<Arrival<std::io::Cursor<Vec<u8>>>, ImportError> {
    let inner = super::hostile::inflate(bundle, &from.identity);
    let sealed = super::hostile::seal(&inner, &to.identity.to_public());
    read(std::io::Cursor::new(sealed), &to.identity, &to.archive, &mut go)
}

#[test]
fn what_a_revoked_device_wrote_after_the_cut_is_held() {
    let [mut head, mut a, _] = team_of_three();
    a.edits(COMMON, 3);
    let before = a.export(&Audience::Stewards);
    head.import(&before).unwrap();
    let feed = a.feed(COMMON);
    let tip = head.archive.feeds().into_iter().find(|row| row.feed == feed).unwrap().tips[0];
    let cut = Cut(vec![CutPoint { feed, seq: 3, op: OpId::of_hash(&tip.hash) }]);
    let revoked = Kind::Device.field("revoked").unwrap().tag;
    let value = LongText::<20000>(cut.to_text()).to_value().to_bytes();
    head.log(Channel::Team, a.id().record(), vec![(revoked, Some(value))]);
    head.archive.judge(head.team());
    a.edits(COMMON, 2);
    let after = a.export(&Audience::Stewards);
    let summary = head.import(&after).unwrap();
    assert_eq!((summary.new_ops(), summary.held_ops()), (2, 2));
    let Verdict::Joined { held: Some(held), .. } = &summary.segments.last().unwrap().verdict else { panic!() };
    assert_eq!(held.why, HeldWhy::Revoked);
    let refused = head.try_export(&only(&a), false);
    assert!(matches!(refused, Err(ExportError::NotInTeam(id)) if id == a.id()));
}

#[test]
fn a_stranger_is_refused() {
    let [head, a, _] = team_of_three();
    let stranger = Laptop::new(9);
    // It got hold of everything that `a` has, and sends it on in its own name.
    let mut forged = plan(&a.archive, &only(&head), true, START).unwrap();
    forged.sender = stranger.id();
    let sender = Sender { key: &stranger.key, incarnation: 1, number: 1, time: START };
    let mut bundle = Vec::new();
    write(&forged, &a.archive, &sender, &mut bundle, &mut go).unwrap();
    let refused = head.open(&bundle).map(|_| ());
    assert!(
        matches!(refused, Err(ImportError::Refused(Refused::UnknownSender { sender, put_back: false })) if sender == stranger.id())
    );
}

#[test]
fn a_store_that_was_put_back_is_told_so_and_not_that_its_colleague_is_a_stranger() {
    let [mut head, mut a, _] = team_of_three();
    let before = a.clone();
    let mut new = Laptop::new(4);
    head.admit(&new, DeviceRole::Field, &[]);
    let bundle = head.export(&Audience::Team);
    [&mut a, &mut new].into_iter().for_each(|laptop| drop(laptop.import(&bundle).unwrap()));
    let word = a.export(&Audience::Team);
    new.import(&word).unwrap();
    new.edits(COMMON, 1);
    let bundle = new.export(&only(&a));
    let refused = before.open(&bundle).map(|_| ());
    assert!(matches!(refused, Err(ImportError::Refused(Refused::UnknownSender { put_back: true, .. }))), "{refused:?}");
    let all = new.try_export(&only(&a), true).unwrap();
    assert!(before.open(&all).is_ok(), "a full bundle mends it");
}

#[test]
fn another_team_is_refused() {
    let [mut head, a, _] = team_of_three();
    let mut other = Laptop::new(7);
    let founding = admit_by_root(&signing_key(&[201; 32]), &other.card(), DeviceRole::Steward, 1, START, [1; 16]);
    other.archive.keep(founding.team.0, founding.segment).unwrap();
    other.archive.keep_head(founding.head);
    other.archive.judge(founding.team);
    head.admit(&other, DeviceRole::Field, &[]);
    let bundle = head.export(&only(&other));
    let refused = other.open(&bundle).map(|_| ());
    assert!(matches!(refused, Err(ImportError::Refused(Refused::OtherTeam { team })) if team == head.team()));
    let not_for_a = a.open(&bundle).map(|_| ());
    assert!(matches!(not_for_a, Err(ImportError::Refused(Refused::NotForUs))));
}

#[test]
fn a_device_that_was_not_admitted_cannot_join() {
    let [mut head, mut a, _] = team_of_three();
    let waiting = Laptop::new(5);
    a.edits(COMMON, 1);
    let bundle = a.export(&Audience::Stewards);
    let inner = super::hostile::inflate(&bundle, &a.identity);
    let sealed = super::hostile::seal(&inner, &waiting.identity.to_public());
    // `a` knows that the head office has the team's ops, so no chain leads from the root to it.
    let receipt = head.export(&only(&a));
    a.import(&receipt).unwrap();
    assert!(matches!(
        waiting.open(&sealed).map(|_| ()),
        Err(ImportError::Refused(Refused::NotAdmitted | Refused::UnknownSender { .. }))
    ));
    let full = a.try_export(&Audience::Stewards, true).unwrap();
    let sealed = super::hostile::seal(&super::hostile::inflate(&full, &a.identity), &waiting.identity.to_public());
    assert!(matches!(waiting.open(&sealed).map(|_| ()), Err(ImportError::Refused(Refused::NotAdmitted))));
}

#[test]
fn a_clone_is_named_and_both_branches_are_kept() {
    let [mut head, mut a, mut b] = team_of_three();
    a.edits(COMMON, 2);
    let mut twin = a.clone();
    twin.now += 77;
    a.edit(COMMON, "on the first");
    twin.edit(COMMON, "on the second");
    let one = a.export(&Audience::Team);
    let two = twin.export(&Audience::Team);
    head.import(&one).unwrap();
    let summary = head.import(&two).unwrap();
    assert_eq!(summary.cloned().into_iter().collect::<Vec<_>>(), [a.id()]);
    let Verdict::Joined { new: 1, known: 2, forked: true, held: None } = summary.segments.last().unwrap().verdict
    else {
        panic!("{summary:?}")
    };
    let merged = head.export(&Audience::Team);
    for laptop in [&mut a, &mut b, &mut twin] {
        laptop.import(&merged).unwrap();
        assert_eq!(laptop.archive.op_ids(&COMMON), head.archive.op_ids(&COMMON));
    }
    assert!(!a.open(&two).unwrap().summary.segments.is_empty());
}

#[test]
fn a_restored_laptop_gets_its_own_later_edits_back() {
    let [mut head, mut a, _] = team_of_three();
    a.edits(COMMON, 2);
    let backup = a.clone();
    a.edits(COMMON, 3);
    let bundle = a.export(&Audience::Stewards);
    head.import(&bundle).unwrap();
    let mut restored = backup;
    restored.incarnation = 999;
    let back = head.try_export(&only(&a), true).unwrap();
    let arrival = restored.open(&back).unwrap();
    assert_eq!(arrival.brings_own(&restored.id()), [a.feed(COMMON)]);
    assert_eq!(restored.import(&back).unwrap().new_ops(), 3);
    let own_file = restored.import(&bundle).unwrap();
    assert_eq!(own_file.new_ops(), 0, "the sender can open its own file");
}

#[test]
fn a_silent_device_is_left_out_and_named() {
    let [mut head, mut a, mut b] = team_of_three();
    for laptop in [&mut a, &mut b] {
        let bundle = laptop.export(&Audience::Stewards);
        head.import(&bundle).unwrap();
    }
    head.edits(COMMON, 4);
    let bundle = head.export(&only(&a));
    a.import(&bundle).unwrap();
    a.now = START + 100 * DAY;
    let bundle = a.export(&Audience::Stewards);
    head.import(&bundle).unwrap();
    head.now = START + 100 * DAY;
    let planned = plan(&head.archive, &Audience::Team, false, head.now).unwrap();
    assert_eq!((planned.silent.clone(), planned.ops()), (vec![b.id()], 0));
    assert_eq!(planned.recipients.len(), 2, "it can still open the file");
    let full = plan(&head.archive, &Audience::Team, true, head.now).unwrap();
    assert!(full.silent.is_empty() && full.ops() > 4);
    let lone = plan(&head.archive, &only(&b), false, head.now).unwrap();
    assert_eq!((lone.silent.clone(), lone.ops()), (vec![b.id()], 4), "its last word still counts where it is alone");
}

#[test]
fn an_admission_travels_with_the_edits() {
    let [mut head, mut a, _] = team_of_three();
    let mut new = Laptop::new(4);
    head.admit(&new, DeviceRole::Field, &[]);
    let bundle = head.export(&only(&new));
    new.import(&bundle).unwrap();
    new.edits(COMMON, 2);
    let from_new = new.export(&Audience::Team);
    let summary = a.import(&from_new).unwrap();
    assert_eq!((summary.held_ops(), summary.gaps().count()), (0, 0), "the admission travels with the edits");
    assert!(a.roster().get(&new.id()).is_some());
}

#[test]
fn a_large_bundle_travels_in_chunks() {
    let [mut head, mut a, _] = team_of_three();
    a.edits(COMMON, 9_000);
    a.edit(COMMON, &"long ".repeat(40_000));
    let bundle = a.export(&Audience::Stewards);
    let mut arrival = head.open(&bundle).unwrap();
    let mut runs = Vec::new();
    arrival
        .deliver(|segment| {
            runs.push(segment.ops.len());
            Ok::<(), std::convert::Infallible>(())
        })
        .unwrap();
    assert_eq!(runs.iter().sum::<usize>(), 9_001);
    assert!(runs.len() >= 3 && runs.iter().all(|run| *run <= 4_096));
    assert_eq!(head.import(&bundle).unwrap().new_ops(), 9_001);
    let stopped =
        read(std::io::Cursor::new(&bundle), &head.identity, &head.archive, &mut |_| std::ops::ControlFlow::Break(()));
    assert!(matches!(stopped.map(|_| ()), Err(ImportError::Stopped)));
}

#[test]
fn edits_of_an_author_that_nobody_admitted_yet_are_held() {
    let [mut head, a, mut b] = team_of_three();
    let mut new = Laptop::new(4);
    head.admit(&new, DeviceRole::Field, &[]);
    let bundle = head.export(&Audience::Team);
    new.import(&bundle).unwrap();
    b.import(&bundle).unwrap();
    new.edits(COMMON, 2);
    let from_new = new.export(&Audience::Team);
    b.import(&from_new).unwrap();
    // A relay whose program leaves out the admission.
    let mut partial = plan(&b.archive, &only(&a), false, b.now).unwrap();
    partial.runs.retain(|run| run.feed.channel != Channel::Team);
    let sender = Sender { key: &b.key, incarnation: b.incarnation, number: 99, time: b.now };
    let mut bytes = Vec::new();
    write(&partial, &b.archive, &sender, &mut bytes, &mut go).unwrap();
    let mut a = a;
    let summary = a.import(&bytes).unwrap();
    assert_eq!((summary.new_ops(), summary.held_ops()), (2, 2));
    let Verdict::Joined { held: Some(held), .. } = &summary.segments[0].verdict else { panic!("{summary:?}") };
    assert_eq!(held.why, HeldWhy::UnknownAuthor);
    assert_eq!(a.roster().limit(&new.feed(COMMON)), 0);
    let with_admission = head.export(&Audience::Team);
    a.import(&with_admission).unwrap();
    assert_eq!(a.roster().limit(&new.feed(COMMON)), u64::MAX, "they count by themselves when it arrives");
}
