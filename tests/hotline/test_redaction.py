"""What of planted personal data is left uncovered, in texts as citizens write them."""

import random

import pytest

from shizheng.systems.hotline.domain.redaction import left, redacted, segments

SEED = 20261121
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗"
GIVEN = ["建国", "秀英", "伟", "芳", "志强", "丽娟", "海燕", "俊杰", "晓东", "桂兰", "明", "玉梅", "国栋", "雪"]
ROADS = ["东湖路", "解放街", "新建南路", "学府巷", "桃园小区", "滨河东路", "阳光花园", "兴隆村", "府西街", "迎泽苑"]


def phone(dice: random.Random) -> str:
    return dice.choice(("138", "159", "186", "177", "199")) + "".join(dice.choices("0123456789", k=8))


def identity(dice: random.Random) -> str:
    body = f"1401{dice.randrange(2, 30):02d}19{dice.randrange(50, 99)}"
    body += f"{dice.randrange(1, 12):02d}{dice.randrange(1, 28):02d}{dice.randrange(1000):03d}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return body + "10X98765432"[sum(w * int(d) for w, d in zip(weights, body, strict=True)) % 11]


def plate(dice: random.Random) -> str:
    return f"晋{dice.choice('ABCDEF')}{dice.choice(('', '·'))}" + "".join(dice.choices("ABCDEFGH0123456789", k=5))


def house(dice: random.Random) -> str:
    number, floor = dice.randrange(1, 30), dice.randrange(101, 2300)
    forms = (
        f"{number}号楼3单元{floor}室",
        f"{number}栋{floor}",
        f"{number}号院2号楼1单元",
        "三号楼二单元五层",
        f"{number}-2-{floor}",
    )
    return dice.choice(forms)


def name(dice: random.Random) -> str:
    return dice.choice(SURNAMES) + dice.choice(GIVEN)


def wide(text: str) -> str:
    return "".join(chr(ord(each) + 0xFEE0) if each.isascii() else each for each in text)


TEMPLATES = (
    ("我叫{name}，住在{road}{house}，楼上漏水没人管，请回电{phone}。", "name house phone"),
    ("{road}{house}的邻居{name}占用消防通道，联系电话：{phone}。", "name house phone"),
    ("车主{name}的车{plate}长期停在{road}人行道上，影响通行。", "name plate"),
    ("业主{name}（身份证{identity}）反映{road}停水三天，希望尽快恢复。", "name identity"),
    ("{road}烧烤店老板{name}说有事打{phone}，油烟扰民。", "name phone"),
    ("我家在{road}{house}，暖气不热，手机{wide}。", "house wide"),
    ("{road}夜间施工，{name}先生多次投诉未果，联系方式{spaced}。", "name spaced"),
    ("来电人{known}反映，{known}家门口路灯不亮，请联系{known}。", "known"),
    ("投诉人：{name}，电话{phone}，身份证号：{identity}，要求退还物业费。", "name phone identity"),
    ("{road}一辆车牌为{plate}的货车遗撒渣土，司机{name}态度恶劣。", "plate name"),
)


def generated(count: int) -> list[tuple[str, list[tuple[str, str]], list[tuple[str, str]]]]:
    """Texts, what was planted in each as (kind, value), and what is known of the caller."""
    dice, found = random.Random(SEED), []
    for index in range(count):
        template, kinds = TEMPLATES[index % len(TEMPLATES)]
        number = phone(dice)
        values = {
            "road": dice.choice(ROADS),
            "name": name(dice),
            "phone": number,
            "wide": wide(number),
            "spaced": f"{number[:3]} {number[3:7]} {number[7:]}",
            "identity": identity(dice),
            "plate": plate(dice),
            "house": house(dice),
            "known": name(dice),
        }
        planted = [(kind, values[kind]) for kind in kinds.split()]
        found.append((template.format(**values), planted, [("姓名", values["known"]), ("手机号码", number)]))
    return found


def uncovered() -> list[str]:
    texts = generated(200)
    return [
        f"{kind} {value}: {redacted(text, known)}"
        for text, planted, known in texts
        for kind, value in planted
        if value in redacted(text, known)
    ]


def test_nothing_planted_is_left_in_two_hundred_texts() -> None:
    planted = sum(len(each) for _, each, _ in generated(200))
    missed = uncovered()
    assert planted == 440
    assert missed == []


HARD = (
    "昨晚{name}在{road}楼下骂人，{phone}是他的电话",
    "{road}修车铺，{name}每天占道，晋A开头的车，{house}",
    "找过社区的{name}和{known}，都不管，{road}{house}漏雨",
    "请转告{name}，{road}的{plate}挡住了出口",
    "领导您好，{name}欠我工资，证件{identity}，请帮助",
)


def test_names_that_no_word_announces_are_left_to_the_editor() -> None:
    """Numbers, plates and doors are covered in any wording; of names in running text it is said how many are not."""
    dice, missed, names, others = random.Random(SEED), 0, 0, []
    for index in range(200):
        values = {
            "road": dice.choice(ROADS),
            "name": name(dice),
            "known": name(dice),
            "phone": phone(dice),
            "identity": identity(dice),
            "plate": plate(dice),
            "house": house(dice),
        }
        template = HARD[index % len(HARD)]
        covered = redacted(template.format(**values), [("姓名", values["known"])])
        names += 1
        missed += values["name"] in covered
        planted = [kind for kind in ("known", "phone", "identity", "plate", "house") if f"{{{kind}}}" in template]
        others += [values[kind] for kind in planted if values[kind] in covered]
    assert others == []
    assert (missed, names) == (200, 200)


def test_the_caller_is_covered_wherever_the_words_stand() -> None:
    number = "138" + "0" * 8
    known = [("姓名", "钟离昧"), ("手机号码", number), ("联系地址", "望湖里九号")]
    text = f"钟离昧住望湖里九号，电话{number[:3]}-{number[3:7]}-{number[7:]}，找钟离昧"
    covered = redacted(text, known)
    assert "钟离昧" not in covered and "望湖里九号" not in covered and number[3:7] not in covered


@pytest.mark.parametrize(
    "text",
    [
        "东湖路路灯不亮，请管理单位解决，多次反映未果",
        "2026年11月21日下午3点，公交102路停运",
        "根据国办发〔2020〕53号文件，5个工作日内答复",
        "请拨打12345或110，工作人员高度重视",
        "居民关于供暖温度18度的要求，费用1200.50元",
    ],
)
def test_what_is_nobodys_stays(text: str) -> None:
    assert redacted(text) == text


def test_segments_join_to_the_text_and_covering_leaves_nothing_to_cover() -> None:
    for text, _, known in generated(50):
        parts = segments(text, known)
        assert "".join(part.text for part in parts) == text
        assert left(redacted(text, known), known) == []
