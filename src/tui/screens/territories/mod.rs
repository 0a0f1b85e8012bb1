//! « Territoires »: the members by département beside the map, and what is known of each.

mod acts;
mod filter;
mod ground;
mod labels;
mod map;
mod member;
mod nodes;
mod places;
mod region;
mod signs;
#[cfg(test)]
mod tests;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;
use serde::{Deserialize, Serialize};

use filter::{By, Filter};
use map::Map;
use member::Dossier;
use nodes::{COLUMN, Key, nodes};
pub use places::communes_of;

use super::shared::talk;
use crate::model::reference::departements;
use crate::model::{CommuneCode, Kind, RecordId};
use crate::t;
use crate::tui::action::Action;
use crate::tui::context::Context;
use crate::tui::cx::Cx;
use crate::tui::facts::Facts;
use crate::tui::layer::{Input, Layer, Took};
use crate::tui::legend::Legend;
use crate::tui::list::ListState;
use crate::tui::screen::Screen;
use crate::tui::session;
use crate::tui::table::Empty;
use crate::tui::text;
use crate::tui::theme::Role;
use crate::tui::tree::{Node, Tree, TreeState};

/// From this width on, tree, map and detail show together. The body of a window of 100 columns has 98.
const WIDE: u16 = 98;
/// Of a wide window, for the tree, in percent.
const TREE: u16 = 40;
/// Of its height, for the map while it has the keys, and while it has not.
const LARGE: u16 = 72;
const SMALL: u16 = 45;

/// Which part has the keys; in a narrow window, which one shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pane {
    Tree,
    Map,
    Detail,
}

impl Pane {
    const ALL: [Self; 3] = [Self::Tree, Self::Map, Self::Detail];

    fn next(self, step: usize) -> Self {
        let at = Self::ALL.iter().position(|one| *one == self).unwrap_or(0);
        Self::ALL.get((at + step) % Self::ALL.len()).copied().unwrap_or(Self::Tree)
    }
}

/// The screen.
struct Territories {
    tree: TreeState<Key>,
    pane: Pane,
    /// The selected département fills the map.
    zoomed: bool,
    filter: Filter,
    /// What a filter menu that is open filters by.
    by: By,
    detail: ListState,
    /// Lines of the detail, as last drawn.
    lines: std::cell::Cell<usize>,
    /// What the open menu of records offers.
    offered: Vec<RecordId>,
}

/// The map around a commune: its département, and where it is.
pub fn map_of(cx: &Cx, commune: CommuneCode, area: Rect, buf: &mut Buffer) {
    let selected = Key::Departement(commune.departement());
    Map { cx, filter: &Filter::default(), selected, zoomed: true, place: Some(commune), projects: &[] }
        .render(area, buf);
}

/// The map of the region with supported projects, one of them pointed out.
pub fn map_of_projects(cx: &Cx, projects: &[CommuneCode], place: Option<CommuneCode>, area: Rect, buf: &mut Buffer) {
    let selected = place.map_or(Key::Region, |commune| Key::Departement(commune.departement()));
    Map { cx, filter: &Filter::default(), selected, zoomed: false, place, projects }.render(area, buf);
}

/// The screen, everything unfolded to the départements.
pub fn screen(cx: &mut Cx) -> Box<dyn Layer> {
    let mut tree = TreeState::default();
    let nodes = nodes(cx, &Filter::default(), None);
    // A handful of members fits; many are unfolded one département at a time.
    if nodes.len() > 60 {
        tree.fold_at(1, &nodes);
    }
    Box::new(Territories {
        tree,
        pane: Pane::Tree,
        zoomed: false,
        filter: Filter::default(),
        by: By::College,
        detail: ListState::default(),
        lines: std::cell::Cell::new(0),
        offered: Vec::new(),
    })
}

/// What is found again at the next start.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct Left {
    filter: Filter,
    tree: TreeState<Key>,
}

