//! Boxes in the middle: a question, a choice, a line to type. The only thing on the screen that has a border.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Widget};

use super::action::Action;
use super::context::Context;
use super::cx::{Cx, Tone};
use super::layer::{Answer, Input, Layer, Place, Took};
use super::line_edit::LineEdit;
use super::list::ListState;
use super::text;
use super::theme::Role;

/// Columns of a popup beside its inside: a border and a margin on either side.
pub const SIDES: u16 = 4;

/// Draws an empty box of this inner size at most, in the middle; answers its inside, with a margin of one column.
pub fn frame(cx: &Cx, title: &str, size: (u16, u16), area: Rect, buf: &mut Buffer) -> Rect {
    let width = size.0.saturating_add(SIDES).min(area.width);
    let height = size.1.saturating_add(2).min(area.height);
    let x = area.x + (area.width - width) / 2;
    // A little above the middle: where the eye rests.
    let y = area.y + (area.height - height) / 3;
    boxed(cx, title, Rect { x, y, width, height }, buf)
}

/// Draws an empty box; answers its inside, with a margin of one column.
pub fn boxed(cx: &Cx, title: &str, outer: Rect, buf: &mut Buffer) -> Rect {
    cx.theme.blank(outer, buf);
    let title = text::ellipsis(title, outer.width.saturating_sub(SIDES), cx.theme.glyphs.more);
    let block = Block::bordered()
        .border_set(cx.theme.glyphs.border())
        .border_style(cx.style(Role::Line))
        // The border's colour is not the title's.
        .title(Span::styled(
            format!(" {title} "),
            Style::reset().patch(cx.theme.ground()).patch(cx.style(Role::Title)),
        ));
    let inner = block.inner(outer);
    block.render(outer, buf);
    Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner }
}

/// A question answered by yes or no. Enter answers yes, unless the act is dangerous.
pub struct Confirm {
    tag: &'static str,
    title: String,
    question: String,
    dangerous: bool,
}

impl Confirm {
    pub fn new(tag: &'static str, title: impl Into<String>, question: impl Into<String>) -> Self {
        Self { tag, title: title.into(), question: question.into(), dangerous: false }
    }

    /// Enter is not enough to answer yes.
    pub fn dangerous(self) -> Self {
        Self { dangerous: true, ..self }
    }

    /// The question, a gap, the answers.
    fn height(&self, width: u16) -> u16 {
        u16::try_from(text::wrap(&self.question, width).len()).unwrap_or(20).saturating_add(2)
    }
}

const CONFIRM_WIDTH: u16 = 56;

impl Layer for Confirm {
    fn context(&self) -> Context {
        Context::Popup
    }

    fn title(&self, _: &Cx) -> String {
        self.title.clone()
    }

    fn place(&self, _: &Cx) -> Place {
        Place::Popup { width: CONFIRM_WIDTH, height: self.height(CONFIRM_WIDTH) }
    }

    fn popup_height(&self, _: &Cx, width: u16, _: u16) -> u16 {
        self.height(width)
    }

    fn update(&mut self, input: Input<'_>, cx: &mut Cx) -> Took {
        match input {
            Input::Action(Action::Yes) => cx.answer(self.tag, Answer::Yes),
            Input::Action(Action::Accept) if !self.dangerous => cx.answer(self.tag, Answer::Yes),
            Input::Action(Action::No) => cx.answer(self.tag, Answer::No),
            Input::Action(Action::Accept) => {
                let key = |action| cx.keymap.key_label(action, Context::Popup, &cx.words);
                let said = crate::t!(cx.words, "confirm-by-key", yes = key(Action::Yes), no = key(Action::No));
                cx.say(Tone::Plain, said);
            }
            Input::Action(Action::Cancel) => cx.close(),
            _ => return Took::No,
        }
        Took::Yes
    }

    fn render(&self, cx: &Cx, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let mut lines = text::wrap(&self.question, area.width);
        // However low the window is, the answers are in sight.
        let room = usize::from(area.height.saturating_sub(1));
        if lines.len() > room {
            lines.truncate(room);
            if let Some(last) = lines.last_mut() {
                *last = text::ellipsis(&format!("{last} {}", cx.theme.glyphs.more), area.width, cx.theme.glyphs.more);
            }
        }
        for (y, line) in (area.y..area.bottom()).zip(&lines) {
            buf.set_string(area.x, y, line, cx.style(Role::Text));
        }
        let key = |action| cx.keymap.key_label(action, Context::Popup, &cx.words);
        let answer = |action: Action| {
            [Span::styled(key(action), cx.style(Role::Key)), Span::raw(format!(" {}    ", action.label(&cx.words)))]
        };
        let line = Line::from_iter(answer(Action::Yes).into_iter().chain(answer(Action::No)));
        let y = area.y + u16::try_from(lines.len()).unwrap_or(0) + 1;
        buf.set_line(area.x, y.min(area.bottom().saturating_sub(1)), &line, area.width);
        None
    }
}

/// A choice among some lines.
pub struct Menu {
    tag: &'static str,
    title: String,
    lines: Vec<String>,
    state: ListState,
}

impl Menu {
    pub fn new(tag: &'static str, title: impl Into<String>, lines: Vec<String>) -> Self {
        Self { tag, title: title.into(), lines, state: ListState::default() }
    }

    /// The number of the selected line, from 0.
    pub fn selected(&self) -> usize {
        self.state.selected()
    }

    /// The line selected first.
    pub fn at(mut self, index: usize) -> Self {
        self.state.select(index, self.lines.len());
        self
    }
}

impl Layer for Menu {
    fn context(&self) -> Context {
        Context::Menu
    }

    fn title(&self, _: &Cx) -> String {
        self.title.clone()
    }

