//! Many new records at once, as one transaction: the facts of `fixtures/`, a demonstration, a file of visits.

use std::collections::BTreeMap;

use super::visits::{patient_number, patients_given};
use super::{Workspace, WorkspaceError};
use crate::log::{Body, Channel, Existence, FeedId, Op, Payload, RecordState, Segment, Tip};
use crate::model::{AnyRecord, RecordId, Value};
use crate::store::{Entry, StoreError};

/// Ops of one channel written together: a few tens of kilobytes, so that one of them is read back without much else.
const BLOCK: usize = 128;

impl Workspace {
    /// Writes records that are not here yet, as they are: no rule is asked, nothing is completed, and it is not undone.
    /// `progress` is told how many are written.
    ///
    /// # Errors
    /// What the disk said; then none of them is there.
    pub fn load(
        &mut self,
        records: impl Iterator<Item = (RecordId, AnyRecord)>,
        progress: &mut dyn FnMut(u64),
    ) -> Result<u64, WorkspaceError> {
        self.desk.team.ok_or(WorkspaceError::NoTeam)?;
        let (me, now, incarnation) = (self.me(), self.now(), self.store.incarnation());
        let feed = |channel| FeedId { device: me, incarnation, channel };
        let mut tips: BTreeMap<Channel, Tip> = BTreeMap::new();
        for channel in [Channel::Common, Channel::Visits(me)] {
            let held = self.store.views().feed(&feed(channel)).and_then(|feed| feed.tips.last().copied());
            tips.insert(channel, held.unwrap_or(Tip::START));
        }
        let mut random = self.store.random();
        let mut done = 0;
        let mut patient = self.last_patient()?;
        let prefix = self.patient_prefix();
        let changes = self.store.append_large(|put| {
            let mut waiting: BTreeMap<Channel, Vec<Op>> = BTreeMap::new();
            let mut write = |channel: Channel, ops: Vec<Op>| -> Result<(), WorkspaceError> {
                let segment =
                    Segment { feed: feed(channel), follows: tips.get(&channel).copied().unwrap_or(Tip::START), ops };
                if let Some(last) = segment.tips().map_err(|_| WorkspaceError::TooLarge)?.last() {
                    tips.insert(channel, *last);
                }
                put(vec![Entry::Ops(segment)])
            };
            for (id, record) in records {
                patient = patient.max(patient_number(&record, &prefix).unwrap_or_default());
                let channel = self_channel(&record, me);
                let salt = random.bytes().map_err(StoreError::from)?;
                let ops = waiting.entry(channel).or_default();
                ops.push(Op { time: now, record: id, body: Body::Payload(whole(&record, salt).to_bytes()) });
                done += 1;
                if ops.len() >= BLOCK {
                    write(channel, std::mem::take(ops))?;
                    progress(done);
                }
            }
            waiting
                .into_iter()
                .filter(|(_, ops)| !ops.is_empty())
                .try_for_each(|(channel, ops)| write(channel, ops))?;
            put(vec![patients_given(patient)])
        })?;
        self.refresh(&changes)?;
        Ok(done)
    }
}

fn self_channel(record: &AnyRecord, me: crate::log::DeviceId) -> Channel {
    match record {
        AnyRecord::Visit(_) => Channel::Visits(me),
        _ => Channel::Common,
    }
}

/// A new record, all of it.
pub(super) fn whole(record: &AnyRecord, salt: [u8; 16]) -> Payload {
    let nothing = RecordState::<()>::default();
    let existence = nothing.existence_edit(Existence { kind: record.kind().number(), here: true });
    let fields = record.changes_since(None).into_iter();
    let edits = fields.map(|change| nothing.edit(change.tag, change.value.as_ref().map(Value::to_bytes)));
    Payload { salt, edits: std::iter::once(existence).chain(edits).collect() }
}
