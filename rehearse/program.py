"""Runs a Pulumi program in Python against the monitor that the environment names."""

import asyncio
import logging
import os
import runpy
import sys

import pulumi

folder, program = sys.argv[1:3]
sys.argv = [program]
# As for a module that is run from there: what lies beside it can be imported.
sys.path[0] = folder

pulumi.runtime.set_all_config(
    pulumi.runtime.get_config_env(), pulumi.runtime.get_config_secret_keys_env()
)
pulumi.runtime.configure(
    pulumi.runtime.Settings(
        monitor=os.environ["PULUMI_MONITOR"],
        engine=os.environ["PULUMI_ENGINE"],
        project=os.environ["PULUMI_PROJECT"],
        stack=os.environ["PULUMI_STACK"],
        organization=os.environ["PULUMI_ORGANIZATION"],
        root_directory=os.environ["PULUMI_ROOT_DIRECTORY"],
        parallel=int(os.environ["PULUMI_PARALLEL"]),
        dry_run=True,
    )
)
# What a program that fails leaves behind isn't the user's business.
logging.getLogger("asyncio").setLevel(logging.CRITICAL)

loop = asyncio.new_event_loop()
asyncio.set_event_loop(loop)
try:
    loop.run_until_complete(
        pulumi.runtime.run_in_stack(lambda: runpy.run_path(program, run_name="__main__"))
    )
except Exception as error:  # pylint: disable=broad-except
    if os.environ.get("REHEARSAL_TRACES"):
        raise
    sys.exit(str(error) or type(error).__name__)
