"""PyTorch's side of the benchmark: does what main.lua asks for on stdin. The same as work.lua."""

import sys
import time

import torch
from torch import nn

torch.manual_seed(1)

place = "cpu"  # where the work is done


def finish():
    """Waits until it is."""


# ---- the work: a function that prepares, and returns the function to be timed ----


def add():
    a, b = torch.randn(8, 8), torch.randn(8, 8)
    return lambda: a + b


def addGrad():
    a = torch.randn(8, 8, requires_grad=True)
    b = torch.randn(8, 8, requires_grad=True)
    ones = torch.ones(8, 8)
    return lambda: (a + b).backward(ones)


def way(function):
    """How losses are computed: as they are written, or compiled (`prepare` says so)."""
    return function


def steps(model, x, optimizer_of):
    """Steps of a classifier of ten classes on one batch x."""
    model.to(place)
    criterion, optimizer = nn.CrossEntropyLoss(), optimizer_of(model.parameters())
    x, y = x.to(place), torch.randint(0, 10, (len(x),)).to(place)
    loss_of = way(lambda: criterion(model(x), y))

    def step():
        optimizer.zero_grad()
        loss = loss_of()
        loss.backward()
        optimizer.step()

    return step


def training(inputs, hidden, batch, optimizer_of):
    model = nn.Sequential(nn.Linear(inputs, hidden), nn.ReLU(), nn.Linear(hidden, 10))
    return steps(model, torch.randn(batch, inputs), optimizer_of)


def sgd(parameters):
    return torch.optim.SGD(parameters, lr=0.01)


def adam(parameters):
    return torch.optim.Adam(parameters, lr=0.001, fused=place != "cpu" or None)


def mlpSmallSgd():
    return training(64, 30, 32, sgd)


def mlpSmallAdam():
    return training(64, 30, 32, adam)


def mlpLargeSgd():
    return training(784, 256, 64, sgd)


def recurrent(symbols, size, steps, batch):
    embedding, lstm = nn.Embedding(symbols, size).to(place), nn.LSTM(size, size, 2).to(place)
    head = nn.Linear(size, symbols).to(place)
    criterion = nn.CrossEntropyLoss()
    optimizer = adam([p for m in (embedding, lstm, head) for p in m.parameters()])
    x = torch.randint(0, symbols, (steps, batch)).to(place)
    y = torch.randint(0, symbols, (steps * batch,)).to(place)
    loss_of = way(lambda: criterion(head(lstm(embedding(x))[0]).view(-1, symbols), y))

    def step():
        optimizer.zero_grad()
        loss = loss_of()
        loss.backward()
        optimizer.step()

    return step


def lstm():
    return recurrent(65, 128, 64, 32)


class Attending(nn.Module):
    """A layer of a GPT by PyTorch's quickest means. approximate: of its gelu."""

    def __init__(self, size, heads, approximate):
        super().__init__()
        self.heads, self.approximate = heads, approximate
        self.norm1, self.norm2 = nn.LayerNorm(size), nn.LayerNorm(size)
        self.project, self.out = nn.Linear(size, 3 * size), nn.Linear(size, size)
        self.wide, self.narrow = nn.Linear(size, 4 * size), nn.Linear(4 * size, size)

    def forward(self, x):
        batch, steps, size = x.shape
        shape = batch, steps, self.heads, size // self.heads
        q, k, v = (t.view(shape).transpose(1, 2) for t in self.project(self.norm1(x)).split(size, 2))
        y = nn.functional.scaled_dot_product_attention(q, k, v, is_causal=True)
        x = x + self.out(y.transpose(1, 2).reshape(batch, steps, size))
        hidden = nn.functional.gelu(self.wide(self.norm2(x)), approximate=self.approximate)
        return x + self.narrow(hidden)


