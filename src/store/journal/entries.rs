//! All entries in order, a frame in memory at a time.

use super::file::FileKind;
use super::index::FileInfo;
use super::large::Block;
use super::reader::Reader;
use super::walk::{Step, Walker};
use super::{Damage, JournalError, Location, Position};

/// Entries in order, with where they are. Damage comes as an error in its place; what follows it comes after.
#[derive(Debug)]
pub struct Entries {
    reader: Reader,
    /// Nothing before it is given.
    start: Position,
    /// The only file, if only one is read.
    only: Option<u32>,
    /// Whether damage that is known already is passed over.
    quiet: bool,
    /// Files up to this number are done.
    done: u32,
    file: Option<OpenFile>,
    /// The block that is being given out: where it starts, its entries, the next one.
    block: Option<(u32, Block, usize)>,
}

#[derive(Debug)]
struct OpenFile {
    info: FileInfo,
    walker: Walker,
}

type Entry = Result<(Location, Vec<u8>), JournalError>;

impl Entries {
    pub(super) fn from(reader: Reader, start: Position) -> Self {
        let done = start.file.saturating_sub(1);
        Self { reader, start, only: None, quiet: true, done, file: None, block: None }
    }

    pub(super) fn all(reader: Reader) -> Self {
        Self { quiet: false, ..Self::from(reader, Position::START) }
    }

    pub(super) fn of_file(reader: Reader, number: u32) -> Self {
        let done = number.saturating_sub(1);
        Self { only: Some(number), done, ..Self::all(reader) }
    }

    /// Opens the next file that has frames; false if there is none.
    fn open_next(&mut self) -> Result<bool, JournalError> {
        let Some(from) = self.done.checked_add(1) else { return Ok(false) };
        let wanted = |info: &&FileInfo| info.is_readable() && self.only.is_none_or(|only| only == info.id.number);
        let Some(info) = self.reader.files.range(from..).map(|file| file.1).find(wanted).cloned() else {
            self.done = u32::MAX;
            return Ok(false);
        };
        self.done = info.id.number;
        let offset = if info.id.number == self.start.file { self.start.offset } else { 0 };
        let walker = self.reader.walker(&info, offset)?;
        self.file = Some(OpenFile { info, walker });
        Ok(true)
    }

    /// The next entry of the block that is being given out.
    fn next_of_block(&mut self) -> Option<Entry> {
        let (offset, block, next) = self.block.as_mut()?;
        let found = block.entry(*next).map(<[u8]>::to_vec);
        let location = Location { file: self.done, offset: *offset, index: u16::try_from(*next).unwrap_or(u16::MAX) };
        *next += 1;
        if found.is_none() {
            self.block = None;
        }
        found.map(|entry| Ok((location, entry)))
    }

    /// One step in the open file: an entry, damage, or nothing to give yet.
    fn step(&mut self) -> Result<Option<Entry>, JournalError> {
        let Some(OpenFile { info, walker }) = self.file.as_mut() else { return Ok(None) };
        let end = info.end;
        match walker.step()? {
            Step::Frame { offset, plaintext } => Ok(self.frame(offset, plaintext)),
            Step::Damage { from, to } => Ok(self.damage(from, to)),
            // the end is known: a frame that passes it, or bytes that are not there, were lost
            Step::Torn { from } => Ok(self.last_damage(from, end)),
            Step::End => {
                let from = walker.reached().0;
                Ok(if from < end { self.last_damage(from, end) } else { self.close() })
            }
        }
    }

    fn frame(&mut self, offset: u32, plaintext: Vec<u8>) -> Option<Entry> {
        let location = Location { file: self.done, offset, index: 0 };
        if self.file.as_ref()?.info.kind == FileKind::Entries {
            return (Position::before(location) >= self.start).then_some(Ok((location, plaintext)));
        }
        let Some(block) = Block::decode(&plaintext) else {
            let to = self.file.as_ref()?.walker.reached().0;
            return self.damage(offset, to);
        };
        let here = (self.start.file, self.start.offset) == (location.file, offset);
        self.block = Some((offset, block, if here { self.start.index.into() } else { 0 }));
        None
    }

    fn damage(&self, from: u32, to: u32) -> Option<Entry> {
        let damage = Damage { file: self.done, from, to };
        let known = self.file.as_ref().is_some_and(|file| file.info.knows(damage));
        (!(self.quiet && known)).then_some(Err(JournalError::Damaged(damage)))
    }

    fn last_damage(&mut self, from: u32, to: u32) -> Option<Entry> {
        let damage = self.damage(from, to);
        self.file = None;
        damage
    }

    fn close(&mut self) -> Option<Entry> {
        self.file = None;
        None
    }
}

impl Iterator for Entries {
    type Item = Entry;

    fn next(&mut self) -> Option<Entry> {
        loop {
            if let Some(entry) = self.next_of_block() {
                return Some(entry);
            }
            let stepped = if self.file.is_some() {
                self.step()
            } else {
                match self.open_next() {
                    Ok(true) => Ok(None),
                    Ok(false) => return None,
                    Err(error) => Err(error),
                }
            };
            match stepped {
                Ok(Some(entry)) => return Some(entry),
                Ok(None) => {}
                // the disk does not give the rest of this file
                Err(error) => {
                    self.file = None;
                    return Some(Err(error));
                }
            }
        }
    }
}
