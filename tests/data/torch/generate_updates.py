"""Writes updates.json: optimizers in float32 bit by bit, clipped gradients and schedules, as PyTorch 1.13.1 computes them."""
import json
import pathlib
import struct
import warnings

import torch
from torch.optim import lr_scheduler

torch.set_num_threads(1)
torch.manual_seed(41)
VALUES = 600
STEPS = 4
EPOCHS = 24


def tensor(values):
    values = values.detach()
    if values.dtype == torch.float32:
        bits = [struct.pack(">f", value).hex() for value in values.flatten().tolist()]
        return {"dtype": "float32", "shape": list(values.shape), "bits": bits}
    return {"dtype": "float64", "shape": list(values.shape), "values": values.flatten().tolist()}


def optimizer_cases(start, gradients):
    cases = []
    for name, arguments in [
        ("SGD", {"lr": 0.1}),
        ("SGD", {"lr": 0.05, "momentum": 0.9, "weight_decay": 0.01, "nesterov": True}),
        ("SGD", {"lr": 0.05, "momentum": 0.8, "dampening": 0.1}),
        ("RMSprop", {"lr": 0.01}),
        ("RMSprop", {"lr": 0.01, "alpha": 0.9, "weight_decay": 0.01, "centered": True}),
        ("RMSprop", {"lr": 0.01, "alpha": 0.95, "momentum": 0.5, "eps": 1e-5}),
        ("RMSprop", {"lr": 0.01, "momentum": 0.9, "centered": True}),
        ("Adagrad", {"lr": 0.05}),
        ("Adagrad", {"lr": 0.05, "lr_decay": 0.1, "initial_accumulator_value": 0.2, "eps": 1e-6, "weight_decay": 0.01}),
        ("Adam", {"lr": 0.01}),
        ("Adam", {"lr": 0.02, "betas": [0.8, 0.95], "eps": 1e-6, "weight_decay": 0.01}),
        ("AdamW", {"lr": 0.01}),
        ("AdamW", {"lr": 0.02, "betas": [0.85, 0.99], "weight_decay": 0.05}),
    ]:
        weight = torch.nn.Parameter(start.clone())
        optimizer = getattr(torch.optim, name)([weight], **arguments)
        for gradient in gradients:
            weight.grad = gradient.clone()
            optimizer.step()
        cases.append({"optimizer": name, "args": arguments, "end": tensor(weight)})
    return cases


def clip_cases():
    cases = []
    for dtype in (torch.float32, torch.float64):
        for kind, limit in [("norm", 1.0), ("norm", 1000.0), ("value", 0.25)]:
            gradients = [torch.randn(rows, columns, dtype=dtype) for rows, columns in [(3, 5), (1, 5), (20, 31)]]
            parameters = [torch.nn.Parameter(torch.zeros_like(gradient)) for gradient in gradients]
            for parameter, gradient in zip(parameters, gradients):
                parameter.grad = gradient.clone()
            if kind == "norm":
                torch.nn.utils.clip_grad_norm_(parameters, limit)
            else:
                torch.nn.utils.clip_grad_value_(parameters, limit)
            cases.append({"kind": kind, "limit": limit, "start": [tensor(gradient) for gradient in gradients],
                          "end": [tensor(parameter.grad) for parameter in parameters]})
    return cases


def schedule_cases():
    cases = []
    for warm_up in (0, 1, 5):
        for kind in ("constant", "step", "cosine"):
            optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=0.2)
            first = [lr_scheduler.LinearLR(optimizer, start_factor=0.25, total_iters=warm_up)] if warm_up > 0 else []
            rest = []
            if kind == "step":
                rest = [lr_scheduler.StepLR(optimizer, step_size=3, gamma=0.7)]
            elif kind == "cosine":
                rest = [lr_scheduler.CosineAnnealingLR(optimizer, T_max=9, eta_min=0.01)]
            both = first + rest
            scheduler = lr_scheduler.SequentialLR(optimizer, both, milestones=[warm_up]) if len(both) == 2 else (both + [None])[0]
            rates = []
            for _ in range(EPOCHS):
                rates.append(optimizer.param_groups[0]["lr"])
                optimizer.step()
                if scheduler is not None:
                    scheduler.step()
            cases.append({"schedule": kind, "warmUp": warm_up, "rates": rates})
    return cases


warnings.simplefilter("ignore")
start = torch.randn(VALUES)
gradients = [torch.randn(VALUES) * 0.3 for _ in range(STEPS)]
content = {"start": tensor(start), "gradients": [tensor(gradient) for gradient in gradients],
           "steps": optimizer_cases(start, gradients), "clips": clip_cases(), "schedules": schedule_cases()}
pathlib.Path(__file__).with_name("updates.json").write_text(json.dumps(content) + "\n")
