//! Records by the command line: add, list, show, set, delete, filters, faults, CSV.

use crate::common::Place;

/// A store of its own with a member, a centre and a done visit; the centre's and the visit's ids.
fn furnished(place: &Place) -> (String, String) {
    place.init("store", "Camille Roux");
    let add = |args: &[&str]| {
        let args: Vec<&str> = [&["add"], args].concat();
        place.run(&args).exits(0).out.trim().to_owned()
    };
    add(&["member", "name=Commune de Céret", "kind=commune", "status=member", "commune=66049"]);
    let centre = add(&[
        "centre",
        "name=Céret",
        "commune=66049",
        "host=Commune de Céret",
        "status=open",
        "opened=2024-02",
        "opened_despite=repris d’un centre existant",
        "kind=creation",
    ]);
    let visit = add(&[
        "visit",
        "centre=Céret",
        "role=doctor",
        "commune=Céret",
        "patient=CR-0001",
        "start=2025-11-23T14:30",
        "requested_by=patient",
        "unscheduled=yes",
        "reason=acute",
        "status=done",
        "minutes=45",
        "km=12,5",
    ]);
    (centre, visit)
}

#[test]
fn a_record_is_added_listed_changed_and_deleted() {
    let place = Place::new();
    let (centre, visit) = furnished(&place);
    let visits = place.run(&["list", "visits", "--format", "json"]).exits(0).json();
    let row = &visits[0];
    assert_eq!(row["id"], visit.as_str());
    assert_eq!(row["centre"], centre.as_str());
    assert_eq!(row["commune"], "66049", "a code is a string");
    assert_eq!(row["km"], 12.5, "a number is a number");
    assert_eq!(row["minutes"], 45);
    assert_eq!(row["start"], "2025-11-23T14:30+01:00");
    assert_eq!(row["band"], "dimanche_ferie", "computed from the start");

    let changed = place.run(&["set", &visit, "minutes=50", "note="]).exits(0);
    assert_eq!(changed.out.trim(), visit);
    let shown = place.run(&["show", &visit, "--history", "--format", "json"]).exits(0).json();
    assert_eq!(shown["minutes"], 50);
    assert_eq!(shown["record"], "visit");
    assert_eq!(shown["history"].as_array().unwrap().len(), 2);
    assert_eq!(shown["history"][0]["event"], "created");
    assert_eq!(shown["history"][1]["changes"], serde_json::json!([{"field": "minutes", "value": 50}]));

    assert_eq!(place.run(&["delete", &visit, "--yes"]).exits(0).out.trim(), visit);
    assert_eq!(place.run(&["list", "visits", "--format", "json"]).exits(0).out, "[]\n");
}

#[test]
fn every_format_of_a_list_holds_the_same_rows() {
    let place = Place::new();
    let (_, visit) = furnished(&place);
    let csv = place.run(&["list", "visits", "--format", "csv"]).exits(0).out;
    assert!(csv.starts_with("id,centre,role,commune,patient,start,requested_by,unscheduled,reason,status,minutes,km,"));
    assert!(csv.contains(&format!("\r\n{visit},")), "{csv}");
    let lines = place.run(&["list", "visits", "--format", "jsonl"]).exits(0).out;
    assert_eq!(lines.lines().count(), 1);
    let table = place.run(&["list", "visits"]).exits(0).out;
    assert!(table.contains("23/11/2025 14:30") && table.contains("Réalisée"), "{table}");
    let short = table.lines().nth(1).unwrap().split(' ').next().unwrap();
    assert_eq!(place.run(&["show", short, "--format", "json"]).exits(0).json()["id"], visit.as_str());
}

