//! What tells languages of one script apart: the letters and the small words of each. Data for [`super::script`].

/// Languages in Arabic script, and the letters each uses that Arabic does not. The shorter alphabet wins where two fit.
pub const ALPHABETS: [(&str, &str); 8] = [
    ("Persian", "پچژگکیۀ"),
    ("Azerbaijani", "پچژگکیۆۇؽ"),
    ("Kurdish", "پچژگکیڤڵڕێۆەۊھ"),
    ("Urdu", "پچژگکیٹڈڑںہۂۃھےۓ"),
    ("Uyghur", "پچژگکیھېۇۆۈۋەڭ"),
    ("Kashmiri", "پچژگکیٹڈڑںہۂھےٲٳۆۄؠۍێۂ"),
    ("Pashto", "پچژگکیټځڅډړږښګڼېۍۀ"),
    ("Sindhi", "پچژگکیڪٻڀڄڃڇڊڌڏڍڙڦڳڱڻٺٽٿھہۀ"),
];

/// Letters of those languages that Arabic text may hold as well: چ پ گ ڤ ژ ڨ ڭ ڥ in foreign names and dialect, ی and ک
/// from Persian keyboards.
pub const BORROWED: &str = "چپگڤژڨڭڥیک";

/// Small words of Arabic, standard and dialect, that the neighbouring languages do not share.
pub fn is_arabic_word(word: &str) -> bool {
    matches!(
        word,
        "في" | "فى" | "من" | "على" | "إلى" | "الى" | "عن" | "أن" | "ان" | "إن" | "أنه" | "انه" | "إنه" | "أنها" | "التي"
            | "الذي" | "الذين" | "هذا" | "هذه" | "ذلك" | "تلك" | "هناك" | "كان" | "كانت" | "يكون" | "تكون" | "ليس" | "مع"
            | "لم" | "لن" | "قد" | "هو" | "هي" | "هم" | "بين" | "بعد" | "قبل" | "عند" | "عندما" | "منذ" | "حتى" | "كل"
            | "أو" | "او" | "ثم" | "كما" | "حيث" | "لكن" | "أي" | "غير" | "فيها" | "فيه" | "منها" | "منه" | "عليه" | "عليها"
            | "له" | "لها" | "لهم" | "به" | "بها" | "ولا" | "وقد" | "ومن" | "وفي" | "وهو" | "وهي" | "ما" | "لا" | "إذا"
            // Egypt
            | "اللي" | "اللى" | "دي" | "ده" | "دى" | "مش" | "عشان" | "علشان" | "ايه" | "إيه" | "احنا" | "كمان" | "كده"
            // Levant, Iraq, Gulf
            | "هاد" | "هاي" | "هيك" | "شو" | "لازم" | "عم" | "مو" | "هيدا" | "يلي" | "أكو" | "اكو" | "شنو" | "هسه" | "وين"
            // Maghreb
            | "ديال" | "هاد الشي" | "كاين" | "واش" | "بزاف" | "حنا" | "هادي" | "متاع" | "برشا" | "باش" | "موش" | "توا"
    )
}

