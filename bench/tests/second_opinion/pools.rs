//! The engine's pools as the peer holds them.

use crate::peer::raw;
use alloy_primitives::{I256, U256};
use balancer_maths_rust::WeightedState;
use balancer_maths_rust::common::types::{BasePoolState, PoolState};
use balancer_maths_rust::pools::fixed_price_lbp::fixed_price_lbp_data as fixed_price;
use balancer_maths_rust::pools::gyro::gyro_eclp_data as gyro;
use balancer_maths_rust::pools::liquidity_bootstrapping::liquidity_bootstrapping_data as gradual;
use balancer_maths_rust::pools::quantamm::quantamm_data as quant;
use balancer_maths_rust::pools::reclamm::reclamm_data as first;
use balancer_maths_rust::pools::reclammv2::reclammv2_data as second;
use balancer_maths_rust::pools::stable::stable_data as stable;
use yb_core::fixed::{Fixed, Signed};
use yb_core::pools::{Pool, Revision};
use yb_core::vault;

pub(crate) fn u(number: Fixed) -> U256 {
    U256::from_limbs(number.raw().0)
}

fn i(number: Signed) -> I256 {
    let size = |number: Signed| I256::from_raw(u(number.to_fixed().unwrap()));
    if number.is_negative() {
        -size(number.negated())
    } else {
        size(number)
    }
}

pub(crate) fn base(pool: &mut PoolState) -> &mut BasePoolState {
    match pool {
        PoolState::Base(base) => base,
        PoolState::Weighted(pool) => &mut pool.base,
        PoolState::Stable(pool) => &mut pool.base,
        PoolState::GyroECLP(pool) => &mut pool.base,
        PoolState::ReClamm(pool) => &mut pool.base,
        PoolState::ReClammV2(pool) => &mut pool.base,
        PoolState::QuantAmm(pool) => &mut pool.base,
        PoolState::LiquidityBootstrapping(pool) => &mut pool.base,
        PoolState::FixedPriceLBP(pool) => &mut pool.base,
    }
}

