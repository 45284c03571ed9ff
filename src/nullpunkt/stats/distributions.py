"""Student, chi-square, F and beta distributions: tails and quantiles from the incomplete beta and gamma functions."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import lru_cache
from statistics import NormalDist

_EPSILON = 2.0**-53
_TINY = 1e-300
_EXPANDED_FROM = 10
_STEPS = 6
# Coefficients B(2k) / (2k (2k-1)) of Stirling's series for log Gamma.
_STIRLING = (1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156)


def _stirling_remainder(x: float) -> float:
    """log Γ(x) minus its leading Stirling terms, for x ≥ 10."""
    return math.fsum(coefficient / x ** (2 * k + 1) for k, coefficient in enumerate(_STIRLING))


def log_beta(a: float, b: float) -> float:
    """log B(a, b) = log Γ(a) + log Γ(b) − log Γ(a + b), without the cancellation of large log-gammas.

    >>> round(math.exp(log_beta(2, 3)), 12)
    0.083333333333
    """
    p, q = min(a, b), max(a, b)
    if p <= 0:
        raise ValueError(f"both arguments of the beta function must be positive, got {a} and {b}")
    if p >= 10:
        correction = _stirling_remainder(p) + _stirling_remainder(q) - _stirling_remainder(p + q)
        ratio = p / (p + q)
        return (
            -0.5 * math.log(q)
            + 0.5 * math.log(2 * math.pi)
            + correction
            + (p - 0.5) * math.log(ratio)
            + q * math.log1p(-ratio)
        )
    if q >= 10:
        correction = _stirling_remainder(q) - _stirling_remainder(p + q)
        return math.lgamma(p) + correction + p - p * math.log(p + q) + (q - 0.5) * math.log1p(-p / (p + q))
    return math.lgamma(p) + math.lgamma(q) - math.lgamma(p + q)


def _beta_fraction(a: float, b: float, x: float) -> float:
    """The continued fraction of the incomplete beta function by the modified Lentz algorithm.

    The step that keeps away from zero is written out: as a function call it took two thirds of the time here.
    """
    c, d = 1.0, 1 / _away_from_zero(1 - (a + b) * x / (a + 1))
    value, tiny, close = d, _TINY, 4 * _EPSILON
    for m in range(1, 10_000):
        place = a + 2 * m
        even = m * (b - m) * x / ((place - 1) * place)
        d, c = 1 + even * d, 1 + even / c
        d = 1 / (d if d > tiny or d < -tiny else tiny)
        c = c if c > tiny or c < -tiny else tiny
        value *= d * c
        odd = -(a + m) * (a + b + m) * x / (place * (place + 1))
        d, c = 1 + odd * d, 1 + odd / c
        d = 1 / (d if d > tiny or d < -tiny else tiny)
        c = c if c > tiny or c < -tiny else tiny
        factor = d * c
        value *= factor
        if -close < factor - 1 < close:
            return value
    raise ValueError(f"the incomplete beta function did not converge for a={a}, b={b}, x={x}")


def _away_from_zero(value: float) -> float:
    return value if abs(value) > _TINY else _TINY


def incomplete_beta(x: float, a: float, b: float) -> float:
    """The regularised incomplete beta function I_x(a, b), the distribution function of Beta(a, b).

    >>> round(incomplete_beta(0.5, 2, 3), 12)
    0.6875
    """
    if not 0 <= x <= 1:
        raise ValueError(f"x must lie between 0 and 1, got {x}")
    if x in (0.0, 1.0):
        return x
    front = math.exp(a * math.log(x) + b * math.log1p(-x) - log_beta(a, b))
    if x < (a + 1) / (a + b + 2):
        return front * _beta_fraction(a, b, x) / a
    return 1 - front * _beta_fraction(b, a, 1 - x) / b


def upper_gamma(a: float, x: float) -> float:
    """The regularised upper incomplete gamma function Q(a, x): series below a + 1, continued fraction above.

    >>> round(upper_gamma(1, 2), 12) == round(math.exp(-2), 12)
    True
    """
    if a <= 0 or x < 0:
        raise ValueError(f"the incomplete gamma function needs a > 0 and x >= 0, got a={a}, x={x}")
    if x == 0:
        return 1.0
    front = math.exp(a * math.log(x) - x - math.lgamma(a))
    return 1 - front * _gamma_series(a, x) if x < a + 1 else front * _gamma_fraction(a, x)


def _gamma_series(a: float, x: float) -> float:
    term = total = 1 / a
    k = a
    while abs(term) > abs(total) * _EPSILON:
        k += 1
        term *= x / k
        total += term
    return total


def _gamma_fraction(a: float, x: float) -> float:
    b = x + 1 - a
    c, d = 1 / _TINY, 1 / b
    value = d
    for k in range(1, 100_000):
        coefficient = -k * (k - a)
        b += 2
        d = 1 / _away_from_zero(coefficient * d + b)
        c = _away_from_zero(b + coefficient / c)
        value *= d * c
        if abs(d * c - 1) < 4 * _EPSILON:
            return value
    raise ValueError(f"the incomplete gamma function did not converge for a={a}, x={x}")


def find_root(function: Callable[[float], float], low: float, high: float) -> float:
    """The root of a function that changes sign between `low` and `high`, by Brent's method (Brent 1973, ch. 4).

    >>> round(find_root(lambda x: x * x - 2, 0, 2), 12)
    1.414213562373
    """
    a, b, fa, fb = low, high, function(low), function(high)
    if fa * fb > 0:
        raise ValueError(f"the function has the same sign at {low} and {high}")
    c, fc, step = a, fa, b - a
    previous = step
    for _ in range(500):
        if fb * fc > 0:
            c, fc, step = a, fa, b - a
            previous = step
        if abs(fc) < abs(fb):
            a, b, c, fa, fb, fc = b, c, b, fb, fc, fb
        tolerance, middle = 2 * _EPSILON * abs(b) + _TINY, (c - b) / 2
        if abs(middle) <= tolerance or fb == 0:
            return b
        previous, step = _brent_step((a, b, c), (fa, fb, fc), middle, (previous, step, tolerance))
        a, fa = b, fb
        b += step if abs(step) > tolerance else math.copysign(tolerance, middle)
        fb = function(b)
    raise ValueError(f"no root was found between {low} and {high}")


def _brent_step(
    points: tuple[float, float, float],
    values: tuple[float, float, float],
    middle: float,
    steps: tuple[float, float, float],
) -> tuple[float, float]:
    """Interpolation where it converges, bisection where it does not; returns the previous and the next step."""
    (a, b, c), (fa, fb, fc), (previous, step, tolerance) = points, values, steps
    if abs(previous) < tolerance or abs(fa) <= abs(fb):
        return middle, middle
    s = fb / fa
    if a == c:
        p, q = 2 * middle * s, 1 - s
    else:
        r, t = fb / fc, fa / fc
        p = s * (2 * middle * t * (t - r) - (b - a) * (r - 1))
        q = (t - 1) * (r - 1) * (s - 1)
    p, q = abs(p), -q if p > 0 else q
    if 2 * p < min(3 * middle * q - abs(tolerance * q), abs(previous * q)):
        return step, p / q
    return middle, middle


def student_tail(t: float, df: float) -> float:
    """P(T > t) for Student's t; an infinite df is the normal distribution.

    >>> round(student_tail(2.228138851986274, 10), 12)
    0.025
    """
    if df <= 0:
        raise ValueError(f"degrees of freedom must be positive, got {df}")
    if math.isinf(df):
        return math.erfc(t / math.sqrt(2)) / 2
    square = t * t
    if square < 3:  # Near the middle the complement is the accurate one, in the tail the tail itself.
        half = incomplete_beta(square / (df + square), 0.5, df / 2) / 2
        return 0.5 - half if t >= 0 else 0.5 + half
    tail = incomplete_beta(df / (df + square), df / 2, 0.5) / 2
    return tail if t >= 0 else 1 - tail


def student_two_sided(t: float, df: float) -> float:
    """The two-sided p-value of Student's t."""
    return min(1.0, 2 * student_tail(abs(t), df))


