use super::*;
use crate::i18n::Lang;
use crate::model::Kind;

fn columns() -> Vec<Column> {
    let field = |key: &str| Column::field(Kind::Visit.field(key).unwrap(), key.to_uppercase());
    vec![Column::text("id", "Id"), field("commune"), field("start"), field("km"), field("unscheduled"), field("note")]
}

fn sample() -> Vec<Vec<Cell>> {
    let row = |id: &str, commune: &str, start: &str, km: Option<&str>, note: &str| {
        vec![
            Cell::Text(id.into()),
            Cell::Value(Value::Commune(commune.parse().unwrap())),
            Cell::Value(Value::LocalTime(start.parse().unwrap())),
            km.map(|km| Value::Decimal(km.parse().unwrap())).into(),
            Cell::Value(Value::Bool(true)),
            Cell::Value(Value::Text(note.into())),
        ]
    };
    vec![
        row("a", "09070", "2026-11-23T14:30+01:00", Some("12.5"), "dit \"bien\", et\nreparti"),
        row("b", "66049", "2026-07-14T08:00+02:00", None, ""),
    ]
}

fn written(format: Format, width: Option<usize>, sample: Vec<Vec<Cell>>) -> String {
    let words = Words::new(Lang::Fr);
    let mut out = Vec::new();
    let shown = Shown { words: &words, width, resolve: &|_| None };
    rows(&mut out, format, &shown, &columns(), sample).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn json_keeps_codes_as_strings_and_numbers_as_numbers_in_order() {
    let text = written(Format::Json, None, sample());
    let first = r#"{"id":"a","commune":"09070","start":"2026-11-23T14:30+01:00","km":12.5,"unscheduled":true,"#;
    assert!(text.contains(first), "{text}");
    let parsed: Vec<Json> = serde_json::from_str(&text).unwrap();
    assert_eq!(parsed.len(), 2);
    assert_eq!(parsed[1]["km"], Json::Null);
}

#[test]
fn json_lines_are_one_document_a_line() {
    let text = written(Format::Jsonl, None, sample());
    let lines: Vec<Json> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines[1]["commune"], "66049");
}

#[test]
fn csv_follows_rfc_4180() {
    let text = written(Format::Csv, None, sample());
    assert!(text.starts_with("id,commune,start,km,unscheduled,note\r\na,09070,2026-11-23T14:30+01:00,12.5,true,"));
    assert!(text.contains("\"dit \"\"bien\"\", et\nreparti\"\r\n"));
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    assert_eq!(reader.records().flatten().count(), 2);
}

#[test]
fn empty_results_are_still_documents() {
    assert_eq!(written(Format::Json, None, vec![]), "[]\n");
    assert_eq!(written(Format::Jsonl, None, vec![]), "");
    assert_eq!(written(Format::Csv, None, vec![]), "id,commune,start,km,unscheduled,note\r\n");
    assert_eq!(written(Format::Table, None, vec![]), "");
}

#[test]
fn the_table_aligns_words_left_and_numbers_right() {
    let text = written(Format::Table, None, sample());
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[0], "Id  COMMUNE            START                  KM  UNSCHEDULED  NOTE");
    assert_eq!(
        lines[1],
        "a   Les Cabannes (09)  23/11/2026 14:30  12,5\u{a0}km  Oui          dit \"bien\", et reparti"
    );
    assert_eq!(lines[2], "b   Céret              14/07/2026 08:00           Oui");
}

#[test]
fn the_table_fits_the_terminal_and_marks_what_it_cuts() {
    let text = written(Format::Table, Some(60), sample());
    for line in text.lines() {
        assert!(line.width() <= 60, "{line}");
    }
    assert!(text.contains('…'));
}

#[test]
fn a_cut_never_splits_a_wide_character() {
    assert_eq!(cut("漢字漢字", 4), "漢…");
    assert_eq!(cut("abc", 3), "abc");
    assert_eq!(cut("a bcd", 3), "a…");
}

#[test]
fn text_from_elsewhere_commands_no_terminal() {
    let row = vec![Cell::Text("\u{1b}[2Jx".into())];
    assert_eq!(written(Format::Table, None, vec![row]).lines().nth(1), Some(" [2Jx"));
}

#[test]
fn lists_and_amounts_for_machines() {
    let sector = Value::Departements(vec!["09".parse().unwrap(), "31".parse().unwrap()]);
    assert_eq!(machine::json(&sector), serde_json::json!(["09", "31"]));
    assert_eq!(Cell::Value(sector).csv(), "09;31");
    assert_eq!(machine::json(&Value::Money(crate::model::Cents(123_450))).to_string(), "1234.5");
    assert_eq!(machine::json(&Value::Decimal("12".parse().unwrap())).to_string(), "12");
}
