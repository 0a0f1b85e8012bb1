//! What was written, what came in, what was refused: a title and lines for people.

use std::collections::BTreeSet;
use std::path::PathBuf;

use crate::log::DeviceId;
use crate::model::LocalTime;
use crate::t;
use crate::tui::action::Action;
use crate::tui::context::Context;
use crate::tui::cx::{Cx, Tone};
use crate::wording::values;
use crate::workspace::{Exported, Imported, SavedBackup};

/// What became of the last thing that was done here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    pub tone: Tone,
    pub title: String,
    pub lines: Vec<String>,
}

/// What a device is called.
pub fn name(cx: &Cx, device: DeviceId) -> String {
    cx.desk.device_name(&cx.words, device)
}

pub fn names(cx: &Cx, devices: &[DeviceId]) -> String {
    let names: BTreeSet<String> = devices.iter().map(|device| name(cx, *device)).collect();
    names.into_iter().collect::<Vec<_>>().join(", ")
}

/// A time of an edit or a bundle, on the wall clock of mainland France.
pub fn moment(cx: &Cx, millis: i64) -> String {
    LocalTime::in_france_at(millis).map_or_else(String::new, |time| values::date_time(&cx.words, time))
}

pub fn exported(cx: &Cx, done: &Exported, copies: &[Result<PathBuf, String>]) -> Report {
    let words = &cx.words;
    let recipients = names(cx, &done.recipients);
    let mut lines = vec![
        t!(words, "export-done", n = done.ops, shown = cx.words.figure(done.ops), recipients = recipients),
        done.path.display().to_string(),
    ];
    lines.extend(copies.iter().flatten().map(|path| path.display().to_string()));
    let failed: Vec<&String> = copies.iter().filter_map(|copy| copy.as_ref().err()).collect();
    lines.push(if failed.is_empty() { t!(words, "export-safe") } else { t!(words, "export-safe-in-part") });
    lines.extend(failed.iter().map(|why| format!("{} {why}", cx.theme.glyphs.not_applicable)));
    lines.extend(done.anew_line(words));
    if !done.silent.is_empty() {
        lines.push(t!(words, "sync-silent", devices = names(cx, &done.silent)));
    }
    let tone = if failed.is_empty() { Tone::Good } else { Tone::Bad };
    Report { tone, title: t!(words, "sync-exported"), lines }
}

pub fn backed_up(cx: &Cx, done: &SavedBackup) -> Report {
    let words = &cx.words;
    let kept = if done.unprotected { t!(words, "backup-unprotected") } else { t!(words, "backup-passphrase") };
    let mut lines = vec![
        t!(words, "backup-done", n = done.ops, shown = cx.words.figure(done.ops)),
        done.path.display().to_string(),
        t!(words, "export-safe"),
        kept,
    ];
    lines.extend(done.anew_line(words));
    Report { tone: Tone::Good, title: t!(words, "sync-backed-up"), lines }
}

/// Lines of a report shown beside the team; the rest is on its page.
const MOST_TOLD: usize = 6;

/// What an import brought, or would bring.
pub fn imported(cx: &Cx, done: &Imported, dry_run: bool) -> Report {
    let words = &cx.words;
    // Who joins with it is named by it.
    let named = |device: &DeviceId| done.desk.device_name(&cx.words, *device);
    let mut lines = Vec::new();
    if let Some(sender) = done.sender {
        lines.push(t!(words, "import-from", sender = named(&sender), time = moment(cx, done.made)));
    }
    if let Some(fingerprint) = done.joined.as_ref().filter(|_| !dry_run) {
        lines.push(t!(words, "import-joined", fingerprint = fingerprint.as_str()));
    }
    lines.extend(done.summary.iter().flat_map(|summary| summary.lines(words, &named)));
    lines.extend(done.report.counts(words, &named));
    let told = done.report.told(words, &done.desk);
    let more = told.len().saturating_sub(MOST_TOLD);
    lines.extend(told.into_iter().take(MOST_TOLD));
    if more > 0 {
        let key = cx.keymap.key_label(Action::Imports, Context::Synchro, words);
        lines.push(match dry_run {
            true => t!(words, "report-more", n = more, shown = cx.words.figure(more)),
            false => t!(words, "sync-report-more", n = more, shown = cx.words.figure(more), key = key),
        });
    }
    lines.extend(done.newer_program_line(words));
    match &done.life {
        Some(life) => {
            let told = life.told(words, &done.desk);
            lines.extend([Some(told.what), told.next].into_iter().flatten());
        }
        None if done.own_came_back => lines.push(t!(words, "import-own-came-back")),
        None => {}
    }
    lines.extend(done.unpurged.then(|| t!(words, "erase-not-purged")));
    if done.conflicts > 0 {
        lines.push(t!(words, "dash-divergences", n = done.conflicts));
    }
    let title = if dry_run { t!(words, "sync-would-bring") } else { t!(words, "sync-imported") };
    Report { tone: if dry_run { Tone::Plain } else { Tone::Good }, title, lines }
}

pub fn failed(cx: &Cx, why: &str) -> Report {
    Report { tone: Tone::Bad, title: t!(cx.words, "sync-failed"), lines: vec![why.to_owned()] }
}

/// A message of several lines: the first is the title.
pub fn said(text: &str) -> Report {
    let mut lines = text.lines().map(str::to_owned);
    Report { tone: Tone::Good, title: lines.next().unwrap_or_default(), lines: lines.collect() }
}
