//! The trigger lexicon: data files, read once.

use crate::{base::bases, entity::lexicon::person};
use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};
use wirefold_report::EventType;

type Word = &'static str;
type Words = Vec<Word>;

/// Where a party of an event stands in the tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Slot {
    /// Who does it.
    Subject,
    /// To whom it is done.
    Object,
    /// Indirect object.
    Indirect,
    /// Behind a preposition.
    Preposition(Word),
    /// Whose deed a noun names.
    Possessor,
    /// Whoever the completing clause acts upon.
    Clause,
    /// The subject of the completing clause.
    ClauseSubject,
}

/// What a trigger means and where its parties stand.
#[derive(Clone, Debug)]
pub(super) struct Frame {
    pub(super) kind: EventType,
    pub(super) mode: Option<Word>,
    pub(super) actor: Vec<Slot>,
    pub(super) recipient: Vec<Slot>,
    /// Slots that must be there in the tree, one of each list.
    pub(super) required: Vec<Vec<Slot>>,
    pub(super) mutual: bool,
    pub(super) strict: bool,
    /// Only with a light verb (nouns).
    pub(super) light: bool,
    /// Only where the actor holds an office (journeys).
    pub(super) official: bool,
    /// Told of what is still to come ("is expected in").
    pub(super) ahead: bool,
    /// Whoever owns the deed suffers it ("her arrest"), unless somebody else is said to ("her arrest of …").
    pub(super) undergone: bool,
    /// What reads so tells no such event.
    pub(super) void: bool,
}

/// One way in which a verb tells an event.
#[derive(Clone, Debug)]
pub(super) struct VerbEntry {
    pub(super) frame: &'static Frame,
    pub(super) particles: Words,
    pub(super) object: Option<HashSet<Word>>,
    pub(super) oblique: Option<(Word, HashSet<Word>)>,
    pub(super) subject: Option<HashSet<Word>>,
    pub(super) clause: bool,
    /// An infinitive must complete it.
    pub(super) infinitive: bool,
    /// A clause must complete it that says what should be, not what is.
    pub(super) wish: bool,
    /// Neither an object nor a clause may complete it.
    pub(super) alone: bool,
    /// A clause that completes it must not say what is.
    pub(super) unstated: bool,
    /// A participle that must hang on it by a preposition; any where the set is empty.
    pub(super) participle: Option<(Word, HashSet<Word>)>,
}

/// One way in which a noun tells an event.
#[derive(Clone, Debug)]
pub(super) struct NounEntry {
    pub(super) frame: &'static Frame,
    /// Words that must stand before the noun.
    pub(super) before: Words,
}

/// The lexicon, by the lemma of the trigger's head.
pub(super) struct Lexicon {
    pub(super) verbs: HashMap<Word, Vec<VerbEntry>>,
    pub(super) nouns: HashMap<Word, Vec<NounEntry>>,
    light: HashMap<Word, HashSet<String>>,
    status: HashMap<Word, HashSet<String>>,
    parties: HashMap<Word, HashSet<String>>,
    small: HashMap<Word, HashSet<Word>>,
    contexts: HashMap<Word, Vec<Word>>,
    irregular: HashMap<Word, Word>,
    known: HashSet<String>,
    known_verbs: HashSet<String>,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::read);

/// The one lexicon of the program.
pub(super) fn lexicon() -> &'static Lexicon {
    &LEXICON
}

impl Lexicon {
    fn read() -> Self {
        let sets = classes(include_str!("../../data/event/sets.txt"));
        let mut lexicon = Self {
            verbs: verbs(include_str!("../../data/event/verbs.txt"), &sets),
            nouns: nouns(include_str!("../../data/event/nouns.txt")),
            light: owned(&classes(include_str!("../../data/event/light.txt"))),
            status: owned(&classes(include_str!("../../data/event/status.txt"))),
            parties: owned(&classes(include_str!("../../data/event/parties.txt"))),
            small: classes(include_str!("../../data/event/small_words.txt")),
            contexts: contexts(include_str!("../../data/event/contexts.txt")),
            irregular: irregular(include_str!("../../data/event/forms.txt")),
            known: HashSet::new(),
            known_verbs: HashSet::new(),
        };
        lexicon.known = lexicon.words(&sets);
        lexicon.known_verbs = lexicon.verb_words();
        lexicon
    }

