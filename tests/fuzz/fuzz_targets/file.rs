//! A whole file: first line, age, zstd, sections, everything that an import verifies.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use maillage::sync::{Identity, fuzz};

static IDENTITY: LazyLock<Identity> =
    LazyLock::new(|| include_str!("../../golden/head.identity").trim().parse().expect("an identity"));

fuzz_target!(|bytes: &[u8]| fuzz::file(bytes, &IDENTITY));
