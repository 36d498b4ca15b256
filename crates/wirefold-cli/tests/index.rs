//! `group --index`: what one run learns, the next knows.

use assert_cmd::Command;
use serde_json::Value;
use std::fs;
use std::path::Path;

const FERRY: &str = "The ferry Astrid ran aground off Kalmar on Tuesday night with ninety lorries aboard. \
    Captain Ulla Berg said the rudder had failed twenty minutes earlier. Two tugs from Karlskrona pulled the \
    ship free at dawn, and no one was hurt.";
const FERRY_AGAIN: &str = "The ferry Astrid ran aground off Kalmar late on Tuesday with ninety lorries aboard. \
    Captain Ulla Berg told reporters the rudder had failed twenty minutes earlier. Two tugs from Karlskrona \
    pulled the ship free at dawn.";
const BAKERS: &str = "Bakers in Ghent will close their shops for a day to protest against the price of flour, their \
    guild announced. Guild master Joris Maes expects four hundred shops to take part on Friday.";

fn line(id: &str, text: &str, published: &str) -> String {
    serde_json::json!({"id": id, "text": text, "published": published, "desk": "north"}).to_string() + "\n"
}

/// Runs `group --index`; the lines of stdout, and stderr.
fn grow(folder: &Path, input: &str, more: &[&str]) -> (Vec<Value>, String) {
    let mut command = Command::cargo_bin("wirefold").expect("the program was built");
    command.args(["group", "--format", "jsonl", "--index"]).arg(folder.join("index")).args(more);
    let out = command.write_stdin(input).output().expect("the program starts");
    let err = String::from_utf8(out.stderr).expect("messages are UTF-8");
    assert!(out.status.success(), "{err}");
    let lines = String::from_utf8(out.stdout).expect("lines are UTF-8");
    (lines.lines().map(|line| serde_json::from_str(line).expect("a line is JSON")).collect(), err)
}

#[test]
fn a_later_run_finds_copies_of_what_an_earlier_one_read() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let (first, _) =
        grow(folder.path(), &(line("a", FERRY, "2031-03-04") + &line("b", BAKERS, "2031-03-04")), &[]);
    assert_eq!(first[0]["copy_of"], Value::Null);
    let (second, _) = grow(folder.path(), &line("c", FERRY_AGAIN, "2031-03-05"), &[]);
    assert_eq!((&second[0]["copy_of"], &second[0]["story"]), (&Value::from("a"), &first[0]["story"]));
    assert_eq!(second[0]["extra"]["desk"], "north");
    assert_ne!(first[0]["story"], first[1]["story"]);
}

#[test]
fn the_runs_come_to_what_one_run_says() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let parts = [
        line("a", FERRY, "2031-03-04"),
        line("b", BAKERS, "2031-03-05"),
        line("c", FERRY_AGAIN, "2031-03-06"),
    ];
    let one_by_one: Vec<Value> = parts.iter().flat_map(|part| grow(folder.path(), part, &[]).0).collect();
    let other = tempfile::tempdir().expect("a folder for the test");
    let (at_once, _) = grow(other.path(), &parts.concat(), &[]);
    assert_eq!(one_by_one, at_once);
    let file = |folder: &Path| fs::read(folder.join("index/reports.jsonl")).expect("the index was written");
    assert_eq!(file(folder.path()), file(other.path()));
    let plain = Command::cargo_bin("wirefold").expect("the program was built");
    let plain = { plain }.args(["group", "--format", "jsonl"]).write_stdin(parts.concat()).output();
    let plain = String::from_utf8(plain.expect("the program starts").stdout).expect("lines are UTF-8");
    let plain: Vec<Value> =
        plain.lines().map(|line| serde_json::from_str(line).expect("a line is JSON")).collect();
    assert_eq!(plain, at_once);
}

