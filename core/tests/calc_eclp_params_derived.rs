//! `eclp-params`: every derived digit of pools on chain.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

mod support;

use support::calculator::{self, close, number, text};
use yb_core::definition::{Errors, Value};

fn run(json: &str) -> Result<Value, Errors> {
    calculator::run("eclp-params", json)
}

fn preset(label: &str) -> Value {
    calculator::preset("eclp-params", label)
}

/// sDAI/GYD: as the pool of the same parameters on Sepolia has them, block 7748718. The others: by 120-digit
/// decimals, from the parameters on chain.
const POOLS: [(&str, [&str; 9]); 5] = [
    (
        "sDAI/GYD",
        [
            "-94861212813096057289512505574275160547",
            "31644119574235279926451292677567331630",
            "37142269533113549537591131345643981951",
            "92846388265400743995957747409218517601",
            "66001741173104803338721745994955553010",
            "62245253919818011890633399060291020887",
            "30601134345582732000058913853921008022",
            "-28859471639991253843240999485797747790",
            "99999999999999999886624093342106115200",
        ],
    ),
    (
        "wstETH/WETH",
        [
            "-98793731386850276467239885734363344028",
            "15485433111891786472139522481578442591",
            "90477768825078952061353433475908787138",
            "42588418008134222023232363216130712628",
            "94635750105964614157002519899999911340",
            "29036925560013004214765065229612102733",
            "13551492448121217760182292938542684271",
            "-4157981280885662198229077153357649520",
            "99999999999999999886624093342106115200",
        ],
    ),
    (
        "wstETH/swETH",
        [
            "-74798712145497721414789338637153095764",
            "66371324089360848501248857841320837382",
            "83383678297259876539161659077817401265",
            "55201106815163337488949515922664830840",
            "79090559955836985090533912561030798620",
            "60763830337203480831932978680724761109",
            "-5585063777148738251815296884188865778",
            "3975485570515915653508200992108476537",
            "100000000000000000082596734413730639400",
        ],
    ),
    (
        "BOLD/waEthUSDC",
        [
            "-91797936273223331128703595770556872759",
            "39662815028401957930226687279861600182",
            "99489241886312064726218464511911285812",
            "10094094753215317810314727669349055050",
            "95643577118339844311670045560972199867",
            "24885848918922220631984450912496399132",
            "-14784358288624049362599522643509652296",
            "3893486556531390423310667555251324042",
            "100000000000000000108254687936544866500",
        ],
    ),
    (
        "As the creation page",
        [
            "-98242445170142201942336554845388821355",
            "18666064582327018369043945420623876057",
            "97865349660197060365314208305909763419",
            "20551723428641382676715983744241050318",
            "98053897415169631042655886367799546727",
            "19608894005484200500648203218129346619",
            "942829423157182152767077755066740940",
            "-188547754972570788297405543056272635",
            "99999999999999999886624093342106115200",
        ],
    ),
];

#[test]
fn pools_on_chain_to_the_last_digit() {
    for (label, derived) in POOLS {
        let output = preset(label);
        for (key, digits) in calculator::ECLP_DERIVED.iter().zip(derived) {
            assert_eq!(text(&output, key), digits, "{label} {key}");
        }
        assert_eq!(output.get("valid"), Some(&Value::Bool(true)), "{label}");
        assert_eq!(output.get("surgeHook"), Some(&Value::Bool(true)), "{label}");
        let file: Value = serde_json::from_str(text(&output, "contract")).unwrap();
        let tau = file
            .get("derivedEclpParams")
            .unwrap()
            .get("tauAlpha")
            .unwrap();
        assert_eq!(tau.get("x"), Some(&Value::from(derived[0])));
        let decimal = output.get("derived").unwrap().as_list().unwrap()[0].clone();
        let integer: String = text(&decimal, "value").replace("-0.", "-");
        assert_eq!(
            integer.trim_end_matches('0'),
            derived[0].trim_end_matches('0')
        );
    }
    assert_eq!(text(&preset("wstETH/swETH"), "c"), "0.705688316491160463");
    assert_eq!(text(&preset("wstETH/swETH"), "s"), "0.708522406115622955");
    assert_eq!(text(&preset("BOLD"), "c"), "0.707283579973402312");
    assert_eq!(text(&preset("BOLD"), "s"), "0.706929938183415611");
}

#[test]
fn a_rotation_as_given_is_kept() {
    let given = r#"{"alpha":"0.988","beta":"1.05","lambda":400,"c":"0.707283579973402312","s":"0.706929938183415611"}"#;
    let output = run(given).unwrap();
    for (key, digits) in calculator::ECLP_DERIVED.iter().zip(POOLS[3].1) {
        assert_eq!(text(&output, key), digits);
    }
    close(number(&output, "peakPrice"), 0.9995, 1e-15);
}

#[test]
fn numbers_are_taken_by_their_shortest_text() {
    let text_given =
        run(r#"{"alpha":"0.9985","beta":"1.0005","peak":"1","lambda":"8500"}"#).unwrap();
    let numbers = run(r#"{"alpha":0.9985,"beta":1.0005,"peak":1,"lambda":8500}"#).unwrap();
    assert_eq!(text_given, numbers);
    // A double has lost the last two digits; the text has not.
    let lost =
        run(r#"{"alpha":0.998502246630054917,"beta":"1.0002000400080016","lambda":4000}"#).unwrap();
    assert!(text(&lost, "contract").contains("\"998502246630054900\""));
    assert_ne!(text(&lost, "u"), POOLS[0].1[4]);
}
