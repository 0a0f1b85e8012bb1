//! Ops of one segment, by columns: random bytes apart from words, so that zstd finds what repeats.

use serde::de::{Deserializer, Visitor};
use serde::ser::Serializer;
use serde::{Deserialize, Serialize};

use super::super::Refused;
use super::MAX_CHUNK_OPS;
use crate::log::{Body, Op, decode, encode};
use crate::model::RecordId;

const SALT: usize = 16;
const ID: usize = 16;
const DIGEST: usize = 32;

/// At most [`MAX_CHUNK_OPS`] ops of the segment with that number in the manifest.
#[derive(Serialize, Deserialize)]
struct Columns {
    entry: u32,
    /// Each op's time less that of the op before (0 before the first), wrapping.
    times: Vec<i64>,
    /// 0: erased; n + 1: a payload of n bytes.
    lengths: Vec<u32>,
    /// 16 bytes an op.
    records: Bytes,
    /// The first 16 bytes of every payload, all of a shorter one.
    salts: Bytes,
    /// The rest of every payload, the digest of every erased one.
    rest: Bytes,
}

/// A run of ops of one segment.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::sync) struct Chunk {
    pub entry: u32,
    pub ops: Vec<Op>,
}

impl Chunk {
    pub fn to_section(entry: u32, ops: &[Op]) -> Vec<u8> {
        let mut columns = Columns {
            entry,
            times: Vec::with_capacity(ops.len()),
            lengths: Vec::with_capacity(ops.len()),
            records: Bytes(Vec::with_capacity(ops.len() * ID)),
            salts: Bytes(Vec::with_capacity(ops.len() * SALT)),
            rest: Bytes(Vec::new()),
        };
        let mut before = 0_i64;
        for op in ops {
            columns.times.push(op.time.wrapping_sub(before));
            before = op.time;
            columns.records.0.extend(op.record.as_bytes());
            match &op.body {
                Body::Payload(bytes) => {
                    let (salt, rest) = bytes.split_at_checked(SALT).unwrap_or((bytes, &[]));
                    columns.lengths.push(u32::try_from(bytes.len() + 1).unwrap_or(u32::MAX));
                    columns.salts.0.extend(salt);
                    columns.rest.0.extend(rest);
                }
                Body::Erased(digest) => {
                    columns.lengths.push(0);
                    columns.rest.0.extend(digest);
                }
            }
        }
        encode(&columns)
    }

    pub fn from_section(section: &[u8]) -> Result<Self, Refused> {
        let columns: Columns = decode(section).map_err(|_| Refused::Damaged)?;
        let entry = columns.entry;
        columns.rows().map(|ops| Self { entry, ops }).ok_or(Refused::Damaged)
    }
}

impl Columns {
    /// `None` where the columns do not have the same number of rows, or leave bytes over.
    fn rows(&self) -> Option<Vec<Op>> {
        let count = self.times.len();
        if count == 0 || count > MAX_CHUNK_OPS || self.lengths.len() != count {
            return None;
        }
        let (mut records, mut salts, mut rest) = (&*self.records.0, &*self.salts.0, &*self.rest.0);
        let mut time = 0_i64;
        let mut ops = Vec::with_capacity(count);
        for (delta, length) in self.times.iter().zip(&self.lengths) {
            time = time.wrapping_add(*delta);
            let record = RecordId::from_bytes(take(&mut records, ID)?.try_into().ok()?);
            let body = match length.checked_sub(1) {
                None => Body::Erased(take(&mut rest, DIGEST)?.try_into().ok()?),
                Some(length) => {
                    let length = usize::try_from(length).ok()?;
                    let salt = take(&mut salts, length.min(SALT))?;
                    Body::Payload([salt, take(&mut rest, length.saturating_sub(SALT))?].concat())
                }
            };
            ops.push(Op { time, record, body });
        }
        (records.is_empty() && salts.is_empty() && rest.is_empty()).then_some(ops)
    }
}

fn take<'a>(from: &mut &'a [u8], count: usize) -> Option<&'a [u8]> {
    let (taken, left) = from.split_at_checked(count)?;
    *from = left;
    Some(taken)
}

/// Bytes as one run. The bytes that serde writes for a `Vec<u8>`, without a call for each of them.
struct Bytes(Vec<u8>);

impl Serialize for Bytes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&self.0)
    }
}

impl<'de> Deserialize<'de> for Bytes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct AsBytes;
        impl Visitor<'_> for AsBytes {
            type Value = Bytes;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("bytes")
            }

            fn visit_bytes<E>(self, bytes: &[u8]) -> Result<Bytes, E> {
                Ok(Bytes(bytes.to_vec()))
            }

            fn visit_byte_buf<E>(self, bytes: Vec<u8>) -> Result<Bytes, E> {
                Ok(Bytes(bytes))
            }
        }
        deserializer.deserialize_byte_buf(AsBytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ops() -> Vec<Op> {
        let op = |time, n: u8, body| Op { time, record: RecordId::from_bytes([n; 16]), body };
        vec![
            op(1_000, 1, Body::Payload(vec![7; 40])),
            op(i64::MIN, 2, Body::Payload(vec![])),
            op(i64::MAX, 1, Body::Erased([9; 32])),
            op(0, 3, Body::Payload(vec![5; 15])),
        ]
    }

    #[test]
    fn columns_give_back_the_ops() {
        let chunk = Chunk::from_section(&Chunk::to_section(3, &ops())).unwrap();
        assert_eq!(chunk, Chunk { entry: 3, ops: ops() });
    }

    #[test]
    fn columns_that_do_not_agree_are_refused() {
        let spoiled = |spoil: fn(&mut Columns)| {
            let mut columns: Columns = decode(&Chunk::to_section(0, &ops())).unwrap();
            spoil(&mut columns);
            Chunk::from_section(&encode(&columns))
        };
        assert!(spoiled(|_| ()).is_ok());
        let spoils: [fn(&mut Columns); 8] = [
            |c| c.times.clear(),
            |c| c.times.push(1),
            |c| c.lengths[0] = u32::MAX,
            |c| c.lengths[0] += 1,
            |c| c.records.0.truncate(30),
            |c| c.salts.0.push(0),
            |c| c.rest.0.push(0),
            |c| {
                c.times = vec![0; MAX_CHUNK_OPS + 1];
                c.lengths = vec![1; MAX_CHUNK_OPS + 1];
                c.records.0 = vec![0; ID * (MAX_CHUNK_OPS + 1)];
                c.salts.0.clear();
                c.rest.0.clear();
            },
        ];
        for spoil in spoils {
            assert_eq!(spoiled(spoil), Err(Refused::Damaged));
        }
        assert_eq!(Chunk::from_section(&[0, 253, 255, 255, 255, 255, 255, 255, 255, 255]), Err(Refused::Damaged));
    }
}
