//! The timeline as drawn. In a narrow or low window this gives way, in this order: the slip beside the dates, what is known
//! of the selected line, the legend, the dates, the line of the years, the long names of the stages.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::super::look;
use super::super::rows::Row;
use super::super::what_if::Supposing;
use super::bars::{Bar, Piece};
use super::scale::Scale;
use super::{Quarter, Timeline};
use crate::i18n::format;
use crate::model::forecast::Forecast;
use crate::model::pipeline::{Pipeline, StageView};
use crate::model::{StageKey, StageState};
use crate::t;
use crate::tui::context::Context as KeyContext;
use crate::tui::cx::Cx;
use crate::tui::legend::{Entry, flow};
use crate::tui::list::ListState;
use crate::tui::text;
use crate::tui::theme::Role;
use crate::wording::values;

/// The lines of the selected centre's stages.
const STAGES: u16 = 6;
/// A rule and two lines.
const ABOUT: u16 = 3;
const LEGEND: [(&str, &[Piece]); 8] = [
    ("done", &[Piece::Elapsed(StageState::UnderWay)]),
    ("ahead", &[Piece::Ahead]),
    ("slip", &[Piece::Slip]),
    ("planned", &[Piece::PlanStart, Piece::Planned, Piece::PlanEnd]),
    ("target", &[Piece::Target]),
    ("forecast", &[Piece::Forecast]),
    ("opened", &[Piece::Opened]),
    ("today", &[Piece::Today]),
];

/// The timeline over the centres listed.
pub struct Picture<'a> {
    pub cx: &'a Cx,
    pub timeline: &'a Timeline,
    pub rows: &'a [Row],
    pub state: &'a ListState,
    pub stage: Option<StageKey>,
    pub supposing: &'a Supposing,
}

/// Where the parts of a line are.
#[derive(Clone, Copy)]
struct Layout {
    label: u16,
    dates: u16,
    scale: Scale,
}

/// What a line is of.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Of<'a> {
    Centre(&'a Row),
    Stage(&'a Row, &'a StageView),
}

impl<'a> Picture<'a> {
    pub fn draw(&self, area: Rect, buf: &mut Buffer) {
        let axis = if area.height >= 14 { 2 } else { 1 };
        let legend = u16::from(area.height >= 12);
        let about = if area.height >= 17 { ABOUT } else { 0 };
        let layout = self.layout(area.width);
        self.axis(layout, Rect { height: axis, ..area }, buf);
        let height = area.height.saturating_sub(axis + legend + about);
        let body = Rect { y: area.y + axis, height, ..area };
        for (of, y) in self.lines(height).into_iter().zip(body.y..body.bottom()) {
            if let Of::Centre(row) = of
                && let Some(at) = self.rows.iter().position(|one| one.id == row.id)
            {
                self.cx.drawn.spot(Rect { y, height: 1, ..body }, at);
            }
            self.line(of, layout, Rect { y, height: 1, ..body }, buf);
        }
        if about > 0 {
            self.about(Rect { y: body.bottom(), height: about, ..area }, buf);
        }
        if legend > 0 {
            let signs = flow(self.cx, &signs(self.cx), area.width.saturating_sub(1), 1, KeyContext::Timeline);
            for line in &signs {
                buf.set_line(area.x + 1, area.bottom() - 1, line, area.width.saturating_sub(1));
            }
        }
    }

    fn layout(&self, width: u16) -> Layout {
        let (label, dates) = match width {
            98.. => (26, 18),
            64.. => (21, 10),
            _ => (13, 0),
        };
        let chart = width.saturating_sub(label + dates + if dates > 0 { 3 } else { 2 });
        Layout { label, dates, scale: self.timeline.scale(chart, self.cx) }
    }

