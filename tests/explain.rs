//! Errors that teach: `calcli explain`, the address for the admin, and an app registration made by a pretend Azure CLI.
#![allow(clippy::unwrap_used, reason = "what fails here fails the test")]

mod support;

use calcli::model::explain::entries;
use calcli::sandbox::world::{ALICE_XEBIA, SHARED_APP};
use serde_json::json;
use std::fs;
use std::path::Path;
use support::World;

const CLIENT: &str = "11111111-1111-4111-8111-111111111111";
const MADE: &str = "99999999-9999-4999-8999-999999999999";

#[test]
fn a_code_is_explained_for_people_and_for_scripts_without_any_config() {
    let world = World::new();
    fs::create_dir_all(world.config().parent().unwrap()).unwrap();
    fs::write(world.config(), "this is = = no TOML").unwrap();
    let shown = world.run(&["explain", "AADSTS50020", "--account", "xebia"]).success().stdout;
    assert!(shown.contains("This user account does not exist in the tenant.\n"), "{shown}");
    assert!(shown.contains("→ set the right tenant: `calcli account set xebia --tenant TENANT`\n"), "{shown}");
    assert!(shown.contains("https://login.microsoftonline.com/error?code=50020\n"), "{shown}");
    let document = world.json(&["explain", "error:", "aadsts53003:", "blocked", "--json"]);
    assert_eq!(document["codes"], json!(["AADSTS53003"]));
    assert_eq!((&document["kind"], &document["exit_code"]), (&json!("forbidden"), &json!(1)));
    assert_eq!(document["hints"][0], "calcli login --account NAME --browser");
}

#[test]
fn the_list_has_every_code_and_an_unknown_one_leads_on() {
    let world = World::new();
    let listed = world.json(&["explain", "--list", "--json"]);
    assert_eq!(listed["entries"].as_array().unwrap().len(), entries().count());
    let lines = world.run(&["explain", "--list"]).success().stdout;
    assert_eq!(lines.lines().count(), entries().map(|entry| entry.codes.len()).sum::<usize>());
    world.run(&["explain", "123456"]).exits(1).says("https://login.microsoftonline.com/error?code=123456");
    world.run(&["explain", "nonsense"]).exits(1).says("calcli explain --list");
    world.run(&["explain"]).exits(2);
}

#[test]
fn an_own_code_that_is_explained_is_one_that_calcli_gives() {
    let sources: String = support::files(Path::new("src"))
        .into_iter()
        .filter(|path| !path.starts_with("src/model/explain"))
        .map(|path| fs::read_to_string(path).unwrap_or_default())
        .collect();
    let starts = ["keychain_", "store_", "record_", "wrong_", "config_", "no_", "signed_", "identity_", "foreign_"];
    let of_the_way =
        ["unreachable", "timeout", "tls_untrusted", "html_instead_of_json", "redirected", "bad_json", "broken_answer"];
    let codes = entries().flat_map(|entry| entry.codes).copied();
    let own = codes.filter(|code| starts.iter().any(|start| code.starts_with(start)) || of_the_way.contains(code));
    let unknown: Vec<_> = own.filter(|code| !sources.contains(&format!("\"{code}\""))).collect();
    assert!(unknown.is_empty(), "no error has these codes: {unknown:?}");
}

#[test]
fn the_admins_address_is_that_of_the_accounts_cloud_tenant_application_and_scopes() {
    let world = World::new();
    let add = ["account", "add", "china", "--tenant", "contoso.cn", "--client-id", CLIENT, "--cloud", "china"];
    world.run(&[&add[..], &["--scopes", "shared"]].concat()).success();
    let graph = "https%3A%2F%2Fmicrosoftgraph.chinacloudapi.cn%2F";
    let expected = format!(
        "https://login.partner.microsoftonline.cn/contoso.cn/v2.0/adminconsent?client_id={CLIENT}\
         &scope=openid%20profile%20offline_access%20{graph}Calendars.Read%20{graph}Calendars.Read.Shared%20{graph}User.Read\
         &redirect_uri=http%3A%2F%2Flocalhost"
    );
    assert_eq!(world.run(&["account", "consent-url", "china"]).success().stdout, format!("{expected}\n"));
    let document = world.json(&["account", "consent-url", "china", "--json"]);
    assert_eq!((&document["account"], &document["url"]), (&json!("china"), &json!(expected)));
}

#[test]
fn personal_accounts_have_no_admin_and_organizations_is_the_tenant_that_signed_in() {
    let world = World::new();
    world.run(&["account", "add", "home", "--tenant", "consumers", "--client-id", CLIENT]).success();
    world.run(&["account", "consent-url", "home"]).exits(1).says("there is no admin");
    world.add("work", "organizations", &SHARED_APP);
    let before = world.run(&["account", "consent-url", "work"]).success().stdout;
    assert!(before.contains("/organizations/v2.0/adminconsent?"), "{before}");
    world.login("work", &ALICE_XEBIA).success();
    let after = world.run(&["account", "consent-url", "work"]).success().stdout;
    let tenant = world.json(&["list", "--json"])["accounts"][1]["tenant_id"].as_str().unwrap().to_owned();
    assert!(after.contains(&format!("/{tenant}/v2.0/adminconsent?")), "{after}");
}

