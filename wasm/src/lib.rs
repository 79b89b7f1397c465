//! The calculators for JavaScript: a thin typed shell over `yb-core` and `yb-view`.
//!
//! Nothing is computed here, and the schemas are no part of the module: the package carries them as
//! data, so that a page that shows a calculator does not load them.
//!
//! Values cross the border as plain objects; what is wrong with an input comes back as an `Error` with
//! the list of faults in its property `errors`.

mod border;
// Modules whose calculators take long.
#[cfg(feature = "simulation")]
mod task;

use border::{drawn, from_js, thrown, to_js};
use std::cell::Cell;
use wasm_bindgen::prelude::*;
use yb_core::calculators::Module;
use yb_core::definition::{Answer, Calculator, Code, Errors, FieldError, Value};
use yb_core::said;
use yb_core::words::listed;
use yb_view::{Options, Widget};

/// Faster than the standard one, and a third of its size.
#[cfg(target_family = "wasm")]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

/// The output object of calculator `id` for `input`; a missing field takes its default. Pages draw, and have no need
/// of it: their modules are without the feature `package`.
///
/// # Errors
/// An `Error` with `errors: [{field, code, message}, …]`: every fault of the input at once.
#[cfg(feature = "package")]
#[wasm_bindgen(js_name = calculate, skip_typescript)]
#[allow(clippy::needless_pass_by_value)] // JavaScript hands values over
pub fn calculate(id: &str, input: JsValue) -> Result<JsValue, JsValue> {
    let calculator = known(id).map_err(|errors| thrown(&errors))?;
    let input = from_js(&input).map_err(|errors| thrown(&errors))?;
    let answer = (calculator.run)(&input).map_err(|errors| thrown(&errors))?;
    to_js(&answer.to_value())
}

/// A calculator drawn for a page, from flat `pairs` (attributes, query keys, form controls).
///
/// `pairs` is `[[key, value], …]`; `options` may hold `width` (pixels of the picture),
/// `idPrefix`, `headingLevel`, `live`, `site` and `onlyAnswer`. The result is `{node, input, output, errors, pairs,
/// frame, whole}`: the tree of elements; the input and output, or null while there are faults; the
/// faults; the state that makes this widget again; what a cursor needs to read the picture; and whether that is all,
/// and not the answer alone, which has no output beside it.
/// It has no stable form outside this project's own elements.
///
/// A module that has no curve for the pool answers `{elsewhere}`, the family of pools that has one. Where it has the
/// curve, but there are faults and it has no answer to show beside them, it answers `{elsewhere, faults}`: the module of
/// that family draws them, given as `options.faults`, beside the answer to what stands at its defaults.
///
/// # Errors
/// An unknown `id`, or pairs that are no list of pairs. Faulty values are no error here: the
/// tree tells each at its field.
#[wasm_bindgen(js_name = widget, skip_typescript)]
#[allow(clippy::needless_pass_by_value)] // JavaScript hands values over
pub fn widget(id: &str, pairs: JsValue, options: JsValue) -> Result<JsValue, JsValue> {
    let calculator = known(id).map_err(|errors| thrown(&errors))?;
    let read = || Ok((flat(&from_js(&pairs)?)?, from_js(&options)?));
    let (pairs, given) = read().map_err(|errors| thrown(&errors))?;
    let options = drawing(&given);
    if let Some(faults) = given.get("faults").and_then(Value::as_list) {
        let faults = told(faults);
        let widget = yb_view::unanswered(calculator, &pairs, Some(&faults), &options);
        return drawn(&widget);
    }
    let widget = match remembered(calculator, &pairs) {
        Some(answer) => yb_view::answered(calculator, answer, &options),
        None => yb_view::widget(calculator, &pairs, &options),
    };
    remember(calculator, &widget);
    match passed_on(calculator, &widget) {
        Some(place) => to_js(&place),
        None => drawn(&widget),
    }
}

