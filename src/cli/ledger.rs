//! What `status` and `device list` say of the team: what has reached whom, what is missing here, what waits.

use serde::Serialize;

use super::device::{DeviceJson, granted, revoked_role};
use super::entry::Reader;
use super::exchange::{Named, channel_key, named};
use super::list::{author, moment};
use super::output::{self, Cell, Column, Format, Shown};
use super::show::utc;
use super::{Context, Problem};
use crate::log::DeviceId;
use crate::model::{Device, DeviceRole};
use crate::sync::HeldWhy;
use crate::t;
use crate::workspace::{Anew, Bundled, Gap, HeldBack, Ledger, LedgerLine, Workspace};

/// A bundle by its number, when it was made and, for one that came in, when it was taken.
#[derive(Serialize)]
pub struct BundledJson {
    number: u64,
    made: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    taken: Option<String>,
}

impl BundledJson {
    fn of(bundled: Bundled, taken: Option<i64>) -> Self {
        Self { number: bundled.number, made: utc(bundled.made), taken: taken.map(utc) }
    }
}

/// Edits that exist and are not here.
#[derive(Serialize)]
pub struct GapJson {
    device: Named,
    channel: String,
    from: u64,
    to: u64,
    edits: u64,
    /// On another branch of a cloned device.
    branch: bool,
    /// Who is known to hold them, best first, and since when.
    ask: Vec<HolderJson>,
    /// Of this laptop's own, which nobody can be expected to bring: `due` or `done`, that what follows is written anew.
    written_anew: Option<&'static str>,
}

#[derive(Serialize)]
struct HolderJson {
    device: Named,
    since: String,
}

/// Edits that are here and do not count.
#[derive(Serialize)]
pub struct HeldJson {
    device: Named,
    channel: String,
    from: u64,
    to: u64,
    edits: u64,
    why: &'static str,
}

/// The team as this laptop knows it.
pub struct Team {
    pub devices: Vec<DeviceJson>,
    ledger: Ledger,
}

impl Team {
    /// Every device that was ever admitted, each with what is known of it.
    pub fn read(context: &Context, workspace: &Workspace) -> Result<Self, Problem> {
        let reader = Reader::new(context, workspace);
        let ledger = workspace.ledger().map_err(|error| context.problem(&error))?;
        let all = reader.desk.all::<Device>().map(|(id, record)| {
            let device = DeviceId::from_record(id);
            device_json(&reader, workspace.me(), device, record, ledger.line(&device))
        });
        Ok(Self { devices: all.collect(), ledger })
    }

    pub fn gaps(&self, reader: &Reader) -> Vec<GapJson> {
        let holder =
            |one: &crate::workspace::Holder| HolderJson { device: named(reader, one.device), since: utc(one.since) };
        let json = |gap: &Gap| GapJson {
            device: named(reader, gap.feed.device),
            channel: channel_key(&gap.feed.channel),
            from: gap.from,
            to: gap.to,
            edits: gap.ops(),
            branch: gap.branch,
            ask: gap.ask.iter().map(holder).collect(),
            written_anew: gap.anew.map(|anew| match anew {
                Anew::Due(_) => "due",
                Anew::Done(_) => "done",
            }),
        };
        self.ledger.gaps.iter().map(json).collect()
    }

    pub fn held(&self, reader: &Reader) -> Vec<HeldJson> {
        let json = |held: &HeldBack| HeldJson {
            device: named(reader, held.feed.device),
            channel: channel_key(&held.feed.channel),
            from: held.from,
            to: held.to,
            edits: held.ops(),
            why: match held.why {
                HeldWhy::UnknownAuthor => "unknown_author",
                HeldWhy::Revoked => "revoked",
                HeldWhy::NotAllowed => "not_allowed",
            },
        };
        self.ledger.held.iter().map(json).collect()
    }

    /// What is missing and what waits, in words; then who is silent.
    pub fn lines(&self, reader: &Reader) -> Vec<String> {
        let name = |device: &DeviceId| author(reader, *device);
        let mut lines = self.ledger.waits(&reader.words, None, &name);
        lines.extend(self.ledger.behind(&reader.words, &reader.desk, &name));
        let silent = self.ledger.lines.iter().filter(|line| line.silent);
        let silent: Vec<String> = silent.map(|line| author(reader, line.device)).collect();
        if !silent.is_empty() {
            lines.push(t!(reader.words, "export-silent", devices = silent.join(", ")));
        }
        lines
    }

