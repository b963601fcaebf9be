"""What records show of a project before a move of its lifecycle."""

from collections.abc import Callable, Iterable, Mapping

from shizheng.engines.fiscal.domain.projects.kinds import Kind
from shizheng.engines.fiscal.domain.projects.stages import Proof
from shizheng.engines.fiscal.models import Contract, Indicator, Project
from shizheng.engines.fiscal.models.contracts import ContractQuerySet
from shizheng.kit.errors import Fault


def _is_funded(project: Project) -> bool:
    return project.funding.filter(amount__gt=0).exists()


def _has_targets(project: Project) -> bool:
    promises = Indicator.objects.filter(sheet__project=project)
    return not Kind(project.kind).has_targets or (promises.exists() and not promises.filter(kind="absent").exists())


def _present_contracts(project: Project) -> ContractQuerySet:
    """Contracts of the present purchase: those signed since its award; all where nothing was awarded."""
    award = project.moves.filter(move="award").last()
    contracts = Contract.objects.filter(project=project)
    return contracts.filter(signed_on__gte=award.on) if award else contracts


def _is_contracted(project: Project) -> bool:
    return _present_contracts(project).exists()


def _is_planned(project: Project) -> bool:
    return not _present_contracts(project).without_plan().exists()


def _is_settled(project: Project) -> bool:
    return not Contract.objects.filter(project=project).unsettled().exists()


PROOFS: Mapping[Proof, tuple[Callable[[Project], bool], str]] = {
    Proof.FUNDING: (_is_funded, "请先填报资金安排"),
    Proof.TARGETS: (_has_targets, "请先填报绩效目标表，每个指标都要有指标值"),
    Proof.CONTRACT: (_is_contracted, "请先登记合同"),
    Proof.PLAN: (_is_planned, "请先为每份合同填写付款计划"),
    Proof.SETTLED: (_is_settled, "还有合同款没有付清，请先付款或核减合同"),
}


def missing_proofs(project: Project, needs: Iterable[Proof]) -> list[Fault]:
    """What is not yet on record."""
    return [Fault(f"尚不满足“{need.label}”", "前提", PROOFS[need][1]) for need in needs if not PROOFS[need][0](project)]
