"""How well a ranking tells those who ordered again from those who did not."""

import pandas as pd


def area_under_curve(ranking: pd.Series, came_back: pd.Series) -> float:
    """Return the area under the ROC curve; ties count one half, NaN if undefined.

    It is the chance that somebody who ordered again ranks above somebody who did
    not: 1 for a perfect ranking, ½ for one that knows nothing. By the sum of ranks,
    as Mann and Whitney (1947) have it. There is none where all or nobody came back.

    Args:
        ranking: Index customer; the higher, the likelier to order again.
        came_back: Index customer; true for those who ordered again.
    """
    came = int(came_back.sum())
    stayed_away = len(came_back) - came
    if not came or not stayed_away:
        return float("nan")
    ranks = ranking.rank(method="average")
    above = float(ranks[came_back].sum()) - came * (came + 1) / 2
    return above / (came * stayed_away)
