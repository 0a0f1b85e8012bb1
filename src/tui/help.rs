//! What one can do here: every action of the place below, with all its keys.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};

use super::action::Action;
use super::context::Context;
use super::cx::Cx;
use super::keymap;
use super::layer::{Input, Layer, Took};
use super::list::ListState;
use super::text;
use super::theme::Role;

/// The help page of a layer.
pub struct Help {
    below: Context,
    state: ListState,
}

impl Help {
    pub fn new(below: Context) -> Self {
        Self { below, state: ListState::default() }
    }

    /// A heading for each context, then a line for each action.
    fn lines(&self, cx: &Cx) -> Vec<Line<'static>> {
        let mut lines = Vec::new();
        let mut told: Vec<Action> = Vec::new();
        for context in self.below.chain() {
            let applies = |action: &&Action| action.contexts().contains(context) && !told.contains(action);
            let actions: Vec<Action> = Action::ALL.iter().filter(applies).copied().collect();
            if actions.is_empty() {
                continue;
            }
            if !lines.is_empty() {
                lines.push(Line::default());
            }
            lines.push(Line::styled(context.label(&cx.words), cx.style(Role::Title)));
            for action in actions {
                let keys = cx.keymap.keys_of(action, self.below);
                let keys: Vec<String> = keys.iter().map(|keys| keymap::label(keys, &cx.words)).collect();
                let keys = keys.join(&format!(" {} ", cx.theme.glyphs.separator));
                let pad = 22_usize.saturating_sub(usize::from(text::width(&keys)));
                lines.push(Line::from(vec![
                    Span::styled(format!("  {keys}"), cx.style(Role::Key)),
                    Span::raw(format!("{}  {}", " ".repeat(pad), text::sentence(&action.label(&cx.words)))),
                ]));
                told.push(action);
            }
        }
        lines
    }
}

impl Layer for Help {
    fn context(&self) -> Context {
        Context::Page
    }

    fn title(&self, cx: &Cx) -> String {
        text::sentence(&Action::Help.label(&cx.words))
    }

    fn update(&mut self, input: Input<'_>, cx: &mut Cx) -> Took {
        match input {
            Input::Action(Action::Back | Action::Help) => {
                cx.close();
                Took::Yes
            }
            Input::Action(action) => self.state.scroll(action, self.lines(cx).len()),
            _ => Took::No,
        }
    }

    fn render(&self, cx: &Cx, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let lines = self.lines(cx);
        let body = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
        for (index, y) in self.state.window(body.height, lines.len()).zip(body.y..) {
            if let Some(line) = lines.get(index) {
                let line = text::ellipsis_line(line, body.width, cx.theme.glyphs.more);
                buf.set_line(body.x, y, &line, body.width);
            }
        }
        None
    }
}
