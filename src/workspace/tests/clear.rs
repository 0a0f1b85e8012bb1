//! Old visits leave a field laptop once two stewards have signed for them.

use super::*;
use crate::log::{Body, Channel};
use crate::model::{AnyRef, Note, Setting};
use crate::store::views::Month;
use crate::sync::Verdict;

struct Team {
    siege: Laptop,
    second: Laptop,
    marie: Laptop,
    centre: RecordId,
}

const OLD: [&str; 3] = ["2026-08-03T10:15", "2026-09-14T22:15", "2026-10-05T09:00"];
const RECENT: &str = "2026-11-20T10:15";

/// Two stewards and a coordinator, who has joined; the team keeps visits for 30 days.
fn team() -> Team {
    founded_by(Laptop::founder())
}

fn founded_by(mut siege: Laptop) -> Team {
    let mut second = Laptop::waiting("Siège bis", "SIB", 3);
    let mut marie = Laptop::waiting("Exemple Un", "EXA", 2);
    let centre = siege.centre();
    siege.workspace.admit(&second.workspace.card().unwrap(), DeviceRole::Steward, &BTreeSet::new()).unwrap();
    siege.admits(&marie);
    keeps(&mut siege, 30).unwrap();
    siege.hands_to(&Audience::Team, &mut second);
    siege.hands_to(&Audience::Team, &mut marie);
    Team { siege, second, marie, centre }
}

fn keeps(laptop: &mut Laptop, days: i64) -> Result<Committed, WorkspaceError> {
    let setting = Setting { keep_visits_days: Some(days), ..Setting::default() };
    laptop.workspace.commit(Edit::new("done-saved").create(Setting::id(), setting))
}

impl Team {
    /// Marie hands in to both stewards, with one bundle.
    fn hands_in(&mut self) {
        let stick = tempfile::tempdir().unwrap();
        let go = &mut |_| ControlFlow::Continue(());
        let done = self.marie.workspace.export(&Audience::Stewards, stick.path(), false, go).unwrap();
        self.siege.takes(&done.path);
        self.second.takes(&done.path);
    }

    /// A steward signs for what it has, and says so to Marie.
    fn signs(&mut self, second: bool) {
        let marie = Audience::Devices(vec![self.marie.workspace.me()]);
        let steward = if second { &mut self.second } else { &mut self.siege };
        steward.hands_to(&marie, &mut self.marie);
    }

    fn both_sign(&mut self) {
        self.signs(false);
        self.signs(true);
    }

    fn clearable(&self) -> Clearable {
        match self.marie.workspace.clearable().unwrap() {
            Retention::On(clearable) => clearable,
            other => panic!("{other:?}"),
        }
    }

    fn clears(&mut self) -> Clearable {
        match self.marie.workspace.clear_old(false, &|_| {}).unwrap() {
            Retention::On(clearable) => clearable,
            other => panic!("{other:?}"),
        }
    }
}

fn note(laptop: &mut Laptop, about: RecordId) -> RecordId {
    let id = laptop.workspace.new_id().unwrap();
    let text = Some(LongText("revoir le traitement".into()));
    let note = Note { about: Some(AnyRef(about)), text, date: Some(laptop.workspace.today()) };
    laptop.workspace.commit(Edit::new("done-saved").create(id, note)).unwrap();
    id
}

/// The ids of the records whose payloads are still in the journal.
fn with_payload(laptop: &Laptop) -> BTreeSet<RecordId> {
    let store = &laptop.workspace.store;
    let mut found = BTreeSet::new();
    for frame in store.journal().iter_from(None) {
        let entries: Vec<crate::store::Entry> = crate::log::decode(&frame.unwrap().1).unwrap();
        for entry in entries {
            if let crate::store::Entry::Ops(segment) = entry {
                let full = segment.ops.into_iter().filter(|op| matches!(op.body, Body::Payload(_)));
                found.extend(full.map(|op| op.record));
            }
        }
    }
    found
}

fn totals(laptop: &Laptop) -> VisitTotals {
    laptop.workspace.totals(&VisitFilter::default(), &|| false).unwrap()
}

fn is_whole(laptop: &Laptop) {
    let checked = laptop.workspace.check(|_, _| {}).unwrap();
    assert!(checked.is_whole(), "{:?}", checked.findings);
}

