//! Settings of the stages that weigh what all reports say together.

use serde::{Deserialize, Serialize};

use super::ConfigError;

/// Who counts as an independent user, and the model of the genre.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Users {}

impl Users {
    pub(super) fn validate(&self) -> Result<(), ConfigError> {
        Ok(())
    }
}

/// When a passage is a finding.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Classify {}

impl Classify {
    pub(super) fn validate(&self) -> Result<(), ConfigError> {
        Ok(())
    }
}

/// Families, templates, sources.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Groups {}
