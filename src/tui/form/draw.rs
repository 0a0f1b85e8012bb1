//! Drawing a form: labels in a column, the field beside, what was understood after it, faults below.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::widgets::Widget;

use super::Form;
use super::field::{Editor, Field, Reading};
use crate::model::FieldType;
use crate::tui::cx::Cx;
use crate::tui::table::select;
use crate::tui::text;
use crate::tui::theme::Role;

/// Lines of a long text.
const LONG: u16 = 3;
/// Before a fault: a sign and a space.
const FAULT_SIGN: u16 = 2;
/// The widest field of one line.
const WIDEST: u16 = 44;
/// From this width the echo stands beside its field.
const WIDE: u16 = 64;

/// Where the lines of one field are, counted from the top of the whole form.
struct Place {
    top: u16,
    lines: u16,
}

impl Form {
    /// Draws the form, scrolled so that the focus is in sight; answers where the cursor stands.
    pub fn render(&self, cx: &Cx, area: Rect, buf: &mut Buffer) -> Option<Position> {
        if area.height < 2 || area.width < 12 {
            return None;
        }
        let reading = self.reading(cx);
        let body = Rect { height: area.height - 1, ..area };
        let label_width = self.label_width(cx, area.width);
        let (places, total) = self.places(body.width, label_width);
        let offset = self.scroll(&places, total, body.height);
        let mut cursor = None;
        for (index, (field, place)) in self.fields.iter().zip(&places).enumerate() {
            if let Some((_, title)) = self.sections.iter().find(|(before, _)| *before == index) {
                let y = i32::from(body.y) + i32::from(place.top) - i32::from(offset) - 1;
                if let Ok(y) = u16::try_from(y)
                    && (body.y..body.bottom()).contains(&y)
                {
                    buf.set_string(body.x, y, title, cx.style(Role::Title));
                }
            }
            let Some(row) = visible(place, offset, body) else { continue };
            cx.drawn.spot(row, index);
            let focused = index == self.focus;
            let drawn = Drawn { cx, reading: &reading, field, focused, label_width, body };
            let at = drawn.render(row, buf);
            cursor = if focused { at } else { cursor };
        }
        if let Some((field, place)) = self.focused().zip(places.get(self.focus)) {
            if let Some(row) = visible(place, offset, body) {
                offered(cx, field, Rect { x: body.x + label_width + 2, ..row }, body, buf);
            }
            self.hint(cx, field, Rect { y: body.bottom(), height: 1, ..area }, buf);
        }
        cursor
    }

    fn label_width(&self, cx: &Cx, width: u16) -> u16 {
        let widest = self.fields.iter().map(|field| text::width(&label(cx, field))).max().unwrap_or(0);
        widest.min(width * 2 / 5).min(26) + 2
    }

    fn places(&self, width: u16, label_width: u16) -> (Vec<Place>, u16) {
        let mut top = 0;
        let places = self.fields.iter().enumerate().map(|(index, field)| {
            if self.sections.iter().any(|(before, _)| *before == index) {
                top += if index == 0 { 1 } else { 2 };
            }
            let lines = if field.long() { LONG } else { 1 } + fault_lines(field, width, label_width);
            let place = Place { top, lines };
            top += lines;
            place
        });
        (places.collect(), top)
    }

    fn scroll(&self, places: &[Place], total: u16, height: u16) -> u16 {
        let focus = places.get(self.focus);
        let (top, bottom) = focus.map_or((0, 0), |place| (place.top, place.top + place.lines));
        let lowest = bottom.saturating_sub(height);
        let offset = self.offset.get().clamp(lowest, top.max(lowest)).min(total.saturating_sub(height));
        self.offset.set(offset);
        offset
    }