    /// Every word that some entry or class speaks of.
    fn words(&self, sets: &HashMap<Word, HashSet<Word>>) -> HashSet<String> {
        let entries = self.verbs.keys().chain(self.nouns.keys()).chain(sets.values().flatten());
        let classes =
            [&self.light, &self.status, &self.parties].into_iter().flat_map(HashMap::values).flatten();
        entries.map(|&w| w.to_owned()).chain(classes.cloned()).collect()
    }

    /// Whether a noun tells a deed that befalls those behind "of", and is none of theirs.
    pub(super) fn befalls(&self, noun: &str) -> bool {
        let of = Slot::Preposition("of");
        let mut entries = self.nouns.get(noun).into_iter().flatten().filter(|entry| entry.before.is_empty());
        entries.any(|e| {
            e.frame.kind.quad() == 4 && e.frame.recipient.contains(&of) && !e.frame.actor.contains(&of)
        })
    }

    fn verb_words(&self) -> HashSet<String> {
        let entries = self.verbs.keys().map(|&w| w.to_owned());
        entries
            .chain([&self.light, &self.status].into_iter().flat_map(HashMap::values).flatten().cloned())
            .collect()
    }

    /// The lemma of a form: the reader's, unless only another one is known here.
    pub(super) fn lemma(&self, form: &str, lemma: &str, verb: bool) -> String {
        let known = if verb { &self.known_verbs } else { &self.known };
        let lemma = lemma.to_lowercase();
        let form = form.to_lowercase();
        match self.irregular.get(form.as_str()) {
            Some(&regular) if verb || !known.contains(&lemma) => return regular.to_owned(),
            _ if known.contains(&lemma) => return lemma,
            _ => {}
        }
        bases(&form).into_iter().find(|base| known.contains(base)).unwrap_or(lemma)
    }

    /// Whether some entry or class speaks of that word.
    pub(super) fn knows(&self, lemma: &str) -> bool {
        self.known.contains(lemma)
    }

    /// Whether some word of that lemma, in the singular or plural, has an entry.
    pub(super) fn tells(&self, lemma: &str) -> bool {
        let plural = || self.nouns.contains_key(format!("{lemma}s").as_str());
        self.verbs.contains_key(lemma) || self.nouns.contains_key(lemma) || plural()
    }

    /// Whether a verb (with its particle) is a light one of that class.
    pub(super) fn is_light(&self, class: &str, verb: &str) -> bool {
        self.light.get(class).is_some_and(|words| words.contains(verb))
    }

    /// Whether a lemma belongs to a class of `status.txt`.
    pub(super) fn is_status(&self, class: &str, lemma: &str) -> bool {
        self.status.get(class).is_some_and(|words| words.contains(lemma))
    }

    /// Whether a lemma belongs to a class of `parties.txt`; any word for people is one for somebody who acts.
    pub(super) fn is_party(&self, class: &str, lemma: &str) -> bool {
        let listed = self.parties.get(class).is_some_and(|words| words.contains(lemma));
        listed || class == "actor" && person(lemma).is_some()
    }

    /// Whether a preposition or particle belongs to a class of `small_words.txt`.
    pub(super) fn is_small(&self, class: &str, lemma: &str) -> bool {
        self.small.get(class).is_some_and(|words| words.contains(lemma))
    }

    /// PLOVER's contexts that a lemma speaks of.
    pub(super) fn contexts(&self, lemma: &str) -> &[Word] {
        self.contexts.get(lemma).map_or(&[], Vec::as_slice)
    }
}

fn lines(data: &'static str) -> impl Iterator<Item = Word> {
    data.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#'))
}

fn list(words: Word) -> impl Iterator<Item = Word> {
    words.split(',').map(str::trim).filter(|word| !word.is_empty())
}

