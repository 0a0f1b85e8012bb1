//! The land under the map, in half cells: which département each is of, and where its border runs.

use ratatui::layout::Rect;

use crate::model::DeptCode;
use crate::model::reference::{LonLat, Outline, outlines};

/// The region with a margin, in degrees: west, east, south, north.
pub const REGION: [f64; 4] = [-0.45, 4.95, 42.25, 45.10];
/// A degree of longitude against one of latitude, in the middle of the region.
pub const LONGITUDE: f64 = 0.72;
/// A cell is about twice as high as wide.
const CELL: f64 = 2.0;
/// Around a département that fills the map, as a share of its size.
const MARGIN: f64 = 0.08;

/// What part of the earth an area shows: some degrees in its middle, true to their shape.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Window {
    pub x: [f64; 2],
    pub y: [f64; 2],
    pub area: Rect,
}

impl Window {
    /// Over a département, or over the whole region.
    pub fn over(departement: Option<DeptCode>, area: Rect) -> Self {
        let outline = outlines().iter().find(|outline| Some(outline.departement) == departement);
        Self::around(outline.map_or(REGION, bounds), area)
    }

    fn around([west, east, south, north]: [f64; 4], area: Rect) -> Self {
        let (middle_x, middle_y) = (f64::midpoint(west, east), f64::midpoint(south, north));
        let shape = f64::from(area.width) / (f64::from(area.height.max(1)) * CELL);
        let (mut wide, mut high) = ((east - west) * LONGITUDE, north - south);
        if wide / high < shape {
            wide = high * shape
        } else {
            high = wide / shape
        }
        let half_x = wide / LONGITUDE / 2.0;
        Self { x: [middle_x - half_x, middle_x + half_x], y: [middle_y - high / 2.0, middle_y + high / 2.0], area }
    }

    /// The half cell of a place, from the upper left corner; `None` outside the area.
    pub fn half(&self, (x, y): LonLat) -> Option<(u16, u16)> {
        let part = |value: f64, [from, to]: [f64; 2]| (value - from) / (to - from);
        let column = place(part(x, self.x), self.area.width)?;
        let row = place(1.0 - part(y, self.y), self.area.height * 2)?;
        Some((column, row))
    }

    /// The cell of a place, on the screen.
    pub fn cell(&self, at: LonLat) -> Option<(u16, u16)> {
        let (x, y) = self.half(at)?;
        Some((self.area.x + x, self.area.y + y / 2))
    }

    /// The longitude of the middle of a column.
    fn lon(&self, column: u16) -> f64 {
        let [west, east] = self.x;
        west + (east - west) * (f64::from(column) + 0.5) / f64::from(self.area.width)
    }

    /// The latitude of the middle of a row of half cells.
    fn lat(&self, row: u16) -> f64 {
        let [south, north] = self.y;
        north - (north - south) * (f64::from(row) + 0.5) / f64::from(self.area.height * 2)
    }
}

/// The number of a part of so many; `None` outside them.
fn place(share: f64, parts: u16) -> Option<u16> {
    let at = (share * f64::from(parts)).floor();
    (at >= 0.0 && at < f64::from(parts)).then_some(at as u16)
}

/// The degrees of a département, with a margin.
fn bounds(outline: &Outline) -> [f64; 4] {
    let points = || outline.polygons.iter().flatten();
    let over = |of: fn(&LonLat) -> f64| {
        points()
            .map(of)
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)))
    };
    let ((west, east), (south, north)) = (over(|point| point.0), over(|point| point.1));
    let (x, y) = ((east - west) * MARGIN, (north - south) * MARGIN);
    [west - x, east + x, south - y, north + y]
}

/// What a half cell shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Half {
    Outside,
    Land(DeptCode),
    Border(DeptCode),
}

impl Half {
    pub const fn departement(self) -> Option<DeptCode> {
        match self {
            Self::Outside => None,
            Self::Land(code) | Self::Border(code) => Some(code),
        }
    }
}

/// The half cells of a window, row by row.
pub struct Ground {
    width: usize,
    halves: Vec<Half>,
}

impl Ground {
    pub fn of(window: &Window) -> Self {
        let width = usize::from(window.area.width);
        let rows = (0..window.area.height * 2).map(|row| land(window, row));
        let land: Vec<Option<DeptCode>> = rows.flatten().collect();
        let halves = land.iter().enumerate().map(|(index, own)| {
            let Some(code) = *own else { return Half::Outside };
            let first = index % width.max(1) == 0;
            let last = (index + 1) % width.max(1) == 0;
            let right = (!last).then_some(index + 1);
            let left = index.checked_sub(1).filter(|_| !first);
            let (above, below) = (index.checked_sub(width), Some(index + width));
            // Between two of them one line is enough; the coast is all around. The window's edge is neither.
            let beside = |index: Option<usize>| index.and_then(|index| land.get(index).copied());
            let other = |index: Option<usize>| beside(index).is_some_and(|it| it != Some(code));
            let coast = |index: Option<usize>| beside(index) == Some(None);
            let border = other(right) || other(below) || coast(left) || coast(above);
            if border { Half::Border(code) } else { Half::Land(code) }
        });
        Self { width, halves: halves.collect() }
    }

