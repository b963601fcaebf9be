"""Tables of the hotline."""

from shizheng.systems.hotline.models.knowledge import Article as Article
from shizheng.systems.hotline.models.knowledge import ArticleVersion as ArticleVersion
from shizheng.systems.hotline.models.knowledge import Unanswered as Unanswered
from shizheng.systems.hotline.models.knowledge import Use as Use
