//! Rows and columns of any kind, from its declaration.

use crate::model::reference::fold;
use crate::model::{AnyRecord, Cents, Decimal, FieldSpec, FieldType, Kind, RecordId, Value};
use crate::tui::cx::Cx;
use crate::tui::screens::shared::records;
use crate::tui::sort::{Sort, SortKey};
use crate::tui::table::Column;
use crate::tui::text;
use crate::wording::title::{centre_name, figure_label, step_label, topic_label};
use crate::wording::values;
use crate::workspace::Card;

use super::scope;

/// More would be too narrow to read.
const MOST: usize = 7;

/// One record as the table shows it.
pub struct Line {
    pub id: RecordId,
    keys: Vec<SortKey>,
    pub diverging: bool,
    /// What a filter searches: the cells, without case and accents.
    pub(super) searched: String,
    pub(super) record: AnyRecord,
}

impl Line {
    /// What each column is sorted by.
    pub fn keys(&self) -> &[SortKey] {
        &self.keys
    }
}

/// The first fields of a kind, in declared order, that any of the records fills in.
pub fn fields(kind: Kind, cards: &[&Card]) -> Vec<&'static FieldSpec> {
    let filled = |spec: &&FieldSpec| {
        // Only devices have fields of machines, and nobody reads keys in a table.
        let machine = kind == Kind::Device && spec.tag > crate::model::FIRST_TRUST_TAG;
        !machine && (spec.required || cards.iter().any(|card| card.record.get(spec.tag).is_some()))
    };
    kind.fields().iter().filter(filled).take(MOST).collect()
}

