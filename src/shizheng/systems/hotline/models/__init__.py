"""Tables of the hotline."""

from shizheng.systems.hotline.models.callbacks import Attempt as Attempt
from shizheng.systems.hotline.models.callbacks import Invitation as Invitation
from shizheng.systems.hotline.models.callers import Appeal as Appeal
from shizheng.systems.hotline.models.callers import Block as Block
from shizheng.systems.hotline.models.callers import DeclineRule as DeclineRule
from shizheng.systems.hotline.models.callers import RepeatRule as RepeatRule
from shizheng.systems.hotline.models.calls import AgentSpan as AgentSpan
from shizheng.systems.hotline.models.calls import Call as Call
from shizheng.systems.hotline.models.calls import Extension as Extension
from shizheng.systems.hotline.models.drafts import DeskDraft as DeskDraft
from shizheng.systems.hotline.models.evaluation import Adjustment as Adjustment
from shizheng.systems.hotline.models.evaluation import Exclusion as Exclusion
from shizheng.systems.hotline.models.evaluation import Ranking as Ranking
from shizheng.systems.hotline.models.evaluation import Report as Report
from shizheng.systems.hotline.models.evaluation import UnitGroup as UnitGroup
from shizheng.systems.hotline.models.knowledge import Article as Article
from shizheng.systems.hotline.models.knowledge import ArticleVersion as ArticleVersion
from shizheng.systems.hotline.models.knowledge import Unanswered as Unanswered
from shizheng.systems.hotline.models.knowledge import Use as Use
from shizheng.systems.hotline.models.notices import Told as Told
from shizheng.systems.hotline.models.office import HotlineOffice as HotlineOffice
from shizheng.systems.hotline.models.publication import ProposalRule as ProposalRule
from shizheng.systems.hotline.models.publication import Publication as Publication
from shizheng.systems.hotline.models.quality import ReplyPrint as ReplyPrint
from shizheng.systems.hotline.models.quality import ReplyTemplate as ReplyTemplate
from shizheng.systems.hotline.models.quality import StockPhrase as StockPhrase
