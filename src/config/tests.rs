//! The config file in the forms in which people write it, and changes to it that keep what they wrote.

use super::*;
use crate::base::paths::Places;
use crate::config::edit::Editor;
use crate::config::state::State;
use crate::model::flow::Flow;
use crate::model::token::{Identity, TokenKey};
use tempfile::TempDir;
use toml_edit::Value;
use uuid::Uuid;

const CLIENT: &str = "11111111-1111-4111-8111-111111111111";

fn parse(text: &str) -> Result<Config> {
    Config::parse(text, Path::new("config.toml"))
}

fn why(text: &str) -> String {
    parse(text).unwrap_err().message
}

fn label(name: &str) -> Label {
    name.parse().unwrap()
}

/// A file with this text, in folders of its own.
fn file(text: &str) -> (TempDir, Places) {
    let folder = TempDir::new().unwrap();
    let below = |name: &str| folder.path().join(name);
    let places =
        Places { config_file: below("config.toml"), state: below("state"), data: below("data"), cache: below("cache") };
    std::fs::write(&places.config_file, text).unwrap();
    (folder, places)
}

/// Whoever changes the config next.
async fn editor(places: &Places) -> Editor {
    Editor::open(&places.config_file, places).await.unwrap()
}

fn written(places: &Places) -> String {
    std::fs::read_to_string(&places.config_file).unwrap()
}

#[test]
fn an_account_takes_what_it_leaves_out_from_the_top_of_the_file_and_from_the_defaults() {
    let config = parse(&format!("client_id = \"{CLIENT}\"\n[accounts.Home]\ntenant = \"consumers\"\n")).unwrap();
    let account = &config.accounts().unwrap()[0];
    assert_eq!((account.label.as_str(), account.client_id.to_string().as_str()), ("Home", CLIENT));
    assert_eq!((account.cloud, account.access, account.enabled), (Some(Cloud::Global), Access::Read, true));
    assert_eq!(account.calendars, CalendarChoice::default());
}

#[test]
fn accounts_come_in_the_order_of_the_file() {
    let text =
        ["zoe", "adam", "mia"].map(|name| format!("[accounts.{name}]\ntenant = \"a.com\"\nclient_id = \"{CLIENT}\"\n"));
    let accounts = parse(&text.concat()).unwrap().accounts().unwrap();
    assert_eq!(accounts.iter().map(|account| account.label.as_str()).collect::<Vec<_>>(), ["zoe", "adam", "mia"]);
}

#[test]
fn what_is_wrong_is_named_with_its_line() {
    let account = format!("[accounts.a]\ntenant = \"a.com\"\nclient_id = \"{CLIENT}\"\n");
    let unknown = why(&format!("{account}tenat = \"b.com\"\n"));
    assert!(unknown.contains("line 4") && unknown.contains("`tenat`"), "{unknown}");
    let tenant = why("[accounts.a]\ntenant = \"common\"\n");
    assert!(tenant.contains("line 2") && tenant.contains("AADSTS70000"), "{tenant}");
    assert!(why("[accounts.a\n").contains("line 1"));
}

#[test]
fn accounts_that_contradict_themselves_or_each_other_are_refused() {
    let account =
        |name: &str, more: &str| format!("[accounts.\"{name}\"]\ntenant = \"a.com\"\nclient_id = \"{CLIENT}\"\n{more}");
    for (text, word) in [
        (account("a", "") + &account("A", ""), "case does not count"),
        (account("a/b", ""), "not a name"),
        (account("a", "graph_url = \"https://g.example\"\n"), "go together"),
        (
            account("a", "cloud = \"dod\"\nauthority_url = \"https://l.example\"\ngraph_url = \"https://g.example\"\n"),
            "not both",
        ),
        (account("a", "authority_url = \"http://l.example\"\ngraph_url = \"https://g.example\"\n"), "https"),
        ("[accounts.a]\ntenant = \"a.com\"\n".to_owned(), "client_id"),
    ] {
        assert!(why(&text).contains(word), "{text}: {}", why(&text));
    }
}

#[tokio::test]
async fn a_change_keeps_comments_order_and_the_form_of_everything_else() {
    let text = format!(
        "# mine\nclient_id = \"{CLIENT}\" # shared\n\n# the first\n[accounts.b]\ntenant = \"b.com\" # why\n\n[accounts.a]\ntenant = 'a.com'\n"
    );
    let (_folder, places) = file(&text);
    let tenant = |domain: &str| vec![("tenant", Some(Value::from(domain)))];
    editor(&places).await.set(&label("B"), tenant("c.com")).unwrap();
    assert_eq!(written(&places), text.replace("\"b.com\"", "\"c.com\""));
    editor(&places).await.rename(&label("b"), &label("c")).unwrap();
    assert_eq!(written(&places), text.replace("\"b.com\"", "\"c.com\"").replace("accounts.b", "accounts.c"));
    editor(&places).await.add(&label("d"), tenant("d.com")).unwrap();
    assert!(written(&places).ends_with("\n[accounts.d]\ntenant = \"d.com\"\n"), "{}", written(&places));
    editor(&places).await.remove(&label("d")).unwrap();
    editor(&places).await.remove(&label("c")).unwrap();
    assert!(
        !written(&places).contains("c.com") && written(&places).contains("tenant = 'a.com'"),
        "{}",
        written(&places)
    );
}

