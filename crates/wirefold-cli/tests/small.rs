//! `code` and `similar`: one line out for each line in.

use assert_cmd::Command;
use serde_json::{Value, json};

/// Runs a verb on some lines: status, the lines that came out, stderr.
fn run(verb: &str, lines: &str) -> (i32, Vec<Value>, String) {
    run_bytes(verb, lines.as_bytes().to_vec())
}

fn run_bytes(verb: &str, lines: Vec<u8>) -> (i32, Vec<Value>, String) {
    let out = Command::cargo_bin("wirefold")
        .expect("the program was built")
        .args([verb, "--threads", "1"])
        .write_stdin(lines)
        .output()
        .expect("the program starts");
    let text = String::from_utf8(out.stdout).expect("output is UTF-8");
    let lines = text.lines().map(|line| serde_json::from_str(line).expect("each line is JSON")).collect();
    (out.status.code().expect("no signal"), lines, String::from_utf8_lossy(&out.stderr).into_owned())
}

/// A question about the first place of two names in a text.
fn ask(text: &str, actor: &str, recipient: &str) -> String {
    let span = |name: &str| {
        let byte = text.find(name).expect("the text names it");
        let start = text[..byte].chars().count();
        json!([{"start": start, "end": start + name.chars().count(), "text": name}])
    };
    json!({"id": text, "text": text, "actor": span(actor), "recipient": span(recipient)}).to_string()
}

#[test]
fn parties_are_coded_in_plovers_words() {
    let cases = [
        ("Čad sent 40 tons of grain to Niger on Monday.", "Čad", "Niger", "AID", 2, "happened"),
        ("Oslo accused Tallinn of spying on its fishing fleet.", "Oslo", "Tallinn", "ACCUSE", 3, "happened"),
        (
            "Rebels shelled a village held by Kenyan troops.",
            "Rebels",
            "Kenyan troops",
            "ASSAULT",
            4,
            "happened",
        ),
        (
            "Peru's president will meet the king of Tonga in May.",
            "Peru's president",
            "king of Tonga",
            "AGREE",
            1,
            "future",
        ),
    ];
    let lines: String = cases.iter().map(|c| ask(c.0, c.1, c.2) + "\n").collect();
    let (status, coded, err) = run("code", &lines);
    assert_eq!((status, coded.len()), (0, cases.len()), "{err}");
    for (line, (text, _, _, kind, quad, told)) in coded.iter().zip(cases) {
        assert_eq!(line["id"], text);
        assert_eq!(
            (&line["type"], &line["quad"], &line["status"]),
            (&json!(kind), &json!(quad), &json!(told)),
            "{line}"
        );
        let confidence = line["confidence"].as_f64().expect("a number");
        assert!(confidence > 0.3 && confidence <= 1.0, "{line}");
    }
}

#[test]
fn what_cannot_be_coded_is_null_and_what_cannot_be_read_is_named() {
    let lines = "{\"id\":\"a\",\"text\":\"Rain fell.\",\"actor\":[],\"recipient\":null}\n\
                 {\"text\":\"Rain\",\"actor\":[{\"start\":2,\"end\":9}]}\n\n{broken\n";
    let (status, coded, err) = run("code", lines);
    let expected = json!({"id":"a","type":null,"mode":null,"quad":null,"status":null,"confidence":0.0});
    assert_eq!((status, coded), (3, vec![expected]), "{err}");
    assert!(err.contains("stdin:2: \"actor\"") && err.contains("stdin:4"), "{err}");
}

