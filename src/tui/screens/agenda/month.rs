//! The month, from Monday, each day with what is planned on it; below, what the month is to know.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate, Weekday};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::lines::DayMarks;
use super::strip;
use crate::i18n::format;
use crate::i18n::format::mid_sentence;
use crate::model::VisitStatus;
use crate::model::calendar::{holiday, holidays, weeks_of_month};
use crate::t;
use crate::tui::context::Context;
use crate::tui::cx::Cx;
use crate::tui::legend::{Entry, Legend, flow};
use crate::tui::screens::shared::due;
use crate::tui::screens::visits::state_sign;
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
        let mut signs = marked(cx, marks);
        signs.truncate(usize::from(area.width.saturating_sub(3)));
        let number = Span::styled(format!("{today}{:>2}", day.day()), cx.style(role));
        let line = Line::from_iter(std::iter::once(number).chain(signs));
        buf.set_line(area.x, area.y, &line, area.width);
        cx.drawn.spot(area, usize::try_from(day.num_days_from_ce()).unwrap_or_default());
        if day == self.day {
            buf.set_style(area, cx.style(if self.focused { Role::Selected } else { Role::SelectedIdle }));
        }
    }

    /// The selected day's hours, the month's holidays, what has the month and no day, the signs.
    fn notes(&self, area: Rect, buf: &mut Buffer) {
        let lines = self.said(area.width);
        let legend = flow(self.cx, &signs(self.cx), area.width, usize::MAX, Context::Agenda);
        let height = usize::from(area.height);
        let with_legend = lines.len() + legend.len() < height;
        let more = self.cx.theme.glyphs.more;
        for ((nth, line), y) in lines.iter().enumerate().zip(area.y..area.bottom()) {
            let line = text::ellipsis_line(line, area.width, more);
            let last = y + 1 == area.bottom() && nth + 1 < lines.len();
            let line = if last { text::ellipsis(&format!("{line} {more}"), area.width, more).into() } else { line };
            buf.set_line(area.x, y, &line, area.width);
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
}

/// What the marks of the days mean.
pub fn signs(cx: &Cx) -> Vec<Entry> {
    let (words, glyphs) = (&cx.words, &cx.theme.glyphs);
    vec![
        Entry::new(glyphs.ring, Role::Soon, t!(words, "agenda-legend-planned")),
        Entry::new(glyphs.open, Role::Text, t!(words, "agenda-legend-to-do")),
        Entry::new(glyphs.dot, Role::Accent, t!(words, "agenda-legend-duty")),
        Entry::new(glyphs.late, Role::Late, t!(words, "agenda-legend-late")),
        Entry::new(glyphs.veil, Role::Line, t!(words, "agenda-legend-out")),
    ]
}

/// The same, and what the lines of the list are marked with.
pub fn legend(cx: &Cx) -> Legend {
    let (words, glyphs) = (&cx.words, &cx.theme.glyphs);
    let visit = |status: VisitStatus| {
        let (sign, role) = state_sign(cx, Some(status), None);
        Entry::new(sign, role, t!(words, "agenda-legend-visit", state = mid_sentence(&words.choice_of(status))))
    };
    let told = [VisitStatus::Done, VisitStatus::Cancelled, VisitStatus::Absent, VisitStatus::Postponed].map(visit);
    let things = [
        Entry::new(glyphs.ring, Role::Text, t!(words, "agenda-legend-opening")),
        Entry::new(glyphs.separator, Role::Muted, t!(words, "agenda-legend-milestone")),
        Entry::new(glyphs.dot, Role::Soon, t!(words, "agenda-legend-today")),
        Entry::new(glyphs.diverging, Role::Warning, t!(words, "legend-diverging")),
    ];
    Legend::new(signs(cx).into_iter().chain(told).chain(things).collect())
}

/// A Sunday or a public holiday.
pub fn free(day: NaiveDate) -> bool {
    day.weekday() == Weekday::Sun || holiday(day).is_some()
}

/// What is late first, then visits, things to do, shifts.
fn marked(cx: &Cx, marks: DayMarks) -> Vec<Span<'static>> {
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
