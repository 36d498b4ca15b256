//! Web and mail addresses, handles and hashtags: one word each.

use super::lists;

/// Finds the addresses of a text. What was looked at in vain is not looked at
/// again from behind its start, so that all of it costs time linear in its length.
#[derive(Default)]
pub(crate) struct Finder {
    /// No mail address begins before this byte.
    no_mail: usize,
    /// No bare domain begins before this byte.
    no_domain: usize,
}

impl Finder {
    /// Length in bytes of the address that `rest` begins with: the text from the
    /// byte `at` up to the next white space. To be asked in the order of the text.
    pub(crate) fn length(&mut self, rest: &str, at: usize) -> Option<usize> {
        scheme(rest)
            .or_else(|| handle(rest))
            .or_else(|| self.mail(rest, at))
            .or_else(|| self.domain(rest, at))
    }

    fn mail(&mut self, rest: &str, at: usize) -> Option<usize> {
        let atoms = if at < self.no_mail { return None } else { atoms(rest) };
        let found = mail(rest, atoms);
        self.no_mail = at + atoms;
        found
    }

    fn domain(&mut self, rest: &str, at: usize) -> Option<usize> {
        let hosts = if at < self.no_domain { return None } else { hosts(rest) };
        let found = domain(rest, hosts);
        self.no_domain = at + hosts;
        found
    }
}

fn scheme(rest: &str) -> Option<usize> {
    let begins = |scheme: &str| {
        rest.as_bytes().get(..scheme.len()).is_some_and(|head| head.eq_ignore_ascii_case(scheme.as_bytes()))
    };
    ["http://", "https://", "ftp://", "www."].into_iter().any(begins).then(|| trimmed(rest))
}

/// Without the punctuation of the sentence that the address stands in.
fn trimmed(rest: &str) -> usize {
    let whole = rest.find(['“', '”', '"', '<', '>', '«', '»']).unwrap_or(rest.len());
    let brackets = rest[..whole].contains('(');
    let core = rest[..whole].trim_end_matches(|c: char| {
        matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '’' | ']' | '}' | '…')
            || (c == ')' && !brackets)
    });
    core.len().max(rest.chars().next().map_or(0, char::len_utf8))
}

fn handle(rest: &str) -> Option<usize> {
    let name = rest.strip_prefix(['@', '#'])?;
    if !name.starts_with(char::is_alphabetic) {
        return None;
    }
    let end = name.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(name.len());
    Some(1 + end)
}

fn is_atom(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '+' | '%')
}

/// How many bytes at the start may stand before the "@" of a mail address.
fn atoms(rest: &str) -> usize {
    rest.find(|c: char| !is_atom(c)).unwrap_or(rest.len())
}

/// The mail address with so many bytes before its "@".
fn mail(rest: &str, atoms: usize) -> Option<usize> {
    let host = rest[atoms..].strip_prefix('@').filter(|_| atoms > 0)?;
    let end = host.find(|c: char| !c.is_alphanumeric() && !matches!(c, '.' | '-')).unwrap_or(host.len());
    let host = host[..end].trim_end_matches(['.', '-']);
    (!host.is_empty()).then_some(atoms + 1 + host.len())
}

/// How many bytes at the start may be a domain's.
fn hosts(rest: &str) -> usize {
    rest.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '.' | '-')).unwrap_or(rest.len())
}

/// The domain of at most so many bytes, with its path.
fn domain(rest: &str, hosts: usize) -> Option<usize> {
    let host = rest[..hosts].trim_end_matches(['.', '-']);
    let (name, last) = host.rsplit_once('.')?;
    let path = rest[host.len()..].starts_with('/');
    let label = name.rsplit('.').next().unwrap_or(name);
    let small = label.contains(|c: char| c.is_ascii_lowercase());
    if !lists::is_domain(last) || !small || (label.len() < 3 && !path) {
        return None;
    }
    Some(if path { trimmed(rest) } else { host.len() })
}

#[cfg(test)]
mod tests {
    use super::Finder;

    fn length(rest: &str) -> Option<usize> {
        Finder::default().length(rest, 0)
    }

    #[test]
    fn addresses_end_before_the_sentence_does() {
        let cases = [
            ("https://example.org/a?b=c).", "https://example.org/a?b=c"),
            ("www.example.org,", "www.example.org"),
            ("desk@example.co.uk.", "desk@example.co.uk"),
            ("example.com's", "example.com"),
            ("example.org/news/2.", "example.org/news/2"),
            ("@some_desk:", "@some_desk"),
            ("#vote2030!", "#vote2030"),
        ];
        for (rest, want) in cases {
            assert_eq!(length(rest).map(|n| &rest[..n]), Some(want), "{rest}");
        }
        for rest in ["word", "U.S.", "3.5", "visit.Later", "@", "#1", "p.m.", "a.m.in"] {
            assert_eq!(length(rest), None, "{rest}");
        }
    }
}
