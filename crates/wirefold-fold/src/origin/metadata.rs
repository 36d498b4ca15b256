//! What a report's metadata say of who wrote it.

use wirefold_report::Report;

use super::agency::{Agencies, Kind};
use super::mark::{are_names, is_picture};

/// A credit that names where the text was taken, which may be no more than its outlet.
const SOURCE: &str = "source:";

/// All whom the by-line or credit names, each once.
pub(super) fn credited(report: &Report, agencies: &Agencies) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for part in parts(report).filter(|part| !is_source(part)) {
        for name in named(part, agencies) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    names
}

/// The agency that publishes under the outlet's name, or at the address, or that is the source.
pub(super) fn publisher<'a>(report: &Report, agencies: &'a Agencies) -> Option<&'a str> {
    publishing(report).find_map(|(_, text)| agencies.of_outlet(text))
}

/// The field of a report's metadata from which its origin follows, and what stands there.
#[must_use]
pub fn stated_in(report: &Report) -> Option<(&'static str, &str)> {
    let agencies = Agencies::known();
    let credit = || report.credit.as_deref().map(|credit| ("credit", credit));
    if !credited(report, agencies).is_empty() {
        return credit();
    }
    publishing(report).find(|(_, text)| agencies.of_outlet(text).is_some())
}

/// What may name the publisher, what says most first, and the field that has it.
fn publishing(report: &Report) -> impl Iterator<Item = (&'static str, &str)> {
    let outlet = report.outlet.as_deref().map(|outlet| ("outlet", outlet));
    let sources = parts(report).filter(|part| is_source(part));
    let sources = sources.filter_map(|part| part.get(SOURCE.len()..)).map(|source| ("credit", source.trim()));
    let address = report.url.as_deref().filter(|url| url.contains("://")).map(|url| ("url", url));
    outlet.into_iter().chain(sources).chain(address)
}

fn parts(report: &Report) -> impl Iterator<Item = &str> {
    report.credit.iter().flat_map(|credit| credit.split(';')).map(str::trim)
}

fn is_source(part: &str) -> bool {
    part.get(..SOURCE.len()).is_some_and(|start| start.eq_ignore_ascii_case(SOURCE))
}

/// Whom a part of a credit names as the writer: not whose picture it prints, or for whom its author worked once.
fn named(part: &str, agencies: &Agencies) -> Vec<String> {
    if let Some(name) = agencies.named_exactly(part).or_else(|| agencies.named_in_any_case(part)) {
        return vec![name.to_owned()];
    }
    if !are_names(part) {
        return Vec::new();
    }
    let of_text = |at: &wirefold_report::Span| {
        let (before, after) = (&part[..at.start as usize], &part[at.end as usize..]);
        let joined = before.ends_with('/') || after.starts_with('/');
        joined && !agencies.all_of(part).is_empty() || !is_picture(before, after)
    };
    let found = agencies.find(part).filter(|named| of_text(&named.span));
    found.map(|named| named.short.to_owned()).collect()
}

impl Agencies {
    /// The agency that publishes under an outlet's name, internet domain or address.
    pub(super) fn of_outlet(&self, outlet: &str) -> Option<&str> {
        let outlet = outlet.trim();
        let named = || self.entry_without_edition(outlet);
        let entry = self.entry(outlet).or_else(|| self.of_domain(outlet)).or_else(named)?;
        let (short, kind) = self.short(entry);
        (kind != Kind::Outlet).then_some(short)
    }

    /// The one whose internet domain an address lies in.
    fn of_domain(&self, address: &str) -> Option<usize> {
        let host = address.split_once("://").map_or(address, |(_, rest)| rest);
        let host = host.split(['/', '?', '#', ':']).next()?.trim_start_matches("www.").to_lowercase();
        let parents = host.match_indices('.').map(|(at, _)| &host[at + 1..]);
        std::iter::once(host.as_str()).chain(parents).find_map(|domain| self.domain(domain))
    }
}
