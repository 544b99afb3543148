"""A small corpus of invented news, so that every example runs without files or network."""

from collections.abc import Mapping
from importlib.resources import files

import pandas as pd

from mediakit.measures.measure import Column
from mediakit.recurring import (
    ARTICLE_ID,
    ARTICLE_TEXT,
    BYLINE,
    END,
    HEADLINE,
    OUTLET,
    PUBLISHED,
    START,
    STORY,
)

#: What the articles have, after their index, in this order.
SAMPLE_COLUMNS: Mapping[str, Column] = {
    "article_id": ARTICLE_ID,
    "headline": HEADLINE,
    "text": ARTICLE_TEXT,
    "outlet": OUTLET,
    "published": PUBLISHED,
    "story": STORY,
    "outlet_type": Column(
        "What type of newsroom the outlet of the sample is made up to be.",
        unit="label",
        values=(
            *("wire agency", "quality daily", "tabloid"),
            *("state broadcaster", "local paper", "opinion site"),
        ),
    ),
    "kind": Column(
        "What kind of text the article of the sample is, whatever it looks like.",
        unit="label",
        values=("report", "opinion", "wire copy", "press release", "correction"),
    ),
    "byline": BYLINE,
}

#: What the annotations have, in this order.
ANNOTATION_COLUMNS: Mapping[str, Column] = {
    "article_id": ARTICLE_ID,
    "kind": Column(
        "What a reader of the sample took the passage for.",
        unit="label",
        values=("hedge", "booster", "quotation", "vague source", "speaker", "speech cue"),
        caveat="One editor's reading, with no second coder.",
    ),
    "label": Column(
        "Which sort of its kind the passage is; mk.load_sample_annotations lists them.",
        unit="label",
        caveat="One editor's reading, with no second coder.",
    ),
    "start": START,
    "end": END,
    "text": Column("The words of the passage, as they stand in the text.", unit="text"),
}


def _table(name: str) -> pd.DataFrame:
    # Opened as text so that line ends are "\n" on every system: the offsets count on it.
    with files(__name__).joinpath(name).open("r", encoding="utf-8") as file:
        return pd.read_csv(file, dtype=str, keep_default_na=False)


def load_sample() -> pd.DataFrame:
    """Load 48 invented news articles: eight stories, each told by six outlets.

    All of it is fiction, written for this package: the Republic of Velmora, its politicians,
    its newspapers, the figures and the quotations. Nothing in it may be cited as fact. The six
    versions of a story share events, figures and some quotations, but choose, name and order them
    as newsrooms of their type do.

    Returns
    -------
    pandas.DataFrame
        One row an article, index ``article_id`` (story and outlet, such as
        ``"rate-rise-halden"``), and the columns

        - ``headline``, ``text``: paragraphs are separated by one blank line; subheads stand on a
          line of their own;
        - ``outlet``: the name of the outlet;
        - ``published``: the day, as ``datetime64[ns]``, between March and June 2031;
        - ``story``: one of eight slugs;
        - ``outlet_type``: wire agency, tabloid, state broadcaster, quality daily, opinion site
          or local paper;
        - ``kind``: report, opinion, or one of the three special articles below;
        - ``byline``: who signed it.

    See Also
    --------
    load_sample_annotations : what human readers marked in 31 of the articles.

    Notes
    -----
    Three articles look like reports and are something else; ``kind`` tells which:

    - ``wire copy`` (``rate-rise-echo``): the news agency's article, cut by two paragraphs and
      changed in a handful of words, signed "Staff and agencies";
    - ``press release`` (``lithium-mine-vnb``): a company's announcement passed off as news;
      some of its wording also stands in the agency's report, there with attribution;
    - ``correction`` (``phone-ban-chronicle``): a report amended after publication. The note
      at its end says what was wrong. The tabloid of the same day still prints the wrong figure.

    The articles of Plain Dissent are ``opinion``; all others are ``report``. The tabloid rounds
    figures up, on purpose; where else outlets differ, they differ in choice and order.

    Eight articles an outlet are enough to learn on and to try a measure, not to conclude anything
    about tabloids or broadcasters: the texts differ because their authors meant them to.

    Examples
    --------
    >>> import mediakit as mk
    >>> articles = mk.load_sample()
    >>> len(articles), articles["story"].nunique(), articles["outlet"].nunique()
    (48, 8, 6)
    >>> articles.loc["rate-rise-echo", "kind"]
    'wire copy'
    >>> articles.loc["brackwater-flood-halden", "headline"]
    'Velmora orders inquiry into Lowgate dam after flood kills three'
    """
    articles = _table("sample_articles.csv").set_index("article_id")
    # The unit is named because pandas 2 and pandas 3 would each choose another.
    days = pd.to_datetime(articles["published"], format="%Y-%m-%d")
    articles["published"] = days.astype("datetime64[ns]")
    return articles[[name for name in SAMPLE_COLUMNS if name != articles.index.name]]


