//! The end: everybody meets, and everything is held against the ledger.

use std::collections::{BTreeMap, BTreeSet};

use maillage::model::{EXISTENCE, Kind, RecordId};
use maillage::sync::Audience;
use maillage::workspace::{HistoryLine, WorkspaceError};

use super::laptop::{Laptop, number_of};
use super::ledger::{Expected, Known, Number};
use super::world::World;

/// Laptops of which every history, frame, chain and signature is read.
const SAMPLE: usize = 6;

impl World {
    /// The laptops that join at once get the founder's first bundle.
    pub fn first_bundles(&mut self) {
        let stick = self.export(0, &Audience::Team, true);
        for taker in 1..self.laptops.len() {
            if self.laptops[taker].ws().inspect(&stick.path).is_ok() {
                self.hand_over(&stick, taker);
            }
        }
    }

    /// Everybody hands in at one steward's or another's, the stewards meet, and everybody takes home what there is.
    pub fn meet(&mut self) {
        self.sticks.clear();
        self.now += super::world::DAY;
        for laptop in 0..self.laptops.len() {
            if !self.laptops[laptop].joined {
                self.join_at_last(laptop);
            }
        }
        let stewards = self.stewards();
        let others: Vec<usize> =
            (0..self.laptops.len()).filter(|at| !stewards.contains(at) && self.is_live(*at)).collect();
        self.later_ones_hand_in(stewards[0]);
        for (n, from) in others.iter().enumerate() {
            self.visit(*from, stewards[n % stewards.len()]);
        }
        for from in stewards.iter().chain(&stewards) {
            stewards.iter().filter(|to| *to != from).for_each(|to| self.visit(*from, *to));
        }
        for (n, to) in others.iter().enumerate() {
            self.visit(stewards[(n + 1) % stewards.len()], *to);
        }
        self.later_ones_take_home(stewards[1]);
    }

    fn join_at_last(&mut self, laptop: usize) {
        if !self.has_heard_of(0, laptop) {
            self.admit(0, laptop, maillage::model::DeviceRole::Field);
        }
        self.visit(0, laptop);
    }

    /// One bundle for one laptop, and all there is if it then asks for it.
    fn visit(&mut self, from: usize, to: usize) {
        let audience = Audience::Devices(vec![self.laptops[to].device]);
        let stick = self.export(from, &audience, !self.laptops[to].single);
        self.hand_over(&stick, to);
        if self.laptops[to].asks_for_all {
            let stick = self.export(from, &audience, true);
            self.hand_over(&stick, to);
        }
        let excused = !self.laptops[from].cleared.is_empty() || self.laptops[from].damaged.is_some();
        assert!(
            excused || !self.laptops[to].asks_for_all,
            "{}: there are gaps in a full bundle",
            self.laptops[to].name
        );
    }

    /// Every laptop knows what it may know and shows what follows from it, and nothing else.
    pub fn verdict(&self) -> Vec<String> {
        let live = |at: &usize| self.is_live(*at);
        let held_whole = |laptop: &Laptop, number: &Number| !laptop.cleared.contains(&self.ledger.acts[number].record);
        let known = |at: usize| {
            let laptop = &self.laptops[at];
            laptop.known.iter().copied().filter(move |number| held_whole(laptop, number))
        };
        let survived: Known = (0..self.laptops.len()).filter(live).flat_map(known).collect();
        let mut wrong = self.lost_without_reason(&survived);
        wrong.extend(self.later_ones_differ());
        for (at, laptop) in self.laptops.iter().enumerate() {
            let may_know: Known = survived.iter().copied().filter(|number| self.may_know(laptop, *number)).collect();
            // A revoked laptop is sent nothing more, and hands nothing in; what it still signed shows nowhere.
            let missing = may_know.difference(&laptop.known).filter(|_| self.is_live(at));
            let counts = |number: &&Number| self.ledger.counts(&self.ledger.acts[*number], &survived);
            for number in missing.filter(counts).filter(|number| !self.is_stranded(**number)) {
                wrong.push(format!("{} does not know {}", laptop.name, self.tell(*number)));
            }
            let may_know = if self.is_live(at) { may_know } else { laptop.known.clone() };
            for (record, numbers) in self.ledger.records() {
                let kind = self.ledger.acts[numbers.first().unwrap()].kind;
                wrong.extend(self.differs(at, kind, record));
            }
            wrong.extend(self.extra(laptop, &may_know));
        }
        for at in self.sample() {
            wrong.extend(self.read_all(&self.laptops[at]));
        }
        wrong
    }

