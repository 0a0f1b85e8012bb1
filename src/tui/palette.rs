//! The palette: every action, found by a few letters of its label, with its key beside it; those of other places dimmed.

use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use unicode_normalization::UnicodeNormalization;

use super::action::Action;
use super::context::Context;
use super::cx::{Cx, Effect, Tone};
use super::layer::{Input, Layer, Place, Took};
use super::line_edit::LineEdit;
use super::list::ListState;
use super::table::select;
use super::text;
use super::theme::Role;
use crate::model::reference::fold;

/// How like what was typed a text is: accents, case and œ count for nothing.
pub struct Fuzzy {
    pattern: Pattern,
    matcher: Matcher,
    chars: Vec<char>,
}

/// A letter scores 16 by itself, and some more at the beginning of a word or behind another; a gap takes 3 and more.
const NEAR: u32 = 19;

impl Fuzzy {
    pub fn new(query: &str) -> Self {
        let query = plain(query);
        Self {
            pattern: Pattern::new(&query, CaseMatching::Ignore, Normalization::Smart, AtomKind::Fuzzy),
            matcher: Matcher::new(Config::DEFAULT),
            chars: Vec::new(),
        }
    }

    /// Of a text that has all the letters in their order.
    pub fn score(&mut self, text: &str) -> Option<u32> {
        self.pattern.score(Utf32Str::new(&plain(text), &mut self.chars), &mut self.matcher)
    }

    /// Of a text that has those of each word nearly in a row.
    pub fn near(&mut self, text: &str) -> Option<u32> {
        let text = plain(text);
        let text = Utf32Str::new(&text, &mut self.chars);
        let mut whole = 0;
        for atom in &self.pattern.atoms {
            let least = NEAR * u32::try_from(atom.needle_text().len()).unwrap_or(u32::MAX / NEAR);
            whole += u32::from(atom.score(text, &mut self.matcher)?).checked_sub(least)?;
        }
        Some(whole)
    }
}

fn plain(text: &str) -> String {
    text.nfc().collect::<String>().replace(['œ', 'Œ'], "oe")
}

/// The items of which the texts match what was typed, the best first; all, if nothing was typed.
pub fn fuzzy<T>(query: &str, items: impl IntoIterator<Item = (T, String)>) -> Vec<T> {
    let mut fuzzy = Fuzzy::new(query);
    let mut scored: Vec<(u32, T)> =
        items.into_iter().filter_map(|(item, text)| Some((fuzzy.score(&text)?, item))).collect();
    scored.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    scored.into_iter().map(|(_, item)| item).collect()
}

/// How many actions the palette remembers as the last used.
const RECENT: usize = 8;

/// A line of the palette.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Entry {
    Here(Action),
    /// Does not apply here; where it does.
    Elsewhere(Action, Context),
}

/// The palette of a layer. With nothing typed, the actions of this place, the last used first; what is typed also finds
/// those of other places, and says where they are.
pub struct Palette {
    below: Context,
    edit: LineEdit,
    state: ListState,
}

impl Palette {
    pub fn new(below: Context) -> Self {
        Self { below, edit: LineEdit::default(), state: ListState::default() }
    }

    fn found(&self, cx: &Cx) -> Vec<Entry> {
        let query = self.edit.text();
        let label = |action: Action| action.label(&cx.words);
        let here = Action::ALL.iter().copied().filter(|action| action.applies_in(self.below) && offered(*action));
        let mut here: Vec<Action> = here.collect();
        // What was used last stands first, and wins among what matches as well.
        here.sort_by_key(|action| cx.recent.iter().position(|recent| recent == action).unwrap_or(RECENT));
        let here = fuzzy(&query, here.into_iter().map(|action| (Entry::Here(action), label(action))));
        if query.trim().is_empty() {
            return here;
        }
        // By whole pieces only: what is out of reach must not be noise below what is not.
        let wanted = fold(&query);
        let meant = |action: &Action| {
            let label = fold(&label(*action));
            wanted.split(' ').all(|word| label.contains(word))
        };
        let other = Action::ALL.iter().copied().filter(|action| !action.applies_in(self.below) && offered(*action));
        let other = other.filter(meant).filter_map(|action| Some(Entry::Elsewhere(action, place_of(action)?)));
        here.into_iter().chain(other).collect()
    }

