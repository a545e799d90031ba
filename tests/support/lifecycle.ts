/** A program of the user's own that says when its resources are replaced. Its objects are written to files. */
export const lifecycleProgram = `
const pulumi = require("@pulumi/pulumi");
const { apps, core, Provider, rbac } = require("@pulumi/kubernetes");
const { RandomPet } = require("@pulumi/random");
const { text, folder } = new pulumi.Config().requireObject("args");
const isLater = text !== "a";

const provider = new Provider("files", { renderYamlToDirectory: folder });
const leading = (server, token) => pulumi.secret(JSON.stringify({ "current-context": "one", contexts: [{ name: "one", context: { cluster: "one", user: "one" } }], clusters: [{ name: "one", cluster: { server } }], users: [{ name: "one", user: { token } }] }));
new Provider("cluster", { kubeconfig: leading("https://" + text, "a") });
new Provider("user", { kubeconfig: leading("https://a", text) });
const named = (name, labels) => ({ metadata: { name, namespace: "one", labels } });
const labels = { app: "one" };
const pod = (first, second) => ({ metadata: { labels }, spec: { containers: [{ name: "one", image: first }, { name: "two", image: second }] } });
const deployment = (name, replaceOnChanges, spec) => new apps.v1.Deployment(name, { ...named(name), spec: { replicas: 0, selector: { matchLabels: labels }, template: pod("a", "a"), ...spec } }, { provider, replaceOnChanges });
const role = (name, options) => new rbac.v1.Role(name, { ...named(name), rules: [] }, { provider, ...options });
const account = (name, labels) => new core.v1.ServiceAccount(name, named(name, labels), { provider });
const map = (name, data, options) => new core.v1.ConfigMap(name, { metadata: { namespace: "one" }, data }, { provider, ...options });

const later = { replicas: isLater ? 1 : 0 };
const web = deployment("field", ["spec.replicas"], later);
deployment("whole", ["spec"], later);
deployment("all", ["*"], later);
deployment("other", ["spec.template.*"], later);
deployment("above", ["spec.strategy.type"], isLater ? { strategy: { type: "Recreate" } } : {});
deployment("first", ["spec.template.spec.containers[1].image"], { template: pod(text, "a") });
deployment("second", ["spec.template.spec.containers[1].image"], { template: pod("a", text) });
deployment("any", ["spec.template.spec.containers[*].image"], { template: pod(text, "a") });
new core.v1.ServiceAccount("key", { metadata: { namespace: "one", labels: { text } } }, { provider, replaceOnChanges: ["metadata.labels.*"] });
account("taker", { name: web.metadata.name });

const root = new core.v1.Secret("root", { ...named("root"), stringData: { text } }, { provider });
const companion = role("companion", { replaceWith: [web] });
role("chained", { replaceWith: [companion] });
role("guest", { deletedWith: web });
role("rooted", { replaceWith: [root] });
account("beside", { name: role("swept", { deletedWith: root }).metadata.name });
new RandomPet("pet", {}, { replaceWith: [web] });

map("triggered", { a: "b" }, { replacementTrigger: text });
map("armed", { a: "b" }, isLater ? { replacementTrigger: text } : {});
map("kept", { text }, { retainOnDelete: true });
if (!isLater) role("gone", { retainOnDelete: true });
`;

/** What another text does to them. */
export const lifecycleSteps = [
  "delete Role gone",
  "replace ConfigMap kept",
  "replace ConfigMap triggered",
  "replace Deployment all",
  "replace Deployment any",
  "replace Deployment field",
  "replace Deployment second",
  "replace Deployment whole",
  "replace Provider cluster",
  "replace RandomPet pet",
  "replace Role chained",
  "replace Role companion",
  "replace Role guest",
  "replace Role rooted",
  "replace Role swept",
  "replace Secret root",
  "replace ServiceAccount beside",
  "replace ServiceAccount key",
  "update Deployment above",
  "update Deployment first",
  "update Deployment other",
  "update Provider user",
];

/** What another folder does: all that the provider manages is written there. */
export const movedSteps = [
  ...["armed", "kept", "triggered"].map((name) => `replace ConfigMap ${name}`),
  ...["above", "all", "any", "field", "first", "other", "second", "whole"].map(
    (name) => `replace Deployment ${name}`,
  ),
  "replace Provider files",
  "replace RandomPet pet",
  ...["chained", "companion", "gone", "guest", "rooted", "swept"].map(
    (name) => `replace Role ${name}`,
  ),
  "replace Secret root",
  ...["beside", "key", "taker"].map((name) => `replace ServiceAccount ${name}`),
];
