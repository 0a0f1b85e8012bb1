//! What search everywhere looks through, visits apart: the records of the desk, folded once, and the communes.

use std::collections::BTreeSet;

use crate::model::reference::{communes, fold};
use crate::model::{CommuneCode, Kind, RecordId, Value};
use crate::tui::cx::Cx;
use crate::tui::palette::Fuzzy;
use crate::tui::screens::records::scope;
use crate::tui::screens::shared::records;
use crate::wording::values;
use crate::workspace::Card;

/// In the order in which equal hits stand. Stages and steps say the same of every centre: they are found by it.
const KINDS: [Kind; 11] = [
    Kind::Member,
    Kind::Centre,
    Kind::Contact,
    Kind::Position,
    Kind::Candidacy,
    Kind::Project,
    Kind::Device,
    Kind::Milestone,
    Kind::Note,
    Kind::Exchange,
    Kind::Followup,
];
/// Hits by their letters in a row, at most.
const MOST: usize = 200;
/// Communes among them.
const COMMUNES: usize = 12;
/// Hits that are only like what was typed.
const LIKE: usize = 10;
/// Shorter, everything is like it.
const LEAST: usize = 3;

/// What a hit leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    Record(Kind, RecordId),
    Commune(CommuneCode),
}

/// One hit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    pub target: Target,
    pub label: String,
    /// What tells it apart from others of its name, or the text in which it was found.
    pub detail: String,
}

struct Entry {
    found: Found,
    mine: bool,
    /// Folded: the name, and all that the record says.
    name: String,
    text: String,
}

/// The records of the desk, ready to be searched at each key.
#[derive(Default)]
pub struct Index {
    entries: Vec<Entry>,
}

impl Index {
    pub fn of(cx: &Cx) -> Self {
        let cards = KINDS.iter().flat_map(|kind| cx.desk.cards(*kind));
        Self { entries: cards.map(|card| Entry::of(cx, card)).collect() }
    }

    /// Every hit, the nearest first: names that begin so, names with a word that begins so, names that hold all the
    /// words, communes, texts that hold them, then names that are like it.
    pub fn find(&self, query: &str) -> Vec<Found> {
        let wanted = fold(query);
        if wanted.is_empty() {
            return Vec::new();
        }
        let mut hits: Vec<(Nearness, bool, usize)> = Vec::new();
        for (at, entry) in self.entries.iter().enumerate() {
            hits.extend(entry.nearness(&wanted).map(|nearness| (nearness, !entry.mine, at)));
        }
        hits.sort_unstable();
        hits.truncate(MOST);
        let named = hits.partition_point(|(nearness, ..)| *nearness < Nearness::Text);
        let entry = |(.., at): &(Nearness, bool, usize)| Some(self.entries.get(*at)?.found.clone());
        let (names, texts) = hits.split_at(named);
        let mut found: Vec<Found> = names.iter().filter_map(entry).collect();
        let places = communes().search(query, COMMUNES);
        let none = places.is_empty();
        found.extend(places.into_iter().map(of_commune));
        found.extend(texts.iter().filter_map(entry));
        found.extend(self.like(&wanted, &hits.iter().map(|(.., at)| *at).collect(), none));
        found
    }

    /// Names with the letters in this order and little between them; a letter left out, or initials.
    fn like(&self, wanted: &str, known: &BTreeSet<usize>, places: bool) -> Vec<Found> {
        if wanted.len() < LEAST {
            return Vec::new();
        }
        let mut fuzzy = Fuzzy::new(wanted);
        let mut scored: Vec<(u32, Found)> = Vec::new();
        for (_, entry) in self.entries.iter().enumerate().filter(|(at, _)| !known.contains(at)) {
            scored.extend(fuzzy.near(&entry.name).map(|score| (score, entry.found.clone())));
        }
        if places {
            let all = communes().all().iter();
            scored.extend(all.filter_map(|one| Some((fuzzy.near(&fold(&one.name))?, of_commune(one)))));
        }
        scored.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
        scored.into_iter().map(|(_, found)| found).take(LIKE).collect()
    }
}

/// Smaller is nearer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Nearness {
    Begins,
    Word,
    Name,
    Text,
}

impl Entry {
    fn of(cx: &Cx, card: &Card) -> Self {
        let (label, detail) = (records::name(cx, card.id), records::detail(&cx.desk, &card.record));
        let name = fold(&label);
        let mut text = vec![label.clone(), detail.clone()];
        for value in card.kind().fields().iter().filter_map(|spec| card.record.get(spec.tag)) {
            match value {
                Value::Text(one) => text.push(one),
                Value::Commune(code) => text.push(values::commune(code)),
                _ => {}
            }
        }
        let found = Found { target: Target::Record(card.kind(), card.id), label, detail };
        Self { found, mine: scope::is_mine(cx, card), name, text: fold(&text.join(" ")) }
    }

    fn begins_a_word(&self, wanted: &str) -> bool {
        let before = |at: usize| self.name.get(..at).is_some_and(|before| before.ends_with([' ', '(']));
        self.name.match_indices(wanted).any(|(at, _)| before(at))
    }

    fn nearness(&self, wanted: &str) -> Option<Nearness> {
        let all = |text: &str| wanted.split(' ').all(|word| text.contains(word));
        match () {
            () if self.name.starts_with(wanted) => Some(Nearness::Begins),
            () if self.begins_a_word(wanted) => Some(Nearness::Word),
            () if all(&self.name) => Some(Nearness::Name),
            () if all(&self.text) => Some(Nearness::Text),
            () => None,
        }
    }
}

fn of_commune(commune: &crate::model::reference::Commune) -> Found {
    let departement = commune.departement();
    Found {
        target: Target::Commune(commune.code),
        label: commune.name.clone(),
        detail: format!("{departement} {}", values::departement(departement)),
    }
}
