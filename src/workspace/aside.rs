//! Work on a thread of its own, which waits after every step for the word to go on. So the store's thread is free in
//! between, and what was told to stop stops before its next step.

use std::ops::ControlFlow;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel, sync_channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use super::OnProgress;
use crate::sync::Progress;

/// How long one look at the work waits for its next step.
const PATIENCE: Duration = Duration::from_millis(10);

/// The work, seen from the thread that gives the word.
pub(super) struct Aside<T> {
    steps: Receiver<Progress>,
    word: Sender<ControlFlow<()>>,
    thread: Option<JoinHandle<T>>,
}

/// What a look at the work found.
pub(super) enum Heard<T> {
    /// It is between two steps.
    Busy,
    /// It has made a step, and waits for the word.
    Step(Progress),
    Ended(T),
}

impl<T: Send + 'static> Aside<T> {
    pub fn start(work: impl FnOnce(OnProgress<'_>) -> T + Send + 'static) -> Self {
        let (tell, steps) = sync_channel(0);
        let (word, heard) = channel();
        let thread = thread::spawn(move || {
            work(&mut |at| match tell.send(at) {
                Ok(()) => heard.recv().unwrap_or(ControlFlow::Break(())),
                // Nobody wants it any more.
                Err(_) => ControlFlow::Break(()),
            })
        });
        Self { steps, word, thread: Some(thread) }
    }

    pub fn listen(&mut self) -> Heard<T> {
        match self.steps.recv_timeout(PATIENCE) {
            Ok(at) => Heard::Step(at),
            Err(RecvTimeoutError::Timeout) => Heard::Busy,
            Err(RecvTimeoutError::Disconnected) => self.thread.take().map_or(Heard::Busy, |thread| {
                Heard::Ended(thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            }),
        }
    }

    /// The word that it waits for after a step.
    pub fn answer(&self, word: ControlFlow<()>) {
        // Gone only if it panicked, which the next look meets.
        let _ = self.word.send(word);
    }

    /// Stops it at its next step, and waits for that; what it came to, if it was not known yet.
    pub fn stop(&mut self) -> Option<T> {
        let thread = self.thread.take()?;
        self.word = channel().0;
        self.steps = channel().1;
        thread.join().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn three(told: OnProgress<'_>) -> u64 {
        (1..=3).take_while(|done| told(Progress { done: *done, total: 3 }).is_continue()).count() as u64
    }

    fn step(work: &mut Aside<u64>) -> u64 {
        loop {
            match work.listen() {
                Heard::Busy => {}
                Heard::Step(at) => return at.done,
                Heard::Ended(_) => panic!("it waits for the word"),
            }
        }
    }

    #[test]
    fn it_waits_for_the_word_after_every_step() {
        let mut work = Aside::start(three);
        for done in 1..=3 {
            assert_eq!(step(&mut work), done);
            work.answer(ControlFlow::Continue(()));
        }
        let ended = loop {
            if let Heard::Ended(steps) = work.listen() {
                break steps;
            }
        };
        assert_eq!(ended, 3);
        assert_eq!(work.stop(), None, "what it came to is known");
    }

    #[test]
    fn what_nobody_wants_any_more_stops_at_its_next_step() {
        let mut work = Aside::start(three);
        assert_eq!(step(&mut work), 1);
        assert_eq!(work.stop(), Some(0));
        let mut work = Aside::start(three);
        assert_eq!(step(&mut work), 1);
        work.answer(ControlFlow::Continue(()));
        assert_eq!(work.stop(), Some(1));
    }
}