    pub fn half(&self, (x, y): (u16, u16)) -> Half {
        let index = usize::from(y) * self.width + usize::from(x);
        self.halves.get(index).copied().filter(|_| usize::from(x) < self.width).unwrap_or(Half::Outside)
    }
}

/// The département of each half cell of a row: between the first and the second crossing of its outline, the third and the
/// fourth, and so on.
fn land(window: &Window, row: u16) -> Vec<Option<DeptCode>> {
    let lat = window.lat(row);
    let mut found = vec![None; usize::from(window.area.width)];
    for outline in outlines() {
        let crossings = crossings(outline, lat);
        let spans: Vec<&[f64]> = crossings.chunks(2).collect();
        for (column, cell) in (0..window.area.width).zip(&mut found) {
            let lon = window.lon(column);
            if spans.iter().any(|span| matches!(span, [from, to] if (*from..*to).contains(&lon))) {
                *cell = Some(outline.departement);
            }
        }
    }
    found
}

/// The longitudes at which an outline crosses a latitude, from the west.
fn crossings(outline: &Outline, lat: f64) -> Vec<f64> {
    let mut all: Vec<f64> = Vec::new();
    for ring in &outline.polygons {
        let next = ring.iter().cycle().skip(1);
        for (&(x1, y1), &(x2, y2)) in ring.iter().zip(next) {
            if (y1 > lat) != (y2 > lat) {
                all.push(x1 + (lat - y1) / (y2 - y1) * (x2 - x1));
            }
        }
    }
    all.sort_by(f64::total_cmp);
    all
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::reference::{communes, departements};

    #[test]
    fn the_window_keeps_the_shape_of_the_region() {
        for (width, height) in [(40, 12), (73, 14), (20, 30)] {
            let Window { x: [x0, x1], y: [y0, y1], .. } = Window::over(None, Rect::new(0, 0, width, height));
            let near = 1e-9;
            assert!(
                x0 <= REGION[0] + near && x1 >= REGION[1] - near && y0 <= REGION[2] + near && y1 >= REGION[3] - near
            );
            let per_cell = ((x1 - x0) * LONGITUDE / f64::from(width), (y1 - y0) / f64::from(height) / CELL);
            assert!((per_cell.0 / per_cell.1 - 1.0).abs() < 0.01, "{per_cell:?}");
        }
    }

    #[test]
    fn communes_stand_on_their_own_departement() {
        let window = Window::over(None, Rect::new(0, 0, 160, 80));
        let ground = Ground::of(&window);
        let known = communes().all().iter().filter_map(|one| Some((one.departement(), one.point?)));
        let (mut right, mut all) = (0, 0);
        for (code, at) in known {
            all += 1;
            right += usize::from(ground.half(window.half(at).unwrap()).departement() == Some(code));
        }
        // The outlines are simplified, and a half cell is some kilometres wide.
        assert!(right * 100 / all >= 95, "{right} of {all}");
    }

    #[test]
    fn a_departement_fills_its_own_window() {
        for one in departements() {
            let window = Window::over(Some(one.code), Rect::new(3, 2, 60, 20));
            let ground = Ground::of(&window);
            let halves = || (0..40).flat_map(|y| (0..60).map(move |x| (x, y)));
            let own = halves().filter(|at| ground.half(*at).departement() == Some(one.code)).count();
            assert!(own > 300, "{} has {own} half cells of 2400", one.name);
            let outer = halves().filter(|(x, y)| *x == 0 || *y == 0 || *x == 59 || *y == 39);
            assert!(outer.into_iter().all(|at| ground.half(at).departement() != Some(one.code)), "{}", one.name);
        }
    }

    proptest! {
        #[test]
        fn a_place_is_in_the_area_or_nowhere(x in -10.0..10.0_f64, y in 40.0..50.0_f64, w in 1..200_u16, h in 1..60_u16) {
            let window = Window::over(None, Rect::new(5, 7, w, h));
            if let Some((column, row)) = window.cell((x, y)) {
                prop_assert!((5..5 + w).contains(&column) && (7..7 + h).contains(&row));
            }
            let inside = (window.x[0]..window.x[1]).contains(&x) && (window.y[0]..window.y[1]).contains(&y);
            prop_assert!(!inside || window.cell((x, y)).is_some() || y == window.y[0]);
        }
    }
}
