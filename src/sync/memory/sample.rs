//! Ops of plausible shape, the same for the same seed: made-up visits, one in five corrected later.

use chrono::{DateTime, Duration};

use super::Memory;
use crate::log::{Channel, DeviceId, Existence, FeedId, FieldEdit, OpId, Payload, Tip, encode};
use crate::model::{
    Band, Decimal, EXISTENCE, FieldValue, Kind, LocalTime, LongText, Reason, Record, RecordId, Ref, RequestedBy, Visit,
    VisitRole, VisitStatus,
};
use crate::store::Random;
use crate::sync::changes_of;

const COMMUNES: [&str; 12] =
    ["09225", "09119", "31042", "31483", "66049", "66136", "11203", "12146", "46102", "32013", "65059", "48095"];
const NOTES: [&str; 4] =
    ["à revoir la semaine prochaine", "pansement refait", "ordonnance renouvelée", "aidante présente"];

/// A number below `bound`, for choices that need not be even.
struct Dice(Random);

impl Dice {
    fn below(&mut self, bound: u64) -> u64 {
        self.0.number().unwrap_or_default() % bound.max(1)
    }

    fn of<T: Copy>(&mut self, list: &[T]) -> Option<T> {
        let at = self.below(list.len() as u64);
        list.get(usize::try_from(at).ok()?).copied()
    }

    fn bytes<const N: usize>(&mut self) -> [u8; N] {
        self.0.bytes().unwrap_or([0; N])
    }
}

/// Logs `count` ops about visits on a device's own feed and gives the feed.
pub fn log_visits(archive: &mut Memory, author: [u8; 32], count: usize, seed: u64) -> FeedId {
    let device = DeviceId::of_key(&author);
    let feed = FeedId { device, incarnation: 7, channel: Channel::Visits(device) };
    let mut dice = Dice(Random::seeded(seed));
    let mut now = 1_764_000_000_000_i64;
    let mut last: Option<(RecordId, Tip)> = None;
    for number in 0..count {
        now += i64::try_from(30_000 + dice.below(3_600_000)).unwrap_or_default();
        let (record, edits) = match last.filter(|_| number % 5 == 4) {
            Some((record, tip)) => (record, correction(&mut dice, OpId::of_hash(&tip.hash))),
            None => (RecordId::new(now.unsigned_abs(), dice.bytes()), creation(&mut dice, number, now)),
        };
        let payload = Payload { salt: dice.bytes(), edits }.to_bytes();
        last = Some((record, archive.append(author, feed, now, record, payload)));
    }
    feed
}

fn existence(replaces: Vec<OpId>) -> FieldEdit {
    let here = Existence { kind: Kind::Visit.number(), here: true };
    FieldEdit { tag: EXISTENCE, replaces, value: Some(encode(&here)) }
}

fn creation(dice: &mut Dice, number: usize, now: i64) -> Vec<FieldEdit> {
    let edit = |change: crate::model::Change| FieldEdit {
        tag: change.tag,
        replaces: Vec::new(),
        value: change.value.map(|value| value.to_bytes()),
    };
    let visit = visit(dice, number, now);
    std::iter::once(existence(Vec::new())).chain(changes_of(&visit).into_iter().map(edit)).collect()
}

fn correction(dice: &mut Dice, before: OpId) -> Vec<FieldEdit> {
    let mut edits = vec![existence(vec![before])];
    let minutes = i64::try_from(5 * (1 + dice.below(12))).unwrap_or_default().to_value();
    let minutes_tag = Visit::FIELDS.iter().find(|field| field.key == "minutes").map_or(1, |field| field.tag);
    edits.push(FieldEdit { tag: minutes_tag, replaces: vec![before], value: Some(minutes.to_bytes()) });
    edits
}

fn visit(dice: &mut Dice, number: usize, now: i64) -> Visit {
    let centre = RecordId::fixture("centre", &dice.below(40).to_string());
    let minutes_ago = i64::try_from(5 * dice.below(2_000)).unwrap_or_default();
    let wall = DateTime::from_timestamp_millis(now).unwrap_or_default().naive_utc();
    let start = LocalTime::new(wall - Duration::minutes(minutes_ago + i64::from(wall_minute(&wall) % 5)), 60);
    let small = |n: u64| i64::try_from(n).unwrap_or_default();
    Visit {
        centre: Some(Ref::new(centre)),
        role: dice.of(VisitRole::ALL),
        commune: dice.of(&COMMUNES).and_then(|code| code.parse().ok()),
        patient: Some(format!("MAR-{:04}", (number as u64 + dice.below(300)) % 1_200)),
        start: Some(start),
        requested_by: dice.of(RequestedBy::ALL),
        unscheduled: Some(dice.below(4) == 0),
        reason: dice.of(Reason::ALL),
        status: Some(if dice.below(10) == 0 { VisitStatus::Planned } else { VisitStatus::Done }),
        minutes: Some(small(5 * (1 + dice.below(12)))),
        km: Some(Decimal::from_thousandths(small(500 * dice.below(80)))),
        band: Some(Band::Day),
        note: (dice.below(3) == 0).then(|| dice.of(&NOTES)).flatten().map(LongText::from),
        ..Visit::default()
    }
}

fn wall_minute(wall: &chrono::NaiveDateTime) -> u32 {
    use chrono::Timelike;
    wall.minute()
}
