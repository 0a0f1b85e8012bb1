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
    /// No keymap of the program has the name that the file builds on.
    UnknownBase(String),
}

/// A fault of a keymap file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    pub at: Place,
    pub wrong: Wrong,
}

impl Wrong {
    /// What is wrong, in the user's language.
    pub fn tell(&self, words: &Words) -> String {
        let keys = |keys: &[Key]| super::label(keys, words);
        let (id, what, other) = match self {
            Self::Unreadable(why) => ("keymap-unreadable", why.trim().to_owned(), String::new()),
            Self::UnknownContext(name) => ("keymap-unknown-context", name.clone(), String::new()),
            Self::UnknownAction(name) => ("keymap-unknown-action", name.clone(), String::new()),
            Self::NotHere(action, context) => ("keymap-not-here", action.name().to_owned(), context.name().to_owned()),
            Self::BadKey(text) => ("keymap-bad-key", text.clone(), String::new()),
            Self::Forbidden(key) => ("keymap-forbidden", key.to_string(), String::new()),
            Self::Typed(key, context) => ("keymap-typed", key.to_string(), context.name().to_owned()),
            Self::Reserved(key) => ("keymap-reserved", key.to_string(), String::new()),
            Self::Taken(at, action) => ("keymap-taken", keys(at), action.name().to_owned()),
            Self::Hidden(at, action) => ("keymap-hidden", keys(at), action.name().to_owned()),
            Self::Covered(action, context) => ("keymap-covered", action.name().to_owned(), context.name().to_owned()),
            Self::AltGrOnly(action) => ("keymap-altgr", action.name().to_owned(), String::new()),
            Self::UnknownBase(name) => ("keymap-unknown-base", name.clone(), Keymap::NAMES.join(", ")),
        };
        words.look_up_with(id, &[("what", what), ("other", other)]).unwrap_or_else(|| id.to_owned())
    }
}

impl Fault {
    /// `azerty.toml, line 12: …`, in the user's language.
    pub fn tell(&self, words: &Words) -> String {
        let what = self.wrong.tell(words);
        let (file, line) = (self.at.file.to_string(), self.at.line.to_string());
        words.look_up_with("keymap-fault", &[("file", file), ("line", line), ("what", what.clone())]).unwrap_or(what)
    }
}

/// A file as written: a section for each context, `action = ["key", …]`; and `[keyboard]`, where `reserved = ["key", …]`
/// keeps keys for screens and `base = ["NAME"]` builds on a keymap of the program.
type Sections = BTreeMap<Spanned<String>, Section>;
type Section = BTreeMap<Spanned<String>, Vec<Spanned<String>>>;

pub(super) fn keymap(name: &str, text: &str) -> Result<Keymap, Vec<Fault>> {
    let mut reader = Reader::new(name, text);
    let written = reader.file();
    let nothing = Keymap { name: String::new(), bindings: Vec::new(), reserved: Vec::new() };
    let keymap = Keymap { name: name.to_owned(), ..written.over(&nothing) };
    reader.finish(keymap)
}

pub(super) fn overlay(base: &Keymap, file: &str, text: &str) -> Result<Keymap, Vec<Fault>> {
    let mut reader = Reader::new(file, text);
    let keymap = Written { base: None, ..reader.file() }.over(base);
    reader.finish(keymap)
}

/// What a file says.
#[derive(Default)]
struct Written {
    base: Option<Keymap>,
    reserved: Option<Vec<Key>>,
    bindings: Vec<Binding>,
    /// What the file speaks of, with keys or without.
    named: Vec<(Context, Action)>,
}

impl Written {
    /// Laid over the keymap that it builds on: its own base, or else this one.
    fn over(self, below: &Keymap) -> Keymap {
        let mut keymap = self.base.unwrap_or_else(|| below.clone());
        keymap.bindings.retain(|old| !self.named.contains(&(old.context, old.action)));
        keymap.bindings.extend(self.bindings);
        keymap.reserved = self.reserved.unwrap_or(keymap.reserved);
        keymap
    }
}

struct Reader<'a> {
    file: Arc<str>,
    text: &'a str,
    faults: Vec<Fault>,
}

impl<'a> Reader<'a> {
    fn new(file: &str, text: &'a str) -> Self {
        Self { file: Arc::from(file), text, faults: Vec::new() }
    }

    fn place(&self, offset: usize) -> Place {
        let before = self.text.get(..offset).unwrap_or(self.text);
        Place { file: self.file.clone(), line: before.matches('\n').count() + 1 }
    }

    fn fault(&mut self, offset: usize, wrong: Wrong) {
        let at = self.place(offset);
        self.faults.push(Fault { at, wrong });
    }

    fn file(&mut self) -> Written {
        let mut written = Written::default();
        let sections: Sections = match toml::from_str(self.text) {
            Ok(sections) => sections,
            Err(error) => {
                let offset = error.span().map_or(0, |span| span.start);
                self.fault(offset, Wrong::Unreadable(error.message().to_owned()));
                return written;
            }
        };
        for (name, section) in &sections {
            match (name.get_ref().as_str(), Context::from_name(name.get_ref())) {
                ("keyboard", _) => self.keyboard(section, &mut written),
                (_, Some(context)) => self.section(context, section, &mut written),
                (unknown, None) => self.fault(name.span().start, Wrong::UnknownContext(unknown.to_owned())),
            }
        }
        written.bindings.sort_by_key(|binding| binding.at.line);
        written
    }

    fn keyboard(&mut self, section: &Section, written: &mut Written) {
        for (name, values) in section {
            match name.get_ref().as_str() {
                "reserved" => written.reserved = Some(values.iter().flat_map(|key| self.keys(key)).collect()),
                "base" => {
                    for value in values {
                        match Keymap::named(value.get_ref()) {
                            Some(base) => written.base = Some(base),
                            None => self.fault(value.span().start, Wrong::UnknownBase(value.get_ref().clone())),
                        }
                    }
                }
                unknown => self.fault(name.span().start, Wrong::UnknownAction(unknown.to_owned())),
            }
        }
    }

    fn section(&mut self, context: Context, section: &Section, written: &mut Written) {
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
            written.named.push((context, action));
            for sequence in sequences {
                let keys = self.keys(sequence);
                if !keys.is_empty() {
                    let at = self.place(sequence.span().start);
                    written.bindings.push(Binding { context, keys, action, at });
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