def transformer(symbols, size, heads, layers, context, batch, dtype=None, gpt2=False):
    """dtype: in this one by autocast; gpt2: scores and characters have the same vectors, gelu goes
    by tanh."""
    characters, places = nn.Embedding(symbols, size), nn.Embedding(context, size)
    body = nn.Sequential(*[Attending(size, heads, "tanh" if gpt2 else "none") for _ in range(layers)], nn.LayerNorm(size))
    head = nn.Linear(size, symbols, bias=False)
    if gpt2:
        head.weight = characters.weight
    criterion = nn.CrossEntropyLoss()
    parts = nn.ModuleList((characters, places, body, head)).to(place)
    optimizer = adam(parts.parameters())
    positions = torch.arange(context).to(place)
    x = torch.randint(0, symbols, (batch, context)).to(place)
    y = torch.randint(0, symbols, (batch * context,)).to(place)

    def written():
        with torch.autocast(place.split(":")[0], dtype=dtype, enabled=dtype is not None):
            return criterion(head(body(characters(x) + places(positions))).view(-1, symbols), y)

    loss_of = way(written)

    def step():
        optimizer.zero_grad()
        loss = loss_of()
        loss.backward()
        optimizer.step()

    return step


def gpt():
    return transformer(65, 128, 4, 4, 128, 16)


def cnn():
    model = nn.Sequential(
        nn.Conv2d(1, 32, 3), nn.ReLU(), nn.Conv2d(32, 64, 3), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(9216, 128), nn.ReLU(), nn.Linear(128, 10))
    return steps(model, torch.randn(64, 1, 28, 28), sgd)


class Block(nn.Module):
    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.first = nn.Conv2d(inputs, outputs, 3, stride=stride, padding=1, bias=False)
        self.first_norm = nn.BatchNorm2d(outputs)
        self.second = nn.Conv2d(outputs, outputs, 3, padding=1, bias=False)
        self.second_norm = nn.BatchNorm2d(outputs)
        self.short = None
        if stride != 1:
            self.short = nn.Sequential(
                nn.Conv2d(inputs, outputs, 1, stride=stride, bias=False), nn.BatchNorm2d(outputs))

    def forward(self, x):
        y = self.first_norm(self.first(x)).relu()
        y = self.second_norm(self.second(y))
        return (y + (self.short(x) if self.short else x)).relu()


def resnet(batch, width, side):
    layers = [nn.Conv2d(3, width, 3, padding=1, bias=False), nn.BatchNorm2d(width), nn.ReLU()]
    inputs = width
    for stage, outputs in enumerate((width, 2 * width, 4 * width, 8 * width)):
        layers += [Block(inputs, outputs, 2 if stage else 1), Block(outputs, outputs, 1)]
        inputs = outputs
    layers += [nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(8 * width, 10)]
    return steps(nn.Sequential(*layers), torch.randn(batch, 3, side, side), sgd)


def resnet18():
    return resnet(32, 64, 32)


def large():
    return torch.randn(4096, 4096)


def gelu():
    x, function = large(), nn.functional.gelu
    return lambda: function(x)


def exp():
    x = large()
    return lambda: x.exp()


def addLarge():
    a, b = large(), large()
    return lambda: a + b


def softmax():
    x = large()
    return lambda: x.softmax(-1)


def layerNorm():
    x, weight, bias = large(), torch.ones(4096), torch.zeros(4096)
    function = nn.functional.layer_norm
    return lambda: function(x, (4096,), weight, bias)


def sum():
    x = large()
    return lambda: x.sum()


def gemm():
    a, b = torch.randn(2048, 2048), torch.randn(2048, 2048)
    return lambda: a @ b


def copy():
    source, to = large(), torch.zeros(4096, 4096)
    return lambda: to.copy_(source)


# ---- of a size that the driver says (deviceLines.lua) ----


def mlp(batch, inputs, hidden):
    model = nn.Sequential(
        nn.Linear(inputs, hidden), nn.ReLU(), nn.Linear(hidden, hidden), nn.ReLU(), nn.Linear(hidden, 10))
    return steps(model, torch.randn(batch, inputs), adam)


