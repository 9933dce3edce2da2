//! Clubs and competitions of term tables: which pairs name one body, and how its initials are written.

use crate::names::book::key;
use crate::spelling::Skeleton;

/// The Latin name of a club or competition as it is written; `None` when the two names are not of one body. The source's
/// `keys/companies_data` has nouns that categories are put together with (شركات فحم في, "coal companies of") and is not read.
pub fn one_body(ar: &str, en: &str) -> Option<String> {
    is_one_body(ar, en).then(|| with_initials(en))
}

/// First words of competitions, which are translated: their sound tells nothing.
const COMPETITIONS: [&str; 10] =
    ["دوري", "الدوري", "كأس", "بطولة", "البطولة", "ألعاب", "الألعاب", "رابطة", "الرابطة", "جائزة"];

/// Nouns in the plural, of kinds of things and persons: no body.
const KINDS: [&str; 10] =
    ["مدربو", "لاعبو", "رؤساء", "مشجعو", "مباريات", "مواسم", "شركات", "منظمات", "مرافق", "قوائم"];

/// What a team of a club plays, or who, in Arabic, and words of which the Latin name must have one.
const TEAMS: [(&str, &[&str]); 7] = [
    ("السلة", &["basketball", "bc", "kk", "zkk", "basket", "baloncesto", "pallacanestro"]),
    ("اليد", &["handball", "hc", "balonmano"]),
    ("الطائرة", &["volleyball", "vc", "volley"]),
    ("الصالات", &["futsal"]),
    ("للسيدات", &["women", "ladies", "femenino", "feminine", "womens", "zkk"]),
    ("سيدات", &["women", "ladies", "womens"]),
    ("للرجال", &["men", "mens"]),
];

/// Words of a club's Arabic name that its Latin name mostly has not.
const CLUB: [&str; 8] = ["نادي", "النادي", "لكرة", "القدم", "كرة", "الرياضي", "فريق", "للرجال"];

/// Two words that are at least this similar are taken for one name.
const ALIKE: f32 = 0.6;

fn sounds(ar: &str, en: &str) -> bool {
    let arabic = Skeleton::arabic(&key::arabic(ar.strip_prefix("ال").unwrap_or(ar)));
    let latin = Skeleton::latin(en);
    !arabic.is_empty() && !latin.is_empty() && arabic.similarity(&latin) >= ALIKE
}

/// Whether both forms name one body: not a kind of bodies; not the women of a club and the club; and of a club, at least
/// a word of the Arabic name sounds like one of the Latin.
fn is_one_body(ar: &str, en: &str) -> bool {
    let words: Vec<&str> = ar.split([' ', '-']).collect();
    let first = words.first().copied().unwrap_or_default();
    if KINDS.contains(&first) || words.last() == Some(&"في") || en.ends_with(" of") {
        return false;
    }
    let latin: Vec<String> = key::latin_words(en).map(|(w, _)| key::latin_word(w)).collect();
    let fits = |(arabic, needed): &(&str, &[&str])| {
        let has = words.iter().any(|w| w.strip_prefix('ل').unwrap_or(w) == *arabic || w == arabic);
        !has || latin.iter().any(|w| needed.contains(&w.as_str()))
    };
    if COMPETITIONS.contains(&first) {
        return true;
    }
    TEAMS.iter().all(fits)
        && words
            .iter()
            .filter(|w| !CLUB.contains(w) && w.chars().count() > 2)
            .any(|ar| latin.iter().any(|en| sounds(ar, en)))
}

/// Two or three letters that are no word, though they have a vowel.
const INITIALS: [&str; 24] = [
    "ac", "as", "us", "ud", "ca", "ec", "aek", "afc", "asd", "if", "bk", "usm", "asc", "uta", "oc", "usa",
    "jsa", "ssc", "cfa", "fai", "fa", "aik", "ael", "ub",
];

/// A name in which the initials of a club at its beginning or end, which the source has in lower case, are capitals: FC.
fn with_initials(en: &str) -> String {
    let words: Vec<&str> = en.split(' ').collect();
    let last = words.len() - 1;
    let capitals = words.iter().enumerate().map(|(i, word)| {
        let letters = word.chars().filter(|c| c.is_alphabetic()).count();
        let vowel = word.to_lowercase().contains(|c: char| !c.is_ascii() || "aeiouy".contains(c));
        let short = matches!(word.to_lowercase().as_str(), "st" | "mt" | "dr");
        let initials = (i == 0 || i == last)
            && !short
            && last > 0
            && letters == word.chars().count()
            && (2..=3).contains(&letters)
            && (!vowel || INITIALS.contains(&word.to_lowercase().as_str()));
        if initials { word.to_uppercase() } else { (*word).to_owned() }
    });
    capitals.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bodies_are_told_from_kinds() {
        for (ar, en, one) in [
            ("نادي فولفسبورغ", "Vfl Wolfsburg", true),
            ("إف إس في فرانكفورت", "Fsv Frankfurt", true),
            ("كأس أوروبا الوسطى", "Mitropa Cup", true),
            ("نادي أركاديكوس لكرة السلة", "Arkadikos B.C.", true),
            ("نادي غلطة سراي لكرة السلة للسيدات", "Galatasaray S.K.", false),
            ("مدربو أتلتيكو باراناينسي", "Clube Atlético Paranaense Managers", false),
            ("شركات فحم في", "Coal Companies of", false),
            ("نادي الشعب", "Bolton Wanderers", false),
        ] {
            assert_eq!(is_one_body(ar, en), one, "{ar} {en}");
        }
    }

    #[test]
    fn initials_have_capitals() {
        for (en, expected) in [
            ("Fc Sion", "FC Sion"),
            ("Atlanta United Fc", "Atlanta United FC"),
            ("Ac Ajaccio", "AC Ajaccio"),
            ("Hà Nội T&t F.C.", "Hà Nội T&t F.C."),
            ("San Lorenzo", "San Lorenzo"),
            ("St Kilda Fc", "St Kilda FC"),
            ("Copa del Rey", "Copa del Rey"),
        ] {
            assert_eq!(with_initials(en), expected);
        }
    }
}
