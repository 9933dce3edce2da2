//! Putting a name together from pieces that each have several forms: the best combinations, best first.

use super::answer::AnswerSource;

/// A form that a piece of a name may have.
#[derive(Clone, Debug, PartialEq)]
pub struct WeightedForm {
    /// As written.
    pub text: String,
    /// Probability, given the piece.
    pub probability: f32,
    /// Where it comes from.
    pub from: AnswerSource,
}

/// A piece: words `start..end` of the name and its forms.
#[derive(Clone, Debug, PartialEq)]
pub struct NamePiece {
    /// First word.
    pub start: usize,
    /// One past its last word.
    pub end: usize,
    /// Forms, in any order.
    pub forms: Vec<WeightedForm>,
}

/// Combinations kept at every word.
const BEAM: usize = 24;

/// The likeliest forms of a name of `words` words, likeliest first: a form of each piece of a row of pieces that covers
/// all words, joined by `between`; probabilities multiply, equal texts add up.
pub fn combine(words: usize, pieces: &[NamePiece], between: &str) -> Vec<WeightedForm> {
    let mut ends: Vec<Vec<WeightedForm>> = vec![Vec::new(); words + 1];
    ends[0].push(WeightedForm { text: String::new(), probability: 1.0, from: AnswerSource::Lexicon });
    for start in 0..words {
        let heads = best(std::mem::take(&mut ends[start]));
        for piece in pieces.iter().filter(|p| p.start == start && p.end <= words && p.end > start) {
            for head in &heads {
                for form in &piece.forms {
                    let mut text = String::with_capacity(head.text.len() + between.len() + form.text.len());
                    text.push_str(&head.text);
                    if !text.is_empty() {
                        text.push_str(between);
                    }
                    text.push_str(&form.text);
                    ends[piece.end].push(WeightedForm {
                        text,
                        probability: head.probability * form.probability,
                        from: head.from.max(form.from),
                    });
                }
            }
        }
    }
    best(std::mem::take(&mut ends[words]))
}

/// Equal texts added up, the likeliest first, at most [`BEAM`].
pub fn best(mut forms: Vec<WeightedForm>) -> Vec<WeightedForm> {
    forms.sort_by(|a, b| a.text.cmp(&b.text).then(b.probability.total_cmp(&a.probability)));
    forms.dedup_by(|next, kept| {
        let same = next.text == kept.text;
        if same {
            kept.probability += next.probability;
            kept.from = kept.from.min(next.from);
        }
        same
    });
    forms.sort_by(|a, b| b.probability.total_cmp(&a.probability).then_with(|| a.text.cmp(&b.text)));
    forms.truncate(BEAM);
    forms
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(start: usize, end: usize, forms: &[(&str, f32)]) -> NamePiece {
        let form = |&(text, probability): &(&str, f32)| WeightedForm {
            text: text.into(),
            probability,
            from: AnswerSource::Parts,
        };
        NamePiece { start, end, forms: forms.iter().map(form).collect() }
    }

    #[test]
    fn the_best_combinations_come_first() {
        let pieces = [
            piece(0, 1, &[("A", 0.6), ("a", 0.4)]),
            piece(1, 2, &[("B", 0.9), ("b", 0.1)]),
            piece(0, 2, &[("A B", 0.2), ("X", 0.1)]),
        ];
        let found = combine(2, &pieces, " ");
        let texts: Vec<&str> = found.iter().map(|f| f.text.as_str()).collect();
        assert_eq!(texts, ["A B", "a B", "X", "A b", "a b"]);
        assert!((found[0].probability - 0.74).abs() < 1e-5);
        assert_eq!(combine(3, &pieces, " "), []);
    }
}
