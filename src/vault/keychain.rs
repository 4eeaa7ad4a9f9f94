//! The operating system's keychain as a store of named values, with its errors told apart: locked, not there, failed, and no
//! entry.

use crate::model::error::{Error, Result};
use crate::vault::blob::{BlobStore, Bytes, Name};
use crate::vault::fault::{failed, locked, unavailable};
use crate::vault::platform::Platform;
use keyring_core::{CredentialStore, Entry, Error as Failure};
use std::collections::HashMap;
use zeroize::Zeroizing;

/// The keychain of a platform.
pub struct Keychain<P> {
    platform: P,
}

impl<P: Platform> Keychain<P> {
    /// The keychain; it is not touched yet.
    pub fn new(platform: P) -> Self {
        Self { platform }
    }

    /// Does something with an entry; `None` where there is certainly no such entry. A failure of the platform is tried once
    /// more, since keychain daemons do crash and are started again.
    fn with_entry<T>(&self, name: &Name, call: impl Fn(&Entry) -> keyring_core::Result<T>) -> Result<Option<T>> {
        let attempt = |store: &CredentialStore| {
            // Windows would let its entries roam to other machines.
            let local = cfg!(windows).then_some(("persistence", "Local"));
            let modifiers: HashMap<&str, &str> = local.into_iter().collect();
            call(&store.build(&name.service, &name.user, Some(&modifiers))?)
        };
        let mut result = attempt(&*self.platform.store()?);
        if let Err(error @ Failure::PlatformFailure(_)) = &result
            && self.platform.explain(error).is_none()
        {
            result = attempt(&*self.platform.store_anew()?);
        }
        if matches!(result, Err(Failure::NoEntry)) && self.platform.unlock()? {
            result = attempt(&*self.platform.store()?);
        }
        match result {
            Ok(value) => Ok(Some(value)),
            Err(Failure::NoEntry) => Ok(None),
            Err(error) => Err(self.platform.explain(&error).unwrap_or_else(|| explained(&error))),
        }
    }
}

impl<P: Platform> BlobStore for Keychain<P> {
    fn get(&self, name: &Name) -> Result<Option<Bytes>> {
        self.with_entry(name, |entry| entry.get_secret().map(Zeroizing::new))
    }

    fn set(&self, name: &Name, value: &[u8]) -> Result<()> {
        let set = self.with_entry(name, |entry| entry.set_secret(value))?;
        set.ok_or_else(|| failed("an entry vanished while it was written"))
    }

    fn delete(&self, name: &Name) -> Result<bool> {
        let deleted = self.with_entry(name, |entry| match entry.delete_credential() {
            Err(Failure::Ambiguous(entries)) => entries.iter().try_for_each(Entry::delete_credential),
            result => result,
        })?;
        Ok(deleted.is_some())
    }
}

