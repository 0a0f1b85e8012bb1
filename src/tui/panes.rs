//! Two panes side by side; in a narrow window one of them, and Tab shows the other.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use serde::{Deserialize, Serialize};

use super::action::Action;
use super::cx::Cx;
use super::layer::Took;
use super::theme::Role;

/// Below this width one pane shows. The body of a window of 100 columns has 98.
const TWO: u16 = 98;

/// Which pane has the keys.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Pane {
    #[default]
    First,
    Second,
}

impl Pane {
    /// `next-pane` and `previous-pane`.
    pub fn update(&mut self, action: Action) -> Took {
        if !matches!(action, Action::NextPane | Action::PreviousPane) {
            return Took::No;
        }
        *self = if *self == Self::First { Self::Second } else { Self::First };
        Took::Yes
    }

    /// The areas of both panes, the first with `share` percent of the width, a line between them; in a narrow window
    /// all of it for the pane that has the keys.
    pub fn split(self, cx: &Cx, area: Rect, share: u16, buf: &mut Buffer) -> (Option<Rect>, Option<Rect>) {
        if area.width < TWO {
            return if self == Self::First { (Some(area), None) } else { (None, Some(area)) };
        }
        let width = area.width.saturating_sub(3) * share.min(100) / 100;
        let x = area.x + width + 3;
        for y in area.y..area.bottom() {
            buf.set_string(x - 2, y, cx.theme.glyphs.track, cx.style(Role::Line));
        }
        let second = Rect { x, width: area.right().saturating_sub(x), ..area };
        let other = if self == Self::First { second } else { Rect { width, ..area } };
        cx.drawn.pane(other, Action::NextPane);
        (Some(Rect { width, ..area }), Some(second))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Lang;
    use crate::tui::testing::cx;
    use crate::tui::theme::Depth;

    #[test]
    fn a_narrow_window_shows_the_pane_that_has_the_keys() {
        let cx = cx(Lang::Fr, Depth::Mono);
        let mut pane = Pane::default();
        for (columns, both) in [(80, false), (118, true)] {
            let area = Rect::new(1, 1, columns, 5);
            let mut buf = Buffer::empty(Rect::new(0, 0, 130, 7));
            let (first, second) = pane.split(&cx, area, 40, &mut buf);
            assert!(first.is_some() && second.is_some() == both);
            assert_eq!(second.map(|area| area.right()), both.then_some(area.right()));
        }
        pane.update(Action::NextPane);
        let area = Rect::new(0, 0, 40, 5);
        assert_eq!(pane.split(&cx, area, 40, &mut Buffer::empty(area)), (None, Some(area)));
    }
}
