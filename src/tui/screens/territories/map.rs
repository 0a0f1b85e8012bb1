//! The map: the thirteen départements, the territories of the members, the centres.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier};
use ratatui::symbols::Marker;
use ratatui::text::{Line as TextLine, Span};
use ratatui::widgets::Widget;
use ratatui::widgets::canvas::{Canvas, Context, Line, Points};

use super::filter::{Filter, departements_of, shown};
use super::nodes::{Key, centre_mark, centres_in, member_mark};
use super::places::{centre_place, middle, points_of};
use crate::model::reference::{LonLat, Outline, communes, departements, outlines};
use crate::model::{CentreStatus, DeptCode, Member};
use crate::tui::action::Action;
use crate::tui::cx::Cx;
use crate::tui::screens::shared::records::choice;
use crate::tui::text;
use crate::tui::theme::Role;

/// The region with a margin, in degrees: west, east, south, north.
const REGION: [f64; 4] = [-0.45, 4.95, 42.25, 45.10];
/// A degree of longitude against one of latitude, in the middle of the region.
const LONGITUDE: f64 = 0.72;
/// A cell is about twice as high as wide.
const CELL: f64 = 2.0;

/// The map as drawn.
pub struct Map<'a> {
    pub cx: &'a Cx,
    pub filter: &'a Filter,
    pub selected: Key,
}

impl Map<'_> {
    pub fn render(&self, area: Rect, buf: &mut Buffer) {
        if area.height < 4 || area.width < 12 {
            return;
        }
        let body = Rect { height: area.height - 1, ..area };
        let (x_bounds, y_bounds) = bounds(body.width, body.height);
        let cell =
            ((x_bounds[1] - x_bounds[0]) / f64::from(body.width), (y_bounds[1] - y_bounds[0]) / f64::from(body.height));
        Canvas::default()
            .marker(marker(self.cx))
            .x_bounds(x_bounds)
            .y_bounds(y_bounds)
            .paint(|context| self.paint(context, cell))
            .render(body, buf);
        let legend = text::ellipsis_line(&self.legend(), area.width, self.cx.theme.glyphs.more);
        buf.set_line(area.x, area.bottom() - 1, &legend, area.width);
    }

    /// `cell` is the size of one, in degrees.
    fn paint(&self, context: &mut Context<'_>, cell: (f64, f64)) {
        let selected = self.departement();
        for outline in outlines().iter().filter(|outline| Some(outline.departement) != selected) {
            self.outline(context, outline, Role::Line);
        }
        context.layer();
        let members = shown(self.cx, self.filter);
        let veiled = |key: Key| self.cx.masked && key != self.selected;
        for (_, member) in
            members.iter().filter(|(id, _)| Key::Member(*id) != self.selected && !veiled(Key::Member(*id)))
        {
            self.territory(context, member, member_mark(self.cx, member.status).1);
        }
        context.layer();
        for outline in outlines().iter().filter(|outline| Some(outline.departement) == selected) {
            self.outline(context, outline, Role::Accent);
        }
        if let Some(member) = self.member() {
            context.layer();
            self.territory(context, member, Role::Soon);
        }
        self.codes(context, selected, cell);
        self.centres(context);
        if let Some((at, _)) = self.member().and_then(middle) {
            let style = self.cx.style(Role::Soon).add_modifier(Modifier::BOLD);
            context.print(at.0, at.1, TextLine::styled(self.cx.theme.glyphs.up, style));
        }
    }

    fn outline(&self, context: &mut Context<'_>, outline: &Outline, role: Role) {
        let color = self.color(role);
        for ring in &outline.polygons {
            let next = ring.iter().cycle().skip(1);
            for (&(x1, y1), &(x2, y2)) in ring.iter().zip(next) {
                context.draw(&Line { x1, y1, x2, y2, color });
            }
        }
    }

    fn territory(&self, context: &mut Context<'_>, member: &Member, role: Role) {
        context.draw(&Points { coords: &points_of(member), color: self.color(role) });
    }

    /// The number of each département in its middle, or a line above or below where a centre stands there.
    fn codes(&self, context: &mut Context<'_>, selected: Option<DeptCode>, cell: (f64, f64)) {
        let marks: Vec<LonLat> = self.marked().into_iter().map(|(_, _, at)| at).collect();
        let taken = |(x, y): LonLat| {
            let over = |(mark_x, mark_y): &LonLat| {
                (mark_y - y).abs() < cell.1 && (-1.5..3.5).contains(&((mark_x - x) / cell.0))
            };
            marks.iter().any(over)
        };
        for departement in departements() {
            let Some((x, y)) = communes().middle_of_departement(departement.code) else { continue };
            let lines = [0.0, -1.0, 1.0, -2.0].map(|lines| y + lines * cell.1);
            let y = lines.into_iter().find(|y| !taken((x, *y))).unwrap_or(y);
            let chosen = selected == Some(departement.code);
            let (label, role) = match chosen {
                true => (format!("{}{}", self.cx.theme.glyphs.under_way, departement.code), Role::Title),
                false => (departement.code.to_string(), Role::Muted),
            };
            context.print(x, y, TextLine::styled(label, self.cx.style(role)));
        }
    }

    fn centres(&self, context: &mut Context<'_>) {
        for (chosen, status, (x, y)) in self.marked() {
            let (sign, role) = centre_mark(self.cx, status);
            let style = self.cx.style(role);
            let style = if chosen { style.add_modifier(Modifier::BOLD | Modifier::REVERSED) } else { style };
            context.print(x, y, TextLine::styled(sign, style));
        }
    }

    /// The centres that show: whether the selected member is its host, its state, where it is.
    fn marked(&self) -> Vec<(bool, Option<CentreStatus>, LonLat)> {
        let all = centres_in(self.cx, None).filter_map(|(_, centre)| {
            let chosen = centre.host.is_some_and(|host| Key::Member(host.0) == self.selected);
            Some((chosen, centre.status, centre_place(self.cx, centre)?.0))
        });
        let mut all: Vec<_> = all.filter(|(chosen, ..)| *chosen || !self.cx.masked).collect();
        // What is open or selected is drawn last, over its neighbours.
        all.sort_by_key(|(chosen, status, _)| (*chosen, *status == Some(CentreStatus::Open)));
        all
    }

    fn legend(&self) -> TextLine<'static> {
        let states = [CentreStatus::Open, CentreStatus::Preparing, CentreStatus::Suspended];
        let marks = states.into_iter().flat_map(|status| {
            let (sign, role) = centre_mark(self.cx, Some(status));
            let label = choice(&self.cx.words, status).to_lowercase();
            [Span::styled(sign, self.cx.style(role)), Span::styled(format!(" {label}  "), self.cx.style(Role::Muted))]
        });
        TextLine::from_iter(marks)
    }

    fn member(&self) -> Option<&Member> {
        match self.selected {
            Key::Member(id) => self.cx.desk.get::<Member>(&id),
            _ => None,
        }
    }

    fn departement(&self) -> Option<DeptCode> {
        match self.selected {
            Key::Departement(code) => Some(code),
            Key::Member(_) => self.member().and_then(|member| departements_of(member).first().copied()),
            Key::Region => None,
        }
    }

    fn color(&self, role: Role) -> Color {
        self.cx.style(role).fg.unwrap_or(Color::Reset)
    }
}

