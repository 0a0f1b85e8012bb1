//! How far a long job is, on a terminal.

use std::ops::ControlFlow;

use indicatif::{ProgressBar, ProgressStyle};

use super::Context;
use crate::sync::Progress;

/// A bar on standard error while something long runs; nothing in a pipe or with `--quiet`. It goes when dropped.
pub struct Bar(ProgressBar);

impl Bar {
    pub fn new(context: &Context, message: String) -> Self {
        if context.global.quiet || context.width.is_none() {
            return Self(ProgressBar::hidden());
        }
        let bar = ProgressBar::new(0).with_message(message);
        let style = ProgressStyle::with_template("{msg} {bar:30} {percent}%");
        Self(match style {
            Ok(style) => bar.with_style(style),
            Err(_) => bar,
        })
    }

    /// How many of how many are done.
    pub fn reached(&self, done: u64, total: u64) {
        self.0.set_length(total.max(done));
        self.0.set_position(done);
    }

    /// Ctrl-C ends the process; what was written is whole or nothing, so there is nothing else to stop.
    pub fn at(&self, progress: Progress) -> ControlFlow<()> {
        self.reached(progress.done, progress.total);
        ControlFlow::Continue(())
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
