//! What every token store promises, and the records that the tests of this room share.

use crate::model::account::Label;
use crate::model::claims::Challenge;
use crate::model::cloud::Cloud;
use crate::model::error::{Error, Kind, Result};
use crate::model::secret::Secret;
use crate::model::token::{Identity, Partition, Refusal, StoreKind, TokenKey, TokenRecord, TokenSet};
use crate::vault::{StorePlaces, TokenStore, Vault};
use chrono::{DateTime, Utc};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};
use uuid::Uuid;

pub fn key(account: &str, tenant: u128, cloud: Cloud) -> TokenKey {
    let client_id = "11111111-1111-4111-8111-111111111111".parse().unwrap();
    let partition = Partition { endpoints: cloud.endpoints(), tenant: Uuid::from_u128(tenant), client_id };
    TokenKey { partition, account: account.parse::<Label>().unwrap() }
}

/// A record as long as those of Entra, with a name that is not ASCII.
pub fn record(account: &str) -> TokenRecord {
    TokenRecord {
        key: key(account, 7, Cloud::Global),
        identity: Identity {
            id: "uid.utid".to_owned(),
            tenant: Uuid::from_u128(7),
            username: "zoë@exämple.com \u{1F4C5} \"\\\n".to_owned(),
        },
        tokens: TokenSet {
            access: Secret::from(format!("access-{account}-{}", "a".repeat(2931))),
            expires_at: at("2026-11-23T08:12:04Z"),
            refresh: Some(Secret::from(format!("refresh-{account}-{}", "r".repeat(1524)))),
            scopes: vec!["https://graph.microsoft.com/Calendars.Read".to_owned()],
        },
        refusal: Some(Refusal {
            at: at("2026-11-23T09:00:00Z"),
            error: Error::new(Kind::SignInRequired, "AADSTS700082", "Expired.").hint("calcli login --account x"),
            claims: Challenge::parse(r#"{"access_token":{"nbf":{"essential":true,"value":"1"}}}"#),
        }),
    }
}

pub fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

pub fn places(folder: &Path) -> StorePlaces {
    StorePlaces { records: folder.join("calcli/tokens"), key_file: folder.join("calcli/store.key"), key_command: None }
}

const SOON: Duration = Duration::from_secs(10);

#[tokio::test]
async fn a_store_keeps_accounts_and_partitions_apart() {
    let folder = tempfile::tempdir().unwrap();
    for vault in [Vault::memory(), Vault::open(StoreKind::File, places(folder.path()), SOON)] {
        let mut here = record("work");
        here.refusal = None;
        let mut there = record("work");
        there.key = key("work", 8, Cloud::Global);
        let other = record("work2");
        for record in [&here, &there, &other] {
            assert_eq!(vault.load(&record.key).await.unwrap(), None, "{}", vault.kind());
            vault.save(record).await.unwrap();
        }
        assert!(vault.delete(&there.key).await.unwrap());
        assert!(!vault.delete(&there.key).await.unwrap());
        assert_eq!(vault.load(&there.key).await.unwrap(), None);
        assert_eq!(vault.load(&key("WORK", 7, Cloud::Global)).await.unwrap(), Some(here));
        assert_eq!(vault.clone().load(&other.key).await.unwrap(), Some(other));
    }
}

#[tokio::test]
async fn opening_touches_nothing_and_neither_does_loading_what_is_not_there() {
    let folder = tempfile::tempdir().unwrap();
    let vault = Vault::open(StoreKind::File, places(folder.path()), SOON);
    assert_eq!(vault.load(&record("a").key).await.unwrap(), None);
    assert!(!vault.delete(&record("a").key).await.unwrap());
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[tokio::test]
async fn a_token_asked_for_at_another_graph_origin_is_refused_and_left_until_login_replaces_it() {
    let vault = Vault::memory();
    let government = TokenRecord { key: key("work", 7, Cloud::UsGov), ..record("work") };
    let defence = TokenRecord { key: key("work", 7, Cloud::Dod), ..record("work") };
    vault.save(&government).await.unwrap();
    let refused = vault.load(&defence.key).await.unwrap_err();
    assert_eq!((refused.kind, refused.code.as_str()), (Kind::SignInRequired, "record_mismatch"));
    assert_eq!(refused.hints, ["calcli login --account work"]);
    assert_eq!(vault.load(&government.key).await.unwrap(), Some(government));
    vault.save(&defence).await.unwrap();
    assert_eq!(vault.load(&defence.key).await.unwrap(), Some(defence));
}

/// A keychain that waits for a password that nobody types, or whose library panics.
struct Stuck {
    panics: bool,
}

impl TokenStore for Stuck {
    fn load(&self, _: &TokenKey) -> Result<Option<TokenRecord>> {
        assert!(!self.panics, "a keychain library that panics");
        loop {
            std::thread::park();
        }
    }
    fn save(&self, _: &TokenRecord) -> Result<()> {
        Ok(())
    }
    fn delete(&self, _: &TokenKey) -> Result<bool> {
        Ok(false)
    }
}

fn stuck(panics: bool, deadline: Duration) -> Vault {
    Vault { store: Arc::new(Stuck { panics }), kind: "keychain", deadline }
}

#[test]
fn a_keychain_that_never_answers_costs_the_deadline_and_not_the_end_of_the_program() {
    let began = Instant::now();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let error = runtime.block_on(stuck(false, Duration::from_millis(50)).load(&record("a").key)).unwrap_err();
    drop(runtime);
    assert_eq!((error.kind, error.code.as_str()), (Kind::StoreUnavailable, "keychain_timeout"));
    assert!(error.message.contains("within 0.05 s; is it waiting for a password prompt?"), "{error}");
    assert!(began.elapsed() < SOON);
}

#[tokio::test]
async fn a_keychain_library_that_panics_is_an_error_and_not_no_entry() {
    assert_eq!(stuck(true, SOON).load(&record("a").key).await.unwrap_err().code, "keychain_failed");
}
