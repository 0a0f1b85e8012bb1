//! What is known beforehand: communes, EPCI, départements and their outlines, the pipeline's stages, the sources,
//! and the facts that a new team starts with.
//!
//! The files are in `fixtures/`, embedded in the binary and parsed on first use. A file that does not parse reads as
//! empty: the tests catch it before anyone does.

mod fold;
pub mod founding;
mod gazetteer;
mod geography;
mod published;

pub use fold::fold;
pub use gazetteer::{Ambiguity, Commune, Exactness, Gazetteer, Place, communes, distance_km};
pub use geography::{Departement, Epci, LonLat, Outline, departement, departements, epci, epcis, outlines};
pub use published::{
    CollegeOutline, Source, StageOutline, StepOutline, college, colleges, source, sources, stage, stages, step,
};

/// The rows of an embedded CSV file, under its header; unreadable ones are left out.
fn rows(text: &'static str) -> impl Iterator<Item = csv::StringRecord> {
    csv::Reader::from_reader(text.as_bytes()).into_records().flatten()
}
