//! Revocations, and what is accepted of a revoked laptop.

mod recover;
mod rekey;
#[cfg(test)]
mod tests;

use chrono::NaiveDate;
use thiserror::Error;

use super::held::Held;
use super::{Edit, Workspace, WorkspaceError, commit};
use crate::i18n::Words;
use crate::log::{Channel, Cut, CutPoint, DeviceId, Existence, FeedId, FieldEdit, OpId, Roster, Tip};
use crate::model::{Change, FieldValue, Kind, LONGEST_CUT, LocalTime, LongText, RevokeReason};
use crate::store::views::{Feed, State};
use crate::sync::Archive;
use crate::t;
use crate::wording::values;

/// Why who is in the team stays as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum TeamError {
    #[error("{0:?} is not in the team")]
    Unknown(DeviceId),
    /// It was admitted nearer to the root than this laptop.
    #[error("{0:?} stands above this device")]
    Above(DeviceId),
    #[error("the last steward does not revoke itself")]
    LastSteward,
    #[error("{0:?} is revoked already")]
    Already(DeviceId),
    /// It changed its keys: its end stands, and the laptop goes on as another device.
    #[error("{heir:?} has taken over from {device:?}")]
    TookOver { device: DeviceId, heir: DeviceId },
    #[error("{0:?} is not revoked")]
    NotRevoked(DeviceId),
    /// Revoked by another steward of its own rank, who alone may move what is accepted.
    #[error("{0:?} was revoked by a steward of its rank")]
    NotMine(DeviceId),
    #[error("the feeds of {0:?} are too many for one revocation")]
    TooManyFeeds(DeviceId),
    #[error("the recovery card is that of another team")]
    OtherTeam,
}

/// What counts of a device's edits, now or once its end is moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accepted {
    pub device: DeviceId,
    /// Edits that count, and when the last of them was written, by that laptop's clock (UTC ms).
    pub edits: u64,
    pub last: Option<i64>,
    /// Edits held here that do not count.
    pub held: u64,
    cut: Cut,
}

impl Accepted {
    /// In words, without a full stop.
    pub fn said(&self, words: &Words) -> String {
        let last = self.last.and_then(LocalTime::in_france_at).map(|time| values::date_time(words, time));
        let accepted = match last {
            Some(last) => t!(words, "accepted-edits", n = self.edits, shown = words.figure(self.edits), last = last),
            None => t!(words, "accepted-none"),
        };
        if self.held == 0 {
            return accepted;
        }
        let held = t!(words, "accepted-held", n = self.held, shown = words.figure(self.held));
        t!(words, "accepted-and-held", accepted = accepted, held = held)
    }
}

/// Ops read at a time where their dates decide.
const RUN: usize = 4_096;

impl Workspace {
    /// What revoking a device now would accept of it: all that is held here and counts.
    ///
    /// # Errors
    /// [`WorkspaceError::Team`], [`WorkspaceError::StewardsOnly`]: it cannot be revoked by this laptop.
    pub fn revocation(&self, device: DeviceId) -> Result<Accepted, WorkspaceError> {
        let roster = self.steward_over(&device)?;
        if roster.get(&device).is_some_and(|standing| standing.revoked.is_some()) {
            let heir = roster.live().map(|(id, _)| *id).find(|id| roster.continues(id, &device));
            return Err(heir.map_or(TeamError::Already(device), |heir| TeamError::TookOver { device, heir }).into());
        }
        let stewards = roster.live().filter(|(_, standing)| standing.steward).count();
        if device == self.me() && stewards < 2 {
            return Err(TeamError::LastSteward.into());
        }
        self.accepted(device, &roster, Vec::new(), |feed| Ok(tips(feed)))
    }

    /// Revokes a device: what it signs after the edits held here is held, and no later bundle is sealed for it.
    ///
    /// # Errors
    /// As [`Workspace::revocation`], or what the disk said.
    pub fn revoke(&mut self, device: DeviceId, reason: RevokeReason) -> Result<Accepted, WorkspaceError> {
        let accepted = self.revocation(device)?;
        self.write_end(&accepted, Some(reason), "done-revoked")?;
        Ok(accepted)
    }

