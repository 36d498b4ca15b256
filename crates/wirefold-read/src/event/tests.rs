//! Cases: sentences as trees, with the events that they tell.
//!
//! A case file holds blocks: words one a line (`form lemma UPOS XPOS head
//! relation`), then a line per expected event:
//! `=> TYPE/mode status: actor, actor > recipient | key value | …`.
//! Runs of proper nouns and nationalities count as mentions.

use super::{Signs, confidence, find};
use crate::{Context, entity::fixture::conllu};
use std::collections::BTreeMap;
use wirefold_report::{
    Bound, Entity, EntityId, EntityKind, Event, Mention, Party, Quantity, Report, Sentence, Span,
    TimeExpression, TimeKind, Upos, Whereabouts, Word,
};

#[derive(Default)]
struct Case {
    text: String,
    sentence: Vec<Word>,
    expected: Vec<String>,
}

fn cases(data: &str) -> Vec<Case> {
    data.split("\n\n")
        .filter(|block| block.lines().any(|l| !l.starts_with('#') && !l.trim().is_empty()))
        .map(case)
        .collect()
}

fn case(block: &str) -> Case {
    let mut case = Case::default();
    for line in block.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()) {
        if let Some(event) = line.strip_prefix("=> ") {
            case.expected.push(event.to_owned());
            continue;
        }
        let columns: Vec<&str> = line.split_whitespace().collect();
        let [form, lemma, upos, xpos, head, deprel] = columns[..] else { panic!("six columns: {line}") };
        if !case.text.is_empty() {
            case.text.push(' ');
        }
        let start = case.text.len();
        case.text.push_str(form);
        case.sentence.push(Word {
            span: Span::new(start, case.text.len()),
            lemma: lemma.into(),
            upos: Upos::from_name(upos).expect(upos),
            xpos: xpos.into(),
            features: "_".into(),
            head: head.parse::<usize>().expect("a head is a number").checked_sub(1),
            deprel: deprel.into(),
        });
    }
    case
}

/// Names: runs of proper nouns, and nationalities.
fn mentions(case: &Case) -> (Vec<Mention>, Vec<Entity>) {
    let (mut mentions, mut entities): (Vec<Mention>, Vec<Entity>) = (Vec::new(), Vec::new());
    let mut ids: BTreeMap<String, usize> = BTreeMap::new();
    let mut i = 0;
    while i < case.sentence.len() {
        let nation = |w: &Word| wirefold_gazetteer::country_of_demonym(w.span.of(&case.text)).is_some();
        let run = case.sentence[i..].iter().take_while(|w| w.upos == Upos::Propn).count();
        let length = if run == 0 { usize::from(nation(&case.sentence[i])) } else { run };
        if length > 0 && !month(&case.sentence[i].lemma) {
            let span = case.sentence[i].span.cover(case.sentence[i + length - 1].span);
            let name = span.of(&case.text).to_owned();
            let country = wirefold_gazetteer::country_named(&name)
                .or_else(|| wirefold_gazetteer::country_of_demonym(&name));
            let place = country.is_some() || !wirefold_gazetteer::cities(&name).is_empty();
            let kind = if place { EntityKind::Place } else { EntityKind::Person };
            let id = *ids.entry(country.map_or_else(|| name.clone(), |c| c.code.to_owned())).or_insert_with(
                || {
                    let country = country.map(|c| c.code.to_owned());
                    entities.push(Entity {
                        kind,
                        name,
                        aliases: vec![],
                        roles: vec![],
                        country,
                        sector: None,
                        whereabouts: Whereabouts::default(),
                    });
                    entities.len() - 1
                },
            );
            mentions.push(Mention { span, kind, entity: EntityId(id), named: true });
        }
        i += length.max(1);
    }
    (mentions, entities)
}

fn month(lemma: &str) -> bool {
    ["March", "Monday", "Tuesday", "Friday", "June"].contains(&lemma)
}

fn day(lemma: &str) -> Option<&'static str> {
    match lemma {
        "Monday" => Some("2031-06-09"),
        "Tuesday" => Some("2031-06-10"),
        _ => None,
    }
}

