//! Where a run of letters and digits with hyphens, slashes and dashes in it is
//! cut, and where not: the English treebanks cut "long-term" and "and/or", and
//! keep "anti-war", "9/11" and telephone numbers.

use super::lists;

/// A stretch of a run (bytes, relative to the run) and whether it is a sign.
pub(crate) type Piece = (usize, usize, bool);

fn is_joint(c: char) -> bool {
    matches!(c, '-' | '/' | '\u{2011}')
}

/// Cuts a run into words and the signs between them.
pub(crate) fn pieces(run: &str) -> Vec<Piece> {
    if !run.bytes().any(|b| matches!(b, b'-' | b'/' | 0xe2)) {
        return vec![(0, run.len(), false)];
    }
    let joints: Vec<(usize, char)> = run.char_indices().filter(|&(_, c)| is_joint(c)).collect();
    if joints.is_empty() || stays_whole(run) {
        return vec![(0, run.len(), false)];
    }
    let mut pieces = Vec::with_capacity(2 * joints.len() + 1);
    let mut from = 0;
    for (at, sign) in joints {
        if sign != '/' && lists::is_prefix(&run[from..at]) {
            continue;
        }
        pieces.push((from, at, false));
        from = at + sign.len_utf8();
        pieces.push((at, from, true));
    }
    pieces.push((from, run.len(), false));
    pieces
}

fn stays_whole(run: &str) -> bool {
    is_date(run) || is_telephone(run) || is_letters_with_slash(run)
}

/// "9/11", "3/4", "24/7/365", "2023-10-17".
fn is_date(run: &str) -> bool {
    let digits = |part: &str, most: usize| {
        (1..=most).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit())
    };
    let slashed = run.contains('/') && run.len() <= 10 && run.split('/').all(|part| digits(part, 4));
    let mut parts = run.split('-');
    let iso =
        run.len() == 10 && parts.next().is_some_and(|year| year.len() == 4) && run.split('-').count() == 3;
    slashed || (iso && run.split('-').all(|part| digits(part, 4)))
}

/// "555-0134", "1-800-555-0134".
fn is_telephone(run: &str) -> bool {
    if run.len() > 20 || !run.bytes().all(|b| b.is_ascii_digit() || b == b'-') {
        return false;
    }
    let lengths: Vec<usize> = run.split('-').map(str::len).collect();
    match lengths[..] {
        [a, b] => b == 4 && (a == 3 || a == 5),
        [_, .., last] => last == 4 && lengths.iter().all(|&n| n <= 4),
        _ => false,
    }
}

/// "b/c", "w/o", "A/C".
fn is_letters_with_slash(run: &str) -> bool {
    run.len() <= 3 && run.chars().filter(|&c| c == '/').count() == 1 && !run.starts_with('/')
}

#[cfg(test)]
mod tests {
    use super::pieces;

    fn check(run: &str, want: &str) {
        let got: Vec<&str> = pieces(run).iter().map(|&(start, end, _)| &run[start..end]).collect();
        assert_eq!(got.join(" "), want);
    }

    #[test]
    fn compounds_are_cut_as_the_treebanks_cut_them() {
        check("well-known", "well - known");
        check("anti-war", "anti-war");
        check("pro-war-party", "pro-war - party");
        check("either/or", "either / or");
        check("9/11", "9/11");
        check("1/2", "1/2");
        check("2031-02-03", "2031-02-03");
        check("555-0134", "555-0134");
        check("1-800-555-0134", "1-800-555-0134");
        check("2001-2004", "2001 - 2004");
        check("3-1", "3 - 1");
        check("km/h", "km / h");
        check("w/o", "w/o");
    }
}
