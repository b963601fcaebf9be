"""Tables of the hotline."""

from shizheng.systems.hotline.models.evaluation import Adjustment as Adjustment
from shizheng.systems.hotline.models.evaluation import Exclusion as Exclusion
from shizheng.systems.hotline.models.evaluation import Ranking as Ranking
from shizheng.systems.hotline.models.evaluation import Report as Report
from shizheng.systems.hotline.models.evaluation import UnitGroup as UnitGroup
from shizheng.systems.hotline.models.knowledge import Article as Article
from shizheng.systems.hotline.models.knowledge import ArticleVersion as ArticleVersion
from shizheng.systems.hotline.models.knowledge import Unanswered as Unanswered
from shizheng.systems.hotline.models.knowledge import Use as Use
