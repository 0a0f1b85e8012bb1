//! A report as one page: no script, nothing fetched, light and dark, A4 on paper. Whatever comes from the store is
//! escaped by the template.

use std::io;

use askama::Template;

use super::document::{Cell, Document, Section, Table};
use crate::i18n::Words;
use crate::i18n::format::date_long;
use crate::t;

#[derive(Template)]
#[template(
    ext = "html",
    source = r#"<!DOCTYPE html>
<html lang="{{ lang }}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{{ title }}{% if !subtitle.is_empty() %} · {{ subtitle }}{% endif %}</title>
<style>
:root { --ground: #fff; --text: #1b1f24; --quiet: #57606a; --line: #d0d7de; --band: #f3f5f7; --mark: #0b5c8a }
@media (prefers-color-scheme: dark) {
  :root { --ground: #15181c; --text: #e8eaed; --quiet: #a5adb6; --line: #3a424c; --band: #1f242a; --mark: #7cc4ee }
}
@media print {
  :root { --ground: #fff; --text: #000; --quiet: #444; --line: #999; --band: #f3f5f7; --mark: #0b5c8a }
  body { padding: 0; font-size: 9.5pt }
  section { break-inside: auto }
  h2, caption { break-after: avoid }
  tr { break-inside: avoid }
  thead { display: table-header-group }
  .wide { overflow: visible }
}
@page { size: A4; margin: 15mm 14mm }
* { box-sizing: border-box }
body { margin: 0 auto; padding: 1.5rem 1rem 3rem; max-width: 60rem; background: var(--ground); color: var(--text);
  font: 1rem/1.45 system-ui, "Segoe UI", "DejaVu Sans", sans-serif; overflow-wrap: break-word }
header { border-bottom: 3px solid var(--mark); padding-bottom: .8rem; margin-bottom: 1.2rem }
header p { margin: 0; color: var(--quiet) }
.service { font-size: .9rem }
.subtitle { font-size: 1.15rem; color: var(--text) }
.made { font-size: .85rem }
h1 { font-size: 1.7rem; line-height: 1.2; margin: .2rem 0 }
h2 { font-size: 1.2rem; margin: 1.8rem 0 .5rem; color: var(--mark) }
.remark { border-left: 4px solid var(--mark); background: var(--band); padding: .6rem .9rem; margin: 0 0 .8rem; white-space: pre-line }
.said { margin: .3rem 0 .6rem; white-space: pre-line }
.none { color: var(--quiet); margin: .3rem 0 }
.facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr)); gap: .6rem; margin: 0 }
.facts div { background: var(--band); border: 1px solid var(--line); border-radius: .4rem; padding: .5rem .7rem;
  display: flex; flex-direction: column; justify-content: space-between; break-inside: avoid }
.facts dt { color: var(--quiet); font-size: .85rem }
.facts dd { margin: 0; font-size: 1.35rem; font-weight: 600; font-variant-numeric: tabular-nums }
.wide { overflow-x: auto; margin-bottom: 1rem }
table { border-collapse: collapse; width: 100%; font-size: .95rem }
caption { text-align: left; font-weight: 600; padding: .3rem 0 }
.heard { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }
th, td { text-align: left; vertical-align: top; padding: .35rem .6rem; border-bottom: 1px solid var(--line) }
tbody th { font-weight: normal }
thead th { border-bottom: 2px solid var(--line); color: var(--quiet); font-size: .85rem }
.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap }
.total th, .total td { font-weight: 600; border-top: 2px solid var(--line) }
thead .n { white-space: normal }
table:not(:has(th:nth-child(3), td:nth-child(3))) { max-width: 30rem }
@media screen and (max-width: 30rem) { body { padding: 1rem .7rem 2rem } th, td { padding: .3rem .35rem } h1 { font-size: 1.4rem } }
</style>
</head>
<body>
<header>
<p class="service">{{ service }}</p>
<h1>{{ title }}</h1>
{%- if !subtitle.is_empty() %}
<p class="subtitle">{{ subtitle }}</p>
{%- endif %}
<p class="made">{{ made }}</p>
</header>
<main>
{%- for remark in remarks %}
<p class="remark">{{ remark }}</p>
{%- endfor %}
{%- if !facts.is_empty() %}
<dl class="facts">
{%- for fact in facts %}
<div><dt>{{ fact.label }}</dt><dd>{{ fact.value }}</dd></div>
{%- endfor %}
</dl>
{%- endif %}
{%- for section in sections %}
<section aria-labelledby="{{ section.key }}">
<h2 id="{{ section.key }}">{{ section.title }}</h2>
{%- for paragraph in section.paragraphs %}
<p class="said">{{ paragraph }}</p>
{%- endfor %}
{%- for table in section.tables %}
{%- if table.rows.is_empty() %}
<p class="none">{{ table.none }}</p>
{%- else %}
<div class="wide" role="region" aria-label="{{ table.caption }}" tabindex="0">
<table>
<caption{% if table.caption_hidden %} class="heard"{% endif %}>{{ table.caption }}</caption>
<thead><tr>
{%- for column in table.columns %}<th scope="col"{% if column.number %} class="n"{% endif %}>{{ column.label }}</th>{% endfor -%}
</tr></thead>
<tbody>
{%- for row in table.rows %}
<tr{% if row.total %} class="total"{% endif %}>
{%- for cell in row.cells -%}
{%- if loop.first %}<th scope="row">{{ cell.text }}</th>{% else %}<td{% if cell.number %} class="n"{% endif %}>{{ cell.text }}</td>{% endif -%}
{%- endfor -%}
</tr>
{%- endfor %}
</tbody>
</table>
</div>
{%- endif %}
{%- endfor %}
</section>
{%- endfor %}
</main>
</body>
</html>
"#
)]
struct Page<'a> {
    lang: &'a str,
    service: String,
    title: &'a str,
    subtitle: String,
    made: String,
    remarks: &'a [String],
    facts: Vec<FactView<'a>>,
    sections: Vec<SectionView<'a>>,
}