    fn place(&self, _: &Cx) -> Place {
        let widest = self.lines.iter().map(|line| text::width(line)).max().unwrap_or(0);
        let width = widest.max(text::width(&self.title)).max(24) + 2;
        Place::Popup { width, height: u16::try_from(self.lines.len()).unwrap_or(u16::MAX) }
    }

    fn update(&mut self, input: Input<'_>, cx: &mut Cx) -> Took {
        match input {
            Input::Action(Action::Open) => cx.answer(self.tag, Answer::Picked(self.state.selected())),
            Input::Action(Action::Back) => cx.close(),
            Input::Action(action) => return self.state.update(action, self.lines.len()),
            _ => return Took::No,
        }
        Took::Yes
    }

    fn render(&self, cx: &Cx, area: Rect, buf: &mut Buffer) -> Option<Position> {
        for (index, y) in self.state.window(area.height, self.lines.len()).zip(area.y..) {
            let Some(line) = self.lines.get(index) else { break };
            let selected = index == self.state.selected();
            let sign = if selected { cx.theme.glyphs.selected } else { " " };
            let line = text::ellipsis(&format!("{sign} {line}"), area.width, cx.theme.glyphs.more);
            buf.set_string(area.x, y, line, cx.style(Role::Text));
            if selected {
                buf.set_style(Rect { y, height: 1, ..area }, cx.style(Role::Selected));
                cx.drawn.selected(Rect { y, height: 1, ..area });
            }
        }
        None
    }
}

/// What a text is understood to be, or what is wrong with it, in the user's words.
pub type Echo = Box<dyn Fn(&str, &Cx) -> Result<String, String>>;

/// One line to type.
pub struct Prompt {
    tag: &'static str,
    title: String,
    edit: LineEdit,
    hidden: bool,
    /// Said above the line.
    saying: String,
    echo: Option<Echo>,
}

impl Prompt {
    pub fn new(tag: &'static str, title: impl Into<String>, text: &str) -> Self {
        let (title, edit) = (title.into(), LineEdit::new(text));
        Self { tag, title, edit, hidden: false, saying: String::new(), echo: None }
    }

    /// What is typed shows as dots: passphrases.
    pub fn hidden(self) -> Self {
        Self { hidden: true, ..self }
    }

    /// What to know before typing, above the line.
    pub fn saying(self, text: impl Into<String>) -> Self {
        Self { saying: text.into(), ..self }
    }

    /// What was understood stands below the line; what cannot be understood is not accepted.
    pub fn echo(self, echo: impl Fn(&str, &Cx) -> Result<String, String> + 'static) -> Self {
        Self { echo: Some(Box::new(echo)), ..self }
    }

    /// A text that must not be empty.
    pub fn required(self) -> Self {
        self.echo(|text, cx| match text.trim() {
            "" => Err(crate::t!(cx.words, "form-required")),
            _ => Ok(String::new()),
        })
    }

    /// What was understood, or what is wrong: one line at least, so that the box does not jump.
    fn echoed(&self, cx: &Cx, width: u16) -> Option<(Role, Vec<String>)> {
        let echo = self.echo.as_ref()?;
        let text = self.edit.text();
        let (role, said) = match echo(&text, cx) {
            Ok(said) => (Role::Accent, said),
            // What nobody has begun is no fault yet.
            Err(said) if text.is_empty() => (Role::Muted, said),
            Err(said) => (Role::Fault, said),
        };
        let lines = text::wrap(&said, width);
        Some((role, if lines.is_empty() { vec![String::new()] } else { lines }))
    }

    /// What is said, the line, what was understood.
    fn height(&self, cx: &Cx, width: u16) -> u16 {
        let said = self.said(width).len() + self.echoed(cx, width).map_or(0, |(_, lines)| lines.len());
        u16::try_from(said).unwrap_or(20).saturating_add(1)
    }

    fn said(&self, width: u16) -> Vec<String> {
        if self.saying.is_empty() { Vec::new() } else { text::wrap(&self.saying, width) }
    }
}

const PROMPT_WIDTH: u16 = 56;

impl Layer for Prompt {
    fn context(&self) -> Context {
        Context::Prompt
    }

    fn title(&self, _: &Cx) -> String {
        self.title.clone()
    }

    fn place(&self, cx: &Cx) -> Place {
        Place::Popup { width: PROMPT_WIDTH, height: self.height(cx, PROMPT_WIDTH) }
    }

    fn popup_height(&self, cx: &Cx, width: u16, _: u16) -> u16 {
        self.height(cx, width)
    }

    fn update(&mut self, input: Input<'_>, cx: &mut Cx) -> Took {
        match input {
            Input::Action(Action::Accept)
                if self.echo.as_ref().is_some_and(|echo| echo(&self.edit.text(), cx).is_err()) => {}
            Input::Action(Action::Accept) => cx.answer(self.tag, Answer::Text(self.edit.text())),
            Input::Action(Action::Cancel) => cx.close(),
            input => return self.edit.update(&input),
        }
        Took::Yes
    }

    fn render(&self, cx: &Cx, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let mut y = area.y;
        for line in self.said(area.width).into_iter().take(usize::from(area.height.saturating_sub(1))) {
            buf.set_string(area.x, y, line, cx.style(Role::Text));
            y += 1;
        }
        let cursor = self.edit.render(cx, Rect { y, height: 1, ..area }, self.hidden, true, buf);
        if let Some((role, lines)) = self.echoed(cx, area.width) {
            for (line, y) in lines.iter().zip(y + 1..area.bottom()) {
                buf.set_string(area.x, y, line, cx.style(role));
            }
        }
        Some(cursor)
    }
}
