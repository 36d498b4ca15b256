//! Cases of what the tree says of numbers: sentences as CoNLL-U, each with lines `# expect NUMBER | COUNTED | OF`.

use super::find;
use crate::entity::fixture::conllu;

#[test]
fn numbers_are_said_of_what_their_cases_tell() {
    let source = include_str!("cases.conllu");
    let made = conllu(source);
    let read = find(&made.text, &made.sentences, &[]);
    let said = |span: Option<wirefold_report::Span>| span.map_or("-", |span| span.of(&made.text)).to_owned();
    let found: Vec<String> = read
        .iter()
        .map(|q| format!("{} | {} | {}", q.span.of(&made.text), said(q.counted), said(q.of)))
        .collect();
    let expected: Vec<&str> = source.lines().filter_map(|line| line.strip_prefix("# expect ")).collect();
    assert_eq!(found, expected);
}
