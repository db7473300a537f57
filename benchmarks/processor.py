"""Processor time a page of the Kafka path: all agents, without rendering, on pages that weigh nothing."""

from benchmarks.results import Mode, Result
from benchmarks.rig import Rig
from benchmarks.workload import Job, small


def processor(mode: Mode) -> Result:
    """Pages of one square inch at 72 DPI. The processor time of the agent processes, broker and rendering
    children left out, less what they use while idle for as long; decoding such a page is in it."""
    documents, pages = (40, 25) if mode == "full" else (12, 25)
    with Rig(time_scale=0.002, dpi=72) as rig:
        rig.run([Job(small(pages), pages) for _ in range(4)])
        idle = rig.idle(5.0)
        run = rig.run([Job(small(pages), pages) for _ in range(documents)])
    figures = run.figures()
    idle_share = sum(idle.values())
    busy_s = figures["cpu_agents_s"] - idle_share * run.makespan_s
    before, after = run.cpu_before.agents, run.cpu_after.agents
    row = {
        "pages": run.pages,
        "makespan_s": run.makespan_s,
        "pages_per_s": run.pages / run.makespan_s,
        "cpu_ms_per_page": 1000 * figures["cpu_agents_s"] / run.pages,
        "cpu_ms_per_page_less_idle": 1000 * busy_s / run.pages,
        "renderers_ms_per_page": 1000 * figures["cpu_renderers_s"] / run.pages,
        "broker_ms_per_page": 1000 * figures["cpu_broker_s"] / run.pages,
        **{f"idle_{name}_percent": 100 * share for name, share in idle.items()},
        **{f"{name}_ms_per_page": 1000 * (after[name] - before[name]) / run.pages for name in after},
    }
    says = (
        "cpu_ms_per_page is the whole processor time of the agent processes over the pages, idle polling "
        "included; renderers and broker stand beside it and are not in it."
    )
    return Result({"cpu_ms_per_page": row["cpu_ms_per_page"]}, [row], {"run": run.raw()}, says)