impl Territories {
    fn nodes(&self, cx: &Cx) -> Vec<Node<Key>> {
        let plain = nodes(cx, &self.filter, None);
        match self.tree.selected(&plain).copied() {
            Some(selected) if cx.masked => nodes(cx, &self.filter, Some(selected)),
            _ => plain,
        }
    }

    fn selected(&self, cx: &Cx) -> Key {
        self.tree.selected(&nodes(cx, &self.filter, None)).copied().unwrap_or(Key::Region)
    }

    fn member(&self, cx: &Cx) -> Option<RecordId> {
        match self.selected(cx) {
            Key::Member(id) => Some(id),
            _ => None,
        }
    }

    fn select(&mut self, key: Key, cx: &Cx) {
        self.tree.select(key, &self.nodes(cx));
        self.detail = ListState::default();
    }

    /// Selects the member that a record belongs to, lifting a filter that hides it.
    fn find(&mut self, record: RecordId, cx: &Cx) -> Took {
        let Some(member) = talk::Place::of(cx, record).member else { return Took::No };
        let key = Key::Member(member);
        if !nodes(cx, &self.filter, None).iter().any(|node| node.key == key) {
            self.filter = Filter::default();
        }
        self.select(key, cx);
        self.pane = Pane::Tree;
        Took::Yes
    }

    /// A département of the map; the second time it fills the map.
    fn pointed(&mut self, at: usize, cx: &Cx) {
        let Some(key) = departements().get(at).map(|one| Key::Departement(one.code)) else { return };
        if self.selected(cx) == key {
            self.zoomed = true;
        } else {
            self.select(key, cx);
        }
    }

    fn legend(&self, cx: &Cx) -> Legend {
        if self.pane == Pane::Map { self.map(cx).told() } else { signs::of_tree(cx) }
    }

    fn map<'a>(&'a self, cx: &'a Cx) -> Map<'a> {
        Map { cx, filter: &self.filter, selected: self.selected(cx), zoomed: self.zoomed, place: None, projects: &[] }
    }

    fn facts(&self, cx: &Cx) -> Facts {
        match self.selected(cx) {
            Key::Member(id) => Dossier::of(cx, id).map(|dossier| dossier.facts()).unwrap_or_default(),
            Key::Departement(code) => region::facts(cx, Some(code)),
            Key::Region => region::facts(cx, None),
        }
    }
}

impl Layer for Territories {
    fn context(&self) -> Context {
        if self.pane == Pane::Map { Context::Map } else { Context::Territories }
    }

    fn title(&self, cx: &Cx) -> String {
        Screen::Territories.title(&cx.words)
    }

    fn hints(&self, _: &Cx) -> Vec<Action> {
        match self.pane {
            Pane::Map if self.zoomed => vec![Action::Back, Action::Legend, Action::NextPane],
            Pane::Map => vec![Action::Open, Action::Legend, Action::NextPane, Action::Filter],
            _ => vec![Action::LogExchange, Action::New, Action::Edit, Action::Filter, Action::NextPane],
        }
    }

    fn left(&self) -> Option<String> {
        session::written(&Left { filter: self.filter.clone(), tree: self.tree.clone() })
    }

    fn take_up(&mut self, left: &str, _: &mut Cx) {
        let left: Left = session::read(left);
        (self.filter, self.tree) = (left.filter, left.tree);
    }

    fn update(&mut self, input: Input<'_>, cx: &mut Cx) -> Took {
        match input {
            Input::Action(action) => return self.act(action, cx),
            Input::Pointed(at) => self.pointed(at, cx),
            Input::Answer(tag, answer) => self.answered(tag, answer, cx),
            Input::Find(record) => return self.find(record, cx),
            _ => return Took::No,
        }
        Took::Yes
    }

