//! What the commands about free and busy time share: what counts as busy, and whether an answer may have gaps.

use super::exit::Exit;
use crate::model::busy::BusyRule;
use chrono::TimeDelta;

/// The time that is looked at where none is said: today and the six days after it.
pub const USUAL: &str = "today..+6d";

/// How busy time is reckoned.
#[derive(Debug, clap::Args)]
pub struct Reckoning {
    /// Leave tentative meetings out, as if their time were free
    #[arg(long)]
    ignore_tentative: bool,
    /// Accept an answer from which somebody is missing: exit code 0 instead of 3
    #[arg(long)]
    allow_partial: bool,
}

impl Reckoning {
    /// What counts as busy.
    pub fn rule(&self) -> BusyRule {
        BusyRule { ignore_tentative: self.ignore_tentative }
    }

    /// How the command ends that would have ended like this.
    pub fn accept(&self, exit: Exit) -> Exit {
        if exit == Exit::Partial && self.allow_partial { Exit::Done } else { exit }
    }
}

/// Reads a length of time, such as `30m`, `1h` or `1h30m`.
pub fn length(text: &str) -> Result<TimeDelta, String> {
    let minutes = |number: &str, unit: i64| {
        let digits = !number.is_empty() && number.len() <= 5 && number.bytes().all(|byte| byte.is_ascii_digit());
        digits.then(|| number.parse::<i64>().ok()).flatten().map(|number| number * unit)
    };
    let total = match (text.split_once('h'), text.strip_suffix('m')) {
        _ if text == "0" => Some(0),
        (Some((hours, "")), _) => minutes(hours, 60),
        (Some((hours, rest)), _) => {
            rest.strip_suffix('m').and_then(|rest| Some(minutes(hours, 60)? + minutes(rest, 1)?))
        }
        (None, Some(number)) => minutes(number, 1),
        (None, None) => None,
    };
    total.map(TimeDelta::minutes).ok_or_else(|| "give minutes or hours, such as 30m, 1h or 1h30m".to_owned())
}

/// Reads a length of time that is one: free time of no length is everywhere.
pub fn some_length(text: &str) -> Result<TimeDelta, String> {
    let is_some = |length: &TimeDelta| *length > TimeDelta::zero();
    Some(length(text)?).filter(is_some).ok_or_else(|| "give a minute or more, such as 30m, 1h or 1h30m".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_to_last_lasts_a_minute_at_least() {
        assert_eq!(some_length("1m"), Ok(TimeDelta::minutes(1)));
        for bad in ["0", "0m", "0h", "0h0m", "soon"] {
            assert!(some_length(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_length_has_hours_or_minutes_or_both() {
        for (text, minutes) in [("30m", 30), ("1h", 60), ("1h30m", 90), ("0", 0), ("0m", 0), ("90m", 90)] {
            assert_eq!(length(text), Ok(TimeDelta::minutes(minutes)), "{text}");
        }
        for bad in ["", "30", "m", "h", "1.5h", "-5m", "1h30", "30m1h", "1h 30m", "999999m", "5s"] {
            assert!(length(bad).is_err(), "{bad}");
        }
    }
}
