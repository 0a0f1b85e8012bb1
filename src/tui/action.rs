//! The one table of actions. Keymaps, palette, hint bar, help and cheat sheet all follow from it.
//!
//! To add an action: one line here, its label `action-NAME` in both languages, a key in each of `keymaps/*.toml`.

use super::context::Context::{self, *};

macro_rules! actions {
    ($( $(#[$meta:meta])* $variant:ident = $name:literal in [$($context:ident),+] $(, $flag:ident)?; )*) => {
        /// What a key, the palette or a click can ask for.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Action { $( $(#[$meta])* $variant, )* }

        impl Action {
            pub const ALL: &'static [Self] = &[ $( Self::$variant ),* ];

            /// The kebab-case name: in keymap files, and after `action-` in message ids.
            pub const fn name(self) -> &'static str {
                match self { $( Self::$variant => $name, )* }
            }

            pub fn from_name(name: &str) -> Option<Self> {
                match name { $( $name => Some(Self::$variant), )* _ => None }
            }

            /// The contexts in which a key may be bound to it.
            pub const fn contexts(self) -> &'static [Context] {
                match self { $( Self::$variant => &[ $($context),+ ], )* }
            }

            /// It destroys something, or shows what should stay hidden: it asks first, and is marked in lists of actions.
            pub const fn dangerous(self) -> bool {
                match self { $( Self::$variant => actions!(@flag $($flag)?), )* }
            }
        }
    };
    (@flag) => { false };
    (@flag dangerous) => { true };
}

