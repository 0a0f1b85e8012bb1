//! Which keys ask for which action, where: read from `keymaps/*.toml`, overlaid by the user's own file.

mod check;
mod files;
mod read;
mod write;

use super::action::Action;
use super::context::Context;
use super::key::Key;
use crate::i18n::Words;

pub use read::{Fault, Wrong};
pub use write::Rebinding;

const AZERTY: &str = include_str!("../../../keymaps/azerty.toml");
const BEPO: &str = include_str!("../../../keymaps/bepo.toml");
const VIM: &str = include_str!("../../../keymaps/vim.toml");

/// One line of a keymap: a key, or keys pressed one after the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Binding {
    pub context: Context,
    pub keys: Vec<Key>,
    pub action: Action,
    /// Where it is written: the file, and the line from 1.
    pub(super) at: read::Place,
}

/// What the keys pressed so far mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    Action(Action),
    /// The start of a sequence.
    Prefix,
    Nothing,
}

/// The live keymap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keymap {
    pub name: String,
    bindings: Vec<Binding>,
    /// Keys of the digit row, which jump to a screen and do nothing else.
    reserved: Vec<Key>,
}

impl Keymap {
    /// The names of the keymaps that come with the program.
    pub const NAMES: &'static [&'static str] = &["azerty", "bepo", "vim"];

    /// A keymap that comes with the program.
    pub fn named(name: &str) -> Option<Self> {
        let text = match name {
            "azerty" => AZERTY,
            "bepo" => BEPO,
            "vim" => VIM,
            _ => return None,
        };
        // Both are read by a test: what could fail here fails there first.
        read::keymap(name, text).ok()
    }

    /// The default.
    pub fn azerty() -> Self {
        Self::named("azerty").unwrap_or_else(|| Self {
            name: String::new(),
            bindings: Vec::new(),
            reserved: Vec::new(),
        })
    }

    /// A whole keymap from a file of the user.
    ///
    /// # Errors
    /// All faults at once, each with its line.
    pub fn read(name: &str, text: &str) -> Result<Self, Vec<Fault>> {
        read::keymap(name, text)
    }

    /// This keymap with a user's file laid over it: an action that the file names has the keys that the file gives.
    ///
    /// # Errors
    /// All faults at once, each with its line.
    pub fn overlaid(&self, file: &str, text: &str) -> Result<Self, Vec<Fault>> {
        read::overlay(self, file, text)
    }

    pub fn bindings(&self) -> &[Binding] {
        &self.bindings
    }

    fn of(&self, context: Context) -> impl Iterator<Item = &Binding> {
        self.bindings.iter().filter(move |binding| binding.context == context)
    }

    /// What `pressed` means in a layer of this context.
    pub fn find(&self, layer: Context, pressed: &[Key]) -> Found {
        let whole = |context: &Context| self.of(*context).find(|binding| binding.keys == pressed);
        if let Some(binding) = layer.chain().iter().find_map(whole) {
            return Found::Action(binding.action);
        }
        let starts = layer.chain().iter().any(|context| self.of(*context).any(|b| b.keys.starts_with(pressed)));
        if starts && !pressed.is_empty() { Found::Prefix } else { Found::Nothing }
    }

    /// What can follow the keys pressed so far, in the order of the file.
    pub fn continuations(&self, layer: Context, pressed: &[Key]) -> Vec<(Key, Action)> {
        let mut next: Vec<(Key, Action)> = Vec::new();
        for context in layer.chain() {
            for binding in self.of(*context) {
                let Some(rest) = binding.keys.strip_prefix(pressed) else { continue };
                if let Some(&key) = rest.first()
                    && !next.iter().any(|(known, _)| *known == key)
                {
                    next.push((key, binding.action));
                }
            }
        }
        next
    }

    /// The keys of an action in a layer, the one to show first.
    pub fn keys_of(&self, action: Action, layer: Context) -> Vec<&[Key]> {
        layer
            .chain()
            .iter()
            .flat_map(|context| self.of(*context).filter(|binding| binding.action == action))
            .map(|binding| binding.keys.as_slice())
            .filter(|keys| self.find(layer, keys) == Found::Action(action))
            .collect()
    }

    /// The key to show beside an action: the one that begins its label (`o` oui, `y` yes), else the first; empty where
    /// none reaches it.
    pub fn key_label(&self, action: Action, layer: Context, words: &Words) -> String {
        let keys = self.keys_of(action, layer);
        let begins = |keys: &[Key], named: &str| named.chars().next().is_some_and(|c| keys == [Key::char(c)]);
        let shown = match keys.as_slice() {
            [] | [_] => keys.first(),
            several => {
                let named = action.label(words);
                several.iter().find(|keys| begins(keys, &named)).or_else(|| several.first())
            }
        };
        shown.map(|keys| label(keys, words)).unwrap_or_default()
    }
}

/// A sequence as printed: « g t », « Ctrl+S ».
pub fn label(keys: &[Key], words: &Words) -> String {
    keys.iter().map(|key| key.label(words)).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests;
