//! A key as a person presses it, whatever the system calls it.

use std::fmt;
use std::str::FromStr;

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use crate::i18n::Words;

/// One press, normalised: Shift is kept only where the character does not tell it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Key {
    pub code: KeyCode,
    pub ctrl: bool,
    pub shift: bool,
}

impl Key {
    pub const fn plain(code: KeyCode) -> Self {
        Self { code, ctrl: false, shift: false }
    }

    pub const fn char(c: char) -> Self {
        Self::plain(KeyCode::Char(c))
    }

    /// The key of a terminal event. `None` for releases and for Alt combinations, which nothing is bound to.
    ///
    /// AltGr arrives as Ctrl+Alt on Windows: a character with both is that character.
    pub fn of(event: &KeyEvent) -> Option<Self> {
        if event.kind == KeyEventKind::Release {
            return None;
        }
        let held = |modifier| event.modifiers.contains(modifier);
        let (ctrl, alt, shift) = (held(KeyModifiers::CONTROL), held(KeyModifiers::ALT), held(KeyModifiers::SHIFT));
        match event.code {
            KeyCode::Char(c) if ctrl && alt => Some(Self::char(c)),
            _ if alt => None,
            KeyCode::Char(c) if ctrl => {
                Some(Self { code: KeyCode::Char(c.to_ascii_lowercase()), ctrl: true, shift: false })
            }
            KeyCode::Char(c) if shift => Some(Self::char(c.to_ascii_uppercase())),
            KeyCode::Char(c) => Some(Self::char(c)),
            KeyCode::BackTab => Some(Self::plain(KeyCode::BackTab)),
            KeyCode::Tab if shift => Some(Self::plain(KeyCode::BackTab)),
            code => Some(Self { code, ctrl, shift }),
        }
    }

    /// The character that it types, if it types one.
    pub const fn typed(self) -> Option<char> {
        match self.code {
            KeyCode::Char(c) if !self.ctrl => Some(c),
            _ => None,
        }
    }

    /// No Ctrl, and no Shift that is not part of the character.
    pub const fn unmodified(self) -> bool {
        !self.ctrl && !self.shift
    }

    /// Neither a character nor Ctrl with one: arrows, Enter, Tab, Escape, function keys …
    pub const fn special(self) -> bool {
        !matches!(self.code, KeyCode::Char(_)) && !self.ctrl
    }

    pub const fn function(self) -> bool {
        matches!(self.code, KeyCode::F(_))
    }

    /// Why no keymap may use it: terminals eat it, or cannot tell it from another.
    pub fn forbidden(self) -> bool {
        match self.code {
            KeyCode::F(1 | 10 | 11) => true,
            KeyCode::Char(c) if self.ctrl => matches!(c, 'c' | 'h' | 'i' | 'j' | 'm' | 'v' | '[') || !c.is_ascii(),
            KeyCode::Enter | KeyCode::Tab => self.ctrl || self.shift,
            KeyCode::Esc | KeyCode::Backspace | KeyCode::BackTab => self.ctrl || self.shift,
            _ => false,
        }
    }

    /// A character that an AZERTY keyboard makes with AltGr only.
    pub const fn needs_altgr(self) -> bool {
        matches!(self.code, KeyCode::Char('[' | ']' | '{' | '}' | '\\' | '|' | '@' | '#' | '~' | '^' | '`'))
    }

    /// As printed beside an action: « Échap », « Ctrl+S », « Maj+Tab ».
    pub fn label(self, words: &Words) -> String {
        let name = match self.code {
            KeyCode::Char(' ') => "space".to_owned(),
            KeyCode::Char(c) if self.ctrl => c.to_uppercase().to_string(),
            KeyCode::Char(c) => c.to_string(),
            KeyCode::F(n) => format!("F{n}"),
            code => NAMED.iter().find(|(known, _)| *known == code).map_or_else(String::new, |(_, name)| kebab(name)),
        };
        let name = words.look_up(&format!("key-{name}")).unwrap_or(name);
        match (self.ctrl, self.shift) {
            (true, _) => words.look_up_with("key-with-ctrl", &[("key", name.clone())]).unwrap_or(name),
            (_, true) => words.look_up_with("key-with-shift", &[("key", name.clone())]).unwrap_or(name),
            _ => name,
        }
    }
}

/// Keys that have a name; the first name of a key is how it is written.
const NAMED: &[(KeyCode, &str)] = &[
    (KeyCode::Up, "Up"),
    (KeyCode::Down, "Down"),
    (KeyCode::Left, "Left"),
    (KeyCode::Right, "Right"),
    (KeyCode::Home, "Home"),
    (KeyCode::End, "End"),
    (KeyCode::PageUp, "PageUp"),
    (KeyCode::PageUp, "PPage"),
    (KeyCode::PageDown, "PageDown"),
    (KeyCode::PageDown, "NPage"),
    (KeyCode::Enter, "Enter"),
    (KeyCode::Esc, "Esc"),
    (KeyCode::Esc, "Escape"),
    (KeyCode::Tab, "Tab"),
    (KeyCode::BackTab, "Shift-Tab"),
    (KeyCode::BackTab, "BackTab"),
    (KeyCode::BackTab, "BTab"),
    (KeyCode::Backspace, "Backspace"),
    (KeyCode::Backspace, "BSpace"),
    (KeyCode::Delete, "Delete"),
    (KeyCode::Delete, "DC"),
    (KeyCode::Insert, "Insert"),
    (KeyCode::Insert, "IC"),
    (KeyCode::Char(' '), "Space"),
];

