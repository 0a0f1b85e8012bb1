//! The list of a week or a day, as drawn.

use chrono::NaiveDate;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::lines::{DayHead, Entry, View};
use super::month::free;
use super::strip::{HOURS, strip};
use crate::i18n::format;
use crate::i18n::format::mid_sentence;
use crate::model::calendar::holiday;
use crate::model::{Band, Centre, Decimal, Duty, Reason, VisitRole};
use crate::t;
use crate::tui::action::Action;
use crate::tui::context::Context;
use crate::tui::cx::Cx;
use crate::tui::list::ListState;
use crate::tui::screens::shared::{diverging, due};
use crate::tui::screens::visits::{band_word, state_sign};
use crate::tui::table::{Column, Empty, GAP, layout, scroll_bar, select};
use crate::tui::text;
use crate::tui::theme::Role;
use crate::wording::values;
use crate::workspace::{Due, DueWhat, Round, Turn};

/// From this width a day's head has its hours.
const WITH_HOURS: u16 = 60;

/// The list as drawn.
pub struct List<'a> {
    pub cx: &'a Cx,
    pub view: View,
    pub entries: &'a [Entry],
    pub state: &'a ListState,
    pub focused: bool,
    pub empty: &'a Empty,
}

/// A line in pieces: when, what, more of it, how far.
struct Cells {
    sign: Span<'static>,
    time: Line<'static>,
    what: Line<'static>,
    detail: Line<'static>,
    far: Line<'static>,
}

