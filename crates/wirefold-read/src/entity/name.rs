//! The names of a report, tidied: what the encoder marked and what the gazetteer adds.

use super::{
    kind,
    lexicon::{Gender, body, given_name, honorific},
    page::Page,
    pieces::{joined, nickname},
    same::letters,
};
use wirefold_gazetteer::{
    Country, cities, country_named, country_of_demonym, folded, international, known_body, region, seat,
    state_abbreviated,
};
use wirefold_report::{EntityKind, Span, Upos};
use wirefold_text::{calendar::WEEKDAYS, person::without_article};

/// One name where it stands.
#[derive(Clone, Debug)]
pub(crate) struct Name {
    pub(crate) span: Span,
    pub(crate) kind: EntityKind,
    /// Sentence, first and last word; `None` outside of the body.
    pub(crate) place: Option<(usize, usize, usize)>,
    /// Its words folded, without forms of address.
    pub(crate) parts: Vec<String>,
    /// Told by a form of address.
    pub(crate) gender: Option<Gender>,
    /// What the gazetteer knows.
    pub(crate) country: Option<&'static Country>,
    /// The nickname in quotation marks that stands inside it, folded.
    pub(crate) nickname: Option<String>,
}

/// All names of the report, in order, not overlapping, each with the kind that
/// most of its mentions have.
pub(crate) fn collect(page: &Page<'_>, spans: &[(Span, EntityKind)]) -> Vec<Name> {
    let tidied = joined(page.text, spans).into_iter();
    let tidied = tidied.filter_map(|(span, kind)| {
        let once = said_once(page.text, without_day(page.text, tidy(page, span)?, kind), kind);
        Some((once, kind))
    });
    let mut names: Vec<Name> = tidied
        .flat_map(|(span, kind)| parted(page.text, span, kind).map(move |part| (part, kind)))
        .filter(|(span, kind)| *kind != EntityKind::Place || !is_letter(span.of(page.text)))
        .map(|(span, kind)| name(page, span, kind))
        .collect();
    add_missed(page, &mut names);
    // Of names that begin together the longest stays ("Jewish state").
    names.sort_by_key(|n| (n.span.start, std::cmp::Reverse(n.span.end)));
    let mut end = 0;
    names.retain(|n| {
        let free = n.span.start >= end && n.parts.iter().any(|part| !is_small(part)) && !begins_noun(page, n);
        if free {
            end = n.span.end;
        }
        free
    });
    kind::settle(page, &mut names);
    names
}

/// "Coast guard spokesman" at the head of a sentence: a noun of two words, written small.
fn begins_noun(page: &Page<'_>, name: &Name) -> bool {
    let (Some((sentence, first, last)), [only]) = (name.place, name.parts.as_slice()) else { return false };
    let next = page.sentences[sentence].words.get(last + 1).map(|word| word.span.of(page.text));
    first == 0 && next.is_some_and(|next| !starts_upper(next) && body(&format!("{only} {next}")).is_some())
}

fn is_small(word: &str) -> bool {
    matches!(word, "the" | "a" | "an" | "of" | "and" | "in" | "for" | "to" | "on" | "at" | "by")
}

/// The span without white space, quotation marks and possessive endings at its ends.
fn tidy(page: &Page<'_>, span: Span) -> Option<Span> {
    let text = page.text;
    let whole = text.get(span.range())?;
    let edge =
        |c: char| c.is_whitespace() || matches!(c, '“' | '”' | '"' | ',' | ';' | ':' | '‘' | '(' | '—' | '–');
    let mut kept = without_currency(whole.trim_end_matches(edge)).trim_end_matches(edge);
    if !ends_a_name(page, span) {
        for ending in ["'s", "’s", "'S", "’S", "'", "’"] {
            kept = kept.strip_suffix(ending).unwrap_or(kept);
        }
    }
    let kept = kept.trim_end_matches(edge);
    let start = span.start as usize + (kept.len() - without_marks(kept.trim_start_matches(edge)).len());
    let end = span.start as usize + kept.len();
    let kept = (start < end).then(|| Span::new(start, end))?;
    (!is_label(text, kept)).then_some(kept)
}

/// A person's full name without the day that the encoder took into it ("NAME NAME Tuesday said").
fn without_day(text: &str, span: Span, kind: EntityKind) -> Span {
    let name = span.of(text);
    let Some((before, last)) = name.rsplit_once(' ').filter(|_| kind == EntityKind::Person) else {
        return span;
    };
    let full = before.trim_end().contains(' ');
    match full && WEEKDAYS.contains(&last.to_lowercase().as_str()) {
        true => Span::new(span.start as usize, span.start as usize + before.trim_end().len()),
        false => span,
    }
}

