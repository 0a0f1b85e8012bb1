//! On this laptop: the keys (vault), the truth (journal), what follows from it (views).
//!
//! This half knows nothing of operations or records: it keeps opaque bytes, sealed, and says when it could not.
//! `FORMAT.md` has its files byte by byte.

mod coding;
pub mod disk;
mod fence;
pub mod journal;
pub mod kv;
pub mod lock;
pub mod random;
pub mod recovery;
mod seal;
mod told;
pub mod vault;

pub use disk::{Disk, DiskError};
pub use fence::panics_are_fenced;
pub use journal::{Journal, JournalError, Location, Notice, Position};
pub use kv::{Batch, Kv, KvError, MemoryKv, Order, SledKv};
pub use lock::{LockError, StoreLock};
pub use random::Random;
pub use recovery::ViewFolders;
pub use vault::{KdfCost, Passphrase, Vault, VaultError};