fn kebab(name: &str) -> String {
    match name {
        "PageUp" => "page-up".to_owned(),
        "PageDown" => "page-down".to_owned(),
        other => other.to_lowercase(),
    }
}

/// The text is not the notation of a key.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("not a key")]
pub struct BadKey;

impl FromStr for Key {
    type Err = BadKey;

    /// `q`, `Q`, `é`, `Space`, `Esc`, `F2`, `Ctrl-s`, `Shift-Left`; tmux's names too (`C-s`, `Escape`, `BTab`, `NPage`).
    fn from_str(text: &str) -> Result<Self, BadKey> {
        if let Some(code) = named(text) {
            return Ok(Self::plain(code));
        }
        for (prefix, ctrl) in [("Ctrl-", true), ("C-", true), ("Shift-", false), ("S-", false)] {
            let Some(rest) = text.strip_prefix(prefix).filter(|rest| !rest.is_empty()) else { continue };
            let key: Self = rest.parse()?;
            let modified = Self { ctrl: key.ctrl || ctrl, shift: key.shift || !ctrl, ..key };
            return match modified.code {
                KeyCode::Char(_) if modified.shift => Err(BadKey),
                KeyCode::Char(c) => Ok(Self { code: KeyCode::Char(c.to_ascii_lowercase()), ..modified }),
                _ => Ok(modified),
            };
        }
        let mut chars = text.chars();
        match (chars.next(), chars.as_str()) {
            (Some(c), "") if !c.is_control() && !c.is_whitespace() => Ok(Self::char(c)),
            (Some('F'), number) => match number.parse() {
                Ok(n @ 1..=12) => Ok(Self::plain(KeyCode::F(n))),
                _ => Err(BadKey),
            },
            _ => Err(BadKey),
        }
    }
}

fn named(text: &str) -> Option<KeyCode> {
    NAMED.iter().find(|(_, name)| *name == text).map(|(code, _)| *code)
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.ctrl {
            f.write_str("Ctrl-")?;
        }
        if self.shift {
            f.write_str("Shift-")?;
        }
        match (self.code, NAMED.iter().find(|(known, _)| *known == self.code)) {
            (_, Some((_, name))) => f.write_str(name),
            (KeyCode::Char(c), None) => write!(f, "{c}"),
            (KeyCode::F(n), None) => write!(f, "F{n}"),
            (other, None) => write!(f, "{other:?}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(code: KeyCode, modifiers: KeyModifiers) -> KeyEvent {
        KeyEvent::new(code, modifiers)
    }

    #[test]
    fn notation_round_trips() {
        for text in ["q", "Q", "é", "?", "-", "Space", "Esc", "F2", "Ctrl-s", "Ctrl-Left", "Shift-Tab", "Shift-Up"] {
            assert_eq!(text.parse::<Key>().unwrap().to_string(), text);
        }
        for (tmux, ours) in [("C-s", "Ctrl-s"), ("Escape", "Esc"), ("BTab", "Shift-Tab"), ("NPage", "PageDown")] {
            assert_eq!(tmux.parse::<Key>().unwrap().to_string(), ours);
        }
        for bad in ["", "qq", "F0", "F13", "Ctrl-", "Shift-a", "\t", "Alt-x"] {
            assert_eq!(bad.parse::<Key>(), Err(BadKey), "{bad:?}");
        }
    }

    #[test]
    fn altgr_on_windows_is_the_character_that_it_types() {
        let altgr = KeyModifiers::CONTROL | KeyModifiers::ALT;
        assert_eq!(Key::of(&event(KeyCode::Char('@'), altgr)), Some(Key::char('@')));
        assert_eq!(Key::of(&event(KeyCode::Char('e'), KeyModifiers::ALT)), None);
    }

    #[test]
    fn releases_do_not_count_and_repeats_do() {
        let mut key = event(KeyCode::Char('j'), KeyModifiers::NONE);
        key.kind = KeyEventKind::Release;
        assert_eq!(Key::of(&key), None);
        key.kind = KeyEventKind::Repeat;
        assert_eq!(Key::of(&key), Some(Key::char('j')));
    }

    #[test]
    fn shift_is_part_of_the_character() {
        assert_eq!(Key::of(&event(KeyCode::Char('Q'), KeyModifiers::SHIFT)), Some(Key::char('Q')));
        assert_eq!(Key::of(&event(KeyCode::Char('q'), KeyModifiers::SHIFT)), Some(Key::char('Q')));
        assert_eq!(Key::of(&event(KeyCode::Char('1'), KeyModifiers::SHIFT)), Some(Key::char('1')));
        assert_eq!(Key::of(&event(KeyCode::Tab, KeyModifiers::SHIFT)), Some(Key::plain(KeyCode::BackTab)));
    }

    #[test]
    fn keys_that_terminals_eat_are_forbidden() {
        for text in [
            "F1",
            "F10",
            "F11",
            "Ctrl-h",
            "Ctrl-i",
            "Ctrl-j",
            "Ctrl-m",
            "Ctrl-v",
            "Ctrl-c",
            "Ctrl-Enter",
            "Shift-Enter",
            "Ctrl-Tab",
        ] {
            assert!(text.parse::<Key>().unwrap().forbidden(), "{text}");
        }
        for text in ["F2", "F12", "Ctrl-s", "Esc", "Shift-Tab", "Enter", "Tab"] {
            assert!(!text.parse::<Key>().unwrap().forbidden(), "{text}");
        }
    }
}