/// Braille draws finest; the fonts of the Windows console have half blocks instead, and some terminals only ASCII.
fn marker(cx: &Cx) -> Marker {
    match () {
        () if cx.theme.glyphs.ascii => Marker::Custom('.'),
        () if cfg!(windows) => Marker::HalfBlock,
        () => Marker::Braille,
    }
}

/// The degrees that an area shows: the whole region in its middle, true to its shape.
fn bounds(width: u16, height: u16) -> ([f64; 2], [f64; 2]) {
    let [west, east, south, north] = REGION;
    let (middle_x, middle_y) = (f64::midpoint(west, east), f64::midpoint(south, north));
    let shape = f64::from(width) / (f64::from(height.max(1)) * CELL);
    let (mut wide, mut high) = ((east - west) * LONGITUDE, north - south);
    if wide / high < shape {
        wide = high * shape
    } else {
        high = wide / shape
    }
    let half_x = wide / LONGITUDE / 2.0;
    ([middle_x - half_x, middle_x + half_x], [middle_y - high / 2.0, middle_y + high / 2.0])
}

/// The nearest département in the direction of an arrow; from the region, the one in its middle.
pub fn towards(from: Option<DeptCode>, action: Action) -> Option<DeptCode> {
    let middle = |code: DeptCode| communes().middle_of_departement(code);
    let flat = |(x, y): LonLat| (x * LONGITUDE, y);
    let [west, east, south, north] = REGION;
    let start = from.and_then(middle).unwrap_or((f64::midpoint(west, east), f64::midpoint(south, north)));
    let (from_x, from_y) = flat(start);
    let others = departements().iter().map(|one| one.code).filter(|code| Some(*code) != from);
    let cost = |code: DeptCode| {
        let (x, y) = flat(middle(code)?);
        let (dx, dy) = (x - from_x, y - from_y);
        if from.is_none() {
            return Some(dx.hypot(dy));
        }
        let (ahead, aside) = match action {
            Action::Left => (-dx, dy),
            Action::Right => (dx, dy),
            Action::Up => (dy, dx),
            Action::Down => (-dy, dx),
            _ => return None,
        };
        // Ahead, and rather straight on than near.
        (ahead > aside.abs() * 0.5).then_some(ahead + 2.0 * aside.abs())
    };
    others.filter_map(|code| Some((cost(code)?, code))).min_by(|(a, _), (b, _)| a.total_cmp(b)).map(|(_, code)| code)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> DeptCode {
        text.parse().unwrap()
    }

    #[test]
    fn arrows_lead_to_neighbours_and_to_every_departement() {
        assert_eq!(towards(Some(code("09")), Action::Right), Some(code("11")));
        assert_eq!(towards(Some(code("09")), Action::Left), Some(code("65")));
        assert_eq!(towards(Some(code("66")), Action::Up), Some(code("11")));
        assert_eq!(towards(Some(code("30")), Action::Right), None);
        let mut reached = std::collections::BTreeSet::from([code("81")]);
        for _ in 0..13 {
            for from in reached.clone() {
                let all = [Action::Left, Action::Right, Action::Up, Action::Down];
                reached.extend(all.into_iter().filter_map(|action| towards(Some(from), action)));
            }
        }
        assert_eq!(reached.len(), 13, "{reached:?}");
    }

    #[test]
    fn the_map_keeps_the_shape_of_the_region() {
        for (width, height) in [(40, 12), (73, 14), (20, 30)] {
            let ([x0, x1], [y0, y1]) = bounds(width, height);
            let near = 1e-9;
            assert!(
                x0 <= REGION[0] + near && x1 >= REGION[1] - near && y0 <= REGION[2] + near && y1 >= REGION[3] - near
            );
            let per_cell = ((x1 - x0) * LONGITUDE / f64::from(width), (y1 - y0) / f64::from(height) / CELL);
            assert!((per_cell.0 / per_cell.1 - 1.0).abs() < 0.01, "{per_cell:?}");
        }
    }
}