const QUAKE: [(&str, &str); 2] = [
    (
        "Earthquake damages Izmir harbour",
        "An earthquake of magnitude 6.1 damaged the harbour of Izmir on Tuesday. Governor Demir closed all schools.",
    ),
    (
        "Izmir schools shut after earthquake",
        "All schools in Izmir stay shut, Governor Demir said, a day after the earthquake that cracked the quays of the \
        harbour.",
    ),
];

fn titled(id: &str, (title, text): (&str, &str), published: &str) -> String {
    serde_json::json!({"id": id, "title": title, "text": text, "published": published}).to_string() + "\n"
}

/// Runs `group --index --story`.
fn story(folder: &Path, id: &str) -> Option<Value> {
    let mut command = Command::cargo_bin("wirefold").expect("the program was built");
    let out = command.args(["group", "--index"]).arg(folder.join("index")).args(["--story", id]).output();
    let out = out.expect("the program starts");
    out.status.success().then(|| serde_json::from_slice(&out.stdout).expect("a story is JSON"))
}

#[test]
fn a_story_goes_on_in_later_runs_and_its_id_stands_for_it_ever_after() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let (first, _) = grow(folder.path(), &titled("a", QUAKE[0], "2031-03-04"), &[]);
    let (second, _) = grow(folder.path(), &titled("b", QUAKE[1], "2031-03-05"), &["--explain"]);
    assert_eq!(second[0]["story"], first[0]["story"]);
    let why = &second[0]["why"];
    assert_eq!((&why["reason"], &why["considered"][0]["nearest"]), (&"alike".into(), &"a".into()));
    assert!(!why["considered"][0]["shared"].as_array().expect("words").is_empty(), "{why}");
    let id = first[0]["story"].as_str().expect("an id");
    let told = story(folder.path(), id).expect("the story is there");
    assert_eq!(told["reports"], serde_json::json!(["a", "b"]));
    assert_eq!((&told["first_seen"], &told["last_seen"]), (&"2031-03-04".into(), &"2031-03-05".into()));
    assert_eq!(story(folder.path(), "s0"), None);
    let (later, _) =
        grow(folder.path(), &titled("c", QUAKE[1], "2031-05-05"), &["--forget-before", "2031-05-01"]);
    assert_ne!(later[0]["story"], first[0]["story"], "months later it is another one");
    let told = story(folder.path(), id).expect("the name of a story that was forgotten still stands for it");
    assert_eq!(told["reports"], serde_json::json!([]));
}

#[test]
fn to_ask_where_there_is_no_index_begins_none() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    assert_eq!(story(folder.path(), "s0"), None);
    assert!(!folder.path().join("index").exists());
}

#[test]
fn an_index_groups_by_event_from_the_first_report_on_or_never() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let run = |more: &[&str]| {
        let mut command = Command::cargo_bin("wirefold").expect("the program was built");
        let out = command.args(["group", "--index"]).arg(folder.path().join("index")).args(more);
        let out = out.write_stdin(line("a", FERRY, "2031-03-04")).output().expect("the program starts");
        (out.status.code(), String::from_utf8(out.stderr).expect("messages are UTF-8"))
    };
    assert_eq!(run(&["--no-stories"]).0, Some(0));
    let (status, err) = run(&[]);
    assert!(status == Some(1) && err.contains("--no-stories"), "{err}");
    assert_eq!(run(&["--no-stories"]).0, Some(0));
}

#[test]
fn a_report_is_added_once_and_another_of_its_id_gets_a_name_of_its_own() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let (first, _) = grow(folder.path(), &line("a", FERRY, "2031-03-04"), &[]);
    let (again, err) =
        grow(folder.path(), &(line("a", FERRY, "2031-03-04") + &line("a", BAKERS, "2031-03-05")), &[]);
    assert_eq!(again[0], first[0]);
    assert_eq!(again[1]["id"], "a#2");
    assert!(err.contains("1 of 2 reports were in the index already"), "{err}");
    let (known, _) = grow(folder.path(), &line("a", BAKERS, "2031-03-05"), &[]);
    assert_eq!(known[0], again[1]);
}