    /// What stands behind a hole in its only holders' journals, written before the damage, reaches nobody.
    fn is_stranded(&self, number: Number) -> bool {
        let live = (0..self.laptops.len()).filter(|at| self.is_live(*at)).map(|at| &self.laptops[at]);
        let mut holders = live.filter(|laptop| laptop.known.contains(&number));
        holders.all(|laptop| laptop.damaged.is_some_and(|damaged| number < damaged))
    }

    /// What was written anew does not know of what others wrote over it meanwhile, and stands beside that.
    fn is_repeated(&self, laptop: &Laptop, kind: Kind, record: &RecordId) -> bool {
        let found = self.numbers(laptop, kind, record);
        let twice = |number: &Number| found.iter().filter(|one| *one == number).count() > 1;
        found.iter().any(|number| self.may_be_repeated(*number) && twice(number))
    }

    /// Its author's journal was damaged since: what stood behind the hole is written anew, at its own time.
    fn may_be_repeated(&self, number: Number) -> bool {
        let author = self.ledger.acts[&number].author;
        let since = |laptop: &Laptop| laptop.damaged.is_some_and(|damaged| number < damaged);
        self.laptops.iter().any(|laptop| laptop.device == author && since(laptop))
    }

    fn may_know(&self, laptop: &Laptop, number: Number) -> bool {
        self.may_read(laptop.device, self.ledger.acts[&number].owner)
    }

    /// Only a laptop of which an old copy was put back, or that was revoked, can have taken an edit with it.
    fn lost_without_reason(&self, survived: &Known) -> Vec<String> {
        let single = |number: &&Number| {
            let author = self.ledger.acts[*number].author;
            let whole = |at: &usize| self.laptops[*at].single && self.is_live(*at);
            (0..self.laptops.len()).filter(whole).any(|at| self.laptops[at].device == author)
        };
        let lost = self.ledger.acts.keys().filter(|number| !survived.contains(number));
        lost.filter(single).map(|number| format!("nobody knows {}", self.tell(*number))).collect()
    }

    /// The edits that a record's history holds on a laptop, as they were found: one that is there twice is there twice.
    pub fn numbers(&self, laptop: &Laptop, kind: Kind, record: &RecordId) -> Vec<Number> {
        let lines = match laptop.ws().history(kind, record) {
            Ok(lines) => lines,
            Err(WorkspaceError::NotFound(_)) => Vec::new(),
            Err(other) => panic!("{}: {other}", laptop.name),
        };
        // With a record that stays, the history of those that gave way to it is told.
        let own = lines.iter().filter(|line| line.record == *record);
        own.map(|line| self.ledger.number_at(number_of(line.time), record)).collect()
    }

    /// Panics where a laptop does not show what follows from what it knows.
    pub fn must_show(&self, who: usize, kind: Kind, record: &RecordId) {
        if let Some(difference) = self.differs(who, kind, record) {
            panic!("{difference}");
        }
    }

    fn differs(&self, who: usize, kind: Kind, record: &RecordId) -> Option<String> {
        let laptop = &self.laptops[who];
        if laptop.cleared.contains(record) {
            return laptop.shown(kind, record).map(|_| format!("{}: shows what was cleared", laptop.name));
        }
        let mut expected = self.ledger.expected(record, &laptop.known);
        // Fields of a later version are kept and not shown.
        expected.fields.retain(|tag, _| kind.field_by_tag(*tag).is_some());
        let expected = expected.here.then_some(expected);
        let shown = laptop.shown(kind, record);
        (shown != expected && !self.is_repeated(laptop, kind, record))
            .then(|| self.account(laptop, kind, record, expected, shown))
    }

    /// What diverged, in a few lines.
    fn account(
        &self,
        laptop: &Laptop,
        kind: Kind,
        record: &RecordId,
        expected: Option<Expected>,
        shown: Option<Expected>,
    ) -> String {
        let mut lines = vec![format!("{}: a {} {} is not as it should be", laptop.name, kind.key(), record.short())];
        let (expected, shown) = (expected.unwrap_or_default(), shown.unwrap_or_default());
        let tags: BTreeSet<_> = expected.fields.keys().chain(shown.fields.keys()).collect();
        for tag in tags.into_iter().filter(|tag| expected.fields.get(tag) != shown.fields.get(tag)) {
            let (should, shows) = (expected.fields.get(tag), shown.fields.get(tag));
            lines.push(format!("  field {tag}: should be {should:?}, shows {shows:?}"));
        }
        if expected.diverging != shown.diverging {
            lines.push(format!("  should diverge at {:?}, does at {:?}", expected.diverging, shown.diverging));
        }
        lines.push(format!("  here {} {}, updated {} {}", expected.here, shown.here, expected.updated, shown.updated));
        lines.extend(self.ledger.of(record, &laptop.known).map(|act| format!("  {}", self.tell(act.number))));
        lines.push(format!("  its history has {:?}", self.numbers(laptop, kind, record)));
        lines.join("\n")
    }

