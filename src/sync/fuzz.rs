//! Foreign bytes in, an answer out, never a panic: what `tests/fuzz` and the tests of this room hand bytes to.
//!
//! Not an interface: it changes with what it tries.

use std::convert::Infallible;
use std::io::Cursor;
use std::ops::ControlFlow;

use super::bundle::{Chunk, Manifest, Sealer};
use super::memory::Memory;
use super::{Card, Identity, inspect, read, read_recovery_card, recovery_rows, team_ops_of};
use crate::log::{
    Body, Channel, Cut, DeviceId, FeedId, Op, OpId, OpRef, Payload, RecordState, Roster, Segment, TeamId, Tip,
};
use crate::model::{RecordId, Value};

/// A whole file, as a laptop that waits to join reads it.
pub fn file(bytes: &[u8], identity: &Identity) {
    let nobody = Memory::new(DeviceId([0; 16]));
    let _ = inspect(Cursor::new(bytes), identity);
    let mut go = |_| ControlFlow::Continue(());
    if let Ok(mut arrival) = read(Cursor::new(bytes), identity, &nobody, &mut go) {
        let _ = arrival.deliver(|_| Ok::<(), Infallible>(()));
    }
}

/// What is inside a bundle: sealed first, so that age and zstd have nothing to say against it.
pub fn sections(bytes: &[u8], identity: &Identity) {
    let sealed = || {
        let mut sealer = Sealer::new(Vec::new(), &[identity.to_public()])?;
        sealer.write_all(bytes)?;
        sealer.finish()
    };
    if let Ok(sealed) = sealed() {
        file(&sealed, identity);
    }
}

pub fn manifest(bytes: &[u8]) {
    if let Ok(manifest) = Manifest::from_section(bytes) {
        let _ = manifest.ops();
    }
}

/// A section of ops, and the chain over them; what was read is read again as it is written.
pub fn chunk(bytes: &[u8]) {
    let Ok(chunk) = Chunk::from_section(bytes) else { return };
    let written = Chunk::to_section(chunk.entry, &chunk.ops);
    assert!(Chunk::from_section(&written).is_ok_and(|again| again == chunk), "it is read otherwise than it is written");
    for channel in [Channel::Common, Channel::Team] {
        let feed = FeedId { device: DeviceId([1; 16]), incarnation: 1, channel };
        let segment = Segment { feed, follows: Tip { seq: u64::MAX - 3, hash: [2; 32] }, ops: chunk.ops.clone() };
        let _ = segment.tips();
        let _ = team_ops_of(&segment);
    }
}

/// An op's payload: its edits, the record that they make, and what the team would make of them.
pub fn payload(bytes: &[u8]) {
    let Ok(payload) = Payload::from_bytes(bytes) else { return };
    let mut state = RecordState::<()>::default();
    for n in 1..=2 {
        state.apply(OpRef { id: OpId([n; 16]), time: i64::from(n), at: () }, &payload.edits);
    }
    let _ = (state.existence(), state.diverging(), state.updated());
    for edit in &payload.edits {
        if let Some(Ok(value)) = state.shown(edit.tag).map(Value::from_bytes) {
            assert!(Value::from_bytes(&value.to_bytes()).as_ref() == Ok(&value), "a value is read otherwise");
            if let Value::Text(text) = &value {
                let _ = Cut::from_text(text);
            }
        }
    }
    let team = TeamId([3; 32]);
    let op = Op { time: 0, record: RecordId::from_bytes([4; 16]), body: Body::Payload(bytes.to_vec()) };
    let feed = FeedId { device: team.root(), incarnation: 1, channel: Channel::Team };
    let segment = Segment { feed, follows: Tip::START, ops: vec![op.clone(), op] };
    let _ = Roster::judge(team, &team_ops_of(&segment));
}

pub fn card(bytes: &[u8]) {
    let _ = Card::from_text(&String::from_utf8_lossy(bytes)).map(|card| card.fingerprint());
}

pub fn recovery(bytes: &[u8]) {
    if let Ok(secret) = read_recovery_card(&String::from_utf8_lossy(bytes)) {
        let again = read_recovery_card(&recovery_rows(&secret));
        assert!(again.is_ok_and(|again| again == secret), "rows are read otherwise than they are written");
    }
}
