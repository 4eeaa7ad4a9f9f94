//! The first promise: whatever two accounts have in common, a token of one is never used for the other.
//!
//! What the program sent is read from the sandbox's own books: whose token it was, for which tenant and application, and where
//! it went.
#![allow(clippy::unwrap_used, reason = "what fails here fails the test")]

mod support;

use calcli::sandbox::world::{
    ALICE_MARIMER, ALICE_OUTLOOK, ALICE_XEBIA, App, BOB, CAROL, MARIMER, PERSONAL, SHARED_APP, Tenant, User, XEBIA,
    XEBIA_APP,
};
use calcli::sandbox::{Fault, FaultKind, Host, Issued, Options, Place, SECRET_MARKER, Sandbox, Seen, TokenKind};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use support::{Run, World};

/// One account: in which cloud, where it signs in, with which application, as whom, and the tenant this comes to.
#[derive(Clone, Copy)]
struct Seat {
    cloud: usize,
    tenant: &'static str,
    app: &'static App,
    user: &'static User,
    home: &'static Tenant,
    /// What the account answers when it is asked for events: a guest has no mailbox.
    status: &'static str,
}

const ALICE: Seat =
    Seat { cloud: 0, tenant: "xebia.com", app: &SHARED_APP, user: &ALICE_XEBIA, home: &XEBIA, status: "ok" };
const PRIVATE: Seat = Seat { tenant: "consumers", user: &ALICE_OUTLOOK, home: &PERSONAL, ..ALICE };

