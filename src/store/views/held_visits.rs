//! Visits as their page holds them. A page is read and written for the sake of one visit, mostly: the others stay bytes.

use serde::{Deserialize, Serialize, Serializer};

use super::ViewError;
use super::record::{Packed, StoredRecord};
use crate::log::{Channel, DeviceId, Unreadable, decode, decode_borrowed, encode};
use crate::model::{Kind, RecordId};
use crate::store::coding::{press, unpress};

/// Visits of one page say much the same: a third of it is left.
const ZSTD_LEVEL: i32 = 1;
/// A page, opened: a visit has long notes at the most, and there are 80.
const MAX_PAGE_BYTES: usize = 64 << 20;

/// A visit, opened.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct PackedVisit {
    pub owner: DeviceId,
    pub record: StoredRecord,
}

/// A visit of which only who and whose is known yet.
#[derive(Clone, Debug)]
pub(super) struct HeldVisit {
    pub id: RecordId,
    owner: DeviceId,
    packed: Vec<u8>,
}

impl HeldVisit {
    pub fn of(visit: &PackedVisit) -> Self {
        let packed = encode(&Packed::pack(&visit.record.state));
        Self { id: visit.record.id, owner: visit.owner, packed }
    }

    pub fn open(&self) -> Result<PackedVisit, ViewError> {
        self.lying().open()
    }

    fn lying(&self) -> LyingVisit<'_> {
        LyingVisit { id: self.id, owner: self.owner, packed: &self.packed }
    }
}

/// The same, where it lies in the bytes of its page.
#[derive(Serialize, Deserialize)]
pub(super) struct LyingVisit<'a> {
    pub id: RecordId,
    owner: DeviceId,
    /// A [`Packed`].
    #[serde(serialize_with = "in_one_go")]
    pub packed: &'a [u8],
}

impl LyingVisit<'_> {
    pub fn open(&self) -> Result<PackedVisit, ViewError> {
        let (id, owner) = (self.id, self.owner);
        let state = decode::<Packed>(self.packed)?.unpack()?;
        let record = StoredRecord { id, kind: Kind::Visit.number(), channel: Channel::Visits(owner), state };
        Ok(PackedVisit { owner, record })
    }

    fn held(&self) -> HeldVisit {
        HeldVisit { id: self.id, owner: self.owner, packed: self.packed.to_vec() }
    }
}

fn in_one_go<S: Serializer>(bytes: &&[u8], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_bytes(bytes)
}

/// What the store holds of a page, no longer compressed.
pub(super) struct OpenPage(Vec<u8>);

impl OpenPage {
    pub fn of(stored: &[u8]) -> Result<Self, ViewError> {
        Ok(Self(unpress(stored, MAX_PAGE_BYTES).ok_or(Unreadable)?))
    }

    pub fn visits(&self) -> Result<Vec<LyingVisit<'_>>, ViewError> {
        Ok(decode_borrowed(&self.0)?)
    }
}

pub(super) fn encode_held(visits: &[HeldVisit]) -> Result<Vec<u8>, ViewError> {
    let lying: Vec<LyingVisit<'_>> = visits.iter().map(HeldVisit::lying).collect();
    press(&encode(&lying), ZSTD_LEVEL).map_err(ViewError::Pressing)
}

pub(super) fn decode_held(stored: &[u8]) -> Result<Vec<HeldVisit>, ViewError> {
    Ok(OpenPage::of(stored)?.visits()?.iter().map(LyingVisit::held).collect())
}

/// All visits of a page.
pub(super) fn decode_visits(stored: &[u8]) -> Result<Vec<PackedVisit>, ViewError> {
    OpenPage::of(stored)?.visits()?.iter().map(LyingVisit::open).collect()
}
