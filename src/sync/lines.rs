//! What an import did, or would do, in lines for people.

use std::collections::BTreeMap;

use super::{Held, HeldWhy, SegmentReport, Summary, Verdict};
use crate::i18n::Words;
use crate::log::{Channel, DeviceId};
use crate::t;

impl Summary {
    /// A line for what is new and one for what was known, one for each author, then one for each thing to know: held edits, gaps, dropped channels, clones.
    /// `name`: what a device is called here.
    pub fn lines(&self, words: &Words, name: &dyn Fn(&DeviceId) -> String) -> Vec<String> {
        let (new, known) = (self.new_ops(), self.known_ops());
        let mut lines = vec![t!(words, "import-new", n = new, shown = words.figure(new))];
        if known > 0 {
            lines.push(t!(words, "import-known", n = known, shown = words.figure(known)));
        }
        lines.extend(self.authors().into_iter().map(|(author, n)| {
            let shown = words.figure(n);
            t!(words, "import-of-author", name = name(&author), n = n, shown = shown)
        }));
        lines.extend(self.held().into_iter().map(|((author, why), n)| held_line(words, why, &name(&author), n)));
        lines.extend(self.left().into_iter().map(|(author, n)| {
            let shown = words.figure(n);
            t!(words, "import-left", name = name(&author), n = n, shown = shown)
        }));
        lines.extend(self.gaps().filter_map(|gap| gap_line(words, gap, name)));
        lines.extend(self.dropped().iter().map(|channel| dropped_line(words, channel, name)));
        lines.extend(self.cloned().iter().map(|device| t!(words, "import-cloned", name = name(device))));
        lines
    }

    fn authors(&self) -> BTreeMap<DeviceId, u64> {
        let mut authors = BTreeMap::new();
        for report in &self.segments {
            if let Verdict::Joined { new, .. } = report.verdict {
                *authors.entry(report.feed.device).or_default() += new;
            }
        }
        authors
    }

    fn held(&self) -> BTreeMap<(DeviceId, HeldWhy), u64> {
        let mut all = BTreeMap::new();
        for report in &self.segments {
            if let Verdict::Joined { held: Some(held @ Held { ops: 1.., .. }), .. } = report.verdict {
                *all.entry((report.feed.device, held.why)).or_default() += held.ops;
            }
        }
        all
    }

    fn left(&self) -> BTreeMap<DeviceId, u64> {
        let mut all = BTreeMap::new();
        for report in &self.segments {
            if let Verdict::Joined { held: Some(Held { left: left @ 1.., .. }), .. } = report.verdict {
                *all.entry(report.feed.device).or_default() += left;
            }
        }
        all
    }
}

fn held_line(words: &Words, why: HeldWhy, name: &str, n: u64) -> String {
    let shown = words.figure(n);
    match why {
        HeldWhy::UnknownAuthor => t!(words, "import-held-unknown", name = name, n = n, shown = shown),
        HeldWhy::Revoked => t!(words, "import-held-revoked", name = name, n = n, shown = shown),
        HeldWhy::NotAllowed => t!(words, "import-held-not-allowed", name = name, n = n, shown = shown),
    }
}

fn gap_line(words: &Words, gap: &SegmentReport, name: &dyn Fn(&DeviceId) -> String) -> Option<String> {
    let Verdict::Gap { from, to } = gap.verdict else { return None };
    let name = name(&gap.feed.device);
    Some(t!(words, "import-gap", name = name, from = words.figure(from), to = words.figure(to)))
}

fn dropped_line(words: &Words, channel: &Channel, name: &dyn Fn(&DeviceId) -> String) -> String {
    match channel {
        Channel::Visits(owner) => t!(words, "import-dropped-visits", name = name(owner)),
        Channel::Common | Channel::Team => t!(words, "import-dropped"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Lang;
    use crate::log::FeedId;

    fn report(n: u8, channel: Channel, verdict: Verdict) -> SegmentReport {
        let feed = FeedId { device: DeviceId([n; 16]), incarnation: 1, channel };
        SegmentReport { feed, first: 1, last: 1_500, verdict }
    }

    #[test]
    fn every_verdict_has_its_line() {
        let held = Some(Held { ops: 1, left: 3, why: HeldWhy::Revoked });
        let summary = Summary {
            segments: vec![
                report(1, Channel::Common, Verdict::Joined { new: 1_499, known: 1, forked: true, held: None }),
                report(2, Channel::Common, Verdict::Joined { new: 1, known: 0, forked: false, held }),
                report(3, Channel::Common, Verdict::Gap { from: 12, to: 40 }),
                report(4, Channel::Visits(DeviceId([5; 16])), Verdict::NotReadable),
            ],
        };
        let name = |device: &DeviceId| format!("P{}", device.0[0]);
        assert_eq!(
            summary.lines(&Words::new(Lang::Fr), &name),
            [
                "1\u{a0}500 nouvelles modifications",
                "1 modification déjà connue",
                "P1\u{a0}: 1\u{a0}499 nouvelles modifications",
                "P2\u{a0}: 1 nouvelle modification",
                "P2\u{a0}: 1 modification mise en attente, car postérieure à la révocation de l’appareil",
                "P2\u{a0}: 3 modifications laissées sur le paquet, car trop de cet appareil sont déjà en attente\u{a0}; elles reviendront avec un prochain paquet",
                "P3\u{a0}: il manque les modifications 12 à 40\u{a0}; demandez à P3 ou au siège un paquet complet (--full)",
                "visites de P5 laissées de côté\u{a0}: cet appareil ne peut pas les lire",
                "P1\u{a0}: l’appareil a été copié et les deux copies ont servi\u{a0}; tout est gardé et réuni",
            ]
        );
        assert_eq!(summary.lines(&Words::new(Lang::En), &name).len(), 9);
    }

    #[test]
    fn nothing_new_says_so() {
        let summary = Summary { segments: vec![report(1, Channel::Common, Verdict::Known)] };
        let lines = |lang| summary.lines(&Words::new(lang), &|_| String::new());
        assert_eq!(lines(Lang::Fr), ["Rien de nouveau", "1\u{a0}500 modifications déjà connues"]);
        assert_eq!(lines(Lang::En), ["Nothing new", "1,500 edits already known"]);
        assert_eq!(Summary::default().lines(&Words::new(Lang::En), &|_| String::new()), ["Nothing new"]);
    }
}
