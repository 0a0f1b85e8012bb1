//! A store's keys, passphrase and settings: what its vault holds.

use ed25519_dalek::SigningKey;
use zeroize::Zeroizing;

use super::vault::{KdfCost, NextKeys, Passphrase};
use super::{Store, StoreError};
use crate::log::{DeviceId, Incarnation, signing_key};

impl Store {
    pub fn incarnation(&self) -> Incarnation {
        self.vault.contents().incarnation
    }

    /// # Errors
    /// [`StoreError::Vault`].
    pub fn take_new_incarnation(&mut self) -> Result<(), StoreError> {
        self.epoch += 1;
        self.vault.take_new_incarnation()?;
        Ok(())
    }

    /// The device's Ed25519 key.
    pub fn signing_key(&self) -> SigningKey {
        signing_key(&self.vault.contents().signing_seed)
    }

    pub fn public_key(&self) -> [u8; 32] {
        self.signing_key().verifying_key().to_bytes()
    }

    /// The device's age identity, as text.
    pub fn age_identity(&self) -> &str {
        &self.vault.contents().age_identity
    }

    /// Those before a change of keys.
    pub fn former_identities(&self) -> &[String] {
        &self.vault.contents().former_identities
    }

    /// Keeps keys that are to replace those in use, so that a power cut loses neither. Answers the signing key.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn prepare_keys(&mut self, age_identity: Zeroizing<String>) -> Result<SigningKey, StoreError> {
        let next = NextKeys { signing_seed: self.random.bytes()?, age_identity: age_identity.to_string() };
        let key = signing_key(&next.signing_seed);
        self.vault.update(|contents| contents.next = Some(next))?;
        Ok(key)
    }

    /// The device that this laptop will be with the keys prepared.
    pub fn next_device(&self) -> Option<DeviceId> {
        let next = self.vault.contents().next.as_ref()?;
        Some(DeviceId::of_key(&signing_key(&next.signing_seed).verifying_key().to_bytes()))
    }

    /// From here on this laptop is the device of the keys prepared; the signing key of before is gone.
    ///
    /// # Errors
    /// [`StoreError::Vault`]: then it is what it was.
    pub fn take_next_keys(&mut self) -> Result<(), StoreError> {
        let Some(device) = self.next_device() else { return Ok(()) };
        self.vault.update(|contents| {
            if let Some(next) = contents.next.take() {
                let former = std::mem::replace(&mut contents.age_identity, next.age_identity.clone());
                contents.former_identities.push(former);
                contents.signing_seed = next.signing_seed;
            }
        })?;
        self.device = device;
        self.epoch += 1;
        Ok(())
    }

    /// # Errors
    /// [`StoreError::Vault`].
    pub fn drop_next_keys(&mut self) -> Result<(), StoreError> {
        Ok(self.vault.update(|contents| contents.next = None)?)
    }

    pub fn has_passphrase(&self) -> bool {
        self.vault.has_passphrase()
    }

    pub fn accepts(&self, passphrase: &Passphrase) -> bool {
        self.vault.accepts(passphrase)
    }

    /// # Errors
    /// [`StoreError::Vault`]: then the former one stays.
    pub fn change_passphrase(&mut self, passphrase: &Passphrase, cost: KdfCost) -> Result<(), StoreError> {
        Ok(self.vault.change_passphrase(passphrase, cost)?)
    }

    /// The vault's file as it stands, for a backup.
    ///
    /// # Errors
    /// [`StoreError::Vault`].
    pub fn vault_bytes(&self) -> Result<Vec<u8>, StoreError> {
        Ok(self.vault.file_bytes()?)
    }

    /// A small setting that is needed before the journal opens.
    pub fn setting(&self, name: &str) -> Option<&[u8]> {
        self.vault.contents().settings.get(name).map(Vec::as_slice)
    }

    /// # Errors
    /// [`StoreError::Vault`].
    pub fn set_setting(&mut self, name: &str, value: Vec<u8>) -> Result<(), StoreError> {
        Ok(self.vault.update(|contents| {
            contents.settings.insert(name.to_owned(), value);
        })?)
    }
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use super::super::vault::{Contents, FILE_NAME};
    use super::super::{Entry, Opening, Random};
    use super::*;

    /// Every file of a store with its bytes.
    fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
        let mut all = Vec::new();
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                all.extend(files(&path));
            } else {
                let bytes = std::fs::read(&path).unwrap();
                all.push((path, bytes));
            }
        }
        all.sort();
        all
    }

    #[test]
    fn another_passphrase_wraps_the_keys_and_rewrites_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let opening =
            |passphrase: &str| Opening { random: Random::seeded(2), ..Opening::new(Some(Passphrase::new(passphrase))) };
        let contents = Contents::new("essai", "AGE-SECRET-KEY-1TEST".into(), &mut Random::seeded(1)).unwrap();
        let mut store = Store::create(folder.path(), opening("x"), contents, KdfCost::CHEAP).unwrap();
        store.append(vec![Entry::Local { key: "a".into(), value: Some(vec![7; 99]) }]).unwrap();
        store.settle().unwrap();
        let before = files(folder.path());
        store.change_passphrase(&Passphrase::new("y"), KdfCost::CHEAP).unwrap();
        let after = files(folder.path());
        let changed: Vec<_> =
            after.iter().filter(|file| !before.contains(file)).map(|(path, _)| path.clone()).collect();
        assert_eq!((changed, after.len()), (vec![folder.path().join(FILE_NAME)], before.len()));
        assert!(store.accepts(&Passphrase::new("y")) && !store.accepts(&Passphrase::new("x")));
        drop(store);
        assert!(Store::open(folder.path(), opening("x")).is_err());
        let (store, _) = Store::open(folder.path(), opening("y")).unwrap();
        assert_eq!(store.views().local("a").unwrap(), Some(vec![7; 99]), "what was written before still opens");
    }
}
