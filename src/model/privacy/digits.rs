//! Numbers that lead to a person: social-security numbers, phone numbers, birth dates.

use crate::model::reference::fold;

/// Digits that stand together, and what stood before them.
struct Group {
    digits: String,
    /// What separates it from the group before; a letter or a long gap starts afresh.
    joined: Option<char>,
    plus: bool,
}

/// The groups of digits of a text. `2A` and `2B`, the Corsican départements, read as digits of a group.
fn groups(text: &str) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut current = String::new();
    let mut between = String::from("^^^");
    let mut plus = false;
    let chars: Vec<char> = text.chars().collect();
    for (at, c) in chars.iter().enumerate() {
        let alone = !chars.get(at + 1).is_some_and(|next| next.is_alphanumeric() && !next.is_ascii_digit());
        let corsican = matches!(c, 'A' | 'B' | 'a' | 'b') && current.ends_with('2') && alone;
        if c.is_ascii_digit() || corsican {
            if current.is_empty() {
                plus = between.trim_end().ends_with('+');
            }
            current.push(c.to_ascii_uppercase());
        } else {
            close(&mut groups, &mut current, &mut between, plus);
            between.push(*c);
        }
    }
    close(&mut groups, &mut current, &mut between, plus);
    groups
}

fn close(groups: &mut Vec<Group>, current: &mut String, between: &mut String, plus: bool) {
    if current.is_empty() {
        return;
    }
    let sign = |c: char| c.is_whitespace() || ".-/()".contains(c);
    let joined = between.chars().all(sign) && between.chars().count() <= 3;
    let strongest = between.chars().find(|c| *c == '/').or_else(|| between.chars().next());
    groups.push(Group { digits: std::mem::take(current), joined: strongest.filter(|_| joined), plus });
    between.clear();
}

/// Whether some run of whole groups, joined one to the next, satisfies `test` (given the digits of each).
fn any_run(text: &str, longest: usize, test: impl Fn(&[&Group], &str) -> bool) -> bool {
    let groups = groups(text);
    groups.iter().enumerate().any(|(start, _)| {
        let mut run: Vec<&Group> = Vec::new();
        let mut digits = String::new();
        for group in groups.iter().skip(start) {
            if !run.is_empty() && group.joined.is_none() {
                break;
            }
            run.push(group);
            digits.push_str(&group.digits);
            if digits.len() > longest {
                break;
            }
            if test(&run, &digits) {
                return true;
            }
        }
        false
    })
}

/// A NIR: 13 digits of its form or 15 with a valid key, spaced or not.
pub(super) fn social_security(text: &str) -> bool {
    any_run(text, 15, |run, digits| {
        let joined_by_slash = run.iter().skip(1).any(|group| group.joined == Some('/'));
        !joined_by_slash
            && match digits.len() {
                13 => has_nir_form(digits),
                15 => has_nir_form(digits) || has_nir_key(digits),
                _ => false,
            }
    })
}

/// Sex, year, month (or one of the pseudo-months of the register), département.
fn has_nir_form(digits: &str) -> bool {
    let sex = digits.get(..1).is_some_and(|sex| matches!(sex, "1" | "2" | "3" | "4" | "7" | "8"));
    let month = digits.get(3..5).and_then(|month| month.parse::<u32>().ok());
    let corsican_only_there = digits.char_indices().all(|(at, c)| c.is_ascii_digit() || at == 6);
    sex && corsican_only_there && month.is_some_and(|month| matches!(month, 1..=12 | 20..=42 | 50..=99))
}

/// The last two digits are 97 less the rest modulo 97, `2A` and `2B` counting as 19 and 18.
fn has_nir_key(digits: &str) -> bool {
    let plain = digits.replacen("2A", "19", 1).replacen("2B", "18", 1);
    let (Some(body), Some(key)) = (plain.get(..13), plain.get(13..15)) else { return false };
    let (Ok(body), Ok(key)) = (body.parse::<u64>(), key.parse::<u64>()) else { return false };
    body > 0 && 97 - body % 97 == key
}

