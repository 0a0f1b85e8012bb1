//! What must hold of every drawing.

use std::collections::BTreeSet;

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect};
use ratatui::style::{Color, Style};

use super::walk::Place;
use crate::i18n::Lang;
use crate::model::Kind;
use crate::tui::action::Action;
use crate::tui::context::Context;
use crate::tui::theme::Glyphs;

const FR: &str = include_str!("../../../i18n/fr/maillage.ftl");
const EN: &str = include_str!("../../../i18n/en/maillage.ftl");

/// What the page of news is made of.
const CHANGES: [&str; 2] = [include_str!("../../../../CHANGELOG.md"), include_str!("../../../../CHANGELOG.fr.md")];

/// One drawing.
pub struct Shown {
    pub text: String,
    pub buffer: Buffer,
    pub cursor: Option<Position>,
    pub context: Context,
    pub popup: bool,
    /// How what is selected looks.
    pub selected: Style,
}

impl Shown {
    fn faulty(&self, name: &str, fault: &str) -> String {
        format!("{name} {:?} {}: {fault}\n{}", self.context, self.buffer.area.as_size(), self.text)
    }
}

/// What is known of words.
pub struct Looks {
    /// What stands on the screen only where a message is missing.
    raw: BTreeSet<String>,
    /// Words that are whole.
    whole: BTreeSet<String>,
    /// Those of the widest drawing of this place.
    here: BTreeSet<String>,
}

impl Looks {
    pub fn new(lang: Lang) -> Self {
        let own = if lang == Lang::Fr { FR } else { EN };
        let ids = own.lines().filter_map(|line| Some(line.split_once(" =")?.0)).map(|id| id.trim_matches([' ', '.']));
        let actions = Action::ALL.iter().map(|action| action.name());
        let contexts = Context::ALL.iter().map(|context| context.name());
        let fields = Kind::ALL.iter().flat_map(|kind| kind.fields()).map(|spec| spec.key);
        let names = ids.chain(actions).chain(contexts).chain(fields).filter(|name| name.contains(['-', '_']));
        // Some are words of the language too.
        let said = own.lines().filter_map(|line| Some(line.split_once("= ")?.1));
        let said: BTreeSet<&str> =
            said.chain(CHANGES.iter().flat_map(|text| text.lines())).flat_map(names_in).collect();
        let raw = names.filter(|name| !said.contains(name)).map(str::to_owned).collect();
        let texts = [FR, EN].into_iter().chain(CHANGES);
        let whole = texts.flat_map(str::lines).flat_map(words).map(str::to_owned).collect();
        Self { raw, whole, here: BTreeSet::new() }
    }

    /// What is wrong with a place. Its widest drawing says which words are whole.
    pub fn judge(&mut self, place: &Place) -> Vec<String> {
        let widest = place.shown.first().map(|shown| shown.text.as_str()).unwrap_or_default();
        self.here = words(widest).map(str::to_owned).collect();
        let judged = place.shown.iter().flat_map(|shown| {
            let faults = [self.raw_label(&shown.text), self.cut_short(shown), unseen_focus(shown, place.bare)];
            faults.into_iter().flatten().map(|fault| shown.faulty(&place.name, &fault))
        });
        judged.collect()
    }

    fn raw_label(&self, text: &str) -> Option<String> {
        let marks = ["##", "No localization", "{ $", "{$"];
        if let Some(mark) = marks.iter().find(|mark| text.contains(**mark)) {
            return Some(format!("raw: {mark}"));
        }
        names_in(text).find(|part| self.raw.contains(*part)).map(|part| format!("raw: {part}"))
    }

    /// A word that is the beginning of a longer one, and not followed by an ellipsis.
    fn cut_short(&self, shown: &Shown) -> Option<String> {
        let area = if shown.popup { topmost(&shown.buffer) } else { shown.buffer.area };
        let more = Glyphs::WGL4.more;
        for y in area.top()..area.bottom() {
            let line: String =
                (area.left()..area.right()).filter_map(|x| shown.buffer.cell((x, y))).map(Cell::symbol).collect();
            // Addresses are cut where the line ends.
            let said = line.split(' ').filter(|part| !part.contains('/')).flat_map(words);
            for word in said.filter(|word| word.chars().count() > 2) {
                let known = [&self.whole, &self.here].into_iter().any(|all| all.contains(word));
                let longer = |all: &BTreeSet<String>| {
                    all.range(word.to_owned()..).next().is_some_and(|next| next.starts_with(word))
                };
                if !known && (longer(&self.whole) || longer(&self.here)) && !line.contains(&format!("{word}{more}")) {
                    return Some(format!("cut short: {word} in {:?}", line.trim()));
                }
            }
        }
        None
    }
}

