//! The questions on the way of a bundle or a card: for whom, where, is it the right fingerprint, shall it be taken in.

use std::path::PathBuf;

use super::report::{self, Report};
use crate::log::DeviceId;
use crate::model::LocalTime;
use crate::sync::Audience;
use crate::t;
use crate::tui::action::Action;
use crate::tui::context::Context;
use crate::tui::cx::{Cx, Effect, Tone};
use crate::tui::layer::{Answer, Layer};
use crate::tui::popup::{Confirm, Menu, Prompt};
use crate::tui::request::{Reply, Request, Ticket};
use crate::tui::screen::Screen;
use crate::workspace::DriveOffer;

const AUDIENCE: &str = "sync-audience";
const PLACE: &str = "sync-place";
const PATH: &str = "sync-path";
const FINGERPRINT: &str = "sync-fingerprint";
const TAKE: &str = "sync-take";
const CARD: &str = "sync-card";
const ROLE: &str = "sync-role";
/// A bundle for someone who needs one now: just admitted, or silent for long.
const FOR_THEM: &str = "sync-for-them";

/// What is being done.
#[derive(Clone, Debug, PartialEq)]
pub enum Doing {
    Export {
        audience: Audience,
        full: bool,
    },
    /// `look`: only to see what it would bring.
    Import {
        look: bool,
    },
    WriteCard,
    Backup,
    Admit,
}

/// Where the way stands. A popup left by Escape leaves it there, and nothing is done.
#[derive(Default)]
pub struct Flow {
    doing: Option<Doing>,
    /// The files or folders of the last menu, by line; a line more is for all of them at once, the last for a path.
    places: Vec<PathBuf>,
    audiences: Vec<Audience>,
    /// The bundle or card chosen.
    file: Option<PathBuf>,
    /// The team's fingerprint was compared.
    confirmed: bool,
    /// Whom the next bundle is for: the device just admitted, or those silent for long; and whether it holds all.
    them: (Vec<DeviceId>, bool),
    /// The import that runs takes the bundle in.
    taking: bool,
    ticket: Option<Ticket>,
    /// It takes long enough to be stopped.
    running: bool,
    /// Shown once this screen is: a reply may come while another is.
    question: Option<Box<dyn Layer>>,
}

impl Flow {
    pub const fn running(&self) -> bool {
        self.running
    }

    /// What runs, in words.
    pub fn said(&self, cx: &Cx) -> Option<String> {
        let doing = self.doing.as_ref().filter(|_| self.running)?;
        Some(match doing {
            Doing::Export { .. } => t!(cx.words, "export-under-way"),
            Doing::Backup => t!(cx.words, "backup-under-way"),
            _ => t!(cx.words, "import-under-way"),
        })
    }

    /// Asks for whom, the usual audience of this laptop first.
    pub fn export(&mut self, cx: &mut Cx) {
        let words = &cx.words;
        let siege = (Audience::Stewards, t!(words, "sync-for-siege"));
        let team = (Audience::Team, t!(words, "sync-for-team"));
        let mut all = if cx.desk.is_steward() { vec![team, siege] } else { vec![siege, team] };
        let roster = cx.desk.roster.clone();
        let others = roster.iter().flat_map(|roster| roster.live()).map(|(id, _)| *id);
        let mut others = others.filter(|id| cx.desk.me != Some(*id)).peekable();
        if cx.desk.is_steward() && others.peek().is_none() {
            let key = |action| cx.keymap.key_label(action, Context::Synchro, words);
            let said = t!(words, "sync-nobody", admit = key(Action::Admit), backup = key(Action::Backup));
            return cx.say(Tone::Plain, said);
        }
        all.extend(others.map(|id| (Audience::Devices(vec![id]), report::name(cx, id))));
        let lines = all.iter().map(|(_, line)| line.clone()).collect();
        self.audiences = all.into_iter().map(|(audience, _)| audience).collect();
        cx.push(Menu::new(AUDIENCE, t!(cx.words, "sync-for-whom"), lines));
    }

    pub fn export_for(&mut self, audience: Audience, full: bool, cx: &mut Cx) {
        self.look_around(Doing::Export { audience, full }, cx);
    }

    /// Looks at the drives for where to write, or what to read.
    pub fn look_around(&mut self, doing: Doing, cx: &mut Cx) {
        self.doing = Some(doing);
        self.confirmed = false;
        self.ask(Request::Drives, cx);
    }

    fn ask(&mut self, request: Request, cx: &mut Cx) {
        self.running = request.is_job();
        self.ticket = Some(cx.request(request));
    }

    /// Pushes the question that waits, if there is one.
    pub fn shown(&mut self, cx: &mut Cx) {
        if let Some(question) = self.question.take() {
            cx.effect(Effect::Push(question));
        }
    }

    /// The question comes up on this screen, whatever the person went to look at meanwhile.
    fn question(&mut self, layer: impl Layer + 'static, cx: &mut Cx) {
        self.question = Some(Box::new(layer));
        cx.go(Screen::Synchro);
    }

