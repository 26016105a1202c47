"""Every sentence that a reader or an admin sees, in both languages; nowhere else in this room is prose.

A field is Telegram HTML and may hold named placeholders, which views fill with escaped text. Both
instances are built without defaults, so the type checker proves that no language lacks a sentence.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Language = Literal["auto", "zh", "en"]


@dataclass(frozen=True, slots=True)
class Texts:
    """The sentences of one language, grouped by where they are shown."""

    # dates and lists
    months: tuple[str, ...]
    today: str
    yesterday: str
    this_year: str
    between: str
    a_month: str
    a_year: str
    comma: str
    question: str

    # found and latest
    read: str
    read_other: str
    folded: str
    total: str
    page: str
    only_time: str
    only_category: str
    newest_first: str
    anchored: str
    outside: str
    corrected: str
    relaxed: str
    relaxed_together: str
    latest: str
    latest_of: str
    no_latest: str
    more_categories: str

    # nothing
    empty: str
    too_long: str
    no_terms: str
    uncovered: str
    none_dated: str
    newest: str
    unanswered: str
    no_articles: str
    unknown_category: str
    nearest: str
    nearest_categories: str
    rephrase: str

    # categories
    categories: str
    no_categories: str
    category_count: str

    # days
    date_title: str
    date_unknown: str

    # start, help, about, privacy
    welcome: str
    welcome_count: str
    welcome_empty: str
    try_one: str
    help: str
    help_group: str
    help_admin: str
    about: str
    privacy: str

    # hints and alerts
    text_only: str
    unknown_command: str
    too_fast: str
    failure: str
    bad_button: str
    question_gone: str
    not_yours: str
    not_ready: str
    renewed: str

    # admins
    reload_started: str
    reload_scan: str
    reload_read: str
    reload_write: str
    reload_pace: str
    reload_resumed: str
    reload_busy: str
    reload_done: str
    reload_rebuilt: str
    reload_problems: str
    reload_problem: str
    reload_more: str
    reload_failed: str
    reload_again: str
    reload_refused: str
    reload_loss: str
    reload_insist: str
    reload_anew: str
    unattended: str
    rollback_offer: str
    rollback_button: str
    rollback_done: str
    rollback_none: str
    rollback_changed: str
    status: str
    status_never: str
    status_previous: str
    status_held: str
    status_refresh: str
    status_hours: str
    status_days: str
    alarm: str

    # fetching posts from git
    pulled: str
    unpulled: str
    git_no_work_tree: str
    git_no_git: str
    git_slow: str
    git_not_ours: str
    git_no_upstream: str
    git_diverged: str
    git_in_the_way: str
    git_unreachable: str
    git_no_access: str
    git_refused: str

    # menus and the profile
    description: str
    short_description: str
    menu_ask: str
    menu_latest: str
    menu_categories: str
    menu_date: str
    menu_help: str
    menu_about: str
    menu_privacy: str
    menu_reload: str
    menu_rollback: str
    menu_status: str


ZH = Texts(
    months=tuple(f"{month}月" for month in range(1, 13)),
    today="今天 {time}",
    yesterday="昨天",
    this_year="{month}{day}日",
    between="{first} 至 {last}",
    a_month="{year}年{month}",
    a_year="{year}年",
    comma="、",
    question="{topic}？",
    read="阅读原文",
    read_other="原文 {rank}",
    folded="另有 {count} 篇相近",
    total="共 {total} 篇",
    page="第 {page}/{pages} 页",
    only_time="🗓 只看 {range}",
    only_category="🗂 只看 {category}",
    newest_first="🕒 最新的在前",
    anchored="最新文章是 {newest}，按它来算",
    outside="🗓 {range} 没有答得上的文章，已不限时间",
    corrected="✏️ 按 <b>{meant}</b> 搜索",
    relaxed="最接近的文章没有提到 <b>{missing}</b>。",
    relaxed_together="没有同时提到 {together} 的文章，最接近的没有提到 <b>{missing}</b>。",
    latest="🆕 <b>最新文章</b>",
    latest_of="🆕 <b>{category}</b> 的最新文章",
    no_latest="这里还没有文章。",
    more_categories="全部栏目",
    empty="想问什么？直接把问题发给我，例如公司、事件或数字。",
    too_long="这个问题太长了。请用一两句话问，我会找得更准。",
    no_terms="这句话里没有可以查找的词。请写出公司、事件、地点或数字。",
    none_dated="这段时间里没有文章。",
    newest="最新的文章：",
    uncovered="没有找到答案：文章里没有提到 <b>{missing}</b>。",
    unanswered="没有找到能回答这个问题的文章。",
    no_articles="还没有任何文章，请稍后再来。",
    unknown_category="没有叫 <b>{name}</b> 的栏目。",
    nearest="最接近的文章：",
    nearest_categories="是不是要找：",
    rephrase="换个说法，或者少写几个词再试试。",
    categories="🗂 <b>栏目</b>，共 {total} 个。点一个看最新文章：",
    no_categories="还没有栏目。",
    category_count="{name} · {count}",
    date_title="🗓 <b>{days}</b>",
    date_unknown=(
        "没看懂是哪一天。可以这样写：\n"
        "<code>/date 2022-03-14</code>\n<code>/date 2022-03</code>\n<code>/date 昨天</code>"
    ),
    welcome="👋 你好！直接发问题给我，我在文章里找到答案，并附上原文。",
    welcome_count="现有 {articles} 篇文章，最新一篇：{newest}。",
    welcome_empty="现在还没有文章，请稍后再来。",
    try_one="试试看：",
    help=(
        "<b>怎么问</b>\n"
        "直接发一句话，例如公司名加事件。写得越具体，找得越准。\n\n"
        "/latest 最新文章，也可以加栏目名\n"
        "/categories 全部栏目\n"
        "/date 某一天的文章，例如 /date 昨天\n"
        "/about 关于\n"
        "/privacy 隐私"
    ),
    help_group=(
        "<b>在群里怎么问</b>\n"
        "用 /ask 加问题，@ 我，或者回复我的消息。\n\n"
        "/latest 最新文章，也可以加栏目名\n"
        "/categories 全部栏目\n"
        "/date 某一天的文章"
    ),
    help_admin="<b>管理员</b>\n/reload 重新读取文章\n/rollback 换回上一代文章\n/status 运行状态",
    about=(
        "<b>关于</b>\n"
        "我在一个文章库里查找答案：先给出回答问题的那句话，再给出标题、摘要和原文链接。\n\n"
        "句子都摘自文章，我不编写、不改写。找不到时会直说。\n\n"
        "版本 {version}"
    ),
    privacy=(
        "<b>隐私</b>\n"
        "• 我不保存你的问题，也不记录是谁问的。\n"
        "• 问题只在内存里用来查找，不发给任何第三方；答案由 Telegram 送达。\n"
        "• 日志只记处理结果、条数和用时。\n"
        "• 翻页按钮从你自己的消息里读出问题；删掉消息，按钮就失效。\n"
        "• 为防刷屏，你的用户编号会在内存里短暂停留。\n\n"
        "因此没有什么需要删除。"
    ),
    text_only="我只看得懂文字，请把问题写下来发给我。",
    unknown_command="没有这个命令。直接发问题就行，/help 有说明。",
    too_fast="有点快，请稍等几秒再问。",
    failure="抱歉，出了点问题，请稍后再试。",
    bad_button="这个按钮已经失效，请重新提问。",
    question_gone="找不到原来的问题了，请再问一次。",
    not_yours="只有提问的人可以翻页。你也可以自己问一个。",
    not_ready="文章还在准备，请过几分钟再问。",
    renewed="🔄 文章库已经更新，下面按新的内容列出。",
    reload_started="🔄 开始重新读取…",
    reload_scan="🔄 查找文件：{done}",
    reload_read="🔄 读取：{done} / {total}",
    reload_write="🔄 写入索引：{done} / {total}",
    reload_pace="每秒 {rate} 篇，还要约 {left}",
    reload_resumed="接着上次中断的地方继续：已完成 {kept}",
    reload_busy="已经有一次读取在进行，请等它完成。",
    reload_done=(
        "✅ <b>读取完成</b>，用时 {seconds} 秒\n文章 {articles}　新增 {added}　修改 {changed}　删除 {removed}"
    ),
    reload_rebuilt="索引已全部重建：{reason}",
    reload_problems="⚠️ <b>{count} 个问题</b>",
    reload_problem="• <code>{place}</code> {problem}",
    reload_more="……还有 {count} 个，运行 <code>wenda check</code> 查看全部。",
    reload_failed="❌ <b>读取失败</b>，原来的文章继续回答问题。\n<code>{error}</code>",
    reload_again="重新读取",
    reload_refused="🛑 <b>新的文章没有换上</b>，原来的文章继续回答问题。\n<code>{error}</code>",
    reload_loss=(
        "🛑 <b>新的文章没有换上</b>：{before} 篇只会剩下 {left} 篇。原来的文章继续回答问题。\n\n"
        "请先看看是不是少了文件夹。如果确实要删这么多，可以坚持换上。"
    ),
    reload_insist="坚持换上，只留 {left} 篇",
    reload_anew="全部重新读取",
    unattended="🔁 <b>自动读取</b>没有成功；同样的问题不再提醒，直到下一次成功。",
    rollback_offer=(
        "↩️ 现在回答问题的是 <code>{version}</code>，共 {articles} 篇文章；"
        "上一代是 <code>{previous}</code>，共 {count} 篇。\n\n"
        "换回去之后，自动读取会暂停，直到 /reload。换下来的这一代不再保留。"
    ),
    rollback_button="换回 {previous}（{count} 篇）",
    rollback_done=(
        "✅ <b>已换回 <code>{version}</code></b>，共 {articles} 篇文章。\n"
        "自动读取已暂停；/reload 会重新读取并恢复。"
    ),
    rollback_none="没有可以换回的上一代。现在是 <code>{version}</code>，共 {articles} 篇文章。",
    rollback_changed="情况已经变了，请重新发送 /rollback。",
    status=(
        "<b>状态</b>\n"
        "文章：{articles}\n"
        "最新：{newest}\n"
        "问题：{problems}\n"
        "索引：<code>{fingerprint}</code>\n"
        "代：<code>{generation}</code>{previous}\n"
        "已运行：{uptime}\n"
        "版本：{version}"
    ),
    status_never="无",
    status_previous="，上一代 <code>{previous}</code>",
    status_held="⏸ 换回上一代之后自动读取已暂停；/reload 恢复。",
    status_refresh="刷新",
    status_hours="{hours} 小时 {minutes} 分",
    status_days="{days} 天 {hours} 小时",
    alarm="⚠️ <b>{kind}</b>\n{place}\n<code>{error}</code>",
    pulled="📥 <code>{folder}</code>：{commits} 个新提交",
    unpulled="⚠️ <code>{folder}</code> 没有从 git 更新，读的是现有的文件。{trouble}",
    git_no_work_tree="它不在 git 工作区里；请克隆到那里，或者去掉 GIT_PULL。",
    git_no_git="这台机器没有 git；请安装，或者去掉 GIT_PULL。",
    git_slow="git 太久没有完成；请检查网络，再 /reload。",
    git_not_ours="工作区属于别的用户；请运行 git config --global --add safe.directory 加上这个文件夹。",
    git_no_upstream="当前分支没有上游；请在那里运行 git branch --set-upstream-to。",
    git_diverged="本地和上游各有提交，不能快进；请在那里合并或变基。",
    git_in_the_way="本地的改动挡住了更新；请在那里提交或丢弃。",
    git_unreachable="连不上远端；请检查网络和远端地址，再 /reload。",
    git_no_access="远端要求登录；请为运行 Wenda 的用户配置密钥或凭据。",
    git_refused="git 拒绝了；请在那里手动运行 git pull --ff-only 看看。",
    description=(
        "把问题发给我，我在文章里找到答案。\n\n"
        "先看到回答问题的那句话，再看标题、日期、来源和原文链接。找不到时会直说，不编造。"
    ),
    short_description="发一个问题，得到文章里的那句答案和原文链接。",
    menu_ask="提问",
    menu_latest="最新文章",
    menu_categories="全部栏目",
    menu_date="某一天的文章",
    menu_help="怎么问",
    menu_about="关于",
    menu_privacy="隐私",
    menu_reload="重新读取文章",
    menu_rollback="换回上一代文章",
    menu_status="运行状态",
)

EN = Texts(
    months=("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    today="Today {time}",
    yesterday="Yesterday",
    this_year="{day} {month}",
    between="{first} to {last}",
    a_month="{month} {year}",
    a_year="{year}",
    comma=", ",
    question="{topic}?",
    read="Read the article",
    read_other="Source {rank}",
    folded="similar articles: {count}",
    total="Articles: {total}",
    page="page {page}/{pages}",
    only_time="🗓 Only {range}",
    only_category="🗂 Only {category}",
    newest_first="🕒 Newest first",
    anchored="counted from the newest article, {newest}",
    outside="🗓 No article of {range} answers, so any time counts",
    corrected="✏️ Searched for <b>{meant}</b>",
    relaxed="The closest article lacks <b>{missing}</b>.",
    relaxed_together="No article mentions {together} together; the closest lacks <b>{missing}</b>.",
    latest="🆕 <b>Latest articles</b>",
    latest_of="🆕 Latest in <b>{category}</b>",
    no_latest="There are no articles here yet.",
    more_categories="All categories",
    empty="What would you like to know? Just send your question: a company, an event, a figure.",
    too_long="That question is too long. One or two sentences work best.",
    no_terms="I found no words to search for. Please name a company, an event, a place or a figure.",
    none_dated="There are no articles of this time.",
    newest="The newest articles:",
    uncovered="No answer found: the articles do not mention <b>{missing}</b>.",
    unanswered="No article answers this question.",
    no_articles="There are no articles yet. Please come back later.",
    unknown_category="There is no category called <b>{name}</b>.",
    nearest="The closest articles:",
    nearest_categories="Did you mean:",
    rephrase="Try other words, or fewer of them.",
    categories="🗂 <b>Categories</b>: {total}. Tap one for its latest articles:",
    no_categories="There are no categories yet.",
    category_count="{name} · {count}",
    date_title="🗓 <b>{days}</b>",
    date_unknown=(
        "I do not see which day that is. It can be written like this:\n"
        "<code>/date 2022-03-14</code>\n<code>/date 2022-03</code>\n<code>/date yesterday</code>"
    ),
    welcome="👋 Hello! Send me a question, and I will find the answer in the articles, with its source.",
    welcome_count="Articles: {articles}. Newest: {newest}.",
    welcome_empty="There are no articles yet. Please come back later.",
    try_one="Try one:",
    help=(
        "<b>How to ask</b>\n"
        "Just send a sentence, such as a company and an event. The more exact, the better.\n\n"
        "/latest – newest articles, also of one category\n"
        "/categories – all categories\n"
        "/date – articles of a day, such as /date yesterday\n"
        "/about – what this is\n"
        "/privacy – what is kept"
    ),
    help_group=(
        "<b>How to ask in a group</b>\n"
        "Use /ask and your question, mention me, or reply to one of my messages.\n\n"
        "/latest – newest articles, also of one category\n"
        "/categories – all categories\n"
        "/date – articles of a day"
    ),
    help_admin=(
        "<b>Admins</b>\n/reload – read the articles again\n"
        "/rollback – back to the articles from before\n/status – how things stand"
    ),
    about=(
        "<b>About</b>\n"
        "I look for answers in a library of articles: first the sentence that answers, then title, summary "
        "and a link to the source.\n\n"
        "Every sentence is quoted from an article; I write and rewrite nothing. "
        "If I find nothing, I say so.\n\n"
        "Version {version}"
    ),
    privacy=(
        "<b>Privacy</b>\n"
        "• I do not keep your questions or who asked them.\n"
        "• A question is searched for in memory and sent to no third party; Telegram delivers the answer.\n"
        "• The log holds outcome, number of hits and time taken, nothing else.\n"
        "• Page buttons read the question from your own message; delete it and they stop working.\n"
        "• To keep floods away, your user number stays in memory for a short while.\n\n"
        "So there is nothing to delete."
    ),
    text_only="I only understand text. Please write your question.",
    unknown_command="I do not know that command. Just send a question, or see /help.",
    too_fast="That was quick. Please wait a few seconds.",
    failure="Sorry, something went wrong. Please try again later.",
    bad_button="This button no longer works. Please ask again.",
    question_gone="I cannot find the question any more. Please ask again.",
    not_yours="Only the person who asked can turn pages. Feel free to ask your own question.",
    not_ready="The articles are still being prepared. Please ask again in a few minutes.",
    renewed="🔄 The articles were renewed; this is what they say now.",
    reload_started="🔄 Reading the articles again…",
    reload_scan="🔄 Looking for files: {done}",
    reload_read="🔄 Reading: {done} / {total}",
    reload_write="🔄 Writing the index: {done} / {total}",
    reload_pace="{rate} a second, about {left} left",
    reload_resumed="Going on where the last one was stopped: {kept} were done",
    reload_busy="A reload is already running. Please wait until it is done.",
    reload_done=(
        "✅ <b>Reload done</b> in {seconds} s\n"
        "Articles {articles} · added {added} · changed {changed} · removed {removed}"
    ),
    reload_rebuilt="The whole index was built anew: {reason}",
    reload_problems="⚠️ <b>Problems: {count}</b>",
    reload_problem="• <code>{place}</code> {problem}",
    reload_more="… and {count} more; <code>wenda check</code> lists them all.",
    reload_failed="❌ <b>Reload failed</b>; the articles from before go on answering.\n<code>{error}</code>",
    reload_again="Reload",
    reload_refused=(
        "🛑 <b>The new articles were not taken over</b>; those from before go on answering.\n"
        "<code>{error}</code>"
    ),
    reload_loss=(
        "🛑 <b>The new articles were not taken over</b>: of {before} only {left} would be left. "
        "Those from before go on answering.\n\n"
        "Look whether a folder is missing. If so many were meant to go, insist."
    ),
    reload_insist="Insist: keep only {left}",
    reload_anew="Read everything again",
    unattended="🔁 <b>An automatic reload</b> did not succeed; the same is not told again until one does.",
    rollback_offer=(
        "↩️ <code>{version}</code> answers now, with {articles} articles; "
        "before it was <code>{previous}</code>, with {count}.\n\n"
        "After going back, automatic reloads pause until /reload. The generation that is left is not kept."
    ),
    rollback_button="Back to {previous} ({count} articles)",
    rollback_done=(
        "✅ <b><code>{version}</code> answers again</b>, with {articles} articles.\n"
        "Automatic reloads pause; /reload reads the articles again and ends the pause."
    ),
    rollback_none="There is nothing to go back to. <code>{version}</code> answers, with {articles} articles.",
    rollback_changed="Things have changed meanwhile. Please send /rollback again.",
    status=(
        "<b>Status</b>\n"
        "Articles: {articles}\n"
        "Newest: {newest}\n"
        "Problems: {problems}\n"
        "Index: <code>{fingerprint}</code>\n"
        "Generation: <code>{generation}</code>{previous}\n"
        "Up for: {uptime}\n"
        "Version: {version}"
    ),
    status_never="none",
    status_previous=", before it <code>{previous}</code>",
    status_held="⏸ Automatic reloads pause since the rollback; /reload ends that.",
    status_refresh="Refresh",
    status_hours="{hours} h {minutes} min",
    status_days="{days} d {hours} h",
    alarm="⚠️ <b>{kind}</b>\n{place}\n<code>{error}</code>",
    pulled="📥 <code>{folder}</code>: new commits: {commits}",
    unpulled="⚠️ <code>{folder}</code> was not renewed from git; its files were read as they are. {trouble}",
    git_no_work_tree="It is in no git work tree: clone one there, or unset GIT_PULL.",
    git_no_git="This machine has no git: install it, or unset GIT_PULL.",
    git_slow="Git took too long: check the network, then /reload.",
    git_not_ours=(
        "The work tree is another user's: add the folder with git config --global --add safe.directory."
    ),
    git_no_upstream="The branch has no upstream: run git branch --set-upstream-to there.",
    git_diverged="Both sides have commits of their own, so it cannot fast-forward: merge or rebase there.",
    git_in_the_way="Changes made here are in the way: commit or discard them there.",
    git_unreachable="The remote cannot be reached: check the network and its address, then /reload.",
    git_no_access="The remote wants a login: give the user that runs Wenda a key or a credential.",
    git_refused="Git refused: run git pull --ff-only there by hand and see.",
    description=(
        "Send me a question, and I will find the answer in the articles.\n\n"
        "You see the sentence that answers, then title, date, source and link. "
        "If there is no answer, I say so and invent nothing."
    ),
    short_description="Ask a question, get the sentence that answers it and a link to the article.",
    menu_ask="Ask a question",
    menu_latest="Newest articles",
    menu_categories="All categories",
    menu_date="Articles of a day",
    menu_help="How to ask",
    menu_about="What this is",
    menu_privacy="What is kept",
    menu_reload="Read the articles again",
    menu_rollback="Back to the articles from before",
    menu_status="How things stand",
)


def texts_for(language_code: str | None, language: Language) -> Texts:
    """The reader's language, unless the `language` setting fixes one; English where neither tells."""
    chosen = (language_code or "en").lower() if language == "auto" else language
    return ZH if chosen.split("-")[0] == "zh" else EN
