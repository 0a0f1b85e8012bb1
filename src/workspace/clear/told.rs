//! What is said of clearing, for every face.

use super::{Clearable, ClearedVisits};
use crate::i18n::{Words, format};
use crate::t;

impl Clearable {
    /// Whether to do it: how many, of which period, and where they stay.
    pub fn question(&self, words: &Words) -> String {
        t!(words, "clear-question", n = self.visits, shown = words.figure(self.visits), period = self.days(words))
    }

    /// What would go.
    pub fn announced(&self, words: &Words) -> Vec<String> {
        let mut lines = Vec::new();
        if self.is_empty() {
            lines.push(t!(words, "clear-none", before = format::date_short(self.before)));
        } else {
            let shown = words.figure(self.visits);
            lines.push(t!(words, "clear-would", n = self.visits, shown = shown, period = self.days(words)));
        }
        lines.extend(self.details(words));
        lines
    }

    /// What goes with the visits, and what stays.
    pub fn details(&self, words: &Words) -> Vec<String> {
        self.besides(words).chain(self.stays(words)).collect()
    }

    /// What went.
    pub fn done(&self, words: &Words) -> Vec<String> {
        let shown = words.figure(self.visits);
        let done = t!(words, "clear-done", n = self.visits, shown = shown, period = self.days(words));
        std::iter::once(done).chain(self.details(words)).collect()
    }

    fn days(&self, words: &Words) -> String {
        match self.period {
            Some((first, last)) if first == last => t!(words, "clear-day", day = format::date_short(first)),
            Some((first, last)) => {
                let (first, last) = (format::date_short(first), format::date_short(last));
                t!(words, "clear-days", first = first, last = last)
            }
            None => t!(words, "clear-before", before = format::date_short(self.before)),
        }
    }

    fn besides(&self, words: &Words) -> impl Iterator<Item = String> {
        let count = |n: u64, line: String| (n > 0).then_some(line);
        let notes = count(self.notes, t!(words, "clear-notes", n = self.notes, shown = words.figure(self.notes)));
        let shown = words.figure(self.deleted);
        let deleted = count(self.deleted, t!(words, "clear-deleted", n = self.deleted, shown = shown));
        notes.into_iter().chain(deleted)
    }

    fn stays(&self, words: &Words) -> Option<String> {
        let shown = words.figure(self.waiting);
        (self.waiting > 0).then(|| t!(words, "clear-waiting", n = self.waiting, shown = shown))
    }
}

impl ClearedVisits {
    /// Why sums hold more than lists show.
    pub fn line(&self, words: &Words) -> String {
        let before = format::date_short(self.before);
        t!(words, "cleared-visits", n = self.visits, shown = words.figure(self.visits), before = before)
    }
}
