//! The main job on `examples/`, as a new user runs it.

use assert_cmd::Command;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Runs the program at the root of the checkout and gives what it prints.
fn run(args: &[&str]) -> String {
    let out = Command::cargo_bin("wirefold")
        .expect("the program was built")
        .current_dir(root())
        .args(args)
        .output()
        .expect("the program starts");
    assert!(out.status.success(), "{args:?}: {}", String::from_utf8_lossy(&out.stderr));
    String::from_utf8(out.stdout).expect("output is UTF-8")
}

fn expected() -> Value {
    let text =
        fs::read_to_string(root().join("examples/expected.json")).expect("the examples have an answer");
    serde_json::from_str(&text).expect("the answer is JSON")
}

fn lines(text: &str) -> Vec<Value> {
    text.lines().map(|l| serde_json::from_str(l).expect("each line is a JSON object")).collect()
}

#[test]
fn every_report_is_related_as_its_author_meant() {
    let expected = expected();
    let mut wrong = Vec::new();
    let mut stories: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for line in lines(&run(&["group", "--format", "jsonl", "examples/reports"])) {
        let id = line["id"].as_str().expect("ids are strings");
        let answer = &expected["reports"][id];
        for field in ["copy_of", "relation", "origin"] {
            if line[field] != answer[field] {
                wrong.push(format!("{id}: {field} is {}, should be {}", line[field], answer[field]));
            }
        }
        let story = answer["story"].as_str().expect("every example has a story").to_owned();
        stories.entry(line["story"].to_string()).or_default().insert(story);
    }
    assert_eq!(stories.len(), 3, "{stories:?}");
    assert!(stories.values().all(|told| told.len() == 1), "{stories:?}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_record_counts_reports_and_origins_apart() {
    let record: Value =
        serde_json::from_str(&run(&["read", "--format", "json", "examples/reports"])).expect("JSON");
    let expected = expected();
    let stories = record["stories"].as_array().expect("a list of stories");
    assert_eq!(stories.len(), 3);
    for story in stories {
        let first = story["reports"][0]["id"].as_str().expect("ids are strings");
        let name = expected["reports"][first]["story"].as_str().expect("every example has a story");
        assert_eq!(story["counts"]["origins"], expected["stories"][name]["origins"], "{name}");
        assert_eq!(story["date"], expected["stories"][name]["date"], "{name}");
        assert!(!story["events"].as_array().expect("a list").is_empty(), "{name} tells no event");
        assert!(!story["differences"].as_array().expect("a list").is_empty(), "{name} has no difference");
    }
}

#[test]
fn a_story_is_summed_up_in_sentences_of_its_reports() {
    let texts: BTreeMap<String, Vec<char>> = lines(&run(&["annotate", "examples/reports"]))
        .iter()
        .map(|line| (line["id"].to_string(), line["text"].as_str().expect("a text").chars().collect()))
        .collect();
    let record: Value =
        serde_json::from_str(&run(&["read", "--format", "json", "examples/reports"])).expect("JSON");
    let digest = run(&["read", "--format", "digest", "--width", "400", "examples/reports"]);
    for story in record["stories"].as_array().expect("a list of stories") {
        let summary = story["summary"].as_array().expect("a list of sentences");
        assert_eq!(summary.len(), 3, "{}", story["title"]);
        for told in summary {
            let at = |end: &str| told[end].as_u64().and_then(|at| usize::try_from(at).ok()).expect("a place");
            let sentence: String =
                texts[&told["report"].to_string()][at("start")..at("end")].iter().collect();
            assert_eq!(told["text"].as_str(), Some(sentence.as_str()));
            assert!(digest.contains(&sentence), "{sentence}");
        }
    }
}

#[test]
fn two_reports_that_share_no_text_describe_two_officers() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let put = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::write(&path, text).expect("the temporary folder can be written");
        path.to_str().expect("UTF-8").to_owned()
    };
    let ferry = put(
        "ferry.txt",
        "PULA — The Adria ferry line halted its night crossings on Monday after a fire in an engine room. \
         \"We did not see the smoke in time,\" a senior officer said. Mayor Anna Berg asked for an inquiry.\n",
    );
    let ash = put(
        "ash.txt",
        "CATANIA — Ash from Etna closed the airport of Catania on Monday. \"Flights may resume by night,\" a \
         senior officer said. Thousands of travellers waited.\n",
    );
    let compared: Value =
        serde_json::from_str(&run(&["compare", "--format", "json", &ferry, &ash])).expect("JSON");
    let people = compared["story"]["people"].as_array().expect("a list of people");
    let officers = people.iter().filter(|person| person["name"] == "a senior officer");
    assert_eq!(officers.filter(|officer| officer["named"] == false).count(), 2, "{people:?}");
    let digest = run(&["compare", "--format", "md", &ferry, &ash]);
    let (_, named) = digest.split_once("## People").expect("Anna Berg has a name");
    assert!(named.contains("Anna Berg") && !named.contains("officer"), "{named}");
}

