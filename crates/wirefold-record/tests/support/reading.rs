//! A very small reader for hand-written cases: it splits, the lines tell.

use std::sync::Arc;
use wirefold_report::{
    Annotation, Block, BlockKind, Bound, DateBasis, DocumentDate, Entity, EntityId, EntityKind, Event,
    EventType, Mention, Party, Place, Quantity, Quote, QuoteKind, Report, Role, Sentence, Span, Status,
    TimeExpression, TimeKind, TimeMod, Upos, Whereabouts, Word,
};

/// A line of words followed by `key=value` fields; a value runs to the next key.
pub(crate) struct Fields {
    pub(crate) words: String,
    fields: Vec<(String, String)>,
}

pub(crate) fn fields(line: &str) -> Fields {
    let mut words = String::new();
    let mut fields: Vec<(String, String)> = Vec::new();
    for word in line.split_whitespace() {
        let key =
            word.split_once('=').filter(|(k, _)| !k.is_empty() && k.chars().all(|c| c.is_ascii_lowercase()));
        if let Some((key, value)) = key {
            fields.push((key.to_owned(), value.to_owned()));
        } else {
            let target = fields.last_mut().map_or(&mut words, |(_, value)| value);
            *target = if target.is_empty() { word.to_owned() } else { format!("{target} {word}") };
        }
    }
    Fields { words, fields }
}

impl Fields {
    pub(crate) fn get(&self, key: &str) -> Option<String> {
        self.all(key).into_iter().next()
    }

    /// All values of a key, several in one value parted by ` | `.
    pub(crate) fn all(&self, key: &str) -> Vec<String> {
        let values = self.fields.iter().filter(|(k, _)| k == key);
        values.flat_map(|(_, v)| v.split(" | ").map(str::to_owned)).collect()
    }
}

pub(crate) fn annotate(report: &Report, lines: &[String]) -> Annotation {
    let text = report.text.as_str();
    let mut annotation = Annotation::default();
    let mut start = 0;
    for (block, line) in text.split('\n').enumerate() {
        let span = Span::new(start, start + line.len());
        annotation.blocks.push(Block { span, kind: BlockKind::Body });
        for span in sentences(text, span) {
            let next = Sentence { span, block, words: words(text, span) };
            annotation.sentences = annotation.sentences.iter().cloned().chain([next]).collect();
        }
        start += line.len() + 1;
    }
    for line in lines {
        read_line(text, line, &mut annotation);
    }
    annotation.mentions.sort_by_key(|m| m.span);
    annotation.times.sort_by_key(|t| t.span);
    annotation.quantities.sort_by_key(|q| q.span);
    annotation
}

fn read_line(text: &str, line: &str, into: &mut Annotation) {
    let (kind, rest) = line.split_once(' ').unwrap();
    let fields = fields(rest);
    match kind {
        "date" => {
            let value = Some(fields.words.parse().unwrap());
            into.date = DocumentDate { value, basis: DateBasis::Inferred, evidence: Vec::new() };
        }
        "word" => word(text, &fields, into),
        "quantity" => into.quantities.push(quantity(text, &fields)),
        "time" => into.times.push(time(text, &fields)),
        "quote" => {
            let quote = quote(text, &fields, into);
            into.quotes.push(quote);
        }
        "event" => {
            let event = event(text, &fields, into);
            into.events.push(event);
        }
        kind => entity(text, kind, &fields, into),
    }
}

/// Where words stand; `#2` after them asks for the second place.
pub(crate) fn find(text: &str, words: &str) -> Span {
    let (words, nth) = words.rsplit_once('#').map_or((words, 1), |(w, n)| (w, n.parse().unwrap()));
    let (at, _) =
        text.match_indices(words).nth(nth - 1).unwrap_or_else(|| panic!("no {nth}. “{words}” in {text}"));
    Span::new(at, at + words.len())
}

fn sentences(text: &str, block: Span) -> Vec<Span> {
    let mut found = Vec::new();
    let mut start = block.start as usize;
    for (i, c) in block.of(text).char_indices() {
        let end = block.start as usize + i + c.len_utf8();
        let rest = &text[end..block.end as usize];
        let closed = matches!(c, '.' | '!' | '?')
            || (c == '”' && text[..end - c.len_utf8()].ends_with(['.', '!', '?']));
        if closed && (rest.is_empty() || rest.starts_with(' ')) && !text[..end].ends_with("a.m.") {
            found.push(Span::new(start, end));
            start = (end + 1).min(block.end as usize);
        }
    }
    if start < block.end as usize {
        found.push(Span::new(start, block.end as usize));
    }
    found
}

