//! Addresses that a terminal opens on a click, as OSC 8 hyperlinks.
//!
//! Source: "Hyperlinks (a.k.a. HTML-like anchors) in terminal emulators", the description that terminals follow.

use crate::render::clean::clean;
use url::Url;

/// An https address in printable ASCII, so that nothing in it can end the sequence that it is written in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link(String);

impl Link {
    /// The sequence after which text leads nowhere.
    pub const END: &str = "\u{1b}]8;;\u{1b}\\";

    /// The link to an address from a stranger, or `None` where it is anything but https.
    pub fn new(address: &str) -> Option<Self> {
        let url = Url::parse(&clean(address)).ok().filter(|url| url.scheme() == "https")?;
        let printable = url.as_str().bytes().all(|byte| byte.is_ascii_graphic());
        printable.then(|| Self(url.into()))
    }

    /// The address itself.
    pub fn address(&self) -> &str {
        &self.0
    }

    /// The sequence after which text leads there.
    pub fn begin(&self) -> String {
        format!("\u{1b}]8;;{}\u{1b}\\", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_https_address_is_a_link_and_nothing_else_is() {
        let link = |address| Link::new(address).map(|link| link.0);
        assert_eq!(link("https://teams.example/l/1?a=%20b#c").as_deref(), Some("https://teams.example/l/1?a=%20b#c"));
        assert_eq!(link("https://teams.example/é 会").as_deref(), Some("https://teams.example/%C3%A9%20%E4%BC%9A"));
        for no in ["http://a.example", "file:///etc/passwd", "javascript:alert(1)", "ms-teams:/l/1", "teams", ""] {
            assert_eq!(link(no), None, "{no}");
        }
    }

    proptest! {
        #[test]
        fn no_address_can_end_its_own_sequence(rest in "(\u{1b}|\u{07}|\u{9c}|\\\\|;|.|\n){0,20}") {
            if let Some(link) = Link::new(&format!("https://a.example/{rest}")) {
                prop_assert!(link.0.bytes().all(|byte| byte.is_ascii_graphic()), "{:?}", link.0);
            }
        }
    }
}