/// A person's name without what a page adds of the same name: "Ana Ruiz *María* (Ana) María Ruiz", "Ana Ruiz *Ana Ruiz*".
fn said_once(text: &str, span: Span, kind: EntityKind) -> Span {
    /// So many words a name behind a bracket has.
    const NAME: usize = 4;
    let words: Vec<&str> = span.of(text).split(' ').collect();
    let [first, second, rest @ ..] = words.as_slice() else { return span };
    let bracket = text[span.range().end..].trim_start().strip_prefix('(').and_then(|b| b.split_once(')'));
    // The name in full stands behind the bracket, perhaps run into a title.
    let whole = |after: &str| after.split_whitespace().take(NAME).any(|word| word.starts_with(second));
    let called = bracket.is_some_and(|(inside, after)| inside.trim() == *first && whole(after));
    let again = rest.windows(2).position(|two| two[0] == *first && two[1].starts_with(second));
    let kept = match (again, rest.len()) {
        _ if kind != EntityKind::Person => return span,
        (Some(at), _) => 2 + at,
        (None, added) if called && added > 0 => words.len() - 1,
        (None, _) => return span,
    };
    let length: usize = words[..kept].iter().map(|word| word.len() + 1).sum();
    Span::new(span.start as usize, span.start as usize + length - 1)
}

/// A name without the marks that stand alone before it (". Kenya", "'' Kenya").
fn without_marks(mut name: &str) -> &str {
    while let Some((mark, rest)) = name.split_once(char::is_whitespace)
        && mark.chars().all(|c| matches!(c, '.' | '\'' | '’' | '`' | '-' | '–'))
    {
        name = rest.trim_start();
    }
    name
}

/// A name without the sign of the money that is given to whom it names ("Kenya $").
fn without_currency(name: &str) -> &str {
    let bare = name.strip_suffix(['$', '€', '£', '¥']);
    bare.filter(|bare| bare.ends_with(char::is_whitespace)).unwrap_or(name)
}

/// Whether the possessive ending at the end of the span owns nothing: "they met at Carla's"
/// names a café, "they met at Carla's house" a person.
fn ends_a_name(page: &Page<'_>, span: Span) -> bool {
    let Some((sentence, (first, last))) =
        page.sentence_at(span).and_then(|s| Some((s, page.words_at(s, span)?)))
    else {
        return false;
    };
    let tree = &page.trees[sentence];
    let owner = tree.head(last).filter(|&owner| (first..last).contains(&owner));
    matches!(page.lower(sentence, last).as_str(), "'s" | "’s")
        && owner.is_some_and(|owner| !tree.is(owner, &["nmod:poss"]))
}

/// Places that a comma parts are two ("Bergen, Norway"), but for the state whose letters
/// belong to the name ("Washington, D.C.").
fn parted(text: &str, span: Span, kind: EntityKind) -> impl Iterator<Item = Span> + use<> {
    const COMMA: &str = ", ";
    let whole = span.of(text);
    let short =
        |state: &str| state_abbreviated(state).is_some() || state_abbreviated(&format!("{state}.")).is_some();
    let apart = |state: &str| !state.contains('.') || short(state) && cities(whole).is_empty();
    let cut = whole.find(COMMA).filter(|&at| kind == EntityKind::Place && apart(&whole[at + COMMA.len()..]));
    let start = span.start as usize;
    let (first, second) = match cut {
        Some(at) => {
            (Span::new(start, start + at), Some(Span::new(start + at + COMMA.len(), span.end as usize)))
        }
        None => (span, None),
    };
    std::iter::once(first).chain(second)
}

/// Whether a name is no more than the letter of a party ("(D., N.Y.)").
fn is_letter(name: &str) -> bool {
    name.strip_suffix('.').is_some_and(|letter| letter.len() == 1)
}

/// Whether this is the letter of a party and a place that stand behind a name between
/// commas or in brackets ("D-Ohio", "R-S.C.") and are none.
fn is_label(text: &str, span: Span) -> bool {
    let mut letters = span.of(text).chars();
    let [party, dash, place] = [letters.next(), letters.next(), letters.next()];
    let upper = |c: Option<char>| c.is_some_and(char::is_uppercase);
    let around = |side: &str, c: Option<char>| c.is_some_and(|c| side.contains(c));
    let [before, after] = [&text[..span.start as usize], &text[span.end as usize..]];
    upper(party)
        && dash == Some('-')
        && upper(place)
        && around(",(", before.trim_end().chars().next_back())
        && around(",).", after.trim_start().chars().next())
}