/// Languages in Latin script and their most frequent small words. The first is English.
pub const SMALL_WORDS: [(&str, &str); 27] = [
    (
        "English",
        "the of and to that in is for it was on are as with his he at by be this had not but from or have an they \
      which one you were her all she there would their we him been has when who will more no if out so said what up its \
      about into than them can only other new some could time these two may then do first any my now such like our over \
      even most also after before between because through during where while those being both each against s t your i a \
      us me did does how here very under many much",
    ),
    (
        "French",
        "le la les des et est un une du dans que qui en pour par sur au aux pas ne se ce cette il elle avec sont plus \
      ont été son sa ses d l qu mais comme ou leur ils nous vous je on était fait tout être aussi a",
    ),
    (
        "German",
        "der die und das den von zu ist mit dem des nicht ein eine im auf für sich auch es an als werden aus hat dass \
      er sie nach bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor zur bis mehr durch in \
      wurde was wird kann",
    ),
    (
        "Spanish",
        "de la que el en los se del las por un para con una su al lo como más pero sus le ya este sí porque esta \
      entre cuando muy sin sobre también fue y es son ha no o era",
    ),
    (
        "Portuguese",
        "de a o que e do da em um para com não uma os no se na por mais as dos como mas ao das à seu sua ou foi \
      ser nos são também pelo pela até isso é está nas você",
    ),
    (
        "Italian",
        "di che e la il un a per è in una mi sono ho non ma lo ha le si ti con cosa se da come ci questo i del della \
      dei delle nel nella gli al alla più anche l d stato era su dal",
    ),
    (
        "Dutch",
        "de het een en van ik te dat die in is niet zijn op aan met als voor er maar om hem dan zou of wat mijn men dit \
      zo door over ze zich bij ook tot je mij uit der naar heeft hebben worden werd wordt kan deze was",
    ),
    (
        "Afrikaans",
        "die het van en is in te dat nie wat n op vir aan met hy om sy was hulle kan ook deur haar as maar by word \
      ons uit na hierdie tot meer ek baie sal so of wees",
    ),
    (
        "Swedish",
        "och att det som en på är av för med den till inte ett om har de jag var men sig så från vi kan man när han hon \
      i eller ska nu också efter under mer vid detta",
    ),
    (
        "Danish or Norwegian",
        "og at det som en på er af av for med den til ikke et om har de jeg var men seg sig så fra vi kan man \
      når han hun i eller skal nu også efter etter mere mer ved dette der blev ble",
    ),
    (
        "Turkish",
        "ve bir bu da de için ile çok olarak daha olan gibi ne kadar sonra ama en o olduğu var ise ya hem her şey ki \
      mi değil göre ancak oldu tarafından veya nin",
    ),
    (
        "Azerbaijani",
        "və bir bu da də üçün ilə çox olan kimi sonra amma o var isə hər nə ki deyil görə edir olub",
    ),
    (
        "Indonesian or Malay",
        "yang dan di ini itu dengan untuk dari dalam tidak akan pada adalah ke juga bisa oleh saya ada mereka \
      atau sudah karena seperti kami telah tersebut lebih dapat orang tahun kepada boleh ialah",
    ),
    (
        "Somali",
        "iyo ka ku in oo ay waxaa ee la u soo si uu kale ah waa aan waxay isku inay laga lagu badan sida leh uga kala \
      markii wuxuu",
    ),
    (
        "Maltese",
        "u li ta il f l tal fil mill minn hija huwa kien kienet għal dan din ma bi ġie jew biex bħala dwar b għandu \
      kif aktar lill kienu mal fuq",
    ),
    (
        "Tok Pisin",
        "bilong long em i ol na dispela bai olsem tu wanpela wantaim tasol yu mi ken taim pipol gat stap bin mas \
      no sampela mekim samting yumi",
    ),
    (
        "Polish",
        "i w na z do się nie że to jest jak o po przez od ale za który są dla oraz co tego tym jego być może już",
    ),
    (
        "Romanian",
        "și în de la a cu pe că nu o din un pentru mai care sunt este se au fi lui ce ca sau dar fost prin această",
    ),
    (
        "Swahili",
        "na ya wa kwa ni katika la za kuwa hii hiyo lakini pia au cha watu huo kama yake wake alisema hayo",
    ),
    ("Hungarian", "a az és hogy nem is egy ez volt meg de csak már mint el azt vagy kell van ha ki még mert"),
    ("Finnish", "ja on ei se että oli hän joka mutta ovat kun myös tai jos niin kuin sen ole mukaan hänen"),
    (
        "Czech or Slovak",
        "a se v na je že o z s do i to ale za pro po který jsou jako by od byl podle ve také sa ktorý",
    ),
    (
        "Vietnamese",
        "và của là có cho không được các một trong người với những đã này để khi đến từ cũng như về",
    ),
    (
        "Catalan",
        "de la i el que a les en un els per amb una del al és no es va són més com dels o seva aquest",
    ),
    ("Kurdish", "û di de ku ji bi li ya yê yên bo ev jî ne wê wî hat dike bû e an re"),
    ("Tagalog", "ang ng sa na mga ay at si ni para hindi ito may ko siya niya kung rin nang mula isang"),
    (
        "Arabic in Latin letters",
        "al fi wa min ala ila an el ana inta ya hal hatha hadha illi allah kan wala mish bas hua fil \
      bil wal lil ma alli huwa hiya kanat alladhi allati bayna baad qabl 3ala mn",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_letter_is_foreign_to_arabic() {
        for (name, alphabet) in ALPHABETS {
            for c in alphabet.chars() {
                assert!(!matches!(c, '\u{621}'..='\u{63a}' | '\u{641}'..='\u{64a}'), "{name}: {c} is Arabic");
                assert!(crate::arabic::is_letter(c), "{name}: {c} is no letter");
            }
        }
    }
}
