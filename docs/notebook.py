# %% [markdown]
# # Ten questions to a snapshot
#
# Opens a Readout snapshot, published or frozen, read only, and answers ten questions of an analyst
# with plots. It needs `duckdb` and `altair`, which Readout has. Set `READOUT_SNAPSHOT`
# to your file; without it the sample's is taken.
#
# This file is the source of `docs/notebook.ipynb` (`make docs`), and a test runs every cell.

# %%
import os

import altair as alt
import duckdb

PATH = os.environ.get("READOUT_SNAPSHOT", "var/sample/readout.duckdb")
con = duckdb.connect(PATH, read_only=True)


def ask(sql, **values):
    """The rows of a statement, as dicts."""
    found = con.execute(sql, values or None)
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def plot(rows, mark, **channels):
    """A chart of rows; days become texts, as Vega-Lite wants them."""
    plain = [
        {k: v.isoformat() if hasattr(v, "isoformat") else v for k, v in row.items()} for row in rows
    ]
    chart = alt.Chart(alt.Data(values=plain), width=560)
    return getattr(chart, mark)().encode(**channels)


# %% [markdown]
# ## 1. How much is there, of whom, from when to when?

# %%
extent = ask("""
    SELECT CAST(coalesce(r.published_at, r.fetched_at) AS DATE) AS day, a.outlet,
        count(*) AS articles
    FROM current_revisions AS c
    JOIN revisions AS r ON r.revision_id = c.revision_id
    JOIN articles AS a ON a.article_id = r.article_id
    GROUP BY ALL ORDER BY day, outlet
""")
plot(extent, "mark_bar", x="day:T", y="articles:Q", color="outlet:N")

# %% [markdown]
# ## 2. Who met whom most?

# %%
edges = ask("""
    SELECT a_name || ' – ' || b_name AS pair, meetings, held, planned, disputed
    FROM who_met_whom ORDER BY meetings DESC, pair LIMIT 15
""")
plot(edges, "mark_bar", x="meetings:Q", y=alt.Y("pair:N", sort="-x"))

# %% [markdown]
# ## 3. Which countries met, by month?

# %%
pairs = ask("""
    SELECT month, country_a || ' – ' || country_b AS pair, meetings
    FROM country_pairs ORDER BY month, pair
""")
plot(pairs, "mark_rect", x="yearmonth(month):O", y="pair:N", color="meetings:Q")

# %% [markdown]
# ## 4. What is planned, and what was never heard of again?

# %%
planned = ask("""
    SELECT coalesce(CAST(day AS VARCHAR), 'no day told') AS day,
        array_to_string(participants, ' – ') AS who, status, place, day_is_over
    FROM planned ORDER BY day, who
""")
plot(planned, "mark_point", x="day:O", y="who:N", color="status:N", shape="day_is_over:N")

# %% [markdown]
# ## 5. How did the meeting with most changes come about?

# %%
line = ask("""
    WITH most AS (
        SELECT meeting_id FROM meeting_timeline GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1
    )
    SELECT told_at, kind, outlet, evidence,
        coalesce(old_value, '') || ' → ' || coalesce(new_value, '') AS change
    FROM meeting_timeline WHERE meeting_id = (SELECT meeting_id FROM most) ORDER BY told_at, kind
""")
plot(
    line,
    "mark_circle",
    x="told_at:T",
    y="outlet:N",
    color="kind:N",
    tooltip=["change:N", "evidence:N"],
)

# %% [markdown]
# ## 6. On which meetings do sides disagree, and who says what?

# %%
sides = ask("""
    SELECT array_to_string(participants, ' – ') AS who, reported, official, len(outlets) AS outlets,
        array_to_string(outlets, ', ') AS which
    FROM disagreements ORDER BY who, reported
""")
plot(sides, "mark_bar", x="outlets:Q", y="who:N", color="reported:N", tooltip=["which:N"])

# %% [markdown]
# ## 7. Who is quoted how much, by week?

# %%
weekly = ask("""
    SELECT week, person, sum(quotes)::INTEGER AS quotes
    FROM weekly_speakers
    WHERE kind = 'person' AND speaker_id IN (
        SELECT speaker_id FROM weekly_speakers GROUP BY 1 ORDER BY sum(quotes) DESC, 1 LIMIT 8)
    GROUP BY ALL ORDER BY week, person
""")
plot(weekly, "mark_bar", x="week:T", y="quotes:Q", color="person:N")

# %% [markdown]
# ## 8. Which outlets lean on sources without a name?

# %%
anonymous = ask("""
    SELECT outlet, anonymous_share AS share, quotes FROM outlet_scorecard
    WHERE quotes > 0 ORDER BY share DESC, outlet
""")
plot(
    anonymous,
    "mark_bar",
    x=alt.X("share:Q", axis=alt.Axis(format="%")),
    y=alt.Y("outlet:N", sort="-x"),
)

# %% [markdown]
# ## 9. How many women and men are quoted, where the text tells?

# %%
sexes = ask("""
    SELECT outlet, coalesce(speaker_sex, 'not told') AS sex, count(*) AS quotes
    FROM quotes_with_person WHERE speaker_kind = 'person' GROUP BY ALL ORDER BY outlet, sex
""")
plot(sexes, "mark_bar", x=alt.X("quotes:Q", stack="normalize"), y="outlet:N", color="sex:N")

# %% [markdown]
# ## 10. All quotes of one person, with the place of each in its text

# %%
(most,) = ask("""
    SELECT speaker_id, any_value(person) AS person FROM quotes_with_person
    WHERE speaker_id IS NOT NULL AND speaker_kind = 'person'
    GROUP BY speaker_id ORDER BY count(*) DESC, speaker_id LIMIT 1
""")
quotes = ask(
    """
    SELECT said_at, outlet, type, q.content, q.start_char, q.end_char, q.revision_id,
        substr(r.body, q.start_char + 1, q.end_char - q.start_char) AS in_the_text,
        extractor_version
    FROM quotes_with_person AS q JOIN revisions AS r ON r.revision_id = q.revision_id
    WHERE speaker_id = $speaker ORDER BY said_at, q.quote_id
    """,
    speaker=most["speaker_id"],
)
plot(
    quotes, "mark_tick", x="said_at:T", y="outlet:N", color="type:N", tooltip=["content:N"]
).properties(title=f"What {most['person']} said")