pub(crate) fn pool(state: &vault::PoolState, up: bool) -> Option<PoolState> {
    let tokens = state.tokens();
    let list = |of: &dyn Fn(usize) -> U256| (0..tokens.len()).map(of).collect::<Vec<_>>();
    // The Vault's rounding up: a wei more where a balance of whole units does not make whole wei.
    let round = |token: usize| {
        let (of, one) = (&tokens[token], Fixed::ONE.raw());
        let unit = of.scaling_factor() * of.rate().raw();
        let units = (state.balances()[token].raw() * one + unit - 1) / unit;
        U256::from(u64::from(up && !(units * unit % one).is_zero()))
    };
    let names: Vec<String> = tokens
        .iter()
        .map(|token| token.address().to_owned())
        .collect();
    let proportional = matches!(
        state.pool(),
        Pool::Reclamm(_) | Pool::GradualLbp(_) | Pool::FixedPriceLbp(_)
    );
    let base = BasePoolState {
        pool_address: "0x".into(),
        pool_type: String::new(),
        tokens: names.clone(),
        scaling_factors: list(&|token| raw(tokens[token].scaling_factor())),
        token_rates: list(&|token| u(tokens[token].rate())),
        balances_live_scaled_18: list(&|token| u(state.balances()[token]) + round(token)),
        swap_fee: u(state.swap_fee()),
        aggregate_swap_fee: u(state.aggregate_swap_fee()),
        total_supply: u(state.total_supply()),
        supports_unbalanced_liquidity: !proportional,
        hook_type: None,
    };
    let seconds = |seconds: u64| U256::from(seconds);
    Some(match state.pool() {
        // It knows the pools of 2025 alone.
        Pool::Weighted(curve) if !curve.least_balances().is_empty() => return None,
        Pool::Stable(curve) if curve.max_imbalance().is_some() => return None,
        Pool::Weighted(curve) => PoolState::Weighted(WeightedState::new(
            base,
            curve.weights().iter().copied().map(u).collect(),
        )),
        Pool::Stable(curve) => {
            let amp = U256::from(curve.amplification());
            PoolState::Stable(stable::StableState {
                base,
                mutable: stable::StableMutable { amp },
            })
        }
        Pool::GyroEclp(curve) => {
            let (params, derived) = (curve.params(), curve.derived());
            let f = |number: Fixed| I256::from_raw(u(number));
            let immutable = gyro::GyroECLPImmutable {
                alpha: f(params.alpha),
                beta: f(params.beta),
                c: f(params.c),
                s: f(params.s),
                lambda: f(params.lambda),
                tau_alpha_x: i(derived.tau_alpha[0]),
                tau_alpha_y: i(derived.tau_alpha[1]),
                tau_beta_x: i(derived.tau_beta[0]),
                tau_beta_y: i(derived.tau_beta[1]),
                u: i(derived.u),
                v: i(derived.v),
                w: i(derived.w),
                z: i(derived.z),
                d_sq: i(derived.d_sq),
            };
            PoolState::GyroECLP(gyro::GyroECLPState { base, immutable })
        }
        Pool::Reclamm(curve) => {
            let of = curve.state();
            let pool_address = String::new();
            let last_virtual_balances = of.last_virtual_balances.map(u).to_vec();
            macro_rules! mutable {
                ($($name:tt)*) => {
                    $($name)* {
                        last_virtual_balances,
                        daily_price_shift_base: u(of.daily_price_shift_base),
                        last_timestamp: seconds(of.last_timestamp),
                        current_timestamp: seconds(of.current_timestamp),
                        centeredness_margin: u(of.centeredness_margin),
                        start_fourth_root_price_ratio: u(of.start_fourth_root_price_ratio),
                        end_fourth_root_price_ratio: u(of.end_fourth_root_price_ratio),
                        price_ratio_update_start_time: seconds(of.price_ratio_update_start_time),
                        price_ratio_update_end_time: seconds(of.price_ratio_update_end_time),
                    }
                };
            }
            match of.revision {
                Revision::First => PoolState::ReClamm(first::ReClammState {
                    base,
                    mutable: mutable!(first::ReClammMutable),
                    immutable: first::ReClammImmutable {
                        pool_address,
                        tokens: names,
                    },
                }),
                Revision::Second => PoolState::ReClammV2(second::ReClammV2State {
                    base,
                    mutable: mutable!(second::ReClammV2Mutable),
                    immutable: second::ReClammV2Immutable {
                        pool_address,
                        tokens: names,
                    },
                }),
            }
        }
        Pool::GradualLbp(curve) => {
            let (sale, weight) = (curve.sale(), curve.weight());
            if !weight.reserve_virtual_balance.is_zero() {
                return None;
            }
            let weights = |project: Fixed| {
                let mut weights = vec![u(project.complement()); 2];
                weights[sale.project_token] = u(project);
                weights
            };
            let open = (sale.start_time..=sale.end_time).contains(&sale.current_timestamp);
            PoolState::LiquidityBootstrapping(gradual::LiquidityBootstrappingState {
                base,
                mutable: gradual::LiquidityBootstrappingMutable {
                    is_swap_enabled: open,
                    current_timestamp: seconds(sale.current_timestamp),
                },
                immutable: gradual::LiquidityBootstrappingImmutable {
                    project_token_index: sale.project_token,
                    is_project_token_swap_in_blocked: weight.blocks_selling_back,
                    start_weights: weights(weight.start),
                    end_weights: weights(weight.end),
                    start_time: seconds(sale.start_time),
                    end_time: seconds(sale.end_time),
                },
            })
        }
        Pool::FixedPriceLbp(curve) => {
            let sale = curve.sale();
            PoolState::FixedPriceLBP(fixed_price::FixedPriceLBPState {
                base,
                mutable: fixed_price::FixedPriceLBPMutable {
                    is_swap_enabled: (sale.start_time..=sale.end_time)
                        .contains(&sale.current_timestamp),
                    current_timestamp: seconds(sale.current_timestamp),
                },
                immutable: fixed_price::FixedPriceLBPImmutable {
                    project_token_index: sale.project_token,
                    reserve_token_index: 1 - sale.project_token,
                    project_token_rate: u(curve.price()),
                    start_time: seconds(sale.start_time),
                    end_time: seconds(sale.end_time),
                },
            })
        }
        Pool::QuantAmm(curve) => {
            // The weights of now, which stay.
            let weights = curve.weights();
            let four = |weights: &[Fixed]| {
                let mut list: Vec<I256> = weights
                    .iter()
                    .map(|weight| I256::from_raw(u(*weight)))
                    .collect();
                list.resize(2 * weights.len(), I256::ZERO);
                list
            };
            let (head, rest) = weights.split_at(weights.len().min(4));
            PoolState::QuantAmm(quant::QuantAmmState {
                base,
                mutable: quant::QuantAmmMutable {
                    first_four_weights_and_multipliers: four(head),
                    second_four_weights_and_multipliers: four(rest),
                    last_update_time: U256::ZERO,
                    last_interop_time: U256::ZERO,
                    current_timestamp: U256::ZERO,
                },
                immutable: quant::QuantAmmImmutable {
                    max_trade_size_ratio: u(curve.max_trade_size_ratio()),
                },
            })
        }
        _ => return None,
    })
}
