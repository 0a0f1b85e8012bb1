//! A year of a team, made up from a seed: forty whole stores in a temporary folder, thousands of trips of sticks with
//! all that happens to sticks and laptops. At the end everybody meets, and every laptop must show, field by field, what
//! follows from a plain list of edits that the simulation kept by itself.
//!
//! The long run: `MAILLAGE_SIMULATION_TRIPS=2000 MAILLAGE_SIMULATION_SEED=7 CARGO_PROFILE_DEV_OPT_LEVEL=1 cargo test --test
//! simulation`. Nearly all its time is the program's own work on bundles, so that the program is built with some
//! optimisation: 400 trips are 6 seconds of one core then, 21 without (2026-11-25). A seed that fails is printed, and fails
//! again; `MAILLAGE_SIMULATION_FOLLOW=4711` then tells every stick that edit 4711 was on, and what it met. With fewer
//! laptops (`MAILLAGE_SIMULATION_DEVICES=10`) each has more accidents.
//!
//! 2,000 trips of 40 laptops on 25 November 2026: on the default seed no laptop differed from the list in a field, 69 seconds
//! of one core; the run failed all the same, for two kinds of what can happen had not happened. They are likelier since, which
//! makes other years of the same seeds. Seeds 1 and 7 then stopped at trips 504 and 1,297, where a handover wrote an edit that
//! no history shows: mended in the program; seed 1 went on to trip 1,947, where a member differs. No seed has passed the long run
//! to its end yet.

mod accidents;
mod dice;
mod edits;
mod end;
mod gone;
mod handover;
mod laptop;
mod later;
mod ledger;
mod looks;
mod team;
mod trips;
mod twins;
mod world;

use std::panic::{AssertUnwindSafe, catch_unwind};

use world::{Size, World};

/// A quick run; its time grows faster than its trips, for what a laptop holds grows.
const TRIPS: usize = 400;
/// A run of so many must have tried everything.
const LONG: usize = 2_000;
const DEVICES: usize = 40;
const SEED: u64 = 20_261_125;

pub fn asked(name: &str) -> Option<u64> {
    let text = std::env::var(name).ok()?;
    Some(text.parse().unwrap_or_else(|_| panic!("{name}={text} is no number")))
}

fn run(size: Size) -> World {
    let mut world = World::new(size);
    for trip in 0..size.trips {
        if let Err(panic) = catch_unwind(AssertUnwindSafe(|| world.trip())) {
            eprintln!("trip {trip} of seed {} failed: {:?}", size.seed, world.counts);
            std::panic::resume_unwind(panic);
        }
    }
    world.meet();
    world
}

fn must_agree(world: &World) {
    let wrong = world.verdict();
    let few: Vec<&str> = wrong.iter().take(20).map(String::as_str).collect();
    let Size { seed, trips, devices, .. } = world.size;
    assert!(
        wrong.is_empty(),
        "{} differences; the first of them:\n{}\n\n{:?}\nAgain: MAILLAGE_SIMULATION_SEED={seed} \
         MAILLAGE_SIMULATION_TRIPS={trips} MAILLAGE_SIMULATION_DEVICES={devices} cargo test --test simulation",
        wrong.len(),
        few.join("\n"),
        world.counts
    );
}

#[test]
fn whatever_way_the_sticks_go_everyone_knows_what_they_may_know() {
    let seed = asked("MAILLAGE_SIMULATION_SEED").unwrap_or(SEED);
    let size = |name: &str, otherwise| asked(name).map_or(otherwise, |size| usize::try_from(size).unwrap());
    let trips = size("MAILLAGE_SIMULATION_TRIPS", TRIPS);
    let devices = size("MAILLAGE_SIMULATION_DEVICES", DEVICES);
    eprintln!("seed {seed}, {trips} trips, {devices} devices");
    let world = run(Size { seed, devices, stewards: 3, trips });
    must_agree(&world);
    eprintln!("{:?}", world.counts);
    // A run that tries nothing shows nothing.
    let never: Vec<&str> = WHAT_HAPPENS.into_iter().filter(|what| !world.counts.contains_key(what)).collect();
    eprintln!("never: {never:?}");
    assert!(never.is_empty() || trips < LONG, "not in {trips} trips: {never:?}");
}

const WHAT_HAPPENS: [&str; 34] = [
    "admissions",
    "backups",
    "backups restored",
    "bundles for someone else",
    "bundles looked into",
    "bundles taken in",
    "bundles twice in a row",
    "bundles with nothing but gaps",
    "bundles written",
    "clearings",
    "clocks set",
    "clones",
    "copies put aside",
    "cuts moved",
    "damaged journals",
    "damaged bundles",
    "disks rolled back",
    "divergences settled",
    "edits",
    "edits of a later version",
    "edits that a rule refused",
    "erasures",
    "handovers",
    "keys changed",
    "laptops revoked by two",
    "merges",
    "old copies put back",
    "partings",
    "restarts",
    "revocations",
    "revoked stewards",
    "sticks lost",
    "undone",
    "visits seen in bundles",
];

#[test]
fn the_same_seed_gives_the_same_end() {
    let small = Size { seed: 7, devices: 8, stewards: 2, trips: 120 };
    let (first, second) = (run(small), run(small));
    must_agree(&first);
    assert_eq!((first.digest(), first.counts.clone()), (second.digest(), second.counts.clone()));
    let other = run(Size { seed: 8, ..small });
    must_agree(&other);
    assert_ne!(first.digest(), other.digest(), "the digest tells ends apart");
}

/// One steward, two coordinators, some visits of each.
fn small_team() -> World {
    let mut world = World::new(Size { seed: 9, devices: 3, stewards: 1, trips: 0 });
    (0..60).for_each(|edit| world.some_edit(edit % 2));
    world
}

#[test]
fn a_journal_that_was_not_purged_is_noticed() {
    let mut world = small_team();
    let before = world.path("before");
    laptop::copy_folder(&world.laptops[0].folder, &before);
    world.erase_one();
    assert_eq!(world.counts["erasures"], 1);
    assert_eq!(world.still_there(&world.laptops[0]), Vec::<String>::new());
    world.laptops[0].folder = before;
    let still = world.still_there(&world.laptops[0]);
    assert!(still.iter().any(|line| line.contains("is still there")), "{still:?}");
}

#[test]
#[should_panic(expected = "tells of a visit to who may not read it")]
fn a_visit_on_a_stick_for_others_is_noticed() {
    let mut world = small_team();
    let mut stick = world.export(1, &maillage::sync::Audience::Stewards, true);
    world.look_inside(1, &stick);
    assert_eq!(world.counts["visits seen in bundles"], 1);
    stick.recipients.push(world.laptops[2].device);
    world.look_inside(1, &stick);
}
