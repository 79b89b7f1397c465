//! From a crate to an optimised WebAssembly module with its JavaScript.
//!
//! wasm-pack looks for `wasm-bindgen` on PATH. Both are linked into this program, which is
//! put on PATH under their names and acts by the name it is called.

use crate::project::{cargo, in_root, npm_tool, path, read, root, run, target, write};
use crate::setup::WASM;
use crate::silence::{PANICS, silenced};
use anyhow::{Context, Result};
use std::borrow::Cow;
use std::ffi::OsStr;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::Command;
use yb_core::calculators;
use yb_core::calculators::pool::Family;

/// A tool that this program is when called by its name.
#[derive(Clone, Copy)]
pub(crate) enum Tool {
    WasmPack,
    WasmBindgen,
    TestRunner,
}

const TOOLS: [(&str, Tool); 3] = [
    ("wasm-pack", Tool::WasmPack),
    ("wasm-bindgen", Tool::WasmBindgen),
    ("wasm-bindgen-test-runner", Tool::TestRunner),
];

impl Tool {
    pub(crate) fn named(name: &OsStr) -> Option<Tool> {
        let (_, tool) = TOOLS.iter().find(|(known, _)| OsStr::new(known) == name)?;
        Some(*tool)
    }

    pub(crate) fn run(self) -> Result<()> {
        let arguments = std::env::args_os();
        match self {
            Tool::WasmPack => {
                let cli = <wasm_pack::Cli as clap::Parser>::parse_from(arguments);
                wasm_pack::command::run_wasm_pack(cli.cmd)
            }
            Tool::WasmBindgen => wasm_bindgen_cli::wasm_bindgen::run_cli_with_args(arguments),
            Tool::TestRunner => {
                wasm_bindgen_cli::wasm_bindgen_test_runner::run_cli_with_args(arguments)
            }
        }
    }
}

/// A WebAssembly module: a crate of this workspace, built with some of its features.
#[derive(Clone)]
pub(crate) struct Module {
    /// What its files are called.
    pub(crate) name: Cow<'static, str>,
    /// The crate's folder.
    pub(crate) folder: &'static str,
    /// The crate.
    pub(crate) package: &'static str,
    /// Whether it is built with the one feature of its name; if not, with the default ones.
    pub(crate) alone: bool,
}

/// Every calculator: the module of the npm package.
pub(crate) const EVERY: Module = Module {
    name: Cow::Borrowed("yb_wasm"),
    folder: "wasm",
    package: "yb-wasm",
    alone: false,
};

/// What a module of the site's pages carries.
pub(crate) struct Carried {
    /// Its calculators.
    pub(crate) of: &'static calculators::Module,
    /// The pools that they answer, where they take any and this is not the module that a page begins with.
    pub(crate) family: Option<&'static Family>,
}

/// What the modules of the site's pages carry. Those that a page goes on with come before the one that it begins with.
pub(crate) fn of_pages() -> Vec<Carried> {
    let mut pages = Vec::new();
    for of in calculators::modules() {
        for family in of.families().skip(1) {
            let family = Some(family);
            pages.push(Carried { of, family });
        }
        pages.push(Carried { of, family: None });
    }
    pages
}

impl Carried {
    /// What its files are called, and the feature that it is built with.
    pub(crate) fn name(&self) -> String {
        match self.family {
            // No other name begins with the first module's and a dash: files are told apart by that.
            Some(family) => format!("{}_{}", self.of.id, family.id),
            None => self.of.id.to_owned(),
        }
    }

    /// The module.
    pub(crate) fn module(&self) -> Module {
        Module {
            name: self.name().into(),
            alone: true,
            ..EVERY
        }
    }
}

impl Module {
    /// The folder with `<name>.js`, `<name>.d.ts` and `<name>_bg.wasm`.
    pub(crate) fn made(&self) -> PathBuf {
        target("modules").join(&*self.name)
    }

