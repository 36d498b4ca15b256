//! Everything that a user can do wrong ends in one clear line and the right exit
//! status, and one bad input never ends a run.

use assert_cmd::Command;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

fn wirefold(args: &[&str]) -> Command {
    let mut command = Command::cargo_bin("wirefold").expect("the program was built");
    command.args(args).env_remove("NO_COLOR");
    command
}

/// Runs `group` (which needs no model) and tells status, stdout and stderr.
fn group(inputs: &[&Path]) -> (i32, String, String) {
    let args: Vec<&str> = inputs.iter().map(|p| p.to_str().expect("test paths are UTF-8")).collect();
    let out = wirefold(&["group"]).args(args).output().expect("the program starts");
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("output is UTF-8");
    (out.status.code().expect("no signal"), text(&out.stdout), text(&out.stderr))
}

fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    for (name, bytes) in files {
        fs::write(folder.path().join(name), bytes).expect("the temporary folder can be written");
    }
    folder
}

const STORY: &[u8] = b"Ministers from nine countries met in Oslo on Monday to discuss fishing rights.\n";

#[test]
fn a_missing_file_is_named() {
    let (status, out, err) = group(&[Path::new("no-such-file.txt")]);
    assert_eq!((status, out.as_str()), (1, ""));
    assert_eq!(err, "wirefold: no-such-file.txt: no such file or folder\n");
}

#[test]
fn a_good_input_survives_bad_ones() {
    let folder = folder(&[
        ("a.txt", STORY),
        ("b.bin", b"\x7fELF\x02\x01\x01\0\0\0\0\0\0"),
        ("c.txt", b""),
        ("d.jsonl", b"{\"id\":\"x\",\"text\":\"Two men were held in Bergen.\"}\n{broken\n"),
    ]);
    let (status, out, err) = group(&[folder.path()]);
    assert_eq!(status, 3, "{err}");
    assert_eq!(out.lines().count(), 2, "{out}");
    assert_eq!(err.lines().count(), 3, "{err}");
    for (line, name) in err.lines().zip(["b.bin", "c.txt", "d.jsonl:2"]) {
        assert!(line.starts_with("wirefold: ") && line.contains(name), "{line}");
    }
}

#[test]
fn an_empty_folder_and_empty_input_fail() {
    let folder = folder(&[]);
    let (status, _, err) = group(&[folder.path()]);
    assert_eq!((status, err.lines().count()), (1, 1), "{err}");
    let out = wirefold(&["group"]).write_stdin("").output().expect("the program starts");
    assert_eq!(out.status.code(), Some(1));
    assert_eq!(String::from_utf8_lossy(&out.stderr).lines().count(), 1);
}

#[test]
fn wrong_usage_is_two() {
    for args in
        [&["read", "--no-such-option"][..], &["fold"], &["read", "--format", "pdf"], &[], &["compare", "one"]]
    {
        let out = wirefold(args).write_stdin("").output().expect("the program starts");
        assert_eq!(out.status.code(), Some(2), "{args:?}");
        assert!(out.stdout.is_empty() && !out.stderr.is_empty(), "{args:?}");
    }
}

#[test]
fn compare_takes_one_report_a_file() {
    let folder = folder(&[
        ("two.jsonl", b"{\"id\":\"x\",\"text\":\"One.\"}\n{\"id\":\"y\",\"text\":\"Two.\"}\n"),
        ("one.txt", STORY),
    ]);
    let path = |name: &str| folder.path().join(name).to_str().expect("UTF-8").to_owned();
    let out =
        wirefold(&["compare", &path("two.jsonl"), &path("one.txt")]).output().expect("the program starts");
    assert_eq!(out.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&out.stderr).contains("holds 2 reports"));
}

#[test]
fn only_group_takes_other_languages_than_english() {
    let german = "Die Fischereiminister von neun Ländern trafen sich am Montag in Oslo, um über Fangrechte zu sprechen. \
                  Ein Ergebnis wird erst am Mittwoch erwartet, wie eine Sprecherin mitteilte.";
    let folder = folder(&[("oslo.txt", german.as_bytes()), ("own.txt", STORY)]);
    let path = folder.path();
    let (status, out, _) = group(&[path]);
    assert_eq!((status, out.lines().count()), (0, 2));
    let out = wirefold(&["annotate"]).arg(path).output().expect("the program starts");
    let err = String::from_utf8_lossy(&out.stderr).into_owned();
    assert_eq!(out.status.code(), Some(3), "{err}");
    assert!(err.contains("oslo: not in English but in German"), "{err}");
    assert_eq!(String::from_utf8_lossy(&out.stdout).lines().count(), 1);
    let out = wirefold(&["compare"]).args([path.join("own.txt"), path.join("oslo.txt")]).output();
    assert_eq!(out.expect("the program starts").status.code(), Some(1));
}

#[test]
fn candidates_must_be_there() {
    let folder = folder(&[("a.txt", STORY), ("pairs.jsonl", b"{\"a\":\"a\",\"b\":\"zz\"}\n")]);
    let path = |name: &str| folder.path().join(name).to_str().expect("UTF-8").to_owned();
    let pairs = path("pairs.jsonl");
    let out =
        wirefold(&["group", "--candidates", &pairs, &path("a.txt")]).output().expect("the program starts");
    assert_eq!(out.status.code(), Some(1));
    let err = String::from_utf8_lossy(&out.stderr).into_owned();
    assert!(err.contains("pairs.jsonl:1") && err.contains("\"zz\""), "{err}");
}

