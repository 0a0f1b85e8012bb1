//! Reading keymap files: every fault at once, with its line.

use std::collections::BTreeMap;
use std::sync::Arc;

use toml::Spanned;

use super::{Binding, Keymap, check};
use crate::i18n::Words;
use crate::tui::action::Action;
use crate::tui::context::Context;
use crate::tui::key::Key;

/// A line of a keymap file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub file: Arc<str>,
    pub line: usize,
}

/// What is wrong in a keymap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// Not TOML, or not of the right shape; the parser's words.
    Unreadable(String),
    UnknownContext(String),
    UnknownAction(String),
    /// The action does not apply in this section.
    NotHere(Action, Context),
    BadKey(String),
    Forbidden(Key),
    /// A letter or a digit, where letters are text.
    Typed(Key, Context),
    /// A key of the digit row, which is kept for screens.
    Reserved(Key),
    /// Two actions on one key in one context.
    Taken(Vec<Key>, Action),
    /// A shorter key sequence answers first.
    Hidden(Vec<Key>, Action),
    /// In this layer another action answers to its only keys.
    Covered(Action, Context),
    /// Its only keys need AltGr on an AZERTY keyboard.
    AltGrOnly(Action),
}

/// A fault of a keymap file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    pub at: Place,
    pub wrong: Wrong,
}

impl Fault {
    /// `azerty.toml, line 12: …`, in the user's language.
    pub fn tell(&self, words: &Words) -> String {
        let keys = |keys: &[Key]| super::label(keys, words);
        let (id, what, other) = match &self.wrong {
            Wrong::Unreadable(why) => ("keymap-unreadable", why.trim().to_owned(), String::new()),
            Wrong::UnknownContext(name) => ("keymap-unknown-context", name.clone(), String::new()),
            Wrong::UnknownAction(name) => ("keymap-unknown-action", name.clone(), String::new()),
            Wrong::NotHere(action, context) => ("keymap-not-here", action.name().to_owned(), context.name().to_owned()),
            Wrong::BadKey(text) => ("keymap-bad-key", text.clone(), String::new()),
            Wrong::Forbidden(key) => ("keymap-forbidden", key.to_string(), String::new()),
            Wrong::Typed(key, context) => ("keymap-typed", key.to_string(), context.name().to_owned()),
            Wrong::Reserved(key) => ("keymap-reserved", key.to_string(), String::new()),
            Wrong::Taken(at, action) => ("keymap-taken", keys(at), action.name().to_owned()),
            Wrong::Hidden(at, action) => ("keymap-hidden", keys(at), action.name().to_owned()),
            Wrong::Covered(action, context) => ("keymap-covered", action.name().to_owned(), context.name().to_owned()),
            Wrong::AltGrOnly(action) => ("keymap-altgr", action.name().to_owned(), String::new()),
        };
        let what = words.look_up_with(id, &[("what", what), ("other", other)]).unwrap_or_else(|| id.to_owned());
        let (file, line) = (self.at.file.to_string(), self.at.line.to_string());
        words.look_up_with("keymap-fault", &[("file", file), ("line", line), ("what", what.clone())]).unwrap_or(what)
    }
}

/// A file as written: a section for each context, `action = ["key", …]`; and `[keyboard]`, `reserved = ["key", …]`.
type Sections = BTreeMap<Spanned<String>, Section>;
type Section = BTreeMap<Spanned<String>, Vec<Spanned<String>>>;

pub(super) fn keymap(name: &str, text: &str) -> Result<Keymap, Vec<Fault>> {
    let mut reader = Reader::new(name, text);
    let (reserved, bindings) = reader.file();
    let keymap = Keymap { name: name.to_owned(), bindings, reserved };
    reader.finish(keymap)
}

