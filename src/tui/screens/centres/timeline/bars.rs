//! What a line of the timeline shows: the days of a stage, or of a whole centre, laid over the cells of the window.

use chrono::NaiveDate;

use super::scale::Scale;
use crate::model::forecast::{By, Forecast, Span};
use crate::model::pipeline::{Pipeline, StageView};
use crate::model::{PartialDate, StageState};
use crate::tui::theme::{Glyphs, Role};

/// What a cell shows. A sign says it too: colour is never alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece {
    Blank,
    /// A quarter begins.
    Grid,
    Today,
    Planned,
    PlanStart,
    PlanEnd,
    /// Worked at, up to today or to its end; as the stage now stands.
    Elapsed(StageState),
    /// Still to come, as forecast.
    Ahead,
    /// Later than planned, or than the target.
    Slip,
    Target,
    Forecast,
    Opened,
    /// The sign that stood here is outside the window, on this side.
    Left,
    Right,
}

impl Piece {
    pub const fn look(self, glyphs: &Glyphs) -> (&'static str, Role) {
        match self {
            Self::Blank => (" ", Role::Text),
            Self::Grid => (glyphs.grid, Role::Line),
            Self::Today => (glyphs.track, Role::Accent),
            Self::Planned => (glyphs.horizontal, Role::Muted),
            Self::PlanStart => (glyphs.plan_start, Role::Muted),
            Self::PlanEnd => (glyphs.plan_end, Role::Muted),
            Self::Elapsed(StageState::Done) => (glyphs.bar_full, Role::Done),
            Self::Elapsed(StageState::Blocked) => (glyphs.bar_full, Role::Blocked),
            Self::Elapsed(StageState::UnderWay) => (glyphs.bar_full, Role::UnderWay),
            Self::Elapsed(StageState::NotStarted) => (glyphs.bar_full, Role::Muted),
            Self::Ahead => (glyphs.ahead, Role::UnderWay),
            Self::Slip => (glyphs.slip, Role::Late),
            Self::Target => (glyphs.ring, Role::Text),
            Self::Forecast => (glyphs.forecast, Role::Title),
            Self::Opened => (glyphs.dot, Role::Done),
            Self::Left => (glyphs.left, Role::Muted),
            Self::Right => (glyphs.right, Role::Muted),
        }
    }

    /// Today's line runs through it.
    const fn lets_today_through(self) -> bool {
        matches!(self, Self::Blank | Self::Grid | Self::Planned)
    }
}

/// Stretches of days, the later ones over the earlier ones, and single days over all of them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bar {
    stretches: Vec<(Piece, NaiveDate, NaiveDate)>,
    marks: Vec<(Piece, NaiveDate)>,
}

impl Bar {
    /// A stage: planned, worked at, still to come, and what of it comes later than planned.
    pub fn of_stage(stage: &StageView, pipeline: &Pipeline, span: Option<&Span>, today: NaiveDate) -> Self {
        let mut bar = Self::default();
        bar.plan(stage);
        let over = stage.planned_end;
        let ahead = span.filter(|span| span.by != By::Past);
        let began = pipeline.began(stage.key).filter(|_| stage.state != StageState::NotStarted);
        let ended = match stage.state {
            StageState::Done => pipeline.ended(stage.key),
            _ => began.map(|_| today),
        };
        if let Some((from, to)) = ahead.and_then(|span| span.start.zip(span.end)) {
            bar.split(Piece::Ahead, if began.is_some() { from.max(today) } else { from }, to, over);
        }
        if let Some((from, to)) = began.zip(ended) {
            bar.split(Piece::Elapsed(stage.state), from, to, over);
        }
        bar
    }

    /// A centre in preparation: from the first thing done to the forecast opening, past its target where it slips.
    pub fn of_preparation(
        pipeline: &Pipeline,
        forecast: &Forecast,
        target: Option<PartialDate>,
        today: NaiveDate,
    ) -> Self {
        let mut bar = Self::default();
        let target = target.map(|date| date.last_day());
        bar.split(Piece::Ahead, today, forecast.opening, target);
        if let Some(began) = first_day(pipeline) {
            bar.split(Piece::Elapsed(StageState::UnderWay), began, today, target);
        }
        bar.marks.extend(target.map(|day| (Piece::Target, day)));
        bar.marks.push((Piece::Forecast, forecast.opening));
        bar
    }

    /// A centre whose doors have opened, or never will: what was done, and the opening.
    pub fn of_past(pipeline: &Pipeline, opened: Option<NaiveDate>) -> Self {
        let mut bar = Self::default();
        let last = pipeline.stages.iter().filter_map(|stage| pipeline.ended(stage.key)).max();
        if let Some((from, to)) = first_day(pipeline).zip(opened.or(last)) {
            let state = if opened.is_some() { StageState::Done } else { StageState::NotStarted };
            bar.stretches.push((Piece::Elapsed(state), from, to));
        }
        bar.marks.extend(opened.map(|day| (Piece::Opened, day)));
        bar
    }

    fn plan(&mut self, stage: &StageView) {
        let (start, end) = (stage.planned_start, stage.planned_end);
        if let Some((start, end)) = start.zip(end).filter(|(start, end)| start <= end) {
            self.stretches.push((Piece::Planned, start, end));
        }
        self.stretches.extend(start.map(|day| (Piece::PlanStart, day, day)));
        self.stretches.extend(end.map(|day| (Piece::PlanEnd, day, day)));
    }

    /// What comes after `over` slips.
    fn split(&mut self, piece: Piece, from: NaiveDate, to: NaiveDate, over: Option<NaiveDate>) {
        let Some(over) = over.filter(|over| *over < to) else {
            return self.stretches.push((piece, from, to));
        };
        // the cell that holds both is not yet late
        self.stretches.push((Piece::Slip, from.max(over), to));
        self.stretches.push((piece, from, over));
    }

    /// The cells of a window.
    pub fn laid(&self, scale: Scale, today: NaiveDate) -> Vec<Piece> {
        let mut cells = vec![Piece::Blank; usize::from(scale.width)];
        let mut put = |at: u16, piece: Piece| {
            if let Some(cell) = cells.get_mut(usize::from(at)) {
                *cell = piece;
            }
        };
        // where quarters are slim, the years alone
        let all = scale.width >= scale.quarters.saturating_mul(3);
        for (_, at) in scale.quarters().filter(|(quarter, _)| all || quarter.number() == 1) {
            put(at, Piece::Grid);
        }
        for (piece, from, to) in &self.stretches {
            scale.cells(*from, *to).for_each(|at| put(at, *piece));
        }
        for (piece, day) in &self.marks {
            match scale.cell(*day) {
                Some(at) => put(at, *piece),
                None if scale.begins_after(*day) => put(0, Piece::Left),
                None => put(scale.width.saturating_sub(1), Piece::Right),
            }
        }
        if let Some(cell) = scale.cell(today).and_then(|at| cells.get_mut(usize::from(at)))
            && cell.lets_today_through()
        {
            *cell = Piece::Today;
        }
        cells
    }
}

fn first_day(pipeline: &Pipeline) -> Option<NaiveDate> {
    pipeline.stages.iter().filter_map(|stage| pipeline.began(stage.key)).min()
}
