//! Random and derived text: the secrets that the sandbox hands out, each carrying a marker that tests look for,
//! and the stable fingerprints behind ids.

use std::sync::atomic::{AtomicU64, Ordering};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::Value;
use sha2::{Digest, Sha256};

/// Appears in every secret minted here: device and authorization codes, access, refresh and id tokens. Whatever a program under test
/// prints or writes in clear must not contain it.
pub const SECRET_MARKER: &str = "SandboxSecretNeverShow";

/// So long are the access tokens of work accounts.
const ACCESS_TOKEN: usize = 2_900;
/// So long are the opaque access tokens of personal accounts.
const OPAQUE_TOKEN: usize = 1_400;
/// So long are refresh tokens.
const REFRESH_TOKEN: usize = 1_500;
/// So long are authorization codes.
const AUTHORIZATION_CODE: usize = 1_000;
/// So long are id tokens.
const ID_TOKEN: usize = 1_280;

/// The alphabet of user codes: nothing that can be mistaken for something else.
const CODE_LETTERS: &[u8] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

pub(super) fn device_code() -> String {
    secret("GAQABIQEAAAA", 200)
}

pub(super) fn authorization_code() -> String {
    secret("1.AXkAPg0vbAtf.AgABBAI", AUTHORIZATION_CODE)
}

pub(super) fn user_code(length: usize) -> String {
    random(length).into_iter().map(|byte| char::from(CODE_LETTERS[usize::from(byte) % CODE_LETTERS.len()])).collect()
}

pub(super) fn refresh_token() -> String {
    secret("1.AXkAPg0vbAtf", REFRESH_TOKEN)
}

pub(super) fn opaque_access_token() -> String {
    secret("EwBwA8l6BAAU", OPAQUE_TOKEN)
}

pub(super) fn access_token(claims: &Value) -> String {
    jwt(claims, ACCESS_TOKEN)
}

pub(super) fn id_token(claims: &Value) -> String {
    jwt(claims, ID_TOKEN)
}

/// Something that looks like a JWT. Nobody who talks to the authority directly needs the signature, so it is noise.
fn jwt(claims: &Value, length: usize) -> String {
    let header = encode(r#"{"typ":"JWT","alg":"RS256","kid":"sandbox"}"#);
    let payload = encode(claims.to_string());
    secret(&format!("{header}.{payload}."), length)
}

/// `start`, the marker, and noise up to `length`, with never less noise than a guess would need.
fn secret(start: &str, length: usize) -> String {
    let noise = length.saturating_sub(start.len() + SECRET_MARKER.len()).max(64);
    let mut noise_text = URL_SAFE_NO_PAD.encode(random(noise));
    noise_text.truncate(noise);
    format!("{start}{SECRET_MARKER}{noise_text}")
}

/// A random GUID.
pub(super) fn guid() -> String {
    let mut bytes = random(16);
    bytes[6] = bytes[6] & 0x0f | 0x40;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let hex = hex(&bytes);
    [&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]].join("-")
}

/// Unpadded base64url.
pub(super) fn encode(text: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(text)
}

/// Upper-case hexadecimal digits, as Exchange writes them.
pub(super) fn upper_hex(bytes: &[u8]) -> String {
    hex(bytes).to_ascii_uppercase()
}

/// The same bytes for the same parts, always.
pub(super) fn fingerprint(parts: &[&str]) -> [u8; 32] {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    hash.finalize().into()
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Random bytes; two calls never give the same ones, even where the system has no randomness to offer.
fn random(length: usize) -> Vec<u8> {
    static CALLS: AtomicU64 = AtomicU64::new(0);
    let mut bytes = vec![0; length];
    if getrandom::fill(&mut bytes).is_err() {
        let call = CALLS.fetch_add(1, Ordering::Relaxed).to_string();
        for (index, chunk) in bytes.chunks_mut(32).enumerate() {
            let block = fingerprint(&[&call, &index.to_string()]);
            chunk.copy_from_slice(&block[..chunk.len()]);
        }
    }
    bytes
}
