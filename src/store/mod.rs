//! On this laptop: the keys (vault), the truth (journal), what follows from it (views).
//!
//! This half knows nothing of operations or records: it keeps opaque bytes, sealed, and says when it could not.
//! `FORMAT.md` has its files byte by byte.

mod coding;
mod compaction;
pub mod disk;
mod entry;
mod fence;
pub mod journal;
mod kept;
mod keys;
pub mod kv;
pub mod lock;
mod open;
pub mod random;
pub mod recovery;
mod rehearsal;
mod restoring;
mod seal;
mod shelf;
mod snapshot;
mod told;
mod upkeep;
pub mod vault;
pub mod views;

pub use compaction::{Compacted, Compacting, Fate, hollowed};
pub use disk::{Disk, DiskError};
pub use entry::{Clearing, Entry, Place, Tallied};
pub use fence::panics_are_fenced;
pub use journal::Reach;
pub use kv::{Batch, Kv, KvError, MemoryKv, Order, SledKv};
pub use lock::{LockError, StoreLock};
pub use open::{Notice, Opening, Store, StoreError};
pub use random::Random;
pub use recovery::ViewFolders;
pub use rehearsal::Rehearsal;
pub use restoring::Restoring;
pub use shelf::{OnReplay, Replayed, ViewsIn};
pub use snapshot::{Reading, Snapshot};
pub use vault::{KdfCost, Passphrase, Vault, VaultError};
