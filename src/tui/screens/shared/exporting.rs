//! What a list shows, as a CSV file: which fields where there is a choice, and where it goes.

use std::path::PathBuf;

use crate::model::{Kind, RecordId};
use crate::t;
use crate::tui::action::Action;
use crate::tui::cx::{Cx, Tone};
use crate::tui::layer::{Answer, Took};
use crate::tui::popup::{Confirm, Menu, Prompt};
use crate::tui::request::{Listed, Reply, Request, Ticket, VisitFilter};
use crate::tui::text;

const FIELDS: &str = "csv-fields";
const SURE: &str = "csv-sure";
const PATH: &str = "csv-path";
const DRIVE: &str = "csv-drive";

/// An export under way.
#[derive(Default)]
pub struct Exporting {
    what: Option<Listed>,
    to: PathBuf,
    asked: Option<Ticket>,
}

impl Exporting {
    /// Records of one kind, in the order in which they show.
    pub fn records(&mut self, kind: Kind, ids: Vec<RecordId>, cx: &mut Cx) {
        self.what = Some(Listed::Records { kind, ids });
        self.ask_path(kind, cx);
    }

    /// The visits of a filter. In the clear: asked first, and without pseudonyms unless they are chosen.
    pub fn visits(&mut self, filter: VisitFilter, cx: &mut Cx) {
        if cx.masked {
            return cx.say(Tone::Plain, t!(cx.words, "visits-masked"));
        }
        self.what = Some(Listed::Visits { filter, personal: false });
        let lines = vec![t!(cx.words, "csv-without"), t!(cx.words, "csv-with")];
        cx.push(Menu::new(FIELDS, t!(cx.words, "csv-visits"), lines));
    }

    fn ask_path(&self, kind: Kind, cx: &mut Cx) {
        let name = format!("{}-{}.csv", kind.plural(), cx.today());
        let dirs = directories::UserDirs::new();
        let folder = dirs.map(|dirs| dirs.document_dir().unwrap_or(dirs.home_dir()).to_owned()).unwrap_or_default();
        let title = text::sentence(&Action::ExportCsv.label(&cx.words));
        let prompt = Prompt::new(PATH, title, &folder.join(name).to_string_lossy());
        cx.push(prompt.saying(t!(cx.words, "csv-where")).required());
    }

    fn ask(&mut self, confirmed: bool, cx: &mut Cx) {
        let Some(what) = self.what.clone() else { return };
        self.asked = Some(cx.request(Request::WriteCsv { what, to: self.to.clone(), confirmed }));
    }

    /// The popups' answers. `Took::No`: it is none of theirs.
    pub fn answered(&mut self, tag: &'static str, answer: &Answer, cx: &mut Cx) -> Took {
        match (tag, answer) {
            (FIELDS, Answer::Picked(0)) => self.ask_path(Kind::Visit, cx),
            (FIELDS, Answer::Picked(_)) => {
                let question = t!(cx.words, "csv-with-sure");
                cx.push(Confirm::new(SURE, t!(cx.words, "csv-visits"), question).dangerous());
            }
            (SURE, Answer::Yes) => {
                if let Some(Listed::Visits { personal, .. }) = &mut self.what {
                    *personal = true;
                }
                self.ask_path(Kind::Visit, cx);
            }
            (PATH, Answer::Text(path)) => {
                self.to = PathBuf::from(path.trim());
                self.ask(false, cx);
            }
            (DRIVE, Answer::Yes) => self.ask(true, cx),
            (SURE | DRIVE, _) => {}
            _ => return Took::No,
        }
        Took::Yes
    }

    /// The reply to what was asked. `Took::No`: it is another's.
    pub fn replied(&mut self, ticket: Ticket, reply: &Reply, cx: &mut Cx) -> Took {
        if self.asked.take_if(|asked| *asked == ticket).is_none() {
            return Took::No;
        }
        match reply {
            Reply::Done(said) => cx.say(Tone::Good, said.clone()),
            Reply::OnDrive(name) => {
                let question = t!(cx.words, "csv-drive-sure", drive = name.as_str());
                cx.push(Confirm::new(DRIVE, t!(cx.words, "csv-visits"), question).dangerous());
            }
            _ => {}
        }
        Took::Yes
    }
}
