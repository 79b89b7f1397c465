//! The two macros that state a calculator's inputs and outputs once.

/// A struct of inputs and the table of its fields. The struct may itself be a field, of the shape
/// [`group`](crate::definition::field::group).
///
/// ```
/// use yb_core::definition::{Unit, field::number};
/// yb_core::inputs! {
///     /// What the pool is.
///     pub struct Input {
///         /// Growth of the token's rate over a year.
///         yield_rate: f64 = number("Yield", Unit::PercentPerYear, 0.03).range(-0.5, 2.0);
///     }
/// }
/// use yb_core::definition::Inputs;
/// assert_eq!(Input::FIELDS[0].key(), "yieldRate");
/// ```
///
/// What fields say of each other stands behind them. A rule is asked where its own fields are fine, whatever is wrong
/// with others, so that all faults are found at once:
///
/// ```
/// use yb_core::definition::{Code, Errors, Reader, Unit, field::number};
/// yb_core::inputs! {
///     /// Two prices, and something else.
///     pub struct Input {
///         /// The lower price.
///         lower: f64 = number("Lower", Unit::Price, 1.0);
///         /// The upper price.
///         upper: f64 = number("Upper", Unit::Price, 2.0);
///         /// A share.
///         share: f64 = number("Share", Unit::Percent, 0.5).range(0.0, 1.0);
///     }
///     rules(errors) {
///         (lower, upper) => if upper <= lower {
///             errors.push("upper", Code::Conflict, "must be above the lower price");
///         },
///     }
/// }
/// let mut errors = Errors::new();
/// let given = yb_core::definition::Value::object(vec![("upper", 1.0.into()), ("share", 2.0.into())]);
/// assert!(Reader::object::<Input>(&given, "", &[], &mut errors).is_none());
/// assert!(errors.at("upper").is_some() && errors.at("share").is_some());
/// ```
#[macro_export]
macro_rules! inputs {
    ($(#[doc = $about:literal])+ $vis:vis struct $name:ident {
        $($(#[doc = $doc:literal])+ $field:ident: $type:ty = $shape:expr;)*
    } $(rules($errors:ident) {
        $(($($part:ident),+) => $rule:expr,)+
    })?) => {
        $(#[doc = $about])+
        #[derive(Clone, Debug, PartialEq)]
        $vis struct $name {
            $($(#[doc = $doc])+ pub $field: $type,)*
        }
        impl $crate::definition::ReadField for $name {
            fn read_field(
                value: &$crate::definition::Value,
                _: &$crate::definition::InputField,
                path: &str,
                errors: &mut $crate::definition::Errors,
            ) -> Option<(Self, $crate::definition::Value)> {
                let read = $crate::definition::Reader::object::<Self>(value, path, &[], errors);
                read.map(|(read, fields)| (read, $crate::definition::Value::Object(fields)))
            }
        }
        impl $crate::definition::Inputs for $name {
            const FIELDS: &'static [$crate::definition::InputField] = &[$(
                $crate::definition::InputField {
                    name: stringify!($field),
                    doc: concat!($($doc),+),
                    shape: $shape,
                },
            )*];
            #[allow(unused_variables)]
            fn read(reader: &mut $crate::definition::Reader<'_>) -> Option<Self> {
                $(let $field = reader.take::<$type>();)*
                $(
                    let $errors = reader.errors();
                    $(if let ($(Some($part),)+) = ($($part.as_ref(),)+) {
                        $rule
                    })+
                )?
                Some(Self { $($field: $field?),* })
            }
        }
    };
}

/// A struct of outputs and the table of its fields. A list of such structs may itself be an
/// output: a table with a row for each.
#[macro_export]
macro_rules! outputs {
    ($(#[doc = $about:literal])+ $vis:vis struct $name:ident {
        $($(#[doc = $doc:literal])+ $field:ident: $type:ty = $figure:expr;)*
    }) => {
        $(#[doc = $about])+
        #[derive(Clone, Debug, PartialEq)]
        $vis struct $name {
            $($(#[doc = $doc])+ pub $field: $type,)*
        }
        impl $crate::definition::Outputs for $name {
            const FIELDS: &'static [$crate::definition::OutputField] = &[$(
                $crate::definition::OutputField {
                    name: stringify!($field),
                    doc: concat!($($doc),+),
                    figure: $figure,
                    of: <$type as $crate::definition::answer::Shown>::TYPE,
                },
            )*];
            fn values(self) -> Vec<$crate::definition::Value> {
                vec![$($crate::definition::answer::Shown::value(self.$field),)*]
            }
        }
    };
}

/// An enum of words and the table of its choices.
#[macro_export]
macro_rules! choices {
    ($(#[doc = $about:literal])+ $vis:vis enum $name:ident {
        $($(#[doc = $doc:literal])+ $variant:ident = $word:literal $label:literal,)*
    }) => {
        $(#[doc = $about])+
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        $vis enum $name {
            $($(#[doc = $doc])+ $variant,)*
        }
        impl $name {
            /// The words.
            pub const CHOICES: &'static [$crate::definition::Choice] = &[$(
                $crate::definition::Choice { name: $word, label: $label },
            )*];
        }
        impl $crate::definition::ReadField for $name {
            fn read_field(
                value: &$crate::definition::Value,
                field: &$crate::definition::InputField,
                path: &str,
                errors: &mut $crate::definition::Errors,
            ) -> Option<(Self, $crate::definition::Value)> {
                let word = $crate::definition::read::read_choice(value, field, path, errors)?;
                let read = match word {
                    $($word => Self::$variant,)*
                    _ => return None,
                };
                Some((read, word.into()))
            }
        }
    };
}
