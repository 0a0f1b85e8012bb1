//! What the records of a kind add up to, as tables that both faces show. A kind has its tables in one file here; what they
//! say follows from the model, and work it out once per change, never per frame.

mod duties;
mod positions;
mod projects;

use chrono::NaiveDate;

use super::Desk;
use crate::model::projects::Cited;
use crate::model::{FieldSpec, FieldType, FieldValue, Kind, RecordId, Value};

/// One table of an overview. Its title is the message `overview-KIND-KEY`, whose attribute `note` says what to know of it.
#[derive(Clone, Debug, PartialEq)]
pub struct OverviewTable {
    pub key: &'static str,
    pub columns: &'static [FieldSpec],
    pub rows: Vec<Vec<OverviewCell>>,
}

/// One cell. The label of its column is the message `overview-column-KEY`.
#[derive(Clone, Debug, PartialEq)]
pub enum OverviewCell {
    Empty,
    Value(Value),
    /// Where figures were published, and when.
    Cited(Vec<Cited>),
}

impl From<Option<Value>> for OverviewCell {
    fn from(value: Option<Value>) -> Self {
        value.map_or(Self::Empty, Self::Value)
    }
}

/// The tables of a kind by key, in the order in which they show; none for a kind without an overview.
pub const fn overview_keys(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Duty => duties::KEYS,
        Kind::Position => positions::KEYS,
        Kind::Project => projects::KEYS,
        _ => &[],
    }
}

impl Desk {
    /// The overview of these records of one kind.
    pub fn overview(&self, kind: Kind, ids: &[RecordId], today: NaiveDate) -> Vec<OverviewTable> {
        match kind {
            Kind::Duty => duties::tables(self, ids, today),
            Kind::Position => positions::tables(self, ids, today),
            Kind::Project => projects::tables(&self.some(ids)),
            _ => Vec::new(),
        }
    }

    fn some<T: crate::model::OfKind>(&self, ids: &[RecordId]) -> Vec<&T> {
        ids.iter().filter_map(|id| self.get::<T>(id)).collect()
    }
}

const fn column(key: &'static str, ty: FieldType) -> FieldSpec {
    FieldSpec::new(0, key, ty)
}

fn count(n: usize) -> OverviewCell {
    OverviewCell::Value(Value::Int(i64::try_from(n).unwrap_or(i64::MAX)))
}

fn choice<C: FieldValue>(choice: Option<C>) -> OverviewCell {
    choice.map(|choice| choice.to_value()).into()
}

/// A number that is not worth a line of its own where it is none.
fn some_count(n: usize) -> OverviewCell {
    if n == 0 { OverviewCell::Empty } else { count(n) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::{Lang, Words};

    #[test]
    fn every_table_and_column_has_its_words() {
        let desk = Desk::default();
        for words in Lang::ALL.map(Words::new) {
            for &kind in Kind::ALL {
                let tables = desk.overview(kind, &[], NaiveDate::default());
                let keys: Vec<_> = tables.iter().map(|table| table.key).collect();
                assert_eq!(keys, overview_keys(kind), "{kind:?}");
                for table in tables {
                    let title = format!("overview-{}-{}", kind.key(), table.key);
                    assert!(words.look_up(&title).is_some(), "{title}");
                    for column in table.columns {
                        let label = format!("overview-column-{}", column.key);
                        assert!(words.look_up(&label).is_some(), "{label}");
                    }
                }
            }
        }
    }
}
