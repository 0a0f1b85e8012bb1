//! A forecast in words: when, from what, and what holds it up.

use crate::i18n::Words;
use crate::i18n::format::date_short;
use crate::model::forecast::{Basis, Forecast};
use crate::t;

impl Words {
    /// Where the lengths come from that a forecast needed.
    pub fn forecast_basis(&self, basis: Basis) -> String {
        match basis {
            Basis::Plan => t!(self, "forecast-by-plan"),
            Basis::Team(n) => t!(self, "forecast-by-team", n = n),
            Basis::Defaults => t!(self, "forecast-by-defaults"),
            Basis::Mixed => t!(self, "forecast-by-mixed"),
        }
    }

    /// All that a forecast says beside the day itself, most important first.
    pub fn forecast_reasons(&self, forecast: &Forecast) -> Vec<String> {
        let mut said = vec![self.forecast_basis(forecast.basis)];
        if let Some((low, high)) = forecast.between {
            said.push(t!(self, "forecast-between", from = date_short(low), to = date_short(high)));
        }
        if !forecast.held_by.is_empty() {
            let stages: Vec<_> = forecast.held_by.iter().map(|key| self.choice_of(*key)).collect();
            said.push(t!(self, "forecast-held-by", stages = stages.join(", ")));
        }
        if forecast.blocked {
            said.push(t!(self, "forecast-blocked"));
        }
        said
    }
}
