"""The stages of a project and the parties that move it."""

from shizheng.engines.fiscal.domain.words import Worded


class Stage(Worded):
    """What is going on now."""

    PROPOSAL = "proposal", "申报"
    REVIEW = "review", "评审"
    APPROVAL = "approval", "批复"
    PROCUREMENT = "procurement", "采购"
    CONTRACT = "contract", "签订合同"
    CONSTRUCTION = "construction", "实施"
    FIRST_ACCEPTANCE = "first_acceptance", "初验"
    FINAL_ACCEPTANCE = "final_acceptance", "终验"
    OPERATION = "operation", "运维"
    CLOSED = "closed", "结项"
    SUSPENDED = "suspended", "暂停"
    CANCELLED = "cancelled", "撤销"


class Party(Worded):
    """Who makes a move."""

    APPLICANT = "applicant", "申报单位"
    REVIEWER = "reviewer", "评审人"
    APPROVER = "approver", "批复人"
    PURCHASER = "purchaser", "采购人"
    ACCEPTOR = "acceptor", "验收人"


class Proof(Worded):
    """What records must show before a move, apart from documents."""

    FUNDING = "funding", "已填报资金安排"
    TARGETS = "targets", "已填报绩效目标"
    CONTRACT = "contract", "已登记合同"
    PLAN = "plan", "合同已有付款计划"
    SETTLED = "settled", "合同款已付清"
