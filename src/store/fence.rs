//! A fence around calls that may panic: the panic becomes an error, and prints nothing over the screen.
//!
//! sled panics on damaged pages where it should return an error, so every call into it goes through here.

use std::any::Any;
use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

thread_local! {
    static DEPTH: Cell<usize> = const { Cell::new(0) };
}

/// Whether a panic on this thread is about to become an error: a panic hook has nothing to do then.
/// sled's own threads count as fenced, for whoever waits for them gets the error.
pub fn panics_are_fenced() -> bool {
    DEPTH.get() > 0 || std::thread::current().name().is_some_and(|name| name.starts_with("sled-"))
}

/// Runs `act`; a panic in it is returned as its message.
///
/// What `act` was changing may be half changed: whoever gets the error drops it.
pub(super) fn fenced<T>(act: impl FnOnce() -> T) -> Result<T, String> {
    silence_fenced_panics();
    DEPTH.set(DEPTH.get() + 1);
    let result = panic::catch_unwind(AssertUnwindSafe(act));
    DEPTH.set(DEPTH.get() - 1);
    result.map_err(|panic| message(&*panic))
}

/// Keeps the panic hook that stands, but for fenced panics.
fn silence_fenced_panics() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let former = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if !panics_are_fenced() {
                former(info);
            }
        }));
    });
}

fn message(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_its_message() {
        assert_eq!(fenced(|| 7), Ok(7));
        assert_eq!(fenced(|| panic!("page {}", 3)), Err::<(), _>("page 3".to_owned()));
        assert_eq!(fenced(|| fenced(|| panic!("inner"))), Ok(Err::<(), _>("inner".to_owned())));
        assert!(!panics_are_fenced());
        assert!(fenced(panics_are_fenced).unwrap());
    }
}
