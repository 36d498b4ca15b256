//! Cases are in `cases/*.conllu`: sentences of our own with their trees and names,
//! and their quotes in `# expect` lines: kind, speaker, source, cue, content.

use super::{describe, find};
use crate::entity::{Resolved, fixture::conllu, resolve};
use wirefold_encoder::Quote as Tagged;
use wirefold_report::{Annotation, Quote, Span};

fn joined(text: &str, spans: &[Span]) -> String {
    let parts: Vec<&str> = spans.iter().map(|s| s.of(text)).collect();
    if parts.is_empty() { "-".to_owned() } else { parts.join(" … ") }
}

fn check(source: &str) {
    check_tagged(source, []);
}

/// The same with what an encoder would have tagged in the first sentence.
fn check_tagged(source: &str, tagged: impl IntoIterator<Item = Tagged>) {
    let tagged: Vec<(usize, Tagged)> = tagged.into_iter().map(|quote| (0, quote)).collect();
    let tagged = (!tagged.is_empty()).then_some(tagged.as_slice());
    let case = conllu(source);
    let text = case.text.as_str();
    let Resolved { mentions, entities, unnamed } =
        resolve(text, &case.blocks, &case.sentences, &case.names(source));
    let quotes = find(text, &case.sentences, tagged, &mentions, &entities);
    let sentences = case.sentences.into();
    let mut said = Annotation { sentences, mentions, entities, unnamed, quotes, ..Annotation::default() };
    describe(text, &mut said);
    let line = |q: &Quote| {
        let speaker = q.speaker.map_or("-", |id| said.entities[id.0].name.as_str());
        let [source, cue, content] = [&q.source, &q.cue, &q.content].map(|spans| joined(text, spans));
        format!("{}: {speaker} | {source} | {cue} | {content}", q.kind.name())
    };
    let got: Vec<String> = said.quotes.iter().map(line).collect();
    let want: Vec<&str> = source
        .lines()
        .filter_map(|line| line.strip_prefix("# expect "))
        .filter(|&line| line != "none")
        .collect();
    assert_eq!(got, want);
}

#[test]
fn direct_speech() {
    check(include_str!("cases/direct.conllu"));
}

#[test]
fn indirect_speech() {
    check(include_str!("cases/indirect.conllu"));
}

#[test]
fn words_of_others_in_a_sentence() {
    check(include_str!("cases/mixed.conllu"));
}

#[test]
fn speakers_named_around_their_words() {
    check(include_str!("cases/around.conllu"));
}

#[test]
fn speakers_whom_the_words_before_lead_up_to() {
    check(include_str!("cases/led_up_to.conllu"));
}

#[test]
fn speakers_who_are_described_or_speak_together() {
    check(include_str!("cases/described.conllu"));
}

#[test]
fn a_doubled_verb_of_speech_is_one_cue() {
    let tagged = Tagged { cue: 7..8, source: vec![8..9, 9..10], content: vec![0..3, 3..6] };
    check_tagged(include_str!("cases/doubled.conllu"), [tagged]);
}

#[test]
fn two_verbs_of_speech_side_by_side_are_one_cue_where_each_was_tagged() {
    let first = Tagged { cue: 7..8, source: std::iter::once(9..10).collect(), content: vec![0..3, 3..6] };
    let second = Tagged { cue: 8..9, source: vec![], content: vec![0..3, 3..6] };
    check_tagged(include_str!("cases/doubled.conllu"), [first, second]);
}

#[test]
fn a_quotation_that_the_tags_leave_out_is_told_by_the_tree() {
    let tagged = Tagged { cue: 10..11, source: vec![14..15, 15..16], content: vec![1..2, 11..14] };
    check_tagged(include_str!("cases/left_out.conllu"), [tagged]);
}

#[test]
fn names_in_quotation_marks_are_no_speech() {
    check(include_str!("cases/none.conllu"));
}

#[test]
fn odd_input_is_survived() {
    assert!(find("", &[], None, &[], &[]).is_empty());
    assert!(find("“““ ” ” „", &[], None, &[], &[]).is_empty(), "no sentence, no quote");
}