/// How each field stands in the table.
pub fn columns(cx: &Cx, kind: Kind, fields: &[&'static FieldSpec]) -> Vec<Column> {
    let column = |(index, spec): (usize, &&'static FieldSpec)| {
        let title = cx.words.field(kind, spec);
        let keep = if index == 0 { 110 } else { 100 - 5 * u8::try_from(index).unwrap_or(10) };
        let least = text::width(&title).min(12);
        let column = match spec.ty {
            FieldType::Date | FieldType::PartialDate => Column::fixed(title, 10),
            FieldType::LocalTime => Column::fixed(title, 16),
            FieldType::Bool => Column::fixed(title, least.max(3)),
            FieldType::Int | FieldType::Decimal => Column::fixed(title, least.max(8)).right(),
            FieldType::Money => Column::fixed(title, 15).right(),
            FieldType::Choice(list, keys) => {
                let widest = keys.iter().map(|key| text::width(&cx.words.choice(list, key))).max().unwrap_or(0);
                Column::fixed(title, widest.clamp(least, 18))
            }
            _ if index == 0 => Column::fill(title, 26),
            _ => Column::fill(title, 14),
        };
        column.keep(keep)
    };
    fields.iter().enumerate().map(column).collect()
}

/// The column by which a table is sorted at first: a date that stands among the first fields, else the first field.
/// What is logged shows its newest first; what is due, its earliest.
pub fn first_sort(kind: Kind, fields: &[&'static FieldSpec]) -> Sort {
    let dated = |spec: &&FieldSpec| spec.required && matches!(spec.ty, FieldType::Date | FieldType::PartialDate);
    match fields.iter().take(2).position(dated) {
        Some(column) => Sort { column, reverse: !matches!(kind, Kind::Followup | Kind::Milestone) },
        None => Sort::default(),
    }
}

/// A record as a line of its kind's table.
pub fn line(cx: &Cx, card: &Card, fields: &[&'static FieldSpec]) -> Line {
    let plain = |spec: &&'static FieldSpec| cell(cx, &card.record, spec, &|id| records::name(cx, id));
    let cells: Vec<String> = fields.iter().map(plain).collect();
    let keys = fields.iter().zip(&cells).map(|(spec, cell)| sort_key(spec, card.record.get(spec.tag), cell)).collect();
    let searched = fold(&cells.join(" "));
    Line { id: card.id, keys, diverging: !card.diverging.is_empty(), searched, record: card.record.clone() }
}

/// What the amounts of these lines add up to, by field: « Montant : 1 200,00 € ». Published figures contradict and contain
/// each other: they are added by their overview, or not at all.
pub fn totals(cx: &Cx, kind: Kind, fields: &[&'static FieldSpec], lines: &[Line]) -> Vec<String> {
    if matches!(kind, Kind::Project | Kind::Indicator) {
        return Vec::new();
    }
    let total = |spec: &&'static FieldSpec| {
        let all = lines.iter().filter_map(|line| line.record.get(spec.tag));
        let sum = match spec.ty {
            FieldType::Money => Value::Money(Cents(all.map(money).sum())),
            FieldType::Decimal => Value::Decimal(Decimal::from_thousandths(all.map(money).sum())),
            _ => return None,
        };
        let (name, value) = (cx.words.field(kind, spec), shown(cx, Some(spec), &sum));
        Some(crate::t!(cx.words, "visits-filter", name = name, value = value))
    };
    fields.iter().filter_map(total).collect()
}

/// Cents or thousandths.
fn money(value: Value) -> i64 {
    match value {
        Value::Money(cents) => cents.0,
        Value::Decimal(number) => number.thousandths(),
        _ => 0,
    }
}

/// The cells of a line as they show now.
pub fn cells(cx: &Cx, card: &Card, fields: &[&'static FieldSpec]) -> Vec<String> {
    let hidden = scope::veiled(cx, card);
    let shown = fields.iter().map(|spec| cell(cx, &card.record, spec, &|id| scope::name(cx, id)));
    shown.map(|cell| if hidden { cx.veiled(&cell) } else { cell }).collect()
}

/// A field's value on one line.
fn cell(cx: &Cx, record: &AnyRecord, spec: &FieldSpec, name: &dyn Fn(RecordId) -> String) -> String {
    let words = &cx.words;
    if let (AnyRecord::Centre(centre), "name") = (record, spec.key) {
        return centre_name(centre);
    }
    if let Some(said) = said(cx, record, spec) {
        return said;
    }
    let Some(value) = record.get(spec.tag) else { return String::new() };
    let text = values::cell(words, Some(spec), &value, &|id| Some(name(id)));
    text.lines().next().unwrap_or_default().to_owned()
}

/// A field's value on a page.
pub fn value(cx: &Cx, record: &AnyRecord, spec: &FieldSpec) -> Option<String> {
    let value = record.get(spec.tag)?;
    Some(said(cx, record, spec).unwrap_or_else(|| shown(cx, Some(spec), &value)))
}

/// Any value, in words.
pub fn shown(cx: &Cx, spec: Option<&FieldSpec>, value: &Value) -> String {
    values::value(&cx.words, spec, value, &|id| Some(scope::name(cx, id)))
}

/// What the keys of the reference tables say in words.
fn said(cx: &Cx, record: &AnyRecord, spec: &FieldSpec) -> Option<String> {
    let words = &cx.words;
    match (record, spec.key) {
        (AnyRecord::Step(step), "item") => Some(step_label(step, words.lang)).filter(|label| !label.is_empty()),
        (AnyRecord::Indicator(indicator), "key") => indicator.key.as_deref().map(|key| figure_label(key, words)),
        (AnyRecord::Milestone(milestone), "topic") => milestone.topic.as_deref().map(|key| topic_label(key, words)),
        _ => None,
    }
}

fn sort_key(spec: &FieldSpec, value: Option<Value>, cell: &str) -> SortKey {
    let number = |n: usize| SortKey::Number(i64::try_from(n).unwrap_or(i64::MAX));
    match value {
        None => SortKey::Empty,
        Some(Value::Int(n)) => SortKey::Number(n),
        Some(Value::Decimal(n)) => SortKey::Number(n.thousandths()),
        Some(Value::Money(n)) => SortKey::Number(n.0),
        Some(Value::Bool(yes)) => SortKey::Number(i64::from(yes)),
        Some(Value::Date(day)) => SortKey::Text(day.to_string()),
        Some(Value::PartialDate(date)) => SortKey::Text(date.to_string()),
        Some(Value::LocalTime(at)) => SortKey::Number(at.unix_millis()),
        // In the order of the list, which is that of the work.
        Some(Value::Choice(key)) => match spec.ty {
            FieldType::Choice(_, keys) => keys.iter().position(|one| *one == key).map_or(SortKey::Empty, number),
            _ => SortKey::Text(key),
        },
        Some(_) => SortKey::Text(fold(cell)),
    }
}
