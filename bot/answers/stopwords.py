"""Words that ask instead of saying what about. They leave the question, never the articles."""

from __future__ import annotations

import re

_ASKING = """
什么 啥 什么样 什么时候 什么时间 什么地方 什么人 什么事 为什么 为何 为啥 干什么 是什么 多少 多少钱 多大
多久 多长 多高 多远 几 几个 几时 几号 哪 哪个 哪些 哪里 哪儿 哪家 哪位 哪年 哪天 哪种 哪一 哪一个 哪一家
哪一位 哪一年 哪几 哪几个 谁 谁的 何 何时 何地 何人 何处 何种 何事 何年 怎么 怎么样 怎样 怎么办 怎么回事
如何 是否 能否 可否 有没有 是不是 能不能 会不会 要不要 可不可以 好不好 对不对
吗 呢 吧 啊 呀 嘛 么 哦 哈 啦 咯 哇 喔 噢
"""
_POLITE = """
请 请问 请教 请告诉 麻烦 谢谢 多谢 劳驾 您好 你好 帮 帮我 帮忙 告诉 告诉我 想 想问 想知道 想要 我想 知道
了解 一下 问 问问 问一下 查 查查 查一下 看看 说说 讲讲 介绍 给我 能 能够 可以 可 有 有关 关于 对于 至于
我 你 您 我们 你们 大家 听说 据说 来着 到底 究竟 大概 大约 差不多
"""
_PARTICLES = """
的 地 得 了 着 过 是 为 在 和 与 及 以及 或 或者 还是 并 并且 而 而且 但 但是 就 也 都 又 还 把 被 让 使 由
从 到 向 对 于 以 之 其 所 这 那 这个 那个 这些 那些 这样 那样 有些 一个 一些 一种 个 中 里 上 下 等 等等
来 去 会 要 将 已 已经 如果 若 则 因为 因 所以 那么
"""
_ENGLISH = """
a an the of in on at to for from by with and or is are was were be been do does did has have had can could
will would should may what when where which who whom whose why how much many please tell me about i you we
it its this that there s
"""
_ENGLISH_ASKING = "what when where which who whom whose why how is are was were do does did has have can"
STOP_WORDS = frozenset(f"{_ASKING} {_POLITE} {_PARTICLES} {_ENGLISH}".split())
ASKING_WORDS = frozenset(f"{_ASKING} {_ENGLISH_ASKING}".split())  # a text with one is a whole question
# What the segmenter cuts apart or joins: 多少 + 钱, 什么 + 时候, 哪 + 一年, 那次.
ASKING_PHRASE = re.compile(
    r"多少[钱元度]|什么(?:时候|时间|地方|原因|意思|样子)|怎么(?:回事|办)|哪一?[年天日月个家位种次届些里国]|几[个年月号日点片只家条项届座名位]"
    r"|[这那](?:[次场家起位项件座条只]|时候)"
)
PARTICLES = frozenset("的了吗呢吧是在和与")  # no name ends with one of these
