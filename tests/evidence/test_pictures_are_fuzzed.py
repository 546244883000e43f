"""The corpus of `bench.pictures`, in small: whatever comes ends soon, and leaves no trace."""

from random import Random  # noqa: TID251 - a corpus that can be had again

import pytest
from bench import pictures


@pytest.mark.slow
@pytest.mark.parametrize("bomb", [name for name in pictures.BOMBS if "40 million" not in name])
def test_a_bomb_costs_little(bomb):
    outcome = pictures.take(bomb, pictures.BOMBS[bomb]())
    assert outcome.took_s < pictures.BOUND_S


@pytest.mark.slow
@pytest.mark.parametrize("kind", pictures.FORMATS)
def test_files_changed_by_chance_are_refused_or_made_anew(kind):
    chance = Random(7)  # noqa: S311 - as above
    for _ in range(5):
        content = pictures.seed(chance, kind)
        assert pictures.take("good", content).said == "made anew"
        assert pictures.take("mutated", pictures.mutated(chance, content)).took_s < pictures.BOUND_S
