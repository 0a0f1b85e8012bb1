//! One field of a form: what is typed, what it is understood to be, what is wrong with it.

use ratatui_textarea::{CursorMove, TextArea, WrapMode};
use unicode_normalization::UnicodeNormalization;

use super::complete::{self, Completer, OFFERED, Suggestion};
use crate::i18n::Words;
use crate::model::entry::{self, BadEntry, EntryContext, Looking};
use crate::model::{FieldSpec, FieldType, Kind, LocalTime, Value};
use crate::tui::action::Action;
use crate::tui::layer::{Input, Took};
use crate::tui::line_edit::LineEdit;
use crate::wording::values;

/// What a form knows when it reads a field.
pub struct Reading<'a> {
    pub words: &'a Words,
    pub now: LocalTime,
    pub looking: Looking,
    pub records: &'a dyn Completer,
}

pub(super) enum Editor {
    Line(LineEdit),
    Long(Box<TextArea<'static>>),
}

/// One field.
pub struct Field {
    pub kind: Kind,
    pub spec: &'static FieldSpec,
    pub(super) editor: Editor,
    /// Chosen from a list: what the text stands for, until the text changes.
    pub(super) picked: Option<Value>,
    pub(super) offered: Vec<Suggestion>,
    pub(super) offered_at: usize,
    /// What it held when the form was opened.
    initial: String,
    /// Said by the rules, or by the reading of what was typed.
    pub(super) fault: Option<String>,
    /// Its label, if it is not the declared one.
    pub(super) label: Option<String>,
    pub(super) required: bool,
    /// What its screen has to say about it: stands where the echo would.
    pub(super) remark: Option<String>,
}

impl Field {
    pub fn new(kind: Kind, spec: &'static FieldSpec) -> Self {
        let editor = match spec.ty {
            FieldType::LongText(_) => Editor::Long(Box::new(area(""))),
            _ => Editor::Line(LineEdit::default()),
        };
        Self {
            kind,
            spec,
            editor,
            picked: None,
            offered: Vec::new(),
            offered_at: 0,
            initial: String::new(),
            fault: None,
            label: None,
            required: spec.required,
            remark: None,
        }
    }

    pub fn text(&self) -> String {
        match &self.editor {
            Editor::Line(line) => line.text(),
            Editor::Long(area) => area.lines().join("\n").nfc().collect(),
        }
    }

    pub fn dirty(&self) -> bool {
        self.text() != self.initial
    }

    pub(super) fn clean(&mut self) {
        self.initial = self.text();
    }

    /// Chosen from a list that is always whole: closed lists, yes and no.
    pub fn closed(&self) -> bool {
        matches!(self.spec.ty, FieldType::Choice(..) | FieldType::Bool)
    }

    /// Yes or no.
    pub(super) const fn tick(&self) -> bool {
        matches!(self.spec.ty, FieldType::Bool)
    }

    pub(super) fn long(&self) -> bool {
        matches!(self.editor, Editor::Long(_))
    }

    /// Puts a value in, shown as people write it.
    pub(super) fn set(&mut self, value: Option<Value>, reading: &Reading<'_>) {
        let text = value.as_ref().map(|value| self.written(value, reading)).unwrap_or_default();
        self.set_text(&text);
        // A date or a number is read again from its text; what has a name is not.
        let named = |value: &Value| {
            matches!(
                value,
                Value::Choice(_)
                    | Value::Bool(_)
                    | Value::Ref(_)
                    | Value::Refs(_)
                    | Value::Commune(_)
                    | Value::Communes(_)
                    | Value::Epci(_)
                    | Value::Departement(_)
                    | Value::Departements(_)
                    | Value::LocalTime(_)
            )
        };
        self.picked = value.filter(named);
        self.fault = None;
    }

    pub(super) fn set_text(&mut self, text: &str) {
        match &mut self.editor {
            Editor::Line(line) => line.set(text),
            Editor::Long(long) => **long = area(text),
        }
        self.picked = None;
        self.offered.clear();
    }

    /// As a person would type it: read again, it gives the same value.
    fn written(&self, value: &Value, reading: &Reading<'_>) -> String {
        match value {
            Value::Refs(_) | Value::Communes(_) | Value::Departements(_) | Value::Dates(_) => {
                self.shown(value, reading).replace(", ", "; ")
            }
            Value::Date(_) | Value::PartialDate(_) | Value::LocalTime(_) => {
                values::cell(reading.words, Some(self.spec), value, &|id| reading.records.name(id))
            }
            Value::Int(number) => number.to_string(),
            Value::Decimal(number) => values::decimal(reading.words.lang, *number),
            Value::Money(amount) => amount.to_string(),
            other => self.shown(other, reading),
        }
    }

    /// As a screen shows it.
    fn shown(&self, value: &Value, reading: &Reading<'_>) -> String {
        values::value(reading.words, Some(self.spec), value, &|id| reading.records.name(id))
    }

    /// What the text means.
    pub(super) fn read(&self, reading: &Reading<'_>) -> Result<Option<Value>, BadEntry> {
        if let Some(picked) = &self.picked {
            return Ok(Some(picked.clone()));
        }
        let resolve = |kind, text: &str| reading.records.resolve(kind, text);
        let labels = |list, text: &str| reading.words.choice_from_label(list, text).map(str::to_owned);
        let ctx = EntryContext { now: reading.now, looking: reading.looking, resolve: &resolve, labels: &labels };
        entry::value(self.spec, &self.text(), &ctx).map_err(|bad| self.named(bad, reading.words))
    }

    /// A closed list is told in the words that one chooses by.
    fn named(&self, mut bad: BadEntry, words: &Words) -> BadEntry {
        if bad.message != "entry-choice" {
            return bad;
        }
        bad.args.retain(|(name, _)| *name != "choices");
        let labels: Vec<String> = complete::choices(self.spec, words).into_iter().map(|one| one.label).collect();
        bad.with("choices", labels.join(", "))
    }

