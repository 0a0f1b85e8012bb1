//! The communes of the region: by code, and as people type them.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::{LonLat, departement, fold, rows};
use crate::model::{CommuneCode, DeptCode, EpciCode};

/// A commune (Code officiel géographique 2026).
#[derive(Clone, Debug, PartialEq)]
pub struct Commune {
    pub code: CommuneCode,
    pub name: String,
    pub epci: Option<EpciCode>,
    /// Municipal population 2023.
    pub population: u32,
    /// Known for 1,377 communes; [`Gazetteer::place`] has a stand-in for the others.
    pub point: Option<LonLat>,
    pub postal_codes: Vec<String>,
    /// Another commune of the region has the same name.
    pub homonymous: bool,
    folded: String,
}

impl Commune {
    pub fn departement(&self) -> DeptCode {
        self.code.departement()
    }

    /// The name, with its département where that is needed to tell it apart: « Les Cabannes (09) ».
    pub fn label(&self) -> String {
        if self.homonymous { format!("{} ({})", self.name, self.departement()) } else { self.name.clone() }
    }
}

/// How near a [`Place`] is to the commune that was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exactness {
    Commune,
    /// The middle of the known communes of its EPCI.
    Epci,
    /// The middle of the known communes of its département.
    Departement,
}

/// Where a commune is, and how far that can be trusted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    pub at: LonLat,
    pub exactness: Exactness,
}

/// Why a text does not name one commune.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ambiguity {
    Unknown,
    /// The likeliest first, ten at most.
    Several(Vec<CommuneCode>),
}

/// All communes of the region.
#[derive(Debug, Default)]
pub struct Gazetteer {
    /// By code.
    communes: Vec<Commune>,
    /// Folded names.
    names: HashSet<String>,
    epci_middles: HashMap<EpciCode, LonLat>,
    departement_middles: HashMap<DeptCode, LonLat>,
}

static COMMUNES: LazyLock<Gazetteer> = LazyLock::new(Gazetteer::read);

/// The communes of the region; parsed on first use (a few milliseconds).
pub fn communes() -> &'static Gazetteer {
    &COMMUNES
}

/// Great-circle distance, in kilometres.
pub fn distance_km((lon_a, lat_a): LonLat, (lon_b, lat_b): LonLat) -> f64 {
    const EARTH_RADIUS_KM: f64 = 6371.0088;
    let (lat_a, lat_b) = (lat_a.to_radians(), lat_b.to_radians());
    let half_lat = ((lat_b - lat_a) / 2.0).sin();
    let half_lon = ((lon_b - lon_a).to_radians() / 2.0).sin();
    let h = half_lat * half_lat + lat_a.cos() * lat_b.cos() * half_lon * half_lon;
    2.0 * EARTH_RADIUS_KM * h.sqrt().min(1.0).asin()
}

impl Gazetteer {
    fn read() -> Self {
        let points = read_points();
        let mut communes: Vec<Commune> = rows(include_str!("../../../fixtures/communes.csv"))
            .filter_map(|row| {
                let code: CommuneCode = row.get(0)?.parse().ok()?;
                let name = row.get(1)?.to_owned();
                Some(Commune {
                    folded: folded_name(&name),
                    name,
                    epci: row.get(4).and_then(|siren| siren.parse().ok()),
                    postal_codes: row.get(6)?.split('|').map(str::to_owned).collect(),
                    population: row.get(7)?.parse().ok()?,
                    point: points.get(&code).copied(),
                    homonymous: false,
                    code,
                })
            })
            .collect();
        communes.sort_by_key(|commune| commune.code);
        let mut times: HashMap<String, u32> = HashMap::new();
        for commune in &communes {
            *times.entry(commune.folded.clone()).or_default() += 1;
        }
        for commune in &mut communes {
            commune.homonymous = times.get(&commune.folded).is_some_and(|n| *n > 1);
        }
        let epci_middles = middles(&communes, |commune| commune.epci);
        let departement_middles = middles(&communes, |commune| Some(commune.departement()));
        let names = times.into_keys().collect();
        Self { communes, names, epci_middles, departement_middles }
    }

