//! The map: the thirteen départements or one of them, the territories of the members, the centres.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier};
use ratatui::symbols::Marker;
use ratatui::widgets::Widget;
use ratatui::widgets::canvas::{Canvas, Context, Line, Points};

use super::filter::{Filter, shown};
use super::ground::{Ground, Half, LONGITUDE, REGION, Window};
use super::labels::Labels;
use super::nodes::{Key, centre_mark, centres_in, member_mark};
use super::places::{centre_place, middle, points_of};
use crate::model::reference::{Commune, Exactness, LonLat, Outline, communes, departements, outlines};
use crate::model::{Centre, CentreStatus, CommuneCode, DeptCode, Member, RecordId};
use crate::tui::action::Action;
use crate::tui::cx::Cx;
use crate::tui::text;
use crate::tui::theme::{Depth, Role, Scheme};

/// Communes named beside their place where one département fills the map.
const NAMES: usize = 14;

/// The map as drawn.
pub struct Map<'a> {
    pub cx: &'a Cx,
    pub filter: &'a Filter,
    pub selected: Key,
    /// The selected département fills it.
    pub zoomed: bool,
    /// A place to be shown.
    pub place: Option<CommuneCode>,
    /// Where supported projects are.
    pub projects: &'a [CommuneCode],
}

/// A centre that shows.
pub struct Marked<'a> {
    pub id: RecordId,
    pub centre: &'a Centre,
    /// The selected member is its host.
    chosen: bool,
    at: LonLat,
    pub exact: bool,
}