@lru_cache(maxsize=4096)
def student_quantile(probability: float, df: float) -> float:
    """The quantile of Student's t.

    >>> round(student_quantile(0.975, 10), 9)
    2.228138852
    """
    if not 0 < probability < 1:
        raise ValueError(f"a probability must lie strictly between 0 and 1, got {probability}")
    if probability < 0.5:
        return -student_quantile(1 - probability, df)
    if math.isinf(df):
        return NormalDist().inv_cdf(probability)
    tail, near = 1 - probability, _near_student(probability, df)
    for _ in range(_STEPS if df >= _EXPANDED_FROM else 0):  # 2 tails a quantile where the search takes 16
        step = (student_tail(near, df) - tail) / _student_density(near, df)
        near += step
        if abs(step) <= 1e-10 * near:  # each step squares the error: what is left is the tail's own rounding
            return near
    high = 2.0
    while student_tail(high, df) > tail:
        high *= 2
    return find_root(lambda t: student_tail(t, df) - tail, 0.0, high)


def _student_density(t: float, df: float) -> float:
    return math.exp(-(df + 1) / 2 * math.log1p(t * t / df) - log_beta(df / 2, 0.5)) / math.sqrt(df)


def _near_student(probability: float, df: float) -> float:
    """The quantile to about 1/df⁵, by Cornish and Fisher's expansion; Abramowitz & Stegun (1964), 26.7.5.

    >>> round(_near_student(0.975, 100), 9), round(student_quantile(0.975, 100), 9)
    (1.983971518, 1.983971519)
    """
    z = NormalDist().inv_cdf(probability)
    square = z * z
    terms = (
        (square + 1) / 4,
        ((5 * square + 16) * square + 3) / 96,
        (((3 * square + 19) * square + 17) * square - 15) / 384,
        ((((79 * square + 776) * square + 1482) * square - 1920) * square - 945) / 92160,
    )
    return z * (1 + math.fsum(term / df**power for power, term in enumerate(terms, 1)))


