//! What several screens use: how records are named and found, and the forms of what is said and promised.

pub mod bulk;
pub mod copying;
pub mod dates;
pub mod diverging;
pub mod due;
pub mod editing;
pub mod erasing;
pub mod exporting;
mod history;
pub mod listing;
pub mod overview;
pub mod records;
pub mod since;
pub mod talk;

pub use history::HistoryPage;

#[cfg(test)]
pub mod tests;
