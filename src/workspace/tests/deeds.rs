//! What was done, listed, taken back and done again after a restart.

use super::*;
use crate::workspace::{Deed, Stands};

fn rename(laptop: &mut Laptop, centre: RecordId, name: &str) {
    let desk = laptop.workspace.desk();
    let before = desk.get::<Centre>(&centre).unwrap();
    let after = Centre { name: Some(name.into()), ..before.clone() };
    laptop.workspace.commit(Edit::new("done-centre").update(centre, before, after)).unwrap();
}

fn name(laptop: &Laptop, centre: RecordId) -> Option<String> {
    laptop.workspace.desk().get::<Centre>(&centre).and_then(|centre| centre.name.clone())
}

fn deeds(laptop: &Laptop) -> Vec<Deed> {
    laptop.workspace.deeds(100).unwrap().all
}

fn turn(laptop: &mut Laptop, deed: &Deed) -> (bool, Committed) {
    let (_, again, done) = laptop.workspace.turn_deed(&deed.id).unwrap().unwrap();
    (again, done)
}

#[test]
fn each_action_is_taken_back_and_done_again_after_any_restart() {
    let mut laptop = Laptop::founder();
    let centre = laptop.centre();
    let first = name(&laptop, centre);
    rename(&mut laptop, centre, "Deux");
    let visit = laptop.visit(centre, "2026-11-22T10:15");
    let mut laptop = laptop.reopened();
    let all = deeds(&laptop);
    let labels: Vec<&str> = all.iter().map(|deed| deed.label.as_str()).collect();
    assert_eq!(labels[..3], ["done-saved", "done-centre", "done-saved"], "newest first");
    assert!(all.is_sorted_by(|newer, older| newer.time > older.time));
    assert_eq!((all[0].records[0].id, all[0].records[0].here), (visit, Some(true)));
    assert_eq!((all[1].records[0].id, all[1].records[0].here), (centre, None));
    assert_eq!(all[1].records[0].changes, [(1, Some(crate::model::Value::Text("Deux".into())))]);
    assert_eq!((all[2].touched, all[2].stands), (2, Stands::Part), "the name was changed since");

    assert!(!turn(&mut laptop, &all[1]).0);
    assert_eq!((name(&laptop, centre), laptop.visits().len()), (first.clone(), 1), "the visit, done later, stays");
    let mut laptop = laptop.reopened();
    let now = deeds(&laptop);
    assert_eq!(now.len(), all.len(), "what takes back is no line of its own");
    assert!(matches!(now[1].stands, Stands::Undone(_)), "{:?}", now[1].stands);
    assert!(turn(&mut laptop, &all[1]).0, "done again");
    assert_eq!(name(&laptop, centre).as_deref(), Some("Deux"));
    let mut laptop = laptop.reopened();
    assert_eq!(deeds(&laptop)[1].stands, Stands::Whole);
    assert!(!turn(&mut laptop, &all[1]).0, "and taken back once more");
    assert_eq!(name(&laptop, centre), first);
    turn(&mut laptop, &all[0]);
    assert!(laptop.visits().is_empty());
    assert_eq!(deeds(&laptop)[0].records[0].record.kind(), Kind::Visit, "what is gone is still called by its name");
}

#[test]
fn the_list_and_the_undo_key_agree_on_what_is_undone() {
    let mut laptop = Laptop::founder();
    let centre = laptop.centre();
    let first = name(&laptop, centre);
    rename(&mut laptop, centre, "Deux");
    rename(&mut laptop, centre, "Trois");
    let all = deeds(&laptop);
    laptop.workspace.undo().unwrap().unwrap();
    assert!(matches!(deeds(&laptop)[0].stands, Stands::Undone(_)), "by the key, and the list says so");
    turn(&mut laptop, &all[1]);
    assert_eq!(name(&laptop, centre), first);
    laptop.workspace.undo().unwrap().unwrap();
    assert_eq!(name(&laptop, centre), None, "the key takes back what the list did not");
    assert!(laptop.workspace.undo().unwrap().is_none());
    for expected in [first.as_deref(), Some("Deux"), Some("Trois")] {
        laptop.workspace.redo().unwrap().unwrap();
        assert_eq!(name(&laptop, centre).as_deref(), expected);
    }
    assert!(laptop.workspace.redo().unwrap().is_none());
    let stands: Vec<Stands> = deeds(&laptop).iter().take(2).map(|deed| deed.stands).collect();
    assert_eq!(stands, [Stands::Whole, Stands::Not], "the name is the last one's again");
}

