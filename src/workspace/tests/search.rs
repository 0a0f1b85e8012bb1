//! Words among the visits.

use super::*;
use crate::model::reference::fold;
use crate::store::views::{Edge, VisitRow};

/// Every hit, in slices of this many visits, and how many slices that took.
fn sliced(workspace: &Workspace, text: &str, enough: usize) -> (Vec<VisitRow>, usize) {
    let (mut rows, mut from, mut slices) = (Vec::new(), None, 0);
    loop {
        let slice = workspace.search_visits(text, from, enough).unwrap();
        rows.extend(slice.rows);
        slices += 1;
        match slice.next {
            Some(mark) => from = Some(mark),
            None => return (rows, slices),
        }
    }
}

#[test]
fn slices_find_what_the_whole_list_holds_newest_first() {
    let mut laptop = Laptop::founder();
    let workspace = &mut laptop.workspace;
    workspace.load(crate::model::reference::founding::facts().into_iter(), &mut |_| {}).unwrap();
    let plan = crate::workspace::demo::Plan {
        seed: 3,
        visits: 600,
        today: workspace.today(),
        me: workspace.me().record(),
        code: "EXA".into(),
    };
    workspace.load(crate::workspace::demo::records(&plan), &mut |_| {}).unwrap();
    let all = workspace.visits(&VisitFilter::default(), Edge::Newest, 10_000).unwrap().rows;
    assert!(all.iter().any(|row| row.visit.note.is_some()));
    for text in ["exa-00", "EXA", "VU", "é", "tension", "nulle part"] {
        let wanted = fold(text);
        let holds = |row: &&VisitRow| {
            let note = row.visit.note.as_ref().map(|note| note.0.as_str()).unwrap_or_default();
            let said = fold(&format!("{} {note}", row.visit.patient.as_deref().unwrap_or_default()));
            wanted.split(' ').all(|word| said.contains(word))
        };
        let expected: Vec<VisitRow> = all.iter().filter(holds).cloned().collect();
        let (found, slices) = sliced(workspace, text, 50);
        assert_eq!(found, expected, "{text}");
        assert!(slices > 3, "{slices} slices");
        assert_eq!(sliced(workspace, text, usize::MAX), (expected, 1), "{text}");
    }
}
