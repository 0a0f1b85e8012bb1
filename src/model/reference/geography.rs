//! Départements with their outlines, and intercommunal bodies (EPCI).

use std::sync::LazyLock;

use serde::Deserialize;

use super::rows;
use crate::model::{DeptCode, EpciCode};

/// Longitude and latitude, WGS84, in degrees east and north: x before y, as maps draw.
pub type LonLat = (f64, f64);

/// A département of the region.
#[derive(Clone, Debug, PartialEq)]
pub struct Departement {
    pub code: DeptCode,
    pub name: String,
}

/// The border of a département: one or more rings of points.
#[derive(Clone, Debug, PartialEq)]
pub struct Outline {
    pub departement: DeptCode,
    pub polygons: Vec<Vec<LonLat>>,
}

/// An intercommunal body with its own taxation (communauté de communes, d'agglomération, urbaine, métropole).
#[derive(Clone, Debug, PartialEq)]
pub struct Epci {
    pub code: EpciCode,
    pub name: String,
    /// Every département of which it has communes.
    pub departements: Vec<DeptCode>,
    /// Municipal population 2023, its communes outside the region included.
    pub population: u32,
}

#[derive(Deserialize)]
struct Geojson {
    features: Vec<Feature>,
}

#[derive(Deserialize)]
struct Feature {
    properties: Properties,
    geometry: Geometry,
}

#[derive(Deserialize)]
struct Properties {
    code: DeptCode,
    name: String,
}

#[derive(Deserialize)]
#[serde(tag = "type", content = "coordinates")]
enum Geometry {
    Polygon(Vec<Vec<LonLat>>),
    MultiPolygon(Vec<Vec<Vec<LonLat>>>),
}

static MAP: LazyLock<(Vec<Departement>, Vec<Outline>)> = LazyLock::new(|| {
    let file = include_str!("../../../fixtures/departements.geojson");
    let features = serde_json::from_str::<Geojson>(file).map(|map| map.features).unwrap_or_default();
    let mut map: Vec<_> = features.into_iter().map(read_feature).collect();
    map.sort_by_key(|(departement, _)| departement.code);
    map.into_iter().unzip()
});

fn read_feature(feature: Feature) -> (Departement, Outline) {
    let code = feature.properties.code;
    let polygons = match feature.geometry {
        Geometry::Polygon(rings) => rings,
        Geometry::MultiPolygon(parts) => parts.into_iter().flatten().collect(),
    };
    (Departement { code, name: feature.properties.name }, Outline { departement: code, polygons })
}

static EPCIS: LazyLock<Vec<Epci>> = LazyLock::new(|| {
    let mut all: Vec<Epci> = rows(include_str!("../../../fixtures/epci.csv"))
        .filter_map(|row| {
            Some(Epci {
                code: row.get(0)?.parse().ok()?,
                name: row.get(1)?.to_owned(),
                departements: row.get(6)?.split('|').filter_map(|code| code.parse().ok()).collect(),
                population: row.get(7)?.parse().ok()?,
            })
        })
        .collect();
    all.sort_by_key(|epci| epci.code);
    all
});

/// The 13 départements of the region, by code.
pub fn departements() -> &'static [Departement] {
    &MAP.0
}

pub fn departement(code: DeptCode) -> Option<&'static Departement> {
    departements().iter().find(|one| one.code == code)
}

/// The outlines of the 13 départements, in the order of [`departements`].
pub fn outlines() -> &'static [Outline] {
    &MAP.1
}

/// The EPCI that have communes in the region, by SIREN.
pub fn epcis() -> &'static [Epci] {
    &EPCIS
}

pub fn epci(code: EpciCode) -> Option<&'static Epci> {
    let at = epcis().binary_search_by_key(&code, |epci| epci.code).ok()?;
    epcis().get(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thirteen_departements_with_closed_outlines() {
        let codes: Vec<_> = departements().iter().map(|d| d.code.as_str().to_owned()).collect();
        assert_eq!(codes, ["09", "11", "12", "30", "31", "32", "34", "46", "48", "65", "66", "81", "82"]);
        assert_eq!(departement("66".parse().unwrap()).unwrap().name, "Pyrénées-Orientales");
        assert_eq!(outlines().len(), 13);
        for outline in outlines() {
            for ring in &outline.polygons {
                assert!(ring.len() > 50, "{outline:?}");
                assert!(ring.iter().all(|(lon, lat)| (-0.4..4.9).contains(lon) && (42.3..45.1).contains(lat)));
            }
        }
    }

    #[test]
    fn epcis_are_found_by_siren() {
        assert_eq!(epcis().len(), 164);
        let couserans = epci("200067940".parse().unwrap()).unwrap();
        assert_eq!(couserans.name, "CC Couserans-Pyrénées");
        assert_eq!(couserans.departements, ["09".parse().unwrap()]);
        assert!(epcis().iter().all(|epci| !epci.departements.is_empty()));
    }
}