#[test]
fn filters_narrow_a_list() {
    let place = Place::new();
    furnished(&place);
    let found = |args: &[&str]| {
        let args: Vec<&str> = [&["list"], args, &["--format", "json"]].concat();
        place.run(&args).exits(0).json().as_array().unwrap().len()
    };
    assert_eq!(found(&["visits", "--where", "start=2025-11"]), 1);
    assert_eq!(found(&["visits", "--where", "start=2025-12"]), 0);
    assert_eq!(found(&["visits", "--where", "status=done", "--where", "centre=Céret"]), 1);
    assert_eq!(found(&["visits", "--where", "status=planned"]), 0);
    assert_eq!(found(&["visits", "--where", "note="]), 1, "an empty field");
    assert_eq!(found(&["visits", "--where", "regulated=no"]), 1, "unanswered is not yes");
    assert_eq!(found(&["centres", "--where", "opened=2024"]), 1);
    assert_eq!(found(&["members", "--where", "name=COMMUNE DE CERET"]), 1, "folded");
    assert_eq!(found(&["visits", "--limit", "0"]), 0);
    for bad in ["colour=red", "status", "status=dreamt"] {
        let run = place.run(&["list", "visits", "--where", bad]).exits(2);
        assert!(run.out.is_empty() && !run.err.is_empty(), "{bad}");
    }
}

#[test]
fn refused_data_exits_7_with_each_fault_on_its_field() {
    let place = Place::new();
    let (_, visit) = furnished(&place);
    let before = place.run(&["show", &visit, "--format", "json"]).exits(0).out;
    let run = place.run(&["set", &visit, "minutes=500", "patient=Jean Dupont"]).exits(7);
    assert!(run.err.contains("minutes") && run.err.contains("patient"), "{}", run.err);
    let run = place.run(&["set", &visit, "requested_by=voisin"]).exits(7);
    assert!(run.err.contains("care_home (EHPAD)"), "labels beside their keys: {}", run.err);
    let run = place.run(&["set", &visit, "role=secretary", "start=31/02/2026 10h"]).exits(7);
    assert!(run.err.contains("role") && run.err.contains("start"), "{}", run.err);
    assert_eq!(place.run(&["show", &visit, "--format", "json"]).exits(0).out, before, "nothing was saved");
    place.run(&["set", &visit, "requested_by=ehpad"]).exits(0);
    place.run(&["set", &visit, "colour=red"]).exits(2);
    place.run(&["show", "00000000-0000-7000-8000-000000000000"]).exits(1);
    place.run(&["show", "personne"]).exits(1);
}

#[test]
fn what_destroys_asks_and_without_a_terminal_needs_yes() {
    let place = Place::new();
    let (_, visit) = furnished(&place);
    let run = place.run(&["delete", &visit]).exits(2);
    assert!(run.err.contains("--yes"), "{}", run.err);
    place.run(&["show", &visit]).exits(0);
}

#[test]
fn many_visits_come_from_a_csv_file_or_none() {
    let place = Place::new();
    furnished(&place);
    let header = "centre,role,commune,patient,start,requested_by,unscheduled,reason,status,minutes";
    let good = "Céret,nurse,66049,CR-0002,2025-11-24 09:00,nurse,no,chronic,done,30";
    let bad = "Céret,nurse,66049,CR-0003,2025-11-24 10:00,nurse,no,chronic,done,900";
    place.write("good.csv", &format!("{header}\r\n{good}\r\n"));
    place.write("mixed.csv", &format!("{header}\n{good}\n{bad}\n"));
    let count = || place.run(&["list", "visits", "--format", "jsonl"]).exits(0).out.lines().count();

    let trial = place.run(&["add", "visits", "--from", "good.csv", "--dry-run"]).exits(0);
    assert_eq!((trial.out.as_str(), count()), ("", 1));
    let run = place.run(&["add", "visits", "--from", "mixed.csv"]).exits(7);
    assert!(run.err.contains("ligne 3") && run.err.contains("minutes"), "{}", run.err);
    assert_eq!(count(), 1, "nothing is written unless all are good");
    let run = place.run(&["add", "visits", "--from", "mixed.csv", "--skip-bad"]).exits(0);
    assert_eq!((run.out.lines().count(), count()), (1, 2));
    place.run(&["add", "visits", "--from", "good.csv"]).exits(0);
    assert_eq!(count(), 3);
    place.write("strange.csv", "centre,colour\nCéret,red\n");
    assert!(place.run(&["add", "visits", "--from", "strange.csv"]).exits(7).err.contains("colour"));
    place.run(&["add", "visits", "--from", "nowhere.csv"]).exits(7);
}

