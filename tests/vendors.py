"""Strict loopback doubles of LLM vendors' OpenAI-compatible chat APIs.

A comment names the source of each rule. P is a table of vendors' documents, S a collection of their errors, owner/repo#n or
repo#n is a GitHub thread, a domain is the vendor's documentation, (m) is from memory, and "assumed" has no source: the
double is strict there, so that a test notices.
"""

from __future__ import annotations

import asyncio
import json
import ssl
import threading
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from http.client import responses
from typing import Any, Literal, TypeVar, cast

import trustme
from aiohttp import web

from selfinstruct.teachers.offline.batches.routes import add_batch_routes
from selfinstruct.teachers.offline.batches.service import BatchSetup, open_batches

KEY = "sk-test-0123456789abcdef"
REASONING = "The user wants an answer. Let me think."
_ID = "b3c5e3a1-7d1c-9f4e-8a21-2f6f0c9d1e11"
_DEFAULT = "invalid_request_error"
_T = TypeVar("_T")
Body = dict[str, Any]
Asks = Literal["close", "wait", "retry", "stop"]
Switches = Mapping[str, tuple[object, ...]]
"""The fields that switch thinking, each with the values that turn it off."""


@dataclass(frozen=True)
class Fault:
    """An error before it is written in a vendor's format. `{value}` in the message is what was refused."""

    status: int
    code: str | None
    type: str
    message: str
    param: str | None = None

    def about(self, value: object) -> Fault:
        """Return the error with the refused value in its message."""
        return replace(self, message=self.message.replace("{value}", str(value)))


@dataclass(frozen=True)
class Refusal:
    """An error response, and what it asks for: close the slot, wait, retry, or stop the run."""

    vendor: str
    status: int
    code: str
    body: object
    asks: Asks
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Model:
    """A model. Its id may be a pattern. `thinks` is the default."""

    id: str
    thinks: bool = False
    switches: Switches = field(default_factory=dict)
    rules: tuple[Check, ...] = ()

    def thinking(self, body: Body) -> bool:
        """Return whether the model thinks when it answers a request."""
        values = [(_plain(body[name]), off) for name, off in self.switches.items() if name in body]
        stated = [value not in off for value, off in values if value is not None]
        return stated[0] if stated else self.thinks


@dataclass(frozen=True)
class Asked:
    """A request for a chat completion, and its model."""

    body: Body
    model: Model

    @property
    def thinking(self) -> bool:
        """Return whether the model thinks."""
        return self.model.thinking(self.body)


Check = Callable[[Asked], Fault | None]


@dataclass(frozen=True)
class Rule:
    """Refuses a field unless its value is allowed; with `thinking`, only if the model does or does not think."""

    field: str
    fault: Fault
    allowed: tuple[object, ...] = ()
    thinking: bool | None = None

    def __call__(self, asked: Asked) -> Fault | None:
        """Return the error if the rule is broken."""
        value = _plain(asked.body.get(self.field))
        applies = self.field in asked.body and self.thinking in (None, asked.thinking)
        return self.fault.about(repr(value)) if applies and value not in self.allowed else None