/// Numbers count the noun that they modify; "Monday" and "Tuesday" are dates.
fn numbers(case: &Case) -> (Vec<Quantity>, Vec<TimeExpression>) {
    let (mut quantities, mut times) = (Vec::new(), Vec::new());
    for word in &case.sentence {
        if let (Upos::Num, Ok(value)) = (word.upos, word.span.of(&case.text).parse::<f64>()) {
            let of =
                word.head.filter(|&h| case.sentence[h].upos == Upos::Noun).map(|h| case.sentence[h].span);
            quantities.push(Quantity {
                span: word.span,
                value,
                high: None,
                bound: Bound::Exact,
                change: None,
                unit: None,
                currency: None,
                counted: of,
                of: None,
            });
        }
        if let Some(value) = day(&word.lemma).map(str::to_owned) {
            times.push(TimeExpression {
                span: word.span,
                kind: TimeKind::Date,
                value,
                modifier: None,
                utc: None,
            });
        }
    }
    (quantities, times)
}

fn shown(event: &Event, text: &str) -> String {
    let side = |parties: &[Party]| parties.iter().map(|p| p.span.of(text)).collect::<Vec<_>>().join(", ");
    let mode = event.mode.as_ref().map_or(String::new(), |m| format!("/{m}"));
    let mut line = format!(
        "{}{mode} {}: {} > {}",
        event.kind.name(),
        event.status.name(),
        side(&event.actors),
        side(&event.recipients)
    );
    let place = event.place.as_ref().map(|p| p.span.of(text).to_owned());
    let counts =
        [("killed", event.killed), ("injured", event.injured)].map(|(k, n)| (k, n.map(|n| n.to_string())));
    for (key, value) in [("on", event.date.clone()), ("in", place)].into_iter().chain(counts) {
        line.extend(value.map(|value| format!(" | {key} {value}")));
    }
    line
}