impl Map<'_> {
    pub fn render(&self, area: Rect, buf: &mut Buffer) {
        if area.height < 4 || area.width < 12 {
            return;
        }
        let marked = self.marked();
        let legend = self.legend(&marked, area);
        let below = u16::try_from(legend.len()).unwrap_or(1);
        let body = Rect { height: area.height - below, ..area };
        let window = Window::over(self.departement().filter(|_| self.zoomed), body);
        let selected = self.cx.style(Role::Selected);
        let mut labels = Labels { taken: Vec::new(), area: body, paper: Vec::new(), selected };
        if self.cx.preferences.mouse {
            self.spots(&window);
        }
        if filled(self.cx) {
            labels.paper = self.fill(&window, buf);
        } else {
            self.draw(&window, buf);
        }
        self.write(&window, &marked, &mut labels, buf);
        for (line, y) in legend.iter().zip(body.bottom()..) {
            let line = text::ellipsis_line(line, area.width, self.cx.theme.glyphs.more);
            buf.set_line(area.x, y, &line, area.width);
        }
    }

    /// For the mouse: each département by the stretches of its cells, numbered as [`departements`] has them.
    fn spots(&self, window: &Window) {
        let (ground, area) = (Ground::of(window), window.area);
        let land =
            |x, y| [ground.half((x, y * 2)), ground.half((x, y * 2 + 1))].into_iter().find_map(Half::departement);
        for y in 0..area.height {
            let cells: Vec<Option<DeptCode>> = (0..area.width).map(|x| land(x, y)).collect();
            let mut x = area.x;
            for stretch in cells.chunk_by(|one, next| one == next) {
                let width = u16::try_from(stretch.len()).unwrap_or_default();
                let code = stretch.first().copied().flatten();
                if let Some(at) = code.and_then(|code| departements().iter().position(|one| one.code == code)) {
                    self.cx.drawn.spot(Rect { x, y: area.y + y, width, height: 1 }, at);
                }
                x += width;
            }
        }
    }

    /// Two half cells to a cell, each with its own colour: the land, its borders, the communes of the members. Answers the
    /// land of each cell.
    fn fill(&self, window: &Window, buf: &mut Buffer) -> Vec<Option<Color>> {
        let (ground, selected) = (Ground::of(window), self.departement());
        let area = window.area;
        let mut colours: Vec<Option<Color>> = (0..area.height * 2)
            .flat_map(|y| (0..area.width).map(move |x| (x, y)))
            .map(|at| self.ground(ground.half(at), selected))
            .collect();
        for (at, role) in self.territories() {
            let half = window.half(at).map(|(x, y)| usize::from(y) * usize::from(area.width) + usize::from(x));
            if let Some(colour) = half.and_then(|half| colours.get_mut(half)) {
                *colour = Some(self.color(role));
            }
        }
        let rows = colours.chunks(usize::from(area.width).max(1));
        let (upper, lower) = (rows.clone().step_by(2), rows.skip(1).step_by(2));
        for ((upper, lower), y) in upper.zip(lower).zip(area.y..) {
            for ((upper, lower), x) in upper.iter().zip(lower).zip(area.x..) {
                let Some(cell) = buf.cell_mut((x, y)) else { continue };
                match (*upper, *lower) {
                    (None, None) => continue,
                    // One colour is no glyph: fonts leave seams between those.
                    (Some(upper), Some(lower)) if upper == lower => cell.set_symbol(" ").set_bg(upper),
                    (Some(upper), Some(lower)) => cell.set_symbol("▀").set_fg(upper).set_bg(lower),
                    (Some(upper), None) => cell.set_symbol("▀").set_fg(upper),
                    (None, Some(lower)) => cell.set_symbol("▄").set_fg(lower),
                };
            }
        }
        let cells = (0..area.height).flat_map(|y| (0..area.width).map(move |x| (x, y * 2)));
        let land = |(x, y)| [ground.half((x, y)), ground.half((x, y + 1))].into_iter().find_map(Half::departement);
        cells.map(|at| self.ground(land(at).map_or(Half::Outside, Half::Land), selected)).collect()
    }

    fn ground(&self, half: Half, selected: Option<DeptCode>) -> Option<Color> {
        let chosen = half.departement() == selected;
        match half {
            Half::Outside => None,
            Half::Land(_) => self.cx.style(if chosen { Role::Selected } else { Role::Bar }).bg,
            Half::Border(_) => Some(self.color(if chosen { Role::Accent } else { Role::Line })),
        }
    }

    /// The outlines and the communes of the members, as fine as the terminal can.
    fn draw(&self, window: &Window, buf: &mut Buffer) {
        Canvas::default()
            .marker(marker(self.cx))
            .x_bounds(window.x)
            .y_bounds(window.y)
            .paint(|context| self.paint(context))
            .render(window.area, buf);
    }

    fn paint(&self, context: &mut Context<'_>) {
        let selected = self.departement();
        let of = |chosen: bool| outlines().iter().filter(move |one| (Some(one.departement) == selected) == chosen);
        of(false).for_each(|outline| self.outline(context, outline, Role::Line));
        context.layer();
        for (at, role) in self.territories() {
            context.draw(&Points { coords: &[at], color: self.color(role) });
        }
        context.layer();
        of(true).for_each(|outline| self.outline(context, outline, Role::Accent));
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

    /// The known points of the communes of the members that show; those of the selected one last, over the others.
    fn territories(&self) -> Vec<(LonLat, Role)> {
        let others = shown(self.cx, self.filter).into_iter().filter(|(id, _)| {
            let selected = Key::Member(*id) == self.selected;
            !selected && !self.cx.masked
        });
        let others = others.flat_map(|(_, member)| {
            let role = member_mark(self.cx, member.status).1;
            points_of(member).into_iter().map(move |at| (at, role))
        });
        let own = self.member().into_iter().flat_map(points_of).map(|at| (at, Role::Soon));
        others.chain(own).collect()
    }

    /// What is written on the map, the weightier first: what comes later gives way.
    fn write(&self, window: &Window, marked: &[Marked<'_>], labels: &mut Labels, buf: &mut Buffer) {
        for one in marked {
            let (sign, role) = centre_mark(self.cx, one.centre.status);
            let style = self.cx.style(role).add_modifier(Modifier::BOLD);
            let style = if one.chosen { style.add_modifier(Modifier::REVERSED) } else { style };
            labels.stamp(window.cell(one.at), sign, style, buf);
        }
        let style = self.cx.style(Role::Accent).add_modifier(Modifier::BOLD);
        for at in self.projects.iter().filter_map(|code| communes().place(*code)).map(|place| place.at) {
            labels.stamp(window.cell(at), self.cx.theme.glyphs.forecast, style, buf);
        }
        let member = self.member().and_then(middle).map(|(at, _)| at);
        let place = self.place.and_then(|code| communes().get(code)).and_then(|commune| commune.point);
        for at in [member, place].into_iter().flatten() {
            let style = self.cx.style(Role::Soon).add_modifier(Modifier::BOLD);
            labels.stamp(window.cell(at), self.cx.theme.glyphs.up, style, buf);
        }
        if self.zoomed {
            self.names(window, marked, labels, buf);
        }
        self.codes(window, labels, buf);
    }

    /// The place sought, then the centres, then the towns of the département that fills the map.
    fn names(&self, window: &Window, marked: &[Marked<'_>], labels: &mut Labels, buf: &mut Buffer) {
        let sought = self.place.and_then(|code| communes().get(code)).filter(|commune| commune.point.is_some());
        if let Some((commune, at)) = sought.and_then(|commune| Some((commune, commune.point?))) {
            labels.beside(window.cell(at), &commune.name, self.cx.style(Role::Soon), buf);
        }
        let commune_of = |one: &Marked<'_>| one.centre.commune.and_then(|code| communes().get(code));
        for (one, commune) in marked.iter().filter(|one| one.exact).filter_map(|one| Some((one, commune_of(one)?))) {
            labels.beside(window.cell(one.at), &commune.name, self.cx.style(Role::Title), buf);
        }
        let named = |town: &Commune| {
            self.place == Some(town.code)
                || marked.iter().filter_map(commune_of).any(|commune| commune.code == town.code)
        };
        let of_here = |commune: &&Commune| Some(commune.departement()) == self.departement() && !named(commune);
        let mut towns: Vec<&Commune> = communes().all().iter().filter(of_here).collect();
        towns.sort_by_key(|commune| std::cmp::Reverse(commune.population));
        let sign = if self.cx.theme.glyphs.ascii { "." } else { "·" };
        for (town, at) in towns.into_iter().filter_map(|town| Some((town, town.point?))).take(NAMES) {
            let (cell, style) = (window.cell(at), self.cx.style(Role::Muted));
            if labels.beside(cell, &town.name, style, buf) {
                labels.stamp(cell, sign, style, buf);
            }
        }
    }

    /// The number of each département in its middle, or a line above or below where something stands there.
    fn codes(&self, window: &Window, labels: &mut Labels, buf: &mut Buffer) {
        let selected = self.departement();
        for departement in departements() {
            let cell = communes().middle_of_departement(departement.code).and_then(|at| window.cell(at));
            let chosen = selected == Some(departement.code);
            let (label, role) = match chosen {
                _ if self.zoomed && chosen => continue,
                true => (format!("{}{}", self.cx.theme.glyphs.under_way, departement.code), Role::Title),
                false => (departement.code.to_string(), Role::Muted),
            };
            labels.near(cell, &label, self.cx.style(role), buf);
        }
    }

    /// The centres that show: what is open or selected last, over its neighbours.
    pub(super) fn marked(&self) -> Vec<Marked<'_>> {
        let all = centres_in(self.cx, None).filter_map(|(id, centre)| {
            let chosen = centre.host.is_some_and(|host| Key::Member(host.0) == self.selected);
            let (at, exactness) = centre_place(self.cx, centre)?;
            Some(Marked { id, centre, chosen, at, exact: exactness == Exactness::Commune })
        });
        let mut all: Vec<Marked<'_>> = all.filter(|one| one.chosen || !self.cx.masked).collect();
        all.sort_by_key(|one| (one.chosen, one.centre.status == Some(CentreStatus::Open)));
        all
    }

    fn member(&self) -> Option<&Member> {
        match self.selected {
            Key::Member(id) => self.cx.desk.get::<Member>(&id),
            _ => None,
        }
    }

    pub(super) fn departement(&self) -> Option<DeptCode> {
        match self.selected {
            Key::Departement(code) => Some(code),
            Key::Member(_) => self.member().and_then(|member| member.lies_in().first().copied()),
            Key::Region => None,
        }
    }

    fn color(&self, role: Role) -> Color {
        self.cx.style(role).fg.unwrap_or(Color::Reset)
    }
}

/// Two colours to a cell, where there are enough of them; the high contrast keeps to lines.
fn filled(cx: &Cx) -> bool {
    let coloured = matches!(cx.theme.depth, Depth::Indexed | Depth::True);
    coloured && matches!(cx.theme.scheme, Scheme::Dark | Scheme::Light) && !cx.theme.glyphs.ascii
}

/// How a commune looks on the map.
pub fn dot(cx: &Cx) -> &'static str {
    match marker(cx) {
        _ if cx.theme.glyphs.ascii => ".",
        Marker::Braille if !filled(cx) => "⠂",
        _ => "▀",
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
}