/// An answer that was drawn alone: its calculator, the state that makes it, and itself.
type Last = (&'static str, Vec<(String, Value)>, Answer);

thread_local! {
    static LAST: Cell<Option<Last>> = const { Cell::new(None) };
}

/// Whoever has drawn the answer alone draws all of it next: it is not computed twice.
fn remember(calculator: &Calculator, widget: &Widget) {
    let answer = widget.answer.as_ref().ok().filter(|_| !widget.whole);
    LAST.set(answer.map(|answer| (calculator.id, widget.pairs.clone(), answer.clone())));
}

fn remembered(calculator: &Calculator, pairs: &[(String, Value)]) -> Option<Answer> {
    let (id, state, answer) = LAST.take()?;
    (id == calculator.id && state == pairs).then_some(answer)
}

/// Who is to draw instead.
fn passed_on(calculator: &Calculator, widget: &Widget) -> Option<Value> {
    let errors = widget.answer.as_ref().err()?;
    if let Some(family) = errors.elsewhere() {
        return Some(Value::object(vec![("elsewhere", family.into())]));
    }
    if widget.shows_answer {
        return None;
    }
    let family = (calculator.run)(&Value::Null).err()?.elsewhere()?;
    let entries = vec![("elsewhere", family.into()), ("faults", errors.to_value())];
    Some(Value::object(entries))
}

/// Faults that another module has found. Only their places and words are drawn.
fn told(faults: &[Value]) -> Errors {
    let mut errors = Errors::new();
    for fault in faults {
        let text = |key| fault.get(key).and_then(Value::as_text).unwrap_or_default();
        errors.repeat(&FieldError {
            field: text("field").to_owned(),
            code: Code::Conflict,
            message: text("message").to_owned(),
        });
    }
    errors
}

/// `[[key, value], …]` as pairs.
fn flat(pairs: &Value) -> Result<Vec<(String, Value)>, Errors> {
    let fault = || {
        let fault = said!("expected [[key, value], …], got ", pairs.describe());
        Errors::one("pairs", Code::Type, fault)
    };
    let mut flat = Vec::new();
    for item in pairs.as_list().ok_or_else(fault)? {
        let Some([Value::Text(key), value]) = item.as_list() else {
            return Err(fault());
        };
        flat.push((key.clone(), value.clone()));
    }
    Ok(flat)
}

fn drawing(options: &Value) -> Options {
    let default = Options::default();
    let number = |key| options.get(key).and_then(Value::as_number);
    // The cast saturates, and the view takes what is no level of a heading as the default.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let level = number("headingLevel").map(|level| level as u8);
    let text = |key| options.get(key).and_then(Value::as_text).map(str::to_owned);
    Options {
        width: number("width"),
        id_prefix: text("idPrefix").unwrap_or(default.id_prefix),
        heading_level: level.unwrap_or(default.heading_level),
        live: options.get("live") != Some(&Value::Bool(false)),
        site: text("site"),
        only_answer: options.get("onlyAnswer") == Some(&Value::Bool(true)),
    }
}

/// What is carried: one for each feature.
static MODULES: &[&Module] = &[
    #[cfg(feature = "market")]
    &yb_core::calculators::MARKET,
    #[cfg(any(
        feature = "swap",
        feature = "swap_ellipses",
        feature = "swap_ranges",
        feature = "swap_moving"
    ))]
    &yb_core::calculators::SWAP,
    #[cfg(any(
        feature = "liquidity",
        feature = "liquidity_ellipses",
        feature = "liquidity_ranges",
        feature = "liquidity_moving"
    ))]
    &yb_core::calculators::LIQUIDITY,
    #[cfg(any(
        feature = "exit",
        feature = "exit_ellipses",
        feature = "exit_ranges",
        feature = "exit_moving"
    ))]
    &yb_core::calculators::EXIT,
    #[cfg(feature = "boosted")]
    &yb_core::calculators::BOOSTED,
    #[cfg(feature = "vault")]
    &yb_core::calculators::VAULT,
    #[cfg(feature = "design")]
    &yb_core::calculators::DESIGN,
    #[cfg(feature = "ellipse")]
    &yb_core::calculators::ELLIPSE,
    #[cfg(feature = "filing")]
    &yb_core::calculators::FILING,
    #[cfg(feature = "economics")]
    &yb_core::calculators::ECONOMICS,
    #[cfg(feature = "simulation")]
    &yb_core::calculators::SIMULATION,
];

fn known(id: &str) -> Result<&'static Calculator, Errors> {
    let mut ids = Vec::new();
    for module in MODULES {
        for calculator in module.calculators {
            if calculator.id == id {
                return Ok(calculator);
            }
            ids.push(calculator.id);
        }
    }
    let (id, ids) = (Value::from(id).describe(), listed(&ids));
    Err(Errors::one(
        "id",
        Code::Choice,
        said!(id, " is none of ", ids),
    ))
}
