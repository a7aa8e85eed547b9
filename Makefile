# The recipes that people use every day. Each does all the set-up that it needs.
.PHONY: setup demo test check bench golden labelled-set lock

RUN = .venv/bin/

setup: .venv/ready

.venv/ready: requirements.lock pyproject.toml .ci/setup
	@sh .ci/setup

demo: setup
	@$(RUN)voiceinterview demo --fast

test: setup
	@sh .ci/packages
	@$(RUN)python -m pytest -n 2

check: setup
	@$(RUN)ruff check .
	@$(RUN)ruff format --check .
	@$(RUN)mypy

bench: setup
	@sh .ci/packages
	@$(RUN)python tests/benchmarks/run.py

# The recorded candidate and the session that CI verifies, made anew.
golden: setup
	@$(RUN)python tests/record_golden.py
	@$(RUN)python tests/session/golden_requests.py

# 24 sessions with simulated coaches, to try the coach's bench on (voiceinterview/COACHING.md).
labelled-set: setup
	@$(RUN)python tests/labelled_folder.py recordings/labelled

# Exact versions with hashes, for every platform and Python that is supported.
lock: setup
	@$(RUN)uv pip compile pyproject.toml --all-extras --universal --python-version 3.11 \
		--generate-hashes --no-emit-index-url --no-header --upgrade --quiet -o requirements.lock
