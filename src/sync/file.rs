//! Bundles as files: their names, and how they reach a stick whole or not at all.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};

use super::{Archive, ExportError, Identity, Manifest, inspect};
use crate::model::reference::fold;
use crate::store::disk::{Disk, DiskError, DiskFile};

/// What bundle files end with.
pub const EXTENSION: &str = "maillage";
const TEMPORARY: &str = ".part";
const MAX_NAME_PART: usize = 24;
const READ_BACK: usize = 256 * 1024;

/// `NAME-AUDIENCE-DATE-N.maillage`, of letters, digits, `_` and `-` only: FAT, exFAT, mail and every system take it.
///
/// `name`: the sender's code. `audience`: `siege`, `equipe`, or the code of a device. `time`: UTC milliseconds.
pub fn bundle_name(name: &str, audience: &str, time: i64, number: u64) -> String {
    let date = DateTime::<Utc>::from_timestamp_millis(time).unwrap_or_default().format("%Y-%m-%d");
    format!("{}-{}-{date}-{number}.{EXTENSION}", plain(name), plain(audience))
}

/// What backups end with.
pub const BACKUP_EXTENSION: &str = "sauvegarde";

/// `NAME-DATE-N.sauvegarde`, as safe as [`bundle_name`].
pub fn backup_name(name: &str, time: i64, number: u64) -> String {
    let date = DateTime::<Utc>::from_timestamp_millis(time).unwrap_or_default().format("%Y-%m-%d");
    format!("{}-{date}-{number}.{BACKUP_EXTENSION}", plain(name))
}

/// `CODE.carte`. A code that is the name of a device on some systems (`CON`, `LPT1`) is not left alone before the point.
pub fn card_name(code: &str) -> String {
    let plain = plain(code);
    let port = |name: &str| plain.strip_prefix(name).is_some_and(|rest| rest.len() == 1 && rest != "0");
    let reserved = ["con", "prn", "aux", "nul"].contains(&plain.as_str()) || port("com") || port("lpt");
    format!("{plain}{}.{CARD_EXTENSION}", if reserved { "_" } else { "" })
}

fn plain(text: &str) -> String {
    let folded = fold(text);
    let safe = folded.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' });
    let plain: String = safe.take(MAX_NAME_PART).collect();
    if plain.is_empty() { "_".to_owned() } else { plain }
}

/// The file was not written; nothing is left of it but, where the drive is gone, a temporary name.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// Not enough room on the drive.
    #[error("{} is full", .0.display())]
    Full(PathBuf),
    #[error("{} cannot be written to", .0.display())]
    ReadOnly(PathBuf),
    /// The folder, or the drive, is not there, or no longer.
    #[error("{} is not there", .0.display())]
    Gone(PathBuf),
    /// A folder, where a file is to be read.
    #[error("{} is a folder", .0.display())]
    Folder(PathBuf),
    /// What was read back is not what was written.
    #[error("{} does not hold what was written", .0.display())]
    NotAsWritten(PathBuf),
    #[error(transparent)]
    Disk(DiskError),
    #[error(transparent)]
    Export(ExportError),
}

impl FileError {
    fn from_disk(error: DiskError, folder: &Path) -> Self {
        use io::ErrorKind::{NotADirectory, NotFound, PermissionDenied, ReadOnlyFilesystem};
        if error.is_full() {
            return Self::Full(folder.to_owned());
        }
        match error.source.kind() {
            ReadOnlyFilesystem | PermissionDenied => Self::ReadOnly(folder.to_owned()),
            NotFound | NotADirectory => Self::Gone(folder.to_owned()),
            // A stick that was pulled out: reads and writes of a file that was open fail like this.
            _ if !folder.is_dir() => Self::Gone(folder.to_owned()),
            _ => Self::Disk(error),
        }
    }
}

/// A file of which the whole was written, synced, renamed, read back and found the same.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SafeFile {
    pub path: PathBuf,
    pub bytes: u64,
}

/// Writes a file through `write`: temporary name, sync, rename, sync of the folder, read back, compare. On an error
/// the temporary file is removed, now or by the next bundle written to that folder.
///
/// # Errors
/// [`FileError`].
pub fn write_file<T>(
    disk: &Disk,
    path: &Path,
    write: impl FnOnce(&mut dyn SyncedWrite) -> Result<T, ExportError>,
) -> Result<(SafeFile, T), FileError> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let at = |error| FileError::from_disk(error, folder);
    let temporary = path.with_file_name(format!(
        "{}{TEMPORARY}",
        path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default()
    ));
    remove_leftovers(disk, folder).map_err(at)?;
    disk.remove_if_there(&temporary).map_err(at)?;
    let file = disk.create(&temporary).map_err(at)?;
    let mut hashed = Hashed { file, hasher: blake3::Hasher::new(), failed: None };
    let outcome = match write(&mut hashed) {
        Ok(value) => hashed.file.sync().map_err(at).map(|()| value),
        Err(error) => Err(hashed.failed.take().map_or(FileError::Export(error), at)),
    };
    let (bytes, digest) = (hashed.file.end(), *hashed.hasher.finalize().as_bytes());
    drop(hashed);
    let finished = outcome.and_then(|value| {
        disk.rename(&temporary, path).map_err(at)?;
        Ok(value)
    });
    let value = finished.inspect_err(|_| drop(disk.remove_if_there(&temporary)))?;
    if read_back(disk, path).map_err(at)? != digest {
        // Half a file, or another: worse than none.
        let _ = disk.remove_if_there(path);
        return Err(FileError::NotAsWritten(path.to_owned()));
    }
    Ok((SafeFile { path: path.to_owned(), bytes }, value))
}

