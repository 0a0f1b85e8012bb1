//! A choice among lines, found by a few letters; where it may be, what was typed is itself the choice.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::action::Action;
use super::context::Context;
use super::cx::Cx;
use super::layer::{Answer, Input, Layer, Place, Took};
use super::line_edit::LineEdit;
use super::list::ListState;
use super::palette::fuzzy;
use super::table::select;
use super::text;
use super::theme::Role;

/// Answers [`Answer::Picked`] with the number of a line, or [`Answer::Text`].
pub struct Finder {
    tag: &'static str,
    title: String,
    lines: Vec<String>,
    /// What was typed may be chosen.
    takes_text: bool,
    edit: LineEdit,
    state: ListState,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Choice {
    Text,
    Line(usize),
}

impl Finder {
    pub fn new(tag: &'static str, title: impl Into<String>, lines: Vec<String>) -> Self {
        let (edit, state) = (LineEdit::default(), ListState::default());
        Self { tag, title: title.into(), lines, takes_text: false, edit, state }
    }

    /// What is typed is a choice too, and the first one.
    pub fn or_text(self) -> Self {
        Self { takes_text: true, ..self }
    }

    /// The line selected first.
    pub fn at(mut self, index: usize) -> Self {
        self.state.select(index, self.lines.len());
        self
    }

    fn choices(&self) -> Vec<Choice> {
        let query = self.edit.text();
        let text = (self.takes_text && !query.trim().is_empty()).then_some(Choice::Text);
        let lines = self.lines.iter().cloned().enumerate().map(|(at, line)| (Choice::Line(at), line));
        text.into_iter().chain(fuzzy(query.trim(), lines)).collect()
    }

    fn label(&self, choice: Choice, cx: &Cx) -> String {
        match choice {
            Choice::Text => {
                let text = self.edit.text();
                crate::t!(cx.words, "filter-contains", text = text.trim())
            }
            Choice::Line(at) => self.lines.get(at).cloned().unwrap_or_default(),
        }
    }
}

impl Layer for Finder {
    fn context(&self) -> Context {
        Context::Palette
    }

    fn title(&self, _: &Cx) -> String {
        self.title.clone()
    }

    fn place(&self, _: &Cx) -> Place {
        let widest = self.lines.iter().map(|line| text::width(line)).max().unwrap_or(0).saturating_add(2);
        let lines = u16::try_from(self.lines.len()).unwrap_or(u16::MAX).saturating_add(u16::from(self.takes_text));
        Place::Popup { width: widest.max(text::width(&self.title)).max(36), height: lines.saturating_add(1) }
    }

    fn update(&mut self, input: Input<'_>, cx: &mut Cx) -> Took {
        match input {
            Input::Action(Action::Accept) => match self.choices().get(self.state.selected()) {
                Some(Choice::Text) => cx.answer(self.tag, Answer::Text(self.edit.text().trim().to_owned())),
                Some(Choice::Line(at)) => cx.answer(self.tag, Answer::Picked(*at)),
                None => {}
            },
            Input::Action(Action::Cancel) => cx.close(),
            Input::Action(action @ (Action::Up | Action::Down | Action::PageUp | Action::PageDown)) => {
                return self.state.update(action, self.choices().len());
            }
            Input::Char(_) | Input::Paste(_) | Input::Action(_) => {
                let before = self.edit.text();
                let took = self.edit.update(&input);
                if self.edit.text() != before {
                    self.state.select(0, 1);
                }
                return took;
            }
            _ => return Took::No,
        }
        Took::Yes
    }

    fn render(&self, cx: &Cx, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let cursor = self.edit.render(cx, Rect { height: 1, ..area }, false, true, buf);
        let list = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
        let choices = self.choices();
        for (index, y) in self.state.window(list.height, choices.len()).zip(list.y..) {
            let Some(choice) = choices.get(index) else { break };
            let label = text::ellipsis(&self.label(*choice, cx), list.width.saturating_sub(2), cx.theme.glyphs.more);
            let role = if *choice == Choice::Text { Role::Accent } else { Role::Text };
            buf.set_string(list.x + 2, y, label, cx.style(role));
            if index == self.state.selected() {
                select(cx, Rect { y, height: 1, width: list.width + 1, ..list }, true, buf);
            }
        }
        Some(cursor)
    }
}