    fn render(&self, cx: &Cx, area: Rect, buf: &mut Buffer) -> Option<Position> {
        if area.width < WIDE {
            match self.pane {
                Pane::Tree => self.render_tree(cx, area, buf),
                Pane::Map => self.render_map(cx, area, buf),
                Pane::Detail => self.render_detail(cx, area, buf),
            }
            return None;
        }
        let left = area.width * TREE / 100;
        let x = area.x + left + 2;
        for y in area.y..area.bottom() {
            buf.set_string(x - 2, y, cx.theme.glyphs.track, cx.style(Role::Line));
        }
        let right = Rect { x, width: area.right().saturating_sub(x), ..area };
        let share = if self.pane == Pane::Map { LARGE } else { SMALL };
        let map = area.height * share / 100;
        self.render_tree(cx, Rect { width: left - 1, ..area }, buf);
        self.render_map(cx, Rect { height: map, ..right }, buf);
        let below = Rect { y: right.y + map + 1, height: right.height.saturating_sub(map + 1), ..right };
        let parts = [Rect { width: left - 1, ..area }, Rect { height: map, ..right }, below];
        for (pane, part) in Pane::ALL.into_iter().zip(parts).filter(|(pane, _)| *pane != self.pane) {
            let ahead = self.pane.next(1) == pane;
            cx.drawn.pane(part, if ahead { Action::NextPane } else { Action::PreviousPane });
        }
        let rule = cx.theme.glyphs.horizontal.repeat(usize::from(right.width));
        buf.set_string(right.x, right.y + map, rule, cx.style(Role::Line));
        self.render_detail(cx, below, buf);
        None
    }
}

impl Territories {
    fn render_tree(&self, cx: &Cx, area: Rect, buf: &mut Buffer) {
        if area.height < 3 {
            return;
        }
        let nodes = self.nodes(cx);
        let heads = [Kind::Member, Kind::Centre].map(|kind| cx.words.kind_plural(kind));
        let heads = heads.map(|head| text::right(&text::ellipsis(&head, COLUMN - 1, "."), COLUMN)).concat();
        let room = area.width.saturating_sub(text::width(&heads) + 3);
        let said = self.filter.words(cx);
        let role = if said.is_some() { Role::Warning } else { Role::Label };
        let said = text::ellipsis(&said.unwrap_or_default(), room, cx.theme.glyphs.more);
        buf.set_line(area.x + 1, area.y, &Line::from(Span::styled(said, cx.style(role))), room);
        let at = area.right().saturating_sub(text::width(&heads) + 2);
        buf.set_string(at, area.y, heads, cx.style(Role::Label));
        let body = Rect { y: area.y + 1, height: area.height - 1, ..area };
        let found = nodes.iter().any(|node| node.key != Key::Region);
        let key = |action| cx.keymap.key_label(action, Context::Territories, &cx.words);
        let (new, clear, everyone) = (key(Action::New), key(Action::ClearFilter), key(Action::Everyone));
        let press = t!(cx.words, "territories-none-press", new = new, clear = clear, everyone = everyone);
        let empty = Empty::new(cx.words.phrase(Kind::Member, "none"), press);
        if !found {
            return empty.render(cx, body, buf);
        }
        let focused = self.pane == Pane::Tree;
        Tree { cx, nodes: &nodes, state: &self.tree, focused, empty: &empty }.render(body, buf);
    }

    fn render_map(&self, cx: &Cx, area: Rect, buf: &mut Buffer) {
        let head = u16::from(self.pane == Pane::Map);
        if head > 0 {
            let title = format!("{} {}", cx.theme.glyphs.selected, nodes::name(cx, self.selected(cx)));
            let title = text::ellipsis(&title, area.width, cx.theme.glyphs.more);
            buf.set_string(area.x, area.y, title, cx.style(Role::Title));
        }
        let area = Rect { y: area.y + head, height: area.height.saturating_sub(head), ..area };
        self.map(cx).render(area, buf);
    }

    fn render_detail(&self, cx: &Cx, area: Rect, buf: &mut Buffer) {
        let (facts, area) = (self.facts(cx), Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area });
        self.lines.set(facts.laid_out(cx, area.width).len());
        facts.render(cx, area, &self.detail, buf);
    }
}
