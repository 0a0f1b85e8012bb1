//! The communes around a centre, where its visits go.

use super::dice::Dice;
use crate::model::reference::{Commune, LonLat, communes, distance_km};
use crate::model::{CommuneCode, Terrain};

/// As far as a visit goes, in kilometres as the crow flies.
const REACH_KM: f64 = 22.0;
const MOST: usize = 30;

/// A commune that is visited from a centre.
#[derive(Clone, Copy, Debug)]
pub(super) struct Near {
    pub commune: CommuneCode,
    /// By road, one way.
    pub road_metres: i64,
    pub terrain: Terrain,
    /// Its weight and those of the communes before it, together.
    weight_up_to: u64,
}

/// The communes around a centre, its own first, likelier the nearer and the larger they are.
#[derive(Clone, Debug, Default)]
pub(super) struct Around(Vec<Near>);

impl Around {
    pub fn of(centre: CommuneCode) -> Self {
        let Some(from) = communes().place(centre) else { return Self::default() };
        let mut found: Vec<(f64, &Commune)> = communes()
            .all()
            .iter()
            .filter_map(|commune| Some((commune, commune.point.or_else(|| own_point(commune, centre, from.at))?)))
            .map(|(commune, point)| (distance_km(from.at, point), commune))
            .filter(|(apart, _)| *apart <= REACH_KM)
            .collect();
        found.sort_by(|a, b| a.0.total_cmp(&b.0).then_with(|| a.1.code.cmp(&b.1.code)));
        found.truncate(MOST);
        let mut sum = 0;
        Self(found.into_iter().map(|(apart, commune)| near(commune, apart, &mut sum)).collect())
    }

    pub fn pick(&self, dice: &mut Dice) -> Option<Near> {
        let thrown = dice.below(self.0.last()?.weight_up_to);
        let at = self.0.partition_point(|near| near.weight_up_to <= thrown);
        self.0.get(at).copied()
    }
}

/// The centre's own commune is near even where no table has its point.
fn own_point(commune: &Commune, centre: CommuneCode, at: LonLat) -> Option<LonLat> {
    (commune.code == centre).then_some(at)
}

fn near(commune: &Commune, apart: f64, sum: &mut u64) -> Near {
    let pull = f64::from(commune.population.clamp(50, 4_000)).sqrt() * 100.0 / (3.0 + apart);
    *sum += (pull as u64).max(1);
    // A road is longer than the crow's flight, and a visit within the commune is not at the centre's door.
    let road_metres = 1_000 + (apart * 1_320.0) as i64;
    Near { commune: commune.code, road_metres, terrain: terrain(commune), weight_up_to: *sum }
}

/// Made up, by département: no table tells the mountain communes.
fn terrain(commune: &Commune) -> Terrain {
    match commune.departement().as_str() {
        "09" | "48" | "65" => Terrain::Mountain,
        "12" | "31" | "66" if commune.population < 600 => Terrain::Mountain,
        _ => Terrain::Plain,
    }
}