#[test]
fn equal_sentences_are_most_alike() {
    let pair = |id: &str, a: &str, b: &str| format!("{}\n", json!({"id": id, "a": a, "b": b}));
    let one = "A ferry with 60 people on board sank off Samar on Sunday.";
    let lines = pair("same", one, one)
        + &pair("near", one, "On Sunday a ferry carrying 60 people went down near Samar.")
        + &pair("far", one, "The central bank kept its key rate at 4 percent.")
        + &pair("none", "", "");
    let (status, found, err) = run("similar", &lines);
    assert_eq!((status, found.len()), (0, 4), "{err}");
    let score = |at: usize| found[at]["score"].as_f64().expect("a number");
    assert!((score(0) - 1.0).abs() < 1e-9 && score(0) > score(1) && score(1) > score(2) + 0.3, "{found:?}");
    assert!((0.0..=1.0).contains(&score(2)) && (0.0..=1.0).contains(&score(3)), "{found:?}");
}

#[test]
fn no_line_and_no_file_fail() {
    for verb in ["code", "similar"] {
        let (status, lines, err) = run(verb, "\n");
        assert_eq!((status, lines.len(), err.lines().count()), (1, 0, 1), "{err}");
        let mut command = Command::cargo_bin("wirefold").expect("the program was built");
        let out = command.args([verb, "no-such.jsonl"]).output().expect("the program starts");
        assert_eq!(out.status.code(), Some(1));
        assert_eq!(String::from_utf8_lossy(&out.stderr), "wirefold: no-such.jsonl: no such file\n");
    }
}

#[test]
fn the_same_whatever_the_threads_and_the_company() {
    let text = "Oslo accused Tallinn of spying on its fishing fleet.";
    let alone = run("code", &ask(text, "Oslo", "Tallinn")).1;
    let many: String = (0..40).map(|_| ask(text, "Oslo", "Tallinn") + "\n").collect();
    assert!(run("code", &many).1.iter().all(|line| *line == alone[0]));
}

#[test]
fn ids_may_be_numbers_and_what_is_no_object_is_said_plainly() {
    let lines = "{\"id\":7,\"a\":\"Rain fell.\",\"b\":\"Rain fell.\"}\nRain fell.\n{\"id\":[],\"a\":\"\",\"b\":\"\"}\n";
    let (status, scored, err) = run("similar", lines);
    assert_eq!((status, scored.len()), (3, 1), "{err}");
    assert_eq!(scored[0]["id"], "7");
    assert_eq!(
        err,
        "wirefold: stdin:2: not a JSON object\nwirefold: stdin:3: \"id\" is neither a string nor a number\n"
    );
}

#[test]
fn lines_may_be_in_any_encoding_and_names_in_either_spelling() {
    let text = "\u{17d}ilina accused S\u{e3}o Tom\u{e9} of spying.";
    let decomposed = "Z\u{30c}ilina accused Sa\u{303}o Tome\u{301} of spying.";
    let lines = ask(text, "\u{17d}ilina", "S\u{e3}o Tom\u{e9}")
        + "\n"
        + &ask(decomposed, "Z\u{30c}ilina", "Sa\u{303}o Tome\u{301}");
    let (status, coded, err) = run("code", &lines);
    assert_eq!((status, coded.len()), (0, 2), "{err}");
    assert_eq!(coded[0]["type"], "ACCUSE");
    assert_eq!((&coded[0]["type"], &coded[0]["confidence"]), (&coded[1]["type"], &coded[1]["confidence"]));
    let wide: Vec<u8> = lines.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let marked = [b"\xff\xfe".as_slice(), &wide].concat();
    for bytes in [wide, marked] {
        assert_eq!(run_bytes("code", bytes).1, coded);
    }
    let pair = r#"{"id":"1","a":"Rain fell \ud83d","b":"Rain fell \ud83d"}"#;
    let (status, scored, err) = run("similar", pair);
    assert_eq!((status, &scored[0]["score"]), (0, &json!(1.0)), "{err}");
    assert!(err.contains("stdin:1: 2 half character(s)"), "{err}");
    let spellings = json!({"id": "1", "a": text, "b": decomposed}).to_string();
    assert_eq!(run("similar", &spellings).1[0]["score"], 1.0);
}
