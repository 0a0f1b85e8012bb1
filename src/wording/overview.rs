//! What stands in an overview: its titles, its columns, and where a figure comes from.

use super::values;
use crate::i18n::Words;
use crate::model::projects::Cited;
use crate::model::reference::source;
use crate::model::{FieldSpec, Kind};

/// The title of a table, and what to know of it.
pub fn titled(words: &Words, kind: Kind, key: &str) -> (String, Option<String>) {
    let id = format!("overview-{}-{key}", kind.key());
    (words.look_up(&id).unwrap_or_else(|| key.to_owned()), words.attribute(&id, "note"))
}

/// The label of a column.
pub fn column(words: &Words, spec: &FieldSpec) -> String {
    words.look_up(&format!("overview-column-{}", spec.key)).unwrap_or_else(|| spec.key.to_owned())
}

/// « Région Occitanie 17/06/2022 », by publisher.
pub fn cited(cited: &Cited) -> String {
    let publisher = source(&cited.source).map_or_else(|| cited.source.clone(), |source| source.publisher.clone());
    let date = cited.as_of.map(values::partial_date_short);
    [Some(publisher).filter(|text| !text.is_empty()), date].into_iter().flatten().collect::<Vec<_>>().join(" ")
}