    fn tell(&self, number: Number) -> String {
        let act = &self.ledger.acts[&number];
        let name = |device| self.laptops.iter().find(|l| l.device == device).map_or("?", |l| l.name.as_str());
        let owner = act.owner.map(|owner| format!(", visits of {}", name(owner))).unwrap_or_default();
        format!("edit {number} of {} by {}{owner}: {:?}", act.record.short(), name(act.author), act.changes)
    }

    /// Records that a laptop shows and that nobody wrote, or that it may not read.
    fn extra(&self, laptop: &Laptop, may_know: &Known) -> Vec<String> {
        let wrote: BTreeSet<RecordId> = may_know.iter().map(|number| self.ledger.acts[number].record).collect();
        let desk = laptop.ws().desk();
        let small = Kind::ALL.iter().flat_map(|kind| desk.cards(*kind)).map(|card| card.id);
        let page = laptop.ws().visits(&Default::default(), maillage::store::views::Edge::Newest, usize::MAX).unwrap();
        let shown = small.chain(page.rows.iter().map(|row| row.id));
        shown.filter(|id| !wrote.contains(id)).map(|id| format!("{} shows {}", laptop.name, id.short())).collect()
    }

    fn sample(&self) -> Vec<usize> {
        let count = self.laptops.len();
        (0..SAMPLE.min(count)).map(|n| n * count / SAMPLE.min(count)).collect()
    }

    /// Every history, op by op, and what `check` finds.
    fn read_all(&self, laptop: &Laptop) -> Vec<String> {
        let mut wrong = Vec::new();
        for (record, numbers) in self.ledger.records() {
            let kind = self.ledger.acts[numbers.first().unwrap()].kind;
            let mut found = self.numbers(laptop, kind, record);
            found.sort_unstable();
            found.dedup_by(|one, other| one == other && self.may_be_repeated(*one));
            let should: Vec<Number> = self.ledger.numbers_of(record, &laptop.known).into_iter().collect();
            if laptop.cleared.contains(record) {
                continue;
            }
            if found != should {
                wrong.push(format!("{}: the history of {} is {found:?}, not {should:?}", laptop.name, record.short()));
                continue;
            }
            wrong.extend(self.history_differs(laptop, kind, record));
        }
        let checked = laptop.ws().check(|_, _| {}).unwrap();
        wrong.extend(self.still_there(laptop));
        // A hole that nobody could fill is named for ever.
        let findings = checked.findings.iter().filter(|_| laptop.damaged.is_none());
        wrong.extend(findings.map(|finding| format!("{}: check: {finding:?}", laptop.name)));
        wrong
    }

    fn history_differs(&self, laptop: &Laptop, kind: Kind, record: &RecordId) -> Vec<String> {
        let Ok(lines) = laptop.ws().history(kind, record) else { return Vec::new() };
        let erased = self.ledger.is_erased(record, &laptop.known);
        let differs = |line: &&HistoryLine| {
            if erased {
                return !line.erased || !line.changes.is_empty();
            }
            let act = &self.ledger.acts[&self.ledger.number_at(number_of(line.time), record)];
            if self.may_be_repeated(act.number) {
                return false;
            }
            let changes: BTreeMap<_, _> = line.changes.iter().cloned().collect();
            changes != act.changes || line.changes.iter().any(|(tag, _)| *tag == EXISTENCE) || line.erased
        };
        let wrong = lines.iter().filter(|line| line.record == *record).filter(differs);
        wrong.map(|line| format!("{}: {} was logged as {line:?}", laptop.name, record.short())).collect()
    }

    /// What everybody shows, in one figure: the same for the same seed.
    pub fn digest(&self) -> blake3::Hash {
        let mut hasher = blake3::Hasher::new();
        for laptop in &self.laptops {
            for (record, numbers) in self.ledger.records() {
                let kind = self.ledger.acts[numbers.first().unwrap()].kind;
                // age's keys are the system's, not the seed's.
                if kind != Kind::Device {
                    hasher.update(format!("{} {record} {:?}", laptop.name, laptop.shown(kind, record)).as_bytes());
                }
            }
        }
        hasher.finalize()
    }
}
