"""The words targets are made of: units, comparators and what only judgement can decide."""


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def _pairs(text: str) -> tuple[tuple[str, str], ...]:
    """Lines of one mark and the words that mean it."""
    rows = (line.split() for line in text.strip().splitlines())
    return tuple((word, mark) for mark, *words in rows for word in words)


UNITS = _words("""
人 名 人次 万人 户 家 个 项 次 件 份 套 台 辆 处 座 条 期 批 批次 种 类 篇 本 张 册 部 幅 场 场次 轮 门 组 对
平方米 ㎡ m² m2 平米 平方公里 公里 千米 米 亩 公顷 吨 千克 公斤 升 立方米 度 千瓦时 分 级 位 倍 人天 人月 人年
核 G GB T TB M MB Mbps Gbps 兆 路 点 点位 节点 端口 线 用户 终端 站 网站 系统 平台 模块 接口 数据 字段 课时 学时
例 起 宗 队 支 团 间 层 栋 床 头 只 株 棵 块 片 段 所 村 社区 街道 县 乡镇 单位 部门 企业 项目 章 页 字 万字 条次
班 班次 车次 架次 机柜 U 卷 盒 枚 把 副 瓶 桶 箱 包 袋 档 款 步 环节 工单 场所 车
""")
TIME_UNITS = _words("""
个工作日 工作日 个自然日 自然日 个小时 小时 分钟 秒钟 毫秒 秒 ms 个月 个季度 季度 个星期 星期 周 天 日 年 h
""")
MONEY_UNITS = _words("万亿元 亿元 百万元 万元 千元 元")

WORDY_COMPARATORS = _pairs("""
≥ 大于等于 大于或等于 不低于 不少于 不小于 至少 达到 ≧ >= => ≥
> 高于 超过 大于 多于 >
≤ 小于等于 小于或等于 不高于 不超过 不多于 不大于 控制在 ≦ <= =< ≤
< 低于 小于 少于 <
= 等于 =
~ 约
""")
SUFFIX_COMPARATORS = _pairs("""
≥ 及以上 或以上 以上 余
≤ 及以内 以内 及以下 以下 之内 内
~ 左右
""")

PERIODS = dict(
    _pairs("""
hour 小时
day 天 日 工作日
week 周 星期
month 个月 月 月度
quarter 季度 季
half 半年
year 年 年度
""")
)

# the first word found decides; each group says why nothing can be counted
JUDGEMENTS = (
    ("时间上的要求没有写出期限", _words("及时 按时 准时 如期 实时 尽快 立即 长期 持续 定期 常态 不间断 随时")),
    (
        "以外部文件或约定为准",
        _words("""
合同 按照 依据 根据 参照 规定 符合 满足 标准 要求 计划 高于 优于 不低于 低于 文件 方案 预算 据实
"""),
    ),
    (
        "只写方向没有写幅度",
        _words("""
提升 提高 增强 增加 加强 改善 促进 推动 推进 优化 扩大 降低 减少 缓解 节约 节省 强化 加快 带动 拓展 深化 升级 减轻 完善
"""),
    ),
    (
        "只写状态没有写数值",
        _words("""
保障 确保 保证 维护 维持 稳定 达标 合格 规范 有效 良好 正常 明显 显著 完成 有所 较好 较高 优 良 高 中 低 好 有 是 否
一般 全面 统筹 构建 形成 提供 健全 安全 满意 无 覆盖 支撑 达到 实现 可控 可靠 已 充分
"""),
    ),
)
SHORT_WORDS = frozenset(word for _, words in JUDGEMENTS for word in words)
DESCRIPTION = "以文字描述，没有可以核对的数值"
UNREADABLE = "没有读出数值、期限或定性用语"
