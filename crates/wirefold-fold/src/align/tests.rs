use super::{Side, sentences, similarity};
use wirefold_report::Span;

/// Two texts, a sentence a line, and the pairs that belong together.
fn check(a: &str, b: &str, expected: &[(usize, usize)]) {
    let side = |text: &str| -> Vec<Span> {
        let mut at = 0;
        let mut spans = Vec::new();
        for line in text.split_inclusive('\n') {
            spans.push(Span::new(at, at + line.trim_end().len()));
            at += line.len();
        }
        spans
    };
    let (spans_a, spans_b) = (side(a), side(b));
    let found = sentences(&Side { text: a, sentences: &spans_a }, &Side { text: b, sentences: &spans_b });
    let pairs: Vec<_> = found.iter().map(|pair| (pair.a, pair.b)).collect();
    assert_eq!(pairs, expected, "{found:?}");
}

const A: &str = "The ferry Halvorsen ran aground off Bodo on Sunday morning with 212 people aboard.
Rescuers lifted 40 passengers off by helicopter, the coast guard said.
“We heard a terrible noise and then the lights went out,” said Ingrid Solheim, a teacher from Tromso.
The captain, who has been questioned by police, denies that he was asleep, while the shipping line announced an inquiry of its own.
Nobody was seriously hurt.";

#[test]
fn reworded_and_reordered_sentences_find_each_other() {
    let b = "Nobody suffered serious hurt.
With 212 on board, the Halvorsen ferry went aground near Bodø on Sunday.
According to the coast guard, 40 passengers were lifted off in helicopters by rescuers.
Fish prices rose again last month.
“There was a terrible noise, and then the lights went out,” Ingrid Solheim, a Tromsø teacher, said.";
    check(A, b, &[(0, 1), (1, 2), (2, 4), (4, 0)]);
}

#[test]
fn a_split_sentence_has_two_partners() {
    let b = "Police have questioned the captain, who denies having been asleep.
An inquiry of its own was announced by the shipping line.
Oil rose.";
    check(A, b, &[(3, 0), (3, 1)]);
}

#[test]
fn sentences_of_one_subject_are_not_yet_the_same() {
    let a = "The ferry Halvorsen was built in Gdansk in 1998.\nThe Halvorsen carried mail until 2004.";
    let b = "Tickets for the Halvorsen ferry cost 30 crowns.\nThe Halvorsen is painted red.";
    check(a, b, &[]);
}

#[test]
fn empty_sides_have_no_pairs() {
    check("", "", &[]);
    check(A, "", &[]);
    assert_eq!(similarity("", ""), 0.0);
}

#[test]
fn likeness_of_hostile_texts_is_bounded_work() {
    let a = "same words here\n".repeat(3000);
    let b = format!("{}\n", "long ".repeat(40_000)).repeat(2);
    let spans: Vec<Span> = (0..3000).map(|i| Span::new(i * 16, i * 16 + 15)).collect();
    let side = Side { text: &a, sentences: &spans };
    let _ = sentences(&side, &side);
    let whole = [Span::new(0, b.len())];
    let _ = sentences(&side, &Side { text: &b, sentences: &whole });
}

#[test]
fn similarity_is_one_for_the_same_and_symmetric() {
    let (one, other) = ("Two trains collided near Leeds.", "Near Leeds, 2 trains have collided.");
    assert!((similarity(one, one) - 1.0).abs() < 1e-9);
    assert!((similarity(one, other) - similarity(other, one)).abs() < 1e-9);
    assert!(similarity(one, other) > similarity(one, "Two trains were painted."));
}