    /// What the module's file is called.
    pub(crate) fn file(&self) -> String {
        format!("{}_bg.wasm", self.name)
    }

    /// The module itself.
    pub(crate) fn binary(&self) -> PathBuf {
        self.made().join(self.file())
    }

    /// Its JavaScript.
    pub(crate) fn script(&self) -> PathBuf {
        self.made().join(format!("{}.js", self.name))
    }

    /// What cargo calls its output.
    fn compiled(&self) -> PathBuf {
        let file = self.package.replace('-', "_") + ".wasm";
        target(WASM).join("release").join(file)
    }

    fn features(&self) -> Vec<&str> {
        if self.alone {
            vec!["--no-default-features", "--features", &self.name]
        } else {
            Vec::new()
        }
    }
}

/// The engine alone, for the npm package: no wasm-bindgen.
pub(crate) struct Engine;

const ENGINE: &str = "yb-engine";
const FAST: [&str; 3] = ["-O3", "--strip-producers", "--strip-target-features"];

impl Engine {
    /// The module.
    pub(crate) fn binary() -> PathBuf {
        target("modules/engine/engine_bg.wasm")
    }

    /// What the compiler made of it, with the names of its functions.
    pub(crate) fn compiled() -> PathBuf {
        target(WASM).join("release").join("yb_engine.wasm")
    }

    /// Builds it, unless the compiler's output is the same as last time.
    pub(crate) fn build(effort: Effort) -> Result<()> {
        let mut compile = cargo();
        compile.args(["build", "--package", ENGINE, "--release"]);
        compile.args(["--target", WASM]);
        run(
            "compile the engine to WebAssembly",
            with_flags(&mut compile, &[COPY_AT_ONCE]),
        )?;
        let compiled = Self::compiled();
        let stamp = Self::binary().with_extension("stamp");
        let made = fingerprint(&compiled, effort)?;
        if fs::read_to_string(&stamp).is_ok_and(|last| last == made) && Self::binary().is_file() {
            return Ok(());
        }
        let binary = fs::read(&compiled)?;
        if effort == Effort::Quick {
            write(&Self::binary(), binary)?;
        } else {
            write(&Self::binary(), silenced(&binary)?)?;
            optimise("the engine", &Self::binary(), &FAST)?;
        }
        write(&stamp, made)
    }
}

/// Features that every browser since 2022 has, and that rustc's output uses.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-multivalue",
    "--enable-reference-types",
];

/// Each function's jumps are made anew. Then twice over, the second time for less than all that can be had, and a
/// function with one caller moves into it only if it is short: more would make the module shorter still, but worse to
/// compress. At last functions of one file stand side by side, since they are alike: half a kilobyte after compression.
/// What tools tell each other about a module is of no use on a page.
const SMALL: [&str; 8] = [
    "--flatten",
    "--rereloop",
    "-Oz",
    "-Os",
    "--one-caller-inline-max-function-size=30",
    "--reorder-functions-by-name",
    "--strip-producers",
    "--strip-target-features",
];

/// How much time a module is worth.
#[derive(Clone, Copy, Hash, PartialEq, Eq)]
pub(crate) enum Effort {
    /// As the compiler makes it.
    Quick,
    /// As small as it gets.
    Small,
}

impl Effort {
    pub(crate) fn of(quick: bool) -> Self {
        if quick { Self::Quick } else { Self::Small }
    }
}

