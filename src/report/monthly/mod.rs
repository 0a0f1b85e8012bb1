//! The activity of a month or a year, by centre, EPCI, département and for the region: what is handed to the Région and
//! the ARS. Never by commune; small counts are left out ([`super::withheld`]).

mod counts;
mod document;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use chrono::{Months, NaiveDate};

pub use counts::{Count, Group};
pub use document::document;

use super::Period;
use super::activity::{Activity, by_centre};
use super::withheld::Cells;
use crate::i18n::Words;
use crate::model::entry::BadEntry;
use crate::model::reference::{communes, departements, epcis, fold};
use crate::model::{Centre, DeptCode, EpciCode, Kind, RecordId};
use crate::t;
use crate::workspace::{Desk, OnProgress, Workspace, WorkspaceError};

/// Where visits are counted: at a centre, and wherever that centre is. `None`: not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    Centre(Option<RecordId>),
    Epci(Option<EpciCode>),
    Departement(Option<DeptCode>),
    Region,
}

impl Place {
    /// A centre by its name, a département by its code or name, an EPCI by its SIREN or name.
    ///
    /// # Errors
    /// Why the text names none, or several.
    pub fn named(desk: &Desk, words: &Words, text: &str) -> Result<Self, BadEntry> {
        let wanted = fold(text.trim());
        if fold(&t!(words, "place-region")) == wanted {
            return Ok(Self::Region);
        }
        let is = |code: &str, name: &str| code == wanted || fold(name) == wanted;
        if let Some(found) = departements().iter().find(|one| is(one.code.as_str(), &one.name)) {
            return Ok(Self::Departement(Some(found.code)));
        }
        if let Some(found) = epcis().iter().find(|one| is(one.code.as_str(), &one.name)) {
            return Ok(Self::Epci(Some(found.code)));
        }
        desk.find(words, Some(Kind::Centre), text).map(|id| Self::Centre(Some(id)))
    }
}

/// What was counted at one place.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Line {
    pub activity: Activity,
    /// Visits done in the same period of the year before.
    pub before: i64,
    /// What is not shown of it.
    pub withheld: Vec<Count>,
}

/// The activity of a period.
#[derive(Clone, Debug, PartialEq)]
pub struct ActivityReport {
    pub period: Period,
    /// What it is about; the whole region otherwise.
    pub of: Place,
    pub made_on: NaiveDate,
    pub lines: BTreeMap<Place, Line>,
    /// Visits are no longer here that may be of this period.
    pub cleared: bool,
}

/// Where a centre is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Address {
    epci: Option<EpciCode>,
    departement: Option<DeptCode>,
}

impl Address {
    fn of(centre: Option<&Centre>) -> Self {
        let commune = centre.and_then(|centre| centre.commune);
        let epci = commune.and_then(|code| communes().get(code)).and_then(|commune| commune.epci);
        Self { epci, departement: commune.map(|code| code.departement()) }
    }

    /// The places that hold the centre, the smallest first.
    fn places(self) -> [Place; 3] {
        [Place::Epci(self.epci), Place::Departement(self.departement), Place::Region]
    }
}

impl ActivityReport {
    /// # Errors
    /// [`WorkspaceError::Store`]; [`WorkspaceError::Export`] where `told` stops it.
    pub fn of(workspace: &Workspace, period: Period, of: Place, told: OnProgress<'_>) -> Result<Self, WorkspaceError> {
        let desk = workspace.desk();
        let visits = by_centre(workspace, period, None, told)?;
        let year_before = |day: NaiveDate| day.checked_sub_months(Months::new(12)).unwrap_or(day);
        let last = period.last().succ_opt().map_or(period.last(), year_before).pred_opt().unwrap_or(NaiveDate::MIN);
        let before = workspace.done_by_centre(year_before(period.first()), last);
        let cleared = desk.cleared.is_some();
        Ok(Self { period, of, made_on: workspace.today(), lines: lines(&desk, visits, &before), cleared })
    }

    /// Whether a place is what the report is about, or in it.
    pub fn holds(&self, place: Place, desk: &Desk) -> bool {
        match (self.of, place) {
            (Place::Region, _) => true,
            (of, Place::Centre(Some(id))) => place == of || Address::of(desk.get(&id)).places().contains(&of),
            // A territory is shown with a département if a centre of it is in both.
            (of, place) => {
                let centres = self.lines.keys().filter_map(|line| match line {
                    Place::Centre(Some(id)) => Some((Place::Centre(Some(*id)), Address::of(desk.get(id)).places())),
                    _ => None,
                });
                let mut inside = centres.filter(|(_, places)| places.contains(&place));
                inside.any(|(centre, places)| centre == of || places.contains(&of)) && place != Place::Region
            }
        }
    }
}

