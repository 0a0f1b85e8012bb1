//! The application in a real terminal: a pseudo-terminal, the program itself, and keys as a keyboard sends them.
//!
//! Every wait is for something on the screen, with a deadline; nothing sleeps for a fixed time.

#![cfg(unix)]

use std::io::{Read, Write};
use std::process::Command;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

use maillage::i18n::{Lang, Words};
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use tempfile::TempDir;

const PROGRAM: &str = env!("CARGO_BIN_EXE_maillage");
/// Longer than anything takes on a slow machine: only a failure waits this long.
const DEADLINE: Duration = Duration::from_secs(60);

const TAB: &str = "\t";
const ENTER: &str = "\r";
const F2: &str = "\x1bOQ";
/// Alone it would begin a sequence.
const ESCAPE: &str = "\x1b\x1b";

/// What the terminal shows, as its bytes come.
struct Shown {
    parser: vt100::Parser,
    /// The program has closed its end.
    ended: bool,
}

/// The program in a terminal of its own, at home in a temporary folder.
struct Session {
    /// Taken away for the next session.
    home: TempDir,
    master: Box<dyn MasterPty + Send>,
    keyboard: Box<dyn Write + Send>,
    child: Option<Box<dyn Child + Send + Sync>>,
    shown: Arc<(Mutex<Shown>, Condvar)>,
}

fn size(cols: u16, rows: u16) -> PtySize {
    PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }
}

impl Session {
    /// `maillage demo` with fifty visits, in French, at 80x24; the dashboard is there.
    fn demo() -> Self {
        let home = tempfile::tempdir().unwrap();
        let store = home.path().join("store");
        let mut command = CommandBuilder::new(PROGRAM);
        command.args(["demo", "--visits", "50", "--lang", "fr", "--store"]);
        command.arg(store);
        let session = Self::of(home, command);
        session.waits_for("centres ouverts");
        session
    }

    /// The same store again.
    fn again(home: TempDir) -> Self {
        let mut command = CommandBuilder::new(PROGRAM);
        command.args(["--lang", "fr", "--store"]);
        command.arg(home.path().join("store"));
        Self::of(home, command)
    }

    fn of(home: TempDir, command: CommandBuilder) -> Self {
        Self::in_terminal(home, command, "xterm-256color")
    }

    fn in_terminal(home: TempDir, mut command: CommandBuilder, term: &str) -> Self {
        let pair = native_pty_system().openpty(size(80, 24)).unwrap();
        command.env_clear();
        for (name, value) in environment(&home) {
            command.env(name, value);
        }
        command.env("PATH", "/usr/bin:/bin");
        command.env("TERM", term);
        command.cwd(home.path());
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let shown =
            Arc::new((Mutex::new(Shown { parser: vt100::Parser::new(24, 80, 0), ended: false }), Condvar::new()));
        let mut screen = pair.master.try_clone_reader().unwrap();
        let drawn = Arc::clone(&shown);
        std::thread::spawn(move || {
            let mut bytes = [0; 8192];
            loop {
                let read = screen.read(&mut bytes).unwrap_or(0);
                let mut shown = drawn.0.lock().unwrap();
                shown.parser.process(&bytes[..read]);
                shown.ended |= read == 0;
                drawn.1.notify_all();
                if read == 0 {
                    return;
                }
            }
        });
        let keyboard = pair.master.take_writer().unwrap();
        Self { home, master: pair.master, keyboard, child: Some(child), shown }
    }

    fn types(&mut self, keys: &str) {
        self.keyboard.write_all(keys.as_bytes()).unwrap();
        self.keyboard.flush().unwrap();
    }

