"""The account of a government's word as files: the tables that deputies get, the page, and what people decided."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook
from tests.frame import FRAME

import luoshi
from luoshi.comparing import Account, account
from luoshi.exchange import observation_table
from luoshi.exchange.account import FORMATS
from luoshi.exchange.link_corrections import apply_file, beside


def told(plan: str, review: str) -> Account:
    earlier = FRAME.format(year=2024, last=2023, review="全市经济平稳运行。", plan=plan)
    later = FRAME.format(year=2025, last=2024, review=review, plan="今年要办好各项工作。")
    return account(luoshi.read(earlier), luoshi.read(later))


def file(form: str, of: Account, columns: Path | None = None) -> bytes:
    return next(f for f in FORMATS if f.name == form).render(of, columns)


def sheet(data: bytes, name: str) -> list[dict[str, Any]]:
    rows = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name(name).to_python()
    return [dict(zip(map(str, rows[2]), row, strict=True)) for row in rows[3:]]


@pytest.fixture(scope="module")
def sample() -> Account:
    folder = Path(__file__).parents[2] / "samples"
    return account(*(luoshi.read(folder / f"澄川市-{year}.txt") for year in (2025, 2026)))


@pytest.fixture
def corrected(sample: Account, tmp_path: Path) -> Callable[..., Account]:
    def apply(*lines: dict[str, Any] | str) -> Account:
        path = tmp_path / "a--b.links.corrections.jsonl"
        path.write_text("\n".join(x if isinstance(x, str) else json.dumps(x, ensure_ascii=False) for x in lines))
        return apply_file(sample, path)

    return apply


def named(of: Account, words: str) -> Any:
    return next(k for k in of.comparison.links if words in k.promise.quote.text)


def test_the_table_has_promise_result_verdict_reason_and_columns_to_fill(sample: Account) -> None:
    rows = sheet(file("xlsx", sample), "对照表")
    row = next(r for r in rows if "固定资产投资增长7%" in r["承诺"])
    assert (row["目标值"], row["自述数值"], row["结论"]) == ("7%", "4.2%", "未达到")
    assert "固定资产投资增长4.2%" in row["完成情况（报告自述）"] and "承诺7%，报告称4.2%" in row["依据"]
    assert (row["责任单位"], row["未完成原因"], row["下一步"], row["核定"]) == ("", "", "", "机器比对")
    assert (row["目标数"], row["自述数"], row["自述单位"]) == (7, 4.2, "%")


def test_every_row_cites_place_year_session_and_file(sample: Account) -> None:
    rows = sheet(file("xlsx", sample), "对照表")
    assert len({r["编号"] for r in rows}) == len(rows) > 50
    for row in rows:
        assert re.match(r"澄川市2025年政府工作报告（.*第.*次会议；澄川市-2025\.txt）第\d+", row["承诺出处"])
        assert bool(row["结果出处"]) == (row["完成情况（报告自述）"] != "")


def test_directions_stand_in_a_sheet_of_their_own(sample: Account) -> None:
    data = file("xlsx", sample)
    held, directions = sheet(data, "对照表"), sheet(data, "只有方向的承诺")
    assert {r["可考核性"] for r in directions} == {"只有方向"} and directions
    assert "只有方向" not in {r["可考核性"] for r in held}
    assert len(held) + len(directions) == len(sample.comparison.links)


def test_the_workbook_is_ready_to_be_read_and_printed_and_runs_nothing() -> None:
    data = file("xlsx", told("新增“=1+1”企业10家。", "新增“=1+1”企业12家。"))
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        xml = package.read("xl/worksheets/sheet1.xml").decode()
    for words in ('state="frozen"', "<autoFilter", 'fitToHeight="0"', 'orientation="landscape"', 'paperSize="9"'):
        assert words in xml
    assert "<f>" not in xml
    rows = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name("对照表").to_python()
    assert str(rows[0][0]) == "云州市2024年政府工作报告承诺兑现对照表"


def test_the_same_account_gives_the_same_bytes(sample: Account) -> None:
    for form in FORMATS:
        assert form.render(sample, None) == form.render(sample, None)


def test_the_annex_leaves_directions_out_and_says_how_many(sample: Account) -> None:
    with zipfile.ZipFile(io.BytesIO(file("docx", sample))) as package:
        xml = package.read("word/document.xml").decode()
    text = "".join(re.findall(r"<w:t[^>]*>([^<]*)</w:t>", xml))
    general = sum(sort == "general" for sort in sample.sorts().values())
    assert "澄川市2025年政府工作报告承诺兑现对照表" in text and f"只有方向的{general}项未列" in text
    for head in ("承诺", "完成情况", "结论", "依据", "责任单位", "未完成原因", "下一步"):
        assert head in text


def test_an_office_chooses_its_own_columns(sample: Account, tmp_path: Path) -> None:
    path = tmp_path / "栏目.toml"
    path.write_text(
        '[account]\ntitle = "{place}"\nnote = "{count}"\n'
        'columns = [{ title = "事项", source = "promise", width = 40 }]\n'
    )
    assert list(sheet(file("xlsx", sample, path), "对照表")[0]) == ["事项"]


def test_json_says_sort_citation_and_who_stands_behind_each_link(sample: Account) -> None:
    data = json.loads(file("json", sample))
    link = next(k for k in data["links"] if k["promise"]["text"] == "固定资产投资增长7%")
    assert (link["sort"], link["stands"], link["correction"]) == ("figure", "机器比对", None)
    assert link["promise"]["citation"].startswith("澄川市2025年政府工作报告（")
    assert len(data["later_sha256"]) == 64


def test_a_summary_says_in_the_table_that_its_silence_proves_nothing() -> None:
    earlier = FRAME.format(year=2024, last=2023, review="全市经济平稳运行。", plan="新建公园3个。")
    later = FRAME.format(year=2025, last=2024, review="粮食丰收。", plan="办好实事。").replace(
        "政府工作报告\n", "政府工作报告（摘要）\n", 1
    )
    made = account(luoshi.read(earlier), luoshi.read(later))
    assert {k.verdict for k in made.comparison.links} == {"unsure"}
    rows = CalamineWorkbook.from_filelike(io.BytesIO(file("xlsx", made))).get_sheet_by_name("对照表").to_python()
    assert "仅为摘要，没有提到不说明问题" in str(rows[1][0])


# ---- what people decided


def test_a_confirmed_link_says_who_stands_behind_it(sample: Account, corrected: Callable[..., Account]) -> None:
    link = named(sample, "固定资产投资增长7%")
    made = corrected({"link": link.id, "confirm": "missed", "who": "周敏", "when": "2026-03-01"})
    after = named(made, "固定资产投资增长7%")
    assert after.verdict == "missed" and after.correction.who == "周敏"
    row = next(r for r in sheet(file("xlsx", made), "对照表") if "固定资产投资增长7%" in r["承诺"])
    assert row["核定"] == "周敏核定（2026-03-01）"


def test_a_link_is_given_another_result_by_its_words(sample: Account, corrected: Callable[..., Account]) -> None:
    link = named(sample, "居民消费价格涨幅控制在2%左右")
    words = "固定资产投资增长4.2%"
    made = corrected(
        {"link": link.id, "set": {"verdict": "not_comparable", "result": {"text": words}}, "who": "周敏", "why": "试"}
    )
    after = named(made, "居民消费价格涨幅")
    assert (after.verdict, after.result.quote.text, after.rule) == ("not_comparable", words, "correction")
    assert after.result.quote.holds_in(made.later.text) and after.result.figure.text == "4.2%"
    assert after.reason.zh == "周敏核定为“口径不同，不可比”：试"
    assert made.comparison.problems == sample.comparison.problems


def test_what_is_no_promise_leaves_the_account(sample: Account, corrected: Callable[..., Account]) -> None:
    link = sample.comparison.links[0]
    made = corrected({"link": link.id, "reject": True, "who": "周敏"})
    assert len(made.comparison.links) == len(sample.comparison.links) - 1


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{", "不是一行 JSON"),
        ("[" * 100_000, "不是一行 JSON"),
        ("[]", "不是一个 JSON 对象"),
        ({"link": "p-gone>2026", "confirm": "met", "who": "周敏"}, "这次比对中没有 'p-gone>2026'"),
        ({"link": "", "confirm": "missed"}, "核定要有人署名"),
        ({"link": "", "confirm": "met", "who": "周敏"}, "当时核定的是“met”，现在的结论是“missed”"),
        ({"link": "", "set": {"verdict": "kept"}, "who": "周敏"}, "没有结论“kept”"),
        ({"link": "", "set": {"verdict": "met", "result": None}, "who": "周敏"}, "要有 result"),
        (
            {"link": "", "set": {"result": {"text": "报告里没有的话"}}, "who": "周敏"},
            "后一份报告里没有“报告里没有的话”",
        ),
        ({"link": "", "set": {"result": {"text": "全市"}}, "who": "周敏"}, "不止一处，请写明 start"),
        ({"link": "", "confirm": "missed", "reject": True, "who": "周敏"}, "应有且只有一个"),
        ({"link": "", "verdict": "met", "who": "周敏"}, "不认识“verdict”"),
    ],
)
def test_a_line_that_cannot_be_applied_is_a_problem_with_its_number(
    sample: Account, corrected: Callable[..., Account], line: Any, words: str
) -> None:
    link = named(sample, "固定资产投资增长7%")
    if isinstance(line, dict) and line["link"] == "":
        line = {**line, "link": link.id}
    other = named(sample, "净增高新技术企业30家")
    made = corrected(line, {"link": other.id, "confirm": "missed", "who": "周敏"})
    problem = made.comparison.problems[-1]
    assert problem.code == "link-correction-not-applied"
    assert "第 1 行" in problem.what.zh and words in problem.what.zh
    assert named(made, "固定资产投资增长7%") == link
    assert named(made, "净增高新技术企业30家").correction.who == "周敏"


def test_corrections_stand_beside_the_later_report_under_both_names() -> None:
    assert beside(Path("旧/甲-2025.txt"), Path("新/甲-2026.txt")) == Path("新/甲-2025--甲-2026.links.corrections.jsonl")


# ---- the page


def test_the_page_answers_first_and_holds_every_promise(sample: Account) -> None:
    page = file("html", sample).decode()
    assert page.index("说到做到了吗？") < page.index("有数或有名可查的承诺") < page.index("class=rows")
    ids = re.findall(r'<li id="([^"]+)" data-v=', page)
    assert sorted(ids) == sorted(k.id.replace(">", "&gt;") for k in sample.comparison.links)
    assert "<details id=general>" in page and "固定资产投资" in page
    assert "src=" not in page and "http" not in page.replace("http-equiv", "")


def test_no_words_of_a_report_can_run_in_the_page() -> None:
    page = file("html", told("新增<script>alert(1)</script>企业10家。", "新增<img src=x onerror=alert(1)>企业12家。"))
    assert b"<script>alert" not in page and b"<img" not in page


def test_what_needs_nobody_has_no_accent(sample: Account) -> None:
    page = file("html", sample).decode()
    assert re.findall(r'class="light need"><svg[^>]*><use href="#s-([a-z_]+)"', page)
    assert set(re.findall(r'class="light need"><svg[^>]*><use href="#s-([a-z_]+)"', page)) <= {
        "missed", "partly", "unsure",
    }  # fmt: skip


# ---- what somebody else measured


@pytest.fixture(scope="module")
def observed(sample: Account) -> Account:
    head = "地方,指标,年份,数值,单位,来源,日期,版本\n"
    text = (
        head
        + "澄川市,地区生产总值增速,2025,5.1,%,统计局,2026-01-28,初步\n澄川市,固定资产投资增速,2025,4.2,%,统计局,,\n"
    )
    found, problems = observation_table.read(text, "数.csv")
    assert problems == ()
    return account(sample.earlier, sample.later, found)


def test_promised_claimed_and_measured_stand_in_three_columns(observed: Account) -> None:
    rows = {r["指标"]: r for r in sheet(file("xlsx", observed), "三方对照")}
    gdp = rows["地区生产总值增速"]
    assert (gdp["承诺"], gdp["实测"], gdp["自述与实测"]) == ("6%左右", "5.1%", "对不上")
    assert (gdp["实测来源"], gdp["发布日期"], gdp["版本"]) == ("统计局", "2026-01-28", "初步")
    assert gdp["自述"] != gdp["实测"] and gdp["单位"] == "个百分点" and gdp["按实测看承诺"] == "未达到"
    assert rows["固定资产投资增速"]["自述与实测"] == "相符"


def test_the_page_lists_what_does_not_agree_before_everything_else(observed: Account) -> None:
    page = file("html", observed).decode()
    assert page.index("对不上的 <b class=need>1</b>") < page.index("class=rows")
    assert page.count('class="sides three"') == 2


def test_json_has_measurements_apart_from_links(observed: Account, sample: Account) -> None:
    data, before = json.loads(file("json", observed)), json.loads(file("json", sample))
    assert data["links"] == before["links"]
    assert sorted(c["outcome"] for c in data["checks"]) == ["agrees", "differs"] and len(data["measured"]) == 2