def t_quantile(confidence: float, df: float) -> float:
    """The two-sided Student quantile of a confidence level."""
    if not 0 < confidence < 1:
        raise ValueError(f"confidence must lie strictly between 0 and 1, got {confidence}")
    return student_quantile(0.5 + confidence / 2, df)


def chi_square_tail(x: float, df: float) -> float:
    """P(X > x) for chi-square.

    >>> round(chi_square_tail(30.0701490957547, 2), 13)
    2.953589e-07
    """
    return upper_gamma(df / 2, x / 2) if x > 0 else 1.0


def chi_square_quantile(probability: float, df: float) -> float:
    """The quantile of chi-square.

    >>> round(chi_square_quantile(0.95, 3), 9)
    7.814727903
    """
    if not 0 < probability < 1:
        raise ValueError(f"a probability must lie strictly between 0 and 1, got {probability}")
    tail, high = 1 - probability, df + 1.0
    while chi_square_tail(high, df) > tail:
        high *= 2
    return find_root(lambda x: chi_square_tail(x, df) - tail, 0.0, high)


def beta_quantile(probability: float, a: float, b: float) -> float:
    """The quantile of Beta(a, b).

    >>> round(beta_quantile(0.6875, 2, 3), 12)
    0.5
    """
    if not 0 <= probability <= 1:
        raise ValueError(f"a probability must lie between 0 and 1, got {probability}")
    if probability in (0.0, 1.0):
        return probability
    return find_root(lambda x: incomplete_beta(x, a, b) - probability, 0.0, 1.0)


def f_quantile(probability: float, df1: float, df2: float) -> float:
    """The quantile of Fisher's F.

    >>> round(f_quantile(0.975, 10, 20), 9)
    2.773671375
    """
    x = beta_quantile(probability, df1 / 2, df2 / 2)
    return math.inf if x == 1 else df2 * x / (df1 * (1 - x))
