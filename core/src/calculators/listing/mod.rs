//! `listing`: which file does this registry or list want?

mod checklist;
mod paper;

use super::filing::{self, Address, Link, NetworkName};
use crate::definition::calculator::evaluate;
use crate::definition::field::{choice, group, list, number, text, union};
use crate::definition::figure::figure;
use crate::definition::read::{join, read_variant};
use crate::definition::{
    Axis, Calculator, Chart, Code, Errors, InputField, Inputs, Method, Outputs, Preset, ReadField,
    Reader, Report, Sentence, Source, Tone, Unit, Value, Variant,
};
use crate::{inputs, outputs};
use checklist::Done;

inputs! {
    /// An entry of a token list.
    pub struct TokenEntry {
        /// The token.
        token: Address = text("Token", "0x7f39C581F595B53c5cb19bD0b3f8dA6c935E2Ca0");
        /// Its symbol.
        symbol: String = text("Symbol", "wstETH");
        /// Its name.
        name: String = text("Name", "Wrapped liquid staked Ether 2.0");
        /// Its decimals.
        decimals: f64 = number("Decimals", Unit::Plain, 18.0).range(0.0, 18.0).step(1.0);
    }
}

inputs! {
    /// A tag for pools that earn points.
    pub struct PointsTag {
        /// The protocol, in small letters.
        protocol: String = text("Protocol", "renzo");
        /// What people read.
        title: String = text("Name", "Renzo points");
        /// What it is about.
        description: String = text("Description", "Liquidity in these pools earns points of Renzo.");
        /// The multiplier, or nothing.
        multiplier: String = text("Multiplier", "4x");
        /// Where the programme is described.
        url: Link = text("Address of the programme", "");
        /// The pools, by id or address.
        pools: Vec<String> = list("Pools", &text("Pool", ""), "0x596192bb6e41802428ac943d2f1476c1af25cc0e", (1, 100));
    }
}

inputs! {
    /// An entry for vaults of one issuer.
    pub struct VaultEntry {
        /// The issuer, in small letters.
        issuer: String = text("Issuer", "aave");
        /// What people read.
        title: String = text("Name", "Aave");
        /// What the vaults do.
        description: String = text("Description", "Wrapped deposits that earn what borrowers pay.");
        /// The vaults.
        vaults: Vec<Address> = list("Vaults", &text("Vault", ""), "0xD4fa2D31b7968E448877f69A96DE69f5de8cD23E", (1, 100));
    }
}

inputs! {
    /// What people read about a pool.
    pub struct PoolEntry {
        /// The pool.
        pool: Address = text("Pool", "0xc4Ce391d82D164c166dF9c8336DDF84206b2F812");
        /// Its name.
        title: String = text("Name", "Boosted WETH/wstETH");
        /// What it is for.
        description: String = text("Description", "A stable pool of two tokens that earn in Aave.");
    }
}

const VARIANTS: &[Variant] = &[
    Variant {
        name: "token",
        label: "a token list",
        fields: TokenEntry::FIELDS,
    },
    Variant {
        name: "points",
        label: "pools with points",
        fields: PointsTag::FIELDS,
    },
    Variant {
        name: "erc4626",
        label: "ERC-4626 vaults",
        fields: VaultEntry::FIELDS,
    },
    Variant {
        name: "pool",
        label: "a pool’s own words",
        fields: PoolEntry::FIELDS,
    },
];

/// One of the papers.
#[derive(Clone, Debug, PartialEq)]
pub enum Paper {
    /// See [`TokenEntry`].
    Token(TokenEntry),
    /// See [`PointsTag`].
    Points(PointsTag),
    /// See [`VaultEntry`].
    Vaults(VaultEntry),
    /// See [`PoolEntry`].
    Pool(PoolEntry),
}

impl ReadField for Paper {
    fn read_field(
        value: &Value,
        field: &InputField,
        path: &str,
        errors: &mut Errors,
    ) -> Option<(Self, Value)> {
        let variant = read_variant(value, field, path, errors)?;
        let (paper, fields) = match variant.name {
            "token" => read(value, path, errors, Paper::Token),
            "points" => read(value, path, errors, Paper::Points),
            "erc4626" => read(value, path, errors, Paper::Vaults),
            _ => read(value, path, errors, Paper::Pool),
        }?;
        words(&fields, path, errors).then(|| (paper, Value::tagged(variant.name, fields)))
    }
}

fn read<T: Inputs>(
    value: &Value,
    path: &str,
    errors: &mut Errors,
    paper: fn(T) -> Paper,
) -> Option<(Paper, Vec<(String, Value)>)> {
    let (read, fields) = Reader::object::<T>(value, path, &["kind"], errors)?;
    Some((paper(read), fields))
}

