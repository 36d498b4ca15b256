//! What a report says of itself: that it corrects, withdraws, updates an earlier one, or goes on as things happen.

use std::sync::LazyLock;

use wirefold_report::Report;

/// Characters of a text in which it may speak of itself.
const BEGINNING: usize = 120;

/// How a report stands to those before it, in its own words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// An earlier report was wrong and is withdrawn.
    Retraction,
    /// An earlier report was wrong in part.
    Correction,
    /// There is more to tell.
    Update,
    /// It is added to as things happen.
    Live,
    /// A first line ahead of a report.
    Flash,
}

impl Standing {
    const ALL: [Self; 5] = [Self::Retraction, Self::Correction, Self::Update, Self::Live, Self::Flash];

    /// The name in the output.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Retraction => "retraction",
            Self::Correction => "correction",
            Self::Update => "update",
            Self::Live => "live",
            Self::Flash => "flash",
        }
    }
}

/// What stands in front of a title or text, and what it means; the longest first.
static MARKS: LazyLock<Vec<(&str, Standing)>> = LazyLock::new(|| {
    let rows = include_str!("standing.tsv").lines().filter(|line| !line.starts_with('#'));
    let mark = |row: &'static str| {
        let (name, mark) = row.split_once('\t').expect("a row is a standing and a mark");
        let standing = Standing::ALL.into_iter().find(|standing| standing.name() == name);
        (mark, standing.expect("a standing of the list"))
    };
    let mut marks: Vec<(&str, Standing)> = rows.map(mark).collect();
    marks.sort_by_key(|(mark, _)| std::cmp::Reverse(mark.len()));
    marks
});

/// What a report says of itself in front of its title or its text, or of a bracket there.
#[must_use]
pub fn standing(report: &Report) -> Option<Standing> {
    let title = report.title.as_deref().unwrap_or_default();
    let start = |text: &str| text.chars().take(BEGINNING).collect::<String>().to_lowercase();
    [start(title), start(&report.text)].iter().find_map(|text| in_front(text).or_else(|| in_bracket(text)))
}

/// A title without the mark in front that says how it stands to an earlier one: that is no part of what it tells.
pub(super) fn unmarked(title: &str) -> &str {
    let marked = title.to_lowercase();
    let Some((Standing::Update | Standing::Correction, rest)) = mark_in_front(&marked) else { return title };
    // The letters of marks are as long in either case, and so is what stands before them.
    let told = title.get(marked.len() - rest.len()..).unwrap_or_default();
    let told = told.trim_start_matches(|c: char| c.is_whitespace() || MARK_ENDS.contains(&c));
    if told.is_empty() { title } else { told }
}

/// Whether a sentence says nothing but what was wrong in an earlier report.
pub(super) fn is_note(sentence: &str) -> bool {
    let sentence = sentence.trim().to_lowercase();
    let is_bracket =
        sentence.starts_with(['(', '[']) && sentence.find([')', ']']) == Some(sentence.len() - 1);
    let says = if is_bracket { in_bracket(&sentence) } else { in_front(&sentence) };
    matches!(says, Some(Standing::Correction | Standing::Retraction))
}

/// "CORRECTION: …", "UPDATE 2-…", "(Corrects spelling …) …".
fn in_front(text: &str) -> Option<Standing> {
    Some(mark_in_front(text)?.0)
}

/// What a text says of itself in front, and what follows.
fn mark_in_front(text: &str) -> Option<(Standing, &str)> {
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '’');
    MARKS
        .iter()
        .find_map(|(mark, standing)| Some((*standing, rest(text, mark).filter(|rest| ends_mark(rest))?)))
}

/// "Quake in Lima (corrected)", "… [update 3]".
fn in_bracket(text: &str) -> Option<Standing> {
    let inside = text.split(['(', '[']).skip(1);
    inside.filter_map(|part| part.split_once([')', ']'])).find_map(|(part, _)| {
        let is_whole = |(mark, standing): &&(&str, Standing)| {
            let says_what = *standing == Standing::Correction;
            rest(part, mark).is_some_and(|rest| {
                rest.is_empty() || rest.starts_with(':') || says_what && rest.starts_with(' ')
            })
        };
        MARKS.iter().find(is_whole).map(|(_, standing)| *standing)
    })
}

