//! The one type a token travels in, so that no log, error or panic can show it.

use std::fmt;
use zeroize::Zeroizing;

/// A string that must not be seen: its `Debug` is redacted, it has no `Display` and no `Serialize`,
/// and its memory is wiped when it is dropped.
///
/// ```
/// let token = calcli::model::secret::Secret::from("eyJ0…".to_owned());
/// assert_eq!(format!("{token:?}"), "Secret(…)");
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// The secret itself. The name marks every place where one leaves its wrapper.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl From<String> for Secret {
    fn from(secret: String) -> Self {
        Self(Zeroizing::new(secret))
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}
