//! What `maillage demo` makes up around the real facts (`model::reference::founding`): pipelines, positions, contacts, exchanges, visits.
//!
//! Everything here is plainly made up and says so by its name. The same plan gives the same records; they are dated
//! relative to `today`, come in an order in which each refers only to facts and to records before it, and are never
//! all held in memory: the visits, by far the most, are made day by day.

mod dice;
mod ground;
mod near;
mod pipelines;
mod staff;
mod talk;
#[cfg(test)]
mod tests;
mod visits;

use chrono::NaiveDate;

use crate::model::{AnyRecord, RecordId};

/// What to make up.
#[derive(Clone, Debug)]
pub struct Plan {
    pub seed: u64,
    /// How many visits, planned ones included. Beyond 5,000 they spread over five years, and beyond 100,000 there are
    /// more centres, up to 200.
    pub visits: usize,
    pub today: NaiveDate,
    /// The device whose holder owns what is made up.
    pub me: RecordId,
    /// The start of the device's pseudonyms.
    pub code: String,
}

/// The made-up records: the common ones first, then the visits, oldest first. Ids differ from each other and from those
/// of the facts, which are left as they are.
pub fn records(plan: &Plan) -> impl Iterator<Item = (RecordId, AnyRecord)> + use<> {
    let ground = ground::Ground::of(plan);
    let mut common = ground.records.clone();
    pipelines::records(plan, &ground, &mut common);
    let posts = staff::records(plan, &ground, &mut common);
    talk::records(plan, &ground, &posts, &mut common);
    common.into_iter().chain(visits::visits(plan, &ground))
}
