"""An answer as a table to take away."""

from tests.commands.conftest import Room


async def test_an_answer_can_be_taken_away_as_a_table(room: Room) -> None:
    await room.say("what did Lavrov say", thread="t")

    table = await room.say("export csv", thread="t")
    assert table.splitlines()[0] == "speaker,text,source,address,version,start,end"
    assert "Sergey Lavrov — Russian Foreign Minister" in table
    assert room.last is not None
    assert room.last.private