    /// The last line of the area: what to know about the field that has the focus.
    fn hint(&self, cx: &Cx, field: &Field, area: Rect, buf: &mut Buffer) {
        let hint = cx.words.field_hint(field.kind, field.spec).or_else(|| {
            cx.words.look_up(match field.spec.ty {
                FieldType::Date | FieldType::Dates => "form-hint-date",
                FieldType::PartialDate => "form-hint-partial-date",
                FieldType::LocalTime => "form-hint-local-time",
                FieldType::Choice(..) | FieldType::Bool => "form-hint-choice",
                FieldType::Commune | FieldType::Communes => "form-hint-commune",
                FieldType::Ref(_) | FieldType::AnyRef => "form-hint-reference",
                FieldType::Refs(_) | FieldType::Departements => "form-hint-several",
                FieldType::LongText(_) => "form-hint-long-text",
                _ => return None,
            })
        });
        if let Some(hint) = hint {
            let hint = text::ellipsis(&hint, area.width, cx.theme.glyphs.more);
            buf.set_string(area.x, area.y, hint, cx.style(Role::Muted));
        }
    }
}

fn label(cx: &Cx, field: &Field) -> String {
    let label = field.label.clone().unwrap_or_else(|| cx.words.field(field.kind, field.spec));
    if field.required { format!("{label} *") } else { label }
}

/// Lines below the field for its fault: none where it fits beside.
fn fault_lines(field: &Field, width: u16, label_width: u16) -> u16 {
    let room = width.saturating_sub(label_width + 2);
    let Some(fault) = field.fault.as_ref().filter(|fault| beside(field, fault, room).is_none()) else { return 0 };
    u16::try_from(text::wrap(fault, room.saturating_sub(FAULT_SIGN)).len()).unwrap_or(0)
}

/// How far from the start of the field its fault stands, if it fits on the same line.
fn beside(field: &Field, fault: &str, room: u16) -> Option<u16> {
    let turned = if field.closed() { 3 } else { 0 };
    let own = input_width(field.spec.ty).min(room) + 1 + turned;
    let fits = |at: &u16| !field.long() && at + FAULT_SIGN + text::width(fault) <= room;
    // In one column with the others, if it can be.
    [WIDEST + 1, own].into_iter().find(fits)
}

/// The part of a field's lines that the body shows; the first line must be among it.
fn visible(place: &Place, offset: u16, body: Rect) -> Option<Rect> {
    let y = body.y + place.top.checked_sub(offset)?;
    let height = place.lines.min(body.bottom().saturating_sub(y));
    (height > 0).then_some(Rect { y, height, ..body })
}

/// How wide a field of this type is, at most.
fn input_width(ty: FieldType) -> u16 {
    match ty {
        FieldType::Int | FieldType::Decimal => 10,
        FieldType::Date | FieldType::PartialDate | FieldType::Money => 16,
        FieldType::LocalTime => 22,
        FieldType::Bool => 12,
        FieldType::Choice(..) => 32,
        _ => WIDEST,
    }
}

/// One field, being drawn.
struct Drawn<'a> {
    cx: &'a Cx,
    reading: &'a Reading<'a>,
    field: &'a Field,
    focused: bool,
    label_width: u16,
    body: Rect,
}

