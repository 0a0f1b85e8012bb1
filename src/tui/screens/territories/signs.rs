//! What the signs of the map and of the tree mean.

use ratatui::layout::Rect;
use ratatui::text::Line;

use super::map::{Map, Marked, dot};
use super::nodes::{centre_mark, member_mark};
use crate::i18n::format::mid_sentence;
use crate::model::reference::communes;
use crate::model::{CentreStatus, MemberStatus};
use crate::t;
use crate::tui::context::Context;
use crate::tui::cx::Cx;
use crate::tui::legend::{Entry, Legend, flow};
use crate::tui::screens::shared::records::{choice, name};
use crate::tui::theme::Role;

/// From this height the map has a second line for its signs, and one for what is not exact.
const ROOMY: u16 = 12;

/// The states of the centres on the map.
fn states(cx: &Cx) -> [Entry; 3] {
    let centre = |status: CentreStatus| {
        let (sign, role) = centre_mark(cx, Some(status));
        Entry::new(sign, role, mid_sentence(&choice(&cx.words, status)))
    };
    [CentreStatus::Open, CentreStatus::Preparing, CentreStatus::Suspended].map(centre)
}

fn closed(cx: &Cx) -> String {
    let said = [CentreStatus::Closed, CentreStatus::Abandoned].map(|status| mid_sentence(&choice(&cx.words, status)));
    said.join(", ")
}

impl Map<'_> {
    /// What helps most to read the map: the projects where it shows some, then the centres.
    fn signs(&self) -> Vec<Entry> {
        let (cx, sign) = (self.cx, self.cx.theme.glyphs.forecast);
        let projects = (!self.projects.is_empty()).then(|| Entry::new(sign, Role::Accent, t!(cx.words, "map-project")));
        let member = member_mark(cx, Some(MemberStatus::Member)).1;
        let commune = Entry::new(dot(cx), member, t!(cx.words, "map-member-commune"));
        projects.into_iter().chain(states(cx)).chain([commune]).collect()
    }

    /// What the signs mean; then the centres that stand in the middle of a territory, since their own place is not known.
    pub(super) fn legend(&self, marked: &[Marked<'_>], area: Rect) -> Vec<Line<'static>> {
        let most = if area.height >= ROOMY { 2 } else { 1 };
        let mut lines = flow(self.cx, &self.signs(), area.width, most, Context::Map);
        if let Some(said) = self.vague(marked).filter(|_| area.height >= ROOMY) {
            lines.push(Line::styled(said, self.cx.style(Role::Muted)));
        }
        let lost = self.place.filter(|code| communes().get(*code).is_none_or(|commune| commune.point.is_none()));
        if lost.is_some() {
            lines.push(Line::styled(t!(self.cx.words, "map-no-point"), self.cx.style(Role::Warning)));
        }
        lines
    }

    /// The centres in sight that are not where they are drawn.
    fn vague(&self, marked: &[Marked<'_>]) -> Option<String> {
        let here = |one: &&Marked<'_>| !self.zoomed || self.cx.desk.departement_of(one.centre) == self.departement();
        let vague: Vec<String> =
            marked.iter().filter(|one| !one.exact).filter(here).map(|one| name(self.cx, one.id)).collect();
        (!vague.is_empty()).then(|| t!(self.cx.words, "map-vague", n = vague.len(), names = vague.join(", ")))
    }

    /// All that the signs mean, and what is not exact in full.
    pub fn told(&self) -> Legend {
        let glyphs = &self.cx.theme.glyphs;
        let chosen = [
            Entry::new(glyphs.not_applicable, Role::Muted, closed(self.cx)),
            Entry::new(glyphs.up, Role::Soon, t!(self.cx.words, "map-chosen")),
            Entry::new(glyphs.under_way, Role::Title, t!(self.cx.words, "map-departement")),
        ];
        let all = self.signs().into_iter().chain(chosen).collect();
        Legend::new(all).notes(self.vague(&self.marked()).into_iter().collect())
    }
}

/// What the marks of the tree mean.
pub fn of_tree(cx: &Cx) -> Legend {
    let member = |status: MemberStatus| {
        let (sign, role) = member_mark(cx, Some(status));
        Entry::new(sign, role, t!(cx.words, "legend-member", state = mid_sentence(&choice(&cx.words, status))))
    };
    let centre = |status: CentreStatus| {
        let (sign, role) = centre_mark(cx, Some(status));
        Entry::new(sign, role, t!(cx.words, "legend-centre", state = mid_sentence(&choice(&cx.words, status))))
    };
    let glyphs = &cx.theme.glyphs;
    let rest = [
        Entry::new(glyphs.folded, Role::Text, t!(cx.words, "legend-folded")),
        Entry::new(glyphs.diverging, Role::Warning, t!(cx.words, "legend-diverging")),
    ];
    let members = MemberStatus::ALL.iter().copied().map(member);
    Legend::new(members.chain(CentreStatus::ALL.iter().copied().map(centre)).chain(rest).collect())
}
