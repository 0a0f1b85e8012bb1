//! Communes as the form of a visit offers them: those around the centre before the far ones.

use std::cell::Cell;
use std::rc::Rc;

use crate::model::reference::{Commune, communes, fold};
use crate::model::{CommuneCode, Kind, RecordId};
use crate::tui::form::{Completer, Suggestion, of_commune};

/// How far « around » goes, in kilometres.
const NEAR: f64 = 40.0;
/// Communes looked at before the near ones are put first.
const CANDIDATES: usize = 60;

/// Finds records as another does, and communes around a place.
pub struct Around {
    records: Rc<dyn Completer>,
    place: Cell<Option<CommuneCode>>,
}

impl Around {
    pub fn new(records: Rc<dyn Completer>) -> Self {
        Self { records, place: Cell::new(None) }
    }

    /// The surroundings of this commune come first.
    pub fn place(&self, commune: Option<CommuneCode>) {
        self.place.set(commune);
    }

    fn distance(&self, commune: CommuneCode) -> Option<f64> {
        communes().distance_km(self.place.get()?, commune).filter(|km| *km <= NEAR)
    }

    /// The nearest ones, when nothing is typed yet.
    fn nearest(&self, limit: usize) -> Vec<Suggestion> {
        let all = communes().all().iter();
        let mut near: Vec<(f64, &Commune)> = all.filter_map(|one| Some((self.distance(one.code)?, one))).collect();
        near.sort_by(|a, b| a.0.total_cmp(&b.0));
        near.into_iter().take(limit).map(|(_, one)| of_commune(one)).collect()
    }
}

impl Completer for Around {
    fn records(&self, kind: Option<Kind>, text: &str, limit: usize) -> Vec<Suggestion> {
        self.records.records(kind, text, limit)
    }

    fn communes(&self, text: &str, limit: usize) -> Vec<Suggestion> {
        if text.is_empty() {
            return self.nearest(limit);
        }
        let mut found = communes().search(text, CANDIDATES);
        let wanted = fold(text);
        // The order of the search holds within each part; a name typed whole is not pushed down.
        found.sort_by_key(|one| (fold(&one.name) != wanted, self.distance(one.code).is_none()));
        found.into_iter().take(limit).map(of_commune).collect()
    }

    fn name(&self, id: RecordId) -> Option<String> {
        self.records.name(id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::form::NoRecords;

    fn labels(place: Option<&str>, text: &str) -> Vec<String> {
        let around = Around::new(Rc::new(NoRecords));
        around.place(place.map(|code| code.parse().unwrap()));
        around.communes(text, 3).into_iter().map(|one| one.label).collect()
    }

    #[test]
    fn communes_around_come_first_and_a_whole_name_stays_on_top() {
        assert_eq!(labels(None, "saint").len(), 3);
        assert_ne!(labels(None, "saint"), labels(Some("66049"), "saint"));
        assert_eq!(labels(Some("66049"), "montauban")[0], "Montauban");
        assert_eq!(labels(Some("66049"), "")[0], "Céret");
        assert_eq!(labels(Some("09122"), "les cabannes")[0], "Les Cabannes (09)");
        assert_eq!(labels(Some("81004"), "les cabannes")[0], "Les Cabannes (81)");
    }
}
