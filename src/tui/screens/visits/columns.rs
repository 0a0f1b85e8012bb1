//! The columns of the log, and what stands in them.

use ratatui::text::{Line, Span};

use super::filter::centre_name;
use super::window::is_late;
use crate::model::reference::fold;
use crate::model::{Band, LocalTime, Reason, VisitRole, VisitStatus};
use crate::store::views::VisitRow;
use crate::t;
use crate::tui::cx::Cx;
use crate::tui::screens::shared::diverging;
use crate::tui::sort::SortKey;
use crate::tui::table::{Column, Row};
use crate::tui::theme::Role;
use crate::wording::values;

/// When, where, how it stands and who stay longest; then the reason, minutes, kilometres, role, centre, band.
pub fn columns(cx: &Cx) -> Vec<Column> {
    let words = &cx.words;
    vec![
        Column::fixed(t!(words, "visits-column-when"), 14).keep(120),
        Column::fill(t!(words, "visits-column-commune"), 12).keep(115),
        Column::fixed(t!(words, "visits-column-patient"), 9).keep(100),
        Column::fixed(t!(words, "visits-column-role"), 10).keep(60),
        Column::fill(t!(words, "visits-column-reason"), 10).keep(90),
        Column::fixed(t!(words, "visits-column-status"), 11).keep(110),
        Column::fixed(t!(words, "visits-column-minutes"), 4).right().keep(80),
        Column::fixed(t!(words, "visits-column-km"), 5).right().keep(70),
        Column::fixed(t!(words, "visits-column-band"), 8).keep(40),
        Column::fill(t!(words, "visits-column-centre"), 10).keep(50),
    ]
}

/// What a column is sorted by.
pub fn key(cx: &Cx, row: &VisitRow, column: usize) -> SortKey {
    let (visit, words) = (&row.visit, &cx.words);
    let text = |said: Option<String>| said.map_or(SortKey::Empty, |said| SortKey::Text(fold(&said)));
    let number = |n: Option<i64>| n.map_or(SortKey::Empty, SortKey::Number);
    match column {
        0 => number(visit.start.map(|start| start.unix_millis())),
        1 => text(visit.commune.map(values::commune)),
        2 => text(visit.patient.clone()),
        3 => text(visit.role.map(|role| words.choice(VisitRole::LIST, role.key()))),
        4 => text(visit.reason.map(|reason| words.choice(Reason::LIST, reason.key()))),
        5 => text(visit.status.map(|status| words.choice_of(status))),
        6 => number(visit.minutes),
        7 => number(visit.km.map(|km| km.thousandths())),
        8 => text(visit.band.filter(|band| band.out_of_hours()).map(|band| band_word(cx, band))),
        _ => text(visit.centre.map(|centre| centre_name(cx, centre.0))),
    }
}

/// The column begins with the largest: the date, minutes, kilometres.
pub const fn largest_first(column: usize) -> bool {
    matches!(column, 0 | 6 | 7)
}

/// The cells of one visit.
pub fn row(cx: &Cx, row: &VisitRow) -> Row {
    let (visit, words) = (&row.visit, &cx.words);
    let planned = visit.status == Some(VisitStatus::Planned);
    let tone = match planned {
        true if is_late(visit.start, cx.now.local) => Role::Late,
        true => Role::Soon,
        false => Role::Text,
    };
    let quiet = if matches!(visit.status, Some(VisitStatus::Done)) || planned { Role::Text } else { Role::Muted };
    let plain = |text: String| Line::styled(text, cx.style(quiet));
    let muted = |text: String| Line::styled(text, cx.style(Role::Muted));
    let commune = visit.commune.map(|code| cx.veiled(&values::commune(code))).unwrap_or_default();
    vec![
        Line::styled(visit.start.map(when).unwrap_or_default(), cx.style(if planned { tone } else { quiet })),
        diverging::marked(cx, row.diverges, plain(commune)),
        plain(visit.patient.as_deref().map(|patient| cx.veiled(patient)).unwrap_or_default()),
        muted(visit.role.map(|role| words.choice(VisitRole::LIST, role.key())).unwrap_or_default()),
        plain(visit.reason.map(|reason| words.choice(Reason::LIST, reason.key())).unwrap_or_default()),
        visit.status.map(|status| state(cx, status, visit.start)).unwrap_or_default(),
        plain(visit.minutes.map(|minutes| minutes.to_string()).unwrap_or_default()),
        plain(visit.km.map(|km| values::decimal(words.lang, km)).unwrap_or_default()),
        visit.band.filter(|band| band.out_of_hours()).map(|band| hours(cx, band)).unwrap_or_default(),
        muted(visit.centre.map(|centre| centre_name(cx, centre.0)).unwrap_or_default()),
    ]
}

/// `23/11/26 14:30`.
fn when(start: LocalTime) -> String {
    start.wall().format("%d/%m/%y %H:%M").to_string()
}

/// A mark and a word.
pub fn state(cx: &Cx, status: VisitStatus, start: Option<LocalTime>) -> Line<'static> {
    let words = &cx.words;
    let word = match status {
        VisitStatus::Planned if is_late(start, cx.now.local) => t!(words, "visits-state-to-tell"),
        VisitStatus::Planned => t!(words, "visits-state-planned"),
        VisitStatus::Done => t!(words, "visits-state-done"),
        VisitStatus::Cancelled => t!(words, "visits-state-cancelled"),
        VisitStatus::Absent => t!(words, "visits-state-absent"),
        VisitStatus::Postponed => t!(words, "visits-state-postponed"),
    };
    let (sign, role) = state_sign(cx, Some(status), start);
    let word_role = if status == VisitStatus::Done { Role::Muted } else { role };
    Line::from(vec![Span::styled(format!("{sign} "), cx.style(role)), Span::styled(word, cx.style(word_role))])
}

/// The mark alone, and its meaning.
pub fn state_sign(cx: &Cx, status: Option<VisitStatus>, start: Option<LocalTime>) -> (&'static str, Role) {
    let glyphs = &cx.theme.glyphs;
    match status {
        Some(VisitStatus::Planned) if is_late(start, cx.now.local) => (glyphs.late, Role::Late),
        Some(VisitStatus::Planned) | None => (glyphs.ring, Role::Soon),
        Some(VisitStatus::Done) => (glyphs.done, Role::Done),
        Some(VisitStatus::Cancelled | VisitStatus::Absent) => (glyphs.not_applicable, Role::Muted),
        Some(VisitStatus::Postponed) => (glyphs.under_way, Role::Muted),
    }
}

/// The band of a visit out of hours, in one word.
fn hours(cx: &Cx, band: Band) -> Line<'static> {
    Line::styled(band_word(cx, band), cx.style(Role::Accent))
}

/// `soirée`, `nuit`, `dim/fér`.
pub fn band_word(cx: &Cx, band: Band) -> String {
    let words = &cx.words;
    match band {
        Band::Day => t!(words, "visits-band-day"),
        Band::Evening => t!(words, "visits-band-evening"),
        Band::DeepNight => t!(words, "visits-band-night"),
        Band::SundayHoliday => t!(words, "visits-band-sunday"),
        Band::SaturdayAfternoon => t!(words, "visits-band-saturday"),
        Band::Bridge => t!(words, "visits-band-bridge"),
    }
}
