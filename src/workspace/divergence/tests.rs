//! Values side by side over real stores that meet by bundles.

use super::*;
use crate::model::{Centre, Value};
use crate::sync::Audience;
use crate::workspace::tests::Laptop;

/// A head office and a coordinator who hold one centre, its premises « Gare ».
fn two() -> (Laptop, Laptop, RecordId) {
    let (mut siege, mut marie) = (Laptop::founder(), Laptop::waiting("Exemple Un", "EXA", 2));
    let centre = siege.centre();
    sets(&mut siege, centre, "premises", "Gare");
    siege.admits(&marie);
    meet(&mut siege, &mut marie);
    (siege, marie, centre)
}

fn tag(field: &str) -> Tag {
    Kind::Centre.field(field).unwrap().tag
}

fn sets(laptop: &mut Laptop, centre: RecordId, field: &str, text: &str) {
    let value = Some(Value::Text(text.into()));
    laptop.workspace.commit(Edit::new("x").set(centre, Kind::Centre, vec![(tag(field), value)])).unwrap();
}

fn meet(from: &mut Laptop, to: &mut Laptop) {
    from.hands_to(&Audience::Devices(vec![to.workspace.me()]), to);
}

fn text(choice: &LiveChoice) -> Option<&str> {
    match choice.value.as_ref()? {
        Value::Text(text) => Some(text),
        other => panic!("{other:?}"),
    }
}

fn premises(laptop: &Laptop, centre: RecordId) -> Option<String> {
    laptop.workspace.desk().get::<Centre>(&centre).and_then(|centre| centre.premises.clone())
}

/// Each side's values and authors, as one looks at them.
fn seen(laptop: &Laptop) -> Vec<(Option<Value>, DeviceId)> {
    let all = laptop.workspace.all_divergences().unwrap();
    all.into_iter().flat_map(|one| one.choices).map(|choice| (choice.value, choice.author)).collect()
}

#[test]
fn the_former_value_is_the_last_that_both_replaced() {
    let (mut siege, mut marie, centre) = two();
    sets(&mut siege, centre, "premises", "Mairie");
    sets(&mut siege, centre, "premises", "Mairie, 2e étage");
    sets(&mut marie, centre, "premises", "École");
    meet(&mut marie, &mut siege);
    let found = siege.workspace.all_divergences().unwrap();
    let one = &found[0];
    assert_eq!(one.choices.iter().map(text).collect::<Vec<_>>(), [Some("École"), Some("Mairie, 2e étage")]);
    let before = one.before.as_ref().unwrap();
    assert_eq!(
        (text(before), before.author),
        (Some("Gare"), siege.workspace.me()),
        "not « Mairie », which one side never saw"
    );
    // A field that nobody had filled in has no former value.
    sets(&mut siege, centre, "source", "Presse");
    sets(&mut marie, centre, "source", "Mairie");
    meet(&mut marie, &mut siege);
    let found = siege.workspace.divergences(Kind::Centre, &centre).unwrap();
    assert_eq!(found.iter().find(|one| one.tag == tag("source")).unwrap().before, None);
}

#[test]
fn an_undone_choice_diverges_again_with_its_authors_and_a_redo_chooses_again() {
    let (mut siege, mut marie, centre) = two();
    sets(&mut siege, centre, "premises", "Mairie");
    sets(&mut marie, centre, "premises", "École");
    meet(&mut marie, &mut siege);
    let before = siege.workspace.all_divergences().unwrap();
    let shown = premises(&siege, centre);
    siege.workspace.settle(&[before[0].resolution(Some(Value::Text("Gare".into())))]).unwrap();
    assert_eq!((siege.workspace.all_divergences().unwrap().len(), premises(&siege, centre)), (0, Some("Gare".into())));

    siege.workspace.undo().unwrap().unwrap();
    assert_eq!(siege.workspace.all_divergences().unwrap(), before, "values, authors, times and the former value");
    assert_eq!(premises(&siege, centre), shown);
    meet(&mut siege, &mut marie);
    assert_eq!(seen(&marie), seen(&siege), "and everywhere");
    assert_eq!(premises(&marie, centre), shown);

    siege.workspace.redo().unwrap().unwrap();
    assert_eq!((siege.workspace.all_divergences().unwrap().len(), premises(&siege, centre)), (0, Some("Gare".into())));
    siege.workspace.undo().unwrap().unwrap();
    assert_eq!(siege.workspace.all_divergences().unwrap(), before);
}

