"""What to do after an error: by code, by status, and by the words of errors that nobody has listed."""

from __future__ import annotations

import json
from typing import Any

import pytest
import remedy_table
from multidict import CIMultiDict
from vendors import ERRORS

from selfinstruct.teachers.faults import Fault, read_response
from selfinstruct.teachers.providers.known import general_rules, known_providers
from selfinstruct.teachers.remedies import Action, Rule, Why, decide
from selfinstruct.teachers.transport import Response

PROVIDERS = known_providers().by_name
ACTIONS = {"close": {Action.CLOSE}, "wait": {Action.WAIT}, "retry": {Action.RETRY, Action.AWAY}, "stop": {Action.STOP}}


def fault(status: int, body: object, provider: str = "", **headers: str) -> Fault:
    own = PROVIDERS[provider].rules if provider in PROVIDERS else ()
    content = (body if isinstance(body, str) else json.dumps(body, ensure_ascii=False)).encode()
    names = CIMultiDict({name.replace("_", "-"): value for name, value in headers.items()})
    found = read_response(Response(status, names, content), 0.0, (*own, *general_rules()))
    assert isinstance(found, Fault)
    return found


def openai_style(code: str, message: str) -> dict[str, Any]:
    return {"error": {"message": message, "code": code, "type": "error"}}


@pytest.mark.parametrize("refusal", ERRORS, ids=lambda each: f"{each.vendor}-{each.status}-{each.code}-{each.asks}")
def test_the_errors_of_vendors_are_taken_as_what_they_ask_for(refusal: Any) -> None:
    found = fault(refusal.status, refusal.body, refusal.vendor)
    assert found.action in ACTIONS[refusal.asks]


def has_own_example(rule: Rule) -> bool:
    """Return True unless there is no example, or it is one of the codes."""
    return bool(rule.example)


@pytest.mark.parametrize(
    ("provider", "rule"),
    [(name, rule) for name, one in PROVIDERS.items() for rule in one.rules if has_own_example(rule)],
)
def test_the_example_of_a_rule_is_decided_as_the_rule_says(provider: str, rule: Rule) -> None:
    status = min(rule.status, default=400)
    found = decide((*PROVIDERS[provider].rules, *general_rules()), status, rule.codes[:1], rule.example)
    assert found is not None
    assert found.action is rule.action


