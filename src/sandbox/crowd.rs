//! A crowd: as many people as are asked for, in tenants of their own that share one application. What they have in their calendars
//! is told in `graph/crowd.rs`.

use super::dice::Dice;
use super::world::{APPS, Account, App, SHARED_APP, TENANTS, Tenant, USERS, User, World};

/// So many people have one tenant.
const PEOPLE_OF_A_TENANT: usize = 4;

const COMPANIES: [&str; 20] = [
    "Acorn", "Birch", "Cedar", "Delta", "Ember", "Fjord", "Grove", "Haven", "Iris", "Juniper", "Karst", "Lumen",
    "Maple", "Nectar", "Orbit", "Pine", "Quartz", "River", "Sable", "Tundra",
];

const FIRST_NAMES: [&str; 24] = [
    "Ada", "Bram", "Chloé", "Diego", "Elif", "Farah", "Goran", "Hana", "Imani", "Jonas", "Kemi", "Lotte", "Marek",
    "Nadia", "Omar", "Priya", "Quinn", "Rosa", "Sven", "Tariq", "Uma", "Viktor", "Wei", "Zoë",
];

const LAST_NAMES: [&str; 24] = [
    "Andersson",
    "Bakker",
    "Costa",
    "Dubois",
    "Eriksen",
    "Fischer",
    "García",
    "Haddad",
    "Ivanova",
    "Jansen",
    "Kowalska",
    "Lindqvist",
    "Moreau",
    "Nakamura",
    "Okafor",
    "Patel",
    "Quispe",
    "Rossi",
    "Schmidt",
    "Tanaka",
    "Ueda",
    "Visser",
    "Wójcik",
    "Yılmaz",
];

/// How many there are in a crowd, and from which seed they are made: the same seed makes the same people with the same meetings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Crowd {
    /// How many accounts.
    pub accounts: usize,
    /// How many events each of them has in the week around today, from Monday to Sunday.
    pub events: usize,
    /// What everything is made from.
    pub seed: u64,
}

impl Crowd {
    /// The world of this crowd: the people of the cast live in it too, but the visitor's accounts are those of the crowd.
    ///
    /// The new people live as long as the process, as the fixed ones do, whom everything here points to.
    pub(super) fn world(self) -> World {
        let tenants: Vec<&'static Tenant> =
            (0..self.accounts.div_ceil(PEOPLE_OF_A_TENANT)).map(|number| self.tenant(number)).collect();
        let users: Vec<&'static User> =
            (0..self.accounts).map(|number| self.user(number, tenants[number / PEOPLE_OF_A_TENANT])).collect();
        let accounts = users.iter().map(|&user| Account {
            name: user.username.split('@').next().unwrap_or_default(),
            tenant: user.home.domain,
            user,
        });
        let tenants = [&TENANTS[..], &tenants].concat();
        let shared: &'static App = kept(App { tenants: kept(tenants.clone()), ..SHARED_APP });
        World {
            apps: APPS.map(|app| if *app == SHARED_APP { shared } else { app }).into(),
            accounts: accounts.collect(),
            users: [&USERS[..], &users].concat(),
            tenants,
        }
    }

    fn tenant(self, number: usize) -> &'static Tenant {
        let company = COMPANIES[number % COMPANIES.len()];
        let (name, domain) = match number / COMPANIES.len() {
            0 => (company.to_owned(), format!("{}.example", company.to_lowercase())),
            round => (format!("{company} {}", round + 1), format!("{}{}.example", company.to_lowercase(), round + 1)),
        };
        let id = Dice::of(self.seed, &[1, number]).guid();
        kept(Tenant { id: text(id), domain: text(domain), name: text(name) })
    }

    fn user(self, number: usize, home: &'static Tenant) -> &'static User {
        let mut dice = Dice::of(self.seed, &[2, number]);
        let name = format!("{} {}", dice.pick(&FIRST_NAMES), dice.pick(&LAST_NAMES));
        kept(User {
            username: text(format!("user{}@{}", number + 1, home.domain)),
            name: text(name),
            oid: text(dice.guid()),
            home,
            guest_in: &[],
            mailbox: true,
            zone: "Europe/Amsterdam",
        })
    }
}

/// Keeps a thing as long as the process lives.
fn kept<T>(thing: T) -> &'static T {
    Box::leak(Box::new(thing))
}

/// Keeps a text as long as the process lives.
pub(super) fn text(text: String) -> &'static str {
    text.leak()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn a_crowd_is_as_large_as_asked_for_and_nobody_is_there_twice() {
        for accounts in [1, 4, 5, 130] {
            let world = Crowd { accounts, events: 0, seed: 1 }.world();
            let distinct =
                |of: fn(&Account) -> &'static str| world.accounts.iter().map(of).collect::<HashSet<_>>().len();
            assert_eq!(world.accounts.len(), accounts);
            assert_eq!([distinct(|one| one.name), distinct(|one| one.user.oid)], [accounts; 2]);
            assert_eq!(distinct(|one| one.tenant), accounts.div_ceil(4));
            let app = world.app(SHARED_APP.id).unwrap();
            assert!(world.accounts.iter().all(|one| app.is_in(one.user.home) && world.tenant(one.tenant).is_some()));
        }
    }

    #[test]
    fn a_seed_makes_the_same_people_however_many_there_are() {
        let oids = |accounts, seed| -> Vec<&str> {
            Crowd { accounts, events: 0, seed }.world().accounts.iter().map(|one| one.user.oid).collect()
        };
        assert_eq!(oids(3, 1), oids(7, 1)[..3]);
        assert_ne!(oids(3, 1), oids(3, 2));
    }
}
