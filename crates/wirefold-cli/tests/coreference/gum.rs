//! Coreference as GUM annotates it (Zeldes 2017): `Entity=` in MISC, in brackets.
//!
//! `(3-person-…` opens a mention of entity 3, `3)` closes it, `(3-person-…)` is a
//! mention of one word. The header `# global.Entity` names the fields between the
//! hyphens; only the first, the entity's number, is needed here.

use flate2::read::MultiGzDecoder;
use std::collections::BTreeMap;
use std::io::Read as _;
use std::path::Path;

/// A word of a document.
#[derive(Clone, Debug)]
pub(crate) struct Word {
    pub(crate) form: String,
    pub(crate) upos: String,
    /// Where it stands, in code points of the text.
    pub(crate) span: (usize, usize),
    head: Option<usize>,
    brackets: String,
}

/// A mention: its place from first to last word and the word that governs the others.
#[derive(Clone, Debug)]
pub(crate) struct Mention {
    pub(crate) entity: String,
    pub(crate) span: (usize, usize),
    pub(crate) head: Word,
}

/// The mentions of a document. Of those with one head only the shortest is kept:
/// "Anna and Paul" is headed by the word that "Anna" is.
pub(crate) fn mentions(words: &[Word]) -> Vec<Mention> {
    let mut by_head: BTreeMap<usize, (usize, usize, String)> = BTreeMap::new();
    for (entity, first, last) in bracketed(words) {
        let inside = |i: usize| (first..=last).contains(&i);
        let head = (first..=last).find(|&i| words[i].head.is_none_or(|h| !inside(h))).unwrap_or(first);
        let shorter = by_head.get(&head).is_none_or(|(f, l, _)| last - first < l - f);
        if shorter {
            by_head.insert(head, (first, last, entity));
        }
    }
    let mention = |(head, (first, last, entity)): (usize, (usize, usize, String))| Mention {
        entity,
        span: (words[first].span.0, words[last].span.1),
        head: words[head].clone(),
    };
    by_head.into_iter().map(mention).collect()
}

/// Every mention as entity, first and last word.
fn bracketed(words: &[Word]) -> Vec<(String, usize, usize)> {
    let mut open: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let mut found = Vec::new();
    for (i, word) in words.iter().enumerate() {
        let mut rest = word.brackets.as_str();
        while !rest.is_empty() {
            let Some(opened) = rest.strip_prefix('(') else {
                let Some((entity, behind)) = rest.split_once(')') else { break };
                let number = entity.split('-').next().unwrap_or(entity);
                let first = open.get_mut(number).and_then(Vec::pop).expect("what is closed was opened");
                found.push((number.to_owned(), first, i));
                rest = behind;
                continue;
            };
            let end = opened.find(['(', ')']).unwrap_or(opened.len());
            let number = opened[..end].split('-').next().unwrap_or_default().to_owned();
            if opened[end..].starts_with(')') {
                found.push((number, i, i));
                rest = &opened[end + 1..];
            } else {
                open.entry(number).or_default().push(i);
                rest = &opened[end..];
            }
        }
    }
    found
}

/// The words of each document by its id; `texts` are the raw texts.
pub(crate) fn documents(path: &Path, texts: &BTreeMap<String, String>) -> BTreeMap<String, Vec<Word>> {
    let mut source = String::new();
    let file = std::fs::File::open(path).expect("the gold file can be opened");
    MultiGzDecoder::new(file).read_to_string(&mut source).expect("the gold file is gzip");
    let mut documents: BTreeMap<String, Reader<'_>> = BTreeMap::new();
    let mut id = String::new();
    for line in source.lines() {
        if let Some(name) = line.strip_prefix("# newdoc id = ") {
            name.clone_into(&mut id);
            documents.insert(id.clone(), Reader::new(&texts[name]));
        } else if let Some(reader) = documents.get_mut(&id).filter(|_| !line.starts_with('#')) {
            reader.line(line);
        }
    }
    documents.into_iter().map(|(id, reader)| (id, reader.words)).collect()
}

/// Finds the rows of a document in its text.
struct Reader<'t> {
    text: &'t str,
    words: Vec<Word>,
    /// Byte and code point that were reached.
    at: (usize, usize),
    /// The first word of this sentence.
    base: usize,
    /// The last number of a multiword token, and its place.
    joined: Option<(usize, (usize, usize))>,
}

impl<'t> Reader<'t> {
    fn new(text: &'t str) -> Self {
        Self { text, words: Vec::new(), at: (0, 0), base: 0, joined: None }
    }

    fn line(&mut self, line: &str) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [number, form, _, upos, _, _, head, _, _, misc] = fields[..] else {
            (self.base, self.joined) = (self.words.len(), None);
            return;
        };
        if let Some((_, last)) = number.split_once('-') {
            self.joined = Some((last.parse().expect("a number"), self.place(form)));
            return;
        }
        let Ok(number) = number.parse::<usize>() else { return };
        let span = match self.joined.as_mut().filter(|(last, _)| number <= *last) {
            Some((last, (start, end))) => {
                let until = if number == *last { *end } else { (*start + form.chars().count()).min(*end) };
                let span = (*start, until);
                *start = until;
                span
            }
            None => self.place(form),
        };
        let head = head.parse::<usize>().expect("a number").checked_sub(1).map(|h| self.base + h);
        let brackets = misc.split('|').find_map(|f| f.strip_prefix("Entity=")).unwrap_or_default().to_owned();
        self.words.push(Word { form: form.to_owned(), upos: upos.to_owned(), span, head, brackets });
    }

    /// Where the form stands next, in code points.
    fn place(&mut self, form: &str) -> (usize, usize) {
        let (byte, point) = self.at;
        let skipped = self.text[byte..].find(form).unwrap_or_else(|| panic!("{form} follows in the text"));
        let start = point + self.text[byte..byte + skipped].chars().count();
        let end = start + form.chars().count();
        self.at = (byte + skipped + form.len(), end);
        (start, end)
    }
}

#[test]
fn brackets_are_read() {
    let source = "1\tAnna\t_\tPROPN\tNNP\t_\t4\tnsubj\t_\tEntity=(1-person-a(2-person-b)\n\
                  2\tand\t_\tCCONJ\tCC\t_\t3\tcc\t_\t_\n\
                  3\tPaul\t_\tPROPN\tNNP\t_\t1\tconj\t_\tEntity=(3-person-c)1)\n\
                  4-5\tdidn't\t_\t_\t_\t_\t_\t_\t_\t_\n\
                  4\tdid\t_\tAUX\tVBD\t_\t0\troot\t_\t_\n\
                  5\tn't\t_\tPART\tRB\t_\t4\tadvmod\t_\tSpaceAfter=No";
    let mut reader = Reader::new("Änna? Anna and Paul didn't");
    source.lines().for_each(|line| reader.line(line));
    let found: Vec<(String, (usize, usize))> =
        mentions(&reader.words).into_iter().map(|m| (m.entity, m.span)).collect();
    assert_eq!(found, [("2".to_owned(), (6, 10)), ("3".to_owned(), (15, 19))]);
    assert_eq!(reader.words[3].span, (20, 23));
    assert_eq!(reader.words[4].span, (23, 26));
}