#[test]
fn an_undo_leaves_alone_a_choice_that_another_has_changed_since() {
    let (mut siege, mut marie, centre) = two();
    sets(&mut siege, centre, "premises", "Mairie");
    sets(&mut marie, centre, "premises", "École");
    meet(&mut marie, &mut siege);
    let one = siege.workspace.all_divergences().unwrap().remove(0);
    siege.workspace.settle(&[one.resolution(one.choices[0].value.clone())]).unwrap();
    meet(&mut siege, &mut marie);
    sets(&mut marie, centre, "premises", "Poste");
    meet(&mut marie, &mut siege);
    let (_, done) = siege.workspace.undo().unwrap().unwrap();
    assert_eq!(done.kept, [(Kind::Centre, centre, tag("premises"))]);
    assert_eq!(premises(&siege, centre).as_deref(), Some("Poste"));
}

#[test]
fn a_delete_that_met_an_edit_names_what_was_edited_and_is_settled_both_ways() {
    for keep in [true, false] {
        let (mut siege, mut marie, centre) = two();
        siege.workspace.commit(Edit::new("x").delete(centre, Kind::Centre)).unwrap();
        sets(&mut marie, centre, "premises", "École");
        sets(&mut marie, centre, "source", "Mairie");
        meet(&mut marie, &mut siege);
        let one = siege.workspace.all_divergences().unwrap().remove(0);
        assert_eq!(one.tag, EXISTENCE);
        let here = one.choices.iter().find(|choice| choice.value == Some(Value::Bool(true))).unwrap();
        assert_eq!((here.author, &here.edited), (marie.workspace.me(), &vec![tag("premises"), tag("source")]));
        let gone = one.choices.iter().find(|choice| choice.value == Some(Value::Bool(false))).unwrap();
        assert_eq!((gone.author, gone.edited.is_empty()), (siege.workspace.me(), true));

        siege.workspace.settle(&[one.resolution(Some(Value::Bool(keep)))]).unwrap();
        assert_eq!(siege.workspace.desk().card(&centre).is_some(), keep);
        assert!(siege.workspace.all_divergences().unwrap().is_empty());
        siege.workspace.undo().unwrap().unwrap();
        assert_eq!(siege.workspace.all_divergences().unwrap(), [one]);
        assert_eq!(premises(&siege, centre).as_deref(), Some("École"), "it is shown whole");
    }
}

#[test]
fn several_are_settled_in_one_stroke_and_one_undo_takes_all_back() {
    let (mut siege, mut marie, centre) = two();
    for (field, ours, theirs) in [("premises", "Mairie", "École"), ("source", "Presse", "Maire"), ("note", "a", "b")] {
        sets(&mut siege, centre, field, ours);
        sets(&mut marie, centre, field, theirs);
    }
    meet(&mut marie, &mut siege);
    let all = siege.workspace.all_divergences().unwrap();
    assert_eq!(all.len(), 3);
    for (keep, expected) in [
        (Keep::Mine, "Mairie"),
        (Keep::Theirs, "École"),
        (Keep::Of(marie.workspace.me()), "École"),
        (Keep::Latest, "Mairie"),
    ] {
        let resolutions = siege.workspace.desk().resolutions(&all, keep);
        assert_eq!(resolutions.len(), 3, "{keep:?}");
        siege.workspace.settle(&resolutions).unwrap();
        assert_eq!(premises(&siege, centre).as_deref(), Some(expected), "{keep:?}");
        assert!(siege.workspace.all_divergences().unwrap().is_empty());
        siege.workspace.undo().unwrap().unwrap();
        assert_eq!(siege.workspace.all_divergences().unwrap(), all);
    }
    let stranger = Keep::Of(DeviceId([9; 16]));
    assert!(siege.workspace.desk().resolutions(&all, stranger).is_empty(), "nothing of whom has no value");
}

#[test]
fn of_a_deleted_record_nothing_is_to_be_chosen() {
    let (mut siege, mut marie, centre) = two();
    sets(&mut siege, centre, "premises", "Mairie");
    sets(&mut marie, centre, "premises", "École");
    meet(&mut marie, &mut siege);
    siege.workspace.commit(Edit::new("x").delete(centre, Kind::Centre)).unwrap();
    assert!(siege.workspace.all_divergences().unwrap().is_empty());
    let siege = siege.reopened();
    assert!(siege.workspace.all_divergences().unwrap().is_empty());
    assert!(siege.workspace.desk().card(&centre).is_none(), "looking at it has not brought it back");
}

#[test]
fn keys_and_roles_are_not_settled_here() {
    let (siege, ..) = two();
    let role = Divergence {
        kind: Kind::Device,
        record: siege.workspace.me().record(),
        tag: Kind::Device.field("role").unwrap().tag,
        choices: Vec::new(),
        before: None,
    };
    let desk = siege.workspace.desk();
    assert!(!desk.may_resolve(&role));
    assert!(desk.may_resolve(&Divergence { tag: Kind::Device.field("holder").unwrap().tag, ..role.clone() }));
    assert!(!desk.may_resolve(&Divergence { kind: Kind::Centre, tag: 9_999, ..role }), "a field of a later version");
}
