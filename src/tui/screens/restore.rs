//! The way to a notebook made from a backup, at the first start: which file, its passphrase, what came back.

use std::path::PathBuf;

use crate::i18n::Words;
use crate::t;
use crate::tui::cx::Cx;
use crate::tui::layer::Answer;
use crate::tui::popup::{Menu, Prompt};
use crate::tui::request::{Passphrase, Reply, Request, Ticket};
use crate::workspace::{FoundBackup, Restored};

const FILE: &str = "restore-file";
const PATH: &str = "restore-path";
const PASSPHRASE: &str = "restore-passphrase";

/// Where the way stands. A question left by Escape leaves it there, and nothing is done.
#[derive(Default)]
pub struct Restoring {
    asked: Option<Ticket>,
    /// The files of the menu, by line; one line more is for typing a path.
    found: Vec<PathBuf>,
    file: Option<PathBuf>,
    /// The file is being read.
    pub working: bool,
    failed: Option<String>,
}

impl Restoring {
    /// Looks at the drives for backups.
    pub fn begin(&mut self, cx: &mut Cx) {
        self.working = false;
        self.asked = Some(cx.request(Request::Backups));
    }

    /// Whether the answer was to one of these questions.
    pub fn answered(&mut self, tag: &'static str, answer: &Answer, cx: &mut Cx) -> bool {
        match (tag, answer) {
            (FILE, Answer::Picked(at)) => match self.found.get(*at).cloned() {
                Some(file) => self.look_at(file, cx),
                None => cx.push(Prompt::new(PATH, t!(cx.words, "restore-path"), "")),
            },
            (PATH, Answer::Text(text)) if !text.trim().is_empty() => self.look_at(PathBuf::from(text.trim()), cx),
            (PASSPHRASE, Answer::Text(text)) => self.restore(Some(Passphrase::new(text.clone())), cx),
            (FILE | PATH | PASSPHRASE, _) => {}
            _ => return false,
        }
        true
    }

    /// What came back, once it is there.
    pub fn replied(&mut self, ticket: Ticket, reply: &Reply, cx: &mut Cx) -> Option<Restored> {
        self.asked.take_if(|asked| *asked == ticket)?;
        self.working = false;
        self.failed = None;
        match reply {
            Reply::Backups(found) => self.choose(found, cx),
            Reply::NeedsPassphrase(true) => self.ask_passphrase(String::new(), cx),
            Reply::NeedsPassphrase(false) => self.restore(None, cx),
            Reply::WrongPassphrase => self.ask_passphrase(t!(cx.words, "passphrase-wrong"), cx),
            Reply::Restored { restored, .. } => return Some(restored.clone()),
            Reply::Failed(why) => self.failed = Some(why.clone()),
            _ => {}
        }
        None
    }

    /// What stands on the page, in paragraphs.
    pub fn said(&self, words: &Words) -> String {
        let how = if self.working { t!(words, "restore-working") } else { t!(words, "restore-how") };
        [self.failed.clone(), Some(how)].into_iter().flatten().collect::<Vec<_>>().join("\n\n")
    }

    fn choose(&mut self, found: &[FoundBackup], cx: &mut Cx) {
        self.found = found.iter().map(|one| one.path.clone()).collect();
        if found.is_empty() {
            return cx.push(Prompt::new(PATH, t!(cx.words, "restore-no-drive-path"), ""));
        }
        let line = |one: &FoundBackup| {
            let name = one.path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            format!("{name} {} {}", cx.theme.glyphs.separator, one.drive)
        };
        let mut lines: Vec<String> = found.iter().map(line).collect();
        lines.push(t!(cx.words, "sync-other-file"));
        cx.push(Menu::new(FILE, t!(cx.words, "restore-which"), lines));
    }

    fn look_at(&mut self, file: PathBuf, cx: &mut Cx) {
        self.asked = Some(cx.request(Request::LookAtBackup(file.clone())));
        self.file = Some(file);
    }

    fn ask_passphrase(&self, said: String, cx: &mut Cx) {
        cx.push(Prompt::new(PASSPHRASE, t!(cx.words, "restore-passphrase"), "").hidden().saying(said));
    }