#[test]
fn visits_go_when_two_stewards_have_signed_for_every_edit_and_their_sums_stay() {
    let mut team = team();
    let old = OLD.map(|start| team.marie.visit(team.centre, start));
    let recent = team.marie.visit(team.centre, RECENT);
    let about = note(&mut team.marie, old[0]);
    let kept = note(&mut team.marie, recent);
    team.marie.workspace.commit(Edit::new("done-saved").delete(old[2], Kind::Visit)).unwrap();
    let before = totals(&team.marie);
    assert_eq!(before.visits, 3);
    assert_eq!((team.clearable().visits, team.clearable().waiting), (0, 3), "handed in to nobody");
    team.hands_in();
    team.signs(false);
    assert_eq!((team.clearable().visits, team.clearable().waiting), (0, 3), "one steward is not enough");
    team.signs(true);
    let clearable = team.clearable();
    let day = |text: &str| Some(text.parse::<NaiveDate>().unwrap());
    let period = day("2026-08-03").zip(day("2026-10-05"));
    let expected = Clearable { before: clearable.before, visits: 2, deleted: 1, notes: 1, period, waiting: 0 };
    assert_eq!(clearable, expected);
    assert_eq!(team.marie.workspace.clear_old(true, &|_| {}).unwrap(), Retention::On(expected.clone()));
    assert_eq!(team.marie.visits().len(), 3, "a dry run takes nothing");

    assert_eq!(team.clears(), expected);
    assert!(team.clearable().is_empty());
    let gone: BTreeSet<RecordId> = old.into_iter().chain([about]).collect();
    let check = |marie: &Laptop| {
        assert_eq!(marie.visits(), [recent]);
        assert_eq!(totals(marie), before);
        assert_eq!(marie.workspace.store.views().count(Kind::Visit), 1);
        assert!(marie.workspace.store.views().visit(&old[2]).unwrap().is_none(), "nor as a deleted one");
        let desk = marie.workspace.desk();
        assert!(desk.card(&about).is_none() && desk.card(&kept).is_some());
        assert_eq!(desk.cleared, Some(ClearedVisits { visits: 2, before: clearable.before }));
        assert!(with_payload(marie).is_disjoint(&gone) && with_payload(marie).contains(&recent));
        assert_eq!(desk.unsent.edits, 0, "what is cleared still counts as handed in");
        is_whole(marie);
    };
    check(&team.marie);
    let draft = team.marie.workspace.keep_draft(&format!("visit {}", old[0]), Some("resté ouvert"));
    assert!(matches!(draft, Err(WorkspaceError::NotFound(id)) if id == old[0]), "{draft:?}");
    let Team { marie, .. } = team;
    check(&marie.reopened());
}

#[test]
fn what_is_cleared_is_not_given_out_again_and_is_still_signed_for() {
    let mut team = team();
    for start in OLD {
        team.marie.visit(team.centre, start);
    }
    team.hands_in();
    team.both_sign();
    team.clears();
    let recent = team.marie.visit(team.centre, RECENT);
    team.hands_in();
    assert_eq!(team.siege.visits().len(), 4);
    assert!(team.siege.visits().contains(&recent));
    let me = team.marie.workspace.me();
    let signed = |steward: &Laptop| {
        let receipts = steward.workspace.store.views().receipts().find(|receipt| receipt.device == me).cloned();
        let visits = receipts.unwrap().frontier.into_iter().filter(|seen| seen.feed.channel == Channel::Visits(me));
        visits.map(|seen| seen.seq).collect::<Vec<_>>()
    };
    assert_eq!(signed(&team.siege), [4], "all of it is still held, in her own word");
    // a steward who comes later is told of a gap, and what she holds whole waits for it
    let mut third = Laptop::waiting("Siège ter", "SIT", 5);
    team.siege.workspace.admit(&third.workspace.card().unwrap(), DeviceRole::Steward, &BTreeSet::new()).unwrap();
    let team_only =
        team.siege.workspace.export(&Audience::Team, third.folder.path(), false, &mut |_| ControlFlow::Continue(()));
    third.takes(&team_only.unwrap().path);
    team.siege.hands_to(&Audience::Devices(vec![me]), &mut team.marie);
    let stick = tempfile::tempdir().unwrap();
    let go = &mut |_| ControlFlow::Continue(());
    let full = team.marie.workspace.export(&Audience::Stewards, stick.path(), true, go).unwrap();
    let mut accept = |_: &str| true;
    let taken = third.workspace.import(&full.path, false, &mut accept, &mut |_| ControlFlow::Continue(())).unwrap();
    let gaps: Vec<_> = taken.summary.unwrap().gaps().map(|gap| gap.verdict.clone()).collect();
    assert_eq!(gaps, [Verdict::Gap { from: 1, to: 3 }]);
    let third_only = Audience::Devices(vec![third.workspace.me()]);
    team.siege.hands_to(&third_only, &mut third);
    assert_eq!(third.visits().len(), 4, "the head office has it all");
}

