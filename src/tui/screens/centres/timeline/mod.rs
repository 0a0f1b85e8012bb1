//! The timeline: a line for each centre over the quarters, and below the selected one a line for each of its stages.

mod bars;
mod draw;
mod scale;
#[cfg(test)]
mod tests;

pub use draw::{Picture, signs};

use super::rows::Row;
use super::what_if::Supposing;
use crate::model::StageKey;
use crate::model::forecast::Durations;
use crate::tui::action::Action;
use crate::tui::cx::Cx;
use crate::tui::layer::Took;
use scale::{Quarter, Scale, ZOOMS};
use serde::{Deserialize, Serialize};

/// Eight quarters: two years.
const USUAL: usize = 3;

/// Which quarters show.
pub struct Timeline {
    zoom: usize,
    /// The first quarter shown, where one went elsewhere; else the window stands around today.
    first: Option<Quarter>,
}

impl Default for Timeline {
    fn default() -> Self {
        Self { zoom: USUAL, first: None }
    }
}

/// What is found again at the next start.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Stretch {
    zoom: Option<usize>,
    /// Quarters since the year 0.
    first: Option<i32>,
}

impl Timeline {
    pub fn left(&self) -> Stretch {
        Stretch { zoom: Some(self.zoom), first: self.first.map(Quarter::count) }
    }

    pub fn take_up(&mut self, span: Stretch) {
        self.zoom = span.zoom.unwrap_or(USUAL).min(ZOOMS.len() - 1);
        self.first = span.first.map(Quarter::nth);
    }

    fn quarters(&self) -> u8 {
        ZOOMS.get(self.zoom).copied().unwrap_or(8)
    }

    /// A quarter of the window is past, the rest is to come.
    fn first(&self, cx: &Cx) -> Quarter {
        self.first.unwrap_or_else(|| Quarter::of(cx.today()).later(-i32::from(self.quarters() / 4)))
    }

    /// Every quarter has as many cells as the others, and what is left shows more of them.
    fn scale(&self, width: u16, cx: &Cx) -> Scale {
        let cells = (width / u16::from(self.quarters())).max(1);
        Scale { first: self.first(cx), quarters: width / cells, width: width / cells * cells }
    }

    /// How far one press moves a stage: about a cell of a window of 80 columns, in whole weeks.
    fn step(&self) -> i64 {
        match self.quarters() {
            ..=4 => 7,
            5..=8 => 14,
            9..=12 => 28,
            _ => 91,
        }
    }

    /// Zooms and pans, and moves a stage of a centre in thought.
    pub fn update(
        &mut self,
        action: Action,
        target: Option<(&Row, Option<StageKey>)>,
        supposing: &mut Supposing,
        durations: &Durations,
        cx: &mut Cx,
    ) -> Took {
        match action {
            Action::ZoomIn => self.zoom_to(self.zoom.saturating_sub(1)),
            Action::ZoomOut => self.zoom_to((self.zoom + 1).min(ZOOMS.len() - 1)),
            Action::PanBack => self.pan(-1, cx),
            Action::PanForward => self.pan(1, cx),
            Action::StageEarlier | Action::StageLater => {
                let Some((row, stage)) = target else { return Took::No };
                let days = if action == Action::StageLater { self.step() } else { -self.step() };
                supposing.shift(row.id, stage, days, durations, cx);
                self.follow(row, stage, supposing, cx);
            }
            _ => return Took::No,
        }
        Took::Yes
    }

    /// Around the middle of what was seen; a window that stands around today goes on doing so.
    fn zoom_to(&mut self, zoom: usize) {
        let before = i32::from(self.quarters());
        self.zoom = zoom;
        let wider = i32::from(self.quarters()) - before;
        self.first = self.first.map(|first| first.later(-wider / 2));
    }

    fn pan(&mut self, side: i32, cx: &Cx) {
        let by = (i32::from(self.quarters()) / 4).max(1);
        self.first = Some(self.first(cx).later(side * by));
    }

    /// The end of the moved stage stays in the window.
    fn follow(&mut self, row: &Row, stage: Option<StageKey>, supposing: &Supposing, cx: &Cx) {
        let forecast = supposing.of(&row.id).map(|one| &one.forecast).or(row.forecast.as_ref());
        let end = forecast.zip(stage).and_then(|(forecast, key)| forecast.span(key)?.end);
        let Some(quarter) = end.map(Quarter::of) else { return };
        let (first, quarters) = (self.first(cx), i32::from(self.quarters()));
        let beyond = quarter.since(first) - (quarters - 1);
        if beyond > 0 {
            self.first = Some(first.later(beyond));
        }
    }
}