#[test]
fn every_span_is_the_text_that_it_names() {
    let text = run(&["annotate", "examples/reports"]);
    for line in lines(&text) {
        let points: Vec<char> = line["text"].as_str().expect("a text").chars().collect();
        let mut seen = 0;
        check_spans(&line, &points, &mut seen);
        assert!(seen > 20, "{}: only {seen} spans", line["id"]);
    }
}

/// Every object with start, end and text, however deep, holds the report's own code points.
fn check_spans(value: &Value, points: &[char], seen: &mut usize) {
    match value {
        Value::Object(fields) => {
            if let (Some(start), Some(end), Some(text)) =
                (fields.get("start"), fields.get("end"), fields.get("text"))
            {
                let at = |v: &Value| usize::try_from(v.as_u64().expect("a number")).expect("fits");
                let covered: String = points[at(start)..at(end)].iter().collect();
                assert_eq!(Some(covered.as_str()), text.as_str());
                *seen += 1;
            }
            fields.values().for_each(|v| check_spans(v, points, seen));
        }
        Value::Array(items) => items.iter().for_each(|v| check_spans(v, points, seen)),
        _ => {}
    }
}

#[test]
fn the_same_input_gives_the_same_bytes_whatever_the_threads() {
    let one = run(&["read", "--format", "json", "--threads", "1", "examples/reports"]);
    let three = run(&["read", "--format", "json", "--threads", "3", "examples/reports"]);
    assert!(one == three, "the record depends on the number of threads");
}

#[test]
fn the_page_is_one_file_that_fetches_nothing() {
    let page = run(&["read", "--format", "html", "examples/reports"]);
    assert!(page.starts_with("<!doctype html>") && page.trim_end().ends_with("</html>"));
    for fetches in ["<link", " src=", "@import", "url("] {
        assert!(!page.contains(fetches), "the page holds {fetches}");
    }
    assert!(page.contains("Where they differ") && page.contains("Side by side"));
}

#[test]
fn the_digest_keeps_to_its_width_and_has_no_colour_in_a_pipe() {
    for width in ["40", "100"] {
        let digest = run(&["read", "--format", "digest", "--width", width, "examples/reports"]);
        let most: usize = width.parse().expect("a number");
        let long = digest.lines().find(|l| l.chars().count() > most);
        assert_eq!(long, None, "longer than {width} columns");
        assert!(!digest.contains('\u{1b}'), "escape codes in a pipe");
    }
    let coloured = run(&["read", "--format", "digest", "--color", "always", "examples/reports"]);
    assert!(coloured.contains("\u{1b}["));
}

#[test]
fn compare_lists_differences_first() {
    let reports = ["examples/reports/caspian-2-copy.html", "examples/reports/caspian-3-translated.txt"];
    let digest = run(&["compare", "--format", "digest", reports[0], reports[1]]);
    let place = |what: &str| digest.find(what).unwrap_or_else(|| panic!("no {what:?} in\n{digest}"));
    assert!(place("Likely common origin: AFP") < place("Where they differ"));
    assert!(place("Where they differ") < place("Only in B"));
    assert!(place("Only in B") < place("Side by side"));
    assert!(digest.contains("rewrite"));
}

#[test]
fn compare_keeps_to_its_width_and_puts_texts_beside_one_another_where_there_is_room() {
    let reports = ["examples/reports/caspian-2-copy.html", "examples/reports/caspian-3-translated.txt"];
    for (width, beside) in [(30, false), (60, false), (72, true), (130, true)] {
        let columns = width.to_string();
        let digest = run(&["compare", "--format", "digest", "--width", &columns, reports[0], reports[1]]);
        let long = digest.lines().find(|l| l.chars().count() > width);
        assert_eq!(long, None, "longer than {width} columns");
        assert_eq!(digest.contains(" │ "), beside, "{width} columns");
    }
}

