//! HTML: the article of a page, without navigation, forms, header and footer.

use dom_smoothie::{Article, Readability};

use crate::text::Document;

/// Elements that begin and end a paragraph.
const BLOCKS: [&str; 33] = [
    "p",
    "div",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "li",
    "ul",
    "ol",
    "dl",
    "dt",
    "dd",
    "blockquote",
    "pre",
    "section",
    "article",
    "main",
    "body",
    "figure",
    "figcaption",
    "table",
    "caption",
    "tr",
    "td",
    "th",
    "thead",
    "tbody",
    "hr",
    "center",
    "address",
    "details",
];

/// Elements that are no text of the article. The first few are never text at all.
const DROPPED: [&str; 22] = [
    "script", "style", "noscript", "template", "head", "svg", "math", "iframe", "object", "video", "audio",
    "canvas", "nav", "header", "footer", "aside", "form", "button", "select", "textarea", "menu", "dialog",
];

/// How deep elements may be nested. The extractor recurses, and takes time by the square of the depth; browsers stop
/// at 512.
const DEPTH: usize = 256;

/// Elements whose content is no markup.
const RAW: [&str; 5] = ["script", "style", "textarea", "title", "xmp"];

/// Elements without content or that need no end tag: they do not make a page deep.
const FLAT: [&str; 27] = [
    "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "colgroup", "option", "optgroup",
    "rp", "rt", "br", "hr", "img", "meta", "link", "input", "area", "base", "col", "source", "track", "wbr",
];

/// The encoding named in the first kilobyte: `<meta charset=…>`, `content="text/html; charset=…"` or
/// `<?xml encoding=…?>` (HTML Standard 13.2.3.2).
pub fn declared_encoding(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]).to_ascii_lowercase();
    let value = head.find("charset=").map(|at| at + 8).or_else(|| {
        head.trim_start().starts_with("<?xml").then(|| head.find("encoding=").map(|at| at + 9)).flatten()
    })?;
    let label = head[value..].trim_start_matches(['"', '\'', ' ']);
    let end = label.find(|c: char| !c.is_ascii_alphanumeric() && !"-_:.".contains(c)).unwrap_or(label.len());
    Some(label[..end].to_owned()).filter(|label| !label.is_empty())
}

/// The document of a page: the extracted article, or the whole body where no article stands out. `None` when the page
/// has no text.
pub fn document(id: String, html: &str) -> Option<Document> {
    let mut page = Readability::from(flattened(html).as_deref().unwrap_or(html));
    let meta = |selectors: &[&str], attribute: &str| {
        selectors.iter().find_map(|s| {
            let value = page.doc.select_single(s).attr(attribute)?;
            Some(value.trim().to_owned()).filter(|v| !v.is_empty())
        })
    };
    let declared = meta(&["html[lang]"], "lang")
        .or_else(|| meta(&["html[xml\\:lang]"], "xml:lang"))
        .or_else(|| meta(&["body[lang]", "article[lang]"], "lang"))
        .or_else(|| meta(&["meta[property='og:locale']", "meta[http-equiv='content-language']"], "content"));
    let date = meta(
        &[
            "meta[property='article:published_time']",
            "meta[itemprop='datePublished']",
            "meta[name='date']",
            "meta[name='dc.date']",
            "meta[name='DC.date.issued']",
        ],
        "content",
    )
    .or_else(|| meta(&["time[datetime]"], "datetime"));
    let url =
        meta(&["link[rel='canonical']"], "href").or_else(|| meta(&["meta[property='og:url']"], "content"));
    let headline =
        line(&page.doc.select("h1").iter().next().map(|h| h.text().to_string()).unwrap_or_default());
    let body = paragraphs(&page);
    let article = page.parse().ok();
    let title = title(article.as_ref(), &headline);
    let text = match article.as_ref().map(|a| paragraphs(&Readability::from(a.content.clone()))) {
        Some(text) if stands_out(&text, &body) => text,
        _ => body,
    };
    let date = date.or_else(|| article.and_then(|a| a.published_time));
    if text.is_empty() && title.is_none() {
        return None;
    }
    Some(Document { id, title, declared, date, url, text })
}

/// Whether the extractor found the article and not some small part of the page.
fn stands_out(article: &str, body: &str) -> bool {
    let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).count();
    let found = letters(article);
    found >= 200 || found * 2 >= letters(body)
}

