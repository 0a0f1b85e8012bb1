//! The board: one column for each place on the way to the opening, a card for each centre. In a narrow window one column
//! shows, with its neighbours named.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::look;
use super::rows::Row;
use crate::model::StageKey;
use crate::model::pipeline::BoardColumn;
use crate::t;
use crate::tui::action::Action;
use crate::tui::cx::Cx;
use crate::tui::text;
use crate::tui::theme::Role;
use crate::wording::values;

/// The stages that a card has a gauge for.
const TRACKS: [StageKey; 3] = [StageKey::Locaux, StageKey::Recrutement, StageKey::Autorisation];
/// From this width all columns show.
const WIDE: u16 = 98;
/// What is set aside stays folded until one goes there.
const FOLDED: u16 = 14;
/// Name, dates, gauges, and a gap.
const CARD: u16 = 4;
const PAGE: usize = 5;

pub fn title(column: BoardColumn, cx: &Cx) -> String {
    cx.words.look_up(&format!("board-{}", column.key())).unwrap_or_default()
}

/// The card that a move leads to from the card `at`; `None` for what is no move.
pub fn moved(rows: &[Row], at: usize, action: Action) -> Option<usize> {
    let here = rows.get(at)?.column;
    let cards = cards(rows, here);
    let nth = cards.iter().position(|card| *card == at)?;
    let last = cards.len().saturating_sub(1);
    let to = match action {
        Action::Up => nth.saturating_sub(1),
        Action::Down => nth + 1,
        Action::PageUp => nth.saturating_sub(PAGE),
        Action::PageDown => nth + PAGE,
        Action::Home => 0,
        Action::End => last,
        Action::Left | Action::Right => return Some(beside(rows, here, action == Action::Right).unwrap_or(at)),
        _ => return None,
    };
    cards.get(to.min(last)).copied()
}

fn cards(rows: &[Row], column: BoardColumn) -> Vec<usize> {
    (0..).zip(rows).filter(|(_, row)| row.column == column).map(|(index, _)| index).collect()
}

/// The first card of the nearest column on a side that has one.
fn beside(rows: &[Row], from: BoardColumn, forward: bool) -> Option<usize> {
    let next = |column: &BoardColumn| column.beside(forward);
    std::iter::successors(next(&from), next).find_map(|column| cards(rows, column).first().copied())
}

pub fn draw(cx: &Cx, rows: &[Row], selected: usize, area: Rect, buf: &mut Buffer) {
    let Some(here) = rows.get(selected).map(|row| row.column) else { return };
    if area.width < WIDE {
        return narrow(cx, rows, selected, here, area, buf);
    }
    let folded = here != BoardColumn::Aside;
    let (open, rest) = if folded { (5, area.width - FOLDED) } else { (6, area.width) };
    let width = rest / open;
    for (column, nth) in BoardColumn::ALL.iter().zip(0..) {
        let part = Rect { x: area.x + nth * width, width: width.saturating_sub(1), ..area };
        let count = cards(rows, *column).len();
        let role = if *column == here { Role::Title } else { Role::Label };
        let mark = if *column == here { cx.theme.glyphs.selected } else { " " };
        let head = format!("{mark}{} {count}", title(*column, cx));
        let shut = folded && *column == BoardColumn::Aside;
        let head_width = if shut { FOLDED } else { part.width };
        let head = text::ellipsis(&head, head_width, cx.theme.glyphs.more);
        buf.set_string(part.x, part.y, head, cx.style(role));
        if !shut {
            let body = Rect { y: part.y + 1, height: part.height.saturating_sub(1), ..part };
            column_of(cx, rows, *column, selected, body, buf);
        }
    }
}

/// One column, and on the line below its title the ones beside it.
fn narrow(cx: &Cx, rows: &[Row], selected: usize, here: BoardColumn, area: Rect, buf: &mut Buffer) {
    let named = |column: BoardColumn| format!("{} {}", title(column, cx), cards(rows, column).len());
    let head = format!("{}{}", cx.theme.glyphs.selected, named(here));
    buf.set_string(area.x, area.y, text::ellipsis(&head, area.width, cx.theme.glyphs.more), cx.style(Role::Title));
    let left = here.beside(false).map(|column| format!("< {}", named(column)));
    let right = here.beside(true).map(|column| format!("> {}", named(column)));
    let sides = left.into_iter().chain(right).collect::<Vec<_>>().join("   ");
    let sides = text::ellipsis(&sides, area.width.saturating_sub(1), cx.theme.glyphs.more);
    buf.set_string(area.x + 1, area.y + 1, sides, cx.style(Role::Muted));
    let body = Rect { y: area.y + 2, height: area.height.saturating_sub(2), ..area };
    column_of(cx, rows, here, selected, body, buf);
}