actions! {
    // anywhere; where a person types, by Ctrl and function keys
    Palette = "palette" in [Global, Everywhere];
    Help = "help" in [Global, Everywhere];
    Undo = "undo" in [Global, Everywhere];
    Redo = "redo" in [Global, Everywhere];
    Lock = "lock" in [Global, Everywhere];
    Mask = "mask" in [Global, Everywhere];

    // outside text
    Quit = "quit" in [Global, Lock];
    Suspend = "suspend" in [Global];
    Language = "language" in [Global];
    Settings = "settings" in [Global];
    Tour = "tour" in [Global];
    /// What words mean.
    Glossary = "glossary" in [Global];
    /// What changed since the last version.
    News = "news" in [Global];
    Redraw = "redraw" in [Global];
    Everyone = "everyone" in [Global];
    NextPane = "next-pane" in [Global];
    PreviousPane = "previous-pane" in [Global];
    GoDashboard = "go-dashboard" in [Global];
    GoTerritories = "go-territories" in [Global];
    GoCentres = "go-centres" in [Global];
    GoPositions = "go-positions" in [Global];
    GoVisits = "go-visits" in [Global];
    GoRecords = "go-records" in [Global];
    GoSynchro = "go-synchro" in [Global];
    GoAgenda = "go-agenda" in [Global];
    GoConflicts = "go-conflicts" in [Global];
    Search = "search" in [Global];
    /// To where the last jump began.
    ComeBack = "come-back" in [Global];
    Duplicates = "duplicates" in [Global];
    /// What was done on this laptop, to be taken back line by line.
    Deeds = "deeds" in [Global];
    Export = "export" in [Global, Synchro];
    Import = "import" in [Global, Synchro];

    // moving
    Up = "up" in [Moves, Field, LongText, Palette];
    Down = "down" in [Moves, Field, LongText, Palette];
    PageUp = "page-up" in [Moves, Form, Palette];
    PageDown = "page-down" in [Moves, Form, Palette];
    Home = "home" in [Moves];
    End = "end" in [Moves];
    Open = "open" in [Moves];
    Back = "back" in [Moves];
    Left = "left" in [Grid];
    Right = "right" in [Grid];
    Collapse = "collapse" in [Tree];
    Expand = "expand" in [Tree];
    ExpandAll = "expand-all" in [Tree];

    // lists
    Filter = "filter" in [List, Agenda];
    ClearFilter = "clear-filter" in [List, Agenda];
    SortNext = "sort-next" in [List];
    SortReverse = "sort-reverse" in [List];
    Details = "details" in [List];
    History = "history" in [List];
    /// What the records of a list add up to.
    Overview = "overview" in [Positions, Records, Agenda];

    // records
    New = "new" in [Edits, Agenda];
    Edit = "edit" in [Edits, Agenda];
    Delete = "delete" in [Edits], dangerous;
    Again = "again" in [Edits];
    Note = "note" in [Edits];
    Resolve = "resolve" in [Edits, Divergences];
    Owner = "owner" in [Edits];
    /// For good, on every laptop.
    Erase = "erase" in [Visits, Records], dangerous;
    Merge = "merge" in [Edits, Twins];

    // two records side by side
    Take = "take" in [Twins];
    Swap = "swap" in [Twins];
    Apart = "apart" in [Twins];

    // the pipeline
    Tick = "tick" in [Steps, Agenda];
    NotApplicable = "not-applicable" in [Steps];
    Block = "block" in [Steps];
    MoveTarget = "move-target" in [Steps];
    SetDue = "set-due" in [Steps, Agenda];
    AddStep = "add-step" in [Centre];
    SetOpened = "set-opened" in [Centre];
    ChangeState = "change-state" in [Centres, Centre, Positions];
    AddPosition = "add-position" in [Centres, Centre];
    NextView = "next-view" in [Centres];
    CardBack = "card-back" in [Board];
    CardForward = "card-forward" in [Board];
    ZoomIn = "zoom-in" in [Timeline];
    ZoomOut = "zoom-out" in [Timeline];
    PanBack = "pan-back" in [Timeline];
    PanForward = "pan-forward" in [Timeline];
    /// In thought, until it is kept.
    StageEarlier = "stage-earlier" in [Timeline, Centre];
    StageLater = "stage-later" in [Timeline, Centre];
    KeepMoves = "keep-moves" in [Timeline, Centre];
    DropMoves = "drop-moves" in [Timeline, Centre];

    // what was said
    LogExchange = "log-exchange" in [Talk];
    FollowUp = "follow-up" in [Talk];

    // positions, visits
    Advance = "advance" in [Positions];
    AddCandidacy = "add-candidacy" in [Positions];
    /// An offer is sent round a partner network.
    Circulate = "circulate" in [Positions];
    ToggleCheck = "toggle-check" in [Positions];
    MarkDone = "mark-done" in [Visits];
    PlanVisit = "plan-visit" in [Visits, Agenda];
    Period = "period" in [Visits];

    /// What the signs mean.
    Legend = "legend" in [Territories, Map, Centres, Centre, Agenda];

    // days
    Today = "today" in [Agenda];
    WeekOrDay = "week-or-day" in [Agenda];
    RoundOrder = "round-order" in [Agenda];

    // the lines of a list
    /// A row, or a cell of it.
    Copy = "copy" in [Centres, Positions, Visits, Records];
    /// In the clear: visits ask first.
    ExportCsv = "export-csv" in [Centres, Positions, Visits, Records];
    Mark = "mark" in [Centres, Positions, Visits, Records, Divergences];
    MarkAll = "mark-all" in [Centres, Positions, Records, Divergences];
    Settle = "settle" in [Divergences];

    // synchro
    Inspect = "inspect" in [Synchro];
    Imports = "imports" in [Synchro];
    Card = "card" in [Synchro];
    Admit = "admit" in [Synchro];
    Revoke = "revoke" in [Synchro], dangerous;
    Backup = "backup" in [Synchro];
    HandOver = "hand-over" in [Synchro], dangerous;
    Recover = "recover" in [Synchro], dangerous;
    Rekey = "rekey" in [Synchro], dangerous;
    ClearOld = "clear-old" in [Synchro], dangerous;

    // the keys themselves
    AddKey = "add-key" in [Keys];
    ResetKeys = "reset-keys" in [Keys];

    // forms
    Save = "save" in [Form];
    SaveNext = "save-next" in [Form];
    Complete = "complete" in [Form];
    Accept = "accept" in [Field, Popup, Prompt, Palette, Lock];
    Cancel = "cancel" in [Form, Popup, Prompt, Palette];
    FieldNext = "field-next" in [Form];
    FieldPrevious = "field-previous" in [Form];
    Yes = "yes" in [Popup];
    No = "no" in [Popup];

    // typing
    CharLeft = "char-left" in [Text];
    CharRight = "char-right" in [Text];
    WordLeft = "word-left" in [Text];
    WordRight = "word-right" in [Text];
    LineStart = "line-start" in [Text];
    LineEnd = "line-end" in [Text];
    DeleteBack = "delete-back" in [Text];
    DeleteForward = "delete-forward" in [Text];
    DeleteWord = "delete-word" in [Text];
    DeleteToStart = "delete-to-start" in [Text];
    DeleteToEnd = "delete-to-end" in [Text];
    NewLine = "new-line" in [LongText];
}

impl Action {
    /// The id of its label.
    pub fn message_id(self) -> String {
        format!("action-{}", self.name())
    }

    /// Its label, in few words; the name if the message is missing (a test sees to it that none is).
    pub fn label(self, words: &crate::i18n::Words) -> String {
        words.look_up(&self.message_id()).unwrap_or_else(|| self.name().to_owned())
    }

    /// Whether a key for it makes sense in a layer of this context.
    pub fn applies_in(self, layer: Context) -> bool {
        layer.chain().iter().any(|context| self.contexts().contains(context))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::{Lang, Words};

    #[test]
    fn names_are_unique_and_find_their_action() {
        for &action in Action::ALL {
            assert_eq!(Action::from_name(action.name()), Some(action));
        }
    }

    #[test]
    fn every_action_has_a_label_in_both_languages() {
        for lang in Lang::ALL {
            let words = Words::new(lang);
            for action in Action::ALL {
                assert!(words.look_up(&action.message_id()).is_some(), "{} {}", lang.code(), action.name());
            }
        }
    }

    #[test]
    fn every_action_can_be_reached_from_some_layer() {
        for &action in Action::ALL {
            assert!(Context::LAYERS.iter().any(|&layer| action.applies_in(layer)), "{}", action.name());
        }
    }
}
