//! Takes links out of what mail filters wrap around them.

use super::safe;
use base64::Engine;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use url::{Url, form_urlencoded};

/// How many wrappings are taken off; more are somebody's game.
const MOST: usize = 5;

/// The address, and what is in it, and what is in that.
pub(super) fn unwrapped(url: &Url) -> impl Iterator<Item = Url> {
    std::iter::successors(Some(url.clone()), |url| safe(&content(url)?)).take(MOST)
}

/// What a filter wrapped into its own address.
fn content(url: &Url) -> Option<String> {
    let (host, path) = (url.host_str()?, url.path());
    let parameter = |name: &str| url.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned());
    match host {
        "urldefense.com" | "urldefense.us" | "urldefense.proofpoint.com" if path.starts_with("/v3/") => {
            proofpoint_3(url.as_str())
        }
        "urldefense.proofpoint.com" if path.starts_with("/v2/") => proofpoint_2(&parameter("u")?),
        "urldefense.proofpoint.com" => parameter("u"),
        "statics.teams.cdn.office.net" if path.contains("/safelinks/") => parameter("url"),
        "www.google.com" if path == "/url" => parameter("q"),
        "linkprotect.cudasvc.com" => parameter("a"),
        host if is_safelinks(host) => parameter("url"),
        _ => None,
    }
}

/// Microsoft's Safe Links, one host for each region. Source: Microsoft Defender for Office 365, "Safe Links".
fn is_safelinks(host: &str) -> bool {
    [".safelinks.protection.outlook.com", ".safelinks.protection.office365.us", ".safelinks.protection.outlook.cn"]
        .iter()
        .any(|end| host.ends_with(end))
}

/// Source: Proofpoint, "URL Defense decoder" (v2): `-` stands for `%`, and `_` for `/`.
fn proofpoint_2(wrapped: &str) -> Option<String> {
    let encoded = wrapped.replace('-', "%").replace('_', "/");
    form_urlencoded::parse(encoded.as_bytes()).next().map(|(address, _)| address.into_owned())
}

/// Source: Proofpoint, "URL Defense decoder" (v3): after `__;` stand the characters that `*` (one) and `**X` (a run) replace.
fn proofpoint_3(wrapped: &str) -> Option<String> {
    const LENGTHS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let (address, rest) = wrapped.split_once("/v3/__")?.1.split_once("__;")?;
    let replaced = rest.split('!').next()?.trim_end_matches('=');
    let replaced = URL_SAFE_NO_PAD.decode(replaced).or_else(|_| STANDARD_NO_PAD.decode(replaced)).ok()?;
    let replaced = String::from_utf8(replaced).ok()?;
    let (mut replaced, mut rest, mut whole) = (replaced.chars(), address, String::new());
    while let Some((before, after)) = rest.split_once('*') {
        whole += before;
        let run = after.strip_prefix('*').and_then(|after| Some((LENGTHS.find(after.chars().next()?)? + 2, after)));
        let (length, after) = run.map_or((1, after), |(length, after)| (length, &after[1..]));
        whole.extend(replaced.by_ref().take(length));
        rest = after;
    }
    whole += rest;
    // Of the two slashes after the scheme one is often lost on the way.
    let place = whole.strip_prefix("https:/")?.trim_start_matches('/');
    Some(format!("https://{place}"))
}
