//! `maillage keys`: the keys of the application, to be printed and pinned up.

use std::io::Write;

use askama::Template;
use clap::{Args, ValueEnum};
use unicode_width::UnicodeWidthStr;

use super::context::unwritten;
use super::{Context, Exit, KeySheet, Problem};
use crate::t;
use crate::workspace::preferences::{KEYMAP_FILE, Preferences};

#[derive(Debug, Args)]
pub struct Keys {
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    /// One page, to be printed.
    Html,
}

/// The cheat sheet as a page: no script, nothing fetched, three columns on A4.
#[derive(Template)]
#[template(
    ext = "html",
    source = r#"<!DOCTYPE html>
<html lang="{{ lang }}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{{ title }}</title>
<style>
@page { size: A4; margin: 8mm }
body { font: 7pt/1.25 sans-serif; margin: 1rem }
h1 { font-size: 11pt; margin: 0 0 1ex }
main { columns: 17rem 4; column-gap: 1.2em }
h2 { font-size: 8pt; margin: 0 0 .2em; break-after: avoid }
table { border-collapse: collapse; width: 100%; margin-bottom: .8em; break-inside: avoid }
th { text-align: left; font-weight: bold; white-space: nowrap; padding-right: .6em; vertical-align: top; width: 8em }
td { vertical-align: top }
@media screen { body { font-size: 11pt } h1 { font-size: 16pt } h2 { font-size: 12pt } }
@media print { body { margin: 0 } }
@media (prefers-color-scheme: dark) { @media screen { body { background: #16181c; color: #e6e6e6 } } }
</style>
</head>
<body>
<h1>{{ title }}</h1>
<main>
{%- for (section, lines) in sections %}
<h2>{{ section }}</h2>
<table>
{%- for (keys, what) in lines %}
<tr><th scope="row">{{ keys }}</th><td>{{ what }}</td></tr>
{%- endfor %}
</table>
{%- endfor %}
</main>
</body>
</html>
"#
)]
struct Page<'a> {
    lang: &'a str,
    title: String,
    sections: &'a [(String, Vec<(String, String)>)],
}

impl Keys {
    pub fn run(self, context: &mut Context) -> Result<(), Problem> {
        let Some(keys) = context.keys else { return Ok(()) };
        let likings = Preferences::folder();
        let preferred = likings.as_deref().and_then(|folder| Preferences::read(folder).ok()?.keymap);
        let keymap = context.global.keymap.clone().or(preferred);
        let overlay = likings.map(|folder| folder.join(KEYMAP_FILE));
        let sheet = keys(keymap.as_deref(), overlay.as_deref(), &context.words);
        if !sheet.faults.is_empty() {
            return Err(Problem::new(Exit::DataRefused, t!(context.words, "keys-refused")).details(sheet.faults));
        }
        let text = match self.format {
            Format::Text => text(&sheet),
            Format::Html => page(&sheet, context)?,
        };
        write!(context.out, "{text}").map_err(|error| unwritten(&context.words, &error))
    }
}

fn page(sheet: &KeySheet, context: &Context) -> Result<String, Problem> {
    let title = t!(context.words, "keys-title", keymap = sheet.name.as_str());
    let page = Page { lang: context.words.lang.code(), title, sections: &sheet.sections };
    page.render().map_err(|error| Problem::new(Exit::Failed, error.to_string()))
}

fn text(sheet: &KeySheet) -> String {
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
    text
}
