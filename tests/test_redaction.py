import pytest

from selfinstruct.schema.redaction import MASK, redact

KEY = "sk-proj-abcdef0123456789"


@pytest.mark.parametrize(
    ("text", "secrets", "expected"),
    [
        (f"401: {KEY} is not a valid key", [KEY], f"401: {MASK} is not a valid key"),
        (f"401: {KEY} is not a valid key", [], f"401: {MASK} is not a valid key"),
        ("glm.0123456789 was refused", ["glm.0123456789"], f"{MASK} was refused"),
        ("glm.0123456789 was refused", [], "glm.0123456789 was refused"),
        ("secret-a and secret-b", ["secret-a", "secret-b"], f"{MASK} and {MASK}"),
        ("secret-a, secret-a", ["secret-a"], f"{MASK}, {MASK}"),
        ("Authorization: Bearer abcdefgh.1234_5678==", [], f"Authorization: {MASK}"),
        ("密钥是sk-abcdefghijkl吗", ["sk-abcdefghijkl"], f"密钥是{MASK}吗"),
        ("密钥a.b*c(dddd", ["a.b*c(dddd"], f"密钥{MASK}"),
        ("Bearer of bad news", [], "Bearer of bad news"),
        ("sk-short", [], "sk-short"),
        ("the task-abcdefghijklmnop", [], "the task-abcdefghijklmnop"),
        ("", [KEY], ""),
    ],
)
def test_only_secrets_are_masked(text: str, secrets: list[str], expected: str) -> None:
    assert redact(text, secrets) == expected


@pytest.mark.parametrize("placeholder", ["", "x", "EMPTY", "1234567"])
def test_a_placeholder_key_is_not_masked(placeholder: str) -> None:
    text = f"extra EMPTY {placeholder} 1234567"
    assert redact(text, [placeholder]) == text


def test_an_answer_about_keys_keeps_all_but_the_exact_secrets() -> None:
    answer = f"curl -H 'Authorization: Bearer abcdefghijklmnop' -d {KEY} my-own-secret"
    assert redact(answer, ["my-own-secret"], patterns=False) == answer.replace("my-own-secret", MASK)