    /// What moving a revoked device's end would accept: all that is held here, or what it wrote up to a day, included.
    /// What it wrote as a steward in the team's own channel stays as it was judged.
    ///
    /// # Errors
    /// [`WorkspaceError::Team`], [`WorkspaceError::StewardsOnly`].
    pub fn acceptance(&self, device: DeviceId, up_to: Option<NaiveDate>) -> Result<Accepted, WorkspaceError> {
        let roster = self.steward_over(&device)?;
        let standing = roster.get(&device).ok_or(TeamError::Unknown(device))?;
        let cuts = standing.revoked.as_ref().ok_or(TeamError::NotRevoked(device))?;
        let mine = roster.get(&self.me()).ok_or(TeamError::Unknown(self.me()))?;
        if standing.steward && standing.depth == mine.depth && !self.revoked_by_me_alone(&device)? {
            return Err(TeamError::NotMine(device).into());
        }
        let named = cuts.points();
        let here = |feed: &FeedId| self.store.views().feed(feed).is_some();
        let elsewhere = named.iter().filter(|point| !here(&point.feed)).copied().collect();
        let so_far = |feed: &Feed| named.iter().filter(|point| point.feed == feed.id).copied().collect::<Vec<_>>();
        self.accepted(device, &roster, elsewhere, |feed| match (feed.id.channel, up_to) {
            (Channel::Team, _) => Ok(so_far(feed)),
            // What another steward held of it, and this laptop does not, stays accepted.
            (_, None) => Ok(so_far(feed).into_iter().chain(tips(feed)).collect()),
            (_, Some(day)) => self.written_up_to(feed, day),
        })
    }

    /// Moves what is accepted of a revoked device, for honest edits that were still on their way.
    ///
    /// # Errors
    /// As [`Workspace::acceptance`], or what the disk said.
    pub fn accept_held(&mut self, device: DeviceId, up_to: Option<NaiveDate>) -> Result<Accepted, WorkspaceError> {
        let accepted = self.acceptance(device, up_to)?;
        self.write_end(&accepted, None, "done-accepted")?;
        Ok(accepted)
    }

    /// The roster, where this laptop is a steward that may touch the device.
    fn steward_over(&self, device: &DeviceId) -> Result<std::sync::Arc<Roster>, WorkspaceError> {
        let roster = self.desk.roster.clone().ok_or(WorkspaceError::NoTeam)?;
        if !roster.is_steward(&self.me()) {
            return Err(WorkspaceError::StewardsOnly);
        }
        let depth = |id: &DeviceId| roster.get(id).map(|standing| standing.depth).ok_or(TeamError::Unknown(*id));
        if depth(device)? < depth(&self.me())? {
            return Err(TeamError::Above(*device).into());
        }
        Ok(roster)
    }

    /// `elsewhere`: ends of feeds of which nothing is held here.
    fn accepted(
        &self,
        device: DeviceId,
        roster: &Roster,
        elsewhere: Vec<CutPoint>,
        ends_of: impl Fn(&Feed) -> Result<Vec<CutPoint>, WorkspaceError>,
    ) -> Result<Accepted, WorkspaceError> {
        let views = self.store.views();
        let mut accepted = Accepted { device, edits: 0, last: None, held: 0, cut: Cut(elsewhere) };
        for feed in views.feeds().iter().filter(|feed| feed.id.device == device && !feed.tips.is_empty()) {
            let ends = ends_of(feed)?;
            let last = feed.tips.iter().map(|tip| tip.seq).max().unwrap_or_default();
            let end = ends.iter().map(|point| point.seq).max().unwrap_or_default().min(last);
            accepted.cut.0.extend(ends);
            if feed.id.channel != Channel::Team && roster.may_write(&feed.id) {
                accepted.edits += end;
                accepted.held += last - end;
                let time = if end > 0 { views.time_of(&feed.id, end, &self.store)? } else { None };
                accepted.last = accepted.last.max(time);
            }
        }
        Ok(accepted)
    }

