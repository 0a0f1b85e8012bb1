//! Whole notebooks on the disk that exchange bundles, and beside them git, which carries the same edits as one commit each.
//!
//! `cargo bench --bench exchange`: at 100,000 visits, or as many as MAILLAGE_BENCH_VISITS says; the folder is the system's
//! temporary one: set TMPDIR to a real disk. Each thing is done once, with its fsyncs, and told as it is done.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::ops::ControlFlow;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use maillage::model::{AnyRecord, DeviceRole, RecordId};
use maillage::store::{KdfCost, Opening, Random};
use maillage::sync::{Audience, Progress};
use maillage::workspace::demo::{Plan, records};
use maillage::workspace::{Exported, Founding, Workspace, machine_clock};

const VISITS: usize = 100_000;
/// What a busy coordinator brings in a year, or so.
const NEW: usize = 10_000;

fn main() {
    let asked = std::env::var("MAILLAGE_BENCH_VISITS").ok();
    let visits = asked.map_or(VISITS, |text| text.parse().expect("MAILLAGE_BENCH_VISITS is a number"));
    let dir = tempfile::tempdir().unwrap();
    let at = |name: &str| dir.path().join(name);
    let (mut office, _) = Workspace::found(&at("office"), founding("Mesure", "MES", 1), true, machine_clock()).unwrap();
    let mut annexe = Workspace::wait_to_join(&at("annexe"), founding("Annexe", "ANX", 2), machine_clock()).unwrap();
    office.admit(&annexe.card().unwrap(), DeviceRole::Steward, &BTreeSet::new()).unwrap();

    let all = made_up(&office, visits, 1);
    told("made up and saved", || office.load(all, &mut |_| {}).unwrap());
    let first = exported("all of it exported", &mut office, &at("first.maillage"));
    told("taken in by an empty notebook", || take(&mut annexe, &first));
    let receipt = exported("a receipt exported", &mut annexe, &at("receipt.maillage"));
    told("taken in", || take(&mut office, &receipt));

    let ten = made_up(&office, 10, 2);
    office.load(ten, &mut |_| {}).unwrap();
    let ten = exported("10 new edits exported", &mut office, &at("ten.maillage"));
    assert_eq!(ten.ops, 10);
    told("taken in", || take(&mut annexe, &ten));

    let new: Vec<_> = made_up(&annexe, NEW, 3).collect();
    annexe.load(new.clone().into_iter(), &mut |_| {}).unwrap();
    let year = exported("10,000 new edits exported", &mut annexe, &at("year.maillage"));
    assert_eq!(year.ops, NEW as u64);
    told("taken in", || take(&mut office, &year));
    git(dir.path(), &new);
}

fn founding(holder: &str, code: &str, seed: u64) -> Founding {
    let opening = Opening { random: Random::seeded(seed), ..Opening::new(None) };
    Founding { holder: holder.into(), sector: vec![], code: code.into(), demo: false, opening, cost: KdfCost::CHEAP }
}

/// Visits and nothing else.
fn made_up(workspace: &Workspace, visits: usize, seed: u64) -> impl Iterator<Item = (RecordId, AnyRecord)> + use<> {
    let (today, me) = (workspace.today(), workspace.me().record());
    let plan = Plan { seed, visits, today, me, code: "MES".to_owned() };
    records(&plan).filter(|(_, record)| matches!(record, AnyRecord::Visit(_)))
}

fn go(_: Progress) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

fn told<T>(what: &str, act: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let value = act();
    println!("{what:32} {:>9.1} ms", start.elapsed().as_secs_f64() * 1e3);
    value
}

/// Written, synced, read back and compared.
fn exported(what: &str, from: &mut Workspace, to: &Path) -> Exported {
    let done = told(what, || from.export(&Audience::Stewards, to, false, &mut go).unwrap());
    let bytes = fs::metadata(&done.path).unwrap().len();
    let each = bytes as f64 / done.ops.max(1) as f64;
    println!("{:32} {:>9} bytes, {} edits, {each:.1} bytes an edit", "", bytes, done.ops);
    done
}

fn take(into: &mut Workspace, bundle: &Exported) {
    let taken = into.import(&bundle.path, false, &mut |_| true, &mut go).unwrap();
    assert_eq!(taken.summary.unwrap().new_ops(), bundle.ops);
}

/// The same edits in a repository, a commit each, carried by a bundle of git's.
fn git(dir: &Path, visits: &[(RecordId, AnyRecord)]) {
    if Command::new("git").arg("--version").stdout(Stdio::null()).status().is_err() {
        return println!("git: skipped, it is not here");
    }
    let (from, to, bundle) = (dir.join("from.git"), dir.join("to.git"), dir.join("edits.bundle"));
    for repository in [&from, &to] {
        git_does(dir, &["init", "--quiet", "--bare", &text(repository)]);
        imported(repository, "commit refs/heads/main\ncommitter M <m@example.org> 1790000000 +0000\ndata 0\n\n");
    }
    imported(&from, &commits(visits));
    told("git bundle create", || git_does(&from, &["bundle", "create", "--quiet", &text(&bundle), "main"]));
    let bytes = fs::metadata(&bundle).unwrap().len();
    println!("{:32} {:>9} bytes, {:.1} bytes an edit", "", bytes, bytes as f64 / visits.len() as f64);
    told("git fetch", || git_does(&to, &["fetch", "--quiet", &text(&bundle), "main:main"]));
}

fn text(path: &Path) -> String {
    path.to_str().unwrap().to_owned()
}

fn git_does(at: &Path, args: &[&str]) {
    let quiet = ["-c", "gc.auto=0", "-c", "core.fsync=all"];
    assert!(Command::new("git").current_dir(at).args(quiet).args(args).status().unwrap().success(), "git {args:?}");
}

fn imported(repository: &Path, stream: &str) {
    let mut child = Command::new("git")
        .current_dir(repository)
        .args(["fast-import", "--quiet"])
        .stdin(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(stream.as_bytes()).unwrap();
    assert!(child.wait().unwrap().success());
}

/// A file a visit, in folders of few files each, as git likes it.
fn commits(visits: &[(RecordId, AnyRecord)]) -> String {
    let mut stream = String::new();
    for (n, (id, record)) in visits.iter().enumerate() {
        let id = id.to_string();
        let (folder, name) = id.split_at(id.len() - 2);
        let fields = record.kind().fields().iter();
        let lines = fields.filter_map(|spec| Some(format!("{}: {:?}\n", spec.key, record.get(spec.tag)?)));
        let file: String = lines.collect();
        let from = if n == 0 { "from refs/heads/main^0\n" } else { "" };
        stream += &format!(
            "commit refs/heads/main\ncommitter M <m@example.org> {} +0000\ndata 0\n{from}M 100644 inline {name}/{folder}\n\
             data {}\n{file}\n",
            1_790_000_000 + n,
            file.len()
        );
    }
    stream
}
