//! The screens, one file or folder each, and what they share.

pub mod shared;
