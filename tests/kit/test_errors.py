import pickle

import pytest

from shizheng.kit.errors import Fault, InvalidInputError, ShizhengError


def test_a_fault_reads_as_place_message_remedy():
    assert str(Fault("列数不符", "第3行", "请补齐一列")) == "第3行：列数不符（请补齐一列）"
    assert str(Fault("列数不符")) == "列数不符"


def test_a_fault_seen_from_outside_keeps_its_inner_place():
    assert Fault("空白", "B7").within("表1").place == "表1 B7"
    assert Fault("空白").within("表1").place == "表1"


def test_an_error_shows_its_fault():
    error = ShizhengError("文件是空的", "a.xlsx", "请重新导出")
    assert str(error) == "a.xlsx：文件是空的（请重新导出）"
    assert error.fault == Fault("文件是空的", "a.xlsx", "请重新导出")


def test_a_refusal_lists_every_fault():
    error = InvalidInputError([Fault("空白", "B7"), Fault("重复", "C9")])
    assert str(error) == "共有2处问题：\n- B7：空白\n- C9：重复"
    assert str(InvalidInputError([Fault("空白", "B7")])) == "B7：空白"
    assert isinstance(error, ShizhengError)


def test_a_refusal_without_faults_is_a_mistake():
    with pytest.raises(ValueError, match="at least one"):
        InvalidInputError([])


@pytest.mark.parametrize(
    "error", [ShizhengError("坏", "处", "法"), InvalidInputError([Fault("一"), Fault("二")], "总")]
)
def test_errors_cross_process_borders(error):
    copy = pickle.loads(pickle.dumps(error))
    assert str(copy) == str(error)
    assert type(copy) is type(error)