/// `name: word, word` lines; a name may come again.
fn classes(data: &'static str) -> HashMap<Word, HashSet<Word>> {
    let mut all: HashMap<Word, HashSet<Word>> = HashMap::new();
    for line in lines(data) {
        let (name, words) = line.split_once(": ").expect("every class line has a name and words");
        all.entry(name.trim()).or_default().extend(list(words));
    }
    all
}

fn owned(classes: &HashMap<Word, HashSet<Word>>) -> HashMap<Word, HashSet<String>> {
    classes.iter().map(|(&name, words)| (name, words.iter().map(|&w| w.to_owned()).collect())).collect()
}

fn contexts(data: &'static str) -> HashMap<Word, Vec<Word>> {
    let mut all: HashMap<Word, Vec<Word>> = HashMap::new();
    for line in lines(data) {
        let (context, words) = line.split_once(": ").expect("every context has its words");
        for word in list(words) {
            all.entry(word).or_default().push(context);
        }
    }
    all
}

fn irregular(data: &'static str) -> HashMap<Word, Word> {
    let forms = |line: Word| line.split_once(": ").expect("every lemma has its forms");
    lines(data).map(forms).flat_map(|(lemma, words)| list(words).map(move |form| (form, lemma))).collect()
}

fn verbs(data: &'static str, sets: &HashMap<Word, HashSet<Word>>) -> HashMap<Word, Vec<VerbEntry>> {
    let mut all: HashMap<Word, Vec<VerbEntry>> = HashMap::new();
    for (frame, pattern) in entries(data) {
        let (lemma, entry) = verb(pattern, frame, sets);
        all.entry(lemma).or_default().push(entry);
    }
    for entries in all.values_mut() {
        entries.sort_by_key(|entry| std::cmp::Reverse(entry.weight()));
    }
    all
}

fn nouns(data: &'static str) -> HashMap<Word, Vec<NounEntry>> {
    let mut all: HashMap<Word, Vec<NounEntry>> = HashMap::new();
    for (frame, pattern) in entries(data) {
        let mut before: Words = pattern.split(' ').collect();
        let noun = before.pop().expect("a split has at least one part");
        all.entry(noun).or_default().push(NounEntry { frame, before });
    }
    for entries in all.values_mut() {
        entries.sort_by_key(|entry| std::cmp::Reverse(entry.before.len()));
    }
    all
}

/// Frame lines with the patterns that are indented below them.
fn entries(data: &'static str) -> Vec<(&'static Frame, Word)> {
    let mut all = Vec::new();
    let mut current: Option<&'static Frame> = None;
    for line in lines(data) {
        if line.starts_with(' ') {
            let frame = current.expect("patterns stand below a frame");
            all.extend(list(line).map(|pattern| (frame, pattern)));
        } else {
            current = Some(Box::leak(Box::new(frame(line))));
        }
    }
    all
}

fn frame(line: Word) -> Frame {
    let mut parts = line.split_whitespace();
    let name = parts.next().expect("a frame line is not empty");
    let (kind, mode) = name.split_once('/').map_or((name, None), |(kind, mode)| (kind, Some(mode)));
    let actor = parts.next().expect("a frame has an actor");
    let mutual = parts.next().expect("a frame says who acts on whom") == "=";
    let recipient = parts.next().expect("a frame has a recipient");
    let flags: Words = parts.collect();
    let required = [actor, recipient].into_iter().map(marked).filter(|side| !side.is_empty());
    Frame {
        kind: EventType::from_name(kind).expect("frames carry PLOVER types"),
        mode,
        required: required.collect(),
        actor: slots(actor),
        recipient: slots(recipient),
        mutual,
        strict: flags.contains(&"strict"),
        light: flags.contains(&"light"),
        official: flags.contains(&"official"),
        ahead: flags.contains(&"ahead"),
        undergone: flags.contains(&"undergone"),
        void: flags.contains(&"void"),
    }
}

/// The slots of a side that carry the mark of what must be there.
fn marked(side: Word) -> Vec<Slot> {
    side.split('|').filter_map(|s| slot(s.strip_suffix('!')?)).collect()
}

fn slots(text: Word) -> Vec<Slot> {
    text.split('|').filter_map(|s| slot(s.trim_end_matches('!'))).collect()
}