    pub fn answered(&mut self, tag: &'static str, answer: &Answer, cx: &mut Cx) {
        match (tag, answer) {
            (AUDIENCE, Answer::Picked(at)) => {
                if let Some(audience) = self.audiences.get(*at).cloned() {
                    self.export_for(audience, false, cx);
                }
            }
            (PLACE, Answer::Picked(at)) => match self.places.get(*at).cloned() {
                Some(place) => self.begin(place, cx),
                None if self.all_at_once() && *at == self.places.len() => self.begin_everywhere(cx),
                None => cx.push(self.prompt(cx)),
            },
            (PATH, Answer::Text(text)) if !text.trim().is_empty() => self.begin(PathBuf::from(text.trim()), cx),
            (FINGERPRINT, Answer::Yes) => {
                self.confirmed = true;
                self.import(true, cx);
            }
            (TAKE, Answer::Yes) => self.import(false, cx),
            (CARD, Answer::Yes) => {
                let lines = vec![t!(cx.words, "sync-as-field"), t!(cx.words, "sync-as-steward")];
                cx.push(Menu::new(ROLE, t!(cx.words, "sync-as"), lines));
            }
            (ROLE, Answer::Picked(at)) => self.admit(*at == 1, true, cx),
            (FOR_THEM, Answer::Yes) => {
                let (devices, full) = self.them.clone();
                self.export_for(Audience::Devices(devices), full, cx);
            }
            _ => {}
        }
    }

    /// The place is known: writes there, or reads from there.
    fn begin(&mut self, place: PathBuf, cx: &mut Cx) {
        match self.doing.clone() {
            Some(Doing::Export { audience, full }) => {
                self.ask(Request::Export { to: place, also: Vec::new(), audience, full }, cx);
            }
            Some(Doing::WriteCard) => self.ask(Request::WriteCard { to: place }, cx),
            Some(Doing::Backup) => self.ask(Request::Backup { to: place }, cx),
            Some(Doing::Import { .. }) => {
                self.file = Some(place);
                self.import(true, cx);
            }
            Some(Doing::Admit) => {
                self.file = Some(place);
                self.admit(false, false, cx);
            }
            None => {}
        }
    }

    /// A bundle can be written to several drives at once.
    fn all_at_once(&self) -> bool {
        matches!(self.doing, Some(Doing::Export { .. })) && self.places.len() > 1
    }

    fn begin_everywhere(&mut self, cx: &mut Cx) {
        let Some((Doing::Export { audience, full }, (to, also))) = self.doing.clone().zip(self.places.split_first())
        else {
            return;
        };
        let (to, also) = (to.clone(), also.to_vec());
        self.ask(Request::Export { to, also, audience, full }, cx);
    }

    fn import(&mut self, dry_run: bool, cx: &mut Cx) {
        if let Some(file) = self.file.clone() {
            self.taking = !dry_run;
            self.ask(Request::Import { file, dry_run, confirmed: self.confirmed }, cx);
        }
    }

    fn admit(&mut self, steward: bool, confirmed: bool, cx: &mut Cx) {
        if let Some(card) = self.file.clone() {
            self.ask(Request::Admit { card, steward, confirmed }, cx);
        }
    }

    /// The answer to the last request, and what there is to report; `None` for an answer to something else.
    pub fn replied(&mut self, ticket: Ticket, reply: &Reply, cx: &mut Cx) -> Option<Option<Report>> {
        self.ticket.take_if(|asked| *asked == ticket)?;
        self.running = false;
        Some(self.take(reply, cx))
    }

    fn take(&mut self, reply: &Reply, cx: &mut Cx) -> Option<Report> {
        match reply {
            Reply::Drives(drives) => self.choose_place(drives, cx),
            Reply::Exported { exported, copies, .. } => {
                if !exported.silent.is_empty() {
                    self.them = (exported.silent.clone(), true);
                    let question = t!(cx.words, "sync-silent-question", devices = report::names(cx, &exported.silent));
                    self.question(Confirm::new(FOR_THEM, t!(cx.words, "sync-exported"), question), cx);
                }
                return Some(report::exported(cx, exported, copies));
            }
            Reply::BackedUp { saved, .. } => return Some(report::backed_up(cx, saved)),
            Reply::Fingerprint(fingerprint) => self.compare(fingerprint, cx),
            Reply::Imported { imported, .. } => return self.imported(imported, cx),
            Reply::Card { holder, device, fingerprint, .. } => {
                self.them = (vec![*device], false);
                let (holder, fingerprint) = (holder.as_str(), fingerprint.as_str());
                let question = t!(cx.words, "sync-card-question", holder = holder, fingerprint = fingerprint);
                self.question(Confirm::new(CARD, t!(cx.words, "sync-admit"), question).dangerous(), cx);
            }
            Reply::Saved { .. } => {
                let question = t!(cx.words, "sync-bundle-for-them");
                self.question(Confirm::new(FOR_THEM, t!(cx.words, "sync-admitted"), question), cx);
                return Some(report::said(&t!(cx.words, "sync-admitted-next")));
            }
            Reply::Done(text) => return Some(report::said(text)),
            Reply::Cancelled => return Some(report::failed(cx, &t!(cx.words, "job-stopped"))),
            Reply::Failed(why) => return Some(report::failed(cx, why)),
            _ => {}
        }
        None
    }

