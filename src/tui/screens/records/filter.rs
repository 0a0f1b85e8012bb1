//! What narrows the table of a kind.

use std::collections::BTreeSet;

use crate::model::reference::fold;
use crate::model::{AnyRecord, DeptCode, FieldSpec, FieldType, Kind, Value};
use crate::t;
use crate::tui::cx::Cx;
use crate::tui::filters::SetOrder;
use crate::wording::values;

use super::columns::Line;
use super::{acts, scope};

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filter {
    pub text: String,
    /// Records that diverge only.
    pub diverging: bool,
    /// One choice of a closed list.
    pub choice: Option<(&'static FieldSpec, &'static str)>,
    /// A département that its communes are in.
    pub departement: Option<DeptCode>,
    pub year: Option<i64>,
    order: SetOrder<Facet>,
}

/// What a filter narrows by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Facet {
    Text,
    Diverging,
    Choice,
    Departement,
    Year,
}

/// What the filter's list offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pick {
    All,
    Diverging,
    Choice(&'static FieldSpec, &'static str),
    Departement(DeptCode),
    Year(i64),
}

/// Every choice of the kind's closed lists, then the départements and years that its records have.
pub fn picks(kind: Kind, cx: &Cx) -> Vec<Pick> {
    let records = || cx.desk.cards(kind).filter(|card| scope::shown(cx, card)).map(|card| &card.record);
    let departements: BTreeSet<DeptCode> = records().flat_map(departements_of).collect();
    let years: BTreeSet<i64> = records().filter_map(year_of).collect();
    let mut picks = vec![Pick::All, Pick::Diverging];
    picks.extend(acts::choices_of(kind).map(|(spec, _, key)| Pick::Choice(spec, key)));
    picks.extend(departements.into_iter().map(Pick::Departement));
    picks.extend(years.into_iter().rev().map(Pick::Year));
    picks
}

/// Of its communes.
fn departements_of(record: &AnyRecord) -> BTreeSet<DeptCode> {
    let values = record.kind().fields().iter().filter_map(|spec| record.get(spec.tag));
    let of = |value| match value {
        Value::Commune(code) => vec![code.departement()],
        Value::Communes(codes) => codes.iter().map(|code| code.departement()).collect(),
        Value::Departement(code) => vec![code],
        _ => Vec::new(),
    };
    values.flat_map(of).collect()
}

fn year_of(record: &AnyRecord) -> Option<i64> {
    match record.get(record.kind().field("year")?.tag)? {
        Value::Int(year) => Some(year),
        _ => None,
    }
}

impl Pick {
    /// As the list offers it.
    pub fn said(self, kind: Kind, cx: &Cx) -> String {
        let words = &cx.words;
        let named = |name: String, value: String| t!(words, "visits-filter", name = name, value = value);
        match self {
            Self::All => t!(words, "records-all"),
            Self::Diverging => t!(words, "records-diverging"),
            Self::Choice(spec, key) => named(words.field(kind, spec), chosen(spec, key, cx)),
            Self::Departement(code) => named(t!(words, "overview-column-departement"), values::departement(code)),
            Self::Year(year) => named(t!(words, "overview-column-year"), year.to_string()),
        }
    }
}

fn chosen(spec: &FieldSpec, key: &str, cx: &Cx) -> String {
    match spec.ty {
        FieldType::Choice(list, _) => cx.words.choice(list, key),
        _ => key.to_owned(),
    }
}

impl Filter {
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    pub fn set_text(&mut self, text: &str) {
        text.trim().clone_into(&mut self.text);
        self.order.touch(Facet::Text, !self.text.is_empty());
    }

    pub fn set(&mut self, pick: Pick) {
        let facet = match pick {
            Pick::All => return *self = Self::default(),
            Pick::Diverging => {
                self.diverging = true;
                Facet::Diverging
            }
            Pick::Choice(spec, key) => {
                self.choice = Some((spec, key));
                Facet::Choice
            }
            Pick::Departement(code) => {
                self.departement = Some(code);
                Facet::Departement
            }
            Pick::Year(year) => {
                self.year = Some(year);
                Facet::Year
            }
        };
        self.order.touch(facet, true);
    }

    pub fn clear_last(&mut self) {
        match self.order.take_last() {
            Some(Facet::Text) => self.text.clear(),
            Some(Facet::Diverging) => self.diverging = false,
            Some(Facet::Choice) => self.choice = None,
            Some(Facet::Departement) => self.departement = None,
            Some(Facet::Year) => self.year = None,
            None => {}
        }
    }

    /// In words, in the order in which they were set.
    pub fn words(&self, cx: &Cx) -> Vec<String> {
        let said = |facet: Facet| match facet {
            Facet::Text => Some(t!(cx.words, "records-quoted", text = self.text.as_str())),
            Facet::Diverging => Some(t!(cx.words, "records-diverging")),
            Facet::Choice => self.choice.map(|(spec, key)| chosen(spec, key, cx)),
            Facet::Departement => self.departement.map(values::departement),
            Facet::Year => self.year.map(|year| year.to_string()),
        };
        self.order.iter().filter_map(said).collect()
    }

    pub fn keeps(&self, line: &Line) -> bool {
        let wanted = fold(&self.text);
        let chosen =
            |(spec, key): (&FieldSpec, &str)| matches!(line.record.get(spec.tag), Some(Value::Choice(k)) if k == key);
        wanted.split_whitespace().all(|word| line.searched.contains(word))
            && (!self.diverging || line.diverging)
            && self.choice.is_none_or(chosen)
            && self.departement.is_none_or(|code| departements_of(&line.record).contains(&code))
            && self.year.is_none_or(|year| year_of(&line.record) == Some(year))
    }
}
