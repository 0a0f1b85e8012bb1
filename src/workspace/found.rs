//! Founding a team, waiting to join one, admitting others.

use std::collections::BTreeSet;
use std::path::Path;

use zeroize::Zeroizing;

use super::{Clock, Edit, Workspace, WorkspaceError, commit};
use crate::log::{DeviceId, Roster, TeamId, decode, encode, signing_key};
use crate::model::reference::founding;
use crate::model::{DeptCode, Device, DeviceRole, RecordId};
use crate::store::vault::{Contents, KdfCost};
use crate::store::{Entry, Opening, Store};
use crate::sync::{self, AdmissionError, Card, ImportError, Refused, recovery_rows};

/// Who founds a team, or waits to join one.
pub struct Founding {
    pub holder: String,
    pub sector: Vec<DeptCode>,
    /// The start of this laptop's pseudonyms: two to eight capital letters and digits.
    pub code: String,
    /// Made by `demo`: marked so on every screen.
    pub demo: bool,
    pub opening: Opening,
    pub cost: KdfCost,
}

/// Settings of the vault.
const DEMO: &str = "demo";
const CARD: &str = "card";

impl Workspace {
    /// A new store in `folder` that founds a team, with the real facts of `fixtures/` if asked for. The second value is
    /// the recovery card, the root's key in print: it is kept nowhere else.
    ///
    /// # Errors
    /// [`WorkspaceError::Store`]: there is a store already, or what the disk said.
    pub fn found(
        folder: &Path,
        founding: Founding,
        facts: bool,
        clock: Clock,
    ) -> Result<(Self, Zeroizing<String>), WorkspaceError> {
        let mut random = founding.opening.random.clone();
        let secret = Zeroizing::new(random.bytes::<32>().map_err(crate::store::StoreError::from)?);
        let (mut store, card) = new_store(folder, founding)?;
        let root = signing_key(&secret);
        let (incarnation, salt) = (store.random_number()?, store.random_bytes()?);
        let admitted = sync::admit_by_root(&root, &card, DeviceRole::Steward, incarnation, clock(), salt);
        store.append(vec![
            Entry::Team(admitted.team),
            Entry::Author(admitted.team.0),
            Entry::Author(card.signing_key),
            Entry::Ops(admitted.segment),
            Entry::Head(admitted.head),
        ])?;
        let mut workspace = Self::over(store, clock)?;
        if facts {
            workspace.load(founding::facts().into_iter(), &mut |_| {})?;
        }
        Ok((workspace, recovery_rows(&secret)))
    }

    /// A new store in `folder` that waits for a steward to admit its card.
    ///
    /// # Errors
    /// As [`Workspace::found`].
    pub fn wait_to_join(folder: &Path, founding: Founding, clock: Clock) -> Result<Self, WorkspaceError> {
        let (store, _) = new_store(folder, founding)?;
        Self::over(store, clock)
    }

    /// How this laptop introduces itself to a steward.
    ///
    /// # Errors
    /// [`WorkspaceError::BadKeys`].
    pub fn card(&self) -> Result<Card, WorkspaceError> {
        let (holder, code, sector) = match self.desk.my_device() {
            Some(device) => (device.holder.clone(), device.code.clone(), device.sector.clone()),
            None => {
                let wished =
                    self.store.setting(CARD).and_then(|bytes| decode::<(String, String, Vec<DeptCode>)>(bytes).ok());
                let (holder, code, sector) = wished.ok_or(WorkspaceError::BadKeys)?;
                (Some(holder), Some(code), Some(sector))
            }
        };
        let sealing = self.identity()?.to_public().to_string();
        Ok(Card {
            signing_key: self.store.public_key(),
            sealing_key: sealing,
            holder: holder.unwrap_or_default(),
            code: code.unwrap_or_default(),
            sector: sector.unwrap_or_default(),
        })
    }

    /// The card as the text of a `.carte` file.
    ///
    /// # Errors
    /// [`WorkspaceError::BadKeys`].
    pub fn card_text(&self) -> Result<String, WorkspaceError> {
        Ok(self.card()?.to_text(&self.store.signing_key()))
    }

    /// A steward admits a card.
    ///
    /// # Errors
    /// [`WorkspaceError::Admission`], [`WorkspaceError::NoTeam`], or what the disk said.
    pub fn admit(
        &mut self,
        card: &Card,
        role: DeviceRole,
        visits_of: &BTreeSet<DeviceId>,
    ) -> Result<DeviceId, WorkspaceError> {
        let roster = self.desk.roster.clone().ok_or(WorkspaceError::NoTeam)?;
        let devices = self.desk.all::<crate::model::Device>();
        let devices = devices.map(|(id, device)| (DeviceId::from_record(id), device));
        let device = sync::admit(card, role, visits_of, &self.me(), &roster, devices)?;
        let id = card.device();
        let edit = Edit::new("done-admitted").create(id.record(), device);
        self.commit_as(edit, commit::Word::DeviceCommand)?;
        self.undo.clear();
        Ok(id)
    }

    /// Whether this store was made by `demo`.
    pub(super) fn is_demo(&self) -> bool {
        self.store.setting(DEMO).is_some()
    }

