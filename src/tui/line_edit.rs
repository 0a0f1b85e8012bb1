//! One line of text being typed.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use tui_input::InputRequest;
use unicode_normalization::UnicodeNormalization;

use super::action::Action;
use super::cx::Cx;
use super::layer::{Input, Took};
use super::text;
use super::theme::Role;

/// Steps back that a field remembers.
const UNDO: usize = 100;

/// A line, its cursor, and what it was before.
#[derive(Clone, Debug, Default)]
pub struct LineEdit {
    input: tui_input::Input,
    past: Vec<String>,
    future: Vec<String>,
    /// The last change was a letter: the next one belongs to the same step back.
    in_word: bool,
}

impl LineEdit {
    pub fn new(text: &str) -> Self {
        Self { input: tui_input::Input::new(text.to_owned()), ..Self::default() }
    }

    /// The text, in NFC.
    pub fn text(&self) -> String {
        self.input.value().nfc().collect()
    }

    pub fn is_empty(&self) -> bool {
        self.input.value().is_empty()
    }

    /// Another text, the cursor at its end. One step back brings the old one.
    pub fn set(&mut self, text: &str) {
        if self.input.value() != text {
            self.remember(false);
            self.input = tui_input::Input::new(text.to_owned());
        }
    }

    pub fn update(&mut self, input: &Input<'_>) -> Took {
        match input {
            Input::Char(c) => {
                self.remember(c.is_alphanumeric());
                self.input.handle(InputRequest::InsertChar(*c));
            }
            Input::Paste(pasted) => {
                self.remember(false);
                // One line: breaks and tabs become spaces, at the ends nothing.
                for c in pasted.trim_matches(['\r', '\n', '\t']).chars() {
                    let c = if c.is_control() { ' ' } else { c };
                    self.input.handle(InputRequest::InsertChar(c));
                }
            }
            Input::Action(action) => return self.act(*action),
            _ => return Took::No,
        }
        Took::Yes
    }

    fn act(&mut self, action: Action) -> Took {
        let request = match action {
            Action::CharLeft => InputRequest::GoToPrevChar,
            Action::CharRight => InputRequest::GoToNextChar,
            Action::WordLeft => InputRequest::GoToPrevWord,
            Action::WordRight => InputRequest::GoToNextWord,
            Action::LineStart => InputRequest::GoToStart,
            Action::LineEnd => InputRequest::GoToEnd,
            Action::DeleteBack => InputRequest::DeletePrevChar,
            Action::DeleteForward => InputRequest::DeleteNextChar,
            Action::DeleteWord => InputRequest::DeletePrevWord,
            Action::DeleteToStart => InputRequest::DeleteFromStart,
            Action::DeleteToEnd => InputRequest::DeleteTillEnd,
            Action::Undo => return self.step(true),
            Action::Redo => return self.step(false),
            _ => return Took::No,
        };
        if action.name().starts_with("delete-") {
            self.remember(false);
        }
        self.input.handle(request);
        Took::Yes
    }

    fn remember(&mut self, letter: bool) {
        if !(letter && self.in_word) {
            self.past.push(self.input.value().to_owned());
            if self.past.len() > UNDO {
                self.past.remove(0);
            }
        }
        self.future.clear();
        self.in_word = letter;
    }

    fn step(&mut self, back: bool) -> Took {
        let (from, to) = if back { (&mut self.past, &mut self.future) } else { (&mut self.future, &mut self.past) };
        if let Some(text) = from.pop() {
            to.push(self.input.value().to_owned());
            self.input = tui_input::Input::new(text);
            self.in_word = false;
        }
        Took::Yes
    }

    /// Draws the line over the width of `area`; answers where the cursor stands.
    pub fn render(&self, cx: &Cx, area: Rect, hidden: bool, focused: bool, buf: &mut Buffer) -> Position {
        let style = cx.style(if focused { Role::InputFocused } else { Role::Input });
        buf.set_style(Rect { height: 1, ..area }, style);
        let shown = if hidden {
            cx.theme.glyphs.dot.repeat(self.input.value().chars().count())
        } else {
            self.input.value().to_owned()
        };
        let cursor = if hidden { self.input.cursor() } else { self.input.visual_cursor() };
        let room = usize::from(area.width.saturating_sub(1));
        // The cursor stays in sight: the start is scrolled away.
        let skip = if focused { cursor.saturating_sub(room) } else { 0 };
        let visible = skip_columns(&shown, skip);
        let more = cx.theme.glyphs.more;
        buf.set_string(area.x, area.y, text::ellipsis(visible, area.width, more), style);
        if skip > 0 && area.width > 1 {
            buf.set_string(area.x, area.y, more, style);
        }
        let x = u16::try_from(cursor - skip).unwrap_or(0).min(area.width.saturating_sub(1));
        Position { x: area.x + x, y: area.y }
    }
}

fn skip_columns(text: &str, columns: usize) -> &str {
    let skipped = text::take(text, u16::try_from(columns).unwrap_or(u16::MAX));
    text.get(skipped.len()..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(edit: &mut LineEdit, text: &str) {
        for c in text.chars() {
            edit.update(&Input::Char(c));
        }
    }

    #[test]
    fn undo_goes_back_by_words_and_redo_forward() {
        let mut edit = LineEdit::new("");
        typed(&mut edit, "un deux");
        edit.update(&Input::Action(Action::Undo));
        assert_eq!(edit.text(), "un ");
        edit.update(&Input::Action(Action::Undo));
        edit.update(&Input::Action(Action::Undo));
        assert_eq!(edit.text(), "");
        for _ in 0..3 {
            edit.update(&Input::Action(Action::Redo));
        }
        assert_eq!(edit.text(), "un deux");
    }

    #[test]
    fn a_paste_stays_on_one_line_and_is_one_step_back() {
        let mut edit = LineEdit::new("a ");
        edit.update(&Input::Paste("b\nc\td\n"));
        assert_eq!(edit.text(), "a b c d");
        edit.update(&Input::Action(Action::Undo));
        assert_eq!(edit.text(), "a ");
    }

    #[test]
    fn decomposed_accents_are_composed_when_read() {
        let mut edit = LineEdit::new("");
        typed(&mut edit, "Ce\u{301}ret");
        assert_eq!(edit.text(), "Céret");
    }

    #[test]
    fn what_a_narrow_field_hides_ends_in_an_ellipsis_on_either_side() {
        let cx = crate::tui::testing::cx(crate::i18n::Lang::Fr, crate::tui::theme::Depth::Mono);
        let drawn = |edit: &LineEdit| {
            let mut buf = Buffer::empty(Rect::new(0, 0, 8, 1));
            let cursor = edit.render(&cx, buf.area, false, true, &mut buf);
            (crate::tui::testing::text(&buf).trim().to_owned(), cursor.x)
        };
        let mut edit = LineEdit::new("Saint-Girons");
        assert_eq!(drawn(&edit), ("…Girons".to_owned(), 7));
        edit.update(&Input::Action(Action::LineStart));
        assert_eq!(drawn(&edit), ("Saint-G…".to_owned(), 0));
        assert_eq!(drawn(&LineEdit::new("Céret")), ("Céret".to_owned(), 5));
    }

    #[test]
    fn deleting_keeps_whole_characters() {
        let mut edit = LineEdit::new("été");
        edit.update(&Input::Action(Action::DeleteBack));
        assert_eq!(edit.text(), "ét");
        edit.update(&Input::Action(Action::DeleteToStart));
        assert_eq!(edit.text(), "");
    }
}