#[test]
fn the_page_of_a_comparison_shows_the_texts_before_the_rest() {
    let reports = ["examples/reports/caspian-2-copy.html", "examples/reports/caspian-3-translated.txt"];
    let page = run(&["compare", "--format", "html", reports[0], reports[1]]);
    let place = |what: &str| page.find(what).unwrap_or_else(|| panic!("no {what:?}"));
    assert!(place("Where they differ") < place("Side by side"));
    assert!(place("Side by side") < place("What happened, and when"));
    assert!(place("<svg") < place("Where they differ"), "the origin is drawn");
}

#[test]
fn conllu_holds_every_sentence() {
    let text = run(&["annotate", "--format", "conllu", "examples/reports/strike-3-own.txt"]);
    let roots = text.lines().filter(|l| l.split('\t').nth(7) == Some("root")).count();
    let sentences = text.lines().filter(|l| l.starts_with("# sent_id")).count();
    assert!(sentences > 5 && roots == sentences, "{roots} roots, {sentences} sentences");
}

#[test]
fn the_record_says_what_a_rewrite_has_of_its_own_and_which_field_names_its_origin() {
    let record: Value =
        serde_json::from_str(&run(&["read", "--format", "json", "examples/reports"])).expect("JSON");
    let stories = record["stories"].as_array().expect("stories").iter();
    let reports: Vec<&Value> = stories.flat_map(|s| s["reports"].as_array().expect("reports")).collect();
    let report = |id: &str| *reports.iter().find(|report| report["id"] == id).expect("an example");
    let update = report("landslide-5-update");
    let own: Vec<&str> = update["own_text"]
        .as_array()
        .expect("it is a rewrite")
        .iter()
        .filter_map(|s| s["text"].as_str())
        .collect();
    let last = "The first six victims are to be buried on Tuesday. Chile and";
    assert!(own.last().is_some_and(|text| text.starts_with(last)), "{own:?}");
    let told: usize = own.iter().map(|text| text.split_whitespace().count()).sum();
    let share = update["share_of_own_text"].as_f64().expect("a share");
    assert!((0.4..0.9).contains(&share) && told > 60, "{told} words, {share} of all");
    assert_eq!(update["origin"]["stated_in"]["field"], "credit");
    let version_of = update.get("version_of").expect("it is told of each report");
    assert!(version_of.is_null(), "what another house made of it is no version of an agency's report");
    assert!(report("landslide-1-agency")["own_text"].is_null(), "it shares its text with no earlier one");
    let digest = run(&["read", "--format", "digest", "--evidence", "examples/reports"]);
    assert!(digest.contains(&format!("“{last}")), "{digest}");
}

#[test]
fn a_report_that_an_outlet_brings_up_to_date_is_a_later_version() {
    let first = "VALDEMAR, March 4 - A ferry with ninety lorries aboard ran aground off Kalmar on Monday, the coast guard \
        said. Captain Ulla Berg said the rudder had failed in heavy seas. Tugs from Karlskrona were on their way. The \
        harbour master closed the channel to all traffic until noon.";
    let then =
        first.replace("were on their way", "pulled the ship free") + " The line cancelled all crossings.";
    let line = |id: &str, outlet: &str, hour: u8, text: &str| {
        let published = format!("2024-03-04T{hour:02}:00:00Z");
        serde_json::json!({ "id": id, "outlet": outlet, "published": published, "text": text }).to_string()
    };
    let reports = [line("a", "Gull", 9, first), line("b", "Gull", 18, &then), line("c", "Tern", 19, &then)];
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let file = folder.path().join("ferry.jsonl");
    fs::write(&file, reports.join("\n")).expect("the file can be written");
    let told = |format: &str| run(&["read", "--format", format, &file.to_string_lossy()]);
    let record: Value = serde_json::from_str(&told("json")).expect("JSON");
    let versions: Vec<&Value> = record["stories"][0]["reports"]
        .as_array()
        .expect("reports")
        .iter()
        .map(|report| &report["version_of"])
        .collect();
    assert_eq!(versions, [&Value::Null, &"a".into(), &Value::Null]);
    assert!(told("digest").contains(" of A · later version of A"));
    assert!(told("json-ld").contains("\"prov:wasRevisionOf\""));
}
