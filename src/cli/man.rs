//! `maillage man`: the manual page, every command in it.

use std::io::{self, Write};

use clap::{Args, Command};
use clap_mangen::Man as Page;

use super::context::unwritten;
use super::{Context, Problem};
use crate::i18n::Words;
use crate::t;

#[derive(Debug, Args)]
pub struct Man {}

impl Man {
    pub fn run(self, context: &mut Context) -> Result<(), Problem> {
        let command = super::command(&context.words);
        let written = page(&mut context.out, &context.words, command);
        written.map_err(|error| unwritten(&context.words, &error))
    }
}

/// One page (troff): the program, then each command under its own heading, instead of a page a command.
fn page(out: &mut dyn Write, words: &Words, mut command: Command) -> io::Result<()> {
    command.build();
    let root = Page::new(command.clone()).manual(t!(words, "app-name"));
    root.render_title(out)?;
    root.render_name_section(out)?;
    root.render_synopsis_section(out)?;
    root.render_options_section(out)?;
    section(out, &command)
}

fn section(out: &mut dyn Write, command: &Command) -> io::Result<()> {
    for sub in command.get_subcommands().filter(|sub| !sub.is_hide_set()) {
        let name = sub.get_bin_name().unwrap_or_else(|| sub.get_name());
        writeln!(out, ".SH {}", name.to_uppercase())?;
        writeln!(out, "{}", sub.get_about().map(ToString::to_string).unwrap_or_default().replace('-', "\\-"))?;
        let mut text = Vec::new();
        let page = Page::new(sub.clone());
        page.render_synopsis_section(&mut text)?;
        page.render_options_section(&mut text)?;
        // Sections of the page become parts of the command's section.
        out.write_all(String::from_utf8_lossy(&text).replace(".SH ", ".SS ").as_bytes())?;
        if let Some(examples) = sub.get_after_help() {
            writeln!(out, ".PP\n.nf\n{}\n.fi", examples.to_string().replace('-', "\\-"))?;
        }
        section(out, sub)?;
    }
    Ok(())
}
