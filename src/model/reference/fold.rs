//! One way to compare what people type with what is written.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Lower case, accents and ligatures folded (`œ` → `oe`), dashes and apostrophes as spaces, spaces single.
///
/// Every search folds both sides with it: `SAINT GILLES`, `Saint-Gilles` and `saint‑gilles` are one text.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        // Marks are dropped, so no letter depends on the next one; most letters need no table.
        if c.is_ascii() {
            push(c.to_ascii_lowercase(), &mut folded);
            continue;
        }
        let parts = std::iter::once(c).nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase);
        parts.for_each(|c| push(c, &mut folded));
    }
    folded.truncate(folded.trim_end().len());
    folded
}

fn push(c: char, folded: &mut String) {
    match c {
        'œ' => folded.push_str("oe"),
        'æ' => folded.push_str("ae"),
        'ß' => folded.push_str("ss"),
        'ø' => folded.push('o'),
        'ł' => folded.push('l'),
        '-' | '\'' | '’' | '‘' | '\u{2010}'..='\u{2015}' => push_space(folded),
        c if c.is_whitespace() => push_space(folded),
        c => folded.push(c),
    }
}

fn push_space(folded: &mut String) {
    if !folded.is_empty() && !folded.ends_with(' ') {
        folded.push(' ');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_ligatures_and_dashes_fold() {
        assert_eq!(fold("  Cœur et  Coteaux du Comminges "), "coeur et coteaux du comminges");
        assert_eq!(fold("L’Aiguillon"), fold("l'aiguillon"));
        assert_eq!(fold("Céret"), "ceret");
        assert_eq!(fold("Ce\u{301}ret"), "ceret", "decomposed accents too");
        assert_eq!(fold("SAINT\u{2011}GILLES"), "saint gilles");
        assert_eq!(fold(" - "), "");
    }
}
