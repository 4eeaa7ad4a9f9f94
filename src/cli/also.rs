//! The flag that shows times in other zones too.

use crate::base::zones;
use crate::model::error::{Kind, Result};
use crate::model::zone::Zone;

/// In which zones times are shown, beside that of the agenda.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Output options")]
pub struct Also {
    /// Show the times in this zone too, such as Asia/Tokyo (repeatable)
    ///
    /// Each zone has a column of its own, or a line under the meeting on a narrow terminal. `+1` and `-1` mean the day after and the day
    /// before the one under which the meeting stands. JSON has the times of one zone.
    #[arg(long, value_name = "ZONE")]
    tz_also: Vec<String>,
}

impl Also {
    /// The zones, in the order in which they were named.
    ///
    /// # Errors
    /// [`Kind::Usage`] for one that does not exist.
    pub fn zones(&self) -> Result<Vec<Zone>> {
        self.tz_also.iter().map(|name| zones::named(name, "--tz-also", Kind::Usage)).collect()
    }
}
