//! What a system does besides its letters: the `@` rows of its data file.

/// What a system does besides its letters. In the file: `@article`, `@sun`, …
#[derive(Clone, Debug)]
pub(super) struct StandardSettings {
    /// `@title`: the standard's full name.
    pub title: String,
    /// `@language`: code of the language it romanises.
    pub language: String,
    /// `@alias`: other names, separated by spaces.
    pub aliases: Vec<String>,
    /// `@letters yes`: letter for letter, without rules of reading.
    pub letters: bool,
    /// `@reversible yes`: the Latin form gives back the Arabic one.
    pub reversible: bool,
    /// `@article`: the article with what joins it to its word; `none` where the system has none.
    pub article: Option<String>,
    /// `@article-first`: the article of the first word, where it differs.
    pub article_first: Option<String>,
    /// `@article-joined`: the article after a prefix, where it differs.
    pub article_joined: Option<String>,
    /// `@sun assimilate`: the l of the article becomes the sun letter that follows.
    pub assimilate: bool,
    /// `@wa`, `@bi`, `@ka`, `@fa`, `@li`: a prefix with what joins it to its word, in this order.
    pub prefixes: [String; 5],
    /// `@lil`: li with the article; without it `@li` and the article.
    pub lil: Option<String>,
    /// `@final drop`: short vowels that end a word, and un and in, are left out (the forms of pause).
    pub drop_final: bool,
    /// `@double`: `yes` a letter with shadda is doubled, `single` only if it is one Latin letter.
    pub double_digraphs: bool,
    /// `@case`: how words are written when nothing else is asked for.
    pub names: bool,
    /// `@small`: Latin words that stay small inside a name.
    pub small: Vec<String>,
    /// `@ezafe`, `@ezafe-vowel`, `@ezafe-heh`: what a kasra at the end of a word becomes before another word (Persian),
    /// after a consonant, a long vowel and a silent h.
    pub ezafe: Option<[String; 3]>,
    /// `@join`: Arabic words, without marks, that are joined to the word before.
    pub joined: Vec<String>,
    /// `@vowels letters`: vowels are letters, as in Kurdish: a word without marks lacks nothing.
    pub vowels_are_letters: bool,
    /// `@split`: Arabic particles written together with the next word.
    pub split: Vec<String>,
}

impl Default for StandardSettings {
    fn default() -> Self {
        StandardSettings {
            title: String::new(),
            language: "ar".into(),
            aliases: Vec::new(),
            letters: false,
            reversible: false,
            article: None,
            article_first: None,
            article_joined: None,
            assimilate: false,
            prefixes: ["wa-", "bi-", "ka-", "fa-", "li-"].map(String::from),
            lil: None,
            drop_final: false,
            double_digraphs: true,
            names: true,
            small: Vec::new(),
            ezafe: None,
            joined: Vec::new(),
            vowels_are_letters: false,
            split: Vec::new(),
        }
    }
}

impl StandardSettings {
    /// Sets what `@name` names; `None` where there is no such setting or the value makes no sense.
    pub fn set(&mut self, name: &str, value: &str) -> Option<()> {
        let list = || value.split(' ').filter(|w| !w.is_empty()).map(str::to_owned).collect::<Vec<_>>();
        // An underscore at the end stands for a space, which nobody would see.
        let text = value.replace('_', " ");
        let own = || (value != "none").then(|| text.clone());
        let yes = |yes: &str, no: &str| match value {
            v if v == yes => Some(true),
            v if v == no => Some(false),
            _ => None,
        };
        let prefix = ["wa", "bi", "ka", "fa", "li"].iter().position(|p| *p == name);
        match name {
            "title" => self.title = text,
            "language" => self.language = text,
            "alias" => self.aliases = list(),
            "letters" => self.letters = yes("yes", "no")?,
            "reversible" => self.reversible = yes("yes", "no")?,
            "article" => self.article = own(),
            "article-first" => self.article_first = own(),
            "article-joined" => self.article_joined = own(),
            "sun" => self.assimilate = yes("assimilate", "keep")?,
            "lil" => self.lil = own(),
            "final" => self.drop_final = yes("drop", "keep")?,
            "double" => self.double_digraphs = yes("yes", "single")?,
            "case" => self.names = yes("names", "lower")?,
            "small" => self.small = list(),
            "ezafe" => {
                let parts: [String; 3] = list().try_into().ok()?;
                self.ezafe = Some(parts);
            }
            "vowels" => self.vowels_are_letters = yes("letters", "marks")?,
            "join" => self.joined = list(),
            "split" => self.split = list(),
            _ => self.prefixes[prefix?] = text,
        }
        Some(())
    }
}