    /// The team as a table.
    pub fn table(&self, context: &mut Context) -> std::io::Result<()> {
        let words = context.words.clone();
        let columns = [
            Column::text("name", t!(words, "column-holder")),
            Column::text("code", t!(words, "column-code")),
            Column::text("role", t!(words, "column-role")),
            Column::text("reads", t!(words, "column-reads")),
            Column::text("heard", t!(words, "column-heard")),
            Column::text("handed_in", t!(words, "column-handed-in")),
            Column::text("made_for", t!(words, "column-made-for")),
            Column::text("lacks", t!(words, "column-lacks")),
            Column::text("owes", t!(words, "column-owes")),
        ];
        let rows = self.devices.iter().map(|device| {
            let line = self.ledger.line(&device.device);
            let role = match (device.role, device.revoked) {
                (_, true) => revoked_role(&words, device.revoked_reason.as_deref()),
                _ if device.disputed => t!(words, "device-disputed"),
                (Some(role), _) => words.choice(DeviceRole::LIST, role),
                (None, _) => String::new(),
            };
            let name =
                if device.me { t!(words, "device-me", name = device.name.as_str()) } else { device.name.clone() };
            let number = |n: u64| Cell::Number(i64::try_from(n).unwrap_or(i64::MAX));
            vec![
                Cell::Text(name),
                Cell::Text(device.code.clone().unwrap_or_default()),
                Cell::Text(role),
                Cell::Text(device.reads_visits_of.join(", ")),
                line.and_then(|line| line.heard).map_or(Cell::Empty, |heard| moment(heard.made)),
                line.and_then(|line| line.last_in).map_or(Cell::Empty, |(_, at)| moment(at)),
                line.and_then(|line| line.last_out).map_or(Cell::Empty, |out| moment(out.made)),
                line.map_or(Cell::Empty, |line| number(line.lacks.edits)),
                line.map_or(Cell::Empty, |line| number(line.owes)),
            ]
        });
        let shown = Shown { words: &words, width: context.width, resolve: &|_| None };
        output::rows(&mut context.out, Format::Table, &shown, &columns, rows)
    }
}

fn device_json(
    reader: &Reader,
    me: DeviceId,
    device: DeviceId,
    record: &Device,
    line: Option<&LedgerLine>,
) -> DeviceJson {
    let standing = reader.desk.roster.as_ref().and_then(|roster| roster.get(&device).cloned());
    DeviceJson {
        device,
        id: device.record().to_string(),
        name: author(reader, device),
        code: record.code.clone(),
        sector: record.sector.iter().flatten().map(ToString::to_string).collect(),
        role: standing.as_ref().map(|standing| if standing.steward { "steward" } else { "field" }),
        me: device == me,
        successor: standing.as_ref().and_then(|one| one.successor).map(|heir| heir.record().to_string()),
        disputed: reader.desk.roster.as_ref().is_some_and(|roster| roster.disputed.contains_key(&device)),
        reads_visits_of: granted(reader, &device),
        revoked_reason: record.revoked_reason.as_ref().map(|reason| reason.0.clone()),
        revoked: standing.is_some_and(|standing| standing.revoked.is_some()),
        heard: line.and_then(|line| line.heard).map(|heard| utc(heard.made)),
        lacks: line.map_or(0, |line| line.lacks.edits),
        lacks_oldest: line.and_then(|line| line.lacks.oldest).map(utc),
        owes: line.map_or(0, |line| line.owes),
        silent: line.is_some_and(|line| line.silent),
        last_heard: line.and_then(|line| line.heard).map(|heard| BundledJson::of(heard, None)),
        last_in: line.and_then(|line| line.last_in).map(|(bundled, at)| BundledJson::of(bundled, Some(at))),
        last_out: line.and_then(|line| line.last_out).map(|bundled| BundledJson::of(bundled, None)),
    }
}