#[test]
fn an_export_in_csv_can_be_given_back() {
    let place = Place::new();
    furnished(&place);
    let csv = place.run(&["list", "visits", "--format", "csv"]).exits(0).out;
    place.write("back.csv", &csv);
    place.run(&["add", "visits", "--from", "back.csv"]).exits(0);
    assert_eq!(place.run(&["list", "visits", "--format", "jsonl"]).exits(0).out.lines().count(), 2);
}

#[test]
fn quiet_keeps_results_and_drops_messages() {
    let place = Place::new();
    furnished(&place);
    let run = place.run(&["--quiet", "list", "contacts"]).exits(0);
    assert_eq!((run.out.as_str(), run.err.as_str()), ("", ""));
    assert!(place.run(&["list", "contacts"]).exits(0).err.contains("Aucun contact"));
}

#[test]
fn the_forecast_comes_from_assumptions_until_three_centres_have_told_how_long_they_took() {
    let place = Place::new();
    place.init("store", "Camille Roux");
    let add = |args: &[&str]| place.run(&[&["add"], args].concat()).exits(0).out.trim().to_owned();
    let stage = |centre: &str, key: &str, dates: &[&str]| {
        add(&[&["stage", &format!("subject={centre}"), &format!("stage={key}")], dates].concat());
    };
    let ahead = add(&["centre", "name=À venir", "commune=66049", "status=preparing"]);
    stage(&ahead, "locaux", &["state=done"]);
    stage(&ahead, "recrutement", &["state=done"]);
    let shown = || place.run(&["show", &ahead, "--format", "json"]).exits(0).json();
    assert_eq!((&shown()["forecast_from"], &shown()["forecast_earliest"]), (&"defaults".into(), &().into()));
    for (name, commune, end) in
        [("A", "09122", "2024-04-10"), ("B", "12145", "2024-05-10"), ("C", "81004", "2024-06-09")]
    {
        let (name, commune) = (format!("name={name}"), format!("commune={commune}"));
        let despite = "opened_despite=repris d’un centre existant";
        let centre = add(&["centre", &name, &commune, "status=open", "opened=2024-06-19", despite]);
        for key in ["locaux", "recrutement", "autorisation"] {
            stage(&centre, key, &["state=done", "actual_start=2024-01-01", &format!("actual_end={end}")]);
        }
    }
    // joining is the host's, of which nobody has told anything
    assert_eq!(shown()["forecast_from"], "mixed");
    let listed = place.run(&["list", "centres", "--where", "status=preparing", "--format", "json"]).exits(0).json();
    for key in ["forecast_opening", "forecast_from", "forecast_earliest", "forecast_latest"] {
        assert_eq!(listed[0][key], shown()[key], "{key}");
    }
    let day = |key: &str| shown()[key].as_str().unwrap().to_owned();
    assert!(day("forecast_earliest") < day("forecast_opening") && day("forecast_opening") < day("forecast_latest"));
    let open = place.run(&["list", "centres", "--where", "status=open", "--format", "json"]).exits(0).json();
    assert_eq!(open[0]["forecast_opening"], serde_json::Value::Null);
    let told = place.run(&["show", &ahead]).exits(0).out;
    assert!(told.contains("Prévision d’ouverture") && told.contains("celles que ce carnet suppose"), "{told}");
}