#[test]
fn a_later_edit_of_a_cleared_visit_is_cleared_on_arrival() {
    let mut team = team();
    let old = OLD.map(|start| team.marie.visit(team.centre, start));
    team.hands_in();
    team.both_sign();
    team.clears();
    let row = team.siege.workspace.visit(&old[0]).unwrap().unwrap();
    let after = Visit { minutes: Some(55), ..row.visit.clone() };
    team.siege.workspace.commit(Edit::new("done-saved").update(old[0], &row.visit, after)).unwrap();
    let late = note(&mut team.siege, old[1]);
    team.both_sign();
    assert!(team.marie.visits().is_empty());
    assert!(!with_payload(&team.marie).contains(&old[0]));
    assert_eq!(totals(&team.marie).minutes, 90, "sums stay as they were");
    is_whole(&team.marie);
    // the steward's edit is relayed by nobody but those who hold it whole, and the other steward gets it
    team.hands_in();
    team.siege.hands_to(&Audience::Stewards, &mut team.second);
    assert_eq!(team.second.workspace.visit(&old[0]).unwrap().unwrap().visit.minutes, Some(55));
    // a note that came after goes with the next clearing
    assert!(team.marie.workspace.desk().card(&late).is_some());
    team.second.hands_to(&Audience::Devices(vec![team.marie.workspace.me()]), &mut team.marie);
    team.siege.hands_to(&Audience::Devices(vec![team.marie.workspace.me()]), &mut team.marie);
    assert_eq!(team.clears().notes, 1);
    assert!(team.marie.workspace.desk().card(&late).is_none());
    is_whole(&team.marie);
    let about = Note { about: Some(AnyRef(old[0])), text: Some(LongText("x".into())), ..Note::default() };
    let id = team.marie.workspace.new_id().unwrap();
    assert!(
        team.marie.workspace.commit(Edit::new("done-saved").create(id, about)).is_err(),
        "never on another channel"
    );
}

#[test]
fn what_a_steward_corrected_stays_until_both_have_signed_for_the_correction() {
    let mut team = team();
    let old = team.marie.visit(team.centre, OLD[0]);
    team.hands_in();
    let row = team.siege.workspace.visit(&old).unwrap().unwrap();
    let after = Visit { minutes: Some(55), ..row.visit.clone() };
    team.siege.workspace.commit(Edit::new("done-saved").update(old, &row.visit, after)).unwrap();
    team.both_sign();
    assert_eq!((team.clearable().visits, team.clearable().waiting), (0, 1), "one steward alone has the correction");
    team.siege.hands_to(&Audience::Stewards, &mut team.second);
    team.signs(true);
    assert_eq!(team.clears().visits, 1);
    assert_eq!(totals(&team.marie).minutes, 55);
    is_whole(&team.marie);
}

#[test]
fn what_diverges_stays_until_someone_has_chosen() {
    let mut team = team();
    let old = team.marie.visit(team.centre, OLD[0]);
    team.hands_in();
    for (laptop, minutes) in [(&mut team.siege, 55), (&mut team.second, 65)] {
        let row = laptop.workspace.visit(&old).unwrap().unwrap();
        let after = Visit { minutes: Some(minutes), ..row.visit.clone() };
        laptop.workspace.commit(Edit::new("done-saved").update(old, &row.visit, after)).unwrap();
    }
    team.siege.hands_to(&Audience::Stewards, &mut team.second);
    team.second.hands_to(&Audience::Stewards, &mut team.siege);
    team.both_sign();
    assert_eq!((team.clearable().visits, team.clearable().waiting), (0, 1));
}

