//! How a terminal treats what is typed, so that a question that is broken off leaves it as it was.

/// The mode of the terminal at a moment.
pub struct TerminalMode {
    #[cfg(unix)]
    attributes: Option<rustix::termios::Termios>,
}

impl TerminalMode {
    /// The mode of the standard input now.
    #[cfg(unix)]
    pub fn now() -> Self {
        Self { attributes: rustix::termios::tcgetattr(std::io::stdin()).ok() }
    }

    /// Sets the mode again.
    #[cfg(unix)]
    pub fn restore(self) {
        use rustix::termios::{OptionalActions, tcsetattr};
        if let Some(attributes) = self.attributes {
            // A terminal that is gone needs no order.
            let _ = tcsetattr(std::io::stdin(), OptionalActions::Now, &attributes);
        }
    }

    /// The mode of the standard input now.
    #[cfg(not(unix))]
    pub fn now() -> Self {
        Self {}
    }

    /// Sets the mode again.
    #[cfg(not(unix))]
    pub fn restore(self) {}
}
