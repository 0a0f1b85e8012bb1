//! A person's own keys, written into their file as they would write them: what else stands there is left as it is.

use toml_edit::{Array, DocumentMut, Item, Table, value};

use super::{Fault, Keymap};
use crate::tui::action::Action;
use crate::tui::context::Context;
use crate::tui::key::Key;

/// Other keys for one action in one section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rebinding {
    pub context: Context,
    pub action: Action,
    /// `None`: those of the keymap below.
    pub keys: Option<Vec<Vec<Key>>>,
}

impl Rebinding {
    /// The file with the new keys in it, and what the keyboard does then.
    ///
    /// # Errors
    /// Where the file cannot be read as it stands, or would have faults with the new keys.
    pub fn apply(&self, base: &Keymap, file: &str, text: &str) -> Result<(String, Keymap), Vec<Fault>> {
        // Reading it first gives every fault its line.
        base.overlaid(file, text)?;
        let mut document: DocumentMut = text.parse().unwrap_or_default();
        self.write(&mut document);
        let text = document.to_string();
        let keymap = base.overlaid(file, &text)?;
        Ok((text, keymap))
    }

    fn write(&self, document: &mut DocumentMut) {
        let section = document.entry(self.context.name()).or_insert_with(|| Item::Table(Table::new()));
        let Some(section) = section.as_table_like_mut() else { return };
        match &self.keys {
            Some(all) => {
                let keys = all.iter().map(|keys| keys.iter().map(Key::to_string).collect::<Vec<_>>().join(" "));
                section.insert(self.action.name(), value(keys.collect::<Array>()));
            }
            None => _ = section.remove(self.action.name()),
        }
        if section.is_empty() {
            document.remove(self.context.name());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::keymap::{Found, Wrong};

    fn quit(keys: Option<&[&str]>) -> Rebinding {
        let sequence = |text: &&str| text.split(' ').map(|key| key.parse().unwrap()).collect();
        let keys = keys.map(|all| all.iter().map(sequence).collect());
        Rebinding { context: Context::Global, action: Action::Quit, keys }
    }

    #[test]
    fn new_keys_go_in_and_what_else_stands_there_stays() {
        let azerty = Keymap::azerty();
        let mine = "# à moi\n[list]\nfilter = [\"µ\"] # sous la main\n";
        let (text, keymap) = quit(Some(&["Q", "g q"])).apply(&azerty, "k", mine).unwrap();
        assert!(text.starts_with(mine) && text.contains("[global]\nquit = [\"Q\", \"g q\"]"), "{text}");
        let found = |key: &str| keymap.find(Context::Visits, &[key.parse().unwrap()]);
        assert_eq!((found("Q"), found("q")), (Found::Action(Action::Quit), Found::Nothing));
        assert_eq!(found("µ"), Found::Action(Action::Filter));

        let (back, keymap) = quit(None).apply(&azerty, "k", &text).unwrap();
        assert_eq!(back.trim_end(), mine.trim_end());
        assert_eq!(keymap.find(Context::Visits, &[Key::char('q')]), Found::Action(Action::Quit));
    }

    #[test]
    fn keys_that_cannot_serve_leave_the_file_alone() {
        let azerty = Keymap::azerty();
        let wrong = |keys: &[&str]| match quit(Some(keys)).apply(&azerty, "k", "") {
            Err(faults) => faults.into_iter().map(|fault| fault.wrong).next().unwrap(),
            Ok((text, _)) => panic!("{text}"),
        };
        assert_eq!(wrong(&["?"]), Wrong::Taken(vec![Key::char('?')], Action::Help));
        assert!(matches!(wrong(&["F1"]), Wrong::Forbidden(_)));
        assert!(matches!(wrong(&["g"]), Wrong::Hidden(..)));
    }

    #[test]
    fn a_file_that_cannot_be_read_is_not_written_over() {
        let applied = quit(Some(&["Q"])).apply(&Keymap::azerty(), "k", "[global\n");
        assert!(applied.is_err());
    }
}
