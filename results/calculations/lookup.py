import numpy as np
import pandas as pd


def positions(known: np.ndarray, wanted: np.ndarray, what: str) -> np.ndarray:
    """Where each wanted id stands among the known, which ascend. ValueError names an id that is unknown."""
    found = np.searchsorted(known, wanted)
    found_id = known[np.minimum(found, len(known) - 1)] if len(known) else np.full(len(wanted), -1)
    if (unknown := found_id != wanted).any():
        raise ValueError(f"Unknown {what}: {wanted[unknown][0]}.")
    return found


def require_single(frame: pd.DataFrame, columns: list[str], what: str) -> None:
    """ValueError naming the first combination of these columns that the frame holds twice."""
    repeated = frame.duplicated(columns)
    if repeated.any():
        raise ValueError(f"More than one {what} for {frame.loc[repeated, columns].iloc[0].to_dict()}.")
