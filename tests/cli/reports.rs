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
    assert!(another.starts_with("Compte rendu de la semaine · semaine 47"), "nobody's by name: {another}");
    assert!(another.contains("Visites réalisées\u{a0}: 1") && another.contains("Camille Roux  attendu"), "{another}");
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

/// Visits of one holder at a centre, as a file that `add visits` takes.
fn visits(place: &Place, name: &str, centre: &str, code: &str, n: usize) -> String {
    let mut file = "centre,role,commune,patient,start,requested_by,unscheduled,reason,status,minutes\n".to_owned();
    for at in 0..n {
        file += &format!("{centre},nurse,66049,{code}-{at:04},2025-11-18 09:{at:02},nurse,no,chronic,done,30\n");
    }
    let path = format!("{name}.csv");
    place.write(&path, &file);
    path
}

#[test]
fn the_head_office_sees_who_handed_in_and_hands_on_the_month() {
    let place = Place::new();
    place.init("office", "Siège");
    let office = |args: &[&str]| place.run_on("office", "fr", args).exits(0);
    for (name, commune) in [("Millas", "66108"), ("Céret", "66049"), ("Les Cabannes", "09070")] {
        office(&["add", "centre", &format!("name={name}"), &format!("commune={commune}"), "status=preparing"]);
    }
    let team = [("Camille Roux", "Millas", 4), ("Dominique Petit", "Céret", 16), ("Sacha Martin", "Les Cabannes", 20)];
    for (at, (holder, centre, n)) in team.into_iter().enumerate() {
        let store = format!("field{at}");
        let field = |args: &[&str]| place.run_on(&store, "fr", args).exits(0);
        field(&["init", "--name", holder, "--join", "--no-passphrase"]);
        field(&["device", "card", "--to", "its.carte"]);
        office(&["device", "admit", "its.carte", "--yes"]);
        std::fs::remove_file(place.dir.path().join("its.carte")).unwrap();
        let welcome = office(&["export", "--to", "."]).out;
        field(&["import", welcome.trim(), "--yes"]);
        let card = field(&["list", "devices", "--format", "json"]).json();
        let mine = card.as_array().unwrap().iter().find(|device| device["holder"] == holder).unwrap().clone();
        field(&["add", "visits", "--from", &visits(&place, &store, centre, mine["code"].as_str().unwrap(), n)]);
        if at > 0 {
            let word = format!("Semaine de {holder}");
            field(&["report", "week", "--period", "2025-W47", "--comment", &word]);
        }
        let bundle = field(&["export", "--to", "."]).out;
        office(&["import", bundle.trim()]);
    }
    let week = office(&["report", "week", "--of", "équipe", "--period", "2025-W47", "--format", "json"]).json();
    let handed_in = week["tables"]["handed_in"]["rows"].as_array().unwrap();
    let of = |holder: &str| handed_in.iter().find(|row| row["holder"]["name"] == holder).unwrap();
    assert_eq!(of("Sacha Martin")["comment"], "Semaine de Sacha Martin");
    assert_eq!(of("Camille Roux")["handed_in"], "attendu", "{week}");
    assert_eq!(week["figures"]["visits_done"], 40);
    let one = office(&["report", "week", "--of", "Camille Roux", "--period", "2025-W47", "--format", "json"]).json();
    assert_eq!(one["figures"]["visits_done"], 4, "one holder's alone");

    let month = office(&["report", "month", "--period", "2025-11", "--format", "json"]).json();
    let row = |table: &str, name: &str| {
        let rows = month["tables"][table]["rows"].as_array().unwrap();
        rows.iter().find(|row| row.to_string().contains(name)).unwrap().clone()
    };
    assert_eq!(month["figures"]["visits_done"], 40);
    assert_eq!(row("visits_by_centre", "Millas")["done"], "withheld", "four visits");
    assert_eq!(row("visits_by_centre", "Céret")["done"], "withheld", "or the département would tell");
    assert_eq!(row("visits_by_departement", "Orientales")["done"], 20);
    assert_eq!(row("visits_by_centre", "Cabannes")["done"], 20);
    office(&["report", "month", "--period", "2025-11", "--of", "66", "--to", "mois.xlsx"]);
    assert!(std::fs::read(place.dir.path().join("mois.xlsx")).unwrap().starts_with(b"PK"));
    let year = office(&["report", "year", "--period", "2025", "--lang", "en"]).out;
    assert!(year.starts_with("Activity of the year · Region · 2025\n") && year.contains("n/d"), "{year}");
    let nowhere = place.run_on("office", "fr", &["report", "month", "--of", "Atlantide"]).exits(1);
    assert!(nowhere.err.contains("Atlantide") && nowhere.err.contains("SIREN"), "{}", nowhere.err);
    place.run_on("office", "fr", &["report", "week", "--of", "Sacha Martin", "--comment", "x"]).exits(2);
}
