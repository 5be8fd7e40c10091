//! Sets of rules that are chosen by one name.

use serde::{Deserialize, Serialize};

/// Whose rules the figures follow.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Preset {
    /// DESIGN section 3: no source is too small to count.
    #[default]
    Audit,
    /// The names and rules of CNKI beside our own. 非知网结果，不可与知网数值比较.
    Cnki,
    /// Text as it is: no splitting, no exclusions, no roles of document parts, no tags.
    Research,
}

impl Preset {
    /// The name in settings and rows.
    pub fn code(self) -> &'static str {
        match self {
            Self::Audit => "audit",
            Self::Cnki => "cnki",
            Self::Research => "research",
        }
    }
}

/// The rules of the preset `cnki`, as users of that service describe them; it publishes none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Cnki {
    /// Shortest run of equal raw text that counts. Unit: characters. Default 13: FEATURES 4.2.
    pub run_characters_min: u64,
    /// Share of a section that a source must have before it counts there.
    ///
    /// Unit: percent. Default 5: FEATURES 4.2.
    pub source_percent_min: u64,
    /// Share of a report that is its front. Unit: percent. Default 20: FEATURES 4.1.
    pub front_percent: u64,
}

impl Default for Cnki {
    fn default() -> Self {
        Self { run_characters_min: 13, source_percent_min: 5, front_percent: 20 }
    }
}
