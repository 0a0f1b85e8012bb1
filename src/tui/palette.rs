//! The palette: every action of this place, found by a few letters of its label, with its key beside it.

use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use unicode_normalization::UnicodeNormalization;

use super::action::Action;
use super::context::Context;
use super::cx::{Cx, Effect};
use super::layer::{Input, Layer, Place, Took};
use super::line_edit::LineEdit;
use super::list::ListState;
use super::table::select;
use super::text;
use super::theme::Role;

/// How well texts match what was typed: accents, case and œ count for nothing. Best first; all, if nothing was typed.
pub fn fuzzy<T>(query: &str, items: impl IntoIterator<Item = (T, String)>) -> Vec<T> {
    let fold = |text: &str| text.nfc().collect::<String>().replace(['œ', 'Œ'], "oe");
    let pattern = Pattern::new(&fold(query), CaseMatching::Ignore, Normalization::Smart, AtomKind::Fuzzy);
    let mut matcher = Matcher::new(Config::DEFAULT);
    let mut chars = Vec::new();
    let mut scored: Vec<(u32, T)> = items
        .into_iter()
        .filter_map(|(item, text)| {
            let score = pattern.score(Utf32Str::new(&fold(&text), &mut chars), &mut matcher)?;
            Some((score, item))
        })
        .collect();
    scored.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    scored.into_iter().map(|(_, item)| item).collect()
}

/// The palette of a layer.
pub struct Palette {
    below: Context,
    edit: LineEdit,
    state: ListState,
}

impl Palette {
    pub fn new(below: Context) -> Self {
        Self { below, edit: LineEdit::default(), state: ListState::default() }
    }

    fn found(&self, cx: &Cx) -> Vec<Action> {
        let applies = |action: &&Action| {
            let moves = action.contexts().iter().all(|context| {
                matches!(
                    context,
                    Context::Moves | Context::Text | Context::LongText | Context::Field | Context::Palette
                )
            });
            action.applies_in(self.below) && !moves && **action != Action::Palette
        };
        let items = Action::ALL.iter().filter(applies).map(|action| (*action, action.label(&cx.words)));
        fuzzy(&self.edit.text(), items)
    }
}

impl Layer for Palette {
    fn context(&self) -> Context {
        Context::Palette
    }

    fn title(&self, cx: &Cx) -> String {
        text::sentence(&Action::Palette.label(&cx.words))
    }

    fn place(&self, _: &Cx) -> Place {
        Place::Popup { width: 60, height: 14 }
    }

    fn update(&mut self, input: Input<'_>, cx: &mut Cx) -> Took {
        let found = self.found(cx);
        match input {
            Input::Action(Action::Accept) => match found.get(self.state.selected()) {
                Some(action) => cx.effect(Effect::Act(*action)),
                None => cx.close(),
            },
            Input::Action(Action::Cancel | Action::Palette) => cx.close(),
            Input::Action(action @ (Action::Up | Action::Down | Action::PageUp | Action::PageDown)) => {
                return self.state.update(action, found.len());
            }
            input => {
                self.state.select(0, 1);
                return self.edit.update(&input);
            }
        }
        Took::Yes
    }

    fn render(&self, cx: &Cx, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let cursor = self.edit.render(cx, Rect { height: 1, ..area }, false, true, buf);
        let list = Rect { y: area.y + 2, height: area.height.saturating_sub(2), ..area };
        let found = self.found(cx);
        if found.is_empty() && list.height > 0 {
            buf.set_string(list.x, list.y, crate::t!(cx.words, "palette-none"), cx.style(Role::Muted));
        }
        for (index, y) in self.state.window(list.height, found.len()).zip(list.y..) {
            let Some(action) = found.get(index) else { break };
            let key = cx.keymap.key_label(*action, self.below, &cx.words);
            let room = list.width.saturating_sub(text::width(&key) + 4);
            let label = text::sentence(&action.label(&cx.words));
            let label = if action.dangerous() { format!("{label} {}", cx.theme.glyphs.late) } else { label };
            let label = text::ellipsis(&label, room, cx.theme.glyphs.more);
            buf.set_string(list.x + 2, y, label, cx.style(Role::Text));
            let at = list.right().saturating_sub(text::width(&key) + 1);
            buf.set_string(at, y, &key, cx.style(Role::Key));
            if index == self.state.selected() {
                select(cx, Rect { y, height: 1, width: list.width + 1, ..list }, true, buf);
            }
        }
        Some(cursor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_case_and_ligatures_do_not_matter() {
        let items = || ["Œuvre", "Céret", "Cahors"].map(|text| (text, text.to_owned()));
        assert_eq!(fuzzy("oeuv", items()), ["Œuvre"]);
        assert_eq!(fuzzy("ceret", items()), ["Céret"]);
        assert_eq!(fuzzy("CÉRET", items()), ["Céret"]);
        assert_eq!(fuzzy("", items()).len(), 3);
        assert!(fuzzy("zzz", items()).is_empty());
    }
}
