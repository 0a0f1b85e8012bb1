//! From the file to sections. Nothing is believed: every length is held against its limit before it is allocated.

use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};

use age::stream::StreamReader;
use age::x25519::Identity;
use age::{DecryptError, Decryptor};

use super::super::addition::is_version;
use super::super::backup::BACKUP_MAGIC;
use super::super::{ImportError, Refused};
use super::{
    FORMAT, INFLATED_CEILING, INFLATED_FLOOR, INFLATED_RATIO, Kind, MAGIC, MAX_AGE_HEADER, MAX_MAGIC_LINE,
    MAX_WINDOW_LOG,
};

const AGE_HEADER_END: &[u8] = b"\n--- ";
/// The kind and the length of a section.
const SECTION_HEADER: usize = 5;

type Unsealed<'f, R> = StreamReader<&'f mut BufReader<R>>;

/// The sections of one file, in order.
pub(in crate::sync) struct Frames<'f, R> {
    inflated: zstd::Decoder<'static, BufReader<Unsealed<'f, R>>>,
    hasher: blake3::Hasher,
    left: u64,
}

/// Opens a bundle from its first byte: checks the magic line, unseals with this device's key, inflates.
pub(in crate::sync) fn open<'f, R: Read + Seek>(
    file: &'f mut BufReader<R>,
    identity: &Identity,
) -> Result<Frames<'f, R>, ImportError> {
    let size = file.seek(SeekFrom::End(0))?;
    file.seek(SeekFrom::Start(0))?;
    let header_at = read_magic(file)?;
    check_age_header(file)?;
    file.seek(SeekFrom::Start(header_at))?;
    let unsealed = Decryptor::new_buffered(&mut *file)
        .and_then(|decryptor| decryptor.decrypt(std::iter::once(identity as &dyn age::Identity)))
        .map_err(not_unsealed)?;
    let mut inflated = zstd::Decoder::with_buffer(BufReader::new(unsealed))?.single_frame();
    inflated.window_log_max(MAX_WINDOW_LOG)?;
    let allowed = INFLATED_FLOOR.saturating_add(size.saturating_mul(INFLATED_RATIO)).min(INFLATED_CEILING);
    Ok(Frames { inflated, hasher: blake3::Hasher::new(), left: allowed })
}

/// Reads the first line and gives the offset of what follows.
fn read_magic<R: Read>(file: &mut BufReader<R>) -> Result<u64, ImportError> {
    let line = first_line(file)?;
    match read_format(&line, MAGIC) {
        Some((format, None)) if format == u64::from(FORMAT) => Ok(line.len() as u64),
        Some((format, program)) if format != u64::from(FORMAT) => Err(Refused::TooNew { format, program }.into()),
        Some(_) => Err(Refused::NotABundle.into()),
        None if line.starts_with(BACKUP_MAGIC) => Err(Refused::IsABackup.into()),
        None => Err(Refused::NotABundle.into()),
    }
}

/// The first line of a file, with its line feed if it has one within the limit.
pub(in crate::sync) fn first_line<R: BufRead>(file: &mut R) -> io::Result<Vec<u8>> {
    let mut line = Vec::new();
    file.by_ref().take(MAX_MAGIC_LINE as u64).read_until(b'\n', &mut line)?;
    Ok(line)
}

/// The format that a first line says, after its magic words, and the version of the program to get for it, which later
/// formats may name after a space; `None` where it is not such a line.
pub(in crate::sync) fn read_format(line: &[u8], magic: &[u8]) -> Option<(u64, Option<String>)> {
    let said = std::str::from_utf8(line.strip_prefix(magic)?.strip_suffix(b"\n")?).ok()?;
    let (number, program) = said.split_once(' ').map_or((said, None), |(number, program)| (number, Some(program)));
    let plain = !number.is_empty() && !number.starts_with('0') && number.bytes().all(|byte| byte.is_ascii_digit());
    if !plain || program.is_some_and(|program| !is_version(program)) {
        return None;
    }
    Some((number.parse().ok()?, program.map(str::to_owned)))
}

/// age reads its header into memory until it ends: sees to it that it does.
fn check_age_header<R: Read>(file: &mut BufReader<R>) -> Result<(), ImportError> {
    let mut start = Vec::new();
    file.by_ref().take(MAX_AGE_HEADER as u64).read_to_end(&mut start)?;
    let ends = start.windows(AGE_HEADER_END.len()).any(|window| window == AGE_HEADER_END);
    if ends { Ok(()) } else { Err(Refused::Damaged.into()) }
}

fn not_unsealed(error: DecryptError) -> ImportError {
    match error {
        DecryptError::NoMatchingKeys => Refused::NotForUs.into(),
        DecryptError::Io(error) => damaged_or_io(error),
        _ => Refused::Damaged.into(),
    }
}

/// What the system says is an error of reading; what age or zstd say is damage.
fn damaged_or_io(error: io::Error) -> ImportError {
    if error.raw_os_error().is_some() { ImportError::Read(error) } else { Refused::Damaged.into() }
}

impl<R: Read> Frames<'_, R> {
    /// The next section: what it holds and its body.
    pub fn next(&mut self) -> Result<(Kind, Vec<u8>), ImportError> {
        let mut header = [0; SECTION_HEADER];
        self.inflated.read_exact(&mut header).map_err(damaged_or_io)?;
        let [number, a, b, c, d] = header;
        let kind = Kind::from_number(number).ok_or(Refused::Damaged)?;
        let length = u32::from_le_bytes([a, b, c, d]);
        let within = usize::try_from(length).is_ok_and(|length| length <= kind.limit());
        let cost = u64::from(length) + SECTION_HEADER as u64;
        self.left = self.left.checked_sub(cost).filter(|_| within).ok_or(Refused::Damaged)?;
        // Grows with what is there, so that a declared length alone allocates nothing.
        let mut body = Vec::new();
        self.inflated.by_ref().take(u64::from(length)).read_to_end(&mut body).map_err(damaged_or_io)?;
        if body.len() as u64 != u64::from(length) {
            return Err(Refused::Damaged.into());
        }
        if kind != Kind::Seal {
            self.hasher.update(&header);
            self.hasher.update(&body);
        }
        Ok((kind, body))
    }

    /// BLAKE3 of every section so far, the seal left out.
    pub fn digest(&self) -> [u8; 32] {
        *self.hasher.finalize().as_bytes()
    }

    /// After the seal: nothing may follow, neither inflated, nor sealed, nor in the file.
    pub fn finish(mut self) -> Result<(), ImportError> {
        let over = self.inflated.read(&mut [0]).map_err(damaged_or_io)?;
        let mut unsealed = self.inflated.finish();
        // This also makes age read, and verify, its last block.
        let sealed_over = !unsealed.fill_buf().map_err(damaged_or_io)?.is_empty();
        if over > 0 || sealed_over { Err(Refused::Damaged.into()) } else { Ok(()) }
    }
}