#[test]
fn nothing_is_cleared_where_the_team_keeps_everything_nor_from_a_steward() {
    let mut team = team();
    assert_eq!(team.siege.workspace.clearable().unwrap(), Retention::Steward);
    assert_eq!(team.siege.workspace.clear_old(false, &|_| {}).unwrap(), Retention::Steward);
    let Err(WorkspaceError::Refused(faults)) = keeps(&mut team.siege, 29) else { panic!("too short") };
    assert_eq!(faults[0].fault.code, "fault-keep-days");
    let alone = Laptop::founder();
    assert_eq!(alone.workspace.clearable().unwrap(), Retention::Off);
}

/// The power went between the clearing and the compaction: lists and sums are right, and closing ends the work.
#[test]
fn a_clearing_cut_short_is_ended_later() {
    let mut team = team();
    let old = OLD.map(|start| team.marie.visit(team.centre, start));
    team.hands_in();
    team.both_sign();
    let before = totals(&team.marie);
    team.marie.workspace.take_off(team.clearable().before).unwrap();
    let mut marie = team.marie.reopened();
    assert!(marie.visits().is_empty());
    assert_eq!(totals(&marie), before);
    is_whole(&marie);
    assert!(with_payload(&marie).contains(&old[0]));
    marie.workspace.close().unwrap();
    assert!(!with_payload(&marie).contains(&old[0]));
    assert!(!marie.workspace.should_compact().unwrap());
    assert_eq!(totals(&marie), before);
    is_whole(&marie);
    let month = Month::of("2026-08-03".parse().unwrap());
    let cells = marie.workspace.store.views().tally();
    assert_eq!(cells.iter().filter(|(key, _)| key.month == month).map(|(_, cell)| cell.visits).sum::<i64>(), 1);
}

#[test]
fn drafts_that_others_have_replaced_are_compacted_away_at_close() {
    let mut laptop = Laptop::founder();
    let text = vec![7; 20_000];
    for n in 0..70_u8 {
        laptop.workspace.keep_local("draft/visit", Some([&[n], text.as_slice()].concat())).unwrap();
    }
    let bytes = |laptop: &Laptop| laptop.workspace.store.journal().reader().bytes();
    assert!(bytes(&laptop) > 1_300_000);
    laptop.workspace.close().unwrap();
    assert!(bytes(&laptop) < 100_000, "{}", bytes(&laptop));
    assert_eq!(laptop.workspace.local("draft/visit").unwrap().unwrap()[0], 69);
    is_whole(&laptop);
    let laptop = laptop.reopened();
    assert_eq!(laptop.workspace.local("draft/visit").unwrap().unwrap()[0], 69);
}

#[test]
fn one_steward_and_its_backup_are_enough() {
    let mut team = team();
    for start in OLD {
        team.marie.visit(team.centre, start);
    }
    team.hands_in();
    team.signs(false);
    assert_eq!(team.clearable().visits, 0);
    let stick = tempfile::tempdir().unwrap();
    team.siege.workspace.backup(stick.path(), &mut |_| ControlFlow::Continue(())).unwrap();
    let later = team.marie.visit(team.centre, "2026-10-07T09:00");
    team.hands_in();
    team.signs(false);
    assert_eq!((team.clearable().visits, team.clearable().waiting), (3, 1), "the backup does not hold the last one");
    assert_eq!(team.clears().visits, 3);
    assert_eq!(team.marie.visits(), [later]);
    is_whole(&team.marie);
}

#[test]
fn a_backup_gives_back_what_was_there_and_what_was_cleared_stays_so() {
    let mut team = team();
    let old = OLD.map(|start| team.marie.visit(team.centre, start));
    team.hands_in();
    team.both_sign();
    let before = totals(&team.marie);
    team.clears();
    let recent = team.marie.visit(team.centre, RECENT);
    let stick = tempfile::tempdir().unwrap();
    let go = &mut |_| ControlFlow::Continue(());
    let backup = team.marie.workspace.backup(stick.path(), go).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let opening = Opening { random: Random::seeded(9), ..Opening::new(None) };
    let place = folder.path().join("store");
    let (workspace, _) = Workspace::restore(&place, &backup.path, opening, clock(), go).unwrap();
    let mut again = Laptop { folder, workspace };
    assert_eq!(again.visits(), [recent]);
    assert_eq!(totals(&again).visits, before.visits + 1);
    assert_eq!(again.workspace.desk().cleared, team.marie.workspace.desk().cleared);
    is_whole(&again);
    // and goes on: nothing hollow leaves it, what is new does
    let new = again.visit(team.centre, "2026-11-21T10:15");
    again.hands_to(&Audience::Stewards, &mut team.siege);
    assert!([old[0], recent, new].iter().all(|id| team.siege.visits().contains(id)));
}

