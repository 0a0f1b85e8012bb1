//! What a command works with: the words, the global options, the two streams.

use std::io::{self, IsTerminal, Write};

use super::{Exit, Global, OpenApplication, Problem, ReadKeys};
use crate::i18n::Words;
use crate::t;

/// Results go to `out`, messages to standard error.
pub struct Context {
    pub words: Words,
    pub global: Global,
    pub out: Box<dyn Write>,
    /// Columns of the terminal that `out` is; `None` in a pipe or a file, where nothing is cut.
    pub width: Option<usize>,
    /// Opens the application, once; none in tests.
    pub application: Option<OpenApplication>,
    /// Reads the application's keys; none in tests.
    pub keys: Option<ReadKeys>,
}

impl Context {
    pub fn new(words: Words, global: Global) -> Self {
        let stdout = io::stdout();
        let terminal = stdout.is_terminal().then(crossterm::terminal::size).and_then(Result::ok);
        let width = terminal.map(|(columns, _)| usize::from(columns));
        Self { words, global, out: Box::new(io::BufWriter::new(stdout.lock())), width, application: None, keys: None }
    }

    /// A message for the person at the keyboard, silenced by `--quiet`.
    pub fn say(&self, message: &str) {
        if !self.global.quiet {
            say(message);
        }
    }

    /// Whether someone can be asked: both the questions and the answers have a terminal.
    pub fn can_ask(&self) -> bool {
        io::stdin().is_terminal() && io::stderr().is_terminal()
    }

    /// Ends the command: what was written leaves, an error is told.
    pub fn finish(mut self, result: Result<(), Problem>) -> Exit {
        let written = self.out.flush().map_err(|error| unwritten(&self.words, &error));
        match result.and(written) {
            Ok(()) => Exit::Done,
            Err(problem) => {
                tell(&self.words, &problem);
                problem.exit
            }
        }
    }
}

/// Prints a problem: what and where, the details, what next. A problem without words is silent.
pub fn tell(words: &Words, problem: &Problem) {
    if problem.what.is_empty() {
        return;
    }
    say(&t!(words, "error-line", what = problem.what.as_str()));
    for line in &problem.details {
        say(&format!("  {line}"));
    }
    if let Some(next) = &problem.next {
        say(&format!("  → {next}"));
    }
}

fn say(message: &str) {
    // Nobody is left to tell if standard error is closed.
    let _ = writeln!(io::stderr(), "{message}");
}

/// A result that could not be written. A reader that has seen enough (`| head`) is not worth a message.
pub fn unwritten(words: &Words, error: &io::Error) -> Problem {
    if error.kind() == io::ErrorKind::BrokenPipe {
        return Problem::new(Exit::Done, "");
    }
    let reason = error.to_string();
    Problem::new(Exit::Failed, t!(words, "output-unwritten", reason = reason)).next(t!(words, "output-unwritten-next"))
}
