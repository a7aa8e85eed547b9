"""Words that say nothing of their own: what a rewritten answer may add to the candidate's words.

A word that is not here, and that the candidate did not say, is cut out of a rewritten answer. So
nothing is here that could be a fact: no number, name, term, tool, no deed ("built", "decided"), no
measure ("more", "better") and no result ("improved", "saved").
"""

from voiceinterview.interview.english import FUNCTION_WORDS, words_of

# Function words elsewhere; here somebody's deeds, or a measure.
_FACTS = words_of(
    "check checks checked compare compared become becomes became stop stopped try tried agreed",
    "decided moved built wrote ran spent paid left brought turned called find finds found show",
    "shows showed use uses used ask asks asked keep keeps kept take takes took gave more most",
    "less least again once",
)

PLAIN = (FUNCTION_WORDS - _FACTS) | words_of(
    # what joins sentences
    "also actually almost already anyway apart aside away back basically besides both briefly",
    "certainly clearly directly either else enough especially eventually exactly finally firstly",
    "generally hence however indeed instead lastly later likely mainly maybe meanwhile merely",
    "mostly namely nevertheless next normally obviously otherwise overall perhaps plainly",
    "possibly precisely probably quite rather really roughly secondly simply somehow sometimes",
    "specifically therefore though thus together towards toward truly typically usually well",
    "whenever wherever whereas yes okay sure plus except despite according due throughout upon",
    "unlike like regarding concerning given based beyond yet",
    # telling and thinking
    "add adding answer begin beginning begins began believe believed consider considered",
    "considering describe describes end ended ends expect expected explain explained explains",
    "feel felt follow followed following follows going guess having hope imagine intend let",
    "matter matters mattered meaning mention mentioned mind note notice noticed order point",
    "prefer preferred remain remained remains remember saying seem seemed seems speak speaking",
    "start starting state stated suppose supposed talk talking telling thinking thought",
    "understand understood wonder wondered word words worth able unable aware wanting needing",
    "doing being getting making knowing looking seeing",
    # things without a content
    "answers anybody anyone anything anywhere aspect bit case cases choice detail details",
    "difference everybody everyone everything example fact idea ideas instance kind kinds lot",
    "manner moment part parts people person piece place points problem question questions reason",
    "reasons rest result side sides situation somebody someone something sort story thing things",
    "time times turn way ways whole",
    # of what kind, without a measure
    "bare broad careful certain clear common concrete different difficult direct easy entire",
    "exact few final full general good hard honest important individual initial key last little",
    "long main necessary obvious open original particular plain possible present previous proper",
    "real reasonable relevant right separate short simple single small specific straight true",
    "usual various wrong early earlier late",
)

# A gap names what is missing; the number, name or deed itself is for the candidate to say.
GAP_WORDS = PLAIN | words_of(
    "number numbers figure figures name names tool tools size date dates metric metrics measure",
    "measured measurement effect effects cost costs team baseline decision step steps results",
    "outcome change changed checked check compared learned learning used use happened data impact",
    "goal deadline amount share rate value values length month months week weeks year years",
    "company product project system model method alternative alternatives condition limit limits",
    "assumption assumptions risk risks source users customers worked decided showed tried own",
    "evidence definition mechanism formula test unit reaction feedback more less",
)

NEGATIONS = words_of(
    "not no never none nothing nobody neither nor without hardly cannot can't don't doesn't",
    "didn't won't wouldn't isn't aren't wasn't weren't shouldn't couldn't haven't hasn't hadn't",
)

# Forms of one word that no ending shows.
IRREGULAR = tuple(
    words_of(line)
    for line in (
        "build built", "lead led", "write wrote written", "run ran", "teach taught", "buy bought",
        "sell sold", "choose chose chosen", "grow grew grown", "drive drove driven", "win won",
        "hold held", "meet met", "send sent", "spend spent", "lose lost", "break broke broken",
        "fall fell fallen", "rise rose risen", "draw drew drawn", "stand stood", "pay paid",
        "leave left", "learn learnt", "find found", "show shown", "catch caught", "keep kept",
        "take took taken", "become became", "bring brought", "deal dealt", "give gave given",
    )
)  # fmt: skip