fn name(page: &Page<'_>, span: Span, kind: EntityKind) -> Name {
    let place =
        page.sentence_at(span).and_then(|s| page.words_at(s, span).map(|(first, last)| (s, first, last)));
    let whole = span.of(page.text);
    let nick = nickname(whole).filter(|_| kind == EntityKind::Person);
    let (lead, rest) = nick.map_or((whole, ""), |nick| (&whole[..nick.outer.0], &whole[nick.outer.1..]));
    let mut words: Vec<&str> = lead.split_whitespace().chain(rest.split_whitespace()).collect();
    let mut gender = None;
    let honoured =
        |word: &str| honorific(word).filter(|_| word.chars().next().is_some_and(char::is_uppercase));
    while kind == EntityKind::Person && words.len() > 1 {
        let Some(title) = honoured(words[0]) else { break };
        gender = gender.or(title.gender);
        let mark = usize::from(words.len() > 2 && words[1] == ".");
        words.drain(..=mark);
    }
    if gender.is_none() {
        gender = before(page, place).and_then(honoured).and_then(|title| title.gender);
    }
    let person = kind == EntityKind::Person;
    let part = |word: &&str| folded(if person { without_article(word) } else { word });
    let parts: Vec<String> = words.iter().map(part).filter(|w| !w.is_empty()).collect();
    if kind == EntityKind::Person && parts.len() > 1 {
        gender = gender.or_else(|| given_name(&parts[0]));
    }
    let country = country_by_name(span.of(page.text));
    let kind = known_kind(span.of(page.text), kind);
    let nickname = nick.map(|nick| folded(&whole[nick.inner.0..nick.inner.1]));
    Name { span, kind, place, parts, gender, country, nickname }
}

fn before<'a>(page: &Page<'a>, place: Option<(usize, usize, usize)>) -> Option<&'a str> {
    let (sentence, first, _) = place?;
    let mut before = first.checked_sub(1)?;
    let words = &page.sentences[sentence].words;
    if words[before].span.of(page.text) == "." {
        before = before.checked_sub(1)?;
    }
    Some(words[before].span.of(page.text))
}

/// The country that a name as it stands tells.
fn country_by_name(name: &str) -> Option<&'static Country> {
    country_named(name)
        .or_else(|| country_of_demonym(name))
        .or_else(|| seat(name).map(|s| s.country).filter(|country| is_its_own(name, country)))
        .or_else(|| region(name).map(|r| r.country))
        .or_else(|| state_abbreviated(name).filter(|_| name.ends_with('.')).map(|r| r.country))
}

/// Whether the best-known city of a seat's name is that country's: most who speak of Victoria mean no capital.
pub(super) fn is_its_own(name: &str, country: &Country) -> bool {
    cities(name).first().is_none_or(|city| city.country.code == country.code)
}

/// Countries are places and their people groups, whatever the encoder says;
/// a person may be called like a place ("Paris Hilton" is not, "Jordan" could be).
fn known_kind(name: &str, kind: EntityKind) -> EntityKind {
    match kind {
        EntityKind::Person => kind,
        _ if country_named(name).is_some() => EntityKind::Place,
        _ if country_of_demonym(name).is_some() => EntityKind::Group,
        EntityKind::Place | EntityKind::Other if is_known_body(name) => EntityKind::Organization,
        _ => kind,
    }
}

/// Whether a body is called so that no place is: "U.N.", "Hamas".
fn is_known_body(name: &str) -> bool {
    international(name).is_some() || known_body(name).is_some_and(|body| body.sector != "PTY")
}

/// Adds countries, regions, peoples and bodies of many countries that the encoder overlooked.
fn add_missed(page: &Page<'_>, names: &mut Vec<Name>) {
    let mut taken: Vec<Span> = names.iter().map(|n| n.span).collect();
    taken.sort_unstable();
    for sentence in page.sentences {
        let mut i = 0;
        while i < sentence.words.len() {
            let found = known_at(page.text, &sentence.words[i..])
                .map(|(n, kind)| (n, sentence.words[i].span.cover(sentence.words[i + n - 1].span), kind));
            match found {
                Some((n, span, kind)) if n > 1 || !touches(&taken, span) => {
                    names.extend(tidy(page, span).map(|span| name(page, span, kind)));
                    i += n;
                }
                _ => i += 1,
            }
        }
    }
}

/// Whether the span shares text with one of the sorted, disjoint `taken`.
fn touches(taken: &[Span], span: Span) -> bool {
    let after = taken.partition_point(|t| t.end <= span.start);
    taken.get(after).is_some_and(|t| t.overlaps(span))
}

