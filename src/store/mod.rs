//! On this laptop: the keys (vault), the truth (journal), what follows from it (views).
//!
//! This half knows nothing of operations or records: it keeps opaque bytes, sealed, and says when it could not.

pub mod disk;
pub mod lock;
pub mod random;

pub use disk::{Disk, DiskError};
pub use lock::{LockError, StoreLock};
pub use random::Random;
