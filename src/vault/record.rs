//! The form of a stored record: ASCII JSON that repeats the key it belongs to. The one place of the vault where secrets leave
//! their wrapper.

use crate::model::claims::Challenge;
use crate::model::error::{Error, Kind, Result};
use crate::model::secret::Secret;
use crate::model::token::{Identity, Refusal, TokenKey, TokenRecord, TokenSet};
use crate::vault::blob::Bytes;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::ser::{CompactFormatter, Formatter};
use std::io;
use uuid::Uuid;
use zeroize::Zeroizing;

/// The version of this form.
const VERSION: u32 = 1;

#[derive(Serialize, Deserialize)]
struct Wire {
    version: u32,
    key: String,
    identity: WireIdentity,
    tokens: WireTokens,
    refusal: Option<WireRefusal>,
}

#[derive(Serialize, Deserialize)]
struct WireIdentity {
    id: String,
    tenant: Uuid,
    username: String,
}

#[derive(Serialize, Deserialize)]
struct WireTokens {
    access: Exposed,
    expires_at: DateTime<Utc>,
    refresh: Option<Exposed>,
    scopes: Vec<String>,
}

#[derive(Serialize, Deserialize)]
struct WireRefusal {
    at: DateTime<Utc>,
    kind: Kind,
    code: String,
    message: String,
    hints: Vec<String>,
    /// Left out where there are none; records of earlier versions do not name them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    claims: Option<Challenge>,
}

/// A secret on its way into or out of a record.
struct Exposed(Secret);

impl Serialize for Exposed {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0.expose())
    }
}

impl<'de> Deserialize<'de> for Exposed {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        String::deserialize(deserializer).map(|text| Self(Secret::from(text)))
    }
}

/// Only the version, which is read first: the rest may look different in another one.
#[derive(Deserialize)]
struct Head {
    version: u32,
}

/// A record as bytes.
pub fn encode(record: &TokenRecord) -> Result<Bytes> {
    let TokenRecord { key, identity, tokens, refusal } = record;
    let wire = Wire {
        version: VERSION,
        key: key.canonical(),
        identity: WireIdentity {
            id: identity.id.clone(),
            tenant: identity.tenant,
            username: identity.username.clone(),
        },
        tokens: WireTokens {
            access: Exposed(tokens.access.clone()),
            expires_at: tokens.expires_at,
            refresh: tokens.refresh.clone().map(Exposed),
            scopes: tokens.scopes.clone(),
        },
        refusal: refusal.as_ref().map(|Refusal { at, error, claims }| WireRefusal {
            at: *at,
            kind: error.kind,
            code: error.code.clone(),
            message: error.message.clone(),
            hints: error.hints.clone(),
            claims: claims.clone(),
        }),
    };
    // Room for all of it: a buffer that grows leaves a copy behind that nobody wipes.
    let secrets = tokens.access.expose().len() + tokens.refresh.as_ref().map_or(0, |refresh| refresh.expose().len());
    let mut bytes = Zeroizing::new(Vec::with_capacity(8192 + 2 * secrets));
    wire.serialize(&mut serde_json::Serializer::with_formatter(&mut *bytes, Ascii(CompactFormatter)))
        .map_err(|error| Error::new(Kind::Internal, "record_unwritable", format!("A token record: {error}.")))?;
    Ok(bytes)
}

/// The record in these bytes, which must be the one of this key.
pub fn decode(bytes: &[u8], key: &TokenKey) -> Result<TokenRecord> {
    match serde_json::from_slice::<Head>(bytes) {
        Ok(head) if head.version == VERSION => (),
        Ok(head) => return Err(unreadable(key, &format!("it is of version {}", head.version))),
        // The parser's own message could repeat a piece of a token.
        Err(_) => return Err(unreadable(key, "it is damaged")),
    }
    let wire: Wire = serde_json::from_slice(bytes).map_err(|_| unreadable(key, "it is damaged"))?;
    if wire.key != key.canonical() {
        return Err(mismatch(key));
    }
    let refusal = wire.refusal.map(|WireRefusal { at, kind, code, message, hints, claims }| Refusal {
        at,
        error: Error { kind, code, message, hints },
        claims,
    });
    Ok(TokenRecord {
        key: key.clone(),
        identity: Identity { id: wire.identity.id, tenant: wire.identity.tenant, username: wire.identity.username },
        tokens: TokenSet {
            access: wire.tokens.access.0,
            expires_at: wire.tokens.expires_at,
            refresh: wire.tokens.refresh.map(|refresh| refresh.0),
            scopes: wire.tokens.scopes,
        },
        refusal,
    })
}

