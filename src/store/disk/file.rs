//! An open file: read anywhere, written at its end only.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use super::{Disk, DiskError, DiskOp, Doing};

/// An open file: read anywhere, written at its end only. The end is remembered, not asked of the system, so that a
/// write that failed half-way does not move it.
#[derive(Debug)]
pub struct DiskFile {
    disk: Disk,
    file: File,
    path: PathBuf,
    end: u64,
}

impl DiskFile {
    pub(super) fn new(disk: Disk, file: File, path: &Path, end: u64) -> Self {
        Self { disk, file, path: path.to_owned(), end }
    }

    pub(super) fn opened(disk: Disk, file: File, path: &Path) -> Result<Self, DiskError> {
        let end = file.metadata().map_err(DiskError::at(Doing::Open, path))?.len();
        Ok(Self::new(disk, file, path, end))
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Length in bytes, as known when opened and moved by what was appended since.
    pub fn end(&self) -> u64 {
        self.end
    }

    /// Length in bytes, as the system says: others may have written since it was opened.
    pub fn len_now(&self) -> Result<u64, DiskError> {
        Ok(self.file.metadata().map_err(DiskError::at(Doing::Read, &self.path))?.len())
    }

    /// Writes `bytes` at the end. They are safe only after [`DiskFile::sync`].
    pub fn append(&mut self, bytes: &[u8]) -> Result<(), DiskError> {
        self.write(self.end, bytes)?;
        self.end += bytes.len() as u64;
        Ok(())
    }

    /// Writes over bytes that were appended before.
    pub fn overwrite(&mut self, offset: u64, bytes: &[u8]) -> Result<(), DiskError> {
        let inside = offset.checked_add(bytes.len() as u64).is_some_and(|end| end <= self.end);
        if !inside {
            return Err(DiskError::at(Doing::Write, &self.path)(io::ErrorKind::InvalidInput.into()));
        }
        self.write(offset, bytes)
    }

    fn write(&self, offset: u64, bytes: &[u8]) -> Result<(), DiskError> {
        let written = match self.disk.before(DiskOp::Write { path: &self.path, offset, bytes }) {
            Ok(()) => write_all_at(&self.file, bytes, offset),
            Err(fault) => {
                let part = bytes.get(..fault.written).unwrap_or(bytes);
                write_all_at(&self.file, part, offset).and(Err(fault.error))
            }
        };
        written.map_err(DiskError::at(Doing::Write, &self.path))
    }

    /// Returns when all that was written survives a power cut.
    pub fn sync(&mut self) -> Result<(), DiskError> {
        self.disk.sync(DiskOp::Sync(&self.path), &self.path, || self.file.sync_data())
    }

    /// Cuts the file to its first `len` bytes, and syncs.
    pub fn cut(&mut self, len: u64) -> Result<(), DiskError> {
        self.disk.run(DiskOp::Cut { path: &self.path, len }, Doing::Cut, &self.path, || self.file.set_len(len))?;
        self.end = len;
        self.sync()
    }

    /// Fills `bytes` from `offset` on; [`io::ErrorKind::UnexpectedEof`] if the file ends before.
    pub fn read_at(&self, offset: u64, bytes: &mut [u8]) -> Result<(), DiskError> {
        let op = DiskOp::Read { path: &self.path, offset, len: bytes.len() };
        self.disk.run(op, Doing::Read, &self.path, || read_exact_at(&self.file, bytes, offset))
    }
}

#[cfg(unix)]
fn write_all_at(file: &File, bytes: &[u8], offset: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::write_all_at(file, bytes, offset)
}

#[cfg(unix)]
fn read_exact_at(file: &File, bytes: &mut [u8], offset: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, bytes, offset)
}

#[cfg(windows)]
fn write_all_at(file: &File, mut bytes: &[u8], mut offset: u64) -> io::Result<()> {
    use std::os::windows::fs::FileExt;
    while !bytes.is_empty() {
        match file.seek_write(bytes, offset)? {
            0 => return Err(io::ErrorKind::WriteZero.into()),
            n => {
                bytes = bytes.get(n..).unwrap_or_default();
                offset += n as u64;
            }
        }
    }
    Ok(())
}

#[cfg(windows)]
fn read_exact_at(file: &File, mut bytes: &mut [u8], mut offset: u64) -> io::Result<()> {
    use std::os::windows::fs::FileExt;
    while !bytes.is_empty() {
        match file.seek_read(bytes, offset)? {
            0 => return Err(io::ErrorKind::UnexpectedEof.into()),
            n => {
                bytes = bytes.get_mut(n..).unwrap_or_default();
                offset += n as u64;
            }
        }
    }
    Ok(())
}
