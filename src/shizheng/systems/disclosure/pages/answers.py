"""What the document asks of a person: why figures changed, what the unit does; nothing is invented in its place."""

from typing import Any

from django import forms

from shizheng.console.pages import EditPage
from shizheng.kit.errors import ShizhengError
from shizheng.platform.policy.queries import acting
from shizheng.systems.disclosure.actions.preparing import LONGEST_ANSWER, answer_questions
from shizheng.systems.disclosure.domain.writing.draft import Question
from shizheng.systems.disclosure.models import Preparation
from shizheng.systems.disclosure.pages.books import BOOKS, MENU
from shizheng.systems.disclosure.queries.preparing import content_of, questions_of


class AnswersForm(forms.Form):
    """A field a question, named in the order in which the document asks."""

    def __init__(self, *args: Any, questions: list[Question], may_edit: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number, question in enumerate(questions):
            self.fields[f"q{number}"] = forms.CharField(
                label=question.ask,
                required=False,
                max_length=LONGEST_ANSWER,
                disabled=not may_edit,
                widget=forms.Textarea(attrs={"rows": 3}),
            )


class AnswersPage(EditPage):
    permission = "disclosure.prepare"
    title = "文字说明"
    purpose = "文稿中只有人知道的内容；没有填写的，送审前须补齐"
    menu = MENU
    queryset = BOOKS
    form_class = AnswersForm

    @property
    def questions(self) -> list[Question]:
        return [each for each in questions_of(content_of(self.object)) if each.kind != "facts"]

    def form_kwargs(self) -> dict[str, Any]:
        return {"questions": self.questions, "may_edit": self.object.is_editable}

    def initial(self) -> dict[str, Any]:
        stored = self.object.answers
        return {f"q{number}": stored.get(each.key, "") for number, each in enumerate(self.questions)}

    def perform(self, form: Any) -> Preparation:
        actor, preparation = acting(self.request), self.object
        if not preparation.is_editable:
            raise ShizhengError(f"{preparation.get_state_display()}，不能修改")
        answers = {each.key: form.cleaned_data[f"q{number}"] for number, each in enumerate(self.questions)}
        return answer_questions(
            actor, preparation=preparation, answers=answers, expected_version=int(self.expected_version or 0)
        )