#[test]
fn of_many_reports_with_one_id_none_is_lost_whether_they_come_at_once_or_one_by_one() {
    let parts = [
        line("a", FERRY, "2031-03-04"),
        line("a", BAKERS, "2031-03-05"),
        line("a", FERRY_AGAIN, "2031-03-06"),
        line("a#2", "Rain is expected in Bergen on Sunday.", "2031-03-07"),
    ];
    let folder = tempfile::tempdir().expect("a folder for the test");
    grow(folder.path(), &parts[0], &[]);
    let file = folder.path().join("more.jsonl");
    fs::write(&file, parts[1..].concat()).expect("a file for the test");
    let file = file.display().to_string();
    let (at_once, _) = grow(folder.path(), "", &[&file]);
    let ids = |lines: &[Value]| lines.iter().map(|line| line["id"].to_string()).collect::<Vec<_>>();
    assert_eq!(ids(&at_once), ["\"a#2\"", "\"a#3\"", "\"a#2#2\""]);
    assert_eq!(
        (&at_once[1]["copy_of"], &at_once[1]["story"]),
        (&Value::from("a"), &grow(folder.path(), &parts[0], &[]).0[0]["story"])
    );
    assert_eq!(grow(folder.path(), "", &[&file]).0, at_once);
    let other = tempfile::tempdir().expect("a folder for the test");
    let one_by_one: Vec<Value> = parts.iter().flat_map(|part| grow(other.path(), part, &[]).0).collect();
    assert_eq!(one_by_one[1..], at_once);
}

#[test]
fn reports_are_forgotten_when_told_to_and_not_before() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    grow(folder.path(), &line("a", FERRY, "2031-03-04"), &[]);
    let (kept, _) =
        grow(folder.path(), &line("b", FERRY_AGAIN, "2031-06-04"), &["--forget-before", "2031-03-04"]);
    assert_eq!(kept[0]["copy_of"], "a");
    let (gone, err) =
        grow(folder.path(), &line("c", FERRY_AGAIN, "2031-06-05"), &["--forget-before", "2031-03-05"]);
    assert!(err.contains("forgot 1 reports published before 2031-03-05"), "{err}");
    assert_eq!(gone[0]["copy_of"], "b");
}

#[test]
fn what_a_broken_run_left_half_written_is_cut_off() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    grow(folder.path(), &(line("a", FERRY, "2031-03-04") + &line("b", BAKERS, "2031-03-04")), &[]);
    let path = folder.path().join("index/reports.jsonl");
    let whole = fs::read(&path).expect("the index was written");
    fs::write(&path, &whole[..whole.len() - 30]).expect("the index can be changed");
    let (lines, err) = grow(folder.path(), &line("c", FERRY_AGAIN, "2031-03-05"), &[]);
    assert!(err.contains("the last run broke off"), "{err}");
    assert_eq!(lines[0]["copy_of"], "a");
    let (lines, err) = grow(folder.path(), &line("b", BAKERS, "2031-03-04"), &[]);
    assert_eq!((lines[0]["id"].as_str(), err.as_str()), (Some("b"), ""));
}

#[test]
fn what_is_no_index_is_left_alone() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let path = folder.path().join("index/reports.jsonl");
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder for the test");
    for (content, reason) in [
        ("{\"id\":\"a\"}\n", "not an index"),
        ("someone's notes", "not an index"),
        ("{\"wirefold_index\":9}\n", "version 9"),
    ] {
        fs::write(&path, content).expect("a file for the test");
        let mut command = Command::cargo_bin("wirefold").expect("the program was built");
        let out = command
            .args(["group", "--index"])
            .arg(folder.path().join("index"))
            .write_stdin(line("a", FERRY, ""));
        let out = out.output().expect("the program starts");
        let err = String::from_utf8(out.stderr).expect("messages are UTF-8");
        assert!(out.status.code() == Some(1) && err.contains(reason), "{err}");
        assert_eq!(fs::read_to_string(&path).expect("the file is there"), content);
    }
}

