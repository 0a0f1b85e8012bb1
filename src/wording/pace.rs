//! How fast a long job goes, and how long it still takes.

use crate::i18n::Words;
use crate::t;

/// What the steps of a job count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Counted {
    /// Edits, visits, lines: what the job is about.
    #[default]
    Things,
    /// Thousands of bytes.
    Kilobytes,
}

/// Before so many milliseconds nothing is told of the speed.
const SOON: u64 = 1_000;

/// The speed, and what is left if the rest goes on so; nothing before that can be told. `millis`: since the first step.
pub fn pace(words: &Words, counted: Counted, done: u64, total: Option<u64>, millis: u64) -> Vec<String> {
    if millis < SOON {
        return Vec::new();
    }
    let rate = done.saturating_mul(1_000) / millis;
    let shown = words.figure(rate);
    let mut said = vec![match counted {
        Counted::Things => t!(words, "job-rate", rate = shown),
        Counted::Kilobytes => t!(words, "job-rate-kilobytes", rate = shown),
    }];
    let left = total.filter(|_| rate > 0).map(|total| total.saturating_sub(done).div_ceil(rate));
    said.extend(left.map(|seconds| match seconds {
        0..=90 => t!(words, "job-left-seconds", n = seconds),
        seconds => t!(words, "job-left-minutes", n = seconds.div_ceil(60)),
    }));
    said
}
