//! What one can do here: every action of the place below, with all its keys; and beside it what words mean.

use std::cell::Cell;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};

use super::action::Action;
use super::context::Context;
use super::cx::Cx;
use super::keymap;
use super::layer::{Input, Layer, Took};
use super::list::ListState;
use super::table::scroll_bar;
use super::text;
use super::theme::Role;
use crate::model::reference::fold;
use crate::t;

/// Words that a newcomer may not know: `word-NAME` is the word, its attributes say what it means and who says so.
const WORDS: &[&str] = &[
    "ami",
    "gip",
    "college",
    "member",
    "epci",
    "insee",
    "qpv",
    "centre",
    "antenne",
    "msp",
    "project",
    "undertaking",
    "receipt",
    "ars",
    "cpam",
    "finess",
    "erp",
    "gate",
    "stage",
    "ordre",
    "rpps",
    "cps",
    "ipa",
    "fte",
    "dasri",
    "ins",
    "pdsa",
    "bridge",
    "dispatch",
    "ehpad",
    "treating",
    "patient",
    "visit",
    "exchange",
    "holder",
    "device",
    "steward",
    "bundle",
    "conflict",
    "twins",
    "card",
    "recovery",
    "backup",
];

/// What the page shows.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Keys,
    Words,
}

/// The help page of a layer.
pub struct Help {
    below: Context,
    side: Side,
    state: ListState,
    /// As last drawn.
    width: Cell<u16>,
}

impl Help {
    pub fn new(below: Context) -> Self {
        Self { below, side: Side::Keys, state: ListState::default(), width: Cell::new(76) }
    }

    /// The same, open at what words mean.
    pub fn of_words(below: Context) -> Self {
        Self { side: Side::Words, ..Self::new(below) }
    }

    fn turn(&mut self) {
        self.side = if self.side == Side::Keys { Side::Words } else { Side::Keys };
        self.state = ListState::default();
    }

    fn lines(&self, cx: &Cx) -> Vec<Line<'static>> {
        match self.side {
            Side::Keys => self.keys(cx),
            Side::Words => words(cx, self.width.get()),
        }
    }

    /// For the keys; in a narrow window what they do needs the room more.
    fn column(&self) -> usize {
        if self.width.get() < 60 { 12 } else { 22 }
    }

    /// A heading for each context, then a line for each action.
    fn keys(&self, cx: &Cx) -> Vec<Line<'static>> {
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
                let pad = self.column().saturating_sub(usize::from(text::width(&keys)));
                lines.push(Line::from(vec![
                    Span::styled(format!("  {keys}"), cx.style(Role::Key)),
                    Span::raw(format!("{}  {}", " ".repeat(pad), text::sentence(&action.label(&cx.words)))),
                ]));
                told.push(action);
            }
        }
        lines
    }

    /// Which side shows, and how one comes to the other.
    fn head(&self, cx: &Cx) -> Line<'static> {
        let (keys, meaning) = (t!(cx.words, "help-keys-tab"), t!(cx.words, "help-words-tab"));
        let (this, other) = if self.side == Side::Keys { (keys, meaning) } else { (meaning, keys) };
        let key = cx.keymap.key_label(Action::NextPane, Context::Page, &cx.words);
        let other = t!(cx.words, "help-other", key = key, what = other);
        Line::from(vec![
            Span::styled(this, cx.style(Role::Title)),
            Span::styled(format!("   {other}"), cx.style(Role::Muted)),
        ])
    }
}

/// In the order of the alphabet, each with what it means and, where there is one, its source.
fn words(cx: &Cx, width: u16) -> Vec<Line<'static>> {
    let id = |name: &&str| format!("word-{name}");
    let mut all: Vec<(String, String)> =
        WORDS.iter().map(|name| (cx.words.look_up(&id(name)).unwrap_or_default(), id(name))).collect();
    all.sort_by_cached_key(|(word, _)| fold(word));
    let indented = |said: &str, role: Role| {
        let lines = text::wrap(said, width.saturating_sub(2)).into_iter();
        lines.map(|line| Line::styled(format!("  {line}"), cx.style(role))).collect::<Vec<_>>()
    };
    let mut lines = Vec::new();
    for (word, id) in all {
        if !lines.is_empty() {
            lines.push(Line::default());
        }
        lines.push(Line::styled(word, cx.style(Role::Title)));
        lines.extend(indented(&cx.words.attribute(&id, "means").unwrap_or_default(), Role::Text));
        if let Some(source) = cx.words.attribute(&id, "source") {
            lines.extend(indented(&t!(cx.words, "word-source", source = source), Role::Muted));
        }
    }
    lines
}

impl Layer for Help {
    fn context(&self) -> Context {
        Context::Page
    }

    fn title(&self, cx: &Cx) -> String {
        text::sentence(&Action::Help.label(&cx.words))
    }

    fn hints(&self, _: &Cx) -> Vec<Action> {
        vec![Action::NextPane, Action::PageDown, Action::Back]
    }

    fn update(&mut self, input: Input<'_>, cx: &mut Cx) -> Took {
        match input {
            Input::Action(Action::Back | Action::Help) => cx.close(),
            Input::Action(Action::NextPane | Action::PreviousPane) => self.turn(),
            Input::Action(Action::Glossary) if self.side == Side::Keys => self.turn(),
            Input::Action(Action::Glossary) => {}
            Input::Action(action) => return self.state.scroll(action, self.lines(cx).len()),
            _ => return Took::No,
        }
        Took::Yes
    }

    fn render(&self, cx: &Cx, area: Rect, buf: &mut Buffer) -> Option<Position> {
        self.width.set(area.width.saturating_sub(2));
        let head = text::ellipsis_line(&self.head(cx), area.width, cx.theme.glyphs.more);
        buf.set_line(area.x, area.y, &head, area.width);
        let gap = if area.height > 16 { 2 } else { 1 };
        let body = Rect { y: area.y + gap, height: area.height.saturating_sub(gap), ..area };
        let lines = self.lines(cx);
        let window = self.state.window(body.height, lines.len());
        scroll_bar(cx, body, &window, lines.len(), buf);
        for (index, y) in window.zip(body.y..) {
            if let Some(line) = lines.get(index) {
                let line = text::ellipsis_line(line, self.width.get(), cx.theme.glyphs.more);
                buf.set_line(body.x, y, &line, self.width.get());
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::{Lang, Words};

    #[test]
    fn every_word_says_what_it_means_in_both_languages_and_none_is_left_out() {
        for lang in Lang::ALL {
            let words = Words::new(lang);
            for name in WORDS {
                let means = words.attribute(&format!("word-{name}"), "means").unwrap_or_default();
                assert!(means.chars().count() > 30 && means.ends_with('.'), "{} {name}: {means}", lang.code());
            }
        }
        let written = include_str!("../i18n/fr/maillage.ftl").lines().filter(|line| line.starts_with("word-"));
        let names: Vec<&str> = written.filter_map(|line| line.strip_prefix("word-")?.split(' ').next()).collect();
        assert!(names.iter().all(|name| *name == "source" || WORDS.contains(name)), "{names:?}");
        assert_eq!(names.len(), WORDS.len() + 1);
    }
}
