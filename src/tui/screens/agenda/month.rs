//! The month, from Monday, each day with what is planned on it; below, what the month is to know.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate, Weekday};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::lines::DayMarks;
use super::strip;
use crate::i18n::format;
use crate::model::calendar::{holiday, holidays, weeks_of_month};
use crate::t;
use crate::tui::cx::Cx;
use crate::tui::screens::shared::due;
use crate::tui::text;
use crate::tui::theme::Role;
use crate::wording::values::partial_date;
use crate::workspace::Due;

/// For the number of the week.
const WEEK: u16 = 3;
/// The widest that a day is, and the narrowest: today's sign, the number, a mark.
const WIDEST: u16 = 6;
const NARROWEST: u16 = 4;

/// The month as drawn.
pub struct Month<'a> {
    pub cx: &'a Cx,
    pub day: NaiveDate,
    pub marks: &'a BTreeMap<NaiveDate, DayMarks>,
    /// What is due in the weeks shown; of it, what has no day.
    pub dues: &'a [Due],
    pub focused: bool,
}

impl Month<'_> {
    pub fn render(&self, area: Rect, buf: &mut Buffer) {
        let cell = (area.width.saturating_sub(WEEK) / 7).clamp(NARROWEST, WIDEST);
        let wide = WEEK + 7 * cell;
        let weeks = weeks_of_month(self.day);
        let mut y = area.y;
        let title = format!("{} {}", format::month_name(&self.cx.words, self.day.month()), self.day.year());
        let x = area.x + wide.saturating_sub(text::width(&title)) / 2;
        buf.set_string(x, y, text::sentence(&title), self.cx.style(Role::Title));
        y += 1;
        for (n, day) in weeks.first().into_iter().flatten().enumerate() {
            let n = u16::try_from(n).unwrap_or_default();
            let name = format::weekday_short(&self.cx.words, *day);
            buf.set_string(area.x + WEEK + n * cell + 1, y, text::take(&name, 2), self.cx.style(Role::Label));
        }
        y += 1;
        for week in &weeks {
            if y >= area.bottom() {
                return;
            }
            let number = week.first().map(|monday| monday.iso_week().week()).unwrap_or_default();
            buf.set_string(area.x, y, format!("{number:>2}"), self.cx.style(Role::Muted));
            for (n, day) in week.iter().enumerate() {
                let x = area.x + WEEK + u16::try_from(n).unwrap_or_default() * cell;
                self.day(*day, Rect { x, y, width: cell, height: 1 }, buf);
            }
            y += 1;
        }
        self.notes(Rect { y: y + 1, height: area.bottom().saturating_sub(y + 1), ..area }, buf);
    }

    /// Today's sign, the number, the marks that there is room for.
    fn day(&self, day: NaiveDate, area: Rect, buf: &mut Buffer) {
        let cx = self.cx;
        let role = match () {
            () if day.month() != self.day.month() => Role::Muted,
            () if free(day) => Role::Accent,
            () => Role::Text,
        };
        let today = if day == cx.today() { cx.theme.glyphs.under_way } else { " " };
        let marks = self.marks.get(&day).copied().unwrap_or_default();
        let mut signs = signs(cx, marks);
        signs.truncate(usize::from(area.width.saturating_sub(3)));
        let number = Span::styled(format!("{today}{:>2}", day.day()), cx.style(role));
        let line = Line::from_iter(std::iter::once(number).chain(signs));
        buf.set_line(area.x, area.y, &line, area.width);
        if day == self.day {
            buf.set_style(area, cx.style(if self.focused { Role::Selected } else { Role::SelectedIdle }));
        }
    }

    /// The selected day's hours, the month's holidays, what has the month and no day, the signs.
    fn notes(&self, area: Rect, buf: &mut Buffer) {
        let lines = self.said(area.width);
        let legend = self.legend(area.width);
        let height = usize::from(area.height);
        let with_legend = lines.len() + legend.len() < height;
        for (line, y) in lines.iter().zip(area.y..area.bottom()) {
            buf.set_line(area.x, y, &text::ellipsis_line(line, area.width, self.cx.theme.glyphs.more), area.width);
        }
        if with_legend {
            let top = area.bottom() - u16::try_from(legend.len()).unwrap_or_default();
            for (line, y) in legend.iter().zip(top..area.bottom()) {
                buf.set_line(area.x, y, line, area.width);
            }
        }
    }

    fn said(&self, width: u16) -> Vec<Line<'static>> {
        let cx = self.cx;
        let words = &cx.words;
        let day = format::date_medium(words, self.day);
        let name = holiday(self.day).and_then(|one| words.look_up(one.message()));
        let hours = strip::said(words, self.day, &cx.desk.bridge_days());
        let said: Vec<String> = std::iter::once(text::sentence(&day)).chain(name).chain([hours]).collect();
        let said = said.join(&format!(" {} ", cx.theme.glyphs.separator));
        let mut lines: Vec<Line<'static>> = text::wrap(&said, width).into_iter().map(Line::raw).collect();
        let of_month = |day: NaiveDate| (day.year(), day.month()) == (self.day.year(), self.day.month());
        for (day, one) in holidays(self.day.year()).into_iter().filter(|(day, _)| of_month(*day)) {
            let name = words.look_up(one.message()).unwrap_or_default();
            lines.push(Line::styled(format!("{:>2} {name}", day.day()), cx.style(Role::Accent)));
        }
        for due in self.dues.iter().filter(|due| due.day().is_none()) {
            let (role, sign) = due::look(cx, due);
            let date = due.date.map(|date| partial_date(words, date)).unwrap_or_default();
            let parts = [due.what.label(words), due::said(cx, due), date];
            let said = text::wrap(&parts.join(&format!(" {} ", cx.theme.glyphs.separator)), width.saturating_sub(3));
            let signs = std::iter::once(sign).chain(std::iter::repeat(" "));
            let line =
                |(sign, said)| Line::from(vec![Span::styled(format!("{sign}  "), cx.style(role)), Span::raw(said)]);
            lines.extend(signs.zip(said).map(line));
        }
        lines
    }

    fn legend(&self, width: u16) -> Vec<Line<'static>> {
        let (words, glyphs) = (&self.cx.words, &self.cx.theme.glyphs);
        let entries = [
            (glyphs.ring, Role::Soon, t!(words, "agenda-legend-planned")),
            (glyphs.open, Role::Text, t!(words, "agenda-legend-to-do")),
            (glyphs.dot, Role::Accent, t!(words, "agenda-legend-duty")),
            (glyphs.late, Role::Late, t!(words, "agenda-legend-late")),
            (glyphs.veil, Role::Line, t!(words, "agenda-legend-out")),
        ];
        let room = usize::from(width);
        let mut lines = vec![Line::default()];
        for (sign, role, said) in entries {
            let entry = [
                Span::styled(sign, self.cx.style(role)),
                Span::styled(format!(" {said}  "), self.cx.style(Role::Muted)),
            ];
            let wide: usize = entry.iter().map(Span::width).sum();
            let fits = lines.last().is_some_and(|line| line.width() + wide <= room + 2);
            if !fits {
                lines.push(Line::default());
            }
            if let Some(line) = lines.last_mut() {
                line.spans.extend(entry);
            }
        }
        lines
    }
}

/// A Sunday or a public holiday.
pub fn free(day: NaiveDate) -> bool {
    day.weekday() == Weekday::Sun || holiday(day).is_some()
}

/// What is late first, then visits, things to do, shifts.
fn signs(cx: &Cx, marks: DayMarks) -> Vec<Span<'static>> {
    let glyphs = &cx.theme.glyphs;
    let late = marks.untold || marks.late;
    let all = [
        (late, glyphs.late, Role::Late),
        (marks.planned > 0 && !marks.untold, glyphs.ring, Role::Soon),
        (marks.to_do > 0 && !marks.late, glyphs.open, Role::Text),
        (marks.duty, glyphs.dot, Role::Accent),
    ];
    let shown = all.into_iter().filter(|(shows, ..)| *shows);
    shown.map(|(_, sign, role)| Span::styled(sign, cx.style(role))).collect()
}