/// Builds a module, unless the compiler's output is the same as last time.
pub(crate) fn build(module: &Module, effort: Effort) -> Result<()> {
    let what = format!("compile {} to WebAssembly", module.name);
    let mut compile = cargo();
    compile.args(["build", "--package", module.package, "--release"]);
    compile.args(["--target", WASM]).args(module.features());
    run(&what, with_flags(&mut compile, &[COPY_AT_ONCE]))?;
    let stamp = module.made().with_extension("stamp");
    let made = fingerprint(&module.compiled(), effort)?;
    if fs::read_to_string(&stamp).is_ok_and(|last| last == made) && module.made().is_dir() {
        return Ok(());
    }
    let mut pack = in_root(link_tools()?.join("wasm-pack"));
    pack.args(["--quiet", "build", module.folder, "--release"])
        .args(["--target", "web", "--mode", "no-install", "--no-opt"])
        .args(["--out-name", &module.name, "--out-dir"])
        .arg(module.made())
        .arg("--")
        .args(module.features())
        .env("PATH", path_with_tools()?);
    run("wasm-pack", with_flags(&mut pack, &[COPY_AT_ONCE]))?;
    if effort == Effort::Small {
        let binary = module.binary();
        write(&binary, silenced(&fs::read(&binary)?)?)?;
        optimise(&module.name, &binary, &SMALL)?;
    }
    write(&stamp, made)
}

/// Runs wasm-opt on a module, in place.
fn optimise(name: &str, binary: &Path, how: &[&str]) -> Result<()> {
    let mut optimise = npm_tool("wasm-opt");
    optimise.args(FEATURES).args(how);
    let optimise = optimise.arg(binary).arg("-o").arg(binary);
    run(&format!("optimise {name} (wasm-opt, about 15 s)"), optimise)
}

/// What the result depends on: the compiler's output, our tools, the optimiser.
fn fingerprint(compiled: &Path, effort: Effort) -> Result<String> {
    let compiled = fs::read(compiled)
        .with_context(|| format!("the compiler left no {}", compiled.display()))?;
    let mut hash = DefaultHasher::new();
    (compiled, FEATURES, PANICS, SMALL, FAST, effort).hash(&mut hash);
    read(&path("package-lock.json"))?.hash(&mut hash);
    read(&path("Cargo.lock"))?.hash(&mut hash);
    Ok(format!("{:016x}", hash.finish()))
}

/// What is copied is copied by one instruction rather than word by word: a number of 256 bits moves
/// at every step of a calculation, and this is a tenth of a module.
const COPY_AT_ONCE: &str = "-Cllvm-args=-max-store-memcpy=1";

/// Paths of this machine stay out of the module, so that two machines make the same bytes.
fn with_flags<'a>(command: &'a mut Command, own: &[&str]) -> &'a mut Command {
    let home = std::env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| {
            #[allow(deprecated)] // Its fault was on Windows, and was mended.
            std::env::home_dir().map(|home| home.join(".cargo"))
        });
    let mut flags: Vec<String> = own.iter().map(|&flag| flag.to_owned()).collect();
    flags.push(format!("--remap-path-prefix={}=/project", root().display()));
    for folder in home.iter().flat_map(|home| sources(home)) {
        flags.push(format!("--remap-path-prefix={}=/cargo", folder.display()));
    }
    command.env(
        "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS",
        flags.join(" "),
    )
}

/// Cargo's folder, and the folders in it that are named after registries and hold their sources:
/// this program is made of some, so they are there.
fn sources(home: &Path) -> Vec<PathBuf> {
    let registries = fs::read_dir(home.join("registry/src"));
    let registries = registries.into_iter().flatten().flatten();
    let mut folders = vec![home.to_owned()];
    folders.extend(registries.map(|registry| registry.path()));
    folders
}

fn link_tools() -> Result<PathBuf> {
    let folder = target("tools");
    fs::create_dir_all(&folder)?;
    let me = std::env::current_exe()?;
    for (name, _) in TOOLS {
        let link = folder
            .join(name)
            .with_extension(std::env::consts::EXE_EXTENSION);
        if link.symlink_metadata().is_ok() {
            fs::remove_file(&link)?;
        }
        #[cfg(unix)]
        std::os::unix::fs::symlink(&me, &link)?;
        #[cfg(not(unix))]
        fs::copy(&me, &link)?;
    }
    Ok(folder)
}

fn path_with_tools() -> Result<std::ffi::OsString> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = std::iter::once(target("tools")).chain(std::env::split_paths(&path));
    Ok(std::env::join_paths(folders)?)
}
