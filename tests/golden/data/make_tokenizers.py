"""Tokenizers that Hugging Face's library trained, and what they make of some texts: tokenizers.lua beside this script.

A virtual environment with `pip install tokenizers`; then: python tests/golden/data/make_tokenizers.py tests/golden/data/tokenizers.lua
"""
import json
import pathlib
import sys
import tokenizers
from tokenizers import Tokenizer, models, trainers, pre_tokenizers, decoders, processors, normalizers, Regex
text = """The quick brown fox jumps over the lazy dog. The dog doesn't mind; it's lazy.
  Numbers like 1234 and 3.14159 appear, and so do naïve cafés, Straßen and 你好 世界.
Lower lowest newer newest wider widest: low, new, wide — the suffixes are learnt!
\tTabs, \"quotes\" and CAPS. They'll say we've done what I'd do, I'm sure you're right.
"""
samples = [text, "Hello world's   end\n\n ok  ", "It'LL be 12345 déjà-vu 😀!", "", " leading", "<s>the dog</s> <mask>x"]
out = {}
def dump(name, tok):
    out[name] = {"json": json.dumps(json.loads(tok.to_str()), ensure_ascii=True, separators=(",",":")),
      "ids": [[i+1 for i in tok.encode(s).ids] for s in samples], "decoded": [tok.decode(tok.encode(s).ids) for s in samples]}
t = Tokenizer(models.BPE()); t.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False); t.decoder = decoders.ByteLevel()
t.train_from_iterator([text], trainers.BpeTrainer(vocab_size=330, min_frequency=2, special_tokens=["<s>","</s>"], initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), show_progress=False))
t.post_processor = processors.TemplateProcessing(single="<s> $A </s>", special_tokens=[("<s>",0),("</s>",1)])
dump("byteLevel", t)
t2 = Tokenizer(models.BPE(unk_token="<unk>")); t2.pre_tokenizer = pre_tokenizers.Whitespace()
t2.train_from_iterator([text], trainers.BpeTrainer(vocab_size=120, min_frequency=2, special_tokens=["<unk>","<s>"], show_progress=False))
dump("whitespace", t2)
t3 = Tokenizer(models.BPE(unk_token="<unk>", byte_fallback=True, fuse_unk=True))
t3.normalizer = normalizers.Sequence([normalizers.Prepend("▁"), normalizers.Replace(" ", "▁")])
t3.decoder = decoders.Sequence([decoders.Replace("▁"," "), decoders.ByteFallback(), decoders.Fuse(), decoders.Strip(" ",1,0)])
t3.train_from_iterator([text.replace("\n"," ")[:120]], trainers.BpeTrainer(vocab_size=340, special_tokens=["<unk>","<s>","</s>"]+["<0x%02X>"%i for i in range(256)], show_progress=False))
dump("llama2", t3)
t4 = Tokenizer(models.BPE(ignore_merges=True))
pat = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
t4.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.Split(Regex(pat),"isolated"), pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)])
t4.decoder = decoders.ByteLevel()
t4.train_from_iterator([text], trainers.BpeTrainer(vocab_size=320, initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), show_progress=False))
dump("llama3", t4)
t5 = Tokenizer(models.BPE(unk_token="<unk>")); t5.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="first"); t5.decoder = decoders.Metaspace(prepend_scheme="first")
t5.train_from_iterator([text], trainers.BpeTrainer(vocab_size=130, special_tokens=["<unk>","<mask>"], show_progress=False))
dump("metaspace", t5)
def lua(v):
    if isinstance(v,str):
        r='"'
        for b in v.encode():
            c=chr(b)
            if c in '"\\': r+='\\'+c
            elif 32<=b<127: r+=c
            else: r+='\\%03d'%b
        return r+'"'
    if isinstance(v,list): return "{ "+", ".join(lua(x) for x in v)+" }" if v else "{}"
    return str(v)
L=["-- Made by tests/golden/data/make_tokenizers.py with Hugging Face's tokenizers %s."%tokenizers.__version__,"return {"," text = %s,"%lua(text)," samples = %s,"%lua(samples)]
for n,d in out.items():
    L.append(" %s = {\n  json = %s,\n  ids = {"%(n,lua(d["json"])))
    L+= ["   %s,"%lua(i) for i in d["ids"]]
    L.append("  },\n  decoded = %s,\n },"%lua(d["decoded"]))
L.append("}")
pathlib.Path(sys.argv[1]).write_text("\n".join(L)+"\n")
