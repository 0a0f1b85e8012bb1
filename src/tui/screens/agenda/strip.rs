//! A day as a strip of hours: which are out of hours, when visits start.

use chrono::{NaiveDate, Timelike};
use ratatui::text::{Line, Span};

use crate::i18n::Words;
use crate::model::Band;
use crate::model::calendar::hours;
use crate::store::views::VisitRow;
use crate::t;
use crate::tui::cx::Cx;
use crate::tui::screens::visits::state_sign;
use crate::tui::theme::Role;

/// Cells of a strip of one cell an hour.
pub const HOURS: u16 = 24;

/// The strip, of `per_hour` cells an hour; a visit stands over the hour in which it starts.
pub fn strip(cx: &Cx, day: NaiveDate, rows: &[VisitRow], per_hour: u32) -> Line<'static> {
    let glyphs = &cx.theme.glyphs;
    let bands = hours(day, &cx.desk.bridge_days());
    let slot = |row: &VisitRow| {
        let start = row.visit.start?.wall();
        Some(start.hour() * per_hour + start.minute() * per_hour / 60)
    };
    let cells = bands.iter().zip(0_u32..).flat_map(|(band, hour)| (0..per_hour).map(move |part| (*band, hour, part)));
    cells
        .map(|(band, hour, part)| {
            let here = rows.iter().find(|row| slot(row) == Some(hour * per_hour + part));
            let (sign, role) = match here {
                Some(row) => state_sign(cx, row.visit.status, row.visit.start),
                None if band.out_of_hours() => (glyphs.veil, Role::Line),
                None => (glyphs.horizontal, Role::Line),
            };
            Span::styled(sign, cx.style(role))
        })
        .collect()
}

/// The figures under a strip: every six hours.
pub fn scale(cx: &Cx, per_hour: u32) -> Line<'static> {
    let wide = usize::try_from(per_hour * 6).unwrap_or(6);
    let figure = |hour: u32| format!("{:<wide$}", t!(cx.words, "agenda-hour", hour = hour));
    let figures: String = [0, 6, 12, 18].map(figure).concat();
    Line::styled(figures, cx.style(Role::Muted))
}

/// « permanence des soins de 0 h à 8 h, de 20 h à 24 h ».
pub fn said(words: &Words, day: NaiveDate, bridge_days: &[NaiveDate]) -> String {
    let bands = hours(day, bridge_days);
    let ranges = out_of_hours(&bands);
    if ranges == [(0, 24)] {
        return t!(words, "agenda-out-all-day");
    }
    let range = |(from, to): (u32, u32)| t!(words, "agenda-from-to-hours", from = from, to = to);
    let said: Vec<String> = ranges.into_iter().map(range).collect();
    t!(words, "agenda-out-of-hours", ranges = said.join(", "))
}

/// The first hour of each stretch out of hours, and the one after its last.
fn out_of_hours(bands: &[Band; 24]) -> Vec<(u32, u32)> {
    let mut ranges: Vec<(u32, u32)> = Vec::new();
    for (_, hour) in bands.iter().zip(0_u32..).filter(|(band, _)| band.out_of_hours()) {
        match ranges.last_mut().filter(|(_, to)| *to == hour) {
            Some((_, to)) => *to += 1,
            None => ranges.push((hour, hour + 1)),
        }
    }
    ranges
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Lang;

    #[test]
    fn the_hours_out_of_hours_are_said() {
        let words = Words::new(Lang::Fr);
        let said = |day: &str| said(&words, day.parse().unwrap(), &[]).replace('\u{a0}', " ");
        assert_eq!(said("2026-11-24"), "permanence des soins de 0 h à 8 h, de 20 h à 24 h");
        assert_eq!(said("2026-11-28"), "permanence des soins de 0 h à 8 h, de 12 h à 24 h");
        assert_eq!(said("2026-12-25"), "permanence des soins toute la journée");
    }
}
