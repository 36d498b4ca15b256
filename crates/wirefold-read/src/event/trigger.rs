//! Which words of a sentence tell an event, and which entry of the lexicon
//! says so.

use std::collections::HashSet;
use wirefold_report::{EventType, Upos};

use super::{
    lexicon::{Frame, NounEntry, Slot, VerbEntry, lexicon},
    literal::{is_belief, is_no_deed},
    status::infinitive,
    tree::Tree,
};

/// How many words below a trigger are searched for "between", which names the
/// parties wherever it stands.
pub(super) const WIDE: usize = 60;

/// A word that tells an event.
pub(super) struct Trigger {
    pub(super) frame: &'static Frame,
    /// The word that says what is done: a verb, or a noun with or without a
    /// light verb.
    pub(super) word: usize,
    /// The verb that carries it: the word itself, or the light verb; none for a
    /// noun that stands alone.
    pub(super) verb: Option<usize>,
    /// The noun that belongs to the trigger: the object that an entry asks for,
    /// or the event noun.
    pub(super) noun: Option<usize>,
    /// Whether a light verb names the actor as its subject.
    pub(super) carried: bool,
}

impl Trigger {
    /// Words whose prepositional phrases may name parties, times and places.
    pub(super) fn sites(&self) -> impl Iterator<Item = usize> + '_ {
        [Some(self.word), self.noun, self.verb].into_iter().flatten().enumerate().filter_map(|(i, w)| {
            let before = [Some(self.word), self.noun];
            (!before.iter().take(i).any(|&b| b == Some(w))).then_some(w)
        })
    }

    pub(super) fn is_nominal(&self) -> bool {
        self.verb.is_none()
    }
}

/// The triggers of a sentence, in order of their words.
pub(super) fn triggers(tree: &Tree<'_>) -> Vec<Trigger> {
    let mut taken = vec![false; tree.len()];
    let mut found = Vec::new();
    for word in 0..tree.len() {
        let trigger = verb_trigger(tree, word).filter(|trigger| !is_no_deed(tree, trigger));
        if let Some(noun) = trigger.as_ref().and_then(|t| t.noun) {
            taken[noun] = true;
        }
        found.extend(trigger);
    }
    for word in (0..tree.len()).filter(|&w| !taken[w] && tree.is_nominal(w)) {
        let alone = noun_entry(tree, word).filter(|entry| !entry.frame.light && !is_belief(tree, word));
        found.extend(alone.map(|entry| Trigger {
            frame: entry.frame,
            word,
            verb: None,
            noun: Some(word),
            carried: false,
        }));
    }
    found.sort_by_key(|trigger| trigger.word);
    found
}

pub(super) fn verb_trigger(tree: &Tree<'_>, verb: usize) -> Option<Trigger> {
    let linked =
        |head: usize| tree.relation(verb) == "xcomp" && matches!(tree.lemma(head), "stand" | "remain");
    let linked = || tree.kid(verb, "cop").is_some() || tree.head(verb).is_some_and(linked);
    let predicate = tree.is_verb(verb) || tree.upos(verb) == Upos::Adj && linked();
    if !predicate {
        return None;
    }
    let object = theme(tree, verb);
    let entry = lexicon()
        .verbs
        .get(tree.lemma(verb))
        .and_then(|all| all.iter().find(|e| matches(tree, verb, object, e)))
        .filter(|entry| entry.object.is_some() || !entry.particles.is_empty() || !names(tree, verb));
    if entry.is_some_and(|entry| entry.frame.void) {
        // Whoever "called a meeting with Chad" asked for nothing, but the noun still tells what it tells.
        return light(tree, verb, object);
    }
    if let Some(entry) = entry.filter(|e| e.object.is_some()) {
        return Some(Trigger {
            frame: entry.frame,
            word: verb,
            verb: Some(verb),
            noun: object,
            carried: false,
        });
    }
    light(tree, verb, object).or_else(|| {
        entry.map(|e| Trigger {
            frame: e.frame,
            word: verb,
            verb: Some(verb),
            noun: themed(tree, verb, e),
            carried: false,
        })
    })
}

/// The nominal that an entry asks for behind a preposition ("go on a visit").
fn themed(tree: &Tree<'_>, verb: usize, entry: &VerbEntry) -> Option<usize> {
    let (preposition, words) = entry.oblique.as_ref().filter(|(_, words)| !words.is_empty())?;
    obliques(tree, verb, preposition).find(|&k| speaks_of(tree, k, words))
}

/// The thing a verb acts on, whichever side of it that stands.
fn theme(tree: &Tree<'_>, verb: usize) -> Option<usize> {
    tree.kid(verb, "obj").or_else(|| tree.patient(verb)).filter(|&noun| noun != verb)
}

