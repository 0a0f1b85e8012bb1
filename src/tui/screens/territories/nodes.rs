//! The tree: the region, its départements, their members.

use ratatui::text::{Line, Span};
use serde::{Deserialize, Serialize};

use super::filter::{Filter, shown};
use crate::model::reference::departements;
use crate::model::{Centre, CentreStatus, DeptCode, Member, MemberStatus, RecordId};
use crate::t;
use crate::tui::cx::Cx;
use crate::tui::screens::shared::diverging;
use crate::tui::text;
use crate::tui::theme::Role;
use crate::tui::tree::Node;
use crate::wording::values;

/// What a line of the tree stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Key {
    Region,
    Departement(DeptCode),
    Member(RecordId),
}

/// The lines of the tree. A member of several départements stands under its first; one of none, under the region. While
/// masked, other territories than the selected one are veiled.
pub fn nodes(cx: &Cx, filter: &Filter, selected: Option<Key>) -> Vec<Node<Key>> {
    let members = shown(cx, filter);
    let under =
        |code: Option<DeptCode>| members.iter().filter(move |(_, member)| departement_of_member(member) == code);
    let line = |depth: u16, (id, member): &(RecordId, &Member)| Node {
        key: Key::Member(*id),
        depth,
        line: member_line(cx, *id, member, selected != Some(Key::Member(*id))),
        aside: counts(cx, None, centres_of_member(cx, id)),
    };
    let mut nodes = vec![Node {
        key: Key::Region,
        depth: 0,
        line: Line::styled(t!(cx.words, "territories-region"), cx.style(Role::Title)),
        aside: counts(cx, Some(members.len()), centres_in(cx, None).count()),
    }];
    let sector = cx.desk.my_sector();
    for departement in departements() {
        let code = departement.code;
        let count = under(Some(code)).count();
        let empty_shows = *filter == Filter::default() && (cx.shows_everyone() || sector.contains(&code));
        if count == 0 && !empty_shows {
            continue;
        }
        nodes.push(Node {
            key: Key::Departement(code),
            depth: 1,
            line: Line::raw(format!("{code} {}", departement.name)),
            aside: counts(cx, Some(count), centres_in(cx, Some(code)).count()),
        });
        nodes.extend(under(Some(code)).map(|member| line(2, member)));
    }
    nodes.extend(under(None).map(|member| line(1, member)));
    nodes
}

/// Where a member stands in the tree: nowhere but under the region if it is of many départements.
fn departement_of_member(member: &Member) -> Option<DeptCode> {
    let all = member.lies_in();
    all.first().copied().filter(|_| all.len() <= SEVERAL)
}

/// A body of more départements than this is of the region.
const SEVERAL: usize = 3;

fn member_line(cx: &Cx, id: RecordId, member: &Member, other: bool) -> Line<'static> {
    let (sign, role) = member_mark(cx, member.status);
    let name = member.name.clone().unwrap_or_else(|| cx.words.kind(crate::model::Kind::Member));
    let name = if other { cx.veiled(&name) } else { name };
    let name = diverging::marked(cx, !diverging::around(cx, id).is_empty(), Line::raw(name));
    Line::from_iter(std::iter::once(Span::styled(format!("{sign} "), cx.style(role))).chain(name.spans))
}

/// Two columns, aligned: members, centres. Nothing is written for none.
fn counts(cx: &Cx, members: Option<usize>, centres: usize) -> Line<'static> {
    let shown = |count: usize| if count == 0 { String::new() } else { count.to_string() };
    let column = |text: String| Span::styled(text::right(&text, COLUMN), cx.style(Role::Muted));
    Line::from(vec![column(members.map(shown).unwrap_or_default()), column(shown(centres))])
}

/// The width of a column of numbers.
pub const COLUMN: u16 = 5;

/// Member, applied, prospect, left: a sign and its meaning.
pub fn member_mark(cx: &Cx, status: Option<MemberStatus>) -> (&'static str, Role) {
    let glyphs = &cx.theme.glyphs;
    match status {
        Some(MemberStatus::Member) => (glyphs.done, Role::Done),
        Some(MemberStatus::Applied) => (glyphs.under_way, Role::UnderWay),
        Some(MemberStatus::Prospect) | None => (glyphs.open, Role::Muted),
        Some(MemberStatus::Left) => (glyphs.not_applicable, Role::Muted),
    }
}

/// Open, being prepared, suspended, closed or abandoned: a sign and its meaning, in lists and on the map.
pub fn centre_mark(cx: &Cx, status: Option<CentreStatus>) -> (&'static str, Role) {
    let glyphs = &cx.theme.glyphs;
    match status {
        Some(CentreStatus::Open) => (glyphs.dot, Role::Done),
        Some(CentreStatus::Preparing) | None => (glyphs.ring, Role::UnderWay),
        Some(CentreStatus::Suspended) => (glyphs.blocked, Role::Blocked),
        Some(CentreStatus::Closed | CentreStatus::Abandoned) => (glyphs.not_applicable, Role::Muted),
    }
}

/// The centres of a département by their commune (or, before there is one, by their host), or all of them.
pub fn centres_in(cx: &Cx, code: Option<DeptCode>) -> impl Iterator<Item = (RecordId, &Centre)> {
    cx.desk
        .all::<Centre>()
        .filter(move |(_, centre)| code.is_none_or(|code| cx.desk.departement_of(centre) == Some(code)))
}

fn centres_of_member(cx: &Cx, id: &RecordId) -> usize {
    cx.desk.about::<Centre>(id).count()
}

/// A name for the title of a pane.
pub fn name(cx: &Cx, key: Key) -> String {
    match key {
        Key::Region => t!(cx.words, "territories-region"),
        Key::Departement(code) => values::departement(code),
        Key::Member(id) => crate::tui::screens::shared::records::name(cx, id),
    }
}
