"""The moves of a publicly funded project, each with who makes it, what it asks for and where that is written.

A source names the article where it is certain, otherwise the document and its subject; 单位内控 stands where only the
office's own internal control asks for the move.
"""

from shizheng.engines.fiscal.domain.projects.kinds import Kind
from shizheng.engines.fiscal.domain.projects.lifecycle import Lifecycle, LifecycleError, Move
from shizheng.engines.fiscal.domain.projects.stages import Party, Proof, Stage

_CONTROL = "《行政事业单位内部控制规范（试行）》财会〔2012〕21号，不相容岗位相互分离"
_LIBRARY = "《预算管理一体化规范（试行）》财办〔2020〕13号，项目库管理"
_INFORMATION = "《国家政务信息化项目建设管理办法》国办发〔2019〕57号"
_ACCEPTANCE = "《政府采购法》第四十一条；《政府采购法实施条例》第四十五条"
_UNPURCHASED = (Kind.PERSONNEL, Kind.RUNNING_PUBLIC, Kind.RUNNING_OTHER)
_PRE_APPROVAL = (Stage.PROPOSAL, Stage.REVIEW, Stage.APPROVAL)
_UNDER_WAY = (
    Stage.PROCUREMENT,
    Stage.CONTRACT,
    Stage.CONSTRUCTION,
    Stage.FIRST_ACCEPTANCE,
    Stage.FINAL_ACCEPTANCE,
    Stage.OPERATION,
)

