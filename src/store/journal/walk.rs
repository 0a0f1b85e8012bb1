//! Walks the frames of one file, over damage if need be.

use std::sync::Arc;

use super::super::{DiskError, disk::DiskFile};
use super::file::FileId;
use super::frame::{FrameSeal, PREFIX_BYTES, Place, Prefix};

/// Read at once when frames are read one after the other.
const WINDOW_BYTES: usize = 256 << 10;

/// What a step meets.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Step {
    Frame {
        offset: u32,
        plaintext: Vec<u8>,
    },
    /// The stretch `from..to` holds no frame that opens.
    Damage {
        from: u32,
        to: u32,
    },
    /// The file ends inside the frame that starts at `from`.
    Torn {
        from: u32,
    },
    End,
}

/// Walks the frames of one file.
#[derive(Debug)]
pub(super) struct Walker {
    seal: FrameSeal,
    id: FileId,
    window: Window,
    offset: u32,
    /// Number of the frame at `offset`; unknown when starting in the middle.
    number: Option<u32>,
}

impl Walker {
    /// From `offset`, where frame `number` starts, to `end` or the end of the file if that comes first.
    pub fn new(seal: FrameSeal, id: FileId, file: Arc<DiskFile>, offset: u32, number: Option<u32>, end: u32) -> Self {
        Self { seal, id, window: Window { file, start: 0, bytes: Vec::new(), end }, offset, number }
    }

    /// Where the next frame starts, and its number.
    pub fn reached(&self) -> (u32, Option<u32>) {
        (self.offset, self.number)
    }

    pub fn step(&mut self) -> Result<Step, DiskError> {
        let from = self.offset;
        let left = self.window.end.saturating_sub(from);
        if left == 0 {
            return Ok(Step::End);
        }
        if (left as usize) < PREFIX_BYTES {
            self.offset = self.window.end;
            return Ok(Step::Torn { from });
        }
        let Some(prefix) = self.prefix(from)? else { return self.resume_after(from) };
        if prefix.frame_bytes() > left {
            self.offset = self.window.end;
            return Ok(Step::Torn { from });
        }
        let Some(plaintext) = self.open(from, prefix)? else { return self.skip(from, prefix) };
        self.passed(from, prefix);
        Ok(Step::Frame { offset: from, plaintext })
    }

    fn passed(&mut self, offset: u32, prefix: Prefix) {
        self.offset = offset.saturating_add(prefix.frame_bytes());
        self.number = Some(prefix.number.saturating_add(1));
    }

    /// The prefix at `offset`, if it is one and of the frame that is due.
    fn prefix(&mut self, offset: u32) -> Result<Option<Prefix>, DiskError> {
        let prefix = Prefix::parse(self.window.get(offset, PREFIX_BYTES)?);
        Ok(prefix.filter(|prefix| self.number.is_none_or(|due| due == prefix.number)))
    }

    fn open(&mut self, offset: u32, prefix: Prefix) -> Result<Option<Vec<u8>>, DiskError> {
        let place = Place { file: self.id, offset, number: prefix.number };
        let frame = self.window.get(offset, prefix.frame_bytes() as usize)?;
        Ok(self.seal.open(place, frame.get(PREFIX_BYTES..).unwrap_or_default()))
    }

    /// A frame that does not open: its prefix says where the next one starts, if it tells the truth.
    fn skip(&mut self, from: u32, prefix: Prefix) -> Result<Step, DiskError> {
        let before = (self.offset, self.number);
        self.passed(from, prefix);
        let to = self.offset;
        let left = self.window.end.saturating_sub(to) as usize;
        if left == 0 || (left >= PREFIX_BYTES && self.prefix(to)?.is_some()) {
            return Ok(Step::Damage { from, to });
        }
        (self.offset, self.number) = before;
        self.resume_after(from)
    }

    /// Looks for the next frame that opens, byte by byte; the checksum of prefixes makes it quick.
    fn resume_after(&mut self, from: u32) -> Result<Step, DiskError> {
        let end = self.window.end;
        for offset in from.saturating_add(1)..=end.saturating_sub(PREFIX_BYTES as u32) {
            let Some(prefix) = Prefix::parse(self.window.get(offset, PREFIX_BYTES)?) else { continue };
            let fits = prefix.frame_bytes() <= end.saturating_sub(offset);
            if fits && self.open(offset, prefix)?.is_some() {
                (self.offset, self.number) = (offset, Some(prefix.number));
                return Ok(Step::Damage { from, to: offset });
            }
        }
        (self.offset, self.number) = (end, None);
        Ok(Step::Damage { from, to: end })
    }
}

/// A stretch of a file held in memory, moved along as it is read.
#[derive(Debug)]
struct Window {
    file: Arc<DiskFile>,
    start: u32,
    bytes: Vec<u8>,
    /// Nothing is read past this.
    end: u32,
}

impl Window {
    /// `len` bytes from `offset`; the caller has seen that they are before the end.
    fn get(&mut self, offset: u32, len: usize) -> Result<&[u8], DiskError> {
        if self.range(offset, len).is_none() {
            let left = self.end.saturating_sub(offset) as usize;
            self.bytes.resize(len.max(WINDOW_BYTES).min(left), 0);
            self.start = offset;
            if let Err(error) = self.file.read_at(offset.into(), &mut self.bytes) {
                self.bytes.clear();
                return Err(error);
            }
        }
        let range = self.range(offset, len).unwrap_or_default();
        Ok(self.bytes.get(range).unwrap_or_default())
    }

    fn range(&self, offset: u32, len: usize) -> Option<std::ops::Range<usize>> {
        let from = offset.checked_sub(self.start)? as usize;
        let to = from.checked_add(len)?;
        (to <= self.bytes.len()).then_some(from..to)
    }
}