    pub fn get(&self, code: CommuneCode) -> Option<&Commune> {
        let at = self.communes.binary_search_by_key(&code, |commune| commune.code).ok()?;
        self.communes.get(at)
    }

    /// Every commune, by code.
    pub fn all(&self) -> &[Commune] {
        &self.communes
    }

    /// Whether a commune has this name, [`fold()`]ed.
    pub fn has_name(&self, folded: &str) -> bool {
        self.names.contains(folded)
    }

    pub fn of_epci(&self, epci: EpciCode) -> impl Iterator<Item = &Commune> {
        self.communes.iter().filter(move |commune| commune.epci == Some(epci))
    }

    /// The commune's point or, where it has none, the middle of its EPCI or of its département.
    pub fn place(&self, code: CommuneCode) -> Option<Place> {
        let commune = self.get(code);
        let exact = commune.and_then(|commune| commune.point).map(|at| (at, Exactness::Commune));
        let epci = || Some((*self.epci_middles.get(&commune?.epci?)?, Exactness::Epci));
        let departement = || Some((*self.departement_middles.get(&code.departement())?, Exactness::Departement));
        let (at, exactness) = exact.or_else(epci).or_else(departement)?;
        Some(Place { at, exactness })
    }

    /// The middle of an EPCI's known communes.
    pub fn middle_of_epci(&self, epci: EpciCode) -> Option<LonLat> {
        self.epci_middles.get(&epci).copied()
    }

    /// The middle of a département's known communes.
    pub fn middle_of_departement(&self, code: DeptCode) -> Option<LonLat> {
        self.departement_middles.get(&code).copied()
    }

    /// Great-circle distance between two communes, in kilometres.
    pub fn distance_km(&self, a: CommuneCode, b: CommuneCode) -> Option<f64> {
        Some(distance_km(self.place(a)?.at, self.place(b)?.at))
    }

    /// What a text may mean, the likeliest first: `ceret`, `66 ceret`, `ceret (66)`, an INSEE code, a postal code, or
    /// the beginning of one. The whole name before its beginning, before the beginning of a word, before any part;
    /// then the larger population.
    pub fn search(&self, text: &str, limit: usize) -> Vec<&Commune> {
        let query = Query::read(text);
        if query.is_empty() {
            return Vec::new();
        }
        let mut found: Vec<(Nearness, &Commune)> =
            self.communes.iter().filter_map(|commune| Some((query.matches(commune)?, commune))).collect();
        found.sort_by_key(|(nearness, commune)| (*nearness, std::cmp::Reverse(commune.population), commune.code));
        found.into_iter().take(limit).map(|(_, commune)| commune).collect()
    }

