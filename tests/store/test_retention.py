"""What is old goes, what is needed stays, and the full-text index follows."""

from datetime import UTC, datetime, timedelta

from bot.chat import Target
from bot.store import Store, articles, places, retention, search, sightings, sources
from bot.store.sources import Kind
from summarizer import Article, Version

NOW = datetime(2026, 5, 4, 8, 0, tzinfo=UTC)
DAY = timedelta(days=1)


async def test_old_articles_go_with_their_words_and_recent_ones_stay(
    db: Store,
) -> None:
    old, new = (
        Version(Article(name, "", f"https://lantern.example/{name}"), f"Text {name}.")
        for name in ("old", "new")
    )
    async with db.writing() as tx:
        place = await places.join(tx, Target("memory", "w", "c"), now=NOW)
        feed = await sources.add(tx, place.id, Kind.FEED, "https://f/", now=NOW)
        await sightings.add(tx, feed.id, old, now=NOW)
        await sightings.add(tx, feed.id, new, now=NOW + 9 * DAY)

        gone = await retention.purge(tx, before=NOW + DAY)

        found = await search.versions_with(
            tx, place.id, ["text"], since=NOW - DAY, until=NOW + 10 * DAY
        )
        texts = await articles.texts(tx, (old.id, new.id))
    assert gone == 1
    assert found == (new.id,)
    assert list(texts) == [new.id]
