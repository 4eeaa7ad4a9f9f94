//! Who lives in the pretend world: the tenants, the registered applications and the people, by name,
//! so that tests, the demo and the documentation speak of the same ones.

/// A directory that people belong to and applications are registered in.
#[derive(Debug, PartialEq, Eq)]
pub struct Tenant {
    /// The GUID that ends up in `tid`.
    pub id: &'static str,
    /// The verified domain, usable instead of the GUID.
    pub domain: &'static str,
    /// The name shown on the device page.
    pub name: &'static str,
}

/// A registered application (always a public client; one of them has that switched off).
#[derive(Debug, PartialEq, Eq)]
pub struct App {
    /// The client id.
    pub id: &'static str,
    /// The name shown on the device page.
    pub name: &'static str,
    /// The directories in which the application exists.
    pub tenants: &'static [&'static Tenant],
    /// "Allow public client flows" in the registration.
    pub public_flows: bool,
}

/// A person who can sign in.
#[derive(Debug, PartialEq, Eq)]
pub struct User {
    /// The name typed at sign-in.
    pub username: &'static str,
    /// The display name.
    pub name: &'static str,
    /// The object id in the home tenant; with the home tenant it makes the home account id.
    pub oid: &'static str,
    /// The tenant the person belongs to.
    pub home: &'static Tenant,
    /// Tenants in which the person is a guest, each with the object id there.
    pub guest_in: &'static [(&'static Tenant, &'static str)],
    /// Whether the person has a mailbox at home; guests never have one elsewhere.
    pub mailbox: bool,
    /// The IANA time zone of the mailbox.
    pub zone: &'static str,
}

/// A work tenant.
pub static XEBIA: Tenant = Tenant { id: "6c2f0d3e-5f0b-4c55-9b0e-3c6d1b8f7a11", domain: "xebia.com", name: "Xebia" };

/// Another work tenant.
pub static MARIMER: Tenant =
    Tenant { id: "b7d1f2a4-9e3c-4d27-8a6f-52c0e9d4b3f6", domain: "marimer.com", name: "Marimer" };

/// The tenant of all personal accounts; its id is the one Microsoft uses, `consumers` is its alias.
pub static PERSONAL: Tenant =
    Tenant { id: "9188040d-6c67-4c5b-b112-36a304b66dad", domain: "outlook.com", name: "Microsoft personal account" };

/// Every tenant.
pub static TENANTS: [&Tenant; 3] = [&XEBIA, &MARIMER, &PERSONAL];

/// The application shared by all three tenants.
pub static SHARED_APP: App = App {
    id: "3f2b1c60-7d5e-4a8b-9c1d-2e4f6a8b0c11",
    name: "calcli",
    tenants: &[&XEBIA, &MARIMER, &PERSONAL],
    public_flows: true,
};

/// An application of the work tenants, not open to personal accounts.
pub static WORK_APP: App = App {
    id: "81c4d9e2-0b6f-4f37-a5d8-6b7c8d9e0f22",
    name: "calcli (work accounts only)",
    tenants: &[&XEBIA, &MARIMER],
    public_flows: true,
};

/// A single-tenant application of xebia.
pub static XEBIA_APP: App =
    App { id: "c05a7e18-4d2c-4b96-8f3e-1a2b3c4d5e33", name: "calcli (Xebia)", tenants: &[&XEBIA], public_flows: true };

/// An application of the work tenants whose public client flows are switched off.
pub static CONFIDENTIAL_APP: App = App {
    id: "d9e8f7a6-5b4c-4d3e-9f2a-7c6b5a493844",
    name: "calcli (no public client flows)",
    tenants: &[&XEBIA, &MARIMER],
    public_flows: false,
};

/// An application for personal accounts only.
pub static PERSONAL_APP: App = App {
    id: "e1f20314-2536-4748-8596-a7b8c9daeb55",
    name: "calcli (personal accounts only)",
    tenants: &[&PERSONAL],
    public_flows: true,
};

/// Every application.
pub static APPS: [&App; 5] = [&SHARED_APP, &WORK_APP, &XEBIA_APP, &CONFIDENTIAL_APP, &PERSONAL_APP];

/// Member of xebia and guest, without a mailbox, in marimer.
pub static ALICE_XEBIA: User = User {
    username: "alice@xebia.com",
    name: "Alice de Vries",
    oid: "1a111111-aaaa-4111-8111-0000000a11ce",
    home: &XEBIA,
    guest_in: &[(&MARIMER, "9a999999-aaaa-4999-8999-0000000a11ce")],
    mailbox: true,
    zone: "Europe/Amsterdam",
};

/// Member of xebia only; shares his calendar with Alice.
pub static BOB: User = User {
    username: "bob@xebia.com",
    name: "Bob Jansen",
    oid: "1b111111-bbbb-4111-8111-000000000b0b",
    home: &XEBIA,
    guest_in: &[],
    mailbox: true,
    zone: "Europe/Amsterdam",
};