#[test]
fn what_someone_else_changed_since_is_left_and_named() {
    let mut siege = Laptop::founder();
    let centre = siege.centre();
    let mut marie = Laptop::waiting("Marie", "EXA", 2);
    let device = siege.admits(&marie);
    let both = Audience::Devices(vec![device]);
    siege.hands_to(&both, &mut marie);
    let desk = marie.workspace.desk();
    let before = desk.get::<Centre>(&centre).unwrap();
    let after = Centre { name: Some("Deux".into()), premises: Some("Mairie".into()), ..before.clone() };
    marie.workspace.commit(Edit::new("done-centre").update(centre, before, after)).unwrap();
    marie.hands_to(&Audience::Stewards, &mut siege);
    rename(&mut siege, centre, "Trois");
    siege.hands_to(&both, &mut marie);
    let mut marie = marie.reopened();
    let mine = deeds(&marie).remove(0);
    assert_eq!(mine.stands, Stands::Part);
    let (_, done) = turn(&mut marie, &mine);
    assert_eq!(done.kept, [(Kind::Centre, centre, 1)]);
    let centre = marie.workspace.desk().get::<Centre>(&centre).unwrap().clone();
    assert_eq!((centre.name.as_deref(), centre.premises), (Some("Trois"), None));
}

#[test]
fn a_choice_that_is_taken_back_lets_both_values_stand_again() {
    let mut siege = Laptop::founder();
    let centre = siege.centre();
    let mut marie = Laptop::waiting("Marie", "EXA", 2);
    let device = siege.admits(&marie);
    siege.hands_to(&Audience::Devices(vec![device]), &mut marie);
    rename(&mut siege, centre, "Siège");
    rename(&mut marie, centre, "Marie");
    marie.hands_to(&Audience::Stewards, &mut siege);
    let chosen = Some(crate::model::Value::Text("Marie".into()));
    siege.workspace.resolve(Kind::Centre, centre, 1, chosen).unwrap();
    let mut siege = siege.reopened();
    assert!(siege.workspace.divergences(Kind::Centre, &centre).unwrap().is_empty());
    let choice = deeds(&siege).remove(0);
    assert_eq!(choice.label, "done-resolved");
    turn(&mut siege, &choice);
    let diverging = siege.workspace.divergences(Kind::Centre, &centre).unwrap();
    assert_eq!(diverging[0].choices.len(), 2, "{diverging:?}");
}

#[test]
fn who_is_in_the_team_and_what_is_erased_stay() {
    let mut siege = Laptop::founder();
    let centre = siege.centre();
    let visit = siege.visit(centre, "2026-11-22T10:15");
    let marie = Laptop::waiting("Marie", "EXA", 2);
    siege.admits(&marie);
    let what = siege.workspace.erasable(&ToErase::Records(vec![visit])).unwrap();
    siege.workspace.erase(&what, None, &mut |_| ControlFlow::Continue(())).unwrap();
    let mut siege = siege.reopened();
    let all = deeds(&siege);
    let labels: Vec<&str> = all.iter().map(|deed| deed.label.as_str()).collect();
    assert_eq!(labels[..3], ["done-erased", "done-admitted", "done-saved"]);
    for deed in &all[..2] {
        assert_eq!(deed.stands, Stands::ForGood);
        assert!(siege.workspace.turn_deed(&deed.id).unwrap().is_none());
    }
    assert_eq!((all[2].stands, all[2].records.len()), (Stands::Not, 0), "nothing is said of what was erased");
    let (_, done) = turn(&mut siege, &all[2]);
    assert_eq!(done.saved_at, None);
    assert!(siege.visits().is_empty());
}

#[test]
fn an_action_on_many_records_is_one_line_and_read_whole() {
    let mut laptop = Laptop::founder();
    let centre = laptop.centre();
    let mut edit = Edit::new("done-several-changed");
    for n in 0..700_u32 {
        let member = Member {
            name: Some(format!("Commune {n}")),
            kind: Some(MemberKind::Association),
            status: Some(MemberStatus::Member),
            ..Member::default()
        };
        edit = edit.create(laptop.workspace.new_id().unwrap(), member);
    }
    laptop.workspace.commit(edit).unwrap();
    rename(&mut laptop, centre, "Deux");
    assert_eq!(laptop.workspace.deeds(1).unwrap().all.len(), 1);
    let mut laptop = laptop.reopened();
    let Deeds { all, more } = laptop.workspace.deeds(2).unwrap();
    assert!(more);
    assert_eq!(all.iter().map(|deed| deed.touched).collect::<Vec<_>>(), [1, 700]);
    let before = laptop.workspace.desk().count(Kind::Member);
    turn(&mut laptop, &all[1]);
    assert_eq!(laptop.workspace.desk().count(Kind::Member), before - 700, "all of it, not what the list looked at");
}
