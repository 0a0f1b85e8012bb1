//! A backup: the vault as it stands, and beside it, in one file that cannot be torn apart, a full bundle to oneself.

use std::io::{self, BufReader, Read, Seek, SeekFrom, Write};

use super::bundle::{MAGIC, first_line, read_format};
use super::{ImportError, Refused};

/// What a backup starts with; a version number and a line feed follow.
pub(super) const BACKUP_MAGIC: &[u8] = b"maillage backup ";
/// The version of the format that this program writes, and the latest that it reads.
const FORMAT: u64 = 1;
/// Longest vault that is read, in bytes: as the store has it.
const MAX_VAULT: u32 = 4 << 20;

/// What stands before the bundle.
///
/// # Errors
/// Those of `out`, or a vault too long to be one.
pub fn write_backup_head(out: &mut dyn Write, vault: &[u8]) -> io::Result<()> {
    let length = u32::try_from(vault.len()).ok().filter(|length| *length <= MAX_VAULT);
    let length = length.ok_or(io::ErrorKind::FileTooLarge)?;
    out.write_all(&[BACKUP_MAGIC, FORMAT.to_string().as_bytes(), b"\n"].concat())?;
    out.write_all(&length.to_le_bytes())?;
    out.write_all(vault)
}

/// The vault's file, sealed as it was, and the bundle beside it.
///
/// # Errors
/// [`ImportError`]: not a backup, of a later format, cut short.
pub fn open_backup<R: Read + Seek>(file: R) -> Result<(Vec<u8>, Part<R>), ImportError> {
    let mut file = BufReader::new(file);
    let line = first_line(&mut file)?;
    match read_format(&line, BACKUP_MAGIC) {
        Some((FORMAT, None)) => {}
        Some((FORMAT, Some(_))) => return Err(Refused::NotABackup.into()),
        Some((format, program)) => return Err(Refused::TooNew { format, program }.into()),
        None if line.starts_with(MAGIC) => return Err(Refused::IsABundle.into()),
        None => return Err(Refused::NotABackup.into()),
    }
    let mut length = [0; 4];
    file.read_exact(&mut length).map_err(cut_or_io)?;
    let length = u32::from_le_bytes(length);
    if length > MAX_VAULT {
        return Err(Refused::Damaged.into());
    }
    // Grows with what is there, so that a declared length alone allocates nothing.
    let mut vault = Vec::new();
    file.by_ref().take(length.into()).read_to_end(&mut vault)?;
    if vault.len() as u64 != u64::from(length) {
        return Err(Refused::Damaged.into());
    }
    let start = line.len() as u64 + 4 + u64::from(length);
    let mut inner = file.into_inner();
    inner.seek(SeekFrom::Start(start))?;
    Ok((vault, Part { inner, start }))
}

fn cut_or_io(error: io::Error) -> ImportError {
    match error.kind() {
        io::ErrorKind::UnexpectedEof => Refused::Damaged.into(),
        _ => error.into(),
    }
}

/// A file from some byte on, as if it started there.
#[derive(Debug)]
pub struct Part<R> {
    inner: R,
    start: u64,
}

impl<R: Read> Read for Part<R> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        self.inner.read(bytes)
    }
}

impl<R: Seek> Seek for Part<R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let to = match to {
            SeekFrom::Start(at) => SeekFrom::Start(self.start.checked_add(at).ok_or(io::ErrorKind::InvalidInput)?),
            other => other,
        };
        self.inner.seek(to)?.checked_sub(self.start).ok_or_else(|| io::ErrorKind::InvalidInput.into())
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    fn refusal(bytes: &[u8]) -> Refused {
        match open_backup(Cursor::new(bytes)) {
            Err(ImportError::Refused(refused)) => refused,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_vault_and_what_stands_beside_it_come_apart_again() {
        let mut file = Vec::new();
        write_backup_head(&mut file, b"keys").unwrap();
        file.extend(b"bundle");
        let (vault, mut part) = open_backup(Cursor::new(&file)).unwrap();
        assert_eq!(vault, b"keys");
        assert_eq!(part.seek(SeekFrom::End(0)).unwrap(), 6);
        assert_eq!(part.seek(SeekFrom::Start(3)).unwrap(), 3);
        let mut rest = String::new();
        part.read_to_string(&mut rest).unwrap();
        assert_eq!(rest, "dle");
        assert!(part.seek(SeekFrom::Current(-7)).is_err(), "nothing before its start is part of it");
    }

    #[test]
    fn what_is_no_backup_is_told_apart() {
        assert_eq!(refusal(b""), Refused::NotABackup);
        assert_eq!(refusal(b"bonjour\n"), Refused::NotABackup);
        assert_eq!(refusal(b"maillage bundle 1\n"), Refused::IsABundle);
        assert_eq!(refusal(b"maillage backup 2\n"), Refused::TooNew { format: 2, program: None });
        let program = Some("0.9.0".to_owned());
        assert_eq!(refusal(b"maillage backup 2 0.9.0\n"), Refused::TooNew { format: 2, program });
        assert_eq!(refusal(b"maillage backup 1\n\x04\0\0"), Refused::Damaged);
        assert_eq!(refusal(b"maillage backup 1\n\x04\0\0\0abc"), Refused::Damaged);
        assert_eq!(refusal(b"maillage backup 1\n\xff\xff\xff\xff"), Refused::Damaged);
        assert!(write_backup_head(&mut Vec::new(), &vec![0; MAX_VAULT as usize + 1]).is_err());
    }
}
