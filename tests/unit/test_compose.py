"""docker-compose.yml against the Compose specification, the topology, the settings and the real commands."""

from pathlib import Path
from typing import Any, cast

import jsonschema
import orjson
import pytest
import typer
import yaml
from typer.core import TyperGroup

from octavo.cli import app
from octavo.commands.worker import STATUS, checked_stages
from octavo.config import CONFIG_FILE, PREFIX, Settings
from octavo.topology import TOPOLOGY

ROOT = Path(__file__).parents[2]
COMPOSE = cast(dict[str, Any], yaml.safe_load((ROOT / "docker-compose.yml").read_text()))
SERVICES = cast(dict[str, dict[str, Any]], COMPOSE["services"])
OURS = {name: service for name, service in SERVICES.items() if service.get("image") == "octavo"}
USAGE_ERROR = typer.BadParameter.__bases__[0]  # typer carries its own click and exports only this much
SPECIFICATION = Path(__file__).parents[1] / "data" / "compose-spec.json"


def _complaints(compose: dict[str, Any]) -> list[str]:
    schema = cast(dict[str, Any], orjson.loads(SPECIFICATION.read_bytes()))
    validator = jsonschema.Draft202012Validator(schema)
    return [error.message for error in validator.iter_errors(compose)]  # pyright: ignore[reportUnknownArgumentType]


def test_the_file_follows_the_compose_specification() -> None:
    assert _complaints(COMPOSE) == []


def test_the_specification_would_notice_a_misspelt_key() -> None:
    assert _complaints({"services": {"kafka": {"imagee": "apache/kafka"}}})


def test_every_agent_of_the_topology_is_a_service() -> None:
    workers = [service["command"][1:] for service in OURS.values() if service["command"][0] == "worker"]
    assert sorted(name for names in workers for name in names) == sorted([*TOPOLOGY.names, STATUS])


@pytest.mark.parametrize("name", OURS)
def test_every_command_is_one_that_octavo_takes(name: str) -> None:
    command, given = _parsed(OURS[name]["command"])
    if command == "worker":
        assert list(given["stages"]) == [STATUS] or checked_stages(given["stages"])
    else:
        assert command == "create"


def test_a_command_that_octavo_lacks_would_be_noticed() -> None:
    with pytest.raises(USAGE_ERROR):
        _parsed(["worker", "ocr", "--colour", "blue"])
    with pytest.raises(KeyError):
        _parsed(["wrk", "ocr"])


def _parsed(arguments: list[str]) -> tuple[str, dict[str, Any]]:
    """The name of the command and the parameters it would get, without running it. Raises KeyError."""
    command, name = typer.main.get_command(app), "octavo"
    while isinstance(command, TyperGroup):
        name, *arguments = arguments
        command = command.commands[name]
    return name, command.make_context(name, arguments).params


@pytest.mark.parametrize("name", OURS)
def test_every_variable_is_a_setting_with_a_value_it_takes(name: str) -> None:
    variables = cast(dict[str, str], OURS[name]["environment"])
    given = {key.removeprefix(PREFIX).lower(): value for key, value in variables.items()}
    assert all(key.startswith(PREFIX) and key != CONFIG_FILE for key in variables)
    assert Settings.model_validate(given).bootstrap_servers == "kafka:19092"


def test_agents_share_the_folder_that_holds_pixels_and_slots() -> None:
    folders = {(*service["volumes"], service["hostname"]) for service in OURS.values()}
    assert len(folders) == 1
    assert all(
        f":{service['environment']['OCTAVO_DATA_DIR']}" in service["volumes"][0] for service in OURS.values()
    )


def test_workers_wait_for_the_topics_and_get_time_to_commit() -> None:
    for service in OURS.values():
        if service["command"][0] == "worker":
            assert service["depends_on"]["topics"]["condition"] == "service_completed_successfully"
            assert service["stop_grace_period"] == "60s"


def test_one_kafka_node_is_enough_for_transactions() -> None:
    variables = cast(dict[str, str], SERVICES["kafka"]["environment"])
    copies = {
        key: value for key, value in variables.items() if key.endswith(("REPLICATION_FACTOR", "MIN_ISR"))
    }
    assert len(copies) == 5
    assert set(copies.values()) == {"1"}


def test_the_image_starts_octavo_with_the_pinned_versions_and_not_as_root() -> None:
    lines = (ROOT / "Dockerfile").read_text()
    assert 'ENTRYPOINT ["octavo"]' in lines
    assert "--constraints constraints.txt --overrides overrides.txt" in lines
    assert "\nUSER octavo\n" in lines
