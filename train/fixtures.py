"""Writes what Python makes of odd words, for the Rust tests to be held against: `python fixtures.py OUT_DIRECTORY`.

The words are our own. `pieces.tsv` has word, shape, piece ids; `lemmas.tsv` has form, lemma, script.
"""

import sys
from pathlib import Path

from run import default_base
from wirefold_train import lemma
from wirefold_train.words import Pieces, shape_of

WORDS = """
Ministers Ankara n’t ’s Erdoğan ERDOĞAN İstanbul straße Straße naïve Ångström ﬁnance Ⅷ ½ 10½ co-operate U.S. US$2.3bn
€1,400 ₹500 £3 R$10 ¥ 3.5% 25‑Jun 2023–24 … ... “ ” ‘ ’ — -- ‐ ‑ − / and/or AT&T C++ #hashtag @handle don't
https://example.org/a/b?c=d&e=f user_name@example.org ЗЕЛЕНСЬКИЙ Москва Αθήνα العربية עברית हिन्दी ไทย 漢字 東京都 日本語テキスト
한국어 Nguyễn Đặng Łódź Çelik Ñandú Þór Ægir œuvre ŒUVRE ǅ ﷽ ａｂｃ ＡＢＣ １２３ ①② ª º ° µ ™ © ® § † ‰ ′ ″ ¿ ¡ « » ‹ › „ ‚
🙂 👩‍👩‍👧 🇺🇳 e\u0301te\u0301 a\u200bb \u200b \u00adsoft\u00adhy \ufeffmark \ufffd x\ufffdy \u0000nul tab\tinside non\u00a0break zero\u200djoin
[CLS] [SEP] [UNK] [PAD] [MASK] ##ing #### a##b ıI ſs K Å ǆ ß ẞ ŉ ΐ ﬃ Σας ΟΔΟΣ iPhone McDonald O’Brien eBay VII 3D 4x4 A a
supercalifragilisticexpialidocious antidisestablishmentarianism zzzzqqqqxxxx ﹏ ＿ ‿ ＂ ｡ 、 。 《 》 ・ ー ゛ ℃ № ∞ ≠ → ■ ★ ♥ ☎
"""
LONG = ["*" * 40, "a" * 99, "a" * 100, "a" * 101, "ab-" * 30, "漢" * 20, "x" * 120 + "-y"]
LEMMAS = [
    ("Cities", "city"), ("was", "be"), ("n’t", "not"), ("’s", "'s"), ("Kyiv", "Kyiv"), ("MOSCOW", "Moscow"), ("i", "I"),
    ("O’Brien", "O'Brien"), ("…", "..."), ("—", "-"), ("“", '"'), ("Olympics", "Olympics"), ("better", "good"),
    ("İstanbul", "İstanbul"), ("STRASSE", "Straße"), ("Σας", "εσύ"), ("a|b", "a|c"), ("|", "|"), ("", ""), ("said", "say"),
    ("uN", "UN"), ("ﬁnances", "ﬁnance"), ("ǅ", "ǆ"), ("2,000", "2000"), ("women", "woman"), ("lay", "lie"),
]  # fmt: skip


def escape(text: str) -> str:
    """One field of a line: what would break it is written as `\\u{HEX}`."""
    odd = lambda c: c in '\\"' or not c.isprintable() and c != "\u200d"
    return "".join(f"\\u{{{ord(c):x}}}" if odd(c) or c.isspace() else c for c in text)


def main() -> None:
    out = Path(sys.argv[1])
    pieces = Pieces(default_base() / "tokenizer.json")
    words = sorted(set(WORDS.replace("tab\tinside", "tab\uf8ffinside").replace("non\u00a0break", "non\uf8feb").split()))
    words = [w.replace("\uf8ff", "\t").replace("\uf8fe", "\u00a0") for w in words] + LONG
    rows = [f"{escape(w)}\t{shape_of(w)}\t{' '.join(map(str, pieces.of_word(w)))}" for w in words]
    (out / "pieces.tsv").write_text("\n".join(rows) + "\n", encoding="utf8")
    scripts = [(form, target, lemma.script(form, target)) for form, target in LEMMAS]
    rows = [f"{escape(f)}\t{escape(lemma.apply(s, f))}\t{escape(s)}" for f, _, s in scripts]
    (out / "lemmas.tsv").write_text("\n".join(rows) + "\n", encoding="utf8")


if __name__ == "__main__":
    main()
