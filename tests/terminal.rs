//! The application in a real terminal: a pseudo-terminal, the program itself, and keys as a keyboard sends them.
//!
//! Every wait is for something on the screen, with a deadline; nothing sleeps for a fixed time.

#![cfg(unix)]

use std::io::{Read, Write};
use std::process::Command;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use tempfile::TempDir;

const PROGRAM: &str = env!("CARGO_BIN_EXE_maillage");
/// Longer than anything takes on a slow machine: only a failure waits this long.
const DEADLINE: Duration = Duration::from_secs(60);

const TAB: &str = "\t";
const ENTER: &str = "\r";
const F2: &str = "\x1bOQ";

/// What the terminal shows, as its bytes come.
struct Shown {
    parser: vt100::Parser,
    /// The program has closed its end.
    ended: bool,
}

/// The program in a terminal of its own, at home in a temporary folder.
struct Session {
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
        let pair = native_pty_system().openpty(size(80, 24)).unwrap();
        let mut command = CommandBuilder::new(PROGRAM);
        command.env_clear();
        for (name, value) in environment(&home) {
            command.env(name, value);
        }
        command.env("TERM", "xterm-256color");
        command.cwd(home.path());
        command.args(["demo", "--visits", "50", "--lang", "fr", "--store"]);
        command.arg(home.path().join("store"));
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
        let session = Self { home, master: pair.master, keyboard, child: Some(child), shown };
        session.waits_for("centres ouverts");
        session
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

#[test]
fn a_storm_of_sizes_does_not_kill_it() {
    let mut session = Session::demo();
    for round in 0..60 {
        let (cols, rows) = [(1, 1), (200, 60), (40, 12), (7, 3), (120, 36), (80, 1), (2, 50)][round % 7];
        session.resizes(cols, rows);
        session.types(["2", "5", "6", "1"][round % 4]);
    }
    session.resizes(80, 24);
    session.types("6");
    session.waits_for("Indicateurs");
    session.types("1");
    session.waits_for("Démonstration");
    session.quits();
}
