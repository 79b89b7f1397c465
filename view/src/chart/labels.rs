//! Where words go: how wide they are, where they break, and how they keep out of each other's way.

use yb_core::words::split;

/// Height of a line of text.
pub const LINE: f64 = 15.0;

/// How wide `text` is in 12 px Inter, to within a few pixels: enough for margins.
#[must_use]
pub fn width(text: &str) -> f64 {
    let mut width = 0.0;
    for c in text.chars() {
        width += match c {
            'i' | 'j' | 'l' | '.' | ',' | ':' | ';' | '\'' | '’' | '|' | 'I' | '!' | '·' => 3.4,
            ' ' | '\u{a0}' | 'f' | 't' | 'r' | '(' | ')' | '/' | '-' => 4.6,
            'm' | 'w' | 'M' | 'W' | '%' | '@' | '—' => 10.4,
            'A'..='Z' | '=' | '+' | '−' | '×' => 8.3,
            _ => 7.2,
        };
    }
    width
}

/// `text` in lines of at most `most` pixels, broken between words.
#[must_use]
pub fn wrap(text: &str, most: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in split(text, b" ") {
        match lines.last_mut() {
            Some(line) if width(line) + width(" ") + width(word) <= most => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.into()),
        }
    }
    lines
}

/// `text`, cut to at most `most` pixels.
#[must_use]
pub fn cut(text: &str, most: f64) -> String {
    if width(text) <= most {
        return text.into();
    }
    let mut out = String::new();
    for c in text.chars() {
        if width(&out) + 14.0 > most {
            break;
        }
        out.push(c);
    }
    out.push('…');
    out
}

/// A block of lines that wants to be centred on `wanted`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Block {
    /// The middle it wants.
    pub wanted: f64,
    /// How tall it is.
    pub height: f64,
    /// The middle it gets.
    pub middle: f64,
}

/// Gives every block a middle near the one it wants so that none overlaps another and all stand
/// between `top` and `bottom` (if they fit at all).
pub fn spread(blocks: &mut [Block], top: f64, bottom: f64) {
    // By hand, because there are a handful, and the library's sort is made for millions.
    let mut order: Vec<usize> = Vec::new();
    for (i, block) in blocks.iter().enumerate() {
        let after = order.iter().position(|j| blocks[*j].wanted > block.wanted);
        order.insert(after.unwrap_or(order.len()), i);
    }
    let mut edge = top;
    for i in &order {
        let block = &mut blocks[*i];
        block.middle = block.wanted.max(edge + block.height / 2.0);
        edge = block.middle + block.height / 2.0;
    }
    let mut edge = bottom.max(top);
    for i in order.iter().rev() {
        let block = &mut blocks[*i];
        block.middle = block.middle.min(edge - block.height / 2.0);
        edge = block.middle - block.height / 2.0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spread_at(wanted: &[f64]) -> Vec<f64> {
        let mut blocks: Vec<Block> = wanted
            .iter()
            .map(|w| Block {
                wanted: *w,
                height: LINE,
                middle: 0.0,
            })
            .collect();
        spread(&mut blocks, 0.0, 100.0);
        blocks.iter().map(|block| block.middle).collect()
    }

    #[test]
    fn labels_never_overlap_and_stay_inside() {
        assert_eq!(spread_at(&[20.0, 60.0]), [20.0, 60.0]);
        for wanted in [
            vec![50.0; 5],
            vec![0.0, 1.0, 99.0, 100.0],
            vec![98.0, 97.0, 96.0],
        ] {
            let mut got = spread_at(&wanted);
            got.sort_by(f64::total_cmp);
            assert!(
                got.windows(2).all(|pair| pair[1] - pair[0] >= LINE - 1e-9),
                "{got:?}"
            );
            assert!(
                got[0] >= LINE / 2.0 && got[got.len() - 1] <= 100.0 - LINE / 2.0,
                "{got:?}"
            );
        }
    }

    #[test]
    fn what_is_cut_says_so_and_fits() {
        assert_eq!(cut("rate", 40.0), "rate");
        let short = cut("incentives", 40.0);
        assert!(short.ends_with('…') && width(&short) <= 40.0, "{short}");
    }

    #[test]
    fn words_break_only_between_words() {
        assert_eq!(
            wrap("with a rate provider", 60.0),
            ["with a", "rate", "provider"]
        );
        assert_eq!(wrap("rate", 1.0), ["rate"]);
    }
}