fn slot(text: Word) -> Option<Slot> {
    Some(match text {
        "-" => return None,
        "S" => Slot::Subject,
        "O" => Slot::Object,
        "I" => Slot::Indirect,
        "P" => Slot::Possessor,
        "C" => Slot::Clause,
        "CS" => Slot::ClauseSubject,
        preposition => Slot::Preposition(preposition),
    })
}

fn verb(pattern: Word, frame: &'static Frame, sets: &HashMap<Word, HashSet<Word>>) -> (Word, VerbEntry) {
    let words = |name: Word| match name.strip_prefix('@') {
        Some(_) => sets.get(name).unwrap_or_else(|| panic!("no class {name} for {pattern}")).clone(),
        None if name.is_empty() => HashSet::new(),
        None => HashSet::from([name]),
    };
    let mut parts = pattern.split(' ');
    let lemma = parts.next().expect("a pattern has a verb");
    let mut entry = VerbEntry {
        frame,
        particles: Vec::new(),
        object: None,
        oblique: None,
        subject: None,
        clause: false,
        infinitive: false,
        wish: false,
        alone: false,
        unstated: false,
        participle: None,
    };
    for part in parts {
        if let Some(subject) = part.strip_prefix("by:") {
            entry.subject = Some(words(subject));
        } else if let Some((preposition, participle)) = part.split_once('~') {
            entry.participle = Some((preposition, words(participle.trim_start_matches('*'))));
        } else if part == "+clause" {
            entry.clause = true;
        } else if part == "+to" {
            entry.infinitive = true;
        } else if part == "+wish" {
            entry.wish = true;
        } else if part == "alone" {
            entry.alone = true;
        } else if part == "unstated" {
            entry.unstated = true;
        } else if let Some(object) = part.strip_prefix('+') {
            entry.object = Some(words(object));
        } else if let Some((preposition, inside)) = part.split_once('=') {
            entry.oblique = Some((preposition, words(inside)));
        } else {
            entry.particles.push(part);
        }
    }
    (lemma, entry)
}

impl VerbEntry {
    /// How much it asks for: what asks for more is tried first.
    fn weight(&self) -> usize {
        let object = self.object.as_ref().map_or(0, |words| if words.len() == 1 { 5 } else { 4 });
        let oblique = self.oblique.as_ref().map_or(0, |(_, words)| if words.is_empty() { 3 } else { 5 });
        6 * self.particles.len()
            + object
            + oblique
            + 2 * usize::from(self.clause || self.infinitive || self.wish)
            + 3 * usize::from(self.participle.is_some())
            + 2 * usize::from(self.subject.is_some())
            + self.frame.required.len()
    }
}

#[cfg(test)]
mod tests {
    use super::lexicon;
    use std::collections::BTreeSet;
    use wirefold_report::EventType;

    #[test]
    fn the_data_read_and_cover_every_type() {
        let lexicon = lexicon();
        let verbs = lexicon.verbs.values().flatten().map(|e| e.frame.kind);
        let nouns = lexicon.nouns.values().flatten().map(|e| e.frame.kind);
        assert_eq!(verbs.chain(nouns).collect::<BTreeSet<_>>().len(), EventType::ALL.len());
        assert_eq!(lexicon.contexts("uranium"), ["cbrn"]);
        assert!(lexicon.is_light("does", "carry out") && lexicon.is_status("denied", "refuse"));
    }

    #[test]
    fn forms_find_their_lemmas() {
        for (form, lemma) in
            [("spoke", "speak"), ("banned", "ban"), ("Denies", "deny"), ("urging", "urge"), ("xyzed", "xyze")]
        {
            assert_eq!(lexicon().lemma(form, "xyze", true), lemma);
        }
        assert_eq!(lexicon().lemma("talks", "talk", false), "talk");
        assert_eq!(lexicon().lemma("held", "he", true), "hold");
    }

    #[test]
    fn what_asks_for_more_is_tried_first() {
        let hold = &lexicon().verbs["hold"];
        assert!(hold.windows(2).all(|pair| pair[0].weight() >= pair[1].weight()));
    }
}