impl List<'_> {
    pub fn render(&self, area: Rect, buf: &mut Buffer) {
        if self.entries.is_empty() {
            return self.empty.render(self.cx, area, buf);
        }
        let window = self.state.window(area.height, self.entries.len());
        for (index, y) in window.clone().zip(area.y..) {
            let line = Rect { y, height: 1, ..area };
            match self.entries.get(index) {
                Some(Entry::Day(head)) => self.day(head, line, buf),
                Some(Entry::Round(round)) => {
                    let far = far_said(self.cx, round, line.width >= WITH_HOURS);
                    self.head(&round_said(self.cx, round), &far, line, buf);
                }
                Some(Entry::ToDo) => self.head(&t!(self.cx.words, "agenda-to-do"), "", line, buf),
                Some(Entry::Visit(turn)) => self.cells(visit(self.cx, turn), line, buf),
                Some(Entry::Due(due)) => self.cells(thing(self.cx, due), line, buf),
                Some(Entry::Rest(n)) => {
                    let more = self.cx.theme.glyphs.more;
                    self.head(&format!("{more} {}", self.rest(*n)), "", line, buf);
                }
                None => {}
            }
            if index == self.state.selected() {
                select(self.cx, line, self.focused, buf);
            }
        }
        if self.focused {
            self.cx.drawn.lines(area);
        }
        scroll_bar(self.cx, area, &window, self.entries.len(), buf);
    }

    fn head(&self, said: &str, aside: &str, area: Rect, buf: &mut Buffer) {
        let more = self.cx.theme.glyphs.more;
        let room = area.width.saturating_sub(4);
        let aside = text::ellipsis(aside, room, more);
        let said = text::ellipsis(said, room.saturating_sub(text::width(&aside) + GAP), more);
        buf.set_string(area.x + 2, area.y, said, self.cx.style(Role::Label));
        let x = area.right().saturating_sub(text::width(&aside) + 2);
        buf.set_string(x, area.y, aside, self.cx.style(Role::Muted));
    }

    /// How the others are seen.
    fn rest(&self, n: usize) -> String {
        match self.view {
            View::Week => {
                let open = self.cx.keymap.key_label(Action::Open, Context::Agenda, &self.cx.words);
                t!(self.cx.words, "agenda-rest-of-week", n = n, open = open)
            }
            View::Day => t!(self.cx.words, "agenda-rest-of-day", n = n),
        }
    }

    /// The day, its holiday, its sums and its hours.
    fn day(&self, head: &DayHead, area: Rect, buf: &mut Buffer) {
        let cx = self.cx;
        let words = &cx.words;
        let role = if free(head.day) { Role::Accent } else { Role::Title };
        let today = if head.day == cx.today() { cx.theme.glyphs.under_way } else { "" };
        let said = text::sentence(&day_said(cx, head.day));
        let mut spans = vec![Span::styled(today, cx.style(Role::Soon)), Span::styled(said, cx.style(role))];
        if let Some(name) = holiday(head.day).and_then(|one| words.look_up(one.message())) {
            spans.push(Span::styled(format!("  {} {name}", cx.theme.glyphs.separator), cx.style(Role::Accent)));
        }
        let hours = area.width >= WITH_HOURS;
        let mut right = area.right().saturating_sub(2);
        if hours {
            right = right.saturating_sub(HOURS);
            buf.set_line(right, area.y, &strip(cx, head.day, &head.rows, 1), HOURS);
            right = right.saturating_sub(2);
        }
        let sums = if head.visits > 0 { self.sums(head, area.width) } else { String::new() };
        let x = right.saturating_sub(text::width(&sums));
        buf.set_string(x, area.y, &sums, cx.style(Role::Muted));
        let line = Line::from(spans);
        let room = x.saturating_sub(area.x + 2);
        buf.set_line(area.x + 1, area.y, &text::ellipsis_line(&line, room, cx.theme.glyphs.more), room);
    }

    fn sums(&self, head: &DayHead, width: u16) -> String {
        let words = &self.cx.words;
        let visits = t!(words, "agenda-visits", n = head.visits);
        let far = width >= WITH_HOURS && !self.cx.masked && head.km > 0.0;
        if far { format!("{visits}, {}", sum(self.cx, head.km, head.unknown)) } else { visits }
    }

    fn cells(&self, cells: Cells, area: Rect, buf: &mut Buffer) {
        let timed = cells.time.width() > 0;
        let shown = layout(&columns(timed, area.width), area.width.saturating_sub(4));
        if self.focused {
            self.cx.drawn.sign(Rect { x: area.x + 2, width: 1, ..area }, Action::Tick);
        }
        let all = [Line::from(cells.sign), cells.time, cells.what, cells.detail, cells.far];
        let mut x = area.x + 2;
        for (index, width) in shown {
            let Some(cell) = all.get(index) else { continue };
            let cell = text::ellipsis_line(cell, width, self.cx.theme.glyphs.more);
            let used = u16::try_from(cell.width()).unwrap_or(width);
            let shift = if index == FAR { width.saturating_sub(used) } else { 0 };
            buf.set_line(x + shift, area.y, &cell, used);
            // What has no hour begins where the hour would stand.
            x += if index == TIME && !timed { 0 } else { width + GAP };
        }
    }
}

/// The numbers of two columns.
const TIME: usize = 1;
const FAR: usize = 4;

/// Of a visit the place is short and the rest long; of a thing to do it is the other way round.
fn columns(timed: bool, width: u16) -> [Column; 5] {
    let sign = Column::fixed("", 1).keep(120);
    let far = Column::fixed("", 8).right().keep(90);
    if timed {
        let place =
            if width < WITH_HOURS { Column::fill("", 12) } else { Column::fixed("", (width / 4).clamp(14, 24)) };
        return [sign, Column::fixed("", 5).keep(110), place.keep(120), Column::fill("", 16).keep(60), far];
    }
    let place = Column::fixed("", width / 3).keep(60);
    [sign, Column::fixed("", 0).keep(1), Column::fill("", 12).keep(120), place, Column::fixed("", 0).keep(2)]
}

/// `lundi 23 nov.`
fn day_said(cx: &Cx, day: NaiveDate) -> String {
    format!("{} {}", format::weekday(&cx.words, day), format::day_month(&cx.words, day))
}

/// To the tenth of a kilometre: a straight line is no road.
fn km(cx: &Cx, km: f64) -> String {
    values::km(&cx.words, Decimal::from_thousandths((km * 10.0).round() as i64 * 100))
}