#[test]
fn candidates_may_have_numbers_for_ids_as_reports_may() {
    let reports = b"{\"id\":1,\"text\":\"Rain fell on Oslo.\"}\n{\"id\":2,\"text\":\"Rain fell on Oslo.\"}\n";
    let folder = folder(&[("r.jsonl", reports), ("pairs.jsonl", b"{\"a\":1,\"b\":\"2\"}\n")]);
    let path = |name: &str| folder.path().join(name).to_str().expect("UTF-8").to_owned();
    let args = ["group", "--candidates", &path("pairs.jsonl"), &path("r.jsonl")];
    let out = wirefold(&args).output().expect("the program starts");
    assert_eq!(out.status.code(), Some(0), "{}", String::from_utf8_lossy(&out.stderr));
    assert!(String::from_utf8_lossy(&out.stdout).starts_with("{\"a\":\"1\",\"b\":\"2\",\"relation\":"));
}

#[test]
fn help_and_version_are_no_failures() {
    for args in
        [&["--help"][..], &["--version"], &["read", "--help"], &["group", "--help"], &["annotate", "--help"]]
    {
        let out = wirefold(args).output().expect("the program starts");
        assert_eq!(out.status.code(), Some(0), "{args:?}");
        assert!(!out.stdout.is_empty());
    }
}

#[test]
fn what_is_the_wrong_kind_of_thing_is_said_plainly() {
    let folder = folder(&[("a.txt", STORY), ("b.csv", b"id,text\n1,\"Rain fell, and fell.\"\n")]);
    let path = |name: &str| folder.path().join(name).display().to_string();
    let complaint = |args: &[&str]| {
        let out = wirefold(args).output().expect("the program starts");
        String::from_utf8(out.stderr).expect("complaints are UTF-8")
    };
    let (text, table, place) = (path("a.txt"), path("b.csv"), folder.path().display().to_string());
    let cases = [
        (complaint(&["group", "--index", &text, &text]), format!("{text}: a file; an index is a folder")),
        (complaint(&["code", &place]), format!("{place}: a folder; name a file of JSON lines")),
        (complaint(&["group", &table]), format!("{table}: a table")),
        (complaint(&["read", "--document-date", "8.4.2024", &text]), "not a day of the calendar".to_owned()),
    ];
    for (said, expected) in cases {
        assert!(said.contains(&expected), "{said}");
    }
}

#[test]
fn no_input_is_written_over() {
    let line = b"{\"id\":\"x\",\"text\":\"Two men were held in Bergen.\"}\n";
    let folder = folder(&[("in.jsonl", line), ("other.jsonl", line)]);
    fs::create_dir(folder.path().join("sub")).expect("the temporary folder can be written");
    #[cfg(unix)]
    std::os::unix::fs::symlink("in.jsonl", folder.path().join("link")).expect("links can be made");
    let cases: [(&[&str], &str); 8] = [
        (
            &["group", "in.jsonl", "--pairs", "./in.jsonl"],
            "--pairs would write over the input ./in.jsonl (in.jsonl)",
        ),
        (&["group", "in.jsonl", "--log", "link"], "--log would write over the input link (in.jsonl)"),
        (&["group", ".", "--stories", "sub/../other.jsonl"], "--stories would write over the input"),
        (&["group", "*.jsonl", "--log", "in.jsonl"], "--log would write over the input in.jsonl"),
        (
            &["group", "--index", "wire", "in.jsonl", "--pairs", "in.jsonl"],
            "--pairs would write over the input",
        ),
        (
            &["group", "in.jsonl", "--pairs", "out", "--log", "sub/../out"],
            "--pairs and --log both name sub/../out",
        ),
        (
            &["group", "--index", "wire", "in.jsonl", "--stories", "wire/stories.jsonl"],
            "--stories would write over the index wire/stories.jsonl",
        ),
        (&["read", "in.jsonl", "--mentions", "in.jsonl"], "--mentions would write over the input in.jsonl"),
    ];
    for (args, said) in cases {
        let out = wirefold(args).current_dir(folder.path()).output().expect("the program starts");
        let err = String::from_utf8_lossy(&out.stderr).into_owned();
        assert_eq!(out.status.code(), Some(2), "{args:?}: {err}");
        assert!(err.starts_with(&format!("wirefold: {said}")) && err.lines().count() == 1, "{args:?}: {err}");
    }
    for input in ["in.jsonl", "other.jsonl"] {
        assert_eq!(fs::read(folder.path().join(input)).expect("it is there"), line);
    }
    for _ in 0..2 {
        let beside = ["group", "--index", "wire", "in.jsonl", "--pairs", "wire/pairs.jsonl"];
        wirefold(&beside).current_dir(folder.path()).assert().success();
    }
    let nowhere = ["group", "in.jsonl", "--pairs", "/dev/null", "--log", "/dev/null"];
    #[cfg(unix)]
    wirefold(&nowhere).current_dir(folder.path()).assert().success();
}

#[test]
fn lines_may_be_in_any_encoding() {
    let lines = "{\"id\":\"a\",\"text\":\"Two men were held in \u{c5}lesund \\ud83d\"}\n{\"id\":\"b\",\"text\":\"Rain\tfell.\"}\n";
    let wide: Vec<u8> = lines.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let marked = [b"\xff\xfe".as_slice(), &wide].concat();
    let folder =
        folder(&[("plain.jsonl", lines.as_bytes()), ("wide.jsonl", &wide), ("marked.jsonl", &marked)]);
    for name in ["plain.jsonl", "wide.jsonl", "marked.jsonl"] {
        let (status, out, err) = group(&[&folder.path().join(name)]);
        assert_eq!((status, out.lines().count()), (0, 2), "{err}");
        assert!(err.contains(&format!("{name}:1: 1 half character")), "{err}");
        let index = folder.path().join(format!("index-{name}"));
        let (status, out, err) = group(&[Path::new("--index"), &index, &folder.path().join(name)]);
        assert_eq!((status, out.lines().count()), (0, 2), "{err}");
    }
}
