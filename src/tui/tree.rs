//! A tree that folds: region, département, member; stage, step.

use std::collections::BTreeSet;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;
use serde::{Deserialize, Serialize};

use super::action::Action;
use super::cx::Cx;
use super::layer::Took;
use super::list::ListState;
use super::table::{Empty, select};
use super::text;
use super::theme::Role;

/// One node, in the order in which the whole tree is read; `depth` says whose child it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Node<K> {
    pub key: K,
    pub depth: u16,
    pub line: Line<'static>,
    /// At the right: a count, a date.
    pub aside: Line<'static>,
}

/// What is folded, and what is selected: by key, so that both survive any change of the nodes.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "K: Deserialize<'de> + Ord"))]
pub struct TreeState<K> {
    folded: BTreeSet<K>,
    selected: Option<K>,
    #[serde(skip)]
    list: ListState,
}

impl<K> Default for TreeState<K> {
    fn default() -> Self {
        Self { folded: BTreeSet::new(), selected: None, list: ListState::default() }
    }
}

impl<K: Ord + Clone> TreeState<K> {
    /// The selected key: the first one, until another is chosen.
    pub fn selected<'a>(&'a self, nodes: &'a [Node<K>]) -> Option<&'a K> {
        let chosen = self.selected.as_ref().filter(|key| nodes.iter().any(|node| node.key == **key));
        chosen.or_else(|| nodes.first().map(|node| &node.key))
    }

    /// Selects a node, unfolding what hides it.
    pub fn select(&mut self, key: K, nodes: &[Node<K>]) {
        if let Some(mut at) = nodes.iter().position(|node| node.key == key) {
            while let Some(parent) = parent(nodes, at) {
                if let Some(node) = nodes.get(parent) {
                    self.folded.remove(&node.key);
                }
                at = parent;
            }
        }
        self.selected = Some(key);
    }

    pub fn fold(&mut self, key: K) {
        self.folded.insert(key);
    }

    /// Folds every node of this depth.
    pub fn fold_at(&mut self, depth: u16, nodes: &[Node<K>]) {
        self.folded.extend(nodes.iter().filter(|node| node.depth == depth).map(|node| node.key.clone()));
    }

    /// The numbers of the nodes that no folded node hides.
    pub fn visible(&self, nodes: &[Node<K>]) -> Vec<usize> {
        let mut hidden_below = None;
        let mut visible = Vec::new();
        for (index, node) in nodes.iter().enumerate() {
            if hidden_below.is_some_and(|depth| node.depth > depth) {
                continue;
            }
            hidden_below = self.folded.contains(&node.key).then_some(node.depth);
            visible.push(index);
        }
        visible
    }

    pub fn update(&mut self, action: Action, nodes: &[Node<K>]) -> Took {
        let visible = self.visible(nodes);
        let at = self.position(&visible, nodes);
        let Some(index) = visible.get(at).copied() else { return Took::No };
        let Some(node) = nodes.get(index) else { return Took::No };
        let folded = self.folded.contains(&node.key);
        match action {
            Action::Expand if folded => _ = self.folded.remove(&node.key),
            Action::Expand if has_children(nodes, index) => self.selected = nodes.get(index + 1).map(|n| n.key.clone()),
            Action::Collapse if has_children(nodes, index) && !folded => _ = self.folded.insert(node.key.clone()),
            Action::Collapse => {
                if let Some(parent) = parent(nodes, index).and_then(|parent| nodes.get(parent)) {
                    self.selected = Some(parent.key.clone());
                }
            }
            Action::ExpandAll => self.folded.clear(),
            Action::Expand => {}
            action => {
                self.list.select(at, visible.len());
                if self.list.update(action, visible.len()) == Took::No {
                    return Took::No;
                }
                let chosen = visible.get(self.list.selected()).and_then(|index| nodes.get(*index));
                self.selected = chosen.map(|node| node.key.clone());
            }
        }
        Took::Yes
    }

    /// Where the selection is among the visible nodes; the nearest ancestor's place if it is folded away.
    fn position(&self, visible: &[usize], nodes: &[Node<K>]) -> usize {
        let Some(key) = self.selected(nodes) else { return 0 };
        let Some(mut index) = nodes.iter().position(|node| node.key == *key) else { return 0 };
        loop {
            match visible.iter().position(|shown| *shown == index) {
                Some(at) => return at,
                None => index = parent(nodes, index).unwrap_or(0),
            }
            if index == 0 {
                return 0;
            }
        }
    }
}