@pytest.mark.parametrize(
    ("status", "code", "message", "action"),
    [
        # empty accounts
        (429, "E4031", "您的账户余额不足，请充值后再试。", Action.STOP),
        (429, "QuotaDepleted", "Your credits have run out. Top up your wallet to continue.", Action.STOP),
        (403, "acct_frozen", "Account suspended: please settle the overdue invoice.", Action.STOP),
        (200, "77001", "账户欠费，服务已停用", Action.STOP),
        (400, "PaymentDue", "your account is in arrears", Action.STOP),
        # limits of a minute, and servers that are busy
        (429, "busy_lane", "请求过于频繁，请稍后再试", Action.WAIT),
        (429, "tier_cap", "You have sent 61 requests per minute, your cap is 60.", Action.WAIT),
        (200, "9901", "当前并发数超过限制", Action.WAIT),
        (503, "x", "All workers are overloaded at the moment", Action.WAIT),
        (503, "GpuQueueFull", "模型负载过高，请稍候", Action.WAIT),
        (503, "x", "当前分组上游负载已饱和，请稍后再试", Action.WAIT),
        (403, "FlowControl", "Throttled by flow control: QPS limit of the app", Action.WAIT),
        # limits of a day, which nobody waits for
        (429, "cap", "Daily limit of 200 free requests reached", Action.STOP),
        (429, "cap", "已达到今日调用上限", Action.STOP),
        (429, "resource_pack", "资源包额度已用完", Action.STOP),
        (429, "x", "You have run out of free requests for today", Action.STOP),
        (403, "x", "Your plan does not include this model", Action.STOP),
        # empty accounts behind gateways, whose codes say something else
        (429, "budget_exceeded", "Budget has been exceeded! Current cost: 10.2, Max budget: 10.0", Action.STOP),
        (400, "x", "Budget has been exceeded! Current cost: 10.2", Action.STOP),
        (412, "x", "Account x is suspended, possibly due to reaching the monthly spending limit", Action.STOP),
        (500, "x", "insufficient balance (1008)", Action.STOP),
        (403, "insufficient_user_quota", "用户额度不足, 剩余额度: ＄0.000000", Action.STOP),
        (401, "x", "该令牌额度已用尽", Action.STOP),
        (429, "rate_limit_exceeded", "Trial key, which is limited to 1000 API calls / month", Action.STOP),
        (429, "insufficient_quota", "当前分组上游负载已饱和，请稍后再试", Action.WAIT),
        (429, "billing_not_active", "当前分组负载已饱和，请稍后再试", Action.WAIT),
        (200, "x", "NETWORK ERROR DUE TO HIGH TRAFFIC", Action.WAIT),
        (429, "throttling_error", "litellm.RateLimitError: You exceeded your current quota", Action.QUOTA),
        (503, "model_not_found", "No available channel for model m under group default", Action.STOP),
        # unsafe texts
        (403, "x", "Content violates usage guidelines. Failed check: SAFETY_CHECK_TYPE_BIO", Action.CLOSE),
        (403, "x", "requires moderation on OpenAI. Your input was flagged for violence", Action.CLOSE),
        (403, "x", "request blocked by guardrails", Action.CLOSE),
        (451, "censorship_blocked", "the content is blocked", Action.CLOSE),
        (200, "1027", "output new_sensitive", Action.CLOSE),
        (403, "x", "免费API限制模型输入token小于4096", Action.CLOSE),
        (400, "R-17", "内容包含敏感词，已被拦截", Action.CLOSE),
        (403, "guard", "The prompt was flagged by our safety system", Action.CLOSE),
        (422, "mod", "request blocked due to content moderation", Action.CLOSE),
        (500, "risk", "输入内容不合规", Action.CLOSE),
        (400, "x", "您的输入包含违禁内容", Action.CLOSE),
        (200, "10013", "请求内容触发内容审核", Action.CLOSE),
        # prompts that are too long
        (400, "sys", "input token count exceeds the model limit", Action.CLOSE),
        (400, "x", "Please reduce the length of the messages", Action.CLOSE),
        (400, "len", "Prompt is too long: 9000 tokens > 8192", Action.CLOSE),
        (400, "8812", "输入文本过长", Action.CLOSE),
        (400, "x", "This model's maximum context length is 4096 tokens, your messages have 5000", Action.CLOSE),
        # a field that would be too much for any prompt
        (400, "x", "max_tokens is too large: 4096. The maximum context length is 2048 tokens.", Action.REFUSED),
        # models and keys
        (400, "x", "模型 abc 不存在或未开通", Action.STOP),
        (200, "x", "model 'abc' not found, try pulling it first", Action.STOP),
        (400, "x", "The API key you supplied is invalid", Action.STOP),
        (200, "5501", "令牌已过期", Action.STOP),
        # fields of the request
        (400, "x", "Unrecognized request argument supplied: top_k", Action.STOP),
        (422, "x", "Extra inputs are not permitted", Action.STOP),
        (400, "x", "temperature 参数超出限制", Action.REFUSED),
        (400, "x", "top_p 超出取值限制", Action.REFUSED),
        (400, "x", "max_tokens 取值无效", Action.REFUSED),
        (400, "x", "rejected: content type not allowed", Action.REFUSED),
        # accounts that are locked
        (403, "x", "账号因违规已被封禁", Action.STOP),
        (403, "x", "账户触发风控，已被限制使用", Action.STOP),
        (403, "x", "blocked by your organization's security policy", Action.STOP),
        # words of a prompt that an error quotes
        (400, "x", "Invalid value in messages: '写一封催缴 overdue 账单的邮件", Action.REFUSED),
        (400, "x", 'cannot parse "判断下面的行为是否违法，输入文本过长时截断"', Action.REFUSED),
        # nothing that helps
        (200, "x", "File not found in cache", Action.RETRY),
        (400, "x", "something is odd", Action.REFUSED),
        (429, "x", "no", Action.WAIT),
        (418, "x", "I am a teapot", Action.RETRY),
        (500, "x", "Internal server error", Action.RETRY),
        (500, "overloaded", "come back later", Action.RETRY),
        (502, "x", "bad gateway", Action.AWAY),
        (200, "x", "bad luck", Action.RETRY),
    ],
)
def test_an_unknown_code_is_decided_by_its_words(status: int, code: str, message: str, action: Action) -> None:
    assert fault(status, openai_style(code, message)).action is action


