//! Questions before something is destroyed or trusted: at a terminal a person answers, elsewhere `--yes` does.

use std::io::{self, BufRead, Write};

use super::{Context, Exit, Problem};
use crate::model::entry::yes_no;
use crate::t;

impl Context {
    /// Asks, unless `--yes` has answered.
    ///
    /// # Errors
    /// Exit 2 where nobody can be asked and `--yes` is missing; exit 1 where the answer is no.
    pub fn confirm(&self, question: &str, yes: bool) -> Result<(), Problem> {
        if yes {
            return Ok(());
        }
        if !self.can_ask() {
            return Err(Problem::new(Exit::Usage, t!(self.words, "confirm-needed", question = question))
                .next(t!(self.words, "confirm-needed-next")));
        }
        let mut answer = String::new();
        let asked = write!(io::stderr(), "{} ", t!(self.words, "confirm-prompt", question = question))
            .and_then(|()| io::stdin().lock().read_line(&mut answer));
        match (asked, yes_no(&answer)) {
            (Ok(_), Ok(true)) => Ok(()),
            _ => Err(Problem::new(Exit::Failed, t!(self.words, "confirm-refused"))),
        }
    }
}