    /// The team's fingerprint is compared aloud.
    fn compare(&mut self, fingerprint: &str, cx: &mut Cx) {
        let question = t!(cx.words, "confirm-fingerprint", fingerprint = fingerprint);
        let title = t!(cx.words, "sync-fingerprint");
        self.question(Confirm::new(FINGERPRINT, title, question).dangerous(), cx);
    }

    /// A dry run is shown first, then confirmed.
    fn imported(&mut self, imported: &crate::workspace::Imported, cx: &mut Cx) -> Option<Report> {
        // A dry run touches no record: the store's divergences and records are counted by the real one.
        let look = self.doing == Some(Doing::Import { look: true });
        let taken = std::mem::take(&mut self.taking);
        if taken || look {
            return Some(report::imported(cx, imported, !taken));
        }
        if let Some(fingerprint) = imported.joined.as_ref().filter(|_| !self.confirmed) {
            self.compare(fingerprint, cx);
            return None;
        }
        let mut lines = report::imported(cx, imported, true).lines;
        lines.extend([String::new(), t!(cx.words, "sync-take-question")]);
        self.question(Confirm::new(TAKE, t!(cx.words, "sync-would-bring"), lines.join("\n")), cx);
        None
    }

    /// The drives, or what lies on them; the last line is for a path.
    fn choose_place(&mut self, drives: &[DriveOffer], cx: &mut Cx) {
        let (places, mut lines): (Vec<PathBuf>, Vec<String>) = match &self.doing {
            Some(Doing::Import { .. }) => bundles(drives, cx),
            Some(Doing::Admit) => {
                let cards = drives.iter().flat_map(|drive| drive.cards.iter().map(move |card| (drive, card)));
                cards.map(|(drive, card)| (card.clone(), on_drive(cx, &file_name(card), drive))).unzip()
            }
            _ => {
                let usable = drives.iter().filter(|offer| !offer.drive.read_only);
                usable.map(|offer| (offer.drive.folder.clone(), free(cx, offer))).unzip()
            }
        };
        self.places = places;
        if self.places.is_empty() {
            return self.question(self.prompt(cx), cx);
        }
        let (title, other) = match self.doing {
            Some(Doing::Import { .. }) => (t!(cx.words, "sync-which-bundle"), t!(cx.words, "sync-other-file")),
            Some(Doing::Admit) => (t!(cx.words, "sync-which-card"), t!(cx.words, "sync-other-file")),
            _ => (t!(cx.words, "sync-where"), t!(cx.words, "sync-other-folder")),
        };
        if self.all_at_once() {
            lines.push(t!(cx.words, "sync-all-drives", n = self.places.len()));
        }
        lines.push(other);
        self.question(Menu::new(PLACE, title, lines), cx);
    }

    fn prompt(&self, cx: &Cx) -> Prompt {
        let title = match (&self.doing, self.places.is_empty()) {
            (Some(Doing::Import { .. }), true) => t!(cx.words, "sync-no-bundle-path"),
            (Some(Doing::Import { .. }), false) => t!(cx.words, "sync-bundle-path"),
            (Some(Doing::Admit), _) => t!(cx.words, "sync-card-path"),
            (_, true) => t!(cx.words, "sync-no-drive-path"),
            (_, false) => t!(cx.words, "sync-folder-path"),
        };
        Prompt::new(PATH, title, "")
    }
}

/// The bundles of all drives, newest first, each with what it may bring.
fn bundles(drives: &[DriveOffer], cx: &Cx) -> (Vec<PathBuf>, Vec<String>) {
    let mut all: Vec<_> = drives.iter().flat_map(|drive| drive.bundles.iter().map(move |one| (drive, one))).collect();
    all.sort_by_key(|(_, offer)| std::cmp::Reverse(offer.manifest.time));
    let line = |(drive, offer): (&DriveOffer, &crate::sync::file::Offer)| {
        let made = LocalTime::in_france_at(offer.manifest.time).map(crate::wording::values::date_time_short);
        let line = t!(
            cx.words,
            "sync-offer",
            sender = report::name(cx, offer.manifest.sender),
            made = made.unwrap_or_default(),
            n = offer.may_bring,
            shown = cx.words.figure(offer.may_bring)
        );
        (offer.path.clone(), on_drive(cx, &line, drive))
    };
    all.into_iter().map(line).unzip()
}

fn on_drive(cx: &Cx, what: &str, drive: &DriveOffer) -> String {
    format!("{what} {} {}", cx.theme.glyphs.separator, drive.drive.name)
}

fn free(cx: &Cx, offer: &DriveOffer) -> String {
    // Decimal megabytes, as sticks are sold.
    let megabytes = i64::try_from(offer.drive.free / 1_000_000).unwrap_or(i64::MAX);
    t!(
        cx.words,
        "sync-drive",
        name = offer.drive.name.as_str(),
        folder = offer.drive.folder.display().to_string(),
        free = cx.words.figure(megabytes)
    )
}

fn file_name(path: &std::path::Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}
