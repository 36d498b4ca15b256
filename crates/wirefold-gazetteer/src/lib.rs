//! Countries, their people, known bodies, seats of government, regions, cities, towns and zones.
//!
//! The tables are part of the program and are read once, when first asked for.
//! A name alone rarely settles what is meant ("Georgia", "Jordan", "Washington"):
//! this crate says what a name *can* mean, its callers decide. `DATA.md` says
//! where the tables come from.
//!
//! ```
//! use wirefold_gazetteer::{cities, country_named, country_of_demonym, government_seat};
//!
//! assert_eq!(country_named("Britain").map(|c| c.code), Some("GBR"));
//! assert_eq!(country_of_demonym("Israeli").map(|c| c.code), Some("ISR"));
//! assert_eq!(government_seat("the Kremlin").map(|c| c.code), Some("RUS"));
//! assert_eq!(cities("Helsinki")[0].zone, "Europe/Helsinki");
//! ```

mod abbreviation;
mod body;
mod city;
mod country;
mod fold;
mod international;
mod region;
mod seat;

pub use abbreviation::{is_also_told_in, state_abbreviated};
pub use body::{Body, known_body};
pub use city::{City, CountryZone, cities, towns, zone_of_city, zone_of_country};
pub use country::{Country, country, country_named, country_of_demonym};
pub use fold::folded;
pub use international::{International, international};
pub use region::{Region, region, region_of_division, regions_named, without_kind};
pub use seat::{Seat, government_seat, seat};
