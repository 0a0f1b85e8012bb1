//! `maillage keys`: the keys of the application, to be printed and pinned up.

use std::io::Write;

use clap::Args;
use unicode_width::UnicodeWidthStr;

use super::application::overlay;
use super::context::unwritten;
use super::{Context, Exit, Problem};
use crate::t;

#[derive(Debug, Args)]
pub struct Keys {}

impl Keys {
    pub fn run(self, context: &mut Context) -> Result<(), Problem> {
        let Some(keys) = context.keys else { return Ok(()) };
        let sheet = keys(context.global.keymap.as_deref(), overlay().as_deref(), &context.words);
        if !sheet.faults.is_empty() {
            return Err(Problem::new(Exit::DataRefused, t!(context.words, "keys-refused")).details(sheet.faults));
        }
        let lines = || sheet.sections.iter().flat_map(|(_, lines)| lines);
        let width = lines().map(|(keys, _)| keys.width()).max().unwrap_or_default();
        let mut text = String::new();
        for (section, lines) in &sheet.sections {
            if !text.is_empty() {
                text.push('\n');
            }
            text.push_str(&format!("{section}\n"));
            for (keys, what) in lines {
                let gap = " ".repeat(width.saturating_sub(keys.width()));
                text.push_str(&format!("  {keys}{gap}  {what}\n"));
            }
        }
        write!(context.out, "{text}").map_err(|error| unwritten(&context.words, &error))
    }
}