    pub(super) fn identity(&self) -> Result<age::x25519::Identity, WorkspaceError> {
        self.store.age_identity().parse().map_err(|_| WorkspaceError::BadKeys)
    }

    /// The keys that open bundles made for this laptop: those in use, then those before each change of keys.
    pub(super) fn identities(&self) -> Result<Vec<age::x25519::Identity>, WorkspaceError> {
        let former = self.store.former_identities().iter().rev();
        let former = former.map(|text| text.parse().map_err(|_| WorkspaceError::BadKeys));
        std::iter::once(self.identity()).chain(former).collect()
    }

    /// The key among them that opens a bundle; the one in use where none does.
    pub(super) fn identity_for(&self, file: &Path) -> Result<age::x25519::Identity, WorkspaceError> {
        identity_among(self.identities()?, file)
    }

    /// The device of this holder or code, for `--for NAME` and the like; or, where none has it whole, of a holder of whom it
    /// is a part: a first name. Of several, the one that was not revoked.
    ///
    /// # Errors
    /// The devices that it may mean; none if no device answers to it.
    pub fn device_named(&self, name: &str) -> Result<DeviceId, Vec<DeviceId>> {
        self.one_named(name, |roster, id| roster.live().any(|(live, _)| live == id))
    }

    /// The same for one that was revoked.
    ///
    /// # Errors
    /// As [`Workspace::device_named`].
    pub fn revoked_named(&self, name: &str) -> Result<DeviceId, Vec<DeviceId>> {
        self.one_named(name, |roster, id| roster.get(id).is_some_and(|standing| standing.revoked.is_some()))
    }

    fn one_named(&self, name: &str, rather: impl Fn(&Roster, &DeviceId) -> bool) -> Result<DeviceId, Vec<DeviceId>> {
        use crate::model::reference::fold;
        let wanted = fold(name.trim());
        let named = |text: &Option<String>| text.as_deref().is_some_and(|text| fold(text) == wanted);
        let whole = |id: &RecordId, device: &Device| {
            named(&device.holder) || named(&device.code) || id.to_string() == name || id.short() == wanted
        };
        // From the beginning of a word on.
        let part = |_: &RecordId, device: &Device| {
            let holder = device.holder.as_deref().map(fold).unwrap_or_default();
            !wanted.is_empty() && format!(" {holder}").contains(&format!(" {wanted}"))
        };
        let found = |answers: &dyn Fn(&RecordId, &Device) -> bool| {
            let devices = self.desk.all::<Device>().filter(|(id, device)| answers(id, device));
            devices.map(|(id, _)| DeviceId::from_record(id)).collect::<Vec<_>>()
        };
        let mut all = found(&whole);
        if all.is_empty() {
            all = found(&part);
        }
        let preferred: Vec<DeviceId> =
            self.desk.roster.iter().flat_map(|roster| all.iter().filter(|id| rather(roster, id))).copied().collect();
        match (all.as_slice(), preferred.as_slice()) {
            ([one], _) | (_, [one]) => Ok(*one),
            (_, [_, _, ..]) => Err(preferred),
            _ => Err(all),
        }
    }

    /// The team's fingerprint, to be compared aloud.
    pub fn fingerprint(&self) -> Option<String> {
        self.desk.team.map(|team: TeamId| team.fingerprint())
    }
}

fn new_store(folder: &Path, founding: Founding) -> Result<(Store, Card), WorkspaceError> {
    let Founding { holder, sector, code, demo, mut opening, cost } = founding;
    if !sync::is_code(&code) {
        return Err(AdmissionError::BadCode.into());
    }
    let identity = age::x25519::Identity::generate();
    let secret = Zeroizing::new(age::secrecy::ExposeSecret::expose_secret(&identity.to_string()).to_owned());
    let mut contents =
        Contents::new(&code, secret.to_string(), &mut opening.random).map_err(crate::store::StoreError::from)?;
    if demo {
        contents.settings.insert(DEMO.to_owned(), Vec::new());
    }
    contents.settings.insert(CARD.to_owned(), encode(&(&holder, &code, &sector)));
    let store = Store::create(folder, opening, contents, cost)?;
    let sealing_key = identity.to_public().to_string();
    let card = Card { signing_key: store.public_key(), sealing_key, holder, code, sector };
    Ok((store, card))
}

/// The key that opens a bundle; the first where none does.
pub(super) fn identity_among(
    mut all: Vec<age::x25519::Identity>,
    file: &Path,
) -> Result<age::x25519::Identity, WorkspaceError> {
    let opens = |identity: &age::x25519::Identity| {
        let file = sync::file::open_bundle(file).map_err(WorkspaceError::from)?;
        let inspected = sync::inspect(file, identity);
        Ok::<_, WorkspaceError>(!matches!(inspected, Err(ImportError::Refused(Refused::NotForUs))))
    };
    for at in 1..all.len() {
        if all.get(at).map(opens).transpose()? == Some(true) {
            return Ok(all.swap_remove(at));
        }
    }
    all.into_iter().next().ok_or(WorkspaceError::BadKeys)
}
