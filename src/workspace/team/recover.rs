//! The recovery card, used: the root's own word, for a team whose stewards' laptops are gone.

use super::{TeamError, cut_text, tips};
use crate::log::{DeviceId, FieldEdit, TeamId, signing_key};
use crate::model::{Device, DeviceRole, LongText, RevokeReason};
use crate::store::Entry;
use crate::sync::{self, Card, read_recovery_card};
use crate::workspace::{Workspace, WorkspaceError};

/// A laptop that the root is to revoke, and why.
pub type Lost = (DeviceId, RevokeReason);

impl Workspace {
    /// With the recovery card, makes a laptop a steward, this one or that of `card`, and revokes the lost ones in a way
    /// that no steward can answer. A laptop without a team joins that of the recovery card.
    ///
    /// # Errors
    /// [`WorkspaceError::Recovery`] names the row that was mistyped, [`WorkspaceError::Team`] where the recovery card is
    /// another team's or the laptop was revoked, [`WorkspaceError::Admission`] for a code that is taken.
    pub fn recover(&mut self, rows: &str, card: Option<&Card>, lost: &[Lost]) -> Result<DeviceId, WorkspaceError> {
        let root = signing_key(&*read_recovery_card(rows)?);
        let team = TeamId(root.verifying_key().to_bytes());
        if self.desk.team.is_some_and(|mine| mine != team) {
            return Err(TeamError::OtherTeam.into());
        }
        let own = self.card()?;
        let card = card.unwrap_or(&own);
        let device = card.device();
        let mut writes = vec![(device.record(), self.root_admission(card)?)];
        for (gone, reason) in lost {
            writes.push((gone.record(), self.root_revocation(*gone, *reason)?));
        }
        let mut salted = Vec::new();
        for (record, edits) in writes {
            salted.push((record, edits, self.store.random_bytes()?));
        }
        let (incarnation, now) = (self.store.random_number()?, self.now());
        let written = sync::write_by_root(&root, incarnation, now, salted);
        let mut entries = vec![Entry::Author(team.0), Entry::Author(own.signing_key)];
        entries.extend(self.desk.team.is_none().then_some(Entry::Team(team)));
        entries.extend([Entry::Ops(written.segment), Entry::Head(written.head)]);
        let changes = self.store.append(entries)?;
        self.undo.clear();
        self.refresh(&changes)?;
        // The word of the root is written, whatever the disk says now.
        let _ = self.lack_what_was_cleared();
        Ok(device)
    }

    fn root_admission(&self, card: &Card) -> Result<Vec<FieldEdit>, WorkspaceError> {
        let device = card.device();
        let standing = self.desk.roster.as_ref().and_then(|roster| roster.get(&device).cloned());
        if standing.as_ref().is_some_and(|standing| standing.revoked.is_some()) {
            return Err(TeamError::Already(device).into());
        }
        let devices = self.desk.all::<Device>().map(|(id, device)| (DeviceId::from_record(id), device));
        // One that is of the team keeps its code, also where it shares it with the device that it took over from.
        if standing.is_none() {
            sync::check_code(&card.code, &device, devices)?;
        }
        let reads = standing.map(|standing| standing.reads_visits_of).unwrap_or_default();
        self.device_edits(device, sync::changes_of(&sync::device_record(card, DeviceRole::Steward, &reads)))
    }

    fn root_revocation(&self, device: DeviceId, reason: RevokeReason) -> Result<Vec<FieldEdit>, WorkspaceError> {
        let roster = self.desk.roster.clone().ok_or(TeamError::Unknown(device))?;
        if roster.get(&device).is_none() || device == self.me() {
            return Err(TeamError::Unknown(device).into());
        }
        let accepted = self.accepted(device, &roster, Vec::new(), |feed| Ok(tips(feed)))?;
        let revoked = Device {
            revoked: Some(LongText(cut_text(device, &accepted.cut)?)),
            revoked_reason: Some(LongText(reason.key().to_owned())),
            ..Device::default()
        };
        self.device_edits(device, sync::changes_of(&revoked))
    }
}
