//! A département or the whole region in sums, as far as they can be said.

use ratatui::text::Line;

use super::member::centre_line;
use super::nodes::{Key, centre_mark, centres_in, member_mark, name};
use super::places::{covered, population_of};
use crate::i18n::format;
use crate::model::{CentreStatus, DeptCode, Kind, Member, MemberStatus};
use crate::t;
use crate::tui::cx::Cx;
use crate::tui::facts::Facts;
use crate::tui::screens::shared::records::choice;
use crate::tui::theme::Role;

/// The page of a département, or of the region.
pub fn facts(cx: &Cx, departement: Option<DeptCode>) -> Facts {
    let mut facts = Facts::default();
    facts.heading(name(cx, departement.map_or(Key::Region, Key::Departement)));
    let (all, reached) = (population_of(departement), covered(cx, departement));
    let shown = |count: u32| format::population(&cx.words, i64::from(count));
    facts.pair(t!(cx.words, "territories-population"), t!(cx.words, "territories-insee", population = shown(all)));
    let part = |count: u32| usize::try_from(count).unwrap_or(usize::MAX);
    let share = format::percent(&cx.words, part(reached), part(all));
    facts.pair(
        t!(cx.words, "territories-covered"),
        t!(cx.words, "territories-covered-by", population = shown(reached), share = share),
    );
    members(cx, departement, &mut facts);
    centres(cx, departement, &mut facts);
    facts
}

fn members(cx: &Cx, code: Option<DeptCode>, facts: &mut Facts) {
    let of = |member: &Member| code.is_none_or(|code| member.lies_in().contains(&code));
    let all: Vec<&Member> = cx.desk.all::<Member>().map(|(_, member)| member).filter(|member| of(member)).collect();
    facts.heading(cx.words.count(Kind::Member, all.len()));
    for &status in MemberStatus::ALL {
        let count = all.iter().filter(|member| member.status == Some(status)).count();
        if count > 0 {
            let (sign, role) = member_mark(cx, Some(status));
            facts.pair(choice(&cx.words, status), Line::styled(format!("{sign} {count}"), cx.style(role)));
        }
    }
}

fn centres(cx: &Cx, code: Option<DeptCode>, facts: &mut Facts) {
    let mut all: Vec<_> = centres_in(cx, code).collect();
    facts.heading(cx.words.count(Kind::Centre, all.len()));
    for &status in CentreStatus::ALL {
        let count = all.iter().filter(|(_, centre)| centre.status == Some(status)).count();
        if count > 0 {
            let (sign, role) = centre_mark(cx, Some(status));
            facts.pair(choice(&cx.words, status), Line::styled(format!("{sign} {count}"), cx.style(role)));
        }
    }
    if all.is_empty() {
        return;
    }
    facts.line(Line::default());
    all.sort_by_cached_key(|(id, centre)| (centre.status, crate::tui::screens::shared::records::name(cx, *id)));
    for (id, centre) in all {
        let line = centre_line(cx, id, centre);
        facts.line(if cx.masked { Line::styled(cx.veiled(&line.to_string()), cx.style(Role::Muted)) } else { line });
    }
}
