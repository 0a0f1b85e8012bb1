//! Erasures on their way: what is erased vanishes everywhere that they reach, and the chains still verify.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::convergence::{four, meet};
use super::laptop::*;
use crate::log::{Body, Channel, Cut, CutPoint, FeedId, Op, OpId};
use crate::model::{DeviceRole, FieldValue, Kind, LongText, RecordId};
use crate::sync::*;

fn record(n: usize) -> RecordId {
    RecordId::derived(&["erasure test", &n.to_string()])
}

fn write(laptop: &mut Laptop, channel: Channel, n: usize) {
    laptop.log(channel, record(n), vec![(1, Some(vec![7; 20]))]);
}

fn ops_about(laptop: &Laptop, n: usize) -> Vec<Op> {
    laptop.archive.ops().into_values().filter(|op| op.record == record(n)).collect()
}

/// How many ops about a record are held with their content, and without.
fn held(laptop: &Laptop, n: usize) -> (usize, usize) {
    let (whole, hollow): (Vec<_>, Vec<_>) =
        ops_about(laptop, n).into_iter().partition(|op| matches!(op.body, Body::Payload(_)));
    (whole.len(), hollow.len())
}

#[test]
fn an_erasure_takes_the_content_and_leaves_the_chain() {
    let [mut head, mut a, _] = team_of_three();
    (0..3).for_each(|n| write(&mut a, COMMON, n));
    head.import(&a.export(&Audience::Stewards)).unwrap();
    head.erase(record(1));
    assert_eq!((held(&head, 1), held(&head, 0)), ((0, 1), (1, 0)));
    assert_eq!(held(&a, 1), (1, 0), "not yet");
    a.import(&head.export(&only(&a))).unwrap();
    assert_eq!(held(&a, 1), (0, 1));
    assert_eq!(a.archive.op_ids(&COMMON), head.archive.op_ids(&COMMON));
    // Everyone holds it validly: nothing is asked for again.
    head.import(&a.export(&Audience::Stewards)).unwrap();
    assert_eq!(plan(&head.archive, &only(&a), false, head.now).unwrap().ops(), 0);
}

const COMMON: Channel = Channel::Common;

#[test]
fn edits_of_an_erased_record_that_arrive_later_are_erased_on_arrival() {
    let [mut head, mut a, mut b] = team_of_three();
    write(&mut a, COMMON, 1);
    head.import(&a.export(&Audience::Stewards)).unwrap();
    b.import(&a.export(&Audience::Team)).unwrap();
    write(&mut b, COMMON, 1);
    let late = b.export(&Audience::Stewards);
    head.erase(record(1));
    assert_eq!(head.import(&late).unwrap().new_ops(), 1);
    assert_eq!(held(&head, 1), (0, 2));
}

#[test]
fn a_relay_that_never_held_the_content_passes_the_headers_on() {
    let mut head = Laptop::founder(1);
    let (mut a, mut relay, mut late) = (Laptop::new(2), Laptop::new(3), Laptop::new(4));
    for laptop in [&a, &relay, &late] {
        head.admit(laptop, DeviceRole::Field, &[]);
    }
    let welcome = head.export(&Audience::Team);
    a.import(&welcome).unwrap();
    (0..3).for_each(|n| write(&mut a, COMMON, n));
    head.import(&a.export(&Audience::Stewards)).unwrap();
    head.erase(record(1));
    relay.import(&head.export(&only(&relay))).unwrap();
    assert_eq!(held(&relay, 1), (0, 1));
    let passed_on = relay.export(&only(&late));
    assert_eq!(late.import(&passed_on).unwrap().gaps().count(), 0);
    assert_eq!(held(&late, 1), (0, 1));
    assert_eq!(late.archive.op_ids(&COMMON), a.archive.op_ids(&COMMON));
    assert_eq!(late.import(&passed_on).unwrap().new_ops(), 0);
}

