//! What a panic would say is left out of the modules.
//!
//! A panic is a fault of the program and ends in a trap. Nobody hears its message, yet the code that puts it together is
//! linked into each module. So the functions that do nothing but panic become the trap itself, and wasm-opt
//! removes what they alone had called.

use anyhow::Result;
use walrus::{FunctionBuilder, FunctionId, FunctionKind, LocalId, Module};

/// Parts of their names in the standard library.
pub(crate) const PANICS: [&str; 14] = [
    "::panic_handler::",
    "::rust_begin_unwind",
    "::rust_panic",
    "::panic_with_hook",
    "::slice_index_fail",
    "::slice_error_fail",
    "::len_mismatch_fail",
    "::unwrap_failed",
    "::expect_failed",
    "::assert_failed",
    "::handle_error",
    "::handle_alloc_error",
    "::__rust_alloc_error_handler",
    "::capacity_overflow",
];

/// The module with a trap in place of each such function.
pub(crate) fn silenced(binary: &[u8]) -> Result<Vec<u8>> {
    let mut module = Module::from_buffer(binary)?;
    let mut panics = Vec::new();
    for function in module.funcs.iter() {
        // The compiler's own names are mangled; wasm-bindgen leaves them plain.
        let name = function.name.as_deref().map(rustc_demangle::demangle);
        let named = name.is_some_and(|name| only_panics(&name.to_string()));
        if named && let FunctionKind::Local(local) = &function.kind {
            panics.push((function.id(), local.ty(), local.args.clone()));
        }
    }
    for (id, kind, args) in panics {
        let kind = module.types.get(kind);
        let (params, results) = (kind.params().to_vec(), kind.results().to_vec());
        trap(&mut module, id, args, (&params, &results));
    }
    Ok(module.emit_wasm())
}

fn trap(
    module: &mut Module,
    id: FunctionId,
    args: Vec<LocalId>,
    (params, results): (&[walrus::ValType], &[walrus::ValType]),
) {
    let mut builder = FunctionBuilder::new(&mut module.types, params, results);
    builder.func_body().unreachable();
    module.funcs.get_mut(id).kind = FunctionKind::Local(builder.local_func(args));
}

/// Everything in the library's module `panicking` panics, but for what counts panics, which asks and returns.
fn only_panics(name: &str) -> bool {
    let of_core = name.starts_with("core") && name.contains("::panicking::");
    of_core || PANICS.iter().any(|part| name.contains(part))
}

#[cfg(test)]
mod tests {
    use super::only_panics;

    #[test]
    fn a_function_that_may_return_stays() {
        for name in [
            "core[c5930c85a12de822]::panicking::panic_bounds_check",
            "core::panicking::panic_fmt",
            "core[c5930c85a12de822]::slice::index::slice_index_fail",
            "__rustc[b7974e8690430dd9]::rust_begin_unwind",
            "<std[a543996e6e7dbf1e]::panicking::panic_handler::FormatStringPayload as core[c5930c85a12de822]::panic::PanicPayload>::take_box",
        ] {
            assert!(only_panics(name), "{name}");
        }
        for name in [
            "std[a543996e6e7dbf1e]::panicking::panic_count::is_zero_slow_path",
            "core[c5930c85a12de822]::fmt::write",
            "yb_core::vault::add::add_liquidity::hc51062accce9bea4",
            "alloc::raw_vec::RawVecInner<A>::grow_amortized::hcfc76ed9d318adb1",
        ] {
            assert!(!only_panics(name), "{name}");
        }
    }
}
