//! Team ops as the roster judges them, from segments as they are stored and travel.

use super::{Archive, ArchiveError};
use crate::log::{Body, Channel, Payload, Segment, TeamOp, Tip};

const RUN: usize = 4_096;

/// The team ops of a segment of the team's channel. Those of a later program that cannot be read are left out.
pub fn team_ops_of(segment: &Segment) -> Vec<TeamOp> {
    if segment.feed.channel != Channel::Team {
        return Vec::new();
    }
    let tips = segment.tips().unwrap_or_default();
    let opened = segment.ops.iter().zip(tips).filter_map(|(op, tip)| {
        let Body::Payload(bytes) = &op.body else { return None };
        let edits = Payload::from_bytes(bytes).ok()?.edits;
        Some(TeamOp { feed: segment.feed, tip, time: op.time, record: op.record, edits })
    });
    opened.collect()
}

/// Every team op that is held, branches of one feed each from their start: judging does not mind repetition.
pub(super) fn held_team_ops<A: Archive>(archive: &A) -> Result<Vec<TeamOp>, ArchiveError> {
    let mut ops = Vec::new();
    for row in archive.feeds().into_iter().filter(|row| row.feed.channel == Channel::Team) {
        for tip in row.tips {
            let mut after = Tip::START;
            while after != tip {
                let segment = archive.segment(&row.feed, after, tip, RUN).map_err(ArchiveError::new)?;
                let Some(last) = segment.tips().ok().and_then(|tips| tips.last().copied()) else { break };
                ops.extend(team_ops_of(&segment));
                after = last;
            }
        }
    }
    Ok(ops)
}
