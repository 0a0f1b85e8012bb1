//! How many bytes an edit takes on a stick.

use super::laptop::*;
use crate::sync::*;

#[test]
fn a_visit_takes_at_most_80_bytes() {
    let [_, mut a, _] = team_of_three();
    let author = a.key.verifying_key().to_bytes();
    memory::log_visits(&mut a.archive, author, 10_000, 1);
    let bundle = a.export(&Audience::Stewards);
    let each = bundle.len() as f64 / 10_000.0;
    println!("{each:.1} bytes an op");
    assert!(each <= 80.0, "{each}");
}