def gpt2(symbols, size, heads, layers, context, batch):
    return transformer(symbols, size, heads, layers, context, batch, torch.bfloat16, True)


sized = {"mlp": mlp, "resnet": resnet, "lstm": recurrent, "gpt2": gpt2}
ways = {
    "eager": lambda function: function,
    "compiled": torch.compile,
    "graphs": lambda function: torch.compile(function, mode="reduce-overhead"),
}

# ---- the commands ----

work = {name: value for name, value in globals().items() if callable(value)}
clock = time.perf_counter
ready = {}  # by name: what is prepared, and how often it is done


def seconds(run, n):
    start = clock()
    for _ in range(n):
        run()
    finish()
    return clock() - start


def processor():
    """From now on seconds of the processor, not of the clock."""
    global clock
    clock = time.process_time
    return "ok"


def versions():
    level = torch.backends.cpu.get_cpu_capability()
    return f"{torch.__version__}, Python {sys.version.split()[0]}, {level}"


def threads(n):
    torch.set_num_threads(int(n))
    return "ok"


def device(name):
    """From now on on a device: what it is, or why there is none. A device that is emulated is the CPU here."""
    global place, finish
    if name == "cuda-emu":
        return "the CPU"
    if not torch.cuda.is_available():
        return f"missing: PyTorch {torch.__version__} finds no CUDA device"
    place, finish = name, torch.cuda.synchronize
    torch.backends.cuda.matmul.allow_tf32 = torch.backends.cudnn.allow_tf32 = False
    return f"{torch.cuda.get_device_name(name)}, CUDA {torch.version.cuda}, cuDNN {torch.backends.cudnn.version()}"


def prepare(name, slice_, kind=None, way_=None, *sizes):
    """Warm up, and find how often the work fits into the time of one piece. Of a size that is told:
    which kind of work it is, in which way it is done, and the numbers."""
    global way
    try:
        way = ways[way_ or "eager"]
        run = sized[kind](*map(int, sizes)) if kind else work[name]()
        seconds(run, 3)
    except Exception as error:  # no compiler, no memory
        return "missing: " + (str(error).strip() or type(error).__name__).split("\n")[0]
    count, piece = 1, float(slice_)
    took = seconds(run, count)
    while took < piece / 4:
        count *= 2
        took = seconds(run, count)
    count = max(1, int(count * piece / took))
    ready[name] = run, count
    return f"ready {count}"


# What the expressions of operators.lua see: tensors that were given names, and two functions.
leaves = []


def leaf(x):
    leaves.append(x.clone().requires_grad_())
    return leaves[-1]


def gradient(y):
    y.backward(torch.ones_like(y))
    for tensor in leaves:
        tensor.grad = None


places = {"torch": torch, "F": torch.nn.functional, "leaf": leaf, "gradient": gradient}


def let(name, *words):
    places[name] = eval(" ".join(words), places)
    return "ok"


def operator(name, *words):
    work[name] = lambda: eval("lambda: " + " ".join(words), places)
    return "ok"


def go(name):
    run, count = ready[name]
    return f"{seconds(run, count) / count:.9g}"


def drop(name):
    del ready[name]
    if place != "cpu":
        torch.cuda.empty_cache()
    return "ok"


def memory():
    """Peak resident bytes of this process, after a training run."""
    seconds(mlpLargeSgd(), 1000)
    with open("/proc/self/status") as status:
        kilobytes = next(line.split()[1] for line in status if line.startswith("VmHWM"))
    return str(int(kilobytes) * 1024)


commands = {f.__name__: f for f in (versions, threads, processor, device, prepare, let, operator, go, drop, memory)}
for line in sys.stdin:
    name, *words = line.split()
    print(commands[name](*words), flush=True)
