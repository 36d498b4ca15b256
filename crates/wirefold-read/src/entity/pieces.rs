//! Names that the encoder takes in pieces: "Joaquín “El Chapo” Ramírez", "Anne-Marie Dubois".

use super::lexicon::given_name;
use std::collections::BTreeSet;
use wirefold_gazetteer::folded;
use wirefold_report::{EntityKind, Span};

/// Longest nickname between quotation marks, in bytes.
const LONGEST: usize = 40;

/// A person's name with a nickname in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Nicknamed {
    /// Where the nickname begins and ends in the name, with its marks.
    pub(super) outer: (usize, usize),
    /// The same without its marks.
    pub(super) inner: (usize, usize),
}

/// The nickname that stands between quotation marks inside a name.
pub(super) fn nickname(name: &str) -> Option<Nicknamed> {
    let (start, open) = name
        .char_indices()
        .find(|&(at, c)| matches!(c, '“' | '"' | '‘' | '\'' | '”') && name[..at].ends_with(' ') && at > 0)?;
    let inner = start + open.len_utf8();
    let close: &[char] = match open {
        '“' | '”' => &['”'],
        '‘' => &['’'],
        '"' => &['"'],
        _ => &['\''],
    };
    let end = name[inner..].find(close)? + inner;
    let mark = name[end..].chars().next().map_or(0, char::len_utf8);
    let begins_big = name[inner..].starts_with(char::is_uppercase);
    let goes_on =
        name[end + mark..].strip_prefix(' ').is_some_and(|rest| rest.starts_with(char::is_uppercase));
    (begins_big && goes_on && end - inner <= LONGEST)
        .then_some(Nicknamed { outer: (start, end + mark + 1), inner: (inner, end) })
}

/// The spans in order, those of one person joined.
pub(super) fn joined(text: &str, spans: &[(Span, EntityKind)]) -> Vec<(Span, EntityKind)> {
    let mut sorted = spans.to_vec();
    sorted.sort_by_key(|(span, _)| (span.start, span.end));
    let alone = surnames(text, &sorted);
    let mut out: Vec<(Span, EntityKind)> = Vec::with_capacity(sorted.len());
    for (span, kind) in sorted {
        let start = out.len().saturating_sub(2);
        let lead =
            (start..out.len()).find(|&i| kind == EntityKind::Person && is_one(text, &alone, out[i], span));
        let firm = out.last().is_some_and(|&first| is_firm(text, first, (span, kind)));
        match lead {
            Some(i) => {
                out[i].0 = out[i].0.cover(span);
                out.truncate(i + 1);
            }
            None if firm => {
                let first = out.pop().map_or(span, |(first, _)| first);
                out.push((first.cover(span), EntityKind::Organization));
            }
            None => out.push((span, kind)),
        }
    }
    out
}

/// Whether "&" joins two lone names to that of a firm: "Ruiz & Ruiz", "Cole & Sons". Two people or two bodies stay two.
fn is_firm(text: &str, (first, kind): (Span, EntityKind), (last, other): (Span, EntityKind)) -> bool {
    let joined = first.end <= last.start && &text[first.range().end..last.range().start] == " & ";
    let lone = [first, last].iter().all(|name| !name.of(text).contains(char::is_whitespace));
    let firm = |kind| matches!(kind, EntityKind::Organization | EntityKind::Person);
    let one = first.of(text) == last.of(text) || firm(kind) && firm(other) && kind != other;
    joined && lone && one
}

/// The last words of the names that no hyphen stands beside.
fn surnames<'t>(text: &'t str, spans: &[(Span, EntityKind)]) -> BTreeSet<&'t str> {
    let free = |span: &Span| {
        !text[..span.range().start].ends_with('-') && !text[span.range().end..].starts_with('-')
    };
    let last = |span: &Span| span.of(text).rsplit(' ').next();
    spans.iter().map(|(span, _)| span).filter(|span| free(span)).filter_map(last).collect()
}

/// Whether a person's name goes on from one span to the end of the other. Of two that a hyphen joins ("the Cole-Berg
/// match") each is a person, unless the first is a given name or a full one and nobody is called by the second alone.
fn is_one(text: &str, alone: &BTreeSet<&str>, (first, kind): (Span, EntityKind), last: Span) -> bool {
    if kind != EntityKind::Person || first.end > last.start || last.start - first.end > LONGEST as u32 {
        return false;
    }
    let between = &text[first.range().end..last.range().start];
    let whole = first.cover(last).of(text);
    let hyphen = matches!(between, "-" | "‑");
    let mut words = first.of(text).split(' ');
    let given = words.next().is_some_and(|word| given_name(&folded(word)).is_some());
    let double = given && (words.next().is_none() || !alone.contains(last.of(text)));
    // The family name stands right behind the nickname.
    let offset = (last.start - first.start) as usize;
    let marked = || {
        nickname(whole).is_some_and(|nick| nick.outer.0 <= first.range().len() + 1 && nick.outer.1 == offset)
    };
    hyphen && double || !between.contains('\n') && marked()
}

#[cfg(test)]
mod tests {
    use super::{joined, nickname};
    use wirefold_report::{EntityKind, Span};

    fn names(text: &str, parts: &[&str]) -> Vec<String> {
        let span = |part: &&str| {
            let start = text.find(part).expect("the part stands in the text");
            (Span::new(start, start + part.len()), EntityKind::Person)
        };
        let spans: Vec<_> = parts.iter().map(span).collect();
        joined(text, &spans).into_iter().map(|(span, _)| span.of(text).to_owned()).collect()
    }

    #[test]
    fn pieces_are_joined() {
        let nicked = "Joaquín \"El Chapo\" Ramírez fled.";
        assert_eq!(names(nicked, &["Joaquín \"El Chapo", "Ramírez"]), ["Joaquín \"El Chapo\" Ramírez"]);
        assert_eq!(names(nicked, &["Joaquín", "El Chapo", "Ramírez"]), ["Joaquín \"El Chapo\" Ramírez"]);
        assert_eq!(names("Anne-Marie Dubois left.", &["Anne", "Marie Dubois"]), ["Anne-Marie Dubois"]);
        let twice = "Joaquín \"El Chapo\" Ramírez fled, and Ramos too.";
        let parts = ["Joaquín \"El Chapo", "Ramírez", "Ramos"];
        assert_eq!(names(twice, &parts), ["Joaquín \"El Chapo\" Ramírez", "Ramos"]);
        let two = "Ana said “No” Ruiz heard.";
        assert_eq!(names(two, &["Ana", "Ruiz"]), ["Ana", "Ruiz"]);
        assert_eq!(names("The Cole-Berg match", &["Cole", "Berg"]), ["Cole", "Berg"]);
        assert_eq!(names("Robert Cole-Berg left.", &["Robert Cole", "Berg"]), ["Robert Cole-Berg"]);
    }

    #[test]
    fn nicknames_stand_inside() {
        let nick = |name: &str| nickname(name).map(|n| name[n.inner.0..n.inner.1].to_owned());
        assert_eq!(nick("Karl “The Ox” Berg").as_deref(), Some("The Ox"));
        for name in
            ["Karl Berg", "“The Ox” Berg", "Karl “The Ox”", "Karl O'Neil D'Arcy", "Karl \"the ox Berg"]
        {
            assert_eq!(nick(name), None, "{name}");
        }
    }
}
