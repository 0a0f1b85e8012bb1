//! From a plan to a bundle.

use std::io::{self, Write};
use std::ops::ControlFlow;
use std::sync::mpsc::{self, SyncSender};
use std::thread;

use age::x25519::Recipient;
use ed25519_dalek::SigningKey;

use super::bundle::{CHUNK_BYTES, Entry, FORMAT, Framer, Kind, MAX_CHUNK_OPS, MAX_ENTRIES, Manifest, Sealer};
use super::{Archive, ArchiveError, Plan, Progress, Run};
use crate::log::{Body, DeviceId, FeedId, Incarnation, Op, Receipt, SignedHead, Tip};

/// Sections that wait between the thread that makes them and the one that seals them: at most 4 MiB or so.
const WAITING: usize = 4;

/// A bundle that was not made.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    #[error("this device has not joined a team")]
    NoTeam,
    #[error("{0:?} is not, or no longer, in the team")]
    NotInTeam(DeviceId),
    /// Nobody else is in the audience.
    #[error("nobody to make a bundle for")]
    Nobody,
    #[error("more recipients or feeds than a bundle can hold")]
    TooMany,
    #[error("the sealing key of {0:?} cannot be used")]
    BadSealingKey(DeviceId),
    /// What the store gave is not the chain that it says it holds.
    #[error("the edits of {feed:?} after {after:?} do not lead to where they should")]
    BrokenChain { feed: Box<FeedId>, after: Tip },
    #[error(transparent)]
    Archive(#[from] ArchiveError),
    #[error("writing: {0}")]
    Write(#[from] io::Error),
    /// The person stopped it.
    #[error("stopped")]
    Stopped,
}

/// Who writes, and the bundle's number and time, which are also those of the receipt in it.
pub struct Sender<'k> {
    pub key: &'k SigningKey,
    pub incarnation: Incarnation,
    /// Higher than that of every bundle or receipt of this incarnation so far.
    pub number: u64,
    /// UTC milliseconds.
    pub time: i64,
}

/// What was written, for the workspace to remember.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Written {
    pub ops: u64,
    /// Heads of this device's own feeds, signed for this bundle.
    pub own_heads: Vec<SignedHead>,
    /// This device's receipt.
    pub receipt: Receipt,
}

/// Writes a bundle. Memory stays bounded: a chunk is read, put in columns and forgotten, while another thread
/// compresses and seals the one before. `progress` is told after each chunk, and may stop it.
///
/// # Errors
/// [`ExportError`]; what was written by then is no bundle.
pub fn write<A: Archive, W: Write + Send>(
    plan: &Plan,
    archive: &A,
    sender: &Sender<'_>,
    to: W,
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<Written, ExportError> {
    let (send, receive) = mpsc::sync_channel::<Vec<u8>>(WAITING);
    thread::scope(|scope| {
        let sealing = scope.spawn(move || seal(to, &plan.sealing_keys, receive));
        let mut maker = Maker { plan, archive, sender, send, framer: Framer::new(plan.team), done: 0 };
        let made = maker.make(progress);
        let finished = made.and_then(|written| maker.seal().map(|()| written));
        let sealed = sealing.join().unwrap_or_else(|_| Err(io::Error::other("sealing stopped")));
        match (sealed, finished) {
            // A disk that failed is why making stopped.
            (Err(error), _) => Err(error.into()),
            (Ok(()), finished) => finished,
        }
    })
}

fn seal<W: Write>(to: W, recipients: &[Recipient], sections: mpsc::Receiver<Vec<u8>>) -> io::Result<()> {
    let mut sealer = Sealer::new(to, recipients)?;
    sections.into_iter().try_for_each(|section| sealer.write_all(&section))?;
    sealer.finish().map(drop)
}

struct Maker<'a, A> {
    plan: &'a Plan,
    archive: &'a A,
    sender: &'a Sender<'a>,
    send: SyncSender<Vec<u8>>,
    framer: Framer,
    done: u64,
}

