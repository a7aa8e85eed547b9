import pytest

from voiceinterview.engines.speech.voice_choice import ListedVoice, choose_voice
from voiceinterview.errors import UnknownName

GERMAN = ListedVoice("gmw/de", "German", ("de",))
BRITISH = ListedVoice("gmw/en", "English (Great Britain)", ("en-gb",))
AMERICAN = ListedVoice("gmw/en-us", "English (America)", ("en-us",))
SAPI = ListedVoice("HKEY\\Voices\\DAVID", "Microsoft David - English (United States)", ())
LISTED = (GERMAN, BRITISH, AMERICAN)
TIMBRES = ("f3", "Annie")


@pytest.mark.parametrize(
    "wanted", ["gmw/en-us", "gmw/en-US", "en-us", "EN-US", "English (America)", "english (america)"]
)
def test_a_voice_goes_by_its_id_its_language_and_its_name(wanted):
    assert choose_voice(wanted, LISTED, "gmw/en", TIMBRES) == "gmw/en-us"


def test_a_timbre_may_follow():
    assert choose_voice("gmw/en-us+F3", LISTED, "", TIMBRES) == "gmw/en-us+f3"
    assert choose_voice("en-us+annie", LISTED, "", TIMBRES) == "gmw/en-us+Annie"


def test_an_unknown_voice_lists_the_english_ones():
    with pytest.raises(UnknownName) as caught:
        choose_voice("gmw/martian", LISTED, "gmw/en", TIMBRES)
    assert "gmw/en, gmw/en-us" in str(caught.value)
    assert "gmw/de" not in str(caught.value)


def test_an_unknown_timbre_is_not_passed_over_in_silence():
    with pytest.raises(UnknownName, match=r"\+f3, \+Annie"):
        choose_voice("gmw/en-us+f33", LISTED, "gmw/en", TIMBRES)


def test_the_default_is_kept_where_it_speaks_english():
    assert choose_voice("", LISTED, "gmw/en-us", TIMBRES) == "gmw/en-us"
    assert choose_voice("", (GERMAN, SAPI), SAPI.id, ()) == SAPI.id


def test_on_a_german_machine_the_default_is_an_english_voice():
    assert choose_voice("", LISTED, "gmw/de", TIMBRES) == "gmw/en"
    assert choose_voice("", (GERMAN,), "gmw/de", ()) == "gmw/de"  # there is no other
