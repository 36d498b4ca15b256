//! GDELT 2.0 Events: 61 tab-separated columns without a header.
//!
//! The counts are GDELT's own: `NumMentions` sentences, `NumSources` publishers,
//! `NumArticles` reports. The format has no room for more columns; how many
//! independent origins an event has stands in the `Extras` of its mentions
//! ([`gdelt_mentions`](super::gdelt_mentions)). Of several actors the first is given, of
//! several recipients the first who is not that actor: those who meet or agree stand on both sides.
//! Empty: `AvgTone`, which wirefold does not measure, and everything that no report says.

use super::cameo::{ActorCode, Cameo};
use super::fact::{Fact, Who, facts};
use super::fips;
use super::tsv::line;
use crate::Recorded;
use crate::contract::SiteOut;
use jiff::civil::Date;
use wirefold_gazetteer::{Country, country};
use xxhash_rust::xxh3::xxh3_64;

/// The coded events of a record as a GDELT 2.0 events table.
#[must_use]
pub fn gdelt_events(recorded: &Recorded) -> String {
    let mut out = String::new();
    for fact in facts(recorded).filter(Fact::is_coded) {
        line(&mut out, row(&fact).iter().map(String::as_str));
    }
    out
}

/// The number of an event: the same in both tables, the same for the same story and
/// event, and small enough for a signed 64-bit column.
pub(super) fn number(fact: &Fact<'_>) -> u64 {
    xxh3_64(fact.id.as_bytes()) >> 1
}

/// When the event was first reported: its `DATEADDED`.
pub(super) fn added(fact: &Fact<'_>) -> String {
    fact.reports.iter().filter_map(super::fact::Told::stamp).min().unwrap_or_default()
}

fn row(fact: &Fact<'_>) -> Vec<String> {
    let mut fields = vec![number(fact).to_string()];
    fields.extend(day(fact.day()));
    fields.extend(actor(fact.actors.first()));
    fields.extend(actor(fact.other()));
    fields.extend(action(fact));
    fields.extend(actor_place(fact.actors.first()));
    fields.extend(actor_place(fact.other()));
    fields.extend(action_place(fact));
    fields.push(added(fact));
    fields.push(fact.urls().first().map_or_else(String::new, |url| (*url).to_owned()));
    fields
}

/// `SQLDATE`, `MonthYear`, `Year`, `FractionDate`.
fn day(day: Option<Date>) -> [String; 4] {
    let Some(day) = day else { return Default::default() };
    let part = f64::from(i32::from(day.month()) * 30 + i32::from(day.day())) / 365.0;
    [
        day.strftime("%Y%m%d").to_string(),
        day.strftime("%Y%m").to_string(),
        day.strftime("%Y").to_string(),
        format!("{:.4}", f64::from(day.year()) + part.min(0.9999)),
    ]
}

/// Code, name, country, known group, ethnic group, two religions, three types.
fn actor(who: Option<&Who<'_>>) -> [String; 10] {
    let Some(who) = who else { return Default::default() };
    let code = ActorCode::of(who);
    let text = |value: Option<&str>| value.unwrap_or_default().to_owned();
    let none = String::new;
    [
        code.whole(),
        who.name().to_uppercase(),
        text(code.country),
        text(code.group),
        none(),
        none(),
        none(),
        text(code.kind),
        none(),
        none(),
    ]
}

/// From `IsRootEvent` to `AvgTone`.
fn action(fact: &Fact<'_>) -> [String; 10] {
    let cameo = Cameo::of(fact);
    let code = |part: fn(Cameo) -> &'static str| cameo.map(part).unwrap_or_default().to_owned();
    [
        u8::from(is_in_a_lead(fact)).to_string(),
        code(|c| c.0),
        code(Cameo::base),
        code(Cameo::root),
        cameo.map_or_else(String::new, |c| c.quad().to_string()),
        cameo.and_then(Cameo::goldstein).map_or_else(String::new, |g| g.to_string()),
        fact.event.evidence.len().to_string(),
        fact.publishers().to_string(),
        fact.reports.len().to_string(),
        String::new(),
    ]
}

