//! Above the list: what is looked at and how much of it there is.

use chrono::{Datelike, Days, NaiveDate};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::lines::{DayHead, Entry, View, week_of};
use super::{Agenda, list, month, strip};
use crate::i18n::format;
use crate::model::calendar::{holiday, monday_of};
use crate::t;
use crate::tui::action::Action;
use crate::tui::context::Context;
use crate::tui::cx::Cx;
use crate::tui::table::Empty;
use crate::tui::text;
use crate::tui::theme::Role;
use crate::workspace::RoundOrder;

/// From this height the head has its second line.
const TALL: u16 = 8;

impl Agenda {
    /// What is looked at, in words, and how much of it there is.
    fn title_line(&self, cx: &Cx) -> (String, Option<String>) {
        let words = &cx.words;
        match self.view() {
            View::Week => {
                let monday = monday_of(self.day);
                let sunday = monday.checked_add_days(Days::new(6)).unwrap_or(monday);
                let (from, to) = (format::day_month(words, monday), format::day_month(words, sunday));
                let said = t!(
                    words,
                    "agenda-week",
                    week = format::week(words, monday),
                    from = from,
                    to = to,
                    year = sunday.year().to_string()
                );
                (text::sentence(&said), None)
            }
            View::Day => {
                let name = holiday(self.day).and_then(|one| words.look_up(one.message()));
                let near = format::relative_day(words, self.day, cx.today());
                (text::sentence(&format::date_long(words, self.day)), Some(name.unwrap_or(near)))
            }
        }
    }

    /// The sums of the days shown.
    fn sums(&self) -> (usize, f64, usize) {
        let of_week = self.week.entries.iter().filter_map(|entry| match entry {
            Entry::Day(head) => Some(head),
            _ => None,
        });
        let heads: Vec<&DayHead> = match self.view() {
            View::Week => of_week.collect(),
            View::Day => self.head.iter().collect(),
        };
        let visits = heads.iter().map(|head| head.visits).sum();
        heads
            .iter()
            .fold((visits, 0.0, 0), |(visits, km, unknown), head| (visits, km + head.km, unknown + head.unknown))
    }

    /// What is filtered, and the sums.
    fn sums_line(&self, cx: &Cx) -> Line<'static> {
        let (visits_n, km, unknown) = self.sums();
        let days: Vec<NaiveDate> = match self.view() {
            View::Week => week_of(self.day).collect(),
            View::Day => vec![self.day],
        };
        let to_do: usize = days.iter().filter_map(|day| self.marks.get(day)).map(|marks| marks.to_do).sum();
        let visits = self.filter.visits().then(|| t!(cx.words, "agenda-visits", n = visits_n));
        let order = match self.order {
            RoundOrder::ByTime => t!(cx.words, "agenda-by-time"),
            RoundOrder::ByNearest => t!(cx.words, "agenda-by-nearest"),
        };
        let far = (visits_n > 0 && !cx.masked).then(|| {
            let far = t!(cx.words, "agenda-straight", km = list::sum(cx, km, unknown));
            format!("{far} {order}")
        });
        let things = (to_do > 0).then(|| t!(cx.words, "agenda-things", n = to_do));
        let separator = format!(" {} ", cx.theme.glyphs.separator);
        let said: Vec<String> = [visits, far, things].into_iter().flatten().collect();
        let said = Span::styled(text::sentence(&said.join(&separator)), cx.style(Role::Muted));
        let filter = (!self.filter.is_empty()).then(|| self.filter_said(cx));
        let filter = filter.into_iter().flat_map(|said| {
            [Span::styled(said, cx.style(Role::Accent)), Span::styled(separator.clone(), cx.style(Role::Muted))]
        });
        Line::from_iter(filter.chain([said]))
    }

    fn filter_said(&self, cx: &Cx) -> String {
        let key = cx.keymap.key_label(Action::ClearFilter, Context::Agenda, &cx.words);
        t!(cx.words, "filter-shown", n = self.filter.len(), what = self.filter.said(cx), key = key)
    }

    /// The title, then the sums of a week or the hours of a day; answers how many lines they took.
    pub(super) fn head(&self, cx: &Cx, area: Rect, buf: &mut Buffer) -> u16 {
        let more = cx.theme.glyphs.more;
        let (title, aside) = self.title_line(cx);
        let mut spans = vec![Span::styled(title, cx.style(Role::Title))];
        if let Some(aside) = aside {
            let role = if month::free(self.day) { Role::Accent } else { Role::Muted };
            spans.push(Span::styled(format!("  {} {aside}", cx.theme.glyphs.separator), cx.style(role)));
        }
        buf.set_line(area.x, area.y, &text::ellipsis_line(&Line::from(spans), area.width, more), area.width);
        if area.height < TALL {
            return 1;
        }
        let sums = text::ellipsis_line(&self.sums_line(cx), area.width, more);
        buf.set_line(area.x, area.y + 1, &sums, area.width);
        if self.view() == View::Week || area.height < 2 * TALL {
            return 2;
        }
        let per_hour = if area.width >= 2 * strip::HOURS + 2 { 2 } else { 1 };
        let rows = self.head.as_ref().map(|head| head.rows.as_slice()).unwrap_or_default();
        buf.set_line(area.x, area.y + 3, &strip::strip(cx, self.day, rows, per_hour), area.width);
        buf.set_line(area.x, area.y + 4, &strip::scale(cx, per_hour), area.width);
        6
    }

    pub(super) fn empty(&self, cx: &Cx) -> Empty {
        let key = |action| cx.keymap.key_label(action, Context::Agenda, &cx.words);
        if !self.filter.is_empty() {
            let clear = key(Action::ClearFilter);
            return Empty::new(t!(cx.words, "filter-nothing"), t!(cx.words, "filter-empty", clear = clear));
        }
        let press = t!(cx.words, "agenda-none-press", plan = key(Action::PlanVisit), new = key(Action::New));
        Empty::new(t!(cx.words, "agenda-none"), press)
    }
}
