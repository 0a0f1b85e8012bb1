//! What several screens use: how records are named and found, and the forms of what is said and promised.

pub mod records;
pub mod since;
pub mod talk;

#[cfg(test)]
pub mod tests;
