//! Lines typed at the terminal, read on a thread of its own, so that waiting for one can be given up at any time.

use std::io::stdin;
use tokio::sync::mpsc;

/// The reader of typed lines; it starts with the first line that somebody waits for, and ends with the process.
#[derive(Default)]
pub struct Keyboard(Option<mpsc::UnboundedReceiver<String>>);

impl Keyboard {
    /// The next line that is typed from now on; for ever nothing once the terminal is gone.
    pub async fn line(&mut self) -> String {
        let lines = self.0.get_or_insert_with(lines);
        // What was typed before the question is no answer to it.
        while lines.try_recv().is_ok() {}
        match lines.recv().await {
            Some(line) => line,
            None => std::future::pending().await,
        }
    }
}

fn lines() -> mpsc::UnboundedReceiver<String> {
    let (send, receive) = mpsc::unbounded_channel();
    std::thread::spawn(move || {
        while let Some(Ok(line)) = stdin().lines().next() {
            if send.send(line).is_err() {
                return;
            }
        }
    });
    receive
}
