//! The two message files, held against each other.

use std::collections::{BTreeMap, BTreeSet};

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use fluent_syntax::parser::parse;

use super::*;

/// Of each message and attribute (`id`, `id.attribute`): its variables and its literal text.
type Messages = BTreeMap<String, (BTreeSet<String>, String)>;

fn messages(lang: Lang) -> Messages {
    let file = Assets::get(&format!("{}/maillage.ftl", lang.code())).unwrap();
    let text = String::from_utf8(file.data.into_owned()).unwrap();
    let resource = parse(text).unwrap_or_else(|(_, errors)| panic!("{lang:?}: {errors:?}"));
    let mut found = Messages::new();
    for entry in resource.body {
        let Entry::Message(message) = entry else { continue };
        let mut add = |id: String, pattern: &Pattern<String>| {
            let mut read = (BTreeSet::new(), String::new());
            walk(pattern, &mut read);
            assert!(found.insert(id.clone(), read).is_none(), "{lang:?}: {id} stands twice");
        };
        if let Some(value) = &message.value {
            add(message.id.name.clone(), value);
        }
        for attribute in &message.attributes {
            add(format!("{}.{}", message.id.name, attribute.id.name), &attribute.value);
        }
    }
    found
}

fn walk(pattern: &Pattern<String>, into: &mut (BTreeSet<String>, String)) {
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => into.1.push_str(value),
            PatternElement::Placeable { expression } => match expression {
                Expression::Inline(inline) => variable(inline, into),
                Expression::Select { selector, variants } => {
                    variable(selector, into);
                    variants.iter().for_each(|variant| walk(&variant.value, into));
                }
            },
        }
    }
}

fn variable(inline: &InlineExpression<String>, into: &mut (BTreeSet<String>, String)) {
    match inline {
        InlineExpression::VariableReference { id } => {
            into.0.insert(id.name.clone());
            into.1.push('\u{fffc}');
        }
        InlineExpression::Placeable { expression } => {
            if let Expression::Inline(inline) = expression.as_ref() {
                variable(inline, into);
            }
        }
        InlineExpression::StringLiteral { value } => into.1.push_str(value),
        _ => {}
    }
}

#[test]
fn both_languages_say_the_same_things_with_the_same_variables() {
    let (fr, en) = (messages(Lang::Fr), messages(Lang::En));
    let ids = |of: &Messages| of.keys().cloned().collect::<BTreeSet<_>>();
    let missing: Vec<_> = ids(&fr).symmetric_difference(&ids(&en)).cloned().collect();
    assert!(missing.is_empty(), "in one language only: {missing:?}");
    for (id, (variables, _)) in &fr {
        assert_eq!(variables, &en[id].0, "variables of {id}");
    }
}

#[test]
fn french_keeps_its_spaces_together() {
    for (id, (_, text)) in messages(Lang::Fr) {
        let chars: Vec<char> = text.chars().collect();
        for (i, &c) in chars.iter().enumerate() {
            let before = i.checked_sub(1).and_then(|i| chars.get(i)).copied();
            let after = chars.get(i + 1).copied();
            let sentence_mark =
                matches!(c, ';' | '!' | '?' | '»') || (c == ':' && after.is_none_or(char::is_whitespace));
            if sentence_mark && before.is_some_and(|b| b != '\u{a0}' && !is_sign(b)) {
                panic!("{id}: a no-break space is missing before {c:?} in {text:?}");
            }
            if c == '«' && after.is_some_and(|a| a != '\u{a0}') {
                panic!("{id}: a no-break space is missing after « in {text:?}");
            }
        }
    }
}

/// `?` and `!` also name keys: `(?)`, `g ?`.
fn is_sign(before: char) -> bool {
    !before.is_alphanumeric() && !before.is_whitespace() && !matches!(before, '\u{fffc}' | ')' | '»' | '…')
}

#[test]
fn french_has_its_own_apostrophe() {
    for (id, (_, text)) in messages(Lang::Fr) {
        let chars: Vec<char> = text.chars().collect();
        let straight =
            chars.windows(3).any(|three| matches!(three, [a, '\'', b] if a.is_alphabetic() && b.is_alphabetic()));
        assert!(!straight, "{id}: a straight apostrophe in {text:?}");
    }
}