@dataclass(frozen=True)
class Kind:
    """What is known about a vendor. Its errors are in the table FAULTS."""

    name: str
    host: str
    bases: tuple[str, ...]
    models: tuple[Model, ...]
    fields: frozenset[str]
    ignores: frozenset[str] = frozenset()
    rules: tuple[Check, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    reasoning: str | None = "reasoning_content"
    counts_reasoning: bool = True
    lists_models: bool = True
    public_list: bool = False
    list_prefix: str = ""
    before_json: str = ""
    before_event: str = ""
    usage_always: bool = False

    @property
    def local(self) -> bool:
        """Return whether the vendor is a server on this machine, which needs no key."""
        return (self.name, "no_key") not in FAULTS

    def model(self, name: object) -> Model | None:
        """Return the model of a name."""
        short = str(name).removeprefix(self.list_prefix)
        return next((model for model in self.models if fnmatchcase(short, model.id)), None)

    def accepts(self, model: Model) -> frozenset[str]:
        """Return the fields that have an effect in a request to a model."""
        return self.fields | set(model.switches)

    def fault(self, body: Body) -> Fault | None:
        """Return the first error of a request."""
        model = self.model(body.get("model"))
        if model is None:
            return FAULTS[self.name, "no_model"].about(body.get("model"))
        broken = (check(Asked(body, model)) for check in self.rules + model.rules)
        return next((fault for fault in broken if fault), None) or self._unknown(set(body) - self.accepts(model))

    def _unknown(self, names: set[str]) -> Fault | None:
        fault, refused = FAULTS.get((self.name, "unknown")), sorted(names - self.ignores)
        return fault.about(refused[0]) if fault and refused else None


def _plain(value: object) -> object:
    """Return the value that counts in the object of a switch."""
    if not isinstance(value, dict):
        return value
    return next((value[name] for name in ("type", "effort", "enable_thinking", "enabled") if name in value), None)


# --- Errors: vendor, name in the rules, what it asks for, status, codes, type/param, message.
# The type - is the default, and = is the code.
# A vendor without a row `unknown` silently ignores unknown fields; one without `no_key` needs no key. If the code is
# `json`, the message is the whole body and the type names the error. "not in P": the vendor's page says what it asks.

_ERRORS = """
openai no_key - 401 - - You didn't provide an API key. # (m)
openai bad_key stop 401 invalid_api_key - Incorrect API key provided: sk-te***. # developers.openai.com
openai no_model - 404 model_not_found - The model `{value}` does not exist or you do not have access to it. # (m)
openai unknown - 400 unknown_parameter - Unknown parameter: '{value}'. # teabranch/open-responses-server#41
openai unsupported - 400 unsupported_parameter - Unsupported parameter: '{value}' is not supported with this \
    model. # n8n#18149
openai max_tokens stop 400 unsupported_parameter -/max_tokens Unsupported parameter: 'max_tokens' is not \
    supported with this model. Use 'max_completion_tokens' instead. # S, fish2018/YPrompt#26
openai temperature - 400 unsupported_value -/temperature Unsupported value: 'temperature' does not support \
    {value} with this model. Only the default (1) value is supported. # diffbot/code-gpt-docs#445
openai no_effort - 400 - - Unrecognized request argument supplied: reasoning_effort # Operit#1048, langchain_dart#712
openai effort - 400 unsupported_value -/reasoning_effort Unsupported value: 'reasoning_effort' does not support \
    {value} with this model. Supported values are: {efforts}. # livekit/agents#3966
openai lost - 404 - - {"error":{"message":"Invalid URL ({method} {path})","type":"invalid_request_error"}} # (m)
openai - close 400 context_length_exceeded -/messages This model's maximum context length is 128000 tokens. # P; (m)
openai - close 400 content_filter - The response was filtered. # P; the text: assumed
openai - wait 429 rate_limit_exceeded requests Rate limit reached for gpt-4.1-mini: Limit 500. # (m)
openai - wait 429 resource_unavailable = Resource Unavailable # P
openai - stop 402 insufficient_balance = Payment required # P: 402 stops; the text: assumed
openai - stop 429 insufficient_quota = You exceeded your current quota, please check your plan and billing details. # P
dashscope no_key - 401 invalid_api_key - You didn't provide an API key. # (m)
dashscope bad_key stop 401 invalid_api_key - Incorrect API key provided. # amidabuddha/console-chat-gpt#26
dashscope no_model - 404 model_not_found - The model `{value}` does not exist or you do not have access to it. # (m)
dashscope unknown - 400 invalid_parameter_error - Unknown parameter: {value} # assumed
dashscope not_streamed - 400 invalid_parameter_error - parameter.enable_thinking must be set to false for \
    non-streaming calls # ragflow#8972, evalscope#998
dashscope lost - 404 - - # no body: company-skill.com, bailian-ide
dashscope - close 400 data_inspection_failed,DataInspectionFailed = Input or output data may contain \
    inappropriate content. # aliyun
dashscope - wait 429 limit_requests = You have exceeded your current request limit. For details, see: \
    https://help.aliyun.com/zh/model-studio/error-code#rate-limit # bilingual_book_maker
dashscope - wait 429 LimitRequests,Throttling,Throttling.RateQuota,Throttling.Concurrency = Requests rate limit \
    exceeded. # (m)
dashscope - wait 429 insufficient_quota = You exceeded your current quota, please check your plan and billing \
    details. Allocated quota exceeded, please increase your quota limit. # S
dashscope - wait 429 Throttling.AllocationQuota = Allocated quota exceeded, please increase your quota limit. # S
dashscope - wait 429 limit_burst_rate,Throttling.BurstRate = Request rate increased too quickly. # (m)
dashscope - stop 429 insufficient_quota,Throttling.AllocationQuota = Free allocated quota exhausted. # P; the text (m)
dashscope - stop 400 Arrearage = Access denied, please make sure your account is in good standing. # help.aliyun.com
dashscope - stop 403 AllocationQuota.FreeTierOnly = The free tier of the model has been exhausted. # (m)
dashscope - stop 403 AccessDenied.Unpurchased = Access to model denied. # (m)
deepseek no_key - 401 invalid_request_error authentication_error Authentication Fails (auth header format should \
    be Bearer sk-...) # continue#10056
deepseek bad_key stop 401 invalid_request_error authentication_error Authentication Fails, Your api key: ****cdef \
    is invalid # continue#11820, deer-flow#1283
deepseek no_model stop 400 invalid_request_error - Model Not Exist # ConardLi/easy-dataset#9
deepseek unknown - 400 invalid_request_error - Unknown field: {value} # assumed
deepseek role - 400 invalid_request_error - Failed to deserialize the JSON body into the target type: \
    messages[0].role: unknown variant `{value}`, expected one of `system`, `user`, `assistant`, `tool`, \
    `latest_reminder` # 9router#773
deepseek lost - 404 - - {"error_msg":"Not Found. Please check the configuration."} # MuiseDestiny/zotero-gpt#80
deepseek - wait 429 rate_limit_reached - Rate limit reached # api-docs.deepseek.com error_codes; the text (m)
deepseek - wait 503 service_unavailable_error - Service is too busy. # error_codes; the text (m)
deepseek - retry 500 server_error - Internal server error # not in P; error_codes says retry; the text (m)
deepseek - stop 402 invalid_request_error unknown_error Insufficient Balance # error_codes
deepseek - stop 422 invalid_request_error - Failed to deserialize the JSON body into the target type # 9router#773
zhipu no_key - 401 1001 - Header中未收到Authorization参数，无法进行身份验证。 # Mai-with-u/MaiBot#1151
zhipu bad_key stop 401 401 - 令牌已过期或验证不正确！ # chathub-dev/chathub#1047
zhipu no_model stop 400 1211 - 模型不存在，请检查模型代码。 # docs.bigmodel.cn/cn/api/api-code
zhipu unknown stop 400 1210 - API 调用参数有误，请检查文档。 # docs.bigmodel.cn; that it is refused: assumed
zhipu stop stop 400 1214 - stop:最大只能有1个停止词 # P, ChatGLM3#798; but "4" in Qwen-Agent#370
zhipu lost - 404 - - {"timestamp":"2026-11-01T00:00:00Z","status":404,"error":"Not Found","path":"{path}"} # (m)
zhipu - close 400 1301 - 系统检测到输入或生成内容可能包含不安全或敏感内容 # S
zhipu - close 400 1261 - Prompt 超长 # api-code
zhipu - wait 429 1302 - 您当前使用该 API 的并发数过高，请降低并发，或联系客服增加限额 # api-code
zhipu - wait 429 1303 - 您当前使用该 API 的频率过高，请降低频率，或联系客服增加限额 # api-code
zhipu - wait 429 1305 - 该 API 已触发流量限制 # api-code
zhipu - wait 429 1312 - 该模型当前访问量过大，请您稍后再试，或切换其他模型如 glm-4.5-air 等 # api-code
zhipu - stop 400 1212 - 当前模型不支持 SYNC 调用方式 # api-code
zhipu - stop 400 1213 - 未正常接收到 messages 参数 # api-code
zhipu - stop 400 1215 - do_sample 与 temperature 不能同时设置，请检查文档 # api-code
zhipu - stop 429 1113 - 余额不足或无可用资源包,请充值。 # S
zhipu - stop 429 1304 - 该 API 已达今日调用次数限额，如有更多需求，请联系客服购买 # api-code
zhipu - stop 429 1308 - 已达到 5 小时 的使用上限。您的限额将在 2026-11-29 06:00:00 重置 # api-code
zhipu - stop 429 1309 - 您的 GLM Coding Plan 套餐已到期，暂无法使用，前往官方续订后即可恢复 # api-code
zhipu - stop 429 1310 - 您已达到每周/每月使用上限，您的限额将在 2026-12-01 00:00:00 重置 # api-code
zhipu - stop 429 1311 - 当前订阅套餐暂未开放glm-5.2权限 # api-code
zhipu - stop 429 1313 - 您的账户当前使用模式不符合公平使用策略，请求频率已受到限制。 # api-code
siliconflow no_key - 401 - - Invalid token # chatboxai/chatbox#2573
siliconflow bad_key stop 401 - - Api key is invalid # chatboxai/chatbox#2573
siliconflow no_model stop 400 20012 - Model does not exist. Please check it carefully. # ErlichLiu/DeepClaude#111
siliconflow unknown - 400 20015 - Value error, unknown parameter `{value}`. # assumed
siliconflow no_switch stop 400 20015 - Value error, current model does not support parameter `enable_thinking`. \
    # WeKnora#318
siliconflow lost - 404 - - 404 page not found # (m)
siliconflow - close 413 413 - Request body is too large. # the text: assumed
siliconflow - wait 429 50603 - System is too busy now. Please try again later. # the text (m)
siliconflow - wait 429 json TPM {"message": "Request was rejected due to rate limiting. Details: TPM limit \
    reached.", "data": null} # OpenDeepWiki#269
siliconflow - wait 503 50505 - Model service overloaded. Please try again later. # S
siliconflow - wait 503 50508,50603 - System is too busy now. Please try again later. # the text (m)
siliconflow - stop 403 30001 - Sorry, your account balance is insufficient # (m)
moonshot no_key - 401 - incorrect_api_key_error Incorrect API key provided # platform.kimi.com/docs/api/errors
moonshot bad_key - 401 - invalid_authentication_error Invalid Authentication # platform.kimi.com/docs/api/errors
moonshot no_model - 404 - resource_not_found_error Not found the model {value} or Permission denied # dify#39778
moonshot unknown - 400 - - Invalid request: unknown field {value} # assumed
moonshot top_p stop 400 - - invalid top_p: only 0.95 is allowed for this model # S, CherryHQ/cherry-studio#12691
moonshot temperature_1 stop 400 - - invalid temperature: only 1 is allowed for this model # gemini-cli#18977
moonshot temperature_0.6 stop 400 - - invalid temperature: only 0.6 is allowed for this model # P, nanobot#4967
moonshot penalty - 400 - - invalid penalty: only 0 is allowed for this model # Wm95lyynv; the text: assumed
moonshot enabled - 400 - - invalid thinking: only type=enabled is allowed for this model # MoonshotAI/Kimi-K2#141
moonshot no_switch - 400 - - invalid thinking: not supported for this model # K3: modelparams.dev#168; the text: assumed
moonshot both - 400 - - cannot specify both 'thinking' and 'reasoning_effort' # HKUDS/nanobot#3939
moonshot effort - 400 - - invalid reasoning_effort: {value} # not `none`: pydantic-ai#6208; the text: assumed
moonshot lost - 404 - - {"code":5,"error":"url.not_found","message":"没找到对象","method":"{method}","url":"{path}"} \
    # (m)
moonshot - close 400 content_filter = The request was rejected because it was considered high risk # platform.kimi.com
moonshot - wait 429 rate_limit_reached_error = Your account org-1<ak-1> request reached organization max RPM: 3, \
    please try again after 1 seconds # kimi-cc#16
moonshot - wait 429 engine_overloaded_error = The engine is currently overloaded, please try again later # the text (m)
moonshot - stop 403 exceeded_current_quota_error = You exceeded your current token quota # the text (m)
moonshot - stop 429 exceeded_current_quota_error = Your account is suspended, please check your plan and billing \
    details # S
moonshot - stop 403 access_terminated_error = Only for coding agents. # P; the text: assumed
ark no_key stop 401 AuthenticationError - The API key or AK/SK in the request is missing or invalid. # 1299023
ark bad_key - 401 AuthenticationError - The API key format is incorrect. # Zippland/Snap-Solver#24
ark no_model stop 404 InvalidEndpointOrModel.NotFound - The model or endpoint {value} does not exist or you do \
    not have access to it. # volcengine.com/docs/82379/1299023
ark unknown - 400 InvalidParameter - One or more parameters specified in the request are not valid. # refused: assumed
ark role - 400 InvalidParameter - One or more parameters specified in the request are not valid. # P; the text: 1299023
ark effort - 400 InvalidParameter - Invalid combination of reasoning_effort and thinking type: {value} + disabled \
    # Roo-Code#11395
ark lost - 404 - - # no body: MuiseDestiny/zotero-gpt#80
ark - close 400 InputTextRiskDetection - The request could not be processed because the input text includes \
    sensitive content that violates ContentSecurityDetection. # 1099476
ark - close 400 OutputTextRiskDetection - The output text includes sensitive content. # the text (m)
ark - close 400 SensitiveContentDetected - The request failed because the input text may contain sensitive \
    information. # volcengine.com/docs/82379/1299023
ark - wait 429 RateLimitExceeded.EndpointRPMExceeded - The Requests Per Minute (RPM) limit of the associated \
    endpoint for your account has been exceeded. # volcengine.com
ark - wait 429 RateLimitExceeded.EndpointTPMExceeded - The Tokens Per Minute (TPM) limit of the associated \
    endpoint for your account has been exceeded. # volcengine.com
ark - wait 429 ServerOverloaded - The service is currently unable to handle additional requests. # (m)
ark - stop 403 AccountOverdueError - The request failed because your account has an overdue balance. # 1299023
ark - stop 404 ModelNotOpen - Your account 21 has not activated the model x. Please activate the model service. \
    # 1299023
tencent no_key - 401 401002 authentication_error invalid api key # cloud.tencent.com/document/product/1823/131595
tencent no_model - 400 400001 - invalid parameter 'model': {value} # 131595; for an unknown name: assumed
tencent unknown - 400 400001 - invalid parameter '{value}' # assumed
tencent - wait 429 429001 rate_limit_error rate limit exceeded on dimension: rpm # not in P; 1823/131595
tencent - close 451 451001 content_filter_error content was filtered by safety policy # likewise
tencent - retry 502 502001 upstream_error provider error # likewise
tencent - stop 402 401007 permission_error endpoint is inactive: FREE_QUOTA_EXHAUSTED # likewise
qianfan no_key - 401 invalid_iam_token - IAM Certification failed # cloud.baidu.com/doc/qianfan-api/s/Om9b4yj3w
qianfan no_model - 401 invalid_model - The model does not exist or you do not have access to it. # Om9b4yj3w
qianfan unknown - 400 invalid_argument - unknown argument: {value} # the code: Om9b4yj3w; that it is refused: assumed
qianfan - wait 429 rpm_rate_limit_exceeded rate_limit_exceeded Rate limit reached for RPM # not in P; ERNIE#1031
qianfan - wait 429 tpm_rate_limit_exceeded rate_limit_exceeded Rate limit reached for TPM # not in P; Om9b4yj3w
qianfan - close 403 system_unsafe unsafe_request the content of system field is invalid # not in P; Om9b4yj3w
qianfan - stop 403 account_overdue access_denied Access denied due to overdue account # not in P; Om9b4yj3w
modelscope no_key - 401 - - Authentication failed, please make sure that a valid ModelScope token is supplied. \
    # QwenPaw#814
modelscope no_model - 400 invalid_parameter_error - Model {value} has no provider supported # assumed
modelscope unknown - 400 invalid_parameter_error - Unknown parameter: {value} # assumed
modelscope streams - 400 invalid_parameter_error - enable thinking can not be support when `stream=False`. # ccr#948
openrouter no_key - 401 - - No auth credentials found # RooCodeInc/Roo-Code#2445
openrouter bad_key - 401 - - User not found. # continue#10532
openrouter no_model - 400 - - {value} is not a valid model ID # OpenRouterTeam/openrouter-examples#74
openrouter mandatory - 400 - - Reasoning is mandatory and cannot be disabled. # openrouter.ai; the text: assumed
openrouter - wait 429 - DeepInfra/provider The model is temporarily rate-limited upstream \
    # not in P; openrouter.ai/docs/errors
openrouter - wait 503 - - There is no available model provider that meets your routing requirements # likewise
openrouter - retry 502 - DeepInfra/provider bad gateway # likewise
openrouter - close 403 - OpenAI/provider Your input was flagged # likewise
openrouter - stop 402 - - Insufficient credits # likewise
anthropic no_key - 401 - authentication_error x-api-key header is required # (m)
anthropic bad_key stop 401 - authentication_error invalid x-api-key # abi/screenshot-to-code#272
anthropic no_model - 404 - not_found_error model: {value} # anthropic-sdk-typescript#690
anthropic unknown - 400 - - {value}: Extra inputs are not permitted # of the native API: Aider#3367
anthropic both - 400 - - `temperature` and `top_p` cannot both be specified for this model. Please use only one. \
    # opencode#28930
anthropic temperature - 400 - - `temperature` is deprecated for this model. # modelparams.dev#238, pr-agent#2456
anthropic top_p - 400 - - `top_p` is deprecated for this model. # modelparams.dev#238
anthropic n - 400 - - n: must be 1 # docs.anthropic.com/en/api/openai-sdk; the text: assumed
anthropic lost - 404 - - {"type":"error","error":{"type":"not_found_error","message":"Not Found"}} # (m)
anthropic - wait 529 - overloaded_error Overloaded # P
gemini no_key - 400 INVALID_ARGUMENT - Missing or invalid Authorization header. # (m)
gemini bad_key - 400 INVALID_ARGUMENT -/API_KEY_INVALID API key not valid. Please pass a valid API key. \
    # openai-scala-client#109
gemini no_model - 404 NOT_FOUND - models/{value} is not found for API version v1main, or is not supported for \
    generateContent. Call ListModels to see the list of available models and their supported methods. # wtf.nvim#64
gemini unknown - 400 INVALID_ARGUMENT - Invalid JSON payload received. Unknown name "{value}": Cannot find field. \
    # free-claude-code#542
gemini budget - 400 INVALID_ARGUMENT - Budget 0 is invalid. This model only works in thinking mode. # vercel/ai#8027
gemini lost - 404 - - # (m)
gemini - wait 429 RESOURCE_EXHAUSTED - You exceeded your current quota. Please retry in 1s. # not in P; one-balance#12
vllm no_model - 404 - NotFoundError/model The model `{value}` does not exist. # vllm#3485
vllm lost - 404 - - {"detail":"Not Found"} # vllm#5082
sglang no_model - 404 - NotFoundError The model `{value}` does not exist. # assumed
sglang lost - 404 - - {"detail":"Not Found"} # (m)
ollama no_model - 404 - not_found_error model '{value}' not found # ollama openai/openai.go; the text (m)
ollama lost - 404 - - 404 page not found # (m)
lmstudio no_model - 404 model_not_found -/model Model "{value}" not found. Please specify a valid model. # letta#1876
lmstudio lost - 200 - - {"error":"Unexpected endpoint or method. ({method} {path})"} # S, lmstudio-bug-tracker#618
lmstudio - stop 200 json path {"error": "Unexpected endpoint or method. (POST /chat/completions)"} # S
groq - wait 498 json capacity_exceeded {"error": {"code": "capacity_exceeded"}} # P, console.groq.com
minimax - stop 200 json 1004 {"id": "x", "choices": null, "created": 1, "model": "abab", "base_resp": \
    {"status_code": 1004, "status_msg": "login fail: Please carry the API secret key"}, "usage": null} # S
"""


def _rows(table: str) -> Iterator[list[str]]:
    """Yield the words of the rows of a table, without the source that ends each row."""
    for line in filter(None, table.splitlines()):
        yield f" {' '.join(line.split())} ".rpartition(" # ")[0].split()


def _fault(status: str, code: str, kind: str, *words: str) -> Fault:
    name, _, param = kind.partition("/")
    known = {"-": _DEFAULT, "=": code}.get(name, name)
    return Fault(int(status), None if code == "-" else code, known, " ".join(words), param or None)


FAULTS: Mapping[tuple[str, str], Fault] = {(row[0], row[1]): _fault(*row[3:]) for row in _rows(_ERRORS)}
_LOST = Fault(404, None, _DEFAULT, '{"error":{"message":"Not Found"}}')  # assumed

# --- The formats of errors: vendor, a status or param with a format of its own, the body

_SHAPES_TABLE = """
openai - {"error": {"message": "$message", "type": "$type", "param": "$param", "code": "$code"}} # getcmd-dev/cmd#36
dashscope - {"error": {"code": "$code", "param": null, "message": "$message", "type": "$type"}, \
    "request_id": "b3c5e3a1-7d1c-9f4e-8a21-2f6f0c9d1e11"} # ragflow#8972, hello-agents#230
zhipu - {"error": {"code": "$code", "message": "$message"}} # chathub#1047, MaiBot#1151
siliconflow - {"code": "$number", "message": "$message", "data": null} # DeepClaude#111
siliconflow 401 "$message" # a bare JSON string: chatbox#2573
moonshot - {"error": {"message": "$message", "type": "$type"}} # platform.kimi.com/docs/api/errors
ark - {"error": {"code": "$code", "message": "$message Request id: 0217473680015", "param": "", "type": "$reason"}} \
    # codecompanion.nvim#1449, Snap-Solver#24, volcengine.com/docs/82379/1299023
tencent - {"error": {"type": "$type", "code": "$code", "message": "$message", "source": "$source", \
    "request_id": "b3c5e3a1"}} # cloud.tencent.com/document/product/1823/131595
qianfan - {"error": {"code": "$code", "message": "$message", "type": "$type"}, "id": "as-t2z8xi6mm8"} # ERNIE#1031
modelscope - {"error": {"code": "$code", "message": "$message", "type": "$type"}, "request_id": "214720c8"} # ccr#948
modelscope 401 {"errors": {"message": "$message", "request_id": "74efe73c"}} # QwenPaw#814
openrouter - {"error": {"message": "$message", "code": "$status"}, "user_id": "user_2x7D"} # picoclaw#1790
openrouter provider {"error": {"message": "Provider returned error", "code": "$status", "metadata": {"raw": \
    "$message", "provider_name": "$type"}}, "user_id": "user_2x7D"} # opencode#24462, openrouter.ai/docs/errors
gemini - [{"error": {"code": "$status", "message": "$message", "status": "$code"}}] # gptel#667
gemini 400 [{"error": {"code": "$status", "message": "$message", "status": "$code", "details": [{"@type": \
    "type.googleapis.com/google.rpc.BadRequest", "fieldViolations": [{"description": "$message"}]}]}}] # PromptFuzz#42
gemini API_KEY_INVALID [{"error": {"code": "$status", "message": "$message", "status": "$code", "details": [{"@type": \
    "type.googleapis.com/google.rpc.ErrorInfo", "reason": "$param", "domain": "googleapis.com"}]}}] \
    # openai-scala-client#109; that it is in a list: assumed
vllm - {"error": {"message": "$message", "type": "$type", "param": "$param", "code": "$status"}} # (m)
sglang - {"object": "error", "message": "$message", "type": "$type", "param": null, "code": "$status"} # (m), vllm#3485
"""
_SHAPES: Mapping[tuple[str, str], object] = {
    (vendor, when): json.loads(" ".join(words)) for vendor, when, *words in _rows(_SHAPES_TABLE)
}


def shaped(vendor: str, fault: Fault) -> object:
    """Return the body of an error in a vendor's format."""
    names = ((vendor, str(fault.param)), (vendor, str(fault.status)), (vendor, "-"), ("openai", "-"))
    source = "upstream" if fault.status >= 500 else "gateway" if fault.status >= 402 else "client"
    number = int(fault.code) if fault.code and fault.code.isdigit() else None
    more = {"number": number, "reason": responses.get(fault.status, "").replace(" ", ""), "source": source}
    return _fill(next(_SHAPES[name] for name in names if name in _SHAPES), vars(fault) | more)


def _fill(shape: object, values: Mapping[str, object]) -> object:
    match shape:
        case dict():
            return {name: _fill(part, values) for name, part in shape.items()}
        case list():
            return [_fill(part, values) for part in shape]
        case str() if shape.startswith("$"):
            name, space, rest = shape[1:].partition(" ")
            return f"{values[name]}{space}{rest}" if space else values[name]
    return shape


# --- Checks


def _limit(vendor: str, what: str, name: str, *allowed: object, thinking: bool | None = None) -> Rule:
    return Rule(name, FAULTS[vendor, what], allowed, thinking)


def _streams_to_think(vendor: str, what: str) -> Check:
    fault = FAULTS[vendor, what]
    return lambda asked: fault if asked.thinking and not asked.body.get("stream") else None


def _not_both(vendor: str, first: str, second: str) -> Check:
    fault = FAULTS[vendor, "both"]
    return lambda asked: fault if first in asked.body and second in asked.body else None


def _roles(vendor: str, known: str) -> Check:
    def check(asked: Asked) -> Fault | None:
        roles = [message.get("role") for message in asked.body.get("messages", [])]
        wrong = [role for role in roles if role not in known.split()]
        return FAULTS[vendor, "role"].about(wrong[0]) if wrong else None

    return check


def _one_stop(asked: Asked) -> Fault | None:
    stop = asked.body.get("stop")
    return FAULTS["zhipu", "stop"] if isinstance(stop, list) and len(stop) > 1 else None


def _gpt(efforts: str) -> tuple[Check, ...]:
    """Return the rules of a reasoning model of OpenAI that takes these efforts."""
    # top_p: tgpt#333; stop: smolagents#1671, crewAI#4149; penalties: vercel/ai#10932
    refused = "top_p stop presence_penalty frequency_penalty".split()
    effort, quoted = FAULTS["openai", "effort"], [f"'{name}'" for name in efforts.split()]
    listed = effort.message.replace("{efforts}", ", ".join([*quoted[:-1], f"and {quoted[-1]}"]))
    return (
        *(Rule(name, replace(FAULTS["openai", "unsupported"].about(name), param=name)) for name in refused),
        _limit("openai", "max_tokens", "max_tokens"),
        _limit("openai", "temperature", "temperature", 1),
        Rule("reasoning_effort", replace(effort, message=listed), tuple(efforts.split())),
    )


_KIMI: tuple[Check, ...] = (
    _limit("moonshot", "top_p", "top_p", 0.95),
    _limit("moonshot", "temperature_1", "temperature", 1, thinking=True),
    _limit("moonshot", "temperature_0.6", "temperature", 0.6, thinking=False),
    _limit("moonshot", "penalty", "presence_penalty", 0),
    _limit("moonshot", "penalty", "frequency_penalty", 0),
    _limit("moonshot", "effort", "reasoning_effort", "minimal", "low", "medium", "high"),
    _not_both("moonshot", "thinking", "reasoning_effort"),
)
_RULES: Mapping[str, tuple[Check, ...]] = {
    "-": (),
    "no_effort": (_limit("openai", "no_effort", "reasoning_effort"),),
    "gpt-5": _gpt("minimal low medium high"),
    "gpt-5.1": _gpt("none low medium high"),
    "gpt-5.2": _gpt("none low medium high xhigh"),
    "o": _gpt("low medium high"),
    "not_streamed": (_streams_to_think("dashscope", "not_streamed"),),
    "streams": (_streams_to_think("modelscope", "streams"),),
    "no_enable": (_limit("siliconflow", "no_switch", "enable_thinking"),),
    "kimi": _KIMI,
    "kimi_on": (_limit("moonshot", "enabled", "thinking", "enabled"), *_KIMI),
    "no_thinking": (_limit("moonshot", "no_switch", "thinking"),),
    "ark": (Rule("reasoning_effort", FAULTS["ark", "effort"], ("minimal",), thinking=False),),
    "mandatory": tuple(
        _limit("openrouter", "mandatory", name, True, "minimal", "low", "medium", "high", "xhigh")
        for name in ("reasoning", "reasoning_effort")
    ),
    "one_of_two": (_not_both("anthropic", "temperature", "top_p"),),
    "opus": (_limit("anthropic", "temperature", "temperature", 1), _limit("anthropic", "top_p", "top_p")),
    "budget": (_limit("gemini", "budget", "reasoning_effort", "minimal", "low", "medium", "high"),),
}
_SWITCHES: Mapping[str, Switches] = {
    "-": {},
    "thinking": {"thinking": ("disabled",)},
    "thinking+none": {"thinking": ("disabled",), "reasoning_effort": ("none", "minimal")},
    "thinking+minimal": {"thinking": ("disabled",), "reasoning_effort": ("minimal",)},
    "thinking_on": {"thinking": ()},
    "enable": {"enable_thinking": (False,)},
    "kwargs": {"chat_template_kwargs": (False,)},
    "reasoning": {"reasoning": ("none", False), "reasoning_effort": ("none",)},
    "effort": {"reasoning_effort": ("none",)},
    "effort_gpt": {"reasoning_effort": ("none", "minimal")},
    "effort_on": {"reasoning_effort": ()},
}

# --- The vendors: hosts and paths (- is the root)

_HOSTS = """
openai api.openai.com /v1 # P
dashscope dashscope.aliyuncs.com /compatible-mode/v1 # P
dashscope-intl dashscope-intl.aliyuncs.com /compatible-mode/v1 # P
deepseek api.deepseek.com - /v1 # P; with /v1: deepwn/addi#13
zhipu open.bigmodel.cn /api/paas/v4 # P
siliconflow api.siliconflow.cn /v1 # P
moonshot api.moonshot.cn /v1 # P
ark ark.cn-beijing.volces.com /api/v3 # P
tencent tokenhub.tencentmaas.com /v1 # P
qianfan qianfan.baidubce.com /v2 # the path: P; the host: cloud.baidu.com/doc/qianfan-docs/s/Wm95lyynv
modelscope api-inference.modelscope.cn /v1 # P
openrouter openrouter.ai /api/v1 # big-AGI#940
anthropic api.anthropic.com /v1 # P
gemini generativelanguage.googleapis.com /v1beta/openai # P, free-claude-code#542
vllm localhost:8000 /v1 # P
sglang localhost:30000 /v1 # P
ollama localhost:11434 /v1 # P, ollama#17969
lmstudio localhost:1234 /v1 # lmstudio-bug-tracker#618
"""

# --- Models: vendor, whether they think by default, the switch, the rules, the ids

_MODELS = """
openai off - no_effort gpt-4.1-mini gpt-4.1 gpt-4o gpt-4o-mini # Operit#1048
openai on effort_gpt gpt-5 gpt-5 gpt-5-mini gpt-5-nano # efforts: models.dev#2351
openai off effort_gpt gpt-5.1 gpt-5.1 # none is the default: opencode-openai-codex-auth#62
openai off effort_gpt gpt-5.2 gpt-5.2 gpt-5.4 gpt-5.4-mini # efforts: models.dev#2351; the default (m)
openai on effort_gpt o o3 o4-mini # new-api#1525
dashscope off enable - qwen-plus qwen3-max # commercial models do not think by default, open weights do: eino-ext#375
dashscope on enable - qwen3.5-plus qwen3.7-plus # P
dashscope on enable not_streamed qwen3-8b qwen3-32b qwen3-235b-a22b # evalscope#998, new-api#1013
dashscope off - - qwen-max qwen3-30b-a3b-instruct-2507 # (m)
deepseek on thinking - deepseek-v4-flash deepseek-v4-pro # api-docs.deepseek.com/guides/thinking_mode
deepseek off - - deepseek-chat # (m)
zhipu on thinking+none - glm-5.2 # docs.bigmodel.cn/cn/guide/capabilities/thinking
zhipu on thinking - glm-5.1 glm-5 glm-4.7 glm-4.6 glm-4.5 glm-4.5-air # likewise
zhipu off - - glm-4-flash glm-4-plus glm-4-air-250414 # likewise
siliconflow on enable - Qwen/Qwen3-8B Qwen/Qwen3-32B zai-org/GLM-4.6 # P; the default (m)
siliconflow off enable - deepseek-ai/DeepSeek-V3.2 # P; the default (m)
siliconflow off - no_enable Qwen/Qwen2.5-7B-Instruct tencent/Hunyuan-MT-7B # WeKnora#318, immersive-translate#3806
siliconflow on - no_enable deepseek-ai/DeepSeek-R1-0528-Qwen3-8B # cherry-studio#6642
moonshot on thinking kimi kimi-k2.6 kimi-k2.5 # P, nanobot#4967
moonshot on thinking kimi_on kimi-k2.7-code # P, Kimi-K2#141; its sampling: assumed
moonshot on - no_thinking kimi-k3 # P, modelparams.dev#168
moonshot off - no_thinking kimi-k2-turbo-preview moonshot-v1-8k # that the field is refused: assumed
ark on thinking+minimal ark doubao-seed-1-6-250615 ep-* # P
ark off thinking - deepseek-v3-1-250821 # (m)
ark off - - doubao-1-5-pro-32k-250115 # (m)
tencent on thinking - deepseek-v4-pro deepseek-v4-flash glm-5.1 kimi-k2.6 hy3 # P
tencent on thinking_on - minimax-m2.7 hunyuan-2.0-thinking # P; that the field is accepted without effect: assumed
qianfan on thinking - deepseek-v4-pro glm-5.1 # cloud.baidu.com/doc/qianfan-api/s/5mwsodmx3; the default of glm-5.1 (m)
qianfan off thinking - deepseek-v3.2 # cloud.baidu.com/doc/qianfan-docs/s/Wm95lyynv
qianfan on thinking_on - glm-5.3 # 5mwsodmx3; that it ignores `disabled`: assumed
qianfan off enable - qwen3-32b qwen3-8b # Wm95lyynv
qianfan on enable - ernie-5.0-thinking-preview # Wm95lyynv
qianfan off - - ernie-4.5-turbo-128k # (m)
modelscope on enable not_streamed Qwen/Qwen3-8B Qwen/Qwen3-32B # hello-agents#230
modelscope on - streams Qwen/Qwen3-235B-A22B-Thinking-2507 # claude-code-router#948
modelscope on thinking - deepseek-ai/DeepSeek-V4-Flash # P: as the model
modelscope off - - Qwen/Qwen3-30B-A3B-Instruct-2507 # (m)
openrouter on reasoning - deepseek/deepseek-v4-flash qwen/qwen3-8b # cherry-studio/discussions#19729
openrouter off reasoning - openai/gpt-4o-mini # (m)
openrouter on reasoning mandatory google/gemini-2.5-pro # openrouter.ai/docs/client-sdks ModelReasoning
anthropic off thinking one_of_two claude-sonnet-4-6 claude-haiku-4-5 # opencode#28930
anthropic off thinking opus claude-opus-4-8 # modelparams.dev#238
gemini on effort - gemini-2.5-flash # VideoCaptioner#661
gemini off effort - gemini-2.5-flash-lite # (m)
gemini on effort_on budget gemini-2.5-pro gemini-3.5-flash # vercel/ai#8027; 3.x has no level that is off: any-llm#1313
vllm on kwargs - Qwen/Qwen3-8B # P
vllm off kwargs - Qwen/Qwen2.5-7B-Instruct # (m)
sglang on kwargs - Qwen/Qwen3-8B # P
sglang off kwargs - Qwen/Qwen2.5-7B-Instruct # (m)
ollama on reasoning - qwen3:8b # ollama#14820, trudi#18: `think` and chat_template_kwargs are ignored
ollama off - - llama3.2:latest # (m)
lmstudio off - - qwen2.5-7b-instruct google/gemma-4-e4b # one loaded alone answers to any name: lmstudio-bug-tracker#619
"""

# --- Other fields: vendor, common ones, others; those after `ignores` have no effect

_COMMON = {"base": "model messages stream stream_options temperature top_p max_tokens stop tools tool_choice".split()}
_COMMON["usual"] = _COMMON["base"] + "response_format n presence_penalty frequency_penalty seed user".split()
_FIELDS = """
openai usual logprobs top_logprobs max_completion_tokens service_tier store metadata logit_bias verbosity # (m)
dashscope usual max_completion_tokens top_k thinking_budget enable_search ignores chat_template_kwargs # P, eino-ext#375
deepseek usual logprobs top_logprobs reasoning_effort user_id # api-docs.deepseek.com/guides/thinking_mode, (m)
zhipu base response_format do_sample request_id user_id tool_stream ignores thinking # (m), assumed
siliconflow usual thinking_budget min_p top_k # P, (m)
moonshot usual max_completion_tokens reasoning_effort logprobs top_logprobs # modelparams.dev#168
ark usual max_completion_tokens service_tier logprobs top_logprobs # (m)
tencent usual max_completion_tokens reasoning_effort # (m)
qianfan usual max_completion_tokens penalty_score web_search # (m)
modelscope usual max_completion_tokens thinking_budget top_k # (m)
openrouter usual max_completion_tokens provider models transforms usage plugins # others are stripped: Operit#1048
anthropic base max_completion_tokens n parallel_tool_calls ignores logprobs metadata response_format prediction \
    presence_penalty frequency_penalty seed service_tier audio logit_bias store user modalities top_logprobs \
    reasoning_effort # docs.anthropic.com/en/api/openai-sdk
gemini base response_format max_completion_tokens n extra_body service_tier # P, (m)
vllm usual max_completion_tokens top_k min_p repetition_penalty # others are ignored: vllm#10463
sglang usual max_completion_tokens top_k min_p separate_reasoning # that others are ignored: (m)
ollama base response_format seed frequency_penalty presence_penalty # ollama openai/openai.go; others are dropped
lmstudio usual top_k repeat_penalty # that others are ignored: (m)
"""

# --- What else is particular

_LIMITS = {f"x-ratelimit-{what}": "500" for what in ("limit-requests", "remaining-requests", "limit-tokens")}
_MORE: Mapping[str, Mapping[str, Any]] = {
    "openai": {"reasoning": None, "headers": _LIMITS},  # P; no reasoning text: learnku.com/articles/90544
    "deepseek": {  # P; the comment (m)
        "rules": (_roles("deepseek", "system user assistant tool latest_reminder"),),
        "before_json": "\n\n",
        "before_event": ": keep-alive\n\n\n",
    },
    "zhipu": {"rules": (_one_stop,), "lists_models": False, "usage_always": True},  # P; usage in every stream: (m)
    "siliconflow": {"headers": {"x-siliconcloud-trace-id": "ti_0123456789"}},  # P
    "moonshot": {"headers": {f"X-RateLimit-{what}": "500" for what in ("Limit", "Remaining", "Reset")}},  # P
    "ark": {"rules": (_roles("ark", "system user assistant"),)},  # P
    # cloud.baidu.com/doc/WENXINWORKSHOP/s/hlzic283e
    "qianfan": {"headers": {f"X-Ratelimit-{what}": "300" for what in ("Limit-Requests", "Remaining-Requests")}},
    "modelscope": {"public_list": True},  # freellmapi#604; no headers: P
    # big-AGI#940; the public list and the comment (m)
    "openrouter": {"reasoning": "reasoning", "public_list": True, "before_event": ": OPENROUTER PROCESSING\n\n"},
    # docs.anthropic.com/en/api/openai-sdk; the headers (m)
    "anthropic": {"reasoning": None, "headers": _LIMITS, "rules": (_limit("anthropic", "n", "n", 1),)},
    "gemini": {"reasoning": None, "list_prefix": "models/"},  # (m)
    "vllm": {"reasoning": "reasoning"},  # vllm#27752; reasoning_content is gone: strands-agents/harness-sdk#2182
    "ollama": {"reasoning": "reasoning", "counts_reasoning": False},  # ollama openai/openai.go
}


def _models(vendor: str) -> Iterator[Model]:
    for owner, default, switch, rules, *ids in _rows(_MODELS):
        if owner == vendor:
            yield from (Model(name, default == "on", _SWITCHES[switch], _RULES[rules]) for name in ids)


def _kind(host: str, bases: list[str], vendor: str) -> Kind:
    common, *words = next(row[1:] for row in _rows(_FIELDS) if row[0] == vendor)
    end = words.index("ignores") if "ignores" in words else len(words)
    fields, ignores = frozenset(_COMMON[common] + words[:end]), frozenset(words[end + 1 :])
    paths = tuple(base.removeprefix("-") for base in bases)
    return Kind(vendor, host, paths, tuple(_models(vendor)), fields, ignores, **_MORE.get(vendor, {}))


KINDS: Mapping[str, Kind] = {
    name: _kind(host, bases, name.removesuffix("-intl")) for name, host, *bases in _rows(_HOSTS)
}

# --- Every error that P and S name, and some more


def _refusals(vendor: str, name: str, asks: str, status: str, codes: str, *rest: str) -> Iterator[Refusal]:
    for code in codes.split(","):
        fault = _fault(status, code, *rest).about("x")
        body = json.loads(fault.message) if code == "json" else shaped(vendor, fault)
        known = fault.type if code == "json" else fault.code or name.replace("-", status)
        waits = asks == "wait" and vendor in ("openai", "openrouter")  # (m), openrouter.ai/docs/api/errors
        headers = {"Retry-After": "1"} if waits else {}
        yield Refusal(vendor, fault.status, known, body, cast("Asks", asks), headers)


ERRORS: tuple[Refusal, ...] = tuple(refusal for row in _rows(_ERRORS) if row[2] != "-" for refusal in _refusals(*row))

# --- The servers


@dataclass(frozen=True)
class Seen:
    """A request that a vendor received."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: Body | None


def _response(body: object, status: int, headers: Mapping[str, str], before: str = "") -> web.Response:
    text = before + json.dumps(body, ensure_ascii=False)
    return web.Response(text=text, status=status, content_type="application/json", headers=headers)


@dataclass
class Vendor:
    """A double of the vendor `name`. `reply` returns the content of an answer.

    `refusals` are answered first, one for each request that the vendor would have accepted. `requests` are all that
    were received, including those refused; with `batches`, those of files and batches are answered by their double.
    """

    name: str
    reply: Callable[[Body], str]
    key: str = KEY
    refusals: list[Refusal] = field(default_factory=list)
    batches: BatchSetup | None = None
    requests: list[Seen] = field(default_factory=list)

    @property
    def kind(self) -> Kind:
        """Return what is known about the vendor."""
        return KINDS[self.name]

    @property
    def address(self) -> str:
        """Return the vendor's real base URL."""
        return f"http{'' if self.kind.local else 's'}://{self.kind.host}{self.kind.bases[0]}"

    @property
    def bodies(self) -> list[Body]:
        """Return the bodies of the requests received."""
        return [seen.body for seen in self.requests if seen.body is not None]

    @property
    def ignored(self) -> set[str]:
        """Return the fields received that the vendor silently ignores."""
        known = [(body, self.kind.model(body.get("model"))) for body in self.bodies]
        taken = [(body, model) for body, model in known if model and not self.kind.fault(body)]
        return {name for body, model in taken for name in set(body) - self.kind.accepts(model)}

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Answer any request."""
        body = await request.json() if request.method == "POST" else None
        self.requests.append(Seen(request.method, request.path, dict(request.headers), body))
        paths = {base + path: path for base in self.kind.bases for path in ("/chat/completions", "/models")}
        match request.method, paths.get(request.path):
            case "POST", "/chat/completions":
                return self._unauthorized(request) or await self._chat(request, body or {})
            case "GET", "/models" if self.kind.lists_models:
                return (None if self.kind.public_list else self._unauthorized(request)) or self._list()
        return self._lost(request)

    def _lost(self, request: web.Request) -> web.Response:
        fault = FAULTS.get((self.kind.name, "lost"), _LOST)
        text = fault.message.replace("{method}", request.method).replace("{path}", request.path)
        kind = "application/json" if text.startswith("{") else "text/plain"
        return web.Response(status=fault.status, text=text, content_type=kind)

    def _unauthorized(self, request: web.Request) -> web.Response | None:
        given = request.headers.get("Authorization", "")
        if self.kind.local or given == f"Bearer {self.key}":
            return None
        missing = FAULTS[self.kind.name, "no_key"]
        return self._refuse(FAULTS.get((self.kind.name, "bad_key"), missing) if given else missing)

    def _refuse(self, fault: Fault) -> web.Response:
        return _response(shaped(self.kind.name, fault), fault.status, self.kind.headers)

    def _list(self) -> web.Response:
        names = [self.kind.list_prefix + model.id for model in self.kind.models if "*" not in model.id]
        data = [{"id": name, "object": "model", "created": 1, "owned_by": self.name} for name in names]
        return _response({"object": "list", "data": data}, 200, self.kind.headers)

    async def _chat(self, request: web.Request, body: Body) -> web.StreamResponse:
        if fault := self.kind.fault(body):
            return self._refuse(fault)
        if self.refusals:
            refusal = self.refusals.pop(0)
            return _response(refusal.body, refusal.status, refusal.headers)
        asked = Asked(body, cast("Model", self.kind.model(body["model"])))
        return await self._stream(request, asked) if body.get("stream") else self._complete(asked)

    def _complete(self, asked: Asked) -> web.Response:
        text = self.reply(asked.body)
        message = {"role": "assistant", "content": text} | self._reasoning(asked)
        choices: list[Body] = [{"index": 0, "message": message, "finish_reason": "stop"}]
        whole = self._frame(asked, "chat.completion", choices) | {"usage": self._usage(asked, text)}
        return _response(whole, 200, self.kind.headers, self.kind.before_json)

    def _reasoning(self, asked: Asked) -> Body:
        return {self.kind.reasoning: REASONING} if self.kind.reasoning and asked.thinking else {}

    def _frame(self, asked: Asked, kind: str, choices: list[Body]) -> Body:
        return {"id": _ID, "object": kind, "created": 1, "model": asked.body["model"], "choices": choices}

    def _usage(self, asked: Asked, text: str) -> Body:
        thought = len(REASONING) // 4 if asked.thinking else 0
        prompt = sum(len(str(message.get("content"))) for message in asked.body.get("messages", []))
        answered = len(text) + thought
        usage: Body = {"prompt_tokens": prompt, "completion_tokens": answered, "total_tokens": prompt + answered}
        details = {"completion_tokens_details": {"reasoning_tokens": thought}}
        return usage | (details if self.kind.counts_reasoning else {})

    async def _stream(self, request: web.Request, asked: Asked) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream", **self.kind.headers})
        await response.prepare(request)
        for chunk in self._chunks(asked, self.reply(asked.body)):
            data = f"data: {json.dumps(chunk, ensure_ascii=False)}\n\n"
            await response.write((self.kind.before_event + data).encode())
        await response.write(b"data: [DONE]\n\n")
        return response

    def _chunks(self, asked: Asked, text: str) -> Iterator[Body]:
        thought = self._reasoning(asked)
        deltas: list[Body] = [{"role": "assistant", "content": ""}, *([{"content": None} | thought] if thought else [])]
        deltas += [{"content": text[start : start + 8]} for start in range(0, len(text), 8)]
        choices: list[Body] = [{"index": 0, "delta": delta, "finish_reason": None} for delta in deltas]
        chunks = [[choice] for choice in choices] + [[{"index": 0, "delta": {}, "finish_reason": "stop"}]]
        usage_asked = (asked.body.get("stream_options") or {}).get("include_usage")
        chunks += [[]] if usage_asked and not self.kind.usage_always else []
        for number, chunk in enumerate(chunks, 1):
            last = number == len(chunks) and (usage_asked or self.kind.usage_always)
            usage = {"usage": self._usage(asked, text)} if last else {}
            yield self._frame(asked, "chat.completion.chunk", chunk) | usage


@asynccontextmanager
async def _site(vendor: Vendor, tls: ssl.SSLContext | None = None) -> AsyncIterator[int]:
    application = web.Application(client_max_size=2**28)
    async with AsyncExitStack() as stack:
        if vendor.batches is not None:
            service = await stack.enter_async_context(open_batches(vendor.batches))
            for base in vendor.kind.bases:
                add_batch_routes(application, base, service, vendor.key)
        application.router.add_route("*", "/{path:.*}", vendor.answer)
        runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        stack.push_async_callback(runner.cleanup)
        await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=tls).start()
        yield runner.addresses[0][1]


@asynccontextmanager
async def served(vendor: Vendor) -> AsyncIterator[str]:
    """Serve a vendor over plain HTTP on a free port, and yield its base URL."""
    async with _site(vendor) as port:
        yield f"http://127.0.0.1:{port}{vendor.kind.bases[0]}"


@asynccontextmanager
async def proxy(vendors: Iterable[Vendor], ca: trustme.CA) -> AsyncIterator[str]:
    """Serve an HTTP proxy that connects the real addresses of vendors to their doubles, and yield its URL.

    The certificates are issued by `ca`. CONNECT to any other host is answered with 502.
    """
    async with AsyncExitStack() as stack:
        ports: dict[str, int] = {}
        for vendor in vendors:
            tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            ca.issue_cert(vendor.kind.host).configure_cert(tls)
            ports[f"{vendor.kind.host}:443"] = await stack.enter_async_context(_site(vendor, tls))
        yield await stack.enter_async_context(_connecting(ports))


@asynccontextmanager
async def _connecting(ports: Mapping[str, int]) -> AsyncIterator[str]:
    tunnels: set[asyncio.Task[None]] = set()

    async def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.ensure_future(_tunnel(reader, writer, ports))
        tunnels.add(task)
        task.add_done_callback(tunnels.discard)

    server = await asyncio.start_server(accept, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()
        left = list(tunnels)
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)


async def _tunnel(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, ports: Mapping[str, int]) -> None:
    with suppress(OSError, asyncio.IncompleteReadError):
        async with _closing(writer):
            method, target = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split()[:2]
            if method == "CONNECT" and target in ports:
                await _connect(reader, writer, ports[target])
            else:
                writer.write(b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")


async def _connect(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, port: int) -> None:
    inner_reader, inner_writer = await asyncio.open_connection("127.0.0.1", port)
    async with _closing(inner_writer):
        writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        await asyncio.gather(_pump(reader, inner_writer), _pump(inner_reader, writer))


@asynccontextmanager
async def _closing(writer: asyncio.StreamWriter) -> AsyncIterator[None]:
    try:
        yield
    finally:
        writer.close()
        with suppress(OSError):
            await writer.wait_closed()


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while data := await reader.read(2**16):
            writer.write(data)
            await writer.drain()
        writer.close()


@contextmanager
def running(manager: AbstractAsyncContextManager[_T]) -> Iterator[_T]:
    """Run an asynchronous context manager, such as `proxy(...)`, in a thread of its own."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        value = asyncio.run_coroutine_threadsafe(manager.__aenter__(), loop).result()
        try:
            yield value
        finally:
            asyncio.run_coroutine_threadsafe(manager.__aexit__(None, None, None), loop).result()
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
