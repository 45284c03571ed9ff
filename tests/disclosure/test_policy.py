"""Thresholds: what is refused, what must be accepted in so many words, what follows from the profile."""

from __future__ import annotations

import pytest

from nullpunkt.disclosure.limits import Limits, Scope, limits_for
from nullpunkt.disclosure.policy import Profile, policy_for
from nullpunkt.errors import PolicyError


def test_below_three_is_refused_whatever_is_said() -> None:
    with pytest.raises(PolicyError, match="refused"):
        policy_for(min_group=2, accept_risk=True)


def test_below_five_must_be_accepted() -> None:
    with pytest.raises(PolicyError) as refused:
        policy_for(min_group=4)

    assert "--accept-risk" in refused.value.hint
    assert policy_for(min_group=4, accept_risk=True).risk_accepted
    assert not policy_for(min_group=5).risk_accepted


def test_free_text_is_published_by_explicit_choice_alone() -> None:
    assert not policy_for().open_text
    assert policy_for(open_text=True).open_text


@pytest.mark.parametrize(
    ("profile", "scope", "sensitive", "expected"),
    [
        (Profile.STANDARD, Scope.MAIN, False, Limits(5, 10, 1, 5)),
        (Profile.STANDARD, Scope.OTHER, False, Limits(10, None, 1, 5)),
        (Profile.STANDARD, Scope.TOTAL, True, Limits(10, 10, 2, 10)),
        (Profile.STRICT, Scope.MAIN, False, Limits(10, 20, 2, 10)),
        (Profile.STRICT, Scope.OTHER, True, Limits(20, None, 3, 20)),
    ],
)
def test_limits_by_profile_and_scope(profile: Profile, scope: Scope, sensitive: bool, expected: Limits) -> None:
    assert limits_for(policy_for(profile), scope=scope, sensitive=sensitive) == expected


def test_a_larger_group_raises_the_other_limits() -> None:
    assert limits_for(policy_for(min_group=15), scope=Scope.OTHER, sensitive=False) == Limits(15, None, 1, 15)


def test_bands_never_overlap() -> None:
    """With 3 answers and bands of 0-2 and 1-3 the choice of band would tell the answer: 5 are needed then."""
    policy = policy_for(Profile.STRICT, min_group=3, accept_risk=True)

    assert limits_for(policy, scope=Scope.MAIN, sensitive=False).show_from == 5
