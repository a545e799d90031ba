/** Namespace of the objects of `cascadingProgram`. */
export const cascadeNamespace = "cascade-test";

/** A program of the user's own whose objects take values from Secrets and ConfigMaps that are replaced. */
export const cascadingProgram = `
const pulumi = require("@pulumi/pulumi");
const { apps, batch, core, policy, rbac } = require("@pulumi/kubernetes");
const { RandomId } = require("@pulumi/random");
const { text } = new pulumi.Config().requireObject("args");

const space = new core.v1.Namespace("space", { metadata: { name: "${cascadeNamespace}" } });
const namespace = "${cascadeNamespace}";
const options = { dependsOn: space };
const annotations = { "pulumi.com/skipAwait": "true" };
const named = (name) => ({ name, namespace, annotations });
const labels = { app: "cascade" };
const selector = { matchLabels: labels };
const container = (value) => ({ name: "one", image: "one", env: [{ name: "NAME", value }] });
const template = (value) => ({ metadata: { labels }, spec: { containers: [container(value)] } });
const ports = [{ port: 80 }];

const kept = new core.v1.Secret("kept", { metadata: named("kept"), stringData: { text } }, options);
const { name } = kept.metadata;
new apps.v1.StatefulSet("set", { metadata: named("set"), spec: { replicas: 0, serviceName: "set", selector, template: template(name) } }, options);
new apps.v1.Deployment("waits", { metadata: named("waits"), spec: { replicas: 0, selector, template: template("a") } }, { dependsOn: kept });
new core.v1.Service("plain", { metadata: named("plain"), spec: { ports, selector: { app: name } } }, options);
new core.v1.Service("headless", { metadata: named("headless"), spec: { clusterIP: "None", ports, selector: { app: name } } }, options);
new core.v1.Service("noted", { metadata: { ...named("noted"), labels: { name } }, spec: { ports } }, options);
new rbac.v1.Role("role", { metadata: { namespace }, rules: [{ apiGroups: [""], resources: ["secrets"], resourceNames: [name], verbs: ["get"] }] }, options);
new policy.v1.PodDisruptionBudget("budget", { metadata: named("budget"), spec: { maxUnavailable: text.length, selector } }, options);

const map = new core.v1.ConfigMap("map", { metadata: { namespace }, data: { name } }, options);
new core.v1.ServiceAccount("account", { metadata: { namespace }, secrets: [{ name: map.metadata.name }] }, options);
new core.v1.ConfigMap("third", { metadata: named("third"), data: { id: new RandomId("id", { byteLength: 4, keepers: { name } }).hex } }, options);

const early = new core.v1.ConfigMap("early", { metadata: { namespace }, data: { text } }, { ...options, deleteBeforeReplace: true });
new batch.v1.CronJob("job", { metadata: { ...named("job"), labels: { name: early.metadata.name } }, spec: { schedule: "0 0 1 1 *", suspend: true, jobTemplate: { spec: { template: { spec: { restartPolicy: "Never", containers: [container("a")] } } } } } }, options);
const late = new core.v1.Secret("late", { metadata: named("late"), stringData: { text } }, { ...options, deleteBeforeReplace: false });
new core.v1.ConfigMap("beside", { metadata: named("beside"), data: { name: late.metadata.name } }, options);
`;

/** What another text does to them. */
export const cascadingSteps = [
  "replace ConfigMap early",
  "replace ConfigMap map",
  "replace ConfigMap third",
  "replace CronJob job",
  "replace RandomId id",
  "replace Secret kept",
  "replace Secret late",
  "replace Service headless",
  "replace Service noted",
  "replace StatefulSet set",
  "update PodDisruptionBudget budget",
  "update ServiceAccount account",
];
