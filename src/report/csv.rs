//! A report for spreadsheets: `;`, decimal commas, UTF-8 with its mark, CRLF. A code stands in brackets after its name,
//! so that no spreadsheet takes its leading zero away; a text is never taken for a formula.

use super::document::{Cell, Document, Table};
use crate::i18n::Words;
use crate::wording::values::partial_date_short;

/// What a text must not begin with: spreadsheets read a formula there.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// The document's tables one below the other, each under its caption.
///
/// # Errors
/// Never in memory; those of the writer otherwise.
pub fn write(document: &Document, words: &Words) -> std::io::Result<Vec<u8>> {
    let mut bytes = "\u{feff}".as_bytes().to_vec();
    let mut lines = csv::WriterBuilder::new()
        .delimiter(b';')
        .terminator(csv::Terminator::CRLF)
        .flexible(true)
        .from_writer(&mut bytes);
    lines.write_record([text(&document.title)])?;
    for remark in &document.remarks {
        lines.write_record([text(remark)])?;
    }
    for fact in &document.facts {
        lines.write_record([text(&in_minutes(&fact.label, &fact.value)), cell(&fact.value, words)])?;
    }
    for section in &document.sections {
        for paragraph in &section.paragraphs {
            lines.write_record([""])?;
            lines.write_record([text(&section.title), text(paragraph)])?;
        }
        for table in &section.tables {
            lines.write_record([""])?;
            write_table(&mut lines, table, words)?;
        }
    }
    lines.flush()?;
    drop(lines);
    Ok(bytes)
}

fn write_table(lines: &mut csv::Writer<&mut Vec<u8>>, table: &Table, words: &Words) -> std::io::Result<()> {
    lines.write_record([text(&table.caption)])?;
    if table.rows.is_empty() {
        return Ok(lines.write_record([text(&table.none)])?);
    }
    let first = table.rows.first().into_iter().flatten().chain(std::iter::repeat(&Cell::Empty));
    lines.write_record(table.columns.iter().zip(first).map(|(column, cell)| text(&in_minutes(&column.label, cell))))?;
    for row in table.lines() {
        lines.write_record(row.iter().map(|one| cell(one, words)))?;
    }
    Ok(())
}

/// A label with the unit of what stands under it, where the number alone does not say it.
fn in_minutes(label: &str, cell: &Cell) -> String {
    if matches!(cell, Cell::Minutes(_)) { format!("{label} (min)") } else { label.to_owned() }
}

/// Numbers without grouping, dates as French spreadsheets read them.
fn cell(cell: &Cell, words: &Words) -> String {
    match cell {
        Cell::Whole(number) | Cell::Minutes(number) | Cell::Slip(number) | Cell::Trend(number) => number.to_string(),
        Cell::Decimal(number) => number.to_string().replace('.', ","),
        Cell::Date(date) => partial_date_short(*date),
        other => text(&other.shown(words)),
    }
}

fn text(text: &str) -> String {
    if text.starts_with(FORMULA) { format!("'{text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Lang;
    use crate::model::Decimal;
    use crate::report::document::{Column, Section};

    #[test]
    fn a_spreadsheet_reads_what_was_meant() {
        let words = Words::new(Lang::Fr);
        let mut table = Table::new("t", "Communes".into(), vec![Column::new("a", "A"), Column::new("b", "B")]);
        let place = Cell::Place { code: "09070".into(), name: "Les Cabannes".into() };
        table.rows = vec![
            vec![place, Cell::Decimal(Decimal::from_thousandths(1_234_500))],
            vec![Cell::text("=1+1"), Cell::Whole(-3)],
            vec![Cell::text("a;\"b\"\nc"), Cell::text("@x")],
        ];
        let document = Document {
            key: "week",
            lang: Lang::Fr,
            title: "-titre".into(),
            period: None,
            of: None,
            made_on: "2026-11-23".parse().unwrap(),
            remarks: vec![],
            facts: vec![],
            sections: vec![Section::new("s", "S".into()).with(table)],
        };
        let bytes = write(&document, &words).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        assert_eq!(
            text,
            "\u{feff}'-titre\r\n\"\"\r\nCommunes\r\nA;B\r\nLes Cabannes (09070);1234,5\r\n'=1+1;-3\r\n\"a;\"\"b\"\"\nc\";'@x\r\n"
        );
    }
}