def load_sample_annotations() -> pd.DataFrame:
    """Load what readers marked by hand in 31 articles of the sample corpus.

    Returns
    -------
    pandas.DataFrame
        One row a marked passage, in the order of the articles and of the text:
        ``article_id``, ``kind``, ``label``, ``start``, ``end``, ``text``. ``start`` and ``end``
        are character offsets into the ``text`` of :func:`load_sample`, so that
        ``article_text[start:end] == text``. Headlines are not annotated. Passages may
        contain one another: a hedge within a quotation is a row of its own.

    Notes
    -----
    The authors annotated their own articles by reading them sentence by sentence, without running
    any tool over them; one editor then read all 31 again and brought them to the conventions below.
    There was **no independent second coder**, so no agreement between coders can be given.
    Treat the annotations as a careful reading to compare with, not as a gold standard.

    Codebook (``kind``: labels):

    ``hedge``: the cue words only, also within quotations.
        *modal*: may, might, could of possibility; "would" of what is or was only supposed
        ("it would probably not have kept the town dry"), not of a reported future ("said it would
        report in June"), a wish or a request. *epistemic verb*: seem, appear, tend, suggest,
        think, believe, doubt, suspect, reckon, estimate, expect. *epistemic adverb*: probably,
        perhaps, apparently. *epistemic adjective or noun*: likely, possible, unclear, estimate.
        *approximator*: about, around, some, nearly, roughly, partly, generally; not "up to", "at
        least", "more than", which state a bound. *hearsay*: reportedly, allegedly, "is said to",
        "it is understood", "I am told". *vague attribution*: authorities that are not named but
        counted or typed ("some experts", "critics", "many"). *conditional*: "if" where a
        statement hangs on something undecided; not in rules, offers, promises or unreal conditions.
    ``booster``: *booster*: clearly, certainly, without doubt, everyone knows; "of course" and
        "obviously" where they assert.
    ``quotation``: with its marks; only the outermost of nested ones; a quotation over two
        paragraphs is two rows.
        *direct*: at least a whole sentence. *partial*: quoted words within the outlet's own
        sentence. *scare*: marks of distance, or around a word that is only mentioned, also where
        opponents do use the word.
    ``vague source``: whoever is not named.
        *unnamed official*: one person who holds office in state or party, or works there.
        *unnamed person*: any other single person ("one insider", "a person briefed on the
        matter"). *unnamed group*: more than one, officials or not. *agentless*: nobody at all
        ("it was announced", "reportedly", "whispers suggest", "independent research").
        A cue of hearsay is marked here too, unless it names no act of telling ("supposed to") or
        its agent follows ("I am told by ..."). Later mentions by a noun ("the source") count. The
        unnamed spokesperson of a named body is not vague: the body answers for the words.
    ``speaker``: to whom something is attributed, as written; pronouns are left out.
        *person*: the name with the title or words before it, without article. *role*: someone
        unnamed, known by function or relation ("the minister", "two officials", "his wife").
        *organisation*. *document*: studies, figures, logs, scans. *public*: people speaking
        for themselves or as a crowd ("heartbroken families", "critics").
    ``speech cue``: the word that attributes, also of opinions ("believes", "expects"); not the
        author's own "I say", nor a refusal to comment.
        *neutral*: said, told, asked, added, wrote, according to. *doubting*: claimed, alleged,
        so-called. *endorsing*: acknowledged, admitted, confirmed, pointed out, revealed, proves.
        *assertive*: insisted, denied, accused, vowed, warned, stressed, slammed. *evidential*:
        found, show, suggest.

    Examples
    --------
    >>> import mediakit as mk
    >>> annotations = mk.load_sample_annotations()
    >>> annotations["article_id"].nunique()
    31
    >>> first = annotations.iloc[0]
    >>> first["kind"], first["label"], first["text"]
    ('speaker', 'organisation', 'the government')
    >>> text = mk.load_sample().loc[first["article_id"], "text"]
    >>> text[first["start"] : first["end"]]
    'the government'
    """
    return _table("sample_annotations.csv").astype({"start": "int64", "end": "int64"})
