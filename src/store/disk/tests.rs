use super::faults::{Faults, broken};
use super::*;

#[test]
fn replace_leaves_the_old_file_or_the_new_one() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x");
    let (faults, disk) = Faults::new();
    disk.replace(&path, b"old").unwrap();
    faults.fail_next_write(2);
    assert!(disk.replace(&path, b"new").unwrap_err().is_full());
    faults.fail_next_sync();
    disk.replace(&path, b"new").unwrap_err();
    faults.when(|op| matches!(op, DiskOp::Rename { .. }).then(broken));
    disk.replace(&path, b"new").unwrap_err();
    assert_eq!(disk.read(&path, 10).unwrap(), b"old");
    faults.clear();
    disk.replace(&path, b"new").unwrap();
    assert_eq!(disk.read(&path, 10).unwrap(), b"new");
    assert_eq!(disk.list(folder.path()).unwrap(), ["x"]);
}

#[test]
fn a_file_longer_than_the_limit_is_not_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x");
    Disk::real().replace(&path, b"12345").unwrap();
    assert!(Disk::real().read(&path, 4).is_err());
    assert_eq!(Disk::real().read(&path, 5).unwrap(), b"12345");
    assert!(Disk::real().read(&folder.path().join("none"), 5).unwrap_err().is_missing());
}

#[test]
fn a_failed_append_does_not_move_the_end() {
    let folder = tempfile::tempdir().unwrap();
    let (faults, disk) = Faults::new();
    let mut file = disk.create(&folder.path().join("x")).unwrap();
    file.append(b"abc").unwrap();
    faults.fail_next_write(2);
    file.append(b"defg").unwrap_err();
    assert_eq!(file.end(), 3);
    file.append(b"D").unwrap();
    let mut bytes = [0; 5];
    file.read_at(0, &mut bytes).unwrap();
    assert_eq!(&bytes, b"abcDe");
    assert!(file.overwrite(3, b"xy").is_err());
    file.cut(4).unwrap();
    assert!(file.read_at(0, &mut bytes).is_err());
}

#[cfg(unix)]
#[test]
fn only_their_owner_may_read_files_and_folders() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let inner = folder.path().join("a/b");
    Disk::real().create_folder(&inner).unwrap();
    Disk::real().replace(&inner.join("x"), b"x").unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(&inner), mode(&inner.join("x"))), (0o700, 0o600));
    assert_eq!(Disk::real().bytes_of(folder.path()), 1);
}

#[test]
fn an_unsynced_disk_writes_all_the_same_and_waits_for_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x");
    Disk::unsynced().replace(&path, b"bytes").unwrap();
    assert_eq!(Disk::real().read(&path, 5).unwrap(), b"bytes");
    // What is not there cannot be synced: who is told so has asked the system.
    let none = folder.path().join("none");
    assert!(Disk::real().sync_file(&none).unwrap_err().is_missing());
    Disk::unsynced().sync_file(&none).unwrap();
}
