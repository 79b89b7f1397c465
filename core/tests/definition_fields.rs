//! Lists, flags and objects of fields: from JSON and from flat text to typed values, and back.

use yb_core::definition::field::{flag, group, list, number, text};
use yb_core::definition::{Calculator, Errors, Method, Outputs};
use yb_core::definition::{InputField, Inputs, Reader, Unit, Value};
use yb_core::{inputs, outputs};

inputs! {
    /// What somebody says.
    pub struct Words {
        /// Whether it may be paused.
        paused: bool = flag("Paused", false);
        /// By whom.
        by: String = text("By", "nobody");
    }
}

inputs! {
    /// Everything that is no plain number.
    pub struct Input {
        /// Shares.
        shares: Vec<f64> = list("Shares", &number("Share", Unit::Percent, 0.5), "0.2, 0.8", (1, 3));
        /// Names.
        names: Vec<String> = list("Names", &text("Name", ""), "a, b", (0, 3));
        /// What is said.
        words: Words = group("Words", Words::FIELDS);
        /// A flag.
        open: bool = flag("Open", true);
    }
}

fn read(value: &Value) -> Result<(Input, Value), Errors> {
    let mut errors = Errors::new();
    let read = Reader::object::<Input>(value, "", &[], &mut errors);
    read.map(|(input, fields)| (input, Value::Object(fields)))
        .ok_or(errors)
}

outputs! {
    /// Nothing.
    pub struct Output {}
}

static CALCULATOR: Calculator = Calculator {
    id: "words",
    title: "",
    summary: "",
    method: Method {
        formula: "",
        text: "",
        sources: &[],
        code: "",
    },
    presets: &[],
    inputs: Input::FIELDS,
    outputs: Output::FIELDS,
    run: |_| Err(Errors::new()),
};

fn flat(pairs: &[(&str, &str)]) -> Value {
    let pair = |(key, value): &(&str, &str)| ((*key).to_owned(), Value::from(*value));
    CALCULATOR.collect(&pairs.iter().map(pair).collect::<Vec<_>>())
}

#[test]
fn what_is_not_given_takes_its_default() {
    let (input, complete) = read(&Value::Null).unwrap();
    assert_eq!(input.shares, [0.2, 0.8]);
    assert_eq!(input.names, ["a", "b"]);
    assert_eq!(
        (input.words.paused, input.words.by.as_str(), input.open),
        (false, "nobody", true)
    );
    assert_eq!(complete.get("shares"), Some(&Value::from(vec![0.2, 0.8])));
    assert_eq!(
        complete,
        Value::Object(
            Input::FIELDS
                .iter()
                .map(|f: &InputField| (f.key(), f.default()))
                .collect()
        )
    );
}

#[test]
fn flat_text_means_the_same_as_json() {
    let given = flat(&[
        ("shares", "0.5; 0.25 ,0.25"),
        ("names", "x"),
        ("paused", ""),
        ("by", "us"),
        ("open", "false"),
    ]);
    let (input, complete) = read(&given).unwrap();
    assert_eq!(input.shares, [0.5, 0.25, 0.25]);
    assert_eq!(input.names, ["x"]);
    assert_eq!(
        (input.words.paused, input.words.by.as_str(), input.open),
        (true, "us", false)
    );
    let pairs = CALCULATOR.flatten(&complete);
    assert_eq!(read(&CALCULATOR.collect(&pairs)).unwrap().1, complete);
}

#[test]
fn every_fault_of_a_list_names_its_item() {
    let value = Value::object(vec![
        ("shares", Value::from(vec![0.5, 2.0, -1.0])),
        ("names", Value::from(vec!["1", "2", "3", "4"])),
        ("open", "perhaps".into()),
    ]);
    let errors = read(&value).unwrap_err();
    let fields: Vec<&str> = errors.iter().map(|error| error.field.as_str()).collect();
    assert_eq!(fields, ["shares[1]", "shares[2]", "names", "open"]);
    assert!(
        errors
            .to_string()
            .contains("0 to 3 items are allowed; given: 4"),
        "{errors}"
    );
    let errors = read(&Value::object(vec![(
        "words",
        Value::object(vec![("said", 1.0.into())]),
    )]))
    .unwrap_err();
    assert!(errors.to_string().contains("said"), "{errors}");
}
