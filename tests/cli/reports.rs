//! What leaves for people.

use std::fs;

use crate::common::Place;

fn with_a_visit(place: &Place) {
    place.init("store", "Camille Roux");
    let add = |args: &[&str]| place.run(args).exits(0);
    add(&["add", "centre", "name=Millas", "commune=66108", "status=preparing"]);
    add(&[
        "add",
        "visit",
        "centre=Millas",
        "role=doctor",
        "commune=66108",
        "patient=CR-0001",
        "start=2025-11-18T10:00",
        "requested_by=patient",
        "unscheduled=false",
        "reason=chronic",
        "status=done",
        "minutes=30",
        "km=12,5",
    ]);
}

#[test]
fn a_week_is_written_in_every_form() {
    let place = Place::new();
    with_a_visit(&place);
    let week = |more: &[&str]| place.run(&[&["report", "week", "--period", "2025-W47"], more].concat());
    let text = week(&[]).exits(0).out;
    assert!(text.starts_with("Compte rendu de la semaine · Camille Roux · semaine 47"), "{text}");
    assert!(text.contains("Visites réalisées\u{a0}: 1"), "{text}");
    let json = week(&["--format", "json"]).exits(0).json();
    assert_eq!(json["period"], "2025-W47");
    assert_eq!(json["figures"]["minutes"], 30);
    assert_eq!(json["tables"]["visits_by_centre"]["rows"][0]["centre"]["name"], "Millas");
    let csv = week(&["--format", "csv", "--lang", "en"]).exits(0).out;
    assert!(csv.starts_with("\u{feff}Weekly report\r\n") && csv.contains(";1;0;30;12,5\r\n"), "{csv}");
    let page = week(&["--to", "semaine.html"]).exits(0);
    assert!(page.out.is_empty() && page.err.contains("semaine.html"), "{}", page.err);
    let written = fs::read_to_string(place.dir.path().join("semaine.html")).unwrap();
    assert!(written.starts_with("<!DOCTYPE html>\n<html lang=\"fr\">") && !written.contains("CR-0001"), "{written}");
    week(&["--to", "semaine", "--quiet"]).exits(0);
    assert_eq!(fs::read_to_string(place.dir.path().join("semaine")).unwrap(), written, "html where nothing says else");
    week(&["--to", "semaine.CSV"]).exits(0);
    assert!(fs::read_to_string(place.dir.path().join("semaine.CSV")).unwrap().starts_with('\u{feff}'));
    let another = week(&["--of", "équipe"]).exits(0).out;
    assert!(another.contains("Visites réalisées\u{a0}: 1") && !another.contains("Camille"), "{another}");
}

#[test]
fn a_report_that_cannot_be_made_says_why_and_leaves_files_alone() {
    let place = Place::new();
    with_a_visit(&place);
    let unread = place.run(&["report", "week", "--period", "2026-11"]).exits(2);
    assert!(unread.err.contains("2026-11") && unread.err.contains("-W"), "{}", unread.err);
    let nobody = place.run(&["report", "week", "--of", "Dominique"]).exits(1);
    assert!(nobody.err.contains("aucun appareil"), "{}", nobody.err);
    place.write("semaine.html", "à garder");
    let there = place.run(&["report", "week", "--to", "semaine.html"]).exits(1);
    assert!(there.err.contains("semaine.html"), "{}", there.err);
    assert_eq!(fs::read_to_string(place.dir.path().join("semaine.html")).unwrap(), "à garder");
    place.run(&["report", "week", "--to", "nulle/part.html"]).exits(1);
    place.run(&["report"]).exits(2);
    place.run(&["report", "week", "--format", "pdf"]).exits(2);
}