/// Temporary files of bundles, cards and backups that a pulled stick or a power cut left in a folder.
fn remove_leftovers(disk: &Disk, folder: &Path) -> Result<(), DiskError> {
    let leftovers = [EXTENSION, CARD_EXTENSION, BACKUP_EXTENSION].map(|extension| format!(".{extension}{TEMPORARY}"));
    let names = disk.list(folder)?;
    let left = |name: &&String| leftovers.iter().any(|leftover| name.ends_with(leftover));
    names.iter().filter(left).try_for_each(|name| disk.remove_if_there(&folder.join(name)))
}

/// What an export writes to.
pub trait SyncedWrite: Write + Send {}
impl<W: Write + Send> SyncedWrite for W {}

/// Appends to a file and remembers what was written, and why it could not be.
struct Hashed {
    file: DiskFile,
    hasher: blake3::Hasher,
    failed: Option<DiskError>,
}

impl Write for Hashed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if let Err(error) = self.file.append(bytes) {
            let kind = error.source.kind();
            self.failed = Some(error);
            return Err(kind.into());
        }
        self.hasher.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn read_back(disk: &Disk, path: &Path) -> Result<[u8; 32], DiskError> {
    let file = disk.open_to_read(path)?;
    let mut hasher = blake3::Hasher::new();
    let mut buffer = vec![0; READ_BACK];
    let mut offset = 0;
    while offset < file.end() {
        let length = usize::try_from(file.end() - offset).unwrap_or(READ_BACK).min(READ_BACK);
        let part = buffer.get_mut(..length).unwrap_or_default();
        file.read_at(offset, part)?;
        hasher.update(part);
        offset += length as u64;
    }
    Ok(*hasher.finalize().as_bytes())
}

/// The bundles in a folder, by name.
///
/// # Errors
/// [`FileError`].
pub fn bundles_in(disk: &Disk, folder: &Path) -> Result<Vec<PathBuf>, FileError> {
    files_in(disk, folder, EXTENSION)
}

/// What cards end with.
pub const CARD_EXTENSION: &str = "carte";

/// The cards in a folder, by name.
///
/// # Errors
/// [`FileError`].
pub fn cards_in(disk: &Disk, folder: &Path) -> Result<Vec<PathBuf>, FileError> {
    files_in(disk, folder, CARD_EXTENSION)
}

/// The backups in a folder, by name.
///
/// # Errors
/// [`FileError`].
pub fn backups_in(disk: &Disk, folder: &Path) -> Result<Vec<PathBuf>, FileError> {
    files_in(disk, folder, BACKUP_EXTENSION)
}

/// The text of a card's file. One that is too long, or not text, gives a text that is no card.
///
/// # Errors
/// [`FileError`].
pub fn read_card(disk: &Disk, path: &Path) -> Result<String, FileError> {
    let bytes = disk.read(path, super::MAX_CARD_BYTES + 1).map_err(|error| FileError::from_disk(error, path))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// A folder to write into, and those above it.
///
/// # Errors
/// [`FileError`].
pub fn make_folder(disk: &Disk, folder: &Path) -> Result<(), FileError> {
    disk.create_folder(folder).map_err(|error| FileError::from_disk(error, folder))
}

fn files_in(disk: &Disk, folder: &Path, extension: &str) -> Result<Vec<PathBuf>, FileError> {
    let names = disk.list(folder).map_err(|error| FileError::from_disk(error, folder))?;
    let wanted = |name: &&String| Path::new(name).extension().is_some_and(|e| e.eq_ignore_ascii_case(extension));
    Ok(names.iter().filter(wanted).map(|name| folder.join(name)).collect())
}

/// A bundle found on a drive.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Offer {
    pub path: PathBuf,
    pub manifest: Manifest,
    /// At most so many ops of it are new here; 0: nothing.
    pub may_bring: u64,
}