fn words(text: &str, sentence: Span) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut open = false;
    for (i, c) in sentence.of(text).char_indices() {
        let at = sentence.start as usize + i;
        let letter = c.is_alphanumeric()
            || matches!(c, '-' | '’' | ',' | ':' if open && next_is_letter(text, at + c.len_utf8()));
        let end = at + c.len_utf8();
        match words.last_mut().filter(|_| open && letter) {
            Some(word) => word.span = Span::new(word.span.start as usize, end),
            None if !c.is_whitespace() => words.push(new_word(Span::new(at, end))),
            None => {}
        }
        open = letter;
    }
    for word in &mut words {
        let form = word.span.of(text);
        word.lemma = form.to_lowercase().into();
        word.upos = upos(form);
    }
    words
}

fn next_is_letter(text: &str, at: usize) -> bool {
    text[at..].starts_with(char::is_alphanumeric)
}

fn new_word(span: Span) -> Word {
    let (lemma, xpos, deprel) = ("".into(), "".into(), "dep".into());
    Word { span, lemma, upos: Upos::Noun, xpos, features: "_".into(), head: None, deprel }
}

fn upos(form: &str) -> Upos {
    const ADPOSITIONS: &str = " in on of at for with to from by about through until after before over as ";
    const AUXILIARIES: &str = " is are was were will has have had be been must may ";
    let listed = |list: &str| list.contains(&format!(" {} ", form.to_lowercase()));
    match form.chars().next().unwrap() {
        c if !c.is_alphanumeric() => Upos::Punct,
        c if c.is_numeric() => Upos::Num,
        _ if listed(" the a an this that its his her their ") => Upos::Det,
        _ if listed(" he she it they who which ") => Upos::Pron,
        _ if listed(" and but or ") => Upos::Cconj,
        _ if listed(ADPOSITIONS) => Upos::Adp,
        _ if listed(AUXILIARIES) => Upos::Aux,
        c if c.is_uppercase() => Upos::Propn,
        _ => Upos::Noun,
    }
}

/// `word begins lemma=begin upos=VERB xpos=VBZ head=… rel=…`
fn word(text: &str, fields: &Fields, into: &mut Annotation) {
    let span = find(text, &fields.words);
    let place = |span: Span, into: &Annotation| {
        let sentence = into.sentences.iter().position(|s| s.span.contains(span)).unwrap();
        let word = into.sentences[sentence].words.iter().position(|w| w.span.overlaps(span)).unwrap();
        (sentence, word)
    };
    let (sentence, index) = place(span, into);
    let head = fields.get("head").map(|h| place(find(text, &h), into).1);
    let word = &mut Arc::make_mut(&mut into.sentences)[sentence].words[index];
    word.lemma = fields.get("lemma").map_or(word.lemma.clone(), Into::into);
    word.upos = fields.get("upos").map_or(word.upos, |u| Upos::from_name(&u).unwrap());
    word.xpos = fields.get("xpos").unwrap_or_default().as_str().into();
    word.deprel = fields.get("rel").map_or(word.deprel, |name| name.as_str().into());
    word.head = head;
}

/// `person Anna Berg aka=Berg | she country=SWE role=prime minister`
fn entity(text: &str, kind: &str, fields: &Fields, into: &mut Annotation) {
    let kinds = ["person", "organization", "place", "group", "product", "event", "work", "other"];
    let all = [
        EntityKind::Person,
        EntityKind::Organization,
        EntityKind::Place,
        EntityKind::Group,
        EntityKind::Product,
        EntityKind::Event,
        EntityKind::Work,
        EntityKind::Other,
    ];
    let kind = all[kinds.iter().position(|k| *k == kind).unwrap_or_else(|| panic!("no kind: {kind}"))];
    let id = EntityId(into.entities.len());
    let aliases = fields.all("aka");
    for name in std::iter::once(&fields.words).chain(&aliases) {
        for (at, _) in text.match_indices(name.as_str()) {
            let span = Span::new(at, at + name.len());
            let whole =
                !next_is_letter(text, at + name.len()) && !text[..at].ends_with(char::is_alphanumeric);
            if whole && !into.mentions.iter().any(|m| m.span.overlaps(span)) {
                let named = name.starts_with(char::is_uppercase);
                into.mentions.push(Mention { span, kind, entity: id, named });
            }
        }
    }
    let country = fields.get("country");
    let roles = fields.all("role").into_iter().map(|role| Role {
        evidence: vec![find(text, &role)],
        role,
        country: country.clone(),
        organization: None,
    });
    into.entities.push(Entity {
        kind,
        name: fields.words.clone(),
        aliases: aliases.into_iter().filter(|a| a.starts_with(char::is_uppercase)).collect(),
        roles: roles.collect(),
        country: country.clone(),
        sector: fields.get("sector"),
        whereabouts: Whereabouts::default(),
    });
}

