//! Other people's free and busy time: whom to ask about, through which account, and what came of it.

use crate::model::account::{Account, Label, Tenant};
use crate::model::availability::Block;
use crate::model::error::Error;
use std::fmt;
use std::str::FromStr;

/// Somebody whose time is asked for, as `bob@xebia.com` or `xebia/bob@xebia.com`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guest {
    /// The account to ask through, where it was said.
    pub through: Option<Label>,
    /// The address.
    pub email: String,
}

impl Guest {
    /// The domain of the address, in lower case.
    fn domain(&self) -> String {
        domain(&self.email)
    }
}

impl FromStr for Guest {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let (through, email) = match text.split_once('/').filter(|(account, _)| !account.contains('@')) {
            Some((account, email)) => (Some(account.trim().parse()?), email),
            None => (None, text),
        };
        let email = email.trim();
        let parts = email.rsplit_once('@').filter(|(name, domain)| !name.is_empty() && domain.contains('.'));
        if parts.is_none() || email.contains(|c: char| c.is_whitespace() || c.is_control() || ",;<>\"".contains(c)) {
            let text = text.escape_debug();
            return Err(format!(
                "`{text}` is no address: write it as bob@xebia.com, or xebia/bob@xebia.com to ask through an account"
            ));
        }
        Ok(Self { through, email: email.to_owned() })
    }
}

impl fmt::Display for Guest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.email)
    }
}

fn domain(address: &str) -> String {
    address.rsplit_once('@').map(|(_, domain)| domain.to_lowercase()).unwrap_or_default()
}

/// An account that could be asked about others.
#[derive(Clone, Debug)]
pub struct Desk<'a> {
    /// The account.
    pub account: &'a Account,
    /// Who is signed in to it, or is to.
    pub username: Option<String>,
    /// Whether it is a personal one, which knows nothing of others.
    /// Source: Microsoft Graph v1.0, "calendar: getSchedule" (permissions).
    pub is_personal: bool,
}

impl Desk<'_> {
    /// How near an address is to it: its tenant's domain is nearer than that of who signs in, who may be a guest.
    fn nearness(&self, domain_asked: &str) -> u8 {
        let tenant = matches!(&self.account.tenant, Tenant::Domain(own) if own.eq_ignore_ascii_case(domain_asked));
        let person = self.username.as_deref().is_some_and(|name| domain(name) == domain_asked);
        u8::from(tenant) * 2 + u8::from(person)
    }
}

/// The account through which somebody is asked about: the one that was said, else the nearest to the address, else the only one that
/// is not personal. `None` where none of these is there.
pub fn desk_for<'a>(guest: &Guest, desks: &[Desk<'a>]) -> Option<&'a Account> {
    if let Some(label) = &guest.through {
        return desks.iter().map(|desk| desk.account).find(|account| account.label == *label);
    }
    let work: Vec<&Desk<'a>> = desks.iter().filter(|desk| !desk.is_personal).collect();
    let near = |desk: &Desk<'_>| desk.nearness(&guest.domain());
    // Of several that are equally near, the first is taken.
    let nearest = work.iter().rev().max_by_key(|desk| near(desk)).filter(|desk| near(desk) > 0);
    let only = || work.first().filter(|_| work.len() == 1);
    nearest.or_else(only).map(|desk| desk.account)
}

/// What became of asking about somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schedule {
    /// The address.
    pub email: String,
    /// The account that was asked.
    pub account: Label,
    /// When that person is busy, free and elsewhere, or why nobody knows.
    pub blocks: Result<Vec<Block>, Error>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::account::samples::account;

    fn guest(text: &str) -> Guest {
        text.parse().unwrap()
    }

    #[test]
    fn a_guest_is_an_address_perhaps_behind_an_account() {
        assert_eq!(guest("bob@xebia.com"), Guest { through: None, email: "bob@xebia.com".to_owned() });
        assert_eq!(guest(" Xebia/bob@xebia.com ").through, Some("xebia".parse().unwrap()));
        assert_eq!(guest("a/b@xebia.com").email, "b@xebia.com");
        for bad in [
            "",
            "bob",
            "@xebia.com",
            "bob@",
            "bob@xebia",
            "b ob@xebia.com",
            "/bob@xebia.com",
            "<bob@xebia.com>",
            "a b/c@d.e",
        ] {
            assert!(bad.parse::<Guest>().is_err(), "{bad}");
        }
    }

    #[test]
    fn an_address_is_asked_through_the_account_it_is_nearest_to() {
        let accounts = [
            account("guest", "marimer.com"),
            account("xebia", "xebia.com"),
            account("marimer", "b7d1f2a4-9e3c-4d27-8a6f-52c0e9d4b3f6"),
            account("home", "consumers"),
        ];
        let names = ["alice@xebia.com", "alice@xebia.com", "Alice@Marimer.com", "alice@outlook.com"];
        let desks = accounts.iter().zip(names).map(|(account, name)| Desk {
            account,
            username: Some(name.to_owned()),
            is_personal: account.label.as_str() == "home",
        });
        let desks: Vec<Desk> = desks.collect();
        let asked = |text: &str, desks: &[Desk]| desk_for(&guest(text), desks).map(|account| account.label.to_string());
        assert_eq!(asked("bob@XEBIA.com", &desks).as_deref(), Some("xebia"));
        assert_eq!(asked("bob@xebia.com", &desks[2..]).as_deref(), Some("marimer"), "the only one for work");
        assert_eq!(asked("bob@marimer.com", &desks[1..]).as_deref(), Some("marimer"));
        assert_eq!(asked("bob@marimer.com", &desks).as_deref(), Some("guest"), "a tenant is nearer than a name");
        assert_eq!(asked("carol@outlook.com", &desks), None, "a personal account cannot ask");
        assert_eq!(asked("dana@fabrikam.com", &desks), None);
        assert_eq!(asked("marimer/bob@xebia.com", &desks).as_deref(), Some("marimer"));
        assert_eq!(asked("other/bob@xebia.com", &desks), None);
    }
}
