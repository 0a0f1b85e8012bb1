//! Export and import of 100,000 edits of visits, beside `zstd -3` piped into age on the same bytes in the same run.

use std::io::{Cursor, Read, Write};
use std::ops::ControlFlow;

use age::x25519::Identity;
use maillage::log::{DeviceId, signing_key};
use maillage::model::DeviceRole;
use maillage::sync::memory::{Memory, log_visits};
use maillage::sync::{Audience, Card, Sender, admit_by_root, plan, read, write};

const OPS: usize = 100_000;
const NOW: i64 = 1_790_000_000_000;

fn main() {
    let stage = Stage::set();
    let each = stage.bundle.len() as f64 / OPS as f64;
    println!(
        "{OPS} ops: {} bytes of sections, {} bytes of bundle, {each:.1} an op",
        stage.inner.len(),
        stage.bundle.len()
    );
    divan::main();
}

/// A steward with 100,000 ops, and the same steward's empty laptop.
struct Stage {
    key: ed25519_dalek::SigningKey,
    identity: Identity,
    full: Memory,
    empty: Memory,
    bundle: Vec<u8>,
    inner: Vec<u8>,
}

impl Stage {
    fn set() -> Self {
        let key = signing_key(&[1; 32]);
        let identity = Identity::generate();
        let author = key.verifying_key().to_bytes();
        let card = Card {
            signing_key: author,
            sealing_key: identity.to_public().to_string(),
            holder: "Mesure".into(),
            code: "MES".into(),
            sector: vec![],
        };
        let founding = admit_by_root(&signing_key(&[2; 32]), &card, DeviceRole::Steward, 1, NOW, [0; 16]);
        let mut empty = Memory::new(DeviceId::of_key(&author));
        empty.keep(founding.team.0, founding.segment).unwrap();
        empty.keep_head(founding.head);
        empty.judge(founding.team);
        let mut full = empty.clone();
        log_visits(&mut full, author, OPS, 1);
        let mut stage = Self { key, identity, full, empty, bundle: Vec::new(), inner: Vec::new() };
        stage.bundle = stage.export();
        stage.inner = stage.inflate();
        stage
    }

    fn export(&self) -> Vec<u8> {
        let me = DeviceId::of_key(&self.key.verifying_key().to_bytes());
        let plan = plan(&self.full, &Audience::Devices(vec![me]), true, NOW).unwrap();
        let sender = Sender { key: &self.key, incarnation: 7, number: 1, time: NOW };
        let mut bytes = Vec::new();
        write(&plan, &self.full, &sender, &mut bytes, &mut |_| ControlFlow::Continue(())).unwrap();
        bytes
    }

    fn import(&self) -> usize {
        let mut go = |_| ControlFlow::Continue(());
        let mut arrival = read(Cursor::new(&self.bundle), &self.identity, &self.empty, &mut go).unwrap();
        let mut ops = 0;
        let count = |segment: maillage::log::Segment| {
            ops += segment.ops.len();
            Ok::<(), std::convert::Infallible>(())
        };
        arrival.deliver(count).unwrap();
        ops
    }

    fn inflate(&self) -> Vec<u8> {
        let start = self.bundle.iter().position(|byte| *byte == b'\n').unwrap() + 1;
        let unsealed = age::Decryptor::new_buffered(&self.bundle[start..])
            .unwrap()
            .decrypt(std::iter::once(&self.identity as &dyn age::Identity))
            .unwrap();
        let mut inner = Vec::new();
        zstd::Decoder::new(unsealed).unwrap().read_to_end(&mut inner).unwrap();
        inner
    }

    fn zstd_into_age(&self) -> Vec<u8> {
        let to = self.identity.to_public();
        let sealed = age::Encryptor::with_recipients(std::iter::once(&to as &dyn age::Recipient)).unwrap();
        let mut zstd = zstd::Encoder::new(sealed.wrap_output(Vec::new()).unwrap(), 3).unwrap();
        zstd.write_all(&self.inner).unwrap();
        zstd.finish().unwrap().finish().unwrap()
    }
}

fn measured<T>(bencher: divan::Bencher<'_, '_>, what: impl Fn(&Stage) -> T + Sync) {
    let stage = Stage::set();
    bencher.counter(divan::counter::BytesCount::of_slice(&stage.inner)).bench(|| what(&stage));
}

#[divan::bench(sample_count = 10)]
fn export(bencher: divan::Bencher<'_, '_>) {
    measured(bencher, Stage::export);
}

#[divan::bench(sample_count = 10)]
fn export_peer_zstd_into_age(bencher: divan::Bencher<'_, '_>) {
    measured(bencher, Stage::zstd_into_age);
}

#[divan::bench(sample_count = 10)]
fn import(bencher: divan::Bencher<'_, '_>) {
    measured(bencher, Stage::import);
}

#[divan::bench(sample_count = 10)]
fn import_peer_age_into_zstd(bencher: divan::Bencher<'_, '_>) {
    measured(bencher, Stage::inflate);
}
