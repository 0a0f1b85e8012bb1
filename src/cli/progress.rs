//! How far a long job is, on a terminal.

use std::cell::OnceCell;
use std::ops::ControlFlow;
use std::time::Instant;

use indicatif::{ProgressBar, ProgressStyle};

use super::Context;
use crate::i18n::Words;
use crate::store::Replayed;
use crate::sync::Progress;
use crate::wording::pace::{Counted, pace};

/// A bar on standard error while something long runs; nothing in a pipe or with `--quiet`. It goes when dropped.
pub struct Bar {
    bar: ProgressBar,
    words: Words,
    /// The first step.
    begun: OnceCell<Instant>,
}

impl Bar {
    pub fn new(context: &Context, message: String) -> Self {
        let bar = if context.global.quiet || context.width.is_none() {
            ProgressBar::hidden()
        } else {
            let bar = ProgressBar::new(0).with_message(message);
            match ProgressStyle::with_template("{msg} {bar:30} {percent}% {prefix}") {
                Ok(style) => bar.with_style(style),
                Err(_) => bar,
            }
        };
        Self { bar, words: context.words.clone(), begun: OnceCell::new() }
    }

    /// How many of how many are done.
    pub fn reached(&self, done: u64, total: u64) {
        self.counted(Counted::Things, done, total);
    }

    /// The same of bytes, while a store opens: Ctrl-C ends the process, and the next opening begins anew.
    pub fn replayed(&self, at: Replayed) -> ControlFlow<()> {
        self.counted(Counted::Kilobytes, at.done / 1_000, at.total / 1_000);
        ControlFlow::Continue(())
    }

    fn counted(&self, counted: Counted, done: u64, total: u64) {
        let begun = self.begun.get_or_init(Instant::now);
        let millis = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
        self.bar.set_length(total.max(done));
        self.bar.set_position(done);
        self.bar.set_prefix(pace(&self.words, counted, done, Some(total), millis).join(", "));
    }

    /// Ctrl-C ends the process; what was written is whole or nothing, so there is nothing else to stop.
    pub fn at(&self, progress: Progress) -> ControlFlow<()> {
        self.reached(progress.done, progress.total);
        ControlFlow::Continue(())
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
