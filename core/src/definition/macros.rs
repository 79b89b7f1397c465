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
#[macro_export]
macro_rules! inputs {
    ($(#[doc = $about:literal])+ $vis:vis struct $name:ident {
        $($(#[doc = $doc:literal])+ $field:ident: $type:ty = $shape:expr;)*
    }) => {
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