/// The stored record is another's: it was moved or swapped.
pub fn mismatch(key: &TokenKey) -> Error {
    let message = format!(
        "What is stored for account `{}` belongs to another account, server or application, or was changed; it was left untouched.",
        key.account
    );
    Error::new(Kind::SignInRequired, "record_mismatch", message).hint(login(key))
}

/// The stored record makes no sense to this version of calcli.
pub fn unreadable(key: &TokenKey, reason: &str) -> Error {
    let message = format!("The stored tokens of account `{}` cannot be read: {reason}.", key.account);
    Error::new(Kind::StoreUnavailable, "record_unreadable", message).hint(login(key))
}

fn login(key: &TokenKey) -> String {
    format!("calcli login --account {}", key.account)
}

/// JSON in ASCII alone: some keychains hold text, and not every one keeps every character.
struct Ascii(CompactFormatter);

impl Formatter for Ascii {
    fn write_string_fragment<W: ?Sized + io::Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        for piece in fragment.split_inclusive(|c: char| !c.is_ascii()) {
            let end = piece.trim_end_matches(|c: char| !c.is_ascii()).len();
            let (plain, other) = piece.split_at(end);
            self.0.write_string_fragment(writer, plain)?;
            for unit in other.encode_utf16() {
                write!(writer, "\\u{unit:04x}")?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vault::tests::record;

    #[test]
    fn a_record_survives_its_form_which_is_ascii_json_of_a_known_shape() {
        let mut record = record("work");
        for _ in 0..2 {
            let bytes = encode(&record).unwrap();
            assert!(bytes.is_ascii());
            assert_eq!(decode(&bytes, &record.key).unwrap(), record);
            record.refusal = None;
            record.tokens.refresh = None;
        }
        let json: serde_json::Value = serde_json::from_slice(&encode(&record).unwrap()).unwrap();
        assert_eq!(json["version"], 1);
        assert_eq!(json["key"], record.key.canonical());
        assert_eq!(json["identity"]["username"], record.identity.username);
        assert_eq!(json["tokens"]["expires_at"], "2026-11-23T08:12:04Z");
        assert!(json["tokens"]["refresh"].is_null() && json["refusal"].is_null());
    }

    #[test]
    fn a_refusal_that_asks_for_nothing_has_the_form_of_earlier_versions() {
        let mut record = record("work");
        record.refusal.as_mut().unwrap().claims = None;
        let bytes = encode(&record).unwrap();
        assert!(!std::str::from_utf8(&bytes).unwrap().contains("\"claims\""));
        assert_eq!(decode(&bytes, &record.key).unwrap(), record);
    }

    #[test]
    fn a_record_of_another_version_or_a_broken_one_is_unreadable_and_its_text_is_not_shown() {
        let bytes = encode(&record("work")).unwrap();
        let text = std::str::from_utf8(&bytes).unwrap();
        let newer = text.replacen("\"version\":1", "\"version\":2", 1);
        let odd = text.replacen("\"expires_at\":\"2026", "\"expires_at\":\"access-", 1);
        for bad in [newer.as_str(), &text[..1000], odd.as_str(), "", "null"] {
            let error = decode(bad.as_bytes(), &record("work").key).unwrap_err();
            assert_eq!((error.kind, error.code.as_str()), (Kind::StoreUnavailable, "record_unreadable"));
            assert_eq!(error.hints, ["calcli login --account work"]);
            assert!(!error.message.contains("access-"), "{error}");
        }
    }
}
