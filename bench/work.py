"""PyTorch's side of the benchmark: does what main.lua asks for on stdin. The same as work.lua."""

import sys
import time

import torch
from torch import nn

torch.manual_seed(1)

# ---- the work: a function that prepares, and returns the function to be timed ----


def add():
    a, b = torch.randn(8, 8), torch.randn(8, 8)
    return lambda: a + b


def addGrad():
    a = torch.randn(8, 8, requires_grad=True)
    b = torch.randn(8, 8, requires_grad=True)
    ones = torch.ones(8, 8)
    return lambda: (a + b).backward(ones)


def steps(model, x, optimizer_of):
    """Steps of a classifier of ten classes on one batch x."""
    criterion, optimizer = nn.CrossEntropyLoss(), optimizer_of(model.parameters())
    y = torch.randint(0, 10, (len(x),))

    def step():
        optimizer.zero_grad()
        loss = criterion(model(x), y)
        loss.backward()
        optimizer.step()

    return step


def training(inputs, hidden, batch, optimizer_of):
    model = nn.Sequential(nn.Linear(inputs, hidden), nn.ReLU(), nn.Linear(hidden, 10))
    return steps(model, torch.randn(batch, inputs), optimizer_of)


def sgd(parameters):
    return torch.optim.SGD(parameters, lr=0.01)


def adam(parameters):
    return torch.optim.Adam(parameters, lr=0.001)


def mlpSmallSgd():
    return training(64, 30, 32, sgd)


def mlpSmallAdam():
    return training(64, 30, 32, adam)


def mlpLargeSgd():
    return training(784, 256, 64, sgd)


def lstm():
    symbols, size, steps, batch = 65, 128, 64, 32
    embedding, lstm = nn.Embedding(symbols, size), nn.LSTM(size, size, 2)
    head = nn.Linear(size, symbols)
    criterion = nn.CrossEntropyLoss()
    optimizer = adam([p for m in (embedding, lstm, head) for p in m.parameters()])
    x = torch.randint(0, symbols, (steps, batch))
    y = torch.randint(0, symbols, (steps * batch,))

    def step():
        optimizer.zero_grad()
        output, _ = lstm(embedding(x))
        loss = criterion(head(output).view(-1, symbols), y)
        loss.backward()
        optimizer.step()

    return step


class Attending(nn.Module):
    """A layer of a GPT by PyTorch's quickest means."""

    def __init__(self, size, heads):
        super().__init__()
        self.heads = heads
        self.norm1, self.norm2 = nn.LayerNorm(size), nn.LayerNorm(size)
        self.project, self.out = nn.Linear(size, 3 * size), nn.Linear(size, size)
        self.wide, self.narrow = nn.Linear(size, 4 * size), nn.Linear(4 * size, size)

    def forward(self, x):
        batch, steps, size = x.shape
        shape = batch, steps, self.heads, size // self.heads
        q, k, v = (t.view(shape).transpose(1, 2) for t in self.project(self.norm1(x)).split(size, 2))
        y = nn.functional.scaled_dot_product_attention(q, k, v, is_causal=True)
        x = x + self.out(y.transpose(1, 2).reshape(batch, steps, size))
        return x + self.narrow(nn.functional.gelu(self.wide(self.norm2(x))))


def gpt():
    symbols, size, heads, layers, context, batch = 65, 128, 4, 4, 128, 16
    characters, places = nn.Embedding(symbols, size), nn.Embedding(context, size)
    body = nn.Sequential(*[Attending(size, heads) for _ in range(layers)], nn.LayerNorm(size))
    head = nn.Linear(size, symbols, bias=False)
    criterion = nn.CrossEntropyLoss()
    optimizer = adam([p for m in (characters, places, body, head) for p in m.parameters()])
    place = torch.arange(context)
    x = torch.randint(0, symbols, (batch, context))
    y = torch.randint(0, symbols, (batch * context,))

    def step():
        optimizer.zero_grad()
        loss = criterion(head(body(characters(x) + places(place))).view(-1, symbols), y)
        loss.backward()
        optimizer.step()

    return step


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


def resnet18():
    layers = [nn.Conv2d(3, 64, 3, padding=1, bias=False), nn.BatchNorm2d(64), nn.ReLU()]
    inputs = 64
    for stage, outputs in enumerate((64, 128, 256, 512)):
        layers += [Block(inputs, outputs, 2 if stage else 1), Block(outputs, outputs, 1)]
        inputs = outputs
    layers += [nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(512, 10)]
    return steps(nn.Sequential(*layers), torch.randn(32, 3, 32, 32), sgd)


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


# ---- the commands ----

work = {name: value for name, value in globals().items() if callable(value)}
clock = time.perf_counter
ready = {}  # by name: what is prepared, and how often it is done


def seconds(run, n):
    start = clock()
    for _ in range(n):
        run()
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


def prepare(name, slice_):
    """Warm up, and find how often the work fits into the time of one piece."""
    run = work[name]()
    seconds(run, 3)
    count, piece = 1, float(slice_)
    took = seconds(run, count)
    while took < piece / 4:
        count *= 2
        took = seconds(run, count)
    count = max(1, int(count * piece / took))
    ready[name] = run, count
    return f"ready {count}"


def go(name):
    run, count = ready[name]
    return f"{seconds(run, count) / count:.9g}"


def drop(name):
    del ready[name]
    return "ok"


def memory():
    """Peak resident bytes of this process, after a training run."""
    seconds(mlpLargeSgd(), 1000)
    with open("/proc/self/status") as status:
        kilobytes = next(line.split()[1] for line in status if line.startswith("VmHWM"))
    return str(int(kilobytes) * 1024)


commands = {f.__name__: f for f in (versions, threads, processor, prepare, go, drop, memory)}
for line in sys.stdin:
    name, *words = line.split()
    print(commands[name](*words), flush=True)