struct FactView<'a> {
    label: &'a str,
    value: String,
}

struct SectionView<'a> {
    key: &'a str,
    title: &'a str,
    paragraphs: &'a [String],
    tables: Vec<TableView<'a>>,
}

struct TableView<'a> {
    caption: &'a str,
    /// The heading above says the same: it is there for those who hear the page.
    caption_hidden: bool,
    none: &'a str,
    columns: Vec<ColumnView<'a>>,
    rows: Vec<RowView>,
}

struct ColumnView<'a> {
    label: &'a str,
    number: bool,
}

struct RowView {
    total: bool,
    cells: Vec<CellView>,
}

struct CellView {
    text: String,
    number: bool,
}

/// The page of a document.
///
/// # Errors
/// What the template came up against; it has all it needs.
pub fn write(document: &Document, words: &Words) -> io::Result<String> {
    let of = document.of.as_ref().map(|of| of.shown(words));
    let subtitle: Vec<String> = of.into_iter().chain(document.period.map(|period| period.words(words))).collect();
    let page = Page {
        lang: document.lang.code(),
        service: t!(words, "service-name"),
        title: &document.title,
        subtitle: subtitle.join(" · "),
        made: t!(words, "made-on", date = date_long(words, document.made_on)),
        remarks: &document.remarks,
        facts: document
            .facts
            .iter()
            .map(|fact| FactView { label: &fact.label, value: fact.value.shown(words) })
            .collect(),
        sections: document.sections.iter().map(|section| section_view(section, words)).collect(),
    };
    let mut text = page.render().map_err(io::Error::other)?;
    text.push('\n');
    Ok(text)
}

fn section_view<'a>(section: &'a Section, words: &Words) -> SectionView<'a> {
    let table = |table: &'a Table| table_view(table, table.caption == section.title, words);
    SectionView {
        key: section.key,
        title: &section.title,
        paragraphs: &section.paragraphs,
        tables: section.tables.iter().map(table).collect(),
    }
}

fn table_view<'a>(table: &'a Table, caption_hidden: bool, words: &Words) -> TableView<'a> {
    let numeric: Vec<bool> = (0..table.columns.len()).map(|column| table.is_numeric(column)).collect();
    let columns = table.columns.iter().zip(&numeric);
    let cells = |row: &[Cell]| {
        let cells = row.iter().zip(&numeric);
        cells.map(|(cell, number)| CellView { text: cell.shown(words), number: *number }).collect()
    };
    let rows = table.rows.iter().map(|row| RowView { total: false, cells: cells(row) });
    let total = table.total.iter().map(|row| RowView { total: true, cells: cells(row) });
    TableView {
        caption: &table.caption,
        caption_hidden,
        none: &table.none,
        columns: columns.map(|(column, number)| ColumnView { label: &column.label, number: *number }).collect(),
        rows: rows.chain(total).collect(),
    }
}
