//! What the signs of the centres mean, in each way of looking at them.

use super::View;
use super::timeline;
use crate::i18n::format::mid_sentence;
use crate::model::{CentreStatus, StageState, StepState};
use crate::t;
use crate::tui::cx::Cx;
use crate::tui::legend::{Entry, Legend};
use crate::tui::theme::Role;

impl View {
    pub(super) fn legend(self, cx: &Cx) -> Legend {
        match self {
            Self::Table => Legend::new(stages(cx).chain(statuses(cx)).collect()),
            Self::Board => Legend::new(gauges(cx).chain(stages(cx)).collect()),
            Self::Timeline => Legend::new(timeline::signs(cx)),
        }
    }
}

/// Of a centre's page.
pub fn of_page(cx: &Cx) -> Legend {
    let glyphs = &cx.theme.glyphs;
    let step = |sign, role, state: StepState| {
        let said = t!(cx.words, "legend-step", state = mid_sentence(&cx.words.choice_of(state)));
        Entry::new(sign, role, said)
    };
    let steps = [
        step(glyphs.open, Role::Text, StepState::Open),
        step(glyphs.done, Role::Done, StepState::Done),
        step(glyphs.not_applicable, Role::Muted, StepState::NotApplicable),
    ];
    Legend::new(stages(cx).chain(steps).collect())
}

fn stages(cx: &Cx) -> impl Iterator<Item = Entry> {
    let glyphs = &cx.theme.glyphs;
    let stage = |sign, role, state: StageState| {
        let said = t!(cx.words, "legend-stage", state = mid_sentence(&cx.words.choice_of(state)));
        Entry::new(sign, role, said)
    };
    [
        stage(glyphs.open, Role::Muted, StageState::NotStarted),
        stage(glyphs.under_way, Role::UnderWay, StageState::UnderWay),
        stage(glyphs.blocked, Role::Blocked, StageState::Blocked),
        stage(glyphs.done, Role::Done, StageState::Done),
        Entry::new("3/9", Role::UnderWay, t!(cx.words, "legend-steps-done")),
        Entry::new(glyphs.late, Role::Late, t!(cx.words, "legend-late")),
        Entry::new(glyphs.diverging, Role::Warning, t!(cx.words, "legend-diverging")),
    ]
    .into_iter()
}

fn statuses(cx: &Cx) -> impl Iterator<Item = Entry> {
    let glyphs = &cx.theme.glyphs;
    let status = |sign, role, status: CentreStatus| {
        let said = t!(cx.words, "legend-centre", state = mid_sentence(&cx.words.choice_of(status)));
        Entry::new(sign, role, said)
    };
    [
        status(glyphs.dot, Role::Done, CentreStatus::Open),
        status(glyphs.blocked, Role::Blocked, CentreStatus::Suspended),
        status(glyphs.not_applicable, Role::Muted, CentreStatus::Abandoned),
    ]
    .into_iter()
}

/// Of a card.
fn gauges(cx: &Cx) -> impl Iterator<Item = Entry> {
    let glyphs = &cx.theme.glyphs;
    let gauge =
        vec![(glyphs.bar_full, Role::UnderWay), (glyphs.bar_full, Role::UnderWay), (glyphs.bar_empty, Role::UnderWay)];
    std::iter::once(Entry::of(gauge, t!(cx.words, "legend-gauge")))
}