/// Two accounts that differ in one thing only.
macro_rules! matrix {
    ($($name:ident: $one:expr, $two:expr;)*) => {
        $(#[test] fn $name() { Pair::new([$one, $two]).walk(); })*
    };
}

matrix! {
    two_tenants_of_one_application_are_kept_apart:
        ALICE, Seat { tenant: "marimer.com", user: &ALICE_MARIMER, home: &MARIMER, ..ALICE };
    two_applications_of_one_tenant_are_kept_apart:
        ALICE, Seat { app: &XEBIA_APP, ..ALICE };
    two_people_of_one_tenant_and_one_application_are_kept_apart:
        ALICE, Seat { user: &BOB, ..ALICE };
    one_person_as_a_member_here_and_a_guest_there_is_kept_apart:
        ALICE, Seat { tenant: MARIMER.id, home: &MARIMER, status: "no_mailbox", ..ALICE };
    two_personal_accounts_are_kept_apart:
        PRIVATE, Seat { user: &CAROL, ..PRIVATE };
    a_personal_and_a_work_account_are_kept_apart:
        ALICE, PRIVATE;
    one_account_in_two_clouds_is_kept_apart:
        ALICE, Seat { cloud: 1, ..ALICE };
}

const NAMES: [&str; 2] = ["one", "two"];

/// Whose a token is: the cloud, the person, the tenant's id and the client id.
type Owner = (usize, String, String, String);

impl Seat {
    fn owner(&self) -> Owner {
        (self.cloud, self.user.username.to_owned(), self.home.id.to_owned(), self.app.id.to_owned())
    }
}

/// Two accounts in their world, and the second cloud.
struct Pair {
    world: World,
    abroad: Sandbox,
    seats: [Seat; 2],
}

impl Pair {
    fn new(seats: [Seat; 2]) -> Self {
        let world = World::new();
        let abroad = Sandbox::start(Options { today: "2026-11-23".parse().unwrap(), ..Options::default() }).unwrap();
        Self { world, abroad, seats }
    }

    /// Through everything that can be done with two accounts.
    fn walk(&self) {
        self.sign_in_both();
        self.read_both();
        self.refresh_both();
        self.swap_their_records();
        self.log_one_out();
    }

    fn clouds(&self) -> [&Sandbox; 2] {
        [&self.world.sandbox, &self.abroad]
    }

    fn sign_in_both(&self) {
        for (name, seat) in NAMES.into_iter().zip(self.seats) {
            let sandbox = self.clouds()[seat.cloud];
            self.world.add_at(sandbox, name, seat.tenant, seat.app);
            let before = self.marks();
            let approve = |code: &str| sandbox.approve(code, seat.user.username).unwrap();
            self.world.login_while(&["--account", name], sandbox, approve).success();
            let strangers: Vec<String> = self
                .since(before)
                .into_iter()
                .filter(|(cloud, _)| *cloud != seat.cloud)
                .map(|(_, seen)| seen.path)
                .collect();
            assert!(strangers.is_empty(), "signing in to {name} asked the other cloud: {strangers:?}");
        }
        let listed = self.world.json(&["list", "--json"]);
        for (row, seat) in listed["accounts"].as_array().unwrap().iter().zip(self.seats) {
            assert_eq!(row["state"], "signed_in", "{row}");
            assert_eq!(row["username"], seat.user.username);
            assert_eq!(row["tenant_id"], seat.home.id);
            assert_eq!(row["client_id"], seat.app.id);
        }
    }

    /// Each account alone sends its own token only; both together send both.
    fn read_both(&self) {
        for (name, seat) in NAMES.into_iter().zip(self.seats) {
            let before = self.marks();
            let run = self.world.run(&["events", "--week", "--json", "--account", name]);
            assert_eq!(run.json()["accounts"][0]["status"], seat.status, "{run:#?}");
            assert_eq!(self.owners_since(before), BTreeSet::from([seat.owner()]), "{name} alone");
        }
        let before = self.marks();
        let run = self.world.run(&["events", "--week", "--json"]);
        self.assert_statuses(&run, &self.seats.map(|seat| seat.status));
        assert_eq!(self.owners_since(before), self.seats.iter().map(Seat::owner).collect(), "both");
    }

    /// Each account alone refreshes with its own refresh token, at its own tenant and application; and so do both together.
    fn refresh_both(&self) {
        let rounds = [&NAMES[..1], &NAMES[1..], &NAMES[..]];
        for names in rounds {
            self.clouds().iter().for_each(|sandbox| sandbox.expire_access_tokens());
            let before = self.marks();
            let accounts: Vec<&str> = names.iter().flat_map(|name| ["--account", name]).collect();
            let run = self.world.run(&[&["events", "--json"], &accounts[..]].concat());
            let seats: Vec<Seat> = NAMES
                .into_iter()
                .zip(self.seats)
                .filter(|(name, _)| names.contains(name))
                .map(|(_, seat)| seat)
                .collect();
            let statuses: Vec<&str> = seats.iter().map(|seat| seat.status).collect();
            self.assert_statuses(&run, &statuses);
            assert_eq!(self.owners_since(before), seats.iter().map(Seat::owner).collect(), "{names:?}");
            assert_eq!(self.refreshes_since(before), names.len(), "{names:?}");
        }
    }

    /// Records that were swapped by hand are refused by name and left as they are; and put back they work again.
    fn swap_their_records(&self) {
        let [one, two] = self.records();
        let texts = [&one, &two].map(|path| fs::read(path).unwrap());
        let tampered = [
            ("swapped", [texts[1].clone(), texts[0].clone()], [true, true]),
            ("the first copied over the second", [texts[0].clone(), texts[0].clone()], [false, true]),
            ("the second copied over the first", [texts[1].clone(), texts[1].clone()], [true, false]),
            ("the halves mixed", [halves(&texts[0], &texts[1]), halves(&texts[1], &texts[0])], [true, true]),
        ];
        for (how, contents, refused) in tampered {
            fs::write(&one, &contents[0]).unwrap();
            fs::write(&two, &contents[1]).unwrap();
            let before = self.marks();
            let run = self.world.run(&["events", "--json"]);
            let document = run.json();
            for (index, (name, seat)) in NAMES.into_iter().zip(self.seats).enumerate() {
                let account = &document["accounts"][index];
                if refused[index] {
                    self.assert_refused(account, name, &run);
                } else {
                    assert_eq!(account["status"], seat.status, "{how}: {run:#?}");
                }
            }
            let innocent = self.seats.iter().zip(refused).filter(|(_, refused)| !refused).map(|(seat, _)| seat.owner());
            assert_eq!(self.owners_since(before), innocent.collect(), "{how}: a token of a swapped record was used");
            if refused == [true, true] {
                assert_eq!(run.code, 4, "{how}: {run:#?}");
                assert!(self.since(before).is_empty(), "{how}: a server was asked");
            }
            assert_eq!([&one, &two].map(|path| fs::read(path).unwrap()), contents, "{how}: a record was touched");
            let listed = self.world.json(&["list", "--json"]);
            for index in (0..2).filter(|index| refused[*index]) {
                assert_eq!(listed["accounts"][index]["state"], "sign_in_required", "{how}: {listed}");
                assert_eq!(listed["accounts"][index]["error"]["code"], "record_mismatch", "{how}: {listed}");
            }
        }
        fs::write(&one, &texts[0]).unwrap();
        fs::write(&two, &texts[1]).unwrap();
        self.assert_statuses(&self.world.run(&["events", "--json"]), &self.seats.map(|seat| seat.status));
    }

    fn assert_refused(&self, account: &Value, name: &str, run: &Run) {
        assert_eq!(account["name"], name);
        assert_eq!(account["status"], "sign_in_required", "{run:#?}");
        assert_eq!(account["error"]["code"], "record_mismatch", "{run:#?}");
        assert_eq!(account["error"]["hints"][0], format!("calcli login --account {name}"));
        assert!(account["error"]["message"].as_str().unwrap().contains(&format!("`{name}`")), "{run:#?}");
        assert!(run.stderr.contains(&format!(" {name}\n")) && run.stderr.contains("record_mismatch"), "{run:#?}");
    }

    /// The account that was not logged out does not notice.
    fn log_one_out(&self) {
        let [one, two] = self.records();
        let kept = fs::read(&two).unwrap();
        self.world.run(&["logout", "--account", NAMES[0]]).success();
        assert!(!one.exists(), "the record of the account that was logged out is still there");
        assert_eq!(fs::read(&two).unwrap(), kept, "the record of the other account was touched");
        let before = self.marks();
        let run = self.world.run(&["events", "--json"]);
        self.assert_statuses(&run, &["sign_in_required", self.seats[1].status]);
        assert_eq!(self.owners_since(before), BTreeSet::from([self.seats[1].owner()]));
        assert_eq!(self.refreshes_since(before), 0, "the other account had to refresh");
    }

    /// The record of each account, found by what its removal does: the file's name tells nothing.
    fn records(&self) -> [PathBuf; 2] {
        let files = support::files(&self.world.records());
        assert_eq!(files.len(), 2, "{files:?}");
        let aside = self.world.home().join("aside");
        fs::rename(&files[0], &aside).unwrap();
        let listed = self.world.json(&["list", "--json"]);
        fs::rename(&aside, &files[0]).unwrap();
        let first_is_one = listed["accounts"][0]["state"] == "signed_out";
        assert_ne!(listed["accounts"][0]["state"], listed["accounts"][1]["state"], "one file served both accounts");
        if first_is_one { [files[0].clone(), files[1].clone()] } else { [files[1].clone(), files[0].clone()] }
    }

    #[track_caller]
    fn assert_statuses(&self, run: &Run, expected: &[&str]) {
        let document = run.json();
        let statuses: Vec<_> = document["accounts"].as_array().unwrap().iter().map(|one| &one["status"]).collect();
        assert_eq!(statuses, expected, "{run:#?}");
    }

    /// How many requests each cloud has seen.
    fn marks(&self) -> [usize; 2] {
        self.clouds().map(|sandbox| sandbox.requests().len())
    }

    /// The requests that each cloud has seen since then.
    fn since(&self, marks: [usize; 2]) -> Vec<(usize, Seen)> {
        let requests = |cloud: usize| self.clouds()[cloud].requests().into_iter().skip(marks[cloud]);
        (0..2).flat_map(|cloud| requests(cloud).map(move |seen| (cloud, seen))).collect()
    }

    fn refreshes_since(&self, marks: [usize; 2]) -> usize {
        self.since(marks).iter().filter(|(_, seen)| seen.refresh.is_some()).count()
    }

    /// Whose tokens were sent since then. Each of them went where it belongs, and nowhere but in the place for it.
    fn owners_since(&self, marks: [usize; 2]) -> BTreeSet<Owner> {
        self.since(marks).into_iter().filter_map(|(cloud, seen)| self.owner_of(cloud, &seen)).collect()
    }

    fn owner_of(&self, cloud: usize, seen: &Seen) -> Option<Owner> {
        assert!(
            !format!("{}?{}", seen.path, seen.query).contains(SECRET_MARKER),
            "a token stands in an address: {seen:#?}"
        );
        let (token, kind, host) = match (&seen.bearer, &seen.refresh) {
            (None, None) => return None,
            (Some(token), None) => (token, TokenKind::Access, Host::Graph),
            (None, Some(token)) => (token, TokenKind::Refresh, Host::Authority),
            (Some(_), Some(_)) => panic!("both tokens in one request: {seen:#?}"),
        };
        assert_eq!(seen.host, host, "a token went to the wrong server: {seen:#?}");
        let issued = self.clouds()[cloud].issued().into_iter().find(|issued| issued.token == *token);
        let Some(Issued { kind: actual, tenant, client, user, .. }) = issued else {
            panic!("cloud {cloud} was sent a token that it did not issue: {seen:#?}")
        };
        assert_eq!(actual, kind, "{seen:#?}");
        assert_eq!(seen.client.as_deref(), Some(client.as_str()), "another application's token: {seen:#?}");
        assert_eq!(seen.tenant.as_deref(), Some(tenant.as_str()), "another tenant's token: {seen:#?}");
        Some((cloud, user, tenant, client))
    }
}

#[test]
fn an_account_whose_settings_were_changed_by_hand_signs_in_again_and_its_old_token_goes_nowhere() {
    let pair = Pair::new([ALICE, Seat { user: &BOB, ..ALICE }]);
    pair.sign_in_both();
    let Pair { world, abroad, .. } = &pair;
    let config = fs::read_to_string(world.config()).unwrap();
    let (one, two) = config.split_once("[accounts.two]").unwrap();
    let edited = |from: &str, to: &str| {
        assert!(one.contains(from), "{one}");
        format!("{}[accounts.two]{two}", one.replace(from, to))
    };
    let changes = [
        ("the tenant", edited("xebia.com", "marimer.com"), [false, true]),
        ("the application", edited(SHARED_APP.id, XEBIA_APP.id), [false, true]),
        ("the Graph server", edited(&world.sandbox.graph_url(), &abroad.graph_url()), [false, true]),
        ("the login server", edited(&world.sandbox.authority_url(), &abroad.authority_url()), [false, true]),
        ("the person", edited("tenant =", "username = \"bob@xebia.com\"\ntenant ="), [false, true]),
        ("the name", config.replace("[accounts.one]", "[accounts.three]"), [false, true]),
        ("nothing", config.clone(), [true, true]),
    ];
    for (what, text, usable) in changes {
        fs::write(world.config(), text).unwrap();
        let before = pair.marks();
        let run = world.run(&["events", "--json"]);
        let statuses = usable.map(|usable| if usable { "ok" } else { "sign_in_required" });
        pair.assert_statuses(&run, &statuses);
        let owners = pair.seats.iter().zip(usable).filter(|(_, usable)| *usable).map(|(seat, _)| seat.owner());
        assert_eq!(pair.owners_since(before), owners.collect(), "{what}");
    }
}

#[test]
fn what_calcli_learnt_about_one_account_does_not_open_the_records_of_another() {
    let pair = Pair::new([ALICE, Seat { user: &BOB, ..ALICE }]);
    pair.sign_in_both();
    let learnt = pair.world.home().join(".local/state/calcli/accounts.json");
    let text = fs::read_to_string(&learnt).unwrap();
    let swapped = [(ALICE_XEBIA.oid, "#"), (BOB.oid, ALICE_XEBIA.oid), ("#", BOB.oid)];
    fs::write(&learnt, swapped.iter().fold(text, |text, (from, to)| text.replace(from, to))).unwrap();
    let before = pair.marks();
    let run = pair.world.run(&["events", "--json"]).exits(4);
    pair.assert_statuses(&run, &["sign_in_required"; 2]);
    assert!(pair.since(before).is_empty(), "a server was asked");
}

#[test]
fn a_token_follows_no_redirect_and_no_link_to_another_server() {
    let pair = Pair::new([ALICE, PRIVATE]);
    pair.sign_in_both();
    for fault in [FaultKind::Redirect, FaultKind::ForeignNextLink] {
        if fault == FaultKind::ForeignNextLink {
            pair.world.sandbox.inject(FaultKind::SmallPages { size: 1 });
        }
        pair.world.sandbox.inject(Fault::new(fault.clone()).at(Place::Graph));
        let before = pair.marks();
        let run = pair.world.run(&["events", "--week", "--json"]);
        assert_ne!(run.code, 0, "{run:#?}");
        assert!(!pair.since(before).iter().any(|(_, seen)| seen.host == Host::Authority), "{fault:?}");
        assert_eq!(pair.owners_since(before).len(), 2);
        pair.world.sandbox.clear_faults();
    }
    // Renewing is not led astray either.
    pair.world.sandbox.expire_access_tokens();
    pair.world.sandbox.inject(Fault::new(FaultKind::Redirect).at(Place::Authority));
    let before = pair.marks();
    pair.assert_statuses(&pair.world.run(&["events", "--json"]).exits(5), &["network"; 2]);
    assert!(!pair.since(before).iter().any(|(_, seen)| seen.path == "/elsewhere"));
}

/// A file of the same length as the first, made of both: what a copy that broke off leaves.
fn halves(one: &[u8], two: &[u8]) -> Vec<u8> {
    // The last tenth holds the ciphertext's end, with its tag, whatever the lengths.
    let cut = one.len() * 9 / 10;
    let tail = one.len() - cut;
    [&one[..cut], &two[two.len() - tail..]].concat()
}
