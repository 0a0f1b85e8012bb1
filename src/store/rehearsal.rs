//! What the store would be after something was written: worked out in memory, and never written.

use std::cell::RefCell;
use std::sync::Arc;

use super::journal::{Bookmark, JournalError, Location, Position};
use super::views::{Changes, Frames, ViewError, Views};
use super::{Entry, Store, StoreError};
use crate::log::{decode, encode};

/// The file number of frames that are in no file: no journal gets so far.
const NOWHERE: u32 = u32::MAX;
/// How hard frames are pressed that wait in memory.
const LEVEL: i32 = 1;
/// Longest frame that is read back, in bytes.
const LONGEST: usize = super::journal::MAX_ENTRY_BYTES;

/// The store as it would be.
pub struct Rehearsal {
    pub views: Views,
    pub changes: Changes,
}

/// Frames that were not written, pressed, over those of the journal.
struct Imagined<'a> {
    real: &'a Store,
    pressed: Vec<Vec<u8>>,
    last: RefCell<Option<(Location, Arc<Vec<Entry>>)>>,
}

impl Imagined<'_> {
    fn at(number: usize) -> Location {
        Location { file: NOWHERE, offset: u32::try_from(number).unwrap_or(u32::MAX), index: 0 }
    }

    fn put(&mut self, entries: &[Entry]) -> Result<(), StoreError> {
        let bytes = encode(&entries);
        if bytes.len() > LONGEST {
            return Err(JournalError::TooLong(bytes.len()).into());
        }
        self.pressed.push(zstd::bulk::compress(&bytes, LEVEL)?);
        Ok(())
    }

    fn entries(&self, at: Location) -> Result<Vec<Entry>, ViewError> {
        let pressed = usize::try_from(at.offset).ok().and_then(|number| self.pressed.get(number));
        let bytes = pressed.and_then(|pressed| zstd::bulk::decompress(pressed, LONGEST).ok());
        let bytes = bytes.ok_or(ViewError::Disagree("a frame that was never written"))?;
        Ok(decode(&bytes)?)
    }
}

impl Frames for Imagined<'_> {
    fn frame(&self, at: Location) -> Result<Arc<Vec<Entry>>, ViewError> {
        if at.file != NOWHERE {
            return self.real.frame(at);
        }
        let mut last = self.last.borrow_mut();
        if let Some((_, frame)) = last.as_ref().filter(|(held, _)| *held == at) {
            return Ok(Arc::clone(frame));
        }
        let frame = Arc::new(self.entries(at)?);
        *last = Some((at, Arc::clone(&frame)));
        Ok(frame)
    }
}

impl Store {
    /// Does in memory what [`Store::append_large`] would do, over the views as they are. The store is only read.
    ///
    /// # Errors
    /// That of `write`, or [`StoreError`].
    pub fn rehearse<E: From<StoreError>>(
        &self,
        write: impl FnOnce(&mut dyn FnMut(Vec<Entry>) -> Result<(), E>) -> Result<(), E>,
    ) -> Result<Rehearsal, E> {
        let mut imagined = Imagined { real: self, pressed: Vec::new(), last: RefCell::default() };
        write(&mut |entries| Ok(imagined.put(&entries)?))?;
        Ok(self.rehearsed(&imagined)?)
    }

    fn rehearsed(&self, imagined: &Imagined<'_>) -> Result<Rehearsal, StoreError> {
        let mut views = self.views().overlaid()?;
        let frames = (0..imagined.pressed.len()).map(Imagined::at).map(|at| Ok((at, imagined.entries(at)?)));
        let end = Bookmark::unmarked(Position::before(Imagined::at(imagined.pressed.len())));
        let changes = views.apply(frames, || end, imagined)?;
        Ok(Rehearsal { views, changes })
    }
}