#[test]
fn supported_projects_are_added_up_by_a_table_of_their_overview() {
    let place = Place::new();
    place.run(&["init", "--name", "Camille Roux", "--no-passphrase"]).exits(0);
    let by = |args: &[&str]| place.run(&[&["list", "projects", "--format", "json", "--by"], args].concat());
    let kinds = by(&["kind"]).exits(0).json();
    let hospital = kinds.as_array().unwrap().iter().find(|row| row["kind"] == "hospital").unwrap();
    assert_eq!((&hospital["projects"], &hospital["amount"]), (&4.into(), &51_600_000.into()));
    assert_eq!(hospital["sources"], serde_json::json!(["12actu-2025 2025-04-09"]));
    let totals = by(&["published"]).exits(0).json();
    let of_hospitals = totals.as_array().unwrap().iter().filter(|row| row["total_of"] == "hospital").count();
    assert_eq!(of_hospitals, 4, "side by side");
    let year = by(&["year", "--where", "year=2020"]).exits(0).json();
    assert_eq!((year.as_array().unwrap().len(), &year[0]["amount"]), (1, &390_000.into()));
    assert!(by(&["colour"]).exits(2).err.contains("departement"), "the views that there are");
    assert!(place.run(&["list", "members", "--by", "kind"]).exits(2).err.contains("projects"));
}

#[test]
fn an_offer_sent_round_and_the_recruitments_are_listed() {
    let place = Place::new();
    furnished(&place);
    let add = |args: &[&str]| place.run(&[&["add"], args].concat());
    add(&["member", "name=Union des internes", "kind=association", "status=member", "college=4"]).exits(0);
    let need = ["position", "centre=Céret", "role=doctor", "fte=1", "state=offre_publiee", "need_on=2025-01-02"];
    let position = add(&need).exits(0).out.trim().to_owned();
    let of = format!("position={position}");
    let refused = add(&["circulation", &of, "network=Commune de Céret", "sent=2025-01-05"]).exits(7);
    assert!(refused.err.contains("collège 4"), "{}", refused.err);
    add(&["circulation", &of, "network=Union des internes", "sent=2025-01-05", "answered=2025-02-01", "answers=2"])
        .exits(0);
    let gone = ["candidacy", &of, "reference=CAND-1", "state=withdrawn", "cause=housing"];
    add(&gone).exits(0);
    let by = |table: &str| place.run(&["list", "positions", "--by", table, "--format", "json"]).exits(0).json();
    assert_eq!((&by("networks")[0]["sent"], &by("networks")[0]["answers"]), (&1.into(), &2.into()));
    assert_eq!((&by("exits")[0]["cause"], &by("exits")[0]["withdrawn"]), (&"housing".into(), &1.into()));
    let open = by("open");
    assert_eq!((&open[0]["position"], &open[0]["asked"]), (&position.as_str().into(), &1.into()));
    assert_eq!((&by("goal")[0]["goal"], &by("goal")[0]["in_post"]), (&200.into(), &0.into()));
    assert_eq!(by("departement")[0]["departement"], "66");
}

#[test]
fn the_roster_is_listed_with_its_holes_and_double_bookings() {
    let place = Place::new();
    furnished(&place);
    let by = |table: &str| place.run(&["list", "duties", "--by", table, "--format", "json"]).exits(0).json();
    assert_eq!(by("hole"), serde_json::json!([]), "nobody keeps a roster");
    let far = ["duty", "date=2020-01-04", "band=samedi_apm", "sector=66"];
    place.run(&[&["add"], &far[..]].concat()).exits(0);
    let holes = by("hole");
    let holes = holes.as_array().unwrap();
    assert!((5..=8).contains(&holes.len()), "the Saturdays of eight weeks that are no holidays: {}", holes.len());
    assert!(holes.iter().all(|hole| hole["sector"] == "66" && hole["band"] == "samedi_apm"));
    let date = format!("date={}", holes[1]["date"].as_str().unwrap());
    for _ in 0..2 {
        place.run(&["add", "duty", &date, "band=samedi_apm", "sector=66"]).exits(0);
    }
    assert_eq!(by("hole").as_array().unwrap().len(), holes.len() - 1);
    assert_eq!((&by("fault")[0]["fault"], by("fault").as_array().unwrap().len()), (&"double".into(), 1));
    assert!(by("day").as_array().unwrap().iter().any(|day| day["holiday"] == "christmas"));
}