/// Signs that the default glyphs draw with.
const SIGNS: &str = "√□■×►≠●○▌▼▲▐│█░─▒▓▀▄┌┐└┘├┤┬┴┼◄";

/// Names of messages, actions and fields, or what looks like one.
fn names_in(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_')))
}

/// Letters in a row.
fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty())
}

/// Where the keys go shows: by the cursor where one types, by the selection bar where one chooses.
fn unseen_focus(shown: &Shown, bare: bool) -> Option<String> {
    let below_the_tabs = shown.buffer.content.iter().skip(usize::from(shown.buffer.area.width));
    let bar = below_the_tabs.into_iter().any(|cell| {
        let style = cell.style();
        style.bg == shown.selected.bg.or(style.bg)
            && style.add_modifier.contains(shown.selected.add_modifier)
            && (shown.selected.bg.is_some() || !shown.selected.add_modifier.is_empty())
    });
    let typing = shown.context.typing() && shown.context != Context::Popup;
    match shown.cursor {
        Some(cursor) => (!shown.buffer.area.contains(cursor)).then(|| "the cursor stands outside".to_owned()),
        None if typing => Some("one types, and there is no cursor".to_owned()),
        None if (bare || shown.context == Context::Menu) && !bar => Some("the focus is nowhere".to_owned()),
        None => None,
    }
}

/// What colours add that signs do not say, and colours where there are none.
pub fn without_colours(coloured: &Place, mono: &Place) -> Vec<String> {
    let mut faults = Vec::new();
    for (with, without) in coloured.shown.iter().zip(&mono.shown) {
        let differ = |(with, without): &(&str, &str)| without_land(with) != without_land(without);
        let other = with.text.lines().zip(without.text.lines()).find(differ);
        faults.extend(other.map(|(with, without)| format!("colours make {with:?} of {without:?}")));
        let painted = |cell: &&Cell| cell.fg != Color::Reset || cell.bg != Color::Reset;
        let cell = without.buffer.content.iter().find(painted);
        faults.extend(cell.map(|cell| without.faulty(&mono.name, &format!("{:?} has a colour", cell.symbol()))));
    }
    faults
}

/// The map is painted land where there are colours, and drawn in lines where there are none: only what is written on it
/// is to be the same.
fn without_land(line: &str) -> String {
    let land = |c: char| matches!(c, '▀' | '▄' | '\u{2800}'..='\u{28ff}');
    line.replace(land, " ").trim_end().to_owned()
}

/// Signs that are no ASCII where only that is asked for.
pub fn beyond_ascii(place: &Place) -> Vec<String> {
    let signs = |shown: &Shown| {
        let sign = shown.text.chars().find(|c| SIGNS.contains(*c))?;
        Some(shown.faulty(&place.name, &format!("{sign} is no ASCII")))
    };
    place.shown.iter().filter_map(signs).collect()
}

/// The inside of the box that lies over everything: of those whose border is whole, the smallest.
fn topmost(buffer: &Buffer) -> Rect {
    let symbol = |x: u16, y: u16| buffer.cell((x, y)).map(Cell::symbol).unwrap_or_default();
    let area = buffer.area;
    let mut best = area;
    for (x, y) in (area.top()..area.bottom()).flat_map(|y| (area.left()..area.right()).map(move |x| (x, y))) {
        if symbol(x, y) != "┌" {
            continue;
        }
        let Some(right) = (x + 1..area.right()).find(|x| symbol(*x, y) == "┐") else { continue };
        let Some(bottom) = (y + 1..area.bottom()).find(|y| symbol(x, *y) == "└") else { continue };
        let sides = (y + 1..bottom).all(|y| symbol(x, y) == "│" && symbol(right, y) == "│");
        let inside = Rect { x: x + 1, y: y + 1, width: right - x - 1, height: bottom - y - 1 };
        if sides && symbol(right, bottom) == "┘" && inside.area() < best.area() {
            best = inside;
        }
    }
    best
}
