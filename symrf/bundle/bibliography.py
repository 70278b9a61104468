"""The sources as BibTeX, and each theorem under its permanent name."""

from __future__ import annotations

from collections.abc import Iterable

from symrf import __version__
from symrf.render.latex import escape
from symrf.theorem import theorem
from symrf.verification import Verdict

SOURCES = {
    "Araujo": ("article", "araujo2019", {
        "author": "Araujo, Andr{\\'e} and Norris, Wade and Sim, Jack", "year": "2019", "journal": "Distill",
        "title": "Computing Receptive Fields of {Convolutional Neural Networks}",
        "doi": "10.23915/distill.00021"}),
    "Dang": ("misc", "dang2017", {
        "author": "{Dang Ha The Hien}", "year": "2017",
        "title": "A guide to receptive field arithmetic for {Convolutional Neural Networks}",
        "howpublished": "Medium",
        "url": "https://medium.com/@nikasa1889/a-guide-to-receptive-field-arithmetic-for-convolutional-neural-"
        "networks-e0f514068807"}),
    "Dumoulin": ("misc", "dumoulin2016", {
        "author": "Dumoulin, Vincent and Visin, Francesco", "year": "2016", "eprint": "1603.07285",
        "archiveprefix": "arXiv", "note": "arXiv:1603.07285",
        "title": "A guide to convolution arithmetic for deep learning"}),
    "Luo": ("inproceedings", "luo2016", {
        "author": "Luo, Wenjie and Li, Yujia and Urtasun, Raquel and Zemel, Richard", "year": "2016",
        "title": "Understanding the Effective Receptive Field in Deep Convolutional Neural Networks",
        "booktitle": "Advances in Neural Information Processing Systems", "volume": "29", "eprint": "1701.04128",
        "archiveprefix": "arXiv"}),
    "van den Oord": ("misc", "oord2016", {
        "author": "van den Oord, A{\\\"a}ron and Dieleman, Sander and Zen, Heiga and Simonyan, Karen and Vinyals, "
        "Oriol and Graves, Alex and Kalchbrenner, Nal and Senior, Andrew and Kavukcuoglu, Koray", "year": "2016",
        "eprint": "1609.03499", "archiveprefix": "arXiv", "note": "arXiv:1609.03499",
        "title": "{WaveNet}: A Generative Model for Raw Audio"}),
    "Yu and Koltun": ("misc", "yu2015", {
        "author": "Yu, Fisher and Koltun, Vladlen", "year": "2015", "eprint": "1511.07122",
        "archiveprefix": "arXiv", "note": "arXiv:1511.07122. ICLR 2016",
        "title": "Multi-Scale Context Aggregation by Dilated Convolutions"}),
    "Graham": ("book", "graham1994", {
        "author": "Graham, Ronald L. and Knuth, Donald E. and Patashnik, Oren", "year": "1994",
        "title": "Concrete Mathematics: A Foundation for Computer Science", "edition": "Second",
        "publisher": "Addison-Wesley"}),
    "Wang": ("inproceedings", "wang2018", {
        "author": "Wang, Panqu and Chen, Pengfei and Yuan, Ye and Liu, Ding and Huang, Zehua and Hou, Xiaodi and "
        "Cottrell, Garrison", "year": "2018", "title": "Understanding Convolution for Semantic Segmentation",
        "booktitle": "IEEE Winter Conference on Applications of Computer Vision (WACV)",
        "doi": "10.1109/WACV.2018.00163", "eprint": "1702.08502", "archiveprefix": "arXiv"}),
}  # fmt: skip
"""By how a theorem's source names them."""


def bibliography(verdicts: Iterable[Verdict]) -> str:
    """An entry for every theorem, with its source and verdict, then one for every source that is named.

    >>> from symrf.verification.recorded import recorded
    >>> print(bibliography(recorded(["jump"])).splitlines()[0])
    @misc{symrf:jump,
    """
    entries: list[str] = []
    used: dict[str, tuple[str, str, dict[str, str]]] = {}
    for verdict in verdicts:
        stated = theorem(verdict.name)
        named = {mark: entry for mark, entry in SOURCES.items() if mark in stated.source}
        used |= named
        fields = {
            "title": f"Theorem {verdict.name}: {escape(stated.title)}",
            "author": "{The symrf authors}",
            "note": f"symrf {__version__}, {verdict.verdict}. Source: {escape(stated.source)}",
        }
        fields |= {"crossref-source": ", ".join(key for _, key, _ in named.values())} if named else {}
        entries.append(_entry("misc", f"symrf:{verdict.name}", fields))
    entries += [_entry(*used[mark]) for mark in SOURCES if mark in used]
    return "\n".join(entries)


def _entry(kind: str, key: str, fields: dict[str, str]) -> str:
    inside = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    return f"@{kind}{{{key},\n{inside}}}\n"
