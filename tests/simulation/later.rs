//! Laptops with a later version of the program: they write records of a kind, and fields, that nobody else knows. It is
//! another program altogether, over an archive in memory, so that the files alone are what the two have in common.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Cursor;

use maillage::log::{Channel, DeviceId, Existence, FeedId, FieldEdit, Payload, encode, signing_key};
use maillage::model::{DeviceRole, EXISTENCE, Kind, RecordId, Tag, Value};
use maillage::sync::memory::Memory;
use maillage::sync::{Audience, Card, Identity, Sender, plan, read, write};

use super::ledger::{Act, Known};
use super::trips::Stick;
use super::world::{World, go};

/// A kind and a field of a version to come.
const KIND: u16 = 900;
const TAG: Tag = 777;

pub struct Later {
    key: [u8; 32],
    identity: Identity,
    archive: Memory,
    device: DeviceId,
    bundles: u64,
    known: Known,
    held: Known,
}

impl Later {
    fn new(number: u8) -> Self {
        let key = [100 + number; 32];
        let device = DeviceId::of_key(&signing_key(&key).verifying_key().to_bytes());
        let archive = Memory::new(device);
        Self {
            key,
            identity: Identity::generate(),
            archive,
            device,
            bundles: 0,
            known: Known::new(),
            held: Known::new(),
        }
    }

    fn public(&self) -> [u8; 32] {
        signing_key(&self.key).verifying_key().to_bytes()
    }

    fn log(&mut self, time: i64, record: RecordId, kind: u16, salt: u64, value: &Value) {
        let edit = |tag, value| FieldEdit { tag, replaces: Vec::new(), value: Some(value) };
        let here = encode(&Existence { kind, here: true });
        let edits = vec![edit(EXISTENCE, here), edit(TAG, value.to_bytes())];
        let salt = [salt.to_le_bytes(), salt.to_be_bytes()].concat().try_into().unwrap();
        let feed = FeedId { device: self.device, incarnation: 1, channel: Channel::Common };
        self.archive.append(self.public(), feed, time, record, Payload { salt, edits }.to_bytes());
    }

    fn export(&mut self, to: DeviceId, time: i64) -> Vec<u8> {
        self.bundles += 1;
        let planned = plan(&self.archive, &Audience::Devices(vec![to]), false, time).unwrap();
        let key = signing_key(&self.key);
        let sender = Sender { key: &key, incarnation: 1, number: self.bundles, time };
        let mut bytes = Vec::new();
        let written = write(&planned, &self.archive, &sender, &mut bytes, &mut go).unwrap();
        written.own_heads.into_iter().for_each(|head| self.archive.keep_head(head));
        self.archive.keep_receipt(written.receipt);
        bytes
    }

    fn import(&mut self, bytes: &[u8]) -> usize {
        let mut next = self.archive.clone();
        let mut arrival = read(Cursor::new(bytes), &self.identity, &self.archive, &mut go).unwrap();
        next.commit(&mut arrival).unwrap();
        let gaps = arrival.summary.gaps().count();
        drop(arrival);
        self.archive = next;
        gaps
    }
}

impl World {
    /// Two of them, admitted like any other; they never meet.
    pub fn buy_later_ones(&mut self) {
        for number in 0..2 {
            let later = Later::new(number);
            let card = Card {
                signing_key: later.public(),
                sealing_key: later.identity.to_public().to_string(),
                holder: "Demain".into(),
                code: format!("LT{number}"),
                sector: Vec::new(),
            };
            let record = later.device.record();
            self.later.push(later);
            self.admit_card(0, &card, record, DeviceRole::Field);
            self.bring_to(0, usize::from(number));
        }
    }

    /// Somebody who knows one of them meets it: it has edited, each takes what the other has.
    pub fn meet_a_later_one(&mut self) {
        let later = self.dice.below(self.later.len());
        let members = self.members();
        let friend = self.dice.of(&members).unwrap();
        let admission = self.later[later].device.record();
        let knows = self.ledger.of(&admission, &self.laptops[friend].known).next().is_some();
        let revoked = !self.is_live(friend);
        if !knows || revoked || !self.laptops[friend].single {
            return;
        }
        self.edit_later(later);
        self.bring_to(friend, later);
        let device = self.laptops[friend].device;
        let heard = self.ledger.of(&device.record(), &self.later[later].known).next().is_some();
        if heard {
            self.bring_from(later, friend);
        }
    }

    fn edit_later(&mut self, later: usize) {
        let (number, time) = self.next_number();
        let value = Value::Text(self.dice.word());
        let one = &mut self.later[later];
        one.log(time, RecordId::derived(&["later", &number.to_string()]), KIND, number, &value);
        // A field of its own on a record that others know.
        let members: BTreeSet<RecordId> = one
            .known
            .iter()
            .map(|number| &self.ledger.acts[number])
            .filter(|act| act.kind == Kind::Member)
            .map(|act| act.record)
            .collect();
        self.count("edits of a later version");
        let Some(record) = self.dice.of(&members.into_iter().collect::<Vec<_>>()) else { return };
        let (number, time) = self.next_number();
        let one = &mut self.later[later];
        one.log(time, record, Kind::Member.number(), number, &value);
        one.known.insert(number);
        self.ledger.add(Act {
            number,
            author: one.device,
            kind: Kind::Member,
            record,
            owner: None,
            time,
            here: true,
            changes: BTreeMap::from([(TAG, Some(value))]),
            before: BTreeMap::new(),
            here_before: true,
            replaces: BTreeMap::new(),
        });
    }

    fn bring_to(&mut self, from: usize, later: usize) {
        let device = self.later[later].device;
        let stick = self.export(from, &Audience::Devices(vec![device]), false);
        let bytes = fs::read(&stick.path).unwrap();
        let gaps = self.later[later].import(&bytes);
        assert!(gaps == 0 || !stick.silent.is_empty(), "a later version is told of gaps");
        if gaps == 0 {
            self.later[later].known.extend(&stick.carries);
            self.later[later].held.extend(&stick.held);
        }
        let _ = fs::remove_file(&stick.path);
    }

    fn bring_from(&mut self, later: usize, to: usize) {
        let (number, time) = self.next_number();
        let path = self.path(&format!("{number}.maillage"));
        let device = self.laptops[to].device;
        let bytes = self.later[later].export(device, time);
        fs::write(&path, bytes).unwrap();
        let (carries, held) = (self.later[later].known.clone(), self.later[later].held.clone());
        self.hand_over(
            &Stick { path, recipients: vec![device], silent: vec![device], carries, held, has_gaps: false },
            to,
        );
    }

    pub fn later_ones_hand_in(&mut self, steward: usize) {
        for later in 0..self.later.len() {
            self.bring_to(steward, later);
            self.bring_from(later, steward);
        }
    }

    pub fn later_ones_take_home(&mut self, steward: usize) {
        (0..self.later.len()).for_each(|later| self.bring_to(steward, later));
    }

    /// They never met, and hold the same: what nobody between them could read has come through whole.
    pub fn later_ones_differ(&self) -> Option<String> {
        let held: Vec<_> = self.later.iter().map(|later| later.archive.op_ids(&Channel::Common)).collect();
        let of = |at: usize, device: DeviceId| held[at].iter().filter(|(feed, _)| feed.device == device).count();
        let both = self.later.iter().all(|later| of(0, later.device) == of(1, later.device));
        (held[0] != held[1] || !both).then(|| "two laptops of a later version hold different edits".to_owned())
    }
}