fn visit(cx: &Cx, turn: &Turn) -> Cells {
    let (visit, words) = (&turn.row.visit, &cx.words);
    let (sign, role) = state_sign(cx, visit.status, visit.start);
    let quiet = if turn.goes { Role::Text } else { Role::Muted };
    let commune = visit.commune.map(|code| cx.veiled(&values::commune(code))).unwrap_or_default();
    let patient = visit.patient.as_deref().map(|patient| cx.veiled(patient));
    let role_said = visit.role.map(|role| words.choice(VisitRole::LIST, role.key()));
    let reason = visit.reason.map(|reason| words.choice(Reason::LIST, reason.key()));
    let separator = format!(" {} ", cx.theme.glyphs.separator);
    let parts: Vec<String> = [patient, reason, role_said].into_iter().flatten().collect();
    let mut detail = vec![Span::styled(parts.join(&separator), cx.style(Role::Muted))];
    if let Some(band) = visit.band.filter(|band| band.out_of_hours()) {
        detail.insert(0, Span::styled(format!("{}{separator}", band_word(cx, band)), cx.style(Role::Accent)));
    }
    let far = match turn.km {
        _ if cx.masked || !turn.goes => String::new(),
        Some(far) => km(cx, far),
        None => t!(words, "agenda-unknown-km"),
    };
    Cells {
        sign: Span::styled(sign, cx.style(role)),
        time: Line::raw(visit.start.map(|start| format::time(start.wall().time())).unwrap_or_default()),
        what: diverging::marked(cx, turn.row.diverges, Line::styled(commune, cx.style(quiet))),
        detail: Line::from(detail),
        far: Line::styled(far, cx.style(Role::Muted)),
    }
}

fn thing(cx: &Cx, one: &Due) -> Cells {
    let (role, sign) = due::look(cx, one);
    let label = one.what.label(&cx.words);
    let place = due::place(cx, one.about.filter(|about| *about != one.id));
    let separator = format!(" {} ", cx.theme.glyphs.separator);
    let (what, more) = match one.what {
        DueWhat::Duty => (duty(cx, one), String::new()),
        _ => (due::said(cx, one), label),
    };
    let detail: Vec<String> = [more, place].into_iter().filter(|part| !part.is_empty()).collect();
    let text = if matches!(role, Role::Late | Role::Accent) { role } else { Role::Text };
    Cells {
        sign: Span::styled(sign, cx.style(role)),
        time: Line::default(),
        what: Line::styled(what, cx.style(text)),
        detail: Line::styled(detail.join(&separator), cx.style(Role::Muted)),
        far: Line::default(),
    }
}

/// « Garde, soirée »: its day is the line's.
fn duty(cx: &Cx, one: &Due) -> String {
    let band = cx.desk.get::<Duty>(&one.id).and_then(|duty| duty.band);
    let band = band.map(|band| mid_sentence(&cx.words.choice(Band::LIST, band.key()))).unwrap_or_default();
    t!(cx.words, "agenda-duty", band = band)
}

/// « Céret, médecin, MED-1 ».
fn round_said(cx: &Cx, round: &Round) -> String {
    let centre = round.centre.and_then(|id| cx.desk.get::<Centre>(&id)).map(crate::wording::title::centre_name);
    let role = round.role.map(|role| cx.words.choice(VisitRole::LIST, role.key()));
    let parts: Vec<String> = [centre, role, round.agent.clone()].into_iter().flatten().collect();
    parts.join(&format!(" {} ", cx.theme.glyphs.separator))
}

/// `24,1 km`, or more than that where a leg is not known.
pub fn sum(cx: &Cx, far: f64, unknown: usize) -> String {
    let far = km(cx, far);
    if unknown > 0 { t!(cx.words, "agenda-more-than", km = far) } else { far }
}

/// « 3 visites, 24,1 km à vol d’oiseau »; without the bird where there is no room.
fn far_said(cx: &Cx, round: &Round, wide: bool) -> String {
    let visits = t!(cx.words, "agenda-visits", n = round.visits);
    if cx.masked || round.visits == 0 {
        return visits;
    }
    let far = sum(cx, round.km, round.unknown);
    format!("{visits}, {}", if wide { t!(cx.words, "agenda-straight", km = far) } else { far })
}
