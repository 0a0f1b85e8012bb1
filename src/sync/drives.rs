//! Removable drives, and the bundles on them.

use std::path::{Path, PathBuf};

use sysinfo::{DiskRefreshKind, Disks};

/// A removable drive.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Drive {
    /// Its label, or the last part of where it is mounted.
    pub name: String,
    pub folder: PathBuf,
    /// Bytes.
    pub free: u64,
    /// Bytes.
    pub total: u64,
    pub read_only: bool,
}

impl Drive {
    /// A folder that a person named, as if it were one: what lies in it can be offered.
    pub fn folder(folder: PathBuf) -> Self {
        let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        Self { name, folder, free: 0, total: 0, read_only: false }
    }
}

/// Where drives come from: the system, or a list in tests.
pub trait Drives {
    /// The removable drives of this moment, by folder.
    fn removable(&self) -> Vec<Drive>;
}

/// The drives that the system says are removable.
#[derive(Clone, Copy, Default, Debug)]
pub struct SystemDrives;

impl Drives for SystemDrives {
    fn removable(&self) -> Vec<Drive> {
        let disks = Disks::new_with_refreshed_list_specifics(DiskRefreshKind::nothing().with_storage());
        let removable = disks.list().iter().filter(|disk| disk.is_removable());
        let mut drives: Vec<Drive> = removable
            .map(|disk| Drive {
                name: label(disk.mount_point(), &disk.name().to_string_lossy()),
                folder: disk.mount_point().to_owned(),
                free: disk.available_space(),
                total: disk.total_space(),
                read_only: disk.is_read_only(),
            })
            .collect();
        drives.sort_by(|a, b| a.folder.cmp(&b.folder));
        drives.dedup_by(|a, b| a.folder == b.folder);
        drives
    }
}

impl Drives for Vec<Drive> {
    fn removable(&self) -> Vec<Drive> {
        self.clone()
    }
}

/// Whether a path is on one of these drives: plain exports of visits warn there.
pub fn drive_of<'d>(path: &Path, drives: &'d [Drive]) -> Option<&'d Drive> {
    let on = drives.iter().filter(|drive| path.starts_with(&drive.folder));
    on.max_by_key(|drive| drive.folder.components().count())
}

/// Some systems give a device's path for a name (`/dev/sdb1`): where it is mounted says more.
fn label(folder: &Path, name: &str) -> String {
    let mounted = folder.file_name().map(|name| name.to_string_lossy().into_owned());
    match mounted {
        Some(mounted) if name.is_empty() || name.starts_with('/') => mounted,
        _ if name.is_empty() => folder.display().to_string(),
        _ => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drive(folder: &str) -> Drive {
        Drive { name: folder.into(), folder: folder.into(), free: 1, total: 2, read_only: false }
    }

    #[test]
    fn a_path_belongs_to_the_deepest_drive_above_it() {
        let drives = [drive("/media"), drive("/media/cle")];
        assert_eq!(drive_of(Path::new("/media/cle/x.maillage"), &drives), Some(&drives[1]));
        assert_eq!(drive_of(Path::new("/media/autre"), &drives), Some(&drives[0]));
        assert_eq!(drive_of(Path::new("/home"), &drives), None);
    }

    #[test]
    fn a_drive_is_called_by_its_label_or_by_where_it_is() {
        assert_eq!(label(Path::new("/media/CLE USB"), "/dev/sdb1"), "CLE USB");
        assert_eq!(label(Path::new("E:\\"), "CLE"), "CLE");
        assert_eq!(label(Path::new("/"), ""), "/");
    }

    #[test]
    fn the_system_can_be_asked() {
        assert!(SystemDrives.removable().iter().all(|drive| drive.free <= drive.total));
    }
}