/// A French phone number: ten digits in one of the usual groupings, or nine behind `+33` or `0033`.
pub(super) fn phone(text: &str) -> bool {
    any_run(text, 13, |run, digits| {
        let foreign = run.first().is_some_and(|group| group.plus) && digits.starts_with("33");
        let subscriber = match digits.len() {
            10 => digits.strip_prefix('0').filter(|_| has_phone_grouping(run)),
            11 if foreign => digits.strip_prefix("33"),
            12 if foreign => digits.strip_prefix("330"),
            13 => digits.strip_prefix("0033"),
            _ => None,
        };
        subscriber.is_some_and(|rest| !rest.starts_with('0') && rest.bytes().all(|b| b.is_ascii_digit()))
    })
}

/// Told from a date and an hour, which also make ten digits.
fn has_phone_grouping(run: &[&Group]) -> bool {
    let lengths: Vec<usize> = run.iter().map(|group| group.digits.len()).collect();
    let slashed = run.iter().skip(1).any(|group| group.joined == Some('/'));
    let usual: [&[usize]; 6] = [&[10], &[2, 2, 2, 2, 2], &[4, 2, 2, 2], &[4, 3, 3], &[2, 4, 4], &[3, 3, 4]];
    !slashed && usual.contains(&lengths.as_slice())
}

/// « né le », « DDN », or a full date before the service began: no visit was made then.
pub(super) fn birth_date(text: &str) -> bool {
    let folded = fold(text);
    let words: Vec<&str> = folded.split([' ', ',', '(', ')', ':', ';']).filter(|word| !word.is_empty()).collect();
    let said = words.windows(3).any(|three| match three {
        ["ne" | "nee" | "nes", "le" | "en", day] => day.starts_with(|c: char| c.is_ascii_digit()),
        ["date", "de", "naissance"] => true,
        ["born", "on" | "in", _] => true,
        _ => false,
    });
    let accented = text.to_lowercase();
    let born = ["né le", "née le", "né en", "née en"].iter().any(|phrase| accented.contains(phrase));
    said || born
        || words.contains(&"ddn")
        || words.iter().any(|word| is_old_date(word))
        || has_old_written_date(&words)
        || has_old_iso_date(text)
}

/// Years before 2020, the two-digit ones read as the last century's from 30 on.
fn is_old_year(year: &str) -> bool {
    match (year.len(), year.parse::<u32>()) {
        (4, Ok(year)) => (1900..2020).contains(&year),
        (2, Ok(year)) => year >= 30,
        _ => false,
    }
}

fn is_day_and_month(day: &str, month: &str) -> bool {
    let within = |text: &str, most: u32| text.parse().is_ok_and(|n: u32| (1..=most).contains(&n));
    within(day, 31) && within(month, 12)
}

/// `12/03/1948`, `12.03.48`.
fn is_old_date(word: &str) -> bool {
    let parts: Vec<&str> = word.trim_end_matches('.').split(['/', '.']).collect();
    matches!(parts.as_slice(), [day, month, year] if is_day_and_month(day, month) && is_old_year(year))
}

/// `12 mars 1948`; `12-03-1948`, the dashes of which are folded to spaces.
fn has_old_written_date(words: &[&str]) -> bool {
    const MONTHS: [&str; 12] =
        ["janv", "fev", "mars", "avr", "mai", "juin", "juil", "aout", "sept", "oct", "nov", "dec"];
    words.windows(3).any(|three| match three {
        [day, month, year] => {
            let named = MONTHS.iter().any(|name| month.starts_with(name)) && is_day_and_month(day, "1");
            year.len() == 4 && is_old_year(year) && (named || is_day_and_month(day, month))
        }
        _ => false,
    })
}

/// `1948-03-12`.
fn has_old_iso_date(text: &str) -> bool {
    text.split(|c: char| !(c.is_ascii_digit() || c == '-')).any(|word| {
        let parts: Vec<&str> = word.split('-').collect();
        matches!(parts.as_slice(), [year, month, day] if year.len() == 4 && is_old_year(year) && is_day_and_month(day, month))
    })
}