/// Asks something of a case as it is read.
fn ask<T>(case: &Case, question: impl FnOnce(&Context<'_>) -> T) -> T {
    let (mentions, entities) = mentions(case);
    let (quantities, times) = numbers(case);
    let span = Span::new(0, case.text.len());
    let sentences = [Sentence { span, block: 0, words: case.sentence.clone() }];
    question(&Context {
        text: &case.text,
        date: None,
        days: &crate::time::Days::default(),
        sentences: &sentences,
        mentions: &mentions,
        entities: &entities,
        times: &times,
        quantities: &quantities,
        quotes: &[],
        pairs: &[],
        senses: &[],
        casts: &[],
    })
}

/// Asks something of a sentence, a word a line.
pub(super) fn ask_of<T>(block: &str, question: impl FnOnce(&Context<'_>) -> T) -> T {
    ask(&case(block), question)
}

/// Compares what is found with what a case expects; says what differs.
fn check(case: &Case) -> Option<String> {
    let events = ask(case, find);
    let found: Vec<String> = events.iter().map(|e| shown(e, &case.text).trim_end().to_owned()).collect();
    let lines: String = found.iter().map(|event| format!("=> {event}\n")).collect();
    (found != case.expected).then(|| format!("{}\n{lines}", case.text))
}

/// The signs of the first event of a sentence.
fn signs_of(block: &str) -> Signs {
    ask_of(block, |context| confidence::shown(context, &find(context)).remove(0).signs)
}

#[test]
fn the_clause_that_tells_an_event_is_a_sign() {
    let told = |block: &str| {
        let signs = signs_of(block);
        (signs.contains_key("adnominal"), signs.contains_key("present"))
    };
    let past = "Kenya Kenya PROPN NNP 2 nsubj\nattacked attack VERB VBD 0 root\nGhana Ghana PROPN NNP 2 obj";
    assert_eq!(told(past), (false, false));
    assert_eq!(told(&past.replace("attacked attack VERB VBD", "attacks attack VERB VBZ")), (false, true));
    let below = "Kenya Kenya PROPN NNP 5 nsubj\nattacked attack VERB VBN 1 acl\nby by ADP IN 4 case\n\
                 Ghana Ghana PROPN NNP 2 obl:agent\nslept sleep VERB VBD 0 root";
    assert_eq!(told(below), (true, false));
    let relative = "Kenya Kenya PROPN NNP 5 nsubj\nwhich which PRON WDT 3 nsubj\nattacked attack VERB VBD 1 acl:relcl\n\
                    Ghana Ghana PROPN NNP 3 obj\nslept sleep VERB VBD 0 root";
    assert_eq!(told(relative), (false, false), "a relative clause tells like a sentence");
}

#[test]
fn a_country_before_the_word_that_tells_is_not_inside_a_name() {
    let raids = "Kenyan Kenyan ADJ JJ 2 amod\nraids raid NOUN NNS 5 nsubj\non on ADP IN 4 case\nGhana Ghana PROPN NNP 2 nmod\n\
                 continued continue VERB VBD 0 root";
    assert!(!signs_of(raids).contains_key("actor_inside"));
    let clerk = "a a DET DT 3 det\nKenyan Kenyan ADJ JJ 3 amod\ncar car NOUN NN 4 nsubj\nbombed bomb VERB VBD 0 root\n\
                 Ghana Ghana PROPN NNP 4 obj";
    assert!(signs_of(clerk).contains_key("actor_inside"));
}

#[test]
fn what_a_rule_takes_for_a_protest_is_not_overruled() {
    let marched = "Activists activist NOUN NNS 2 nsubj\nmarched march VERB VBD 0 root\nto to PART TO 4 mark\n\
                   condemn condemn VERB VB 2 advcl\nChad Chad PROPN NNP 4 obj";
    let signs = signs_of(marched);
    assert!(signs.contains_key("PROTEST") && !signs.contains_key("overruled"), "{signs:?}");
}

#[test]
fn sentences_tell_the_events_of_their_cases() {
    let files = [
        include_str!("../../data/event/cases/plain.txt"),
        include_str!("../../data/event/cases/tolls.txt"),
        include_str!("../../data/event/cases/unsaid.txt"),
        include_str!("../../data/event/cases/wide.txt"),
        include_str!("../../data/event/cases/careful.txt"),
        include_str!("../../data/event/cases/unknown.txt"),
        include_str!("../../data/event/cases/senses.txt"),
        include_str!("../../data/event/cases/judged.txt"),
        include_str!("../../data/event/cases/meant.txt"),
        include_str!("../../data/event/cases/parties.txt"),
        include_str!("../../data/event/cases/bystanders.txt"),
        include_str!("../../data/event/cases/listed.txt"),
        include_str!("../../data/event/cases/gapped.txt"),
    ];
    let all: Vec<Case> = files.into_iter().flat_map(cases).collect();
    assert!(all.len() > 20, "the case files are read");
    let wrong: Vec<String> = all.iter().filter_map(check).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn hostile_trees_are_read_without_harm() {
    let looped = case("a visit VERB VBD 2 conj\nb attack VERB VBN 1 xcomp\nc talks NOUN NNS 9 nsubj");
    assert_eq!(check(&looped), None);
    let chain = |n: usize| (0..n).map(|i| format!("x attack VERB VBD {i} conj\n")).collect::<String>();
    assert_eq!(check(&case(&chain(1_400))), None);
    assert_eq!(check(&case(&chain(40_000))), None, "what is no sentence is not read");
}

/// Reads whole reports, so that what earlier sentences say counts too.
fn check_report(source: &str) -> Option<String> {
    let fixture = conllu(source);
    let reading = crate::Reading {
        blocks: fixture.blocks.clone(),
        sentences: fixture.sentences.clone().into(),
        names: fixture.names(source),
        ..crate::Reading::default()
    };
    let report = Report { text: fixture.text.clone(), ..Report::default() };
    let annotation = crate::interpret(&report, &reading, None);
    let found: Vec<String> =
        annotation.events.iter().map(|e| shown(e, &fixture.text).trim_end().to_owned()).collect();
    let wanted = |key: &str| -> Vec<String> {
        source.lines().filter_map(|l| l.strip_prefix(key)).map(str::to_owned).collect()
    };
    let name = |id: EntityId| annotation.entities[id.0].name.as_str();
    let parties: Vec<String> = annotation
        .events
        .iter()
        .flat_map(|e| e.actors.iter().chain(&e.recipients))
        .filter_map(|p| Some(format!("{} = {}", p.span.of(&fixture.text), name(p.entity?))))
        .collect();
    let known = wanted("# expect-party ").iter().all(|party| parties.contains(party));
    (found != wanted("# expect ") || !known)
        .then(|| format!("{}\n{}\n{}\n", fixture.text, found.join("\n"), parties.join("\n")))
}

#[test]
fn reports_tell_the_events_of_their_cases() {
    let source = include_str!("../../data/event/cases/reports.conllu");
    let wrong: Vec<String> = source.split("=====\n").filter_map(check_report).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
