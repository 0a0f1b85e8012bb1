//! The weeks that holders hand in: a word on the week, kept as a note about the holder's device, one a week. Its id is
//! derived, so that the same week is the same record on every laptop; it travels like every common record.

use super::{Committed, Desk, Edit, Workspace, WorkspaceError};
use crate::log::DeviceId;
use crate::model::calendar::Week;
use crate::model::{AnyRef, Device, LongText, Note, RecordId};

/// A holder's word on a week.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandedIn {
    /// UTC milliseconds of its last edit.
    pub at: i64,
    pub comment: String,
}

/// The record of a holder's word on a week.
fn note_id(holder: DeviceId, week: Week) -> RecordId {
    RecordId::derived(&["week", &holder.record().to_string(), &week.to_string()])
}

impl Desk {
    /// What a holder said of a week, under the keys of today or of before; `None`: it is not handed in.
    pub fn handed_in(&self, holder: DeviceId, week: Week) -> Option<HandedIn> {
        let devices = self.all::<Device>().map(|(id, _)| DeviceId::from_record(id));
        let theirs = devices.filter(|device| self.same_holder(holder, *device));
        let words = theirs.filter_map(|device| {
            let card = self.card(&note_id(device, week))?;
            let comment = self.get::<Note>(&card.id)?.text.as_ref()?.0.clone();
            Some(HandedIn { at: card.updated, comment })
        });
        words.max_by_key(|word| word.at)
    }

    /// Whose weeks are looked for: everyone who is in the team and not revoked, by name.
    pub fn holders(&self) -> Vec<DeviceId> {
        let live = self.roster.iter().flat_map(|roster| roster.live()).map(|(device, _)| *device);
        let named = live.filter_map(|device| {
            let name = self.get::<Device>(&device.record())?.holder.clone()?;
            Some((crate::model::reference::fold(&name), device))
        });
        let mut all: Vec<(String, DeviceId)> = named.collect();
        all.sort();
        all.into_iter().map(|(_, device)| device).collect()
    }

    /// The edit that hands a week in, or changes what was said of it.
    pub fn hand_in(&self, week: Week, comment: &str) -> Option<Edit> {
        let me = self.me?;
        let id = note_id(me, week);
        let before = self.get::<Note>(&id);
        let about = Some(AnyRef(me.record()));
        let text = Some(LongText(comment.trim().to_owned())).filter(|text| !text.0.is_empty());
        let after = Note { about, date: week.monday(), text };
        let edit = Edit::new("done-handed-in");
        Some(match before {
            Some(before) => edit.update(id, before, after),
            None => edit.create(id, after),
        })
    }
}

impl Workspace {
    /// Hands a week of this laptop's holder in, with a word on it; again: changes the word.
    ///
    /// # Errors
    /// As [`Workspace::commit`]: an empty word is refused, and a week that has not begun.
    pub fn hand_in(&mut self, week: Week, comment: &str) -> Result<Committed, WorkspaceError> {
        let edit = self.desk.hand_in(week, comment).ok_or(WorkspaceError::NoTeam)?;
        self.commit(edit)
    }
}