#[test]
fn a_setup_is_printed_as_commands_as_steps_and_as_json() {
    let world = World::new();
    let shown = world.run(&["account", "setup", "xebia", "--tenant", "xebia.com"]).success().stdout;
    assert!(shown.starts_with("az login --tenant xebia.com --allow-no-subscriptions\nclient_id=$(az ad app create "));
    assert!(shown.ends_with("calcli account add xebia --tenant xebia.com --client-id \"$client_id\"\n"), "{shown}");
    let steps = world.run(&["account", "setup", "--all-tenants", "--cloud", "usgov", "--portal"]).success().stdout;
    assert!(steps.starts_with("1. Open https://portal.azure.us: ") && steps.contains("7. "), "{steps}");
    let document = world.json(&["account", "setup", "--all-tenants", "--scopes", "basic", "--json"]);
    assert_eq!(document["audience"], "AzureADandPersonalMicrosoftAccount");
    assert_eq!(document["commands"][0].as_array().unwrap()[..4], ["az", "ad", "app", "create"]);
    world.run(&["account", "setup"]).exits(2);
    world.run(&["account", "setup", "nobody"]).exits(2).says("account setup nobody --tenant TENANT");
}

#[cfg(unix)]
mod run {
    //! `setup --run`, with an `az` that keeps a log of how it was called.

    use super::*;
    use std::os::unix::fs::PermissionsExt;

    /// A world with an Azure CLI that runs this script.
    fn with_az(script: &str) -> World {
        let world = World::new();
        let bin = world.home().join("bin");
        fs::create_dir(&bin).unwrap();
        let az = bin.join("az");
        fs::write(&az, format!("#!/bin/sh\necho \"$*\" >>\"$HOME/log\"\n{script}\n")).unwrap();
        fs::set_permissions(&az, fs::Permissions::from_mode(0o755)).unwrap();
        let path = format!("{}:/usr/bin:/bin", bin.display());
        world.env("PATH", &path)
    }

    fn log(world: &World) -> String {
        fs::read_to_string(world.home().join("log")).unwrap_or_default()
    }

    #[test]
    fn the_new_client_id_goes_into_the_account_and_az_is_called_without_a_shell() {
        let world = with_az(&format!("[ \"$3\" = show ] && exit 3; [ \"$2\" = app ] && echo {MADE}; exit 0"));
        world.run(&["account", "add", "xebia", "--tenant", "xebia.com", "--client-id", CLIENT]).success();
        let name = "it's $(touch x) calcli";
        let run = world.run(&["account", "setup", "xebia", "--run", "--yes", "--app-name", name]).success();
        assert_eq!(run.stdout, format!("xebia: registered, with the client id {MADE}\n"));
        let calls: Vec<String> = log(&world).lines().map(str::to_owned).collect();
        assert_eq!(calls[1], "login --tenant xebia.com --allow-no-subscriptions");
        assert!(calls[2].contains(&format!("--display-name {name} --sign-in-audience AzureADMyOrg ")), "{calls:?}");
        assert_eq!(calls[4], format!("ad sp create --id {MADE}"));
        assert_eq!(world.json(&["account", "show", "xebia", "--json"])["client_id"], MADE);
    }

    #[test]
    fn what_is_done_already_is_not_done_again_and_a_new_account_is_added() {
        let world =
            with_az(&format!("[ \"$1\" = account ] && echo 'x\tXebia.com'; [ \"$2\" = app ] && echo {MADE}; exit 0"));
        let args =
            ["account", "setup", "new", "--tenant", "xebia.com", "--scopes", "basic", "--run", "--yes", "--json"];
        assert_eq!(world.json(&args)["client_id"], MADE);
        let log = log(&world);
        assert!(!log.contains("login") && !log.contains("sp create"), "{log}");
        let config = fs::read_to_string(world.config()).unwrap();
        assert_eq!(
            config,
            format!("[accounts.new]\ntenant = \"xebia.com\"\nclient_id = \"{MADE}\"\nscopes = \"basic\"\n")
        );
    }

    #[test]
    fn one_registration_for_all_is_written_to_the_top_and_ends_what_was_signed_in_with_the_old_one() {
        let world = with_az(&format!("echo {MADE}"));
        world.account("xebia", "xebia.com", &ALICE_XEBIA);
        let config = fs::read_to_string(world.config()).unwrap();
        let line = format!("client_id = \"{}\"\n", SHARED_APP.id);
        fs::write(world.config(), format!("{line}\n# work\n{}", config.replace(&line, ""))).unwrap();
        assert_eq!(world.json(&["list", "--json"])["accounts"][0]["state"], "signed_in");
        world.run(&["account", "setup", "--all-tenants", "--run", "--yes"]).success();
        let config = fs::read_to_string(world.config()).unwrap();
        assert!(config.starts_with(&format!("client_id = \"{MADE}\"\n\n# work\n")), "{config}");
        assert_eq!(world.json(&["list", "--json"])["accounts"][0]["state"], "signed_out");
        assert!(support::files(&world.records()).is_empty(), "the old tokens are gone");
    }

    #[test]
    fn nothing_is_run_unasked_and_what_az_refuses_changes_nothing() {
        let world = with_az("echo 'no rights' >&2; exit 3");
        world.run(&["account", "add", "xebia", "--tenant", "xebia.com", "--client-id", CLIENT]).success();
        world.run(&["account", "setup", "xebia", "--run"]).exits(2).says("--yes");
        assert_eq!(log(&world), "");
        world.run(&["account", "setup", "xebia", "--run", "--yes"]).exits(1).says("no rights").says("--portal");
        let garbage = with_az("echo garbage");
        garbage.run(&["account", "setup", "--tenant", "a.com", "--run", "--yes"]).exits(1).says("did not print");
        assert_eq!(world.json(&["account", "show", "xebia", "--json"])["client_id"], CLIENT);
    }

    #[test]
    fn without_an_azure_cli_the_portal_is_offered() {
        let world = World::new().env("PATH", "/nonexistent");
        let args = ["account", "setup", "--tenant", "a.com", "--run", "--yes", "--json"];
        let run = world.run(&args).exits(1).says("not installed").says("--portal");
        assert_eq!(run.json()["error"]["code"], "az_missing");
    }
}