impl Drawn<'_> {
    fn render(&self, row: Rect, buf: &mut Buffer) -> Option<Position> {
        let (cx, field) = (self.cx, self.field);
        if self.focused {
            buf.set_string(row.x, row.y, cx.theme.glyphs.under_way, cx.style(Role::Accent));
        }
        let shown = text::ellipsis(&label(cx, field), self.label_width - 2, cx.theme.glyphs.more);
        let role = if self.focused { Role::Title } else { Role::Label };
        buf.set_string(row.x + 2, row.y, shown, cx.style(role));
        let x = row.x + self.label_width + 2;
        let room = row.right().saturating_sub(x);
        let cursor = match &field.editor {
            Editor::Line(line) => {
                let width = input_width(field.spec.ty).min(room);
                let input = Rect { x, width, height: 1, ..row };
                let at = line.render(cx, input, false, self.focused, buf);
                self.marks(input, room, buf);
                at
            }
            Editor::Long(area) => {
                let input = Rect { x, width: room.min(70), height: row.height.min(LONG), ..row };
                buf.set_style(input, cx.style(if self.focused { Role::InputFocused } else { Role::Input }));
                area.render(input, buf);
                let (cursor, scroll) = (area.screen_cursor(), area.scroll_offset());
                let down = u16::try_from(cursor.row).unwrap_or(0).saturating_sub(scroll.0);
                let along = u16::try_from(cursor.col).unwrap_or(0).saturating_sub(scroll.1);
                Position { x: (input.x + along).min(input.right() - 1), y: (input.y + down).min(input.bottom() - 1) }
            }
        };
        self.fault(x, row, buf);
        self.focused.then_some(cursor)
    }

    /// After the field: that it can be turned over, and what was understood.
    fn marks(&self, input: Rect, room: u16, buf: &mut Buffer) {
        let (cx, field) = (self.cx, self.field);
        let mut x = input.right() + 1;
        if self.focused && field.closed() && room > input.width + 3 {
            let sign = if cx.theme.glyphs.ascii { "<>" } else { "◄►" };
            buf.set_string(x, input.y, sign, cx.style(Role::Muted));
            x += 3;
        }
        if self.body.width < WIDE && !self.focused {
            return;
        }
        let left = self.body.right().saturating_sub(x);
        let echo = field.remark.clone().or_else(|| field.echo(self.reading));
        if let Some(echo) = echo.filter(|_| field.fault.is_none() && left > 8) {
            let echo = text::ellipsis(&echo, left, cx.theme.glyphs.more);
            buf.set_string(x, input.y, echo, cx.style(Role::Accent));
        }
    }

    fn fault(&self, x: u16, row: Rect, buf: &mut Buffer) {
        let Some(fault) = &self.field.fault else { return };
        let (style, sign) = (self.cx.style(Role::Fault), self.cx.theme.glyphs.not_applicable);
        let room = row.right().saturating_sub(x);
        if let Some(at) = beside(self.field, fault, room) {
            buf.set_string(x + at, row.y, format!("{sign} {fault}"), style);
            return;
        }
        let first = row.y + if self.field.long() { LONG } else { 1 };
        let lines = text::wrap(fault, room.saturating_sub(FAULT_SIGN));
        for (index, (y, line)) in (first..row.bottom()).zip(lines).enumerate() {
            let sign = if index == 0 { sign } else { " " };
            buf.set_string(x, y, format!("{sign} {line}"), style);
        }
    }
}

/// What the field offers, over the lines below it, or above where there is no room.
fn offered(cx: &Cx, field: &Field, row: Rect, body: Rect, buf: &mut Buffer) {
    let lines = u16::try_from(field.offered.len()).unwrap_or(0).min(8);
    if lines == 0 {
        return;
    }
    let below = body.bottom().saturating_sub(row.y + 1);
    let above = row.y - body.y;
    let (y, lines) = if below >= lines || below >= above {
        (row.y + 1, lines.min(below))
    } else {
        (row.y - lines.min(above), lines.min(above))
    };
    let width = body.right().saturating_sub(row.x).min(60);
    let first = (field.offered_at + 1).saturating_sub(usize::from(lines));
    for ((index, one), y) in field.offered.iter().enumerate().skip(first).zip(y..y + lines) {
        let line = Rect { x: row.x, y, width, height: 1 };
        cx.theme.blank(line, buf);
        buf.set_style(line, cx.style(Role::Bar));
        let shown = text::ellipsis(&one.label, width.saturating_sub(4), cx.theme.glyphs.more);
        let left = width.saturating_sub(text::width(&shown) + 6);
        buf.set_string(line.x + 2, y, shown, cx.style(Role::Bar));
        // What tells it apart gives way to the name itself.
        let detail = text::ellipsis(&one.detail, left, cx.theme.glyphs.more);
        let at = line.right().saturating_sub(text::width(&detail) + 1).max(line.x);
        buf.set_string(at, y, detail, cx.style(Role::Bar).patch(cx.style(Role::Muted)));
        if index == field.offered_at {
            select(cx, Rect { width: width + 1, ..line }, true, buf);
        }
    }
    cx.drawn.lines(Rect { x: row.x, y, width, height: lines });
}
