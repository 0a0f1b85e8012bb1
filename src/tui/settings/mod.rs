//! « Réglages »: language, colours, signs, keyboard. Each choice counts at once, and at the next start.

mod keys;
#[cfg(test)]
mod tests;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};

use self::keys::KeysPage;
use super::action::Action;
use super::context::Context;
use super::cx::{Cx, Effect};
use super::keymap::Keymap;
use super::layer::{Input, Layer, Place, Took};
use super::list::ListState;
use super::text;
use super::theme::{Role, Scheme};
use crate::i18n::Lang;
use crate::t;
use crate::workspace::preferences::Preferences;

/// What can be chosen, a line each.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Choice {
    Language,
    Theme,
    Signs,
    Mouse,
    Keyboard,
    /// Leads to the page of keys.
    Keys,
}

impl Choice {
    const ALL: [Self; 6] = [Self::Language, Self::Theme, Self::Signs, Self::Mouse, Self::Keyboard, Self::Keys];

    fn label(self, cx: &Cx) -> String {
        let words = &cx.words;
        match self {
            Self::Language => t!(words, "settings-language"),
            Self::Theme => t!(words, "settings-theme"),
            Self::Signs => t!(words, "settings-signs"),
            Self::Mouse => t!(words, "settings-mouse"),
            Self::Keyboard => t!(words, "settings-keyboard"),
            Self::Keys => t!(words, "settings-keys"),
        }
    }

    fn value(self, cx: &Cx) -> String {
        let words = &cx.words;
        match self {
            Self::Language => words.lang.own_name().to_owned(),
            Self::Theme => {
                let name = chosen_theme(&cx.preferences).map_or("auto", Scheme::name);
                words.look_up(&format!("theme-{name}")).unwrap_or_else(|| name.to_owned())
            }
            Self::Signs if cx.theme.glyphs.ascii => t!(words, "settings-signs-ascii"),
            Self::Signs => t!(words, "settings-signs-usual"),
            Self::Mouse if cx.preferences.mouse => t!(words, "settings-mouse-on"),
            Self::Mouse => t!(words, "settings-mouse-off"),
            Self::Keyboard => cx.keymap.name.clone(),
            Self::Keys => String::new(),
        }
    }

    /// The preferences with the next value of this one.
    fn next(self, cx: &Cx) -> Preferences {
        let mut preferences = cx.preferences.clone();
        match self {
            Self::Language => {
                preferences.language = Some(after(&Lang::ALL, &cx.words.lang).unwrap_or_default().code().to_owned());
            }
            Self::Theme => {
                let next = match chosen_theme(&preferences) {
                    None => Scheme::ALL.first().copied(),
                    // After the last, what the terminal says.
                    Some(scheme) => Scheme::ALL.iter().copied().skip_while(|one| *one != scheme).nth(1),
                };
                preferences.theme = next.map(|scheme| scheme.name().to_owned());
            }
            Self::Signs => preferences.ascii = !cx.theme.glyphs.ascii,
            Self::Mouse => preferences.mouse = !preferences.mouse,
            Self::Keyboard => {
                let next = after(Keymap::NAMES, &cx.keymap.name.as_str());
                preferences.keymap = next.map(str::to_owned);
            }
            Self::Keys => {}
        }
        preferences
    }
}

fn chosen_theme(preferences: &Preferences) -> Option<Scheme> {
    preferences.theme.as_deref().and_then(Scheme::from_name)
}

/// The one after, going round.
fn after<T: Copy + PartialEq>(all: &[T], one: &T) -> Option<T> {
    let at = all.iter().position(|known| known == one).map_or(0, |at| at + 1);
    all.iter().cycle().nth(at).copied()
}

/// The box of choices.
#[derive(Default)]
pub struct Settings {
    state: ListState,
}

impl Settings {
    fn lines(cx: &Cx) -> [(String, String); 6] {
        Choice::ALL.map(|choice| (choice.label(cx), choice.value(cx)))
    }
}

impl Layer for Settings {
    fn context(&self) -> Context {
        Context::Menu
    }

    fn title(&self, cx: &Cx) -> String {
        text::sentence(&Action::Settings.label(&cx.words))
    }

    fn place(&self, cx: &Cx) -> Place {
        let lines = Self::lines(cx);
        let widest = |width: fn(&(String, String)) -> u16| lines.iter().map(width).max().unwrap_or(0);
        let width = widest(|line| text::width(&line.0)) + widest(|line| text::width(&line.1)) + 4;
        // Values of other languages are longer: the box does not jump.
        Place::Popup { width: width.max(44), height: 8 }
    }

    fn update(&mut self, input: Input<'_>, cx: &mut Cx) -> Took {
        match input {
            Input::Action(Action::Open) => match Choice::ALL.get(self.state.selected()) {
                Some(Choice::Keys) => cx.push(KeysPage::default()),
                Some(choice) => cx.effect(Effect::Prefer(choice.next(cx))),
                None => {}
            },
            Input::Action(Action::Back | Action::Settings) => cx.close(),
            Input::Action(action) => return self.state.update(action, Choice::ALL.len()),
            _ => return Took::No,
        }
        Took::Yes
    }

    fn render(&self, cx: &Cx, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let lines = Self::lines(cx);
        let column = lines.iter().map(|(label, _)| text::width(label)).max().unwrap_or(0) + 2;
        let list = Rect { height: area.height.saturating_sub(2), ..area };
        for (index, y) in self.state.window(list.height, lines.len()).zip(list.y..) {
            let Some((label, value)) = lines.get(index) else { break };
            let selected = index == self.state.selected();
            let sign = if selected { cx.theme.glyphs.selected } else { " " };
            let pad = " ".repeat(usize::from(column.saturating_sub(text::width(label))));
            let line = Line::from(vec![
                Span::raw(format!("{sign} {label}{pad}")),
                Span::styled(value.clone(), cx.style(Role::Accent)),
            ]);
            buf.set_line(area.x, y, &text::ellipsis_line(&line, area.width, cx.theme.glyphs.more), area.width);
            if selected {
                buf.set_style(Rect { y, height: 1, ..area }, cx.style(Role::Selected));
                cx.drawn.selected(Rect { y, height: 1, ..area });
            }
        }
        let hint = text::ellipsis(&t!(cx.words, "settings-hint"), area.width, cx.theme.glyphs.more);
        if area.height > list.height {
            buf.set_string(area.x, area.bottom() - 1, hint, cx.style(Role::Muted));
        }
        None
    }
}