/// Every place where there is a centre or a visit, with its sums, and what is left out of them.
fn lines(
    desk: &Desk,
    visits: BTreeMap<Option<RecordId>, Activity>,
    before: &BTreeMap<Option<RecordId>, i64>,
) -> BTreeMap<Place, Line> {
    let mut lines: BTreeMap<Place, Line> = BTreeMap::new();
    for (id, centre) in desk.all::<Centre>().filter(|(_, one)| one.status.is_some_and(|status| status.has_opened())) {
        lines.entry(Place::Centre(Some(id))).or_default();
        for place in Address::of(Some(centre)).places() {
            lines.entry(place).or_default();
        }
    }
    lines.entry(Place::Region).or_default();
    for (id, activity) in visits {
        let address = Address::of(id.and_then(|id| desk.get(&id)));
        for place in address.places() {
            lines.entry(place).or_default().activity.add(&activity);
        }
        lines.entry(Place::Centre(id)).or_default().activity = activity;
    }
    for (id, n) in before {
        let address = Address::of(id.and_then(|id| desk.get(&id)));
        for place in address.places().into_iter().chain([Place::Centre(*id)]) {
            lines.entry(place).or_default().before += n;
        }
    }
    withhold(&mut lines, desk);
    lines
}

/// Decides what is not shown. Visits done come first and by themselves, so that the same cells are left out whatever
/// else a report shows, this year's and next year's, where they are the year before.
fn withhold(lines: &mut BTreeMap<Place, Line>, desk: &Desk) {
    let mut table = Table { cells: Cells::default(), numbers: BTreeMap::new(), tree: tree(lines, desk) };
    table.add(lines, &Count::Done, &|line| line.activity.done());
    table.cells.settle();
    table.add(lines, &Count::Before, &|line| line.before);
    table.cells.settle();
    table.add(lines, &Count::NotDone, &|line| line.activity.not_done());
    for group in Group::ALL {
        for count in group.counts() {
            table.add(lines, &count, &|line| count.of(line));
        }
        for place in lines.keys() {
            let parts = group.counts().iter().filter_map(|count| table.number(*place, *count)).collect();
            if let Some(done) = table.number(*place, Count::Done) {
                table.cells.sum(done, parts);
            }
        }
    }
    table.cells.settle();
    for ((place, count), number) in &table.numbers {
        if let Some(line) = lines.get_mut(place).filter(|_| table.cells.is_out(*number)) {
            line.withheld.push(*count);
        }
    }
}

/// The cells of every count at every place.
struct Table {
    cells: Cells,
    numbers: BTreeMap<(Place, Count), usize>,
    /// Which places add up to which.
    tree: Vec<(Place, Vec<Place>)>,
}

impl Table {
    fn number(&self, place: Place, count: Count) -> Option<usize> {
        self.numbers.get(&(place, count)).copied()
    }

    fn add(&mut self, lines: &BTreeMap<Place, Line>, count: &Count, value: &dyn Fn(&Line) -> i64) {
        for (place, line) in lines {
            let number = self.cells.add(value(line));
            self.numbers.insert((*place, *count), number);
        }
        for (total, parts) in &self.tree {
            let parts = parts.iter().filter_map(|part| self.number(*part, *count)).collect();
            if let Some(total) = self.number(*total, *count) {
                self.cells.sum(total, parts);
            }
        }
    }
}

/// The region is its EPCI and its départements; these are their centres.
fn tree(lines: &BTreeMap<Place, Line>, desk: &Desk) -> Vec<(Place, Vec<Place>)> {
    let mut parts: BTreeMap<Place, Vec<Place>> = BTreeMap::new();
    for place in lines.keys() {
        if let Place::Centre(id) = place {
            let [epci, departement, _] = Address::of(id.and_then(|id| desk.get(&id))).places();
            parts.entry(epci).or_default().push(*place);
            parts.entry(departement).or_default().push(*place);
        }
    }
    let epcis = lines.keys().filter(|place| matches!(place, Place::Epci(_))).copied().collect();
    let departements = lines.keys().filter(|place| matches!(place, Place::Departement(_))).copied().collect();
    parts.into_iter().chain([(Place::Region, epcis), (Place::Region, departements)]).collect()
}