/// "held talks", "an attack was launched by", "talks took place".
fn light(tree: &Tree<'_>, verb: usize, object: Option<usize>) -> Option<Trigger> {
    let name = with_particle(tree, verb);
    let carried = |noun: usize, carried: bool| {
        let entry = noun_entry(tree, noun)?;
        Some(Trigger { frame: entry.frame, word: noun, verb: Some(verb), noun: Some(noun), carried })
    };
    if lexicon().is_light("does", &name)
        && !names(tree, verb)
        && let Some(found) = object.and_then(|noun| carried(noun, true))
    {
        return Some(found);
    }
    let subject = tree.own_subject(verb).filter(|_| lexicon().is_light("happens", &name))?;
    carried(subject, false)
}

/// "Called it a scandal", "called each other 'comrade'": what is named so is
/// neither rung up nor asked for.
fn names(tree: &Tree<'_>, verb: usize) -> bool {
    const NAMING: [&str; 6] = ["call", "name", "dub", "brand", "label", "term"];
    if !NAMING.contains(&tree.lemma(verb)) {
        return false;
    }
    // "For what he called a breach".
    if tree.relation(verb) == "acl" && tree.head(verb).is_some_and(|h| tree.lemma(h) == "what") {
        return true;
    }
    let Some(object) = tree.kid(verb, "obj").or_else(|| tree.kid(verb, "iobj")) else { return false };
    let second = |k: usize| {
        k > object
            && (matches!(tree.relation(k), "xcomp" | "obj") || tree.deprel(k) == "obl")
            && matches!(tree.upos(k), Upos::Noun | Upos::Adj)
            && tree.preposition(k).is_none()
            && tree.kid(k, "mark").is_none()
            && !lexicon().is_party("calendar", tree.lemma(k))
    };
    tree.kids(verb).any(second)
}

fn with_particle(tree: &Tree<'_>, verb: usize) -> String {
    let particle = tree.kids(verb).find(|&k| tree.deprel(k) == "compound:prt");
    let lemma = tree.lemma(verb);
    particle.map_or_else(|| lemma.to_owned(), |p| format!("{lemma} {}", tree.lemma(p)))
}

fn matches(tree: &Tree<'_>, verb: usize, object: Option<usize>, entry: &VerbEntry) -> bool {
    let particles =
        entry.particles.iter().all(|&wanted| tree.kids(verb).any(|k| is_particle(tree, k, wanted)));
    particles
        && !tree.kids(verb).any(|k| turns(tree, k) && !entry.particles.contains(&tree.lemma(k)))
        && entry.object.as_ref().is_none_or(|words| {
            object.is_some_and(|o| {
                words.contains("*") && tree.kid(verb, "obj").is_some() || speaks_of(tree, o, words)
            })
        })
        && entry.oblique.as_ref().is_none_or(|(p, words)| {
            obliques(tree, verb, p).any(|k| words.is_empty() || speaks_of(tree, k, words))
        })
        && entry
            .subject
            .as_ref()
            .is_none_or(|words| tree.agent(verb).is_some_and(|agent| speaks_of(tree, agent, words)))
        && (!entry.clause || tree.complement(verb).is_some())
        && (!entry.infinitive || tree.complement(verb).is_some_and(|c| infinitive(tree, c)))
        && (!entry.alone || tree.kid(verb, "obj").is_none() && !is_completed(tree, verb, entry.frame))
        && (!entry.unstated || tree.complement(verb).is_none_or(|c| !is_stated(tree, c)))
        && (!entry.wish
            || tree.complement(verb).is_some_and(|c| !is_stated(tree, c) && !is_foreseen(tree, c)))
        && entry.participle.as_ref().is_none_or(|(p, words)| completed_by(tree, verb, p, words))
        && entry.frame.required.iter().all(|side| {
            let noun = object.into_iter().chain(themed(tree, verb, entry));
            side.iter().any(|slot| fills(tree, verb, noun.clone(), slot))
        })
}

/// Whether a clause completes a verb; what people march for ("to demand …") does not.
fn is_completed(tree: &Tree<'_>, verb: usize, frame: &Frame) -> bool {
    let aim = |clause: usize| frame.kind == EventType::Protest && tree.relation(clause) == "advcl";
    tree.complement(verb).is_some_and(|clause| !aim(clause))
}

/// Whether a participle hangs on a verb by a preposition, one of these if any are given ("charged with *overseeing*").
fn completed_by(tree: &Tree<'_>, verb: usize, preposition: &str, words: &HashSet<&'static str>) -> bool {
    let opens = |m: usize| matches!(tree.relation(m), "mark" | "case") && tree.lemma(m) == preposition;
    tree.kids(verb).any(|k| {
        tree.xpos(k) == "VBG"
            && tree.kids(k).any(|m| m < k && opens(m))
            && (words.is_empty() || words.contains(tree.lemma(k)))
    })
}

/// Whether a clause says what will be: whoever insists that somebody will pay asks nobody to.
fn is_foreseen(tree: &Tree<'_>, clause: usize) -> bool {
    tree.kids(clause).any(|k| tree.relation(k) == "aux" && lexicon().is_status("future-aux", tree.lemma(k)))
}

