//! Which scopes may be asked for: the four of signing in, and the calendar ones of this sandbox's own Graph,
//! which must carry its address so that a token for one service is never asked of another.

use super::aadsts::Refusal;

/// The scopes that are not about a resource.
const OIDC: [&str; 4] = ["openid", "profile", "email", "offline_access"];

/// The delegated permissions of Graph.
const GRAPH: [&str; 7] = [
    "User.Read",
    "Calendars.ReadBasic",
    "Calendars.Read",
    "Calendars.Read.Shared",
    "Calendars.ReadWrite",
    "Calendars.ReadWrite.Shared",
    "MailboxSettings.Read",
];

/// The scopes of a request as short names, or the refusal of the first that is not known here.
pub(super) fn parse(text: &str, graph: &str) -> Result<Vec<String>, Refusal> {
    let mut scopes = Vec::new();
    for word in text.split_whitespace() {
        let name = short_name(word, graph).ok_or_else(|| {
            let text = format!(
                "The provided value for the input parameter 'scope' isn't valid. The scope {word} isn't valid."
            );
            Refusal::new("invalid_scope", 70_011, text)
        })?;
        if !scopes.iter().any(|known| known == name) {
            scopes.push(name.to_owned());
        }
    }
    Ok(scopes)
}

fn short_name(word: &str, graph: &str) -> Option<&'static str> {
    let same = |name: &&str| name.eq_ignore_ascii_case(word);
    if let Some(name) = OIDC.iter().copied().find(same) {
        return Some(name);
    }
    let name = word.strip_prefix(graph)?.strip_prefix('/')?;
    GRAPH.into_iter().find(|known| known.eq_ignore_ascii_case(name))
}

/// The granted scopes as a token answer lists them. Both forms exist in the wild: personal accounts get short names
/// here, work accounts the long ones. `offline_access` is never listed.
pub(super) fn granted(scopes: &[String], graph: &str, personal: bool) -> String {
    let listed = scopes.iter().filter(|scope| *scope != "offline_access");
    let written =
        listed.map(
            |scope| {
                if personal || OIDC.contains(&scope.as_str()) { scope.clone() } else { format!("{graph}/{scope}") }
            },
        );
    written.collect::<Vec<_>>().join(" ")
}
