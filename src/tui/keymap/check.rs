//! What makes a keymap fit for use, once its lines are read.

use super::read::{Fault, Wrong};
use super::{Binding, Found, Keymap};
#[cfg(test)]
use crate::tui::action::Action;
use crate::tui::context::Context;
use crate::tui::key::Key;

/// All faults of a keymap, in the order of its lines.
pub(super) fn faults(keymap: &Keymap) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (index, binding) in keymap.bindings.iter().enumerate() {
        let earlier = keymap.bindings.get(..index).unwrap_or_default();
        let later = keymap.bindings.get(index + 1..).unwrap_or_default();
        let wrong = by_itself(keymap, binding)
            .or_else(|| taken(binding, earlier))
            .or_else(|| hidden(binding, earlier.iter().chain(later)))
            .or_else(|| covered(keymap, binding))
            .or_else(|| altgr_only(keymap, binding));
        if let Some(wrong) = wrong {
            let fault = Fault { at: binding.at.clone(), wrong };
            if !faults.contains(&fault) {
                faults.push(fault);
            }
        }
    }
    faults
}

fn by_itself(keymap: &Keymap, binding: &Binding) -> Option<Wrong> {
    let typed = |key: &&Key| binding.context.typing() && key.typed().is_some();
    if let Some(key) = binding.keys.iter().find(typed) {
        return Some(Wrong::Typed(*key, binding.context));
    }
    let jump = binding.action.name().starts_with("go-");
    let reserved = |key: &&Key| !jump && keymap.reserved.contains(key);
    binding.keys.iter().find(reserved).map(|key| Wrong::Reserved(*key))
}

fn taken(binding: &Binding, earlier: &[Binding]) -> Option<Wrong> {
    let same = |other: &&Binding| other.context == binding.context && other.keys == binding.keys;
    earlier.iter().find(same).map(|other| Wrong::Taken(binding.keys.clone(), other.action))
}

/// A shorter sequence, in any context of a layer that has both, answers before this one can be typed to its end.
fn hidden<'a>(binding: &Binding, mut others: impl Iterator<Item = &'a Binding>) -> Option<Wrong> {
    let meet = |a: Context, b: Context| {
        Context::LAYERS.iter().any(|layer| layer.chain().contains(&a) && layer.chain().contains(&b))
    };
    let shorter = |other: &&Binding| {
        other.keys.len() < binding.keys.len()
            && binding.keys.starts_with(&other.keys)
            && meet(other.context, binding.context)
    };
    others.find(shorter).map(|other| Wrong::Hidden(binding.keys.clone(), other.action))
}

/// In some layer, nearer contexts answer to every key that the action has there.
fn covered(keymap: &Keymap, binding: &Binding) -> Option<Wrong> {
    let covered_in = |layer: &&Context| {
        layer.chain().contains(&binding.context)
            && keymap.find(**layer, &binding.keys) != Found::Action(binding.action)
            && keymap.keys_of(binding.action, **layer).is_empty()
    };
    Context::LAYERS.iter().find(covered_in).map(|layer| Wrong::Covered(binding.action, *layer))
}

fn altgr_only(keymap: &Keymap, binding: &Binding) -> Option<Wrong> {
    let of_action = |other: &&Binding| other.context == binding.context && other.action == binding.action;
    let only = keymap.bindings.iter().filter(of_action).all(|other| other.keys.iter().any(|key| key.needs_altgr()));
    only.then_some(Wrong::AltGrOnly(binding.action))
}

/// Outside text, an action without an unmodified key; inside, one that lacks a Ctrl or a function key.
///
/// The keymaps of the program must have none; a user may take keys away, for the palette reaches every action.
#[cfg(test)]
pub(super) fn out_of_reach(keymap: &Keymap) -> Vec<(Action, Context)> {
    let mut missing = Vec::new();
    for &action in Action::ALL {
        for &layer in Context::LAYERS {
            if action.applies_in(layer) && !within_reach(keymap, action, layer) {
                missing.push((action, layer));
            }
        }
    }
    missing
}

#[cfg(test)]
fn within_reach(keymap: &Keymap, action: Action, layer: Context) -> bool {
    let keys = keymap.keys_of(action, layer);
    if !layer.typing() {
        return keys.iter().any(|keys| keys.iter().all(|key| key.unmodified()));
    }
    let one = |wanted: fn(&Key) -> bool| keys.iter().any(|keys| keys.iter().all(wanted));
    // Moving about in a text is the system's habit, by Ctrl or by named keys; commands have both kinds.
    let typing_only = action.contexts().iter().all(|context| matches!(context, Context::Text | Context::LongText));
    let special = one(|key| key.special() && !key.function());
    special || (typing_only && !keys.is_empty()) || (one(|key| key.ctrl) && one(|key| key.function()))
}