/// The headline when the page's title repeats it (and adds the site's name), else the extractor's title.
fn title(article: Option<&Article>, headline: &str) -> Option<String> {
    let title = article.map(|a| line(&a.title)).unwrap_or_default();
    let best = if title.is_empty() || (!headline.is_empty() && title.contains(headline)) {
        headline
    } else {
        &title
    };
    Some(best.to_owned()).filter(|t| !t.is_empty())
}

/// `text` on one line with single spaces.
fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The page's paragraphs, joined by blank lines: one a block element, white space collapsed, `<br>` a line end.
/// Paragraphs that are nothing but links are menus and left out.
fn paragraphs(page: &Readability) -> String {
    let mut out = String::new();
    let mut paragraph = Paragraph::default();
    // Depth first without recursion; `true` marks the end of a block or link.
    let mut open = vec![(page.doc.root(), false)];
    while let Some((node, end)) = open.pop() {
        if node.is_text() {
            paragraph.push(&node.text());
            continue;
        }
        let name = node.node_name().unwrap_or_default();
        let name: &str = &name;
        match (name, end) {
            ("a", end) => paragraph.in_link = !end,
            (_, true) => paragraph.flush(&mut out),
            ("br", _) => paragraph.text.push('\n'),
            _ if DROPPED.contains(&name) || node.has_attr("hidden") => continue,
            _ if BLOCKS.contains(&name) => paragraph.flush(&mut out),
            _ => {}
        }
        if !end {
            if name == "a" || BLOCKS.contains(&name) {
                open.push((node, true));
            }
            open.extend(node.children_it(true).map(|child| (child, false)));
        }
    }
    paragraph.flush(&mut out);
    out
}

/// A paragraph being gathered.
#[derive(Default)]
struct Paragraph {
    text: String,
    in_link: bool,
    /// Whether it has letters outside links.
    own: bool,
    /// Whether it has letters inside links.
    linked: bool,
}

impl Paragraph {
    fn push(&mut self, text: &str) {
        // Line ends in the source are spaces; '\n' stands for `<br>`.
        self.text.extend(text.chars().map(|c| if c == '\n' { ' ' } else { c }));
        let letters = text.chars().any(char::is_alphabetic);
        self.own |= letters && !self.in_link;
        self.linked |= letters && self.in_link;
    }

    fn flush(&mut self, out: &mut String) {
        if self.own || !self.linked {
            let mut first = true;
            for line in self.text.split('\n').map(line).filter(|l| !l.is_empty()) {
                out.push_str(if !first {
                    "\n"
                } else if out.is_empty() {
                    ""
                } else {
                    "\n\n"
                });
                out.push_str(&line);
                first = false;
            }
        }
        self.text.clear();
        (self.own, self.linked) = (false, false);
    }
}

/// The page without the tags of elements nested deeper than [`DEPTH`]; `None` when there are none. Only elements that
/// must be closed count: `<p>` and `<li>` close themselves.
fn flattened(html: &str) -> Option<String> {
    let mut depth = 0usize;
    let mut out = String::new();
    let (mut kept, mut from) = (0, 0);
    while let Some(at) = html[from..].find('<').map(|at| from + at) {
        let tag = &html[at + 1..];
        from = at + 1;
        let closing = tag.starts_with('/');
        let name = &tag[usize::from(closing)..];
        let name = &name[..name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len())];
        if tag.starts_with("!--") {
            from = html[at..].find("-->").map_or(html.len(), |end| at + end);
        } else if name.is_empty() {
        } else if let Some(raw) = RAW.iter().find(|raw| raw.eq_ignore_ascii_case(name)) {
            if !closing {
                from = end_of_raw(html, from, raw);
            }
        } else if !FLAT.iter().any(|flat| flat.eq_ignore_ascii_case(name)) {
            depth = if closing { depth.saturating_sub(1) } else { depth + 1 };
            if depth + usize::from(closing) > DEPTH {
                out.push_str(&html[kept..at]);
                out.push(' ');
                kept = html[at..].find('>').map_or(html.len(), |end| at + end + 1);
                from = kept;
            }
        }
    }
    if kept == 0 {
        return None;
    }
    out.push_str(&html[kept..]);
    Some(out)
}

/// Where the content of a raw text element that opens before `from` ends.
fn end_of_raw(html: &str, mut from: usize, name: &str) -> usize {
    while let Some(at) = html[from..].find("</").map(|at| from + at) {
        if html.as_bytes()[at + 2..]
            .get(..name.len())
            .is_some_and(|n| n.eq_ignore_ascii_case(name.as_bytes()))
        {
            return at;
        }
        from = at + 2;
    }
    html.len()
}