    /// What was understood, where that says more than what was typed.
    pub(super) fn echo(&self, reading: &Reading<'_>) -> Option<String> {
        if self.long() || matches!(self.spec.ty, FieldType::Text) {
            return None;
        }
        let shown = self.shown(&self.read(reading).ok()??, reading);
        (shown != self.text().trim()).then_some(shown)
    }

    pub(super) fn offering(&self) -> bool {
        !self.offered.is_empty()
    }

    /// Offers what the text may mean; `all` even before anything is typed.
    pub(super) fn offer(&mut self, all: bool, reading: &Reading<'_>) {
        let text = self.text();
        let text = if all && (self.closed() || self.picked.is_some()) { "" } else { text.as_str() };
        self.offered = if text.is_empty() && !all {
            Vec::new()
        } else {
            complete::suggest(self.spec, text, reading.words, reading.records)
        };
        self.offered_at = match &self.picked {
            Some(picked) => self.offered.iter().position(|one| one.value == *picked).unwrap_or(0),
            None => 0,
        };
        if !self.closed() {
            self.offered.truncate(OFFERED);
        }
    }

    /// Takes the line offered.
    pub(super) fn accept(&mut self) -> bool {
        let Some(one) = self.offered.get(self.offered_at).cloned() else { return false };
        let text = complete::accepted(self.spec.ty, &self.text(), &one.label);
        self.set_text(&text);
        if !complete::several(self.spec.ty) {
            self.picked = Some(one.value);
        }
        self.offered.clear();
        self.fault = None;
        true
    }

    /// The next or the previous choice of a closed list; past its end, nothing chosen where that is allowed.
    pub(super) fn cycle(&mut self, forward: bool, words: &Words) {
        let all = complete::choices(self.spec, words);
        let at = self.picked.as_ref().and_then(|value| all.iter().position(|one| one.value == *value));
        let empty_allowed = !self.required;
        let next = match (at, forward) {
            (None, true) => Some(0),
            (None, false) => all.len().checked_sub(1),
            (Some(at), true) if at + 1 < all.len() => Some(at + 1),
            (Some(at), false) if at > 0 => Some(at - 1),
            (Some(_), true) => (!empty_allowed).then_some(0),
            (Some(_), false) => {
                if empty_allowed {
                    None
                } else {
                    all.len().checked_sub(1)
                }
            }
        };
        match next.and_then(|index| all.get(index)) {
            Some(one) => {
                self.set_text(&one.label);
                self.picked = Some(one.value.clone());
            }
            None => self.set_text(""),
        }
        self.fault = None;
    }

    /// A letter, a paste, or an action of typing.
    pub(super) fn edit(&mut self, input: &Input<'_>, reading: &Reading<'_>) -> Took {
        let typed = matches!(input, Input::Char(_) | Input::Paste(_));
        // A chosen name is replaced by what is typed over it, not typed into.
        if typed && (self.picked.is_some() && !complete::several(self.spec.ty)) {
            self.set_text("");
        }
        let before = self.text();
        let took = match &mut self.editor {
            Editor::Line(line) => line.update(input),
            Editor::Long(area) => edit_area(area, input),
        };
        if self.text() != before {
            if self.closed() && !typed {
                self.set_text("");
            }
            self.picked = None;
            self.fault = None;
            self.offer(false, reading);
        }
        took
    }
}

fn area(text: &str) -> TextArea<'static> {
    let mut area = TextArea::new(text.split('\n').map(str::to_owned).collect());
    area.set_wrap_mode(WrapMode::WordOrGlyph);
    // The terminal's own cursor stands there instead.
    area.set_cursor_style(ratatui::style::Style::new());
    area.set_cursor_line_style(ratatui::style::Style::new());
    area.move_cursor(CursorMove::Bottom);
    area.move_cursor(CursorMove::End);
    area
}

fn edit_area(area: &mut TextArea<'static>, input: &Input<'_>) -> Took {
    match input {
        Input::Char(c) => area.insert_char(*c),
        Input::Paste(text) => _ = area.insert_str(text.replace("\r\n", "\n").replace('\r', "\n")),
        Input::Action(action) => return act_area(area, *action),
        _ => return Took::No,
    }
    Took::Yes
}

/// Up on the first line and Down on the last are left to the form: they lead to the other fields.
fn act_area(area: &mut TextArea<'static>, action: Action) -> Took {
    let before = area.cursor();
    match action {
        Action::CharLeft => area.move_cursor(CursorMove::Back),
        Action::CharRight => area.move_cursor(CursorMove::Forward),
        Action::WordLeft => area.move_cursor(CursorMove::WordBack),
        Action::WordRight => area.move_cursor(CursorMove::WordForward),
        Action::LineStart => area.move_cursor(CursorMove::Head),
        Action::LineEnd => area.move_cursor(CursorMove::End),
        Action::Up | Action::Down => {
            area.move_cursor(if action == Action::Up { CursorMove::Up } else { CursorMove::Down });
            return if area.cursor() == before { Took::No } else { Took::Yes };
        }
        Action::DeleteBack => _ = area.delete_char(),
        Action::DeleteForward => _ = area.delete_next_char(),
        Action::DeleteWord => _ = area.delete_word(),
        Action::DeleteToStart => _ = area.delete_line_by_head(),
        Action::DeleteToEnd => _ = area.delete_line_by_end(),
        Action::NewLine => area.insert_newline(),
        Action::Undo => _ = area.undo(),
        Action::Redo => _ = area.redo(),
        _ => return Took::No,
    }
    Took::Yes
}