#[tokio::test]
async fn accounts_written_inline_can_be_changed_too() {
    let (_folder, places) = file(&format!("client_id = \"{CLIENT}\"\naccounts = {{ a = {{ tenant = \"a.com\" }} }}\n"));
    editor(&places).await.set(&label("a"), vec![("enabled", Some(Value::from(false)))]).unwrap();
    let accounts = Config::read(&places.config_file).unwrap().accounts().unwrap();
    assert!(!accounts[0].enabled, "{}", written(&places));
}

#[tokio::test]
async fn a_file_that_is_broken_or_would_be_is_never_written() {
    let (_folder, places) = file("tenant = [\n");
    assert!(editor(&places).await.add(&label("a"), Vec::new()).is_err());
    assert_eq!(written(&places), "tenant = [\n");
    let (_folder, places) = file("");
    assert!(editor(&places).await.add(&label("a"), vec![("tenant", Some(Value::from("a.com")))]).is_err());
    assert_eq!(written(&places), "");
}

#[tokio::test]
async fn a_pin_holds_only_for_the_settings_and_the_person_it_was_made_for() {
    let (_folder, places) = file("");
    let text = |more: &str| format!("[accounts.a]\ntenant = \"a.com\"\nclient_id = \"{CLIENT}\"\n{more}");
    let account = |more: &str| parse(&text(more)).unwrap().accounts().unwrap().remove(0);
    let alice = Identity { id: "u.t".to_owned(), tenant: Uuid::from_u128(7), username: "alice@a.com".to_owned() };
    State::edit(&places, |state| state.pin(&account(""), &alice, Some(Flow::Browser))).await.unwrap();
    let state = State::read(&places).unwrap();
    assert_eq!(state.pinned(&account("")), Some(alice.clone()));
    assert_eq!(state.pinned(&account("username = \"Alice@a.com\"\n")), Some(alice));
    for other in ["username = \"bob@a.com\"\n", "cloud = \"usgov\"\n"] {
        assert_eq!(state.pinned(&account(other)), None, "{other}");
    }
}

#[tokio::test]
async fn every_key_that_was_written_is_remembered_until_it_is_forgotten() {
    let (_folder, places) = file("");
    let account = parse(&format!("[accounts.a]\ntenant = \"a.com\"\nclient_id = \"{CLIENT}\"\n"))
        .unwrap()
        .accounts()
        .unwrap()
        .remove(0);
    let keys = [1, 2].map(|tenant| TokenKey::new(&account, Uuid::from_u128(tenant)));
    State::edit(&places, |state| keys.iter().for_each(|key| state.note_key(key))).await.unwrap();
    State::edit(&places, |state| state.forget_key(&keys[0])).await.unwrap();
    assert_eq!(State::read(&places).unwrap().keys_of(&label("A")), [keys[1].clone()]);
    assert_eq!(State::read(&places).unwrap().keys_of(&label("b")), []);
}

#[tokio::test]
async fn what_is_unknown_in_the_memory_stays_a_newer_one_is_left_alone_and_a_broken_one_is_moved_aside() {
    let (_folder, places) = file("");
    let path = places.state.join("accounts.json");
    std::fs::create_dir_all(&places.state).unwrap();
    let mind = |label: &'static str| State::edit(&places, move |state| state.unpin(&label.parse().unwrap()));
    let pin = "{\"settings\":\"s\",\"configured\":null,\"tenant\":\"00000000-0000-0000-0000-000000000001\",\"id\":\"i\",\"username\":\"u\",\"odd\":1}";
    let text = format!("{{\"version\":1,\"pins\":{{\"a\":{pin},\"b\":{pin}}},\"keys\":[],\"extra\":[true]}}");
    std::fs::write(&path, &text).unwrap();
    mind("b").await.unwrap();
    let kept: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
    assert_eq!((&kept["extra"][0], &kept["pins"]["a"]["odd"]), (&true.into(), &1.into()), "{kept}");
    let newer = text.replace("\"version\":1", "\"version\":2");
    std::fs::write(&path, &newer).unwrap();
    assert_eq!(mind("a").await.unwrap_err().code, "state_newer");
    assert_eq!(State::mend(&places).await.unwrap(), None);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), newer);
    std::fs::write(&path, [0xff]).unwrap();
    assert_eq!(mind("a").await.unwrap_err().code, "state_broken");
    let aside = State::mend(&places).await.unwrap().unwrap();
    assert_eq!(std::fs::read(aside).unwrap(), [0xff]);
    assert_eq!(State::read(&places).unwrap(), State::default());
}

#[tokio::test]
async fn a_rename_keeps_the_comments_of_accounts_that_are_written_inline() {
    let text = format!(
        "client_id = \"{CLIENT}\"\n[accounts]\n# about a\na = {{ tenant = 'a.com' }}\n# about b\nb = {{ tenant = 'b.com' }} # why\n"
    );
    let (_folder, places) = file(&text);
    editor(&places).await.rename(&label("b"), &label("c")).unwrap();
    assert_eq!(written(&places), text.replace("b = {", "c = {"));
}