/// A country, region or people that begins at the first of `words`: how many
/// words it takes, and its kind.
fn known_at(text: &str, words: &[wirefold_report::Word]) -> Option<(usize, EntityKind)> {
    const LONGEST: usize = 3;
    let first = words[0].span.of(text);
    // "WHO chief", which the tagger takes for a pronoun; where all is shouted nothing tells.
    let calm = words.get(1).is_some_and(|next| next.span.of(text).contains(char::is_lowercase));
    if first.len() > 2 && calm && letters(first).is_some() && international(first).is_some() {
        return Some((1, EntityKind::Organization));
    }
    if !matches!(words[0].upos, Upos::Propn | Upos::Adj | Upos::Noun) || !starts_upper(first) {
        return None;
    }
    (1..=LONGEST.min(words.len())).rev().find_map(|n| {
        let span = words[0].span.cover(words[n - 1].span);
        let phrase = span.of(text);
        let broken = words[..n].iter().any(|w| w.upos == Upos::Punct) || phrase.contains('\n');
        if n > 1 && broken {
            return None;
        }
        let place = country_named(phrase).is_some() || (n > 1 && region(phrase).is_some());
        let group = country_of_demonym(phrase).is_some();
        let kind = if place { EntityKind::Place } else { EntityKind::Group };
        ((place && (n > 1 || words[0].upos != Upos::Adj)) || group).then_some((n, kind))
    })
}

pub(crate) fn starts_upper(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::{parted, said_once, tidy};
    use crate::entity::page::Page;
    use wirefold_report::{EntityKind, Span};

    #[test]
    fn letters_of_parties_are_no_names() {
        let name = |text: &str, part: &str| {
            let start = text.find(part).expect("the part stands in the text");
            tidy(&Page::new(text, &[], &[]), Span::new(start, start + part.len())).is_some()
        };
        assert!(!name("Sen. Anna Berg, D-Ohio, said so.", "D-Ohio"));
        assert!(!name("Anna Berg (R-S.C.) said so.", "R-S.C."));
        assert!(name("They watched X-Files, all of it.", "X-Files"));
        assert!(name("Anna Berg, Ohio, said so.", "Ohio"));
    }

    #[test]
    fn what_a_page_adds_of_a_name_is_no_part_of_it() {
        for (text, name, want) in [
            ("Ana Ruiz María (Ana) María RuizTalks go on", "Ana Ruiz María", "Ana Ruiz"),
            ("Ana Ruiz María ( Ana ) María Ruiz said", "Ana Ruiz María", "Ana Ruiz"),
            ("Ana Ruiz Ana RuizPoll says", "Ana Ruiz Ana RuizPoll", "Ana Ruiz"),
            ("Ana María Ruiz (Chile) said", "Ana María Ruiz", "Ana María Ruiz"),
            ("Ana María Ruiz (Ana) said", "Ana María Ruiz", "Ana María Ruiz"),
            ("Ali Abdullah Ali Adoum said", "Ali Abdullah Ali Adoum", "Ali Abdullah Ali Adoum"),
            ("Omar Ali Omar said", "Omar Ali Omar", "Omar Ali Omar"),
            ("Ana Ruiz (Ana) said", "Ana Ruiz", "Ana Ruiz"),
        ] {
            let span = said_once(text, Span::new(0, name.len()), EntityKind::Person);
            assert_eq!(span.of(text), want, "{text}");
        }
    }

    #[test]
    fn marks_that_stand_alone_are_no_part_of_a_name() {
        let kept = |name: &str| {
            let page = Page::new(name, &[], &[]);
            tidy(&page, Span::new(0, name.len())).map(|span| span.of(name).to_owned())
        };
        for (name, want) in [
            (". Berg", "Berg"),
            ("'' Berg", "Berg"),
            ("' . Anna Berg", "Anna Berg"),
            ("'t Hooft", "'t Hooft"),
            ("# Berg", "# Berg"),
        ] {
            assert_eq!(kept(name).as_deref(), Some(want), "{name}");
        }
        assert_eq!(kept(". ."), Some(".".to_owned()));
    }

    #[test]
    fn a_comma_parts_places() {
        let parts = |name: &str, kind| {
            let spans = parted(name, Span::new(0, name.len()), kind);
            spans.map(|span| span.of(name).to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(parts("Bergen, Norway", EntityKind::Place), ["Bergen", "Norway"]);
        assert_eq!(parts("Washington, D.C.", EntityKind::Place), ["Washington, D.C."]);
        assert_eq!(parts("Fresno, Calif.", EntityKind::Place), ["Fresno", "Calif."]);
        assert_eq!(parts("Berg, Dahl and Sons", EntityKind::Organization), ["Berg, Dahl and Sons"]);
    }
}
