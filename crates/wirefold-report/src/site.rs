//! Where a named place lies.

/// What a place's name means in a report.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Whereabouts {
    /// What it is taken for, where the report settles it.
    pub site: Option<Site>,
    /// What else it can mean, the likeliest first.
    pub alternatives: Vec<Site>,
}

impl Whereabouts {
    /// Degrees north and east, where known.
    #[must_use]
    pub fn position(&self) -> Option<(f64, f64)> {
        self.site.as_ref().and_then(|site| site.position)
    }

    /// Whether the gazetteer has no place of that name.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.site.is_none() && self.alternatives.is_empty()
    }
}

/// A place of the gazetteer.
#[derive(Clone, Debug, PartialEq)]
pub struct Site {
    /// Its name there.
    pub name: String,
    /// How large a thing it is.
    pub kind: SiteKind,
    /// ISO 3166-1 alpha-3.
    pub country: String,
    /// First-order division, by FIPS 10-4 or GeoNames' own code.
    pub division: Option<String>,
    /// Degrees north and east; of a region those of about its middle.
    pub position: Option<(f64, f64)>,
    /// Its number in GeoNames.
    pub geonames: Option<u32>,
}

/// How large a thing a place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum SiteKind {
    Country,
    Region,
    City,
}

impl SiteKind {
    /// The name in the output contract.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Country => "country",
            Self::Region => "region",
            Self::City => "city",
        }
    }
}