    /// The centres that the window has room for, and below the selected one its stages, as far as they fit.
    fn lines(&self, height: u16) -> Vec<Of<'a>> {
        let window = self.state.window(height.saturating_sub(STAGES).max(1), self.rows.len());
        let mut lines = Vec::new();
        for (index, row) in self.rows.iter().enumerate().take(window.end).skip(window.start) {
            lines.push(Of::Centre(row));
            if index != self.state.selected() {
                continue;
            }
            let pipeline = self.pipeline(row);
            let room = usize::from(height.saturating_sub(1)).min(pipeline.stages.len());
            let at = pipeline.stages.iter().position(|stage| Some(stage.key) == self.stage).unwrap_or(0);
            // the selected stage is the last one shown, once it is further down than there is room
            let skipped = (at + 1).saturating_sub(room);
            lines.extend(pipeline.stages.iter().skip(skipped).take(room).map(|stage| Of::Stage(row, stage)));
        }
        lines
    }

    fn pipeline(&self, row: &'a Row) -> &'a Pipeline {
        self.supposing.of(&row.id).map_or(&row.pipeline, |one| &one.pipeline)
    }

    fn forecast(&self, row: &'a Row) -> Option<&'a Forecast> {
        self.supposing.of(&row.id).map(|one| &one.forecast).or(row.forecast.as_ref())
    }

    /// The years, and the quarters below; in one line, a year stands for its first quarter.
    fn axis(&self, layout: Layout, area: Rect, buf: &mut Buffer) {
        let (x, scale) = (area.x + layout.label + 1, layout.scale);
        let style = self.cx.style(Role::Label);
        let room = scale.width / scale.quarters.max(1);
        let (years, quarters) = (area.y, area.bottom().saturating_sub(1));
        let next_year = |nth: usize| scale.quarters().skip(nth + 1).find(|(quarter, _)| quarter.number() == 1);
        let mut free = 0;
        for (nth, (quarter, cell)) in scale.quarters().enumerate() {
            // the first year is not named where it would run into the next one
            let apart = |cell| next_year(nth).is_none_or(|(_, next)| next > cell + 4);
            let names_year = quarter.number() == 1 || (nth == 0 && apart(cell));
            if names_year && cell >= free {
                self.put(&quarter.year().to_string(), x + cell, years, area, style, buf);
                free = cell + 5;
            }
            if (area.height > 1 || cell >= free) && room >= 3 {
                self.put(&self.quarter(quarter), x + cell, quarters, area, style, buf);
            }
        }
        let today = scale.cell(self.cx.today()).filter(|_| area.height > 1);
        if let Some(cell) =
            today.and_then(|cell| buf.cell_mut((x + cell, quarters))).filter(|cell| cell.symbol() == " ")
        {
            cell.set_symbol(self.cx.theme.glyphs.down).set_style(self.cx.style(Role::Accent));
        }
    }

    fn quarter(&self, quarter: Quarter) -> String {
        t!(self.cx.words, "timeline-quarter", n = quarter.number())
    }

    fn put(&self, said: &str, x: u16, y: u16, area: Rect, style: ratatui::style::Style, buf: &mut Buffer) {
        if x + text::width(said) <= area.right() {
            buf.set_string(x, y, said, style);
        }
    }

    fn line(&self, of: Of<'_>, layout: Layout, area: Rect, buf: &mut Buffer) {
        let (label, dates, bar, selected) = match of {
            Of::Centre(row) => {
                let here = self.rows.get(self.state.selected()).is_some_and(|one| one.id == row.id);
                (
                    self.centre_label(row, here, layout),
                    self.centre_dates(row),
                    self.centre_bar(row),
                    here && self.stage.is_none(),
                )
            }
            Of::Stage(row, stage) => {
                let span = self.forecast(row).and_then(|forecast| forecast.span(stage.key));
                let end = span.and_then(|span| span.end).or_else(|| self.pipeline(row).ended(stage.key));
                let bar = Bar::of_stage(stage, self.pipeline(row), span, self.cx.today());
                let slip = end.zip(stage.planned_end).map(|(end, planned)| (end - planned).num_days());
                (
                    self.stage_label(row, stage, layout),
                    (end.map(format::date_short), slip),
                    bar,
                    self.stage == Some(stage.key),
                )
            }
        };
        let room = layout.label.saturating_sub(1);
        buf.set_line(area.x + 1, area.y, &text::ellipsis_line(&label, room, self.cx.theme.glyphs.more), room);
        let x = area.x + layout.label + 1;
        for (piece, x) in bar.laid(layout.scale, self.cx.today()).iter().zip(x..) {
            let (sign, role) = piece.look(&self.cx.theme.glyphs);
            buf.set_string(x, area.y, sign, self.cx.style(role));
        }
        self.dates(dates, layout, area, buf);
        if selected {
            buf.set_style(Rect { width: layout.label, ..area }, self.cx.style(Role::Selected));
            buf.set_string(area.x, area.y, self.cx.theme.glyphs.selected, self.cx.style(Role::Selected));
        }
    }

    fn centre_label(&self, row: &Row, here: bool, layout: Layout) -> Line<'static> {
        let supposed = self.supposing.of(&row.id).is_some();
        let name = look::fitted(&row.short, layout.label.saturating_sub(2)).to_owned();
        let name = if here { name } else { self.cx.veiled(&name) };
        let role = if here { Role::Title } else { Role::Text };
        let mut spans = vec![Span::styled(name, self.cx.style(role))];
        if supposed {
            spans.insert(0, Span::styled("? ", self.cx.style(Role::Accent)));
        }
        Line::from(spans)
    }

    fn stage_label(&self, row: &Row, stage: &StageView, layout: Layout) -> Line<'static> {
        let words = &self.cx.words;
        let (sign, role) = look::stage_sign(stage, self.cx);
        let name = if layout.label >= 20 {
            words.choice_of(stage.key)
        } else {
            words.look_up(&format!("stage-short-{}", stage.key.key())).unwrap_or_default()
        };
        let before = row.pipeline.stage(stage.key);
        let moved =
            before.is_some_and(|one| (one.planned_start, one.planned_end) != (stage.planned_start, stage.planned_end));
        let mut spans = vec![Span::styled(format!(" {sign} "), self.cx.style(role)), Span::raw(name)];
        if moved {
            spans.push(Span::styled(" ?", self.cx.style(Role::Accent)));
        }
        Line::from(spans)
    }

    fn centre_bar(&self, row: &Row) -> Bar {
        let today = self.cx.today();
        match self.forecast(row) {
            Some(forecast) => Bar::of_preparation(self.pipeline(row), forecast, row.date, today),
            None => {
                let opened = row.date.filter(|_| row.status.has_opened()).map(|date| date.last_day());
                Bar::of_past(&row.pipeline, opened)
            }
        }
    }

    /// When it opens or opened, and how much later than it aims at.
    fn centre_dates(&self, row: &Row) -> (Option<String>, Option<i64>) {
        let opened = row.date.filter(|_| row.status.has_opened()).map(values::partial_date_short);
        let forecast = self.forecast(row).map(|forecast| forecast.opening);
        let slip = forecast.zip(row.date).map(|(day, target)| (day - target.last_day()).num_days());
        (forecast.map(format::date_short).or(opened), slip)
    }

    fn dates(&self, (day, slip): (Option<String>, Option<i64>), layout: Layout, area: Rect, buf: &mut Buffer) {
        let Some(day) = day.filter(|_| layout.dates > 0) else { return };
        let x = area.right().saturating_sub(layout.dates + 1);
        let late = slip.is_some_and(|days| days > 0);
        let role = if late { Role::Late } else { Role::Muted };
        buf.set_string(x, area.y, text::right(&day, 10), self.cx.style(role));
        if layout.dates >= 18 {
            let slip = look::slip(slip, self.cx);
            let wide = u16::try_from(slip.width()).unwrap_or(0);
            buf.set_line(area.right().saturating_sub(wide + 1), area.y, &slip, wide);
        } else if late {
            buf.set_string(x + 10, area.y, self.cx.theme.glyphs.late, self.cx.style(role));
        }
    }

    /// The selected line in words, and what the forecast follows from.
    fn about(&self, area: Rect, buf: &mut Buffer) {
        let Some(row) = self.rows.get(self.state.selected()) else { return };
        for x in area.x..area.right() {
            buf.set_string(x, area.y, self.cx.theme.glyphs.horizontal, self.cx.style(Role::Line));
        }
        let separator = format!(" {} ", self.cx.theme.glyphs.separator);
        let stage = self.stage.and_then(|key| self.pipeline(row).stage(key));
        let mut said = match stage {
            Some(stage) => self.stage_words(row, stage),
            None => vec![row.short.clone()],
        };
        let name = said.remove(0);
        if let Some(forecast) = self.forecast(row) {
            let day = format::date_medium(&self.cx.words, forecast.opening);
            said.push(t!(self.cx.words, "board-forecast", date = day));
            said.extend(self.cx.words.forecast_reasons(forecast));
        } else {
            said.push(self.cx.words.choice_of(row.status));
        }
        let lines = text::wrap(&format!("{name}{separator}{}", said.join(&separator)), area.width.saturating_sub(2));
        let more = self.cx.theme.glyphs.more;
        let room = usize::from(area.height.saturating_sub(1));
        for ((nth, line), y) in lines.iter().enumerate().take(room).zip(area.y + 1..) {
            let cut = nth + 1 == room && lines.len() > room;
            let line = if cut { format!("{line} {more}") } else { line.clone() };
            let line = text::ellipsis(&line, area.width.saturating_sub(1), more);
            buf.set_string(area.x + 1, y, line, self.cx.style(Role::Text));
            if nth == 0 {
                let width = text::width(&name).min(area.width.saturating_sub(2));
                buf.set_style(Rect { x: area.x + 1, y, width, height: 1 }, self.cx.style(Role::Title));
            }
        }
    }

    fn stage_words(&self, row: &Row, stage: &StageView) -> Vec<String> {
        let words = &self.cx.words;
        let day = |day| format::date_short(day);
        let state = if stage.presumed { t!(words, "stage-presumed") } else { words.choice_of(stage.state) };
        let mut said = vec![words.choice_of(stage.key), state];
        said.extend(stage.blocked_reason.clone());
        if let Some((from, to)) = stage.planned_start.zip(stage.planned_end) {
            said.push(t!(words, "timeline-planned", from = day(from), to = day(to)));
        }
        let began = self.pipeline(row).began(stage.key).filter(|_| stage.state != StageState::NotStarted);
        said.extend(began.map(|from| t!(words, "timeline-began", date = day(from))));
        let ended = self.pipeline(row).ended(stage.key);
        said.extend(ended.map(|to| t!(words, "timeline-ended", date = day(to))));
        let span = self.forecast(row).and_then(|forecast| forecast.span(stage.key)).filter(|span| span.can_move());
        if let Some((from, to)) = span.and_then(|span| span.start.zip(span.end)) {
            said.push(t!(words, "timeline-ahead", from = day(from), to = day(to)));
        }
        said
    }
}

/// What the signs mean, the weightiest first.
pub fn signs(cx: &Cx) -> Vec<Entry> {
    let entry = |(key, pieces): &(&str, &[Piece])| {
        let said = cx.words.look_up(&format!("timeline-legend-{key}")).unwrap_or_default();
        Entry::of(pieces.iter().map(|piece| piece.look(&cx.theme.glyphs)).collect(), said)
    };
    LEGEND.iter().map(entry).collect()
}
