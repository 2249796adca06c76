"""A trained network as a Scorer in memory, and as the files that ship: int8 ONNX and the tables beside it."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from network import KINDS, Network
from numpy.typing import NDArray

from brinkwatch.read.learned.network import INPUTS, Scores, Tables, in_batches
from brinkwatch.read.learned.passages import HINTS, Passage


class InMemory:
    """A network in training, asked as the shipped one is."""

    def __init__(self, net: Network, tables: Tables) -> None:
        self.net = net.eval()
        self.tables = tables

    def score(self, passages: Sequence[Passage]) -> list[Scores]:
        """Scores of each sentence, in order."""

        def run(*arrays: NDArray[np.float32]) -> list[NDArray[np.float32]]:
            with torch.no_grad():
                return [out.numpy() for out in self.net(*map(torch.from_numpy, arrays))]

        return in_batches(passages, run)


def ship(net: Network, tables: Tables, folder: Path) -> None:
    """Write `acts.onnx` (weights in int8) and `acts.npz` (the tables) into a folder."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    net.eval()
    rows = (
        torch.ones(2, 9, dtype=torch.long),
        torch.zeros(2, len(HINTS), 9, dtype=torch.long),
        torch.zeros(2, 9, KINDS),
        torch.ones(2, 9, dtype=torch.long),
    )
    outputs = list(Scores.__slots__)
    axes = {name: {0: "row", 1: "piece"} for name in (*INPUTS, *outputs)} | {"hints": {0: "row", 2: "piece"}}
    with tempfile.TemporaryDirectory() as scratch:
        full = Path(scratch) / "full.onnx"
        torch.onnx.export(
            net,
            rows,
            str(full),
            input_names=list(INPUTS),
            output_names=outputs,
            dynamic_axes=axes,
            opset_version=17,
            dynamo=False,
        )
        quantize_dynamic(full, folder / "acts.onnx", weight_type=QuantType.QInt8, per_channel=True)
    np.savez_compressed(folder / "acts.npz", **{name: getattr(tables, name) for name in Tables.__slots__})
