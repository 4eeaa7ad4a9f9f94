//! Files of others, with every trap that they are known to set.

use super::*;

const CLIENT: &str = "11111111-1111-4111-8111-111111111111";
const OTHER: &str = "22222222-2222-4222-8222-222222222222";

fn mcp(text: &str) -> Vec<Offer> {
    read_calendar_mcp(&text.replace("CLIENT", CLIENT).replace("OTHER", OTHER), Path::new("appsettings.json")).unwrap()
}

fn setup(text: &str) -> Vec<Offer> {
    read_setup(&text.replace("CLIENT", CLIENT), Path::new("setup.toml")).unwrap()
}

/// Name, tenant and client of what can be taken; name and reason of what cannot.
fn told(offers: &[Offer]) -> Vec<String> {
    let tell = |offer: &Offer| match &offer.account {
        Ok(Candidate { label, account, .. }) => format!("{label} {} {}", account.tenant, account.client_id),
        Err(why) => format!("{}: {why}", offer.name),
    };
    offers.iter().map(tell).collect()
}

#[test]
fn both_ways_of_writing_keys_stand_in_one_file() {
    let offers = mcp(r#"{ "calendarmcp": { "ACCOUNTS": [
        { "Id": "work", "DisplayName": "Work", "Provider": "microsoft365", "Enabled": true,
          "ProviderConfig": { "TenantId": "Xebia.com", "ClientId": "CLIENT" } },
        { "id": "home", "displayName": "Home", "provider": "outlook.com", "enabled": false, "priority": 0, "domains": ["outlook.com"],
          "providerConfig": { "tenantId": "consumers", "clientId": "OTHER" } } ] } }"#);
    assert_eq!(told(&offers), [format!("work xebia.com {CLIENT}"), format!("home consumers {OTHER}")]);
    let home = offers[1].account.as_ref().unwrap();
    assert_eq!((home.account.display_name.as_deref(), home.account.enabled), (Some("Home"), false));
}

#[test]
fn the_last_of_two_entries_of_one_id_is_in_force() {
    let offers = mcp(r#"{ "CalendarMcp": { "Accounts": [
        { "id": "a", "displayName": "A", "provider": "outlook.com", "providerConfig": { "clientId": "CLIENT" } },
        { "Id": "A", "DisplayName": "A", "Provider": "Outlook.com", "ProviderConfig": { "ClientId": "OTHER" } } ] } }"#);
    let expected = ["a: a later entry of the same name is the one in force".to_owned(), format!("A consumers {OTHER}")];
    assert_eq!(told(&offers), expected);
}

#[test]
fn what_cannot_be_taken_says_why() {
    let offers = mcp(r#"{ "CalendarMcp": { "Accounts": [
        { "DisplayName": "x", "Provider": "microsoft365" },
        { "Id": "b", "DisplayName": "x" },
        { "Id": "c", "Provider": "microsoft365" },
        { "Id": "d", "DisplayName": "x", "Provider": "google", "ProviderConfig": { "ClientSecret": "s" } },
        { "Id": "e", "DisplayName": "x", "Provider": "microsoft365" },
        { "Id": "f", "DisplayName": "x", "Provider": "microsoft365", "ProviderConfig": { "ClientId": "CLIENT" } },
        { "Id": "g", "DisplayName": "x", "Provider": "microsoft365", "ProviderConfig": { "TenantId": "a.com", "ClientId": 7 } },
        { "Id": "h", "DisplayName": "x", "Provider": "outlook.com", "ProviderConfig": { "ClientId": "your-client-id" } },
        { "Id": "i", "DisplayName": "x", "Provider": "microsoft365", "TenantId": "owner",
          "ProviderConfig": { "AuthorityUrl": "https://evil.example", "TenantId": "a.com", "ClientId": "CLIENT" } },
        7 ] } }"#);
    let told = told(&offers);
    for (line, part) in told.iter().zip([
        "#1: it has no Id",
        "b: it names no Provider",
        "c: it has no DisplayName",
        "d: its provider is google",
        "e: it has no ProviderConfig",
        "f: it names no TenantId",
        "g: it names no ClientId",
        "h: `your-client-id` is not a client id",
        "i: it names a server (AuthorityUrl), which an import never sets",
        "#10: it has no Id",
    ]) {
        assert!(line.starts_with(part), "{line}");
    }
    assert_eq!(told.len(), 10);
}

