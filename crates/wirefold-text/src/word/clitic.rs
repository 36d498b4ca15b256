//! Clitics: "do|n't", "can|not", "we|'re", "gon|na".

use super::lists;

/// Where (bytes, relative to the word) a word is cut, in order.
pub(crate) fn cuts(word: &str) -> Vec<usize> {
    let mut cuts = Vec::new();
    let mut rest = word;
    while let Some(cut) = last_cut(rest) {
        cuts.push(cut);
        rest = &rest[..cut];
    }
    cuts.reverse();
    cuts
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '′')
}

/// Where a word without an apostrophe is cut: "can|not".
pub(super) fn unmarked_cut(word: &str) -> Option<usize> {
    lists::clitic(word)
}

fn last_cut(word: &str) -> Option<usize> {
    let tail_start = word.char_indices().rev().nth(3).map_or(0, |(at, _)| at);
    let Some((at, _)) = word[tail_start..].char_indices().rev().find(|&(_, c)| is_apostrophe(c)) else {
        return unmarked_cut(word);
    };
    let at = tail_start + at;
    let after = word[at..].chars().skip(1).collect::<String>().to_lowercase();
    let cut = match after.as_str() {
        "s" if is_decade(&word[..at]) => return None,
        "s" | "m" | "d" | "re" | "ve" | "ll" => at,
        "t" if word[..at].ends_with(['n', 'N']) => at - 1,
        _ => return None,
    };
    (cut > 0).then_some(cut)
}

/// "1980", "80": the apostrophe of "80's" is no clitic.
fn is_decade(number: &str) -> bool {
    matches!(number.len(), 2 | 4) && number.ends_with('0') && number.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    fn check(word: &str, want: &str) {
        let mut from = 0;
        let mut got = String::new();
        for cut in super::cuts(word) {
            got += &word[from..cut];
            got.push('|');
            from = cut;
        }
        got += &word[from..];
        assert_eq!(got, want);
    }

    #[test]
    fn clitics_are_words() {
        check("don't", "do|n't");
        check("Don’t", "Do|n’t");
        check("can't", "ca|n't");
        check("cannot", "can|not");
        check("Gonna", "Gon|na");
        check("wouldn't've", "would|n't|'ve");
        check("minister’s", "minister|’s");
        check("we're", "we|'re");
        check("O'Neill", "O'Neill");
        check("1980's", "1980's");
        check("2031's", "2031|'s");
        check("'s", "'s");
        check("n't", "n't");
        check("été", "été");
    }
}