MOVES = (
    Move(
        id="submit",
        label="提交申报",
        origins=(Stage.PROPOSAL,),
        target=Stage.REVIEW,
        who=Party.APPLICANT,
        documents=("项目申报书",),
        needs=(Proof.FUNDING, Proof.TARGETS),
        source="《中央部门预算绩效目标管理办法》财预〔2015〕88号，绩效目标与预算同步申报",
    ),
    Move(
        id="return_proposal",
        label="退回修改",
        origins=(Stage.REVIEW,),
        target=Stage.PROPOSAL,
        who=Party.REVIEWER,
        asks_reason=True,
        source=_LIBRARY,
    ),
    Move(
        id="pass_review",
        label="评审通过",
        origins=(Stage.REVIEW,),
        target=Stage.APPROVAL,
        who=Party.REVIEWER,
        documents=("评审意见",),
        apart_from=("submit",),
        source=f"{_LIBRARY}；{_CONTROL}",
    ),
    Move(
        id="return_review",
        label="退回重审",
        origins=(Stage.APPROVAL,),
        target=Stage.REVIEW,
        who=Party.APPROVER,
        asks_reason=True,
        source=_LIBRARY,
    ),
    Move(
        id="approve",
        label="批复",
        origins=(Stage.APPROVAL,),
        target=Stage.PROCUREMENT,
        who=Party.APPROVER,
        documents=("批复文件",),
        apart_from=("submit",),
        source=f"《预算法》第五十二条，批复预算；{_CONTROL}",
    ),
    Move(
        id="award",
        label="确定供应商",
        origins=(Stage.PROCUREMENT,),
        target=Stage.CONTRACT,
        who=Party.PURCHASER,
        documents=("中标（成交）通知书",),
        source="《政府采购法》第四十六条；《政府采购法实施条例》第四十三条",
    ),
    Move(
        id="begin_directly",
        label="直接实施",
        origins=(Stage.PROCUREMENT,),
        target=Stage.CONSTRUCTION,
        who=Party.PURCHASER,
        documents=("无需采购的说明",),
        source="《政府采购法》第二条，集中采购目录以外且限额标准以下不适用本法",
    ),
    Move(
        id="purchase_again",
        label="重新采购",
        origins=(Stage.CONTRACT,),
        target=Stage.PROCUREMENT,
        who=Party.PURCHASER,
        asks_reason=True,
        source="《政府采购法》第三十六条、第三十七条；《政府采购法实施条例》第四十九条",
    ),
    Move(
        id="sign",
        label="合同签订",
        origins=(Stage.CONTRACT,),
        target=Stage.CONSTRUCTION,
        who=Party.PURCHASER,
        documents=("合同",),
        needs=(Proof.CONTRACT, Proof.PLAN),
        source="《政府采购法》第四十六条，中标、成交通知书发出之日起三十日内",
    ),
    Move(
        id="ask_first_acceptance",
        label="申请初验",
        origins=(Stage.CONSTRUCTION,),
        target=Stage.FIRST_ACCEPTANCE,
        who=Party.APPLICANT,
        documents=("建设总结",),
        source=f"{_INFORMATION}，验收",
    ),
    Move(
        id="ask_only_acceptance",
        label="申请一次性验收",
        origins=(Stage.CONSTRUCTION,),
        target=Stage.FINAL_ACCEPTANCE,
        who=Party.APPLICANT,
        documents=("履约情况说明",),
        source=_ACCEPTANCE,
    ),
    Move(
        id="pass_first_acceptance",
        label="初验合格",
        origins=(Stage.FIRST_ACCEPTANCE,),
        target=Stage.FINAL_ACCEPTANCE,
        who=Party.ACCEPTOR,
        documents=("初验报告",),
        source=f"{_ACCEPTANCE}；{_INFORMATION}，验收",
    ),
    Move(
        id="fail_acceptance",
        label="验收不合格",
        origins=(Stage.FIRST_ACCEPTANCE, Stage.FINAL_ACCEPTANCE),
        target=Stage.CONSTRUCTION,
        who=Party.ACCEPTOR,
        asks_reason=True,
        source=_ACCEPTANCE,
    ),
    Move(
        id="pass_final_acceptance",
        label="终验合格",
        origins=(Stage.FINAL_ACCEPTANCE,),
        target=Stage.OPERATION,
        who=Party.ACCEPTOR,
        documents=("验收书",),
        source=f"{_ACCEPTANCE}；{_INFORMATION}，验收",
    ),
    Move(
        id="renew",
        label="续购服务",
        origins=(Stage.OPERATION,),
        target=Stage.PROCUREMENT,
        who=Party.PURCHASER,
        documents=("续购依据",),
        source="《政府购买服务管理办法》财政部令第102号，合同履行期限",
    ),
    Move(
        id="close",
        label="结项",
        origins=(Stage.OPERATION,),
        target=Stage.CLOSED,
        who=Party.APPROVER,
        documents=("绩效自评表",),
        needs=(Proof.SETTLED,),
        source=f"《项目支出绩效评价管理办法》财预〔2020〕10号；{_LIBRARY}",
    ),
    Move(
        id="close_directly",
        label="执行完毕结项",
        origins=(Stage.CONSTRUCTION,),
        target=Stage.CLOSED,
        who=Party.APPROVER,
        documents=("执行情况说明",),
        needs=(Proof.SETTLED,),
        kinds=_UNPURCHASED,
        source=_LIBRARY,
    ),
    Move(
        id="suspend",
        label="暂停",
        origins=_UNDER_WAY,
        target=Stage.SUSPENDED,
        who=Party.APPROVER,
        asks_reason=True,
        source="《政府采购法》第五十条，变更、中止或者终止合同",
    ),
    Move(
        id="resume",
        label="恢复",
        origins=(Stage.SUSPENDED,),
        target=None,
        who=Party.APPROVER,
        asks_reason=True,
        source="《政府采购法》第五十条；单位内控",
    ),
    Move(
        id="withdraw",
        label="撤回申报",
        origins=_PRE_APPROVAL,
        target=Stage.CANCELLED,
        who=Party.APPLICANT,
        asks_reason=True,
        source=_LIBRARY,
    ),
    Move(
        id="cancel",
        label="撤销项目",
        origins=(Stage.PROCUREMENT, Stage.CONTRACT, Stage.CONSTRUCTION, Stage.SUSPENDED),
        target=Stage.CANCELLED,
        who=Party.APPROVER,
        documents=("撤销文件",),
        asks_reason=True,
        source=f"{_LIBRARY}；《政府采购法》第五十条",
    ),
)

LIFECYCLE = Lifecycle(
    stages=tuple(Stage),
    ends=frozenset({Stage.CLOSED, Stage.CANCELLED}),
    pause=Stage.SUSPENDED,
    moves=MOVES,
)
if _faults := LIFECYCLE.faults():
    raise LifecycleError("；".join(_faults))