    /// Waits until the terminal is as wanted; `false` if the program ends before.
    fn waits(&self, what: &str, wanted: impl Fn(&vt100::Screen) -> bool) -> bool {
        let start = Instant::now();
        let mut shown = self.shown.0.lock().unwrap();
        loop {
            if wanted(shown.parser.screen()) {
                return true;
            }
            if shown.ended {
                return false;
            }
            let Some(left) = DEADLINE.checked_sub(start.elapsed()) else {
                let text = shown.parser.screen().contents();
                drop(shown);
                panic!("{what} does not come:\n{text}");
            };
            shown = self.shown.1.wait_timeout(shown, left).unwrap().0;
        }
    }

    fn waits_for(&self, text: &str) {
        assert!(self.waits(text, |screen| screen.contents().contains(text)), "{text}: the program has ended");
    }

    /// The program is told another size. What it draws for it goes over the 80x24 that are kept here, as in a window
    /// that was moved on before the program came to it: `vt100` itself does not bear the smallest sizes.
    fn resizes(&self, cols: u16, rows: u16) {
        self.master.resize(size(cols, rows)).unwrap();
    }

    /// Types as long as someone reads; `false` once the program has ended.
    fn types_on(&mut self, keys: &str) -> bool {
        self.keyboard.write_all(keys.as_bytes()).and_then(|()| self.keyboard.flush()).is_ok() && !self.has_ended()
    }

    fn has_ended(&self) -> bool {
        self.shown.0.lock().unwrap().ended
    }

    /// From wherever one is: out of what is open, and out of the program.
    fn leaves(&mut self) {
        let start = Instant::now();
        while self.types_on(&[ESCAPE, ESCAPE, ESCAPE, "q", ENTER].concat()) {
            assert!(start.elapsed() < DEADLINE, "it does not end");
            let shown = self.shown.0.lock().unwrap();
            drop(self.shown.1.wait_timeout_while(shown, Duration::from_millis(300), |shown| !shown.ended).unwrap());
        }
        self.ends();
    }

    /// Leaves by `q`, and answers what it asks; the terminal is as it was, and the program has done well.
    fn quits(&mut self) {
        self.types("q");
        if self.waits("the end", |screen| screen.contents().contains("pas encore au siège")) {
            self.types(ENTER);
        }
        self.ends();
    }

    fn ends(&mut self) {
        let mut child = self.child.take().unwrap();
        let mut killer = child.clone_killer();
        let (done, ended) = channel();
        std::thread::spawn(move || done.send(child.wait()));
        let status = match ended.recv_timeout(DEADLINE) {
            Ok(status) => status.unwrap(),
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {
                killer.kill().unwrap();
                panic!("the program does not end");
            }
        };
        assert!(!self.waits("the end of the output", |_| false));
        let shown = self.shown.0.lock().unwrap();
        let screen = shown.parser.screen();
        assert_eq!(status.exit_code(), 0, "{}", screen.contents());
        assert!(!screen.alternate_screen(), "the alternate screen is left");
        assert!(!screen.hide_cursor(), "the cursor shows");
        assert!(!screen.bracketed_paste(), "pastes are no longer announced");
    }

    /// A second program on the same store, without a terminal.
    fn beside(&self, args: &[&str]) -> (Option<i32>, String) {
        let mut command = Command::new(PROGRAM);
        command.env_clear().envs(environment(&self.home)).args(["--lang", "fr", "--store"]);
        let output = command.arg(self.home.path().join("store")).args(args).output().unwrap();
        let said = [output.stdout, output.stderr].concat();
        (output.status.code(), String::from_utf8(said).unwrap())
    }
}

impl Session {
    /// The home of a program that has ended.
    fn home(mut self) -> TempDir {
        assert!(self.child.is_none());
        std::mem::replace(&mut self.home, tempfile::tempdir().unwrap())
    }
}

