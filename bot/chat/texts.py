"""The sentences that a reader or an admin sees, by name; what they say stands in `locales/`, by language.

A field is Telegram HTML and may hold named placeholders, which views fill with escaped text. To add one:
a field here, and an entry of that name in every catalogue; the program does not start with one missing.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, Literal

from bot.chat.catalogue import Counted, read

Language = Literal["auto", "zh", "en"]


@dataclass(frozen=True, slots=True)
class Texts:
    """The sentences of one language, grouped by where they are shown."""

    # dates and lists
    months: tuple[str, ...]
    today: str
    yesterday: str
    days_ago: str
    this_year: str
    between: str
    a_month: str
    a_year: str
    comma: str
    question: str

    # found and latest
    read: str
    more: str
    read_other: str
    folded: Counted
    total: str
    page: str
    only_time: str
    only_category: str
    chip_time: str
    chip_category: str
    chip_only: str
    chip_back: str
    pinned: str
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

    # the card's buttons and reasons
    why: str
    why_close: str
    newest_alike: str
    back_to_answer: str
    why_title: str
    why_exact: str
    why_other: str
    why_missing: str
    why_near: str
    why_brought: str
    in_title: str
    in_passage: str
    in_body: str
    in_names: str
    how_near: str
    how_unit: str
    how_code: str
    how_alias: str
    how_name: str
    how_homophone: str
    how_typing: str
    how_pinyin: str

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
    categories_letter: str
    categories_found: str
    categories_near: str
    categories_hint: str
    no_categories: str
    category_count: str

    # days
    date_title: str
    date_unknown: str

    # securities
    markets: tuple[str, ...]
    stock_title: str
    stock_others: str
    stock_shared: str
    stock_odd: str
    stock_unknown: str
    stock_ask: str

    # trends
    trend_units: tuple[str, ...]
    trend_title: str
    trend_mentions: Counted
    trend_highest: str
    trend_apart: str
    trend_ever: str
    trend_none: str
    trend_days: str
    trend_all: str
    trend_articles: str
    trend_unknown: str
    trend_ask: str

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
    privacy_questions: str
    privacy_no_questions: str
    privacy_unsent: str
    privacy_sent: str
    mydata: str
    mydata_votes: Counted
    mydata_alerts: Counted
    mydata_deliveries: Counted
    mydata_readers: Counted
    mydata_mailings: Counted
    mydata_nothing: str
    mydata_elsewhere: str
    forget: str
    forget_yes: str
    forget_no: str
    forget_done: str
    forget_kept: str
    vote_good: str
    vote_bad: str
    vote_back: str
    private_only: str

    # hints and alerts
    text_only: str
    unknown_command: str
    too_fast: str
    failure: str
    took_too_long: str
    bad_button: str
    question_gone: str
    not_yours: str
    not_ready: str
    not_stored: str
    renewed: str

    # links and inline mode
    share: str
    ask_more: str
    in_private: str
    vanished: str
    vanished_near: str
    category_gone: str
    inline_found: str
    inline_latest: str
    inline_near: str
    inline_nothing: str
    help_inline: str

    # a group's settings
    settings: str
    settings_all: str
    settings_chosen: Counted
    settings_never: str
    settings_categories: str
    settings_every: str
    settings_hours: str
    settings_back: str
    settings_pick: str
    settings_found: str
    settings_since: str
    settings_until: str
    settings_too_many: str
    settings_admins: str
    settings_in_groups: str
    settings_quiet_now: str

    # alerts
    alert_usage: str
    alert_vague: str
    alert_would: Counted
    alert_would_not: str
    alert_choose: str
    alert_now: str
    alert_hourly: str
    alert_daily: str
    alert_saved: str
    alert_edit: str
    alert_all: str
    alerts: Counted
    alerts_none: str
    alerts_full: str
    alerts_admins: str
    alert_is_muted: str
    alert_muted: str
    alert_never_quiet: str
    alert_cap: str
    alert_quiet: str
    alert_at_most: str
    alert_mute: str
    alert_unmute: str
    alert_delete: str
    alert_deleted: str
    alert_gone: str
    alert_hint: str
    alert_came: Counted
    alert_others: Counted
    alert_see_all: str
    alert_me: str

    # admins
    reload_started: str
    outlook_started: str
    outlook: str
    outlook_nothing: str
    outlook_anew: str
    outlook_unread: Counted
    outlook_do: str
    reload_scan: str
    reload_read: str
    reload_write: str
    reload_pace: str
    reload_resumed: str
    reload_busy: str
    reload_done: str
    reload_rebuilt: str
    reload_problems: Counted
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
    rollback_button: Counted
    rollback_done: str
    rollback_none: str
    rollback_changed: str
    status: str
    status_never: str
    status_previous: str
    status_held: str
    status_meaning: str
    status_meaning_parts: str
    status_meaning_pace: str
    status_answers: str
    status_no_answers: str
    status_queues: str
    status_memory: str
    status_calls: str
    status_fates: tuple[str, ...]
    status_errors: str
    status_refresh: str
    status_hours: str
    status_days: str
    stats: str
    stats_questions: Counted
    stats_none: str
    stats_not_kept: str
    stats_kept: str
    stats_votes: str
    stats_readers: str
    stats_articles: str
    stats_categories: str
    chart_stats: str
    chart_asked: Counted
    chart_rate: str
    chart_votes: str
    chart_good: str
    chart_bad: str
    chart_status: str
    chart_hours: str
    chart_questions: str
    chart_answered: str
    chart_unanswered: str
    chart_slow: str
    alarm: str
    alarm_again: Counted
    advice_log: str
    advice_conflict: str
    advice_memory: str
    advice_disk: str
    state_trouble: str
    meaning_trouble: str

    # what editors decide
    edit_pin: str
    edit_unpin: str
    edit_hide: str
    edit_show: str
    edit_star: str
    edit_unstar: str
    star_done: str
    unstar_done: str
    golden: Counted
    golden_hint: str
    golden_none: str
    golden_tried: str
    golden_fell: str
    golden_insist: str
    edit_gone: str
    edit_full: str
    pin_done: str
    unpin_done: str
    hide_done: str
    show_done: str
    pins: Counted
    pins_hint: str
    pins_none: str
    hidden: Counted
    hidden_hint: str
    hidden_none: str
    article_unknown: str
    pin_which: str
    pin_other: str
    inbox: Counted
    inbox_none: str
    inbox_not_kept: str
    inbox_times: Counted
    inbox_also: str
    inbox_answered: str
    inbox_alias: str
    inbox_ignore: str
    alias_usage: str
    alias_missing: str
    alias_how: str
    alias_done: str
    alias_there: str
    alias_undo: str
    alias_undone: str
    alias_refused: str
    check: Counted
    check_hint: str
    check_none: str
    check_unread: str
    audit: str
    audit_none: str
    audit_refused: str

    # broadcasts
    broadcast_usage: str
    broadcast_from: str
    broadcast_hush: str
    broadcast_hushed: str
    broadcast_heard: str
    broadcast_offer: Counted
    broadcast_send: Counted
    broadcast_cancel: str
    broadcast_cancelled: str
    broadcast_nobody: str
    broadcast_too_long: str
    broadcast_changed: str
    broadcast_used: str
    broadcast_busy: str
    broadcast_going: str
    broadcast_stop: str
    broadcast_stopping: str
    broadcast_done: str
    broadcast_gone: Counted
    broadcast_unknown: Counted
    broadcast_left: Counted

    # fetching posts from git
    pulled: Counted
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
    menu_stock: str
    menu_trend: str
    menu_help: str
    menu_settings: str
    menu_about: str
    menu_privacy: str
    menu_alert: str
    menu_alerts: str
    menu_mydata: str
    menu_forget: str
    menu_reload: str
    menu_rollback: str
    menu_status: str
    menu_inbox: str
    menu_alias: str
    menu_pin: str
    menu_hide: str
    menu_golden: str
    menu_check: str
    menu_audit: str
    menu_broadcast: str
    menu_stats: str


def catalogue(language: str) -> Texts:
    """The sentences of a language that has a catalogue."""
    kinds = {one.name: str(one.type) for one in fields(Texts)}
    values: dict[str, Any] = dict(read(language, kinds))
    return Texts(**values)


ZH = catalogue("zh")
EN = catalogue("en")


def texts_for(language_code: str | None, language: Language) -> Texts:
    """The reader's language, unless the `language` setting fixes one; English where neither tells."""
    chosen = (language_code or "en").lower() if language == "auto" else language
    return ZH if chosen.split("-")[0] == "zh" else EN


def language_of(texts: Texts) -> str:
    return "zh" if texts is ZH else "en"