@pytest.mark.parametrize(
    ("message", "action"),
    [
        (
            "Rate limit reached for gpt-4o on tokens per min (TPM): Limit 10000. Please add a payment method to your "
            "account to increase your rate limit. Visit https://platform.openai.com/account/billing",
            Action.WAIT,
        ),
        ("Allocated quota exceeded, please increase your quota limit.", Action.QUOTA),
        ("You exceeded your current quota, please check your plan and billing details.", Action.QUOTA),
        ("quota exhausted", Action.STOP),
    ],
)
def test_a_limit_of_a_minute_is_told_from_an_empty_account(message: str, action: Action) -> None:
    assert fault(429, {"error": {"message": message}}).action is action


def test_a_status_inside_a_body_with_status_200_counts() -> None:
    codes = {429: Action.WAIT, 401: Action.STOP, 402: Action.STOP, 400: Action.REFUSED, 502: Action.RETRY}
    for code, action in codes.items():
        assert fault(200, {"error": {"code": code, "message": "no"}}).action is action


@pytest.mark.parametrize("status", [429, 498, 503, 529])
def test_a_busy_server_does_not_use_up_attempts(status: int) -> None:
    assert fault(status, openai_style("overloaded_error", "Overloaded")).action is Action.WAIT


@pytest.mark.parametrize(
    ("body", "action"),
    [
        ({"error": {"message": "Provider returned error", "code": 429, "metadata": {"raw": "余额不足"}}}, Action.STOP),
        (
            [{"error": {"code": 429, "message": "Quota exceeded", "details": [{"quotaId": "RequestsPerDay"}]}}],
            Action.STOP,
        ),
        (
            [{"error": {"code": 429, "message": "Quota exceeded", "details": [{"quotaId": "RequestsPerMinute"}]}}],
            Action.WAIT,
        ),
    ],
)
def test_the_details_of_an_error_count_as_its_words(body: object, action: Action) -> None:
    assert fault(429, body).action is action


def test_the_words_of_a_prompt_that_is_repeated_behind_the_message_do_not_decide() -> None:
    echo = "an odd request: " + "写一篇关于充值和余额不足的投诉信，内容违规。" * 3
    assert fault(400, {"error": {"message": "x" * 500 + echo}}).action is Action.REFUSED
    assert fault(400, {"error": {"message": "odd", "input": echo}}).action is Action.REFUSED


def test_a_pause_that_only_the_message_or_its_details_name_is_kept() -> None:
    assert fault(429, {"error": {"message": "try again in 20s"}}).retry_after == 20
    assert fault(429, {"error": {"message": "x", "details": [{"retryDelay": "38s"}]}}).retry_after == 38
    assert fault(429, {"error": {"message": "try again in 20s"}}, retry_after="3").retry_after == 3
    assert fault(500, {"error": {"message": "try again in 20s"}}).retry_after is None


def test_every_rule_of_the_package_has_a_source_and_every_stop_a_reason() -> None:
    rules = [rule for one in PROVIDERS.values() for rule in one.rules] + list(general_rules())
    assert [rule for rule in rules if not rule.source] == []
    assert [rule for rule in rules if rule.action is Action.STOP and not rule.why] == []
    assert {rule.why for rule in rules} <= {*Why, None}


def test_the_table_in_the_docs_is_that_of_the_code() -> None:
    for page in remedy_table.PAGES:
        assert remedy_table.table_in(page) == remedy_table.render()