    fn choose(&self, cx: &mut Cx) {
        match self.found(cx).get(self.state.selected()).copied() {
            Some(Entry::Here(action)) => {
                cx.recent.retain(|recent| *recent != action);
                cx.recent.insert(0, action);
                cx.recent.truncate(RECENT);
                cx.effect(Effect::Act(action));
            }
            Some(Entry::Elsewhere(action, place)) => {
                let (action, place) = (text::sentence(&action.label(&cx.words)), place.label(&cx.words));
                cx.close();
                cx.say(Tone::Plain, crate::t!(cx.words, "palette-elsewhere", action = action, place = place));
            }
            None => cx.close(),
        }
    }

    /// The label with its mark, the matter at the right: the key, or the place.
    fn line(&self, entry: Entry, cx: &Cx) -> (String, Role, String, Role) {
        let (action, role) = match entry {
            Entry::Here(action) => (action, Role::Text),
            Entry::Elsewhere(action, _) => (action, Role::Muted),
        };
        let label = text::sentence(&action.label(&cx.words));
        let label = if action.dangerous() { format!("{label} {}", cx.theme.glyphs.late) } else { label };
        let (right, right_role) = match entry {
            Entry::Here(_) => (cx.keymap.key_label(action, self.below, &cx.words), Role::Key),
            Entry::Elsewhere(_, place) => {
                let place = place.label(&cx.words);
                (crate::t!(cx.words, "palette-place", place = place), Role::Muted)
            }
        };
        (label, role, right, right_role)
    }
}

/// Moving about and typing are for the hands alone.
fn offered(action: Action) -> bool {
    let moves = |context: &Context| {
        matches!(context, Context::Moves | Context::Text | Context::LongText | Context::Field | Context::Palette)
    };
    !action.contexts().iter().all(moves) && action != Action::Palette
}

/// The page on which an action is found.
fn place_of(action: Action) -> Option<Context> {
    action.contexts().iter().copied().find(|context| !context.typing() && !matches!(context, Context::Popup))
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
        match input {
            Input::Action(Action::Accept) => self.choose(cx),
            Input::Action(Action::Cancel | Action::Palette) => cx.close(),
            Input::Action(action @ (Action::Up | Action::Down | Action::PageUp | Action::PageDown)) => {
                return self.state.update(action, self.found(cx).len());
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
            let Some(entry) = found.get(index) else { break };
            let (label, role, right, right_role) = self.line(*entry, cx);
            let right = text::ellipsis(&right, list.width / 2, cx.theme.glyphs.more);
            let room = list.width.saturating_sub(text::width(&right) + 4);
            let label = text::ellipsis(&label, room, cx.theme.glyphs.more);
            buf.set_string(list.x + 2, y, label, cx.style(role));
            let at = list.right().saturating_sub(text::width(&right) + 1);
            buf.set_string(at, y, &right, cx.style(right_role));
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

    #[test]
    fn letters_nearly_in_a_row_are_near_and_scattered_ones_are_not() {
        let near = |query: &str, text: &str| Fuzzy::new(query).near(text).is_some();
        for (query, text) in [("montaubn", "montauban"), ("sgirons", "saint girons"), ("toulose", "toulouse")] {
            assert!(near(query, text), "{query} {text}");
        }
        for (query, text) in [("annu", "ajouter une candidature"), ("saint gir", "sage femme, sainte croix volvestre")]
        {
            assert!(!near(query, text) && Fuzzy::new(query).score(text).is_some(), "{query} {text}");
        }
    }
}
