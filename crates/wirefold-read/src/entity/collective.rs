//! Bodies and groups that are described rather than named: "the Danish
//! government", "Kenya's parliament", "Sudanese forces".

use super::{
    cast::{Cast, Draft, Said},
    lexicon::{body, longest, singulars},
    page::Page,
};
use std::collections::{BTreeMap, BTreeSet};
use wirefold_gazetteer::Country;
use wirefold_report::{EntityKind, SiteKind, Upos, Whereabouts};

/// How many words may stand between the country and the noun.
const REACH: usize = 3;

/// Adds an entity for every body of a country that the report speaks of.
pub(crate) fn add(page: &Page<'_>, cast: &mut Cast) {
    let taken: BTreeSet<(usize, usize)> = cast
        .said
        .iter()
        .filter_map(|s| s.place)
        .flat_map(|(sentence, first, last)| (first..=last).map(move |word| (sentence, word)))
        .collect();
    let mut drafts: BTreeMap<(&'static str, Option<usize>, String), usize> = BTreeMap::new();
    let mut added = Vec::new();
    for said in
        cast.said.iter().filter(|s| s.named && matches!(s.kind, EntityKind::Place | EntityKind::Group))
    {
        let Some(country) = cast.drafts[said.draft].country.and_then(wirefold_gazetteer::country) else {
            continue;
        };
        let Some(found) = body_after(page, said, country, &taken) else { continue };
        // The governments of Texas and of Ohio are two.
        let part = cast.drafts[said.draft].whereabouts.site.as_ref().filter(|s| s.kind != SiteKind::Country);
        added.push((found, part.map(|_| said.draft)));
    }
    for (found, part) in added {
        let draft = *drafts.entry((found.country.code, part, found.noun.clone())).or_insert_with(|| {
            cast.drafts.push(found.draft(page));
            cast.drafts.len() - 1
        });
        let span = page.trees[found.sentence].span(found.first, found.last);
        let kind = cast.drafts[draft].kind;
        cast.said.push(Said {
            span,
            kind,
            draft,
            named: false,
            place: Some((found.sentence, found.first, found.last)),
        });
    }
    cast.sort();
}

/// A country's body where it stands.
struct Body {
    country: &'static Country,
    noun: String,
    sector: &'static str,
    plural: bool,
    sentence: usize,
    first: usize,
    last: usize,
}

impl Body {
    fn draft(&self, page: &Page<'_>) -> Draft {
        let name = page.trees[self.sentence].span(self.first, self.last).of(page.text).to_owned();
        Draft {
            kind: if self.plural { EntityKind::Group } else { EntityKind::Organization },
            parts: Vec::new(),
            name,
            roles: Vec::new(),
            country: Some(self.country.code),
            sector: Some(self.sector),
            gender: None,
            whereabouts: Whereabouts::default(),
        }
    }
}

/// The body noun that follows a country or people within the same noun phrase.
fn body_after(
    page: &Page<'_>,
    said: &Said,
    country: &'static Country,
    taken: &BTreeSet<(usize, usize)>,
) -> Option<Body> {
    let (sentence, first, end) = said.place?;
    let words = &page.sentences[sentence].words;
    let limit = words.len().min(end + 2 + REACH);
    let mut found = None;
    for (i, word) in words.iter().enumerate().take(limit).skip(end + 1) {
        let clitic = i == end + 1 && matches!(page.lower(sentence, i).as_str(), "'s" | "’s");
        if clitic {
            continue;
        }
        if !matches!(word.upos, Upos::Noun | Upos::Adj | Upos::Propn) || taken.contains(&(sentence, i)) {
            break;
        }
        let lowers = page.lowers(sentence, end + 1..i + 1);
        if let Some((_, sector)) = longest(&lowers, body).filter(|_| word.upos != Upos::Adj) {
            let form = page.lower(sentence, i);
            let noun = singulars(&form).find(|noun| body(noun).is_some()).unwrap_or_else(|| form.clone());
            let plural = noun != form && !matches!(noun.as_str(), "authority" | "force");
            found = Some(Body { country, noun, sector, plural, sentence, first, last: i });
        }
    }
    let body = found?;
    let named_next = taken.contains(&(sentence, body.last + 1));
    let noun_next = words.get(body.last + 1).is_some_and(|w| matches!(w.upos, Upos::Noun));
    (!named_next && !noun_next).then_some(body)
}
