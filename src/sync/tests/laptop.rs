//! A laptop of the tests: keys, an archive in memory, a clock that ticks by hand.

use std::collections::BTreeSet;
use std::io::Cursor;
use std::ops::ControlFlow;

use ed25519_dalek::SigningKey;

use crate::log::{Channel, DeviceId, Existence, FeedId, FieldEdit, Payload, Roster, TeamId, encode, signing_key};
use crate::model::{DeviceRole, EXISTENCE, Kind, RecordId, Value};
use crate::sync::memory::Memory;
use crate::sync::{
    Archive, Arrival, Audience, Card, ExportError, Identity, ImportError, Progress, Sender, Summary, admit_by_root,
    changes_of, device_record, plan, read, write,
};

pub const START: i64 = 1_790_000_000_000;
pub const DAY: i64 = 24 * 3_600 * 1_000;

#[derive(Clone)]
pub struct Laptop {
    pub name: u8,
    pub key: SigningKey,
    pub identity: Identity,
    pub archive: Memory,
    pub incarnation: u64,
    pub number: u64,
    pub now: i64,
    salt: u64,
}

pub fn go(_: Progress) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

impl Laptop {
    /// A laptop that has not joined.
    pub fn new(name: u8) -> Self {
        Self::with_identity(name, Identity::generate())
    }

    pub fn with_identity(name: u8, identity: Identity) -> Self {
        let key = signing_key(&[name; 32]);
        let archive = Memory::new(DeviceId::of_key(&key.verifying_key().to_bytes()));
        Self { name, key, identity, archive, incarnation: u64::from(name), number: 0, now: START, salt: 0 }
    }

    /// A laptop whose holder founds a team.
    pub fn founder(name: u8) -> Self {
        Self::new(name).founding()
    }

    pub fn founding(self) -> Self {
        let mut laptop = self;
        let root = signing_key(&[200; 32]);
        let founding = admit_by_root(&root, &laptop.card(), DeviceRole::Steward, 1, START, [1; 16]);
        laptop.archive.keep(founding.team.0, founding.segment).unwrap();
        laptop.archive.keep_head(founding.head);
        laptop.archive.judge(founding.team);
        laptop
    }

    pub fn card(&self) -> Card {
        Card {
            signing_key: self.key.verifying_key().to_bytes(),
            sealing_key: self.identity.to_public().to_string(),
            holder: format!("Personne {}", self.name),
            code: format!("P{}", self.name),
            sector: vec!["09".parse().unwrap()],
        }
    }

    pub fn id(&self) -> DeviceId {
        self.archive.me()
    }

    pub fn team(&self) -> TeamId {
        self.archive.team().unwrap()
    }

    pub fn feed(&self, channel: Channel) -> FeedId {
        FeedId { device: self.id(), incarnation: self.incarnation, channel }
    }

    pub fn own_visits(&self) -> Channel {
        Channel::Visits(self.id())
    }

    /// Admits a laptop, as a steward (or, in vain, as anyone).
    pub fn admit(&mut self, other: &Self, role: DeviceRole, reads: &[&Self]) {
        let reads: BTreeSet<DeviceId> = reads.iter().map(|laptop| laptop.id()).collect();
        let record = device_record(&other.card(), role, &reads);
        let changes = changes_of(&record);
        let edits = changes.into_iter().map(|c| (c.tag, c.value.map(|value| value.to_bytes()))).collect();
        self.log(Channel::Team, other.id().record(), edits);
        self.archive.judge(self.team());
    }

    pub fn log(&mut self, channel: Channel, record: RecordId, values: Vec<(u16, Option<Vec<u8>>)>) {
        self.log_as(Kind::Device, channel, record, values);
    }

    fn log_as(&mut self, kind: Kind, channel: Channel, record: RecordId, values: Vec<(u16, Option<Vec<u8>>)>) {
        self.salt += 1;
        let salt_hash = blake3::hash(&[self.salt.to_le_bytes(), self.incarnation.to_le_bytes()].concat());
        let mut salt = [0; 16];
        salt.copy_from_slice(&salt_hash.as_bytes()[..16]);
        let existence = encode(&Existence { kind: kind.number(), here: true });
        let mut edits = vec![FieldEdit { tag: EXISTENCE, replaces: vec![], value: Some(existence) }];
        edits.extend(values.into_iter().map(|(tag, value)| FieldEdit { tag, replaces: vec![], value }));
        let payload = Payload { salt, edits }.to_bytes();
        let (author, feed) = (self.key.verifying_key().to_bytes(), self.feed(channel));
        self.archive.append(author, feed, self.now, record, payload);
    }

    /// Erases a record, as a steward (or, in vain, as anyone).
    pub fn erase(&mut self, record: RecordId) {
        let records = Value::Refs(vec![record]).to_bytes();
        let tag = Kind::Erasure.field("records").unwrap().tag;
        let id = RecordId::derived(&["erasure", &record.to_string()]);
        self.log_as(Kind::Erasure, Channel::Team, id, vec![(tag, Some(records))]);
        self.archive.judge(self.team());
    }

    /// One edit of some record on a channel, with a text in it.
    pub fn edit(&mut self, channel: Channel, text: &str) {
        let record = RecordId::derived(&["test", text]);
        self.log(channel, record, vec![(1, Some(text.as_bytes().to_vec()))]);
    }

    pub fn edits(&mut self, channel: Channel, count: usize) {
        (0..count).for_each(|n| self.edit(channel, &format!("{} {n} {}", self.name, self.salt)));
    }

    pub fn export(&mut self, audience: &Audience) -> Vec<u8> {
        self.try_export(audience, false).unwrap()
    }

    pub fn try_export(&mut self, audience: &Audience, full: bool) -> Result<Vec<u8>, ExportError> {
        self.number += 1;
        self.now += 1_000;
        let plan = plan(&self.archive, audience, full, self.now)?;
        let sender = Sender { key: &self.key, incarnation: self.incarnation, number: self.number, time: self.now };
        let mut bytes = Vec::new();
        let written = write(&plan, &self.archive, &sender, &mut bytes, &mut go)?;
        written.own_heads.into_iter().for_each(|head| self.archive.keep_head(head));
        self.archive.keep_receipt(written.receipt);
        Ok(bytes)
    }

    pub fn open<'a>(&self, bundle: &'a [u8]) -> Result<Arrival<Cursor<&'a [u8]>>, ImportError> {
        read(Cursor::new(bundle), &self.identity, &self.archive, &mut go)
    }

    pub fn import(&mut self, bundle: &[u8]) -> Result<Summary, ImportError> {
        let mut archive = self.archive.clone();
        let mut arrival = self.open(bundle)?;
        archive.commit(&mut arrival)?;
        let summary = arrival.summary;
        self.archive = archive;
        Ok(summary)
    }

    pub fn roster(&self) -> &Roster {
        self.archive.roster().unwrap()
    }
}

pub fn only(laptop: &Laptop) -> Audience {
    Audience::Devices(vec![laptop.id()])
}

/// A steward and two coordinators, all of whom have joined.
pub fn team_of_three() -> [Laptop; 3] {
    let mut head = Laptop::founder(1);
    let (mut a, mut b) = (Laptop::new(2), Laptop::new(3));
    head.admit(&a, DeviceRole::Field, &[]);
    head.admit(&b, DeviceRole::Field, &[]);
    let bundle = head.export(&Audience::Team);
    a.import(&bundle).unwrap();
    b.import(&bundle).unwrap();
    [head, a, b]
}