/// Whether a report tells it in its first sentences: GDELT's sign of importance.
fn is_in_a_lead(fact: &Fact<'_>) -> bool {
    const LEAD: usize = 3;
    fact.event.evidence.iter().any(|proof| {
        let told = fact.reports.iter().find(|t| t.report.id == proof.report);
        told.and_then(|t| t.sentence(proof)).is_some_and(|at| at < LEAD)
    })
}

/// Type, name, country, two divisions, latitude, longitude, id.
type Geography = [String; 8];

fn nowhere() -> Geography {
    let mut none = Geography::default();
    none[0].push('0');
    none
}

/// Where an actor is: known of countries and places only.
fn actor_place(who: Option<&Who<'_>>) -> Geography {
    let Some(who) = who else { return nowhere() };
    match who.country().filter(|_| who.is_country()) {
        Some(land) => whole_country(land),
        None => who.entity.and_then(|e| e.whereabouts.as_ref()?.site.as_ref()).map_or_else(nowhere, site),
    }
}

fn action_place(fact: &Fact<'_>) -> Geography {
    match (fact.site(), fact.place_country()) {
        (Some(found), _) => site(found),
        (None, Some(land)) => whole_country(land),
        (None, None) => nowhere(),
    }
}

fn whole_country(land: &Country) -> Geography {
    let fips = land.fips.unwrap_or_default();
    let mut fields = nowhere();
    fields[0] = "1".to_owned();
    fields[1] = land.name.to_owned();
    fields[2] = fips.to_owned();
    fields[3] = fips.to_owned();
    fields[7] = fips.to_owned();
    fields
}

fn site(site: &SiteOut) -> Geography {
    let Some(land) = country(&site.country) else { return nowhere() };
    if site.kind == "country" {
        return whole_country(land);
    }
    let division = site.division.as_deref();
    let american = land.code == "USA";
    let kind = match (site.kind.as_str(), american) {
        ("region", true) => 2,
        ("city", true) => 3,
        ("city", false) => 4,
        _ => 5,
    };
    let fips = fips::country(land, division);
    let number = |n: Option<f64>| n.map_or_else(String::new, |n| n.to_string());
    [
        kind.to_string(),
        format!("{}, {}", site.name, land.name),
        fips.to_owned(),
        format!("{fips}{}", division.map_or("", |d| fips::division(land, d))),
        String::new(),
        number(site.latitude),
        number(site.longitude),
        site.geonames.map_or_else(String::new, |id| id.to_string()),
    ]
}

#[cfg(test)]
mod tests {
    use super::{day, site};
    use crate::contract::SiteOut;

    #[test]
    fn days_in_four_forms() {
        let told = day("2024-03-12".parse().ok());
        assert_eq!(told, ["20240312", "202403", "2024", "2024.2795"].map(str::to_owned));
        assert_eq!(day(None), ["", "", "", ""].map(str::to_owned));
        assert_eq!(day("2024-12-31".parse().ok())[3], "2024.9999");
    }

    #[test]
    fn places_have_fips_codes() {
        let place = |name: &str, kind: &str, country: &str, division: Option<&str>| SiteOut {
            name: name.into(),
            kind: kind.into(),
            country: country.into(),
            division: division.map(str::to_owned),
            latitude: Some(1.5),
            longitude: Some(2.0),
            geonames: Some(7),
        };
        let told = |s: &SiteOut| site(s)[..4].join("|");
        assert_eq!(told(&place("Moscow", "city", "RUS", Some("48"))), "4|Moscow, Russia|RS|RS48");
        assert_eq!(told(&place("Houston", "city", "USA", Some("TX"))), "3|Houston, United States|US|USTX");
        assert_eq!(told(&place("Texas", "region", "USA", Some("TX"))), "2|Texas, United States|US|USTX");
        assert_eq!(told(&place("Paris", "city", "FRA", Some("11"))), "4|Paris, France|FR|FRA8");
        assert_eq!(told(&place("London", "city", "GBR", Some("ENG"))), "4|London, United Kingdom|UK|UK");
        assert_eq!(
            told(&place("Rafah", "city", "PSE", Some("GZ"))),
            "4|Rafah, Palestinian Territories|GZ|GZ"
        );
        assert_eq!(told(&place("Crimea", "region", "UKR", None)), "5|Crimea, Ukraine|UP|UP");
        assert_eq!(told(&place("Peru", "country", "PER", None)), "1|Peru|PE|PE");
    }
}