    /// The one commune that a text names: by INSEE code, by a name that only one has, or by the only match.
    ///
    /// # Errors
    /// [`Ambiguity`], with the communes that it may mean.
    pub fn unambiguous(&self, text: &str) -> Result<CommuneCode, Ambiguity> {
        let found = self.search(text, 10);
        let query = Query::read(text);
        let mut exact = found.iter().filter(|commune| query.matches(commune) == Some(Nearness::Whole));
        match (exact.next(), exact.next(), found.as_slice()) {
            (Some(one), None, _) | (None, None, [one]) => Ok(one.code),
            (_, _, []) => Err(Ambiguity::Unknown),
            _ => Err(Ambiguity::Several(found.iter().map(|commune| commune.code).collect())),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Nearness {
    Whole,
    Prefix,
    WordPrefix,
    Part,
}

/// What was typed: words of a name, a département, a code or its beginning.
struct Query {
    words: String,
    departement: Option<DeptCode>,
    /// Three to five digits.
    code: Option<String>,
}

impl Query {
    fn read(text: &str) -> Self {
        let folded = folded_name(&text.replace(['(', ')', ',', ';', '/'], " "));
        let mut query = Self { words: String::new(), departement: None, code: None };
        for word in folded.split(' ').filter(|word| !word.is_empty()) {
            let digits = word.bytes().all(|b| b.is_ascii_digit());
            let known = word.parse().ok().and_then(departement);
            match known {
                Some(known) => query.departement = Some(known.code),
                None if digits && (3..=5).contains(&word.len()) => query.code = Some(word.to_owned()),
                None => {
                    if !query.words.is_empty() {
                        query.words.push(' ');
                    }
                    query.words.push_str(word);
                }
            }
        }
        query
    }

    fn is_empty(&self) -> bool {
        self.words.is_empty() && self.departement.is_none() && self.code.is_none()
    }

    fn matches(&self, commune: &Commune) -> Option<Nearness> {
        if self.departement.is_some_and(|code| code != commune.departement()) {
            return None;
        }
        let by_code = match &self.code {
            Some(code) => Some(code_nearness(code, commune)?),
            None => None,
        };
        if self.words.is_empty() {
            return by_code.or(Some(Nearness::Part));
        }
        name_nearness(&self.words, &commune.folded)
    }
}

fn code_nearness(code: &str, commune: &Commune) -> Option<Nearness> {
    let postal = || commune.postal_codes.iter();
    if code == commune.code.as_str() {
        Some(Nearness::Whole)
    } else if postal().any(|postal| postal == code) {
        Some(Nearness::Prefix)
    } else if commune.code.as_str().starts_with(code) || postal().any(|postal| postal.starts_with(code)) {
        Some(Nearness::WordPrefix)
    } else {
        None
    }
}

fn name_nearness(words: &str, name: &str) -> Option<Nearness> {
    if name == words {
        Some(Nearness::Whole)
    } else if name.starts_with(words) {
        Some(Nearness::Prefix)
    } else if words.split(' ').all(|word| name.split(' ').any(|part| part.starts_with(word))) {
        Some(Nearness::WordPrefix)
    } else if name.contains(words) {
        Some(Nearness::Part)
    } else {
        None
    }
}

/// [`fold()`], with the usual abbreviations of Saint and Sainte written out.
fn folded_name(text: &str) -> String {
    let folded = fold(text);
    let words = folded.split(' ').map(|word| match word {
        "st" | "st." => "saint",
        "ste" | "ste." => "sainte",
        other => other,
    });
    words.collect::<Vec<_>>().join(" ")
}

fn read_points() -> HashMap<CommuneCode, LonLat> {
    rows(include_str!("../../../fixtures/commune_points.csv"))
        .filter_map(|row| {
            let lat = row.get(2)?.parse().ok()?;
            let lon = row.get(3)?.parse().ok()?;
            Some((row.get(0)?.parse().ok()?, (lon, lat)))
        })
        .collect()
}

/// The mean point of the communes of each group.
fn middles<K: std::hash::Hash + Eq>(communes: &[Commune], group: impl Fn(&Commune) -> Option<K>) -> HashMap<K, LonLat> {
    let mut sums: HashMap<K, (f64, f64, f64)> = HashMap::new();
    for commune in communes {
        if let (Some(key), Some((lon, lat))) = (group(commune), commune.point) {
            let sum = sums.entry(key).or_default();
            *sum = (sum.0 + lon, sum.1 + lat, sum.2 + 1.0);
        }
    }
    sums.into_iter().map(|(key, (lon, lat, n))| (key, (lon / n, lat / n))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(text: &str) -> Vec<String> {
        communes().search(text, 5).iter().map(|commune| commune.code.to_string()).collect()
    }

    #[test]
    fn every_commune_is_read_with_its_population() {
        assert_eq!(communes().all().len(), 4446);
        assert_eq!(communes().all().iter().filter(|commune| commune.point.is_some()).count(), 1377);
        let millas = communes().get("66108".parse().unwrap()).unwrap();
        assert_eq!((millas.name.as_str(), millas.population), ("Millas", 4417));
        assert_eq!(millas.epci.unwrap().as_str(), "246600415");
        assert!(communes().all().iter().all(|commune| departement(commune.departement()).is_some()));
    }

    #[test]
    fn a_commune_is_found_as_people_type_it() {
        for text in ["ceret", "CÉRET", "66 ceret", "ceret 66", "Céret (66)", "66049"] {
            assert_eq!(codes(text).first().map(String::as_str), Some("66049"), "{text}");
        }
        assert_eq!(codes("st gilles").first().map(String::as_str), Some("30258"));
        assert!(codes("66400").contains(&"66049".to_owned()), "by postal code");
        assert_eq!(codes("larroque sur l'osse").len(), 1, "an apostrophe is a space");
        assert_eq!(codes(""), Vec::<String>::new());
        assert_eq!(codes("zzzz"), Vec::<String>::new());
    }

    #[test]
    fn prefixes_come_before_words_before_parts() {
        let found = communes().search("mill", 200);
        assert_eq!(found[0].name, "Millau", "the most populous of those that begin so");
        let nearness: Vec<_> = found.iter().map(|commune| Query::read("mill").matches(commune)).collect();
        assert!(nearness.is_sorted() && nearness.contains(&Some(Nearness::Part)), "{nearness:?}");
    }

    #[test]
    fn homonyms_are_all_listed_and_told_apart() {
        let found = communes().search("les cabannes", 10);
        let labels: Vec<_> = found.iter().map(|commune| commune.label()).collect();
        assert_eq!(labels, ["Les Cabannes (81)", "Les Cabannes (09)"]);
        assert_eq!(communes().search("Céret", 1)[0].label(), "Céret");
        let several = communes().unambiguous("Les Cabannes").unwrap_err();
        assert_eq!(several, Ambiguity::Several(vec!["81045".parse().unwrap(), "09070".parse().unwrap()]));
        assert_eq!(communes().unambiguous("Les Cabannes (09)").unwrap().as_str(), "09070");
        assert_eq!(communes().unambiguous("zzzz"), Err(Ambiguity::Unknown));
    }

    #[test]
    fn a_whole_name_wins_over_longer_ones() {
        assert_eq!(communes().unambiguous("montauban").unwrap().as_str(), "82121");
        assert_eq!(communes().unambiguous("09070").unwrap().as_str(), "09070");
    }

    #[test]
    fn every_label_leads_back_to_its_commune() {
        let wrong: Vec<_> = communes()
            .all()
            .iter()
            .filter(|commune| commune.homonymous || commune.population % 9 == 0)
            .filter(|commune| communes().unambiguous(&commune.label()) != Ok(commune.code))
            .map(|commune| commune.label())
            .collect();
        assert_eq!(wrong, Vec::<String>::new());
    }

    #[test]
    fn a_commune_without_a_point_takes_its_epcis_and_says_so() {
        let unknown = communes().all().iter().find(|commune| commune.point.is_none()).unwrap();
        let place = communes().place(unknown.code).unwrap();
        assert_ne!(place.exactness, Exactness::Commune);
        assert!(communes().all().iter().all(|commune| communes().place(commune.code).is_some()));
        assert_eq!(communes().place("75056".parse().unwrap()), None);
    }

    #[test]
    fn distances_are_great_circles() {
        let toulouse = "31555".parse().unwrap();
        let montpellier = "34172".parse().unwrap();
        let km = communes().distance_km(toulouse, montpellier).unwrap();
        assert!((190.0..200.0).contains(&km), "{km}");
        assert_eq!(communes().distance_km(toulouse, toulouse), Some(0.0));
    }
}
