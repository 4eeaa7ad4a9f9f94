//! Microsoft's clouds: where each signs its users in and where it serves Graph.

use serde::Deserialize;
use std::fmt;
use url::Url;

/// Scheme, host and port of a server; https, or http on this machine only.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Origin(String);

impl Origin {
    /// Reads an address that is nothing but an origin.
    ///
    /// # Errors
    /// A sentence that says why it is not one.
    pub fn parse(text: &str) -> Result<Self, String> {
        let url = Url::parse(text).map_err(|error| format!("`{text}` is not a web address: {error}"))?;
        if !url.path().trim_matches('/').is_empty() || url.query().is_some() || url.fragment().is_some() {
            return Err(format!("`{text}` must be a scheme and a host alone, such as https://login.example.com"));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(format!("`{text}` must not hold a user name or a password"));
        }
        if url.scheme() == "https" || (url.scheme() == "http" && is_loopback(&url)) {
            return Ok(Self(url.origin().ascii_serialization()));
        }
        Err(format!("`{text}` must use https (http is for this machine's loopback addresses only)"))
    }

    /// The origin as `https://host[:port]`, without a slash at its end.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// `host[:port]`, as a keychain entry names it.
    pub fn host(&self) -> &str {
        self.0.split_once("://").map_or(self.0.as_str(), |(_, host)| host)
    }

    /// Whether this address is on this origin, so that a token may be sent there.
    pub fn holds(&self, url: &Url) -> bool {
        url.origin().ascii_serialization() == self.0
    }
}

/// Whether an address names this machine itself: by number, or by the one name that `base/http` never asks a name server for.
pub fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(url::Host::Domain(name)) => name == "localhost",
        Some(url::Host::Ipv4(ip)) => ip.is_loopback(),
        Some(url::Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for Origin {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text)
    }
}

impl<'de> Deserialize<'de> for Origin {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.try_into().map_err(serde::de::Error::custom)
    }
}

/// Where an account signs in and where its calendar is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Endpoints {
    /// The authority's origin: `{authority}/{tenant}/oauth2/v2.0/token` is its token endpoint.
    pub authority: Origin,
    /// Graph's origin: requests go to `{graph}/v1.0/…`, and scopes carry it as their prefix.
    pub graph: Origin,
}

/// One of Microsoft's clouds. Registrations and tokens do not cross from one to another.
/// Source: Microsoft identity platform, "National clouds" and "Graph deployments".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Cloud {
    /// The worldwide cloud, GCC included.
    #[default]
    Global,
    /// US Government L4 (GCC High).
    UsGov,
    /// US Government L5 (DoD).
    Dod,
    /// China, operated by 21Vianet.
    China,
}

impl Cloud {
    /// Every cloud, in the order the help shows them.
    pub const ALL: [Self; 4] = [Self::Global, Self::UsGov, Self::Dod, Self::China];

    /// The name in the config, in flags and in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Global => "global",
            Self::UsGov => "usgov",
            Self::Dod => "dod",
            Self::China => "china",
        }
    }

    /// The cloud's login and Graph hosts.
    pub fn endpoints(self) -> Endpoints {
        let (authority, graph) = match self {
            Self::Global => ("https://login.microsoftonline.com", "https://graph.microsoft.com"),
            Self::UsGov => ("https://login.microsoftonline.us", "https://graph.microsoft.us"),
            Self::Dod => ("https://login.microsoftonline.us", "https://dod-graph.microsoft.us"),
            Self::China => ("https://login.partner.microsoftonline.cn", "https://microsoftgraph.chinacloudapi.cn"),
        };
        Endpoints { authority: Origin(authority.to_owned()), graph: Origin(graph.to_owned()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_https_or_loopback_and_nothing_else() {
        for good in [
            "https://graph.microsoft.com",
            "https://graph.microsoft.com/",
            "http://127.0.0.1:9000",
            "http://[::1]:80",
            "http://localhost:1",
        ] {
            assert!(Origin::parse(good).is_ok(), "{good}");
        }
        for bad in [
            "graph.microsoft.com",
            "http://graph.microsoft.com",
            "https://a/b",
            "https://a?b",
            "https://a#b",
            "https://u@a",
            "https://:p@a",
            "ftp://a",
            "http://127.0.0.1.evil.example",
            "http://localhost.evil.example",
            "http://anything.localhost",
            "http://localhost.",
            "http://[::ffff:127.0.0.1]",
        ] {
            assert!(Origin::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn an_origin_holds_what_has_its_scheme_host_and_port() {
        let graph = Origin::parse("https://graph.microsoft.com").unwrap();
        let holds = |address: &str| graph.holds(&Url::parse(address).unwrap());
        for own in [
            "https://graph.microsoft.com/v1.0/me?a#b",
            "https://GRAPH.microsoft.com:443",
            "https://u@graph.microsoft.com",
        ] {
            assert!(holds(own), "{own}");
        }
        for foreign in [
            "http://graph.microsoft.com",
            "https://graph.microsoft.com:444",
            "https://graph.microsoft.com.evil.example",
            "https://graph.microsoft.com@evil.example",
            "https://evil.example/https://graph.microsoft.com",
            "data:x",
        ] {
            assert!(!holds(foreign), "{foreign}");
        }
    }

    #[test]
    fn every_cloud_has_the_hosts_that_microsoft_lists() {
        let hosts = Cloud::ALL.map(|cloud| {
            let Endpoints { authority, graph } = cloud.endpoints();
            (cloud.name(), authority.host().to_owned(), graph.host().to_owned())
        });
        let listed = [
            ("global", "login.microsoftonline.com", "graph.microsoft.com"),
            ("usgov", "login.microsoftonline.us", "graph.microsoft.us"),
            ("dod", "login.microsoftonline.us", "dod-graph.microsoft.us"),
            ("china", "login.partner.microsoftonline.cn", "microsoftgraph.chinacloudapi.cn"),
        ];
        assert_eq!(hosts, listed.map(|(cloud, login, graph)| (cloud, login.to_owned(), graph.to_owned())));
    }

    #[test]
    fn every_cloud_has_origins_that_parse() {
        for cloud in Cloud::ALL {
            let endpoints = cloud.endpoints();
            assert_eq!(Origin::parse(endpoints.authority.as_str()), Ok(endpoints.authority));
            assert_eq!(Origin::parse(endpoints.graph.as_str()), Ok(endpoints.graph));
        }
    }
}
