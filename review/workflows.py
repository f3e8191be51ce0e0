"""The workflows of Wagtail that review runs on: one for each number of steps, and the urgent one.

They belong to no page: an article finds its own by the rules (review.guards).
"""

from typing import Any

from wagtail.models import Workflow, WorkflowTask

from review.models import STEPS_OF, ReviewTask, Step

# Names of content, not of the interface: they are rows of the database.
NAMES = {1: "一审一校", 2: "两审两校", 3: "三审三校"}
URGENT = "加急（先签发后补签）"


def workflow_for_steps(count: int) -> Workflow:
    return Workflow.objects.get(name=NAMES[count])


def urgent_workflow() -> Workflow:
    return Workflow.objects.get(name=URGENT)


def make_workflows(**kwargs: Any) -> None:
    """Make those that are missing; after each migration, as Django does with its permissions."""
    tasks = {
        step: ReviewTask.objects.get_or_create(step=step, defaults={"name": str(step.label)})[0]
        for step in Step
    }
    plans = {NAMES[count]: steps for count, steps in STEPS_OF.items()} | {URGENT: (Step.FINAL,)}
    for name, steps in plans.items():
        workflow, is_new = Workflow.objects.get_or_create(name=name)
        if is_new:
            WorkflowTask.objects.bulk_create(
                WorkflowTask(workflow=workflow, task=tasks[step], sort_order=place)
                for place, step in enumerate(steps)
            )
