//! The one place that touches the disk: everything durable is written, synced and renamed here.
//!
//! Files are 0600 and folders 0700 on Unix. A [`Watcher`] sees every operation before it happens and may make it fail,
//! so that tests can fill the disk, break a sync or record what was written in which order.

#[cfg(test)]
pub(crate) mod faults;
mod file;

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use file::DiskFile;

/// What was being done when the disk failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doing {
    Open,
    Create,
    Read,
    Write,
    Sync,
    Rename,
    Remove,
    Cut,
    List,
}

/// A disk operation that failed: what, where, why.
#[derive(Debug, thiserror::Error)]
#[error("{doing:?} {path}: {source}", path = path.display())]
pub struct DiskError {
    pub doing: Doing,
    pub path: PathBuf,
    pub source: io::Error,
}

impl DiskError {
    pub(crate) fn at(doing: Doing, path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self { doing, path, source }
    }

    /// Whether the disk, or this person's share of it, is full.
    pub fn is_full(&self) -> bool {
        matches!(self.source.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded)
    }

    /// Whether what was asked for does not exist.
    pub fn is_missing(&self) -> bool {
        self.source.kind() == io::ErrorKind::NotFound
    }
}

/// An operation that is about to happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DiskOp<'a> {
    Create(&'a Path),
    Read { path: &'a Path, offset: u64, len: usize },
    Write { path: &'a Path, offset: u64, bytes: &'a [u8] },
    Sync(&'a Path),
    SyncFolder(&'a Path),
    Rename { from: &'a Path, to: &'a Path },
    Remove(&'a Path),
    Cut { path: &'a Path, len: u64 },
}

/// An operation made to fail: of a write, the first `written` bytes reach the file all the same.
#[derive(Debug)]
pub struct Fault {
    pub error: io::Error,
    pub written: usize,
}

/// Sees every operation before it happens, and may refuse it.
pub trait Watcher: Send + Sync {
    fn before(&self, op: DiskOp<'_>) -> Result<(), Fault>;
}

/// The disk, or the disk under a watcher's eye. Cheap to clone.
#[derive(Clone, Default)]
pub struct Disk {
    watcher: Option<Arc<dyn Watcher>>,
    unsynced: bool,
}

impl std::fmt::Debug for Disk {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(if self.watcher.is_some() { "Disk (watched)" } else { "Disk" })
    }
}

impl Disk {
    /// The disk as it is.
    pub fn real() -> Self {
        Self::default()
    }

    /// The disk under a watcher's eye.
    pub fn watched(watcher: Arc<dyn Watcher>) -> Self {
        Self { watcher: Some(watcher), ..Self::default() }
    }

    /// The disk as it is, but nothing waits for it: a power cut may lose anything. For simulations, where thousands of
    /// stores write and none outlives the run; never for real data.
    pub fn unsynced() -> Self {
        Self { unsynced: true, ..Self::default() }
    }

    /// A sync, which a watcher sees even where it is skipped.
    fn sync(&self, op: DiskOp<'_>, path: &Path, act: impl FnOnce() -> io::Result<()>) -> Result<(), DiskError> {
        self.run(op, Doing::Sync, path, || if self.unsynced { Ok(()) } else { act() })
    }

    fn before(&self, op: DiskOp<'_>) -> Result<(), Fault> {
        self.watcher.as_ref().map_or(Ok(()), |watcher| watcher.before(op))
    }

    fn run<T>(
        &self,
        op: DiskOp<'_>,
        doing: Doing,
        path: &Path,
        act: impl FnOnce() -> io::Result<T>,
    ) -> Result<T, DiskError> {
        self.before(op).map_err(|fault| fault.error).and_then(|()| act()).map_err(DiskError::at(doing, path))
    }

    /// Makes a folder and those above it, for its owner's eyes only. One that stands already is left as it is.
    pub fn create_folder(&self, path: &Path) -> Result<(), DiskError> {
        if path.as_os_str().is_empty() || path.is_dir() {
            return Ok(());
        }
        let parent = path.parent().unwrap_or(Path::new(""));
        self.create_folder(parent)?;
        self.run(DiskOp::Create(path), Doing::Create, path, || folder_builder().create(path))?;
        self.sync_folder(parent)
    }

    /// A new empty file, written at its end; refused if one stands there.
    pub fn create(&self, path: &Path) -> Result<DiskFile, DiskError> {
        let open = || private(OpenOptions::new().read(true).write(true).create_new(true)).open(path);
        let file = self.run(DiskOp::Create(path), Doing::Create, path, open)?;
        Ok(DiskFile::new(self.clone(), file, path, 0))
    }

    /// A file that stands already, to be read and written at its end.
    pub fn open_to_write(&self, path: &Path) -> Result<DiskFile, DiskError> {
        let file = OpenOptions::new().read(true).write(true).open(path).map_err(DiskError::at(Doing::Open, path))?;
        DiskFile::opened(self.clone(), file, path)
    }

    /// A file that stands already, to be read.
    pub fn open_to_read(&self, path: &Path) -> Result<DiskFile, DiskError> {
        let file = File::open(path).map_err(DiskError::at(Doing::Open, path))?;
        DiskFile::opened(self.clone(), file, path)
    }

    /// The whole of a small file; one longer than `limit` bytes is refused before any of it is kept.
    pub fn read(&self, path: &Path, limit: usize) -> Result<Vec<u8>, DiskError> {
        self.run(DiskOp::Read { path, offset: 0, len: limit }, Doing::Read, path, || {
            let file = File::open(path)?;
            let mut bytes = Vec::new();
            file.take(limit as u64 + 1).read_to_end(&mut bytes)?;
            if bytes.len() > limit { Err(io::ErrorKind::FileTooLarge.into()) } else { Ok(bytes) }
        })
    }

    /// Puts a whole file in place of what stood there: temporary file, sync, rename, sync of the folder.
    /// On an error what stood there still stands, or the new file does; never half of one.
    pub fn replace(&self, path: &Path, bytes: &[u8]) -> Result<(), DiskError> {
        let temporary = with_suffix(path, ".part");
        self.remove_if_there(&temporary)?;
        let written = self.create(&temporary).and_then(|mut file| {
            file.append(bytes)?;
            file.sync()
        });
        if let Err(error) = written {
            // what is left is a leftover: removed at the next replace
            let _ = self.remove_if_there(&temporary);
            return Err(error);
        }
        self.rename(&temporary, path)
    }

    /// Renames, over what may stand there, and syncs the folder it now stands in.
    pub fn rename(&self, from: &Path, to: &Path) -> Result<(), DiskError> {
        self.run(DiskOp::Rename { from, to }, Doing::Rename, to, || fs::rename(from, to))?;
        to.parent().map_or(Ok(()), |folder| self.sync_folder(folder))
    }

    /// Removes a file; that it was not there is no error.
    pub fn remove_if_there(&self, path: &Path) -> Result<(), DiskError> {
        self.run(DiskOp::Remove(path), Doing::Remove, path, || missing_is_fine(fs::remove_file(path)))
    }

    /// Removes a folder and all that is in it; that it was not there is no error.
    pub fn remove_folder(&self, path: &Path) -> Result<(), DiskError> {
        self.run(DiskOp::Remove(path), Doing::Remove, path, || missing_is_fine(fs::remove_dir_all(path)))
    }

    /// Makes renames, creations and removals in a folder survive a power cut.
    pub fn sync_folder(&self, path: &Path) -> Result<(), DiskError> {
        self.sync(DiskOp::SyncFolder(path), path, || sync_folder(path))
    }

    /// Makes a file's bytes, written by whoever, survive a power cut.
    pub fn sync_file(&self, path: &Path) -> Result<(), DiskError> {
        // Windows flushes only through a handle that may write
        self.sync(DiskOp::Sync(path), path, || OpenOptions::new().write(true).open(path)?.sync_data())
    }

    /// The names of what stands in a folder, sorted. Names that are not Unicode are none of ours, and left out.
    pub fn list(&self, path: &Path) -> Result<Vec<String>, DiskError> {
        let names = || -> io::Result<Vec<String>> {
            let mut names = Vec::new();
            for entry in fs::read_dir(path)? {
                names.extend(entry?.file_name().into_string());
            }
            names.sort_unstable();
            Ok(names)
        };
        names().map_err(DiskError::at(Doing::List, path))
    }

    /// The bytes that a file, or all that is in a folder, takes on the disk; what cannot be read counts for nothing.
    pub fn bytes_of(&self, path: &Path) -> u64 {
        match fs::symlink_metadata(path) {
            Ok(found) if found.is_dir() => {
                let inside = self.list(path).unwrap_or_default();
                inside.iter().map(|name| self.bytes_of(&path.join(name))).sum()
            }
            Ok(found) => found.len(),
            Err(_) => 0,
        }
    }
}

/// `path` with `suffix` after its name.
pub(crate) fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

fn missing_is_fine(result: io::Result<()>) -> io::Result<()> {
    match result {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other,
    }
}

#[cfg(unix)]
pub(crate) fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    use std::os::unix::fs::OpenOptionsExt;
    options.mode(0o600)
}

#[cfg(not(unix))]
pub(crate) fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    options
}

fn folder_builder() -> fs::DirBuilder {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt;
        builder.mode(0o700);
    }
    builder
}

#[cfg(unix)]
fn sync_folder(path: &Path) -> io::Result<()> {
    // a relative path of one name has "" for a parent
    let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
    File::open(path)?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) -> io::Result<()> {
    // Windows gives no handle to sync a folder with; NTFS journals its renames itself
    Ok(())
}

#[cfg(test)]
mod tests;
