//! Roles that a plural gives to several: after "the Danish and Kenyan foreign
//! ministers met", of two people named next the one who is known to be Kenya's
//! leaves Denmark to the other.

use super::{
    cast::{Cast, FoundRole},
    page::Page,
    role::Scene,
};
use wirefold_report::{EntityKind, Span, Upos};

/// How many sentences after the plural the people are looked for.
const WINDOW: usize = 2;

/// A plural role with the countries that it is shared between.
struct Shared {
    sentence: usize,
    role: String,
    sector: Option<&'static str>,
    countries: Vec<&'static str>,
    evidence: Span,
}

/// Gives the roles that only one assignment leaves possible.
pub(crate) fn assign(page: &Page<'_>, cast: &mut Cast) {
    let scene = Scene::new(page, cast);
    for shared in plurals(page, &scene, cast) {
        if let Some((draft, country)) = left_over(page, &shared, cast) {
            let role = FoundRole {
                role: shared.role.clone(),
                country: Some(country),
                organization: None,
                sector: shared.sector,
                gender: None,
                evidence: vec![shared.evidence],
            };
            cast.add_role(draft, role);
        }
    }
}

/// All "A and B ROLEs" of the report, by sentence.
fn plurals(page: &Page<'_>, scene: &Scene<'_>, cast: &Cast) -> Vec<Shared> {
    let mut groups: Vec<Vec<(usize, usize, &'static str)>> = vec![Vec::new(); page.sentences.len()];
    for said in
        cast.said.iter().filter(|s| s.named && matches!(s.kind, EntityKind::Group | EntityKind::Place))
    {
        let (Some((sentence, first, last)), Some(country)) = (said.place, cast.drafts[said.draft].country)
        else {
            continue;
        };
        groups[sentence].push((first, last, country));
    }
    let mut found = Vec::new();
    for (sentence, countries) in groups.iter().enumerate() {
        found.extend(
            chains(page, sentence, countries)
                .into_iter()
                .filter_map(|chain| plural(page, scene, sentence, &chain)),
        );
    }
    found
}

/// Countries of a sentence that only commas and "and" part.
fn chains(
    page: &Page<'_>,
    sentence: usize,
    countries: &[(usize, usize, &'static str)],
) -> Vec<Vec<(usize, usize, &'static str)>> {
    let mut chains: Vec<Vec<(usize, usize, &'static str)>> = Vec::new();
    for &(first, last, country) in countries {
        let joined = chains.last().and_then(|chain| chain.last()).is_some_and(|&(_, before, _)| {
            before < first
                && (before + 1..first).all(|i| matches!(page.lower(sentence, i).as_str(), "," | "and" | "&"))
        });
        match chains.last_mut().filter(|_| joined) {
            Some(chain) => chain.push((first, last, country)),
            None => chains.push(vec![(first, last, country)]),
        }
    }
    chains.retain(|chain| chain.len() > 1);
    chains
}

/// The plural role noun that follows a chain of countries.
fn plural(
    page: &Page<'_>,
    scene: &Scene<'_>,
    sentence: usize,
    chain: &[(usize, usize, &'static str)],
) -> Option<Shared> {
    const REACH: usize = 5;
    let (&(first, ..), &(_, last, _)) = (chain.first()?, chain.last()?);
    let words = &page.sentences[sentence].words;
    let line = scene.line(sentence);
    let limit = words.len().min(last + 1 + REACH);
    let end = (last + 1..limit)
        .take_while(|&i| matches!(words[i].upos, Upos::Noun | Upos::Adj | Upos::Propn))
        .filter(|&i| matches!(words[i].xpos.as_ref(), "NNS" | "NNPS"))
        .find(|&i| line.role_ending(i, last + 1).is_some())?;
    let at = line.role_ending(end, last + 1)?;
    let mut role = page.lowers(sentence, last + 1..end + 1);
    if let Some(noun) = role.last_mut() {
        *noun = singular(noun);
    }
    Some(Shared {
        sentence,
        role: role.join(" "),
        sector: at.noun.map(|noun| noun.sector),
        countries: chain.iter().map(|&(_, _, country)| country).collect(),
        evidence: page.trees[sentence].span(first, end),
    })
}

fn singular(noun: &str) -> String {
    let found =
        super::lexicon::singulars(noun).find(|word| super::lexicon::role(word).is_some() && word != noun);
    found.unwrap_or_else(|| noun.to_owned())
}

/// The one person without a role and the one country without a person, if the
/// sentences from the plural on leave just one of each.
fn left_over(page: &Page<'_>, shared: &Shared, cast: &Cast) -> Option<(usize, &'static str)> {
    let mut people: Vec<usize> = Vec::new();
    let last = (shared.sentence + WINDOW).min(page.sentences.len() - 1);
    let start = page.sentences[shared.sentence].span.start;
    let from = cast.said.partition_point(|s| s.span.start < start);
    let near = cast.said[from..].iter().take_while(|s| s.span.start < page.sentences[last].span.end);
    for said in near.filter(|s| s.named && s.kind == EntityKind::Person) {
        if !people.contains(&said.draft) {
            people.push(said.draft);
        }
    }
    let holds = |draft: usize, country: &str| {
        cast.drafts[draft].roles.iter().any(|r| r.country == Some(country) && r.role.ends_with(&shared.role))
    };
    let open: Vec<usize> = people.iter().copied().filter(|&d| cast.drafts[d].roles.is_empty()).collect();
    let left: Vec<&'static str> = shared
        .countries
        .iter()
        .copied()
        .filter(|country| !people.iter().any(|&d| holds(d, country)))
        .collect();
    match (open.as_slice(), left.as_slice()) {
        (&[draft], &[country]) => Some((draft, country)),
        _ => None,
    }
}