/// Whether a clause says what is ("that it does not want", "that they were told") rather than what should be.
fn is_stated(tree: &Tree<'_>, clause: usize) -> bool {
    let finite =
        |w: usize| matches!(tree.xpos(w), "VBD" | "VBZ") || matches!(tree.form(w), "are" | "have" | "do");
    finite(clause) || tree.kids(clause).any(|k| matches!(tree.relation(k), "aux" | "cop") && finite(k))
}

/// Whether a nominal or what is compounded with it is one of these words.
fn speaks_of(tree: &Tree<'_>, nominal: usize, words: &HashSet<&'static str>) -> bool {
    let nominal = tree.antecedent(nominal);
    let nominal = counted_before(tree, nominal).unwrap_or(nominal);
    words.contains(tree.lemma(nominal))
        || tree.kids(nominal).any(|k| {
            // "Billion-dollar deals" are deals and no dollars.
            let part = tree.relation(k) == "compound" && !tree.is_amount(k)
                || tree.deprel(k) == "nmod:desc"
                // "A team of experts", "a state of emergency".
                || tree.preposition(k) == Some("of")
                    && ["measure", "wrapper"].iter().any(|class| lexicon().is_party(class, tree.lemma(nominal)));
            part && words.contains(tree.lemma(k))
        })
}

/// What a bare number counts that is the object of a verb behind another: "killed 12 *soldiers* and captured five".
fn counted_before(tree: &Tree<'_>, number: usize) -> Option<usize> {
    let verb =
        tree.head(number).filter(|_| tree.upos(number) == Upos::Num && tree.relation(number) == "obj")?;
    let behind = matches!(tree.relation(verb), "conj" | "advcl");
    let object = tree.head(verb).filter(|_| behind).and_then(|above| tree.kid(above, "obj"))?;
    tree.kid(object, "nummod").map(|_| object)
}

/// Whether a particle makes another verb of its own: "press *ahead* with", "write *off*".
fn turns(tree: &Tree<'_>, kid: usize) -> bool {
    let such = |class| lexicon().is_small(class, tree.lemma(kid));
    tree.deprel(kid) == "compound:prt" && such("turning") || tree.relation(kid) == "advmod" && such("onward")
}

fn is_particle(tree: &Tree<'_>, kid: usize, wanted: &str) -> bool {
    tree.lemma(kid) == wanted
        && !tree.has_kid(kid, "advmod", &["not"])
        && matches!(tree.relation(kid), "compound" | "advmod" | "xcomp" | "obl" | "mark" | "case")
}

fn fills(tree: &Tree<'_>, verb: usize, mut nouns: impl Iterator<Item = usize>, slot: &Slot) -> bool {
    match slot {
        Slot::Preposition(p) => {
            let real = |k: usize| !lexicon().is_party("calendar", tree.lemma(k));
            *p == "between" && tree.below(verb, WIDE).into_iter().any(|w| obliques(tree, w, p).any(real))
                || obliques(tree, verb, p).any(real)
                || nouns.any(|noun| obliques(tree, noun, p).any(real))
        }
        Slot::Object => theme(tree, verb).is_some(),
        Slot::Clause | Slot::ClauseSubject => tree.completion(verb).is_some(),
        _ => true,
    }
}

/// Nominals that hang on a word by that preposition.
pub(super) fn obliques<'t>(
    tree: &'t Tree<'_>,
    word: usize,
    preposition: &'t str,
) -> impl Iterator<Item = usize> + 't {
    tree.kids(word).filter(move |&k| {
        matches!(tree.relation(k), "obl" | "nmod") && tree.preposition(k) == Some(preposition)
    })
}

/// The entry for a noun with the words that stand before it.
pub(super) fn noun_entry(tree: &Tree<'_>, noun: usize) -> Option<&'static NounEntry> {
    // A press conference is held before the press, not with anybody, name recognition is nobody's recognition; "an invasion
    // of privacy" hurts no body.
    let no_deed = |k: usize| match k < noun {
        true => lexicon().is_party("no-politics", tree.lemma(k)),
        false => lexicon().is_party("unbodily", tree.lemma(k)),
    };
    if tree.kids(noun).any(no_deed) {
        return None;
    }
    let entries = lexicon().nouns.get(tree.lemma(noun)).or_else(|| plural(tree, noun))?;
    entries.iter().find(|entry| {
        entry.before.iter().all(|&wanted| {
            tree.kids(noun).any(|k| {
                k < noun
                    && tree.lemma(k) == wanted
                    && matches!(tree.relation(k), "compound" | "amod" | "nmod")
            })
        })
    })
}

/// Nouns that the lexicon lists in the plural ("talks").
fn plural(tree: &Tree<'_>, noun: usize) -> Option<&'static Vec<NounEntry>> {
    let form = tree.form(noun).to_lowercase();
    lexicon().nouns.get(form.as_str())
}
