//! Token records as keychain entries: how an entry is named, and that it holds what it should.

use crate::model::error::{Error, Kind, Result};
use crate::model::token::{TokenKey, TokenRecord};
use crate::vault::TokenStore;
use crate::vault::blob::{BlobStore, Name};
use crate::vault::record;

/// A token store on top of named values.
pub struct Entries<B> {
    blobs: B,
}

impl<B: BlobStore> Entries<B> {
    /// A token store that keeps its records here.
    pub fn new(blobs: B) -> Self {
        Self { blobs }
    }
}

impl<B: BlobStore> TokenStore for Entries<B> {
    fn load(&self, key: &TokenKey) -> Result<Option<TokenRecord>> {
        self.blobs.get(&name(key))?.map(|bytes| record::decode(&bytes, key)).transpose()
    }

    fn save(&self, record: &TokenRecord) -> Result<()> {
        let (name, written) = (name(&record.key), record::encode(record)?);
        self.blobs.set(&name, &written)?;
        if self.blobs.get(&name)?.as_ref() == Some(&written) {
            return Ok(());
        }
        Err(Error::new(
            Kind::StoreUnavailable,
            "keychain_failed",
            format!("The keychain took the tokens of account `{}`, but gave something else back.", record.key.account),
        ))
    }

    fn delete(&self, key: &TokenKey) -> Result<bool> {
        self.blobs.delete(&name(key))
    }
}

/// The entry of a key. The name leaves out the Graph origin; the key inside the record does not.
pub fn name(key: &TokenKey) -> Name {
    let partition = &key.partition;
    let authority = partition.endpoints.authority.host();
    Name {
        service: format!("calcli:{authority}/{}/{}", partition.tenant, partition.client_id),
        user: key.account.key(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::cloud::Cloud;
    use crate::vault::blob::Bytes;
    use crate::vault::memory::Memory;
    use crate::vault::tests::{key, record};

    #[test]
    fn an_entry_is_named_after_authority_tenant_client_and_account() {
        let Name { service, user } = name(&key("Xebia", 1, Cloud::Global));
        assert_eq!(
            service,
            "calcli:login.microsoftonline.com/00000000-0000-0000-0000-000000000001/11111111-1111-4111-8111-111111111111"
        );
        assert_eq!(user, "xebia");
    }

    #[test]
    fn two_entries_that_were_swapped_are_both_refused() {
        let store = Entries::new(Memory::limited(usize::MAX));
        let [one, two] = ["one", "two"].map(record);
        store.save(&one).unwrap();
        store.save(&two).unwrap();
        {
            let mut values = store.blobs.values();
            let swapped = [values[&name(&two.key)].clone(), values[&name(&one.key)].clone()];
            values.extend([name(&one.key), name(&two.key)].into_iter().zip(swapped));
        }
        for record in [&one, &two] {
            assert_eq!(store.load(&record.key).unwrap_err().code, "record_mismatch");
        }
        store.save(&one).unwrap();
        assert_eq!(store.load(&one.key).unwrap(), Some(one));
    }

    /// A keychain that cuts what it is given, and says nothing.
    struct Cutting(Memory);

    impl BlobStore for Cutting {
        fn get(&self, name: &Name) -> Result<Option<Bytes>> {
            self.0.get(name)
        }
        fn set(&self, name: &Name, value: &[u8]) -> Result<()> {
            self.0.set(name, &value[..value.len().min(2048)])
        }
        fn delete(&self, name: &Name) -> Result<bool> {
            self.0.delete(name)
        }
    }

    #[test]
    fn what_is_read_back_must_be_what_was_written() {
        let store = Entries::new(Cutting(Memory::limited(usize::MAX)));
        let error = store.save(&record("a")).unwrap_err();
        assert_eq!((error.kind, error.code.as_str()), (Kind::StoreUnavailable, "keychain_failed"));
        assert_eq!(store.load(&record("a").key).unwrap_err().code, "record_unreadable");
    }
}
