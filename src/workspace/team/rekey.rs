//! New keys for a laptop whose keys may be in other hands.

use super::tips;
use crate::log::{
    Body, Channel, Cut, CutPoint, DeviceId, FeedId, FieldEdit, Op, OpId, Payload, Segment, SignedHead, Tip,
    prove_succession, to_hex,
};
use crate::model::{Device, DeviceRole, LongText, Ref, Refs, RevokeReason};
use crate::store::Entry;
use crate::store::views::Feed;
use crate::sync;
use crate::workspace::{TeamError, Workspace, WorkspaceError};

impl Workspace {
    /// Changes this laptop's keys. It goes on as another device, with the same code and the visits of before, and the
    /// old keys end here: what they sign from now on is held, and no later bundle is sealed for them.
    ///
    /// # Errors
    /// [`WorkspaceError::NoTeam`], [`WorkspaceError::Team`] for a laptop that was revoked, or what the disk said.
    pub fn rekey(&mut self) -> Result<DeviceId, WorkspaceError> {
        let heir = self.write_succession()?;
        self.store.take_next_keys()?;
        self.undo.clear();
        self.redo.clear();
        self.refresh_all()?;
        Ok(heir)
    }

    /// Prepares the new keys, and writes with the old ones that they take over.
    pub(super) fn write_succession(&mut self) -> Result<DeviceId, WorkspaceError> {
        let roster = self.desk.roster.clone().ok_or(WorkspaceError::NoTeam)?;
        let me = self.me();
        let standing = roster.get(&me).ok_or(TeamError::Unknown(me))?;
        if standing.revoked.is_some() {
            return Err(TeamError::Already(me).into());
        }
        let identity = age::x25519::Identity::generate();
        let secret = age::secrecy::ExposeSecret::expose_secret(&identity.to_string()).to_owned();
        let key = self.store.prepare_keys(zeroize::Zeroizing::new(secret))?;
        let (signing_key, sealing_key) = (key.verifying_key().to_bytes(), identity.to_public().to_string());
        let heir = DeviceId::of_key(&signing_key);
        let mut reads = standing.reads_visits_of.clone();
        reads.insert(me);
        let own = self.desk.my_device().cloned().unwrap_or_default();
        let record = Device {
            role: Some(if standing.steward { DeviceRole::Steward } else { DeviceRole::Field }),
            signing_key: Some(to_hex(&signing_key)),
            reads_visits_of: Some(Refs(reads.iter().map(|owner| Ref::new(owner.record())).collect())),
            proof: Some(prove_succession(&key, &roster.team, &me, &sealing_key)),
            sealing_key: Some(sealing_key),
            holder: own.holder,
            sector: own.sector,
            code: own.code,
            ..Device::default()
        };
        let written = self.succession(heir, &record)?;
        if let Err(error) = self.store.append(written) {
            // The keys in use go on; those prepared are dropped at the next open otherwise.
            let _ = self.store.drop_next_keys();
            return Err(error.into());
        }
        Ok(heir)
    }

    /// Takes the keys that were prepared if the journal has the handover, drops them otherwise: the power went between.
    pub(in crate::workspace) fn finish_rekey(&mut self) -> Result<(), WorkspaceError> {
        let Some(heir) = self.store.next_device() else { return Ok(()) };
        let me = self.me();
        let mut own = self.store.views().team_ops().iter().filter(|op| op.feed.device == me);
        if own.any(|op| op.record == heir.record()) {
            self.store.take_next_keys()?;
        } else {
            self.store.drop_next_keys()?;
        }
        Ok(())
    }

    /// The successor's record, then the end of this device, and a last signature under every feed of its own.
    fn succession(&mut self, heir: DeviceId, record: &Device) -> Result<Vec<Entry>, WorkspaceError> {
        let me = self.me();
        let (team, follows) = self.own_feed(Channel::Team);
        let starts = self.device_edits(heir, sync::changes_of(record))?;
        let mut segment = Segment { feed: team, follows, ops: vec![self.op(heir, starts)?] };
        let first = segment.tips().map_err(|_| WorkspaceError::TooLarge)?;
        let first = first.last().copied().unwrap_or(follows);
        let mut cut = self.own_ends(&team);
        // The end itself is the next op: its id would have to hold itself.
        cut.push(CutPoint { feed: team, seq: first.seq.saturating_add(1), op: OpId::of_hash(&first.hash) });
        let end = Device {
            successor: Some(Ref::new(heir.record())),
            revoked: Some(LongText(super::cut_text(me, &Cut(cut))?)),
            revoked_reason: Some(LongText(RevokeReason::Keys.key().to_owned())),
            ..Device::default()
        };
        let ends = self.device_edits(me, sync::changes_of(&end))?;
        segment.ops.push(self.op(me, ends)?);
        let tips = segment.tips().map_err(|_| WorkspaceError::TooLarge)?;
        let mut entries = vec![Entry::Author(self.store.public_key()), Entry::Ops(segment)];
        entries.extend(self.last_heads(&team, tips.last().copied().unwrap_or(first)));
        Ok(entries)
    }

    fn own_feeds(&self, but: &FeedId) -> impl Iterator<Item = &Feed> {
        let (me, but) = (self.me(), *but);
        self.store.views().feeds().iter().filter(move |feed| feed.id.device == me && feed.id != but)
    }

    fn own_ends(&self, but: &FeedId) -> Vec<CutPoint> {
        self.own_feeds(but).flat_map(tips).collect()
    }

    fn last_heads(&self, team: &FeedId, end: Tip) -> Vec<Entry> {
        let (key, of) = (self.store.signing_key(), self.desk.team);
        let tips = self.own_feeds(team).flat_map(|feed| feed.tips.iter().map(|tip| (feed.id, *tip)));
        let all = tips.chain([(*team, end)]);
        let sign = |(feed, tip)| Some(Entry::Head(SignedHead::sign(&key, &of?, feed, tip)));
        all.filter_map(sign).collect()
    }

    fn op(&mut self, target: DeviceId, edits: Vec<FieldEdit>) -> Result<Op, WorkspaceError> {
        let payload = Payload { salt: self.store.random_bytes()?, edits }.to_bytes();
        Ok(Op { time: self.now(), record: target.record(), body: Body::Payload(payload) })
    }
}