pub(super) fn overlay(base: &Keymap, file: &str, text: &str) -> Result<Keymap, Vec<Fault>> {
    let mut reader = Reader::new(file, text);
    let (_, new) = reader.file();
    let mut bindings: Vec<Binding> = base.bindings.clone();
    bindings.retain(|old| !reader.named.contains(&(old.context, old.action)));
    bindings.extend(new);
    let keymap = Keymap { name: base.name.clone(), bindings, reserved: base.reserved.clone() };
    reader.finish(keymap)
}

struct Reader<'a> {
    file: Arc<str>,
    text: &'a str,
    faults: Vec<Fault>,
    /// What the file speaks of, with keys or without.
    named: Vec<(Context, Action)>,
}

impl<'a> Reader<'a> {
    fn new(file: &str, text: &'a str) -> Self {
        Self { file: Arc::from(file), text, faults: Vec::new(), named: Vec::new() }
    }

    fn place(&self, offset: usize) -> Place {
        let before = self.text.get(..offset).unwrap_or(self.text);
        Place { file: self.file.clone(), line: before.matches('\n').count() + 1 }
    }

    fn fault(&mut self, offset: usize, wrong: Wrong) {
        let at = self.place(offset);
        self.faults.push(Fault { at, wrong });
    }

    fn file(&mut self) -> (Vec<Key>, Vec<Binding>) {
        let sections: Sections = match toml::from_str(self.text) {
            Ok(sections) => sections,
            Err(error) => {
                let offset = error.span().map_or(0, |span| span.start);
                self.fault(offset, Wrong::Unreadable(error.message().to_owned()));
                return (Vec::new(), Vec::new());
            }
        };
        let (mut reserved, mut bindings) = (Vec::new(), Vec::new());
        for (name, section) in &sections {
            match (name.get_ref().as_str(), Context::from_name(name.get_ref())) {
                ("keyboard", _) => reserved = section.values().flatten().flat_map(|key| self.keys(key)).collect(),
                (_, Some(context)) => self.section(context, section, &mut bindings),
                (unknown, None) => self.fault(name.span().start, Wrong::UnknownContext(unknown.to_owned())),
            }
        }
        bindings.sort_by_key(|binding| binding.at.line);
        (reserved, bindings)
    }

    fn section(&mut self, context: Context, section: &Section, bindings: &mut Vec<Binding>) {
        for (name, sequences) in section {
            let offset = name.span().start;
            let Some(action) = Action::from_name(name.get_ref()) else {
                self.fault(offset, Wrong::UnknownAction(name.get_ref().clone()));
                continue;
            };
            if !action.contexts().contains(&context) {
                self.fault(offset, Wrong::NotHere(action, context));
                continue;
            }
            self.named.push((context, action));
            for sequence in sequences {
                let keys = self.keys(sequence);
                if !keys.is_empty() {
                    let at = self.place(sequence.span().start);
                    bindings.push(Binding { context, keys, action, at });
                }
            }
        }
    }

    /// The keys of a sequence, separated by spaces; empty if one of them is no key.
    fn keys(&mut self, sequence: &Spanned<String>) -> Vec<Key> {
        let mut keys = Vec::new();
        for text in sequence.get_ref().split_whitespace() {
            match text.parse::<Key>() {
                Ok(key) if key.forbidden() => self.fault(sequence.span().start, Wrong::Forbidden(key)),
                Ok(key) => {
                    keys.push(key);
                    continue;
                }
                Err(_) => self.fault(sequence.span().start, Wrong::BadKey(text.to_owned())),
            }
            return Vec::new();
        }
        if keys.is_empty() {
            self.fault(sequence.span().start, Wrong::BadKey(sequence.get_ref().clone()));
        }
        keys
    }

    fn finish(mut self, keymap: Keymap) -> Result<Keymap, Vec<Fault>> {
        self.faults.extend(check::faults(&keymap));
        self.faults.sort_by_key(|fault| fault.at.line);
        if self.faults.is_empty() { Ok(keymap) } else { Err(self.faults) }
    }
}
