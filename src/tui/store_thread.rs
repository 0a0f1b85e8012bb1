//! The thread of the store: what the screens ask is done there, one thing after the other; what takes long, by steps.

use std::collections::{BTreeSet, VecDeque};
use std::sync::mpsc::{Receiver, Sender, channel};
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
            let told = |ticket| Told { ticket, events: events.clone(), cancelled: seen.clone() };
            work(&mut performer, &waiting, &told);
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

/// Performs all that is asked, until nobody can ask any more. While a job is under way, what does not have to wait for
/// it is performed between two of its steps.
fn work(performer: &mut dyn Performer, asked: &Receiver<(Ticket, Request)>, told: &dyn Fn(Ticket) -> Told) {
    let mut queue = VecDeque::new();
    let mut job: Option<Told> = None;
    loop {
        let next = match &job {
            Some(_) => asked.try_recv().ok(),
            None => match queue.pop_front().or_else(|| asked.recv().ok()) {
                Some(next) => Some(next),
                None => return,
            },
        };
        match (next, &job) {
            (Some((ticket, request)), Some(_)) if request.waits_for_jobs() => queue.push_back((ticket, request)),
            (Some((ticket, request)), _) => {
                let told = told(ticket);
                let unwanted = told.cancelled() && (request.only_reads() || request.is_job());
                match if unwanted { Some(Reply::Cancelled) } else { performer.begin(request, &told) } {
                    Some(reply) => told.answer(reply),
                    None => job = Some(told),
                }
            }
            (None, Some(told)) => {
                if let Some(reply) = performer.go_on(told) {
                    told.answer(reply);
                    job = None;
                }
            }
            (None, None) => {}
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
    fn answer(&self, reply: Reply) {
        self.cancelled.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.ticket);
        // The loop is gone only when the program ends.
        let _ = self.events.send(Incoming::Store(Event::Reply(self.ticket, reply)));
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

    /// An export is begun, and ends at the third word.
    struct ByWord(Slow, Receiver<()>, usize);

    impl Performer for ByWord {
        fn perform(&mut self, request: Request, progress: &dyn Progress) -> Reply {
            self.0.perform(request, progress)
        }

        fn begin(&mut self, request: Request, progress: &dyn Progress) -> Option<Reply> {
            let job = request.is_job();
            progress.report(Step::default());
            let reply = self.perform(request, progress);
            (!job).then_some(reply)
        }

        fn go_on(&mut self, progress: &dyn Progress) -> Option<Reply> {
            self.1.recv().unwrap();
            self.2 += 1;
            progress.report(Step::of(self.2 as u64, Some(3)));
            (self.2 >= 3 || progress.cancelled()).then_some(Reply::Done(String::new()))
        }
    }

    fn export() -> Request {
        Request::Export { to: "x".into(), also: Vec::new(), audience: crate::sync::Audience::Team, full: false }
    }

    /// A store whose first job is under way, waiting for its first word.
    fn under_way() -> (Store, Slow, Sender<()>, Receiver<Incoming>) {
        let ((events, incoming), (word, heard), slow) = (channel(), channel(), Slow::default());
        let store = Store::start(ByWord(slow.clone(), heard, 0), events);
        store.ask(Ticket(1), export());
        assert!(matches!(incoming.recv().unwrap(), Incoming::Store(Event::Progress(Ticket(1), _))), "it is begun");
        (store, slow, word, incoming)
    }

    fn answered(incoming: &Receiver<Incoming>) -> Vec<u64> {
        let of = |event| if let Incoming::Store(Event::Reply(ticket, _)) = event { Some(ticket.0) } else { None };
        incoming.try_iter().filter_map(of).collect()
    }

    #[test]
    fn while_a_job_is_under_way_what_need_not_wait_is_done_and_the_next_job_waits() {
        let (store, slow, word, incoming) = under_way();
        for (ticket, request) in [(2, Request::Backup { to: "x".into() }), (3, Request::Undo), (4, Request::Rekey)] {
            store.ask(Ticket(ticket), request);
        }
        (0..4).for_each(|_| word.send(()).unwrap());
        store.finish();
        assert_eq!(
            *slow.0.lock().unwrap(),
            [export(), Request::Undo, Request::Backup { to: "x".into() }, Request::Rekey]
        );
        assert_eq!(answered(&incoming), [3, 1, 2, 4]);
    }

    #[test]
    fn a_job_hears_that_it_is_not_wanted_and_one_that_waits_is_not_begun() {
        let (store, slow, word, incoming) = under_way();
        store.ask(Ticket(2), export());
        store.cancel(Ticket(1));
        store.cancel(Ticket(2));
        word.send(()).unwrap();
        store.finish();
        assert_eq!(*slow.0.lock().unwrap(), [export()], "one word was enough");
        assert_eq!(answered(&incoming), [1, 2]);
    }
}