    fn restore(&mut self, passphrase: Option<Passphrase>, cx: &mut Cx) {
        if let Some(file) = self.file.clone() {
            self.working = true;
            self.asked = Some(cx.request(Request::Restore { file, passphrase }));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::i18n::Lang;
    use crate::store::vault::{KdfCost, Passphrase as Key};
    use crate::store::{Opening, Random};
    use crate::sync::drives::Drive;
    use crate::tui::house::{Entrance, RealHouse};
    use crate::tui::office::Office;
    use crate::tui::testing::{Bench, cx, moment};
    use crate::tui::theme::Depth;
    use crate::workspace::{Clock, Founding, Workspace};

    const PHRASE: &str = "brebis col neige gave hêtre route mairie";

    fn clock() -> Clock {
        std::sync::Arc::new(|| moment().wall_millis)
    }

    /// A stick with a backup on it.
    fn stick() -> tempfile::TempDir {
        let (stick, store) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let opening = Opening { random: Random::seeded(1), ..Opening::new(Some(Key::new(PHRASE))) };
        let (holder, sector, code) = ("Élodie Exemple".to_owned(), vec![], "EE".to_owned());
        let founding = Founding { holder, sector, code, demo: false, opening, cost: KdfCost::CHEAP };
        let (mut workspace, _) = Workspace::found(store.path(), founding, false, clock()).unwrap();
        workspace.backup(stick.path(), &mut |_| std::ops::ControlFlow::Continue(())).unwrap();
        stick
    }

    fn first_start(folder: &std::path::Path, drives: Vec<Drive>, size: (u16, u16)) -> Bench<Office> {
        let cx = cx(Lang::Fr, Depth::Indexed);
        let office = Office::closed(folder, cx.words.clone(), clock(), Box::new(drives)).cheap();
        let mut bench = Bench::with(cx, RealHouse { entrance: Entrance::FirstStart }, office, size);
        bench.type_keys("Enter Down Enter");
        bench
    }

    fn drive(stick: &tempfile::TempDir) -> Drive {
        Drive { name: "CLE".into(), folder: stick.path().to_owned(), free: 1, total: 2, read_only: true }
    }

    #[test]
    fn a_new_laptop_gets_its_notebook_back_by_the_keyboard() {
        let (stick, home) = (stick(), tempfile::tempdir().unwrap());
        let mut bench = first_start(&home.path().join("store"), vec![drive(&stick)], (80, 24));
        assert!(bench.text().contains("ee-2026-11-23-1.sauvegarde"), "{}", bench.text());
        bench.type_keys("Enter \"une autre phrase\" Enter");
        assert!(bench.text().contains("la phrase de passe n’est pas la bonne"), "{}", bench.text());
        bench.type_keys(&format!("\"{PHRASE}\" Enter"));
        // The pseudonym that comes next hangs on the number of the new life, which is random.
        for said in ["Carnet restauré tel qu’au lun. 23 nov. 2026", "seul portable du siège", "001, pour qu’aucun"]
        {
            assert!(bench.text().contains(said), "{}", bench.text());
        }
        bench.type_keys("Enter");
        assert_eq!(bench.app.cx.desk.my_device().unwrap().holder.as_deref(), Some("Élodie Exemple"));
        assert!(bench.app.cx.lockable, "it has a passphrase");
        assert!(bench.text().contains("centre ouvert"), "{}", bench.text());
    }

    #[test]
    fn without_a_stick_the_path_is_typed_and_what_is_no_backup_says_so() {
        let (stick, home) = (stick(), tempfile::tempdir().unwrap());
        let mut bench = first_start(&home.path().join("store"), vec![], (80, 24));
        let text = stick.path().join("x.txt");
        std::fs::write(&text, "bonjour").unwrap();
        bench.paste(&text.display().to_string()).type_keys("Enter");
        assert!(bench.text().contains("n’est pas une sauvegarde"), "{}", bench.text());
        bench.type_keys("Enter").paste(&stick.path().join("ee-2026-11-23-1.sauvegarde").display().to_string());
        bench.type_keys(&format!("Enter \"{PHRASE}\" Enter"));
        assert!(bench.text().contains("Carnet restauré"), "{}", bench.text());
    }

    #[test]
    fn escape_leads_back_to_a_new_notebook() {
        let home = tempfile::tempdir().unwrap();
        let mut bench = first_start(&home.path().join("store"), vec![], (80, 24));
        bench.type_keys("Esc Esc Enter");
        assert!(bench.text().contains("Votre nom"), "{}", bench.text());
    }
}