/// Member of xebia without a licence for a mailbox.
pub static NOMAIL: User = User {
    username: "nomail@xebia.com",
    name: "Noa Mail",
    oid: "1c111111-cccc-4111-8111-00000000d00d",
    home: &XEBIA,
    guest_in: &[],
    mailbox: false,
    zone: "Europe/Amsterdam",
};

/// Member of marimer: another work account, of the same Alice.
pub static ALICE_MARIMER: User = User {
    username: "alice@marimer.com",
    name: "Alice de Vries (Marimer)",
    oid: "2a222222-aaaa-4222-8222-0000000a11ce",
    home: &MARIMER,
    guest_in: &[],
    mailbox: true,
    zone: "Europe/Amsterdam",
};

/// Alice's personal account.
pub static ALICE_OUTLOOK: User = User {
    username: "alice@outlook.com",
    name: "Alice",
    oid: "00000000-0000-0000-40c0-3bac188d01d1",
    home: &PERSONAL,
    guest_in: &[],
    mailbox: true,
    zone: "Europe/Amsterdam",
};

/// A personal account whose mailbox is set to New York.
pub static CAROL: User = User {
    username: "carol@outlook.com",
    name: "Carol Baker",
    oid: "00000000-0000-0000-7e57-5ca401ba4e11",
    home: &PERSONAL,
    guest_in: &[],
    mailbox: true,
    zone: "America/New_York",
};

/// Everybody of the cast.
pub static USERS: [&User; 6] = [&ALICE_XEBIA, &BOB, &NOMAIL, &ALICE_MARIMER, &ALICE_OUTLOOK, &CAROL];

/// An account that a visitor of the sandbox has: its name, the tenant it is added with, and its person.
#[derive(Debug, Clone, Copy)]
pub struct Account {
    /// The name of the account.
    pub name: &'static str,
    /// The tenant, as one types it.
    pub tenant: &'static str,
    /// Who signs in.
    pub user: &'static User,
}

/// The accounts of Alice, whom the visitors of the sandbox play.
pub static CAST: [Account; 3] = [
    Account { name: "xebia", tenant: "xebia.com", user: &ALICE_XEBIA },
    Account { name: "marimer", tenant: "marimer.com", user: &ALICE_MARIMER },
    Account { name: "personal", tenant: "consumers", user: &ALICE_OUTLOOK },
];

/// Everybody and everything that one sandbox knows: the fixed world above, and a crowd where one was asked for.
#[derive(Debug)]
pub(super) struct World {
    pub tenants: Vec<&'static Tenant>,
    pub apps: Vec<&'static App>,
    pub users: Vec<&'static User>,
    /// The accounts that a visitor has.
    pub accounts: Vec<Account>,
}

impl World {
    /// The fixed world, whose visitors play Alice.
    pub fn of_the_cast() -> Self {
        World { tenants: TENANTS.into(), apps: APPS.into(), users: USERS.into(), accounts: CAST.into() }
    }

    /// The tenant with this GUID or verified domain.
    pub fn tenant(&self, name: &str) -> Option<&'static Tenant> {
        let is_called =
            |tenant: &&Tenant| tenant.id.eq_ignore_ascii_case(name) || tenant.domain.eq_ignore_ascii_case(name);
        self.tenants.iter().copied().find(is_called)
    }

    /// The application with this client id.
    pub fn app(&self, id: &str) -> Option<&'static App> {
        self.apps.iter().copied().find(|app| app.id.eq_ignore_ascii_case(id))
    }

    /// The person with this user name.
    pub fn user(&self, username: &str) -> Option<&'static User> {
        self.users.iter().copied().find(|user| user.username.eq_ignore_ascii_case(username.trim()))
    }

    /// The account with this name.
    pub fn account(&self, name: &str) -> Option<Account> {
        self.accounts.iter().copied().find(|account| account.name.eq_ignore_ascii_case(name))
    }
}

impl App {
    /// Whether the application is registered in `tenant`.
    pub fn is_in(&self, tenant: &Tenant) -> bool {
        self.tenants.contains(&tenant)
    }
}

impl User {
    /// The object id of the person in `tenant`: member, guest or nobody.
    pub fn oid_in(&self, tenant: &Tenant) -> Option<&'static str> {
        if self.home == tenant {
            return Some(self.oid);
        }
        self.guest_in.iter().find(|(guest_tenant, _)| *guest_tenant == tenant).map(|(_, oid)| *oid)
    }

    /// Whether this is a personal Microsoft account.
    pub fn is_personal(&self) -> bool {
        *self.home == PERSONAL
    }

    /// The home account id, `uid.utid`, the same in every tenant.
    pub fn home_account_id(&self) -> String {
        format!("{}.{}", self.oid, self.home.id)
    }
}