impl<A: Archive> Maker<'_, A> {
    fn make(&mut self, progress: &mut dyn FnMut(Progress) -> ControlFlow<()>) -> Result<Written, ExportError> {
        let receipt = self.receipt();
        let mut receipts = self.plan.receipts.clone();
        receipts.push((self.sender.key.verifying_key().to_bytes(), receipt.clone()));
        let receipts_body = Framer::receipts_body(&receipts);
        if receipts_body.len() > Kind::Receipts.limit() || self.plan.runs.len() > MAX_ENTRIES {
            return Err(ExportError::TooMany);
        }
        let entries: Vec<Entry> = self.plan.runs.iter().map(|run| self.entry(run)).collect();
        let own = entries.iter().filter(|entry| entry.feed().device == self.plan.sender);
        let own_heads = own.map(|entry| entry.head.clone()).collect();
        let manifest = self.manifest(*blake3::hash(&receipts_body).as_bytes(), entries);
        let section = self.framer.manifest(&manifest, self.sender.key);
        self.send(section)?;
        let section = self.framer.section(Kind::Receipts, &receipts_body);
        self.send(section)?;
        for addition in &self.plan.additions {
            let section = self.framer.section(Kind::Optional(addition.kind), &addition.body);
            self.send(section)?;
        }
        for (number, run) in (0_u32..).zip(&self.plan.runs) {
            self.run(number, run, progress)?;
        }
        Ok(Written { ops: self.done, own_heads, receipt })
    }

    /// The seal is what makes the file a bundle; after it the other thread ends the file.
    fn seal(self) -> Result<(), ExportError> {
        let section = self.framer.seal(self.sender.key);
        self.send.send(section).map_err(|_| ExportError::Stopped)
    }

    fn receipt(&self) -> Receipt {
        let unsigned = Receipt {
            device: self.plan.sender,
            incarnation: self.sender.incarnation,
            number: self.sender.number,
            time: self.sender.time,
            frontier: self.plan.frontier.clone(),
            signature: Vec::new(),
        };
        Receipt::sign(self.sender.key, &self.plan.team, unsigned)
    }

    fn entry(&self, run: &Run) -> Entry {
        let sign = || SignedHead::sign(self.sender.key, &self.plan.team, run.feed, run.up_to);
        let head = run.head.clone().unwrap_or_else(sign);
        Entry { author: run.author, follows: run.after, ops: run.ops(), head }
    }

    fn manifest(&self, receipts: [u8; 32], entries: Vec<Entry>) -> Manifest {
        Manifest {
            format: FORMAT,
            team: self.plan.team,
            sender: self.plan.sender,
            sender_key: self.sender.key.verifying_key().to_bytes(),
            incarnation: self.sender.incarnation,
            number: self.sender.number,
            time: self.sender.time,
            audience: self.plan.audience,
            recipients: self.plan.recipients.clone(),
            full: self.plan.full,
            receipts,
            entries,
        }
    }

    /// The ops of one run, in chunks. The chain is computed again on the way: better to learn here that the store
    /// is damaged than to let everyone else refuse the file.
    fn run(
        &mut self,
        number: u32,
        run: &Run,
        progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
    ) -> Result<(), ExportError> {
        let mut at = run.after;
        while at != run.up_to {
            let broken = || ExportError::BrokenChain { feed: Box::new(run.feed), after: at };
            let segment = self.archive.segment(&run.feed, at, run.up_to, MAX_CHUNK_OPS).map_err(ArchiveError::new)?;
            let tips = segment.tips().map_err(|_| broken())?;
            let last = *tips.last().ok_or_else(broken)?;
            if segment.feed != run.feed || segment.follows != at || last.seq > run.up_to.seq {
                return Err(broken());
            }
            for ops in chunks(&segment.ops) {
                let section = self.framer.chunk(number, ops);
                self.send(section)?;
                self.done += ops.len() as u64;
                if progress(Progress { done: self.done, total: self.plan.ops() }).is_break() {
                    return Err(ExportError::Stopped);
                }
            }
            if last.seq == run.up_to.seq && last != run.up_to {
                return Err(broken());
            }
            at = last;
        }
        Ok(())
    }

    /// Fails where the other thread has stopped; its own error says why.
    fn send(&self, section: Vec<u8>) -> Result<(), ExportError> {
        self.send.send(section).map_err(|_| ExportError::Stopped)
    }
}

/// Runs of at most [`MAX_CHUNK_OPS`] ops and, but for the last op of each, [`CHUNK_BYTES`].
fn chunks(ops: &[Op]) -> impl Iterator<Item = &[Op]> {
    let mut rest = ops;
    std::iter::from_fn(move || {
        let mut bytes = 0;
        let fits = |op: &&Op| {
            let before = bytes;
            bytes += weight(op);
            before < CHUNK_BYTES
        };
        let count = rest.iter().take_while(fits).count().min(MAX_CHUNK_OPS);
        let (chunk, left) = rest.split_at_checked(count)?;
        rest = left;
        (!chunk.is_empty()).then_some(chunk)
    })
}

/// About the bytes that an op takes in a chunk: its body, its record, its time and length.
fn weight(op: &Op) -> usize {
    let body = match &op.body {
        Body::Payload(bytes) => bytes.len(),
        Body::Erased(digest) => digest.len(),
    };
    body + 32
}
