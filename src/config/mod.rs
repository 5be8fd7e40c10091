//! Every threshold, once: one struct a stage, one TOML table a struct.
//!
//! What the user wrote is a [`Settings`] (all values allowed); what the stages take is a
//! [`Config`], which only [`Settings::validate`] makes and which therefore cannot be wrong.
//! Each value has its unit, range, reason and source beside it; help and reference are made
//! from here.

mod evidence;
mod input;
mod matching;
mod preset;
mod references;
mod regions;
mod output;
mod spark;

pub use evidence::{Classify, Groups, Users};
pub use input::{Metadata, Read, Segment, SplitConfig, UnitFrom};
pub use matching::{Align, Candidates, Sketch};
pub use output::{
    HTML_PART_ROWS, HTML_PLACES_MAX, HTML_REPORTS_MAX, HTML_SHARE_SHOWN_PERCENT,
    HTML_STRONGEST_REPORTS, HTML_TEXT_PART_BYTES, MATRIX_REPORTS_MAX, REPORT_JSON_ROWS_MAX,
    SHEET_CELL_UNITS_MAX, SHEET_LINKS_MAX, SHEET_MATRIX_REPORTS_MAX, SHEET_ROWS_MAX,
};
pub use preset::{Cnki, Preset};
pub use references::References;
pub use regions::{Regions, WORD_INFORMATION_BITS_MAX};
pub use spark::{SPARK, SparkSetting};

use serde::{Deserialize, Serialize};

/// What the user wrote in `leitong.toml`, completed by the defaults.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Whose rules the figures follow: `audit`, `cnki` or `research`.
    pub preset: Preset,
    /// How files are read.
    pub read: Read,
    /// How documents are split into reports.
    pub split: SplitConfig,
    /// Where titles, units and dates come from.
    pub metadata: Metadata,
    /// How the parts of an official document are told apart.
    pub segment: Segment,
    /// Fingerprints and signatures.
    pub sketch: Sketch,
    /// Which pairs are worth aligning.
    pub candidates: Candidates,
    /// How passages are found inside a pair.
    pub align: Align,
    /// How washed passages are found inside a pair.
    pub regions: Regions,
    /// What stands in base texts and reference collections.
    pub references: References,
    /// Who counts as an independent user, and the model of the genre.
    pub users: Users,
    /// When a passage is a finding.
    pub classify: Classify,
    /// Families, templates, sources.
    pub groups: Groups,
    /// Rules of the preset `cnki`.
    pub cnki: Cnki,
}

/// Settings that were checked. Stages take their own part of it by reference.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Config(Settings);

impl std::ops::Deref for Config {
    type Target = Settings;

    fn deref(&self) -> &Settings {
        &self.0
    }
}

/// A setting that cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ConfigError {
    /// The text is no TOML, or names a setting that does not exist.
    #[error("leitong.toml: {0}")]
    Syntax(#[from] toml::de::Error),
    /// A value lies outside its range.
    #[error("{name} = {value} is outside its range; use {range}")]
    Range {
        /// Table and key, such as `align.gap_symbols_max`.
        name: &'static str,
        /// What was given.
        value: String,
        /// What may be given.
        range: &'static str,
    },
}

impl Settings {
    /// Reads settings from the text of a `leitong.toml`.
    ///
    /// # Errors
    /// [`ConfigError::Syntax`] names the line and the unknown key.
    pub fn from_toml(text: &str) -> Result<Self, ConfigError> {
        Ok(toml::from_str(text)?)
    }

    /// Checks every value against its range.
    ///
    /// # Errors
    /// [`ConfigError::Range`] for the first value outside.
    pub fn validate(mut self) -> Result<Config, ConfigError> {
        self.split.enabled &= self.preset != Preset::Research;
        self.split.validate()?;
        self.metadata.validate()?;
        self.sketch.validate()?;
        self.align.validate()?;
        self.regions.validate()?;
        self.references.validate()?;
        self.users.validate()?;
        self.classify.validate()?;
        Ok(Config(self))
    }
}

/// `Err` with the name and the range unless `holds`.
fn check(
    holds: bool,
    name: &'static str,
    value: impl ToString,
    range: &'static str,
) -> Result<(), ConfigError> {
    if holds { Ok(()) } else { Err(ConfigError::Range { name, value: value.to_string(), range }) }
}