fn column_of(cx: &Cx, rows: &[Row], column: BoardColumn, selected: usize, area: Rect, buf: &mut Buffer) {
    let cards = cards(rows, column);
    let room = usize::from((area.height + 1) / CARD).max(1);
    let at = cards.iter().position(|card| *card == selected).unwrap_or(0);
    // the selected card is the last one shown, once it is further down than the window
    let first = (at + 1).saturating_sub(room);
    for (card, y) in cards.iter().skip(first).take(room).zip((area.y..).step_by(usize::from(CARD))) {
        let Some(row) = rows.get(*card) else { return };
        let part = Rect { y, height: (CARD - 1).min(area.bottom().saturating_sub(y)), ..area };
        cx.drawn.spot(part, *card);
        draw_card(cx, row, *card == selected, part, buf);
    }
    let (above, below) = (first, cards.len().saturating_sub(first + room));
    let glyphs = &cx.theme.glyphs;
    let hidden = [(glyphs.up, above), (glyphs.down, below)].into_iter().filter(|(_, n)| *n > 0);
    let hidden: Vec<String> = hidden.map(|(sign, n)| format!("{sign} {n}")).collect();
    if !hidden.is_empty() {
        // at the end of the last line, which gauges leave free
        let said = hidden.join(" ");
        let x = area.right().saturating_sub(text::width(&said) + 1).max(area.x);
        buf.set_string(x, area.bottom().saturating_sub(1), said, cx.style(Role::Muted));
    }
}

fn draw_card(cx: &Cx, row: &Row, selected: bool, area: Rect, buf: &mut Buffer) {
    let sign = if selected { cx.theme.glyphs.selected } else { " " };
    let name = look::fitted(&row.short, area.width.saturating_sub(2)).to_owned();
    let name = if selected { name } else { cx.veiled(&name) };
    let mut lines = vec![Line::raw(name), dates(cx, row, area.width)];
    if matches!(row.column, BoardColumn::Preparing | BoardColumn::Ready) {
        lines.push(gauges(cx, row, area.width.saturating_sub(1)));
    }
    for (line, y) in lines.iter().zip(area.y..area.bottom()) {
        buf.set_string(area.x, y, sign, cx.style(Role::Text));
        let room = area.width.saturating_sub(1);
        buf.set_line(area.x + 1, y, &text::ellipsis_line(line, room, cx.theme.glyphs.more), room);
    }
    if selected {
        buf.set_style(Rect { height: 1.min(area.height), ..area }, cx.style(Role::Selected));
    }
}

/// The target or the opening and the slip; where there is room, the forecast too. What is set aside says how.
fn dates(cx: &Cx, row: &Row, width: u16) -> Line<'static> {
    if row.column == BoardColumn::Aside {
        return look::status(row.status, cx);
    }
    let late = row.preparing() && row.pipeline.late;
    let date = row.date.map(values::partial_date_short).unwrap_or_default();
    let mark = if late { cx.theme.glyphs.late } else { "" };
    let role = if late { Role::Late } else { Role::Muted };
    let mut spans = vec![Span::styled(format!("{date}{mark}"), cx.style(role))];
    let slip = look::slip(row.pipeline.slip_days, cx);
    spans.extend(slip.spans.into_iter().map(|span| Span::styled(format!(" {}", span.content), slip.style)));
    if let Some(forecast) = row.forecast.as_ref().filter(|_| width >= 36) {
        let day = crate::i18n::format::date_short(forecast.opening);
        spans.push(Span::styled(format!("  {}", t!(cx.words, "board-forecast", date = day)), cx.style(Role::Text)));
    }
    Line::from(spans)
}

/// A gauge for each track: steps done of those that apply. A wide card has the stages' short names, a slim one their initials.
fn gauges(cx: &Cx, row: &Row, width: u16) -> Line<'static> {
    let wide = width >= 36;
    let cells = if wide { 5 } else { (width / 3).saturating_sub(2).clamp(1, 5) };
    let mut spans = Vec::new();
    for stage in TRACKS.iter().filter_map(|key| row.pipeline.stage(*key)) {
        let short = cx.words.look_up(&format!("stage-short-{}", stage.key.key())).unwrap_or_default();
        let label = if wide { format!("{short} ") } else { short.chars().take(1).collect() };
        let glyphs = &cx.theme.glyphs;
        let (sign, role) = look::stage_sign(stage, cx);
        // a blocked stage gives a cell of its gauge to its sign
        let sign = if stage.blocked_reason.is_some() { sign } else { "" };
        let room = usize::from(cells.saturating_sub(text::width(sign)));
        let done = room * stage.done / stage.total.max(1);
        let (full, empty) = (glyphs.bar_full.repeat(done), glyphs.bar_empty.repeat(room.saturating_sub(done)));
        spans.push(Span::styled(label, cx.style(Role::Label)));
        spans.push(Span::styled(format!("{sign}{full}{empty}"), cx.style(role)));
        spans.push(Span::raw(" "));
    }
    Line::from(spans)
}
