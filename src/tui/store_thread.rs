//! The thread of the store: what the screens ask is done there, one thing after the other.

use std::collections::BTreeSet;
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use super::app::Event;
use super::request::{Performer, Progress, Reply, Request, Step, Ticket};
use super::run::Incoming;

/// The thread of the store, seen from the loop.
pub struct Store {
    requests: Sender<(Ticket, Request)>,
    cancelled: Arc<Mutex<BTreeSet<Ticket>>>,
    thread: Option<thread::JoinHandle<()>>,
}

impl Store {
    /// Starts the thread; replies and progress go to `events`.
    pub fn start(mut performer: impl Performer + Send + 'static, events: Sender<Incoming>) -> Self {
        let (requests, waiting) = channel::<(Ticket, Request)>();
        let cancelled = Arc::new(Mutex::new(BTreeSet::new()));
        let seen = cancelled.clone();
        let thread = thread::spawn(move || {
            let _end = Watch(events.clone());
            for (ticket, request) in waiting {
                let told = Told { ticket, events: events.clone(), cancelled: seen.clone() };
                let unwanted = told.cancelled() && request.only_reads();
                let reply = if unwanted { Reply::Cancelled } else { performer.perform(request, &told) };
                told.forget();
                if events.send(Incoming::Store(Event::Reply(ticket, reply))).is_err() {
                    return;
                }
            }
        });
        Self { requests, cancelled, thread: Some(thread) }
    }

    pub(super) fn ask(&self, ticket: Ticket, request: Request) -> bool {
        self.requests.send((ticket, request)).is_ok()
    }

    pub(super) fn cancel(&self, ticket: Ticket) {
        self.cancelled.lock().unwrap_or_else(PoisonError::into_inner).insert(ticket);
    }

    /// Waits until all that was asked is done: an edit on its way is saved.
    pub fn finish(self) {
        let Self { requests, thread, .. } = self;
        drop(requests);
        if let Some(thread) = thread {
            // A panic of the store was told by the panic hook.
            let _ = thread.join();
        }
    }
}

/// Says that the store's thread is gone if it panics: nothing would be saved any more.
struct Watch(Sender<Incoming>);

impl Drop for Watch {
    fn drop(&mut self) {
        if thread::panicking() {
            // The loop may have ended first.
            let _ = self.0.send(Incoming::Closed);
        }
    }
}

struct Told {
    ticket: Ticket,
    events: Sender<Incoming>,
    cancelled: Arc<Mutex<BTreeSet<Ticket>>>,
}

impl Told {
    /// Answered: nobody can cancel it any more.
    fn forget(&self) {
        self.cancelled.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.ticket);
    }
}

impl Progress for Told {
    fn report(&self, step: Step) {
        // The loop is gone only when the program ends.
        let _ = self.events.send(Incoming::Store(Event::Progress(self.ticket, step)));
    }

    fn cancelled(&self) -> bool {
        self.cancelled.lock().unwrap_or_else(PoisonError::into_inner).contains(&self.ticket)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Clone, Default)]
    struct Slow(Arc<Mutex<Vec<Request>>>);

    impl Performer for Slow {
        fn perform(&mut self, request: Request, _: &dyn Progress) -> Reply {
            self.0.lock().unwrap().push(request);
            Reply::Cancelled
        }
    }

    /// Waits for a word before it answers.
    struct Held(Slow, std::sync::mpsc::Receiver<()>);

    impl Performer for Held {
        fn perform(&mut self, request: Request, progress: &dyn Progress) -> Reply {
            self.1.recv().unwrap();
            self.0.perform(request, progress)
        }
    }

    #[test]
    fn a_question_that_nobody_waits_for_is_not_begun_and_an_edit_is() {
        let (events, incoming) = channel();
        let (go_on, held) = channel();
        let slow = Slow::default();
        let store = Store::start(Held(slow.clone(), held), events);
        let search = |text: &str| Request::SearchVisits { text: text.into(), from: None, enough: 10 };
        store.ask(Ticket(1), search("a"));
        store.ask(Ticket(2), search("ab"));
        store.ask(Ticket(3), Request::Undo);
        store.ask(Ticket(4), search("abc"));
        store.cancel(Ticket(2));
        store.cancel(Ticket(3));
        let cancelled = Arc::clone(&store.cancelled);
        for _ in 0..3 {
            go_on.send(()).unwrap();
        }
        store.finish();
        assert_eq!(*slow.0.lock().unwrap(), [search("a"), Request::Undo, search("abc")]);
        let replies = incoming.iter().filter(|event| matches!(event, Incoming::Store(Event::Reply(..)))).count();
        assert_eq!(replies, 4, "each is answered");
        assert!(cancelled.lock().unwrap().is_empty(), "and nothing of it is remembered");
    }
}