/// The bundles in a folder that one of these keys opens, newest first. Only their first section is read: what an import
/// refuses may stand among them.
///
/// # Errors
/// [`FileError`] where the folder cannot be listed.
pub fn offers<A: Archive>(
    disk: &Disk,
    folder: &Path,
    identities: &[Identity],
    archive: &A,
) -> Result<Vec<Offer>, FileError> {
    let offer = |path: PathBuf| {
        let inspection = identities.iter().find_map(|identity| inspect(open_bundle(&path).ok()?, identity).ok())?;
        let may_bring = inspection.may_bring(archive).ok()?;
        Some(Offer { path, manifest: inspection.manifest, may_bring })
    };
    let mut offers: Vec<Offer> = bundles_in(disk, folder)?.into_iter().filter_map(offer).collect();
    offers.sort_by(|a, b| b.manifest.time.cmp(&a.manifest.time).then_with(|| a.path.cmp(&b.path)));
    Ok(offers)
}

/// A bundle, opened to be imported.
///
/// # Errors
/// [`FileError`].
pub fn open_bundle(path: &Path) -> Result<std::fs::File, FileError> {
    if path.is_dir() {
        return Err(FileError::Folder(path.to_owned()));
    }
    let opened = std::fs::File::open(path);
    opened.map_err(|error| FileError::from_disk(DiskError::at(crate::store::disk::Doing::Open, path)(error), path))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::disk::faults::{Faults, full};
    use crate::store::disk::{DiskOp, Fault};

    fn write_ten(to: &mut dyn SyncedWrite) -> Result<u8, ExportError> {
        for _ in 0..10 {
            to.write_all(&[7; 1_000])?;
        }
        Ok(3)
    }

    fn names(folder: &Path) -> Vec<String> {
        Disk::real().list(folder).unwrap()
    }

    #[test]
    fn names_are_safe_on_any_stick() {
        assert_eq!(bundle_name("HEX", "siege", 1_795_478_400_000, 12), "hex-siege-2026-11-24-12.maillage");
        for (code, name) in [("HEX", "hex.carte"), ("CON", "con_.carte"), ("LPT1", "lpt1_.carte"), ("COM", "com.carte")]
        {
            assert_eq!(card_name(code), name);
        }
        assert_eq!(backup_name("HEX", 1_795_478_400_000, 3), "hex-2026-11-24-3.sauvegarde");
        assert_eq!(bundle_name("Œ/..\\:é", "", 0, 1), "oe_____e-_-1970-01-01-1.maillage");
    }

    #[test]
    fn a_file_is_whole_and_nothing_else_is_left() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.maillage");
        std::fs::write(folder.path().join("a.maillage.part"), b"left by a crash").unwrap();
        for left in ["b.maillage.part", "c.carte.part", "d.sauvegarde.part"] {
            std::fs::write(folder.path().join(left), b"left by a pulled stick").unwrap();
        }
        let (file, value) = write_file(&Disk::real(), &path, write_ten).unwrap();
        assert_eq!((file.bytes, value), (10_000, 3));
        assert_eq!(std::fs::read(&path).unwrap(), vec![7; 10_000]);
        assert_eq!(names(folder.path()), ["a.maillage"]);
        assert_eq!(bundles_in(&Disk::real(), folder.path()).unwrap(), [path]);
    }

    #[test]
    fn a_full_disk_at_any_write_is_told_and_leaves_nothing() {
        for at in 0..10 {
            let folder = tempfile::tempdir().unwrap();
            let (faults, disk) = Faults::new();
            let mut writes = 0;
            faults.when(move |op| {
                let write = matches!(op, DiskOp::Write { .. });
                writes += i32::from(write);
                (write && writes == at + 1).then(|| full(500))
            });
            let outcome = write_file(&disk, &folder.path().join("a.maillage"), write_ten);
            assert!(matches!(outcome, Err(FileError::Full(_))), "{outcome:?}");
            assert!(names(folder.path()).is_empty());
        }
    }

    #[test]
    fn failed_syncs_and_renames_leave_nothing() {
        type Rule = fn(&DiskOp<'_>) -> bool;
        let rules: [Rule; 2] = [|op| matches!(op, DiskOp::Sync(_)), |op| matches!(op, DiskOp::Rename { .. })];
        for rule in rules {
            let folder = tempfile::tempdir().unwrap();
            let (faults, disk) = Faults::new();
            faults.when(move |op| rule(op).then(|| Fault { error: io::Error::other("gone"), written: 0 }));
            assert!(write_file(&disk, &folder.path().join("a.maillage"), write_ten).is_err());
            assert!(names(folder.path()).is_empty());
        }
    }

    #[test]
    fn a_folder_that_is_not_there_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let gone = folder.path().join("stick");
        let outcome = write_file(&Disk::real(), &gone.join("a.maillage"), write_ten);
        assert!(matches!(outcome, Err(FileError::Gone(at)) if at == gone));
    }

    #[test]
    fn a_stick_that_lies_is_caught() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.maillage");
        let (faults, disk) = Faults::new();
        let victim = path.clone();
        faults.when(move |op| {
            if let DiskOp::SyncFolder(_) = op {
                std::fs::write(&victim, [7; 9_999]).unwrap();
            }
            None
        });
        assert!(matches!(write_file(&disk, &path, write_ten), Err(FileError::NotAsWritten(_))));
        assert!(names(folder.path()).is_empty());
    }
}
