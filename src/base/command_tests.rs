//! Commands that hang, fail, chatter, leave others behind, or stand in a file that others can change.
#![cfg(unix)]

use super::*;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use tempfile::TempDir;

struct Place(TempDir);

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("config.toml"), "").unwrap();
        fs::set_permissions(folder.path().join("config.toml"), fs::Permissions::from_mode(0o600)).unwrap();
        Self(folder)
    }

    async fn run(&self, script: &str, seconds: u64) -> Result<Zeroizing<Vec<u8>>> {
        let words = ["sh", "-c", script].map(str::to_owned);
        self.run_words(&words, seconds).await
    }

    async fn run_words(&self, words: &[String], seconds: u64) -> Result<Zeroizing<Vec<u8>>> {
        let program = Program { words, key: "token_command", said_in: &self.0.path().join("config.toml") };
        program.output(Instant::now() + Duration::from_secs(seconds)).await
    }
}

#[tokio::test]
async fn what_a_command_prints_is_its_output_and_its_input_is_empty() {
    assert_eq!(**Place::new().run("cat; echo token; echo noise >&2", 20).await.unwrap(), *b"token\n");
}

#[tokio::test]
async fn a_command_that_fails_is_told_by_its_stderr_and_never_by_its_stdout() {
    let error = Place::new().run("echo hush-hush; echo 'Please run az login' >&2; exit 3", 20).await.unwrap_err();
    assert_eq!(error.code, "command_failed");
    assert!(error.message.contains("Please run az login") && error.message.contains('3'), "{error}");
    assert!(!format!("{error:?}").contains("hush"), "{error:?}");
}

#[tokio::test]
async fn a_shell_that_tells_of_each_step_does_not_tell_the_token() {
    let error = Place::new()
        .run("set -x; TOKEN=eyJhbGciOi; echo $TOKEN; echo '{\"access_token\":\"eyJ0eXAiOi\"}'; echo eyJ0eXAiOi >&2; exit 1", 20)
        .await;
    let error = error.unwrap_err();
    assert!(error.message.contains("TOKEN=…"), "{error}");
    assert!(!error.message.contains("eyJ"), "{error}");
}

#[tokio::test]
async fn a_command_that_hangs_is_stopped_with_all_that_it_started() {
    let place = Place::new();
    let alive = place.0.path().join("alive");
    let script = format!("(sleep 2; touch '{}') & sleep 600", alive.display());
    let began = Instant::now();
    assert_eq!(place.run(&script, 1).await.unwrap_err().code, "command_timeout");
    assert!(began.elapsed() < Duration::from_millis(1_900));
    tokio::time::sleep(Duration::from_secs(2)).await;
    assert!(!alive.exists(), "a grandchild survived");
}

#[tokio::test]
async fn a_command_that_leaves_someone_behind_with_its_output_is_not_waited_for() {
    let began = Instant::now();
    assert_eq!(**Place::new().run("echo token; sleep 600 &", 30).await.unwrap(), *b"token\n");
    assert!(began.elapsed() < Duration::from_secs(10));
}

#[tokio::test]
async fn a_command_that_never_stops_talking_is_cut_off() {
    let error = Place::new().run("yes", 30).await.unwrap_err();
    assert_eq!(error.code, "command_failed", "{error}");
}

#[tokio::test]
async fn a_program_that_is_not_there_is_named() {
    let error = Place::new().run_words(&["no-such-program".to_owned()], 5).await.unwrap_err();
    assert!(error.code == "command_not_run" && error.message.contains("`no-such-program`"), "{error}");
}

#[tokio::test]
async fn a_command_from_a_file_or_folder_that_others_can_change_is_not_run() {
    let place = Place::new();
    let (folder, file) = (place.0.path().to_owned(), place.0.path().join("config.toml"));
    let set = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    for (path, mode, runs) in
        [(&file, 0o666, false), (&file, 0o620, false), (&file, 0o644, true), (&folder, 0o777, false)]
    {
        set(path, mode);
        let ran = place.run("echo token", 20).await;
        assert_eq!(
            ran.as_ref().map_or_else(|error| error.code.as_str(), |_| "ran"),
            if runs { "ran" } else { "config_exposed" }
        );
        set(&file, 0o600);
        set(&folder, 0o700);
    }
}