/// A line of an outlet.
fn printed(id: &str, outlet: &str, text: &str, published: &str) -> String {
    serde_json::json!({"id": id, "outlet": outlet, "text": text, "published": published}).to_string() + "\n"
}

fn origins(lines: &[Value]) -> Vec<Option<&str>> {
    lines.iter().map(|line| line["origin"].as_str()).collect()
}

#[test]
fn an_agency_that_earlier_runs_taught_is_known_to_later_ones() {
    let parts = [
        printed("a", "Herald", &format!("KALMAR (Northwire) — {FERRY}"), "2031-03-04"),
        printed(
            "b",
            "South",
            "RIGA (Northwire) — The port of Riga shut on Monday after a storm.",
            "2031-03-05",
        ),
        printed("c", "Ghent Mail", &BAKERS.replace("announced", "told Northwire"), "2031-03-06"),
    ];
    let folder = tempfile::tempdir().expect("a folder for the test");
    let one_by_one: Vec<Value> = parts.iter().flat_map(|part| grow(folder.path(), part, &[]).0).collect();
    assert_eq!(origins(&one_by_one), [Some("Northwire"); 3]);
    let other = tempfile::tempdir().expect("a folder for the test");
    assert_eq!(origins(&grow(other.path(), &parts.concat(), &[]).0), origins(&one_by_one));
    let alone = tempfile::tempdir().expect("a folder for the test");
    assert_eq!(
        origins(&grow(alone.path(), &(parts[0].clone() + &parts[2]), &[]).0),
        [Some("Northwire"), None]
    );
}

#[test]
fn a_copy_of_a_copy_has_its_origin_though_the_first_was_forgotten_and_a_later_report_gives_none() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let credited = format!("KALMAR (AFP) — {FERRY}");
    grow(folder.path(), &(line("a", &credited, "2031-03-04") + &line("b", FERRY, "2031-03-06")), &[]);
    let (late, _) = grow(folder.path(), &line("late", FERRY, "2031-03-01"), &[]);
    assert_eq!((origins(&late), &late[0]["copy_of"]), (vec![None], &Value::from("a")));
    let (nothing, err) = grow(folder.path(), "", &["--forget-before", "2031-03-05"]);
    assert!(nothing.is_empty() && err.contains("forgot 2 reports"), "{err}");
    let (copy, _) = grow(folder.path(), &line("c", FERRY, "2031-03-07"), &[]);
    assert_eq!((origins(&copy), &copy[0]["copy_of"]), (vec![Some("AFP")], &Value::from("b")));
}

#[test]
fn one_text_under_one_id_from_two_outlets_is_two_reports() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let both = printed("a", "North", FERRY, "2031-03-04") + &printed("a", "South", FERRY, "2031-03-05");
    let (lines, _) = grow(folder.path(), &both, &[]);
    assert_eq!((&lines[1]["id"], &lines[1]["copy_of"]), (&"a#2".into(), &"a".into()));
    assert_eq!(grow(folder.path(), &both, &[]).0, lines);
}

#[test]
fn a_story_has_as_many_outlets_and_origins_as_a_batch_says() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let input = printed("a", "North", FERRY, "2031-03-04")
        + &printed("b", "north ", &format!("KALMAR (AFP) — {FERRY}"), "2031-03-05")
        + &printed("c", "South", FERRY, "2031-03-06");
    let (lines, _) = grow(folder.path(), &input, &[]);
    let told = story(folder.path(), lines[0]["story"].as_str().expect("an id")).expect("the story is there");
    let file = folder.path().join("stories.jsonl");
    let mut command = Command::cargo_bin("wirefold").expect("the program was built");
    command.args(["group", "--stories"]).arg(&file).write_stdin(input).assert().success();
    let batch: Value =
        serde_json::from_slice(&fs::read(&file).expect("stories were written")).expect("one line");
    assert_eq!(told["counts"], serde_json::json!({"reports": 3, "outlets": 2, "origins": 1}));
    assert_eq!(batch["counts"], told["counts"]);
}
