"""Closed classes of English words, by which speech is told from a heap of terms, and from
speech in another language."""

from collections.abc import Iterable, Mapping

FOREIGN = 6  # words; fewer may be a list of terms in any language


def words_of(*lines: str) -> frozenset[str]:
    """All the words of some lines, as a set."""
    return frozenset(word for line in lines for word in line.split())


def _by_first_word(*phrases: str) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    split = [tuple(phrase.split()) for phrase in phrases]
    return {one[0]: tuple(other for other in split if other[0] == one[0]) for one in split}


# Verbs that are in every talk, whatever it is about. Not complete, and need not be.
_VERBS = words_of(
    "am is are was were be been being isn't aren't wasn't weren't i'm you're we're they're it's",
    "that's there's he's she's what's do does did done doing don't doesn't didn't",
    "have has had having haven't hasn't hadn't i've we've you've they've",
    "can could will would shall should may might must can't cannot couldn't won't wouldn't",
    "shouldn't i'd we'd you'd he'd she'd they'd it'd i'll we'll you'll they'll it'll let's let",
    "ask asked asks say says said tell tells told see sees saw seen look looks looked know knows",
    "knew think thinks thought get gets got go goes went come comes came take takes took make",
    "makes made give gives gave keep keeps kept put puts use uses used need needs needed want",
    "wants wanted find finds found show shows showed mean means meant happen happens happened",
    "check checks checked compare compared become becomes became start started stop stopped",
    "try tried agreed decided moved built wrote ran spent paid left brought turned called",
)  # fmt: skip

# With pronouns, articles, prepositions, conjunctions, adverbs of place and degree; no numbers.
FUNCTION_WORDS = _VERBS | words_of(
    "i you he she it we they me him her us them my your his its our their mine yours ours theirs",
    "myself itself themselves this that these those there here who whom whose which what where",
    "when why how a an the some any all both each every no none not never nothing nobody",
    "and or but nor so yet if then than because since while until unless although though whether",
    "as of in on at by for with without from to into onto over under between among through during",
    "before after above below up down out off about against around across along behind beyond",
    "near per via again further once only just also too very much many more most less least few",
    "same other another such own still even ever always often now",
)  # fmt: skip

HESITATIONS = words_of("uh uhh uhm um umm er erm eh hm hmm mm mmm")
# Said to fill time, by their first word. Made of grammar's own words, they would make speech of a
# heap of terms.
FILLERS = _by_first_word(
    "you know what i mean", "you know", "i mean", "you see", "i guess", "sort of", "kind of",
    "at the end of the day", "to be honest", "and so on", "and so forth", "and stuff",
    "and all that", "or something", "or whatever", "if you will", "so to speak",
)  # fmt: skip

# A speaker refuses what follows: "would not", "don't", "never". Not "is not" and "cannot", which
# state a fact, and not "without", which as often asks for the thing ("blind without a baseline").
REFUSALS = words_of(
    "don't doesn't didn't won't wouldn't shouldn't never needn't", "forget ignore skip ignoring"
)
REFUSED_BY_NOT = words_of("do does did will would should need")
# After a refusal they take it back: "not only", "don't forget", "never without".
RETRACTIONS = words_of("only just merely forget ignore skip without until unless except")
# A new clause begins, over which a refusal does not reach.
CLAUSE_OPENERS = words_of(
    "but because so since and then instead rather although though which who if"
)


def is_foreign(words: Iterable[str]) -> bool:
    """Whether so many folded words in a row without one of English grammar's own are no English."""
    said = list(words)
    return len(said) >= FOREIGN and not FUNCTION_WORDS.intersection(said)