/// Whether all words that a reader or a file name needs are there, and none is too long.
fn words(fields: &[(String, Value)], path: &str, errors: &mut Errors) -> bool {
    const LONGEST: usize = 500;
    let before = errors.len();
    for (key, value) in fields {
        if value
            .as_number()
            .is_some_and(|number| number.fract() != 0.0)
        {
            let fault = format!("{} is no whole number", value.describe());
            errors.push(join(path, key), Code::Type, fault);
        }
        let Some(text) = value.as_text() else {
            continue;
        };
        let may_be_empty = matches!(key.as_str(), "multiplier" | "url");
        let slug = matches!(key.as_str(), "protocol" | "issuer");
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if text.is_empty() && !may_be_empty {
            errors.push(join(path, key), Code::Required, "must not be empty");
        } else if text.chars().count() > LONGEST {
            let fault = format!(
                "has {} characters; the limit is {LONGEST}",
                text.chars().count()
            );
            errors.push(join(path, key), Code::Range, fault);
        } else if slug && !text.chars().all(plain) {
            let fault = format!(
                "{} may hold small letters, digits and hyphens only",
                value.describe()
            );
            errors.push(join(path, key), Code::Type, fault);
        }
    }
    errors.len() == before
}

inputs! {
    /// A paper to file, and how far the journey is.
    pub struct Input {
        /// The file.
        paper: Paper = union("A file for", VARIANTS, "token");
        /// The network.
        network: NetworkName = choice("Network", filing::CHOICES, "ethereum");
        /// Steps that are done.
        done: Done = group("Done so far", Done::FIELDS).advanced();
    }
}

outputs! {
    /// The file and the way to its place.
    pub struct Output {
        /// What the file holds.
        content: String = figure("The entry", Unit::Plain).file("entry.json");
        /// Where it belongs.
        path: String = figure("Belongs in", Unit::Plain);
        /// The picture that goes with it.
        image: Option<String> = figure("Picture", Unit::Plain).none("");
        /// Steps that are done, of all.
        steps_done: f64 = figure("Steps done", Unit::Plain).tone(Tone::Kept);
        /// Every step with its mark.
        checklist: String = figure("Checklist", Unit::Plain).file("checklist.md");
    }
}

/// The calculator.
pub static CALCULATOR: Calculator = Calculator {
    id: "listing",
    title: "Which file does this list want?",
    summary: "The entry for a token list, a points tag, a list of ERC-4626 vaults or a pool’s \
              metadata, in the shape that its maintainers ask for, and a checklist of the way \
              there.",
    method: Method {
        formula: "form → entry → JSON Schema",
        text: "The shapes are those of Balancer’s public repositories of August 2026. Each entry \
               is checked against a JSON Schema that this project keeps. Addresses carry their \
               ERC-55 checksum; a picture is named by the address in small letters. Pools on \
               version 3 need no token list. Whether the lists still take entries stands on the \
               status page.",
        sources: &[
            Source {
                label: "balancer/tokenlists (August 2026): src/tokenlists/balancer/tokens",
                address: "https://github.com/balancer/tokenlists",
            },
            Source {
                label: "balancer/metadata (August 2026): pools/tags, erc4626, pools",
                address: "https://github.com/balancer/metadata",
            },
        ],
        code: "core/src/calculators/listing/paper.rs",
    },
    presets: PRESETS,
    inputs: Input::FIELDS,
    outputs: Output::FIELDS,
    run: |value| evaluate(value, compute),
};

const PRESETS: &[Preset] = &[
    Preset {
        label: "A token",
        source: "wstETH on Ethereum.",
        inputs: &[("paper", "token")],
    },
    Preset {
        label: "Points",
        source: "The pool ezETH/WETH of January 2024; the words are an example.",
        inputs: &[("paper", "points")],
    },
    Preset {
        label: "ERC-4626",
        source: "waEthUSDC on Ethereum; the words are an example.",
        inputs: &[("paper", "erc4626")],
    },
    Preset {
        label: "A pool",
        source: "The boosted pool WETH/wstETH of January 2025; the words are an example.",
        inputs: &[("paper", "pool")],
    },
];

fn compute(input: &Input) -> Result<Report<Output>, Errors> {
    let filed = paper::filed(&input.paper, input.network);
    let done = input.done.count();
    let reading = Sentence::new()
        .text("It belongs in ")
        .exact(filed.path.clone(), Tone::Kept)
        .text("; ")
        .number(done, Unit::Plain, 2, Tone::Plain)
        .text(" of ")
        .number(checklist::STEPS.len() as f64, Unit::Plain, 2, Tone::Plain)
        .text(" steps are done.");
    Ok(Report {
        reading,
        chart: nothing(),
        output: Output {
            content: filed.content,
            path: filed.path,
            image: filed.image,
            steps_done: done,
            checklist: input.done.text(),
        },
    })
}

/// A file has no picture.
fn nothing() -> Chart {
    let axis = || Axis {
        label: String::new(),
        unit: Unit::Plain,
        log: false,
    };
    Chart {
        title: String::new(),
        description: String::new(),
        x: axis(),
        y: axis(),
        xs: Vec::new(),
        names: Vec::new(),
        series: Vec::new(),
        mark: None,
    }
}