#[test]
fn names_and_tenants_that_calcli_does_not_have_are_translated_and_told() {
    let offers = mcp(r#"{ "CalendarMcp": { "Accounts": [
        { "Id": "My work", "DisplayName": "x", "Provider": "m365", "configuration": { "TenantId": "common", "ClientId": "CLIENT" } },
        { "Id": "é", "DisplayName": "x", "Provider": "outlook.com", "ProviderConfig": { "ClientId": "CLIENT" } } ] } }"#);
    assert_eq!(told(&offers)[0], format!("My-work organizations {CLIENT}"));
    assert_eq!(offers[0].notes, ["its tenant `common` became `organizations`", "its name became My-work"]);
    assert!(told(&offers)[1].contains("is not a name for an account"), "{:?}", told(&offers));
}

#[test]
fn the_older_shape_is_read_in_its_order() {
    let offers = mcp(r#"{ "Accounts": {
        "Xebia": { "TenantId": "xebia.com", "ClientId": "CLIENT", "DisplayName": "At work" },
        "Home": { "tenantId": "9188040d-6c67-4c5b-b112-36a304b66dad", "clientId": "OTHER" } } }"#);
    assert_eq!(told(&offers), [format!("Xebia xebia.com {CLIENT}"), format!("Home consumers {OTHER}")]);
}

#[test]
fn a_file_of_another_kind_is_refused_with_the_reason() {
    for text in ["", "[]", "{}", "{\"Accounts\": 7}", "[accounts.a]"] {
        assert_eq!(read_calendar_mcp(text, Path::new("x")).unwrap_err().code, "import_invalid", "{text}");
    }
    for text in ["", "{}", "accounts = 7", "client_id = \"x\""] {
        assert_eq!(read_setup(text, Path::new("x")).unwrap_err().code, "import_invalid", "{text}");
    }
}

#[test]
fn a_setup_sets_neither_servers_nor_commands() {
    let offers = setup(
        "client_id = \"CLIENT\"\n\
         [accounts.a]\ntenant = \"a.com\"\ntoken_command = \"rm -rf /\"\nscopes = \"basic\"\n\
         [accounts.b]\ntenant = \"b.com\"\nauthority_url = \"https://evil.example\"\ngraph_url = \"https://evil.example\"\n\
         [accounts.c]\ntenant = \"common\"\n\
         [accounts.\"no name\"]\ntenant = \"d.com\"\n",
    );
    let told = told(&offers);
    assert_eq!(told[0], format!("a a.com {CLIENT}"));
    assert_eq!(offers[0].notes, ["`token_command` was not taken: an import never sets it"]);
    let keys: Vec<_> = offers[0].account.as_ref().unwrap().changes.iter().map(|(key, _)| *key).collect();
    assert_eq!(keys, ["tenant", "client_id", "scopes"]);
    assert!(told[1].starts_with("b: it names a server (authority_url)"), "{told:?}");
    assert!(told[2].contains("AADSTS70000") && told[3].contains("is not a name"), "{told:?}");
}

#[test]
fn what_is_exported_can_be_imported_and_holds_nothing_of_this_machine() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("config.toml");
    let config = format!(
        "client_id = \"{CLIENT}\" # mine\ntime_zone = \"UTC\"\n\n# work\n[accounts.Work]\ntenant = \"a.com\" # there\ncalendars = [\"*\"]\n\n[accounts.home]\ntenant = \"consumers\"\nclient_id = \"{OTHER}\"\ntoken_command = \"x\"\n[accounts.rest]\ntenant = \"b.com\"\n"
    );
    std::fs::write(&path, config).unwrap();
    let exported = export(&path, &["work".parse().unwrap(), "home".parse().unwrap()]).unwrap();
    assert_eq!(exported.left_out, ["home: `token_command` stays on this machine"]);
    assert_eq!(
        exported.text,
        format!(
            "{HEAD}[accounts.Work]\ntenant = \"a.com\"\ncalendars = [\"*\"]\nclient_id = \"{CLIENT}\"\n\n[accounts.home]\ntenant = \"consumers\"\nclient_id = \"{OTHER}\"\n",
            HEAD = super::setup::HEAD
        )
    );
    assert_eq!(told(&setup(&exported.text)), [format!("Work a.com {CLIENT}"), format!("home consumers {OTHER}")]);
}
