//! Cases are in `cases/*.conllu`: sentences of our own with their trees and names,
//! and what must come of them in `# expect` lines.

use super::{
    Resolved,
    fixture::{Fixture, conllu},
    resolve,
};
use wirefold_report::{Chain, Entity, Mention, Span};

/// What was read in a case.
struct Outcome {
    fixture: Fixture,
    mentions: Vec<Mention>,
    entities: Vec<Entity>,
    unnamed: Vec<Chain>,
}

fn read(source: &str) -> Outcome {
    let fixture = conllu(source);
    let names = fixture.names(source);
    let Resolved { mentions, entities, unnamed } =
        resolve(&fixture.text, &fixture.blocks, &fixture.sentences, &names);
    Outcome { fixture, mentions, entities, unnamed }
}

impl Outcome {
    fn entity(&self, name: &str) -> &Entity {
        let found = self.entities.iter().find(|e| e.name == name);
        found.unwrap_or_else(|| panic!("{name} is an entity: {:#?}", self.entities))
    }

    /// Whom the mention that begins where `phrase` begins speaks of.
    fn spoken_of(&self, phrase: &str) -> Vec<&str> {
        let start = self.fixture.span(phrase).start;
        let here = self.mentions.iter().filter(|m| m.span.start == start);
        here.map(|m| self.entities[m.entity.0].name.as_str()).collect()
    }

    /// Which of the nameless a phrase speaks of.
    fn chain_of(&self, phrase: &str) -> Option<usize> {
        let start = self.fixture.span(phrase).start;
        self.unnamed.iter().position(|chain| chain.mentions.iter().any(|m| m.start == start))
    }

    fn check(&self, kind: &str, subject: &str, want: &str) {
        let fields: Vec<Option<&str>> =
            want.split(" | ").map(|field| Some(field).filter(|f| *f != "-")).collect();
        match kind {
            "mention" => assert_eq!(self.spoken_of(subject).join(", "), want, "{subject}"),
            "open" => assert_eq!(self.spoken_of(subject), Vec::<&str>::new(), "{subject}"),
            "together" | "apart" => {
                let chains: Vec<Option<usize>> = subject.split(" | ").map(|p| self.chain_of(p)).collect();
                let one = chains[0].is_some() && chains.iter().all(|chain| *chain == chains[0]);
                assert_eq!(one, kind == "together", "{subject}: {chains:?}");
            }
            "entity" => {
                let entity = self.entity(subject);
                let got = [Some(entity.kind.name()), entity.country.as_deref(), entity.sector.as_deref()];
                assert_eq!(got.as_slice(), fields, "{subject}");
            }
            "role" => {
                let roles = &self.entity(subject).roles;
                let got: Vec<_> = roles
                    .iter()
                    .map(|r| vec![Some(r.role.as_str()), r.country.as_deref(), r.organization.as_deref()])
                    .collect();
                assert!(got.contains(&fields), "{subject}: {got:?} holds {fields:?}");
            }
            _ => panic!("no such expectation: {kind}"),
        }
    }
}

fn check(source: &str) {
    let outcome = read(source);
    let expectations = source.lines().filter_map(|line| line.strip_prefix("# expect "));
    let mut any = false;
    for line in expectations {
        let (kind, rest) = line.split_once(' ').expect("a kind of expectation");
        let (subject, want) = rest.split_once(" = ").unwrap_or((rest, ""));
        outcome.check(kind, subject, want);
        any = true;
    }
    assert!(any, "a case expects something");
}

#[test]
fn roles_beside_names() {
    check(include_str!("cases/roles.conllu"));
}

#[test]
fn roles_shared_in_a_plural() {
    check(include_str!("cases/shared.conllu"));
}

#[test]
fn names_of_one() {
    check(include_str!("cases/names.conllu"));
}

#[test]
fn pronouns_and_descriptions() {
    check(include_str!("cases/pronouns.conllu"));
}

#[test]
fn reference_by_gender_number_and_clause() {
    check(include_str!("cases/coreference.conllu"));
}

#[test]
fn whoever_is_judged_for_a_deed_did_it() {
    check(include_str!("cases/judged.conllu"));
}

#[test]
fn descriptions_ask_for_one_office() {
    check(include_str!("cases/offices.conllu"));
}

#[test]
fn what_the_encoder_takes_for_persons() {
    check(include_str!("cases/kinds.conllu"));
}

#[test]
fn people_beside_others() {
    include_str!("cases/people.conllu").split("=====\n").for_each(check);
}

#[test]
fn families_share_a_name() {
    include_str!("cases/bearers.conllu").split("=====\n").for_each(check);
    include_str!("cases/families.conllu").split("=====\n").for_each(check);
}

#[test]
fn a_family_name_is_free_again_after_a_while() {
    let sentence = |words: [&str; 3]| {
        let [given, family, verb] = words;
        format!(
            "# text = {given} {family} {verb}\n1 {given} {given} PROPN NNP 3 nsubj\n2 {family} {family} PROPN NNP 1 flat\n3 {verb} {verb} VERB VBD 0 root\n\n"
        )
    };
    let bare = |verb: &str| {
        format!("# text = Voss {verb}\n1 Voss Voss PROPN NNP 2 nsubj\n2 {verb} {verb} VERB VBD 0 root\n\n")
    };
    let case = |between: usize| {
        let filler = "# text = Rain fell\n1 Rain rain NOUN NN 2 nsubj\n2 fell fall VERB VBD 0 root\n\n"
            .repeat(between);
        let names = "# names = person Karl Voss | person Jan Voss | person Voss\n";
        let told = [
            sentence(["Karl", "Voss", "came"]),
            bare("spoke").repeat(3),
            filler,
            sentence(["Jan", "Voss", "sang"]),
            bare("wept"),
        ];
        format!("{names}{}", told.concat())
    };
    for (between, whose) in [(2, "Karl Voss"), (20, "Jan Voss")] {
        assert_eq!(read(&case(between)).spoken_of("Voss wept"), [whose]);
    }
}

#[test]
fn countries_act() {
    check(include_str!("cases/country.conllu"));
}

#[test]
fn odd_input_is_survived() {
    let Resolved { mentions, entities, .. } = resolve("", &[], &[], &[]);
    assert!(mentions.is_empty() && entities.is_empty());
    // Names outside of all sentences, overlapping, empty after tidying, cut at nothing.
    let text = "“’s” Köln – KÖLN…";
    let kind = wirefold_report::EntityKind::Place;
    let names: Vec<(Span, _)> =
        text.char_indices().map(|(i, c)| (Span::new(i, i + c.len_utf8()), kind)).collect();
    let mentions = resolve(text, &[], &[], &names).mentions;
    assert!(mentions.iter().all(|m| !m.span.of(text).trim().is_empty()));
}

#[test]
fn mentions_are_in_order_and_in_bounds() {
    for source in [include_str!("cases/pronouns.conllu"), include_str!("cases/roles.conllu")] {
        let outcome = read(source);
        assert!(outcome.mentions.is_sorted_by_key(|m| m.span.start));
        assert!(outcome.mentions.iter().all(|m| m.entity.0 < outcome.entities.len()));
        let first: Vec<usize> = outcome.mentions.iter().map(|m| m.entity.0).collect();
        assert_eq!(
            first.iter().max().map(|&m| m + 1),
            Some(outcome.entities.len()),
            "no entity without a mention"
        );
    }
}