#[test]
fn what_no_steward_erased_may_not_arrive_without_its_content() {
    let [mut head, mut a, mut b] = team_of_three();
    write(&mut a, COMMON, 1);
    write(&mut a, COMMON, 2);
    // A field device erases: its own word, and nobody else's business.
    a.erase(record(1));
    assert_eq!(held(&a, 1), (1, 0));
    head.import(&a.export(&Audience::Stewards)).unwrap();
    assert_eq!(held(&head, 1), (1, 0));
    // A relay that drops the content all the same is refused, whole.
    let mut liar = b.clone();
    liar.import(&a.export(&Audience::Team)).unwrap();
    let mut roster = liar.roster().clone();
    roster.erased.insert(record(1));
    liar.archive.believe(roster);
    liar.archive.erase();
    write(&mut liar, COMMON, 9);
    let refused = b.import(&liar.export(&only(&b)));
    assert!(matches!(refused, Err(ImportError::Refused(Refused::Hollow))), "{refused:?}");
    assert_eq!(held(&b, 9), (0, 0), "nothing of it was taken");
}

/// Revokes a device from after a place of its team feed on; of other feeds all counts.
fn cut(by: &mut Laptop, whom: &Laptop, team_seq: u64) {
    let mut points = Vec::new();
    for row in whom.archive.feeds().into_iter().filter(|row| row.feed.device == whom.id()) {
        let tip = row.tips[0];
        let seq = if row.feed.channel == Channel::Team { team_seq } else { tip.seq };
        points.push(CutPoint { feed: row.feed, seq, op: OpId([0; 16]) });
    }
    let tag = Kind::Device.field("revoked").unwrap().tag;
    let text = LongText::<20000>(Cut(points).to_text()).to_value().to_bytes();
    by.log(Channel::Team, whom.id().record(), vec![(tag, Some(text))]);
    by.archive.judge(by.team());
}

#[test]
fn an_erasure_beyond_its_authors_cut_does_not_count_and_what_it_took_comes_back() {
    let [mut head, mut a, mut b] = team_of_three();
    let mut second = Laptop::new(5);
    head.admit(&second, DeviceRole::Steward, &[]);
    (0..3).for_each(|n| write(&mut a, COMMON, n));
    head.import(&a.export(&Audience::Team)).unwrap();
    second.import(&head.export(&only(&second))).unwrap();
    // b learns of it all from the second steward, who has erased what the first keeps.
    second.erase(record(1));
    b.import(&second.export(&only(&b))).unwrap();
    assert_eq!(held(&b, 1), (0, 1));
    assert_eq!(said(&b, &a), 3, "an erasure that counts makes no hole");
    cut(&mut head, &second, 0);
    b.import(&head.export(&only(&b))).unwrap();
    assert_eq!(held(&b, 1), (0, 1), "its content is gone for now");
    assert_eq!(said(&b, &a), 1, "and b says that it lacks it");
    head.import(&b.export(&only(&head))).unwrap();
    assert_eq!(held(&head, 1), (1, 0));
    let bundle = head.export(&only(&b));
    assert_eq!(b.import(&bundle).unwrap().new_ops(), 1);
    assert_eq!(held(&b, 1), (1, 0));
    assert_eq!(b.import(&bundle).unwrap().new_ops(), 0);
    assert_eq!(said(&b, &a), 3);
}

/// How much of an author's common feed a laptop's next receipt will say that it holds.
fn said(laptop: &Laptop, author: &Laptop) -> u64 {
    let feed = author.feed(COMMON);
    let frontier = plan(&laptop.archive, &Audience::Team, false, laptop.now).unwrap().frontier;
    frontier.iter().filter(|seen| seen.feed == feed).map(|seen| seen.seq).max().unwrap_or(0)
}

#[derive(Clone, Copy, Debug)]
enum Step {
    /// Who edits which record of the team, or of its own visits.
    Edit(usize, usize, bool),
    /// Who erases which record; the two in the middle are no stewards.
    Erase(usize, usize),
    Export(usize, usize),
    Import(usize, usize),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        4 => (0_usize..4, 0_usize..4, any::<bool>()).prop_map(|(who, n, visit)| Step::Edit(who, n, visit)),
        2 => (0_usize..4, 0_usize..20).prop_map(|(who, n)| Step::Erase(who, n)),
        3 => (0_usize..4, 0_usize..6).prop_map(|(who, whom)| Step::Export(who, whom)),
        5 => (0_usize..4, 0_usize..64).prop_map(|(who, which)| Step::Import(who, which)),
    ];
    prop::collection::vec(step, 1..40)
}