fn has_children<K>(nodes: &[Node<K>], index: usize) -> bool {
    matches!((nodes.get(index), nodes.get(index + 1)), (Some(node), Some(next)) if next.depth > node.depth)
}

fn parent<K>(nodes: &[Node<K>], index: usize) -> Option<usize> {
    let depth = nodes.get(index)?.depth;
    nodes.get(..index)?.iter().rposition(|node| node.depth < depth)
}

/// A tree as drawn.
pub struct Tree<'a, K> {
    pub cx: &'a Cx,
    pub nodes: &'a [Node<K>],
    pub state: &'a TreeState<K>,
    pub focused: bool,
    pub empty: &'a Empty,
}

impl<K: Ord + Clone> Widget for &Tree<'_, K> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        if self.nodes.is_empty() || area.width < 6 {
            return self.empty.render(self.cx, area, buf);
        }
        let visible = self.state.visible(self.nodes);
        let at = self.state.position(&visible, self.nodes);
        let mut list = self.state.list.clone();
        list.select(at, visible.len());
        let glyphs = &self.cx.theme.glyphs;
        for (place, y) in list.window(area.height, visible.len()).zip(area.y..) {
            let Some((index, node)) = visible.get(place).and_then(|i| Some((*i, self.nodes.get(*i)?))) else { break };
            let sign = match () {
                () if self.state.folded.contains(&node.key) && has_children(self.nodes, index) => glyphs.folded,
                () if has_children(self.nodes, index) => glyphs.unfolded,
                () => " ",
            };
            let line = Rect { y, height: 1, ..area };
            let does = match sign {
                " " => Action::Tick,
                sign if sign == glyphs.folded => Action::Expand,
                _ => Action::Collapse,
            };
            let x = (area.x + 1 + 2 * node.depth).min(area.right());
            buf.set_span(x, y, &Span::styled(sign, self.cx.style(Role::Muted)), 1);
            // A leaf has its own sign where the others fold.
            let sign_at = if does == Action::Tick { x + 2 } else { x };
            if self.focused {
                self.cx.drawn.sign(Rect { x: sign_at, y, width: 1, height: 1 }, does);
            }
            let aside_width = u16::try_from(node.aside.width()).unwrap_or(0);
            let room = area.right().saturating_sub(x + 4 + aside_width);
            buf.set_line(x + 2, y, &text::ellipsis_line(&node.line, room, glyphs.more), room);
            let aside_at = area.right().saturating_sub(aside_width + 2).max(x);
            buf.set_line(aside_at, y, &node.aside, aside_width);
            if place == at {
                select(self.cx, line, self.focused, buf);
            }
        }
        if self.focused {
            self.cx.drawn.lines(area);
        }
        self.state.list.follow(&list);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nodes() -> Vec<Node<&'static str>> {
        [("Occitanie", 0), ("Ariège", 1), ("Couserans", 2), ("Gers", 1), ("Auch", 2)]
            .map(|(key, depth)| Node { key, depth, line: Line::raw(key), aside: Line::default() })
            .to_vec()
    }

    #[test]
    fn folding_hides_children_and_moves_the_selection_to_what_is_seen() {
        let (nodes, mut state) = (nodes(), TreeState::default());
        state.select("Couserans", &nodes);
        state.fold("Ariège");
        assert_eq!(state.visible(&nodes), [0, 1, 3, 4]);
        state.update(Action::Down, &nodes);
        assert_eq!(state.selected(&nodes), Some(&"Gers"));
        state.select("Couserans", &nodes);
        assert_eq!(state.visible(&nodes), [0, 1, 2, 3, 4], "selecting unfolds");
    }

    #[test]
    fn left_folds_then_climbs_and_right_unfolds_then_enters() {
        let (nodes, mut state) = (nodes(), TreeState::default());
        state.select("Auch", &nodes);
        for (action, selected, visible) in [
            (Action::Collapse, "Gers", 5),
            (Action::Collapse, "Gers", 4),
            (Action::Collapse, "Occitanie", 4),
            (Action::Expand, "Ariège", 4),
            (Action::End, "Gers", 4),
            (Action::Expand, "Gers", 5),
            (Action::Expand, "Auch", 5),
            (Action::Expand, "Auch", 5),
        ] {
            state.update(action, &nodes);
            assert_eq!((state.selected(&nodes), state.visible(&nodes).len()), (Some(&selected), visible), "{action:?}");
        }
    }

    #[test]
    fn an_empty_tree_is_no_trouble() {
        let mut state = TreeState::<u8>::default();
        assert_eq!(state.update(Action::Down, &[]), Took::No);
        assert_eq!(state.selected(&[]), None);
    }
}
