//! Records by the names that people call them.

use super::Desk;
use crate::i18n::Words;
use crate::log::DeviceId;
use crate::model::entry::BadEntry;
use crate::model::reference::fold;
use crate::model::{AnyRecord, Device, Kind, RecordId};
use crate::t;
use crate::wording::title::{centre_name, title};

/// Names shown where several records answer to a text.
const SHOWN: usize = 8;

impl Desk {
    /// What a small record is called; `None` if it is not here.
    pub fn title(&self, words: &Words, id: &RecordId) -> Option<String> {
        Some(self.title_of(words, &self.card(id)?.record))
    }

    /// What a record is called, whether it is on the desk or not.
    pub fn title_of(&self, words: &Words, record: &AnyRecord) -> String {
        title(record, words, &|id| self.card(&id).map(|card| card.record.clone()))
    }

    /// What a device is called: its holder, the recovery card for the team's root, or the start of its id.
    pub fn device_name(&self, words: &Words, device: DeviceId) -> String {
        if self.team.is_some_and(|team| team.root() == device) {
            return t!(words, "team-root");
        }
        let holder = self.get::<Device>(&device.record()).and_then(|record| record.holder.clone());
        holder.unwrap_or_else(|| device.record().short())
    }

    /// A small record by its id, its short id or a name that it alone has; `kind` is `None` where any will do.
    ///
    /// # Errors
    /// `entry-record-unknown`, `entry-record-several`.
    pub fn find(&self, words: &Words, kind: Option<Kind>, text: &str) -> Result<RecordId, BadEntry> {
        let wanted = fold(text);
        let kinds = Kind::ALL.iter().filter(|one| kind.is_none_or(|kind| kind == **one));
        let cards = || kinds.clone().flat_map(|one| self.cards(*one));
        let id = text.parse().ok();
        if let Some(card) = cards().find(|card| Some(card.id) == id || card.id.short() == wanted) {
            return Ok(card.id);
        }
        let mut found = cards().filter(|card| {
            let names = names(&card.record);
            names.iter().any(|name| fold(name) == wanted) || fold(&self.title_of(words, &card.record)) == wanted
        });
        match (found.next(), found.next()) {
            (None, _) => Err(BadEntry::new("entry-record-unknown", text)),
            (Some(card), None) => Ok(card.id),
            (Some(first), Some(second)) => {
                let all = [first, second].into_iter().chain(found).take(SHOWN);
                let shown = all.map(|card| format!("{} ({})", self.title_of(words, &card.record), card.id.short()));
                let choices = shown.collect::<Vec<_>>().join(", ");
                Err(BadEntry::new("entry-record-several", text).with("choices", choices))
            }
        }
    }
}

/// The names that a record has of its own, beside its title.
fn names(record: &AnyRecord) -> Vec<String> {
    let own = match record {
        AnyRecord::Member(member) => vec![member.name.clone(), member.acronym.clone()],
        AnyRecord::Centre(centre) => vec![centre.name.clone(), Some(centre_name(centre))],
        AnyRecord::Contact(contact) => vec![contact.name.clone()],
        AnyRecord::Device(device) => vec![device.holder.clone(), device.code.clone()],
        AnyRecord::Candidacy(candidacy) => vec![candidacy.reference.clone()],
        AnyRecord::Indicator(indicator) => vec![indicator.key.clone()],
        _ => Vec::new(),
    };
    own.into_iter().flatten().collect()
}
