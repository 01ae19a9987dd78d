from .building import company, registry, relation, supervisor, the_finding, outcome


def test_x():
    facts = registry(company(), supervisor(), relation())
    assert outcome(the_finding(facts, "coverage.tier", as_of="2023-06-30")) == ("FULFILLED", None)
