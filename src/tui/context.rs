//! Where a key means something. A layer has one context; a context looks further along its chain.

use crate::i18n::Words;

macro_rules! contexts {
    ($( $(#[$meta:meta])* $variant:ident = $name:literal $(=> [$($next:ident),*])?; )*) => {
        /// A section of a keymap file.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Context { $( $(#[$meta])* $variant, )* }

        impl Context {
            pub const ALL: &'static [Self] = &[ $( Self::$variant ),* ];

            /// The name of its section in keymap files.
            pub const fn name(self) -> &'static str {
                match self { $( Self::$variant => $name, )* }
            }

            pub fn from_name(name: &str) -> Option<Self> {
                match name { $( $name => Some(Self::$variant), )* _ => None }
            }

            /// The contexts searched for a key, nearest first. Alone, for a context that is no layer's.
            pub const fn chain(self) -> &'static [Self] {
                match self { $( Self::$variant => contexts!(@chain $variant $([$($next),*])?), )* }
            }
        }
    };
    (@chain $variant:ident) => { &[Context::$variant] };
    (@chain $variant:ident [$($next:ident),*]) => { &[Context::$variant, $(Context::$next),*] };
}

contexts! {
    // shared sections, in the order in which they are searched
    Edits = "edits";
    Steps = "steps";
    Talk = "talk";
    Tree = "tree" => [List, Moves, Global, Everywhere];
    Grid = "grid" => [List, Moves, Global, Everywhere];
    List = "list" => [Moves, Global, Everywhere];
    Moves = "moves";
    /// Where nothing is being typed.
    Global = "global";
    /// Where something is being typed too: Ctrl and function keys only.
    Everywhere = "everywhere";

    // pages
    Page = "page" => [Moves, Global, Everywhere];
    Dashboard = "dashboard" => [Steps, Edits, Talk, List, Moves, Global, Everywhere];
    Territories = "territories" => [Edits, Talk, Tree, List, Moves, Global, Everywhere];
    Map = "map" => [Edits, Talk, Grid, List, Moves, Global, Everywhere];
    Centres = "centres" => [Steps, Edits, Talk, Grid, List, Moves, Global, Everywhere];
    Board = "board" => [Steps, Edits, Talk, Centres, Grid, List, Moves, Global, Everywhere];
    Timeline = "timeline" => [Steps, Edits, Talk, Centres, Grid, List, Moves, Global, Everywhere];
    Centre = "centre" => [Steps, Edits, Talk, Tree, List, Moves, Global, Everywhere];
    Positions = "positions" => [Edits, Talk, List, Moves, Global, Everywhere];
    Visits = "visits" => [Edits, List, Moves, Global, Everywhere];
    Records = "records" => [Edits, Talk, List, Moves, Global, Everywhere];
    Divergences = "divergences" => [List, Moves, Global, Everywhere];
    Twins = "twins" => [Moves, Global, Everywhere];
    Agenda = "agenda" => [Talk, Grid, Moves, Global, Everywhere];
    Synchro = "synchro" => [List, Moves, Global, Everywhere];
    Keys = "keys" => [List, Moves, Global, Everywhere];

    // forms: one context for each sort of field
    /// A choice, a yes or no: no cursor.
    Field = "field" => [Form, Everywhere];
    Form = "form";
    Text = "text" => [Field, Form, Everywhere];
    LongText = "long-text" => [Text, Form, Everywhere];

    // popups
    Popup = "popup" => [Everywhere];
    Menu = "menu" => [Moves, Everywhere];
    Prompt = "prompt" => [Text, Everywhere];
    Palette = "palette" => [Text, Everywhere];
    Lock = "lock" => [Text];
}

impl Context {
    /// The contexts that a layer can have.
    pub const LAYERS: &'static [Self] = &[
        Self::Tree,
        Self::Grid,
        Self::List,
        Self::Page,
        Self::Dashboard,
        Self::Territories,
        Self::Map,
        Self::Centres,
        Self::Board,
        Self::Timeline,
        Self::Centre,
        Self::Positions,
        Self::Visits,
        Self::Records,
        Self::Divergences,
        Self::Twins,
        Self::Agenda,
        Self::Synchro,
        Self::Keys,
        Self::Field,
        Self::Text,
        Self::LongText,
        Self::Popup,
        Self::Menu,
        Self::Prompt,
        Self::Palette,
        Self::Lock,
    ];

    /// Letters and digits are text here, never actions.
    pub const fn typing(self) -> bool {
        matches!(
            self,
            Self::Everywhere
                | Self::Form
                | Self::Field
                | Self::Text
                | Self::LongText
                | Self::Prompt
                | Self::Palette
                | Self::Lock
        )
    }

    /// Its heading on the help page.
    pub fn label(self, words: &Words) -> String {
        words.look_up(&format!("context-{}", self.name())).unwrap_or_else(|| self.name().to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Lang;

    #[test]
    fn every_context_has_a_heading_in_both_languages() {
        for lang in Lang::ALL {
            let words = Words::new(lang);
            for context in Context::ALL {
                assert_eq!(Context::from_name(context.name()), Some(*context));
                assert!(words.look_up(&format!("context-{}", context.name())).is_some(), "{}", context.name());
            }
        }
    }

    #[test]
    fn a_chain_never_mixes_typing_and_single_letters() {
        for layer in Context::LAYERS {
            let typing = layer.typing();
            for context in layer.chain() {
                assert!(*context == Context::Everywhere || context.typing() == typing, "{layer:?} {context:?}");
            }
        }
    }
}
