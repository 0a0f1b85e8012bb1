use tempfile::TempDir;

use super::super::disk::faults::{Faults, flip};
use super::*;

fn contents() -> Contents {
    let mut contents = Contents::new("essai", "AGE-SECRET-KEY-1TEST".into(), &mut Random::seeded(1)).unwrap();
    contents.settings.insert("lang".into(), b"fr".to_vec());
    contents
}

fn create(folder: &TempDir, passphrase: Option<&str>) -> Vault {
    let passphrase = passphrase.map(Passphrase::new);
    let random = Random::seeded(2);
    Vault::create(Disk::real(), folder.path(), passphrase.as_ref(), contents(), KdfCost::CHEAP, random).unwrap()
}

fn open(folder: &TempDir, passphrase: Option<&str>) -> Result<Vault, VaultError> {
    Vault::open(Disk::real(), folder.path(), passphrase.map(Passphrase::new).as_ref(), Random::seeded(3))
}

#[test]
fn opens_with_its_passphrase_only() {
    let folder = tempfile::tempdir().unwrap();
    assert!(matches!(open(&folder, None), Err(VaultError::Missing)));
    let vault = create(&folder, Some("été"));
    assert!(
        vault.has_passphrase() && vault.accepts(&Passphrase::new("été")) && !vault.accepts(&Passphrase::new("ete"))
    );
    let opened = open(&folder, Some("e\u{301}te\u{301}")).unwrap();
    assert_eq!(encode(opened.contents()).unwrap(), encode(&contents()).unwrap());
    assert!(matches!(open(&folder, None), Err(VaultError::NeedsPassphrase)));
    assert!(matches!(open(&folder, Some("ete")), Err(VaultError::WrongPassphrase)));
    let again = Vault::create(Disk::real(), folder.path(), None, contents(), KdfCost::CHEAP, Random::Os);
    assert!(matches!(again, Err(VaultError::Exists)));
}

#[test]
fn without_a_passphrase_the_file_says_so() {
    let folder = tempfile::tempdir().unwrap();
    create(&folder, None);
    assert!(!Vault::needs_passphrase(&Disk::real(), folder.path()).unwrap());
    assert!(!open(&folder, None).unwrap().has_passphrase());
    assert!(!open(&folder, Some("ignored")).unwrap().has_passphrase());
}

#[test]
fn a_copy_of_the_file_opens_as_the_file_does() {
    let folder = tempfile::tempdir().unwrap();
    let copy = create(&folder, Some("x")).file_bytes().unwrap();
    assert!(copy_needs_passphrase(&copy).unwrap());
    let (opened, cost) = open_copy(&copy, Some(&Passphrase::new("x"))).unwrap();
    assert_eq!((opened.signing_seed, cost), (contents().signing_seed, Some(KdfCost::CHEAP)));
    assert!(matches!(open_copy(&copy, Some(&Passphrase::new("y"))), Err(VaultError::WrongPassphrase)));
    assert!(matches!(open_copy(&copy[..copy.len() - 1], None), Err(VaultError::Damaged)));
}

#[test]
fn nothing_secret_is_in_the_file() {
    let folder = tempfile::tempdir().unwrap();
    create(&folder, Some("x"));
    let file = std::fs::read(folder.path().join(FILE_NAME)).unwrap();
    let contents = contents();
    for secret in [&contents.data_key[..], &contents.signing_seed, contents.age_identity.as_bytes(), b"essai"] {
        assert!(!file.windows(secret.len()).any(|window| window == secret));
    }
}

#[test]
fn any_flipped_or_missing_byte_is_damage_not_a_wrong_passphrase() {
    let folder = tempfile::tempdir().unwrap();
    create(&folder, Some("x"));
    let path = folder.path().join(FILE_NAME);
    let file = std::fs::read(&path).unwrap();
    for at in 0..file.len() {
        flip(&path, at);
        assert!(matches!(open(&folder, Some("x")), Err(VaultError::Damaged)), "byte {at}");
        std::fs::write(&path, &file[..at]).unwrap();
        assert!(matches!(open(&folder, Some("x")), Err(VaultError::Damaged)), "cut at {at}");
        std::fs::write(&path, &file).unwrap();
    }
}

/// Rewrites the header and makes the checksum fit, as a hostile hand would.
fn forge(folder: &TempDir, at: usize, bytes: &[u8]) {
    let path = folder.path().join(FILE_NAME);
    let mut file = std::fs::read(&path).unwrap();
    let end = file.len() - 32;
    file[at..at + bytes.len()].copy_from_slice(bytes);
    let checksum = blake3::hash(&file[..end]);
    file[end..].copy_from_slice(checksum.as_bytes());
    std::fs::write(path, file).unwrap();
}

#[test]
fn hostile_parameters_are_not_obeyed() {
    let folder = tempfile::tempdir().unwrap();
    create(&folder, Some("x"));
    forge(&folder, 9, &u32::MAX.to_le_bytes());
    assert!(matches!(open(&folder, Some("x")), Err(VaultError::TooCostly)));
    forge(&folder, 9, &0u32.to_le_bytes());
    assert!(matches!(open(&folder, Some("x")), Err(VaultError::Damaged)));
    forge(&folder, 9, &16u32.to_le_bytes());
    assert!(matches!(open(&folder, Some("x")), Err(VaultError::WrongPassphrase)));
    forge(&folder, 8, &[0]);
    assert!(matches!(open(&folder, Some("x")), Err(VaultError::Damaged)), "cannot be made a store without passphrase");
    forge(&folder, 7, &[2]);
    assert!(matches!(open(&folder, Some("x")), Err(VaultError::OtherVersion(2))));
}

#[test]
fn updates_survive_and_failed_ones_change_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let (faults, disk) = Faults::new();
    let x = Passphrase::new("x");
    let random = Random::seeded(2);
    let mut vault = Vault::create(disk, folder.path(), Some(&x), contents(), KdfCost::CHEAP, random).unwrap();
    let former = vault.contents().incarnation;
    faults.fail_next_write(10);
    assert!(vault.take_new_incarnation().is_err());
    assert_eq!(
        (vault.contents().incarnation, open(&folder, Some("x")).unwrap().contents().incarnation),
        (former, former)
    );
    let new = vault.take_new_incarnation().unwrap();
    assert_ne!(new, former);
    assert_eq!(open(&folder, Some("x")).unwrap().contents().incarnation, new);

    faults.fail_next_sync();
    assert!(vault.change_passphrase(&Passphrase::new("y"), KdfCost::CHEAP).is_err());
    vault.update(|contents| contents.device_name = "autre".into()).unwrap();
    assert_eq!(open(&folder, Some("x")).unwrap().contents().device_name, "autre");
    vault.change_passphrase(&Passphrase::new("y"), KdfCost::CHEAP).unwrap();
    assert!(matches!(open(&folder, Some("x")), Err(VaultError::WrongPassphrase)));
    assert_eq!(open(&folder, Some("y")).unwrap().contents().incarnation, new);
}

/// Compiles only if what holds a key wipes it as it goes.
#[test]
fn keys_are_wiped_as_they_go() {
    fn wiped<T: ZeroizeOnDrop>() {}
    wiped::<Contents>();
    wiped::<NextKeys>();
    wiped::<First>();
    wiped::<Zeroizing<[u8; 32]>>();
    wiped::<ed25519_dalek::SigningKey>();
    wiped::<chacha20poly1305::XChaCha20Poly1305>();
}