/// `quantity some 130 value=130 bound=~ of=countries`
fn quantity(text: &str, fields: &Fields) -> Quantity {
    let bounds = [Bound::Exact, Bound::More, Bound::AtLeast, Bound::Less, Bound::AtMost, Bound::About];
    let sign = fields.get("bound").unwrap_or("=".into());
    Quantity {
        span: find(text, &fields.words),
        value: fields.get("value").unwrap().parse().unwrap(),
        high: fields.get("high").map(|high| high.parse().unwrap()),
        bound: bounds.into_iter().find(|b| b.sign() == sign).unwrap(),
        change: None,
        unit: fields.get("unit"),
        currency: None,
        counted: fields.get("unit").is_none().then(|| fields.get("of").map(|of| find(text, &of))).flatten(),
        of: fields.get("of").map(|of| find(text, &of)),
    }
}

/// `time on Monday value=2024-05-06 utc=2024-05-06T07:30Z`
fn time(text: &str, fields: &Fields) -> TimeExpression {
    let value = fields.get("value").unwrap();
    TimeExpression {
        span: find(text, &fields.words),
        kind: if value.contains('T') { TimeKind::Time } else { TimeKind::Date },
        modifier: fields.get("mod").map(|_| TimeMod::Before),
        utc: fields.get("utc").map(|utc| utc.parse().unwrap()),
        value,
    }
}

fn speaker(text: &str, words: &str, into: &Annotation) -> Option<EntityId> {
    let span = find(text, words);
    let mention = into.mentions.iter().find(|m| m.span.overlaps(span));
    mention.map(|m| m.entity)
}

/// `quote CONTENT kind=mixed cue=said source=Anna Berg`
fn quote(text: &str, fields: &Fields, into: &Annotation) -> Quote {
    Quote {
        kind: match fields.get("kind").as_deref() {
            Some("mixed") => QuoteKind::Mixed,
            Some("indirect") => QuoteKind::Indirect,
            _ => QuoteKind::Direct,
        },
        content: fields.words.split(" | ").map(|w| find(text, w)).collect(),
        cue: fields.all("cue").iter().map(|w| find(text, w)).collect(),
        source: fields.all("source").iter().map(|w| find(text, w)).collect(),
        speaker: fields.get("source").and_then(|w| speaker(text, &w, into)),
    }
}

/// `event CONSULT trigger=arrived mode=visit actor=… recipient=… date=… place=… country=…`
fn event(text: &str, fields: &Fields, into: &Annotation) -> Event {
    let trigger = find(text, &fields.get("trigger").unwrap());
    let parties = |key: &str| -> Vec<Party> {
        let words = fields.all(key);
        words.iter().map(|w| Party::new(find(text, w), speaker(text, w, into))).collect()
    };
    let number = |key: &str| fields.get(key).map(|n| n.parse().unwrap());
    Event {
        kind: EventType::from_name(&fields.words).unwrap(),
        mode: fields.get("mode"),
        contexts: Vec::new(),
        trigger,
        actors: parties("actor"),
        recipients: parties("recipient"),
        date: fields.get("date"),
        place: fields.get("place").map(|place| Place {
            span: find(text, &place),
            country: fields.get("country"),
            whereabouts: Whereabouts::default(),
        }),
        status: match fields.get("status").as_deref() {
            Some("future") => Status::Future,
            Some("denied") => Status::Denied,
            _ => Status::Happened,
        },
        according_to: fields.get("according").and_then(|w| speaker(text, &w, into)),
        killed: number("killed"),
        injured: number("injured"),
        sentence: into.sentences.iter().position(|s| s.span.contains(trigger)).unwrap(),
        confidence: 0.9,
    }
}
