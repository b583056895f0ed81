"""People in the offline teacher's tasks."""

from __future__ import annotations

from random import Random

from selfinstruct.teachers.offline.families.closed_qa.names import people_of_old
from selfinstruct.teachers.offline.families.extract.naming import person_of
from selfinstruct.teachers.offline.world import FAMOUS, another, people, person


def test_no_person_has_the_name_of_a_well_known_one() -> None:
    drawn = {person(Random(seed)) for seed in range(5000)}
    assert drawn & FAMOUS == set()
    assert {
        person_of(Random(seed), sex, age) for seed in range(300) for sex in "男女" for age in (20, 60)
    } & FAMOUS == set()


def test_people_have_different_given_names() -> None:
    for seed in range(300):
        for names in (people(Random(seed), 8), people_of_old(Random(seed), 5, women=seed % 2 == 0)):
            assert len({name[1:] for name in names}) == len(names)
        first = people(Random(seed), 3)
        assert another(Random(seed), first)[1:] not in {name[1:] for name in first}
