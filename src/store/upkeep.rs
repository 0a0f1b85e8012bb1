//! What keeps a store sound and small: its views made anew, its journal written anew.

use std::ops::ControlFlow;
use std::sync::Arc;

use super::compaction::{Compacted, Compacting, Fate, Latest};
use super::journal::Reach;
use super::kv::MemoryKv;
use super::shelf::{FrameReader, OnReplay, ViewsIn, apply_all, unstopped};
use super::views::{ViewError, Views};
use super::{Entry, Store, StoreError};

/// Views of at most so many bytes are made again in memory to be compared; there they take some three times as much.
const REPLAYED_IN_MEMORY: u64 = 64 << 20;

impl Store {
    /// Flushes the views in the way that makes the next open fast.
    ///
    /// # Errors
    /// [`StoreError::Views`]; the journal is safe all the same.
    pub fn settle(&self) -> Result<(), StoreError> {
        Ok(self.views.kv().settle().map_err(ViewError::from)?)
    }

    /// Views made from the journal alone, in memory.
    pub(super) fn replay(&self, progress: OnReplay<'_>) -> Result<Views, StoreError> {
        let mut views = Views::open(Arc::new(MemoryKv::new()))?;
        apply_all(&mut views, &self.journal, &self.frames, progress)?;
        Ok(views)
    }

    /// What `look` says of views made from the journal alone: what the views on the disk are held against. Where they are
    /// too much for the memory they are made on the disk, beside those in use, if there is room.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn look_at_replay<T>(&self, look: impl FnOnce(&Views) -> T) -> Result<T, StoreError> {
        self.look_at_replay_within(REPLAYED_IN_MEMORY, look)
    }

    /// `most`: bytes of views that are made again in memory.
    pub(super) fn look_at_replay_within<T>(&self, most: u64, look: impl FnOnce(&Views) -> T) -> Result<T, StoreError> {
        let (shelf, keys) = (&self.shelf, self.vault.contents());
        let large = shelf.views_in == ViewsIn::Folder && self.views.kv().disk_bytes() > most;
        let beside = large.then(|| shelf.build_beside(keys, &self.journal, &self.frames, &unstopped).ok()).flatten();
        let views = match beside {
            Some(views) => views,
            None => self.replay(&unstopped)?,
        };
        let said = look(&views);
        drop(views);
        if large {
            // What cannot be removed now goes when the store is opened.
            let _ = shelf.folders.tidy();
        }
        Ok(said)
    }

    /// Writes the journal anew without what no longer counts: superseded drafts, settings and receipts, and what
    /// `rewrite` says. The views are made anew, since everything has moved. `progress` is told bytes of the journal, done
    /// and in all, then those of the views made anew.
    ///
    /// # Errors
    /// [`StoreError`]: each file is then the former one or the new one; what counted still counts.
    pub fn compact(
        &mut self,
        reach: Reach,
        rewrite: &dyn Fn(&Entry) -> Fate,
        progress: &dyn Fn(Compacting),
    ) -> Result<Compacted, StoreError> {
        let mut compacted = Compacted { before: self.journal.reader().bytes(), ..Compacted::default() };
        let done = self.compact_files(reach, rewrite, progress, &mut compacted);
        if compacted.files > 0 {
            self.frames = FrameReader::new(self.journal.reader());
            self.take_views_anew(&|at| {
                progress(Compacting::Views { done: at.done, total: at.total });
                ControlFlow::Continue(())
            })?;
        }
        compacted.after = self.journal.reader().bytes();
        done.map(|()| compacted)
    }

    fn compact_files(
        &mut self,
        reach: Reach,
        rewrite: &dyn Fn(&Entry) -> Fate,
        progress: &dyn Fn(Compacting),
        compacted: &mut Compacted,
    ) -> Result<(), StoreError> {
        let files = self.journal.compactable(reach)?;
        let latest = Latest::of(&self.journal, self.views.cleared().records())?;
        let fate = |at, bytes: &[u8]| latest.fate(at, bytes, rewrite);
        for (done, number) in (0..).zip(&files) {
            progress(Compacting::Journal { done, files: files.len() as u64 });
            let Some(rewritten) = self.journal.rewrite(*number, reach, &fate)? else { continue };
            compacted.files += 1;
            if compacted.files == 1 {
                self.epoch += 1;
                // places change: from here on the views on the disk must not be believed, whatever happens
                self.views = Views::open(Arc::new(MemoryKv::new()))?;
                self.shelf.folders.set_aside()?;
            }
            if rewritten.met_damage {
                self.vault.take_new_incarnation()?;
            }
            self.journal.swap_in(rewritten)?;
        }
        Ok(())
    }

    /// Drops the views and makes them anew from the journal. What of it is damaged is stepped over, in a new
    /// incarnation.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn rebuild(&mut self) -> Result<(), StoreError> {
        self.epoch += 1;
        self.views = self.rebuilt(&unstopped)?;
        Ok(())
    }
}