/// Records 0 to 3 are the team's; each laptop has four visits.
fn number(who: usize, n: usize, visit: bool) -> usize {
    if visit { 4 + 4 * who + n } else { n }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, max_shrink_iters: 200, ..ProptestConfig::default() })]

    #[test]
    fn whatever_way_erasures_go_everyone_holds_the_same(steps in steps()) {
        let mut laptops = four();
        let mut bundles: Vec<Vec<u8>> = Vec::new();
        let mut erased = BTreeMap::new();
        for step in steps {
            match step {
                Step::Edit(who, n, visit) => {
                    let channel = if visit { laptops[who].own_visits() } else { COMMON };
                    let n = number(who, n, visit);
                    if !laptops[who].roster().erased.contains(&record(n)) {
                        write(&mut laptops[who], channel, n);
                    }
                }
                Step::Erase(who, n) => {
                    laptops[who].erase(record(n));
                    if who == 0 || who == 3 {
                        erased.insert(record(n), ());
                    }
                }
                Step::Export(who, whom) => {
                    let audience = match whom {
                        4 => Audience::Stewards,
                        5 => Audience::Team,
                        one => only(&laptops[one]),
                    };
                    bundles.push(laptops[who].export(&audience));
                }
                Step::Import(who, which) => {
                    let Some(bundle) = bundles.get(which % bundles.len().max(1)) else { continue };
                    match laptops[who].import(bundle) {
                        Ok(_) | Err(ImportError::Refused(Refused::NotForUs | Refused::OnlyGaps(_))) => {}
                        Err(other) => panic!("{other:?}"),
                    }
                }
            }
        }
        meet(&mut laptops);
        let mut everything: BTreeMap<(FeedId, OpId), Op> = BTreeMap::new();
        for laptop in &laptops {
            prop_assert_eq!(laptop.roster(), laptops[0].roster());
            for (key, op) in laptop.archive.ops() {
                let gone = erased.contains_key(&op.record);
                prop_assert_eq!(matches!(op.body, Body::Erased(_)), gone, "{:?}", op.record);
                prop_assert_eq!(everything.entry(key).or_insert_with(|| op.clone()), &op);
            }
            let row_is_whole = |row: &FeedRow| row.solid == row.tips;
            prop_assert!(laptop.archive.feeds().iter().all(row_is_whole));
            prop_assert_eq!(plan(&laptop.archive, &Audience::Team, false, laptop.now).unwrap().ops(), 0);
        }
        for laptop in &laptops {
            let common = |(key, _): &(&(FeedId, OpId), &Op)| key.0.channel == COMMON;
            let held = laptop.archive.ops();
            prop_assert_eq!(held.iter().filter(common).count(), everything.iter().filter(common).count());
        }
    }
}

#[test]
fn the_silent_are_sent_the_erasure_with_what_it_erased() {
    let mut all = super::convergence::four();
    let record = RecordId::derived(&["test", "gone"]);
    all[2].edit(Channel::Common, "gone");
    super::convergence::meet(&mut all);
    let [head, silent, author, steward] = &mut all[..] else { unreachable!() };
    [&mut *head, &mut *author, &mut *steward].into_iter().for_each(|laptop| laptop.now += 100 * DAY);
    let word = steward.export(&only(head));
    head.import(&word).unwrap();
    head.erase(record);
    let erasure = head.export(&only(steward));
    steward.import(&erasure).unwrap();
    let word = steward.export(&only(head));
    head.import(&word).unwrap();
    // Someone who has not learnt of it edits the record: of that the header alone goes on.
    author.edit(Channel::Common, "gone");
    let edit = author.export(&only(head));
    head.import(&edit).unwrap();
    let audience = Audience::Devices(vec![silent.id(), steward.id()]);
    let planned = plan(&head.archive, &audience, false, head.now).unwrap();
    assert_eq!(planned.silent, [silent.id()]);
    let bundle = head.export(&audience);
    silent.import(&bundle).unwrap();
    assert!(silent.roster().is_erased(&Channel::Common, &record));
}
