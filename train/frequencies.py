"""usage: frequencies.py > crates/wirefold-fold/data/frequencies.tsv

Words of general English, names among them, with their frequency per million words: what makes a word that two reports
share telling. Taken from the package wordfreq, whose data are CC BY-SA 4.0 (see train/README.md)."""
from pathlib import Path

from wordfreq import get_frequency_dict, word_frequency

HEAD = """\
# Words of general English, names and numbers with their frequency per million words: those of letters only, and whole
# numbers to 2100, that the package wordfreq 3.1.1 (Robyn Speer; data CC BY-SA 4.0, to 2021) has more often than once
# in a million, function words left out. A word that is not here is rarer.
"""
CLOSED_CLASS = Path(__file__).parent.parent / "crates/wirefold-text/src/normal/closed_class.txt"


def main():
    lines = CLOSED_CLASS.read_text().splitlines()
    function_words = {word for line in lines if not line.startswith("#") for word in line.split()}
    shares = get_frequency_dict("en", wordlist="large").items()
    shares = [(word, share) for word, share in shares if word.isalpha() and word not in function_words]
    shares += [(str(number), word_frequency(str(number), "en", wordlist="large")) for number in range(2101)]
    rows = [(word, share * 1e6) for word, share in shares if share * 1e6 >= 1]
    print(HEAD, end="")
    for word, count in sorted(rows, key=lambda row: (-row[1], row[0])):
        print(f"{word}\t{count:.0f}" if count >= 10 else f"{word}\t{count:.1f}")


if __name__ == "__main__":
    main()
