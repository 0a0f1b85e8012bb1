use std::io;
use std::path::Path;
use std::process::ExitCode;

use maillage::cli::{self, Application, KeySheet, Screens};
use maillage::i18n::Words;
use maillage::tui::keymap::Keymap;
use maillage::tui::start::{Found, Launch, start};

fn main() -> ExitCode {
    cli::main(std::env::args_os(), Screens { open: Box::new(open), keys }).into()
}

/// The command line hands the application over; neither face knows the other.
fn open(application: Application) -> io::Result<()> {
    let Application { folder, store, words, preferences, asked, likings, notices } = application;
    let found = match store {
        cli::Store::None => Found::Nothing,
        cli::Store::Locked => Found::Locked,
        cli::Store::Open(workspace) => Found::Open(workspace),
    };
    start(Launch { folder, found, words, preferences, asked, likings, notices }).map(|_| ())
}

/// The keys of a keymap, for the command line to print.
fn keys(choice: Option<&str>, overlay: Option<&Path>, words: &Words) -> KeySheet {
    let (keymap, faults) = Keymap::open(choice, overlay);
    let sections = keymap.sheet(words);
    KeySheet { name: keymap.name, sections, faults: faults.iter().map(|fault| fault.tell(words)).collect() }
}