/// What a keychain's error means on any system. Only texts are taken from it: some errors carry the secret itself.
fn explained(error: &Failure) -> Error {
    match error {
        Failure::NoStorageAccess(reason) => locked(reason),
        Failure::NoDefaultStore => unavailable(error),
        Failure::PlatformFailure(reason) => failed(reason),
        Failure::Ambiguous(entries) => failed(format!("it holds {} entries of one name", entries.len()))
            .hint("`calcli logout --account NAME` removes them all; then `calcli login --account NAME`"),
        Failure::BadEncoding(_) | Failure::BadDataFormat(..) => failed("an entry of it is damaged"),
        other => failed(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::error::Kind;
    use keyring_core::{CredentialStore, mock};
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    /// keyring's own pretend keychain, counting how often it was connected anew and unlocked.
    struct Pretend {
        store: Arc<CredentialStore>,
        anew: AtomicUsize,
        locked: bool,
    }

    impl Platform for Pretend {
        fn store(&self) -> Result<Arc<CredentialStore>> {
            Ok(self.store.clone())
        }
        fn store_anew(&self) -> Result<Arc<CredentialStore>> {
            self.anew.fetch_add(1, Ordering::Relaxed);
            self.store()
        }
        fn unlock(&self) -> Result<bool> {
            if self.locked { Err(locked("no prompt")) } else { Ok(false) }
        }
        fn explain(&self, error: &Failure) -> Option<Error> {
            error.to_string().contains("cancelled").then(|| locked("cancelled"))
        }
    }

    fn keychain(locked: bool) -> Keychain<Pretend> {
        Keychain::new(Pretend { store: mock::Store::new().unwrap(), anew: AtomicUsize::new(0), locked })
    }

    fn name() -> Name {
        Name { service: "calcli:x".to_owned(), user: "work".to_owned() }
    }

    /// Makes the next call on the entry fail.
    fn fail(keychain: &Keychain<Pretend>, error: Failure) {
        let entry = keychain.platform.store.build("calcli:x", "work", None).unwrap();
        entry.as_any().downcast_ref::<mock::Cred>().unwrap().set_error(error);
    }

    #[test]
    fn what_is_set_is_found_until_it_is_deleted() {
        let keychain = keychain(false);
        assert!(keychain.get(&name()).unwrap().is_none());
        keychain.set(&name(), b"value").unwrap();
        assert_eq!(keychain.get(&name()).unwrap().unwrap().as_slice(), b"value");
        assert!(keychain.delete(&name()).unwrap());
        assert!(!keychain.delete(&name()).unwrap());
    }

    #[test]
    fn locked_missing_and_failed_are_told_apart_and_none_of_them_is_no_entry() {
        let keychain = keychain(false);
        for (error, code, words) in [
            (Failure::NoStorageAccess("prompt dismissed".into()), "keychain_locked", "prompt dismissed"),
            (Failure::NoDefaultStore, "keychain_unavailable", "no keychain"),
            (Failure::TooLong("secret".to_owned(), 2560), "keychain_failed", "2560"),
            (Failure::Ambiguous(vec![]), "keychain_failed", "0 entries"),
            (Failure::BadEncoding(b"secret".to_vec()), "keychain_failed", "damaged"),
        ] {
            fail(&keychain, error);
            let error = keychain.get(&name()).unwrap_err();
            assert_eq!((error.kind, error.code.as_str()), (Kind::StoreUnavailable, code));
            assert!(error.message.contains(words), "{error}");
        }
    }

    #[test]
    fn without_a_keychain_the_error_says_exactly_how_to_choose_the_file_store() {
        let hints = unavailable("no bus").hints.join("\n");
        assert!(hints.contains("`calcli config set token_store file`"), "{hints}");
        assert!(hints.contains("CALCLI_TOKEN_STORE=file"), "{hints}");
    }

    #[test]
    fn a_daemon_that_crashed_is_asked_once_more_on_a_new_connection() {
        let keychain = keychain(false);
        keychain.set(&name(), b"value").unwrap();
        fail(&keychain, Failure::PlatformFailure("NoReply".into()));
        assert_eq!(keychain.get(&name()).unwrap().unwrap().as_slice(), b"value");
        assert_eq!(keychain.platform.anew.load(Ordering::Relaxed), 1);
    }

    #[test]
    fn a_prompt_that_the_user_dismissed_is_not_shown_again() {
        let keychain = keychain(false);
        fail(&keychain, Failure::PlatformFailure("cancelled".into()));
        assert_eq!(keychain.get(&name()).unwrap_err().code, "keychain_locked");
        assert_eq!(keychain.platform.anew.load(Ordering::Relaxed), 0);
    }

    #[test]
    fn no_entry_is_not_believed_while_the_keychain_is_locked() {
        let keychain = keychain(true);
        assert_eq!(keychain.get(&name()).unwrap_err().code, "keychain_locked");
        assert_eq!(keychain.delete(&name()).unwrap_err().code, "keychain_locked");
        keychain.set(&name(), b"value").unwrap();
        assert!(keychain.get(&name()).unwrap().is_some());
    }
}