impl Drop for Session {
    /// A test that fails leaves no program behind.
    fn drop(&mut self) {
        if let Some(mut child) = self.child.take() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

fn environment(home: &TempDir) -> [(&'static str, String); 3] {
    let folder = home.path().to_str().unwrap().to_owned();
    [("LANG", "C.UTF-8".to_owned()), ("XDG_CONFIG_HOME", folder.clone()), ("HOME", folder)]
}

#[test]
fn a_visit_is_logged_by_keys_and_the_terminal_is_given_back() {
    let mut session = Session::demo();
    let (code, said) = session.beside(&["list", "members"]);
    assert_eq!(code, Some(3), "one program at a time: {said}");

    session.types("5");
    session.waits_for("50 visites");
    session.types("n");
    session.waits_for("Nouvelle visite");
    // The next pseudonym comes from the store's thread.
    let proposed = |line: &str| line.contains("Patient *") && line.contains("DEMO-");
    assert!(session.waits("a pseudonym", |screen| screen.contents().lines().any(proposed)));
    session.types(&["hier 14h30", TAB, "ceret", TAB, TAB, "aigu", TAB, TAB, TAB, TAB, TAB, TAB, "35", F2].concat());
    session.waits_for("Visite enregistrée");
    session.waits_for("51 visites");
    session.quits();

    let (code, listed) = session.beside(&["list", "visits", "--format", "jsonl", "--where", "minutes=35"]);
    assert_eq!(code, Some(0), "{listed}");
    assert!(listed.lines().any(|line| line.contains("\"acute\"") && line.contains("T14:30")), "{listed}");
}

/// Without a word of which terminal it is, or where it can show lines of text only, the dashboard is text.
#[test]
fn a_terminal_that_cannot_draw_gets_the_dashboard_as_text() {
    for term in ["dumb", ""] {
        let home = tempfile::tempdir().unwrap();
        let mut command = CommandBuilder::new(PROGRAM);
        command.args(["demo", "--visits", "20", "--lang", "fr", "--store"]);
        command.arg(home.path().join("store"));
        let mut session = Session::in_terminal(home, command, term);
        session.ends();
        let shown = session.shown.0.lock().unwrap();
        // What does not fit has gone up: the last screen has the published figures.
        let text = shown.parser.screen().contents();
        assert!(text.contains("Chiffres publiés"), "{text}");
    }
    let home = tempfile::tempdir().unwrap();
    let mut command = CommandBuilder::new(PROGRAM);
    command.args(["init", "--name", "Essai", "--no-passphrase", "--empty", "--lang", "fr", "--store"]);
    command.arg(home.path().join("store"));
    let mut session = Session::of(home, command);
    session.ends();
    let mut command = CommandBuilder::new(PROGRAM);
    let home = session.home();
    command.args(["--lang", "fr", "--store"]);
    command.arg(home.path().join("store"));
    let mut session = Session::in_terminal(home, command, "dumb");
    session.ends();
    let text = session.shown.0.lock().unwrap().parser.screen().contents();
    assert!(text.contains("TERM=dumb") && text.contains("Tableau de bord"), "{text}");
}

#[test]
fn a_storm_of_sizes_does_not_kill_it() {
    let mut session = Session::demo();
    for round in 0..200_u16 {
        let (cols, rows) = (1 + round * 37 % 211, 1 + round * 17 % 61);
        session.resizes(cols, rows);
        session.types(["2", "5", "6", "1"][usize::from(round % 4)]);
    }
    session.resizes(80, 24);
    session.types("6");
    session.waits_for("Indicateurs");
    session.types("1");
    session.waits_for("Démonstration");
    session.quits();
}

#[test]
fn a_paste_of_ten_thousand_characters_is_one_text_and_what_is_too_long_is_said() {
    let mut session = Session::demo();
    session.types("3");
    session.waits_for("en préparation");
    session.types("N");
    session.waits_for("Texte");
    let text = "Réunion à Céret ; œuvre, ça ! ".repeat(400).chars().take(10_000).collect::<String>();
    // Its letters are no commands, its end is in sight.
    session.types(&["[200~", &text, "fin du collage[201~"].concat());
    session.waits_for("fin du collage");
    session.types(F2);
    session.waits_for("Trop long");
    session.leaves();
    let (code, said) = session.beside(&["check"]);
    assert_eq!(code, Some(0), "{said}");
}

/// By a shell, as a person's terminal has one: only what has one can be stopped.
#[test]
fn a_suspended_program_leaves_the_terminal_to_the_shell_and_comes_back() {
    let home = tempfile::tempdir().unwrap();
    let mut shell = CommandBuilder::new("/bin/sh");
    shell.arg("-i");
    let mut session = Session::of(home, shell);
    session.types("PS1='pret> '; unset ENV\r");
    session.waits_for("pret> ");
    session.types(&format!("{PROGRAM} demo --visits 20 --lang fr\r"));
    session.waits_for("centres ouverts");
    session.types("gz");
    let stopped = |screen: &vt100::Screen| !screen.alternate_screen() && screen.contents().contains("Stopped");
    assert!(session.waits("the shell", stopped));
    session.types("fg\r");
    let back = |screen: &vt100::Screen| screen.alternate_screen() && screen.contents().contains("centres ouverts");
    assert!(session.waits("the program", back));
    session.types("3");
    session.waits_for("en préparation");
    session.types("q");
    // Until the shell asks again, what is typed goes to the program that ends.
    let asks = |screen: &vt100::Screen| !screen.alternate_screen() && screen.contents().trim_end().ends_with("pret>");
    assert!(session.waits("the shell", asks));
    session.types("exit 0\r");
    session.ends();
}

#[test]
fn two_thousand_random_keys_leave_a_whole_store() {
    let letters = "abcdefghijklmnopqrstuvwxyzACDEFGHIKLMNOPQRSTUVWXYZ0123456789éèàç&'(,;:!?/<>*-+ ";
    let mut keys: Vec<String> = letters.chars().map(String::from).collect();
    let named =
        ["\r", "\t", ESCAPE, "\x1b[A", "\x1b[B", "\x1b[C", "\x1b[D", "\x1b[5~", "\x1b[6~", "\x7f", "\x1b[3~", F2];
    // More often than one letter among others.
    keys.extend(named.iter().cycle().take(named.len() * 4).map(|key| (*key).to_owned()));
    keys.extend(["\x13", "\x0e", "\x15", "\x1a", "\x19"].map(String::from));
    let mut seed = 20_261_125_u64;
    let mut random = || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        keys[usize::try_from(seed >> 33).unwrap() % keys.len()].clone()
    };
    let mut session = Session::demo();
    for _ in 0..200 {
        let some: String = (0..10).map(|_| random()).collect();
        if !session.types_on(&some) {
            session.ends();
            session = Session::again(session.home());
        }
    }
    session.leaves();
    let (code, said) = session.beside(&["check"]);
    assert_eq!(code, Some(0), "{said}");
}

/// Not by itself: the test below runs it in a terminal.
#[test]
#[ignore = "panics, for the test below"]
fn panics_with_the_terminal_taken() {
    let mut terminal = maillage::tui::terminal::take(Words::new(Lang::Fr)).unwrap();
    terminal.draw(|frame| frame.render_widget("SIE-0007 à l’écran", frame.area())).unwrap();
    panic!("SIE-0007, Céret");
}

#[test]
fn a_panic_gives_the_terminal_back_and_names_no_patient() {
    let mut command = CommandBuilder::new(std::env::current_exe().unwrap());
    command.args(["panics_with_the_terminal_taken", "--exact", "--ignored", "--nocapture"]);
    let session = Session::of(tempfile::tempdir().unwrap(), command);
    session.waits_for("s’est arrêté sur une erreur qui est la sienne");
    assert!(!session.waits("the end of the output", |_| false));
    let shown = session.shown.0.lock().unwrap();
    let (screen, said) = (shown.parser.screen(), shown.parser.screen().contents());
    assert!(!screen.alternate_screen() && !screen.hide_cursor() && !screen.bracketed_paste(), "{said}");
    assert!(said.contains("tests/terminal.rs:") && said.contains("est sur le disque"), "{said}");
    assert!(!said.contains("SIE-0007"), "{said}");
}
