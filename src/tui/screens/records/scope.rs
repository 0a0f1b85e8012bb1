//! Which records show: mine or everyone's, and what stays hidden from whoever looks over the shoulder.

use crate::model::{AnyRecord, Duty, Kind, RecordId};
use crate::tui::cx::Cx;
use crate::tui::request::Desk;
use crate::tui::screens::shared::records;
use crate::workspace::Card;

/// From a candidacy to its position, to its centre: no chain of references is longer.
const STEPS: u8 = 3;

/// Whether a record shows: mine, or anyone's where everyone's were asked for.
pub fn shown(cx: &Cx, card: &Card) -> bool {
    cx.everyone || cx.desk.is_steward() || mine(&cx.desk, card, STEPS)
}

/// Whether a record is mine, or of no place at all.
pub fn is_mine(cx: &Cx, card: &Card) -> bool {
    mine(&cx.desk, card, STEPS)
}

/// Whether a record is veiled while the screen is masked: contacts, and other territories.
pub fn veiled(cx: &Cx, card: &Card) -> bool {
    cx.masked && (card.kind() == Kind::Contact || !mine(&cx.desk, card, STEPS))
}

/// The same for any record: visits are for nobody else's eyes, and what is not on the desk may be anything.
pub fn veiled_by_id(cx: &Cx, id: &RecordId) -> bool {
    cx.desk.card(id).map_or(cx.masked, |card| veiled(cx, card))
}

/// A record's name, veiled where it has to be.
pub fn name(cx: &Cx, id: RecordId) -> String {
    let name = records::name(cx, id);
    if cx.desk.card(&id).is_some_and(|card| veiled(cx, card)) { cx.veiled(&name) } else { name }
}

/// What a record names is mine, or it names no place at all.
fn mine(desk: &Desk, card: &Card, steps: u8) -> bool {
    match &card.record {
        AnyRecord::Member(member) => desk.member_is_mine(&card.id, member),
        AnyRecord::Centre(centre) => desk.centre_is_mine(centre),
        AnyRecord::Duty(Duty { sector: Some(sector), .. }) => {
            let mine = desk.my_sector();
            mine.is_empty() || mine.contains(sector)
        }
        record => {
            let Some(steps) = steps.checked_sub(1) else { return true };
            let targets = record.refs();
            let mut places = targets.iter().filter_map(|id| desk.card(id)).filter(|card| card.kind() != Kind::Device);
            let first = places.next();
            first.is_none_or(|first| mine(desk, first, steps) || places.any(|card| mine(desk, card, steps)))
        }
    }
}
