//! From sections to the file: compressed, then sealed for each device of the audience.

use std::io::{self, Write};

use age::Encryptor;
use age::stream::StreamWriter;
use age::x25519::Recipient;

use super::{FORMAT, MAGIC, ZSTD_LEVEL};

/// Writes a bundle: the magic line, then age around zstd around what is written here.
pub(in crate::sync) struct Sealer<W: Write> {
    zstd: zstd::Encoder<'static, StreamWriter<W>>,
}

impl<W: Write> Sealer<W> {
    pub fn new(mut to: W, recipients: &[Recipient]) -> io::Result<Self> {
        to.write_all(&magic_line())?;
        let recipients = recipients.iter().map(|recipient| recipient as &dyn age::Recipient);
        let sealed = Encryptor::with_recipients(recipients).map_err(io::Error::other)?.wrap_output(to)?;
        Ok(Self { zstd: zstd::Encoder::new(sealed, ZSTD_LEVEL)? })
    }

    pub fn write_all(&mut self, section: &[u8]) -> io::Result<()> {
        self.zstd.write_all(section)
    }

    /// Ends the file and gives back what it was written to.
    pub fn finish(self) -> io::Result<W> {
        let mut to = self.zstd.finish()?.finish()?;
        to.flush()?;
        Ok(to)
    }
}

fn magic_line() -> Vec<u8> {
    [MAGIC, FORMAT.to_string().as_bytes(), b"\n"].concat()
}