#[test]
fn merged_visits_go_together_and_count_once() {
    let mut team = team();
    let [one, two] = [OLD[0], OLD[0]].map(|start| team.marie.visit(team.centre, start));
    team.marie.workspace.merge(&one, &two, &[]).unwrap();
    let before = totals(&team.marie);
    team.hands_in();
    team.both_sign();
    assert_eq!((team.clearable().visits, team.clearable().waiting), (1, 0));
    team.clears();
    let Team { marie, .. } = team;
    let check = |marie: &Laptop| {
        assert_eq!((totals(marie), marie.visits()), (before, vec![]));
        is_whole(marie);
    };
    check(&marie);
    check(&marie.reopened());
}

#[test]
fn a_laptop_that_becomes_head_office_lacks_what_it_cleared_until_it_comes_back() {
    let folder = tempfile::tempdir().unwrap();
    let (workspace, rows) = Workspace::found(folder.path(), founding("Siège", "SIE", 1), false, clock()).unwrap();
    let mut team = founded_by(Laptop { folder, workspace });
    let old = OLD.map(|start| team.marie.visit(team.centre, start));
    let about = note(&mut team.marie, old[0]);
    let before = totals(&team.marie);
    team.hands_in();
    team.both_sign();
    // A correction that arrives after the clearing, in a feed of its own.
    let row = team.second.workspace.visit(&old[1]).unwrap().unwrap();
    let after = Visit { minutes: Some(55), ..row.visit.clone() };
    team.clears();
    team.second.workspace.commit(Edit::new("done-saved").update(old[1], &row.visit, after)).unwrap();
    team.signs(true);
    let me = team.marie.workspace.me();
    let signed = |marie: &Laptop| {
        let receipt = marie.workspace.store.views().receipts().find(|receipt| receipt.device == me).unwrap();
        let visits = receipt.frontier.iter().filter(|seen| seen.feed.channel == Channel::Visits(me));
        visits.map(|seen| seen.seq).collect::<Vec<_>>()
    };
    team.marie.workspace.recover(&rows, None, &[]).unwrap();
    assert_eq!((team.marie.workspace.desk().cleared, totals(&team.marie).visits), (None, 0), "it counts what it has");
    is_whole(&team.marie);
    let recent = team.marie.visit(team.centre, RECENT);
    team.hands_in();
    assert!(signed(&team.marie).is_empty(), "and signs for no more");
    assert!(team.siege.visits().contains(&recent), "what is hollow leaves with no bundle, what is new does");
    assert!(!team.marie.workspace.gaps().unwrap().is_empty());
    let mut marie = team.marie.reopened();

    team.siege.hands_to(&Audience::Devices(vec![me]), &mut marie);
    team.second.hands_to(&Audience::Devices(vec![me]), &mut marie);
    assert_eq!(marie.visits().len(), 4);
    assert_eq!(marie.workspace.visit(&old[1]).unwrap().unwrap().visit.minutes, Some(55));
    assert!(marie.workspace.desk().card(&about).is_some());
    assert_eq!(totals(&marie).visits, before.visits + 1);
    assert_eq!(marie.workspace.gaps().unwrap(), []);
    is_whole(&marie);
    // What it has again it gives out like any steward.
    let mut third = Laptop::waiting("Siège ter", "SIT", 5);
    marie.workspace.admit(&third.workspace.card().unwrap(), DeviceRole::Steward, &BTreeSet::new()).unwrap();
    let third_only = Audience::Devices(vec![third.workspace.me()]);
    marie.hands_to(&third_only, &mut third);
    assert_eq!(third.visits().len(), 4);
    assert_eq!(signed(&marie).len(), 2, "her own feed and the correction's");
}