/// What follows a mark that a text begins with; "#" is any number.
fn rest<'t>(text: &'t str, mark: &str) -> Option<&'t str> {
    let mut left = text;
    for c in mark.chars() {
        left = match c {
            '#' => {
                let digits = left.bytes().take_while(u8::is_ascii_digit).count();
                left.get(digits..).filter(|_| digits > 0)?
            }
            '\'' => left.strip_prefix(['\'', '’'])?,
            c => left.strip_prefix(c)?,
        };
    }
    Some(left)
}

/// What stands behind a mark in front.
const MARK_ENDS: [char; 10] = [':', '-', '–', '—', '|', '/', '\n', ')', ']', '…'];

/// What follows a mark in front shows that it is one: a colon, a dash, a bracket or a line of its own.
fn ends_mark(rest: &str) -> bool {
    let rest = rest.trim_start_matches(' ');
    rest.starts_with(MARK_ENDS) || rest.starts_with("of this")
}

#[cfg(test)]
mod tests {
    use super::{Standing, is_note, standing, unmarked};
    use wirefold_report::Report;

    fn check(title: &str, text: &str, expected: Option<Standing>) {
        let report = Report { title: Some(title.to_owned()), ..Report::new("r", text) };
        assert_eq!(standing(&report), expected, "{title} / {text}");
    }

    #[test]
    fn reports_say_what_they_are() {
        check("CORRECTION: Six hurt, not nine", "", Some(Standing::Correction));
        check("CORRECTED-Bank of Chile cuts rates", "", Some(Standing::Correction));
        check("UPDATE 2-Bank of Chile cuts rates", "", Some(Standing::Update));
        check(
            "Quake off Lima",
            "(Corrects spelling of name) -- A quake shook Lima.",
            Some(Standing::Correction),
        );
        check(
            "Quake off Lima",
            "Correction: An earlier version said that nine were hurt.",
            Some(Standing::Correction),
        );
        check("MANDATORY KILL: Mayor of Ghent", "Editors, kill the story.", Some(Standing::Retraction));
        check("Quake off Lima [Updated]", "", Some(Standing::Update));
        check("Live: Landslide in Villa Corrales", "", Some(Standing::Live));
        check("LIVE UPDATES | Vote in Riga", "", Some(Standing::Live));
        check("The Latest: Fire spreads", "", Some(Standing::Update));
        check("FLASH - Pope elected", "", Some(Standing::Flash));
    }

    #[test]
    fn the_same_words_inside_a_sentence_say_nothing() {
        check("Live music returns to Ghent", "Corrections officers went on strike.", None);
        check("Kill the bill, says mayor", "Lead found in water (live pictures).", None);
        check("Update on the ferry", "", None);
    }

    #[test]
    fn a_title_is_told_without_its_mark() {
        for (title, told) in [
            ("UPDATE 2-Ferry aground off Kalmar", "Ferry aground off Kalmar"),
            ("CORRECTED: Ferry Óðinn aground", "Ferry Óðinn aground"),
            ("Update on the ferry", "Update on the ferry"),
            ("LIVE: Ferry aground", "LIVE: Ferry aground"),
            ("Update:", "Update:"),
            ("", ""),
        ] {
            assert_eq!(unmarked(title), told);
        }
    }

    #[test]
    fn notes_say_what_was_wrong() {
        assert!(is_note("(Corrects number of passengers in first paragraph)"));
        assert!(is_note("Correction: An earlier version of this story misstated the number of passengers."));
        assert!(!is_note("(Corrects number of passengers) The ferry Astrid ran aground off Kalmar."));
        assert!(!is_note("Update: The ferry Astrid was freed at noon."));
        assert!(!is_note("The ferry Astrid ran aground off Kalmar."));
    }
}