    /// Up to the last op before the first that is dated after a day, by its author's clock.
    fn written_up_to(&self, feed: &Feed, day: NaiveDate) -> Result<Vec<CutPoint>, WorkspaceError> {
        let held = Held(&self.store);
        let late = |time: i64| LocalTime::in_france_at(time).is_none_or(|time| time.date() > day);
        let mut ends = Vec::new();
        for tip in &feed.tips {
            let mut end = Tip::START;
            'branch: while end != *tip {
                let segment = held.segment(&feed.id, end, *tip, RUN)?;
                let tips = segment.tips().map_err(|_| WorkspaceError::TooLarge)?;
                for (op, at) in segment.ops.iter().zip(&tips) {
                    if late(op.time) {
                        break 'branch;
                    }
                    end = *at;
                }
                if tips.is_empty() {
                    break;
                }
            }
            ends.extend((end.seq > 0).then(|| point(feed, &end)));
        }
        Ok(ends)
    }

    fn revoked_by_me_alone(&self, device: &DeviceId) -> Result<bool, WorkspaceError> {
        let views = self.store.views();
        let stored = views.record(Kind::Device.number(), &device.record())?;
        let live = stored.map(|stored| stored.state.live_ops(tag("revoked"))).unwrap_or_default();
        let mine = |id: &OpId| views.team_ops().iter().any(|op| op.id() == *id && op.feed.device == self.me());
        Ok(live.iter().all(mine))
    }

    /// Edits of a device's record, made with the knowledge of all that is live here.
    fn device_edits(&self, device: DeviceId, changes: Vec<Change>) -> Result<Vec<FieldEdit>, WorkspaceError> {
        let stored = self.store.views().record(Kind::Device.number(), &device.record())?;
        let state = stored.map_or_else(State::default, |stored| stored.state);
        let existence = state.existence_edit(Existence { kind: Kind::Device.number(), here: true });
        let edit = |change: Change| state.edit(change.tag, change.value.map(|value| value.to_bytes()));
        Ok(std::iter::once(existence).chain(changes.into_iter().map(edit)).collect())
    }

    fn write_end(
        &mut self,
        accepted: &Accepted,
        reason: Option<RevokeReason>,
        label: &'static str,
    ) -> Result<(), WorkspaceError> {
        let text = cut_text(accepted.device, &accepted.cut)?;
        let mut changes = vec![(tag("revoked"), Some(LongText::<LONGEST_CUT>(text).to_value()))];
        let reason = reason.map(|reason| LongText::<500>(reason.key().to_owned()).to_value());
        changes.extend(reason.map(|reason| (tag("revoked_reason"), Some(reason))));
        let edit = Edit::new(label).set(accepted.device.record(), Kind::Device, changes);
        self.commit_as(edit, commit::Word::DeviceCommand)?;
        // Trust is not taken back by a key pressed twice.
        self.undo.clear();
        Ok(())
    }
}

fn point(feed: &Feed, tip: &Tip) -> CutPoint {
    CutPoint { feed: feed.id, seq: tip.seq, op: OpId::of_hash(&tip.hash) }
}

/// All that is held of a feed.
fn tips(feed: &Feed) -> Vec<CutPoint> {
    feed.tips.iter().map(|tip| point(feed, tip)).collect()
}

fn tag(key: &str) -> crate::model::Tag {
    Kind::Device.field(key).map_or(0, |spec| spec.tag)
}

fn cut_text(device: DeviceId, cut: &Cut) -> Result<String, TeamError> {
    let text = cut.to_text();
    if text.len() > LONGEST_CUT { Err(TeamError::TooManyFeeds(device)) } else { Ok(text) }
}
