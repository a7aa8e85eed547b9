# The recipes that people use every day. Each does all the set-up that it needs.
.PHONY: setup demo test check bench bench-peers simulate golden labelled-set screenshots lock

RUN = .venv/bin/

setup: .venv/ready

.venv/ready: requirements.lock pyproject.toml .ci/setup
	@sh .ci/setup

demo: setup
	@$(RUN)voiceinterview demo --fast

test: setup
	@sh .ci/packages
	@PYTHONDONTWRITEBYTECODE= $(RUN)python -m pytest -q -n 2 --dist worksteal

check: setup
	@$(RUN)ruff check .
	@$(RUN)ruff format --check .
	@$(RUN)mypy

bench: setup
	@sh .ci/packages
	@$(RUN)python tests/benchmarks/run.py

# Our loop beside pipecat's and livekit-agents', in one run of some six minutes.
bench-peers: setup
	@sh .ci/peers
	@$(RUN)python tests/benchmarks/turn_latency.py --peers

# Every candidate that a program plays, with the scripted interviewer: in each stage, then through a
# whole interview with each persona. Takes some ten minutes.
simulate: setup
	@$(RUN)voiceinterview check-interviewer --simulate --stage all --minutes 8 --jobs 2
	@$(RUN)voiceinterview check-interviewer --simulate --plan full --minutes 40 --jobs 2 \
		--persona rigorous-scientist --persona terse-skeptic --persona warm-recruiter \
		--persona pragmatic-staff-engineer --persona product-minded-manager

# The recorded candidate and the session that CI verifies, made anew.
golden: setup
	@$(RUN)python tests/record_golden.py
	@$(RUN)python tests/session/golden_requests.py

# 30 sessions with simulated coaches, to try the coach's bench on (voiceinterview/COACHING.md).
labelled-set: setup
	@$(RUN)python tests/labelled_folder.py recordings/labelled

# The report as people see it: pictures into recordings/golden/report/, then what axe-core and the
# keyboard tell of it. Needs Chromium (Debian: apt-get install chromium).
screenshots: setup
	@$(RUN)uv pip install --quiet --python $(RUN)python \
		'playwright>=1.50,<2' 'axe-playwright-python>=0.1.4,<0.2'
	@$(RUN)python tests/look/screenshots.py
	@$(RUN)python tests/look/accessibility.py

# Exact versions with hashes, for every platform and Python that is supported.
lock: setup
	@$(RUN)uv pip compile pyproject.toml --all-extras --universal --python-version 3.11 \
		--generate-hashes --no-emit-index-url --no-header --upgrade --quiet -o requirements.lock
