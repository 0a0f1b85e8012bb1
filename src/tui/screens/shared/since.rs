//! « Depuis mon dernier échange »: what others changed about a member or a centre since I last spoke with it.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::model::{Centre, Exchange, Followup, Kind, RecordId};
use crate::tui::request::Desk;
use crate::workspace::Card;

/// My last exchange with a member or about a centre, and what changed since it was noted.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Since {
    /// `None`: I have never noted an exchange there; nothing counts as changed then.
    pub exchange: Option<(RecordId, NaiveDate)>,
    /// The latest first.
    pub changed: Vec<Arc<Card>>,
}

/// What to know before calling `target` again, a member or a centre.
pub fn since_my_last_exchange(desk: &Desk, target: &RecordId) -> Since {
    let mine = |exchange: &Exchange| desk.is_me(exchange.by.map(|by| by.0));
    let about = dossier(desk, target);
    let exchanges = about.values().filter_map(|card| Some((card, desk.get::<Exchange>(&card.id)?)));
    let last = exchanges
        .filter(|(_, exchange)| mine(exchange))
        .filter_map(|(card, exchange)| Some((exchange.date?, card)))
        .max_by_key(|(date, card)| (*date, card.id));
    let Some((date, last)) = last else { return Since::default() };
    let my_own = |card: &Card| match card.kind() {
        Kind::Exchange => desk.get::<Exchange>(&card.id).is_some_and(mine),
        Kind::Followup => desk.get::<Followup>(&card.id).is_some_and(|one| desk.is_me(one.owner.map(|owner| owner.0))),
        _ => false,
    };
    let newer = |card: &&Arc<Card>| card.updated > last.updated && !my_own(card);
    let mut changed: Vec<_> = about.values().filter(newer).cloned().collect();
    changed.sort_by_key(|card| std::cmp::Reverse(card.updated));
    Since { exchange: Some((last.id, date)), changed }
}

/// The record itself, what refers to it, and for a member its centres with what refers to them.
fn dossier(desk: &Desk, target: &RecordId) -> BTreeMap<RecordId, Arc<Card>> {
    let centres = desk.about::<Centre>(target).map(|(id, _)| id);
    let subjects = std::iter::once(*target).chain(centres);
    let cards = subjects.flat_map(|subject| {
        let own = desk.card(&subject).into_iter().cloned();
        own.chain(desk.referring(&subject).cloned().collect::<Vec<_>>())
    });
    cards.map(|card| (card.id, card)).collect()
}
