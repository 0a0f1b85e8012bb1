//! The text of a card.
#![no_main]

use libfuzzer_sys::fuzz_target;
use maillage::sync::fuzz;

fuzz_target!(|bytes: &[u8]| fuzz::card(bytes));
