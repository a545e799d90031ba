# How far the front-end's pods have come, of {set, pods, refusals, begun} as the API server has them: "ready", "failed" for
# good, "stuck" at what seldom heals by itself, or "waiting"; the message says why.

def lines: split("\n") | map(select(test("[^[:space:]]")));

# Of a Ruby trace its head, else the last words.
def cause: lines | (map(capture("^[^[:space:]]+:[0-9]+:in [`'][^']*': (?<cause>.+)$").cause) | first) // last;

def containers:
  ((.status.initContainerStatuses // []) | map(. + {first: true})) + (.status.containerStatuses // []) |
  map(select(.ready | not));

def ended: .state.terminated // .lastState.terminated | select(. != null and .exitCode != 0);

def why:
  ended | if .reason == "OOMKilled" then "it was killed for lack of memory: raise resources in services"
    else (.message // "" | cause) // "it ended with code \(.exitCode)" end;

# By its code the image says that a retry can't mend it (1), or that it may heal (75). That counts for what nothing starts
# without; anything else is given up after the fourth time.
def is_hopeless:
  ended.exitCode != 75 and
  (((.first or .name == "oned") and (ended.exitCode | . == 1 or . == 64)) or
    (.restartCount >= 3 and .state.waiting.reason == "CrashLoopBackOff"));

def stuck_reasons: ["ErrImagePull", "ImagePullBackOff", "ErrImageNeverPull", "InvalidImageName",
  "CreateContainerConfigError", "CreateContainerError", "RunContainerError"];
def is_stuck: .state.waiting.reason as $reason | any(stuck_reasons[]; . == $reason);

def found($state; $message): {state: $state, message: $message};

# What a pod has failed of before this began may be mended by now: it counts when it comes again.
def failures($begun): .metadata.name as $pod | containers[] | select(is_hopeless) |
  select((ended.finishedAt // $begun) >= $begun) |
  found("failed"; "\($pod) doesn't start: \(why)");

def obstacles: .metadata.name as $pod | containers[] | select(is_stuck) | .state.waiting |
  found("stuck"; "\($pod) doesn't start: \(.reason): \(.message // "the node says no more")");

def delays: .metadata.name as $pod |
  ((.status.conditions // [])[] | select(.type == "PodScheduled" and .status == "False") |
    found("waiting"; "\($pod) isn't on a node: \(.message // .reason)")),
  (containers[] | select(ended) | found("waiting"; "\($pod) isn't ready: \(why)")),
  (containers | select(. != []) | map(.name) | join(", ") | found("waiting"; "\($pod) isn't ready: \(.)"));

# As Pulumi judges it.
def is_ready: .spec.replicas as $all | .metadata.generation as $generation | .status |
  .observedGeneration >= $generation and .currentRevision == .updateRevision and
  ([.replicas, .readyReplicas, .updatedReplicas // .currentReplicas] | all(. == $all));

.set as $set | (.begun // "") as $begun
| [.pods[] | select(.metadata.deletionTimestamp == null)
    | select(.metadata.labels["controller-revision-hash"] == $set.status.updateRevision)] as $pods
| if $set | is_ready then found("ready"; "")
  elif ($set.status.observedGeneration // 0) < $set.metadata.generation then
    found("waiting"; "the StatefulSet's controller hasn't seen the change yet")
  else
    first(
      ($pods[] | failures($begun)),
      ($pods[] | obstacles),
      (.refusals | select(($pods | length) < $set.spec.replicas) | last // empty
        | found("stuck"; "the cluster refuses the pod: \(.)")),
      ($pods[] | delays),
      found("waiting"; "\($set.status.updatedReplicas // 0) of \($set.spec.replicas) pods are as declared")
    )
  end
