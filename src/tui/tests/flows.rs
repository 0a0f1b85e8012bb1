//! What people come to do, each as the keys that do it: how many there are is kept in a table, so that more are noticed.

use std::fmt::Write;

use tempfile::TempDir;

use crate::i18n::Lang;
use crate::model::DeviceRole;
use crate::sync::drives::Drive;
use crate::tui::house::{Entrance, RealHouse};
use crate::tui::likings::Likings;
use crate::tui::screens::shared::tests::real::{Made, Real};
use crate::tui::testing::Bench;
use crate::workspace::preferences::Preferences;

/// One thing to do, from the dashboard.
struct Flow {
    name: &'static str,
    keys: &'static str,
    /// What the screen says once it is done.
    then: &'static str,
}

const fn flow(name: &'static str, keys: &'static str, then: &'static str) -> Flow {
    Flow { name, keys, then }
}

const FLOWS: &[Flow] = &[
    flow(
        "log a visit",
        "5 n \"hier 14h30\" Tab \"66 ceret\" Tab Tab \"aigu\" Tab Tab Tab \"méd\" Tab \"ceret\" Tab Tab \"35\" C-s",
        "Visite enregistrée",
    ),
    flow(
        "log it, and the same again today",
        "5 n \"hier 14h30\" Tab \"66 ceret\" Tab Tab \"aigu\" Tab Tab Tab \"méd\" Tab \"ceret\" Tab Tab \"35\" C-s a Enter C-s",
        "23/11/26 14:30",
    ),
    flow(
        "plan a visit",
        "5 p \"demain 9h\" Tab \"66 ceret\" Tab Tab \"chron\" Tab Tab Tab \"méd\" Tab \"ceret\" C-s",
        "Visite enregistrée",
    ),
    flow(
        "log a call, and what comes next",
        "3 r Tab Tab Tab Tab Tab \"Point\" C-s \"Rappeler\" C-s",
        "Relance enregistrée",
    ),
    flow("tick a task", "3 Enter Down Down Space", "Tâche cochée"),
    flow("move a centre's card", "3 v >", "il reste"),
    flow("what if a stage came later", "3 v v Right Right Right > >", "Si… "),
    flow("find a commune from anywhere", "/ \"ceret\" Enter", "Céret"),
    flow("an action by its name", ": \"aller aux doub\" Enter", "Doublons"),
    flow("filter a list", "4 f \"zzz\" Enter", "enlève le filtre"),
    flow("mark two positions and give them to someone", "4 ; Down ; w", "Suivi par"),
    flow("sort by the next column", "4 o", "▲"),
    flow("copy a line", "4 y Enter", "opié"),
    flow("undo what was just done", "3 Enter Down Down Space u", "Annulé"),
    flow("what I did today", "3 Enter Down Down Space g u", "Tâche cochée"),
    flow("what a word means", "g m", "Source"),
    flow("the guided tour, whole", "g h 2 Enter 3 Enter Esc 5 n Tab Esc / Esc : Esc ? Esc 7", "Bonne route"),
    flow("another language", "g l", "Board"),
    flow("hand a bundle to the team", "7 x Enter Enter", "vous pouvez retirer la clé"),
    flow("next week in the agenda", "8 Right", "Mercredi 2 déc."),
    flow(
        "plan a visit on a day of the agenda",
        "8 Right p Tab \"66 ceret\" Tab Tab \"chron\" Tab Tab Tab \"méd\" Tab \"ceret\" C-s",
        "Visite enregistrée",
    ),
    flow("a département fills the map", "2 Tab Right Enter", "Albi"),
    flow("a list as CSV", "4 X C-u PASTE Enter", "liste.csv"),
    flow("another key for an action", "g e End Enter f \"quitter\" Enter Enter Q Enter", "touches changées"),
];

/// A head office with one coordinator, a stick in it; `PASTE` in a script is a file on the stick.
fn bench() -> (Bench<Real>, TempDir) {
    let stick = tempfile::tempdir().unwrap();
    let mut made = Made::founder().with_demo(60);
    let card = Made::waiting().workspace.card().unwrap();
    made.workspace.admit(&card, DeviceRole::Field, &Default::default()).unwrap();
    let (free, folder) = (8_000_000_000, stick.path().to_owned());
    let drive = Drive { name: "CLE".into(), folder, free, total: free, read_only: false };
    let house = RealHouse { entrance: Entrance::Open };
    let likings = Likings::new(Some(stick.path().to_owned()), &Preferences::default(), None);
    (made.bench_liking(house, vec![drive], likings, Lang::Fr, (100, 30)), stick)
}

fn run(bench: &mut Bench<Real>, keys: &str, stick: &TempDir) {
    let mut parts = keys.split("PASTE");
    bench.type_keys(parts.next().unwrap_or_default());
    for part in parts {
        bench.paste(&stick.path().join("liste.csv").display().to_string()).type_keys(part);
    }
}

#[test]
fn what_each_flow_takes_in_keys() {
    let mut table = String::new();
    let mut failed = String::new();
    for Flow { name, keys, then } in FLOWS {
        let (mut bench, stick) = bench();
        run(&mut bench, keys, &stick);
        if !bench.text().contains(then) {
            writeln!(failed, "{name}: no {then:?}\n{}", bench.text()).unwrap();
        }
        writeln!(table, "{:>3} keys  {name}: {keys}", bench.keys).unwrap();
    }
    assert!(failed.is_empty(), "{failed}");
    insta::assert_snapshot!("flows", table);
}
