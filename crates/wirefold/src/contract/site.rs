//! Places of the gazetteer.

use serde::{Deserialize, Serialize};
use wirefold_report::{Site, Whereabouts};

/// What a place's name means.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WhereaboutsOut {
    /// What it is taken for, where the report settles it.
    pub site: Option<SiteOut>,
    /// What else the name can mean, the likeliest first.
    pub alternatives: Vec<SiteOut>,
}

/// A place of the gazetteer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct SiteOut {
    pub name: String,
    /// "country", "region" or "city".
    pub kind: String,
    /// ISO 3166-1 alpha-3.
    pub country: String,
    /// First-order division, by FIPS 10-4 or GeoNames' own code.
    pub division: Option<String>,
    pub latitude: Option<f64>,
    pub longitude: Option<f64>,
    pub geonames: Option<u32>,
}

impl From<&Whereabouts> for WhereaboutsOut {
    fn from(found: &Whereabouts) -> Self {
        Self {
            site: found.site.as_ref().map(SiteOut::from),
            alternatives: found.alternatives.iter().map(SiteOut::from).collect(),
        }
    }
}

impl From<&Site> for SiteOut {
    fn from(site: &Site) -> Self {
        let (latitude, longitude) = site.position.unzip();
        Self {
            name: site.name.clone(),
            kind: site.kind.name().to_owned(),
            country: site.country.clone(),
            division: site.division.clone(),
            latitude,
            longitude,
            geonames: site.geonames,
        }
    }
}

/// The whereabouts of an entity; of what is no place, none.
pub(super) fn whereabouts(found: &Whereabouts) -> Option<WhereaboutsOut> {
    (!found.is_empty()).then(|| found.into())
}
