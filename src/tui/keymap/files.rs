//! The keymap that the user asked for, from where it is.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use super::read::{Fault, Place, Wrong};
use super::{Keymap, label};
use crate::i18n::Words;
use crate::tui::context::Context;

/// A keymap file longer than this is not one.
const MAX_BYTES: u64 = 256 * 1024;

impl Keymap {
    /// The keymap of a name or of a file (`--keymap`), with the user's own file laid over it where there is one. What
    /// is refused is answered beside the keymap that does without it.
    pub fn open(choice: Option<&str>, overlay: Option<&Path>) -> (Self, Vec<Fault>) {
        let mut faults = Vec::new();
        let mut keep = |read: Result<Self, Vec<Fault>>| read.map_err(|found| faults.extend(found)).ok();
        let base = match choice {
            None => None,
            Some(name) => Self::named(name)
                .or_else(|| keep(text(Path::new(name)).and_then(|text| Self::read(&shown(Path::new(name)), &text)))),
        };
        let base = base.unwrap_or_else(Self::azerty);
        let overlay = overlay.filter(|path| path.exists());
        let laid = overlay.and_then(|path| keep(text(path).and_then(|text| base.overlaid(&shown(path), &text))));
        (laid.unwrap_or(base), faults)
    }

    /// Every section that has keys, with its actions: the cheat sheet. Keys first, then what they do.
    pub fn sheet(&self, words: &Words) -> Vec<(String, Vec<(String, String)>)> {
        let section = |context: &Context| {
            let mut lines: Vec<(String, String)> = Vec::new();
            for binding in self.bindings().iter().filter(|binding| binding.context == *context) {
                let (keys, what) = (label(&binding.keys, words), binding.action.label(words));
                match lines.iter_mut().find(|(_, known)| *known == what) {
                    Some((known, _)) => known.push_str(&format!(", {keys}")),
                    None => lines.push((keys, what)),
                }
            }
            (!lines.is_empty()).then(|| (context.label(words), lines))
        };
        Context::ALL.iter().filter_map(section).collect()
    }
}

fn shown(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

fn text(path: &Path) -> Result<String, Vec<Fault>> {
    let mut text = String::new();
    let read = File::open(path).and_then(|file| file.take(MAX_BYTES).read_to_string(&mut text));
    let at = Place { file: shown(path).into(), line: 1 };
    read.map(|_| text).map_err(|error| vec![Fault { at, wrong: Wrong::Unreadable(error.to_string()) }])
}
